import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { GATEWAY_TOKEN, PaymentsProcess } from '../support/payments-process.ts'
import { channelInput, OTHER_SECRET, SECRET, signed, submittedOrder } from '../support/shop.ts'
import { ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

// Cards of a shop, authorized by a payment gateway that is a process of its own.
let gateway: PaymentsProcess
let flow: Flow
let paths: Record<string, string>
let webhooks: string
const gateways = { card: 'cards', physicalGiftCard: 'cards', lost: 'nowhere' }
before(async () => {
  gateway = await PaymentsProcess.start()
  const limits = {
    DOCKET_PAYMENTS_CARDS_URL: gateway.url,
    DOCKET_PAYMENTS_CARDS_TOKEN: GATEWAY_TOKEN,
    DOCKET_PAYMENT_TIMEOUT_MS: '1000',
  }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  await flow.put('/items', { sku: 'PAY-1', name: 'Not there', itemClass: 'kitchen', taxCode: 'standard' })
  ;({ functions: paths, webhooks } = await flow.put('/channels/shop', channelInput({ gateways })))
})
after(async () => {
  await flow.close()
  await gateway.stop()
})
const calm = {
  delayMs: 0,
  fail: 0,
  status: 503,
  lose: 0,
  drop: 0,
  duplicate: 0,
  declineAbove: 0,
  partial: 0,
  empty: 0,
  refuseVoids: 0,
}
beforeEach(() => gateway.behave(calm))

let made = 0
/** A question of a shop about a payment of an order. */
function asked(
  type: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> & { orderId: string } {
  const orderId = (more['orderId'] as string | undefined) ?? `o-pay-${(made += 1)}`
  const paymentId = (more['paymentId'] as string | undefined) ?? `pg-${orderId}`
  return {
    transactionType: type,
    paymentId,
    transactionId: `${orderId}-${paymentId}-${1_458_555_741_310 + (made += 1)}`,
    transactionTimestamp: '2026-03-21T10:22:21+0000',
    paymentMethod: 'card',
    gatewayId: 'docket',
    amount: '000000012575',
    currencyCode: 'GBP',
    cardDetails: { token: 'tok_secret_1', cvv: '123', maskedCardNumber: 'xxxxxxxxxxxx1111' },
    ...more,
    orderId,
  }
}

async function send(body: object, name = 'card-payment', secret = SECRET) {
  const bytes = JSON.stringify(body)
  const response = await fetch(flow.server.url + paths[name]!, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed(bytes, secret) },
    body: bytes,
  })
  return { status: response.status, body: (await response.json()) as Seen }
}

async function pay(body: object, name?: string): Promise<Seen> {
  const answer = await send(body, name)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

const payments = async (orderKey: string): Promise<Seen[]> => {
  const { body } = await flow.server.request('GET', '/api/v1/payments?limit=200')
  return body.rows.filter((one: Seen) => one.externalId === orderKey).reverse()
}

/** Lets what a job looks at be due now. */
const hurry = (key: unknown) =>
  flow.server.database.sql(
    `update channels.payment_work set due_at = '2020-01-01', lease_until = null where key = $1 and due_at is not null`,
    [key],
  )

async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = performance.now() + 20_000
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    assert.ok(performance.now() < end, what)
    await sleep(50)
  }
}

/** A payment of an order, once it is in one of these states. */
const settledAs = (orderKey: string, index: number, ...states: string[]): Promise<Seen> =>
  eventually(
    async () => (await payments(orderKey)).find((one, at) => at === index && states.includes(one.state)),
    `payment ${index} of ${orderKey} does not become ${states.join(', ')}`,
  )

test('C-31 a card is authorized for exactly its amount, then refunded or voided, and what was asked is found again in the answer', async () => {
  const one = asked('0100')
  assert.equal((await send(one, 'card-payment', OTHER_SECRET)).status, 401)
  const yes = await pay(one)
  const { cardDetails: _card, ...echo } = one
  const { hostTransactionTimestamp, authorizationResponse, ...rest } = yes
  assert.deepEqual(rest, echo)
  assert.ok(!Number.isNaN(Date.parse(hostTransactionTimestamp)))
  assert.equal(authorizationResponse.responseCode, '1000')
  assert.equal(authorizationResponse.merchantTransactionId, one['transactionId'])
  assert.match(authorizationResponse.hostTransactionId, /^gw-/)

  const of = { orderId: one.orderId }
  assert.equal((await pay(asked('0400', { ...of, amount: '12576' }))).errors[0].errorCode, 'amount_differs')
  assert.equal((await pay(asked('0400', { ...of, amount: '575' }))).creditResponse.responseCode, '3000')
  const much = await pay(asked('0400', { ...of, amount: '12575' }))
  assert.deepEqual(
    [much.creditResponse.responseCode, much.creditResponse.responseReason],
    ['7000', 'too_much'],
  )
  const other = await pay(asked('0100'))
  const voided = await pay(asked('0110', { orderId: other.orderId }))
  assert.equal(voided.voidResponse.responseCode, '2000')
  assert.deepEqual(
    (await payments(other.orderId)).map(({ kind, state }) => `${kind} ${state}`),
    ['authorization released', 'void approved'],
  )
  const gift = { paymentMethod: 'physicalGiftCard', cardDetails: { giftCardNumber: '6006490000000000' } }
  const balance = await pay(asked('0600', { ...gift, amount: '0' }), 'generic-payment')
  assert.deepEqual(
    [balance.inquireBalanceResponse.responseCode, balance.inquireBalanceResponse.amount],
    ['5000', '000000010000'],
  )
  assert.equal((await pay(asked('0600'), 'card-payment')).errors[0].errorCode, 'unknown_type')
})

test('C-31 a decline, no gateway and a question that is none are the no of the shop, with every reason', async () => {
  const declined = await pay(asked('0100', { cardDetails: { token: 'tok_decline_stolen' } }))
  assert.deepEqual(
    [declined.authorizationResponse.responseCode, declined.authorizationResponse.responseReason],
    ['9000', 'stolen'],
  )
  await gateway.behave({ declineAbove: 5000 })
  assert.equal((await pay(asked('0100'))).authorizationResponse.responseReason, 'limit')
  for (const paymentMethod of ['loyaltyPoints', 'lost']) {
    const none = await pay(asked('0100', { paymentMethod }), 'generic-payment')
    assert.deepEqual(
      [none.authorizationResponse.responseCode, none.errors[0].errorCode],
      ['9000', 'no_gateway'],
    )
  }
  const unknown = await pay(asked('0110'))
  assert.deepEqual(
    [unknown.voidResponse.responseCode, unknown.errors[0].errorCode],
    ['8000', 'not_authorized'],
  )
  const wrong = await pay({
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
    assert.equal((await pay(nonsense)).authorizationResponse.responseCode, '9000')
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
  const asking = await gateway.transactions('')
  for (const [path, more] of wrong) {
    const no = await pay(asked('0100', more))
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
  assert.equal((await pay(asMilliseconds)).errors[0].path, '/transactionId')
  assert.equal((await gateway.transactions('')).length, asking.length)
  // What only looks like one: a time, a token of hexadecimal digits, and the number of a gift card.
  const likely = [
    { token: 'a-1458555741310-b', cardDetails: {} },
    { cardDetails: { token: '0f41e4c1-4111-4111-8111-111111111111' } },
    { cardDetails: { token: 'tok_4111111111111112' } },
  ]
  for (const more of likely)
    assert.equal((await pay(asked('0100', more))).authorizationResponse.responseCode, '1000')
  const kept = await flow.server.database.sql<{ row: string }>(
    `select p::text as row from channels.payment p union all select a::text from channels.payment_answer a
     union all select k::text from channels.payment_work k`,
  )
  assert.ok(kept.length > 0)
  assert.ok(!kept.some(({ row }) => /tok_|4111|6006490|"123"/.test(row)))
})

test('C-31 the same transaction twenty times at once is one at the gateway, and all hear one answer', async () => {
  await gateway.behave({ delayMs: 300 })
  const one = asked('0100')
  const answers = await Promise.all(Array.from({ length: 20 }, () => pay(one)))
  answers.push(await pay(one))
  assert.equal(new Set(answers.map((each) => JSON.stringify(each))).size, 1)
  const came = await gateway.transactions(one['transactionId'] as string)
  assert.deepEqual(
    came.map((each) => each.came),
    [1],
  )
  // Another transaction under its id is none.
  const other = await pay({ ...one, amount: '1' })
  assert.equal(other.errors[0].errorCode, 'transaction_reused')
  assert.equal((await gateway.transactions(one['transactionId'] as string))[0]!.came, 1)
})

test('C-31 an answer that was lost is found again by the transaction; one that nobody asks for again ends by itself', async () => {
  await gateway.behave({ lose: 1 })
  const one = asked('0100')
  assert.equal((await send(one)).status, 503)
  assert.equal((await payments(one.orderId))[0].state, 'unknown')
  assert.equal((await pay(one)).authorizationResponse.responseCode, '1000')
  assert.equal((await gateway.transactions(one['transactionId'] as string)).length, 1)
  assert.equal((await payments(one.orderId))[0].state, 'approved')

  // Done, and never heard of: it is found, waits a while for the shop, and is given back.
  await gateway.behave({ lose: 1 })
  const lost = asked('0100')
  assert.equal((await send(lost)).status, 503)
  const troubled = await flow.server.request('GET', '/api/v1/payments?only=troubled')
  assert.ok(troubled.body.rows.some((row: Seen) => row.transactionId === lost['transactionId']))
  await hurry(lost['transactionId'])
  await settledAs(lost.orderId, 0, 'approved')
  await hurry(lost['transactionId'])
  await settledAs(lost.orderId, 1, 'approved')
  assert.equal((await pay(lost)).authorizationResponse.responseCode, '9000')

  // Never done: it is closed, and cannot be done any more.
  await gateway.behave({ drop: 1 })
  const dropped = asked('0100')
  assert.equal((await send(dropped)).status, 503)
  await hurry(dropped['transactionId'])
  await settledAs(dropped.orderId, 0, 'closed')
  assert.equal((await pay(dropped)).authorizationResponse.responseCode, '9000')
  assert.deepEqual(await gateway.transactions(dropped['transactionId'] as string), [])
})

test('C-31 a refusal to do it again ends no doubt: only what became of the transaction does', async () => {
  for (const status of [429, 401]) {
    await gateway.behave({ lose: 1 })
    const one = asked('0100')
    assert.equal((await send(one)).status, 503)
    await gateway.behave({ fail: 1, status })
    assert.equal((await send(one)).status, 503)
    const [open] = await payments(one.orderId)
    assert.equal(open.state, 'unknown')
    assert.ok(open.dueAt !== null)
    assert.equal((await pay(one)).authorizationResponse.responseCode, '1000')
    // The same of a refund: a shop that hears no sends another one.
    await gateway.behave({ lose: 1 })
    const refund = asked('0400', { orderId: one.orderId, amount: '575' })
    assert.equal((await send(refund)).status, 503)
    await gateway.behave({ fail: 1, status })
    assert.equal((await send(refund)).status, 503)
    assert.equal((await pay(refund)).creditResponse.responseCode, '3000')
    assert.equal((await gateway.transactions(refund['transactionId'] as string)).length, 1)
  }
  // Nobody asks again: a job finds it, and gives it back.
  await gateway.behave({ lose: 1 })
  const left = asked('0100')
  assert.equal((await send(left)).status, 503)
  await gateway.behave({ fail: 1, status: 429 })
  assert.equal((await send(left)).status, 503)
  await hurry(left['transactionId'])
  await settledAs(left.orderId, 0, 'approved')
  await hurry(left['transactionId'])
  await settledAs(left.orderId, 1, 'approved')
  // A refusal of the first call is definite: nothing was done.
  await gateway.behave({ fail: 1, status: 429 })
  assert.equal((await pay(asked('0100'))).authorizationResponse.responseCode, '9000')
})

test('C-31 a void has no amount of its own, and a refund of less is done with what it gave', async () => {
  await gateway.behave({ empty: 1 })
  const one = await pay(asked('0100'))
  const voided = await pay(asked('0110', { orderId: one.orderId }))
  assert.equal(voided.voidResponse.responseCode, '2000')
  const stands = (await payments(one.orderId)).map(({ kind, state, dueAt }) => [kind, state, dueAt])
  assert.deepEqual(stands, [
    ['authorization', 'released', null],
    ['void', 'approved', null],
  ])

  const other = await pay(asked('0100'))
  await gateway.behave({ partial: 1 })
  const refund = await pay(asked('0400', { orderId: other.orderId, amount: '1000' }))
  const { responseCode, responseReason, responseDescription, amount } = refund.creditResponse
  assert.deepEqual([responseCode, responseReason, amount], ['3000', 'partial', '000000000500'])
  assert.match(responseDescription, /5\.00 GBP of 10\.00 GBP/)
  const kept = await payments(other.orderId)
  assert.deepEqual(
    kept.map(({ kind, state, dueAt }) => [kind, state, dueAt === null]),
    [
      ['authorization', 'approved', false],
      ['refund', 'approved', true],
    ],
  )
  assert.deepEqual(kept[1]!.answer.amount, { amount: '5.00', currency: 'GBP' })
  const troubled = await flow.server.request('GET', '/api/v1/payments?only=troubled&limit=200')
  assert.ok(troubled.body.rows.some((row: Seen) => row.transactionId === kept[1]!.transactionId))
  // Docket's own void, answered without an amount, is the last of it, too.
  await gateway.behave({ partial: 1, empty: 1 })
  const less = asked('0100')
  await pay(less)
  await settledAs(less.orderId, 1, 'approved')
  await sleep(2500)
  assert.equal((await payments(less.orderId)).length, 2)
  const left = await flow.server.request('GET', '/api/v1/payments?only=troubled&limit=200')
  assert.ok(!left.body.rows.some((row: Seen) => row.transactionId === less['transactionId']))
})

test('C-31 a declined void leaves its authorization standing, and is seen', async () => {
  // Refunded in part: the gateway voids it no more.
  const one = asked('0100')
  await pay(one)
  await pay(asked('0400', { orderId: one.orderId, amount: '575' }))
  await hurry(one['transactionId'])
  const given = await settledAs(one.orderId, 2, 'declined')
  assert.match(given.problem, /it was not voided: it was refunded/)
  const [authorization] = await payments(one.orderId)
  assert.deepEqual([authorization.state, authorization.dueAt], ['approved', null])
  const troubled = await flow.server.request('GET', '/api/v1/payments?only=troubled&limit=200')
  assert.ok(troubled.body.rows.some((row: Seen) => row.transactionId === given.transactionId))
  // One of less than was asked for stays what it was.
  await gateway.behave({ partial: 1, refuseVoids: 1 })
  const less = asked('0100')
  await pay(less)
  await settledAs(less.orderId, 1, 'declined')
  assert.equal((await payments(less.orderId))[0].state, 'partial')
  assert.equal((await pay(less)).authorizationResponse.responseCode, '9000')
})

test('C-31 what is authorized in part is declined and given back, whatever the gateway does in between', async () => {
  await gateway.behave({ partial: 1 })
  const one = asked('0100')
  const no = await pay(one)
  const { responseCode, responseReason, responseDescription } = no.authorizationResponse
  assert.deepEqual([responseCode, responseReason], ['9000', 'partial'])
  assert.match(responseDescription, /62\.87 GBP of 125\.75 GBP was authorized, and is given back/)
  await gateway.behave({ fail: 2 })
  const given = await settledAs(one.orderId, 1, 'approved')
  assert.deepEqual(
    [given.kind, given.actor, given.reason],
    ['void', 'docket', 'it was not of the whole amount'],
  )
  assert.equal((await payments(one.orderId))[0].state, 'released')
  const later = (await pay(one)).authorizationResponse
  assert.deepEqual([later.responseCode, later.responseReason], ['9000', 'released'])
  assert.match(later.responseDescription, /62\.87 GBP of 125\.75 GBP was authorized, and is given back/)
})

test('C-31 C4-6 an authorization whose order did not come, or was cancelled, is voided once; one whose order is here stays', async () => {
  const keyOf = (id: string) => ({ orderId: id, paymentId: `pg-${id}`, amount: '2500' })
  const ids = ['o-here-1', 'o-cancelled-1', ...Array.from({ length: 30 }, (_one, index) => `o-gone-${index}`)]
  const all = ids.map((id) => asked('0100', keyOf(id)))
  await Promise.all(all.map((one) => pay(one)))
  for (const id of ids.slice(0, 2)) {
    const bytes = JSON.stringify(submittedOrder(id, [{ sku: 'PAY-1', amount: 20 }]))
    const response = await fetch(flow.server.url + webhooks, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed(bytes) },
      body: bytes,
    })
    assert.equal(response.status, 202)
  }
  const orderIdOf = (key: string): Promise<string> =>
    eventually(async () => {
      const { body } = await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${key}`)
      return body.rows[0]?.orderId ?? undefined
    }, `${key} did not come`)
  const here = await orderIdOf(ids[0]!)
  const cancelled = await orderIdOf(ids[1]!)
  for (const one of all.filter((each) => each.orderId !== ids[1])) await hurry(one['transactionId'])
  for (const id of ids.slice(2)) {
    const given = await settledAs(id, 1, 'approved')
    assert.deepEqual([given.kind, given.reason], ['void', 'its order did not come'])
  }
  const stays = await flow.server.request('GET', `/api/v1/orders/${here}/payments`)
  assert.deepEqual(
    stays.body.rows.map((one: Seen) => [one.kind, one.state, one.orderId, one.amount.amount, one.dueAt]),
    [['authorization', 'approved', here, '25.00', null]],
  )
  // The channel names no gateway any more: what it has authorized is not forgotten.
  await flow.put('/channels/shop', channelInput({}))
  await flow.ok(`/orders/${cancelled}/cancel`, { reason: 'not wanted' })
  const given = await settledAs(ids[1]!, 1, 'approved')
  await flow.put('/channels/shop', channelInput({ gateways }))
  assert.equal(given.reason, 'its order is cancelled')
  assert.equal(
    (await gateway.transactions('/void')).filter((one) => one.key.includes('o-cancelled-1')).length,
    1,
  )
  await flow.lawful()
})

test('C-31 of an order that is here the card is held once: what the shop never heard of, or paid anew, is voided', async () => {
  const orderId = 'o-twice-1'
  const of = { orderId, paymentId: 'pg-twice', amount: '2500' }
  await gateway.behave({ lose: 1 })
  const lost = asked('0100', of)
  assert.equal((await send(lost)).status, 503)
  const first = asked('0100', of)
  const second = asked('0100', of)
  for (const one of [first, second]) assert.equal((await pay(one)).authorizationResponse.responseCode, '1000')
  const bytes = JSON.stringify(submittedOrder(orderId, [{ sku: 'PAY-1', amount: 20 }]))
  const headers = { 'content-type': 'application/json', ...signed(bytes) }
  const response = await fetch(flow.server.url + webhooks, { method: 'POST', headers, body: bytes })
  assert.equal(response.status, 202)
  await eventually(async () => {
    const { body } = await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${orderId}`)
    return body.rows[0]?.orderId ?? undefined
  }, 'the order did not come')
  const all = [lost, first, second].map((one) => one['transactionId'] as string)
  const states = async () => {
    const rows = await payments(orderId)
    return all.map((id) => rows.find((row) => row.transactionId === id)!.state)
  }
  await hurry(all[0])
  await eventually(async () => ((await states())[0] === 'approved' ? true : undefined), 'it was not found')
  for (const id of all) await hurry(id)
  await eventually(
    async () =>
      (await payments(orderId)).filter((one) => one.kind === 'void' && one.state === 'approved').length === 2
        ? true
        : undefined,
    'two are not voided',
  )
  assert.deepEqual(await states(), ['released', 'released', 'approved'])
  const rows = await payments(orderId)
  assert.deepEqual(
    all.map((id) => rows.find((row) => row.transactionId === `${id}/void`)?.reason),
    ['the shop never heard of it', 'a later one took its place', undefined],
  )
})

test('C-31 C-11 a shop has its cards authorized at the end of its checkout; after a decline nothing is submitted', async () => {
  const shop = await ShopProcess.start()
  try {
    await shop.api('PUT', '/webhooks/orderSubmit', {
      urls: [flow.server.url + webhooks],
      secretKey: SECRET,
      algorithm: 'sha512',
    })
    const url = flow.server.url + paths['card-payment']!
    await shop.ok('PUT', '/functions/creditCardPayment', { url, secretKey: SECRET, algorithm: 'sha512' })
    const declined = await shop.control('POST', '/orders', { count: 1, token: 'tok_decline_stolen' })
    assert.deepEqual([declined.status, declined.body.errorCode], [400, '28204'])
    // The first answer is lost on the way: the shop asks again, and pays once.
    await gateway.behave({ lose: 1 })
    const { id } = await shop.ok('POST', '/orders', { count: 1 })
    assert.equal((await gateway.transactions(`.${id}-`)).length, 1)
    const { orderId } = await eventually(async (): Promise<Seen> => {
      const { body } = await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${id}`)
      return body.rows.find((row: Seen) => row.outcome !== 'waiting')
    }, `${id} did not come`)
    const { body } = await flow.server.request('GET', `/api/v1/orders/${orderId}/payments`)
    assert.deepEqual(
      body.rows.map((one: Seen) => [one.state, one.externalId, one.attempts]),
      [['approved', id, 2]],
    )
    const { items } = await shop.ok('GET', '/orders')
    assert.deepEqual(
      items.map((one: Seen) => one.id),
      [id],
    )
  } finally {
    await shop.stop()
  }
})

test('C-31 a gateway knows a payment by a key of this life of the installation, which stays the same whoever asks again; one that was begun before has the key of before', async () => {
  const [{ epoch }] = (await flow.server.database.sql('select epoch from platform.installation')) as [Seen]
  const one = asked('0100')
  await pay(one)
  const [first] = await gateway.transactions(one['transactionId'] as string)
  assert.ok(first!.key.startsWith(`${epoch}.chn_`), first!.key)
  const voided = asked('0110', { orderId: one.orderId, paymentId: one['paymentId'] })
  await pay(voided)
  // The gateway found what is voided by its key.
  assert.deepEqual(
    (await payments(one.orderId)).map(({ kind, state }) => `${kind} ${state}`),
    ['authorization released', 'void approved'],
  )

  // Another life: what is in doubt from the one before is asked for by the key that it had, and what is new by a new one.
  const doubtful = asked('0100')
  await gateway.behave({ ...calm, lose: 1 })
  assert.equal((await send(doubtful)).status, 503)
  const old = asked('0100')
  await gateway.behave(calm)
  await pay(old)
  await flow.server.database.sql(
    `update channels.payment set gateway_key = 'earlier.' || gateway_key where key = any($1)`,
    [[doubtful['transactionId'], old['transactionId']]],
  )
  await pay(doubtful)
  const keys = (await gateway.transactions(doubtful['transactionId'] as string)).map(({ key }) => key)
  assert.ok(
    keys.some((key) => key.startsWith(`earlier.${epoch}.`)),
    keys.join(),
  )
})

test('C-31 an id of a shop that no header can hold is declined with its place, and nothing is kept or asked', async () => {
  const before = (await gateway.transactions('')).length
  for (const orderId of ['o-übung', 'o 17', 'o\n17']) {
    const one = asked('0100', { orderId, paymentId: 'pg1' })
    const answer = await pay(one)
    assert.match(JSON.stringify(answer), /visible ASCII/, orderId)
    assert.deepEqual(await payments(orderId).catch(() => []), [])
  }
  assert.equal((await gateway.transactions('')).length, before)
})
