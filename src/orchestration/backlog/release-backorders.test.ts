import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../../../test/support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

test('B6-2 a release of named orders reads theirs alone, and one that is sent again plans nothing, however many wait', async () => {
  const { companies } = (await flow.server.request('GET', '/api/v1/companies')).body
  const { code, name, currency, country, timeZone, settings } = companies[0]
  const of = { ...settings, backordersWaitForRelease: true }
  await flow.put('/companies', { code, name, currency, country, timeZone, settings: of })
  await flow.put('/items', { sku: 'MANY', name: 'Many', itemClass: 'kitchen', taxCode: 'standard' })
  const orders: Seen[] = []
  for (let index = 0; index < 2; index += 1)
    orders.push(await flow.order([{ sku: 'MANY', quantity: '2', net: '20.00', tax: '4.00' }]))
  await flow.ok('/stock/receipts', [{ sku: 'MANY', location: 'PORT', quantity: '4', unitCost: '5' }])
  const released = await flow.ok('/backorders/release', { skus: ['MANY'], orders: [orders[0].id] }, 'many')
  assert.equal(released.lines.length, 1)
  // More than one plan ranks: of orders that nobody has.
  await flow.server.database.sql(
    `insert into inventory.planned_demand
       (company_id, root_id, source_id, item_id, location_id, quantity, asked_at, bound, waits_for_release)
     select d.company_id, n, n, d.item_id, d.location_id, 1, d.asked_at, false, true
     from inventory.planned_demand d, generate_series(1, 20001) n where d.waits_for_release limit 20001`,
  )
  const all = await flow.post('/backorders/preview', {})
  assert.equal(all.body.errors[0].code, 'too_many')
  assert.deepEqual(
    await flow.ok('/backorders/release', { skus: ['MANY'], orders: [orders[0].id] }, 'many'),
    released,
  )
  const again = await flow.post('/backorders/release', { skus: ['MANY'] }, 'many')
  assert.equal(again.body.code, 'idempotency_key_reused')
  const one = await flow.ok('/backorders/preview', { orders: [orders[1].id] })
  assert.deepEqual(
    one.lines.map((line: Seen) => [line.orderId, line.releases]),
    [[orders[1].id, '2']],
  )
})
