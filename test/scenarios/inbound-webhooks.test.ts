import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { AdminOfShop } from '../support/admin-of-shop.ts'
import { Flow, type Seen } from '../support/flow.ts'
import {
  channelInput,
  HOME,
  OTHER_SECRET,
  SECRET,
  shippingGroup,
  signed,
  submittedOrder,
} from '../support/shop.ts'
import { startTestServer, type TestAnswer } from '../support/server.ts'

// A shop that sends signed webhooks to the sample company, through real HTTP.
let flow: Flow
let address: string
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, limits: { DOCKET_PRIVATE_WEBHOOKS: 'yes' } }))
  address = (await flow.put('/channels/shop', channelInput())).webhooks
})
after(() => flow.close())

const sql = <R>(text: string, values?: unknown[]) => flow.server.database.sql<R>(text, values)

/** Sends bytes as the shop does: without a credential, signed. */
async function send(
  body: unknown,
  {
    secret = SECRET,
    to = address,
    headers = {},
  }: { secret?: string; to?: string; headers?: Record<string, string> } = {},
) {
  const bytes = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(flow.server.url + to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed(bytes, secret), ...headers },
    body: bytes,
  })
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text) as Seen, text }
}

async function taken(body: unknown, options?: Parameters<typeof send>[1]): Promise<Seen> {
  let answer = await send(body, options)
  // A shop that is told to come later does: on a busy machine many are more than can wait.
  for (; answer.status === 429; answer = await send(body, options)) await sleep(200)
  assert.equal(answer.status, 202, answer.text)
  return answer.body
}

/** The message as the log has it, as soon as it was worked off. */
async function settled(
  id: string,
  is: (message: Seen) => boolean = (one) => one.outcome !== 'waiting',
  channel = 'shop',
): Promise<Seen> {
  const end = performance.now() + 8000
  for (;;) {
    const { body } = await flow.server.request('GET', `/api/v1/channels/${channel}/messages?limit=500`)
    const message = body.rows.find((one: Seen) => one.id === id)
    if (message && is(message)) return message
    assert.ok(performance.now() < end, `waited too long: ${JSON.stringify(message)}`)
    await sleep(40)
  }
}

const worked = async (body: unknown): Promise<Seen> => settled((await taken(body)).message)
const codes = (message: Seen): string[] => message.problems.map(({ path, code }: Seen) => `${path} ${code}`)
const replay = (id: string): Promise<TestAnswer> =>
  flow.server.request('POST', `/api/v1/channels/shop/messages/${id}/replay`)
const ordersOf = async (externalId: string) =>
  (await sql<{ count: bigint }>('select count(*) from orders.list where external_id = $1', [externalId]))[0]!
    .count

test('C-06 C-07 a channel shows no secret, two hold while they are changed, and one that was taken away holds no more', async () => {
  const shown = JSON.stringify([
    (await flow.server.request('GET', '/api/v1/channels/shop')).body,
    (await flow.server.request('GET', '/api/v1/channels')).body,
    await flow.put('/channels/shop', channelInput()),
  ])
  assert.doesNotMatch(shown, /a-secret/)
  assert.match(shown, /"signingSecrets":1/)
  const [row] = await sql<{ text: string }>(
    "select row_to_json(c)::text as text from channels.channel c where code = 'shop'",
  )
  assert.doesNotMatch(row!.text, /a-secret/)

  const body = (n: number) => submittedOrder(`o-rotate-${n}`)
  assert.equal((await send(body(1), { secret: OTHER_SECRET })).status, 401)
  await flow.put('/channels/shop', channelInput({}, { signingSecrets: [OTHER_SECRET, SECRET] }))
  assert.equal((await send(body(2), { secret: OTHER_SECRET })).status, 202)
  assert.equal((await send(body(3), { secret: SECRET })).status, 202)
  await flow.put('/channels/shop', channelInput({}, { signingSecrets: [OTHER_SECRET] }))
  assert.equal((await send(body(4), { secret: SECRET })).status, 401)
  const { signingSecrets: _secrets, ...unsaid } = channelInput()
  await flow.put('/channels/shop', unsaid)
  assert.equal((await send(body(5), { secret: OTHER_SECRET })).status, 202)
  await flow.put('/channels/shop', channelInput())
})

test('C-06 what is not genuine is refused, counted and not kept, whatever of it is wrong; an unknown channel answers the same', async () => {
  const body = submittedOrder('o-forged')
  const text = JSON.stringify(body)
  const [{ count: before }] = (await sql<{ count: bigint }>('select count(*) from channels.intake')) as [
    { count: bigint },
  ]
  const answers = [
    await send(body, { headers: { 'X-Oracle-CC-WebHook-Signature': '' } }),
    await send(body, { headers: { 'X-Oracle-CC-WebHook-Signature': 'not base64 !' } }),
    await send(`${text} `, { headers: signed(text) }),
    await send(JSON.stringify(body, null, 2), { headers: signed(text) }),
    await send(body, { headers: signed(text, SECRET, 'sha256') }),
    await send(body, { to: '/channels/chn_0000000000000/webhooks' }),
    await send(body, { to: '/channels/shop/webhooks' }),
  ]
  const told = answers.map(({ status, body: { instance: _instance, ...rest } }) =>
    JSON.stringify([status, rest]),
  )
  assert.equal(new Set(told).size, 1, told.join('\n'))
  assert.equal(answers[0]!.status, 401)
  const [{ count }] = (await sql<{ count: bigint }>('select count(*) from channels.intake')) as [
    { count: bigint },
  ]
  assert.equal(count, before)
  const metrics = await flow.server.request('GET', '/metrics')
  const refused = /docket_channel_messages_refused_total (\d+)/.exec(metrics.bytes.toString())
  assert.ok(Number(refused?.[1]) >= 7)
})

test('C-14 five deliveries and a manual resend are one order; the bytes are there as they came, and the log counts', async () => {
  const text = JSON.stringify(submittedOrder('o-five', [{ amount: 20, tax: 4 }]), null, 1)
  const first = await taken(text)
  const message = await settled(first.message)
  assert.deepEqual([message.outcome, message.event, message.key], ['accepted', 'order_submitted', 'o-five'])
  assert.equal(message.changedAt, '2026-01-01T12:00:05.000Z')
  // Whatever they say of themselves: bytes that were signed are not lost.
  for (const charset of ['', '; charset=utf-8', '; charset=iso-8859-1', '; charset=klingon']) {
    const headers = { 'content-type': `application/json${charset}` }
    assert.deepEqual(await taken(text, { headers }), { ...first, again: true })
  }
  assert.equal((await settled(first.message)).came, 5)
  const bytes = await flow.server.request('GET', `/api/v1/intake/${first.message}`)
  assert.equal(bytes.bytes.toString(), text)

  // A resend that was serialized anew has other bytes, and is the same order in the same version.
  const resend = await settled((await taken(JSON.parse(text))).message)
  assert.deepEqual([resend.outcome, resend.orderId, codes(resend)], ['duplicate', message.orderId, []])
  assert.equal(await ordersOf('o-five'), 1n)
  assert.equal((await replay(first.message)).status, 422)
})

test('C-14 a newer version of an order is kept and seen, an older one that comes late changes nothing', async () => {
  const at = (ms: number, amount: number) =>
    submittedOrder('o-versions', [{ amount }], { order: { lastModifiedTime: ms } })
  const made = await worked(at(1767268900000, 20))
  const newer = await worked(at(1767269000000, 30))
  const older = await worked(at(1767268800000, 10))
  assert.deepEqual([newer.outcome, codes(newer)], ['kept', ['/order/lastModifiedTime not_supported_yet']])
  assert.deepEqual([older.outcome, codes(older)], ['kept', ['/order/lastModifiedTime older_version']])
  assert.deepEqual([newer.orderId, older.orderId], [made.orderId, made.orderId])
  assert.equal((await flow.read(made.orderId)).total.amount, '25.00')
})

test('C-08 C-09 an order with payment details and one without become the same order; states are names or numbers', async () => {
  const details = submittedOrder('o-details', [{ amount: 20 }], {
    payment: { token: 'tok', creditCardNumber: '1111', expirationMonth: '12', billingAddress: HOME },
  })
  const bare = submittedOrder('o-bare', [{ amount: 20 }], {
    payment: { authorizationStatus: undefined, billingAddress: HOME },
    order: { state: 1, lastModifiedTime: '1767268805000', creationTime: '2026-01-01T12:00:00Z' },
  })
  const [one, other] = [await worked(details), await worked(bare)]
  assert.deepEqual([one.outcome, other.outcome], ['accepted', 'accepted'], JSON.stringify([one, other]))
  const [with_, without] = [await flow.read(one.orderId), await flow.read(other.orderId)]
  assert.deepEqual([with_.total, with_.placedAt], [without.total, without.placedAt])
  assert.deepEqual(with_.custom.paymentMethods, ['card'])
  assert.doesNotMatch(JSON.stringify(with_), /tok|1111/)

  const card = submittedOrder('o-card', [{ amount: 20 }], {
    payment: { creditCardNumber: '4111 1111 1111 1111' },
  })
  const answer = await send(card)
  assert.deepEqual([answer.status, answer.body.code], [422, 'forbidden_content'])
  const [row] = await sql<{ count: bigint }>(
    "select count(*) from channels.intake where external_id = 'o-card'",
  )
  assert.equal(row!.count, 0n)

  const refused = submittedOrder('o-refused', [{ amount: 20 }], {
    payment: { amountAuthorized: 5, authorizationStatus: [{ transactionSuccess: false }] },
  })
  assert.deepEqual(codes(await worked(refused)), [
    '/order/paymentGroups/0/amountAuthorized not_authorized',
    '/order/paymentGroups/0/authorizationStatus/0/transactionSuccess not_authorized',
  ])
})

test("the shop's prices, discounts, freight and tax come to its total, and what a merchant added is kept", async () => {
  const body = submittedOrder(
    'o-priced',
    [
      { amount: 27, quantity: 3, listPrice: 10, tax: 5.4, more: { engraving: 'Z. Q.' } },
      {
        amount: 10.01,
        quantity: 1,
        listPrice: 10.01,
        tax: 2,
        more: {
          childItems: [
            { id: 'cc1', catalogRefId: 'KIT-101', quantity: 2, priceInfo: { amount: 6, listPrice: 3 } },
          ],
        },
      },
    ],
    { off: 4.01, shipping: 5, tax: 8.6, order: { giftNote: 'for you', loyalty: { points: 3 } } },
  )
  const { priceInfo } = body.order
  priceInfo.amount += 6
  priceInfo.total += 6
  Object.assign(priceInfo, { discountAmount: 4.01 })
  Object.assign(body.order.paymentGroups[0]!, { amount: priceInfo.total, amountAuthorized: priceInfo.total })
  const message = await worked(body)
  assert.equal(message.outcome, 'accepted', JSON.stringify(message.problems))
  const order = await flow.read(message.orderId)
  assert.equal(order.total.amount, priceInfo.total.toFixed(2))
  assert.equal(order.tax.amount, '8.60')
  assert.equal(order.freight.amount, '5.00')
  assert.deepEqual([order.custom.giftNote, order.custom.loyalty], ['for you', { points: 3 }])
  assert.equal(order.lines[0].custom.engraving, 'Z. Q.')
  assert.deepEqual(
    order.lines.map((line: Seen) => [line.quantity, line.custom.commerce.partOf ?? null]),
    [
      ['3', null],
      ['1', null],
      ['2', body.order.commerceItems[1]!.id],
    ],
  )
  const steps = order.lines[0].waterfall.map((step: Seen) => step.step)
  assert.ok(steps.includes('discount') && steps.includes('order_discount'), steps.join())
})

test('what does not add up, or has no word of ours, leaves a draft with the place of each, and a mended mapping replays it', async () => {
  const body = submittedOrder('o-unmapped', [{ amount: 20, sku: 'SHOP-SKU' }], {
    price: { total: 26 },
  })
  body.order.shippingGroups = [
    shippingGroup('sg1', [[body.order.commerceItems[0]!.id, 1]], {
      shippingMethod: 'pigeon',
      priceInfo: { amount: 5 },
    }),
  ]
  const first = await worked(body)
  assert.equal(first.outcome, 'draft')
  assert.deepEqual(codes(first).toSorted(), [
    '/lines/0/sku unknown_item',
    '/order/paymentGroups payment_differs',
    '/order/priceInfo/total totals_differ',
    '/order/shippingGroups/0/shippingMethod unmapped',
  ])
  const draft = await flow.read(first.orderId)
  assert.deepEqual([draft.state, draft.problems.length], ['draft', 4])

  // The shop's mistake stays, the mapping is mended: the same draft, with one problem less.
  const mended = { shippingMethods: { pigeon: 'slow', ground: 'standard' }, skus: { 'SHOP-SKU': 'KIT-101' } }
  await flow.put('/channels/shop', channelInput(mended))
  assert.equal((await replay(first.id)).status, 202)
  const again = await settled(first.id, (one) => one.outcome === 'draft' && one.attempts > first.attempts + 1)
  assert.deepEqual(codes(again).toSorted(), [
    '/order/paymentGroups payment_differs',
    '/order/priceInfo/total totals_differ',
  ])
  assert.equal(again.orderId, first.orderId)

  const fine = submittedOrder('o-mended', [{ amount: 20, sku: 'OTHER-SKU' }])
  const waiting = await worked(fine)
  assert.deepEqual([waiting.outcome, codes(waiting)], ['draft', ['/lines/0/sku unknown_item']])
  await flow.put('/channels/shop', channelInput({ ...mended, skus: { 'OTHER-SKU': 'KIT-101' } }))
  const { body: all } = await flow.server.request('POST', '/api/v1/channels/shop/messages/replay', {
    outcome: 'draft',
  })
  assert.ok(all.replayed >= 2)
  const done = await settled(waiting.id, (one) => one.outcome === 'accepted')
  assert.equal((await flow.read(done.orderId)).lines[0].sku, 'KIT-101')
  assert.equal(await ordersOf('o-mended'), 1n)
  await flow.put('/channels/shop', channelInput())
})

test('C-15 an item of two shipping groups is two lines that come to it; two addresses wait as a draft', async () => {
  const two = (id: string, second: object) =>
    submittedOrder(id, [{ id: 'ci7', amount: 10, quantity: 3, tax: 2 }], {
      groups: [
        shippingGroup('sgA', [['ci7', 1]], { priceInfo: { amount: 5 } }),
        shippingGroup('sgB', [['ci7', 2]], { shippingMethod: 'nextDay', ...second }),
      ],
    })
  const one = await worked(two('o-groups', {}))
  assert.equal(one.outcome, 'accepted', JSON.stringify(one.problems))
  const order = await flow.read(one.orderId)
  assert.deepEqual(
    order.lines.map((line: Seen) => [
      line.externalLineId ?? line.lineId,
      line.quantity,
      line.custom.commerce.shippingGroup,
      line.net.amount,
    ]),
    [
      ['ci7/sgA', '1', 'sgA', '3.33'],
      ['ci7/sgB', '2', 'sgB', '6.67'],
    ],
  )
  assert.deepEqual(
    order.custom.commerce.shippingGroups.map((group: Seen) => group.shippingMethod),
    ['standard', 'express'],
  )
  const other = await worked(two('o-two-places', { shippingAddress: { ...HOME, address1: '8 Other Lane' } }))
  assert.deepEqual(
    [other.outcome, codes(other)],
    ['draft', ['/order/shippingGroups/1/shippingAddress not_supported_yet']],
  )
})

test('C-16 C-41 what was cut is asked for with a fresh login, outside of the order; a shop that does not answer is asked again', async () => {
  const shop = await AdminOfShop.open()
  try {
    const { webhooks } = await flow.put(
      '/channels/cut',
      channelInput({ baseUrl: shop.url }, { applicationKey: 'the-application-key-of-the-shop' }),
    )
    const moved = await flow.server.request(
      'PUT',
      '/api/v1/channels/cut',
      channelInput({ baseUrl: 'https://elsewhere.example' }),
    )
    assert.deepEqual(codes({ problems: moved.body.errors }), ['/applicationKey required'])
    const whole = submittedOrder('o-cut', [{ amount: 20 }, { amount: 30 }])
    const { commerceItems, ...head } = whole.order
    const cut = {
      ...whole,
      order: { ...head, commerceItems: [commerceItems[0]], commerceItemsIsTruncated: true },
    }
    shop.say('/ccadmin/v1/orders/o-cut', whole.order)
    shop.down = true
    const { message } = await taken(cut, { to: webhooks })
    const waiting = await settled(message, (one) => one.problems.length > 0, 'cut')
    assert.deepEqual([waiting.outcome, codes(waiting), waiting.orderId], ['waiting', [' fetch_failed'], null])
    assert.ok(waiting.dueAt > waiting.receivedAt)
    assert.doesNotMatch(JSON.stringify(waiting), /127\.0\.0\.1|application-key/)

    shop.down = false
    await sql(
      "update channels.message set due_at = clock_timestamp() - interval '1 second' where due_at is not null",
    )
    const done = await settled(message, (one) => one.outcome === 'accepted', 'cut')
    assert.equal((await flow.read(done.orderId)).lines.length, 2)
    // The first token was over when it was used: one more login, and the call again.
    assert.deepEqual(shop.seen.slice(-4), ['login', 'get 401', 'login', 'get 200'])
  } finally {
    await shop.close()
  }
})

test('C-06 what is to be new is refused when one stands by its code, beside all else that is wrong, and that one is left as it is', async () => {
  const fresh = { 'if-none-match': '*' }
  const put = (path: string, body: object, headers = {}) =>
    flow.server.request('PUT', `/api/v1${path}`, body, headers)
  assert.equal((await put('/channels/only-new', channelInput(), fresh)).status, 201)
  const other = channelInput({}, { name: 'Another shop', source: 'nowhere', signingSecrets: [OTHER_SECRET] })
  const taken = await put('/channels/only-new', other, fresh)
  assert.deepEqual(
    [taken.status, taken.body.code, codes({ problems: taken.body.errors })],
    [412, 'stands_already', ['/code stands_already', '/source not_pre_priced']],
  )
  const { body: standing } = await flow.server.request('GET', '/api/v1/channels/only-new')
  assert.equal(standing.name, channelInput().name)
  assert.equal((await put('/channels/only-new', channelInput())).status, 200)
  const endpoint = { code: 'only-new', name: 'Hook', url: 'https://hook.example/in' }
  assert.equal((await put('/webhook-endpoints', endpoint, fresh)).status, 201)
  assert.equal((await put('/webhook-endpoints', { ...endpoint, name: 'Other' }, fresh)).status, 412)
  const item = { sku: 'KIT-101', name: 'Another', itemClass: 'kitchen', taxCode: 'standard' }
  assert.equal((await put('/items', item, fresh)).status, 412)
  const expected = `/expectations/channel/${channelInput().source}`
  assert.equal((await put(expected, { reconciledWithinHours: 1 }, fresh)).status, 201)
  assert.equal((await put(expected, { reconciledWithinHours: 2 }, fresh)).status, 412)
  // Tags were ignored, and what stands was written over.
  for (const [path, body] of [
    [expected, { reconciledWithinHours: 2 }],
    ['/items', item],
  ] as const)
    assert.equal((await put(path, body, { 'if-none-match': '"1"' })).status, 400, path)
})

test('C-09 C-25 a cancellation cancels the order that it names, or comes too late; one that comes first cancels its order when that comes', async () => {
  // Nothing of it leaves before it is paid.
  const placed = (name: string, more: object = {}) =>
    submittedOrder(name, [{ amount: 20 }], { payment: { paymentMethod: 'voucher' }, ...more })
  const cancelled = (name: string) =>
    placed(name, {
      order: { state: 'CANCELLED', lastModifiedTime: 1767269900000, cancelReason: 'too late' },
    })
  const made = await worked(placed('o-cancel'))
  assert.equal(made.outcome, 'accepted')
  const { id: holdId } = await flow.ok(`/orders/${made.orderId}/holds`, { code: 'fraud', reason: 'odd' })
  assert.ok(holdId)
  const held = (await flow.read(made.orderId)).fulfillmentLines[0].shipped === '0'
  const message = await worked(cancelled('o-cancel'))
  assert.deepEqual(
    [message.event, message.outcome, codes(message)],
    held
      ? ['order_cancelled', 'accepted', []]
      : ['order_cancelled', 'kept', ['/order/state already_shipped']],
  )
  const order = await flow.read(made.orderId)
  assert.deepEqual([order.state, order.timeline.at(-1).reason], ['cancelled', 'too late'])

  const early = submittedOrder('o-early', [{ amount: 20 }], { order: { state: 'PENDING_REMOVE' } })
  assert.deepEqual(codes(await worked(early)), ['/order/state unknown_order'])
  const late = await worked(submittedOrder('o-early', [{ amount: 20 }]))
  assert.deepEqual([late.outcome, codes(late)], ['accepted', ['/order/state cancelled_before']])
  const gone = await flow.until(late.orderId, (one) => one.state === 'cancelled')
  assert.deepEqual([gone.fulfillmentLines, gone.timeline.at(-1).reason], [[], 'cancelled in the shop'])
  const { body: log } = await flow.server.request('GET', '/api/v1/channels/shop/messages?key=o-early')
  assert.deepEqual(
    log.rows.map((one: Seen) => [one.event, one.orderId]),
    [
      ['order_submitted', late.orderId],
      ['order_cancelled', late.orderId],
    ],
  )
  await settled(log.rows[1].id, (one) => one.outcome === 'accepted' && one.problems.length === 0)
})

test('C-09 C-27 a return that came back is credited once; one that did not stands with its reason', async () => {
  const made = await worked(
    submittedOrder('o-return', [{ id: 'ciR', amount: 40, quantity: 2, tax: 8 }], { shipping: 0 }),
  )
  await flow.until(made.orderId, (order) => order.invoices.length > 0)
  const update = (quantityReceived: number, more: object = {}) => ({
    return: {
      authorizationNumber: 'A-1',
      state: 'PENDING_CUSTOMER_ACTION',
      processName: 'Return',
      originatingOrder: { id: 'o-return', priceInfo: { currencyCode: 'GBP' } },
      returnItemList: [{ returnItemId: 'ri1', commerceItemId: 'ciR', quantityToReturn: 1, quantityReceived }],
      refundMethodList: [{ amount: 24 }],
      ...more,
    },
  })
  const asked = await worked(update(0))
  assert.deepEqual([asked.outcome, codes(asked)], ['kept', ['/return/returnItemList not_received_yet']])
  const received = await worked(update(1))
  assert.deepEqual([received.outcome, codes(received)], ['kept', ['/return/state not_refunded_yet']])
  const back = await worked(update(1, { state: 'COMPLETE' }))
  assert.deepEqual([back.outcome, codes(back), back.orderId], ['accepted', [], made.orderId])
  await worked(update(1, { state: 'COMPLETE', otherRefund: 0 }))
  const late = await worked(update(1, { otherRefund: 1 }))
  assert.deepEqual([late.outcome, codes(late)], ['kept', ['/return/state not_refunded_yet']])
  const { returns } = await flow.read(made.orderId)
  assert.equal(returns.length, 1)

  const exchange = await worked(update(1, { authorizationNumber: 'A-2', processName: 'Exchange' }))
  assert.deepEqual(codes(exchange), ['/return/state not_refunded_yet'])
  const complete = { state: 'COMPLETE' }
  const unknown = await worked(
    update(1, { ...complete, authorizationNumber: 'A-3', originatingOrder: { id: 'o-nobody' } }),
  )
  assert.deepEqual([unknown.outcome, codes(unknown)], ['failed', ['/return/originatingOrder unknown_order']])
  const other = await worked(
    update(1, { ...complete, authorizationNumber: 'A-4', refundMethodList: [{ amount: 20 }] }),
  )
  assert.deepEqual([other.outcome, codes(other)], ['failed', ['/return/refundMethodList refund_differs']])
})

test('C-09 shoppers and organizations become customers by their id in the shop; what the shop does not know of them stays', async () => {
  const profile = {
    id: 'prof-1',
    firstName: 'Zelda',
    lastName: 'Quill',
    email: 'z@example.org',
    shippingAddress: HOME,
  }
  assert.equal((await worked({ profile })).outcome, 'accepted')
  const find = async (number: string) => {
    const { body } = await flow.server.request('GET', '/api/v1/customer-accounts?limit=500')
    return body.customerAccounts.find((one: Seen) => one.number === number)
  }
  const { account: _account, ...standing } = await find('prof-1')
  await flow.put('/customer-accounts', {
    ...standing,
    creditLimit: undefined,
    termsDays: 45,
    custom: { tier: 'gold' },
  })
  assert.equal((await worked({ profile: { ...profile, email: 'zq@example.org' } })).outcome, 'accepted')
  const changed = await find('prof-1')
  assert.deepEqual(
    [changed.name, changed.email, changed.termsDays, changed.custom],
    ['Zelda Quill', 'zq@example.org', 45, { tier: 'gold' }],
  )
  assert.equal((await worked({ organization: { id: 'org-1', name: 'Quill Ltd' } })).outcome, 'accepted')
  assert.equal((await find('org-1')).kind, 'organization')

  // What was received of a person goes with the person.
  const [row] = await sql<{ count: bigint }>(
    "select count(*) from channels.intake where external_id = 'prof-1' and customer_id <> 0",
  )
  assert.equal(row!.count, 2n)
})

test('what nobody understands is kept with its reason, and is no failure of the sender', async () => {
  const unknown = await taken({ cart: { id: 'c1' } })
  assert.equal(unknown.event, 'unknown')
  assert.deepEqual(codes(await settled(unknown.message)), [' unknown_message'])
  const broken = await taken('{"order":')
  assert.equal((await settled(broken.message)).outcome, 'failed')
  const remorse = await worked(submittedOrder('o-remorse', [{ amount: 20 }], { order: { state: 'QUEUED' } }))
  assert.deepEqual(
    [remorse.event, remorse.outcome, codes(remorse)],
    ['remorse_started', 'kept', ['/order/state remorse_period']],
  )
  const { body } = await flow.server.request(
    'GET',
    '/api/v1/channels/shop/messages?outcome=failed&event=unknown',
  )
  assert.equal(body.rows.length, 2)
  const long = await send(JSON.stringify({ order: { id: 'x'.repeat(1_100_000) } }))
  assert.equal(long.status, 413)
})

test('the erasure of a person reaches what the shop sent of it', async () => {
  const made = await worked(
    submittedOrder('o-erase', [{ amount: 20 }], { order: { profileId: 'prof-erase' } }),
  )
  const again = await worked(
    JSON.parse(
      JSON.stringify(
        submittedOrder('o-erase', [{ amount: 20 }], { order: { extra: 1, profileId: 'prof-erase' } }),
      ),
    ),
  )
  assert.equal(again.outcome, 'duplicate')
  const answer = await flow.server.request('PUT', '/api/v1/customers/prof-erase/erasure', {
    force: true,
    reason: 'asked for',
  })
  assert.ok(answer.status < 300, answer.bytes.toString())
  for (const id of [made.id, again.id])
    assert.equal((await flow.server.request('GET', `/api/v1/intake/${id}`)).status, 410)
})

test('500 mixed messages at once: every one stands in the log, every order is there once', async () => {
  const bodies = Array.from({ length: 500 }, (_one, n) => {
    const of = n % 100
    if (n % 5 === 3)
      return { profile: { id: `mix-${of}`, firstName: 'M', lastName: String(n), email: `m${n}@example.org` } }
    if (n % 5 === 4) return submittedOrder(`o-mix-${n}`, [{ amount: 20, sku: n % 2 ? 'NO-SUCH' : 'KIT-101' }])
    return submittedOrder(`o-mix-${of}`, [{ amount: 20 }])
  })
  const answers = await Promise.all(bodies.map((body) => taken(body)))
  const ids = new Set(answers.map(({ message }) => message))
  const end = performance.now() + 30_000
  for (;;) {
    const [row] = await sql<{ waiting: bigint }>(
      "select count(*) as waiting from channels.message where outcome = 'waiting'",
    )
    if (row!.waiting === 0n) break
    assert.ok(performance.now() < end, `${row!.waiting} wait yet`)
    await sleep(100)
  }
  const [row] = await sql<{ came: bigint; rows: bigint; problems: bigint }>(
    `select sum(came) as came, count(*) as rows, count(*) filter (where outcome in ('failed', 'kept')) as problems
     from channels.message where key like 'o-mix-%' or key like 'mix-%'`,
  )
  assert.deepEqual([Number(row!.came), Number(row!.rows), Number(row!.problems)], [500, ids.size, 0])
  const wanted = new Set(bodies.flatMap((body) => ('order' in body ? [body.order.id] : [])))
  const orders = await sql<{ external_id: string }>(
    "select external_id from orders.list where external_id like 'o-mix-%'",
  )
  assert.deepEqual(orders.map((one) => one.external_id).toSorted(), [...wanted].toSorted())
  await flow.lawful()
})
