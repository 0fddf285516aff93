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
const priceOf = (sku: string, amount: string, more: object = {}) =>
  flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(amount), ...more })
const newItem = (sku: string, more: object = {}) =>
  flow.put('/items', { sku, name: sku, itemClass: `class-${sku}`, kind: 'service', ...more })
const rule = (code: string, more: object) =>
  flow.put('/adjustment-rules', { code, validFrom: '2020-01-01', ...more })
const pence = (amount: string) => Math.round(Number(amount) * 100)

test('A9-18 what comes back is credited at what was paid, with its share of the discounts and the tax, though price and rule have changed', async () => {
  await newItem('BACK')
  await priceOf('BACK', '10.00')
  await rule('BACK-10', { percent: '10', itemClasses: ['class-BACK'], bucket: 1 })
  const { id } = await flow.sell([{ sku: 'BACK', quantity: '3' }], {
    ...noFreight,
    discounts: [{ amount: gbp('1.00') }],
  })
  const sold = await flow.until(id, (one) => one.status === 'billed')
  assert.deepEqual([sold.lines[0].net.amount, sold.lines[0].tax.amount], ['26.00', '5.20'])
  await priceOf('BACK', '99.00')
  await rule('BACK-10', { percent: '50', itemClasses: ['class-BACK'], bucket: 1 })
  const back = async (quantity: string) => {
    const { creditMemo, ...answer } = await flow.ok('/returns', {
      orderId: id,
      reason: 'not wanted',
      lines: [{ lineNo: 1, quantity, restock: false }],
    })
    return (answer.total ?? creditMemo.total).amount
  }
  // A third of 26.00 and of 5.20 each time, and together all of both (D1-6).
  assert.deepEqual([await back('1'), await back('1'), await back('1')], ['10.40', '10.40', '10.40'])
  const { invoices } = await flow.read(id)
  assert.equal(
    invoices.reduce(
      (sum: number, one: Seen) => sum + pence(one.total.amount) * (one.kind === 'invoice' ? 1 : -1),
      0,
    ),
    0,
    JSON.stringify(invoices.map((one: Seen) => [one.kind, one.total])),
  )
  await flow.lawful()
})

test('A9-20 D1-2 a unit price keeps six decimals and an amount those of its currency: 36.2255779 is 36.225578, and two of it 72.45', async () => {
  await newItem('FINE')
  await priceOf('FINE', '362.255779')
  await rule('FINE-90', { percent: '90', itemClasses: ['class-FINE'], bucket: 1 })
  const { lines } = await flow.sell([{ sku: 'FINE', quantity: '2' }], noFreight)
  // Of a unit that was rounded to pence it would be 72.46.
  assert.deepEqual([lines[0].unitPrice.amount, lines[0].net.amount], ['36.225578', '72.45'])
})

test('B3-1 the price is of the list that comes first for the customer, of the unit and of the day; one that was set by hand is not priced again', async () => {
  await newItem('HAND')
  await priceOf('HAND', '20.00', { validTo: '2020-12-31' })
  await priceOf('HAND', '30.00', { validFrom: '2021-01-01' })
  const sold = await flow.sell([{ sku: 'HAND', quantity: '1' }], noFreight)
  assert.equal(sold.lines[0].net.amount, '30.00')
  // A draft of prices that were handed over keeps them when it is edited and submitted, whatever lists say by then.
  const draft = await flow.ok('/orders', {
    source: 'marketplace',
    externalId: 'BY-HAND',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    submit: false,
    lines: [{ sku: 'HAND', quantity: '2', unitPrice: gbp('25.00'), taxAmount: gbp('10.00') }],
  })
  assert.equal(draft.state, 'draft')
  await priceOf('HAND', '40.00', { validFrom: '2021-01-01' })
  const { body } = await flow.server.request(
    'PATCH',
    `/api/v1/orders/${draft.id}`,
    { submit: true, lines: [{ lineNo: 1, quantity: '3' }] },
    { 'if-match': `"${draft.revision}"` },
  )
  assert.equal(body.state, 'in_progress', JSON.stringify(body.problems))
  assert.deepEqual([body.lines[0].unitPrice.amount, body.lines[0].net.amount], ['25', '75.00'])
  const [line] = (await flow.read(draft.id)).lines
  assert.deepEqual(
    line.waterfall.map((step: Seen) => step.step),
    ['frozen'],
  )
  assert.equal((await flow.read(sold.id)).lines[0].net.amount, '30.00')
})

test('B3-7 every line keeps each step of its price: what they change is the net less the base, to the penny, and stays when the rules go', async () => {
  await newItem('TOLD')
  await priceOf('TOLD', '33.333333')
  const itemClasses = ['class-TOLD']
  await rule('TOLD-1', { percent: '7.5', itemClasses, bucket: 1 })
  await rule('TOLD-2', { amount: gbp('0.333'), itemClasses, bucket: 2 })
  const { id } = await flow.sell(
    [
      { sku: 'TOLD', quantity: '7' },
      { sku: 'TOLD', quantity: '3', discounts: [{ percent: '3.3', code: 'VIP', reason: 'An old friend' }] },
    ],
    { ...noFreight, discounts: [{ amount: gbp('10.00') }] },
  )
  const before = (await flow.read(id)).lines
  for (const line of before) {
    const [base, ...changes] = line.waterfall
    const moved = changes
      .filter((step: Seen) => step.step !== 'freight')
      .reduce((sum: number, step: Seen) => sum + pence(step.effect.amount), 0)
    assert.equal(base.step, 'list')
    assert.equal(moved, pence(line.net.amount) - pence(base.effect.amount))
    assert.ok(changes.length >= 3, JSON.stringify(changes))
  }
  await rule('TOLD-1', { percent: '50', itemClasses, bucket: 1 })
  await priceOf('TOLD', '1.00')
  assert.deepEqual(
    (await flow.read(id)).lines.map((line: Seen) => line.waterfall.map((step: Seen) => step.effect)),
    before.map((line: Seen) => line.waterfall.map((step: Seen) => step.effect)),
  )
})

test('C2-5 an item without a price is told as such, in a cart and in an order that stays a draft, and never sold for nothing', async () => {
  await newItem('NO-PRICE')
  await newItem('PRICED')
  await priceOf('PRICED', '5.00')
  const lines = [
    { sku: 'PRICED', quantity: '1' },
    { sku: 'NO-PRICE', quantity: '1' },
  ]
  const draft = await flow.sell(lines, noFreight)
  const told = (problems: Seen) => problems.map((one: Seen) => `${one.path} ${one.code}`)
  assert.deepEqual([draft.state, told(draft.problems)], ['draft', ['/lines/1/sku price_not_found']])
  const cart = { source: 'webshop', customer: { account: 'GB-0001' }, currency: 'GBP', lines, ...noFreight }
  const { carts } = await flow.ok('/prices', { carts: [cart] })
  assert.deepEqual(told(carts[0].problems), ['/carts/0/lines/1/sku price_not_found'])
  const refused = await flow.server.request(
    'PATCH',
    `/api/v1/orders/${draft.id}`,
    { submit: true },
    { 'if-match': `"${draft.revision}"` },
  )
  assert.notEqual(refused.body.state, 'in_progress', refused.bytes.toString())
  await priceOf('NO-PRICE', '7.00')
  const { revision } = await flow.read(draft.id)
  const { body } = await flow.server.request(
    'PATCH',
    `/api/v1/orders/${draft.id}`,
    { submit: true },
    { 'if-match': `"${revision}"` },
  )
  assert.deepEqual([body.state, body.lines[1].net.amount], ['in_progress', '7.00'])
})
