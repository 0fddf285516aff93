import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { claimDue, defaultWorkerLimits, runClaimed } from '../../src/orchestration/index.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

let flow: Flow
before(async () => {
  // No workers: a task is claimed and run when the test says so.
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
})
after(() => flow.close())

const HOUR = 3_600_000
let hours = 0

/** Claims what is due of shipping; every claim is later than any lease and any pause before it. */
function claimShipping() {
  hours += 1
  return claimDue(flow.server.db, 'ship', new Date(Date.now() + hours * HOUR), defaultWorkerLimits)
}
type Claims = Awaited<ReturnType<typeof claimShipping>>

const runShipping = (claims: Claims) =>
  runClaimed('ship', claims, (act, requests) => flow.server.database.door.requestAll(act, requests), {
    error: () => {},
  })

const revenueRule = {
  event: 'invoice.issued',
  amountKind: 'revenue',
  debitAccount: '1200',
  creditAccount: '4000',
}
const postRevenue = (active: boolean) => flow.put('/posting-rules', { ...revenueRule, active })

const order = () => flow.order([{ sku: 'KIT-101', quantity: '1', net: '10.00', tax: '2.00' }])
const shipOf = async (orderId: string): Promise<Seen> =>
  (await flow.read(orderId)).plan.tasks.find((task: Seen) => task.kind === 'ship')
const dueOf = async (orderId: string): Promise<unknown> => {
  const rows = await flow.server.database.sql(
    'select attempt, due_at from orchestration.ready where order_id = $1',
    [decodeId('ord', orderId)],
  )
  return rows[0]
}

/** Numbers of the orders that need a person, as a list with these filters tells. */
const falloutOf = async (filters = ''): Promise<string[]> => {
  const { body } = await flow.server.request('GET', `/api/v1/orders?fallout=true${filters}`)
  for (const row of body.rows) assert.equal(row.fallout, true)
  return body.rows.map((row: Seen) => row.id)
}

test('a task that failed for good is told in list, order, timeline and events, and tried again when a person says so', async () => {
  const made = await order()
  const neighbor = await order()
  const task = await shipOf(made.id)
  const retry = () => flow.post(`/orders/${made.id}/tasks/${task.id}/retry`, undefined)
  const early = await retry()
  assert.deepEqual([early.status, early.body.code], [409, 'not_failed'])

  await postRevenue(false)
  for (let attempt = 1; attempt <= 5; attempt++) {
    assert.deepEqual((await shipOf(made.id)).state, 'ready')
    assert.deepEqual(await falloutOf(), [])
    const claims = (await claimShipping()).filter((claim) => claim.orderId === decodeId('ord', made.id))
    assert.deepEqual(
      claims.map((claim) => claim.attempt),
      [attempt],
    )
    await runShipping(claims)
  }
  const failed = await flow.read(made.id)
  const stuck = await shipOf(made.id)
  assert.equal(stuck.state, 'failed')
  assert.match(stuck.problem, /^posting_rule_missing: /)
  // Nothing of the task was written, and the order shows what it showed.
  assert.deepEqual([failed.state, failed.status, failed.shipments], [made.state, made.status, []])
  assert.equal(Number(failed.revision), Number(made.revision) + 1)
  const entry = failed.timeline.at(-1)
  assert.deepEqual([entry.act, entry.actor, entry.reason], ['fail', 'system', stuck.problem])
  const feed = await flow.server.request('GET', '/api/v1/events?limit=500')
  assert.equal(feed.body.events.at(-1).type, 'task.failed')
  // The order shows what it showed, and that a person is needed: found by itself, and under every other filter.
  assert.deepEqual([failed.fallout, (await flow.read(neighbor.id)).fallout], [true, false])
  for (const filters of [
    '',
    '&account=GB-0001',
    `&q=${failed.number}`,
    `&status=${failed.status}`,
    '&source=marketplace',
  ])
    assert.deepEqual(await falloutOf(filters), [made.id], filters)
  for (const filters of ['&status=closed', '&source=webshop', `&q=${neighbor.number}`])
    assert.deepEqual(await falloutOf(filters), [], filters)
  const { body: all } = await flow.server.request('GET', '/api/v1/orders?limit=2')
  assert.deepEqual(
    all.rows.map((row: Seen) => [row.id, row.fallout]),
    [
      [neighbor.id, false],
      [made.id, true],
    ],
  )
  assert.ok((await claimShipping()).every((claim) => claim.orderId !== decodeId('ord', made.id)))
  await flow.lawful()

  await postRevenue(true)
  const again = await retry()
  assert.deepEqual([again.status, again.body.state], [200, 'ready'])
  assert.equal((await flow.read(made.id)).timeline.at(-1).act, 'retry')
  assert.deepEqual(await falloutOf(), [])
  await runShipping(await claimShipping())
  const shipped = await flow.read(made.id)
  assert.deepEqual([shipped.shipments.length, shipped.invoices.length], [1, 1])
  await flow.lawful()
  const unknown = await flow.post(`/orders/${made.id}/tasks/tsk_0000000000000/retry`, undefined)
  assert.equal(unknown.status, 404)
})

test('an attempt whose lease ran out neither postpones nor fails the task that another one has', async () => {
  const made = await order()
  await postRevenue(false)
  const late = await claimShipping()
  await claimShipping()
  const held = await dueOf(made.id)
  await runShipping(late)
  assert.deepEqual(await dueOf(made.id), held)

  for (let attempt = 3; attempt <= 4; attempt++) await claimShipping()
  const last = await claimShipping()
  assert.equal(last[0]!.attempt, 5)
  const [after] = await claimShipping()
  const before = await flow.read(made.id)
  await runShipping(last)
  assert.deepEqual(await flow.read(made.id), before)

  await postRevenue(true)
  await runShipping([after!])
  assert.equal((await shipOf(made.id)).state, 'completed')
  // The task is done: what comes too late from the others changes nothing.
  const done = await flow.read(made.id)
  await runShipping(last)
  assert.deepEqual(await flow.read(made.id), done)
  await flow.lawful()
})
