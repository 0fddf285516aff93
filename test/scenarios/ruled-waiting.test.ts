import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

// What waits for goods gets them as the sourcing rule of its order says now. Shops that say themselves what they shipped.
let flow: Flow
before(async () => {
  flow = await Flow.open()
  for (const [index, code] of ['RW-A', 'RW-B', 'RW-C'].entries())
    await flow.put('/locations', { code, name: code, country: 'GB', rank: 500 + index, autoConfirm: false })
})
after(() => flow.close())

const RULE = { code: 'RW', name: 'Shops', source: 'marketplace', criteria: [{ by: 'priority' }] }
const item = (sku: string) =>
  flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
const stocked = async (sku: string, location: string, quantity: string) => {
  await item(sku)
  await flow.ok('/stock/opening', [{ sku, location, quantity, unitCost: '1' }])
}
const came = (sku: string, location: string, quantity: string) =>
  flow.ok('/stock/receipts', [{ sku, location, quantity, unitCost: '1' }])
const order = (sku: string, quantity: string) =>
  flow.order([{ sku, quantity, unitPrice: '1.00', net: `${quantity}.00`, tax: '0.00' }])
const places = (seen: Seen) =>
  seen.fulfillmentLines.map((one: Seen) => `${one.location.code} ${one.quantity} ${one.supply}`).join()
const placesOf = async (id: string) => places(await flow.read(id))
/** The jobs that give free goods, and days, to those who wait come by meanwhile. */
const meanwhile = () => flow.run('backorders', 'shortages')

test('C13-4 P-28 what a rule keeps back at a place is not given to an order that waits, and what comes beyond it is', async () => {
  await flow.put('/sourcing-rules', {
    ...RULE,
    locations: ['RW-A'],
    preferences: [{ location: 'RW-A', safetyMinimum: '3' }],
  })
  await stocked('RW-1', 'RW-A', '1')
  const { id } = await order('RW-1', '2')
  assert.equal(await placesOf(id), 'RW-A 2 backorder')
  await came('RW-1', 'RW-A', '3')
  await meanwhile()
  assert.equal(await placesOf(id), 'RW-A 2 backorder', '4 are there, 3 are kept')
  // Who comes now finds no more than who waits.
  const other = await order('RW-1', '1')
  assert.equal((await flow.read(other.id)).fulfillmentLines[0].supply, 'on_hand')
  await came('RW-1', 'RW-A', '1')
  await meanwhile()
  assert.equal(await placesOf(id), 'RW-A 2 backorder')
  await came('RW-1', 'RW-A', '1')
  await flow.until(id, (seen) => places(seen) === 'RW-A 2 on_hand')
  await flow.lawful()
})

test('C13-4 P-27 a day is promised to who waits of what comes beyond what is kept back, and kept when the rule keeps more later', async () => {
  await flow.put('/sourcing-rules', {
    ...RULE,
    locations: ['RW-A'],
    preferences: [{ location: 'RW-A', safetyMinimum: '3' }],
  })
  await item('RW-2')
  const { id } = await order('RW-2', '2')
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const supply = (number: string, quantity: string) =>
    flow.ok('/supply-orders', [
      { number, sku: 'RW-2', location: 'RW-A', quantity, dueOn: day(5), unitCost: '1' },
    ])
  await supply('RW-S1', '4')
  await meanwhile()
  assert.equal(await placesOf(id), 'RW-A 2 backorder')
  await supply('RW-S2', '1')
  await flow.until(id, (seen) => places(seen) === 'RW-A 2 dated')
  await flow.put('/sourcing-rules', {
    ...RULE,
    locations: ['RW-A'],
    preferences: [{ location: 'RW-A', safetyMinimum: '50' }],
  })
  await came('RW-2', 'RW-A', '2')
  await flow.until(id, (seen) => places(seen) === 'RW-A 2 on_hand')
  await flow.lawful()
})

test('C13-6 a place that was made after an order began to wait does not serve it where its rule does not name it', async () => {
  await flow.put('/sourcing-rules', { ...RULE, locations: ['RW-A', 'RW-B'] })
  await item('RW-3')
  const { id } = await order('RW-3', '3')
  await flow.put('/locations', { code: 'RW-NEW', name: 'New', country: 'GB', rank: 1, autoConfirm: false })
  await came('RW-3', 'RW-NEW', '10')
  await meanwhile()
  assert.equal(await placesOf(id), 'RW-A 3 backorder')
  // A rule that names it from now on lets it.
  await flow.put('/sourcing-rules', { ...RULE, locations: ['RW-A', 'RW-B', 'RW-NEW'] })
  await came('RW-3', 'RW-NEW', '1')
  await flow.until(id, (seen) => places(seen) === 'RW-NEW 3 on_hand')
  await flow.lawful()
})

test('C13-8 C13-6 what loses its goods to a count goes neither back to who refused it nor to whom its rule forbids', async () => {
  await flow.put('/sourcing-rules', { ...RULE, locations: ['RW-A', 'RW-B'], maxAttempts: 9 })
  for (const [location, quantity] of [
    ['RW-A', '5'],
    ['RW-B', '3'],
    ['RW-C', '9'],
  ] as const)
    await stocked('RW-4', location, quantity)
  const made = await order('RW-4', '3')
  const asked = await flow.until(made.id, (seen) => seen.shipments.length === 1)
  await flow.ok(`/orders/${made.id}/holds`, { code: 'fraud', reason: 'look at it' })
  await flow.ok(`/shipments/${asked.shipments[0].id}/reject`, { reason: 'not on the shelf' })
  assert.equal(await placesOf(made.id), 'RW-B 3 on_hand')
  await flow.ok('/stock/adjustments', [{ sku: 'RW-4', location: 'RW-B', quantity: '-3', unitCost: '1' }])
  await flow.until(made.id, (seen) => places(seen) === 'RW-B 3 backorder')
  await meanwhile()
  assert.equal(await placesOf(made.id), 'RW-B 3 backorder')
  await came('RW-4', 'RW-B', '3')
  await flow.until(made.id, (seen) => places(seen) === 'RW-B 3 on_hand')
  await flow.lawful()
})

test('C13-6 goods that come on a day are given to no more orders of those that wait than a place takes a day', async () => {
  const rule = {
    ...RULE,
    locations: ['RW-C', 'RW-B'],
    preferences: [{ location: 'RW-C', dailyOrders: 2 }],
  }
  await flow.put('/sourcing-rules', rule)
  await item('RW-5')
  const made: string[] = []
  for (let count = 0; count < 4; count += 1) made.push((await order('RW-5', '1')).id)
  await came('RW-5', 'RW-C', '10')
  await meanwhile()
  const served = async () =>
    (await Promise.all(made.map(placesOf))).filter((one) => one === 'RW-C 1 on_hand').length
  assert.equal(await served(), 2)
  // An order that comes is told the same.
  const other = await order('RW-5', '1')
  assert.notEqual(await placesOf(other.id), 'RW-C 1 on_hand')
  // Another place has no limit; nor has this one for what it has promised a day.
  await came('RW-5', 'RW-B', '1')
  await flow.until(made[2]!, (seen) => places(seen) === 'RW-B 1 on_hand')
  await flow.put('/sourcing-rules', { ...rule, preferences: [{ location: 'RW-C', dailyOrders: 3 }] })
  await flow.until(made[3]!, (seen) => places(seen) === 'RW-C 1 on_hand')
  await meanwhile()
  assert.notEqual(await placesOf(other.id), 'RW-C 1 on_hand')
  await flow.lawful()
  // What is promised a day is the order of that place of the day on which it was promised.
  await item('RW-6')
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  await flow.put('/sourcing-rules', {
    ...rule,
    locations: ['RW-A'],
    preferences: [{ location: 'RW-A', dailyOrders: 1 }],
  })
  const [first, second] = [await order('RW-6', '1'), await order('RW-6', '1')]
  await flow.ok('/supply-orders', [
    { number: 'RW-S6', sku: 'RW-6', location: 'RW-A', quantity: '5', dueOn: day, unitCost: '1' },
  ])
  await meanwhile()
  assert.deepEqual(
    [await placesOf(first.id), await placesOf(second.id)],
    ['RW-A 1 dated', 'RW-A 1 backorder'],
  )
  await came('RW-6', 'RW-A', '5')
  await flow.until(first.id, (seen) => places(seen) === 'RW-A 1 on_hand')
  await flow.lawful()
})
