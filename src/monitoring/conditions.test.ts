import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/support/database.ts'
import { writeSoundCompany } from '../../test/support/sound-company.ts'
import { Database } from '../platform/database/index.ts'
import { countFailedTasks } from './conditions.sql.ts'
import { OPEN_STATUSES } from './open-statuses.ts'

test('C14-11 a failed task of the newest of 50,000 open orders is told', async () => {
  const database = await testDatabase('conditions')
  const reports = new Database({ url: database.url, name: 'conditions', max: 1, reports: true })
  try {
    await writeSoundCompany(database.sql)
    await database.sql(`create temp table more as select s.*, g from orders.order_state s, generate_series(1, 50001) g where s.order_id = 100;
      update more set order_id = 1000 + g; alter table more drop column g; insert into orders.order_state select * from more;
      create temp table last as select * from orders.sales_order where id = 100;
      update last set id = 51001, external_id = 'last'; insert into orders.sales_order select * from last`)
    await database.sql(`insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees, problem)
      values (1, 51001, 900, 1, 'ship', 'failed', 0, '{}', 'the carrier refuses')`)
    const rows = await reports.read(countFailedTasks, { statuses: OPEN_STATUSES })
    assert.deepEqual(
      rows.map(({ kind, tasks, first_order, problem }) => [kind, tasks, first_order, problem]),
      [['ship', 1n, 51001n, 'the carrier refuses']],
    )
  } finally {
    await reports.close()
    await database.close()
  }
})
