import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// By a rule an order for a later day is served by what comes before its day, and leaves what is there to who wants it earlier.
let flow: Flow
let today: string
const day = (offset: number) => addDays(today, offset)
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  await flow.put('/locations', { code: 'LATE', name: 'Late', country: 'GB', rank: 500, autoConfirm: false })
  await flow.put('/atp-rules', { code: 'ALL', name: 'All', mode: 'stock', assignments: [{}] })
  await flow.put('/atp-rules', {
    code: 'LATEST',
    name: 'Supply first',
    mode: 'stock',
    assignments: [{ itemClass: 'seasonal' }],
    latestSupplyFirst: true,
  })
})
after(() => flow.close())

async function stocked(sku: string, quantity: string, itemClass = 'seasonal'): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass, taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku, location: 'LATE', quantity, unitCost: '1' }])
}
const comes = (sku: string, on: number, quantity: string) =>
  flow.ok('/supply-orders', [
    { sku, location: 'LATE', quantity, unitCost: '1', number: `${sku} ${on}`, dueOn: day(on) },
  ])
const buy = async (sku: string, quantity: string, more: object = {}): Promise<string> =>
  (await flow.order([{ sku, quantity, net: '10.00', tax: '2.00', allowSplit: false, ...more }])).id
const standing = (seen: Seen): string[] =>
  seen.fulfillmentLines.map((one: Seen) => `${one.quantity} ${one.supply} ${one.promisedOn}`)
const stands = async (id: string) => standing(await flow.read(id))
/** The job that gives free goods to those who wait comes by meanwhile. */
const meanwhile = () => flow.run('backorders')

test('D3 P-20 who wants goods on a later day is served by what comes before it, and who wants them today has what is there', async () => {
  await stocked('LS-1', '10')
  await comes('LS-1', 5, '10')
  const [outcome] = (
    await flow.ok('/promises', [{ lines: [{ sku: 'LS-1', quantity: '10', requestedOn: day(6) }] }])
  ).outcomes
  assert.equal(outcome.answer.lines[0].promises[0].supply, 'dated')
  const first = await buy('LS-1', '10', { requestedOn: day(6) })
  assert.deepEqual(await stands(first), [`10 dated ${day(6)}`])
  const [{ decision }] = (await flow.read(first)).fulfillmentLines
  assert.deepEqual([decision.reason, decision.atpRule], ['supply_before_day', 'LATEST'])
  await meanwhile()
  assert.deepEqual(await stands(first), [`10 dated ${day(6)}`], 'goods that are there are not given to it')
  const second = await buy('LS-1', '10')
  assert.deepEqual(await stands(second), [`10 on_hand ${today}`])
  // Nothing is left for anybody else.
  assert.deepEqual(await stands(await buy('LS-1', '1')), ['1 backorder null'])
  await flow.lawful()
  await flow.ok('/stock/receipts', [
    { sku: 'LS-1', location: 'LATE', quantity: '10', supplyNumber: 'LS-1 5' },
  ])
  await flow.until(first, (seen) => standing(seen)[0] === `10 on_hand ${day(6)}`)
  await flow.lawful()
})

test('D3 without such a rule, without supply before the day, and of goods that a cart holds, what is there is reserved', async () => {
  await stocked('LS-2', '10', 'kitchen')
  await comes('LS-2', 5, '10')
  assert.deepEqual(await stands(await buy('LS-2', '10', { requestedOn: day(6) })), [`10 on_hand ${day(6)}`])
  await stocked('LS-3', '10')
  await comes('LS-3', 7, '10')
  assert.deepEqual(await stands(await buy('LS-3', '4', { requestedOn: day(6) })), [`4 on_hand ${day(6)}`])
  assert.deepEqual(await stands(await buy('LS-3', '6', { requestedOn: day(7) })), [`6 dated ${day(7)}`])
  assert.deepEqual(await stands(await buy('LS-3', '6')), [`6 on_hand ${today}`])
  await stocked('LS-4', '10')
  await comes('LS-4', 5, '10')
  const lines = [{ sku: 'LS-4', quantity: '10', requestedOn: day(6) }]
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const [held] = (await flow.ok('/promises', [{ lines, reserve: { key: 'ls-4', until } }])).outcomes
  assert.equal(held.answer.lines[0].promises[0].supply, 'on_hand', JSON.stringify(held))
  assert.deepEqual(await stands(await buy('LS-4', '10')), [`10 dated ${day(5)}`])
  await flow.lawful()
})

test('D3 P-27 when what was to come before its day comes later, or not at all, it is reserved of what is there', async () => {
  for (const [sku, change] of [
    ['LS-5', { dueOn: day(9) }],
    ['LS-6', { open: '0' }],
  ] as const) {
    await stocked(sku, '10')
    await comes(sku, 5, '10')
    const id = await buy(sku, '10', { requestedOn: day(6) })
    assert.deepEqual(await stands(id), [`10 dated ${day(6)}`])
    await flow.ok('/supply-orders/changes', [{ number: `${sku} 5`, reason: 'the ship is late', ...change }])
    await flow.until(id, (seen) => standing(seen)[0] === `10 on_hand ${day(6)}`)
    assert.notEqual((await stands(await buy(sku, '1')))[0], `1 on_hand ${today}`)
    await flow.lawful()
  }
})

test('D3 of many at once who want today and later no more is promised than is there and comes', async () => {
  await stocked('LS-7', '10')
  await comes('LS-7', 5, '10')
  const made = await Promise.all(
    Array.from({ length: 30 }, (_, n) => buy('LS-7', '1', n % 2 === 0 ? { requestedOn: day(6) } : {})),
  )
  const all = (await Promise.all(made.map(stands))).flat()
  const count = (text: string) => all.filter((one) => one.includes(text)).length
  assert.equal(count('on_hand') + count('dated'), 20, JSON.stringify(all))
  assert.equal(count(`on_hand ${today}`), 10, JSON.stringify(all))
  await flow.ok(`/orders/${made[0]}/cancel`, { reason: 'changed_mind' })
  await flow.lawful()
})

test('D3 P-27 what does not come by its day, though nobody said so, is reserved of what is there before it has to leave', async () => {
  await stocked('LS-8', '10')
  await comes('LS-8', 2, '10')
  const id = await buy('LS-8', '10', { requestedOn: day(9) })
  await meanwhile()
  assert.deepEqual(await stands(id), [`10 dated ${day(9)}`])
  await flow.server.request('PUT', '/api/v1/clock', { to: `${day(4)}T10:00:00Z` })
  await meanwhile()
  await flow.until(id, (seen) => standing(seen)[0] === `10 on_hand ${day(9)}`)
  await flow.lawful()
})
