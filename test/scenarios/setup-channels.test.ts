import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { recordBackup, recordTrial, type Manifest } from '../../src/platform/backup/index.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, signed, submittedOrder } from '../support/shop.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { Sink } from '../support/sink.ts'
import { startTestServer } from '../support/server.ts'

let shop: ShopProcess
let sink: Sink
let flow: Flow
before(async () => {
  shop = await ShopProcess.start()
  sink = await Sink.open()
  const limits = {
    DOCKET_SHOP_MARKETPLACE_URL: shop.url,
    DOCKET_SHOP_MARKETPLACE_KEY: SHOP_KEY,
    DOCKET_ALERT_WEBHOOK_URL: sink.url('/alerts'),
    DOCKET_ALERT_WEBHOOK_SECRET: 'a-secret-for-alerts',
    DOCKET_PRIVATE_WEBHOOKS: 'yes',
    DOCKET_WEBHOOK_BACK_OFF_MS: '20',
    DOCKET_WEBHOOK_SET_ASIDE_AFTER: '3',
    DOCKET_WEBHOOK_PROBE_MS: '600000',
  }
  flow = new Flow(await startTestServer({ sample: true, limits }))
})
after(async () => {
  await flow?.close()
  await sink?.close()
  await shop?.stop()
})

async function step(key: string): Promise<Seen> {
  const { body } = await flow.server.request('GET', '/api/v1/setup')
  return body.steps.find((one: Seen) => one.key === key)
}
const check = (key: string) => flow.ok(`/setup/steps/${key}/check`, undefined)

async function until(key: string, is: (step: Seen) => boolean): Promise<Seen> {
  const end = performance.now() + 10_000
  for (;;) {
    const seen = await step(key)
    if (is(seen)) return seen
    assert.ok(performance.now() < end, `${key}: ${seen.state} ${seen.found}`)
    await sleep(50)
  }
}
const passes = (key: string) => until(key, ({ state }) => state === 'pass')
const fails = (key: string, found: RegExp) =>
  until(key, (one) => one.state === 'fail' && found.test(one.found))

/** The channel as it stands, with other settings or another head. */
const channel = (settings: object = {}, more: object = {}) =>
  flow.put('/channels/shop', channelInput(settings, { name: 'Shop', ...more }))

test('without a channel its steps are not needed; with one each fails until it was seen to work', async () => {
  for (const key of ['channel_secret', 'reference_data', 'channel_order'])
    assert.equal((await step(key)).state, 'not_applicable', key)
  await channel()
  await fails('application', /Not checked yet/)
  await fails('channel_secret', /No genuine message came from shop/)
  await fails('channel_order', /no order of shop came in/)
  assert.deepEqual(
    [(await step('channel_secret')).required, (await step('channel_order')).required],
    [true, true],
  )
})

test('the application key of a shop is tried by a login: the right one works, a wrong one and a dead address do not', async () => {
  const own = { baseUrl: shop.url }
  await channel(own, { applicationKey: SHOP_KEY })
  const good = await check('application')
  assert.equal(good.state, 'pass', good.found)
  assert.match(good.found, /shop is asked, marketplace is told/)
  await channel(own, { applicationKey: 'a-key-that-nobody-knows' })
  const wrong = await check('application')
  assert.deepEqual(
    [wrong.state, /shop is asked: its login answered 401/.test(wrong.found)],
    ['fail', true],
    wrong.found,
  )
  assert.doesNotMatch(wrong.found, /nobody-knows/)
  await channel({ baseUrl: 'http://127.0.0.1:9' }, { applicationKey: SHOP_KEY })
  assert.match((await check('application')).found, /shop is asked: the shop cannot be asked/)
  await channel(own, { applicationKey: null })
  assert.match((await check('application')).found, /shop is asked: there is no application key/)
  await channel(own, { applicationKey: SHOP_KEY })
  assert.equal((await check('application')).state, 'pass')
})

test('what no secret of a channel signed is counted where its secret is agreed, with its whole address', async () => {
  const { webhooks, address } = await channel({ baseUrl: shop.url }, { applicationKey: SHOP_KEY })
  assert.equal(address, null)
  const bytes = JSON.stringify(submittedOrder('o-unsigned'))
  const headers = { 'content-type': 'application/json', ...signed(bytes, 'a-secret-that-nobody-agreed') }
  for (const at of [webhooks, webhooks]) {
    const answer = await fetch(flow.server.url + at, { method: 'POST', headers, body: bytes })
    assert.equal(answer.status, 401)
  }
  await fails('channel_secret', /To shop came 2 messages that no secret of it signed, the last at 20/)
  const { body } = await flow.server.request('GET', '/api/v1/channels/shop')
  assert.equal(body.refusedMessages, 2)
  assert.ok(Date.now() - Date.parse(body.refusedAt) < 60_000, body.refusedAt)
})

test('C-20 a shop that nothing goes back to fails by the names of its variables, until somebody says why', async () => {
  await flow.put('/source-systems', { code: 'my-outlet', name: 'Outlet', prePriced: true })
  await flow.put('/channels/one-way', channelInput({}, { name: 'One way', source: 'my-outlet' }))
  const untold = await check('application')
  assert.equal(untold.state, 'fail')
  assert.match(
    untold.found,
    /one-way: nothing goes back to source my-outlet: DOCKET_SHOP_MY_OUTLET_URL and DOCKET_SHOP_MY_OUTLET_KEY are not set, or DOCKET_SHOP_MY_OUTLET_COMPANIES does not name this company/,
  )
  assert.deepEqual([untold.required, untold.waivable], [true, true])
  const left = await flow.ok('/setup/steps/application/waiver', { reason: 'It asks for the status itself.' })
  assert.equal(left.state, 'waived')
  await flow.put(
    '/channels/one-way',
    channelInput({}, { name: 'One way', source: 'my-outlet', active: false }),
  )
  assert.equal((await check('application')).state, 'pass')
  // Nobody has left it any more.
  await flow.server.database.sql("delete from monitoring.setup_record where act = 'waived'")
})

test('C-20 a shop that takes the connection and says nothing is told of in words', async () => {
  sink.answer('/ccadmin/v1/login', () => undefined)
  const silent = { baseUrl: new URL(sink.url('/')).origin }
  await channel(silent, { applicationKey: SHOP_KEY })
  assert.match((await check('application')).found, /shop is asked: it did not answer within 5 s/)
  await channel({ baseUrl: shop.url }, { applicationKey: SHOP_KEY })
})

test('C-20 what waits for a shop after failures is told as soon as a login works', async () => {
  await flow.server.database.sql(`
    insert into channels.status_channel (company_id, source, heard_pos, due_at, failures, problem)
    select company_id, 'marketplace', 0, now() + interval '15 minutes', 10, 'it was away' from channels.channel limit 1
    on conflict (company_id, source) do update
    set due_at = excluded.due_at, failures = excluded.failures, problem = excluded.problem`)
  assert.equal((await check('application')).state, 'pass')
  const { body } = await flow.server.request('GET', '/api/v1/channels/marketplace/order-status')
  assert.equal(body.dueAt, null)
  await flow.server.database.sql(
    "delete from channels.status_channel where source = 'marketplace' and heard_pos = 0",
  )
})

test('a mapping that leads nowhere, and an offer that is not taken back, are named; a word without one of ours until it is mended', async () => {
  const own = { baseUrl: shop.url }
  await channel(
    {
      ...own,
      locations: { 'store-7': 'NOWHERE' },
      skus: { A: 'NO-SUCH' },
      shippingOffers: { drone: { name: 'Drone' } },
    },
    { applicationKey: SHOP_KEY },
  )
  const { found, state } = await step('reference_data')
  assert.equal(state, 'fail')
  for (const word of [
    /place "store-7" leads to NOWHERE/,
    /SKU "A" leads to NO-SUCH/,
    /"drone" is offered and not mapped/,
  ])
    assert.match(found, word)
  await channel(own, { applicationKey: SHOP_KEY })
  await passes('reference_data')
  const { secretKey } = (await shop.api('GET', '/webhooks/orderSubmit')).body
  const { webhooks } = await channel(
    { ...own, shippingMethods: {} },
    { signingSecrets: [secretKey], applicationKey: SHOP_KEY },
  )
  // With a secret that only one side knows nothing comes.
  const urls = [flow.server.url + webhooks]
  await shop.api('PUT', '/webhooks/orderSubmit', { urls })
  const placed = await shop.ok('POST', '/orders', { items: [{ sku: 'KIT-101', quantity: 1 }] })
  const method = placed.shippingGroups[0].shippingMethod
  await fails('reference_data', new RegExp(`shipping method "${method}" is none of ours`))
  await passes('channel_secret')
  await fails('channel_order', /no order of shop came in/)
  const { paymentMethod } = placed.paymentGroups[0]
  const mapped = {
    ...own,
    shippingMethods: { [method]: 'standard' },
    paymentMethods: { [paymentMethod]: { code: 'card', prepaid: false } },
  }
  await channel(mapped, { signingSecrets: [secretKey], applicationKey: SHOP_KEY })
  await flow.ok('/channels/shop/messages/replay', { outcome: 'draft' })
  await passes('reference_data')
})

test('C-20 a test order of the channel is there when it came in whole and its shop was told of it', async () => {
  const found = await passes('channel_order')
  assert.match(found.found, /of shop came in, and the shop answered for it/)
  await shop.stop()
  await flow.server.database.sql('delete from channels.status_message')
  await fails('channel_order', /shop does not know of/)
  // A shop that is in no variable was never heard for.
  const gone = await flow.server.database.sql('delete from channels.status_channel returning *')
  await flow.server.database.sql("update channels.channel set source = 'webshop' where code = 'shop'")
  await fails('channel_order', /shop does not know of/)
  await flow.ok('/setup/steps/application/waiver', { reason: 'It asks for the status itself.' })
  await until('channel_order', ({ state, found: so }) => state === 'pass' && /nothing goes back/.test(so))
  await flow.server.database.sql("update channels.channel set source = 'marketplace' where code = 'shop'")
  assert.ok(gone.length > 0)
})

test('subscribers hear of events: an endpoint that took something passes, one that is dead is named', async () => {
  const none = await step('webhooks')
  assert.deepEqual([none.state, none.required], ['fail', false], none.found)
  await flow.put('/webhook-endpoints', { code: 'crm', name: 'CRM', url: sink.url('/crm') })
  await fails('webhooks', /crm took nothing/)
  await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  await passes('webhooks')
  sink.answer('/dead', (response) => response.writeHead(503).end())
  await flow.put('/webhook-endpoints', { code: 'dead', name: 'Dead', url: sink.url('/dead') })
  await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  await fails('webhooks', /dead is set aside/)
})

test('alerts reach someone when the newest message was taken', async () => {
  await flow.server.database.sql('delete from monitoring.message')
  await fails('alerts', /No message about an alert was ever sent/)
  sink.answer('/alerts', (response) => response.writeHead(500).end())
  await flow.ok('/monitoring/alerts/test', undefined)
  await fails('alerts', /by webhook was not taken: it answered 500/)
  sink.answer('/alerts')
  await flow.ok('/monitoring/alerts/test', undefined)
  await passes('alerts')
})

test('a backup counts when it was restored on trial with every law holding, and not for ever', async () => {
  const { db, database } = flow.server
  await fails('backup_restored', /No backup was taken/)
  const at = new Date()
  const backup = { backupId: 'b-1', beganAt: at, endedAt: at, folder: '/b-1', bytes: 1n, problem: null }
  await recordBackup(db, backup)
  await fails('backup_restored', /was never restored/)
  const manifest = {
    ...backup,
    beganAt: at.toISOString(),
    endedAt: at.toISOString(),
    bytes: 1,
  } as unknown as Manifest
  await recordTrial(db, { manifest, folder: '/b-1', problem: 'laws are broken' })
  await fails('backup_restored', /was never restored/)
  await recordTrial(db, { manifest, folder: '/b-1', problem: null })
  await passes('backup_restored')
  await database.sql("update platform.backup set tried_at = tried_at - interval '100 days'")
  await fails('backup_restored', /more than 90 days ago/)
})
