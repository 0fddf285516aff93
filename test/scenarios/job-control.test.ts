import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

let flow: Flow
let other: TestServer
before(async () => {
  flow = await Flow.open()
  other = await startTestServer({ beside: flow.server, roles: 'worker,scheduler' })
})
after(async () => {
  await other.close()
  await flow.close()
})

const jobs = '/api/v1/monitoring/jobs'
const ask = async (path: string): Promise<Seen> => {
  const answer = await flow.server.request('GET', jobs + path)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const tell = async (job: string, verb: string): Promise<Seen> => {
  const answer = await flow.server.request('POST', `${jobs}/${job}/${verb}`, { reason: `to ${verb} it` })
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const until = async (what: string, is: () => Promise<boolean>) => {
  const end = performance.now() + 15_000
  while (!(await is())) {
    assert.ok(performance.now() < end, `waited too long: ${what}`)
    await sleep(50)
  }
}
const sell = (count: number) =>
  Promise.all(Array.from({ length: count }, () => flow.sell([{ sku: 'KIT-101', quantity: '1' }])))
const shipments = async () =>
  flow.server.database.sql<{ order_id: bigint; count: bigint }>(
    `select cause_id as order_id, count(*) as count from fulfillment.shipment group by 1 order by 1`,
  )

test('C14-1 a job that is stopped takes nothing in any process, keeps what waits, and does each of it once when it is started', async () => {
  const stopped = await tell('tasks-ship', 'stop')
  assert.equal(stopped.state, 'stopped')
  // Both processes look twice a second.
  await sleep(1000)
  const before = (await shipments()).length
  const orders = await sell(30)
  await until('all tasks are due', async () => (await ask('/tasks-ship')).queue.due === 30)
  await sleep(1200)
  assert.equal((await shipments()).length, before)

  const waiting = await ask('/tasks-ship/records?limit=20')
  assert.equal(waiting.rows.length, 20)
  const rest = await ask(`/tasks-ship/records?limit=20&after=${waiting.next}`)
  assert.equal(rest.rows.length, 10)
  assert.deepEqual(
    [...waiting.rows, ...rest.rows].map((row: Seen) => row.orderNumber).toSorted(),
    orders.map((order: Seen) => order.number).toSorted(),
  )
  assert.ok(waiting.rows.every((row: Seen) => row.status === 'waiting' && row.attempts === 0))

  await tell('tasks-ship', 'start')
  for (const order of orders) await flow.until(order.id, (one) => one.billingStatus === 'billed')
  const shipped = await shipments()
  assert.equal(shipped.length, before + 30)
  assert.ok(shipped.every((one) => one.count === 1n))
  await flow.lawful()

  const job = await ask('/tasks-ship')
  assert.deepEqual(
    job.changes.map((one: Seen) => [one.state, one.reason]),
    [
      ['running', 'to start it'],
      ['stopped', 'to stop it'],
    ],
  )
  assert.match(job.changes[0].by, /^key:dk_/)
})

test('C14-1 a job that is drained takes what was due when it was asked, stops by itself and leaves what comes later', async () => {
  await tell('tasks-ship', 'stop')
  await sleep(1000)
  const early = await sell(10)
  await until('ten are due', async () => (await ask('/tasks-ship')).queue.due === 10)
  await tell('tasks-ship', 'drain')
  const late = await sell(5)
  await until('it has stopped', async () => (await ask('/tasks-ship')).state === 'stopped')
  for (const order of early) await flow.until(order.id, (one) => one.billingStatus === 'billed')
  const { queue, changes } = await ask('/tasks-ship')
  assert.equal(queue.waiting, 5)
  assert.deepEqual([changes[0].state, changes[0].by, changes[0].reason], ['stopped', 'system', 'drained'])
  await tell('tasks-ship', 'start')
  for (const order of late) await flow.until(order.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('C14-1 each job tells who runs it, since when it was heard of, and what goes through it', async () => {
  await until('both processes have told of their work', async () => {
    const { rows } = await ask('')
    const ship = rows.find((row: Seen) => row.job === 'tasks-ship')
    const done = ship.processes.reduce((sum: number, one: Seen) => sum + one.done, 0)
    return ship.processes.length === 2 && done >= 45 && ship.outPerMinute >= 9
  })
  const { rows } = await ask('')
  for (const row of rows) {
    assert.equal(row.processes.length, 2, row.job)
    assert.ok(
      row.processes.every((one: Seen) => one.alive && Date.now() - Date.parse(one.beatAt) < 10_000),
      row.job,
    )
    assert.match(row.job, /^[a-z][a-z0-9-]*$/)
  }
})

test('C14-2 a periodic job keeps its runs, and says what it looked at and what it did', async () => {
  await until('a run is kept', async () => (await ask('/request-key-cleanup/runs')).rows.length >= 2)
  const { rows } = await ask('/request-key-cleanup/runs?limit=1')
  assert.equal(rows.length, 1)
  assert.ok(Date.parse(rows[0].endedAt) >= Date.parse(rows[0].startedAt))
  assert.deepEqual([rows[0].evaluated, rows[0].processed, rows[0].error], [0, 0, null])
  const job = await ask('/request-key-cleanup')
  assert.equal(job.everySeconds, 3600)
})

test('C14-2 a periodic job comes at once when somebody asks for it with a reason, and its run is kept', async () => {
  const runs = async () => (await ask('/balance-fold/runs')).rows.length
  const before = await runs()
  const asked = performance.now()
  await tell('balance-fold', 'run')
  await until('it ran', async () => (await runs()) > before)
  assert.ok(performance.now() - asked < 10_000, 'it comes every minute by itself')
  const { changes } = await ask('/balance-fold')
  assert.deepEqual([changes[0].state, changes[0].reason], ['asked', 'to run it'])

  const refused = async (job: string) => {
    const { status, body } = await flow.server.request('POST', `${jobs}/${job}/run`, { reason: 'now' })
    return [status, body.type.split('#').at(-1)]
  }
  assert.deepEqual(await refused('tasks-ship'), [409, 'job_not_periodic'])
  await tell('balance-fold', 'stop')
  assert.deepEqual(await refused('balance-fold'), [409, 'job_not_running'])
  await tell('balance-fold', 'start')
})

test('C14-1 only who operates every company may stop a job, with a reason, and only one that there is', async () => {
  const { request } = flow.server
  assert.equal((await request('POST', `${jobs}/tasks-fly/stop`, { reason: 'none' })).status, 404)
  assert.equal((await request('POST', `${jobs}/tasks-ship/stop`, {})).status, 422)
  const { body: key } = await request('POST', '/api/v1/keys', {
    company: '*',
    name: 'reader',
    scopes: ['operations:read'],
  })
  const answer = await fetch(`${flow.server.url}${jobs}/tasks-ship/stop`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'because' }),
  })
  assert.equal(answer.status, 403)
})

test('C14-1 docket jobs shows the jobs, and stops and starts one with a reason', async () => {
  const run = promisify(execFile)
  const docket = (...args: string[]) =>
    run(process.execPath, [CLI, 'jobs', ...args], {
      env: { ...process.env, DATABASE_URL: flow.server.database.url, LOG_LEVEL: 'warn' },
    })
  await assert.rejects(docket('stop', 'tasks-collect'), /Say which job, and why/)
  await assert.rejects(docket('stop', 'tasks-fly', '--reason', 'none'), /There is no job tasks-fly/)
  const { stdout } = await docket('stop', 'tasks-collect', '--reason', 'the bank is closed')
  assert.match(stdout, /^stopped {3}tasks-collect .* by cli:.*: the bank is closed$/m)
  assert.match(stdout, /^running {3}tasks-ship .* 2 processes, 0 wait/m)
  assert.equal((await ask('/tasks-collect')).state, 'stopped')
  await docket('start', 'tasks-collect', '--reason', 'it is open')
  assert.equal((await ask('/tasks-collect')).state, 'running')
})
