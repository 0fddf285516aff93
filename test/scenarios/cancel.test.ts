import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  // A warehouse that says itself what it shipped; it is asked before all others.
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })

async function newItem(sku: string, opening: Record<string, string> = {}): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  for (const [location, quantity] of Object.entries(opening))
    await flow.ok('/stock/opening', [{ sku, location, quantity, unitCost: '6' }])
}

const lineOf = (sku: string, quantity: number) => ({
  sku,
  quantity: `${quantity}`,
  unitPrice: '10',
  net: `${quantity * 10}.00`,
  tax: `${quantity * 2}.00`,
})
const cancel = (id: string, more: object = {}) =>
  flow.post(`/orders/${id}/cancel`, { reason: 'changed my mind', ...more })
const exposure = async () => {
  const [row] = await flow.server.db.sql<{ open: bigint }>(
    `select g.open_orders as open from customers.credit_gate g
     join customers.account a on a.company_id = g.company_id and a.id = g.account_id where a.number = 'GB-0001'`,
  )
  return Number(row!.open)
}
const reserved = async (sku: string): Promise<number> => {
  const [row] = await flow.server.db.sql<{ reserved: string }>(
    `select sum(g.reserved) as reserved from inventory.stock_gate g
     join catalog.item i on i.company_id = g.company_id and i.id = g.item_id where i.sku = $1`,
    [sku],
  )
  return Number(row!.reserved)
}

test('O-72 A5-12 F-6 a cancelled order gives its goods back, to who waits for them, and owes nothing', async () => {
  await newItem('CAN-1', { DOCK: '5' })
  const before = await exposure()
  const made = await flow.order([lineOf('CAN-1', 5)])
  const behind = await flow.order([lineOf('CAN-1', 3)])
  const asked = await flow.until(made.id, (one) => one.shipments.length === 1)
  assert.equal((await flow.read(behind.id)).status, 'backordered')
  assert.equal((await exposure()) - before, 9600)

  const done = await cancel(made.id)
  assert.equal(done.status, 200, done.bytes.toString())
  assert.deepEqual(
    [done.body.state, done.body.amount, done.body.cancelled],
    [
      'cancelled',
      gbp('60.00'),
      [{ lineNo: 1, fulfillmentLineId: asked.fulfillmentLines[0].id, quantity: '5' }],
    ],
  )
  const order = await flow.read(made.id)
  assert.deepEqual(
    [order.state, order.status, order.fulfillmentStatus, order.billingStatus, order.shipments[0].state],
    ['cancelled', 'cancelled', 'cancelled', 'not_billed', 'cancelled'],
  )
  assert.deepEqual(
    new Set(order.plan.tasks.map((task: Seen) => task.state)),
    new Set(['completed', 'skipped']),
  )
  assert.equal((await exposure()) - before, 3600)
  const served = await flow.until(behind.id, (one) => one.shipments.length === 1)
  assert.equal(served.fulfillmentLines[0].supply, 'on_hand')

  const again = await cancel(made.id)
  assert.deepEqual([again.status, again.body.cancelled, again.body.amount], [200, [], gbp('0.00')])
  const line = await cancel(made.id, { lines: [{ lineNo: 77 }] })
  assert.deepEqual([line.status, line.body.code], [409, 'nothing_to_cancel'])
  await flow.lawful()
})

test('A5-12 D1 D3 a part of a line is cancelled: the rest ships, is billed by its share, and the order closes', async () => {
  await newItem('CAN-2', { PORT: '4' })
  const before = await exposure()
  const made = await flow.order([
    { sku: 'CAN-2', quantity: '7', unitPrice: '14.285714', net: '100.00', tax: '20.00' },
  ])
  const read = await flow.until(made.id, (one) => one.invoices.length === 1)
  // Four are billed, three wait: one of them is given up, then the others come.
  const wrong = await cancel(made.id, {
    lines: [{ lineNo: 1, quantity: '4' }, { lineNo: 2 }, { lineNo: 1, quantity: '1' }],
  })
  assert.deepEqual(
    [wrong.status, wrong.body.errors.map((one: Seen) => [one.path, one.code])],
    [
      422,
      [
        ['/lines/0/quantity', 'more_than_open'],
        ['/lines/1/lineNo', 'unknown_line'],
        ['/lines/2/lineNo', 'duplicate_line'],
      ],
    ],
  )
  const all = await cancel(made.id, {
    reason: '',
    lines: [{ lineNo: 1, quantity: 1e30 }, { lineNo: 9 }, { lineNo: 0 }, { lineNo: 1, quantity: '1' }],
  })
  assert.deepEqual(
    [all.status, all.body.errors.map((one: Seen) => [one.path, one.code])],
    [
      422,
      [
        ['/reason', 'too_short'],
        ['/lines/2/lineNo', 'too_small'],
        ['/lines/0/quantity', 'too_great'],
        ['/lines/1/lineNo', 'unknown_line'],
        ['/lines/3/lineNo', 'duplicate_line'],
      ],
    ],
  )
  const half = await cancel(made.id, { lines: [{ lineNo: 1, quantity: '0.5' }] })
  assert.deepEqual(
    [half.status, half.body.errors.map((one: Seen) => [one.path, one.code])],
    [422, [['/lines/0/quantity', 'quantity_too_fine']]],
  )
  const late = await cancel(made.id, { onlyIfNothingShipped: true })
  assert.deepEqual([late.status, late.body.code], [409, 'already_shipped'])
  const done = await cancel(made.id, { lines: [{ lineNo: 1, quantity: '1' }] })
  assert.deepEqual([done.status, done.body.amount], [200, gbp('17.15')], done.bytes.toString())
  await flow.lawful()
  await flow.ok('/stock/receipts', [{ sku: 'CAN-2', location: 'PORT', quantity: '2', unitCost: '6' }])
  const billed = await flow.until(made.id, (one) => one.invoices.length === 2)
  assert.deepEqual(
    billed.invoices.map((one: Seen) => one.total.amount).sort(),
    ['34.28', '68.57'],
    JSON.stringify(read.invoices),
  )
  assert.equal(billed.billingStatus, 'billed')
  await flow.ok('/receipts', { account: 'GB-0001', amount: gbp('102.85'), orderId: made.id, method: 'bank' })
  const closed = await flow.until(made.id, (one) => one.state === 'completed')
  assert.equal(closed.status, 'closed')
  assert.equal((await exposure()) - before, 0)
  // What is shown adds up, and speaks of ids and quantities as everywhere.
  assert.deepEqual([closed.total, closed.cancelledTotal], [gbp('120.00'), gbp('17.15')])
  const [told] = closed.timeline
    .flatMap((one: Seen) => one.changes)
    .filter((one: Seen) => one.what === 'cancelled')
  const part = closed.fulfillmentLines.find((one: Seen) => one.cancelled === '1')
  assert.deepEqual([told.key, told.to], [part.id, '1'])
  const nothing = await cancel(made.id)
  assert.deepEqual([nothing.status, nothing.body.code], [409, 'nothing_to_cancel'])
  await flow.lawful()
})

test('O-72 when the rest of a shipment is cancelled after a part of it left, the order is billed and done', async () => {
  await newItem('CAN-3', { DOCK: '9' })
  const made = await flow.order([lineOf('CAN-3', 4)])
  const { shipments, fulfillmentLines } = await flow.until(made.id, (one) => one.shipments.length === 1)
  const [part] = fulfillmentLines
  const confirm = (quantity: string) =>
    flow.post(`/shipments/${shipments[0].id}/confirm`, { lines: [{ fulfillmentLineId: part.id, quantity }] })
  assert.equal((await confirm('1')).status, 200)
  const reduced = await cancel(made.id, { lines: [{ lineNo: 1, quantity: '2' }] })
  assert.equal(reduced.status, 200, reduced.bytes.toString())
  assert.equal((await cancel(made.id)).status, 200)
  const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual([order.shipments[0].state, order.fulfillmentStatus], ['shipped', 'shipped'])
  await flow.ok('/receipts', { account: 'GB-0001', amount: gbp('12.00'), orderId: made.id, method: 'bank' })
  await flow.until(made.id, (one) => one.state === 'completed')
  assert.equal(await reserved('CAN-3'), 0)
  await flow.lawful()
})

test('A3-8 what left of a held order is billed though the rest is cancelled, and told once', async () => {
  await newItem('CAN-7', { DOCK: '9' })
  const made = await flow.order([lineOf('CAN-7', 4)])
  const { shipments, fulfillmentLines } = await flow.until(made.id, (one) => one.shipments.length === 1)
  const lines = [{ fulfillmentLineId: fulfillmentLines[0].id, quantity: '1' }]
  assert.equal((await flow.post(`/shipments/${shipments[0].id}/confirm`, { lines })).status, 200)
  const { id: holdId } = await flow.ok(`/orders/${made.id}/holds`, { code: 'fraud', reason: 'odd' })
  assert.equal((await cancel(made.id)).status, 200)
  await flow.lawful()
  await flow.ok(`/orders/${made.id}/holds/${holdId}/release`, { reason: 'over' })
  const order = await flow.until(made.id, (one) =>
    one.plan.tasks.every((task: Seen) => task.kind !== 'ship' || task.state === 'completed'),
  )
  const told = order.timeline.flatMap((one: Seen) => one.events)
  assert.equal(told.filter((event: string) => event === 'shipment.shipped').length, 1, told.join())
  assert.equal(order.billingStatus, 'billed')
  await flow.lawful()
})

test('P-62 a prepaid order of which the unpaid part is cancelled is paid; cancelled whole, its money is free', async () => {
  await newItem('CAN-4', { PORT: '20' })
  const pay = (orderId: string, amount: string) =>
    flow.ok('/receipts', { account: 'GB-0001', amount: gbp(amount), orderId, method: 'card' })
  const made = await flow.order([lineOf('CAN-4', 3), lineOf('CAN-4', 2)], { prepaid: true })
  await pay(made.id, '36.00')
  assert.equal((await flow.read(made.id)).fulfillmentStatus, 'awaiting_shipping')
  assert.equal((await cancel(made.id, { lines: [{ lineNo: 2 }] })).status, 200)
  const paid = await flow.until(made.id, (one) => one.state === 'completed')
  assert.deepEqual([paid.paymentStatus, paid.invoices.length], ['paid', 1])

  // Cancelled before it is paid, what is left is what is to be paid.
  await newItem('CAN-4D', { DOCK: '5' })
  const less = await flow.order([lineOf('CAN-4D', 3)], { prepaid: true })
  await cancel(less.id, { lines: [{ lineNo: 1, quantity: '1' }] })
  assert.equal((await flow.read(less.id)).paymentStatus, 'due')
  await pay(less.id, '23.99')
  assert.equal((await flow.read(less.id)).paymentStatus, 'partially_paid')
  await pay(less.id, '0.01')
  const released = await flow.until(less.id, (one) => one.shipments.length === 1)
  assert.deepEqual([released.paymentStatus, released.status], ['paid', 'awaiting_shipping'])
  await flow.lawful()

  const other = await flow.order([lineOf('CAN-4', 5)], { prepaid: true })
  const { id: receipt } = await pay(other.id, '10.00')
  assert.equal((await cancel(other.id)).body.state, 'cancelled')
  const owing = await flow.order([lineOf('CAN-4', 1)])
  await flow.until(owing.id, (one) => one.invoices.length === 1)
  const applied = await flow.post(`/receipts/${receipt}/apply`, {
    invoiceIds: [(await flow.read(owing.id)).invoices[0].id],
  })
  assert.equal(applied.status, 200, applied.bytes.toString())
  assert.equal((await flow.read(owing.id)).paymentStatus, 'partially_paid')
  await flow.lawful()
})

test('A3-8 a held order is cancelled in part and whole; a draft is cancelled and cannot be submitted', async () => {
  await newItem('CAN-5', { PORT: '20' })
  const made = await flow.order([lineOf('CAN-5', 3)], { prepaid: true })
  const { id: holdId } = await flow.ok(`/orders/${made.id}/holds`, { code: 'fraud', reason: 'odd' })
  assert.equal((await cancel(made.id, { lines: [{ lineNo: 1, quantity: '1' }] })).status, 200)
  await flow.lawful()
  assert.equal((await cancel(made.id)).body.state, 'cancelled')
  await flow.ok(`/orders/${made.id}/holds/${holdId}/release`, { reason: 'over' })
  assert.equal((await flow.read(made.id)).state, 'cancelled')

  const draft = await flow.sell([{ sku: 'NO-SUCH', quantity: '1' }])
  assert.equal(draft.state, 'draft')
  const named = await cancel(draft.id, { lines: [{ lineNo: 1 }] })
  assert.deepEqual(
    [named.status, named.body.errors.map((one: Seen) => [one.path, one.code])],
    [422, [['/lines', 'not_agreed']]],
  )
  assert.equal((await cancel(draft.id)).body.state, 'cancelled')
  const submitted = await flow.post(`/orders/${draft.id}/submit`, {})
  assert.equal(submitted.body.code, 'not_a_draft', submitted.bytes.toString())
  await flow.lawful()
})

test('C-25 F-7 of a cancellation and a confirmation at the same moment exactly one wins, and the money agrees', async () => {
  await newItem('CAN-6', { DOCK: '100' })
  const made = await Promise.all(Array.from({ length: 12 }, () => flow.order([lineOf('CAN-6', 1)])))
  const asked = await Promise.all(made.map(({ id }) => flow.until(id, (one) => one.shipments.length === 1)))
  const outcomes = await Promise.all(
    asked.map(async ({ id, shipments }, index) => {
      const confirm = () => flow.post(`/shipments/${shipments[0].id}/confirm`, {})
      const stop = () => cancel(id, { onlyIfNothingShipped: true })
      const both = index % 2 === 0 ? [confirm(), stop()] : [stop(), confirm()].reverse()
      const [confirmed, cancelled] = await Promise.all(both)
      // What left although it was cancelled is not shipped.
      const what = confirmed!.body.strays.length > 0 ? 'astray' : 'shipped'
      return [confirmed!.status, what, cancelled!.status].join()
    }),
  )
  for (const one of outcomes) assert.ok(one === '200,shipped,409' || one === '200,astray,200', one)
  for (const [index, { id }] of made.entries()) {
    const shipped = outcomes[index] === '200,shipped,409'
    const order = await flow.until(id, (one) => one.invoices.length === (shipped ? 1 : 0))
    assert.equal(order.state, shipped ? 'in_progress' : 'cancelled')
  }
  await flow.lawful()
})
