import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { rowsLookedAt } from '../../../test/support/rows-looked-at.ts'
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { claimTasks } from './plan.sql.ts'

let t: TestDatabase
before(async () => {
  t = await testDatabase('claim_tasks')
})
after(() => t.close())

test('C-23 100,000 orders that wait for their time cost a claim of tasks nothing: it reads only what is due', async () => {
  const at = new Date('2026-03-02T12:00:00Z')
  await t.sql(
    `insert into orchestration.ready (company_id, order_id, task_id, kind, due_at)
     select 1, n, n, 'release', $1::timestamptz + case when n > 3 then interval '1 minute' else interval '0' end
     from generate_series(1, 100003) n`,
    [at],
  )
  const { answer, looked } = await rowsLookedAt(t.db, (reader) =>
    reader.read(claimTasks, { kind: 'release', now: at, leaseUntil: at, count: 400 }),
  )
  assert.equal(answer.length, 3)
  assert.ok(looked <= 12, `it looked at ${looked} rows`)
})
