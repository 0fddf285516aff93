import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
})
after(() => flow.close())

const LATER = '2031-03-03'
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
async function sold(sku: string, price: string, stock = '50'): Promise<void> {
  await flow.stockedItem(sku, { DOCK: stock }, '6')
  await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(price) })
}
async function amended(id: string, body: object): Promise<Seen> {
  const preview = await flow.server.request('POST', `/api/v1/orders/${id}/amendments/preview`, body)
  assert.equal(preview.status, 200, preview.bytes.toString())
  const { token, ...told } = preview.body
  const done = await flow.ok(`/orders/${id}/amendments`, { ...body, token })
  // What is done is what was told, to the byte.
  assert.equal(JSON.stringify(done), JSON.stringify(told))
  await flow.lawful()
  return done
}
const totals = ({ money: { before: from, after: to } }: Seen) => [from.total.amount, to.total.amount]
const linesOf = ({ lines }: Seen) =>
  lines.map((one: Seen) => `${one.change} ${one.lineNo} ${one.quantity.from}>${one.quantity.to}`)

test('A5-13 what stays keeps its price, what is added has that of today, and all of it where it is asked for', async () => {
  await sold('AT-1', '10.00')
  const made = await flow.sell([{ sku: 'AT-1', quantity: '2', requestedOn: LATER }])
  await flow.put('/prices', { list: 'RETAIL', sku: 'AT-1', validFrom: '2020-01-01', unitPrice: gbp('15.00') })
  const kept = await amended(made.id, { lines: [{ lineNo: 1, quantity: '3' }] })
  assert.equal(kept.money.change.net.amount, '10.00')
  const added = await amended(made.id, { lines: [{ sku: 'AT-1', quantity: '1', requestedOn: LATER }] })
  assert.equal(added.money.change.net.amount, '15.00')
  const anew = await amended(made.id, { prices: 'today' })
  assert.equal(anew.money.after.net.amount, '60.00')
  assert.deepEqual(linesOf(anew), ['changed 1 3>3', 'changed 2 1>1'])
  assert.deepEqual(anew.stock, { taken: [], freed: [] })
})

test('P-32 another item takes the place of the one before, and the goods of that are free', async () => {
  await sold('AT-2', '10.00')
  await sold('AT-3', '12.00')
  const made = await flow.sell([{ sku: 'AT-2', quantity: '2', lineId: 'x', requestedOn: LATER }])
  const other = await amended(made.id, { lines: [{ lineId: 'x', sku: 'AT-3', requestedOn: LATER }] })
  assert.deepEqual(linesOf(other), ['removed 1 2>0', 'added 2 0>2'])
  assert.deepEqual(other.stock, {
    taken: [{ sku: 'AT-3', location: 'DOCK', supply: 'on_hand', quantity: '2' }],
    freed: [{ sku: 'AT-2', location: 'DOCK', supply: 'on_hand', quantity: '2' }],
  })
  assert.deepEqual([...new Set(other.tasks.map((one: Seen) => one.what))].toSorted(), ['do', 'drop', 'keep'])
  // By its key the line is the one that took its place.
  const more = await amended(made.id, { lines: [{ lineId: 'x', quantity: '3' }] })
  assert.deepEqual(linesOf(more), ['changed 2 2>3'])
})

test('P-32 D13 sent to another country what has not left is taxed there, at the price that was agreed', async () => {
  await sold('AT-4', '10.00')
  const made = await flow.sell([{ sku: 'AT-4', quantity: '2', requestedOn: LATER }])
  const there = await amended(made.id, { shipTo: { country: 'DE' } })
  const { before: from, after: to } = there.money
  assert.equal(from.net.amount, to.net.amount)
  assert.notEqual(from.tax.amount, to.tax.amount)
  assert.equal(there.shipTo, 'elsewhere')
  // Said once more it is where it goes, and does nothing.
  assert.equal((await amended(made.id, { shipTo: { country: 'DE' } })).shipTo, null)
})

test('P-32 what is not there waits, what was added last goes first, and a held order is amended, and waits', async () => {
  await sold('AT-5', '10.00', '3')
  const made = await flow.sell([{ sku: 'AT-5', quantity: '2', requestedOn: LATER }])
  const more = await amended(made.id, { lines: [{ lineNo: 1, quantity: '5' }] })
  assert.deepEqual(
    more.stock.taken.map((one: Seen) => `${one.supply} ${one.quantity}`).toSorted(),
    more.stock.taken.length === 1 ? ['backorder 3'] : ['backorder 2', 'on_hand 1'],
  )
  const less = await amended(made.id, { lines: [{ lineNo: 1, quantity: '2' }] })
  assert.deepEqual(totals(less)[1], totals(more)[0])
  await flow.ok(`/orders/${made.id}/holds`, { code: 'look', reason: 'look at it' })
  const held = await amended(made.id, {
    lines: [
      { lineNo: 1, quantity: '1' },
      { sku: 'AT-5', quantity: '1' },
    ],
  })
  assert.equal(held.version, 4)
})

test('O-39 P-32 of lines that were to leave together one moves to another day, and the others stay', async () => {
  await sold('AT-6', '10.00')
  await sold('AT-7', '10.00')
  const made = await flow.sell([
    { sku: 'AT-6', quantity: '1', requestedOn: LATER },
    { sku: 'AT-7', quantity: '1', requestedOn: LATER },
  ])
  const moved = await amended(made.id, { lines: [{ lineNo: 2, requestedOn: '2031-06-06' }] })
  assert.deepEqual(moved.promises, [
    { lineNo: 2, quantity: '1', supply: 'on_hand', location: 'DOCK', promisedOn: '2031-06-06' },
  ])
  assert.deepEqual(moved.stock, { taken: [], freed: [] })
  const sooner = await amended(made.id, { requestedOn: '2026-01-01' })
  const today = sooner.promise.to
  assert.ok(today < LATER, today)
  const order = await flow.until(made.id, (one) => one.shipments.length > 0)
  const lines = order.fulfillmentLines.map((one: Seen) => ({ fulfillmentLineId: one.id, quantity: '1' }))
  for (const shipment of order.shipments) {
    const own = new Set(shipment.lines.map((one: Seen) => one.fulfillmentLineId))
    await flow.ok(`/shipments/${shipment.id}/confirm`, {
      lines: lines.filter((one: Seen) => own.has(one.fulfillmentLineId)),
    })
  }
  await flow.lawful()
  const late = await flow.post(`/orders/${made.id}/amendments`, { lines: [{ lineNo: 1, quantity: '0.5' }] })
  assert.ok(late.status === 422 || late.status === 409, late.bytes.toString())
})

test('P-32 a suspended order is amended, and goes on as amended', async () => {
  await sold('AT-8', '10.00')
  const made = await flow.sell([{ sku: 'AT-8', quantity: '2', requestedOn: LATER }])
  await flow.ok(`/orders/${made.id}/suspend`, { reason: 'wait' })
  await amended(made.id, {
    requestedOn: '2026-01-01',
    lines: [
      { lineNo: 1, quantity: '3' },
      { sku: 'AT-8', quantity: '1' },
    ],
  })
  await flow.ok(`/orders/${made.id}/resume`, { reason: 'go on' })
  const order = await flow.until(made.id, (one) => one.shipments.length > 0)
  const asked = order.shipments.flatMap((one: Seen) => one.lines)
  assert.equal(
    asked.reduce((sum: number, one: Seen) => sum + Number(one.requested ?? one.quantity), 0),
    4,
  )
  await flow.lawful()
})

test('P-32 an order that is paid beforehand waits for more money while it waits, and is not raised beyond it after', async () => {
  await sold('AT-9', '10.00')
  const made = await flow.sell([{ sku: 'AT-9', quantity: '2', requestedOn: LATER }], { prepaid: true })
  const more = await amended(made.id, { lines: [{ lineNo: 1, quantity: '3' }] })
  const { amount } = more.money.after.total
  await flow.ok('/receipts', { account: 'GB-0001', amount: gbp(amount), method: 'card', orderId: made.id })
  await flow.until(made.id, (one) => one.paymentStatus === 'paid')
  const beyond = await flow.post(`/orders/${made.id}/amendments`, { lines: [{ lineNo: 1, quantity: '4' }] })
  assert.deepEqual(
    [beyond.status, beyond.body.errors.map((one: Seen) => one.code)],
    [422, ['not_covered']],
    beyond.bytes.toString(),
  )
  await flow.lawful()
})
