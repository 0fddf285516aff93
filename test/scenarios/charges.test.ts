import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  for (const [taxCode, percent] of [
    ['full', '20'],
    ['low', '5'],
  ])
    await flow.put('/tax-rates', { taxCode, name: taxCode, country: 'GB', percent, validFrom: '2020-01-01' })
  await flow.put('/charge-types', {
    code: 'ACTIVATION',
    name: 'Activation',
    kind: 'one_time',
    taxCode: 'low',
  })
  await flow.put('/charge-types', {
    code: 'HANDLING',
    name: 'Handling',
    kind: 'one_time',
    category: 'handling',
    taxCode: 'none',
    refundable: false,
  })
  await flow.put('/charge-types', { code: 'MONTHLY', name: 'Plan', kind: 'recurring', period: 'month' })
  await flow.put('/charge-types', {
    code: 'DATA',
    name: 'Data',
    kind: 'usage',
    usageUnit: 'GB',
    taxCode: 'low',
  })
  await flow.put('/items', {
    sku: 'PHONE',
    name: 'Phone',
    itemClass: 'phone',
    kind: 'goods',
    taxCode: 'full',
  })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'PHONE',
    validFrom: '2020-01-01',
    unitPrice: gbp('30.00'),
    charges: [
      { charge: 'ACTIVATION', unitPrice: gbp('9.99') },
      { charge: 'HANDLING', unitPrice: gbp('5.00') },
      { charge: 'MONTHLY', unitPrice: gbp('30.00') },
      { charge: 'DATA', unitPrice: gbp('0.0125') },
    ],
  })
  await flow.ok('/stock/opening', [{ sku: 'PHONE', location: 'PORT', quantity: '1000', unitCost: '60' }])
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const FREE = { freight: gbp('0.00') }
const figures = (charges: Seen[]) =>
  charges.map((one) => [
    one.charge,
    one.period ?? one.usageUnit ?? one.kind,
    one.net?.amount ?? null,
    one.tax?.amount ?? null,
  ])
const billLines = ({ lines }: Seen) =>
  lines.map((one: Seen) => [one.charge, one.quantity, one.net.amount, one.tax.amount, one.taxPercent])

async function priced(lines: object[], more: object = {}): Promise<Seen> {
  const cart = { source: 'webshop', customer: { account: 'GB-0001' }, currency: 'GBP', ...FREE, lines }
  const answer = await flow.server.request('POST', '/api/v1/prices', {
    carts: [{ ...cart, shipTo: { country: 'GB' }, ...more }],
  })
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body.carts[0]
}
const invoice = async (id: string): Promise<Seen> =>
  (await flow.server.request('GET', `/api/v1/invoices/${id}`)).body

test('A9-3 a phone costs something once and something each month: a price says all of it, each with its own tax', async () => {
  const cart = await priced([{ sku: 'PHONE', quantity: '2' }])
  assert.deepEqual(cart.problems, [])
  const [line] = cart.lines
  assert.deepEqual(figures(line.charges), [
    ['ACTIVATION', 'one_time', '19.98', '1.00'],
    ['HANDLING', 'one_time', '10.00', '0.00'],
    ['MONTHLY', 'month', '60.00', '12.00'],
    ['DATA', 'GB', null, null],
  ])
  assert.deepEqual(line.charges[3].unitPrice, gbp('0.0125'))
  // What recurs or is used stands in no total.
  assert.deepEqual([line.net.amount, line.tax.amount], ['89.98', '13.00'])
  assert.deepEqual([cart.net.amount, cart.tax.amount, cart.total.amount], ['89.98', '13.00', '102.98'])
  const steps = line.waterfall.map((one: Seen) => [one.step, one.rule.code, one.per, one.effect.amount])
  assert.deepEqual(steps, [
    ['list', 'RETAIL', 'unit', '60.00'],
    ['charge', 'ACTIVATION', 'line', '19.98'],
    ['charge', 'HANDLING', 'line', '10.00'],
    ['recurring', 'MONTHLY', 'unit', '0.00'],
    ['usage', 'DATA', 'unit', '0.00'],
  ])
})

test('A9-3 a discount takes nothing off a charge, and splitting a line changes nothing', async () => {
  const off = [{ percent: '10', reason: 'fair' }]
  const cart = await priced([{ sku: 'PHONE', quantity: '2' }], { discounts: off })
  assert.equal(cart.lines[0].net.amount, '83.98')
  const parts = await priced([
    { sku: 'PHONE', quantity: '1' },
    { sku: 'PHONE', quantity: '1' },
  ])
  assert.equal(parts.net.amount, '89.98')
})

test('A9-3 prices with tax in them hold the tax of each charge', async () => {
  const { lines, total } = await priced([{ sku: 'PHONE', quantity: '1' }], { taxInclusive: true })
  assert.deepEqual(figures(lines[0].charges), [
    ['ACTIVATION', 'one_time', '9.51', '0.48'],
    ['HANDLING', 'one_time', '5.00', '0.00'],
    ['MONTHLY', 'month', '25.00', '5.00'],
    ['DATA', 'GB', null, null],
  ])
  assert.deepEqual([lines[0].net.amount, lines[0].tax.amount, total.amount], ['39.51', '5.48', '44.99'])
})

test('A9-3 A9-18 what is charged once is billed with the goods, and comes back at what was paid unless it is kept', async () => {
  const made = await flow.sell([{ sku: 'PHONE', quantity: '3' }], FREE)
  assert.equal(made.state, 'in_progress', JSON.stringify(made))
  const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(figures(order.lines[0].charges).slice(0, 3), [
    ['ACTIVATION', 'one_time', '29.97', '1.50'],
    ['HANDLING', 'one_time', '15.00', '0.00'],
    ['MONTHLY', 'month', '90.00', '18.00'],
  ])
  assert.equal(order.total.amount, '154.47')
  const bill = await invoice(order.invoices[0].id)
  assert.deepEqual(billLines(bill), [
    [null, '3', '90.00', '18.00', '20'],
    ['ACTIVATION', '3', '29.97', '1.50', '5'],
    ['HANDLING', '3', '15.00', '0.00', '0'],
  ])
  assert.equal(bill.total.amount, '154.47')
  const backs: Seen[] = []
  for (const quantity of ['1', '2']) {
    const { creditMemoId } = await flow.ok('/returns', {
      orderId: made.id,
      reason: 'not wanted',
      lines: [{ lineNo: 1, quantity }],
    })
    backs.push(billLines(await invoice(creditMemoId)))
  }
  assert.deepEqual(backs, [
    [
      [null, '1', '30.00', '6.00', '20'],
      ['ACTIVATION', '1', '9.99', '0.50', '5'],
    ],
    [
      [null, '2', '60.00', '12.00', '20'],
      ['ACTIVATION', '2', '19.98', '1.00', '5'],
    ],
  ])
  const again = await flow.post('/returns', {
    orderId: made.id,
    reason: 'not wanted',
    lines: [{ lineNo: 1, quantity: '1' }],
  })
  assert.equal(again.status, 422, again.bytes.toString())
  await flow.lawful()
})

test('A9-3 a price that is changed later moves no order, and its charges are told as they are described', async () => {
  const made = await flow.sell([{ sku: 'PHONE', quantity: '1' }], FREE)
  const list = await flow.server.request('GET', '/api/v1/prices?limit=200')
  const own = list.body.prices.find((one: Seen) => one.sku === 'PHONE')
  assert.equal(own.charges.length, 4)
  await flow.put('/charge-types', { code: 'ACTIVATION', name: 'Activation', kind: 'one_time', active: false })
  const later = await priced([{ sku: 'PHONE', quantity: '1' }])
  assert.deepEqual(
    later.lines[0].charges.map((one: Seen) => one.charge),
    ['HANDLING', 'MONTHLY', 'DATA'],
  )
  assert.equal((await flow.read(made.id)).lines[0].charges[0].charge, 'ACTIVATION')
  await flow.put('/charge-types', {
    code: 'ACTIVATION',
    name: 'Activation',
    kind: 'one_time',
    taxCode: 'low',
  })
})

test('A9-3 what is wrong with charges is told at once, each at its place', async () => {
  const told = async (path: string, body: object) => {
    const answer = await flow.server.request('PUT', `/api/v1${path}`, body)
    assert.equal(answer.status, 422, answer.bytes.toString())
    return answer.body.errors.map((one: Seen) => `${one.path} ${one.code}`).sort()
  }
  const charges = [
    { charge: 'NOSUCH', unitPrice: gbp('1.00') },
    { charge: 'MONTHLY', unitPrice: { amount: '1.00', currency: 'EUR' } },
    { charge: 'MONTHLY', unitPrice: gbp('1.00') },
  ]
  const price = { list: 'RETAIL', sku: 'PHONE', validFrom: '2020-02-01', unitPrice: gbp('1.00'), charges }
  assert.deepEqual(await told('/prices', price), [
    '/charges/0/charge unknown_charge_type',
    '/charges/1/unitPrice/currency wrong_currency',
    '/charges/2/charge named_twice',
  ])
  const type = { code: 'MONTHLY', name: 'x', kind: 'usage', period: 'month' }
  assert.deepEqual(await told('/charge-types', type), [
    '/kind kind_stands',
    '/period recurring_only',
    '/usageUnit usage_only',
  ])
})

test('A9-3 a charge without a rate of its tax keeps an order a draft, and no quote keeps charges', async () => {
  await flow.put('/charge-types', { code: 'ODD', name: 'Odd', kind: 'one_time', taxCode: 'nowhere' })
  await flow.put('/items', { sku: 'ODD', name: 'Odd', itemClass: 'phone', kind: 'goods', taxCode: 'full' })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'ODD',
    validFrom: '2020-01-01',
    unitPrice: gbp('1.00'),
    charges: [{ charge: 'ODD', unitPrice: gbp('1.00') }],
  })
  const cart = await priced([{ sku: 'ODD', quantity: '1' }])
  assert.deepEqual(
    cart.problems.map((one: Seen) => [one.path, one.code]),
    [['/carts/0/lines/0/sku', 'tax_rate_not_found']],
  )
  assert.equal((await flow.sell([{ sku: 'ODD', quantity: '1' }], FREE)).state, 'draft')
  const quote = await flow.post('/quotes', {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 30,
    alternatives: [{ code: 'A', lines: [{ sku: 'PHONE', quantity: '1' }] }],
  })
  assert.equal(quote.status, 422, quote.bytes.toString())
  assert.match(quote.bytes.toString(), /charges_not_quoted/)
})

const recurring = async (query: string, headers?: Record<string, string>): Promise<Seen> => {
  const path = `/api/v1/recurring-charges?${query}`
  return flow.server.request('GET', path, undefined, headers)
}
const rowsOf = async (orderId: string) =>
  (await recurring(`order=${orderId}`)).body.rows.map((one: Seen) => [
    one.charge,
    one.quantity,
    one.unitPrice.amount,
    one.net?.amount ?? null,
    one.tax?.amount ?? null,
  ])

test('A9-3 what recurs or is used begins with the units that are billed, and ends with those that come back', async () => {
  const made = await flow.sell([{ sku: 'PHONE', quantity: '3' }], FREE)
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  const began = [
    ['DATA', '3', '0.0125', null, null],
    ['MONTHLY', '3', '30', '90.00', '18.00'],
  ]
  assert.deepEqual(await rowsOf(made.id), began)
  const back = async (quantity: string, key: string) =>
    flow.post('/returns', { orderId: made.id, reason: 'no', lines: [{ lineNo: 1, quantity }] }, key)
  assert.equal((await back('1', 'rec-1')).status, 201)
  // Sent again it ends nothing twice.
  assert.equal((await back('1', 'rec-1')).status, 201)
  assert.deepEqual(await rowsOf(made.id), [
    ['DATA', '-1', '0.0125', null, null],
    ['MONTHLY', '-1', '30', '-30.00', '-6.00'],
    ...began,
  ])
  const told = (await flow.read(made.id)).timeline.flatMap(({ events }: Seen) => events)
  assert.equal(told.filter((one: string) => one === 'charges.handed_over').length, 2)
  const { body } = await recurring('account=GB-0001&limit=1')
  assert.deepEqual([body.rows.length, body.rows[0].account.number], [1, 'GB-0001'])
  assert.equal((await recurring('limit=1')).body.rows[0].id, body.rows[0].id)
  assert.equal((await recurring(`limit=3&after=${body.next}`)).body.rows[0].charge, 'MONTHLY')
  for (const wrong of ['order=ord_x', 'account=NOBODY'])
    assert.equal((await recurring(wrong)).status, 400, wrong)
  const other = await flow.keyOf(['orders:read'])
  assert.equal((await recurring('', other)).status, 403)
  await flow.lawful()
})

test('A9-3 A7-2 of a line that leaves in parts each part is charged its share, and what is cancelled is charged nothing', async () => {
  await flow.put('/items', { sku: 'RARE', name: 'Rare', itemClass: 'phone', kind: 'goods', taxCode: 'full' })
  const price = { list: 'RETAIL', sku: 'RARE', validFrom: '2020-01-01', unitPrice: gbp('3.333') }
  const charges = [
    { charge: 'ACTIVATION', unitPrice: gbp('1.111') },
    { charge: 'MONTHLY', unitPrice: gbp('2.222') },
  ]
  await flow.put('/prices', { ...price, charges })
  await flow.ok('/stock/opening', [{ sku: 'RARE', location: 'PORT', quantity: '3', unitCost: '1' }])
  const made = await flow.sell([{ sku: 'RARE', quantity: '7', allowSplit: true }], FREE)
  const part = await flow.until(made.id, (one) => one.invoices.length === 1)
  const first = await invoice(part.invoices[0].id)
  assert.deepEqual(billLines(first), [
    [null, '3', '10.00', '2.00', '20'],
    ['ACTIVATION', '3', '3.33', '0.17', '5'],
  ])
  assert.deepEqual(await rowsOf(made.id), [['MONTHLY', '3', '2.222', '6.66', '1.33']])
  await flow.ok(`/orders/${made.id}/cancel`, { reason: 'too long' })
  const over = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.equal(over.invoices.length, 1)
  assert.deepEqual(await rowsOf(made.id), [['MONTHLY', '3', '2.222', '6.66', '1.33']])
  await flow.lawful()
})

test('A9-3 a rate that changed since the order holds for the charge that it is of, and is named', async () => {
  await flow.put('/tax-rates', {
    taxCode: 'shift',
    name: 'shift',
    country: 'GB',
    percent: '10',
    validFrom: '2020-01-01',
  })
  await flow.put('/charge-types', { code: 'SHIFT', name: 'Shift', kind: 'one_time', taxCode: 'shift' })
  await flow.put('/items', {
    sku: 'SHIFT',
    name: 'Shift',
    itemClass: 'phone',
    kind: 'goods',
    taxCode: 'none',
  })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'SHIFT',
    validFrom: '2020-01-01',
    unitPrice: gbp('20.00'),
    charges: [{ charge: 'SHIFT', unitPrice: gbp('10.00') }],
  })
  const made = await flow.sell([{ sku: 'SHIFT', quantity: '2', allowSplit: true }], FREE)
  assert.equal(made.state, 'in_progress')
  const { pricedOn } = await priced([{ sku: 'SHIFT', quantity: '2' }])
  await flow.put('/tax-rates', {
    taxCode: 'shift',
    name: 'shift',
    country: 'GB',
    percent: '15',
    validFrom: pricedOn,
  })
  await flow.ok('/stock/receipts', [{ sku: 'SHIFT', location: 'PORT', quantity: '2', unitCost: '1' }])
  const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  const bill = await invoice(order.invoices[0].id)
  assert.deepEqual(billLines(bill), [
    [null, '2', '40.00', '0.00', '0'],
    ['SHIFT', '2', '20.00', '3.00', '15'],
  ])
  assert.equal(bill.lines[1].taxDifference.amount, '1.00')
  const { creditMemoId } = await flow.ok('/returns', {
    orderId: made.id,
    reason: 'no',
    lines: [{ lineNo: 1, quantity: '2' }],
  })
  assert.deepEqual(
    billLines(await invoice(creditMemoId)).map((one: string[]) => one.slice(0, 4)),
    [
      [null, '2', '40.00', '0.00'],
      ['SHIFT', '2', '20.00', '3.00'],
    ],
  )
  await flow.lawful()
})
