// Written by `npm run generate` from priority.sql; do not edit.
import type { WriteStatement } from '../../platform/database/index.ts'

/** Tasks of orders that are not of the usual priority, after the statements that put them into the queue. Their orders are locked; a claim that holds one of them ends by itself. */
export const prioritizeReady: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; priority: number | null }, never> = {
  name: 'orchestration.plan.prioritize_ready',
  kind: 'write',
  lockClass: 'computed',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'priority', type: 'smallint', array: true },
  ],
  text: "update orchestration.ready y set priority = r.priority\nfrom (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::smallint[]) as priority) as r\nwhere y.company_id = r.company_id and y.order_id = r.order_id and y.priority <> r.priority",
}
