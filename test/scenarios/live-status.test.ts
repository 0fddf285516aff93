import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { channelInput, OTHER_SECRET, SECRET, signed } from '../support/shop.ts'
import { ShopProcess } from '../support/shop-process.ts'

// The page of an order in the shop, which asks Docket how far the order is.
let flow: Flow
let shop: ShopProcess
let second: TestServer | undefined
let address: string
before(async () => {
  shop = await ShopProcess.start()
  flow = new Flow(await startTestServer({ sample: true }))
  second = await startTestServer({ beside: flow.server })
  await flow.put('/locations', { code: 'DOCK', name: 'Dock', country: 'GB', rank: 1, autoConfirm: false })
  await flow.put('/items', { sku: 'LIVE-1', name: 'Lamp', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'LIVE-1', location: 'DOCK', quantity: '100', unitCost: '5' }])
  const { functions } = await flow.put('/channels/shop', channelInput())
  address = second.url + functions['order-status']
})
after(async () => {
  await second?.close()
  await flow.close()
  await shop.stop()
})

const asks = (url: string | null) =>
  shop.ok('PUT', '/functions/orderStatus', { url, secretKey: SECRET, algorithm: 'sha512' })

async function ask(body: object, secret = SECRET): Promise<{ status: number; body: Seen }> {
  const bytes = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', ...signed(bytes, secret) }
  const response = await fetch(address, { method: 'POST', headers, body: bytes })
  return { status: response.status, body: (await response.json()) as Seen }
}

test('C-21 who asks for a status signs, sees orders of its own channel alone, and asks for so many at once', async () => {
  const other = await flow.sell([{ sku: 'LIVE-1', quantity: '1' }], { externalId: 'o-elsewhere' })
  assert.ok(other.id)
  const { body } = await ask({ orders: [{ id: 'o-elsewhere' }, { id: 'o-nobody' }] })
  assert.equal(body.ResponseCode, '5002')
  assert.deepEqual(body.orders, [])
  assert.deepEqual(
    body.errors.map((one: Seen) => [one.errorCode, one.orderId]),
    [
      ['unknown_order', 'o-elsewhere'],
      ['unknown_order', 'o-nobody'],
    ],
  )
  assert.equal((await ask({ orders: [{ id: 'o-nobody' }] }, OTHER_SECRET)).status, 401)
  const many = await ask({ orders: Array.from({ length: 101 }, (_, index) => ({ id: `o-${index}` })) })
  assert.deepEqual(
    many.body.errors.map((one: Seen) => one.errorCode),
    ['too_many'],
  )
})

test('C-21 the page of an order shows how far it is at this moment, and what was last known, marked stale, when nobody says', async () => {
  const placed = await shop.ok('POST', '/orders', {
    items: [{ sku: 'LIVE-1', quantity: 2, price: '10.00' }],
    custom: {},
  })
  const page = () => shop.ok('GET', `/orders/${placed.id}`)
  const never = await page()
  assert.deepEqual(never.live, {
    stale: true,
    status: null,
    asOf: null,
    problem: 'it did not answer: no address',
  })
  await asks(address)
  assert.deepEqual((await page()).live.problem, 'it does not know the order')

  const lineId = placed.commerceItems[0].id
  const line = { sku: 'LIVE-1', quantity: '2', net: '20.00', tax: '4.00', unitPrice: '10.00', lineId }
  const order = await flow.order([line as never], { externalId: placed.id })
  const [shipment] = (await flow.until(order.id, (one) => one.shipments.length === 1)).shipments
  const fresh = await page()
  assert.equal(fresh.order.id, placed.id)
  assert.equal(fresh.live.stale, false)
  const item = { commerceItemId: lineId, shippingGroupId: null, requested: true, trackingNumbers: [] }
  assert.deepEqual(fresh.live.status, {
    id: placed.id,
    state: 'PROCESSING',
    held: false,
    paid: false,
    items: [{ ...item, state: 'PENDING_DELIVERY' }],
  })

  // Asked and not told: the very next look has it.
  await flow.ok(`/shipments/${shipment.id}/confirm`, { carrier: 'DPD', trackingNumber: 'T-9' })
  const left = await page()
  assert.deepEqual(left.live.status.items, [
    { ...item, requested: false, state: 'DELIVERED', trackingNumbers: ['T-9'] },
  ])

  // Docket is there and does not answer in time.
  const held = flow.server.database.sql(
    'do $$ begin lock table orders.order_state in access exclusive mode; perform pg_sleep(3); end $$',
  )
  const locked = `select count(*)::int4 as n from pg_locks where relation = 'orders.order_state'::regclass
    and mode = 'AccessExclusiveLock' and granted`
  while ((await flow.server.database.sql<{ n: number }>(locked))[0]!.n === 0) await sleep(5)
  const began = performance.now()
  const slow = await page()
  assert.ok(performance.now() - began < 2900, 'the page does not wait for Docket')
  assert.deepEqual([slow.live.stale, slow.live.status], [true, left.live.status])
  await held
  assert.equal((await page()).live.stale, false)

  // Docket is not there at all; the shop forgets nothing by it.
  await second!.close()
  second = undefined
  const away = await page()
  assert.equal(away.order.id, placed.id)
  assert.deepEqual([away.live.stale, away.live.status], [true, left.live.status])
  assert.match(away.live.problem, /^it did not answer/)
  assert.ok(Date.parse(away.live.asOf) <= Date.now())
})
