// Written by `npm run generate` from return.sql; do not edit.
import type { ReadStatement } from '../../platform/database/index.ts'

/** Open returns that are due, past those another process is taking; the lease is the due time. In a transaction of its own. */
export const claimReturns: ReadStatement<{ companyId: bigint | null; source: string | null; now: Date | null; count: number | null; leaseUntil: Date | null }, { name: string; request: string; order_id: bigint; first_at: Date; heard: bigint; attempt: number; failures: number }> = {
  name: 'channels.commerce-status.claim_returns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'count', type: 'integer', array: false },
    { name: 'leaseUntil', type: 'timestamptz', array: false },
  ],
  text: "with due as (\n  select t.ctid as place from channels.open_return t\n  where t.company_id = $1::bigint and t.source = $2::text and t.due_at <= $3::timestamptz\n  order by t.due_at limit $4::integer\n  for update skip locked\n)\nupdate channels.open_return t\nset attempt = t.attempt + 1, due_at = $5::timestamptz, lease_until = $5::timestamptz\nwhere t.ctid = any (array(select d.place from due d))\nreturning t.name, t.request, t.order_id, t.first_at, t.heard, t.attempt, t.failures",
}

/** The returns that a shop waits for of orders, the oldest first. */
export const openReturnsOfOrders: ReadStatement<{ orderIds: readonly bigint[]; companyId: bigint | null; source: string | null; most: number | null }, { order_id: bigint; name: string; request: string; first_at: Date }> = {
  name: 'channels.commerce-status.open_returns_of_orders',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'orderIds', type: 'bigint', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
    { name: 'most', type: 'integer', array: false },
  ],
  text: "select o.order_id, o.name, o.request, o.first_at\nfrom unnest($1::bigint[]) as w(order_id)\ncross join lateral (\n  select t.order_id, t.name, t.request, t.first_at from channels.open_return t\n  where t.company_id = $2::bigint and t.source = $3::text and t.order_id = w.order_id and t.state <> 'ended'\n  order by t.first_at, t.name limit $4::integer\n) o\norder by o.order_id, o.first_at, o.name",
}

/** What became of claimed returns. An attempt that another one has followed settles nothing; one that was heard of meanwhile is due again. told: the shop knows what came back. open: it needs to know nothing yet. later: it failed. released: it was not its turn. `pauses`: milliseconds until it is looked at again. In a transaction of its own. */
export const settleReturns: ReadStatement<{ now: Date | null; names: readonly string[]; attempts: readonly number[]; heards: readonly bigint[]; outcomes: readonly string[]; problems: readonly string[]; pauses: readonly number[]; companyId: bigint | null; source: string | null }, { settled: number }> = {
  name: 'channels.commerce-status.settle_returns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'names', type: 'text', array: true },
    { name: 'attempts', type: 'integer', array: true },
    { name: 'heards', type: 'bigint', array: true },
    { name: 'outcomes', type: 'text', array: true },
    { name: 'problems', type: 'text', array: true },
    { name: 'pauses', type: 'integer', array: true },
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "with settled as (\n  update channels.open_return t\n  set state = case when t.state = 'open' and w.outcome = 'told' then 'told' else t.state end,\n    failures = case w.outcome when 'later' then t.failures + 1 when 'released' then t.failures else 0 end,\n    problem = case when t.state = 'ended' then null when w.outcome = 'released' then t.problem else nullif(w.problem, '') end,\n    lease_until = null,\n    due_at = case when t.state = 'ended' then null when t.heard <> w.heard then $1::timestamptz\n      else $1::timestamptz + w.pause * interval '1 millisecond' end\n  from unnest($2::text[], $3::integer[], $4::bigint[], $5::text[], $6::text[],\n    $7::integer[]) as w(name, attempt, heard, outcome, problem, pause)\n  where t.company_id = $8::bigint and t.source = $9::text and t.name = w.name and t.attempt = w.attempt\n  returning 1\n)\nselect count(*)::integer as settled from settled",
}

/** Returns that the shop could not be told, or that do not fit what came back: the first of them. */
export const troubledReturns: ReadStatement<{ companyId: bigint | null; source: string | null }, { name: string; order_id: bigint; failures: number; problem: string; due_at: Date | null }> = {
  name: 'channels.commerce-status.troubled_returns',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'source', type: 'text', array: false },
  ],
  text: "select t.name, t.order_id, t.failures, t.problem, t.due_at\nfrom channels.open_return t\nwhere t.company_id = $1::bigint and t.source = $2::text and t.problem is not null\norder by t.name limit 100",
}
