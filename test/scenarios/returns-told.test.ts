import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { channelInput, SECRET } from '../support/shop.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'

// Goods of a shop's returns come back to our warehouse, and the shop is told so.
let shop: ShopProcess
let flow: Flow
before(async () => {
  shop = await ShopProcess.start()
  const limits = { DOCKET_SHOP_MARKETPLACE_URL: shop.url, DOCKET_SHOP_MARKETPLACE_KEY: SHOP_KEY }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  const { webhooks } = await flow.put('/channels/shop', channelInput())
  await shop.ok('PUT', '/settings', { allowReturnOnPartiallyFulfilledOrder: true })
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
  const end = performance.now() + 25_000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    assert.ok(performance.now() < end, `waited too long: ${what}`)
    await sleep(50)
  }
}
const log = async (key: string): Promise<Seen[]> =>
  (await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${key}`)).body.rows
const said = async ({ id }: Seen): Promise<Seen> => (await shop.api('GET', `/returnRequests/${id}`)).body
const is = (request: Seen, state: string): Promise<Seen> =>
  eventually(`${request.id} is ${state}`, async () => {
    const found = await said(request)
    return found.state === state && found
  })

/** An order of the shop that was delivered, and a return of so many of it that the shop waits for. */
async function asked(sold: number, quantity: number): Promise<{ orderId: string; request: Seen }> {
  const order = await shop.ok('POST', '/orders', {
    items: [{ sku: 'KIT-101', quantity: sold, price: '10.00' }],
  })
  const { orderId } = await eventually(`${order.id} came`, async () =>
    (await log(order.id)).find(({ outcome }) => outcome === 'accepted'),
  )
  await flow.until(orderId, (one) => one.invoices.length > 0)
  await eventually(`${order.id} is delivered`, async () => {
    const { body } = await shop.api('GET', `/orders/${order.id}`)
    return body.commerceItems.every(({ state }: Seen) => state === 'DELIVERED')
  })
  const items = [{ commerceItemId: order.commerceItems[0].id, quantity }]
  const request = await shop.ok('POST', `/orders/${order.id}/returns`, { items })
  await eventually(`${request.id} came`, async () =>
    (await log(request.id)).some(({ outcome }) => outcome === 'kept'),
  )
  return { orderId, request }
}
const takeBack = (orderId: string, quantity: string): Promise<Seen> =>
  flow.ok('/returns', { orderId, reason: 'at the dock', lines: [{ lineNo: 1, quantity }] })
const ended = ({ id }: Seen): Promise<Seen> =>
  eventually(`${id} is over here`, async () =>
    (await log(id)).find(({ outcome }) => outcome === 'accepted' || outcome === 'failed'),
  )

test('C-28 goods that came back here are told to the shop step by step, with what they are credited by, and credited once', async () => {
  const { orderId, request } = await asked(2, 2)
  const taken = await takeBack(orderId, '2')
  const done = await is(request, 'COMPLETE')
  // The shop meant to keep the shipping of 4.95: it was credited here.
  assert.deepEqual(done.operations, ['receiveReturns', 'adjustRefundAmounts', 'initiateRefund'])
  assert.equal(taken.total.amount, '29.94')
  assert.deepEqual(
    [
      done.refundMethodList[0].amount,
      done.actualTaxRefund,
      done.actualShippingRefund,
      done.returnItemList[0].quantityReceived,
    ],
    [29.94, 4.99, 4.95, 2],
  )
  const { outcome, problems } = await ended(request)
  assert.deepEqual([outcome, ...problems.map(({ code }: Seen) => code)], ['accepted', 'taken_before'])
  const { returns, invoices } = await flow.read(orderId)
  assert.deepEqual(
    [returns.length, invoices.filter(({ kind }: Seen) => kind === 'credit_memo').length],
    [1, 1],
  )
  await flow.lawful()
})

test('C-28 of a return of which a part came back the shop hears that part, and refunds when the rest is there or it is ended', async () => {
  const { orderId, request } = await asked(3, 2)
  await takeBack(orderId, '1')
  const part = await is(request, 'PARTIAL_RETURN')
  assert.deepEqual([part.operations, part.returnItemList[0].quantityReceived], [['receiveReturns'], 1])
  await sleep(1500)
  assert.deepEqual((await said(request)).operations, ['receiveReturns'])
})

test('C-28 a step whose answer was lost is found done: nothing is told twice', async () => {
  const { orderId, request } = await asked(1, 1)
  await shop.ok('PUT', '/switches', { answers: { delay: 1, delayMs: 6000 } })
  await takeBack(orderId, '1')
  const done = await is(request, 'COMPLETE')
  assert.deepEqual(done.operations, ['receiveReturns', 'adjustRefundAmounts', 'initiateRefund'])
  assert.equal((await ended(request)).outcome, 'accepted')
})

test('C-28 a return of which more came back here than it asks for is told of as a problem, and nothing is said to the shop', async () => {
  const { orderId, request } = await asked(3, 1)
  await takeBack(orderId, '2')
  const status = () => flow.server.request('GET', '/api/v1/channels/marketplace/order-status')
  const [troubled] = await eventually('the problem', async () => {
    const { returns } = (await status()).body
    return returns.length > 0 && (returns as Seen[])
  })
  assert.deepEqual([troubled!.name, troubled!.orderId], [request.id, orderId])
  assert.match(troubled!.problem, /more came back here than it asks for/)
  assert.deepEqual((await said(request)).operations, [])
})
