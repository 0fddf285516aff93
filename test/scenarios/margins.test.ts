import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'GB', transitDays: 1, cost: gbp('5.00') })
  await flow.put('/payment-fees', { method: 'card', percent: '2', fixed: gbp('0.20') })
  await flow.put('/items', { sku: 'MRG', name: 'Margin', itemClass: 'mrg', kind: 'goods', taxCode: 'zero' })
  await flow.put('/tax-rates', {
    taxCode: 'zero',
    name: 'None',
    country: 'GB',
    percent: '0',
    validFrom: '2020-01-01',
  })
  await flow.put('/prices', { list: 'RETAIL', sku: 'MRG', validFrom: '2020-01-01', unitPrice: gbp('10.00') })
  await flow.ok('/stock/opening', [{ sku: 'MRG', location: 'PORT', quantity: '1000', unitCost: '6' }])
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const CART = {
  source: 'webshop',
  customer: { account: 'GB-0001' },
  currency: 'GBP',
  shipTo: { country: 'GB' },
  freight: gbp('0.00'),
  lines: [{ sku: 'MRG', quantity: '5' }],
}
const figures = ({ margin }: Seen) =>
  margin && [
    margin.net.amount,
    margin.goods?.amount ?? null,
    margin.freight.amount,
    margin.payment.amount,
    margin.margin?.amount ?? null,
    margin.percent,
  ]

async function price(more: object, headers: Record<string, string> = {}, asked: object = {}): Promise<Seen> {
  const body = { carts: [{ ...CART, ...more }], ...asked }
  const answer = await flow.server.request('POST', '/api/v1/prices', body, headers)
  assert.equal(answer.status, 200, answer.bytes.toString())
  assert.deepEqual(answer.body.carts[0].problems, [])
  return answer.body.carts[0]
}

test('A9-10 P-15 N-10 a line says while selling what it leaves: goods, the way and the payment, and the order keeps it', async () => {
  assert.deepEqual(figures((await price({})).lines[0]), ['50.00', '30.00', '0.00', '0.00', '20.00', '40'])
  const whole = { shipMethod: 'van', paymentMethod: 'card' }
  const expected = ['50.00', '30.00', '5.00', '1.20', '13.80', '27.6']
  assert.deepEqual(figures((await price(whole)).lines[0]), expected)
  // What the buyer pays for the way is no cost of ours; the fee is of that, too.
  const paid = await price({ ...whole, freight: gbp('4.00') })
  assert.deepEqual(figures(paid.lines[0]), ['50.00', '30.00', '1.00', '1.28', '17.72', '35.44'])
  const order = await flow.sell(CART.lines, { freight: gbp('0.00'), ...whole })
  const seen = await flow.server.request('GET', `/api/v1/orders/${order.id}`)
  assert.deepEqual(figures(seen.body.lines[0]), expected)
  const page = await flow.server.request('GET', `/api/v1/orders/${order.id}/lines`)
  assert.deepEqual(figures(page.body.rows[0]), expected)
  const plain = await flow.sell(CART.lines, { freight: gbp('0.00') })
  const told = await flow.server.request('GET', `/api/v1/orders/${plain.id}`)
  assert.deepEqual(figures(told.body.lines[0]), ['50.00', '30.00', '0.00', '0.00', '20.00', '40'])
  assert.equal(told.body.decisions.margin, undefined, 'what unit costs say is not kept twice')
})

test('P-15 the price at which a line leaves a margin leaves it, and one step lower does not', async () => {
  for (const more of [{}, { shipMethod: 'van', paymentMethod: 'card' }]) {
    const asked = await price(more, {}, { targetMargin: '20' })
    const found = asked.lines[0].priceForMargin.amount as string
    const at = async (amount: string) => {
      const one = { sku: 'MRG', quantity: '5', discounts: [{ amount: gbp(off('10.00', amount)) }] }
      return Number((await price({ ...more, lines: [one] })).lines[0].margin.percent)
    }
    assert.ok((await at(found)) >= 20, found)
    assert.ok((await at(off(found, '0.000001'))) < 20, found)
  }
  assert.equal((await price({}, {}, { targetMargin: '100' })).lines[0].priceForMargin, null)
  const wrong = await flow.server.request('POST', '/api/v1/prices', { carts: [CART], targetMargin: 'much' })
  assert.equal(wrong.status, 422, wrong.bytes.toString())
})

/** The difference of two decimal texts, to six decimals. */
function off(from: string, amount: string): string {
  const micro = Math.round(Number(from) * 1e6) - Math.round(Number(amount) * 1e6)
  return (micro / 1e6).toFixed(6)
}

test('A9-10 who may not see what goods cost is told no margin, neither in a price nor of an order', async () => {
  const whole = { shipMethod: 'van', paymentMethod: 'card' }
  const key = await flow.keyOf(['orders:read', 'orders:write', 'shipments:read'])
  const asked = await price(whole, key, { targetMargin: '30' })
  assert.deepEqual([asked.lines[0].margin, asked.lines[0].priceForMargin], [null, null])
  const order = await flow.sell(CART.lines, whole)
  for (const path of ['', '/lines', '/timeline']) {
    const seen = await flow.server.request('GET', `/api/v1/orders/${order.id}${path}`, undefined, key)
    assert.equal(seen.status, 200, seen.bytes.toString())
    assert.doesNotMatch(seen.bytes.toString(), /"(margin|goods|payment)":[^n]/, path)
  }
})

test('A9-10 in another currency the margin is told in that of the books', async () => {
  await flow.put('/exchange-rates', { from: 'CHF', to: 'GBP', validFrom: '2020-01-01', rate: '0.8' })
  await flow.put('/customer-accounts', { number: 'CH-MRG', currency: 'CHF', shipToCountry: 'GB' })
  const chf = (amount: string) => ({ amount, currency: 'CHF' })
  const line = { sku: 'MRG', quantity: '5', unitPrice: chf('10.00'), taxAmount: chf('0.00') }
  const terms = {
    source: 'marketplace',
    customer: { account: 'CH-MRG' },
    currency: 'CHF',
    freight: chf('0.00'),
  }
  const asked = await price({ ...terms, lines: [line] }, {}, { targetMargin: '50' })
  assert.deepEqual(figures(asked.lines[0]), ['40.00', '30.00', '0.00', '0.00', '10.00', '25'])
  // 60.00 GBP are 75.00 CHF, 15.00 a unit: the least price that is rounded to them.
  assert.deepEqual(asked.lines[0].priceForMargin, chf('14.999'))
})

test('P-15 P-16 a kit with a price of its own leaves in a cart what it leaves in an order: its parts cost it', async () => {
  await flow.put('/items', { sku: 'MKIT', name: 'Kit', itemClass: 'mrg', kind: 'service', taxCode: 'zero' })
  await flow.put('/prices', { list: 'RETAIL', sku: 'MKIT', validFrom: '2020-01-01', unitPrice: gbp('30.00') })
  await flow.put('/configuration-models', {
    code: 'MKIT',
    version: 1,
    sku: 'MKIT',
    name: 'Kit',
    state: 'published',
    validFrom: '2020-01-01',
    pricing: 'fixed',
    groups: [
      { code: 'G', options: [{ code: 'A', sku: 'MRG', included: true, quantity: { min: 2, max: 2 } }] },
    ],
  })
  await flow.put('/margin-rules', {
    code: 'LEAST',
    floorPercent: '50',
    action: 'block',
    itemClasses: ['mrg'],
  })
  const lines = [{ sku: 'MKIT', quantity: '2' }]
  // 2 × 30.00, less 4 of them at 6.
  const expected = ['60.00', '24.00', '0.00', '0.00', '36.00', '60']
  const cart = await price({ lines }, {}, { targetMargin: '50' })
  assert.deepEqual(figures(cart.lines[0]), expected)
  const order = await flow.sell(lines, { freight: gbp('0.00') })
  assert.equal(order.state, 'in_progress', JSON.stringify(order.problems))
  const seen = await flow.server.request('GET', `/api/v1/orders/${order.id}`)
  assert.deepEqual(figures(seen.body.lines[0]), expected)
  // Two of them come to 48.00, rounded.
  assert.equal(cart.lines[0].priceForMargin.amount, '23.9975')
})

test('A9-10 an order that is configured, sent by a way that costs, and below its floor is a draft, with its parts in what it costs', async () => {
  for (const sku of ['KIT-OF', 'KIT-PART']) {
    await flow.put('/items', { sku, name: sku, itemClass: 'kit-floor', kind: 'goods', taxCode: 'standard' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
    await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity: '100', unitCost: '9' }])
  }
  await flow.put('/configuration-models', {
    code: 'KIT-OF',
    version: 1,
    sku: 'KIT-OF',
    name: 'Kit',
    state: 'published',
    pricing: 'fixed',
    validFrom: '2020-01-01',
    groups: [{ code: 'P', options: [{ code: 'A', sku: 'KIT-PART', included: true }] }],
  })
  await flow.put('/margin-rules', {
    code: 'KIT',
    floorPercent: '5',
    action: 'block',
    itemClasses: ['kit-floor'],
  })
  const order = await flow.sell([{ sku: 'KIT-OF', quantity: '2' }], {
    shipMethod: 'van',
    freight: gbp('0.00'),
  })
  assert.deepEqual(
    [order.state, order.problems?.map((one: Seen) => [one.path, one.code])],
    ['draft', [['/lines/0/unitPrice', 'margin_below_floor']]],
  )
})
