import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { OutsideInventory } from '../support/outside-inventory.ts'
import { GATEWAY_TOKEN, PaymentsProcess } from '../support/payments-process.ts'
import { channelInput, SECRET, signed } from '../support/shop.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

// Two companies that use the same words: the sample company, to which shop, gateway and warehouse belong, and one for trials.
let real: ShopProcess
let trial: ShopProcess
let gateway: PaymentsProcess
let warehouse: OutsideInventory
let flow: Flow
before(async () => {
  real = await ShopProcess.start()
  trial = await ShopProcess.start()
  gateway = await PaymentsProcess.start()
  warehouse = await OutsideInventory.open()
  const limits = {
    DOCKET_SHOP_MARKETPLACE_URL: real.url,
    DOCKET_SHOP_MARKETPLACE_KEY: SHOP_KEY,
    DOCKET_SHOP_MARKETPLACE_COMPANIES: 'SAMPLE',
    DOCKET_SHOP_TRIAL_URL: trial.url,
    DOCKET_SHOP_TRIAL_KEY: SHOP_KEY,
    DOCKET_SHOP_TRIAL_COMPANIES: 'TRIAL',
    DOCKET_SHOP_TRIAL_SOURCE: 'marketplace',
    DOCKET_PAYMENTS_CARDS_URL: gateway.url,
    DOCKET_PAYMENTS_CARDS_TOKEN: GATEWAY_TOKEN,
    DOCKET_PAYMENTS_CARDS_COMPANIES: 'SAMPLE',
    DOCKET_OUTSIDE_WMS_URL: warehouse.url,
    DOCKET_OUTSIDE_WMS_TOKEN: 'token-of-the-warehouse',
    DOCKET_OUTSIDE_WMS_COMPANIES: 'SAMPLE',
  }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  await company(flow)
  await ofTrial('PUT', '/source-systems', { code: 'marketplace', name: 'Marketplace', prePriced: true })
})
after(async () => {
  await flow.close()
  await real.stop()
  await trial.stop()
  await gateway.stop()
  await warehouse.close()
})

async function company(on: Flow): Promise<void> {
  await on.put('/companies', {
    code: 'TRIAL',
    name: 'Trial Ltd',
    currency: 'GBP',
    country: 'GB',
    timeZone: 'Europe/London',
    sandbox: true,
  })
}

let keys = 0
async function of(code: string, method: string, path: string, body: unknown, on = flow): Promise<Seen> {
  const headers = { 'docket-company': code, 'idempotency-key': `t-${(keys += 1)}` }
  const answer = await on.server.request(method, `/api/v1${path}`, body, headers)
  assert.ok(answer.status < 300, `${path}: ${answer.status} ${answer.bytes.toString()}`)
  return answer.body
}
const ofTrial = (method: string, path: string, body: unknown) => of('TRIAL', method, path, body)

async function eventually<T>(look: () => Promise<T | undefined> | T | undefined, what: string): Promise<T> {
  const end = performance.now() + 10_000
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    assert.ok(performance.now() < end, what)
    await sleep(50)
  }
}

test('C-20 a company with the same source writes to its own shop, and never to that of another company', async () => {
  const items = [{ sku: 'KIT-101', quantity: 1, price: '10.00' }]
  const [own, other] = [
    await real.ok('POST', '/orders', { items }),
    await trial.ok('POST', '/orders', { items }),
  ]
  // Each shop has an order of the same name.
  assert.equal(own.id, other.id)
  const line = {
    lineId: other.commerceItems[0].id,
    sku: 'KIT-101',
    quantity: '1',
    unitPrice: { amount: '10.00', currency: 'GBP' },
    taxAmount: { amount: '0.00', currency: 'GBP' },
  }
  const order = await ofTrial('POST', '/orders', {
    source: 'marketplace',
    externalId: other.id,
    customer: { account: 'NONE' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [line],
  })
  await ofTrial('POST', `/orders/${order.id}/cancel`, { reason: 'only a trial' })
  const stateIn = async (shop: ShopProcess) => (await shop.api('GET', `/orders/${other.id}`)).body.state
  await eventually(
    async () => ((await stateIn(trial)) === 'REMOVED' ? true : undefined),
    'its own shop does not hear of it',
  )
  await sleep(1500)
  assert.deepEqual([await stateIn(real), real.saidOf('order written')], ['SUBMITTED', []])
})

test('C-31 a payment gateway makes payments of the companies alone that it was given to', async () => {
  const pay = async (functions: Record<string, string>) => {
    const orderId = `o-given-${(keys += 1)}`
    const bytes = JSON.stringify({
      transactionType: '0100',
      orderId,
      paymentId: 'pg1',
      transactionId: `${orderId}-pg1-1458555741310`,
      paymentMethod: 'card',
      amount: '000000012575',
      currencyCode: 'GBP',
      cardDetails: { token: 'tok_1' },
    })
    const answer = await fetch(flow.server.url + functions['card-payment']!, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed(bytes, SECRET) },
      body: bytes,
    })
    assert.equal(answer.status, 200)
    return JSON.stringify(await answer.json())
  }
  const input = channelInput({ gateways: { card: 'cards' } })
  const own = await of('SAMPLE', 'PUT', '/channels/shop', input)
  const other = await ofTrial('PUT', '/channels/shop', input)
  assert.match(await pay(own.functions), /"1000"/)
  assert.match(await pay(other.functions), /was not given to this company/)
})

test('an inventory system is asked for the companies alone that its connection was given to', async () => {
  const system = { code: 'wms', name: 'Warehouse', connection: 'wms', costs: true, refreshSeconds: 3600 }
  await ofTrial('PUT', '/inventory-systems', system)
  await sleep(2500)
  assert.equal(warehouse.calls.length, 0)
  await of('SAMPLE', 'PUT', '/inventory-systems', { ...system, itemClass: 'none' })
  await eventually(() => (warehouse.calls.length > 0 ? true : undefined), 'it is not asked')
})

test('whoever sets a channel up cannot have Docket call what only Docket can reach: not when it is said, and not when it is asked', async () => {
  const calls = warehouse.calls.length
  const { origin, port } = new URL(warehouse.url)
  const key = { applicationKey: 'the-application-key-of-the-shop' }
  const put = (baseUrl: string, more: object = {}) =>
    flow.server.request('PUT', '/api/v1/channels/hidden', channelInput({ baseUrl }, { ...key, ...more }), {
      'docket-company': 'SAMPLE',
    })
  for (const baseUrl of [
    origin,
    `http://localhost:${port}`,
    'https://169.254.169.254',
    'https://[fd00::1]',
  ]) {
    const { status, body } = await put(baseUrl, { source: 'nowhere' })
    assert.equal(status, 422, baseUrl)
    // Beside everything else that is wrong.
    assert.deepEqual(
      body.errors.map((one: Seen) => [one.path, one.code]),
      [
        ['/source', 'not_pre_priced'],
        ['/settings/baseUrl', 'private_target'],
      ],
      baseUrl,
    )
  }
  assert.equal((await put('https://shop.example')).status, 201)
  // It stands from a time at which that was allowed.
  await flow.server.database.sql(
    `update channels.channel set settings = settings || jsonb_build_object('baseUrl', $1::text) where code = 'hidden'`,
    [`http://localhost:${port}`],
  )
  const asked = await flow.server.request('POST', '/api/v1/channels/hidden/orders/o1/fetch', undefined, {
    'docket-company': 'SAMPLE',
  })
  assert.equal(asked.status, 502)
  assert.match(asked.body.detail, /private network/)
  assert.equal(warehouse.calls.length, calls)
})

test('a connection that does not say whose it is works while there is one company, and stops, seen, when there are two', async () => {
  const shop = await ShopProcess.start()
  const single = new Flow(
    await startTestServer({
      sample: true,
      limits: { DOCKET_SHOP_WEBSHOP_URL: shop.url, DOCKET_SHOP_WEBSHOP_KEY: SHOP_KEY },
    }),
  )
  try {
    const sold = async () => {
      const placed = await shop.ok('POST', '/orders', { items: [{ sku: 'KIT-101', quantity: 1 }] })
      const lines = [{ lineId: placed.commerceItems[0].id, sku: 'KIT-101', quantity: '1' }]
      const order = {
        source: 'webshop',
        externalId: placed.id,
        customer: { account: 'GB-0001' },
        currency: 'GBP',
        shipTo: { country: 'GB' },
        lines,
      }
      await of('SAMPLE', 'POST', '/orders', order, single)
      return placed.id as string
    }
    const stateOf = async (id: string) => (await shop.api('GET', `/orders/${id}`)).body.state
    const first = await sold()
    await eventually(
      async () => ((await stateOf(first)) === 'PROCESSING' ? true : undefined),
      'the only company does not tell its shop',
    )
    await company(single)
    await single.ok('/monitoring/jobs/connections/run', { reason: 'there is another company' })
    const run = await eventually(
      async () =>
        (await single.server.request('GET', '/api/v1/monitoring/jobs/connections/runs')).body.rows.find(
          (one: Seen) => one.error !== null,
        ),
      'nobody says so',
    )
    assert.match(run.error, /DOCKET_SHOP_WEBSHOP_COMPANIES/)
    const second = await sold()
    await sleep(2000)
    assert.equal(await stateOf(second), 'SUBMITTED')
  } finally {
    await single.close()
    await shop.stop()
  }
})
