import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { DocketProcess } from '../kill/process.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

// A server that takes orders, and two more that run their tasks; one of those is killed.
let flow: Flow
let workers: DocketProcess[]
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, roles: 'api,scheduler' }))
  await flow.put('/source-systems', { code: 'booth', name: 'Booth', prePriced: true, remorseMinutes: 1 })
  await flow.put('/recognition-rules', {
    name: 'booth',
    condition: 'order.source == "booth"',
    orderType: 'standard',
  })
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
  await flow.put('/items', { sku: 'RUE-1', name: 'Rue', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'RUE-1', location: 'DOCK', quantity: '1000', unitCost: '6' }])
  process.env.DOCKET_ROLES = 'worker'
  const home = { databaseUrl: flow.server.database.url }
  workers = [
    await DocketProcess.start(home, flow.server.apiKey),
    await DocketProcess.start(home, flow.server.apiKey),
  ]
})
after(async () => {
  await Promise.all(workers.map((one) => one.stop()))
  await flow.close()
})

const MINUTE_MS = 60_000
const line = { sku: 'RUE-1', quantity: '2', unitPrice: '10', net: '20.00', tax: '4.00' }

/** An order that its shopper may take back for so long from now. */
async function placed(seconds: number, more: object = {}): Promise<Seen> {
  const placedAt = new Date(Date.now() - MINUTE_MS + seconds * 1000).toISOString()
  const { id } = await flow.order([line], { source: 'booth', placedAt, ...more })
  return await flow.read(id)
}

const started = async (orderId: string) => (await flow.read(orderId)).shipments.length
const until = (order: Seen) => Date.parse(order.remorseUntil)

test('C-23 an order that may be taken back is priced, promised and reserved, and nothing of it starts before its time', async () => {
  const order = await placed(30)
  assert.equal(until(order) - Date.parse(order.placedAt), MINUTE_MS)
  const [part] = order.fulfillmentLines
  assert.deepEqual(
    [order.state, order.total.amount, part.supply, part.location.code],
    ['in_progress', '24.00', 'on_hand', 'DOCK'],
  )
  const [first] = order.plan.tasks
  assert.equal(Date.parse(first.startAt), until(order))
  // Long past: there is nothing to wait for. A source without such a time knows none.
  const late = await flow.order([line], { source: 'booth', placedAt: '2026-01-02T10:00:00Z' })
  const usual = await flow.order([line])
  for (const { id } of [late, usual]) {
    const seen = await flow.until(id, (one) => one.shipments.length === 1)
    assert.deepEqual([seen.remorseUntil, seen.plan.tasks[0].startAt], [null, null])
  }
  assert.equal(await started(order.id), 0)
  await flow.lawful()
})

test('C-23 cancelled a second before its time nothing of an order ever leaves, nor of the line that was taken out of another', async () => {
  const [gone, less] = [await placed(4), await placed(4)]
  await sleep(until(gone) - Date.now() - 1000)
  const whole = await flow.post(`/orders/${gone.id}/cancel`, { reason: 'no', onlyIfNothingShipped: true })
  const part = await flow.post(`/orders/${less.id}/cancel`, {
    reason: 'one is enough',
    lines: [{ lineNo: 1, quantity: '1' }],
  })
  assert.deepEqual([whole.status, part.status], [200, 200])
  const rest = await flow.until(less.id, (one) => one.shipments.length === 1)
  assert.equal(rest.shipments[0].lines[0].requested, '1')
  await sleep(1000)
  assert.equal(await started(gone.id), 0)
  await flow.lawful()
})

test('C-23 goods that come within the time are reserved for who waited, and leave when it is over', async () => {
  await flow.put('/items', { sku: 'RUE-2', name: 'Late', itemClass: 'kitchen', taxCode: 'standard' })
  const placedAt = new Date(Date.now() - MINUTE_MS + 5000).toISOString()
  const { id } = await flow.order([{ ...line, sku: 'RUE-2' }], { source: 'booth', placedAt })
  assert.equal((await flow.read(id)).fulfillmentLines[0].supply, 'backorder')
  await flow.ok('/stock/receipts', [{ sku: 'RUE-2', location: 'DOCK', quantity: '2', unitCost: '6' }])
  const served = await flow.read(id)
  assert.equal(served.fulfillmentLines[0].supply, 'on_hand')
  await sleep(until(served) - Date.now() - 500)
  assert.equal(await started(id), 0)
  await flow.until(id, (one) => one.shipments.length === 1)
  await flow.lawful()
})

test('C-23 a time of remorse that somebody ends is over at once and for good: what waits for nothing else starts, what is promised for later does not', async () => {
  const [order, held, later] = [await placed(50), await placed(50), await placed(50)]
  const hold = await flow.ok(`/orders/${held.id}/holds`, { code: 'call', reason: 'call first' })
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await flow.server.database.sql(`update orders.fulfillment_line set promised_on = $1 where order_id = $2`, [
    tomorrow,
    decodeId('ord', later.id),
  ])
  const end = (id: string) => flow.ok(`/orders/${id}/end-remorse`, { reason: 'Paid at the till' })
  for (const { id } of [order, held, later]) {
    const ended = await end(id)
    assert.ok(Date.parse(ended.remorseUntil) <= Date.now())
    assert.deepEqual(await end(id), ended)
  }
  const gone = await flow.until(order.id, (one) => one.shipments.length === 1)
  assert.ok(until(order) - Date.now() > 10_000, 'it did not wait for its time')
  assert.ok(until(gone) < until(order))
  const told = gone.timeline.filter((one: Seen) => one.act === 'end_remorse')
  assert.deepEqual(
    told.map((one: Seen) => [one.reason, one.events]),
    [['Paid at the till', ['order.remorse_ended']]],
  )
  assert.deepEqual([await started(held.id), await started(later.id)], [0, 0])
  const { plan } = await flow.read(later.id)
  assert.ok(Date.parse(plan.tasks[0].startAt) > Date.now() && plan.tasks[0].startAt.slice(0, 10) <= tomorrow)
  await flow.ok(`/orders/${held.id}/holds/${hold.id}/release`, { reason: 'called' })
  await flow.until(held.id, (one) => one.shipments.length === 1)
  const usual = await flow.order([line])
  assert.equal((await end(usual.id)).remorseUntil, null)
  const cancelled = await placed(50)
  await flow.ok(`/orders/${cancelled.id}/cancel`, { reason: 'no' })
  const late = await flow.post(`/orders/${cancelled.id}/end-remorse`, { reason: 'too late' })
  assert.deepEqual([late.status, late.body.code], [409, 'not_in_progress'])
  await flow.lawful()
})

test('C-23 when its time is over an order goes on once, whichever server is there, also when one is killed at that moment', async () => {
  const orders = await Promise.all(Array.from({ length: 40 }, () => placed(6)))
  await sleep(Math.min(...orders.map(until)) - Date.now() + 20)
  await workers[0]!.kill()
  const end = performance.now() + 60_000
  for (const { id } of orders)
    while ((await started(id)) === 0) {
      assert.ok(performance.now() < end, 'an order was left behind')
      await sleep(100)
    }
  const rows = await flow.server.database.sql<{ early: boolean; count: bigint }>(
    `select count(*), bool_or(l.at < $1) as early from orders.history h
     join platform.company_log l on l.company_id = h.company_id and l.batch = h.batch
     where h.order_id = any($2) and h.act = 'release' group by h.order_id`,
    [new Date(Math.min(...orders.map(until))), orders.map(({ id }) => decodeId('ord', id))],
  )
  assert.deepEqual([rows.length, rows.filter((one) => one.count !== 1n || one.early)], [orders.length, []])
  await flow.lawful()
})

test('C-23 O-36 what is done for lines keeps days of its own when a time of remorse is ended, and starts now where it waited for that alone', async () => {
  const work = (name: string) => ({ kind: 'work', name, title: name })
  const lines = [
    { kind: 'soon', key: '"all"', tasks: [work('soon')] },
    { kind: 'later', key: '"all"', duration: 'P2D', scheduled: true, tasks: [work('later')] },
  ]
  const deliver = {
    kind: 'deliver',
    key: '"all"',
    tasks: [
      { kind: 'reserve', when: 'part.supply != "on_hand"' },
      { kind: 'release', when: '!part.autoConfirm' },
      { kind: 'ship' },
      { kind: 'invoice' },
    ],
  }
  await flow.put('/patterns', { code: 'rue_later', components: [deliver], lineComponents: lines })
  await flow.put('/items', {
    sku: 'RUE-2',
    name: 'Rue',
    itemClass: 'kitchen',
    taxCode: 'standard',
    pattern: 'rue_later',
  })
  await flow.ok('/stock/opening', [{ sku: 'RUE-2', location: 'DOCK', quantity: '10', unitCost: '6' }])
  const { id } = await flow.order([{ ...line, sku: 'RUE-2', requestedOn: '2099-06-20' }], {
    source: 'booth',
    placedAt: new Date().toISOString(),
  })
  const startOf = (seen: Seen, name: string) => seen.plan.tasks.find((one: Seen) => one.name === name).startAt
  const before = await flow.read(id)
  assert.deepEqual(
    [startOf(before, 'soon') === before.remorseUntil, startOf(before, 'later')],
    [true, '2099-06-17T23:00:00.000Z'],
  )
  await flow.ok(`/orders/${id}/end-remorse`, { reason: 'Paid at the till' })
  const ended = await flow.read(id)
  assert.deepEqual([startOf(ended, 'soon'), startOf(ended, 'later')], [null, '2099-06-17T23:00:00.000Z'])
  await flow.lawful()
})
