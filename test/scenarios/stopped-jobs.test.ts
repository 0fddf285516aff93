import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { AdminOfShop } from '../support/admin-of-shop.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { OutsideInventory } from '../support/outside-inventory.ts'
import { GATEWAY_TOKEN, PaymentsProcess } from '../support/payments-process.ts'
import { channelInput, signed, submittedOrder } from '../support/shop.ts'
import { Receiver, SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

// An installation that has a job of every kind. All are stopped, then work comes for them.
let shop: ShopProcess
let admin: AdminOfShop
let gateway: PaymentsProcess
let outside: OutsideInventory
let receiver: Receiver
let flow: Flow
before(async () => {
  ;[shop, admin, gateway, outside, receiver] = await Promise.all([
    ShopProcess.start(),
    AdminOfShop.open(),
    PaymentsProcess.start(),
    OutsideInventory.open(),
    Receiver.open(),
  ])
  const limits = {
    DOCKET_ALERT_EVERY_SECONDS: '1',
    DOCKET_PRIVATE_WEBHOOKS: 'yes',
    DOCKET_SHOP_LOOK_SECONDS: '3600',
    DOCKET_ALERT_WEBHOOK_URL: receiver.url,
    DOCKET_ALERT_WEBHOOK_SECRET: 'a-secret-of-the-webhook',
    DOCKET_SHOP_WEBSHOP_URL: shop.url,
    DOCKET_SHOP_WEBSHOP_KEY: SHOP_KEY,
    DOCKET_PAYMENTS_CARDS_URL: gateway.url,
    DOCKET_PAYMENTS_CARDS_TOKEN: GATEWAY_TOKEN,
    DOCKET_PAYMENT_TIMEOUT_MS: '1000',
    DOCKET_OUTSIDE_WMS_URL: outside.url,
  }
  flow = new Flow(await startTestServer({ sample: true, limits }))
})
after(async () => {
  await flow.close()
  await Promise.all([shop.stop(), admin.close(), gateway.stop(), outside.close(), receiver.close()])
})

const get = async (path: string): Promise<Seen> => {
  const answer = await flow.server.request('GET', `/api/v1/monitoring${path}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const tell = async (jobs: readonly string[], verb: string) => {
  for (const job of jobs) {
    const path = `/api/v1/monitoring/jobs/${job}/${verb}`
    const answer = await flow.server.request('POST', path, { reason: `to ${verb} it` })
    assert.equal(answer.status, 200, answer.bytes.toString())
  }
}
const until = async <T>(what: string, find: () => Promise<T | undefined>): Promise<T> => {
  const end = performance.now() + 60_000
  for (;;) {
    const found = await find()
    if (found !== undefined) return found
    assert.ok(performance.now() < end, `waited too long: ${what}`)
    await sleep(100)
  }
}
const send = async (path: string, body: object): Promise<number> => {
  const bytes = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', ...signed(bytes) }
  return (await fetch(flow.server.url + path, { method: 'POST', headers, body: bytes })).status
}

/** Nothing of these waits here: their tasks have a queue like those that do, or what they look for did not happen. */
const IDLE =
  /^tasks-(?!ship$)|^(applying|approvals|hold-expiry|balance-fold|fulfillment-states|jeopardy|pick-ups|quote-expiry|customer-matches)$/
/** These have no records: the run that is due counts. */
const RUNS = new Set([
  'alert-cleanup',
  'backorders',
  'body-expiry',
  'bulk-jobs',
  'connections',
  'differences',
  'job-history-cleanup',
  'look-over-webshop',
  'queue-depths',
  'request-key-cleanup',
  'sign-heads',
  'webhook-log-cleanup',
  'feed-cleanup',
])

test('C14-1 C14-3 C14-4 N-8 every job that is stopped while work waits shows how much and how old, raises one alert, and none when it runs again', async () => {
  await flow.put('/expectations/channel/webshop', { sequence: { prefix: 'W-', withinSeconds: 3600 } })
  const { webhooks, functions } = await flow.put(
    '/channels/shop',
    channelInput(
      { gateways: { card: 'cards' }, baseUrl: admin.url },
      { applicationKey: 'the-application-key-of-the-shop' },
    ),
  )
  await flow.put('/items', { sku: 'PUMP-1', name: 'PUMP-1', itemClass: 'pumps', taxCode: 'standard' })
  outside.asOf = new Date().toISOString()
  outside.say({ sku: 'PUMP-1', unitCost: { amount: '5', currency: 'GBP' } })
  const system = { code: 'wms', name: 'Warehouse', connection: 'wms', costs: true, prices: true }
  await flow.put('/inventory-systems', { ...system, itemClass: 'pumps', refreshSeconds: 5 })
  await until('the warehouse to be asked', async () => {
    const { body } = await flow.server.request('GET', '/api/v1/monitoring/snapshots')
    return body.systems.every((one: Seen) => one.asOf !== null) ? true : undefined
  })
  await flow.put('/items', { sku: 'SHORT', name: 'SHORT', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.put('/locations', { code: 'DOCK', name: 'DOCK', country: 'GB', rank: 1, autoConfirm: false })
  await flow.ok('/stock/opening', [{ sku: 'SHORT', location: 'DOCK', quantity: '2', unitCost: '5' }])
  await flow.put('/feeds', { code: 'buying', name: 'Purchasing', gives: 'supply' })
  const names = (await get('/jobs')).rows.map((row: Seen) => row.job as string)
  // Nobody can say that the one is stopped which says so; its age is a metric.
  const stopped = names.filter((name: string) => name !== 'alerts')
  await tell(stopped, 'stop')
  await sleep(1500)

  const snapshot = { snapshot: 'nothing-comes', asOf: new Date().toISOString(), complete: true, rows: [] }
  await flow.put('/supply-snapshots', { feed: 'buying', ...snapshot })
  const leftAt = new Date(Date.now() + 1000).toISOString()
  await flow.ok('/promises', [
    { reserve: { key: 'left', until: leftAt }, lines: [{ sku: 'KIT-101', quantity: '1' }] },
  ])
  const placed = await shop.ok('POST', '/orders', { items: [{ sku: 'KIT-101', quantity: 1 }] })
  const lines = placed.commerceItems.map((item: Seen) => ({
    lineId: item.id,
    sku: item.catalogRefId,
    quantity: '1',
  }))
  const order = await flow.sell(lines, { externalId: placed.id })
  const short = await flow.order([{ sku: 'SHORT', quantity: '2', net: '20.00', tax: '4.00' }])
  const tasks = '/tmf-api/productOrderingManagement/v4/extension/resumeProductOrder'
  const asked = await flow.server.request('POST', tasks, { productOrder: { id: short.id } })
  assert.equal(asked.status, 201, asked.bytes.toString())
  await flow.ok('/stock/adjustments', [{ sku: 'SHORT', location: 'DOCK', quantity: -1, unitCost: '5' }])
  assert.equal(await send(webhooks, submittedOrder('o-whole')), 202)
  const whole = submittedOrder('o-cut', [{ amount: 20 }, { amount: 30 }])
  const { commerceItems, ...head } = whole.order as Seen
  admin.say('/ccadmin/v1/orders/o-cut', whole.order)
  const cut = { ...head, commerceItems: [commerceItems[0]], commerceItemsIsTruncated: true }
  assert.equal(await send(webhooks, { ...whole, order: cut }), 202)
  await gateway.behave({ lose: 1 })
  const payment = {
    transactionType: '0100',
    orderId: 'o-lost',
    paymentId: 'pg-lost',
    transactionId: 'o-lost-pg-lost-1458555741310',
    transactionTimestamp: '2026-03-21T10:22:21+0000',
    paymentMethod: 'card',
    gatewayId: 'docket',
    amount: '000000012575',
    currencyCode: 'GBP',
    cardDetails: { token: 'tok_secret_1', cvv: '123', maskedCardNumber: 'xxxxxxxxxxxx1111' },
  }
  assert.equal(await send(functions['card-payment'], payment), 503)
  await gateway.behave({ lose: 0 })
  const { sql } = flow.server.database
  await sql(`update channels.payment_work set due_at = clock_timestamp() - interval '1 minute'`)
  // What comes by the hour was stopped two hours ago.
  await sql(`update platform.job set changed_at = changed_at - interval '2 hours' where name = any($1)`, [
    [...RUNS],
  ])

  const busy = stopped.filter((name: string) => !IDLE.test(name))
  for (const name of busy)
    await until(`work of ${name}`, async () => {
      const { queue, changedAt, everySeconds } = await get(`/jobs/${name}`)
      if (queue === null || queue.due === 0) return undefined
      assert.ok(queue.waiting >= queue.due, name)
      const isRun = Date.parse(queue.oldestDueAt) === Date.parse(changedAt) + everySeconds * 1000
      assert.equal(isRun, RUNS.has(name), name)
      return true
    })
  const alerts = await until('an alert of each', async () => {
    const { rows } = await get('/alerts?limit=200')
    return busy.every((name: string) => rows.some((row: Seen) => row.subject === name)) ? rows : undefined
  })
  const told = alerts.filter((row: Seen) => !IDLE.test(row.subject))
  assert.deepEqual(
    told.map((row: Seen) => `${row.condition} ${row.subject}`).toSorted(),
    busy.map((name: string) => `job-stopped ${name}`).toSorted(),
  )
  for (const { subject, facts, says } of told) {
    assert.ok(facts.due > 0 && facts.oldestSeconds >= 0, subject)
    assert.match(says, new RegExp(`^The job ${subject} is stopped, and ${facts.due} record`))
  }

  await tell(stopped, 'start')
  await until('all alerts to end', async () => {
    const { rows } = await get('/alerts?limit=200')
    return rows.every((row: Seen) => row.condition !== 'job-stopped') ? true : undefined
  })
  await flow.until(order.id, (one) => one.billingStatus === 'billed')
  await until('the shop to be told', async () => {
    const { items } = await shop.ok('GET', '/orders')
    return items.some((one: Seen) => one.id === placed.id && one.state !== placed.state) ? true : undefined
  })
  const { rows } = await get('/alerts?state=resolved&limit=200')
  assert.ok(rows.every((row: Seen) => row.raised === 1))
  await flow.lawful()
})
