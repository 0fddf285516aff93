import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  for (const currency of ['CHF', 'NOK']) {
    await flow.put('/customer-accounts', { number: `ACC-${currency}`, currency, shipToCountry: 'GB' })
    await flow.put('/items', {
      sku: `IN-${currency}`,
      name: currency,
      itemClass: 'kitchen',
      taxCode: 'standard',
    })
    await flow.put('/prices', {
      list: 'RETAIL',
      sku: `IN-${currency}`,
      validFrom: '2020-01-01',
      unitPrice: gbp('10.00'),
    })
    await flow.ok('/stock/opening', [
      { sku: `IN-${currency}`, location: 'PORT', quantity: '99', unitCost: '6' },
    ])
  }
  await rate('CHF', '0.8', '2020-01-01')
  await rate('NOK', '0.08', '2020-01-01')
  await flow.put('/price-lists', {
    code: 'SWISS',
    currency: 'CHF',
    convertedFrom: 'RETAIL',
    markupPercent: '4',
    validFrom: '2020-01-01',
  })
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const rate = (from: string, of: string, validFrom: string) =>
  flow.put('/exchange-rates', { from, to: 'GBP', validFrom, rate: of })
const orderOf = (currency: string, more: object = {}) => ({
  customer: { account: `ACC-${currency}` },
  currency,
  freight: { amount: currency === 'JPY' ? '0' : '0.00', currency },
  ...more,
})

async function priced(currency: string, more: object = {}, quantity = '1'): Promise<Seen> {
  const cart = { source: 'webshop', shipTo: { country: 'GB' }, lines: [{ sku: `IN-${currency}`, quantity }] }
  const answer = await flow.server.request('POST', '/api/v1/prices', {
    carts: [{ ...cart, ...orderOf(currency), ...more }],
  })
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body.carts[0]
}
const sell = (currency: string, more: object = {}) =>
  flow.sell([{ sku: `IN-${currency}`, quantity: '2', allowSplit: true }], orderOf(currency, more))

test('A9-12 a rate that changes after the order moves neither its price nor its invoice; an order of later has the new one', async () => {
  const made = await sell('CHF')
  assert.equal(made.state, 'in_progress', JSON.stringify(made))
  const { lines, decisions, pricedOn: _priced } = await flow.read(made.id)
  // 10.00 GBP at 1.25 and 4 % on top.
  assert.deepEqual([lines[0].unitPrice.amount, lines[0].net.amount], ['13', '26.00'])
  const [conversion] = decisions.conversions
  assert.deepEqual(
    { ...conversion, on: 'today' },
    {
      list: 'SWISS@1',
      from: 'GBP',
      to: 'CHF',
      rate: '1.25',
      on: 'today',
      type: 'set_up',
      markupPercent: '4',
    },
  )
  await rate('CHF', '0.5', conversion.on)
  const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  const bill = (await flow.server.request('GET', `/api/v1/invoices/${order.invoices[0].id}`)).body
  assert.deepEqual([bill.net.amount, order.lines[0].net.amount], ['26.00', '26.00'])
  const [line] = (await priced('CHF')).lines
  assert.deepEqual(line.unitPrice, { amount: '20.8', currency: 'CHF' })
  assert.deepEqual([line.waterfall[0].step, line.waterfall[0].rule.code], ['list', 'SWISS'])
  await flow.lawful()
})

test('A9-12 an order states a rate with its day, and it is told where it is of no use', async () => {
  const stated = { from: 'GBP', rate: '2', date: '2025-11-03' }
  assert.equal((await priced('CHF', { conversion: stated })).lines[0].unitPrice.amount, '20.8')
  const made = await sell('CHF', { conversion: { ...stated, rate: '1.5' } })
  const { lines, decisions } = await flow.read(made.id)
  assert.equal(lines[0].unitPrice.amount, '15.6')
  assert.deepEqual(
    [decisions.conversions[0].type, decisions.conversions[0].on, decisions.conversions[0].rate],
    ['stated', '2025-11-03', '1.5'],
  )
  const told = async (conversion: object) =>
    (await priced('CHF', { conversion })).problems.map((one: Seen) => `${one.path} ${one.code}`).sort()
  assert.deepEqual(await told({ ...stated, from: 'JPY', date: '2999-01-01' }), [
    '/carts/0/conversion/date in_the_future',
    '/carts/0/conversion/from not_converted',
  ])
  for (const far of ['0.0000000001', '0.9', '4.1'])
    assert.deepEqual(await told({ ...stated, rate: far }), ['/carts/0/conversion/rate rate_too_far'], far)
  const draft = await sell('CHF', { conversion: { ...stated, from: 'JPY' } })
  assert.equal(draft.state, 'draft')
  for (const wrong of ['0', '1,2', '123456789', '1.12345678901', '-1'])
    assert.ok((await told({ ...stated, rate: wrong })).includes('/carts/0/conversion/rate bad_rate'), wrong)
  const { date: _date, ...dateless } = stated
  const refused = await flow.post('/orders', {
    source: 'webshop',
    externalId: 'NO-DATE',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'IN-CHF', quantity: '1' }],
    ...orderOf('CHF', { conversion: dateless }),
  })
  assert.equal(refused.status, 422, refused.bytes.toString())
  assert.deepEqual(
    refused.body.errors.map((one: Seen) => one.path),
    ['/conversion/date'],
  )
})

test('A9-12 no rate of an order that stands is changed, of a draft it is until it is submitted', async () => {
  const line = { sku: 'IN-CHF', quantity: '1' }
  const conversion = { from: 'GBP', rate: '2', date: '2025-11-03' }
  const draft = await flow.sell([line], orderOf('CHF', { conversion, submit: false }))
  assert.deepEqual([draft.state, (await flow.read(draft.id)).lines[0].unitPrice.amount], ['draft', '20.8'])
  const edit = async (of: object) => {
    const { revision } = await flow.read(draft.id)
    return flow.server.request('PATCH', `/api/v1/orders/${draft.id}`, of, {
      'idempotency-key': `edit-${revision}-${JSON.stringify(of).length}`,
      'if-match': `"${revision}"`,
    })
  }
  const changed = await edit({ conversion: { ...conversion, rate: '3' }, submit: true })
  assert.equal(changed.status, 200, changed.bytes.toString())
  assert.equal((await flow.read(draft.id)).lines[0].unitPrice.amount, '31.2')
  const late = await edit({ conversion: { ...conversion, rate: '4' } })
  assert.ok(late.status >= 400, late.bytes.toString())
  assert.equal((await flow.read(draft.id)).lines[0].unitPrice.amount, '31.2')
})

test('A9-12 without a rate there is no price, and it is told why; a list of its own comes before a converted one', async () => {
  await flow.put('/price-lists', {
    code: 'NORTH',
    currency: 'NOK',
    convertedFrom: 'RETAIL',
    validFrom: '2020-01-01',
  })
  assert.equal((await priced('NOK')).lines[0].unitPrice.amount, '125')
  const price = {
    list: 'NORTH',
    sku: 'IN-NOK',
    validFrom: '2020-01-01',
    unitPrice: { amount: '99', currency: 'NOK' },
  }
  await flow.put('/prices', price)
  assert.equal((await priced('NOK')).lines[0].unitPrice.amount, '99')
  await flow.put('/price-lists', {
    code: 'YEN',
    currency: 'JPY',
    rank: 1,
    convertedFrom: 'RETAIL',
    validFrom: '2020-01-01',
  })
  await flow.put('/customer-accounts', { number: 'ACC-JPY', currency: 'JPY', shipToCountry: 'GB' })
  const [problem] = (
    await flow.server.request('POST', '/api/v1/prices', {
      carts: [
        {
          source: 'webshop',
          shipTo: { country: 'GB' },
          lines: [{ sku: 'IN-CHF', quantity: '1' }],
          ...orderOf('JPY'),
        },
      ],
    })
  ).body.carts[0].problems.filter((one: Seen) => one.code === 'price_not_found')
  assert.match(problem.message, /no exchange rate is set up for price list YEN \(from GBP\)/)
})

test('A9-12 what is wrong with a converted list is told at once', async () => {
  const told = async (body: object) => {
    const answer = await flow.server.request('PUT', '/api/v1/price-lists', {
      validFrom: '2020-01-01',
      ...body,
    })
    assert.equal(answer.status, 422, answer.bytes.toString())
    return answer.body.errors.map((one: Seen) => `${one.path} ${one.code}`).sort()
  }
  assert.deepEqual(
    await told({ code: 'W1', currency: 'EUR', convertedFrom: 'NOSUCH', markupPercent: '-100' }),
    ['/convertedFrom unknown_price_list', '/markupPercent not_a_percentage'],
  )
  assert.deepEqual(await told({ code: 'W2', currency: 'EUR', convertedFrom: 'SWISS' }), [
    '/convertedFrom converted_twice',
  ])
  assert.deepEqual(await told({ code: 'W3', currency: 'GBP', convertedFrom: 'RETAIL' }), [
    '/convertedFrom same_currency',
  ])
  assert.deepEqual(await told({ code: 'W4', currency: 'GBP', markupPercent: '3' }), [
    '/markupPercent converted_only',
  ])
  assert.deepEqual(await told({ code: 'RETAIL', currency: 'GBP', convertedFrom: 'SWISS' }), [
    '/convertedFrom converted_twice',
    '/convertedFrom converted_twice',
  ])
  const lists = (await flow.server.request('GET', '/api/v1/price-lists?limit=200')).body.priceLists
  const swiss = lists.find((one: Seen) => one.code === 'SWISS')
  assert.deepEqual([swiss.convertedFrom, swiss.markupPercent], ['RETAIL', '4'])
})

test('A9-12 a rate is stated by whoever has the scope for it, and is not older than the company lets it be', async () => {
  const order = (externalId: string, more: object = {}) => ({
    source: 'webshop',
    externalId,
    lines: [{ sku: 'IN-CHF', quantity: '1' }],
    ...orderOf('CHF', { conversion: { from: 'GBP', rate: '2', date: '2025-11-03' }, ...more }),
  })
  const taker = await flow.keyOf(['orders:read', 'orders:write'])
  const both = await flow.keyOf(['orders:read', 'orders:write', 'rates:state'])
  let sent = 0
  const send = (method: string, path: string, body: object, headers: Record<string, string>) =>
    flow.server.request(method, `/api/v1${path}`, body, {
      'idempotency-key': `scoped-${(sent += 1)}`,
      ...headers,
    })
  const refused = await send('POST', '/orders', order('SCOPED-1'), taker)
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.errors[0].path],
    [403, 'rates_forbidden', '/conversion'],
  )
  const draft = await send('POST', '/orders', order('SCOPED-2', { submit: false }), both)
  assert.equal(draft.body.state, 'draft', draft.bytes.toString())
  const edit = (body: object, headers: Record<string, string>) =>
    send('PATCH', `/orders/${draft.body.id}`, body, { 'if-match': '"1"', ...headers })
  const rate = { conversion: { from: 'GBP', rate: '3', date: '2025-11-03' } }
  assert.equal((await edit(rate, taker)).body.code, 'rates_forbidden')
  // What stands in it was stated by somebody who may.
  const agreed = await edit({ submit: true, customerReference: 'PO-9' }, taker)
  assert.deepEqual([agreed.status, agreed.body.state], [200, 'in_progress'], agreed.bytes.toString())
  const company = (await flow.server.request('GET', '/api/v1/companies')).body.companies.find(
    (one: Seen) => one.code === 'SAMPLE',
  )
  const { id: _id, ...stated } = company
  const settings = (statedRateDays: unknown) =>
    flow.server.request('PUT', '/api/v1/companies', {
      ...stated,
      settings: { ...stated.settings, statedRateDays },
    })
  assert.equal((await settings('7')).body.errors[0].path, '/settings/statedRateDays')
  const set = await settings(7)
  assert.ok(set.status < 300, set.bytes.toString())
  const old = await send('POST', '/orders', order('SCOPED-3'), both)
  assert.deepEqual(
    [old.body.state, old.body.problems.map((one: Seen) => `${one.path} ${one.code}`)],
    ['draft', ['/conversion/date rate_too_old']],
  )
})
