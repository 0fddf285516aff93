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

/** Failed tasks stand outside the queue: found by themselves along task_problem, newest first. */
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
  text: "select t.order_id, t.id, t.kind, t.problem from (\n  select t.order_id, t.id, t.kind, coalesce(t.problem, '') as problem from orchestration.task t\n  where t.company_id = $1::bigint and t.problem is not null and t.state = 'failed'\n    and exists (select from orders.order_state s\n      where s.company_id = t.company_id and s.order_id = t.order_id and s.status = any($2::text[]) offset 0)\n  order by t.order_id desc, t.id desc limit $3::bigint\n) t\norder by t.order_id desc, t.id",
}

/** What waits for each kind of task, of all companies. */
export const readTaskDepths: ReadStatement<{ now: Date | null }, { kind: string; depth: bigint; due: bigint; oldest_due_at: Date | null }> = {
  name: 'monitoring.read_task_depths',
  kind: 'read',
  lockClass: 'insert',
  sequence: 2,
  params: [
    { name: 'now', type: 'timestamptz', array: false },
  ],
  text: "select r.kind, count(*) as depth, count(*) filter (where r.due_at <= $1::timestamptz) as due,\n  min(r.due_at) filter (where r.due_at <= $1::timestamptz) as oldest_due_at\nfrom orchestration.ready r\ngroup by r.kind",
}

/** A page of the queue of a kind, by key. */
export const readWaitingTasks: ReadStatement<{ companyId: bigint | null; kind: string | null; afterOrder: bigint | null; afterTask: bigint | null; most: bigint | null }, { order_id: bigint; task_id: bigint; due_at: Date; attempt: number }> = {
  name: 'monitoring.read_waiting_tasks',
  kind: 'read',
  lockClass: 'insert',
  sequence: 3,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'kind', type: 'text', array: false },
    { name: 'afterOrder', type: 'bigint', array: false },
    { name: 'afterTask', type: 'bigint', array: false },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select r.order_id, r.task_id, r.due_at, r.attempt\nfrom orchestration.ready r\nwhere r.company_id = $1::bigint and r.kind = $2::text\n  and (r.order_id, r.task_id) > ($3::bigint, $4::bigint)\norder by r.order_id, r.task_id limit $5::bigint",
}

/** A page of failed tasks of a kind, by key along task_problem. */
export const readFailedTasksOfKind: ReadStatement<{ companyId: bigint | null; kind: string | null; afterOrder: bigint | null; afterTask: bigint | null; statuses: readonly string[]; most: bigint | null }, { order_id: bigint; task_id: bigint; problem: string }> = {
  name: 'monitoring.read_failed_tasks_of_kind',
  kind: 'read',
  lockClass: 'insert',
  sequence: 4,
  params: [
    { name: 'companyId', type: 'bigint', array: false },
    { name: 'kind', type: 'text', array: false },
    { name: 'afterOrder', type: 'bigint', array: false },
    { name: 'afterTask', type: 'bigint', array: false },
    { name: 'statuses', type: 'text', array: true },
    { name: 'most', type: 'bigint', array: false },
  ],
  text: "select t.order_id, t.id as task_id, coalesce(t.problem, '') as problem from orchestration.task t\nwhere t.company_id = $1::bigint and t.problem is not null and t.state = 'failed' and t.kind = $2::text\n  and (t.order_id, t.id) > ($3::bigint, $4::bigint)\n  and exists (select from orders.order_state s\n    where s.company_id = t.company_id and s.order_id = t.order_id and s.status = any($5::text[]) offset 0)\norder by t.order_id, t.id limit $6::bigint",
}
