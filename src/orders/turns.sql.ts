// Written by `npm run generate` from turns.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** How urgent orders are, how many lines they have, and when they were agreed. */
export const readTurns: ReadStatement<{ companyIds: readonly bigint[]; orderIds: readonly bigint[] }, { company_id: bigint; order_id: bigint; priority: number; lines: number; agreed_at: Date }> = {
  name: 'orders.read_turns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyIds', type: 'bigint', array: true },
    { name: 'orderIds', type: 'bigint', array: true },
  ],
  text: "select s.company_id, s.order_id, s.priority, s.lines, g.at as agreed_at\nfrom unnest($1::bigint[], $2::bigint[]) as w(company_id, order_id)\ncross join lateral (select * from orders.order_state s where s.company_id = w.company_id and s.order_id = w.order_id offset 0) s\ncross join lateral (select * from orders.sales_order o where o.company_id = s.company_id and o.id = s.order_id and o.version = s.version offset 0) o\ncross join lateral (select * from platform.log_public g where g.company_id = o.company_id and g.batch = o.batch offset 0) g",
}
