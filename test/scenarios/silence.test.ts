import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, SECRET, signed, submittedOrder } from '../support/shop.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { Sink } from '../support/sink.ts'
import { startTestServer } from '../support/server.ts'

// One message is dropped, in each direction: an alert names it within its time, and is over when it came.
let folder: string
let shop: ShopProcess
let sink: Sink
let flow: Flow
let address: string
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shop-'))
  shop = await ShopProcess.start(join(folder, 'shop.json'))
  sink = await Sink.open()
  flow = new Flow(
    await startTestServer({
      sample: true,
      limits: {
        DOCKET_ALERT_EVERY_SECONDS: '1',
        DOCKET_PRIVATE_WEBHOOKS: 'yes',
        DOCKET_WEBHOOK_TIMEOUT_MS: '1000',
        DOCKET_WEBHOOK_BACK_OFF_MS: '200',
        DOCKET_SHOP_WEBSHOP_URL: shop.url,
        DOCKET_SHOP_WEBSHOP_KEY: SHOP_KEY,
      },
    }),
  )
  address = (await flow.put('/channels/shop', channelInput({}, { signingSecrets: [SECRET] }))).webhooks
  await flow.put('/source-systems', {
    code: 'emulated',
    name: 'The shop that is played',
    prePriced: true,
    createCustomers: true,
  })
})
after(async () => {
  await flow.close()
  await sink.close()
  await shop.stop()
  rmSync(folder, { recursive: true })
})

const get = async (path: string): Promise<Seen> => {
  const answer = await flow.server.request('GET', `/api/v1${path}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const expectation = (path: string, body: object) => flow.put(`/expectations/${path}`, body)
const until = async <T>(what: string, find: () => Promise<T | undefined | false>): Promise<T> => {
  const end = performance.now() + 40_000
  for (;;) {
    const found = await find()
    if (found !== undefined && found !== false) return found
    assert.ok(performance.now() < end, `waited too long: ${what}: ${JSON.stringify(await alerts())}`)
    await sleep(100)
  }
}
const alerts = async (condition?: string): Promise<Seen[]> =>
  (await get('/monitoring/alerts')).rows.filter(
    (row: Seen) => condition === undefined || row.condition === condition,
  )
const raised = (condition: string, subject: string): Promise<Seen> =>
  until(`${condition} ${subject}`, async () =>
    (await alerts(condition)).find((row) => row.subject === subject),
  )
const over = (condition: string, subject: string) =>
  until(
    `${condition} ${subject} to end`,
    async () => !(await alerts(condition)).some((row) => row.subject === subject),
  )
async function hand(id: string, amount = 20): Promise<void> {
  const bytes = JSON.stringify(submittedOrder(id, [{ amount }]))
  const headers = { 'content-type': 'application/json', ...signed(bytes) }
  const answer = await fetch(flow.server.url + address, { method: 'POST', headers, body: bytes })
  assert.equal(answer.status, 202)
}
const ready = (count: number) =>
  until(`${count} orders`, async () => {
    const [row] = await flow.server.database.sql<{ count: bigint }>(
      "select count(*) as count from orders.list where source = 'marketplace' and external_id like 'o%'",
    )
    return Number(row!.count) >= count
  })

test('N-8 P-79 an order that the shop never sent is named with its age and money at risk, and is over when it comes', async () => {
  await expectation('channel/marketplace', { sequence: { prefix: 'o', withinSeconds: 2 } })
  await hand('o1001')
  await ready(1)
  // o1002 and o1004 are dropped on their way.
  await hand('o1003')
  await hand('o1005')
  await ready(3)
  const alert = await raised('order-missing', 'marketplace o1002')
  assert.match(alert.says, /^The order o1002 of marketplace did not come; a later one came at 20/)
  assert.deepEqual(alert.atRisk, { amount: '25.00', currency: 'GBP' })
  assert.equal(alert.severity, 'critical')
  assert.equal(alert.page, 'docs/operating/order-missing.md')
  await raised('order-missing', 'marketplace o1004')
  const { missing } = await get('/expectations/channel/marketplace')
  assert.deepEqual(
    missing.map((one: Seen) => [one.first, one.last, one.orders]),
    [
      ['o1002', 'o1002', 1],
      ['o1004', 'o1004', 1],
    ],
  )
  await hand('o1002')
  await over('order-missing', 'marketplace o1002')
  assert.equal((await alerts('order-missing')).length, 1, 'the other one is still missing')
  await hand('o1004')
  await over('order-missing', 'marketplace o1004')
})

test('N-8 P-79 an order that the shop dropped for good is named, is fetched from the shop, and is over', async () => {
  const { secretKey } = (await shop.api('GET', '/webhooks/orderSubmit')).body
  const settings = channelInput(
    { baseUrl: shop.url },
    { applicationKey: SHOP_KEY, signingSecrets: [secretKey] },
  )
  const { webhooks } = await flow.put('/channels/emulated', { ...settings, source: 'emulated' })
  assert.equal(
    (await shop.api('PUT', '/webhooks/orderSubmit', { urls: [flow.server.url + webhooks] })).status,
    200,
  )
  await expectation('channel/emulated', { sequence: { prefix: 'o', withinSeconds: 2 } })
  const place = () =>
    shop.ok('POST', '/orders', { items: [{ sku: 'KIT-101', quantity: 1 }], currency: 'GBP' })
  const here = (id: string) =>
    until(`${id} to come`, async () => {
      const [row] = await flow.server.database.sql<{ count: bigint }>(
        'select count(*) as count from orders.list where external_id = $1',
        [id],
      )
      return row!.count === 1n
    })
  await here((await place()).id)
  await shop.ok('PUT', '/switches', { messages: { drop: 1 } })
  const dropped = await place()
  await here((await place()).id)
  const alert = await raised('order-missing', `emulated ${dropped.id}`)
  assert.match(alert.says, new RegExp(`^The order ${dropped.id} of emulated did not come`))
  const fetched = await flow.ok(`/channels/emulated/orders/${dropped.id}/fetch`, undefined)
  assert.equal(fetched.again, false)
  await here(dropped.id)
  await over('order-missing', `emulated ${dropped.id}`)
  await shop.api('PUT', '/webhooks/orderSubmit', { urls: [] })
})

test('N-8 a status whose acceptance was lost is named, and is over when the shop is found to have it', async () => {
  await expectation('shop/webshop', { acknowledgedWithinSeconds: 2 })
  const placed = await shop.ok('POST', '/orders', { items: [{ sku: 'KIT-101', quantity: 1 }] })
  // The shop writes down what it is told; its answer comes too late for whoever asked.
  await shop.ok('PUT', '/switches', { answers: { delay: 1, delayMs: 20_000 } })
  const order = await flow.sell(
    placed.commerceItems.map((item: Seen) => ({ lineId: item.id, sku: item.catalogRefId, quantity: '1' })),
    { externalId: placed.id },
  )
  const alert = await raised('acknowledgement-missing', 'shop webshop')
  assert.match(
    alert.says,
    new RegExp(`^The shop webshop has not accepted status of ${placed.id} of ${order.number} since`),
  )
  assert.deepEqual([alert.atRisk, alert.facts.first[0].orderId], [order.total, order.id])
  await over('acknowledgement-missing', 'shop webshop')
  const delayed = shop.saidOf('order written').filter((one) => one['order'] === placed.id)
  assert.ok(delayed.length > 0)
  // Orders of later tests are none of this shop's.
  assert.equal((await flow.server.request('DELETE', '/api/v1/expectations/shop/webshop')).status, 204)
})

test('N-8 a shipment that the warehouse never confirmed is named with its order, and is over when it is confirmed', async () => {
  await flow.put('/locations', { code: 'PIER', name: 'Pier', country: 'GB', rank: 1, autoConfirm: false })
  await flow.put('/items', { sku: 'CRANE-9', name: 'Crane', itemClass: 'kitchen', taxCode: 'standard' })
  const unitPrice = { amount: '10.00', currency: 'GBP' }
  await flow.put('/prices', { list: 'RETAIL', sku: 'CRANE-9', validFrom: '2020-01-01', unitPrice })
  await flow.ok('/stock/opening', [{ sku: 'CRANE-9', location: 'PIER', quantity: '100', unitCost: '5' }])
  await expectation('warehouse/PIER', { acknowledgedWithinSeconds: 2 })
  const order = await flow.sell([{ sku: 'CRANE-9', quantity: '3' }])
  const { shipments, total } = await flow.until(order.id, (one) => one.shipments.length === 1)
  const alert = await raised('acknowledgement-missing', 'warehouse PIER')
  assert.match(
    alert.says,
    new RegExp(`^The warehouse PIER has not confirmed shipment ${shipments[0].id} of ${order.number} since`),
  )
  assert.equal(alert.atRisk.amount, total.amount)
  assert.deepEqual(
    (await get('/expectations/warehouse/PIER')).unacknowledged.map((one: Seen) => [one.orderId, one.total]),
    [[order.id, total]],
  )
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})
  await over('acknowledgement-missing', 'warehouse PIER')
})

test('N-8 an event whose answer was lost is named with its order, and is over when the subscriber has answered', async () => {
  const wanted = { eventTypes: ['order.submitted'] }
  const made = { code: 'erp', url: sink.url('/erp'), ...wanted }
  assert.equal((await flow.server.request('PUT', '/api/v1/webhook-endpoints', made)).status, 201)
  await expectation('webhook/erp', { acknowledgedWithinSeconds: 2 })
  // It hears and never answers.
  sink.answer('/erp', () => {})
  const order = await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  const alert = await raised('acknowledgement-missing', 'webhook erp')
  assert.match(
    alert.says,
    new RegExp(`^The webhook endpoint erp has not answered order.submitted of ${order.number} since`),
  )
  assert.equal(alert.atRisk.amount, order.total.amount)
  sink.answer('/erp')
  await over('acknowledgement-missing', 'webhook erp')
})

test('N-8 a channel that falls silent by day is named with what should have come; a quiet night raises nothing', async () => {
  // By the clocks of the company it is Monday night: nothing is expected until 8.
  const monday = '2031-03-03T02:00:00Z'
  assert.equal((await flow.put('/clock', { to: monday })).businessTime.slice(0, 16), monday.slice(0, 16))
  const perHour = Array.from({ length: 24 }, (_none, hour) => (hour >= 8 && hour < 20 ? 500_000 : 0))
  await expectation('channel/webshop', { rate: { perHour, silentAfter: 300 } })
  await flow.run('arrivals')
  await flow.run('alerts')
  const night = await get('/expectations/channel/webshop')
  assert.deepEqual([night.orders.judged, night.orders.expectedSinceLast], [true, 0])
  assert.deepEqual(await alerts('channel-silent'), [])
  // At noon 140 orders a second should come.
  await flow.put('/clock', { to: '2031-03-03T12:00:00Z' })
  const alert = await raised('channel-silent', 'webshop')
  assert.match(alert.says, /^No order came from webshop since 20.+; about \d+ should have\.$/)
  assert.ok(Number(alert.atRisk.amount) > 100, JSON.stringify(alert.atRisk))
  assert.equal(alert.facts.perCurrency[0].currency, 'GBP')
  await expectation('channel/webshop', {
    rate: { perHour: perHour.map((one) => one / 10_000), silentAfter: 300 },
  })
  const { lastAt } = night.orders
  await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  await until('the order is noted', async () => {
    const { orders } = await get('/expectations/channel/webshop')
    return orders.lastAt !== lastAt
  })
  await over('channel-silent', 'webshop')
})

test('N-8 a rate is learned from the orders that came, by hour of the week', async () => {
  const { sql } = flow.server.database
  const [company] = await sql<{ id: bigint }>(
    "select company_id as id from organization.company where code = 'SAMPLE'",
  )
  await expectation('channel/webshop', { rate: {} })
  const seen = await get('/expectations/channel/webshop')
  assert.deepEqual([seen.orders.judged, seen.orders.weeks], [false, 0])
  // Four weeks with six orders an hour, and one hour of a sale. This hour too, with what came in it: it may end meanwhile.
  await sql(`insert into monitoring.arrival (company_id, source, hour, currency, orders, total, worth)
    select ${company!.id}, 'webshop', date_trunc('hour', clock_timestamp()) - n * interval '1 hour', 'GBP',
      case when n = 500 then 5000 else 6 end, 600, 600 from generate_series(0, 24 * 28) n
    on conflict (company_id, source, hour, currency) do update set orders = excluded.orders`)
  await sql(`update monitoring.arrival_state set first_at = clock_timestamp() - interval '29 days',
    last_at = clock_timestamp() - interval '3 hours' where source = 'webshop'`)
  await sql(
    `update monitoring.expectation set stated_at = clock_timestamp() - interval '20 days' where code = 'webshop'`,
  )
  const learned = await get('/expectations/channel/webshop')
  assert.deepEqual([learned.orders.judged, learned.orders.weeks], [true, 4])
  assert.ok(Math.abs(learned.orders.expectedSinceLast - 18) < 2, JSON.stringify(learned.orders))
  const alert = await raised('channel-silent', 'webshop')
  assert.equal(alert.facts.rate, 'learned from 4 weeks')
  await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  await over('channel-silent', 'webshop')
})

test('N-8 an expectation that cannot be is refused with everything that is wrong', async () => {
  const refused = async (path: string, body: object) => {
    const answer = await flow.server.request('PUT', `/api/v1/expectations/${path}`, body)
    assert.equal(answer.status, 422, answer.bytes.toString())
    return answer.body.errors.map((one: Seen) => `${one.path} ${one.code}`)
  }
  assert.deepEqual(await refused('warehouse/NOWHERE', { rate: {} }), [
    '/code unknown_warehouse',
    '/acknowledgedWithinSeconds required',
    '/rate not_of_party',
  ])
  assert.deepEqual(await refused('channel/webshop', { acknowledgedWithinSeconds: 5 }), [
    ' required',
    '/acknowledgedWithinSeconds not_of_party',
  ])
  const perHour = Array.from({ length: 30 }, () => 1)
  assert.deepEqual(await refused('channel/webshop', { rate: { perHour } }), ['/rate/perHour wrong_length'])
  const gone = await flow.server.request('DELETE', '/api/v1/expectations/channel/webshop')
  assert.deepEqual(
    [gone.status, (await flow.server.request('DELETE', '/api/v1/expectations/channel/webshop')).status],
    [204, 404],
  )
})
