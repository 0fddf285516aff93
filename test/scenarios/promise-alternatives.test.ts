import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  await flow.put('/locations', { code: 'DEPOT', name: 'Depot', country: 'GB', rank: 50 })
  await flow.put('/locations', { code: 'STORE', name: 'Store', country: 'GB', rank: 90, autoConfirm: false })
  const van = { shipMethod: 'van', country: 'GB', transitDays: 3, cost: { amount: '2.00', currency: 'GBP' } }
  await flow.put('/transit-lanes', van)
  await flow.put('/transit-lanes', {
    ...van,
    shipMethod: 'courier',
    transitDays: 1,
    cost: { amount: '9.00', currency: 'GBP' },
  })
  // Nobody said what it costs, and it leads elsewhere.
  await flow.put('/transit-lanes', { shipMethod: 'ship', country: 'US', transitDays: 30 })
})
after(() => flow.close())

async function stocked(
  sku: string,
  onHand: Record<string, [quantity: string, unitCost: string]>,
  later?: string,
) {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const rows = Object.entries(onHand).map(([location, [quantity, unitCost]]) => ({
    sku,
    location,
    quantity,
    unitCost,
  }))
  if (rows.length > 0) await flow.ok('/stock/opening', rows)
  if (later === undefined) return
  const supply = {
    sku,
    location: 'DEPOT',
    quantity: later,
    unitCost: '3',
    number: `PO-${sku}`,
    dueOn: addDays(today, 6),
  }
  await flow.ok('/supply-orders', [supply])
}

async function ask(asked: Record<string, unknown>, whole: Record<string, unknown> = {}): Promise<Seen> {
  const [outcome] = (await flow.ok('/promises', [{ alternatives: true, ...whole, lines: [asked] }])).outcomes
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const [line] = outcome.answer.lines
  // Ship methods of the sample company rest on weekends: what they offer is another one each day.
  const own = (one: Seen) => !['standard', 'express'].includes(one.ask.shipMethod)
  return { ...line, alternatives: line.alternatives.filter(own) }
}

const price = { unitPrice: { amount: '10', currency: 'GBP' } }
const worth = (one: Seen) => [
  one.goodsCost?.amount ?? null,
  one.freightCost?.amount ?? null,
  one.margin?.amount ?? null,
]
const shown = (promises: Seen[]) =>
  promises.map((one) => [one.location, one.quantity, one.supply, one.promisedOn, one.arrivesOn])

test('A10-11 P-30 each other way to serve a line has its days, cost and margin, and an order that asks for it gets it', async () => {
  await stocked('ALT-1', { DEPOT: ['60', '2'], STORE: ['200', '4'] }, '100')
  const line = { sku: 'ALT-1', quantity: '80', allowSplit: false, ...price }
  const answer = await ask(line, { shipMethod: 'van' })
  // The store has all of it today; the depot only later.
  assert.deepEqual(shown(answer.promises), [['STORE', '80', 'on_hand', today, addDays(today, 3)]])
  assert.deepEqual(worth(answer), ['320.00', '2.00', '478.00'])
  const kinds = answer.alternatives.map((one: Seen) => [one.kind, one.ask, ...worth(one)])
  assert.deepEqual(kinds, [
    ['collect', { location: 'STORE' }, '320.00', '0.00', '480.00'],
    ['ship_method', { shipMethod: 'courier' }, '320.00', '9.00', '471.00'],
  ])
  assert.deepEqual(await ask(line, { shipMethod: 'van' }), answer)

  await stocked('ALT-2', { DEPOT: ['60', '2'] }, '100')
  const short = { sku: 'ALT-2', quantity: '80', allowSplit: false, ...price }
  const later = await ask(short, { shipMethod: 'van' })
  assert.deepEqual(shown(later.promises), [['DEPOT', '80', 'dated', addDays(today, 6), addDays(today, 9)]])
  assert.deepEqual(
    later.alternatives.map((one: Seen) => [one.kind, one.completeOn, ...worth(one)]),
    [
      ['ship_method', addDays(today, 6), '160.00', '9.00', '631.00'],
      ['split', addDays(today, 6), '160.00', '4.00', '636.00'],
    ],
  )
  for (const { kind, ask: said, promises } of later.alternatives) {
    const { shipMethod = 'van', ...ofLine } = said
    const taken = { sku: 'ALT-2', quantity: '80', allowSplit: false, net: '10.00', tax: '2.00', ...ofLine }
    const order = await flow.order([taken], { shipMethod })
    const { fulfillmentLines } = await flow.read(order.id)
    const parts = fulfillmentLines.map((one: Seen) => [
      one.location.code,
      one.quantity,
      one.supply,
      one.promisedOn,
      one.decision.arrivesOn ?? null,
    ])
    assert.deepEqual(parts, shown(promises), kind)
    await flow.ok(`/orders/${order.id}/cancel`, { reason: 'changed_mind' })
  }
  await flow.lawful()
})

test('A10-11 what a line fixes is not offered otherwise, and what is not known is not told', async () => {
  await stocked('ALT-3', { DEPOT: ['5', '2'], STORE: ['5', '4'] })
  const bound = await ask({ sku: 'ALT-3', quantity: '1', location: 'STORE', ...price })
  assert.deepEqual(bound.alternatives, [])
  assert.deepEqual(worth(bound), ['4.00', '0.00', '6.00'])
  // No price, no margin; a lane without a cost, no freight.
  assert.deepEqual(worth(await ask({ sku: 'ALT-3', quantity: '1' }, { shipMethod: 'van' })), [
    '2.00',
    '2.00',
    null,
  ])
  const overseas = { shipMethod: 'ship', shipTo: { country: 'US' } }
  assert.deepEqual(worth(await ask({ sku: 'ALT-3', quantity: '1', ...price }, overseas)), [
    '2.00',
    null,
    null,
  ])
  const foreign = { sku: 'ALT-3', quantity: '1', unitPrice: { amount: '1', currency: 'EUR' } }
  const [refused] = (await flow.ok('/promises', [{ alternatives: true, lines: [foreign] }])).outcomes
  assert.deepEqual(
    refused.problems.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/unitPrice/currency', 'wrong_currency']],
  )
  // Whoever may order and not read the stock is not told what goods cost.
  const key = await flow.keyOf(['orders:write'])
  const body = [{ alternatives: true, lines: [{ sku: 'ALT-3', quantity: '1', ...price }] }]
  const told = await flow.server.request('POST', '/api/v1/promises', body, key)
  assert.ok(!JSON.stringify(told.body).includes('Cost') && !JSON.stringify(told.body).includes('margin'))
})

test('A10-14 an order is split as its line says, and as it was told before', async () => {
  await stocked('ALT-4', { DEPOT: ['4', '2'] })
  const never = { sku: 'ALT-4', quantity: '10', minSplitQuantity: '3' }
  const asked = await ask(never)
  assert.deepEqual(
    asked.promises.map((one: Seen) => [one.quantity, one.supply]),
    [['10', 'backorder']],
  )
  const made = await flow.sell([{ ...never, sku: 'ALT-4' }])
  assert.equal(made.state, 'draft', 'it has no price')
  const wrong = await flow.post('/orders', {
    source: 'webshop',
    externalId: 'ALT-4',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    lines: [{ sku: 'ALT-4', quantity: '10', minSplitQuantity: '0' }],
  })
  assert.deepEqual(
    wrong.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/minSplitQuantity', 'bad_quantity']],
  )
  const line = { sku: 'ALT-4', quantity: '10', net: '10.00', tax: '2.00', minSplitQuantity: '3' }
  const promised = (await flow.read((await flow.order([line])).id)).fulfillmentLines
  assert.deepEqual(
    promised.map((one: Seen) => [one.quantity, one.supply]),
    [['10', 'backorder']],
  )
  await flow.lawful()
})
