import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { assertWithin } from '../support/pace.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const lineOf = (sku: string, quantity: number) => [
  { sku, quantity: `${quantity}`, unitPrice: '10', net: `${quantity * 10}.00`, tax: `${quantity * 2}.00` },
]
/** What a row of a stock call came to: true, or the places and codes of its refusal. */
test('P-27 who cannot be served whole does not keep the goods from those who wait behind', async () => {
  await flow.newItem('WAIT-1')
  const big = await flow.order(lineOf('WAIT-1', 100))
  const small = await flow.order(lineOf('WAIT-1', 3))
  const smaller = await flow.order(lineOf('WAIT-1', 2))
  await flow.receive('WAIT-1', '4')
  await flow.until(small.id, (one) => one.billingStatus === 'billed')
  assert.equal((await flow.read(smaller.id)).status, 'backordered')
  await flow.receive('WAIT-1', '99')
  await flow.until(big.id, (one) => one.billingStatus === 'billed')
  assert.equal((await flow.read(smaller.id)).status, 'backordered')
  await flow.ok('/stock/adjustments', [{ sku: 'WAIT-1', location: 'PORT', quantity: '2' }])
  await flow.until(smaller.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('P-27 D3 what an earlier promise counts on stays with it, what is announced sets the rest free', async () => {
  await flow.newItem('WAIT-2')
  const goods = { sku: 'WAIT-2', location: 'PORT', unitCost: '3' }
  await flow.receive('WAIT-2', '20')
  const supply = { ...goods, number: 'WAIT-2-A', quantity: '80', dueOn: '2099-01-31' }
  await flow.ok('/supply-orders', [supply])
  const allowSplit = { allowSplit: false }
  const [line] = lineOf('WAIT-2', 100)
  const dated = await flow.order([{ ...line!, ...allowSplit }])
  assert.equal((await flow.read(dated.id)).fulfillmentLines[0].supply, 'dated')
  const behind = await flow.order(lineOf('WAIT-2', 3))
  await flow.receive('WAIT-2', '2')
  assert.equal((await flow.read(behind.id)).status, 'backordered')
  await flow.ok('/supply-orders', [{ ...supply, number: 'WAIT-2-B', quantity: '5', dueOn: '2098-12-31' }])
  await flow.until(behind.id, (one) => one.billingStatus === 'billed')
  await flow.ok('/stock/receipts', [{ ...goods, quantity: '81', supplyNumber: 'WAIT-2-A' }])
  await flow.until(dated.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('P-20 D3 parts of a line that are promised for different days leave each with its own goods', async () => {
  await flow.newItem('DAYS-1')
  const goods = { sku: 'DAYS-1', location: 'PORT', unitCost: '3' }
  const soon = { ...goods, number: 'DAYS-A', quantity: '2', dueOn: '2020-01-31' }
  const later = { ...goods, number: 'DAYS-B', quantity: '3', dueOn: '2099-02-28' }
  await flow.ok('/supply-orders', [soon, later])
  const made = await flow.order(lineOf('DAYS-1', 5))
  const shipped = (one: Seen) => one.fulfillmentLines.map((part: Seen) => [part.quantity, part.shipped])
  assert.deepEqual(shipped(await flow.read(made.id)), [
    ['2', '0'],
    ['3', '0'],
  ])
  await flow.ok('/stock/receipts', [{ ...goods, quantity: '2', supplyNumber: 'DAYS-A' }])
  const first = await flow.until(made.id, (one) => one.invoices.length === 1)
  assert.deepEqual(shipped(first), [
    ['2', '2'],
    ['3', '0'],
  ])
  await flow.ok('/stock/receipts', [{ ...goods, quantity: '3', supplyNumber: 'DAYS-B' }])
  await flow.until(made.id, (one) => one.invoices.length === 2)
  await flow.lawful()
})

test('D9 P-27 goods that a customer sends back go to the order that waits for them', async () => {
  await flow.newItem('WAIT-3')
  await flow.receive('WAIT-3', '2')
  const first = await flow.order(lineOf('WAIT-3', 2))
  await flow.until(first.id, (one) => one.billingStatus === 'billed')
  const second = await flow.order(lineOf('WAIT-3', 1))
  const third = await flow.order(lineOf('WAIT-3', 1))
  const lines = [{ lineNo: 1, quantity: '1' }]
  await flow.ok('/returns', { orderId: first.id, reason: 'too blue', lines })
  await flow.until(second.id, (one) => one.billingStatus === 'billed')
  const back = { sku: 'WAIT-3', quantity: '1', unitPrice: '3', location: 'PORT', unitCost: '5' }
  await flow.ok('/returns', { account: 'GB-0001', reason: 'found', lines: [back] })
  await flow.until(third.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('A3-8 P-27 a held order takes its turn and blocks nobody; its release asks for goods that are free', async () => {
  await flow.newItem('WAIT-4')
  const held = await flow.order(lineOf('WAIT-4', 10))
  const { id: holdId } = await flow.ok(`/orders/${held.id}/holds`, { code: 'fraud', reason: 'odd' })
  const behind = await flow.order(lineOf('WAIT-4', 3))
  await flow.receive('WAIT-4', '5')
  await flow.until(behind.id, (one) => one.billingStatus === 'billed')
  // As a database of before may stand: the goods are there, and nobody asked for them.
  const wants = (quantity: number) =>
    flow.server.database.sql(`update inventory.planned_demand set quantity = $2 where root_id = $1`, [
      decodeId('ord', held.id),
      quantity,
    ])
  await wants(100)
  await flow.receive('WAIT-4', '8')
  await wants(10)
  assert.equal((await flow.read(held.id)).fulfillmentLines[0].supply, 'backorder')
  await flow.ok(`/orders/${held.id}/holds/${holdId}/release`, { reason: 'called them' })
  await flow.until(held.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('A3-8 P-27 a held order that waits for goods ships when it has them, whatever ids its tasks were drawn with', async () => {
  await flow.newItem('WAIT-5')
  const held = await flow.order(lineOf('WAIT-5', 10))
  const { id: holdId } = await flow.ok(`/orders/${held.id}/holds`, { code: 'fraud', reason: 'odd' })
  const { tasks } = (await flow.read(held.id)).plan
  const [reserve, ship] = tasks.map((one: Seen) => decodeId('tsk', one.id))
  assert.deepEqual(
    tasks.slice(0, 2).map((one: Seen) => `${one.kind} ${one.waits}`),
    ['reserve 2', 'ship 1'],
  )
  // As a plan may stand that was drawn over the end of a block of ids: what comes first has the higher id.
  await flow.server.database.sql(
    `update orchestration.task t set kind = o.kind, waits = o.waits, frees = array_replace(o.frees, t.id, o.id)
     from orchestration.task o where t.id = any($1) and o.id = any($1) and o.id <> t.id`,
    [[reserve, ship]],
  )
  await flow.lawful()
  await flow.ok(`/orders/${held.id}/holds/${holdId}/release`, { reason: 'called them' })
  await flow.lawful()
  const waiting = await flow.read(held.id)
  assert.deepEqual([waiting.status, waiting.shipments.length], ['backordered', 0])
  await flow.receive('WAIT-5', '10')
  await flow.until(held.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

/** A warehouse that says itself what it shipped, asked after all others. */
async function confirmingWarehouse(): Promise<void> {
  await flow.put('/locations', {
    code: 'DOCK',
    name: 'Dockside',
    country: 'GB',
    rank: 90,
    autoConfirm: false,
  })
}

test('A6-4 P-27 goods that come to a warehouse that confirms leave when it says so, wherever they were expected', async () => {
  await confirmingWarehouse()
  await flow.newItem('WAIT-13')
  const { id } = await flow.order(lineOf('WAIT-13', 2))
  assert.equal((await flow.read(id)).status, 'backordered')
  await flow.receive('WAIT-13', '2', 'DOCK')
  const asked = await flow.until(id, (one) => one.shipments.length > 0)
  const [shipment] = asked.shipments
  assert.deepEqual([shipment.state, shipment.location.code], ['requested', 'DOCK'])
  await sleep(300)
  const still = await flow.read(id)
  assert.deepEqual([still.shipments.length, still.shipments[0].state], [1, 'requested'])
  assert.equal(still.fulfillmentLines[0].shipped, '0')
  assert.equal((await flow.post(`/shipments/${shipment.id}/confirm`, {})).status, 200)
  const billed = await flow.until(id, (one) => one.billingStatus === 'billed')
  assert.equal(billed.shipments.length, 1)
  await flow.lawful()
})

test('D3 P-27 what waited for goods and is asked for a later day keeps them until then', async () => {
  await flow.newItem('DAYS-2')
  const [line] = lineOf('DAYS-2', 3)
  const { id } = await flow.order([{ ...line!, requestedOn: '2099-12-24' }])
  const now = await flow.order(lineOf('DAYS-2', 2))
  assert.equal((await flow.read(id)).status, 'backordered')
  await flow.receive('DAYS-2', '5')
  await flow.until(now.id, (one) => one.billingStatus === 'billed')
  const { status, shipments, fulfillmentLines, plan } = await flow.read(id)
  const [part] = fulfillmentLines
  assert.deepEqual(
    [status, shipments, part.supply, part.promisedOn, part.reserved],
    ['awaiting_shipping', [], 'on_hand', '2099-12-24', '3'],
  )
  const starts = plan.tasks.map((one: Seen) => one.startAt).filter(Boolean)
  assert.deepEqual(starts, ['2099-12-24T00:00:00.000Z'])
  await flow.lawful()
})

test('A6-4 P-44 goods that were expected at a warehouse that confirms and came elsewhere, too, leave each from where they are', async () => {
  await confirmingWarehouse()
  await flow.newItem('WAIT-14')
  // What is late counts as due today.
  const supply = { sku: 'WAIT-14', location: 'DOCK', quantity: '2', unitCost: '3', dueOn: '2020-01-31' }
  await flow.ok('/supply-orders', [
    { ...supply, number: 'WAIT-14-A' },
    { ...supply, number: 'WAIT-14-B', quantity: '3', dueOn: '2099-03-31' },
  ])
  const { id } = await flow.order(lineOf('WAIT-14', 5))
  const dated = (await flow.read(id)).fulfillmentLines
  assert.deepEqual(
    dated.map((one: Seen) => [one.supply, one.location.code, one.quantity]),
    [
      ['dated', 'DOCK', '2'],
      ['dated', 'DOCK', '3'],
    ],
  )
  await flow.receive('WAIT-14', '2', 'PORT')
  await flow.receive('WAIT-14', '3', 'DOCK')
  const asked = await flow.until(id, (one) => one.invoices.length === 1 && one.shipments.length === 2)
  const at = (code: string) => asked.shipments.find((one: Seen) => one.location.code === code)
  assert.deepEqual([at('PORT').state, at('DOCK').state], ['shipped', 'requested'])
  assert.equal((await flow.post(`/shipments/${at('DOCK').id}/confirm`, {})).status, 200)
  await flow.until(id, (one) => one.billingStatus === 'billed' && one.invoices.length === 2)
  await flow.lawful()
})

test('P-27 an order and goods that come at the same moment do not miss each other', async () => {
  await flow.newItem('RACE-1')
  const counted = { sku: 'RACE-1', location: 'PORT', unitCost: '2' }
  await flow.ok('/stock/adjustments', [
    { ...counted, quantity: '1' },
    { ...counted, quantity: '-1' },
  ])
  // Somebody holds the gate: both have read and decided before the first of them writes.
  const gate = flow.server.database.sql(
    `with held as materialized (select 1 from inventory.stock_gate g
       join catalog.item i on i.company_id = g.company_id and i.id = g.item_id where i.sku = 'RACE-1' for update of g)
     select pg_sleep(1.2) from held`,
  )
  await sleep(200)
  const [made] = await Promise.all([flow.order(lineOf('RACE-1', 2)), flow.receive('RACE-1', '2'), gate])
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

/** How much demand waits for an item. */
async function waitingFor(sku: string): Promise<number> {
  const [row] = await flow.server.db.sql<{ count: bigint }>(
    `select count(*) from inventory.planned_demand d join catalog.item i on i.company_id = d.company_id and i.id = d.item_id
     where i.sku = $1`,
    [sku],
  )
  return Number(row!.count)
}

async function servedAll(sku: string): Promise<void> {
  for (let left = 600; left > 0 && (await waitingFor(sku)) > 0; left--) await sleep(50)
  assert.equal(await waitingFor(sku), 0)
}

test('P-27 goods that many wait for reach the last of them, without anything else that comes in', async () => {
  await flow.newItem('WAIT-9')
  await flow.orders('WAIT-9', 2100, ['WAIT-9'])
  assert.equal(await waitingFor('WAIT-9'), 2100)
  await flow.receive('WAIT-9', '2100')
  await servedAll('WAIT-9')
  await flow.lawful()
})

/** How many lines of orders the server has read. A session tells once a second at most, and one that rests after ten. */
async function linesRead(): Promise<number> {
  const [row] = await flow.server.database.sql<{ rows: string }>(
    `select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::text as rows from pg_stat_user_tables
     where schemaname = 'orders' and relname like 'fulfillment_line%'`,
  )
  return Number(row!.rows)
}

/** How many lines of orders are read while something is done, by a job beside it too, which reads all of them now and then. */
async function linesReadBy(act: () => Promise<void>): Promise<number> {
  await sleep(11_000)
  const before = await linesRead()
  await act()
  for (let left = 24; left > 0 && (await linesRead()) === before; left--) await sleep(500)
  await sleep(1000)
  return (await linesRead()) - before
}

test('P-27 goods that come in read only the lines of the orders that they can serve, however many and long wait', async () => {
  await flow.newItem('WAIT-10')
  await flow.newItem('WAIT-11')
  const lines = ['WAIT-10', ...Array.from({ length: 149 }, () => 'WAIT-11')]
  for (let part = 0; part < 100; part += 50) await flow.orders(`WAIT-10-${part}`, 50, lines)
  assert.equal(await waitingFor('WAIT-10'), 100)
  // A job beside it may read all lines once; what reads them all by itself does so each time.
  const reads: number[] = []
  do reads.push(await linesReadBy(() => flow.receive('WAIT-10', '3')))
  while (reads.at(-1)! >= 5000 && reads.length < 4)
  const served = 3 * reads.length
  assert.equal(await waitingFor('WAIT-10'), 100 - served)
  assert.ok(reads.at(-1)! > 0 && reads.at(-1)! < 5000, `${reads.join(', ')} lines were read`)
  const start = performance.now()
  await flow.receive('WAIT-10', String(100 - served))
  const took = performance.now() - start
  assertWithin(took, 2000, 'the receipt')
  await servedAll('WAIT-10')
  await flow.lawful()
})

test('P-27 a backorder is served though thousands of promises that nothing covers were made before it', async () => {
  await flow.newItem('WAIT-12')
  await flow.orders('WAIT-12', 1, ['WAIT-12'])
  // As large promises for a day long after what was expected came to nothing.
  const promises = `insert into inventory.planned_demand (company_id, root_id, source_id, item_id, location_id, quantity, promised_on, asked_at)
    select d.company_id, -n, -n, d.item_id, d.location_id, 10, '2099-01-31', d.asked_at - n * interval '1 second'
    from generate_series(1, 2000) n, inventory.planned_demand d
    join catalog.item i on i.company_id = d.company_id and i.id = d.item_id where i.sku = 'WAIT-12'`
  await flow.server.database.sql(promises)
  await flow.receive('WAIT-12', '8')
  for (let left = 600; left > 0 && (await waitingFor('WAIT-12')) > 2000; left--) await sleep(50)
  assert.equal(await waitingFor('WAIT-12'), 2000)
  await flow.server.database.sql('delete from inventory.planned_demand where root_id < 0')
  await flow.lawful()
})
