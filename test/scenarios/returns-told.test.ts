import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { eventually, openReturns } from '../support/shop-returns.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'

// Goods of a shop's returns come back to our warehouse, and the shop is told so.
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
