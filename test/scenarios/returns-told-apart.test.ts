import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { eventually, openReturns } from '../support/shop-returns.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'

// Goods of several returns, in several parcels, and on several entries come back: each unit is told of once.
let shop: ShopProcess
let flow: Flow
let { log, said, is, asked, takeBack } = {} as Awaited<ReturnType<typeof openReturns>>
before(async () => {
  shop = await ShopProcess.start()
  const limits = { DOCKET_SHOP_MARKETPLACE_URL: shop.url, DOCKET_SHOP_MARKETPLACE_KEY: SHOP_KEY }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  ;({ log, said, is, asked, takeBack } = await openReturns(flow, shop))
})
after(async () => {
  await flow.close()
  await shop.stop()
})

const ended = ({ id }: Seen): Promise<Seen> =>
  eventually(`${id} is over here`, async () =>
    (await log(id)).find(({ outcome }) => outcome === 'accepted' || outcome === 'failed'),
  )

/** Another return of the same order. */
async function askedToo(request: Seen, items: object[]): Promise<Seen> {
  const { orderId } = await said(request)
  const more = await shop.ok('POST', `/orders/${orderId}/returns`, { items })
  await eventually(`${more.id} came`, async () =>
    (await log(more.id)).some(({ outcome }) => outcome === 'kept'),
  )
  return more
}
const itemOf = async (request: Seen): Promise<string> =>
  (await said(request)).returnItemList[0].commerceItemId
const booked = async (orderId: string): Promise<[number, number]> => {
  const { returns, invoices } = await flow.read(orderId)
  return [returns.length, invoices.filter(({ kind }: Seen) => kind === 'credit_memo').length]
}
const refunded = ({ refundMethodList }: Seen) =>
  Number(refundMethodList.reduce((sum: number, { amount }: Seen) => sum + amount, 0).toFixed(2))
const troubled = async (name: string): Promise<Seen | undefined> =>
  (await flow.server.request('GET', '/api/v1/channels/marketplace/order-status')).body.returns.find(
    (one: Seen) => one.name === name,
  )
const STEPS = ['receiveReturns', 'adjustRefundAmounts', 'initiateRefund']

test('C-28 of two open returns of the same goods one unit that came back answers the older one alone', async () => {
  const { orderId, request } = await asked(4, 1)
  const second = await askedToo(request, [{ commerceItemId: await itemOf(request), quantity: 1 }])
  const taken = await takeBack(orderId, '1')
  const done = await is(request, 'COMPLETE')
  assert.equal(refunded(done), Number(taken.total.amount))
  const { outcome, problems } = await ended(request)
  assert.deepEqual([outcome, ...problems.map(({ code }: Seen) => code)], ['accepted', 'taken_before'])
  await sleep(1500)
  assert.deepEqual((await said(second)).operations, [])
  assert.deepEqual(await booked(orderId), [1, 1])
  // The next unit answers the other.
  const more = await takeBack(orderId, '1')
  assert.equal(refunded(await is(second, 'COMPLETE')), Number(more.total.amount))
  assert.equal((await ended(second)).outcome, 'accepted')
  assert.deepEqual(await booked(orderId), [2, 2])
  await flow.lawful()
})

test('C-28 a return whose goods come in two parcels is told of both and refunded at the sum, and books nothing twice', async () => {
  const { orderId, request } = await asked(4, 2)
  const first = await takeBack(orderId, '1')
  await is(request, 'PARTIAL_RETURN')
  const second = await takeBack(orderId, '1')
  const done = await is(request, 'COMPLETE')
  assert.equal(done.returnItemList[0].quantityReceived, 2)
  assert.deepEqual(done.operations, ['receiveReturns', ...STEPS])
  const sum = Number(first.total.amount) + Number(second.total.amount)
  assert.equal(refunded(done), Number(sum.toFixed(2)))
  const { outcome, problems } = await ended(request)
  assert.deepEqual([outcome, ...problems.map(({ code }: Seen) => code)], ['accepted', 'taken_before'])
  assert.deepEqual(await booked(orderId), [2, 2])
  await flow.lawful()
})

test('C-28 two parcels of one return that are taken back at once are told together', async () => {
  const { orderId, request } = await asked(2, 2)
  const taken = await Promise.all([takeBack(orderId, '1'), takeBack(orderId, '1')])
  const done = await is(request, 'COMPLETE')
  const sum = taken.reduce((all, { total }) => all + Number(total.amount), 0)
  assert.deepEqual([done.returnItemList[0].quantityReceived, refunded(done)], [2, Number(sum.toFixed(2))])
  assert.equal((await ended(request)).outcome, 'accepted')
  assert.deepEqual(await booked(orderId), [2, 2])
})

test('C-28 a part of several open returns is told of none: a person says which', async () => {
  const { orderId, request } = await asked(4, 2)
  const second = await askedToo(request, [{ commerceItemId: await itemOf(request), quantity: 2 }])
  await takeBack(orderId, '1')
  for (const one of [request, second]) {
    const { problem } = await eventually(`${one.id} is a problem`, () => troubled(one.id))
    assert.match(problem, /may be a part of it or of/)
    assert.deepEqual((await said(one)).operations, [])
  }
})

test('C-28 one of two returns of different lines is refunded at what was credited for it', async () => {
  const order = await shop.ok('POST', '/orders', {
    items: [
      { sku: 'KIT-101', quantity: 1, price: '10.00' },
      { sku: 'KIT-102', quantity: 1, price: '20.00' },
    ],
  })
  const { orderId } = await eventually(`${order.id} came`, async () =>
    (await log(order.id)).find(({ outcome }) => outcome === 'accepted'),
  )
  await flow.until(orderId, (one) => one.invoices.length > 0)
  await eventually(`${order.id} is delivered`, async () => {
    const { body } = await shop.api('GET', `/orders/${order.id}`)
    return body.commerceItems.every(({ state }: Seen) => state === 'DELIVERED')
  })
  const [first, second] = order.commerceItems.map(({ id }: Seen) => [{ commerceItemId: id, quantity: 1 }])
  const request = await shop.ok('POST', `/orders/${order.id}/returns`, { items: first })
  const other = await askedToo(request, second)
  const taken = await takeBack(orderId, '1')
  const done = await is(request, 'COMPLETE')
  assert.equal(refunded(done), Number(taken.total.amount))
  assert.deepEqual((await said(other)).operations, [])
})

test('C-28 two entries of one commerce item share what came back and what it is credited by', async () => {
  const { orderId, request } = await asked(4, 1)
  await takeBack(orderId, '1')
  await is(request, 'COMPLETE')
  await ended(request)
  const commerceItemId = await itemOf(request)
  const split = await askedToo(request, [
    { commerceItemId, quantity: 1, reason: 'a' },
    { commerceItemId, quantity: 1, reason: 'b' },
  ])
  const taken = await takeBack(orderId, '2')
  const done = await is(split, 'COMPLETE')
  assert.deepEqual(
    done.returnItemList.map(({ quantityReceived }: Seen) => quantityReceived),
    [1, 1],
  )
  assert.equal(refunded(done), Number(taken.total.amount))
  assert.equal((await ended(split)).outcome, 'accepted')
})

test('C-28 a return whose last message is lost is asked for, and followed as its message would have been', async () => {
  const { orderId, request } = await asked(2, 2)
  // What came is told: the part that the shop says next is heard, its end is not.
  await shop.ok('PUT', '/switches', { messages: { drop: 10 } })
  await takeBack(orderId, '2')
  await is(request, 'COMPLETE')
  const { outcome, problems } = await ended(request)
  assert.deepEqual([outcome, ...problems.map(({ code }: Seen) => code)], ['accepted', 'taken_before'])
  assert.equal(await troubled(request.id), undefined)
  assert.deepEqual(await booked(orderId), [1, 1])
})
