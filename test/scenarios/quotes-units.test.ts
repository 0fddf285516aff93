import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let made = 0
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const price = (sku: string, amount: string, more: object = {}) =>
  flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(amount), ...more })

before(async () => {
  flow = await Flow.open()
  await flow.put('/promotions', {
    code: 'TEN-OVER-100',
    percent: '10',
    condition: 'true',
    validFrom: '2020-01-01',
    validTo: '2020-01-02',
  })
  const item = { itemClass: 'kitchen', taxCode: 'standard' }
  for (const sku of ['TEA', 'SALT', 'OVEN']) {
    await flow.put('/items', {
      ...item,
      sku,
      name: sku,
      ...(sku === 'SALT' ? { uom: 'KG', decimals: 3 } : {}),
    })
    await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity: '1000', unitCost: '1' }])
  }
  await flow.put('/item-units', { sku: 'TEA', uom: 'CASE', quantity: '12' })
  await flow.put('/item-units', { sku: 'SALT', uom: 'LB', quantity: '45359237', per: '100000000' })
  await price('TEA', '3.333333')
  await price('TEA', '35', { uom: 'CASE' })
  await price('SALT', '2.00')
  await price('OVEN', '50.00')
  await flow.put('/items', {
    ...item,
    sku: 'CARE',
    name: 'Care',
    kind: 'coverage',
    coverage: { percent: '20', basis: 'net', period: 'year' },
  })
})
after(() => flow.close())

const send = (method: string, path: string, body?: unknown) =>
  flow.server.request(
    method,
    `/api/v1${path}`,
    body,
    method === 'GET' ? {} : { 'idempotency-key': `quoted-${(made += 1)}` },
  )
async function sent(...lines: object[]): Promise<Seen> {
  const quote = await flow.ok('/quotes', {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 14,
    alternatives: [{ code: 'A', lines }],
  })
  await flow.ok(`/quotes/${quote.id}/send`, {})
  return (await send('GET', `/quotes/${quote.id}`)).body
}
const accept = (id: string, body: object = {}) =>
  send('POST', `/quotes/${id}/accept`, { version: 1, ...body })
const ordered = async (id: string, body: object = {}): Promise<Seen> => {
  const answer = await accept(id, body)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return flow.read((answer.body as Seen).order.id)
}
const shown = ({ sku, quantity, unitPrice, sold, net }: Seen) => [
  sku,
  quantity,
  unitPrice.amount,
  sold && `${sold.quantity} ${sold.uom} at ${sold.unitPrice.amount}`,
  net.amount,
]
const errors = ({ body }: { body: Seen }) => body.errors.map((one: Seen) => `${one.path} ${one.code}`)

test('B2-5 B3-1 a quote by the case is ordered by the case, whole and in parts that come to it, at the price of a case', async () => {
  const discounts = [{ amount: gbp('1.00'), reason: 'many' }]
  const quote = await sent(
    { sku: 'TEA', quantity: '3', uom: 'CASE', discounts },
    { sku: 'TEA', quantity: '5' },
  )
  const [line] = quote.alternatives[0].lines
  assert.deepEqual(shown(line), ['TEA', '36', '2.833333', '3 CASE at 34', '102.00'])
  await price('TEA', '70', { uom: 'CASE' })
  assert.deepEqual(errors(await accept(quote.id, { lines: [{ lineNo: 1, quantity: '5' }] })), [
    '/lines/0/quantity unit_not_whole',
  ])
  assert.deepEqual(errors(await accept(quote.id, { lines: [{ lineNo: 1, quantity: '1', uom: 'PALLET' }] })), [
    '/lines/0/uom unknown_unit',
  ])
  assert.deepEqual(errors(await accept(quote.id, { lines: [{ lineNo: 1, quantity: '4', uom: 'CASE' }] })), [
    '/lines/0/quantity more_than_left',
  ])
  const one = await ordered(quote.id, { lines: [{ lineNo: 1, quantity: '1', uom: 'CASE' }] })
  assert.deepEqual(one.lines.map(shown), [['TEA', '12', '2.833333', '1 CASE at 34', '34.00']])
  const rest = await ordered(quote.id)
  assert.deepEqual(rest.lines.map(shown), [
    ['TEA', '24', '2.833333', '2 CASE at 34', '68.00'],
    ['TEA', '5', '3.333333', null, '16.67'],
  ])
  await price('TEA', '35', { uom: 'CASE' })
  const done = await flow.until(rest.id, (order) => order.billingStatus === 'billed')
  const { body: invoice } = await send('GET', `/invoices/${done.invoices[0].id}`)
  assert.equal((invoice as Seen).lines[0].sold.quantity, '2')
  await flow.lawful()
})

test('B2-5 a case that holds another number by now is not what was quoted', async () => {
  const quote = await sent({ sku: 'TEA', quantity: '2', uom: 'CASE' })
  await flow.put('/item-units', { sku: 'TEA', uom: 'CASE', quantity: '10' })
  const answer = await accept(quote.id)
  await flow.put('/item-units', { sku: 'TEA', uom: 'CASE', quantity: '12' })
  assert.deepEqual([answer.status, (answer.body as Seen).code], [409, 'not_as_agreed'])
  assert.deepEqual((await ordered(quote.id)).lines.map(shown), [
    ['TEA', '24', '2.916667', '2 CASE at 35', '70.00'],
  ])
})

test('B2-5 what is quoted by a unit that is measured is ordered in parts, to the minor unit', async () => {
  const quote = await sent({ sku: 'SALT', quantity: '3', uom: 'LB' })
  const [line] = quote.alternatives[0].lines
  const [one, rest] = [
    await ordered(quote.id, { lines: [{ lineNo: 1, quantity: '0.454' }] }),
    await ordered(quote.id),
  ]
  const net = (order: Seen) => Number(order.lines[0].net.amount)
  assert.equal((net(one) + net(rest)).toFixed(2), line.net.amount)
  assert.equal(rest.lines[0].quantity, '0.907')
  await flow.lawful()
})

test('B2-5 B3-1 what is quoted by a unit that is measured is ordered by it in parts, and the last part takes what rounding left', async () => {
  const quote = await sent({ sku: 'SALT', quantity: '10', uom: 'LB' })
  const [line] = quote.alternatives[0].lines
  assert.deepEqual([line.quantity, line.soldLeft], ['4.536', { uom: 'LB', quantity: '10' }])
  const part = (quantity: string) => accept(quote.id, { lines: [{ lineNo: 1, quantity, uom: 'LB' }] })
  const orders: Seen[] = []
  for (const quantity of ['3', '3', '3']) {
    const { status, body, bytes } = await part(quantity)
    assert.equal(status, 200, bytes.toString())
    orders.push(await flow.read((body as Seen).order.id))
  }
  const quantities = () => orders.map(({ lines }) => lines[0].quantity)
  assert.deepEqual(quantities(), ['1.361', '1.361', '1.361'])
  const tooMuch = await part('1.5')
  assert.deepEqual(errors(tooMuch), ['/lines/0/quantity more_than_left'])
  assert.match((tooMuch.body as Seen).errors[0].message, /^1 LB are left/)
  // So much is 0.454 alone, but 0.453 are left of what 10 are together.
  const last = await part('1')
  assert.deepEqual((last.body as Seen).left, [
    { lineNo: 1, quantity: '0', sold: { uom: 'LB', quantity: '0' } },
  ])
  orders.push(await flow.read((last.body as Seen).order.id))
  assert.deepEqual(quantities(), ['1.361', '1.361', '1.361', '0.453'])
  const net = orders.reduce((sum, { lines }) => sum + Number(lines[0].net.amount), 0)
  assert.equal(net.toFixed(2), line.net.amount)
  assert.equal(((await accept(quote.id)).body as Seen).code, 'all_ordered')
  await flow.lawful()
})

test('B2-5 B3-1 so little of a measured unit that each part is rounded down leaves nothing behind', async () => {
  const quote = await sent({ sku: 'SALT', quantity: '0.5', uom: 'LB' })
  const part = { lines: [{ lineNo: 1, quantity: '0.1', uom: 'LB' }] }
  assert.deepEqual(errors(await accept(quote.id, { lines: [{ lineNo: 1, quantity: '0.001', uom: 'LB' }] })), [
    '/lines/0/quantity bad_quantity',
  ])
  const taken: string[] = []
  for (let place = 0; place < 5; place += 1) taken.push((await ordered(quote.id, part)).lines[0].quantity)
  assert.deepEqual(taken, ['0.045', '0.045', '0.045', '0.045', '0.047'])
  // In two that meet the second is decided on what the first left.
  const other = await sent({ sku: 'SALT', quantity: '4', uom: 'LB' })
  const both = await Promise.all(
    ['3', '2'].map((quantity) => accept(other.id, { lines: [{ lineNo: 1, quantity, uom: 'LB' }] })),
  )
  assert.deepEqual(both.map(({ status }) => status === 200).toSorted(), [false, true])
})

test('A9-13 B2-5 a coverage is quoted with what it covers, and an order of the quote has it at its price', async () => {
  const quote = await sent(
    { lineId: 'a', sku: 'OVEN', quantity: '4' },
    { lineId: 'b', sku: 'CARE', quantity: '3', covers: { lineId: 'a', duration: '3' } },
  )
  const { lines } = quote.alternatives[0]
  assert.deepEqual(lines.map(shown), [
    ['OVEN', '4', '50', null, '200.00'],
    ['CARE', '3', '30', null, '90.00'],
  ])
  assert.deepEqual([lines[0].lineId, lines[1].covers], ['a', { lineId: 'a', duration: '3' }])
  await price('OVEN', '80.00')
  assert.deepEqual(errors(await accept(quote.id, { lines: [{ lineNo: 2 }] })), [
    '/lines/0/covers/lineId unknown_line',
  ])
  assert.deepEqual(
    errors(
      await accept(quote.id, {
        lines: [
          { lineNo: 1, quantity: '1' },
          { lineNo: 2, quantity: '2' },
        ],
      }),
    ),
    ['/lines/1/quantity more_than_covered'],
  )
  const bare = await ordered(quote.id, { lines: [{ lineNo: 1, quantity: '2' }] })
  assert.deepEqual(bare.lines.map(shown), [['OVEN', '2', '50', null, '100.00']])
  // Two ovens are left, so two coverages are taken with them.
  const rest = await ordered(quote.id)
  assert.deepEqual(rest.lines.map(shown), [
    ['OVEN', '2', '50', null, '100.00'],
    ['CARE', '2', '30', null, '60.00'],
  ])
  assert.deepEqual(rest.decisions.covers, [[2, 1, '3', 'year']])
  // One coverage is left, and nothing that it could cover.
  const none = await accept(quote.id)
  assert.deepEqual([none.status, (none.body as Seen).code], [409, 'coverage_left'])
  assert.match(none.bytes.toString(), /1 of line 2/)
  await flow.until(rest.id, (order) => order.billingStatus === 'billed')
  await price('OVEN', '50.00')
  const wrong = await send('POST', '/quotes', {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 1,
    alternatives: [{ code: 'A', lines: [{ sku: 'CARE', quantity: '1' }] }],
  })
  assert.ok(errors(wrong).includes('/alternatives/0/lines/0/covers required'), wrong.bytes.toString())
  await flow.lawful()
})
