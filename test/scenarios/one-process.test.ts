import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DocketProcess, newApiKey } from '../kill/process.ts'
import { Flow } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

/** Name and parent of every process of this machine. */
function processes(): Map<number, { name: string; parent: number }> {
  const found = new Map<number, { name: string; parent: number }>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const end = stat.lastIndexOf(')')
      const name = stat.slice(stat.indexOf('(') + 1, end)
      found.set(Number(pid), { name, parent: Number(stat.slice(end + 2).split(' ')[1]) })
    } catch {
      // It ended meanwhile.
    }
  }
  return found
}

test(
  'P-75 one process and its PostgreSQL are all that runs: nothing else is started, and it listens where it was told alone',
  { skip: existsSync('/proc/self/stat') ? false : 'processes are read from /proc' },
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'docket-one-'))
    const server = await DocketProcess.start({ dataDir }, newApiKey())
    try {
      const all = processes()
      const names = new Map<string, number>()
      for (const [pid, { name, parent }] of all) {
        // PostgreSQL runs in a session of its own: it is known by its data folder, its workers by their parent.
        // One that ended meanwhile tells nothing.
        const told = (one: number) =>
          existsSync(`/proc/${one}`) ? readFileSync(`/proc/${one}/cmdline`, 'utf8') : ''
        const own = [pid, parent].some((one) => all.has(one) && one > 1 && told(one).includes(dataDir))
        if (own) names.set(name, (names.get(name) ?? 0) + 1)
      }
      assert.equal(names.get('postgres')! > 1, true)
      names.delete('postgres')
      assert.deepEqual([...names.values()], [1], [...names.keys()].join(', '))
    } finally {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
)

test('P-77 an order and its tasks show in /metrics by route, act and worker, for whoever has a key that may', async () => {
  const made = await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.equal((await fetch(`${flow.server.url}/metrics`)).status, 401)
  const { bytes } = await flow.server.request('GET', '/metrics')
  const text = bytes.toString()
  for (const line of [
    /^docket_http_request_seconds_count\{method="POST",route="\/api\/v1\/orders",status="201"\} 1$/m,
    /^docket_door_batch_requests_count\{act="channels.capture"\} [1-9]/m,
    /^docket_worker_tasks_total\{kind="ship",outcome="done"\} 1$/m,
    /^process_resident_memory_bytes \d+/m,
  ])
    assert.match(text, line)
})

test('P-77 C-31 every metric that the dashboard for Grafana asks for is told by /metrics, and every metric of Docket is on it', async () => {
  const file = new URL('../../docs/operating/grafana/docket.json', import.meta.url)
  const { panels } = JSON.parse(readFileSync(file, 'utf8')) as {
    panels: { title: string; targets: { expr: string }[] }[]
  }
  const { bytes } = await flow.server.request('GET', '/metrics')
  const told = new Set(
    bytes
      .toString()
      .match(/^# TYPE \S+/gm)!
      .map((line) => line.slice(7)),
  )
  assert.ok(panels.length > 10)
  for (const { title, targets } of panels) {
    const names = targets.flatMap(({ expr }) => expr.match(/\b(?:docket|process)_[a-z_]+/g) ?? [])
    assert.ok(names.length >= targets.length, title)
    for (const name of names)
      assert.ok(told.has(name) || told.has(name.replace(/_(?:bucket|sum|count)$/, '')), `${title}: ${name}`)
  }
  const shown = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join(' ')
  const missing = [...told].filter((name) => name.startsWith('docket_') && !shown.includes(name))
  assert.deepEqual(missing, [], 'told, and shown by no panel')
  // A number that is told has a value.
  assert.match(bytes.toString(), /^docket_job_processes\{job="tasks-ship"\} 1$/m)
})

test('C14-10 about tells the version, the level of the schema and the orders of the year', async () => {
  const before = (await flow.server.request('GET', '/api/v1/about')).body
  await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  const { status, body } = await flow.server.request('GET', '/api/v1/about')
  assert.equal(status, 200)
  assert.equal(body.ordersThisYear, before.ordersThisYear + 1)
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  assert.equal(body.version, version)
  const last = readdirSync(new URL('../../db/migrations/', import.meta.url))
    .toSorted()
    .at(-1)!
  assert.ok(last.startsWith(body.schema), body.schema)
  assert.match(body.postgres, /^\d+/)
})
