import { jobOfKind, taskKinds } from '../orchestration/index.ts'
import type { JobQueues } from '../platform/jobs.ts'
import { OPEN_STATUSES } from './open-statuses.ts'
import { readFailedTasksOfKind, readTaskDepths, readWaitingTasks } from './queue.sql.ts'

const kindOf = new Map(taskKinds.map((kind) => [jobOfKind(kind), kind]))

/** The queues of the kinds of tasks: a row in `ready` each; what failed for good stands in the plan of its order. */
export const taskQueues: JobQueues = {
  jobs: taskKinds.map((kind) => ({ name: jobOfKind(kind), title: `Runs the tasks "${kind}" of plans` })),
  async depths(db, now) {
    const rows = await db.read(readTaskDepths, { now })
    return new Map(
      rows.map((row) => [
        jobOfKind(row.kind),
        { waiting: Number(row.depth), due: Number(row.due), oldestDueAt: row.oldest_due_at },
      ]),
    )
  },
  async records(db, { job, companyId, failed, now, after, limit }) {
    const ask = {
      companyId,
      kind: kindOf.get(job) ?? '',
      afterOrder: after?.orderId ?? 0n,
      afterTask: after?.recordId ?? 0n,
      most: BigInt(limit),
    }
    if (failed) {
      const rows = await db.read(readFailedTasksOfKind, { ...ask, statuses: OPEN_STATUSES })
      return rows.map((row) => ({
        orderId: row.order_id,
        recordId: row.task_id,
        status: 'failed',
        dueAt: null,
        attempts: 0,
        problem: row.problem,
      }))
    }
    const rows = await db.read(readWaitingTasks, ask)
    return rows.map((row) => ({
      orderId: row.order_id,
      recordId: row.task_id,
      // A claim moves the due time to the end of its lease.
      status: row.attempt > 0 && row.due_at > now ? 'working' : 'waiting',
      dueAt: row.due_at,
      attempts: row.attempt,
      problem: null,
    }))
  },
}
