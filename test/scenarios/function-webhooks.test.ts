import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, HOME, OTHER_SECRET, SECRET, signed, submittedOrder } from '../support/shop.ts'
import { ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

// A shop that asks in its checkout, through real HTTP, of the sample company.
let flow: Flow
let paths: Record<string, string>
const offers = {
  shippingOffers: {
    ground: { name: 'By van', days: 3 },
    nextDay: { name: 'Tomorrow', extra: { GBP: '5.00' } },
  },
}
before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  paths = (await flow.put('/channels/shop', channelInput(offers))).functions
  await flow.put('/items', { sku: 'FN-1', name: 'Asked for', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'FN-1',
    unitPrice: { amount: '10.00', currency: 'GBP' },
    validFrom: '2020-01-01',
  })
})
after(() => flow.close())

async function send(name: string, body: unknown, secret = SECRET) {
  const bytes = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(flow.server.url + (paths[name] ?? name), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed(bytes, secret) },
    body: bytes,
  })
  return { status: response.status, body: (await response.json()) as Seen }
}

async function ask(name: string, body: unknown): Promise<Seen> {
  const answer = await send(name, body)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

const codes = (answer: Seen): string[] => (answer.errors ?? []).map((one: Seen) => one.errorCode)
const priced = (...externalPrices: object[]) => ({
  operation: 'externalPricing',
  currencyCode: 'GBP',
  externalPrices,
})
const rows = async () =>
  (
    await flow.server.database.sql<{ n: bigint }>(
      `select (select count(*) from orders.order_state) + (select count(*) from channels.intake)
       + (select count(*) from customers.account) + (select coalesce(sum(reserved), 0)::bigint from inventory.stock_gate) as n`,
    )
  )[0]!.n

test('C-10 C-06 a function is asked with the signature of its channel, and what is no question gets the no of the shop', async () => {
  const body = priced({ catRefId: 'FN-1', externalPrice: 10, externalPriceQuantity: -1 })
  assert.equal((await send('price-validation', body, OTHER_SECRET)).status, 401)
  assert.equal((await send('/channels/chn_0000000000000/functions/tax', body)).status, 401)
  // Every webhook of a shop has a secret of its own.
  const secrets = Array.from({ length: 18 }, (_one, index) => `a-secret-of-webhook-${index}`)
  await flow.put(
    '/channels/shop',
    channelInput(offers, { signingSecrets: [...secrets, OTHER_SECRET, SECRET] }),
  )
  assert.equal((await send('price-validation', body, OTHER_SECRET)).status, 200)
  await flow.put('/channels/shop', channelInput(offers))
  assert.equal((await send('price-validation', body, OTHER_SECRET)).status, 401)

  const many = { items: Array.from({ length: 20_001 }, () => ({ catRefId: 'FN-1' })) }
  assert.deepEqual(codes(await ask('inventory', many)), ['too_many_lines'])
  assert.equal((await send('inventory', ' '.repeat(2 * 1024 * 1024 + 1))).status, 413)
  for (const name of Object.keys(paths)) {
    for (const nonsense of ['{', '[]', '{}', '"text"', '{"order":{}}', '{"request":7}', '{"items":[{}]}']) {
      const answer = await send(name, nonsense)
      assert.equal(answer.status, 200, `${name} ${nonsense}: ${JSON.stringify(answer.body)}`)
      assert.ok(codes(answer.body).length > 0, `${name} ${nonsense}`)
    }
  }
  const metrics = (await flow.server.request('GET', '/metrics')).bytes.toString()
  assert.match(
    metrics,
    /docket_channel_function_seconds_count\{channel="shop",function="tax",outcome="refused"\} \d/,
  )
})

test('C-32 a price is valid when it is that of the price list, for any or for so many units; else 5002 says which and why', async () => {
  const whole = await ask(
    'price-validation',
    priced({ catRefId: 'FN-1', externalPrice: 10, externalPriceQuantity: -1 }),
  )
  assert.deepEqual(whole, { ResponseCode: '5001' })
  const some = priced({ catRefId: 'FN-1', externalPrice: 10.0, externalPriceQuantity: 3 })
  assert.equal((await ask('price-validation', some)).ResponseCode, '5001')
  const wrong = await ask(
    'price-validation',
    priced(
      { catRefId: 'FN-1', externalPrice: 9.99, externalPriceQuantity: -1 },
      { catRefId: 'FN-1', externalPrice: 10, externalPriceQuantity: -1 },
    ),
  )
  assert.equal(wrong.ResponseCode, '5002')
  assert.deepEqual(wrong.errors, [
    { errorCode: 'price_differs', description: 'the price is 10 GBP, not 9.99', catRefId: 'FN-1' },
  ])
  const unknown = priced({ catRefId: 'NO-SUCH', externalPrice: 1, externalPriceQuantity: -1 })
  assert.deepEqual(codes(await ask('price-validation', unknown)), ['unknown_item'])
  const yen = {
    ...priced({ catRefId: 'FN-1', externalPrice: 1, externalPriceQuantity: -1 }),
    currencyCode: 'JPY',
  }
  assert.deepEqual(codes(await ask('price-validation', yen)), ['price_not_found'])
  const none = priced({ catRefId: 'FN-1', externalPrice: 10, externalPriceQuantity: 0 })
  assert.deepEqual(codes(await ask('price-validation', none)), ['bad_quantity'])

  // A customer of a segment has the prices of its segment, and nobody else has.
  await flow.put('/prices', {
    list: 'TRADE',
    sku: 'FN-1',
    unitPrice: { amount: '8.00', currency: 'GBP' },
    validFrom: '2020-01-01',
  })
  const [trade] = await flow.server.database.sql<{ number: string }>(
    "select number from customers.account where segment = 'trade' order by number limit 1",
  )
  const cheap = priced({ catRefId: 'FN-1', externalPrice: 8, externalPriceQuantity: -1 })
  const theirs = { ...cheap, organizationId: trade!.number }
  assert.equal((await ask('price-validation', theirs)).ResponseCode, '5001')
  assert.equal((await ask('price-validation', cheap)).ResponseCode, '5002')

  // Set-up that changed counts at once.
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'FN-1',
    unitPrice: { amount: '12.00', currency: 'GBP' },
    validFrom: '2020-01-01',
  })
  const later = priced({ catRefId: 'FN-1', externalPrice: 12, externalPriceQuantity: -1 })
  assert.equal((await ask('price-validation', later)).ResponseCode, '5001')
})

test('C-33 each shipping method that is offered has the freight of the rule, its extra and its tax; the same when it is asked again', async () => {
  const request = {
    currencyCode: 'GBP',
    items: [{ catalogRefId: 'KIT-101', quantity: 2, amount: 20 }],
    address: HOME,
  }
  const answer = await ask('shipping', { request })
  assert.deepEqual(
    answer.shippingMethods.map((one: Seen) => [
      one.shippingMethodId,
      one.displayName,
      one.shippingCost,
      one.shippingTax,
      one.shippingTotal,
      one.deliveryDays,
    ]),
    [
      ['ground', 'By van', 4.95, 0.99, 5.94, 3],
      ['nextDay', 'Tomorrow', 9.95, 1.99, 11.94, undefined],
    ],
  )
  assert.deepEqual(await ask('shipping', { request }), answer)
  const great = { ...request, items: [{ catalogRefId: 'KIT-101', quantity: 2, amount: 60 }] }
  assert.equal((await ask('shipping', { request: great })).shippingMethods[0].shippingTotal, 0)
  const euros = await ask('shipping', { request: { ...request, currencyCode: 'EUR' } })
  assert.deepEqual(
    euros.shippingMethods.map((one: Seen) => one.shippingMethodId),
    ['ground'],
  )
  const nowhere = await ask('shipping', { request: { ...request, address: { ...HOME, country: 'BR' } } })
  assert.deepEqual([nowhere.shippingMethods, codes(nowhere)], [[], ['tax_rate_not_found']])
})

test('C-35 tax of each item and of the freight by shipping group, asked as the tax call or as an order; both say the same', async () => {
  const group = (id: string, country: string, amount: number) => ({
    shippingGroupId: id,
    shippingAddress: { ...HOME, country },
    priceInfo: { shipping: 5 },
    items: [{ commerceItemId: `ci-${id}`, catRefId: 'KIT-101', quantity: 3, amount }],
  })
  const answer = await ask('tax', {
    request: { orderCurrencyCode: 'GBP', shippingGroups: [group('a', 'GB', 30), group('b', 'GB', 9.99)] },
  })
  assert.equal(answer.ResponseCode, '5001', JSON.stringify(answer))
  assert.deepEqual(answer.shippingGroups[0], {
    shippingGroupId: 'a',
    tax: 7,
    shippingTax: 1,
    items: [{ commerceItemId: 'ci-a', catRefId: 'KIT-101', tax: 6, taxRate: '20' }],
  })
  assert.deepEqual(answer.taxPriceInfo, { amount: 10, isTaxIncluded: false })

  const order = submittedOrder('o-tax', [{ id: 'ci-a', quantity: 3, amount: 30 }])
  const same = await ask('tax', order)
  assert.deepEqual(same.shippingGroups, [{ ...answer.shippingGroups[0], shippingGroupId: 'sg1' }])
  // A discount on the whole order lowers what is taxed.
  const less = submittedOrder('o-tax-off', [{ quantity: 1, amount: 20 }], { off: 10 })
  assert.equal((await ask('tax', less)).taxPriceInfo.amount, 3)

  const nowhere = { request: { orderCurrencyCode: 'GBP', shippingGroups: [group('a', 'BR', 30)] } }
  const refused = await ask('tax', nowhere)
  assert.deepEqual([refused.ResponseCode, codes(refused)], ['5002', ['tax_rate_not_found']])
})

test('C-12 an order is valid when it would be agreed as it stands; every reason is named with its item, and nothing is left of asking', async () => {
  const before = await rows()
  const good = submittedOrder('o-valid', [{ amount: 20 }], {
    payment: { amountAuthorized: 0, authorizationStatus: undefined },
  })
  assert.deepEqual(await ask('order-validation', good), { ResponseCode: '5001' })
  const wrong = submittedOrder('o-wrong', [
    { id: 'ci1', amount: 20 },
    { id: 'ci2', sku: 'NO-SUCH', amount: 5 },
  ])
  wrong.order.priceInfo.total += 1
  const answer = await ask('order-validation', wrong)
  assert.equal(answer.ResponseCode, '5002')
  assert.deepEqual(codes(answer).sort(), ['payment_differs', 'totals_differ', 'unknown_item'])
  assert.equal(answer.errors.find((one: Seen) => one.errorCode === 'unknown_item').commerceItemId, 'ci2')
  const shells = submittedOrder('o-shells', [{ amount: 20 }], { payment: { paymentMethod: 'shells' } })
  assert.deepEqual(codes(await ask('order-validation', shells)), ['unmapped'])

  // Nothing of it is there or announced: sold all the same, unless the channel says otherwise.
  const many = submittedOrder('o-many', [{ id: 'ci9', sku: 'FN-1', quantity: 4, amount: 48 }])
  assert.equal((await ask('order-validation', many)).ResponseCode, '5001')
  await flow.put('/channels/shop', channelInput({ ...offers, backorders: false }))
  const short = await ask('order-validation', many)
  await flow.put('/channels/shop', channelInput(offers))
  assert.deepEqual(
    short.errors.map((one: Seen) => [one.errorCode, one.commerceItemId]),
    [['not_available', 'ci9']],
  )
  assert.equal(await rows(), before)
})

test('C-13 before it is priced and paid an order is qualified by what is sold to whom, not by its money', async () => {
  const unpaid = submittedOrder('o-qualify', [{ amount: 20 }], { payment: { paymentMethod: 'shells' } })
  unpaid.order.priceInfo.total = 0
  assert.deepEqual(await ask('order-qualification', unpaid), { ResponseCode: '5001' })
  const unknown = submittedOrder('o-unfit', [{ id: 'ci7', sku: 'NO-SUCH', amount: 20 }])
  const answer = await ask('order-qualification', unknown)
  assert.deepEqual(
    answer.errors.map((one: Seen) => [one.errorCode, one.commerceItemId]),
    [['unknown_item', 'ci7']],
  )
})

test('C-29 what can come back is what was shipped and billed and is not back yet; a cancellation is valid while nothing has left', async () => {
  const sold = await flow.order(
    [
      {
        sku: 'KIT-101',
        quantity: '2',
        net: '20.00',
        tax: '4.00',
        unitPrice: '10.00',
        lineId: 'ci-r',
      } as never,
    ],
    { externalId: 'o-return' },
  )
  await flow.until(sold.id, (order) => order.invoices.length > 0)
  const about = (quantityToReturn: number, context = 'Initiate_Return') => ({
    context,
    returnRequests: [
      { order: { id: 'o-return' }, returnItemList: [{ commerceItemId: 'ci-r', quantityToReturn }] },
    ],
  })
  const first = await ask('return-validation', about(2))
  assert.equal(first.ResponseCode, '5001', JSON.stringify(first))
  assert.deepEqual(first.returnRequests, [
    {
      orderId: 'o-return',
      state: 'ORDER_RETURNABLE',
      returnItemList: [
        {
          commerceItemId: 'ci-r',
          quantityAvailable: 2,
          nonreturnable: false,
          nonReturnableReason: null,
          state: 'ITEM_RETURNABLE',
        },
      ],
    },
  ])
  assert.deepEqual(codes(await ask('return-validation', about(3))), ['not_returnable'])
  assert.deepEqual(codes(await ask('return-validation', about(1, 'cancelOrder'))), ['already_shipped'])
  await flow.ok('/returns', {
    orderId: sold.id,
    reason: 'too big',
    lines: [{ lineNo: 1, quantity: '2' }],
  })
  const again = await ask('return-validation', about(1))
  assert.equal(again.returnRequests[0].returnItemList[0].state, 'ALREADY_RETURNED')
  const unknown = { returnRequests: [{ orderId: 'o-nobody' }] }
  const answer = await ask('return-validation', unknown)
  assert.deepEqual([codes(answer), answer.returnRequests[0].state], [['unknown_order'], 'NOT_RETURNABLE'])
})

test('C-36 what is there of an article, where, and from when on there is more', async () => {
  const look = async (quantity: number) =>
    (await ask('inventory', { items: [{ catRefId: 'FN-1', quantity }] })).items[0]
  assert.equal((await look(1)).stockStatus, 'OUT_OF_STOCK')
  const location = 'LEEDS'
  const { outcomes } = await flow.ok('/stock/receipts', [
    { sku: 'FN-1', location, quantity: '3', unitCost: '4' },
  ])
  assert.equal(outcomes[0].ok, true, JSON.stringify(outcomes))
  const found = await look(3)
  assert.deepEqual(
    [found.stockStatus, found.stockLevel, found.locations],
    ['IN_STOCK', 3, [{ locationId: location, stockLevel: 3 }]],
  )
  assert.equal((await look(4)).stockStatus, 'OUT_OF_STOCK')
  const dueOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  await flow.ok('/supply-orders', [
    { number: 'FN-PO', sku: 'FN-1', location, quantity: '2', unitCost: '4', dueOn },
  ])
  const more = await look(4)
  assert.deepEqual([more.stockStatus, more.availabilityDate], ['PREORDERABLE', dueOn])
  const unknown = await ask('inventory', { items: [{ catRefId: 'NO-SUCH' }, { catRefId: 'FN-1' }] })
  assert.deepEqual([codes(unknown), unknown.items.length], [['unknown_item'], 1])
})

test('A10-17 C-36 of goods that are shared out a shop is told what its orders may have', async () => {
  await flow.put('/items', { sku: 'FN-2', name: 'Shared', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/receipts', [{ sku: 'FN-2', location: 'LEEDS', quantity: '10', unitCost: '4' }])
  const level = async () =>
    (await ask('inventory', { items: [{ catRefId: 'FN-2', quantity: 1 }] })).items[0].stockLevel
  assert.equal(await level(), 10)
  await flow.put('/allocation-plans', {
    code: 'FN',
    name: 'Shared out',
    skus: ['FN-2'],
    nodes: [
      { code: 'SHOP', sources: ['marketplace'], percent: 40 },
      { code: 'REST', percent: 60 },
    ],
  })
  assert.equal(await level(), 4)
})

test('A10-1 C-36 what a rule says is available without stock is not told to be out of stock', async () => {
  const look = async (quantity: number) => {
    const [found] = (await ask('inventory', { items: [{ catRefId: 'FN-1', quantity }] })).items
    return [found.stockStatus, found.stockLevel, found.availabilityDate]
  }
  const all = { code: 'ALL', name: 'What is there', mode: 'stock', assignments: [{}] }
  const own = { code: 'OWN', name: 'Made to order', assignments: [{ sku: 'FN-1' }] }
  await flow.put('/atp-rules', all)
  const leadTime = { by: 'user_defined', days: 3 }
  await flow.put('/atp-rules', { ...own, mode: 'lead_time', leadTime })
  const { today } = (await flow.server.request('GET', '/api/v1/availability?sku=FN-1')).body
  assert.deepEqual(await look(500), ['PREORDERABLE', 0, addDays(today, 3)])
  await flow.put('/atp-rules', { ...own, mode: 'infinite' })
  assert.deepEqual(await look(500), ['IN_STOCK', null, null])
  for (const rule of [all, { ...own, mode: 'infinite' }])
    await flow.put('/atp-rules', { ...rule, active: false })
})

test('C-11 C-34 a checkout asks in order, is priced by the answers, and submits nothing that is refused; a service that fails is done without', async () => {
  const shop = await ShopProcess.start()
  try {
    const asks = (id: string, url: string | null) =>
      shop.ok('PUT', `/functions/${id}`, { url, secretKey: SECRET, algorithm: 'sha512' })
    for (const [id, name] of [
      ['orderQualification', 'order-qualification'],
      ['externalPriceValidation', 'price-validation'],
      ['shippingCalculator', 'shipping'],
      ['externalTaxCalculation', 'tax'],
      ['orderValidation', 'order-validation'],
    ] as const)
      await asks(id, flow.server.url + paths[name])
    const item = { sku: 'FN-1', quantity: 2, price: '12.00' }
    const order = await shop.ok('POST', '/orders', { items: [item], custom: {} })
    assert.deepEqual(
      shop.said
        .filter(({ what }) => what === 'function asked')
        .map(({ function: id, status }) => [id, status]),
      [
        ['orderQualification', 200],
        ['externalPriceValidation', 200],
        ['shippingCalculator', 200],
        ['externalTaxCalculation', 200],
        ['orderValidation', 200],
      ],
    )
    // 24.00, freight 4.95 and a fifth of both.
    assert.deepEqual(
      [order.priceInfo.shipping, order.priceInfo.tax, order.priceInfo.total],
      [4.95, 5.79, 34.74],
    )
    assert.equal(shop.saidOf('order submitted').length, 1)

    const refused = await shop.control('POST', '/orders', { items: [{ ...item, price: '11.00' }] })
    assert.deepEqual([refused.status, refused.body.message], [400, 'the price is 12 GBP, not 11'])
    await asks('externalPriceValidation', null)
    // What would wait as a draft: validation alone says so, after pricing.
    const invoice = await shop.control('POST', '/orders', { items: [item], payment: 'invoice' })
    assert.equal(invoice.status, 400)
    assert.match(invoice.body.message, /payment method "invoiceRequest" is none of ours/)
    assert.equal(shop.saidOf('order submitted').length, 1)

    await asks('externalTaxCalculation', `${flow.server.url}/channels/none/functions/tax`)
    assert.equal((await shop.control('POST', '/orders', { items: [item] })).status, 400)
    await asks('externalTaxCalculation', 'http://127.0.0.1:9')
    assert.equal((await shop.control('POST', '/orders', { items: [item] })).status, 200)
    assert.equal(shop.saidOf('order submitted').length, 2)
  } finally {
    await shop.stop()
  }
})

test('C-34 what cannot be answered in time is 503, never a yes or a no, and the next question is answered', async () => {
  const question = priced({ catRefId: 'FN-1', externalPrice: 12, externalPriceQuantity: -1 })
  const held = flow.server.database.sql(
    'do $$ begin lock table customers.account in access exclusive mode; perform pg_sleep(4); end $$',
  )
  await sleep(200)
  const began = performance.now()
  const late = await send('price-validation', question)
  assert.deepEqual([late.status, late.body.ResponseCode], [503, undefined], JSON.stringify(late.body))
  assert.ok(performance.now() - began < 3000)
  await held
  assert.equal((await ask('price-validation', question)).ResponseCode, '5001')
})

test('C-10 whatever one member of a question is instead, it is answered in the form of the shop', async () => {
  const order = submittedOrder('o-odd', [{ id: 'ci1', quantity: 2, amount: 20, tax: 4 }])
  const group = {
    ...order.order.shippingGroups[0],
    items: [{ catRefId: 'KIT-101', quantity: 2, amount: 20 }],
  }
  const questions: Record<string, object> = {
    'order-qualification': order,
    'order-validation': order,
    'price-validation': priced({ catRefId: 'FN-1', externalPrice: 12, externalPriceQuantity: -1 }),
    shipping: { request: { currencyCode: 'GBP', items: group.items, address: HOME, orderDiscount: 1 } },
    tax: { request: { orderCurrencyCode: 'GBP', shippingGroups: [group] } },
    'return-validation': {
      context: 'x',
      returnRequests: [
        { orderId: 'o-return', returnItemList: [{ commerceItemId: 'ci-r', quantityToReturn: 1 }] },
      ],
    },
    inventory: { items: [{ catRefId: 'FN-1', quantity: 1 }] },
    'order-status': { orders: [{ id: 'o-return' }] },
  }
  for (const [name, question] of Object.entries(questions))
    for (const odd of [null, -1, 1e300, '', 'x'.repeat(400), { a: 1 }, [[]]])
      for (const changed of withOneOdd(question, odd)) {
        const { status, body } = await send(name, changed)
        assert.equal(status, 200, `${name} ${JSON.stringify(changed)}: ${JSON.stringify(body)}`)
      }
})

/** The value with one member after the other, however deep, put in the place of which stands something odd. */
function* withOneOdd(value: unknown, odd: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    const put = (made: unknown) =>
      Array.isArray(value) ? value.with(Number(name), made) : { ...value, [name]: made }
    yield put(odd)
    for (const made of withOneOdd(inner, odd)) yield put(made)
  }
}
