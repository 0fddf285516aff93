import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/support/database.ts'
import { rowsLookedAt } from '../../../test/support/rows-looked-at.ts'
import { stockOf } from '../../inventory/index.ts'
import { WriteSet, type Context } from '../../platform/batch/index.ts'
import { claimed, lockProgress, readProgress, tasksOf } from './progress.ts'

const COMPONENTS = 10_000
const KINDS = ['reserve', 'release', 'ship', 'invoice']
const TASKS = COMPONENTS * KINDS.length
const key = { companyId: 1n, orderId: 1n }

const t = await testDatabase('progress')
after(() => t.close())

test('N-13 a plan of 40,000 tasks is read row by row once, and several hundred claims of it are found without a look at all of them', async () => {
  await t.sql(
    `insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, location_id, line_ids)
     select 1, 1, n, 'goods', n::text, 'goods', 1, 9, array[100000 + n] from generate_series(1, ${COMPONENTS}) n`,
  )
  await t.sql(
    `insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees)
     select 1, 1, 200000 + n * 4 + k.place, n, k.kind, 'waiting', 1,
       case k.place when 4 then '{}' else array[200001 + n * 4 + k.place] end
     from generate_series(1, ${COMPONENTS}) n,
       unnest(array['${KINDS.join("','")}']) with ordinality as k(kind, place)`,
  )
  const { answer, looked } = await rowsLookedAt(t.db, (reader) => readProgress(reader, [key], {}))
  assert.ok(looked <= TASKS + COMPONENTS + 1000, `${looked} rows were looked at`)
  const tasks = tasksOf(answer, key)
  assert.equal(tasks.length, TASKS)
  const [reserve, release] = tasks
  assert.deepEqual([reserve!.kind, reserve!.partIds, reserve!.locationId], ['reserve', [100_001n], 9n])
  assert.equal(reserve!.frees[0], release)

  let asked = 0
  for (const task of tasks) {
    const { id } = task
    Object.defineProperty(task, 'id', { get: () => ((asked += 1), id) })
  }
  const context = { writes: new WriteSet(), now: new Date() } as Context
  for (let claim = 0n; claim < 400n; claim += 1n) {
    const taskId = 200_004n + claim * 100n
    assert.deepEqual(claimed(answer, { ...key, taskId, attempt: 1 }, context), {
      ok: true,
      taskId,
      done: 'stale',
    })
  }
  assert.ok(asked <= 2 * TASKS, `ids were looked at ${asked} times`)
})

test('O-43 an act on one task of a plan of 40,000 reads what is near it', async () => {
  await t.sql(
    `insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, line_ids, line_nos)
     values (1, 1, 90001, 'install', 'all', 'goods', 1, '{}', '{4,5}')`,
  )
  await t.sql(
    `insert into orchestration.task (company_id, order_id, id, component_id, kind, name, state, waits, frees)
     values (1, 1, 900001, 90001, 'work', 'fit', 'ready', 0, '{900002,200008}'), (1, 1, 900002, 90001, 'work', 'test', 'waiting', 1, '{200012}')`,
  )
  await t.analyze()
  const near = [{ ...key, taskId: 900_001n }]
  const { answer, looked } = await rowsLookedAt(t.db, (reader) => readProgress(reader, near, { near }))
  assert.ok(looked <= 200, `${looked} rows were looked at`)
  const tasks = tasksOf(answer, key)
  assert.deepEqual(
    tasks.map(({ id, kind, lineNos, partIds, frees }) => [
      id,
      kind,
      lineNos,
      partIds,
      frees.map((one) => one.id),
    ]),
    [
      [200_008n, 'invoice', [], [100_001n], []],
      [900_001n, 'work', [4, 5], [], [900_002n, 200_008n]],
      // What waits for others of its component is not of this act.
      [900_002n, 'work', [4, 5], [], []],
    ],
  )
})

test('A9-7 what orders gave back of budgets and agreements is locked before any stock, as an order that spends them locks it', async () => {
  const progress = await readProgress(t.db, [], {})
  const of = { companyId: 1n, causeId: 1n }
  const use = { ...of, promotionId: 7n, givesBack: 'cancelled' as const, lineNos: [1], amounts: [1n] }
  progress.uses.set('1/1', [{ ...use, given: { amount: 0n, uses: 0n } }])
  const released = { ...of, orderLine: 1, agreementId: 8n, lineNo: 1, quantity: 1n, amount: 1n }
  progress.released.set('1/1', [{ ...released, given: { quantity: 0n, amount: 0n } }])
  stockOf(progress.stock, 1n, 2n, 3n)
  const locks = new WriteSet()
  lockProgress(progress, locks)
  assert.deepEqual(
    locks.encode().map(({ statement }) => statement.name),
    ['pricing.lock_budgets', 'pricing.lock_agreement_lines', 'inventory.lock_item_gates'],
  )
})
