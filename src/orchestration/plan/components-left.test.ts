import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/support/database.ts'

const MIGRATION = new URL('../../../db/migrations/0155_orchestration_components_left.sql', import.meta.url)

const t = await testDatabase('components_left')
after(() => t.close())

test('of a shipment that is under way, tasks whose goods have left wait for it no longer', async () => {
  await t.sql(
    `insert into orders.order_state (company_id, order_id, version, revision, state, source, placed_at, lines, status,
       fulfillment_status, billing_status, payment_status, priority)
     values (1, 1, 1, 1, 'in_progress', 'shop', '2026-01-01Z', 4, '', '', '', '', 6)`,
  )
  await t.sql(
    `insert into orchestration.component (company_id, order_id, id, kind, key, pattern, model_version, line_ids)
     select 1, 1, n, 'goods', n::text, 'goods', 1, array[n] from generate_series(1, 4) n`,
  )
  await t.sql(
    `insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees)
     select 1, 1, 10 + n, n, 'ship', case n when 4 then 'completed' else 'waiting' end, case n when 2 then 2 when 4 then 0 else 1 end, '{}'
     from generate_series(1, 4) n`,
  )
  await t.sql(
    `insert into fulfillment.shipment (company_id, cause_id, id, location_id, released_on, state, task_ids, released_at)
     values (1, 1, 20, 5, '2026-01-01', 'partially_shipped', array[11, 12, 13, 14], '2026-01-01Z')`,
  )
  await t.sql(
    `insert into fulfillment.open_shipment (company_id, id, cause_id, location_id) values (1, 20, 1, 5)`,
  )
  await t.sql(
    `insert into fulfillment.shipment_line (company_id, cause_id, shipment_id, source_id, item_id, requested, shipped)
     select 1, 1, 20, n, 1, 2, case n when 3 then 1 else 2 end from generate_series(1, 4) n`,
  )
  await t.sql(await readFile(MIGRATION, 'utf8'))
  assert.deepEqual(await t.sql(`select id::integer, state, waits from orchestration.task order by 1`), [
    { id: 11, state: 'ready', waits: 0 },
    // A hold stops it still.
    { id: 12, state: 'waiting', waits: 1 },
    { id: 13, state: 'waiting', waits: 1 },
    { id: 14, state: 'completed', waits: 0 },
  ])
  assert.deepEqual(await t.sql(`select task_id::integer as id, kind, priority from orchestration.ready`), [
    { id: 11, kind: 'ship', priority: 6 },
  ])
})
