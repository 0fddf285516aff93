import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let made = 0
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const price = (sku: string, amount: string, more: object = {}) =>
  flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(amount), ...more })
const item = (sku: string, more: object = {}) =>
  flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'free', ...more })
const stock = (sku: string, location: string, quantity: string) =>
  flow.ok('/stock/opening', [{ sku, location, quantity, unitCost: '1' }])
const call = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  flow.server.request(method, `/api/v1${path}`, body, {
    'idempotency-key': `units-${(made += 1)}`,
    ...headers,
  })
const sell = (lines: object[], more: object = {}) => flow.sell(lines, { freight: gbp('0.00'), ...more })
const errors = ({ body }: { body: Seen }) => body.errors.map((one: Seen) => [one.path, one.code])
const read = async (id: string): Promise<Seen> => (await call('GET', `/orders/${id}`, undefined)).body

before(async () => {
  flow = await Flow.open()
  await flow.put('/tax-rates', {
    taxCode: 'free',
    name: 'None',
    country: 'GB',
    percent: '0',
    validFrom: '2020-01-01',
  })
  await flow.put('/promotions', {
    code: 'TEN-OVER-100',
    percent: '10',
    condition: 'true',
    validFrom: '2020-01-01',
    validTo: '2020-01-02',
  })
  await item('TEA')
  await flow.put('/item-units', { sku: 'TEA', uom: 'CASE', quantity: '12' })
  await flow.put('/item-units', { sku: 'TEA', uom: 'PALLET', quantity: '40', of: 'CASE' })
  await price('TEA', '3.333333')
  await price('TEA', '35', { uom: 'CASE' })
  await stock('TEA', 'PORT', '1000')
})
after(() => flow.close())

test('B3-1 a number of a unit that cannot be read is told once, and one that is none is told as such', async () => {
  for (const [quantity, codes] of [
    ['-4', ['not_a_decimal']],
    ['1e9999', ['not_a_decimal']],
    ['0', ['too_small']],
  ] as const) {
    const { body } = await call('PUT', '/item-units', { sku: 'TEA', uom: 'BOX', quantity })
    assert.deepEqual(
      body.errors.map((one: Seen) => [one.path, one.code]),
      codes.map((code) => ['/quantity', code]),
      quantity,
    )
  }
})

test('B3-1 P-11 a line states its unit: priced by it or from the unit of stock, promised, shipped and billed in both', async () => {
  const order = await sell([
    { sku: 'TEA', quantity: '2', uom: 'CASE' },
    { sku: 'TEA', quantity: '1', uom: 'PALLET' },
    { sku: 'TEA', quantity: '3' },
  ])
  const shown = ({ quantity, unitPrice, sold, net }: Seen) => [
    quantity,
    unitPrice.amount,
    sold && [sold.uom, sold.quantity, sold.unitPrice.amount],
    net.amount,
  ]
  const expected = [
    ['24', '2.916667', ['CASE', '2', '35'], '70.00'],
    ['480', '3.333333', ['PALLET', '1', '1599.99984'], '1600.00'],
    ['3', '3.333333', null, '10.00'],
  ]
  assert.deepEqual(order.lines.map(shown), expected)
  assert.deepEqual(
    order.lines.map((line: Seen) => line.promises.map((one: Seen) => one.quantity)),
    [['24'], ['480'], ['3']],
  )
  const done = await flow.until(order.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(done.lines.map(shown), expected)
  const { body: invoice } = await call('GET', `/invoices/${done.invoices[0].id}`, undefined)
  assert.deepEqual(
    invoice.lines.map(({ quantity, sold, net }: Seen) => [
      quantity,
      sold && [sold.uom, sold.quantity, sold.unitPrice.amount],
      net.amount,
    ]),
    [
      ['24', ['CASE', '2', '35'], '70.00'],
      ['480', ['PALLET', '1', '1599.99984'], '1600.00'],
      ['3', null, '10.00'],
    ],
  )
  const back = (line: object) => call('POST', '/returns', { orderId: order.id, reason: 'no', lines: [line] })
  const first = await back({ lineNo: 1, quantity: '1', uom: 'CASE' })
  assert.deepEqual([first.status, first.body.total.amount], [201, '35.00'], first.bytes.toString())
  const { body: memo } = await call('GET', `/invoices/${first.body.creditMemoId}`, undefined)
  assert.deepEqual(memo.lines[0].sold, { uom: 'CASE', quantity: '1', unitPrice: gbp('35') })
  const pieces = await back({ lineNo: 1, quantity: '5' })
  assert.deepEqual([pieces.status, pieces.body.total.amount], [201, '14.58'])
  assert.deepEqual(errors(await back({ lineNo: 1, quantity: '1', uom: 'CASE' })), [
    ['/lines/0/quantity', 'more_than_shipped'],
  ])
  assert.deepEqual(errors(await back({ lineNo: 1, quantity: '1', uom: 'PALLET' })), [
    ['/lines/0/uom', 'unknown_unit'],
  ])
  assert.equal((await back({ lineNo: 1, quantity: '7', uom: 'EA' })).body.total.amount, '20.42')
  await flow.lawful()
})

test('B3-1 D2 discounts, tiers and rules of a line are of its unit, and a split of units is no other price', async () => {
  await item('MUG')
  await flow.put('/item-units', { sku: 'MUG', uom: 'CASE', quantity: '12' })
  await price('MUG', '10', {
    tiers: {
      mode: 'all',
      steps: [
        { over: '10', unitPrice: gbp('9') },
        { over: '20', unitPrice: gbp('8') },
      ],
    },
  })
  await stock('MUG', 'PORT', '1000')
  const net = async (lines: object[]) => {
    const cart = { source: 'webshop', customer: { account: 'GB-0001' }, currency: 'GBP', lines }
    const { body } = await call('POST', '/prices', { carts: [cart] })
    return body.carts[0].lines.map((line: Seen) => line.net.amount)
  }
  // 24 pieces: ten at 10, ten at 9, four at 8.
  assert.deepEqual(await net([{ sku: 'MUG', quantity: '2', uom: 'CASE' }]), ['222.00'])
  assert.deepEqual(await net([{ sku: 'MUG', quantity: '24' }]), ['222.00'])
  const off = [{ amount: gbp('1.00'), reason: 'dented' }]
  assert.deepEqual(await net([{ sku: 'TEA', quantity: '2', uom: 'CASE', discounts: off }]), ['68.00'])
  await flow.put('/adjustment-rules', {
    code: 'CHEAPER',
    amount: gbp('0.10'),
    skus: ['TEA'],
    bucket: 1,
    minQuantity: '20',
    validFrom: '2020-01-01',
  })
  // Ten pence a piece from twenty pieces on.
  assert.deepEqual(await net([{ sku: 'TEA', quantity: '2', uom: 'CASE' }]), ['67.60'])
  assert.deepEqual(await net([{ sku: 'TEA', quantity: '1', uom: 'CASE' }]), ['35.00'])
  const tiered = { mode: 'highest', over: 'order', steps: [{ over: '20', unitPrice: gbp('2') }] }
  await item('JAR')
  await flow.put('/item-units', { sku: 'JAR', uom: 'CASE', quantity: '12' })
  await price('JAR', '3', { tiers: tiered })
  const mixed = await net([
    { sku: 'JAR', quantity: '1', uom: 'CASE' },
    { sku: 'JAR', quantity: '9' },
  ])
  assert.deepEqual(mixed, ['24.00', '18.00'], 'lines in several units count together')
})

test('B3-1 a return by SKU is of the line that was sold in its unit, and says which lines it may be of where several fit', async () => {
  const order = await sell([
    { sku: 'TEA', quantity: '12' },
    { sku: 'TEA', quantity: '1', uom: 'CASE' },
    { sku: 'TEA', quantity: '1', uom: 'CASE', discounts: [{ percent: '50', reason: 'dented' }] },
  ])
  await flow.until(order.id, (one) => one.billingStatus === 'billed')
  const back = (line: object) =>
    call('POST', '/returns', { orderId: order.id, reason: 'no', lines: [{ sku: 'TEA', ...line }] })
  const pieces = await back({ quantity: '3', uom: 'EA' })
  assert.deepEqual([pieces.status, pieces.body.total.amount], [201, '10.00'], pieces.bytes.toString())
  for (const line of [{ quantity: '1' }, { quantity: '1', uom: 'CASE' }])
    assert.deepEqual(errors(await back(line)), [['/lines/0/sku', 'ambiguous_line']])
  const one = await back({ quantity: '1', uom: 'CASE', lineNo: 3 })
  assert.deepEqual([one.status, one.body.total.amount], [201, '17.50'])
  const two = await sell([
    { sku: 'TEA', quantity: '12' },
    { sku: 'TEA', quantity: '1', uom: 'CASE' },
  ])
  await flow.until(two.id, (seen) => seen.billingStatus === 'billed')
  const lines = [{ sku: 'TEA', quantity: '1', uom: 'CASE' }]
  const whole = await call('POST', '/returns', { orderId: two.id, reason: 'no', lines })
  assert.deepEqual([whole.status, whole.body.total.amount], [201, '35.00'])
  assert.deepEqual((await read(two.id)).fulfillmentLines?.map((seen: Seen) => seen.returned) ?? ['0', '12'], [
    '0',
    '12',
  ])
  await flow.lawful()
})

test('a unit is sold whole, from its minimum on, and no other than those of its item', async () => {
  await flow.put('/item-units', { sku: 'MUG', uom: 'BOX', quantity: '4', minQuantity: '3', multipleOf: '3' })
  const wrong = async (quantity: string, uom: string) => {
    const answer = await call('POST', '/orders', {
      source: 'webshop',
      externalId: `WRONG-${(made += 1)}`,
      customer: { account: 'GB-0001' },
      currency: 'GBP',
      lines: [{ sku: 'MUG', quantity, uom }],
    })
    return answer.status === 422
      ? errors(answer)
      : answer.body.problems.map((one: Seen) => [one.path, one.code])
  }
  assert.deepEqual(await wrong('1.5', 'CASE'), [['/lines/0/quantity', 'unit_not_whole']])
  assert.deepEqual(await wrong('2', 'BOX'), [['/lines/0/quantity', 'below_minimum']])
  assert.deepEqual(await wrong('4', 'BOX'), [['/lines/0/quantity', 'not_a_multiple']])
  assert.deepEqual(await wrong('3', 'BOX'), [])
  assert.deepEqual(await wrong('3', 'CRATE'), [['/lines/0/uom', 'unknown_unit']])
  const cart = (quantity: string, uom: string) => ({
    source: 'webshop',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    lines: [{ sku: 'MUG', quantity, uom }],
  })
  const asked = [
    cart('1.5', 'CASE'),
    cart('2', 'BOX'),
    cart('4', 'BOX'),
    cart('3', 'BOX'),
    cart('3', 'CRATE'),
  ]
  const { body: prices } = await call('POST', '/prices', { carts: asked })
  assert.deepEqual(
    prices.carts.flatMap(({ problems }: Seen) => problems.map((one: Seen) => [one.path, one.code])),
    [
      ['/carts/0/lines/0/quantity', 'unit_not_whole'],
      ['/carts/1/lines/0/quantity', 'below_minimum'],
      ['/carts/2/lines/0/quantity', 'not_a_multiple'],
      ['/carts/4/lines/0/uom', 'unknown_unit'],
    ],
  )
  const body = { sku: 'MUG', uom: 'EA', quantity: '2' }
  assert.deepEqual(errors(await call('PUT', '/item-units', body)), [['/quantity', 'fixed']])
})

test('B3-1 a unit of another follows it, orders keep what they were made with, and none is made of itself', async () => {
  await item('BALM')
  const unit = (uom: string, quantity: string, of?: string) =>
    call('PUT', '/item-units', { sku: 'BALM', uom, quantity, ...(of === undefined ? {} : { of }) })
  assert.equal((await unit('CASE', '12')).status, 201)
  assert.equal((await unit('PAL', '40', 'CASE')).status, 201)
  await price('BALM', '1')
  await stock('BALM', 'PORT', '2000')
  const pallet = async () => {
    const order = await sell([{ sku: 'BALM', quantity: '1', uom: 'PAL' }])
    return [order.lines[0].quantity, order.id]
  }
  const [first, id] = await pallet()
  assert.equal(first, '480')
  assert.deepEqual(errors(await unit('CASE', '2', 'PAL')), [['/of', 'itself']])
  assert.deepEqual(errors(await unit('CASE', '2', 'CASE')), [['/of', 'itself']])
  assert.deepEqual(errors(await unit('PAL', '2', 'SHIP')), [['/of', 'unknown_unit']])
  // A pallet of such cases would be more than can be kept.
  assert.deepEqual(errors(await unit('CASE', '100000000000')), [['/quantity', 'too_great']])
  assert.equal((await unit('CASE', '10')).status, 200)
  const { body } = await call('GET', '/item-units?sku=BALM', undefined)
  assert.deepEqual(
    body.itemUnits.map(({ uom, quantity, per, of }: Seen) => [uom, quantity, per, of]),
    [
      ['CASE', '10', '1', undefined],
      ['PAL', '40', '1', 'CASE'],
    ],
  )
  // What is shown may be sent back, and changes nothing.
  const again = await call('PUT', '/item-units', body.itemUnits[1])
  assert.equal(again.status, 200, again.bytes.toString())
  assert.equal((await pallet())[0], '400')
  assert.equal((await read(String(id))).lines[0].quantity, '480')
})

test('B3-1 P-11 a case is not opened: places give whole ones, the rest waits, unless its line lets them be opened', async () => {
  await flow.put('/locations', { code: 'NORTH', name: 'North', country: 'GB', rank: 2 })
  await item('SOAP')
  await flow.put('/item-units', { sku: 'SOAP', uom: 'CASE', quantity: '12' })
  await price('SOAP', '1')
  await stock('SOAP', 'PORT', '20')
  await stock('SOAP', 'NORTH', '18')
  const promised = ({ lines }: Seen) => lines[0].promises.map((one: Seen) => [one.quantity, one.supply])
  const line = { sku: 'SOAP', quantity: '3', uom: 'CASE', allowSplit: true }
  const { outcomes } = await flow.ok('/promises', [{ lines: [line] }])
  assert.deepEqual(
    outcomes[0].answer.lines[0].promises.map((one: Seen) => one.quantity),
    ['12', '12', '12'],
    JSON.stringify(outcomes),
  )
  const order = await sell([line])
  assert.deepEqual(promised(order), [
    ['12', 'on_hand'],
    ['12', 'on_hand'],
    ['12', 'backorder'],
  ])
  const cut = (said: object) => call('POST', `/orders/${order.id}/cancel`, { reason: 'less', lines: [said] })
  assert.deepEqual(errors(await cut({ lineNo: 1, quantity: '5' })), [['/lines/0/quantity', 'unit_not_whole']])
  assert.deepEqual(errors(await cut({ lineNo: 1, quantity: '1', uom: 'PALLET' })), [
    ['/lines/0/uom', 'unknown_unit'],
  ])
  const gone = await cut({ lineNo: 1, quantity: '1', uom: 'CASE' })
  assert.deepEqual(
    [gone.body.cancelled?.map((one: Seen) => one.quantity), gone.body.amount.amount],
    [['12'], '12.00'],
    gone.bytes.toString(),
  )
  await flow.until(order.id, (one) => one.billingStatus === 'billed')
  // 8 and 6 are left: of one case nothing leaves, of one that may be opened what is there.
  assert.deepEqual(promised(await sell([{ ...line, quantity: '1' }])), [['12', 'backorder']])
  assert.deepEqual(promised(await sell([{ ...line, quantity: '1', openUnits: true }])), [
    ['8', 'on_hand'],
    ['4', 'on_hand'],
  ])
  await flow.lawful()
})

test('P-11 a channel that prices its orders states the price of the unit, and a draft keeps it', async () => {
  const body = {
    source: 'marketplace',
    externalId: 'UNIT-1',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'TEA', quantity: '2', uom: 'CASE', unitPrice: gbp('30'), taxAmount: gbp('0.00') }],
  }
  const order = (await call('POST', '/orders', body)).body
  assert.deepEqual(
    [order.lines[0].net.amount, order.lines[0].quantity, order.lines[0].unitPrice.amount],
    ['60.00', '24', '2.5'],
  )
  const draft = await sell([{ sku: 'TEA', quantity: '2', uom: 'CASE' }], { submit: false })
  assert.deepEqual([draft.state, draft.lines[0].sold.quantity], ['draft', '2'])
  const edited = await call(
    'PATCH',
    `/orders/${draft.id}`,
    { submit: true, lines: [{ lineNo: 1, quantity: '3' }] },
    { 'if-match': '"1"' },
  )
  assert.deepEqual([edited.body.state, edited.body.lines[0].quantity], ['in_progress', '36'])
  assert.equal((await read(draft.id)).lines[0].sold.quantity, '3')
  await flow.lawful()
})
