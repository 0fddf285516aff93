// Written by `npm run generate` from erase-work.sql; do not edit.
import type { ReadStatement, WriteStatement } from '../../platform/database/index.ts'

/** A page of the orders of an account, the latest first, behind a place: of which works anything is told. No last place: that was the last page. */
export const lookAtWork: ReadStatement<{ companyId: bigint | null; accountId: bigint | null; beforeAt: string | null; beforeId: bigint | null; count: number | null }, { order_ids: bigint[]; task_ids: bigint[]; last_at: string | null; last_id: bigint | null }> = {
  name: 'orchestration.work.look_at_work',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'accountId', type: 'bigint', array: false },
    { name: 'beforeAt', type: 'text', array: false },
    { name: 'beforeId', type: 'bigint', array: false },
    { name: 'count', type: 'integer', array: false },
  ],
  text: "with page as materialized (\n  select p.order_id, p.placed_at from orders.order_public p\n  where p.company_id = $1::bigint and p.account_id = $2::bigint\n    and (p.placed_at, p.order_id) < ($3::text::timestamptz, $4::bigint)\n  order by p.placed_at desc, p.order_id desc limit $5::integer\n), told as (\n  select k.order_id, k.task_id from page p\n  cross join lateral (select * from orchestration.work k where k.company_id = $1::bigint and k.order_id = p.order_id\n    and (k.note is not null or k.data is not null) offset 0) k\n)\nselect array(select t.order_id from told t order by t.order_id, t.task_id) as order_ids,\n  array(select t.task_id from told t order by t.order_id, t.task_id) as task_ids, last.placed_at::text as last_at, last.order_id as last_id\nfrom (select) one\nleft join lateral (select p.placed_at, p.order_id from page p order by p.placed_at, p.order_id limit 1) last on true",
}

/** What was told of works, also where their tasks keep it: how they ended stays. One that is told of again meanwhile stays for the next look. */
export const forgetWork: WriteStatement<{ companyId: bigint | null; orderId: bigint | null; taskId: bigint | null }, never> = {
  name: 'orchestration.work.forget_work',
  kind: 'write',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: true },
    { name: 'orderId', type: 'bigint', array: true },
    { name: 'taskId', type: 'bigint', array: true },
  ],
  text: "with given as (\n  select * from (select unnest($1::bigint[]) as company_id, unnest($2::bigint[]) as order_id, unnest($3::bigint[]) as task_id) as r\n), forgotten as (\n  update orchestration.work k set note = null, data = null from given g\n  where k.company_id = g.company_id and k.order_id = g.order_id and k.task_id = g.task_id\n  returning k.company_id, k.order_id, k.task_id, k.title, k.status\n)\nupdate orchestration.task t set output = t.output - 'data' - 'note',\n  problem = case when t.problem is not null then f.title || ': ' || f.status end\nfrom forgotten f\nwhere t.company_id = f.company_id and t.order_id = f.order_id and t.id = f.task_id",
}
