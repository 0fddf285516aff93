import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const noFreight = { freight: gbp('0.00') }

async function newItem(sku: string, price: string, taxCode = 'standard') {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind: 'service', taxCode })
  await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(price) })
}

/** The waterfall of each line. */
async function stepsOf(orderId: string): Promise<Seen[][]> {
  const order = await flow.read(orderId)
  return order.lines.map((line: Seen) => line.waterfall)
}

test('P-18 P-13 F-3 D13 a company rounds tax per document, line or unit: 0.76, 0.75 and 0.74, and says so with the order', async () => {
  await flow.put('/tax-rates', {
    taxCode: 'grid',
    country: 'GB',
    name: 'Grid',
    percent: '8.25',
    validFrom: '2020-01-01',
  })
  await newItem('GRID-A', '1.15', 'grid')
  await newItem('GRID-B', '2.35', 'grid')
  await newItem('GRID-C', '0.49', 'grid')
  await newItem('GRID-D', '100.00', 'grid')
  const company = {
    code: 'SAMPLE',
    name: 'Sample',
    currency: 'GBP',
    country: 'GB',
    timeZone: 'Europe/London',
  }
  const lines = [
    { sku: 'GRID-A', quantity: '3' },
    { sku: 'GRID-B', quantity: '1' },
    { sku: 'GRID-C', quantity: '7' },
  ]
  for (const [taxRounding, tax] of [
    ['document', '0.76'],
    ['unit', '0.74'],
    ['line', '0.75'],
  ]) {
    await flow.put('/companies', { ...company, taxRounding })
    const order = await flow.sell(lines, noFreight)
    assert.deepEqual([order.state, order.tax.amount], ['in_progress', tax])
    assert.equal((await flow.read(order.id)).decisions.taxRounding, taxRounding)
  }
  // The tax is on what is left after the discount, and a later rate changes nothing of it.
  const discounted = await flow.sell(
    [{ sku: 'GRID-D', quantity: '1', discounts: [{ amount: gbp('10') }] }],
    noFreight,
  )
  assert.deepEqual([discounted.lines[0].net.amount, discounted.tax.amount], ['90.00', '7.43'])
  const before = await stepsOf(discounted.id)
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'GRID-D',
    validFrom: '2020-01-01',
    unitPrice: gbp('250.00'),
  })
  assert.deepEqual(await stepsOf(discounted.id), before)
  assert.deepEqual(
    before[0]!.map((one) => [one.step, one.base.amount, one.amount.amount, one.result.amount]),
    [
      ['list', '100', '0', '100'],
      ['discount', '100', '-10', '90'],
    ],
  )
})

test('D1 a company chooses how amounts and taxes are rounded, and its orders keep it; a mode that is none is refused', async () => {
  const company = {
    code: 'SAMPLE',
    name: 'Sample',
    currency: 'GBP',
    country: 'GB',
    timeZone: 'Europe/London',
  }
  await flow.put('/items', {
    sku: 'HALF',
    name: 'Half',
    itemClass: 'half',
    kind: 'service',
    taxCode: 'standard',
  })
  const unitPrice = gbp('10.125')
  await flow.put('/prices', { list: 'RETAIL', sku: 'HALF', validFrom: '2020-01-01', unitPrice })
  for (const [rounding, net, tax] of [
    ['half_even', '10.12', '2.02'],
    ['up', '10.13', '2.03'],
    ['down', '10.12', '2.02'],
    ['nearest_5', '10.15', '2.05'],
    ['nearest_10', '10.10', '2.00'],
    ['half_up', '10.13', '2.03'],
  ] as const) {
    await flow.put('/companies', { ...company, settings: { rounding } })
    const sold = await flow.sell([{ sku: 'HALF', quantity: '1' }], { freight: gbp('0.00') })
    const order = await flow.read(sold.id)
    assert.deepEqual([order.lines[0].net.amount, sold.tax.amount], [net, tax], rounding)
    assert.equal(order.decisions.rounding, rounding === 'half_up' ? undefined : rounding)
  }
  for (const rounding of ['HALF_UP', 'nearest_3', 5]) {
    const settings = { rounding, maxDiscountPercent: '101' }
    const { status, body } = await flow.server.request('PUT', '/api/v1/companies', { ...company, settings })
    const paths = body.errors.map((one: Seen) => one.path)
    assert.deepEqual([status, paths], [422, ['/settings/rounding', '/settings/maxDiscountPercent']])
  }
  await flow.put('/companies', { ...company, settings: {} })
})

test('P-12 A9-2 a customer with prices of its own pays them, the steps add up to the line, and each price that lost is named', async () => {
  await newItem('DEAL-1', '10.00')
  await newItem('DEAL-2', '7.00')
  await flow.put('/price-lists', {
    code: 'DEAL',
    currency: 'GBP',
    segment: 'deal-ada',
    rank: 5,
    validFrom: '2020-01-01',
  })
  await flow.put('/prices', {
    list: 'DEAL',
    sku: 'DEAL-1',
    validFrom: '2020-01-01',
    unitPrice: gbp('8.123456'),
  })
  await flow.put('/customer-accounts', {
    number: 'ADA',
    currency: 'GBP',
    segment: 'deal-ada',
    shipToCountry: 'GB',
  })
  const lines = [
    { sku: 'DEAL-1', quantity: '7', discounts: [{ percent: '10' }] },
    { sku: 'DEAL-2', quantity: '30' },
  ]
  const general = await flow.sell(lines)
  const own = await flow.sell(lines, { customer: { account: 'ADA' }, freight: gbp('3.00') })
  const [first, second] = (await flow.read(own.id)).lines
  assert.equal(own.state, 'in_progress')
  // The order promotion of 10 % above 100.00 and the freight are steps too.
  const kinds = (line: Seen) => line.waterfall.map((one: Seen) => one.step)
  assert.deepEqual(kinds(first), ['list', 'discount', 'promotion', 'freight'])
  assert.deepEqual(kinds(second), ['list', 'promotion', 'freight'])
  for (const line of [first, second]) {
    const effects = line.waterfall.map((step: Seen) => Math.round(Number(step.effect.amount) * 100))
    const sum = effects.reduce((total: number, one: number) => total + one, 0)
    assert.equal(sum, Math.round(Number(line.net.amount) * 100 + Number(line.freight.amount) * 100))
  }
  const [list] = first.waterfall
  assert.deepEqual(list.result, gbp('8.123456'))
  assert.deepEqual(list.losers, [{ rule: { code: 'RETAIL', version: 1 }, why: 'lower_list' }])
  const retail = (await flow.read(general.id)).lines[0].waterfall[0]
  assert.equal(retail.result.amount, '10')
})

test('P-13 the code and the reason of a stated discount stay with the price, priced here or by the channel', async () => {
  await newItem('SAID-1', '10.00')
  const discounts = [{ code: 'GOODWILL', reason: 'Late last time', percent: '10' }]
  const sold = await flow.sell([{ sku: 'SAID-1', quantity: '2', discounts }], {
    ...noFreight,
    discounts: [{ code: 'VIP', amount: gbp('1.00') }],
  })
  const [line] = (await flow.read(sold.id)).lines
  const said = (one: Seen) => [
    one.step,
    one.per,
    one.rule,
    one.code,
    one.reason,
    one.percent,
    one.effect.amount,
  ]
  assert.deepEqual(line.waterfall.slice(1).map(said), [
    ['discount', 'unit', null, 'GOODWILL', 'Late last time', '10', '-2.00'],
    ['order_discount', 'line', null, 'VIP', null, null, '-1.00'],
  ])
  const own = await flow.ok('/orders', {
    source: 'marketplace',
    externalId: 'SAID-1',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'SAID-1', quantity: '2', unitPrice: gbp('10.00'), taxAmount: gbp('3.60'), discounts }],
  })
  const [frozen] = (await flow.read(own.id)).lines
  assert.equal(frozen.net.amount, '18.00')
  assert.deepEqual(frozen.waterfall.map(said), [
    ['frozen', 'unit', null, null, null, null, '20.00'],
    ['discount', 'line', null, 'GOODWILL', 'Late last time', '10', '-2.00'],
  ])
})

test('A1-8 prices of a channel that sends final ones stand, whatever the lists say later; an order cannot change its way', async () => {
  await newItem('FINAL-1', '5.00')
  const line = { sku: 'FINAL-1', quantity: '2', unitPrice: gbp('3.21'), taxAmount: gbp('1.28') }
  const draft = await flow.ok('/orders', {
    source: 'marketplace',
    externalId: 'FINAL-1',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [line],
    submit: false,
  })
  const edit = async (body: object) => {
    const { headers } = await flow.server.request('GET', `/api/v1/orders/${draft.id}`)
    return flow.server.request('PATCH', `/api/v1/orders/${draft.id}`, body, {
      'if-match': headers.get('etag') ?? '',
      'idempotency-key': JSON.stringify(body).slice(0, 100),
    })
  }
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'FINAL-1',
    validFrom: '2020-01-01',
    unitPrice: gbp('9.99'),
  })
  const revised = await edit({ lines: [{ lineNo: 1, quantity: '3' }] })
  assert.equal(revised.status, 200, revised.bytes.toString())
  assert.deepEqual(
    [revised.body.lines[0].unitPrice.amount, revised.body.lines[0].net.amount],
    ['3.21', '9.63'],
  )
  // A line without its price would have to be priced here: refused.
  const priced = await edit({ lines: [{ sku: 'FINAL-1', quantity: '1' }] })
  assert.equal(priced.status, 422, priced.bytes.toString())
  assert.deepEqual(
    priced.body.errors.map((one: Seen) => one.path),
    ['/lines/0/unitPrice'],
  )
})
