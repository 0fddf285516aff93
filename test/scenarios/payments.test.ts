import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Seen } from '../support/flow.ts'
import { PayingShop, asked, CALM, eventually } from '../support/paying-shop.ts'
import { OTHER_SECRET, SECRET } from '../support/shop.ts'
import { ShopProcess } from '../support/shop-process.ts'

// Cards of a shop, authorized by a payment gateway that is a process of its own: what the shop asks, and hears.
let shop: PayingShop
before(async () => {
  shop = await PayingShop.open()
})
after(() => shop.close())
beforeEach(() => shop.gateway.behave(CALM))

test('C-31 a card is authorized for exactly its amount, then refunded or voided, and what was asked is found again in the answer', async () => {
  const one = asked('0100')
  assert.equal((await shop.send(one, 'card-payment', OTHER_SECRET)).status, 401)
  const yes = await shop.pay(one)
  const { cardDetails: _card, ...echo } = one
  const { hostTransactionTimestamp, authorizationResponse, ...rest } = yes
  assert.deepEqual(rest, echo)
  assert.ok(!Number.isNaN(Date.parse(hostTransactionTimestamp)))
  assert.equal(authorizationResponse.responseCode, '1000')
  assert.equal(authorizationResponse.merchantTransactionId, one['transactionId'])
  assert.match(authorizationResponse.hostTransactionId, /^gw-/)

  const of = { orderId: one.orderId }
  assert.equal(
    (await shop.pay(asked('0400', { ...of, amount: '12576' }))).errors[0].errorCode,
    'amount_differs',
  )
  assert.equal((await shop.pay(asked('0400', { ...of, amount: '575' }))).creditResponse.responseCode, '3000')
  const much = await shop.pay(asked('0400', { ...of, amount: '12575' }))
  assert.deepEqual(
    [much.creditResponse.responseCode, much.creditResponse.responseReason],
    ['7000', 'too_much'],
  )
  const other = await shop.pay(asked('0100'))
  const voided = await shop.pay(asked('0110', { orderId: other.orderId }))
  assert.equal(voided.voidResponse.responseCode, '2000')
  assert.deepEqual(
    (await shop.payments(other.orderId)).map(({ kind, state }) => `${kind} ${state}`),
    ['authorization released', 'void approved'],
  )
  const gift = { paymentMethod: 'physicalGiftCard', cardDetails: { giftCardNumber: '6006490000000000' } }
  const balance = await shop.pay(asked('0600', { ...gift, amount: '0' }), 'generic-payment')
  assert.deepEqual(
    [balance.inquireBalanceResponse.responseCode, balance.inquireBalanceResponse.amount],
    ['5000', '000000010000'],
  )
  assert.equal((await shop.pay(asked('0600'), 'card-payment')).errors[0].errorCode, 'unknown_type')
})

test('C-31 a decline, no gateway and a question that is none are the no of the shop, with every reason', async () => {
  const declined = await shop.pay(asked('0100', { cardDetails: { token: 'tok_decline_stolen' } }))
  assert.deepEqual(
    [declined.authorizationResponse.responseCode, declined.authorizationResponse.responseReason],
    ['9000', 'stolen'],
  )
  await shop.gateway.behave({ declineAbove: 5000 })
  assert.equal((await shop.pay(asked('0100'))).authorizationResponse.responseReason, 'limit')
  for (const paymentMethod of ['loyaltyPoints', 'lost']) {
    const none = await shop.pay(asked('0100', { paymentMethod }), 'generic-payment')
    assert.deepEqual(
      [none.authorizationResponse.responseCode, none.errors[0].errorCode],
      ['9000', 'no_gateway'],
    )
  }
  const unknown = await shop.pay(asked('0110'))
  assert.deepEqual(
    [unknown.voidResponse.responseCode, unknown.errors[0].errorCode],
    ['8000', 'not_authorized'],
  )
  const wrong = await shop.pay({
    ...asked('0100'),
    transactionId: 'other',
    amount: '12.5',
    currencyCode: 'XXQ',
    cardDetails: {},
  })
  assert.deepEqual(
    wrong.errors.map((one: Seen) => one.path),
    ['/transactionId', '/amount', '/currencyCode', '/cardDetails/token'],
  )
  for (const nonsense of [{}, [], { transactionType: {} }])
    assert.equal((await shop.pay(nonsense)).authorizationResponse.responseCode, '9000')
})

test('C-31 a whole card number is refused wherever it stands, and nothing of a card is kept anywhere', async () => {
  const number = '4111111111111111'
  const hidden = `PAN:${number}`
  const spaced = '4111 1111-1111 1111'
  const of = (orderId: string, paymentId = 'pg1') => ({ orderId, paymentId })
  const wrong: [string, Record<string, unknown>][] = [
    ['/cardDetails/number', { cardDetails: { number } }],
    ['/cardDetails/token', { cardDetails: { token: number } }],
    ['/cardDetails/token', { cardDetails: { token: hidden } }],
    ['/cardDetails/token', { cardDetails: { token: `card ${spaced};` } }],
    ['/cardDetails/note', { cardDetails: { token: 'tok_1', note: '378282246310005' } }],
    ['/cardNumber', { cardNumber: number }],
    ['/token', { token: number, cardDetails: {} }],
    ['/token', { token: Number(number), cardDetails: {} }],
    ['/token', { token: hidden, cardDetails: {} }],
    ['/customProperties/cardNumber', { customProperties: { cardNumber: number } }],
    ['/orderId', of(number)],
    ['/paymentId', of('o-card', number)],
    ['/paymentMethod', { paymentMethod: `card-${number}` }],
  ]
  const asking = await shop.gateway.transactions('')
  for (const [path, more] of wrong) {
    const no = await shop.pay(asked('0100', more))
    const found = no.errors.filter((one: Seen) => one.errorCode === 'card_number')
    assert.deepEqual(
      found.map((one: Seen) => one.path),
      [path],
      JSON.stringify(no),
    )
    assert.ok(!JSON.stringify(no.errors).includes('4111'))
  }
  const one = asked('0100')
  const asMilliseconds = { ...one, transactionId: `${one.orderId}-${one['paymentId'] as string}-${number}` }
  assert.equal((await shop.pay(asMilliseconds)).errors[0].path, '/transactionId')
  assert.equal((await shop.gateway.transactions('')).length, asking.length)
  // What only looks like one: a time, a token of hexadecimal digits, and the number of a gift card.
  const likely = [
    { token: 'a-1458555741310-b', cardDetails: {} },
    { cardDetails: { token: '0f41e4c1-4111-4111-8111-111111111111' } },
    { cardDetails: { token: 'tok_4111111111111112' } },
  ]
  for (const more of likely)
    assert.equal((await shop.pay(asked('0100', more))).authorizationResponse.responseCode, '1000')
  const kept = await shop.flow.server.database.sql<{ row: string }>(
    `select p::text as row from channels.payment p union all select a::text from channels.payment_answer a
     union all select k::text from channels.payment_work k`,
  )
  assert.ok(kept.length > 0)
  assert.ok(!kept.some(({ row }) => /tok_|4111|6006490|"123"/.test(row)))
})

test('C-31 the same transaction twenty times at once is one at the gateway, and all hear one answer', async () => {
  await shop.gateway.behave({ delayMs: 300 })
  const one = asked('0100')
  const answers = await Promise.all(Array.from({ length: 20 }, () => shop.pay(one)))
  answers.push(await shop.pay(one))
  assert.equal(new Set(answers.map((each) => JSON.stringify(each))).size, 1)
  const came = await shop.gateway.transactions(one['transactionId'] as string)
  assert.deepEqual(
    came.map((each) => each.came),
    [1],
  )
  // Another transaction under its id is none.
  const other = await shop.pay({ ...one, amount: '1' })
  assert.equal(other.errors[0].errorCode, 'transaction_reused')
  assert.equal((await shop.gateway.transactions(one['transactionId'] as string))[0]!.came, 1)
})

test('C-31 C-11 a shop has its cards authorized at the end of its checkout; after a decline nothing is submitted', async () => {
  const storefront = await ShopProcess.start()
  try {
    await storefront.api('PUT', '/webhooks/orderSubmit', {
      urls: [shop.flow.server.url + shop.webhooks],
      secretKey: SECRET,
      algorithm: 'sha512',
    })
    const url = shop.flow.server.url + shop.paths['card-payment']!
    await storefront.ok('PUT', '/functions/creditCardPayment', {
      url,
      secretKey: SECRET,
      algorithm: 'sha512',
    })
    const declined = await storefront.control('POST', '/orders', { count: 1, token: 'tok_decline_stolen' })
    assert.deepEqual([declined.status, declined.body.errorCode], [400, '28204'])
    // The first answer is lost on the way: the shop asks again, and pays once.
    await shop.gateway.behave({ lose: 1 })
    const { id } = await storefront.ok('POST', '/orders', { count: 1 })
    assert.equal((await shop.gateway.transactions(`.${id}-`)).length, 1)
    const { orderId } = await eventually(async (): Promise<Seen> => {
      const { body } = await shop.flow.server.request('GET', `/api/v1/channels/shop/messages?key=${id}`)
      return body.rows.find((row: Seen) => row.outcome !== 'waiting')
    }, `${id} did not come`)
    const { body } = await shop.flow.server.request('GET', `/api/v1/orders/${orderId}/payments`)
    assert.deepEqual(
      body.rows.map((one: Seen) => [one.state, one.externalId, one.attempts]),
      [['approved', id, 2]],
    )
    const { items } = await storefront.ok('GET', '/orders')
    assert.deepEqual(
      items.map((one: Seen) => one.id),
      [id],
    )
  } finally {
    await storefront.stop()
  }
})

test('C-31 a gateway knows a payment by a key of this life of the installation, which stays the same whoever asks again; one that was begun before has the key of before', async () => {
  const [{ epoch }] = (await shop.flow.server.database.sql('select epoch from platform.installation')) as [
    Seen,
  ]
  const one = asked('0100')
  await shop.pay(one)
  const [first] = await shop.gateway.transactions(one['transactionId'] as string)
  assert.ok(first!.key.startsWith(`${epoch}.chn_`), first!.key)
  const voided = asked('0110', { orderId: one.orderId, paymentId: one['paymentId'] })
  await shop.pay(voided)
  // The gateway found what is voided by its key.
  assert.deepEqual(
    (await shop.payments(one.orderId)).map(({ kind, state }) => `${kind} ${state}`),
    ['authorization released', 'void approved'],
  )

  // Another life: what is in doubt from the one before is asked for by the key that it had, and what is new by a new one.
  const doubtful = asked('0100')
  await shop.gateway.behave({ ...CALM, lose: 1 })
  assert.equal((await shop.send(doubtful)).status, 503)
  const old = asked('0100')
  await shop.gateway.behave(CALM)
  await shop.pay(old)
  await shop.flow.server.database.sql(
    `update channels.payment set gateway_key = 'earlier.' || gateway_key where key = any($1)`,
    [[doubtful['transactionId'], old['transactionId']]],
  )
  await shop.pay(doubtful)
  const keys = (await shop.gateway.transactions(doubtful['transactionId'] as string)).map(({ key }) => key)
  assert.ok(
    keys.some((key) => key.startsWith(`earlier.${epoch}.`)),
    keys.join(),
  )
})

test('C-31 an id of a shop that no header can hold is declined with its place, and nothing is kept or asked', async () => {
  const before = (await shop.gateway.transactions('')).length
  for (const orderId of ['o-übung', 'o 17', 'o\n17']) {
    const one = asked('0100', { orderId, paymentId: 'pg1' })
    const answer = await shop.pay(one)
    assert.match(JSON.stringify(answer), /visible ASCII/, orderId)
    assert.deepEqual(await shop.payments(orderId).catch(() => []), [])
  }
  assert.equal((await shop.gateway.transactions('')).length, before)
})
