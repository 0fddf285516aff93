import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// What is there is said by a rule, and shared out by a plan: seven of ten for the marketplace, three for the outlet.
const MONDAY = '2030-03-04'
const day = (number: number) => addDays(MONDAY, number)
let flow: Flow
before(async () => {
  flow = await Flow.open()
  await clockTo(MONDAY)
  await flow.put('/periods', { code: '2030-03', startsOn: '2030-03-01', endsOn: '2030-03-31' })
  await flow.put('/locations', {
    code: 'DEPOT',
    name: 'Depot',
    country: 'GB',
    rank: 200,
    autoConfirm: false,
  })
  await flow.put('/locations', { code: 'ANNEX', name: 'Annex', country: 'GB', rank: 201, autoConfirm: false })
  await flow.put('/source-systems', {
    code: 'outlet',
    name: 'Outlet',
    prePriced: true,
    createCustomers: true,
  })
  const condition = 'order.source == "outlet"'
  await flow.put('/recognition-rules', { name: 'outlet', condition, orderType: 'standard' })
})
after(() => flow.close())

async function clockTo(on: string): Promise<void> {
  const answer = await flow.server.request('PUT', '/api/v1/clock', { to: `${on}T10:00:00Z` })
  assert.ok(answer.status < 300, answer.bytes.toString())
}

async function item(sku: string, onHand: string, rule: object): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  if (onHand !== '0')
    await flow.ok('/stock/opening', [{ sku, location: 'DEPOT', quantity: onHand, unitCost: '1' }])
  await flow.put('/atp-rules', { code: `R-${sku}`, name: sku, assignments: [{ sku }], ...rule })
  const nodes = [
    { code: 'MARKET', sources: ['marketplace'], percent: 70 },
    { code: 'OUTLET', sources: ['outlet'], percent: 30 },
  ]
  await flow.put('/allocation-plans', { code: sku, name: sku, skus: [sku], nodes })
}

const announce = (sku: string, quantity: string, dueOn: string, kind = 'purchase_order') =>
  flow.ok('/supply-orders', [
    { sku, quantity, dueOn, kind, location: 'DEPOT', unitCost: '1', number: `${sku} ${kind}` },
  ])

async function available(sku: string, on?: string): Promise<string[]> {
  const then = on === undefined ? '' : `&on=${on}`
  const of = async (source: string) =>
    (await flow.server.request('GET', `/api/v1/availability?sku=${sku}&source=${source}${then}`)).body
      .availableOn
  return [await of('marketplace'), await of('outlet')]
}

const buy = (source: string, sku: string, quantity: string) =>
  flow.order([{ sku, quantity, net: '10.00', tax: '2.00', location: 'DEPOT' }], { source })

async function partsOf({ id }: Seen): Promise<string[]> {
  const { fulfillmentLines } = await flow.read(id)
  return fulfillmentLines.map((one: Seen) => `${one.quantity} ${one.supply} ${one.promisedOn}`)
}

/** Promises all that waits for an item anew. */
async function promiseAnew(sku: string): Promise<void> {
  const run = await flow.ok('/backlog-runs', { skus: [sku] })
  await flow.ok(`/backlog-runs/${run.id}/release`, undefined, sku)
}

test('A10-4 A10-17 what a rule does not count is shared out to nobody', async () => {
  await item('SR-1', '10', { mode: 'stock', supplyKinds: ['on_hand', 'purchase_order'] })
  await announce('SR-1', '90', day(2), 'planned_order')
  assert.deepEqual(await available('SR-1'), ['7', '3'])
  assert.deepEqual(await partsOf(await buy('marketplace', 'SR-1', '8')), [
    `7 on_hand ${MONDAY}`,
    '1 backorder null',
  ])
  assert.deepEqual(await partsOf(await buy('outlet', 'SR-1', '3')), [`3 on_hand ${MONDAY}`])
  await flow.lawful()
})

test('A10-1 A10-17 what is promised without a search is nobody’s share, and keeps its day in a backlog', async () => {
  await item('SR-2', '0', { mode: 'lead_time', leadTime: { by: 'user_defined', days: 3 } })
  const order = await buy('outlet', 'SR-2', '9')
  assert.deepEqual(await partsOf(order), [`9 dated ${day(3)}`])
  const [{ decision }] = (await flow.read(order.id)).fulfillmentLines
  assert.deepEqual([decision.reason, decision.allocation.from], ['lead_time', []])
  await promiseAnew('SR-2')
  assert.deepEqual(await partsOf(order), [`9 dated ${day(3)}`])
  await flow.ok('/stock/receipts', [{ sku: 'SR-2', location: 'DEPOT', quantity: '10', unitCost: '1' }])
  assert.deepEqual(await partsOf(order), [`9 on_hand ${MONDAY}`])
  await flow.lawful()
})

test('A10-7 A10-17 beyond its share an order has the day of the fence, also when its backlog is promised anew', async () => {
  await item('SR-3', '10', { mode: 'stock', infiniteFence: { by: 'user_defined', days: 10 } })
  const order = await buy('outlet', 'SR-3', '5')
  const parts = [`3 on_hand ${MONDAY}`, `2 dated ${day(10)}`]
  assert.deepEqual(await partsOf(order), parts)
  await promiseAnew('SR-3')
  assert.deepEqual(await partsOf(order), parts)
  await flow.lawful()
})

test('A10-1 A10-17 who waits and gets a day without a search takes of no share', async () => {
  const rule = { code: 'R-SR-5', name: 'SR-5', assignments: [{ sku: 'SR-5' }] }
  await item('SR-5', '0', { mode: 'stock' })
  const order = await buy('outlet', 'SR-5', '5')
  assert.deepEqual(await partsOf(order), ['5 backorder null'])
  await flow.put('/atp-rules', { ...rule, mode: 'infinite' })
  await announce('SR-5', '100', day(2))
  assert.deepEqual(await partsOf(order), [`5 dated ${MONDAY}`])
  await flow.put('/atp-rules', { ...rule, mode: 'stock' })
  // Five are promised, and 95 are shared out.
  assert.deepEqual(await available('SR-5', day(2)), ['67', '28'])
  await flow.lawful()
})

test('A10-5 A10-17 late supply that a rule counts is shared out as of today', async () => {
  await item('SR-4', '0', { mode: 'stock', pastDueSupplyDays: 3 })
  await announce('SR-4', '10', day(1))
  await clockTo(day(3))
  assert.deepEqual(await available('SR-4'), ['7', '3'])
  assert.deepEqual(await partsOf(await buy('outlet', 'SR-4', '3')), [`3 dated ${day(3)}`])
  assert.deepEqual(await available('SR-4'), ['7', '0'])
  await flow.lawful()
})

test('A10-17 a share is asked for the day on which goods leave, from which it is taken, whoever promises them', async () => {
  await flow.put('/calendars', { code: 'SR-WEEK', workingDays: [1, 2, 3, 4, 5], holidays: [] })
  await flow.put('/locations', {
    code: 'SLOW',
    name: 'Slow',
    country: 'GB',
    rank: 300,
    autoConfirm: false,
    shippingCalendar: 'SR-WEEK',
    shipLeadDays: 2,
  })
  const sku = 'SR-6'
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.put('/atp-rules', { code: `R-${sku}`, name: sku, mode: 'stock', assignments: [{ sku }] })
  const nodes = [
    { code: 'MARKET', sources: ['marketplace'] },
    { code: 'OUTLET', sources: ['outlet'] },
  ]
  await flow.put('/allocation-plans', { code: sku, name: sku, by: 'quantity', skus: [sku], nodes })
  const state = (node: string, week: string, quantity: string) =>
    flow.put('/allocation-quantities', { plan: sku, node, sku, location: 'SLOW', week, quantity })
  // This week all is for the outlet, from the next one on half of it for the marketplace.
  await state('OUTLET', MONDAY, '20')
  await state('MARKET', day(7), '20')
  const buySlow = async (quantity: string) =>
    flow.order([{ sku, quantity, net: '10.00', tax: '2.00', location: 'SLOW' }], { source: 'marketplace' })
  const waiting = await buySlow('5')
  assert.deepEqual(await partsOf(waiting), ['5 backorder null'])
  // What comes on Friday leaves on Tuesday: of the share of the next week.
  await flow.ok('/supply-orders', [
    { sku, quantity: '40', dueOn: day(4), location: 'SLOW', unitCost: '1', number: sku },
  ])
  assert.deepEqual(await partsOf(waiting), [`5 dated ${day(8)}`])
  const order = await buySlow('5')
  assert.deepEqual(await partsOf(order), [`5 dated ${day(8)}`])
  await promiseAnew(sku)
  assert.deepEqual(await partsOf(order), [`5 dated ${day(8)}`])
  await flow.lawful()
})

test('A10-17 who was promised a day at one place has goods of another as far as its share goes there', async () => {
  await item('SR-7', '0', { mode: 'stock' })
  await announce('SR-7', '20', day(9))
  const order = await flow.order([{ sku: 'SR-7', quantity: '5', net: '10.00', tax: '2.00' }], {
    source: 'outlet',
  })
  assert.deepEqual(await partsOf(order), [`5 dated ${day(9)}`])
  const come = (quantity: string) =>
    flow.ok('/stock/receipts', [{ sku: 'SR-7', location: 'ANNEX', quantity, unitCost: '1' }])
  await come('10')
  assert.deepEqual(await partsOf(order), [`5 dated ${day(9)}`], 'three of ten are its share')
  await come('10')
  const [{ location, supply }] = (await flow.read(order.id)).fulfillmentLines
  assert.deepEqual([location.code, supply], ['ANNEX', 'on_hand'])
  await flow.lawful()
})

test('A10-17 N-4 a line that is sent from elsewhere by a what-if gives its share back there, and takes of that of its new place', async () => {
  await item('SR-8', '0', { mode: 'stock' })
  await announce('SR-8', '20', day(9))
  const order = await flow.order([{ sku: 'SR-8', quantity: '5', net: '10.00', tax: '2.00' }], {
    source: 'outlet',
  })
  await flow.ok('/supply-orders', [
    { sku: 'SR-8', quantity: '20', dueOn: day(5), location: 'ANNEX', unitCost: '1', number: 'SR-8 annex' },
  ])
  assert.deepEqual(await partsOf(order), [`5 dated ${day(9)}`])
  const line = { orderId: order.id, line: (await flow.read(order.id)).fulfillmentLines[0].id }
  const [{ answer }] = (await flow.ok('/promises/what-if', [line])).outcomes
  const { token } = answer.options.find((one: Seen) => one.location === 'ANNEX')
  const [done] = (await flow.ok('/promises/re-source', [{ ...line, token }])).outcomes
  assert.ok(done.ok, JSON.stringify(done))
  assert.deepEqual(await partsOf(order), [`5 dated ${day(5)}`])
  // Six of twenty at each of two places, less five.
  assert.deepEqual(await available('SR-8', day(9)), ['28', '7'])
  await flow.lawful()
  // Of six it has all that is its own again when it asks once more: the place from which it comes is one of its ways.
  const [back] = (await flow.ok('/promises/what-if', [line])).outcomes
  assert.ok(back.answer.options.some((one: Seen) => one.location === 'DEPOT'))
})
