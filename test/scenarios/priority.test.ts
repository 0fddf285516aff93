import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { claimDue, defaultWorkerLimits, readDue } from '../../src/orchestration/index.ts'
import { encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

let flow: Flow
before(async () => {
  // No workers: a task is claimed when the test says so.
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
  await flow.put('/transformation-rules', {
    name: 'priority of the channel',
    sets: 'priority',
    value: 'int(order.custom.find("priority"))',
    condition: 'order.custom.find("priority") != ""',
  })
})
after(() => flow.close())

const sell = async (priority?: number): Promise<string> => {
  const custom = priority === undefined ? {} : { priority: String(priority) }
  const made = await flow.sell([{ sku: 'SRV-ASSEMBLY', quantity: '1' }], { custom })
  assert.equal(made.priority, priority ?? 4)
  return made.id
}

/** Orders whose shipping is claimed next, the first `count` in their order. */
async function next(count: number): Promise<string[]> {
  const claimed: string[] = []
  for (let turn = 0; turn < count; turn += 1) {
    const limits = { ...defaultWorkerLimits, claim: 1 }
    const [task] = await claimDue(flow.server.database.db, 'ship', new Date(Date.now() + 1000), limits)
    claimed.push(encodeId('ord', task!.orderId))
  }
  // They are due again at once: the next claim begins anew.
  await flow.server.database.sql('update orchestration.ready set due_at = due_at - make_interval(secs => 30)')
  return claimed
}

/** Lets an order have waited for so many minutes longer. */
async function waited(id: string, minutes: number): Promise<void> {
  await flow.server.database.sql(
    `update orchestration.ready r set due_at = due_at - make_interval(mins => $1)
     from orders.source_key k where k.order_id = r.order_id and 'SO' || r.order_id = $2`,
    [minutes, (await flow.read(id)).number],
  )
}

test('O-40 what is urgent overtakes in the queue, and what is not has its turn nine minutes later at most', async () => {
  const low = await sell(0)
  const usual = await sell()
  const high = await sell(9)
  assert.deepEqual(await next(3), [high, usual, low])
  // However much that is urgent comes: after a wait the low one is before them.
  await waited(low, 5)
  assert.deepEqual(await next(3), [high, low, usual])
  await waited(low, 10)
  assert.deepEqual(await next(3), [low, high, usual])
  await flow.server.database.sql('update orchestration.ready set due_at = due_at + make_interval(days => 1)')
})

test('O-40 what is claimed hides nobody that is late, an urgent task is late since it is due, and a low one waits on purpose', async () => {
  const { db, sql } = flow.server.database
  const low = await sell(0)
  const lag = async (): Promise<number> => Math.round((await readDue(db, new Date())).lagMs / 60_000)
  await waited(low, 3)
  assert.equal(await lag(), 0)
  await waited(low, 3)
  assert.equal(await lag(), 2)
  const high = await sell(9)
  assert.equal(await lag(), 2)
  await waited(high, 3)
  assert.equal(await lag(), 3)
  const [task] = await claimDue(db, 'ship', new Date(), { ...defaultWorkerLimits, claim: 1 })
  assert.equal(encodeId('ord', task!.orderId), high)
  assert.equal(await lag(), 2)
  await sql('update orchestration.ready set due_at = due_at + make_interval(days => 1)')
  assert.equal(await lag(), 0)
})

test('O-40 a person who may run operations changes the priority of an order; the queue follows, and history says who and why', async () => {
  const first = await sell()
  const second = await sell()
  const change = (id: string, body: object, key?: string) => flow.post(`/orders/${id}/priority`, body, key)
  const answer = await change(second, { priority: 8, reason: 'The customer called.' }, 'hurry')
  assert.deepEqual([answer.status, answer.body.priority], [200, 8])
  assert.deepEqual(await next(2), [second, first])
  const order = await flow.read(second)
  assert.equal(order.priority, 8)
  const fact = order.timeline.at(-1)
  assert.deepEqual(
    [fact.act, fact.reason, fact.events],
    ['change_priority', 'The customer called.', ['order.priority_changed']],
  )
  assert.deepEqual(
    fact.changes.map((one: Seen) => [one.what, one.from, one.to]),
    [['priority', 4, 8]],
  )
  // Said again it changes nothing; back to the usual one it is one of many.
  await change(second, { priority: 8, reason: 'The customer called.' }, 'hurry')
  await change(second, { priority: 8 })
  assert.equal((await flow.read(second)).revision, order.revision)
  await change(second, { priority: 4 })
  await waited(first, 1)
  assert.deepEqual(await next(2), [first, second])

  assert.equal((await change(second, { priority: 10 })).status, 422)
  const draft = await flow.sell([{ sku: 'KIT-101', quantity: '1' }], { submit: false })
  assert.equal((await change(draft.id, { priority: 5 })).body.code, 'not_in_progress')
  await flow.lawful()
})

test('O-40 tasks that become ready later have the priority of their order', async () => {
  const made = await flow.sell([{ sku: 'SRV-ASSEMBLY', quantity: '1' }], {
    custom: { priority: '7' },
    submit: true,
  })
  await flow.ok(`/orders/${made.id}/holds`, { code: 'wait', reason: 'A question.' })
  const held = (await flow.read(made.id)).holds[0]
  await flow.ok(`/orders/${made.id}/holds/${held.id}/release`, { reason: 'Answered.' })
  const rows = await flow.server.database.sql<{ priority: number }>(
    `select r.priority from orchestration.ready r where 'SO' || r.order_id = $1`,
    [made.number],
  )
  assert.deepEqual(rows, [{ priority: 7 }])
})

test('O-40 an order whose priority several change at once has one in the end, and so has the queue', async () => {
  const { sql } = flow.server.database
  const id = await sell(7)
  const { number } = await flow.read(id)
  // In one batch or in several, away from the usual one or back to it: the last one decided holds for both.
  for (const wanted of [
    [1, 9, 2, 8, 4],
    [7, 1, 7, 1, 6],
    [3, 5, 3, 4],
  ]) {
    const answers = await Promise.all(
      wanted.map((priority) => flow.post(`/orders/${id}/priority`, { priority })),
    )
    for (const answer of answers) assert.equal(answer.status, 200)
    const rows = await sql<{ agreed: number; queued: number }>(
      `select s.priority as agreed, r.priority as queued from orchestration.ready r
       join orders.order_state s using (company_id, order_id) where 'SO' || r.order_id = $1`,
      [number],
    )
    assert.equal(rows.length, 1)
    assert.equal(rows[0]!.queued, rows[0]!.agreed)
  }
  await flow.lawful()
})
