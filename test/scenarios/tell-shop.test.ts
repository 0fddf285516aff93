import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

let settings: Record<string, string>
let folder: string
let shop: ShopProcess
let flow: Flow
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shop-'))
  shop = await ShopProcess.start(join(folder, 'shop.json'))
  settings = { DOCKET_SHOP_WEBSHOP_URL: shop.url, DOCKET_SHOP_WEBSHOP_KEY: SHOP_KEY }
  flow = new Flow(await startTestServer({ sample: true, limits: settings }))
  // Two warehouses that say themselves what they shipped.
  for (const [rank, code] of ['DOCK', 'PIER'].entries())
    await flow.put('/locations', { code, name: code, country: 'GB', rank: rank + 1, autoConfirm: false })
  for (const sku of ['CRANE-1', 'CRANE-2', 'CRANE-3']) {
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
    const unitPrice = { amount: '10.00', currency: 'GBP' }
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice })
  }
  await flow.ok('/stock/opening', [
    { sku: 'CRANE-1', location: 'DOCK', quantity: '1000', unitCost: '5' },
    { sku: 'CRANE-2', location: 'PIER', quantity: '1000', unitCost: '5' },
  ])
})
after(async () => {
  await flow.close()
  await shop.stop()
  rmSync(folder, { recursive: true })
})

/** Places an order in the shop and hands it over, as the way in would. */
async function sold(items: { sku: string; quantity: number }[], more: object = {}): Promise<Seen> {
  const placed = await shop.ok('POST', '/orders', { items, ...more })
  const lines = placed.commerceItems.map((item: Seen) => ({
    lineId: item.id,
    sku: item.catalogRefId,
    quantity: String(item.quantity),
  }))
  const order = await flow.sell(lines, { externalId: placed.id })
  assert.equal(order.state, 'in_progress', JSON.stringify(order.problems))
  return { id: order.id, shopId: placed.id }
}

async function shopHas(shopId: string, is: (order: Seen) => boolean): Promise<Seen> {
  const end = performance.now() + 10_000
  for (;;) {
    const { items } = await shop.ok('GET', '/orders')
    const order = items.find((one: Seen) => one.id === shopId)
    if (is(order)) return order
    assert.ok(
      performance.now() < end,
      `waited too long: ${JSON.stringify({ order, status: await troubled() })}`,
    )
    await sleep(50)
  }
}
const statusOf = async (query = '') =>
  (await flow.server.request('GET', `/api/v1/channels/webshop/order-status${query}`)).body
const troubled = () => statusOf('?only=troubled')
const messagesOf = async (orderId: string) =>
  (await flow.server.request('GET', `/api/v1/channels/webshop/order-status/${orderId}`)).body.rows
/** The shop was told all of it, each message by one attempt. */
async function toldAtOnce(orderId: string): Promise<void> {
  const end = performance.now() + 10_000
  let rows = await messagesOf(orderId)
  while (rows.some((one: Seen) => one.state === 'sending') && performance.now() < end) {
    await sleep(50)
    rows = await messagesOf(orderId)
  }
  for (const one of rows) assert.deepEqual([one.state, one.attempts, one.problem], ['told', 1, null])
}
const writesOf = (shopId: string) => shop.saidOf('order written').filter((one) => one['order'] === shopId)
const relations = (order: Seen) =>
  order.shippingGroups.map((group: Seen) => group.commerceItemRelationships.map((one: Seen) => one.state))
const states = (order: Seen, list: string) => order[list].map((one: Seen) => one.state)
const shipmentOf = async (orderId: string, count = 1) =>
  (await flow.until(orderId, (one) => one.shipments.length === count)).shipments
const pay = (orderId: string, amount: string) =>
  flow.ok('/receipts', {
    account: 'GB-0001',
    amount: { amount, currency: 'GBP' },
    orderId,
    method: 'transfer',
  })

test('C-20 C-19 an order goes from submitted over processing and pending shipment to finished and settled, each told once and in order', async () => {
  // On its way: promised for a later day, and asked of nobody yet.
  const goods = { sku: 'CRANE-3', location: 'DOCK', quantity: '2', unitCost: '5' }
  await flow.ok('/supply-orders', [{ ...goods, number: 'PO-1', dueOn: '2099-01-31' }])
  const order = await sold([{ sku: 'CRANE-3', quantity: 2 }])
  let seen = await shopHas(order.shopId, (one) => one.state === 'PROCESSING')
  assert.deepEqual(
    [states(seen, 'shippingGroups'), relations(seen)],
    [['PROCESSING'], [['PENDING_DELIVERY']]],
  )
  await flow.ok('/stock/receipts', [{ ...goods, supplyNumber: 'PO-1' }])
  seen = await shopHas(order.shopId, (one) => states(one, 'shippingGroups')[0] === 'PENDING_SHIPMENT')
  assert.deepEqual(relations(seen), [['PENDING_DELIVERY']])
  const [shipment] = await shipmentOf(order.id)
  await flow.ok(`/shipments/${shipment.id}/confirm`, { carrier: 'DPD', trackingNumber: 'T-1' })
  seen = await shopHas(order.shopId, (one) => states(one, 'shippingGroups')[0] === 'NO_PENDING_ACTION')
  assert.deepEqual(
    [relations(seen), states(seen, 'commerceItems'), seen.shippingGroups[0].trackingNumber, seen.state],
    [[['DELIVERED']], ['DELIVERED'], 'T-1', 'PROCESSING'],
  )
  assert.deepEqual(states(seen, 'paymentGroups'), ['AUTHORIZED'])
  const { total } = await flow.until(order.id, (one) => one.billingStatus === 'billed')
  await pay(order.id, total.amount)
  seen = await shopHas(order.shopId, (one) => one.state === 'NO_PENDING_ACTION')
  assert.deepEqual(states(seen, 'paymentGroups'), ['SETTLED'])
  const writes = writesOf(order.shopId)
  assert.equal(new Set(writes.map((one) => JSON.stringify(one['given']))).size, writes.length)
  // The state of an item is the shop's to derive.
  assert.ok(writes.every((one) => !JSON.stringify(one['given']).includes('commerceItems')))
  await toldAtOnce(order.id)
  await flow.lawful()
})

test('C-20 C-17 two shipments, one in two parts: each group has its own state and tracking, and none is lost by the other', async () => {
  const order = await sold(
    [
      { sku: 'CRANE-1', quantity: 5 },
      { sku: 'CRANE-2', quantity: 1 },
    ],
    { shippingGroups: 2, custom: { giftNote: 'for Ada' } },
  )
  const shipments = await shipmentOf(order.id, 2)
  const { fulfillmentLines } = await flow.read(order.id)
  const of = (location: string) => shipments.find((one: Seen) => one.location.code === location)
  const [dock, pier] = [of('DOCK'), of('PIER')]
  await shopHas(
    order.shopId,
    (one) => states(one, 'shippingGroups').join() === 'PENDING_SHIPMENT,PENDING_SHIPMENT',
  )
  const line = fulfillmentLines.find((one: Seen) => one.location.code === 'DOCK')
  const part = { lines: [{ fulfillmentLineId: line.id, quantity: '3' }], trackingNumber: 'T-A' }
  await flow.ok(`/shipments/${dock.id}/confirm`, part)
  let seen = await shopHas(order.shopId, (one) => one.shippingGroups[0].trackingNumber === 'T-A')
  assert.deepEqual(states(seen, 'shippingGroups'), ['PENDING_SHIPMENT', 'PENDING_SHIPMENT'])
  assert.deepEqual(relations(seen), [['PENDING_DELIVERY'], ['PENDING_DELIVERY']])
  await flow.ok(`/shipments/${pier.id}/confirm`, { trackingNumber: 'T-B' })
  seen = await shopHas(order.shopId, (one) => one.shippingGroups[1].trackingNumber === 'T-B')
  assert.deepEqual(states(seen, 'shippingGroups'), ['PENDING_SHIPMENT', 'NO_PENDING_ACTION'])
  await flow.ok(`/shipments/${dock.id}/confirm`, {})
  seen = await shopHas(order.shopId, (one) => states(one, 'shippingGroups')[0] === 'NO_PENDING_ACTION')
  assert.deepEqual(
    [relations(seen), seen.shippingGroups.map((one: Seen) => one.trackingNumber), seen.giftNote],
    [[['DELIVERED'], ['DELIVERED']], ['T-A', 'T-B'], 'for Ada'],
  )
  await flow.lawful()
})

test('C-41 a token that the shop ended early costs one login more, and nobody hears of it', async () => {
  const order = await sold([{ sku: 'CRANE-1', quantity: 1 }])
  await shopHas(order.shopId, (one) => states(one, 'shippingGroups')[0] === 'PENDING_SHIPMENT')
  const logins = shop.saidOf('logged in').length
  await fetch(`${shop.url}/emulator/expire-tokens`, { method: 'POST' })
  const [shipment] = await shipmentOf(order.id)
  await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  await shopHas(order.shopId, (one) => states(one, 'shippingGroups')[0] === 'NO_PENDING_ACTION')
  assert.equal(shop.saidOf('logged in').length, logins + 1)
  await toldAtOnce(order.id)
})

test('C-20 a shop that is away is left alone, shown with the reason, and knows all when it is back', async () => {
  const order = await sold([{ sku: 'CRANE-1', quantity: 1 }])
  await shopHas(order.shopId, (one) => states(one, 'shippingGroups')[0] === 'PENDING_SHIPMENT')
  await sleep(600)
  await shop.stop()
  const [shipment] = await shipmentOf(order.id)
  await flow.ok(`/shipments/${shipment.id}/confirm`, { trackingNumber: 'T-LATE' })
  const end = performance.now() + 10_000
  let shown = await statusOf()
  while (shown.problem === null && performance.now() < end) {
    await sleep(50)
    shown = await statusOf()
  }
  assert.match(shown.problem, /cannot be reached/)
  const waiting = (await troubled()).rows.find((one: Seen) => one.orderId === order.id)
  assert.match(waiting.problem, /cannot be reached/)
  // What is agreed goes on meanwhile.
  await flow.until(order.id, (one) => one.billingStatus === 'billed')
  await shop.start()
  const seen = await shopHas(order.shopId, (one) => states(one, 'shippingGroups')[0] === 'NO_PENDING_ACTION')
  assert.equal(seen.shippingGroups[0].trackingNumber, 'T-LATE')
  await sleep(1200)
  assert.equal((await statusOf()).problem, null)
  assert.equal(writesOf(order.shopId).filter((one) => JSON.stringify(one).includes('T-LATE')).length, 1)
})

test('C-20 an order that the shop does not know is refused, shown, and told again when a person wants it', async () => {
  const made = await flow.sell([{ sku: 'CRANE-1', quantity: '1', lineId: 'ci1' }], {
    externalId: 'o-nowhere',
  })
  const end = performance.now() + 10_000
  const find = async () => (await troubled()).rows.find((one: Seen) => one.orderId === made.id)
  let row = await find()
  while (row?.dueAt !== null && performance.now() < end) {
    await sleep(50)
    row = await find()
  }
  assert.match(row.problem, /answered 404: There is no order o-nowhere/)
  assert.equal((await messagesOf(made.id))[0].state, 'refused')
  const { attempts } = row
  const retried = await flow.server.request('POST', `/api/v1/channels/webshop/order-status/${made.id}/retry`)
  assert.equal(retried.status, 200)
  while ((await find()).attempts === attempts && performance.now() < end) await sleep(50)
  assert.equal((await find()).attempts, attempts + 1)
  const nobody = await flow.server.request('POST', '/api/v1/channels/webshop/order-status/ord_x/retry')
  assert.equal(nobody.status, 404)
})

test('C-20 two nodes tell the same shop of the same orders, and each thing is said once and in order', async () => {
  const beside = await startTestServer({ beside: flow.server, limits: settings })
  try {
    const orders = await Promise.all(
      Array.from({ length: 12 }, () => sold([{ sku: 'CRANE-1', quantity: 1 }])),
    )
    await Promise.all(
      orders.map(async (order) => {
        const [shipment] = await shipmentOf(order.id)
        await flow.ok(`/shipments/${shipment.id}/confirm`, { trackingNumber: `N-${order.shopId}` })
      }),
    )
    for (const order of orders) {
      await shopHas(order.shopId, (one) => states(one, 'shippingGroups')[0] === 'NO_PENDING_ACTION')
      await toldAtOnce(order.id)
      const given = writesOf(order.shopId).map((one) => JSON.stringify(one['given']))
      assert.equal(new Set(given).size, given.length, given.join('\n'))
      // Nothing older is said after the last.
      assert.match(given.at(-1)!, /NO_PENDING_ACTION.*DELIVERED/)
    }
  } finally {
    await beside.close()
  }
})

test('C-20 a write whose answer is lost is found done, and not said again', async () => {
  const order = await sold([{ sku: 'CRANE-1', quantity: 1 }])
  await shopHas(order.shopId, (one) => states(one, 'shippingGroups')[0] === 'PENDING_SHIPMENT')
  await toldAtOnce(order.id)
  // Longer than anybody waits for an answer.
  await shop.ok('PUT', '/switches', { answers: { delay: 1, delayMs: 8000 } })
  const [shipment] = await shipmentOf(order.id)
  await flow.ok(`/shipments/${shipment.id}/confirm`, { trackingNumber: 'T-LOST' })
  const end = performance.now() + 20_000
  const last = async () =>
    (await messagesOf(order.id)).find((one: Seen) => one.wanted.lines[0].tracking.length > 0)
  let message = await last()
  while (message?.state !== 'told' && performance.now() < end) {
    await sleep(50)
    message = await last()
  }
  assert.deepEqual([message.state, message.attempts], ['told', 2])
  assert.equal(writesOf(order.shopId).filter((one) => JSON.stringify(one).includes('T-LOST')).length, 1)
})

test('C-20 what a shopper has cancelled is not brought back while its message is on its way; what has left is told when a person has decided', async () => {
  await shop.ok('PUT', '/settings', { extendedRemorseDays: 1 })
  const order = await sold([{ sku: 'CRANE-1', quantity: 2 }])
  await shopHas(order.shopId, (one) => states(one, 'shippingGroups')[0] === 'PENDING_SHIPMENT')
  await toldAtOnce(order.id)
  await shop.ok('POST', `/orders/${order.shopId}/cancel`, { reason: 'changed my mind' })
  const { id: holdId } = await flow.ok(`/orders/${order.id}/holds`, { code: 'fraud', reason: 'odd' })
  const end = performance.now() + 10_000
  const find = async () => (await troubled()).rows.find((one: Seen) => one.orderId === order.id)
  let row = await find()
  while (row === undefined && performance.now() < end) {
    await sleep(50)
    row = await find()
  }
  assert.match(row.problem, /the shop has it as CANCELLED/)
  const seen = await shopHas(order.shopId, () => true)
  assert.deepEqual([seen.state, states(seen, 'shippingGroups')], ['CANCELLED', ['PENDING_SHIPMENT']])
  await flow.ok(`/orders/${order.id}/holds/${holdId}/release`, { reason: 'not odd' })
  const [shipment] = await shipmentOf(order.id)
  await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  await flow.until(order.id, (one) => one.billingStatus === 'billed')
  // No channel takes messages of this source, so nothing is followed; and nothing is written over it.
  row = await find()
  assert.deepEqual([row.shopState, row.message], ['CANCELLED', null])
  const standing = await shopHas(order.shopId, () => true)
  assert.deepEqual([standing.state, states(standing, 'shippingGroups')], ['CANCELLED', ['PENDING_SHIPMENT']])
  await flow.ok(`/channels/webshop/order-status/${order.id}/retry`, { over: 'CANCELLED' })
  const told = await shopHas(order.shopId, (one) => states(one, 'shippingGroups')[0] === 'NO_PENDING_ACTION')
  assert.equal(told.state, 'PROCESSING')
})

test('C-20 what waits because a shop was away is told as soon as a process starts', async () => {
  await flow.server.database.sql(`
    update channels.status_channel
    set due_at = now() + interval '15 minutes', failures = 10, problem = 'it was away'`)
  const { id, shopId } = await sold([{ sku: 'CRANE-1', quantity: 1 }])
  await sleep(1500)
  assert.deepEqual(await messagesOf(id), [])
  const beside = await startTestServer({ beside: flow.server, limits: settings })
  try {
    await shopHas(shopId, (order) => order.state === 'PROCESSING')
  } finally {
    await beside.close()
  }
})
