import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { channelInput, SECRET } from '../support/shop.ts'
import { ShopProcess } from '../support/shop-process.ts'

// A shop of its own process exchanges goods: a return, and an order that replaces what comes back.
let shop: ShopProcess
let flow: Flow
let address: string
before(async () => {
  shop = await ShopProcess.start()
  flow = new Flow(await startTestServer({ sample: true }))
  const paymentMethods = {
    creditCard: { code: 'card', prepaid: false },
    storeCredit: { code: 'exchange', prepaid: false },
  }
  const { webhooks } = await flow.put('/channels/shop', channelInput({ paymentMethods }))
  address = flow.server.url + webhooks
  await shop.ok('PUT', '/settings', { refundsShipping: true })
  await listen('orderSubmit', true)
  await listen('returnRequestUpdate', true)
})
after(async () => {
  await flow.close()
  await shop.stop()
})

const listen = (id: string, is: boolean) =>
  shop.api('PUT', `/webhooks/${id}`, { urls: is ? [address] : [], secretKey: SECRET, algorithm: 'sha512' })

async function eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const end = performance.now() + 15_000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    assert.ok(performance.now() < end, `waited too long: ${what}`)
    await sleep(50)
  }
}
const log = async (key: string): Promise<Seen[]> =>
  (await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${key}`)).body.rows
const accepted = (key: string): Promise<Seen> =>
  eventually(`${key} is accepted`, async () => {
    const rows = await log(key)
    const failed = rows.find(({ outcome }) => outcome === 'failed' || outcome === 'draft')
    assert.ok(!failed, JSON.stringify(failed))
    return rows.find(({ outcome }) => outcome === 'accepted')
  })
const billed = (orderId: string) => flow.until(orderId, (one) => one.invoices.length > 0)

async function sold(quantity: number, price: string): Promise<{ id: string; orderId: string; item: string }> {
  const order = await shop.ok('POST', '/orders', { items: [{ sku: 'KIT-101', quantity, price }] })
  const { orderId } = await accepted(order.id)
  await billed(orderId)
  await shop.api('PUT', `/orders/${order.id}`, { state: 'NO_PENDING_ACTION' })
  return { id: order.id, orderId, item: order.commerceItems[0].id }
}
const exchange = ({ id, item }: { id: string; item: string }, quantity: number, replacement: object) =>
  shop.ok('POST', `/orders/${id}/returns`, {
    items: [{ commerceItemId: item, quantity }],
    exchange: true,
    replacement: [replacement],
  })
async function complete({ id, returnItemList }: Seen): Promise<void> {
  const items = returnItemList.map(({ returnItemId, quantityToReturn: quantityReceived }: Seen) => ({
    returnItemId,
    quantityReceived,
    dispositionReason: 'acceptedWithRefund',
  }))
  await shop.api('PUT', `/returnRequests/${id}`, { op: 'receiveReturns', returnItemList: items })
  const { status } = await shop.api('PUT', `/returnRequests/${id}`, { op: 'initiateRefund' })
  assert.equal(status, 200)
}
const pay = async (orderId: string): Promise<void> => {
  const { total, account } = await flow.read(orderId)
  await flow.ok('/receipts', { account: account.number, orderId, amount: total, method: 'card' })
}
/** What an order owes, and what credit it has left. */
const open = async (orderId: string): Promise<string[]> =>
  (await flow.read(orderId)).invoices.map(
    (one: Seen) => `${one.kind} ${one.total.amount} open ${one.open.amount}`,
  )
const linked = (orderId: string, is: (exchange: Seen) => boolean): Promise<Seen> =>
  eventually('the exchange', async () => {
    const { exchanges } = await flow.read(orderId)
    return exchanges.length === 1 && is(exchanges[0]) && exchanges[0]
  })

test('A12-7 C-27 goods that are exchanged for dearer ones are credited, and the order that replaces them asks for the difference alone', async () => {
  const order = await sold(2, '10.00')
  await pay(order.orderId)
  await shop.ok('PUT', '/switches', { messages: { duplicate: 2 } })
  const request = await exchange(order, 1, { sku: 'KIT-102', quantity: 1, price: '30.00' })
  const replacing = request.replacementOrder.id
  const { orderId: replacement } = await accepted(replacing)
  await billed(replacement)
  // 30 + 4.95 and tax; nothing is back yet.
  assert.deepEqual(await open(replacement), ['invoice 41.94 open 41.94'])
  const early = await linked(order.orderId, (one) => one.replacementOrderId !== null)
  assert.deepEqual([early.creditMemoId, early.settledAt], [null, null])
  await complete(request)
  await accepted(request.id)
  const done = await linked(replacement, (one) => one.settledAt !== null)
  assert.deepEqual(
    [done.name, done.orderId, done.replacementOrderId],
    [request.id, order.orderId, replacement],
  )
  // The shop gives 10 + half of 4.95 and of the tax of 4.99 back.
  assert.deepEqual((await open(order.orderId)).toSorted(), [
    'credit_memo 14.98 open 0.00',
    'invoice 29.94 open 0.00',
  ])
  assert.deepEqual(await open(replacement), ['invoice 41.94 open 26.96'])
  await shop.ok('PUT', '/switches', { messages: { duplicate: 0 } })
  await shop.ok('POST', `/orders/${replacing}/resubmit`, {})
  await eventually('the resend', async () => (await log(replacing)).some(({ came }) => came > 3))
  assert.deepEqual(await open(replacement), ['invoice 41.94 open 26.96'])
  const { order: asked } = await shop.ok('GET', `/orders/${replacing}`)
  const [, rest] = asked.paymentGroups
  assert.equal(rest.amount, 26.96)
  const { account } = await flow.read(replacement)
  const amount = { amount: '26.96', currency: 'GBP' }
  await flow.ok('/receipts', { account: account.number, orderId: replacement, amount, method: 'card' })
  await flow.until(replacement, (one) => one.state === 'completed')
  await flow.lawful()
})

test('A12-7 C-27 the return may be over before its replacement is here: the credit waits, pays it, and what it does not need stays a credit', async () => {
  const order = await sold(1, '50.00')
  await pay(order.orderId)
  await listen('orderSubmit', false)
  const request = await exchange(order, 1, { sku: 'KIT-102', quantity: 1, price: '10.00' })
  await complete(request)
  await accepted(request.id)
  const waits = await linked(order.orderId, (one) => one.creditMemoId !== null)
  assert.deepEqual([waits.replacementOrderId, waits.settledAt], [null, null])
  await listen('orderSubmit', true)
  const replacing = request.replacementOrder.id
  await shop.ok('POST', `/orders/${replacing}/resubmit`, {})
  const { orderId: replacement } = await accepted(replacing)
  await billed(replacement)
  assert.deepEqual(await open(replacement), ['invoice 17.94 open 0.00'])
  await flow.until(replacement, (one) => one.state === 'completed')
  assert.deepEqual((await open(order.orderId)).toSorted(), [
    'credit_memo 65.94 open -48.00',
    'invoice 65.94 open 0.00',
  ])
  await flow.lawful()
})
