import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

let flow: Flow
before(async () => {
  // No workers: a task stands as it is left.
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
})
after(() => flow.close())

const shipOf = async (orderId: string): Promise<Seen> =>
  (await flow.read(orderId)).plan.tasks.find((task: Seen) => task.kind === 'ship')

test('a task that failed for good is tried again when a person says so, and only then', async () => {
  const made = await flow.order([{ sku: 'KIT-101', quantity: '1', net: '10.00', tax: '2.00' }])
  const task = await shipOf(made.id)
  const retry = () => flow.post(`/orders/${made.id}/tasks/${task.id}/retry`, undefined)
  const early = await retry()
  assert.deepEqual([early.status, early.body.code], [409, 'not_failed'])
  const id = decodeId('tsk', task.id)
  await flow.server.database.sql(
    `update orchestration.task set state = 'failed', problem = 'no posting rule' where id = $1`,
    [id],
  )
  await flow.server.database.sql('delete from orchestration.ready where task_id = $1', [id])
  const again = await retry()
  assert.deepEqual([again.status, again.body.state], [200, 'ready'])
  assert.deepEqual((await shipOf(made.id)).state, 'ready')
  assert.equal((await flow.read(made.id)).timeline.at(-1).act, 'retry')
  await flow.lawful()
  const unknown = await flow.post(`/orders/${made.id}/tasks/tsk_0000000000000/retry`, undefined)
  assert.equal(unknown.status, 404)
})
