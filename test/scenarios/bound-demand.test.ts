import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

// Who looks for free goods is started where a test wants it.
let flow: Flow
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
  await flow.put('/locations', { code: 'STORE', name: 'Store', country: 'GB', rank: 90, autoConfirm: false })
})
after(() => flow.close())

async function newItem(sku: string): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
}

/** One unit each, in orders of some hundreds. */
async function wait(sku: string, lines: number, more: object = {}): Promise<Seen[]> {
  const quantity = '1'
  const line = { sku, quantity, unitPrice: '10', net: '10.00', tax: '2.00', ...more }
  const orders: Seen[] = []
  for (let left = lines; left > 0; left -= 550)
    orders.push(await flow.order(Array.from({ length: Math.min(left, 550) }, () => line)))
  return orders
}
const receive = (sku: string, location: string, quantity: string) =>
  flow.ok('/stock/receipts', [{ sku, location, quantity, unitCost: '6' }])
const suppliesOf = async (id: string): Promise<string[]> =>
  (await flow.read(id)).fulfillmentLines.map((one: Seen) => `${one.supply} ${one.location.code}`)

test('P-27 D3 very many lines that wait for one store keep nobody from what comes to another place', async () => {
  await newItem('FULL-1')
  const supply = { sku: 'FULL-1', location: 'STORE', quantity: '1', unitCost: '3', dueOn: '2099-12-05' }
  await flow.ok('/supply-orders', [{ ...supply, number: 'FULL-1' }])
  await wait('FULL-1', 2200, { location: 'STORE' })
  const [free] = await wait('FULL-1', 1)
  await receive('FULL-1', 'PORT', '10')
  assert.deepEqual(await suppliesOf(free!.id), ['on_hand PORT'])
  const [newer] = await wait('FULL-1', 1)
  assert.deepEqual(await suppliesOf(newer!.id), ['on_hand PORT'])
  await flow.lawful()
})

test('P-27 what comes to a store is for the lines that wait for it, whatever the others before them want', async () => {
  await newItem('FULL-2')
  // What is late is still to come: it may come to cover them.
  await flow.ok('/supply-orders', [
    { sku: 'FULL-2', location: 'PORT', quantity: '5', unitCost: '3', dueOn: '2099-12-05', number: 'FULL-2' },
  ])
  await flow.server.database.sql(`update inventory.supply set due_on = '2020-01-01' where number = 'FULL-2'`)
  await wait('FULL-2', 2200, { quantity: '5', net: '50.00', tax: '10.00' })
  const [bound] = await wait('FULL-2', 1, { location: 'STORE' })
  await receive('FULL-2', 'STORE', '1')
  assert.deepEqual(await suppliesOf(bound!.id), ['on_hand STORE'])
  await flow.lawful()
})
