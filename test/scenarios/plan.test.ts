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

/** An order of components that ship by themselves; returns it and its ship tasks. */
async function orderOf(...skus: string[]): Promise<{ id: string; ships: bigint[] }> {
  const made = await flow.order(skus.map((sku) => ({ sku, quantity: '1', net: '10.00', tax: '2.00' })))
  const order = await flow.read(made.id)
  const ships = order.plan.tasks.filter((task: Seen) => task.kind === 'ship')
  return { id: made.id, ships: ships.map((task: Seen) => decodeId('tsk', task.id)) }
}

/** Draws a plan on, as a pattern of another shape would: one component follows others. */
async function follow(task: bigint, before: readonly bigint[]): Promise<void> {
  const { database } = flow.server
  await database.sql('update orchestration.task set frees = frees || $1::bigint where id = any($2)', [
    task,
    before,
  ])
  await database.sql(`update orchestration.task set state = 'waiting', waits = $2 where id = $1`, [
    task,
    before.length,
  ])
  await database.sql('delete from orchestration.ready where task_id = $1', [task])
  await flow.lawful()
}

test('a task that waits for another component goes on when that one has shipped and is billed in one batch', async () => {
  const made = await orderOf('KIT-101', 'SRV-ASSEMBLY')
  const [first, second] = made.ships
  await follow(second!, [first!])

  assert.deepEqual(await runShipping(), [first])
  assert.equal((await flow.read(made.id)).invoices.length, 1)
  await flow.lawful()
  assert.deepEqual(await runShipping(), [second])
  assert.equal((await flow.read(made.id)).invoices.length, 2)
  await flow.lawful()
})

test('P-31 a task that two others free in one batch becomes ready once', async () => {
  const made = await orderOf('KIT-101', 'SRV-ASSEMBLY', 'FREIGHT')
  const [first, second, third] = made.ships
  await follow(third!, [first!, second!])

  assert.deepEqual(new Set(await runShipping()), new Set([first, second]))
  const { plan } = await flow.read(made.id)
  const freed = plan.tasks.find((task: Seen) => decodeId('tsk', task.id) === third)
  assert.deepEqual([freed.state, freed.waits, freed.attempt], ['ready', 0, 0])
  assert.deepEqual(
    plan.dependencies
      .filter((one: Seen) => decodeId('tsk', one.to) === third)
      .map((one: Seen) => [decodeId('tsk', one.from), one.met]),
    [
      [first, true],
      [second, true],
    ],
  )
  await flow.lawful()
  assert.deepEqual(await runShipping(), [third])
  await flow.lawful()
})
