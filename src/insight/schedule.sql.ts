// Written by `npm run generate` from schedule.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** Whose order it is, and how it stands against what was promised; all in time of business. */
export const readJeopardyOfOrder: ReadStatement<{ companyId: bigint | null; orderId: bigint | null }, { account_id: bigint | null; priority: string | null; score: number | null; reason: string | null; task_id: bigint | null; required_by: Date | null; expected_at: Date | null; since: Date | null; acknowledged_by: string | null }> = {
  name: 'insight.read_jeopardy_of_order',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
  ],
  text: "select o.account_id, j.priority, j.score, j.reason, j.task_id, j.required_by, j.expected_at,\n  j.since + c.clock_offset_ms * interval '1 millisecond' as since, j.acknowledged_by\nfrom orders.order_public o\njoin organization.company c on c.company_id = o.company_id\nleft join orchestration.jeopardy j on j.company_id = o.company_id and j.order_id = o.order_id\nwhere o.company_id = $1::bigint and o.order_id = $2::bigint",
}

/** Orders in jeopardy of these priorities, by id, along jeopardy_priority. Acknowledged ones are left out behind it, so that a page can be short. */
export const listJeopardy: ReadStatement<{ acknowledged: boolean | null; companyId: bigint | null; priority: string | null; after: bigint | null; budget: bigint | null }, { order_id: bigint; priority: string; score: number; reason: string; task_id: bigint; required_by: Date; expected_at: Date | null; since: Date; acknowledged_by: string | null; account_number: string | null; fits: boolean }> = {
  name: 'insight.list_jeopardy',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'acknowledged', type: 'boolean', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'priority', type: 'text', array: false },
    { name: 'after', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select j.order_id, j.priority, j.score, j.reason, j.task_id, j.required_by, j.expected_at,\n  j.since + c.clock_offset_ms * interval '1 millisecond' as since, j.acknowledged_by, a.number as account_number,\n  $1::boolean is null or (j.acknowledged_by is not null) = $1::boolean as fits\nfrom (\n  select j.* from orchestration.jeopardy j\n  where j.company_id = $2::bigint and j.priority = $3::text and j.order_id > $4::bigint\n  order by j.order_id limit $5::bigint\n) j\njoin organization.company c on c.company_id = j.company_id\ncross join lateral (select * from orders.order_public o where o.company_id = j.company_id and o.order_id = j.order_id offset 0) o\nleft join customers.account a on a.company_id = o.company_id and a.id = o.account_id\norder by j.order_id",
}
