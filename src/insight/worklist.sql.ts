// Written by `npm run generate` from worklist.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** Work that can be done, or that somebody has taken on, longest due first: the rows of the queue that no worker takes, along ready_work. Whether one fits what is asked for is looked at behind that, so that a page is never more than a budget of rows. */
export const listWork: ReadStatement<{ role: string | null; assignee: string | null; owner: string | null; taken: boolean | null; companyId: bigint | null; now: Date | null; afterUs: bigint | null; afterTask: bigint | null; orderId: bigint | null; budget: bigint | null }, { order_id: bigint; task_id: bigint; due_at: Date; due_us: bigint; priority: number; name: string | null; title: string; role: string; statuses: Json; line_nos: number[]; assignee: string | null; owner: string | null; accepted_at: Date | null; account_number: string | null; fits: boolean }> = {
  name: 'insight.list_work',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'role', type: 'text', array: false },
    { name: 'assignee', type: 'text', array: false },
    { name: 'owner', type: 'text', array: false },
    { name: 'taken', type: 'boolean', array: false },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'afterUs', type: 'bigint', array: false },
    { name: 'afterTask', type: 'bigint', array: false },
    { name: 'orderId', type: 'bigint', array: false },
    { name: 'budget', type: 'bigint', array: false },
  ],
  text: "select y.order_id, y.task_id, y.due_at, (extract(epoch from y.due_at) * 1000000)::bigint as due_us, y.priority, t.name, k.title, k.role,\n  k.statuses, k.line_nos, k.assignee, k.owner, k.accepted_at, a.number as account_number,\n  ($1::text is null or k.role = $1::text) and ($2::text is null or k.assignee = $2::text)\n    and ($3::text is null or k.owner = $3::text) and ($4::boolean is null or (k.owner is not null) = $4::boolean) as fits\nfrom (\n  select y.* from orchestration.ready y\n  where y.company_id = $5::bigint and y.kind = 'work' and y.due_at <= $6::timestamptz\n    and (y.due_at, y.task_id) > ('epoch'::timestamptz + $7::bigint * interval '1 microsecond', $8::bigint)\n    and ($9::bigint is null or y.order_id = $9::bigint)\n  order by y.due_at, y.task_id limit $10::bigint\n) y\ncross join lateral (select * from orchestration.work k where k.company_id = y.company_id and k.order_id = y.order_id and k.task_id = y.task_id offset 0) k\ncross join lateral (select * from orchestration.task t where t.company_id = y.company_id and t.order_id = y.order_id and t.id = y.task_id offset 0) t\ncross join lateral (select * from orders.order_state s where s.company_id = y.company_id and s.order_id = y.order_id offset 0) s\ncross join lateral (select * from orders.sales_order o where o.company_id = y.company_id and o.id = y.order_id and o.version = s.version offset 0) o\nleft join customers.account a on a.company_id = o.company_id and a.id = o.account_id\norder by y.due_at, y.task_id",
}
