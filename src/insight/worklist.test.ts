import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/support/database.ts'
import { rowsLookedAt } from '../../test/support/rows-looked-at.ts'
import { listWork, type WorkFilter } from './worklist.ts'

const t = await testDatabase('worklist')
after(() => t.close())

const filter: WorkFilter = {
  companyId: 1n,
  role: undefined,
  assignee: undefined,
  owner: undefined,
  taken: undefined,
  order: undefined,
  after: null,
  limit: 20,
}

test('O-48 whose work is listed reads its own rows, however much of others is due before', async () => {
  // Of 20,000 the last three are of plumbers: one for nobody in particular, one for the team north, one that Anna has taken on.
  await t.sql(
    `insert into orchestration.work (company_id, order_id, task_id, title, role, statuses, line_nos, assignee, owner, accepted_at)
     select 1, 1000 + n / 10, n, 'Do it', case when n > 19997 then 'plumbers' else 'painters' end, '[["done","next"]]', '{1}',
       case when n = 19999 then 'north' end, case when n = 20000 then 'anna' end, case when n = 20000 then timestamptz '2020-01-02 00:00Z' end
     from generate_series(1, 20000) n`,
  )
  await t.sql(
    `insert into orchestration.task (company_id, order_id, id, component_id, kind, name, state, waits, frees)
     select company_id, order_id, task_id, 1, 'work', 'do', case when owner is null then 'ready' else 'running' end, 0, '{}' from orchestration.work`,
  )
  await t.sql(
    `insert into orchestration.ready (company_id, order_id, task_id, kind, due_at, role, assignee, owner)
     select company_id, order_id, task_id, 'work', timestamptz '2020-01-01 00:00Z' + task_id * interval '1 second', role, assignee, owner
     from orchestration.work`,
  )
  await t.analyze()
  const list = async (asked: Partial<WorkFilter>) => {
    const { answer, looked } = await rowsLookedAt(t.db, (reader) => listWork(reader, { ...filter, ...asked }))
    return { states: answer.rows.map(({ state }) => state), next: answer.next, looked }
  }
  for (const [asked, states] of [
    [{ role: 'plumbers' }, ['received', 'assigned', 'accepted']],
    [{ assignee: 'north' }, ['assigned']],
    [{ owner: 'anna' }, ['accepted']],
    [{ taken: true }, ['accepted']],
    [{ role: 'plumbers', taken: false }, ['received', 'assigned']],
    [{ role: 'plumbers', assignee: 'north' }, ['assigned']],
    [{ role: 'plumbers', owner: 'anna' }, ['accepted']],
    [{ role: 'nobody' }, []],
  ] as const) {
    const found = await list(asked)
    assert.deepEqual([found.states, found.next], [states, null], JSON.stringify(asked))
    assert.ok(found.looked <= 100, `${found.looked} rows for ${JSON.stringify(asked)}`)
  }
  const first = await list({ limit: 2, role: 'plumbers' })
  assert.deepEqual(first.states, ['received', 'assigned'])
  const second = await list({ limit: 2, role: 'plumbers', after: first.next })
  assert.deepEqual([second.states, second.next], [['accepted'], null])
  const all = await list({})
  assert.equal(all.states.length, 20)
  assert.ok(all.looked <= 300, `${all.looked} rows`)
  // What is asked beside the way is looked at in a budget: a page can be short, and leads on.
  const painters = await list({ role: 'painters', owner: undefined, taken: false, limit: 2 })
  assert.equal(painters.states.length, 2)
  assert.ok(painters.looked <= 600, `${painters.looked} rows`)
})
