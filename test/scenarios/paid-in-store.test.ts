import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, SECRET } from '../support/shop.ts'
import { ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

// What is paid in a store stands in the order as a placeholder, until the shop says how it was paid.
let shop: ShopProcess
let flow: Flow
before(async () => {
  shop = await ShopProcess.start()
  flow = new Flow(await startTestServer({ sample: true }))
  await flow.put('/locations', { code: 'STORE', name: 'Store', country: 'GB', rank: 9, autoConfirm: false })
  await flow.put('/items', { sku: 'PS-1', name: 'Fetched', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'PS-1', location: 'STORE', quantity: '10', unitCost: '5' }])
  const { webhooks } = await flow.put(
    '/channels/shop',
    channelInput({
      shippingMethods: { inStorePickup: 'pick-up' },
      paymentMethods: {
        creditCard: { code: 'card', prepaid: false },
        cash: { code: 'cash', prepaid: false },
        physicalPOSPayment: { code: 'store', prepaid: false, inStore: true },
      },
      locations: { 'store-7': 'STORE' },
    }),
  )
  const urls = [flow.server.url + webhooks]
  await shop.api('PUT', '/webhooks/orderSubmit', { urls, secretKey: SECRET, algorithm: 'sha512' })
})
after(async () => {
  await flow.close()
  await shop.stop()
})

async function messages(key: string, count: number): Promise<Seen[]> {
  const end = performance.now() + 20_000
  for (;;) {
    const { body } = await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${key}`)
    const done = body.rows.filter((one: Seen) => one.outcome !== 'waiting')
    if (done.length === count) return done
    assert.ok(performance.now() < end, JSON.stringify(body))
    await sleep(50)
  }
}

async function sold(): Promise<{ placed: Seen; id: string }> {
  const items = [{ sku: 'PS-1', quantity: 1, price: '10.00' }]
  const placed = await shop.ok('POST', '/orders', { items, locationId: 'store-7', payment: 'inStore' })
  const [first] = await messages(placed.id, 1)
  return { placed, id: first!.orderId }
}

/** The shop says how it was paid, and tells of it. @returns the payments, each with the id that the shop gives it */
async function paid(placed: Seen, paymentGroups: object[]): Promise<Seen[]> {
  const { status, body } = await shop.api('PUT', `/orders/${placed.id}`, { paymentGroups })
  assert.equal(status, 200, JSON.stringify(body))
  await shop.ok('POST', `/orders/${placed.id}/resubmit`, {})
  return body.paymentGroups
}

test('C-30 real payments take the place of the one in the store: the total stays, and what is settled is taken in once', async () => {
  const { placed, id } = await sold()
  const before = await flow.read(id)
  const { total } = placed.priceInfo
  const currencyCode = 'GBP'
  const cash = Math.round((total - 5) * 100) / 100
  await paid(placed, [
    { paymentMethod: 'cash', amount: cash, currencyCode, state: 'SETTLED' },
    { paymentMethod: 'creditCard', amount: 5, currencyCode, state: 'SETTLED', amountAuthorized: 5 },
  ])
  const told = await messages(placed.id, 2)
  assert.deepEqual(
    told.map((one) => [one.outcome, one.problems, one.orderId]),
    [
      ['accepted', [], id],
      ['accepted', [], id],
    ],
  )
  // Told once more, under the next time, it is the same money.
  await shop.api('PUT', `/orders/${placed.id}`, { note: 'fetched soon' })
  await shop.ok('POST', `/orders/${placed.id}/resubmit`, {})
  await messages(placed.id, 3)

  const order = await flow.read(id)
  assert.deepEqual(order.total, before.total)
  assert.deepEqual(order.lines, before.lines)
  const receipts = await flow.server.database.sql<{ method: string; amount: bigint; reference: string }>(
    'select method, amount, reference from billing.receipt order by amount desc',
  )
  assert.deepEqual(
    receipts.map(({ method, amount }) => [method, amount]),
    [
      ['cash', BigInt(Math.round(cash * 100))],
      ['card', 500n],
    ],
  )
  // At the counter nothing of it is asked for once more.
  const store = order.shipments[0].location.code
  const counter = (await flow.server.request('GET', `/api/v1/pick-ups?location=${store}`)).body.rows
  const { payment } = counter.find((one: Seen) => one.orderId === id)
  assert.deepEqual([payment.total, payment.due.amount], [order.total, '0.00'])
  await flow.ok(`/shipments/${order.shipments[0].id}/confirm`, {})
  const closed = await flow.until(id, (one) => one.state === 'completed')
  assert.equal(closed.paymentStatus, 'paid')
  await flow.lawful()
})

const unaccepted = async (placed: Seen, count: number) =>
  (await messages(placed.id, count))
    .filter((one) => one.outcome !== 'accepted')
    .map((one) => [one.outcome, one.problems])

const receiptsOf = (placed: Seen): Promise<{ method: string; amount: bigint }[]> =>
  flow.server.database.sql(
    `select r.method, r.amount from billing.receipt r join orders.sales_order o on o.company_id = r.company_id and o.id = r.cause_id
     where o.external_id = $1 order by r.reference`,
    [placed.id],
  )

test('C-30 a payment that is authorized in the place of the one in the store, and settled later, is a receipt then, once', async () => {
  const { placed, id } = await sold()
  const inStore = async () => {
    const { body } = await flow.server.request('GET', '/api/v1/pick-ups?location=STORE')
    return body.rows.find((row: Seen) => row.orderId === id).payment.inStore
  }
  assert.equal(await inStore(), true)
  const { total } = placed.priceInfo
  const of = { currencyCode: 'GBP', amountAuthorized: total, amount: total }
  const [card] = await paid(placed, [{ ...of, paymentMethod: 'creditCard', state: 'AUTHORIZED' }])
  await messages(placed.id, 2)
  assert.deepEqual(await receiptsOf(placed), [])
  // Nobody at the counter asks for it any more.
  assert.equal(await inStore(), false)
  await paid(placed, [{ ...card, state: 'SETTLED' }])
  const told = await messages(placed.id, 3)
  assert.deepEqual(
    told.map((one) => [one.outcome, one.problems]),
    [
      ['accepted', []],
      ['accepted', []],
      ['accepted', []],
    ],
  )
  const once = [{ method: 'card', amount: BigInt(Math.round(total * 100)) }]
  assert.deepEqual(await receiptsOf(placed), once)
  // Long after, when no key of a request is kept any more, it is the same money; as another sum it is seen.
  await flow.server.database.sql('delete from platform.request_key')
  await paid(placed, [{ ...card, state: 'SETTLED' }])
  assert.deepEqual(await unaccepted(placed, 4), [])
  assert.deepEqual(await receiptsOf(placed), once)
  await paid(placed, [{ ...of, paymentMethod: 'cash', state: 'SETTLED' }])
  const other = (await messages(placed.id, 5)).find((one) => one.outcome !== 'accepted')
  assert.equal(other?.outcome, 'kept')
  assert.match(other.problems[0].message, /was taken in/)
  assert.deepEqual(await receiptsOf(placed), once)
})

test('C-30 what is authorized by card and paid in cash after all is a receipt of the cash', async () => {
  const { placed } = await sold()
  const { total } = placed.priceInfo
  const of = { currencyCode: 'GBP', amountAuthorized: total, amount: total }
  await paid(placed, [{ ...of, paymentMethod: 'creditCard', state: 'AUTHORIZED' }])
  await messages(placed.id, 2)
  await paid(placed, [{ ...of, paymentMethod: 'cash', state: 'SETTLED' }])
  assert.deepEqual(await unaccepted(placed, 3), [])
  assert.deepEqual(
    (await receiptsOf(placed)).map(({ method }) => method),
    ['cash'],
  )
})

test('C-30 versions that come at once make one receipt of each settled payment', async () => {
  const { placed } = await sold()
  const { total } = placed.priceInfo
  const group = (amount: number) => ({
    paymentMethod: 'cash',
    currencyCode: 'GBP',
    state: 'SETTLED',
    amount,
  })
  let groups: object[] = [group(4), group(Math.round((total - 4) * 100) / 100)]
  for (let version = 0; version < 5; version += 1) groups = await paid(placed, groups)
  // One that a newer one overtook on the way says so, and is no other money.
  for (const [outcome, problems] of await unaccepted(placed, 6))
    assert.deepEqual([outcome, problems.map((one: Seen) => one.code)], ['kept', ['older_version']])
  assert.deepEqual(
    (await receiptsOf(placed)).map(({ amount }) => amount),
    [400n, BigInt(Math.round(total * 100)) - 400n],
  )
  await flow.lawful()
})

test('C-30 payments that come to another sum, or to fewer goods, change nothing and are seen', async () => {
  const { placed, id } = await sold()
  const before = await flow.read(id)
  await paid(placed, [{ paymentMethod: 'cash', amount: 1, currencyCode: 'GBP', state: 'SETTLED' }])
  const told = (await messages(placed.id, 2)).find((one) => one.outcome !== 'accepted')
  assert.equal(told?.outcome, 'kept')
  assert.match(told.problems[0].message, /they pay 1.00 of/)
  assert.deepEqual((await flow.read(id)).total, before.total)
  assert.deepEqual(await receiptsOf(placed), [])
})
