// Written by `npm run generate` from fallout.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'

/** What failed for good, put together by cause: the kind of task, and its problem without numbers and names. Found along task_problem. What is at risk is what orders are worth in the money of the books, each once a cause; orders that are over are nobody's trouble. */
export const readFallout: ReadStatement<{ companyId: bigint | null; most: bigint | null }, { cause: string; kind: string; problem: string; tasks: bigint; orders: bigint; at_risk: bigint; currency: string; stopped: bigint; since: Date | null }> = {
  name: 'insight.read_fallout',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select x.cause, x.kind, (array_agg(x.problem order by x.id))[1] as problem, count(*) as tasks, count(distinct x.order_id) as orders,\n  coalesce(sum(x.worth) filter (where x.first), 0)::bigint as at_risk, min(x.currency) as currency,\n  count(*) filter (where x.stopped) as stopped, min(x.due) as since\nfrom (\n  select t.id, t.order_id, t.kind, t.problem, f.cause, c.currency, s.open_holds + s.scoped_holds > 0 or s.state = 'suspended' as stopped,\n    platform.in_books(o.total, o.rate_e10, o.currency, c.currency) as worth, o.placed_at as due,\n    row_number() over (partition by f.cause, t.order_id order by t.id) = 1 as first\n  from orchestration.task t\n  cross join lateral (select orchestration.cause_public(t.kind, t.problem) as cause) f\n  join organization.company c on c.company_id = t.company_id\n  join orders.order_state s on s.company_id = t.company_id and s.order_id = t.order_id\n  join orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version\n  where t.company_id = $1::bigint and t.problem is not null and t.state = 'failed'\n    and s.state not in ('cancelled', 'completed', 'aborted', 'rejected')\n) x\ngroup by x.cause, x.kind order by at_risk desc, x.cause limit $2::bigint",
}

/** Tasks of a cause, in the order of their orders. */
export const listFalloutTasks: ReadStatement<{ companyId: bigint | null; afterOrder: bigint | null; afterTask: bigint | null; cause: string | null; most: bigint | null }, { order_id: bigint; task_id: bigint; kind: string; name: string | null; problem: string | null; state: string; status: string; holds: number; total: bigint; currency: string; line_nos: number[]; statuses: Json | null }> = {
  name: 'insight.list_fallout_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'afterOrder', type: 'bigint', array: false },
    { name: 'afterTask', type: 'bigint', array: false },
    { name: 'cause', type: 'text', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select t.order_id, t.id as task_id, t.kind, t.name, t.problem, s.state, s.status, s.open_holds + s.scoped_holds as holds, o.total, o.currency,\n  c.line_nos, k.statuses\nfrom orchestration.task t\njoin orders.order_state s on s.company_id = t.company_id and s.order_id = t.order_id\njoin orders.sales_order o on o.company_id = s.company_id and o.id = s.order_id and o.version = s.version\njoin orchestration.component c on c.company_id = t.company_id and c.order_id = t.order_id and c.id = t.component_id\nleft join orchestration.work k on k.company_id = t.company_id and k.order_id = t.order_id and k.task_id = t.id\nwhere t.company_id = $1::bigint and t.problem is not null and t.state = 'failed'\n  and (t.order_id, t.id) > ($2::bigint, $3::bigint)\n  and orchestration.cause_public(t.kind, t.problem) = $4::text\n  and s.state not in ('cancelled', 'completed', 'aborted', 'rejected')\norder by t.order_id, t.id limit $5::bigint",
}
