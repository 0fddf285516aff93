import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let made = 0
const money = (amount: string, currency = 'GBP') => ({ amount, currency })
const rule = (code: string, more: object) =>
  flow.put('/adjustment-rules', { code, validFrom: '2020-01-01', ...more })
const priced = async (lines: object[], account: string, currency: string): Promise<Seen> => {
  const cart = { source: 'webshop', customer: { account }, currency, lines, freight: money('0.00', currency) }
  const answer = await flow.server.request(
    'POST',
    '/api/v1/prices',
    { carts: [cart] },
    { 'idempotency-key': `bounds-${(made += 1)}` },
  )
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body.carts[0]
}
const steps = ({ lines }: Seen) =>
  lines[0].waterfall.map((one: Seen) => [one.step, one.rule?.code ?? null, one.result.amount])

before(async () => {
  flow = await Flow.open()
  for (const sku of ['BOUND', 'FREE', 'AGREED']) {
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
    const price = { sku, validFrom: '2020-01-01' }
    await flow.put('/prices', { ...price, list: 'RETAIL', unitPrice: money('10.00') })
  }
  await flow.put('/customer-accounts', { number: 'NOK-1', currency: 'NOK', shipToCountry: 'GB' })
  await flow.put('/price-lists', {
    code: 'NORTH',
    currency: 'NOK',
    convertedFrom: 'RETAIL',
    validFrom: '2020-01-01',
  })
  await flow.put('/exchange-rates', {
    from: 'NOK',
    to: 'GBP',
    rate: '0.08',
    validFrom: '2020-01-01',
  })
})
after(() => flow.close())

test('B3-5 a rule says the least and the most that a unit costs, whatever was taken off it, and stands in the waterfall', async () => {
  await rule('HALF', { percent: '50', skus: ['BOUND'], bucket: 1 })
  await rule('LEAST', { minPrice: money('6.00'), skus: ['BOUND'] })
  assert.deepEqual(steps(await priced([{ sku: 'BOUND', quantity: '2' }], 'GB-0001', 'GBP')), [
    ['list', 'RETAIL', '10'],
    ['discount', 'HALF', '5'],
    ['floor', 'LEAST', '6'],
  ])
  await rule('MOST', { maxPrice: money('5.50'), skus: ['BOUND'] })
  const both = await priced([{ sku: 'BOUND', quantity: '2' }], 'GB-0001', 'GBP')
  assert.equal(both.lines[0].unitPrice.amount, '6')
  await rule('LEAST', { minPrice: money('1.00'), skus: ['BOUND'] })
  await rule('HALF', { percent: '10', skus: ['BOUND'], bucket: 1 })
  assert.deepEqual(steps(await priced([{ sku: 'BOUND', quantity: '2' }], 'GB-0001', 'GBP')).at(-1), [
    'ceiling',
    'MOST',
    '5.5',
  ])
  const wrong = { code: 'ODD', validFrom: '2020-01-01', maxPrice: money('5'), bucket: 1 }
  const refused = await flow.server.request('PUT', '/api/v1/adjustment-rules', wrong)
  assert.deepEqual(
    refused.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/bucket', 'of_no_bucket']],
  )
})

test('B3-8 a rule in the currency of the books is converted for orders in another, where it says so and there is a rate', async () => {
  await rule('POUND-OFF', { amount: money('1.00'), skus: ['FREE'], bucket: 1 })
  const net = async () =>
    (await priced([{ sku: 'FREE', quantity: '1' }], 'NOK-1', 'NOK')).lines[0].unitPrice.amount
  assert.equal(await net(), '125', 'a rule is for its own currency')
  await rule('POUND-OFF', { amount: money('1.00'), skus: ['FREE'], bucket: 1, convert: true })
  assert.equal(await net(), '112.5')
  await rule('POUND-OFF', { amount: money('1.00', 'JPY'), skus: ['FREE'], bucket: 1, convert: true })
  const cart = await priced([{ sku: 'FREE', quantity: '1' }], 'NOK-1', 'NOK')
  assert.deepEqual(
    cart.lines[0].waterfall.flatMap((one: Seen) =>
      one.losers.flatMap((lost: Seen) => (lost.rule.code === 'POUND-OFF' ? [lost.why] : [])),
    ),
    ['no_rate'],
  )
})

test('B3-5 a price that was agreed is left alone by rules, but by those that are for it, too', async () => {
  await flow.put('/agreements', {
    code: 'FIXED-1',
    account: 'GB-0001',
    currency: 'GBP',
    validFrom: '2020-01-01',
    lines: [{ line: 1, sku: 'AGREED', unitPrice: money('8.00') }],
  })
  const unit = async () =>
    (await priced([{ sku: 'AGREED', quantity: '1' }], 'GB-0001', 'GBP')).lines[0].unitPrice.amount
  await rule('TENTH', { percent: '10', skus: ['AGREED'], bucket: 1 })
  assert.equal(await unit(), '8')
  await rule('TENTH', { percent: '10', skus: ['AGREED'], bucket: 1, onAgreedPrice: true })
  assert.equal(await unit(), '7.2')
  await rule('AT-LEAST', { minPrice: money('7.50'), skus: ['AGREED'], onAgreedPrice: true })
  assert.equal(await unit(), '7.5')
})

test('A9-23 a cart of a channel that states its prices has those that it states, and of the others it is told which are missing', async () => {
  const stated = { unitPrice: money('12.00'), taxAmount: money('2.40') }
  const cart = { source: 'marketplace', customer: { account: 'GB-0001' }, currency: 'GBP' }
  const lines = [
    { sku: 'BOUND', quantity: '1' },
    { sku: 'FREE', quantity: '2', ...stated },
  ]
  const { carts } = await flow.ok('/prices', { carts: [{ ...cart, lines }] })
  assert.deepEqual(
    carts[0].problems.map((one: Seen) => [one.path, one.code]),
    [['/carts/0/lines/0/unitPrice', 'price_required']],
  )
  assert.deepEqual(
    carts[0].lines.map((one: Seen) => one.net.amount),
    ['0.00', '24.00'],
  )
})
