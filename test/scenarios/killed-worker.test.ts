import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { DocketProcess } from '../kill/process.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

let flow: Flow
let worker: DocketProcess
before(async () => {
  const limits = { DOCKET_ALERT_EVERY_SECONDS: '1' }
  flow = new Flow(await startTestServer({ sample: true, roles: 'api,scheduler', limits }))
  process.env.DOCKET_ROLES = 'worker'
  worker = await DocketProcess.start({ databaseUrl: flow.server.database.url }, flow.server.apiKey)
  while ((await alerts('open')).length > 0) await sleep(200)
})
after(async () => {
  await worker.stop()
  await flow.close()
})

const alerts = async (state: string): Promise<Seen[]> =>
  (await flow.server.request('GET', `/api/v1/monitoring/alerts?state=${state}`)).body.rows

test('C14-1 C14-4 a worker that is killed under load raises one alert; when one is there again all is done, and nothing twice', async () => {
  // The watcher was there before any worker: that may have been told.
  const [told] = await alerts('resolved')
  const orders = []
  for (let one = 0; one < 60; one += 1) {
    orders.push(await flow.sell([{ sku: 'KIT-101', quantity: '1' }]))
    if (one === 30) await worker.kill()
  }
  const end = performance.now() + 60_000
  while ((await alerts('open')).length === 0) {
    assert.ok(performance.now() < end, 'nobody missed the worker')
    await sleep(200)
  }
  await sleep(3000)
  const open = await alerts('open')
  assert.deepEqual(
    open.map((one) => [one.condition, one.subject]),
    [['job-without-process', 'worker']],
  )
  assert.ok(open[0].facts.jobs.includes('tasks-ship') && open[0].facts.due >= 29)
  assert.equal(open[0].page, 'docs/operating/jobs.md#nobody-runs-it')

  await worker.start()
  while ((await alerts('open')).length > 0) {
    assert.ok(performance.now() < end, 'the alert stays')
    await sleep(200)
  }
  for (;;) {
    const [row] = await flow.server.database.sql<{ count: bigint }>(
      `select count(*) from orchestration.ready where kind in ('release', 'ship', 'invoice')`,
    )
    if (row!.count === 0n) break
    assert.ok(performance.now() < end, 'the queue is not drained')
    await sleep(200)
  }
  const shipped = await flow.server.database.sql<{ count: bigint }>(
    'select count(*) from fulfillment.shipment group by cause_id',
  )
  assert.deepEqual(
    shipped.map((one) => one.count),
    orders.map(() => 1n),
  )
  assert.deepEqual(
    (await alerts('resolved')).map((one) => [one.condition, one.raised]),
    [['job-without-process', (told?.raised ?? 0) + 1]],
  )
  await flow.lawful()
})
