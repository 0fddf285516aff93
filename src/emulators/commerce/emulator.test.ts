import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { Receiver, ShopProcess } from '../../../test/support/shop-process.ts'

const HOUR = 3600

let folder: string
let shop: ShopProcess
let receivers: Receiver[] = []
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'shop-'))
})
after(() => rmSync(folder, { recursive: true }))
beforeEach(async () => {
  shop = await ShopProcess.start()
})
afterEach(async () => {
  await shop.stop()
  await Promise.all(receivers.map((one) => one.close()))
  receivers = []
})

async function receiver(): Promise<Receiver> {
  const made = await Receiver.open()
  receivers.push(made)
  return made
}
const listen = (webhook: string, ...to: Receiver[]) =>
  shop.api('PUT', `/webhooks/${webhook}`, { urls: to.map((one) => one.url) })
const advance = (advanceSeconds: number) => shop.ok('POST', '/clock', { advanceSeconds })
const place = (basket: object = {}) => shop.ok('POST', '/orders', basket)
const counts = (...of: Receiver[]) => of.map((one) => one.got.length)

test('C-41 a token is given for the application key, lives five minutes, and nothing is answered without one', async () => {
  assert.equal(await shop.login('another-application-key'), 401)
  const { id } = await place()
  assert.equal((await shop.api('GET', `/orders/${id}`)).status, 200)
  await advance(299)
  assert.equal((await shop.api('GET', `/orders/${id}`)).status, 200)
  await advance(2)
  assert.equal((await shop.api('GET', `/orders/${id}`)).status, 401)
  assert.equal((await shop.api('PUT', `/orders/${id}`, { state: 'PROCESSING' })).status, 401)
  await shop.login()
  assert.equal((await shop.api('GET', `/orders/${id}`)).body.state, 'SUBMITTED')
})

test('C-02 C-03 what is not taken comes again each hour, five times by the clock of the shop, and others hear of it once', async () => {
  const [good, bad, moved] = await Promise.all([receiver(), receiver(), receiver()])
  bad.status = 500
  moved.status = 301
  await listen('orderSubmit', good, bad, moved)
  const { id } = await place({ count: 3 })
  await advance(0)
  assert.deepEqual(counts(good, bad, moved), [1, 1, 1])
  await advance(HOUR - 1)
  assert.deepEqual(counts(good, bad, moved), [1, 1, 1])
  await advance(1)
  assert.deepEqual(counts(good, bad, moved), [1, 2, 2])
  moved.status = 204
  await advance(10 * HOUR)
  assert.deepEqual(counts(good, bad, moved), [1, 5, 3])
  await shop.login()
  const { items } = (await shop.api('GET', '/webhookFailedMessages')).body
  assert.deepEqual(
    items.map((one: { webhook: string; failedUrls: string[] }) => [one.webhook, one.failedUrls]),
    [['orderSubmit', [bad.url]]],
  )
  assert.equal(JSON.parse(items[0].body).order.id, id)
  // The same bytes each time.
  assert.equal(new Set(bad.got.map((one) => one.bytes.toString())).size, 1)
})

test('C-05 a failed message is looked at, sent again only to the addresses that did not take it, and deleted', async () => {
  const [good, bad] = await Promise.all([receiver(), receiver()])
  bad.status = 503
  await shop.ok('PUT', '/settings', { disableAfter: 100 })
  await listen('orderSubmit', good, bad)
  await place()
  await place()
  await advance(5 * HOUR)
  await shop.login()
  const { items } = (await shop.api('GET', '/webhookFailedMessages')).body
  assert.equal(items.length, 2)
  const [first, second] = items as { id: string }[]
  assert.equal((await shop.api('GET', `/webhookFailedMessages/${first!.id}`)).body.id, first!.id)
  const one = await shop.api('GET', `/webhookFailedMessages?q=${first!.id}`)
  assert.equal(one.body.totalResults, 1)
  bad.status = 200
  const before = counts(good, bad)
  assert.equal((await shop.api('PUT', `/webhookFailedMessages/${first!.id}`, { resend: true })).status, 200)
  await advance(0)
  assert.deepEqual(counts(good, bad), [before[0], before[1]! + 1])
  assert.equal((await shop.api('DELETE', `/webhookFailedMessages/${second!.id}`)).status, 204)
  assert.equal((await shop.api('GET', '/webhookFailedMessages')).body.totalResults, 0)
})

test('C-04 an address that keeps failing is no target any more: the other two get everything, and it gets the rest when it is back', async () => {
  const [a, dead, b] = await Promise.all([receiver(), receiver(), receiver()])
  dead.status = 500
  await shop.ok('PUT', '/settings', { disableAfter: 3 })
  await listen('orderSubmit', a, dead, b)
  for (let n = 0; n < 6; n += 1) {
    await place()
    await advance(0)
  }
  assert.deepEqual(counts(a, dead, b), [6, 3, 6])
  const [hook] = (await shop.api('GET', '/webhooks')).body.items
  assert.deepEqual(
    hook.targets.map((one: { disabled: boolean }) => one.disabled),
    [false, true, false],
  )
  dead.status = 200
  await shop.ok('POST', '/targets/enable', { url: dead.url })
  await advance(5 * HOUR)
  assert.deepEqual(counts(a, dead, b), [6, 9, 6])
})

test('C-06 C-07 the signature is over the very bytes, by the chosen hash and the secret that stands; a new secret ends the old', async () => {
  const hook = await receiver()
  await listen('orderSubmit', hook)
  const { secretKey } = (await shop.api('GET', '/webhooks/orderSubmit')).body
  const signed = (algorithm: string, secret: string) => {
    const { headers, bytes } = hook.got.at(-1)!
    return (
      headers['x-oracle-cc-webhook-signature'] ===
      createHmac(algorithm, secret).update(bytes).digest('base64')
    )
  }
  for (const algorithm of ['sha1', 'sha256', 'sha512']) {
    await shop.api('PUT', '/webhooks/orderSubmit', { algorithm })
    await place()
    await advance(0)
    for (const other of ['sha1', 'sha256', 'sha512'])
      assert.equal(signed(other, secretKey), other === algorithm, `${algorithm} ${other}`)
  }
  const renewed = (await shop.api('POST', '/webhooks/orderSubmit')).body.secretKey
  await place()
  await advance(0)
  assert.deepEqual([signed('sha512', secretKey), signed('sha512', renewed)], [false, true])
  assert.equal((await shop.api('PUT', '/webhooks/orderSubmit', { algorithm: 'md5' })).status, 400)
})

test('C-08 C-16 a receiver without the right to card data is not told them; a list that is cut says so, and the whole can be fetched', async () => {
  const [full, without] = await Promise.all([receiver(), receiver()])
  await listen('orderSubmit', full)
  await listen('orderSubmitWithoutPayment', without)
  await shop.ok('PUT', '/settings', { truncateAfter: 2 })
  const { id } = await place({ count: 5 })
  await advance(0)
  const [told] = full.got.map((one) => JSON.parse(one.bytes.toString()).order)
  const [less] = without.got.map((one) => JSON.parse(one.bytes.toString()).order)
  assert.ok(told.paymentGroups[0].token && told.paymentGroups[0].authorizationStatus.length === 1)
  assert.deepEqual(
    Object.keys(less.paymentGroups[0]).filter((name) =>
      /token|authoriz|expir|ClassType|creditCardNumber/.test(name),
    ),
    [],
  )
  assert.deepEqual([told.commerceItems.length, told.commerceItemsIsTruncated], [2, true])
  assert.equal('shippingGroupsIsTruncated' in told, false)
  assert.equal((await shop.api('GET', `/orders/${id}`)).body.commerceItems.length, 5)
})

test('C-23 within the time of remorse nobody is told but that it began; a second before its end the order is gone, at its end it is told once', async () => {
  const [orders, cancels, began] = await Promise.all([receiver(), receiver(), receiver()])
  await listen('orderSubmit', orders)
  await listen('cancelOrder', cancels)
  await listen('remorsePeriodStarted', began)
  await shop.ok('PUT', '/settings', { remorseMinutes: 30 })
  const taken = await place()
  const kept = await place()
  assert.equal(kept.state, 'QUEUED')
  await advance(30 * 60 - 1)
  await shop.ok('POST', `/orders/${taken.id}/cancel`, { reason: 'changed my mind' })
  await advance(HOUR)
  assert.deepEqual(counts(orders, cancels, began), [1, 0, 2])
  assert.equal(JSON.parse(orders.got[0]!.bytes.toString()).order.id, kept.id)
  assert.equal((await shop.control('POST', `/orders/${kept.id}/cancel`, { reason: 'late' })).status, 400)
})

test('C-24 C-36 after the submission a shopper cancels while nothing has left: the order system is told, and the stock is back', async () => {
  const cancels = await receiver()
  await listen('cancelOrder', cancels)
  await shop.ok('PUT', '/settings', { remorseMinutes: 1, extendedRemorseDays: 2 })
  await shop.api('PUT', '/inventories/KIT-101', { stockLevel: 10 })
  const stock = async () => (await shop.api('GET', '/inventories/KIT-101')).body.stockLevel
  const first = await place({ items: [{ sku: 'KIT-101', quantity: 3 }] })
  const second = await place({ items: [{ sku: 'KIT-101', quantity: 2 }] })
  assert.equal(await stock(), 5)
  await advance(120)
  await shop.ok('POST', `/orders/${first.id}/cancel`, { reason: 'too slow' })
  assert.equal(await stock(), 8)
  await advance(0)
  assert.equal(JSON.parse(cancels.got[0]!.bytes.toString()).order.state, 'CANCELLED')
  const [group] = second.shippingGroups
  const relations = group.commerceItemRelationships.map(({ id }: { id: string }) => ({
    id,
    state: 'DELIVERED',
  }))
  const shippingGroups = [{ id: group.id, commerceItemRelationships: relations }]
  assert.equal((await shop.api('PUT', `/orders/${second.id}`, { shippingGroups })).status, 200)
  assert.equal((await shop.control('POST', `/orders/${second.id}/cancel`, { reason: 'late' })).status, 400)
})

test('C-28 C-29 a return of what is done goes from asked to refunded; the refund methods sum to what is refunded', async () => {
  const hook = await receiver()
  await listen('returnRequestUpdate', hook)
  const order = await place({ items: [{ sku: 'KIT-101', quantity: 2, price: '10.00' }] })
  const asked = { items: [{ commerceItemId: order.commerceItems[0].id, quantity: 1 }] }
  assert.equal((await shop.control('POST', `/orders/${order.id}/returns`, asked)).status, 400)
  await shop.api('PUT', `/orders/${order.id}`, { state: 'NO_PENDING_ACTION' })
  const made = await shop.ok('POST', `/orders/${order.id}/returns`, asked)
  const op = (name: string, more: object = {}) =>
    shop.api('PUT', `/returnRequests/${made.id}`, { op: name, ...more })
  const [item] = made.returnItemList
  assert.equal(item.refundAmount, 10)
  assert.equal((await op('initiateRefund')).status, 400)
  const received = [
    { returnItemId: item.returnItemId, quantityReceived: 1, dispositionReason: 'acceptedWithRefund' },
  ]
  assert.equal((await op('receiveReturns', { returnItemList: received })).body.state, 'FULL_RETURN')
  const amounts = { returnFee: 2, refundMethodList: [{ id: made.refundMethodList[0].id, amount: 99 }] }
  assert.equal((await op('adjustRefundAmounts', amounts)).status, 400)
  amounts.refundMethodList[0]!.amount = 10 + made.actualTaxRefund - 2
  assert.equal((await op('adjustRefundAmounts', amounts)).status, 200)
  assert.equal((await op('initiateRefund')).body.state, 'COMPLETE')
  assert.equal((await shop.api('GET', `/orders/${order.id}`)).body.commerceItems[0].returnedQuantity, 1)
  await advance(0)
  const told = hook.got.map((one) => JSON.parse(one.bytes.toString()).return)
  assert.deepEqual(
    told.map((one) => one.state),
    ['PENDING_CUSTOMER_ACTION', 'FULL_RETURN', 'FULL_RETURN', 'COMPLETE'],
  )
  assert.equal(told[0].originatingOrder.id, order.id)
})

test('C-09 messages are doubled, delayed and lost as it is told; accounts are told too', async () => {
  const [orders, created, updated] = await Promise.all([receiver(), receiver(), receiver()])
  await listen('orderSubmit', orders)
  await listen('accountCreate', created)
  await listen('accountUpdate', updated)
  await shop.ok('PUT', '/switches', { messages: { drop: 1, duplicate: 1, delaySeconds: 60 } })
  await place()
  const { id } = await place()
  await advance(59)
  assert.deepEqual(counts(orders), [0])
  await advance(1)
  assert.deepEqual(
    orders.got.map((one) => JSON.parse(one.bytes.toString()).order.id),
    [id, id],
  )
  await shop.ok('PUT', '/switches', { messages: { duplicate: 0, delaySeconds: 0 } })
  const account = await shop.ok('POST', '/accounts', { email: 'ada@example.com' })
  await shop.ok('PUT', `/accounts/${account.id}`, { email: 'ada@example.org' })
  await advance(0)
  assert.deepEqual(counts(created, updated), [1, 1])
  assert.equal((await shop.control('PUT', '/switches', { messages: { loose: 1 } })).status, 400)
})

test('the shop is as it was when it is started again on its file, and as new without one', async () => {
  const kept = await ShopProcess.start(join(folder, 'shop.json'))
  try {
    const order = await kept.ok('POST', '/orders', { count: 2 })
    await kept.stop()
    await kept.start()
    await kept.login()
    assert.deepEqual((await kept.api('GET', `/orders/${order.id}`)).body, order)
    assert.notEqual((await kept.ok('POST', '/orders', {})).id, order.id)
  } finally {
    await kept.stop()
  }
  assert.equal((await shop.api('GET', '/orders/o10001')).status, 404)
})

test('the control API takes JSON for this machine alone, and says what it did not understand', async () => {
  const form = await fetch(`${shop.url}/emulator/orders`, { method: 'POST', body: '{}' })
  assert.equal(form.status, 415)
  assert.equal((await shop.control('POST', '/orders', { items: [] })).status, 400)
  assert.equal((await shop.control('GET', '/nothing')).status, 404)
  assert.equal((await shop.control('DELETE', '/orders')).status, 405)
})

test('every call that the guide names is there', async () => {
  const guide = readFileSync(new URL('../../../docs/guides/shop-emulator.md', import.meta.url), 'utf8')
  const named = [
    ...guide.matchAll(/((?:`?(?:GET|PUT|POST|DELETE)`?,? )+)(\/(?:ccadmin|emulator)\/[^\s`?]+)/g),
  ]
  const calls = named.flatMap(([, methods, path]) =>
    [...methods!.matchAll(/[A-Z]+/g)].map(
      ([method]) => [method, path!.replace('{id}', 'x').replace('{sku}', 'x')] as const,
    ),
  )
  assert.ok(calls.length >= 20, String(calls.length))
  for (const [method, path] of calls) {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(shop.url + path, {
      method,
      headers,
      ...(method === 'GET' ? {} : { body: '{"a":1}' }),
    })
    const text = await response.text()
    assert.doesNotMatch(text, /There is no (?:GET|PUT|POST|DELETE) /, `${method} ${path}`)
  }
})

test('C-16 orders are listed by their changes, page by page, with what was asked for of each; what is not understood is refused', async () => {
  const ids: string[] = []
  for (let count = 0; count < 5; count += 1) ids.push((await place({ count: 1 })).id)
  const first = (await shop.api('GET', `/orders/${ids[0]}`)).body
  await shop.api('PUT', `/orders/${ids[0]}`, { state: 'PROCESSING' })
  const list = (more: Record<string, string>) =>
    shop.api('GET', `/orders?${new URLSearchParams({ sort: 'lastModifiedTime:asc', ...more })}`)
  const all = (await list({})).body
  assert.deepEqual(
    [all.items.map((one: { id: string }) => one.id), all.totalResults],
    [[...ids.slice(1), ids[0]], 5],
  )
  const page = (await list({ limit: '2', offset: '3', fields: 'items.id,items.state' })).body
  assert.deepEqual(page.items, [
    { id: ids[4], state: 'SUBMITTED' },
    { id: ids[0], state: 'PROCESSING' },
  ])
  const since = new Date(first.lastModifiedTime + 1).toISOString()
  const changed = (await list({ q: `lastModifiedTime ge "${since}"`, queryFormat: 'SCIM' })).body
  assert.ok(
    changed.items.every((one: { lastModifiedTime: number }) => one.lastModifiedTime > first.lastModifiedTime),
  )
  for (const wrong of [{ q: 'state eq "SUBMITTED"' }, { sort: 'id' }, { limit: '251' }, { offset: '-1' }])
    assert.equal((await list(wrong as unknown as Record<string, string>)).status, 400, JSON.stringify(wrong))
})
