import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// Kits whose goods lie at warehouses that say themselves what left.
let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  const place = { country: 'GB', autoConfirm: false }
  for (const [index, code] of ['BIG', 'FAR', 'NEAR'].entries())
    await flow.put('/locations', { ...place, code, name: code, rank: 1 + index })
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const priced = (sku: string, more: object = {}) =>
  flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00'), ...more })

async function stocked(sku: string, onHand: Record<string, string>): Promise<void> {
  await flow.stockedItem(sku, onHand, '4')
  await priced(sku)
}

/** A service that brings so many of each of these. */
async function kit(sku: string, goods: Record<string, number>): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind: 'service', taxCode: 'none' })
  await priced(sku)
  const options = Object.entries(goods).map(([part, each]) => ({
    code: part,
    sku: part,
    included: true,
    quantity: { min: each, max: each },
  }))
  const model = { code: sku, version: 1, sku, name: sku, state: 'published', validFrom: '2020-01-01' }
  await flow.put('/configuration-models', { ...model, pricing: 'fixed', groups: [{ code: 'G', options }] })
}

const sell = (line: object, more: object = {}): Promise<Seen> =>
  flow.sell([{ allowSplit: true, ...line }], { freight: gbp('0.00'), ...more })

/** What of the goods of a line comes from where. */
const goodsOf = ({ fulfillmentLines }: Seen, lineNo = 2): string[] =>
  fulfillmentLines
    .filter((one: Seen) => one.lineNo === lineNo && one.cancelled !== one.quantity)
    .map((one: Seen) => `${one.quantity} ${one.supply} ${one.location.code}`)
    .sort()

/** The same as it would be promised. */
const askedFor = async (line: object): Promise<string[][]> => {
  const { outcomes } = await flow.ok('/promises', [{ lines: [{ allowSplit: true, ...line }] }])
  return outcomes[0].answer.lines[0].parts.map(({ promises }: Seen) =>
    promises.map((one: Seen) => `${one.quantity} ${one.supply} ${one.location}`).sort(),
  )
}

/** The goods of the kit that is quoted alone. */
const promisesOf = ({ alternatives }: Seen): string[][] =>
  alternatives[0].lines
    .slice(1)
    .map(({ promises }: Seen) =>
      promises.map((one: Seen) => `${one.quantity} ${one.supply} ${one.location}`).sort(),
    )

test('A8-10 C13-8 what a place rejects of the goods of a kit is parted by whole kits, as a new promise is', async () => {
  await stocked('KP-1A', { BIG: '12', FAR: '9', NEAR: '6' })
  await kit('KP-1', { 'KP-1A': 4 })
  const { id } = await sell({ sku: 'KP-1', quantity: '3' })
  const asked = await flow.until(id, ({ shipments }) => shipments.length === 1)
  assert.deepEqual(goodsOf(asked), ['12 on_hand BIG'])
  await flow.ok(`/shipments/${asked.shipments[0].id}/reject`, { reason: 'damaged' })
  const moved = await flow.read(id)
  assert.deepEqual(goodsOf(moved), ['4 on_hand NEAR', '8 on_hand FAR'])
  await flow.lawful()
})

test('A8-10 what a count takes of the goods of a kit is as many whole kits as are lacking, and is served in parts', async () => {
  await stocked('KP-2A', { BIG: '12', FAR: '3' })
  await kit('KP-2', { 'KP-2A': 3 })
  const { id } = await sell({ sku: 'KP-2', quantity: '4' }, { prepaid: true })
  await flow.ok('/stock/adjustments', [{ sku: 'KP-2A', location: 'BIG', quantity: -2 }])
  const lost = await flow.until(id, (seen) => goodsOf(seen).length === 2)
  assert.deepEqual(goodsOf(lost), ['3 on_hand FAR', '9 on_hand BIG'])
  await flow.lawful()
})

test('A8-10 B6-2 goods of a kit are released in parts, whole kits at a time', async () => {
  await flow.newItem('KP-3A')
  await priced('KP-3A')
  await kit('KP-3', { 'KP-3A': 4 })
  const { companies } = (await flow.server.request('GET', '/api/v1/companies')).body
  const { code, name, currency, country, timeZone, settings } = companies[0]
  const company = { code, name, currency, country, timeZone }
  await flow.put('/companies', { ...company, settings: { ...settings, backordersWaitForRelease: true } })
  const { id } = await sell({ sku: 'KP-3', quantity: '3' })
  await flow.receive('KP-3A', '9', 'BIG')
  const { lines } = await flow.ok('/backorders/preview', { skus: ['KP-3A'] })
  assert.deepEqual(
    lines.map((one: Seen) => [one.waits, one.releases, one.why]),
    [['12', '8', 'in_part']],
  )
  await flow.ok('/backorders/release', { lines: lines.map(({ line }: Seen) => line) })
  const parts = (await flow.read(id)).fulfillmentLines.filter(({ lineNo }: Seen) => lineNo === 2)
  assert.deepEqual(parts.map((one: Seen) => `${one.quantity} ${one.supply}`).sort(), [
    '4 backorder',
    '8 on_hand',
  ])
  await flow.put('/companies', { ...company, settings: { ...settings, backordersWaitForRelease: false } })
  await flow.lawful()
})

test('A8-10 B3-1 a kit that is sold in whole boxes is parted and cancelled by whole boxes, as goods are', async () => {
  await stocked('KP-4A', { BIG: '26' })
  await kit('KP-4', { 'KP-4A': 2 })
  await flow.put('/item-units', { sku: 'KP-4', uom: 'BOX', quantity: '6' })
  await priced('KP-4', { uom: 'BOX' })
  const line = { sku: 'KP-4', quantity: '3', uom: 'BOX' }
  // Thirteen kits are there: two boxes leave, and none is opened.
  const wanted = ['12 backorder PORT', '24 on_hand BIG']
  assert.deepEqual(await askedFor(line), [wanted])
  const { id } = await sell(line)
  assert.deepEqual(goodsOf(await flow.read(id)), wanted)
  const cancel = (quantity: string) =>
    flow.post(`/orders/${id}/cancel`, { reason: 'less', lines: [{ lineNo: 1, quantity }] })
  const opened = await cancel('3')
  assert.deepEqual([opened.status, opened.body.errors[0].code], [422, 'unit_not_whole'])
  assert.equal((await cancel('6')).status, 200)
  assert.deepEqual(goodsOf(await flow.read(id)), ['24 on_hand BIG'])
  await flow.lawful()
})

test('A8-10 A10-14 goods of a kit leave together where the first of them hold no whole kits enough, wherever it is asked for', async () => {
  await stocked('KP-5A', { BIG: '12' })
  await stocked('KP-5B', { BIG: '9' })
  await kit('KP-5', { 'KP-5A': 2, 'KP-5B': 3 })
  const line = { sku: 'KP-5', quantity: '6', minSplitQuantity: '4' }
  // Twelve of A are six kits, nine of B three: no parcel holds four.
  const wanted = [['12 on_hand BIG'], ['18 backorder PORT']]
  assert.deepEqual(await askedFor(line), wanted)
  const { id } = await sell(line)
  await sleep(700)
  const waits = await flow.read(id)
  assert.deepEqual([goodsOf(waits, 2), goodsOf(waits, 3), waits.shipments], [...wanted, []])
  await flow.lawful()
  await flow.receive('KP-5B', '9', 'BIG')
  const all = await flow.until(
    id,
    ({ shipments }) => shipments.flatMap(({ lines }: Seen) => lines).length === 2,
  )
  assert.deepEqual([goodsOf(all, 2), goodsOf(all, 3)], [['12 on_hand BIG'], ['18 on_hand BIG']])
  await flow.lawful()
  for (const one of all.shipments) await flow.ok(`/shipments/${one.id}/confirm`, {})
  const left = await flow.until(id, ({ billingStatus }) => billingStatus === 'billed')
  assert.deepEqual(
    left.fulfillmentLines.map((one: Seen) => one.quantity === one.shipped),
    left.fulfillmentLines.map(() => true),
  )
  await flow.lawful()
})

test('A8-10 A10-14 goods of a kit that leave together do so when some are split off and wait anew', async () => {
  await stocked('KP-7A', { BIG: '12' })
  await stocked('KP-7B', { BIG: '9' })
  await kit('KP-7', { 'KP-7A': 2, 'KP-7B': 3 })
  const { id } = await sell({ sku: 'KP-7', quantity: '6', minSplitQuantity: '4' })
  await flow.ok(`/orders/${id}/cancel`, { reason: 'less', lines: [{ lineNo: 1, quantity: '1' }] })
  const line = (await flow.read(id)).fulfillmentLines.find(({ lineNo }: Seen) => lineNo === 2).id
  const { outcomes } = await flow.ok('/backorders/put-back', [{ orderId: id, line }])
  assert.ok(outcomes[0].ok, JSON.stringify(outcomes))
  const apart = (await flow.read(id)).fulfillmentLines.filter(({ lineNo }: Seen) => lineNo === 2)
  assert.deepEqual(
    apart.map(({ decision, supply }: Seen) => [decision.together, supply]),
    [
      [1, 'on_hand'],
      [1, 'backorder'],
    ],
  )
  // It has its goods again, and B waits still: nothing leaves.
  await flow.ok('/backorders/release', { skus: ['KP-7A'] })
  await flow.until(id, (seen) => !goodsOf(seen, 2).some((part) => part.includes('backorder')))
  await sleep(700)
  assert.deepEqual((await flow.read(id)).shipments, [])
  await flow.receive('KP-7B', '9', 'BIG')
  await flow.until(id, ({ shipments }) => shipments.flatMap(({ lines }: Seen) => lines).length === 2)
  await flow.lawful()
})

test('A8-10 A10-14 of a kit whose goods are there for enough whole kits these leave, and of one without a least each for itself', async () => {
  const comes = addDays(today, 7)
  for (const [sku, free] of [
    ['KP-6A', '8'],
    ['KP-6B', '15'],
  ] as const) {
    await stocked(sku, { BIG: free })
    await flow.ok('/supply-orders', [
      { sku, location: 'BIG', quantity: '99', unitCost: '4', number: sku, dueOn: comes },
    ])
  }
  await kit('KP-6', { 'KP-6A': 2, 'KP-6B': 3 })
  const line = { sku: 'KP-6', quantity: '6' }
  const each = [
    ['4 dated BIG', '8 on_hand BIG'],
    ['15 on_hand BIG', '3 dated BIG'],
  ]
  const cases: [least: object, wanted: string[][]][] = [
    [{ minSplitQuantity: '4' }, each],
    // Of A four kits are there, of B five: neither waits for itself, both do for a parcel of five.
    [{ minSplitQuantity: '5' }, [['12 dated BIG'], ['18 dated BIG']]],
    [{}, each],
  ]
  for (const [least, wanted] of cases) {
    assert.deepEqual(await askedFor({ ...line, ...least }), wanted, 'asked')
    const quote = await flow.ok('/quotes', {
      source: 'webshop',
      account: 'GB-0001',
      currency: 'GBP',
      validDays: 14,
      alternatives: [{ code: 'A', lines: [{ allowSplit: true, ...line, ...least }] }],
    })
    const { body } = await flow.server.request('GET', `/api/v1/quotes/${quote.id}`)
    assert.deepEqual(promisesOf(body), wanted, 'quoted')
    const { id } = await sell({ ...line, ...least })
    const order = await flow.read(id)
    assert.deepEqual([goodsOf(order, 2), goodsOf(order, 3)], wanted, 'ordered')
    await flow.ok(`/orders/${id}/cancel`, { reason: 'the next one asks' })
  }
  await flow.lawful()
})
