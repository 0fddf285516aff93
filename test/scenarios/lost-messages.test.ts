import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, SECRET, signed } from '../support/shop.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

// The shop is a process of its own that loses messages. What changed in it is looked over each second.
const JOB = 'look-over-marketplace'
let shop: ShopProcess
let flow: Flow
let address: string
before(async () => {
  shop = await ShopProcess.start()
  const limits = {
    DOCKET_SHOP_MARKETPLACE_URL: shop.url,
    DOCKET_SHOP_MARKETPLACE_KEY: SHOP_KEY,
    DOCKET_SHOP_LOOK_SECONDS: '1',
    DOCKET_SHOP_LOOK_GRACE_SECONDS: '1',
  }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
  await flow.put('/items', { sku: 'SC-1', name: 'SC-1', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'SC-1', location: 'DOCK', quantity: '1000', unitCost: '5' }])
  const { webhooks } = await flow.put('/channels/shop', channelInput())
  address = flow.server.url + webhooks
  for (const id of ['orderSubmit', 'cancelOrder'])
    await shop.api('PUT', `/webhooks/${id}`, { urls: [address], secretKey: SECRET, algorithm: 'sha512' })
  await shop.ok('PUT', '/settings', { extendedRemorseDays: 1 })
  await looks(1)
})
after(async () => {
  await flow.close()
  await shop.stop()
})

const place = (quantity = 2) =>
  shop.ok('POST', '/orders', { items: [{ sku: 'SC-1', quantity, price: '10.00' }] })
const lose = (drop: number) => shop.ok('PUT', '/switches', { messages: { drop } })
const job = async (): Promise<Seen> =>
  (await flow.server.request('GET', `/api/v1/monitoring/jobs/${JOB}`)).body
const log = async (key: string): Promise<Seen[]> =>
  (await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${key}`)).body.rows
const shopOrder = async (id: string): Promise<Seen> => (await shop.api('GET', `/orders/${id}`)).body
const saying = ({ event, outcome, problems }: Seen) => [
  event,
  outcome,
  ...problems.map((one: Seen) => one.code),
]

async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = performance.now() + 15_000
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    assert.ok(performance.now() < end, what)
    await sleep(50)
  }
}
/** So many whole looks from now. */
async function looks(count: number): Promise<void> {
  const asked = () => shop.saidOf('logged in').length
  const before = asked()
  await eventually(async () => (asked() > before + count ? true : undefined), 'nobody looks')
}
const logged = (key: string, count = 1): Promise<Seen[]> =>
  eventually(async () => {
    const rows = await log(key)
    return rows.length >= count && rows.every((one) => one.outcome !== 'waiting') ? rows : undefined
  }, `${key} is not logged ${count} times`)
const shopHas = (id: string, is: (order: Seen) => boolean): Promise<Seen> =>
  eventually(async () => {
    const order = await shopOrder(id)
    return is(order) ? order : undefined
  }, `the shop does not hear of ${id}`)
/** It came by its webhook, and the shop heard what became of it. */
async function sold(quantity = 2): Promise<{ placed: Seen; orderId: string }> {
  const placed = await place(quantity)
  const [{ orderId }] = (await logged(placed.id)) as [Seen]
  await shopHas(placed.id, (one) => one.shippingGroups[0].state === 'PENDING_SHIPMENT')
  return { placed, orderId }
}
const ordersOf = (key: string) =>
  flow.server.database.sql('select order_id from orders.source_key where external_id = $1', [key])

test('N-8 C-25 a cancellation whose message was dropped is followed within a look, before anything of the order ships', async () => {
  const { placed, orderId } = await sold()
  await lose(1)
  assert.equal(
    (await shop.control('POST', `/orders/${placed.id}/cancel`, { reason: 'too late' })).status,
    200,
  )
  const [cancelled] = (await logged(placed.id, 2)) as [Seen]
  assert.deepEqual(saying(cancelled), ['order_cancelled', 'accepted'])
  const order = await flow.read(orderId)
  assert.equal(order.state, 'cancelled')
  assert.ok(order.shipments.every((one: Seen) => one.state === 'cancelled'))
  const told = await shopHas(placed.id, (one) => one.shippingGroups[0].state === 'REMOVED')
  assert.equal(told.state, 'CANCELLED')
  await looks(3)
  assert.equal((await log(placed.id)).length, 2)
  await flow.lawful()
})

test('N-8 C-14 an order whose message was dropped is taken from the shop, and is one order when the shop sends it yet', async () => {
  await lose(1)
  const placed = await place()
  const [taken] = (await logged(placed.id)) as [Seen]
  assert.deepEqual(saying(taken), ['order_submitted', 'accepted'])
  assert.equal((await flow.read(taken.orderId)).externalId, placed.id)
  await shopHas(placed.id, (one) => one.shippingGroups[0].state === 'PENDING_SHIPMENT')
  // The shop sends what it had to say hours ago.
  const bytes = JSON.stringify({ site: { siteName: 'Example shop' }, order: placed })
  const headers = { 'content-type': 'application/json', ...signed(bytes) }
  assert.equal((await fetch(address, { method: 'POST', headers, body: bytes })).status, 202)
  const rows = await logged(placed.id, 2)
  assert.deepEqual(
    rows.map((one) => one.orderId),
    [taken.orderId, taken.orderId],
  )
  await looks(3)
  assert.equal((await log(placed.id)).length, 2)
  assert.equal((await ordersOf(placed.id)).length, 1)
  await flow.lawful()
})

test('N-8 C-26 a change whose message was dropped is taken as a version, and what Docket wrote itself is none', async () => {
  const { placed, orderId } = await sold(3)
  const less = await place(1)
  await looks(3)
  // Docket wrote states of it: nobody has changed it.
  assert.equal((await log(placed.id)).length, 1)
  const [item] = placed.commerceItems
  const [group] = placed.shippingGroups
  const changed = await shop.api('PUT', `/orders/${placed.id}`, {
    priceInfo: less.priceInfo,
    taxPriceInfo: less.taxPriceInfo,
    commerceItems: [{ ...less.commerceItems[0], id: item.id }],
    shippingGroups: [
      {
        id: group.id,
        commerceItemRelationships: [{ id: group.commerceItemRelationships[0].id, quantity: 1 }],
      },
    ],
    paymentGroups: [
      {
        id: placed.paymentGroups[0].id,
        amount: less.priceInfo.total,
        amountAuthorized: less.priceInfo.total,
      },
    ],
  })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  const [version] = (await logged(placed.id, 2)) as [Seen]
  assert.deepEqual(saying(version).slice(0, 2), ['order_submitted', 'accepted'])
  const { fulfillmentLines } = await flow.read(orderId)
  assert.deepEqual(
    fulfillmentLines.map((one: Seen) => `${one.quantity} - ${one.cancelled}`),
    ['3 - 2'],
  )
  await looks(3)
  assert.equal((await log(placed.id)).length, 2)
  await flow.lawful()
})

test('N-8 C-25 what ended in the shop without a message stands as contradicting at the next look, whatever it was told before', async () => {
  const { placed, orderId } = await sold()
  await shop.api('PUT', `/orders/${placed.id}`, { state: 'FAILED' })
  const row = await eventually(async () => {
    const path = '/api/v1/channels/marketplace/order-status?only=troubled'
    const { rows } = (await flow.server.request('GET', path)).body
    return rows.find((one: Seen) => one.orderId === orderId && one.shopState !== null)
  }, 'nobody sees that it failed')
  assert.equal(row.shopState, 'FAILED')
  assert.equal((await log(placed.id)).length, 1)
  await flow.ok(`/orders/${orderId}/cancel`, { reason: 'it failed in the shop' })
})

test('N-8 while the shop is away the job fails and says so; what was lost meanwhile is found when it answers', async () => {
  const { placed, orderId } = await sold()
  await shop.ok('PUT', '/switches', { answers: { fail: 1000, status: 503 }, messages: { drop: 2 } })
  assert.equal((await shop.control('POST', `/orders/${placed.id}/cancel`, { reason: 'gone' })).status, 200)
  const missed = await place()
  await eventually(async () => {
    return JSON.stringify(await job()).includes('answered 503') ? true : undefined
  }, 'no run has failed')
  assert.equal((await flow.read(orderId)).state, 'in_progress')
  await shop.ok('PUT', '/switches', { answers: { fail: 0 } })
  await logged(placed.id, 2)
  assert.equal((await flow.read(orderId)).state, 'cancelled')
  const [taken] = (await logged(missed.id)) as [Seen]
  assert.equal(taken.outcome, 'accepted')
})

test('N-8 what was handed over before the shop was looked over is not taken for lost, whatever changes of it', async () => {
  // As if the shop were connected an hour from now.
  await flow.server.database.sql(`update channels.shop_look set since = since + interval '1 hour'`)
  await lose(1)
  const { id } = await place()
  await looks(3)
  await shop.api('PUT', `/orders/${id}`, { state: 'PROCESSING' })
  await looks(3)
  assert.deepEqual(await log(id), [])
  assert.deepEqual(await ordersOf(id), [])
})
