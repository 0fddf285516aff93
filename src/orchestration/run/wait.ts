import { Fault, type Act, type Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { after } from '../model/duration.ts'
import { beginWait, readWaits } from '../plan/plan.sql.ts'
import {
  claimed,
  concludeProgress,
  lockProgress,
  readProgress,
  touch,
  type Progress,
  type TaskOutcome,
  type TaskRequest,
} from '../plan/progress.ts'
import { complete } from '../plan/task.ts'

interface WaitFacts extends Progress {
  /** Of tasks that have not begun to wait: how long, a duration of ISO 8601, or what is no day. */
  begins: Map<bigint, { duration: string | null; noDay: string | null }>
}

/**
 * Time passes (O-31, O-42): a wait begins when it is ready, and its end stands in the queue as its due time, so that it is neither lost nor
 * doubled by a restart. One for a day was put into the queue for it when it became ready.
 */
export const wait: Act<TaskRequest, WaitFacts, TaskOutcome> = {
  name: 'orchestration.wait',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const [progress, begins] = await Promise.all([
      readProgress(db, requests, { near: requests }),
      beginsOf(db, requests),
    ])
    return { ...progress, begins }
  },
  lock: lockProgress,
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    const { duration = null, noDay = null } = progress.begins.get(task.id) ?? {}
    if (noDay !== null) throw new Fault(`it waits for a day, and "${noDay}" is none`, 'no_day')
    if (duration !== null) {
      const { timeZone } = progress.companies.get(order.companyId)!
      const dueAt = after(context.now, duration, timeZone)
      if (dueAt > context.now) {
        begin(request, dueAt, context)
        touch(
          progress,
          order,
          { act: 'wait', actor: 'system' },
          { changes: [['waits_until', task.id.toString(), null, dueAt.toISOString()]] },
        )
        return { ok: true, taskId: task.id, done: 'postponed' }
      }
    }
    complete(progress.moved, task)
    touch(
      progress,
      order,
      { act: 'wait', actor: 'system' },
      { changes: [['task', task.id.toString(), 'ready', 'completed']] },
    )
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}

function begin({ companyId, orderId, taskId, attempt }: TaskRequest, dueAt: Date, { writes }: Context): void {
  writes.add(beginWait, { companyId, orderId, taskId, attempt, dueAt })
}

async function beginsOf(db: Reader, requests: readonly TaskRequest[]): Promise<WaitFacts['begins']> {
  const rows = await db.read(readWaits, {
    companyIds: requests.map(({ companyId }) => companyId),
    orderIds: requests.map(({ orderId }) => orderId),
    taskIds: requests.map(({ taskId }) => taskId),
  })
  return new Map(rows.map((row) => [row.id, { duration: row.duration, noDay: row.no_day }]))
}
