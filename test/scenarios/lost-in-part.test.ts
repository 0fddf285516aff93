import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// Warehouses and stores that say themselves what left. What a store has not got is brought there by van, in two days.
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
  const hasty = { number: 'HASTY', name: 'Hasty', currency: 'GBP', shipToCountry: 'GB', backorders: false }
  await flow.put('/customer-accounts', hasty)
})
after(() => flow.close())

async function stocked(sku: string, onHand: Record<string, string>): Promise<void> {
  await flow.newItem(sku)
  await flow.ok(
    '/stock/opening',
    Object.entries(onHand).map(([location, quantity]) => ({ sku, location, quantity, unitCost: '4' })),
  )
}

const line = (sku: string, quantity: string, more: object = {}) => ({
  sku,
  quantity,
  unitPrice: '10',
  net: (10 * Number(quantity)).toFixed(2),
  tax: (2 * Number(quantity)).toFixed(2),
  ...more,
})

/** Nobody is asked for it before its money comes. */
const unpaid = (lines: Parameters<Flow['order']>[0], account = 'GB-0001'): Promise<Seen> =>
  flow.order(lines, { prepaid: true, customer: { account } })

/** Its money comes. */
const paid = (id: string, amount: string) =>
  flow.ok('/receipts', {
    account: 'GB-0001',
    orderId: id,
    amount: { amount, currency: 'GBP' },
    method: 'card',
  })

async function counted(sku: string, location: string, quantity: number): Promise<void> {
  await flow.ok('/stock/adjustments', [{ sku, location, quantity }])
}

/** The order as soon as it lost something. */
const lost = (id: string) =>
  flow.until(id, (seen) =>
    seen.timeline.some(({ act, changes }: Seen) => act === 'repromise' && changes.length > 0),
  )

/** The order as soon as all tasks of a kind are done. */
const done = (id: string, of: string) =>
  flow.until(id, ({ plan }) =>
    plan.tasks.every(({ kind, state }: Seen) => kind !== of || state === 'completed' || state === 'skipped'),
  )

const parts = (order: Seen): string[] =>
  order.fulfillmentLines.map(
    (one: Seen) =>
      `${one.quantity} ${one.cancelled === one.quantity ? 'cancelled' : one.supply} ${one.decision.broughtFrom ?? one.location.code}`,
  )

/** On hand and reserved, by location. */
async function stockOf(sku: string): Promise<Record<string, string>> {
  const { body } = await flow.server.request('GET', `/api/v1/stock?sku=${sku}`)
  return Object.fromEntries(body.rows.map((row: Seen) => [row.location, `${row.onHand} ${row.reserved}`]))
}

async function transfersOf(id: string): Promise<string[]> {
  const { body } = await flow.server.request('GET', `/api/v1/transfers?order=${id}`)
  return body.rows.map((one: Seen) => `${one.requested} ${one.from}`).toSorted()
}

test('D3 P-27 of what a count took away others serve what they have, and the rest alone waits', async () => {
  await stocked('LP-1', { BIG: '6', FAR: '2', NEAR: '1' })
  const { id } = await unpaid([line('LP-1', '6')])
  await counted('LP-1', 'BIG', -4)
  const order = await lost(id)
  assert.deepEqual(parts(order), ['2 on_hand BIG', '1 backorder BIG', '2 on_hand FAR', '1 on_hand NEAR'])
  assert.deepEqual(await stockOf('LP-1'), { BIG: '2 2', FAR: '2 2', NEAR: '1 1' })
  const [told] = order.timeline.filter(({ act }: Seen) => act === 'repromise')
  assert.deepEqual(told.events, ['order.promise_lost', 'stock.reserved', 'stock.reserved'])
  await flow.lawful()
  await paid(id, '72.00')
  await flow.receive('LP-1', '1', 'FAR')
  const shipped = await done(id, 'release')
  for (const shipment of shipped.shipments) await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  const { invoices } = await flow.until(id, (seen) => seen.state === 'completed')
  assert.equal(
    invoices.reduce((sum: number, one: Seen) => sum + Number(one.total.amount), 0),
    72,
  )
  await flow.lawful()
})

test('D3 what lost all of its goods is served in parts, too, before it has a day of what comes', async () => {
  await stocked('LP-2', { BIG: '4', FAR: '3' })
  const supply = { sku: 'LP-2', location: 'NEAR', quantity: '9', unitCost: '4', number: 'LP-2' }
  await flow.ok('/supply-orders', [{ ...supply, dueOn: addDays(today, 30) }])
  const { id } = await unpaid([line('LP-2', '4')])
  await counted('LP-2', 'BIG', -4)
  assert.deepEqual(parts(await lost(id)), ['1 dated NEAR', '3 on_hand FAR'])
  await flow.lawful()
})

test('D3 B6-2 what is taken in one piece is served whole from elsewhere, or waits', async () => {
  await stocked('LP-3', { BIG: '4', FAR: '3' })
  const { id } = await unpaid([line('LP-3', '4', { allowSplit: false })])
  await counted('LP-3', 'BIG', -1)
  assert.deepEqual(parts(await lost(id)), ['4 backorder BIG'])
  await flow.lawful()
})

test('B6-1 what nobody else has of what was lost is cancelled alone where its customer takes no backorder', async () => {
  await stocked('LP-4', { BIG: '4', FAR: '2' })
  const { id } = await unpaid([line('LP-4', '4')], 'HASTY')
  await counted('LP-4', 'BIG', -4)
  assert.deepEqual(parts(await lost(id)), ['2 cancelled BIG', '2 on_hand FAR'])
  await flow.lawful()
})

test('C13-1 D3 what is collected and lost its goods at its store is brought there in part, and the rest waits there', async () => {
  await stocked('LP-6', { KIOSK: '4', BIG: '2' })
  const { id } = await unpaid([line('LP-6', '4', { location: 'KIOSK' })])
  assert.deepEqual(parts(await flow.read(id)), ['4 on_hand KIOSK'])
  await counted('LP-6', 'KIOSK', -4)
  assert.deepEqual(parts(await lost(id)), ['2 backorder KIOSK', '2 transfer BIG'])
  assert.deepEqual(await stockOf('LP-6'), { KIOSK: '0 0', BIG: '2 2' })
  await flow.lawful()
  await paid(id, '48.00')
  await flow.until(id, (seen) => seen.timeline.some(({ act }: Seen) => act === 'bring'))
  assert.deepEqual(await transfersOf(id), ['2 BIG'])
  await flow.lawful()
})

test('C13-1 D3 what is to be brought loses no more to a count than is lacking: the rest is brought as it was, the lost piece from elsewhere', async () => {
  await stocked('LP-7', { BIG: '5', FAR: '1', NEAR: '1' })
  const { id } = await unpaid([line('LP-7', '5', { location: 'KIOSK' })])
  assert.deepEqual(parts(await flow.read(id)), ['5 transfer BIG'])
  await counted('LP-7', 'BIG', -3)
  const order = await lost(id)
  assert.deepEqual(parts(order), ['2 transfer BIG', '1 transfer FAR', '1 transfer NEAR', '1 backorder KIOSK'])
  assert.deepEqual(await stockOf('LP-7'), { BIG: '2 2', FAR: '1 1', KIOSK: '0 0', NEAR: '1 1' })
  await flow.lawful()
  assert.deepEqual(await transfersOf(id), [])
  await paid(id, '60.00')
  await done(id, 'transfer')
  assert.deepEqual(await transfersOf(id), ['1 FAR', '1 NEAR', '2 BIG'])
  const { body } = await flow.server.request('GET', `/api/v1/transfers?order=${id}`)
  for (const one of body.rows) {
    await flow.ok(`/transfers/${one.id}/send`, {})
    await flow.ok(`/transfers/${one.id}/receive`, {})
  }
  await flow.receive('LP-7', '1', 'KIOSK')
  await flow.lawful()
  assert.deepEqual(await stockOf('LP-7'), { BIG: '0 0', FAR: '0 0', KIOSK: '5 5', NEAR: '0 0' })
})
