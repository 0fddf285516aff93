import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, SECRET, signed, submittedOrder } from '../support/shop.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

// The shop is a process of its own: what it says comes by its webhooks, and it is told what became of it.
let shop: ShopProcess
let flow: Flow
let address: string
before(async () => {
  shop = await ShopProcess.start()
  const limits = {
    DOCKET_SHOP_MARKETPLACE_URL: shop.url,
    DOCKET_SHOP_MARKETPLACE_KEY: SHOP_KEY,
    DOCKET_ALERT_EVERY_SECONDS: '1',
  }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
  for (const sku of ['SC-1', 'SC-2'])
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'SC-1', location: 'DOCK', quantity: '1000', unitCost: '5' }])
  const { webhooks } = await flow.put('/channels/shop', channelInput())
  address = flow.server.url + webhooks
  for (const id of ['orderSubmit', 'cancelOrder', 'remorsePeriodStarted'])
    await shop.api('PUT', `/webhooks/${id}`, {
      urls: [address],
      secretKey: SECRET,
      algorithm: 'sha512',
    })
  await shop.ok('PUT', '/settings', { extendedRemorseDays: 1 })
})
after(async () => {
  await flow.close()
  await shop.stop()
})

const place = (items: object[] = [{ sku: 'SC-1', quantity: 2, price: '10.00' }], more: object = {}) =>
  shop.ok('POST', '/orders', { items, ...more })
const cancel = (id: string, reason = 'changed my mind') =>
  shop.control('POST', `/orders/${id}/cancel`, { reason })
async function send(body: unknown): Promise<void> {
  const bytes = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', ...signed(bytes) }
  const { status } = await fetch(address, { method: 'POST', headers, body: bytes })
  assert.equal(status, 202)
}
const log = async (key: string): Promise<Seen[]> =>
  (await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${key}`)).body.rows

async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = performance.now() + 10_000
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    assert.ok(performance.now() < end, what)
    await sleep(50)
  }
}
const logged = (key: string, event: string): Promise<Seen> =>
  eventually(async () => {
    const rows = await log(key)
    return rows.find((one) => one.event === event && one.outcome !== 'waiting')
  }, `no ${event} of ${key}`)
const shopHas = (id: string, is: (order: Seen) => boolean): Promise<Seen> =>
  eventually(async () => {
    const { body } = await shop.api('GET', `/orders/${id}`)
    return is(body) ? body : undefined
  }, `the shop does not hear of ${id}`)
const shopOrder = async (id: string): Promise<Seen> => (await shop.api('GET', `/orders/${id}`)).body
/** The shop says it of an order, and no webhook of it comes. */
const silently = (id: string, body: object) => shop.api('PUT', `/orders/${id}`, body)
const statusRow = async (orderId: string): Promise<Seen> =>
  (
    await flow.server.request('GET', '/api/v1/channels/marketplace/order-status?only=troubled')
  ).body.rows.find((one: Seen) => one.orderId === orderId)
const contradicted = (orderId: string): Promise<Seen> =>
  eventually(async () => {
    const row = await statusRow(orderId)
    return row?.shopState && row.failures >= 3 ? row : undefined
  }, `${orderId} is not contradicted`)
const decide = (orderId: string, over: string) =>
  flow.post(`/channels/marketplace/order-status/${orderId}/retry`, { over })
const alerts = async (): Promise<Seen[]> =>
  (await flow.server.request('GET', '/api/v1/monitoring/alerts')).body.rows.filter(
    (one: Seen) => one.condition === 'shop-contradicts',
  )
const seen = ({ state, shippingGroups: [group], paymentGroups: [payment] }: Seen) => [
  state,
  group.state,
  group.commerceItemRelationships[0].state,
  payment.state,
]

test('C-24 C-25 whatever state the shop lets its shopper cancel in, the order is cancelled, its goods are free, and the shop hears it', async () => {
  // Each case: what the shop has when its shopper cancels.
  const cases: [what: string, start: () => Promise<string>, before: string[]][] = [
    [
      'asked of the warehouse',
      async () => (await place()).id,
      ['PROCESSING', 'PENDING_SHIPMENT', 'PENDING_DELIVERY', 'AUTHORIZED'],
    ],
    [
      'backordered',
      async () => (await place([{ sku: 'SC-2', quantity: 1, price: '10.00' }])).id,
      ['PROCESSING', 'PROCESSING', 'BACK_ORDERED', 'AUTHORIZED'],
    ],
    [
      'held',
      async () => {
        const { id } = await place([{ sku: 'SC-2', quantity: 1, price: '10.00' }])
        const { orderId } = await logged(id, 'order_submitted')
        await flow.ok(`/orders/${orderId}/holds`, { code: 'fraud', reason: 'odd' })
        return id
      },
      ['PROCESSING', 'PENDING_MERCHANT_ACTION', 'BACK_ORDERED', 'AUTHORIZED'],
    ],
    [
      'a draft, for its item is unknown',
      async () => (await place([{ sku: 'SC-NONE', quantity: 1, price: '10.00' }])).id,
      ['SUBMITTED', 'INITIAL', 'INITIAL', 'AUTHORIZED'],
    ],
  ]
  for (const [what, start, before] of cases) {
    const id = await start()
    const { orderId } = await logged(id, 'order_submitted')
    await shopHas(id, (one) => JSON.stringify(seen(one)) === JSON.stringify(before))
    assert.equal((await cancel(id)).status, 200, what)
    const message = await logged(id, 'order_cancelled')
    assert.deepEqual([message.outcome, message.problems, message.orderId], ['accepted', [], orderId], what)
    const order = await flow.read(orderId)
    assert.deepEqual([order.state, order.timeline.at(-1).reason], ['cancelled', 'changed my mind'], what)
    assert.ok(
      order.shipments.every((one: Seen) => one.state === 'cancelled'),
      what,
    )
    const draft = before[0] === 'SUBMITTED'
    const told = await shopHas(id, (one) => draft || one.shippingGroups[0].state === 'REMOVED')
    // The shop's own word stays: to who reads it, it says the same.
    assert.equal(told.state, 'CANCELLED', what)
    if (!draft) assert.equal(seen(told)[2], 'REMOVED', what)
  }
  await flow.lawful()
})

test('C-25 an order cancelled here is REMOVED there; cancelled after it left, it is not, and the shop hears what is so when a person has decided', async () => {
  const own = (await place()).id
  const { orderId } = await logged(own, 'order_submitted')
  await flow.ok(`/orders/${orderId}/cancel`, { reason: 'not to be had' })
  const removed = await shopHas(own, (one) => one.state === 'REMOVED')
  assert.deepEqual(seen(removed).slice(0, 3), ['REMOVED', 'REMOVED', 'REMOVED'])
  assert.equal((await cancel(own)).status, 400)

  // Its shopper cancels, but the goods leave before that is here.
  const late = (await place()).id
  const { orderId: lateId } = await logged(late, 'order_submitted')
  await shopHas(late, (one) => one.shippingGroups[0].state === 'PENDING_SHIPMENT')
  await shop.ok('PUT', '/switches', { messages: { delaySeconds: 600 } })
  assert.equal((await cancel(late)).status, 200)
  await shop.ok('PUT', '/switches', { messages: { delaySeconds: 0 } })
  const { shipments } = await flow.read(lateId)
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, { trackingNumber: 'T-LATE' })
  await shop.ok('POST', '/clock', { advanceSeconds: 600 })
  await shop.login()
  const message = await logged(late, 'order_cancelled')
  assert.deepEqual(
    [message.outcome, message.problems.map((one: Seen) => one.code), message.orderId],
    ['kept', ['already_shipped'], lateId],
  )
  // Who is right is for a person to say: until then the shop is not told otherwise.
  const waits = await contradicted(lateId)
  assert.deepEqual([waits.shopState, (await shopOrder(late)).state], ['CANCELLED', 'CANCELLED'])
  assert.equal((await decide(lateId, 'REMOVED')).status, 404)
  assert.equal((await decide(lateId, 'CANCELLED')).status, 200)
  const told = await shopHas(late, (one) => one.shippingGroups[0].state === 'NO_PENDING_ACTION')
  assert.deepEqual(
    [seen(told).slice(0, 3), told.shippingGroups[0].trackingNumber],
    [['PROCESSING', 'NO_PENDING_ACTION', 'DELIVERED'], 'T-LATE'],
  )
  assert.equal((await flow.until(lateId, (one) => one.invoices.length === 1)).state, 'in_progress')
  // What the shop knows to have left it does not offer to cancel.
  assert.equal((await cancel(late)).status, 400)
  await flow.lawful()
})

test('C-23 C-09 what a shopper may still take back is seen as coming, is one order when it comes, and none when it was taken back', async () => {
  await shop.ok('PUT', '/settings', { remorseMinutes: 30 })
  const [kept, gone] = [(await place()).id, (await place()).id]
  const began = await logged(kept, 'remorse_started')
  const [problem] = began.problems
  assert.deepEqual([began.outcome, began.orderId, problem.code], ['kept', null, 'remorse_period'])
  assert.match(problem.message, /it is coming \(items: 1, total: 29\.94 GBP\)/)
  await shop.ok('POST', '/clock', { advanceSeconds: 30 * 60 - 1 })
  await shop.login()
  assert.equal((await cancel(gone)).status, 200)
  await shop.ok('POST', '/clock', { advanceSeconds: 2 })
  const { outcome, orderId } = await logged(kept, 'order_submitted')
  assert.equal(outcome, 'accepted')
  assert.equal((await flow.read(orderId)).externalId, kept)
  assert.deepEqual(
    (await log(gone)).map((one) => one.event),
    ['remorse_started'],
  )
  const rows = await flow.server.database.sql<{ external_id: string }>(
    'select external_id from orders.sales_order where external_id = any($1)',
    [[kept, gone]],
  )
  assert.deepEqual(
    rows.map((row) => row.external_id),
    [kept],
  )
  await shop.ok('PUT', '/settings', { remorseMinutes: 0 })
})

test('C-25 an order and its cancellation that come at one moment, in whatever order, end cancelled, and nothing of them leaves', async () => {
  const names = Array.from({ length: 20 }, (_, n) => `o-together-${n}`)
  const of = (name: string, more: object = {}) =>
    submittedOrder(name, [{ amount: 20 }], {
      payment: { paymentMethod: 'voucher' },
      order: more,
    })
  await Promise.all(
    names.flatMap((name, index) => {
      const pair = [of(name), of(name, { state: 'CANCELLED', cancelReason: 'at once' })]
      return (index % 2 === 0 ? pair : pair.toReversed()).map((body) => send(body))
    }),
  )
  for (const name of names)
    await eventually(async () => {
      const rows = await log(name)
      return rows.length === 2 && rows.every((one) => one.outcome === 'accepted') ? rows : undefined
    }, `${name} is not done`)
  const rows = await flow.server.database.sql<{ state: string }>(
    `select s.state from orders.order_state s join orders.sales_order o on o.company_id = s.company_id
       and o.id = s.order_id and o.version = s.version where o.external_id = any($1)`,
    [names],
  )
  assert.deepEqual(
    rows.map((row) => row.state),
    names.map(() => 'cancelled'),
  )
  await flow.lawful()
})

test('C-24 C-25 a cancellation whose message was lost is not written over: what the shop has is taken for it, and followed', async () => {
  const { id } = await place()
  const { orderId } = await logged(id, 'order_submitted')
  await shopHas(id, (one) => one.shippingGroups[0].state === 'PENDING_SHIPMENT')
  await silently(id, { state: 'CANCELLED' })
  // Something else happens, of which the shop is to know.
  await flow.ok(`/orders/${orderId}/holds`, { code: 'fraud', reason: 'odd' })
  const message = await logged(id, 'order_cancelled')
  assert.deepEqual([message.outcome, message.orderId], ['accepted', orderId])
  assert.equal((await flow.read(orderId)).state, 'cancelled')
  const told = await shopHas(id, (one) => one.shippingGroups[0].state === 'REMOVED')
  assert.equal(told.state, 'CANCELLED')
  assert.equal(
    await eventually(async () => ((await statusRow(orderId)) ? undefined : 'well'), 'trouble'),
    'well',
  )
  // Nothing of ours was ever written over it.
  const states = shop
    .saidOf('order written')
    .filter((one) => one['order'] === id && one['from'] === 'CANCELLED')
  assert.deepEqual([...new Set(states.map((one) => one['to']))], ['CANCELLED'])
  await flow.lawful()
})

test('C-25 N-8 an order that was taken back in the shop after its goods left waits for a person: an alert names it and its money, and its page says what to do', async () => {
  const { id, priceInfo } = await place()
  const { orderId } = await logged(id, 'order_submitted')
  await shopHas(id, (one) => one.shippingGroups[0].state === 'PENDING_SHIPMENT')
  await silently(id, { state: 'CANCELLED' })
  const { shipments, number } = await flow.read(orderId)
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, { trackingNumber: 'T-GONE' })
  const message = await logged(id, 'order_cancelled')
  assert.deepEqual(
    [message.outcome, message.problems.map((one: Seen) => one.code), message.orderId],
    ['kept', ['already_shipped'], orderId],
  )
  const row = await contradicted(orderId)
  assert.deepEqual(
    [row.shopState, row.message, row.problem],
    ['CANCELLED', message.id, 'the shop has it as CANCELLED, and goods of it have left'],
  )
  const [alert] = await eventually(async () => {
    const found = await alerts()
    return found.length > 0 ? found : undefined
  }, 'no alert')
  const amount = Number(priceInfo.total).toFixed(2)
  assert.deepEqual(
    [alert.severity, alert.subject, alert.atRisk],
    ['critical', `marketplace ${id}`, { amount, currency: 'GBP' }],
  )
  assert.ok(
    alert.says.includes(number) && alert.says.includes(id) && alert.says.includes(`${amount} GBP`),
    alert.says,
  )
  const page = alert.page.split('/').at(-1).split('#')[0].replace(/\.md$/, '')
  assert.equal((await flow.server.request('GET', `/api/v1/monitoring/runbook/${page}`)).status, 200)
  assert.equal((await shopOrder(id)).state, 'CANCELLED')

  // The person: it left, so it stands.
  assert.equal((await decide(orderId, 'CANCELLED')).status, 200)
  await shopHas(id, (one) => one.state === 'PROCESSING' && one.shippingGroups[0].trackingNumber === 'T-GONE')
  await eventually(async () => ((await alerts()).length === 0 ? true : undefined), 'the alert stands')
  const said = await flow.server.request('GET', `/api/v1/channels/marketplace/order-status/${orderId}`)
  const told = said.body.rows.find((one: Seen) => one.overBy !== null)
  assert.equal(told.state, 'told')
  await flow.lawful()
})

test('C-24 C-26 an order that failed in the shop is left to a person, one that is being amended is waited for, and what it was amended to is taken', async () => {
  const [broken, amended] = [(await place()).id, (await place()).id]
  const [{ orderId: brokenId }, { orderId: amendedId }] = [
    await logged(broken, 'order_submitted'),
    await logged(amended, 'order_submitted'),
  ]
  for (const id of [broken, amended])
    await shopHas(id, (one) => one.shippingGroups[0].state === 'PENDING_SHIPMENT')
  await silently(broken, { state: 'FAILED' })
  await silently(amended, { state: 'BEING_AMENDED' })
  for (const id of [brokenId, amendedId])
    await flow.ok(`/orders/${id}/holds`, { code: 'fraud', reason: 'odd' })
  assert.equal((await contradicted(brokenId)).shopState, 'FAILED')
  assert.equal((await contradicted(amendedId)).shopState, 'BEING_AMENDED')
  assert.deepEqual(
    [(await shopOrder(broken)).state, (await shopOrder(amended)).state],
    ['FAILED', 'BEING_AMENDED'],
  )
  assert.deepEqual(
    (await log(broken)).map((one) => one.event),
    ['order_submitted'],
  )
  await eventually(
    async () => ((await alerts()).some((one) => one.subject.endsWith(broken)) ? true : undefined),
    'no alert',
  )
  assert.ok(!(await alerts()).some((one) => one.subject.endsWith(amended)))
  await silently(amended, { state: 'SUBMITTED' })
  await flow.ok(`/channels/marketplace/order-status/${amendedId}/retry`, {})
  await shopHas(amended, (one) => one.state === 'PROCESSING')
  const taken = await eventually(async () => {
    const rows = (await log(amended)).filter((one) => one.outcome !== 'waiting')
    return rows.length === 2 ? rows : undefined
  }, 'what it was amended to was not taken')
  assert.deepEqual(
    taken.map((one) => [one.event, one.outcome, one.orderId]),
    [
      ['order_submitted', 'accepted', amendedId],
      ['order_submitted', 'accepted', amendedId],
    ],
  )
  await flow.ok(`/orders/${brokenId}/cancel`, { reason: 'it failed in the shop' })
  const ended = await shopHas(broken, (one) => one.shippingGroups[0].state === 'REMOVED')
  assert.equal(ended.state, 'FAILED')
  await eventually(async () => ((await alerts()).length === 0 ? true : undefined), 'the alert stands')
  await flow.lawful()
})
