// Written by `npm run generate` from acts.sql; do not edit.
import type { WriteStatement } from '../platform/database/index.ts'

/** A hold is one more event to wait for; a task that was ready leaves the queue. Its order is locked. */
export const stopTasks: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null; n: number | null }, never> = {
  name: 'orchestration.stop_tasks',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
    { name: 'n', type: 'integer', array: true },
  ],
  text: "with wanted as (\n  select r.company_id, r.order_id, r.task_id, sum(r.n)::integer as n\n  from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id, unnest($4::integer[]) as n) as r group by 1, 2, 3\n), stopped as (\n  update orchestration.task t set waits = t.waits + w.n, state = 'waiting' from wanted w\n  where t.company_id = w.company_id and t.order_id = w.order_id and t.id = w.task_id and t.state in ('waiting', 'ready')\n  returning t.company_id, t.order_id, t.id\n)\ndelete from orchestration.ready y using stopped s\nwhere y.company_id = s.company_id and y.order_id = s.order_id and y.task_id = s.id",
}
