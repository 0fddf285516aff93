import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, SECRET } from '../support/shop.ts'
import { ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

// A shop of its own process works its return requests off, and says so by its webhooks.
let shop: ShopProcess
let flow: Flow
before(async () => {
  shop = await ShopProcess.start()
  flow = new Flow(await startTestServer({ sample: true }))
  const { webhooks } = await flow.put('/channels/shop', channelInput())
  for (const id of ['orderSubmit', 'returnRequestUpdate'])
    await shop.api('PUT', `/webhooks/${id}`, {
      urls: [flow.server.url + webhooks],
      secretKey: SECRET,
      algorithm: 'sha512',
    })
})
after(async () => {
  await flow.close()
  await shop.stop()
})

async function eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const end = performance.now() + 15_000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    assert.ok(performance.now() < end, `waited too long: ${what}`)
    await sleep(50)
  }
}
/** Messages of a return or an order, the oldest first. */
const log = async (key: string): Promise<Seen[]> =>
  (await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${key}`)).body.rows.toReversed()
const settled = (key: string, count: number): Promise<Seen[]> =>
  eventually(`${count} messages of ${key}`, async () => {
    const rows = await log(key)
    return rows.length >= count && rows.every(({ outcome }) => outcome !== 'waiting') && rows
  })
const codes = ({ problems }: Seen): string[] => problems.map(({ code }: Seen) => code)
const seen = (rows: readonly Seen[]) => rows.map((one) => [one.outcome, ...codes(one)])

/** The one of so many messages that says the end; deliveries overtake one another. */
async function ended(key: string, count: number): Promise<Seen> {
  const last = (await settled(key, count)).filter((one) => !codes(one).some((code) => code.endsWith('_yet')))
  assert.equal(last.length, 1, JSON.stringify(last))
  return last[0]!
}

/** An order of the shop that is shipped and billed here, and done there. */
async function sold(quantity = 2): Promise<{ id: string; orderId: string; item: string }> {
  const order = await shop.ok('POST', '/orders', { items: [{ sku: 'KIT-101', quantity, price: '10.00' }] })
  const [message] = await settled(order.id, 1)
  assert.equal(message!.outcome, 'accepted', JSON.stringify(message))
  await flow.until(message!.orderId, (one) => one.invoices.length > 0)
  await shop.api('PUT', `/orders/${order.id}`, { state: 'NO_PENDING_ACTION' })
  return { id: order.id, orderId: message!.orderId, item: order.commerceItems[0].id }
}
const ask = ({ id, item }: { id: string; item: string }, quantity: number): Promise<Seen> =>
  shop.ok('POST', `/orders/${id}/returns`, { items: [{ commerceItemId: item, quantity }] })
async function operate({ id }: Seen, op: string, more: object = {}): Promise<Seen> {
  const answer = await shop.api('PUT', `/returnRequests/${id}`, { op, ...more })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}
const receive = (request: Seen, quantityReceived: number, dispositionReason = 'acceptedWithRefund') =>
  operate(request, 'receiveReturns', {
    returnItemList: request.returnItemList.map(({ returnItemId }: Seen) => ({
      returnItemId,
      quantityReceived,
      dispositionReason,
    })),
  })
/** What the shop gives back for the goods: the same part of their amount and tax. */
const adjust = (request: Seen, part: number) => {
  const share = (amount: number) => Math.round(amount * part * 100) / 100
  const [item, [method]] = [request.returnItemList[0], request.refundMethodList]
  const refundAmount = share(item.refundAmount)
  const actualTaxRefund = share(request.actualTaxRefund)
  return operate(request, 'adjustRefundAmounts', {
    actualTaxRefund,
    returnItemList: [{ returnItemId: item.returnItemId, refundAmount }],
    refundMethodList: [{ id: method.id, amount: Math.round((refundAmount + actualTaxRefund) * 100) / 100 }],
  })
}
const back = async (orderId: string) => {
  const { returns, invoices } = await flow.read(orderId)
  const memos = invoices.filter(({ kind }: Seen) => kind === 'credit_memo')
  return { returned: returns.map(({ lines }: Seen) => lines.map(({ quantity }: Seen) => quantity)), memos }
}

test('C-27 C-28 money is given with the refund: nothing is credited at receipt, once at the end, however often and late it is told', async () => {
  const order = await sold()
  await shop.ok('PUT', '/switches', { messages: { duplicate: 1 } })
  const request = await ask(order, 2)
  await receive(request, 2)
  const received = await settled(request.id, 2)
  assert.deepEqual(seen(received).toSorted(), [
    ['kept', 'not_received_yet'],
    ['kept', 'not_refunded_yet'],
  ])
  assert.deepEqual((await back(order.orderId)).returned, [])
  await operate(request, 'initiateRefund')
  const last = await ended(request.id, 3)
  assert.equal(last.outcome, 'accepted', JSON.stringify(last))
  assert.equal(last.orderId, order.orderId)
  const { returned, memos } = await back(order.orderId)
  // The shop gives 20 and the tax of 4.99 back, and keeps the shipping.
  assert.deepEqual([returned, memos.map((one: Seen) => one.total.amount)], [[['2']], ['24.99']])
  await eventually('the copies', async () => (await log(request.id)).every(({ came }) => came === 2))
  assert.equal((await back(order.orderId)).memos.length, 1)
  await shop.ok('PUT', '/switches', { messages: { duplicate: 0 } })
})

test('C-27 a return that the shop completes with fewer than asked credits those, and says what stays with the customer', async () => {
  const order = await sold()
  const request = await ask(order, 2)
  await receive(request, 1)
  await adjust(request, 0.5)
  await operate(request, 'initiateRefund')
  const last = await ended(request.id, 4)
  assert.equal(last.outcome, 'accepted', JSON.stringify(last))
  assert.deepEqual(
    last.problems.filter(({ code }: Seen) => code === 'not_received').map(({ path }: Seen) => path),
    ['/return/returnItemList/0/quantityReceived'],
  )
  const { returned, memos } = await back(order.orderId)
  assert.deepEqual([returned, memos.length], [[['1']], 1])
})

test('C-27 C-28 what the shop rejects is not credited; a refund without goods that are accepted, or the other way round, waits for a person', async () => {
  const [rejected, refunded, given] = [await sold(1), await sold(1), await sold(1)]
  const none = await ask(rejected, 1)
  await receive(none, 1, 'rejected')
  await adjust(none, 0)
  await operate(none, 'initiateRefund')
  assert.deepEqual(seen([await ended(none.id, 4)])[0], ['kept', 'not_accepted'])

  const paid = await ask(refunded, 1)
  await receive(paid, 1, 'rejected')
  await operate(paid, 'initiateRefund')
  assert.deepEqual(seen([await ended(paid.id, 3)])[0], ['failed', 'not_accepted', 'refunded_not_credited'])

  const goods = await ask(given, 1)
  await receive(goods, 1)
  await adjust(goods, 0)
  await operate(goods, 'initiateRefund')
  assert.deepEqual(seen([await ended(goods.id, 4)])[0], ['failed', 'nothing_refunded'])

  for (const { orderId } of [rejected, refunded, given])
    assert.deepEqual(await back(orderId), { returned: [], memos: [] })
})

test('C-27 C-28 shipping that the shop gives back, a fee that it keeps and money beside the goods are credited as it says, to the last minor unit', async () => {
  const order = await sold()
  const request = await ask(order, 1)
  await receive(request, 1)
  const [item, [method]] = [request.returnItemList[0], request.refundMethodList]
  const given = { actualShippingRefund: 4.95, actualTaxRefund: 2.99, otherRefund: 0.5, returnFee: 2 }
  await operate(request, 'adjustRefundAmounts', {
    ...given,
    returnItemList: [{ returnItemId: item.returnItemId, refundAmount: 9 }],
    refundMethodList: [{ id: method.id, amount: 15.44 }],
  })
  await operate(request, 'initiateRefund')
  const last = await ended(request.id, 4)
  assert.deepEqual([last.outcome, ...codes(last)], ['accepted'])
  const { memos } = await back(order.orderId)
  assert.deepEqual(
    memos.map((one: Seen) => one.total.amount),
    ['15.44'],
  )
  const { body: memo } = await flow.server.request('GET', `/api/v1/invoices/${memos[0].id}`)
  assert.deepEqual(
    memo.lines.map((one: Seen) => [one.sku, one.net.amount, one.tax.amount, one.freight.amount]),
    [
      ['KIT-101', '9.00', '2.99', '4.95'],
      ['RETURN-FEE', '-1.50', '0.00', '0.00'],
    ],
  )

  // More than was paid is not credited, and not passed over in silence.
  const more = await ask(order, 1)
  await receive(more, 1)
  await operate(more, 'adjustRefundAmounts', {
    actualShippingRefund: 4.95,
    refundMethodList: [{ id: more.refundMethodList[0].id, amount: more.refundMethodList[0].amount + 4.95 }],
  })
  await operate(more, 'initiateRefund')
  const beyond = await ended(more.id, 4)
  assert.deepEqual([beyond.outcome, ...codes(beyond)], ['failed', 'refund_differs'])
  assert.deepEqual((await back(order.orderId)).memos.map((one: Seen) => one.total.amount).toSorted(), [
    '12.00',
    '15.44',
  ])
  await flow.lawful()
})

test('C-28 F-4 what a shop gives beside the goods stays within the units that came back: of an order nobody is credited more than was billed', async () => {
  const order = await sold(3)
  const refund = async (net: number, otherRefund: number) => {
    const request = await ask(order, 1)
    await receive(request, 1)
    const [item, [method]] = [request.returnItemList[0], request.refundMethodList]
    await operate(request, 'adjustRefundAmounts', {
      actualShippingRefund: 0,
      actualTaxRefund: 0,
      returnFee: 0,
      otherRefund,
      returnItemList: [{ returnItemId: item.returnItemId, refundAmount: net }],
      refundMethodList: [{ id: method.id, amount: net + otherRefund }],
    })
    await operate(request, 'initiateRefund')
    const last = await ended(request.id, 4)
    return [last.outcome, ...codes(last)]
  }
  // The unit was 10.00: what is due for the two others stays theirs.
  assert.deepEqual(await refund(5, 8), ['failed', 'refund_differs'])
  assert.deepEqual(await refund(12, 0), ['failed', 'refund_differs'])
  const third = (unitPrice: string) => {
    const lines = [{ lineNo: 1, quantity: '1', unitPrice }]
    return flow.post('/returns', { orderId: order.orderId, reason: 'broken', lines })
  }
  const { status, body } = await third('10.01')
  assert.equal(status, 422)
  assert.deepEqual(
    body.errors.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/unitPrice', 'more_than_paid']],
  )
  assert.equal((await third('10.00')).status, 201)
  const { memos } = await back(order.orderId)
  const [first, second] = memos.map((one: Seen) => one.total.amount)
  assert.deepEqual([memos.length, first, second], [3, '10.00', '10.00'])
  await flow.lawful()
})

test('C-28 a return that a person took back while the shop waited for it is the same one: linked, and nothing twice', async () => {
  const [order, other, rejected] = [await sold(4), await sold(4), await sold(4)]
  const byHand = ({ orderId }: { orderId: string }, quantity: string) =>
    flow.ok('/returns', { orderId, reason: 'brought to the desk', lines: [{ lineNo: 1, quantity }] })

  // One of four was taken back before anybody asked in the shop: that is another return.
  await byHand(order, '1')
  const request = await ask(order, 2)
  await settled(request.id, 1)
  const taken = await byHand(order, '2')
  await receive(request, 2)
  await operate(request, 'initiateRefund')
  const last = await ended(request.id, 3)
  // A person gave the shipping back as well: the shop did not.
  assert.deepEqual([last.outcome, ...codes(last)], ['failed', 'taken_before', 'refund_differs'])
  assert.match(JSON.stringify(last.problems), new RegExp(taken.id))
  const { returned, memos } = await back(order.orderId)
  assert.deepEqual([returned, memos.length], [[['1'], ['2']], 2])
  // The next request of the shop for as much is another one.
  const next = await ask(order, 1)
  await settled(next.id, 1)
  await receive(next, 1)
  await operate(next, 'initiateRefund')
  assert.ok(!codes(await ended(next.id, 3)).includes('taken_before'))
  assert.deepEqual((await back(order.orderId)).returned, [['1'], ['2'], ['1']])

  // Of other quantities nobody knows: a person decides.
  const unlike = await ask(other, 2)
  await settled(unlike.id, 1)
  await byHand(other, '1')
  await receive(unlike, 2)
  await operate(unlike, 'initiateRefund')
  assert.deepEqual(seen([await ended(unlike.id, 3)])[0], ['failed', 'taken_otherwise'])
  assert.deepEqual((await back(other.orderId)).returned, [['1']])

  // Rejected by the shop after it was credited here.
  const none = await ask(rejected, 2)
  await settled(none.id, 1)
  await byHand(rejected, '2')
  await receive(none, 2, 'rejected')
  await adjust(none, 0)
  await operate(none, 'initiateRefund')
  assert.deepEqual(seen([await ended(none.id, 4)])[0], ['failed', 'not_accepted', 'credited_before'])
  await flow.lawful()
})
