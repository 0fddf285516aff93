import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AdminOfShop } from '../support/admin-of-shop.ts'
import type { Seen } from '../support/flow.ts'
import { channelInput, HOME, shippingGroup, submittedOrder } from '../support/shop.ts'
import { SigningShop, codes } from '../support/signing-shop.ts'

// What webhooks say: orders, what changes them, and customers.
let shop: SigningShop
before(async () => {
  shop = await SigningShop.open()
})
after(() => shop.close())

test('C-08 C-09 an order with payment details and one without become the same order; states are names or numbers', async () => {
  const details = submittedOrder('o-details', [{ amount: 20 }], {
    payment: { token: 'tok', creditCardNumber: '1111', expirationMonth: '12', billingAddress: HOME },
  })
  const bare = submittedOrder('o-bare', [{ amount: 20 }], {
    payment: { authorizationStatus: undefined, billingAddress: HOME },
    order: { state: 1, lastModifiedTime: '1767268805000', creationTime: '2026-01-01T12:00:00Z' },
  })
  const [one, other] = [await shop.worked(details), await shop.worked(bare)]
  assert.deepEqual([one.outcome, other.outcome], ['accepted', 'accepted'], JSON.stringify([one, other]))
  const [with_, without] = [await shop.flow.read(one.orderId), await shop.flow.read(other.orderId)]
  assert.deepEqual([with_.total, with_.placedAt], [without.total, without.placedAt])
  assert.deepEqual(with_.custom.paymentMethods, ['card'])
  assert.doesNotMatch(JSON.stringify(with_), /tok|1111/)

  const card = submittedOrder('o-card', [{ amount: 20 }], {
    payment: { creditCardNumber: '4111 1111 1111 1111' },
  })
  const answer = await shop.send(card)
  assert.deepEqual([answer.status, answer.body.code], [422, 'forbidden_content'])
  const [row] = await shop.sql<{ count: bigint }>(
    "select count(*) from channels.intake where external_id = 'o-card'",
  )
  assert.equal(row!.count, 0n)

  const refused = submittedOrder('o-refused', [{ amount: 20 }], {
    payment: { amountAuthorized: 5, authorizationStatus: [{ transactionSuccess: false }] },
  })
  assert.deepEqual(codes(await shop.worked(refused)), [
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
  const message = await shop.worked(body)
  assert.equal(message.outcome, 'accepted', JSON.stringify(message.problems))
  const order = await shop.flow.read(message.orderId)
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
  const first = await shop.worked(body)
  assert.equal(first.outcome, 'draft')
  assert.deepEqual(codes(first).toSorted(), [
    '/lines/0/sku unknown_item',
    '/order/paymentGroups payment_differs',
    '/order/priceInfo/total totals_differ',
    '/order/shippingGroups/0/shippingMethod unmapped',
  ])
  const draft = await shop.flow.read(first.orderId)
  assert.deepEqual([draft.state, draft.problems.length], ['draft', 4])

  // The shop's mistake stays, the mapping is mended: the same draft, with one problem less.
  const mended = { shippingMethods: { pigeon: 'slow', ground: 'standard' }, skus: { 'SHOP-SKU': 'KIT-101' } }
  await shop.flow.put('/channels/shop', channelInput(mended))
  assert.equal((await shop.replay(first.id)).status, 202)
  const again = await shop.settled(
    first.id,
    (one) => one.outcome === 'draft' && one.attempts > first.attempts + 1,
  )
  assert.deepEqual(codes(again).toSorted(), [
    '/order/paymentGroups payment_differs',
    '/order/priceInfo/total totals_differ',
  ])
  assert.equal(again.orderId, first.orderId)

  const fine = submittedOrder('o-mended', [{ amount: 20, sku: 'OTHER-SKU' }])
  const waiting = await shop.worked(fine)
  assert.deepEqual([waiting.outcome, codes(waiting)], ['draft', ['/lines/0/sku unknown_item']])
  await shop.flow.put('/channels/shop', channelInput({ ...mended, skus: { 'OTHER-SKU': 'KIT-101' } }))
  const { body: all } = await shop.flow.server.request('POST', '/api/v1/channels/shop/messages/replay', {
    outcome: 'draft',
  })
  assert.ok(all.replayed >= 2)
  const done = await shop.settled(waiting.id, (one) => one.outcome === 'accepted')
  assert.equal((await shop.flow.read(done.orderId)).lines[0].sku, 'KIT-101')
  assert.equal(await shop.ordersOf('o-mended'), 1n)
  await shop.flow.put('/channels/shop', channelInput())
})

test('C-15 an item of two shipping groups is two lines that come to it; two addresses wait as a draft', async () => {
  const two = (id: string, second: object) =>
    submittedOrder(id, [{ id: 'ci7', amount: 10, quantity: 3, tax: 2 }], {
      groups: [
        shippingGroup('sgA', [['ci7', 1]], { priceInfo: { amount: 5 } }),
        shippingGroup('sgB', [['ci7', 2]], { shippingMethod: 'nextDay', ...second }),
      ],
    })
  const one = await shop.worked(two('o-groups', {}))
  assert.equal(one.outcome, 'accepted', JSON.stringify(one.problems))
  const order = await shop.flow.read(one.orderId)
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
  const other = await shop.worked(
    two('o-two-places', { shippingAddress: { ...HOME, address1: '8 Other Lane' } }),
  )
  assert.deepEqual(
    [other.outcome, codes(other)],
    ['draft', ['/order/shippingGroups/1/shippingAddress not_supported_yet']],
  )
})

test('C-16 C-41 what was cut is asked for with a fresh login, outside of the order; a shop that does not answer is asked again', async () => {
  const admin = await AdminOfShop.open()
  try {
    const { webhooks } = await shop.flow.put(
      '/channels/cut',
      channelInput({ baseUrl: admin.url }, { applicationKey: 'the-application-key-of-the-shop' }),
    )
    const moved = await shop.flow.server.request(
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
    admin.say('/ccadmin/v1/orders/o-cut', whole.order)
    admin.down = true
    const { message } = await shop.taken(cut, { to: webhooks })
    const waiting = await shop.settled(message, (one) => one.problems.length > 0, 'cut')
    assert.deepEqual([waiting.outcome, codes(waiting), waiting.orderId], ['waiting', [' fetch_failed'], null])
    assert.ok(waiting.dueAt > waiting.receivedAt)
    assert.doesNotMatch(JSON.stringify(waiting), /127\.0\.0\.1|application-key/)

    admin.down = false
    await shop.sql(
      "update channels.message set due_at = clock_timestamp() - interval '1 second' where due_at is not null",
    )
    const done = await shop.settled(message, (one) => one.outcome === 'accepted', 'cut')
    assert.equal((await shop.flow.read(done.orderId)).lines.length, 2)
    // The first token was over when it was used: one more login, and the call again.
    assert.deepEqual(admin.seen.slice(-4), ['login', 'get 401', 'login', 'get 200'])
  } finally {
    await admin.close()
  }
})

test('C-09 C-25 a cancellation cancels the order that it names, or comes too late; one that comes first cancels its order when that comes', async () => {
  // Nothing of it leaves before it is paid.
  const placed = (name: string, more: object = {}) =>
    submittedOrder(name, [{ amount: 20 }], { payment: { paymentMethod: 'voucher' }, ...more })
  const cancelled = (name: string) =>
    placed(name, {
      order: { state: 'CANCELLED', lastModifiedTime: 1767269900000, cancelReason: 'too late' },
    })
  const made = await shop.worked(placed('o-cancel'))
  assert.equal(made.outcome, 'accepted')
  const { id: holdId } = await shop.flow.ok(`/orders/${made.orderId}/holds`, { code: 'fraud', reason: 'odd' })
  assert.ok(holdId)
  const held = (await shop.flow.read(made.orderId)).fulfillmentLines[0].shipped === '0'
  const message = await shop.worked(cancelled('o-cancel'))
  assert.deepEqual(
    [message.event, message.outcome, codes(message)],
    held
      ? ['order_cancelled', 'accepted', []]
      : ['order_cancelled', 'kept', ['/order/state already_shipped']],
  )
  const order = await shop.flow.read(made.orderId)
  assert.deepEqual([order.state, order.timeline.at(-1).reason], ['cancelled', 'too late'])

  const early = submittedOrder('o-early', [{ amount: 20 }], { order: { state: 'PENDING_REMOVE' } })
  assert.deepEqual(codes(await shop.worked(early)), ['/order/state unknown_order'])
  const late = await shop.worked(submittedOrder('o-early', [{ amount: 20 }]))
  assert.deepEqual([late.outcome, codes(late)], ['accepted', ['/order/state cancelled_before']])
  const gone = await shop.flow.until(late.orderId, (one) => one.state === 'cancelled')
  assert.deepEqual([gone.fulfillmentLines, gone.timeline.at(-1).reason], [[], 'cancelled in the shop'])
  const { body: log } = await shop.flow.server.request('GET', '/api/v1/channels/shop/messages?key=o-early')
  assert.deepEqual(
    log.rows.map((one: Seen) => [one.event, one.orderId]),
    [
      ['order_submitted', late.orderId],
      ['order_cancelled', late.orderId],
    ],
  )
  await shop.settled(log.rows[1].id, (one) => one.outcome === 'accepted' && one.problems.length === 0)
})

test('C-09 C-27 a return that came back is credited once; one that did not stands with its reason', async () => {
  const made = await shop.worked(
    submittedOrder('o-return', [{ id: 'ciR', amount: 40, quantity: 2, tax: 8 }], { shipping: 0 }),
  )
  await shop.flow.until(made.orderId, (order) => order.invoices.length > 0)
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
  const asked = await shop.worked(update(0))
  assert.deepEqual([asked.outcome, codes(asked)], ['kept', ['/return/returnItemList not_received_yet']])
  const received = await shop.worked(update(1))
  assert.deepEqual([received.outcome, codes(received)], ['kept', ['/return/state not_refunded_yet']])
  const back = await shop.worked(update(1, { state: 'COMPLETE' }))
  assert.deepEqual([back.outcome, codes(back), back.orderId], ['accepted', [], made.orderId])
  await shop.worked(update(1, { state: 'COMPLETE', otherRefund: 0 }))
  const late = await shop.worked(update(1, { otherRefund: 1 }))
  assert.deepEqual([late.outcome, codes(late)], ['kept', ['/return/state not_refunded_yet']])
  const { returns } = await shop.flow.read(made.orderId)
  assert.equal(returns.length, 1)

  const exchange = await shop.worked(update(1, { authorizationNumber: 'A-2', processName: 'Exchange' }))
  assert.deepEqual(codes(exchange), ['/return/state not_refunded_yet'])
  const complete = { state: 'COMPLETE' }
  const unknown = await shop.worked(
    update(1, { ...complete, authorizationNumber: 'A-3', originatingOrder: { id: 'o-nobody' } }),
  )
  assert.deepEqual([unknown.outcome, codes(unknown)], ['failed', ['/return/originatingOrder unknown_order']])
  const other = await shop.worked(
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
  assert.equal((await shop.worked({ profile })).outcome, 'accepted')
  const find = async (number: string) => {
    const { body } = await shop.flow.server.request('GET', '/api/v1/customer-accounts?limit=500')
    return body.customerAccounts.find((one: Seen) => one.number === number)
  }
  const { account: _account, ...standing } = await find('prof-1')
  await shop.flow.put('/customer-accounts', {
    ...standing,
    creditLimit: undefined,
    termsDays: 45,
    custom: { tier: 'gold' },
  })
  assert.equal((await shop.worked({ profile: { ...profile, email: 'zq@example.org' } })).outcome, 'accepted')
  const changed = await find('prof-1')
  assert.deepEqual(
    [changed.name, changed.email, changed.termsDays, changed.custom],
    ['Zelda Quill', 'zq@example.org', 45, { tier: 'gold' }],
  )
  assert.equal((await shop.worked({ organization: { id: 'org-1', name: 'Quill Ltd' } })).outcome, 'accepted')
  assert.equal((await find('org-1')).kind, 'organization')

  // What was received of a person goes with the person.
  const [row] = await shop.sql<{ count: bigint }>(
    "select count(*) from channels.intake where external_id = 'prof-1' and customer_id <> 0",
  )
  assert.equal(row!.count, 2n)
})
