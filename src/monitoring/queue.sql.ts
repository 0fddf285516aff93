// Written by `npm run generate` from queue.sql; do not edit.
import type { ReadStatement } from '../platform/database/index.ts'

/** How much is due by kind, and how long the oldest of it waits already. */
export const readQueues: ReadStatement<{ now: Date | null; companyId: bigint | null }, { kind: string; depth: bigint; due: bigint; attempted: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_queues',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
    { name: 'companyId', type: 'bigint', array: false },
  ],
  text: "select r.kind, count(*) as depth, count(*) filter (where r.due_at <= $1::timestamptz) as due,\n  count(*) filter (where r.attempt > 0) as attempted, min(r.due_at) filter (where r.due_at <= $1::timestamptz) as oldest_due_at\nfrom orchestration.ready r\nwhere r.company_id = $2::bigint\ngroup by r.kind order by r.kind",
}

/** Failed tasks stand outside the queue; the open orders lead to the plans that have one. */
export const readFailedTasks: ReadStatement<{ companyId: bigint | null; statuses: readonly string[]; most: bigint | null }, { order_id: bigint; id: bigint; kind: string; problem: string }> = {
  name: 'monitoring.read_failed_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 1,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'statuses', type: 'text', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select t.order_id, t.id, t.kind, coalesce(t.problem, '') as problem\nfrom orders.order_state s\njoin orchestration.task t on t.company_id = $1::bigint and t.order_id = s.order_id and t.state = 'failed'\nwhere s.company_id = $1::bigint and s.status = any($2::text[])\norder by t.order_id desc, t.id limit $3::bigint",
}
