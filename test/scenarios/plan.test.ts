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

async function runShipping(): Promise<bigint[]> {
  const { db, door } = flow.server.database
  const claims = await claimDue(db, 'ship', new Date(Date.now() + 3_600_000), defaultWorkerLimits)
  await runClaimed('ship', claims, (act, requests) => door.requestAll(act, requests), { error: () => {} })
  return claims.map((claim) => claim.taskId)
}

test('a task that waits for another component goes on when that one has shipped and is billed in one batch', async () => {
  const made = await flow.order([
    { sku: 'KIT-101', quantity: '1', net: '10.00', tax: '2.00' },
    { sku: 'SRV-ASSEMBLY', quantity: '1', net: '10.00', tax: '2.00' },
  ])
  const order = await flow.read(made.id)
  const ships: bigint[] = order.plan.tasks
    .filter((task: Seen) => task.kind === 'ship')
    .map((task: Seen) => decodeId('tsk', task.id))
  const [first, second] = ships
  // As a pattern of another shape would draw it: one component follows another.
  const orderId = decodeId('ord', made.id)
  await flow.server.database.sql(
    `insert into orchestration.dependency (company_id, order_id, from_task, to_task)
     select company_id, order_id, $1, $2 from orchestration.task where order_id = $3 and id = $1`,
    [first, second, orderId],
  )
  await flow.server.database.sql(
    `update orchestration.task set state = 'waiting', waits = 1 where order_id = $2 and id = $1`,
    [second, orderId],
  )
  await flow.server.database.sql('delete from orchestration.ready where task_id = $1', [second])
  await flow.lawful()

  assert.deepEqual(await runShipping(), [first])
  assert.equal((await flow.read(made.id)).invoices.length, 1)
  await flow.lawful()
  assert.deepEqual(await runShipping(), [second])
  assert.equal((await flow.read(made.id)).invoices.length, 2)
  await flow.lawful()
})
