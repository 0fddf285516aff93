import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// Warehouses that say themselves what left, and a store to which what it has not got is brought.
let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  const place = { country: 'GB', autoConfirm: false }
  for (const [index, code] of ['BIG', 'FAR', 'NEAR'].entries())
    await flow.put('/locations', { ...place, code, name: code, rank: 1 + index })
  const store = { ...place, country: 'IE', rank: 900, transferMethod: 'van' }
  await flow.put('/locations', { ...store, code: 'KIOSK', name: 'Kiosk' })
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'IE', transitDays: 2 })
})
after(() => flow.close())

async function stocked(sku: string, onHand: Record<string, string>): Promise<void> {
  await flow.newItem(sku)
  await flow.ok(
    '/stock/opening',
    Object.entries(onHand).map(([location, quantity]) => ({ sku, location, quantity, unitCost: '4' })),
  )
}

/** Its first part is to be eight at least. */
const twelve = (sku: string, more: object = {}) => ({
  sku,
  quantity: '12',
  minSplitQuantity: '8',
  unitPrice: '10',
  net: '120.00',
  tax: '24.00',
  ...more,
})

const parts = (order: Seen): string[] =>
  order.fulfillmentLines.map(
    (one: Seen) =>
      `${one.quantity} ${one.supply} ${one.decision.broughtFrom ?? one.location.code}${one.decision.minSplitQuantity ? ' min' : ''}`,
  )

/** The order once its only shipment was asked for. */
const asked = async (sku: string): Promise<Seen> => {
  const { id } = await flow.order([twelve(sku)])
  const order = await flow.until(id, ({ shipments }) => shipments.length === 1)
  assert.deepEqual(parts(order), ['12 on_hand BIG min'])
  return order
}

/** The order as soon as it lost something. */
const lost = (id: string) =>
  flow.until(id, (seen) =>
    seen.timeline.some(({ act, changes }: Seen) => act === 'repromise' && changes.length > 0),
  )

test('A10-14 what a place rejects waits whole where others have less than its least first part, or the rest never comes', async () => {
  for (const [sku, far] of [
    ['MS-1', '4'],
    ['MS-2', '8'],
  ] as const) {
    await stocked(sku, { BIG: '12', FAR: far, NEAR: '3' })
    const { id, shipments } = await asked(sku)
    await flow.ok(`/shipments/${shipments[0].id}/reject`, { reason: 'broken' })
    assert.deepEqual(parts(await flow.read(id)), ['12 backorder PORT min'], sku)
  }
  await flow.lawful()
})

test('A10-14 what a place rejects is split anew where the first part is large enough and the rest is there, and the rest comes as it may', async () => {
  await stocked('MS-3', { BIG: '12', FAR: '9', NEAR: '3' })
  const { id, shipments } = await asked('MS-3')
  await flow.ok(`/shipments/${shipments[0].id}/reject`, { reason: 'broken' })
  const order = await flow.until(id, (seen) => seen.shipments.length === 3)
  assert.deepEqual(parts(order), ['9 on_hand FAR min', '3 on_hand NEAR'])
  const near = order.shipments.find((one: Seen) => one.location.code === 'NEAR')
  await flow.receive('MS-3', '1', 'BIG')
  await flow.receive('MS-3', '2', 'FAR')
  await flow.ok(`/shipments/${near.id}/reject`, { reason: 'broken' })
  // One of its places rejected it, so it is not served there again.
  assert.deepEqual(parts(await flow.read(id)), ['9 on_hand FAR min', '2 on_hand FAR', '1 backorder PORT'])
  await flow.lawful()
})

test('A10-14 what a place ships short waits whole likewise, and a partial confirmation keeps it', async () => {
  await stocked('MS-4', { BIG: '12', FAR: '4', NEAR: '3' })
  const { id, shipments, fulfillmentLines } = await asked('MS-4')
  const lines = [{ fulfillmentLineId: fulfillmentLines[0].id, quantity: '1' }]
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, { lines, final: true })
  assert.deepEqual(parts(await flow.read(id)), ['1 on_hand BIG min', '11 backorder PORT min'])
  await flow.lawful()
})

test('A10-14 what a count takes from it is served in parts from its least first part on, or all of it waits', async () => {
  await stocked('MS-5', { BIG: '12', FAR: '1', NEAR: '3' })
  const whole = await flow.order([twelve('MS-5')], { prepaid: true })
  await flow.ok('/stock/adjustments', [{ sku: 'MS-5', location: 'BIG', quantity: -2 }])
  assert.deepEqual(parts(await lost(whole.id)), ['2 on_hand NEAR', '10 on_hand BIG min'])
  await stocked('MS-6', { BIG: '12', FAR: '1', NEAR: '1' })
  const waits = await flow.order([twelve('MS-6')], { prepaid: true })
  await flow.ok('/stock/adjustments', [{ sku: 'MS-6', location: 'BIG', quantity: -3 }])
  assert.deepEqual(parts(await lost(waits.id)), ['12 backorder BIG min'])
  await flow.lawful()
})

test('A10-14 what comes on a day counts as the rest of what a count took', async () => {
  await stocked('MS-7', { BIG: '12' })
  const supply = { sku: 'MS-7', location: 'NEAR', quantity: '2', unitCost: '4', number: 'MS-7' }
  await flow.ok('/supply-orders', [{ ...supply, dueOn: addDays(today, 30) }])
  const { id } = await flow.order([twelve('MS-7')], { prepaid: true })
  await flow.ok('/stock/adjustments', [{ sku: 'MS-7', location: 'BIG', quantity: -2 }])
  assert.deepEqual(parts(await lost(id)), ['2 dated NEAR', '10 on_hand BIG min'])
  await flow.lawful()
})

test('A10-14 C13-1 what a place does not send to a store is brought in parts from its least first part on, or all of it waits', async () => {
  for (const [sku, far, then] of [
    ['MS-8', '4', ['12 backorder KIOSK min']],
    ['MS-9', '9', ['9 transfer FAR min', '3 transfer NEAR']],
  ] as const) {
    await stocked(sku, { BIG: '12', FAR: far, NEAR: '3' })
    const { id } = await flow.order([twelve(sku, { location: 'KIOSK' })])
    assert.deepEqual(parts(await flow.read(id)), ['12 transfer BIG min'])
    await flow.until(id, (seen) => seen.timeline.some(({ act }: Seen) => act === 'bring'))
    const { body } = await flow.server.request('GET', `/api/v1/transfers?order=${id}`)
    await flow.ok(`/transfers/${body.rows[0].id}/reject`, { reason: 'broken' })
    assert.deepEqual(parts(await flow.read(id)), then)
  }
  await flow.lawful()
})

test('A10-14 B6-2 a release gives a line no less than its least first part, and that only when the rest is there or comes', async () => {
  const { companies } = (await flow.server.request('GET', '/api/v1/companies')).body
  const { code, name, currency, country, timeZone, settings } = companies[0]
  const company = { code, name, currency, country, timeZone }
  await flow.put('/companies', { ...company, settings: { ...settings, backordersWaitForRelease: true } })
  await flow.newItem('MS-10')
  const { id } = await flow.order([twelve('MS-10')])
  const seen = async () => {
    const { lines } = await flow.ok('/backorders/preview', { skus: ['MS-10'] })
    return lines.map((one: Seen) => `${one.releases} ${one.why}`)
  }
  await flow.receive('MS-10', '7', 'BIG')
  await flow.receive('MS-10', '5', 'FAR')
  assert.deepEqual(await seen(), ['0 minimum_split'])
  await flow.receive('MS-10', '2', 'BIG')
  assert.deepEqual(await seen(), ['9 in_part'])
  await flow.ok('/stock/adjustments', [{ sku: 'MS-10', location: 'FAR', quantity: -4 }])
  assert.deepEqual(await seen(), ['0 minimum_split'])
  const supply = { sku: 'MS-10', location: 'NEAR', quantity: '2', unitCost: '4', number: 'MS-10' }
  await flow.ok('/supply-orders', [{ ...supply, dueOn: addDays(today, 30) }])
  assert.deepEqual(await seen(), ['9 in_part'])
  await flow.ok('/backorders/release', { skus: ['MS-10'] })
  assert.deepEqual(parts(await flow.read(id)), ['3 backorder PORT', '9 on_hand BIG min'])
  // What is left comes as it may.
  await flow.ok('/backorders/release', { skus: ['MS-10'] })
  assert.deepEqual(parts(await flow.read(id)), ['2 backorder PORT', '9 on_hand BIG min', '1 on_hand FAR'])
  await flow.put('/companies', { ...company, settings })
  await flow.lawful()
})

test('A10-14 N-4 a split is no way to serve it whose first part is less', async () => {
  await stocked('MS-11', { FAR: '4', NEAR: '3' })
  const { id } = await flow.order([twelve('MS-11')], { prepaid: true })
  const { fulfillmentLines } = await flow.read(id)
  await flow.receive('MS-11', '7', 'BIG')
  const line = { orderId: id, line: fulfillmentLines[0].id }
  const ways = async () => (await flow.ok('/promises/what-if', [line])).outcomes[0].answer
  assert.ok((await ways()).notOffered.some(({ kind }: Seen) => kind === 'split'))
  await flow.receive('MS-11', '1', 'BIG')
  const { token } = (await ways()).options.find(({ kind }: Seen) => kind === 'split')
  await flow.ok('/promises/re-source', [{ ...line, token }])
  assert.deepEqual(parts(await flow.read(id)), ['8 on_hand BIG min', '4 on_hand FAR'])
  await flow.lawful()
})

test('A10-14 A8-10 the least first part of a kit is that of its goods, so many for each', async () => {
  const comes = addDays(today, 7)
  await stocked('MS-A', { BIG: '6' })
  await flow.ok('/supply-orders', [
    { sku: 'MS-A', location: 'BIG', quantity: '20', unitCost: '4', number: 'MS-A', dueOn: comes },
  ])
  await flow.put('/items', {
    sku: 'MS-KIT',
    name: 'Kit',
    itemClass: 'kitchen',
    kind: 'service',
    taxCode: 'standard',
  })
  await flow.put('/configuration-models', {
    code: 'MS-KIT',
    version: 1,
    sku: 'MS-KIT',
    name: 'Kit',
    state: 'published',
    validFrom: '2020-01-01',
    groups: [
      { code: 'G', options: [{ code: 'A', sku: 'MS-A', included: true, quantity: { min: 2, max: 2 } }] },
    ],
  })
  for (const sku of ['MS-A', 'MS-KIT'])
    await flow.put('/prices', {
      list: 'RETAIL',
      sku,
      validFrom: '2020-01-01',
      unitPrice: { amount: '10.00', currency: 'GBP' },
    })
  // Of six kits three could leave today: enough for who takes three, too few for who wants four.
  for (const [least, wanted] of [
    ['3', ['6 on_hand', '6 dated']],
    ['4', ['12 dated']],
  ] as const) {
    const line = { sku: 'MS-KIT', quantity: '6', allowSplit: true, minSplitQuantity: least }
    const { outcomes } = await flow.ok('/promises', [{ lines: [line] }])
    const [goods] = outcomes[0].answer.lines[0].parts
    assert.deepEqual(
      goods.promises.map((one: Seen) => `${one.quantity} ${one.supply}`),
      wanted,
      'asked',
    )
    const order = await flow.sell([line], { freight: { amount: '0.00', currency: 'GBP' } })
    const { fulfillmentLines } = await flow.read(order.id)
    assert.deepEqual(
      fulfillmentLines
        .filter(({ lineNo }: Seen) => lineNo === 2)
        .map((one: Seen) => `${one.quantity} ${one.supply}`),
      wanted,
      'ordered',
    )
    await flow.ok(`/orders/${order.id}/cancel`, { reason: 'the next one asks' })
  }
  // Of seven on hand six leave today: those of three kits, and not half of a fourth.
  await flow.receive('MS-A', '1', 'BIG')
  const whole = { sku: 'MS-KIT', quantity: '6', allowSplit: true }
  const asked = (await flow.ok('/promises', [{ lines: [whole] }])).outcomes[0].answer.lines[0].parts[0]
  const sold = await flow.sell([whole], { freight: { amount: '0.00', currency: 'GBP' } })
  for (const [some, what] of [
    [asked.promises, 'asked'],
    [(await flow.read(sold.id)).fulfillmentLines.filter(({ lineNo }: Seen) => lineNo === 2), 'ordered'],
  ] as const)
    assert.deepEqual(
      some.map((one: Seen) => `${one.quantity} ${one.supply}`),
      ['6 on_hand', '6 dated'],
      what,
    )
  await flow.lawful()
})
