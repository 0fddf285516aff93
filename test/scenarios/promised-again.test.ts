import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { claimDue, defaultWorkerLimits, runClaimed } from '../../src/orchestration/index.ts'
import { runBatch } from '../../src/platform/batch/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

// Who carries orders out, and who promises them anew, is started where a test wants it.
let flow: Flow
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
  const dock = { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 90, autoConfirm: false }
  await flow.put('/locations', dock)
  const stall = { code: 'STALL', name: 'Stall', country: 'IE', rank: 900, autoConfirm: false }
  await flow.put('/locations', { ...stall, transferMethod: 'van' })
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'IE', transitDays: 2 })
})
after(() => flow.close())

async function during(roles: string, work: () => Promise<void>): Promise<void> {
  const other = await startTestServer({ beside: flow.server, roles })
  await work().finally(() => other.close())
}

async function stock(sku: string, places: Readonly<Record<string, number>>): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const rows = Object.entries(places).map(([location, quantity]) => ({
    sku,
    location,
    quantity,
    unitCost: '5',
  }))
  if (rows.length > 0) await flow.ok('/stock/opening', rows)
}

const count = (sku: string, location: string, quantity: number) =>
  flow.ok('/stock/adjustments', [{ sku, location, quantity }])
const lineOf = (sku: string, quantity: number, more: object = {}) => ({
  sku,
  quantity: `${quantity}`,
  unitPrice: '10',
  net: `${quantity * 10}.00`,
  tax: `${quantity * 2}.00`,
  ...more,
})

/** What each line waits for, or has, and where. */
const promises = ({ fulfillmentLines }: Seen): string[] =>
  fulfillmentLines.map((one: Seen) => `${one.supply} ${one.quantity} ${one.location.code} ${one.shipped}`)
const promised = async (id: string) => promises(await flow.read(id))

/** On hand and reserved, by location. */
async function stockOf(sku: string): Promise<Record<string, string>> {
  const { body } = await flow.server.request('GET', `/api/v1/stock?sku=${sku}`)
  return Object.fromEntries(body.rows.map((row: Seen) => [row.location, `${row.onHand} ${row.reserved}`]))
}

const waits = () => flow.server.database.sql('select 1 from inventory.shortage')

/** Everything that was taken away is promised anew. */
async function again(): Promise<void> {
  await during('scheduler', async () => {
    const end = performance.now() + 10_000
    while ((await waits()).length > 0) {
      assert.ok(performance.now() < end, 'nobody looks at it')
      await sleep(50)
    }
  })
}

test('P-27 D3 a held order whose goods a count took away is promised those of another place, and leaves from there', async () => {
  await stock('GONE-A', { PORT: 4, LEEDS: 6 })
  const { id } = await flow.order([lineOf('GONE-A', 4)])
  await flow.ok(`/orders/${id}/holds`, { code: 'ask', reason: 'asked first' })
  assert.deepEqual(await promised(id), ['on_hand 4 PORT 0'])
  await count('GONE-A', 'PORT', -4)
  // Whoever dies now: what was taken away stands in the queue.
  assert.deepEqual(await stockOf('GONE-A'), { PORT: '0 4', LEEDS: '6 0' })
  await flow.lawful()
  await again()
  assert.deepEqual(await promised(id), ['on_hand 4 LEEDS 0'])
  assert.deepEqual(await stockOf('GONE-A'), { PORT: '0 0', LEEDS: '6 4' })
  await flow.lawful()
  const order = await flow.read(id)
  const told = order.timeline.find((one: Seen) => one.events.includes('order.promise_lost'))
  assert.ok(told.events.includes('stock.reserved'), JSON.stringify(told))
  await during('worker', async () => {
    await sleep(700)
    assert.deepEqual(await promised(id), ['on_hand 4 LEEDS 0'])
    await flow.ok(`/orders/${id}/holds/${order.holds[0].id}/release`, { reason: 'answered' })
    await flow.until(id, (one) => one.billingStatus === 'billed')
  })
  assert.deepEqual(await stockOf('GONE-A'), { PORT: '0 0', LEEDS: '2 0' })
  await flow.lawful()
})

test('P-27 what is to be picked up at a place and loses its goods there waits for that place, whatever others have', async () => {
  await stock('GONE-P', { DOCK: 4, PORT: 9 })
  const { id } = await flow.order([lineOf('GONE-P', 4, { location: 'DOCK' })])
  assert.deepEqual(await promised(id), ['on_hand 4 DOCK 0'])
  await count('GONE-P', 'DOCK', -4)
  await again()
  assert.deepEqual(await promised(id), ['backorder 4 DOCK 0'])
  await flow.ok('/stock/receipts', [{ sku: 'GONE-P', location: 'PORT', quantity: '5', unitCost: '5' }])
  assert.deepEqual(await promised(id), ['backorder 4 DOCK 0'])
  await flow.ok('/stock/receipts', [{ sku: 'GONE-P', location: 'DOCK', quantity: '4', unitCost: '5' }])
  assert.deepEqual(await promised(id), ['on_hand 4 DOCK 0'])
  await flow.lawful()
})

test('P-27 C14-1 what nobody has is backordered and served in the turn in which it was asked for', async () => {
  await stock('GONE-B', { PORT: 5 })
  const first = await flow.order([lineOf('GONE-B', 5)])
  const second = await flow.order([lineOf('GONE-B', 5)])
  await count('GONE-B', 'PORT', -5)
  const third = await flow.order([lineOf('GONE-B', 5)])
  await again()
  const lost = await flow.read(first.id)
  assert.deepEqual([lost.status, lost.promisedOn], ['backordered', null])
  await flow.lawful()
  const come = () =>
    flow.ok('/stock/receipts', [{ sku: 'GONE-B', location: 'PORT', quantity: '5', unitCost: '5' }])
  const order = async () =>
    Promise.all([first, second, third].map(async ({ id }) => (await promised(id))[0]!.split(' ')[0]))
  await come()
  assert.deepEqual(await order(), ['on_hand', 'backorder', 'backorder'])
  await come()
  assert.deepEqual(await order(), ['on_hand', 'on_hand', 'backorder'])
  await during('worker', async () => {
    for (const { id } of [first, second]) await flow.until(id, (one) => one.billingStatus === 'billed')
  })
  // A day from supply counts as well.
  await flow.ok('/supply-orders', [
    { sku: 'GONE-B', location: 'LEEDS', quantity: '5', unitCost: '5', dueOn: '2099-12-05', number: 'GONE-B' },
  ])
  assert.deepEqual(await promised(third.id), ['dated 5 LEEDS 0'])
  await flow.lawful()
})

test('D3 the newest order loses as much as is lacking, and keeps the rest; an older one loses nothing until that has none', async () => {
  await stock('GONE-N', { PORT: 10 })
  const older = await flow.order([lineOf('GONE-N', 6)])
  const newer = await flow.order([lineOf('GONE-N', 4)])
  await count('GONE-N', 'PORT', -3)
  await again()
  assert.deepEqual(
    [await promised(older.id), await promised(newer.id)],
    [['on_hand 6 PORT 0'], ['on_hand 1 PORT 0', 'backorder 3 PORT 0']],
  )
  assert.deepEqual(await stockOf('GONE-N'), { PORT: '7 7' })
  await flow.lawful()
  await count('GONE-N', 'PORT', -3)
  await again()
  assert.deepEqual(
    [await promised(older.id), await promised(newer.id)],
    [
      ['on_hand 4 PORT 0', 'backorder 2 PORT 0'],
      ['backorder 1 PORT 0', 'backorder 3 PORT 0'],
    ],
  )
  assert.deepEqual(await stockOf('GONE-N'), { PORT: '4 4' })
  await flow.lawful()
  // They have their turns: two come for who was agreed first, and all leaves for the money that was agreed.
  const receive = (quantity: string) =>
    flow.ok('/stock/receipts', [{ sku: 'GONE-N', location: 'PORT', quantity, unitCost: '5' }])
  await receive('2')
  assert.deepEqual(await promised(older.id), ['on_hand 4 PORT 0', 'on_hand 2 PORT 0'])
  await receive('4')
  await during('worker', async () => {
    for (const [{ id }, total] of [
      [older, 72],
      [newer, 48],
    ] as const) {
      const { invoices } = await flow.until(id, (one) => one.billingStatus === 'billed')
      assert.equal(
        invoices.reduce((sum: number, one: Seen) => sum + Number(one.total.amount), 0),
        total,
      )
    }
  })
  await flow.lawful()
})

test('D3 what is taken in one piece loses its goods whole; what is left stays free, and an urgent order loses last', async () => {
  await stock('GONE-C', { PORT: 10 })
  const older = await flow.order([lineOf('GONE-C', 6, { allowSplit: false })])
  const newer = await flow.order([lineOf('GONE-C', 4, { allowSplit: false })])
  await count('GONE-C', 'PORT', -3)
  // Nothing leaves before it is decided whose the rest is.
  await during('worker', () => sleep(700))
  assert.deepEqual(await stockOf('GONE-C'), { PORT: '7 10' })
  await again()
  assert.deepEqual(
    [await promised(older.id), await promised(newer.id)],
    [['on_hand 6 PORT 0'], ['backorder 4 PORT 0']],
  )
  assert.deepEqual(await stockOf('GONE-C'), { PORT: '7 6' })
  await flow.lawful()
  // What was lost and found again goes to who lost it, before anybody new.
  await flow.ok('/stock/adjustments', [{ sku: 'GONE-C', location: 'PORT', quantity: '3' }])
  assert.deepEqual(await promised(newer.id), ['on_hand 4 PORT 0'])
  await flow.ok(`/orders/${newer.id}/priority`, { priority: 8, reason: 'a good customer' })
  await count('GONE-C', 'PORT', -1)
  await again()
  assert.deepEqual(
    [await promised(older.id), await promised(newer.id)],
    [['backorder 6 PORT 0'], ['on_hand 4 PORT 0']],
  )
  await flow.lawful()
})

test('D3 who was agreed last loses its goods, though its draft was kept before the others were agreed', async () => {
  const unitPrice = { amount: '10', currency: 'GBP' }
  const draft = await flow.ok('/orders', {
    source: 'marketplace',
    externalId: 'gone-k',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'GONE-K', quantity: '4', unitPrice, taxAmount: { amount: '8.00', currency: 'GBP' } }],
  })
  assert.equal(draft.state, 'draft')
  await stock('GONE-K', { PORT: 8 })
  const agreed = await flow.order([lineOf('GONE-K', 4)])
  await flow.ok(`/orders/${draft.id}/submit`, {})
  assert.deepEqual(await promised(draft.id), ['on_hand 4 PORT 0'])
  await count('GONE-K', 'PORT', -4)
  await again()
  assert.deepEqual(
    [await promised(draft.id), await promised(agreed.id)],
    [['backorder 4 PORT 0'], ['on_hand 4 PORT 0']],
  )
  await flow.lawful()
})

test('O-26 of three lines that leave together one has lost its goods: two leave, one waits', async () => {
  for (const sku of ['GONE-D1', 'GONE-D2', 'GONE-D3']) await stock(sku, { PORT: 2 })
  const { id } = await flow.order(['GONE-D1', 'GONE-D2', 'GONE-D3'].map((sku) => lineOf(sku, 2)))
  const components = ({ plan }: Seen) =>
    plan.components
      .filter((one: Seen) => one.kind !== 'settle')
      .map(({ id: component }: Seen) =>
        plan.tasks
          .filter((task: Seen) => task.componentId === component)
          .map((task: Seen) => `${task.kind} ${task.state}`),
      )
  await count('GONE-D2', 'PORT', -2)
  await again()
  assert.deepEqual(components(await flow.read(id)), [
    ['ship ready', 'invoice waiting'],
    ['reserve waiting', 'ship waiting', 'invoice waiting'],
  ])
  await flow.lawful()
  await during('worker', async () => {
    const order = await flow.until(
      id,
      (one) => one.status === 'partially_shipped' && one.invoices.length === 1,
    )
    assert.deepEqual(promises(order), ['on_hand 2 PORT 2', 'backorder 2 PORT 0', 'on_hand 2 PORT 2'])
    await flow.lawful()
    await flow.ok('/stock/receipts', [{ sku: 'GONE-D2', location: 'LEEDS', quantity: '2', unitCost: '5' }])
    await flow.until(id, (one) => one.billingStatus === 'billed')
  })
  assert.deepEqual(await stockOf('GONE-D2'), { PORT: '0 0', LEEDS: '0 0' })
  await flow.lawful()
})

test('D3 P-40 what a warehouse was asked to ship is left to its word, as long as it does not say otherwise', async () => {
  await stock('GONE-E', { DOCK: 10, LEEDS: 0.5 })
  const asked = await flow.order([lineOf('GONE-E', 6)])
  await during('worker', async () => {
    await flow.until(asked.id, (one) => one.shipments.length === 1)
  })
  const other = await flow.order([lineOf('GONE-E', 2)])
  const newest = await flow.order([lineOf('GONE-E', 2)])
  await count('GONE-E', 'DOCK', -5)
  await during('scheduler', async () => {
    // Five are left for what was asked for: six.
    for (const { id } of [other, newest])
      await flow.until(id, (one) => one.fulfillmentLines[0].supply === 'backorder')
    await sleep(1500)
    assert.deepEqual(await promised(asked.id), ['on_hand 6 DOCK 0'])
    assert.equal((await waits()).length, 1)
    await flow.server.database.sql(`update inventory.shortage set since = since - interval '2 days'`)
    const end = performance.now() + 20_000
    for (let raised: Seen; raised?.subject !== 'warehouse'; await sleep(100)) {
      const { rows } = (await flow.server.request('GET', '/api/v1/monitoring/alerts')).body
      raised = rows.find((row: Seen) => row.condition === 'goods-short')
      if (raised) assert.deepEqual([raised.facts.firstSku, raised.facts.firstLocation], ['GONE-E', 'DOCK'])
      assert.ok(performance.now() < end, 'nobody tells of it')
    }
  })
  await flow.lawful()
  const [shipment] = (await flow.read(asked.id)).shipments
  await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  assert.deepEqual((await stockOf('GONE-E')).DOCK, '-1 0')
  await flow.server.database.sql(`update inventory.shortage set due_at = timestamptz 'epoch'`)
  await again()
  await flow.lawful()
})

test('P-62 D3 a prepaid order that loses its goods waits for both, in whatever order they come', async () => {
  await stock('GONE-F', { PORT: 6 })
  const orders = [
    await flow.order([lineOf('GONE-F', 3)], { prepaid: true }),
    await flow.order([lineOf('GONE-F', 3)], { prepaid: true }),
  ]
  await count('GONE-F', 'PORT', -6)
  await again()
  await flow.lawful()
  const pay = ({ id }: Seen) =>
    flow.ok('/receipts', {
      account: 'GB-0001',
      orderId: id,
      amount: { amount: '36.00', currency: 'GBP' },
      method: 'bank',
    })
  const come = () =>
    flow.ok('/stock/receipts', [{ sku: 'GONE-F', location: 'LEEDS', quantity: '3', unitCost: '5' }])
  await during('worker', async () => {
    await pay(orders[0])
    await sleep(700)
    assert.deepEqual(await promised(orders[0].id), ['backorder 3 PORT 0'])
    await come()
    await flow.until(orders[0].id, (one) => one.state === 'completed')
    await come()
    await sleep(700)
    assert.deepEqual(await promised(orders[1].id), ['on_hand 3 LEEDS 0'])
    await flow.lawful()
    await pay(orders[1])
    await flow.until(orders[1].id, (one) => one.state === 'completed')
  })
  await flow.lawful()
})

test('D3 a count that takes goods from hundreds of orders leaves the oldest theirs', async () => {
  await stock('GONE-H', { PORT: 300 })
  await flow.orders('gone-h', 300, ['GONE-H'])
  await count('GONE-H', 'PORT', -250)
  await again()
  assert.deepEqual(await stockOf('GONE-H'), { PORT: '50 50' })
  const [row] = await flow.server.database.sql<{ kept: bigint; lost: bigint; newest: boolean }>(
    `select count(*) filter (where f.supply = 'on_hand') as kept, count(*) filter (where f.supply = 'backorder') as lost,
       max(f.order_id) filter (where f.supply = 'on_hand') < min(f.order_id) filter (where f.supply = 'backorder') as newest
     from orders.fulfillment_line f join catalog.item i on i.company_id = f.company_id and i.id = f.item_id where i.sku = 'GONE-H'`,
  )
  assert.deepEqual(row, { kept: 50n, lost: 250n, newest: true })
  await flow.lawful()
})

test('D3 a task that was taken before its goods were lost is stale', async () => {
  await stock('GONE-I', { PORT: 2 })
  const { id } = await flow.order([lineOf('GONE-I', 2)])
  const { db, door } = flow.server.database
  const claims = await claimDue(db, 'ship', new Date(Date.now() + 3_600_000), defaultWorkerLimits)
  await count('GONE-I', 'PORT', -2)
  await again()
  const run = () =>
    runClaimed('ship', claims, (act, requests) => door.requestAll(act, requests), {
      error: () => assert.fail(),
    })
  assert.ok((await run()).some((outcome) => 'done' in outcome && outcome.done === 'stale'))
  assert.deepEqual(await promised(id), ['backorder 2 PORT 0'])
  await flow.lawful()
})

test('D3 a task that waits until it is decided whose the goods are keeps all its attempts', async () => {
  await stock('GONE-J', { PORT: 2 })
  const { id } = await flow.order([lineOf('GONE-J', 2)])
  await count('GONE-J', 'PORT', -2)
  const { db, door, sql } = flow.server.database
  for (let round = 1; round <= 6; round += 1) {
    const claims = await claimDue(db, 'ship', new Date(Date.now() + round * 3_600_000), defaultWorkerLimits)
    const outcomes = await runClaimed('ship', claims, (act, requests) => door.requestAll(act, requests), {
      error: () => assert.fail(),
    })
    assert.ok(outcomes.some((outcome) => 'done' in outcome && outcome.done === 'postponed'))
  }
  assert.deepEqual(
    await sql('select attempt from orchestration.ready where order_id = $1', [decodeId('ord', id)]),
    [{ attempt: 0 }],
  )
  await again()
  assert.deepEqual(await promised(id), ['backorder 2 PORT 0'])
  await flow.lawful()
})

test('C13-1 D3 what is to be brought from where it was counted away keeps all its attempts until it is decided whose the goods are', async () => {
  await stock('GONE-STALL', { PORT: 2 })
  const { id } = await flow.order([lineOf('GONE-STALL', 2, { location: 'STALL' })])
  assert.deepEqual(await promised(id), ['transfer 2 STALL 0'])
  await flow.receive('GONE-STALL', '2', 'DOCK')
  await count('GONE-STALL', 'PORT', -2)
  const { db, door, sql } = flow.server.database
  const attempt = async () => {
    const task = [decodeId('ord', id)]
    const [row] = await sql<{ attempt: number }>(
      "select attempt from orchestration.ready where kind = 'transfer' and order_id = $1",
      task,
    )
    return row?.attempt
  }
  for (let round = 1; round <= 6; round += 1) {
    const claims = await claimDue(
      db,
      'transfer',
      new Date(Date.now() + round * 3_600_000),
      defaultWorkerLimits,
    )
    const outcomes = await runClaimed('transfer', claims, (act, requests) => door.requestAll(act, requests), {
      error: () => assert.fail(),
    })
    assert.deepEqual(
      outcomes.map((outcome) => 'done' in outcome && outcome.done),
      ['postponed'],
    )
    assert.equal(await attempt(), 0)
    // The locked gates say so, too, where nobody noted it.
    if (round === 3) await sql('delete from inventory.shortage')
  }
  await again()
  assert.deepEqual(await promised(id), ['transfer 2 STALL 0'])
  await during('worker', async () => {
    await flow.until(id, (seen) => seen.timeline.some((fact: Seen) => fact.act === 'bring'))
  })
  const { body } = await flow.server.request('GET', `/api/v1/transfers?order=${id}`)
  assert.deepEqual(
    body.rows.map((row: Seen) => [row.from, row.toSend]),
    [['DOCK', '2']],
  )
  await flow.lawful()
})

test('D3 what is known to be short costs no second decision; what stands in no queue is put there', async () => {
  for (const sku of ['GONE-L', 'GONE-M']) await stock(sku, { PORT: 4 })
  const short = await flow.order([lineOf('GONE-L', 4)])
  await count('GONE-L', 'PORT', -1)
  const { db, sql } = flow.server.database
  const ids = new Ids(db)
  const ships = async (hours: number) => {
    await flow.order([lineOf('GONE-M', 1)])
    const claims = await claimDue(db, 'ship', new Date(Date.now() + hours * 3_600_000), defaultWorkerLimits)
    let attempts = 0
    const outcomes = await runClaimed(
      'ship',
      claims,
      async (act, requests) => {
        const done = await runBatch({ db, ids }, act, requests)
        attempts = done.report.attempts
        return done.outcomes
      },
      { error: () => assert.fail() },
    )
    const done = outcomes.map((outcome) => ('done' in outcome ? outcome.done : outcome))
    return { attempts, done: done.toSorted() }
  }
  assert.deepEqual(await ships(1), { attempts: 1, done: ['completed', 'postponed'] })
  await sql('delete from inventory.shortage')
  assert.deepEqual(await ships(2), { attempts: 2, done: ['completed', 'postponed'] })
  assert.equal((await waits()).length, 1)
  assert.deepEqual(await stockOf('GONE-L'), { PORT: '3 4' })
  await again()
  assert.deepEqual(await promised(short.id), ['on_hand 3 PORT 0', 'backorder 1 PORT 0'])
  await flow.lawful()
})

test('D3 N-3 counts and shipments at the same instant never ship what is not there', async () => {
  const rounds = 12
  await during('worker,scheduler', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const sku = `GONE-G${round}`
      await stock(sku, { PORT: 6, LEEDS: 3 })
      const lines = [lineOf(sku, 2)]
      const orders = Promise.all([flow.order(lines), flow.order(lines), flow.order(lines)])
      await sleep(round * 4)
      const counted = count(sku, 'PORT', -3).then(() => stockOf(sku))
      await Promise.all([orders, counted])
    }
    const end = performance.now() + 20_000
    while ((await waits()).length > 0) {
      assert.ok(performance.now() < end, 'nobody looks at it')
      await sleep(50)
    }
    const open = `select 1 from orchestration.ready where kind in ('reserve', 'release', 'ship')`
    while ((await flow.server.database.sql(open)).length > 0) {
      assert.ok(performance.now() < end, 'it does not leave')
      await sleep(50)
    }
  })
  const rows = await flow.server.database.sql<{ sku: string; least: string; told: boolean }>(
    `select i.sku, min(m.sum)::text as least, bool_or(m.kind = 'adjustment' and m.sum < 0) as told from (
       select m.*, sum(m.quantity) over (partition by m.item_id, m.location_id order by l.pos, m.id) as sum
       from inventory.stock_move m join platform.company_log l on l.company_id = m.company_id and l.batch = m.batch) m
     join catalog.item i on i.company_id = m.company_id and i.id = m.item_id
     where i.sku like 'GONE-G%' group by 1 having min(m.sum) < 0`,
  )
  // Below zero only where all had left before the count said that three were not there.
  for (const { sku, told } of rows) assert.ok(told, `${sku}: shipped from an empty place`)
  await flow.lawful()
})
