import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { claimDue, defaultWorkerLimits, runClaimed } from '../../src/orchestration/index.ts'
import { runBatch } from '../../src/platform/batch/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import type { Flow, Seen } from '../support/flow.ts'
import { lineOf, LossDesk } from '../support/loss-desk.ts'

let desk: LossDesk
let flow: Flow
before(async () => {
  desk = await LossDesk.open()
  flow = desk.flow
})
after(() => desk.close())

test('D3 a task that was taken before its goods were lost is stale', async () => {
  await desk.stock('GONE-I', { PORT: 2 })
  const { id } = await flow.order([lineOf('GONE-I', 2)])
  const { db, door } = flow.server.database
  const claims = await claimDue(db, 'ship', new Date(Date.now() + 3_600_000), defaultWorkerLimits)
  await desk.count('GONE-I', 'PORT', -2)
  await desk.again()
  const run = () =>
    runClaimed('ship', claims, (act, requests) => door.requestAll(act, requests), {
      error: () => assert.fail(),
    })
  assert.ok((await run()).some((outcome) => 'done' in outcome && outcome.done === 'stale'))
  assert.deepEqual(await desk.promised(id), ['backorder 2 PORT 0'])
  await flow.lawful()
})

test('D3 a task that waits until it is decided whose the goods are keeps all its attempts', async () => {
  await desk.stock('GONE-J', { PORT: 2 })
  const { id } = await flow.order([lineOf('GONE-J', 2)])
  await desk.count('GONE-J', 'PORT', -2)
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
  await desk.again()
  assert.deepEqual(await desk.promised(id), ['backorder 2 PORT 0'])
  await flow.lawful()
})

test('C13-1 D3 what is to be brought from where it was counted away keeps all its attempts until it is decided whose the goods are', async () => {
  await desk.stock('GONE-STALL', { PORT: 2 })
  const { id } = await flow.order([lineOf('GONE-STALL', 2, { location: 'STALL' })])
  assert.deepEqual(await desk.promised(id), ['transfer 2 STALL 0'])
  await flow.receive('GONE-STALL', '2', 'DOCK')
  await desk.count('GONE-STALL', 'PORT', -2)
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
  await desk.again()
  assert.deepEqual(await desk.promised(id), ['transfer 2 STALL 0'])
  await desk.during('worker', async () => {
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
  for (const sku of ['GONE-L', 'GONE-M']) await desk.stock(sku, { PORT: 4 })
  const short = await flow.order([lineOf('GONE-L', 4)])
  await desk.count('GONE-L', 'PORT', -1)
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
  assert.equal((await desk.waits()).length, 1)
  assert.deepEqual(await desk.stockOf('GONE-L'), { PORT: '3 4' })
  await desk.again()
  assert.deepEqual(await desk.promised(short.id), ['on_hand 3 PORT 0', 'backorder 1 PORT 0'])
  await flow.lawful()
})

test('D3 N-3 counts and shipments at the same instant never ship what is not there', async () => {
  const rounds = 12
  await desk.during('worker,scheduler', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const sku = `GONE-G${round}`
      await desk.stock(sku, { PORT: 6, LEEDS: 3 })
      const lines = [lineOf(sku, 2)]
      const orders = Promise.all([flow.order(lines), flow.order(lines), flow.order(lines)])
      await sleep(round * 4)
      const counted = desk.count(sku, 'PORT', -3).then(() => desk.stockOf(sku))
      await Promise.all([orders, counted])
    }
    const end = performance.now() + 20_000
    while ((await desk.waits()).length > 0) {
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
