import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const price = (sku: string, amount: string, more: object = {}) =>
  flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(amount), ...more })
const sell = (lines: object[], more: object = {}) => flow.sell(lines, { freight: gbp('0.00'), ...more })
const covers = { lineId: 'a', duration: '1' }
/** By line: quantity, shipped, invoiced and cancelled of its parts together. */
const moved = ({ fulfillmentLines }: Seen) => {
  const lines = new Map<number, number[]>()
  for (const { lineNo, quantity, shipped, invoiced, cancelled } of fulfillmentLines) {
    const sums = lines.get(lineNo) ?? [0, 0, 0, 0]
    lines.set(
      lineNo,
      [quantity, shipped, invoiced, cancelled].map((one, place) => sums[place]! + Number(one)),
    )
  }
  return [...lines].toSorted(([a], [b]) => a - b).map(([, sums]) => sums)
}
const quantities = async (id: string) => {
  const { body } = await flow.server.request('GET', `/api/v1/invoices/${id}`)
  return (body as Seen).lines.map(({ sku, quantity }: Seen) => `${sku} ${quantity}`)
}

before(async () => {
  flow = await Flow.open()
  await flow.put('/promotions', {
    code: 'TEN-OVER-100',
    percent: '10',
    condition: 'true',
    validFrom: '2020-01-01',
    validTo: '2020-01-02',
  })
  await flow.put('/locations', { code: 'DOCK', name: 'Dock', country: 'GB', rank: 1, autoConfirm: false })
  for (const sku of ['OVEN', 'KETTLE', 'RARE']) {
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
    await price(sku, '50.00')
  }
  await flow.put('/item-units', { sku: 'KETTLE', uom: 'CASE', quantity: '6' })
  await flow.ok('/stock/opening', [
    { sku: 'OVEN', location: 'DOCK', quantity: '100', unitCost: '6' },
    { sku: 'KETTLE', location: 'DOCK', quantity: '100', unitCost: '6' },
    { sku: 'RARE', location: 'PORT', quantity: '2', unitCost: '6' },
  ])
  const coverage = { percent: '10', basis: 'net', period: 'year' }
  await flow.put('/items', {
    sku: 'CARE',
    name: 'Care',
    kind: 'coverage',
    itemClass: 'service',
    taxCode: 'standard',
    coverage,
  })
})
after(() => flow.close())

test('A9-13 a coverage leaves and is billed with the goods that it covers, one to a unit, and goes when they are cancelled', async () => {
  const made = await sell([
    { lineId: 'b', sku: 'CARE', quantity: '3', covers },
    { lineId: 'a', sku: 'OVEN', quantity: '4' },
  ])
  const waits = await flow.until(made.id, (one) => one.shipments.length === 1)
  assert.deepEqual(moved(waits), [
    [3, 0, 0, 0],
    [4, 0, 0, 0],
  ])
  assert.equal(waits.status, 'awaiting_shipping')
  const [{ id: shipment }] = waits.shipments
  const goods = waits.fulfillmentLines.find((one: Seen) => one.lineNo === 2).id
  const confirm = (quantity: string) =>
    flow.ok(`/shipments/${shipment}/confirm`, { lines: [{ fulfillmentLineId: goods, quantity }] })
  await confirm('2')
  const first = await flow.until(made.id, (one) => one.invoices.length === 1)
  assert.deepEqual(moved(first), [
    [3, 2, 2, 0],
    [4, 2, 2, 0],
  ])
  assert.deepEqual(await quantities(first.invoices[0].id), ['CARE 2', 'OVEN 2'])
  // Of two that are left one is covered: it is covered still when the other one is cancelled.
  const one = await flow.ok(`/orders/${made.id}/cancel`, {
    reason: 'less',
    lines: [{ lineNo: 2, quantity: '1' }],
  })
  assert.equal(one.amount.amount, '60.00')
  const all = await flow.ok(`/orders/${made.id}/cancel`, { reason: 'none', lines: [{ lineNo: 2 }] })
  assert.equal(all.amount.amount, '66.00')
  assert.deepEqual(
    all.cancelled.map(({ lineNo, quantity }: Seen) => [lineNo, quantity]),
    [
      [2, '1'],
      [1, '1'],
    ],
  )
  const done = await flow.until(made.id, (order) => order.billingStatus === 'billed')
  assert.deepEqual(moved(done), [
    [3, 2, 2, 1],
    [4, 2, 2, 2],
  ])
  // What comes back ends no coverage by itself: its line is named, too.
  const back = await flow.ok('/returns', {
    orderId: made.id,
    reason: 'broken',
    lines: [
      { lineNo: 2, quantity: '1' },
      { lineNo: 1, quantity: '1' },
    ],
  })
  assert.equal(back.total.amount, '66.00')
  await flow.lawful()
})

test('A9-13 an order whose goods are cancelled before they leave is over, with its coverage', async () => {
  const made = await sell([
    { lineId: 'a', sku: 'OVEN', quantity: '2' },
    { lineId: 'b', sku: 'CARE', quantity: '2', covers },
  ])
  await flow.until(made.id, (one) => one.shipments.length === 1)
  await flow.ok(`/orders/${made.id}/cancel`, { reason: 'none', lines: [{ lineNo: 1, quantity: '1' }] })
  assert.deepEqual(moved(await flow.read(made.id)), [
    [2, 0, 0, 1],
    [2, 0, 0, 1],
  ])
  await flow.ok(`/orders/${made.id}/cancel`, { reason: 'none', lines: [{ lineNo: 1 }] })
  const over = await flow.read(made.id)
  assert.deepEqual(
    [over.state, over.invoices, moved(over)],
    [
      'cancelled',
      [],
      [
        [2, 0, 0, 2],
        [2, 0, 0, 2],
      ],
    ],
  )
  await flow.lawful()
})

test('A9-13 the coverage of goods that wait waits with them, and of goods that may not wait is cancelled with them', async () => {
  await flow.put('/customer-accounts', {
    number: 'HASTY',
    name: 'Hasty',
    currency: 'GBP',
    shipToCountry: 'GB',
    backorders: false,
  })
  const lines = [
    { lineId: 'a', sku: 'RARE', quantity: '3' },
    { lineId: 'b', sku: 'CARE', quantity: '3', covers },
  ]
  const hasty = await sell(lines, { customer: { account: 'HASTY' } })
  const billed = await flow.until(hasty.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(moved(billed), [
    [3, 2, 2, 1],
    [3, 2, 2, 1],
  ])
  const patient = await sell([lines[0]!, { ...lines[1]!, quantity: '2' }])
  assert.deepEqual(
    [patient.state, moved(await flow.read(patient.id))],
    [
      'in_progress',
      [
        [3, 0, 0, 0],
        [2, 0, 0, 0],
      ],
    ],
  )
  const receive = (quantity: string) =>
    flow.ok('/stock/receipts', [{ sku: 'RARE', location: 'PORT', quantity, unitCost: '6' }])
  await receive('3')
  const served = await flow.until(patient.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(moved(served), [
    [3, 3, 3, 0],
    [2, 2, 2, 0],
  ])
  assert.deepEqual(await quantities(served.invoices[0].id), ['RARE 3', 'CARE 2'])
  await flow.lawful()
})

test('A9-13 D3 a coverage is promised for the day of the goods that it covers, also when that becomes another one', async () => {
  await flow.put('/items', { sku: 'SOON', name: 'Soon', itemClass: 'kitchen', taxCode: 'standard' })
  await price('SOON', '50.00')
  const lines = (wanted: string, covered: string) => [
    { lineId: 'b', sku: 'CARE', quantity: covered, covers },
    { lineId: 'a', sku: 'SOON', quantity: wanted },
  ]
  const days = async (id: string): Promise<string[]> => {
    const { promisedOn, fulfillmentLines } = await flow.read(id)
    const parts = fulfillmentLines.map((one: Seen) => `${one.lineNo} ${one.quantity} ${one.promisedOn}`)
    return [promisedOn, ...parts.toSorted()]
  }
  const waiting = await sell(lines('4', '3'))
  assert.deepEqual(await days(waiting.id), [null, '1 3 null', '2 4 null'])
  const announce = (dueOn: string, quantity: string) =>
    flow.ok('/supply-orders', [
      { sku: 'SOON', location: 'PORT', quantity, dueOn, unitCost: '6', number: dueOn },
    ])
  await announce('2099-03-01', '4')
  const late = await flow.until(waiting.id, (one) => one.promisedOn !== null)
  assert.deepEqual(await days(late.id), ['2099-03-01', '1 3 2099-03-01', '2 4 2099-03-01'])
  const { timeline } = await flow.read(waiting.id)
  assert.ok(JSON.stringify(timeline).includes('promisedOn'))
  // Of goods that leave in parts those are covered that leave first.
  await announce('2099-04-01', '3')
  await announce('2099-05-01', '1')
  const parted = await sell(lines('4', '3'), { requestedOn: '2099-04-01' })
  assert.deepEqual(await days(parted.id), [
    '2099-05-01',
    '1 3 2099-04-01',
    '2 1 2099-05-01',
    '2 3 2099-04-01',
  ])
  const quoted = await flow.ok('/quotes', {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 14,
    alternatives: [{ code: 'A', lines: lines('1', '1') }],
  })
  const { body } = await flow.server.request('GET', `/api/v1/quotes/${quoted.id}`)
  assert.deepEqual(
    (body as Seen).alternatives[0].lines.map((one: Seen) => one.promises[0].promisedOn),
    [null, null],
  )
  await flow.lawful()
})

test('A9-13 goods that are sold by the case are covered by the piece', async () => {
  const line = { lineId: 'a', sku: 'KETTLE', quantity: '2', uom: 'CASE' }
  const many = await sell([line, { lineId: 'b', sku: 'CARE', quantity: '13', covers }])
  assert.deepEqual(
    [many.state, many.problems.map((one: Seen) => `${one.path} ${one.code}`)],
    ['draft', ['/lines/1/quantity more_than_covered']],
  )
  const made = await sell([line, { lineId: 'b', sku: 'CARE', quantity: '9', covers }])
  const waits = await flow.until(made.id, (one) => one.shipments.length === 1)
  const [{ id: shipment }] = waits.shipments
  const fulfillmentLineId = waits.fulfillmentLines[0].id
  const confirm = (quantity: string) =>
    flow.ok(`/shipments/${shipment}/confirm`, { lines: [{ fulfillmentLineId, quantity }] })
  await confirm('7')
  const first = await flow.until(made.id, (one) => one.invoices.length === 1)
  assert.deepEqual(moved(first), [
    [12, 7, 7, 0],
    [9, 7, 7, 0],
  ])
  await confirm('5')
  const done = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(moved(done)[1], [9, 9, 9, 0])
  assert.deepEqual(
    done.lines.map((one: Seen) => one.net.amount),
    ['600.00', '45.00'],
  )
  await flow.lawful()
})
