import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, SECRET, shippingGroup, signed, submittedOrder } from '../support/shop.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

// Goods that are picked up at a store, sold by a shop that is a process of its own.
let shop: ShopProcess
let flow: Flow
let paths: Record<string, string>
before(async () => {
  shop = await ShopProcess.start()
  const limits = { DOCKET_SHOP_MARKETPLACE_URL: shop.url, DOCKET_SHOP_MARKETPLACE_KEY: SHOP_KEY }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  for (const [rank, code] of ['DOCK', 'STORE'].entries())
    await flow.put('/locations', { code, name: code, country: 'GB', rank: rank + 1, autoConfirm: false })
  await flow.put('/items', { sku: 'PU-1', name: 'Fetched', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [
    { sku: 'PU-1', location: 'DOCK', quantity: '100', unitCost: '5' },
    { sku: 'PU-1', location: 'STORE', quantity: '3', unitCost: '5' },
  ])
  const { webhooks, functions } = await flow.put(
    '/channels/shop',
    channelInput({
      shippingMethods: { ground: 'standard', inStorePickup: 'pick-up' },
      paymentMethods: {
        creditCard: { code: 'card', prepaid: false },
        physicalPOSPayment: { code: 'store', prepaid: false, inStore: true },
      },
      locations: { 'store-7': 'STORE', 'store-8': 'DOCK', 'store-9': 'CLOSED' },
    }),
  )
  paths = functions
  await shop.api('PUT', '/webhooks/orderSubmit', {
    urls: [flow.server.url + webhooks],
    secretKey: SECRET,
    algorithm: 'sha512',
  })
})
after(async () => {
  await flow.close()
  await shop.stop()
})

async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = performance.now() + 20_000
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    assert.ok(performance.now() < end, what)
    await sleep(50)
  }
}

/** An order of the shop to be picked up, as it is here. */
async function sold(quantity: number, locationId = 'store-7'): Promise<{ id: string; shopId: string }> {
  const items = [{ sku: 'PU-1', quantity, price: '10.00' }]
  const { id: shopId } = await shop.ok('POST', '/orders', { items, locationId, payment: 'inStore' })
  const { orderId } = await eventually(async (): Promise<Seen> => {
    const { body } = await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${shopId}`)
    return body.rows.find((one: Seen) => one.outcome !== 'waiting')
  }, `${shopId} did not come`)
  return { id: orderId, shopId }
}

async function partsOf(id: string): Promise<string[]> {
  const { fulfillmentLines } = await flow.read(id)
  return fulfillmentLines
    .map(
      (one: Seen) => `${one.supply} ${one.quantity} ${one.location?.code} ${one.promisedOn ? 'dated' : ''}`,
    )
    .map((one: string) => one.trim())
}
const goods = (quantity: string, location: string) => [{ sku: 'PU-1', location, quantity, unitCost: '5' }]
const shopHas = (id: string, is: (group: Seen) => boolean): Promise<Seen> =>
  eventually(async () => {
    const { body } = await shop.api('GET', `/orders/${id}`)
    return is(body.shippingGroups[0]) ? body.shippingGroups[0] : undefined
  }, `the shop does not hear of ${id}`)

test('P-27 goods to pick up are reserved at that store alone, and what it lacks waits for what comes there', async () => {
  const first = await sold(2)
  assert.deepEqual(await partsOf(first.id), ['on_hand 2 STORE dated'])
  const second = await sold(2)
  assert.deepEqual(await partsOf(second.id), ['on_hand 1 STORE dated', 'backorder 1 STORE'])
  const third = await sold(4)
  assert.deepEqual(await partsOf(third.id), ['backorder 4 STORE'])

  // There is plenty elsewhere, and more comes there: none of it is for them.
  await flow.ok('/stock/receipts', goods('50', 'DOCK'))
  await flow.ok('/supply-orders', [{ ...goods('50', 'DOCK')[0], dueOn: '2099-12-05', number: 'PU-DOCK' }])
  await sleep(1500)
  assert.deepEqual(await partsOf(third.id), ['backorder 4 STORE'])

  await flow.ok('/supply-orders', [{ ...goods('5', 'STORE')[0], dueOn: '2099-12-06', number: 'PU-STORE' }])
  assert.deepEqual(await partsOf(third.id), ['dated 4 STORE dated'])
  await flow.ok('/stock/receipts', [{ ...goods('5', 'STORE')[0], supplyNumber: 'PU-STORE' }])
  await flow.until(second.id, (one) => one.fulfillmentLines.every(({ supply }: Seen) => supply === 'on_hand'))
  assert.deepEqual(await partsOf(third.id), ['on_hand 4 STORE dated'])
  await flow.lawful()
})

test('C-20 what is ready to be picked up is PENDING_SHIPMENT for the shop, and delivered when the store handed all of it over', async () => {
  await flow.ok('/stock/receipts', goods('2', 'STORE'))
  const { id, shopId } = await sold(2)
  await shopHas(shopId, ({ state }) => state === 'PENDING_SHIPMENT')
  const { shipments, fulfillmentLines } = await flow.read(id)
  assert.deepEqual(
    shipments.map((one: Seen) => one.location.code),
    ['STORE'],
  )
  const one = { lines: [{ fulfillmentLineId: fulfillmentLines[0].id, quantity: '1' }] }
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, one)
  await flow.until(id, ({ fulfillmentLines: [line] }) => line.shipped === '1')
  assert.equal((await shopHas(shopId, () => true)).state, 'PENDING_SHIPMENT')
  const inPart = await flow.server.request('GET', '/api/v1/shipments?state=partially_shipped&location=STORE')
  assert.deepEqual(
    inPart.body.rows.map((row: Seen) => row.orderId),
    [id],
  )
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})
  const group = await shopHas(shopId, ({ state }) => state === 'NO_PENDING_ACTION')
  assert.equal(group.commerceItemRelationships[0].state, 'DELIVERED')
  await flow.lawful()
})

test('what waits at a store is listed for that store alone, page by page, until it is handed over', async () => {
  await flow.ok('/stock/receipts', goods('2', 'STORE'))
  const ids = [await sold(1), await sold(1)].map(({ id }) => id)
  const waiting = async (location: string): Promise<Seen[]> => {
    const rows: Seen[] = []
    let after: string | null = ''
    while (after !== null) {
      const page = `limit=1${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`
      const path = `/api/v1/shipments?state=requested&location=${location}&${page}`
      const { status, body } = await flow.server.request('GET', path)
      assert.equal(status, 200, JSON.stringify(body))
      rows.push(...body.rows)
      after = body.next
    }
    return rows.filter((one) => ids.includes(one.orderId))
  }
  const both = await eventually(async () => {
    const found = await waiting('STORE')
    return found.length === 2 ? found : undefined
  }, 'they do not wait at the store')
  assert.deepEqual(both.map((one) => one.orderId).sort(), [...ids].sort())
  assert.deepEqual(await waiting('DOCK'), [])

  const taken = both[0]!
  await flow.ok(`/shipments/${taken.id}/confirm`, {})
  assert.deepEqual(
    (await waiting('STORE')).map((one) => one.orderId),
    ids.filter((id) => id !== taken.orderId),
  )
  await flow.lawful()
})

test('C-12 what is paid in a store is valid only when all of it is picked up in that one store', async () => {
  const asked = async (places: (string | undefined)[]) => {
    const items = places.map((_place, index) => ({ id: `ci${index}`, amount: 20 }))
    const groups = places.map((locationId, index) =>
      shippingGroup(`sg${index}`, [[`ci${index}`, 1]], {
        priceInfo: { amount: 0 },
        ...(locationId === undefined ? {} : { locationId, shippingMethod: 'inStorePickup' }),
      }),
    )
    const payment = {
      paymentMethod: 'physicalPOSPayment',
      amountAuthorized: undefined,
      authorizationStatus: [],
    }
    const body = JSON.stringify(submittedOrder('o-pick', items, { groups, payment, shipping: 0 }))
    const response = await fetch(flow.server.url + paths['order-validation']!, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed(body) },
      body,
    })
    const answer = (await response.json()) as Seen
    return answer.ResponseCode === '5001' ? 'valid' : answer.errors.map((one: Seen) => one.errorCode).join()
  }
  assert.equal(await asked(['store-7', 'store-7']), 'valid')
  assert.equal(await asked(['store-7', 'store-8']), 'not_one_store')
  assert.equal(await asked(['store-7', undefined]), 'not_one_store')
  assert.equal(await asked([undefined]), 'not_one_store')
  // A place that the channel names and nobody set up.
  assert.equal(await asked(['store-9']), 'unknown_location')
  await flow.lawful()
})
