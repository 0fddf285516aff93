import { Fault, type Act, type Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { after } from '../model/duration.ts'
import { putOut } from '../calls/calls.sql.ts'
import { isTrue, readKnown, type Condition, type Known } from '../calls/known.ts'
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
import { begin, complete } from '../plan/task.ts'

interface WaitFacts extends Progress {
  /** Of tasks that have not begun to wait: how long, a duration of ISO 8601, what has to be true, or what is no day. */
  begins: Map<bigint, { duration: string | null; noDay: string | null; condition: Condition | null }>
  known: Known
}

/**
 * Time passes (O-31, O-42): a wait begins when it is ready, and its end stands in the queue as its due time, so that it is neither lost nor
 * doubled by a restart. One for a day was put into the queue for it when it became ready. One for something that has to become known is looked at
 * when it begins, so that what was known before is not waited for, and then whenever something becomes known (`calls/known.ts`).
 */
export const wait: Act<TaskRequest, WaitFacts, TaskOutcome> = {
  name: 'orchestration.wait',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const begins = await beginsOf(db, requests)
    const asking = requests.filter(({ taskId }) => begins.get(taskId)?.condition != null)
    const [progress, known] = await Promise.all([
      readProgress(db, requests, { lines: asking.length > 0 }),
      readKnown(db, asking),
    ])
    return { ...progress, begins, known }
  },
  lock: lockProgress,
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    const { duration = null, noDay = null, condition = null } = progress.begins.get(task.id) ?? {}
    if (condition !== null && !isTrue(condition, order, task.lineNos, progress.known)) {
      begin(progress.moved, task)
      const { companyId, orderId, taskId } = request
      context.writes.add(putOut, { companyId, orderId, taskId, dueAt: context.now })
      touch(
        progress,
        order,
        { act: 'wait', actor: 'system' },
        { changes: [['task', taskId.toString(), 'ready', 'running']] },
      )
      return { ok: true, taskId: task.id, done: 'postponed' }
    }
    if (noDay !== null) throw new Fault(`it waits for a day, and "${noDay}" is none`, 'no_day')
    if (duration !== null) {
      const { timeZone } = progress.companies.get(order.companyId)!
      const dueAt = after(context.now, duration, timeZone)
      if (dueAt > context.now) {
        beginTime(request, dueAt, context)
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

function beginTime(
  { companyId, orderId, taskId, attempt }: TaskRequest,
  dueAt: Date,
  { writes }: Context,
): void {
  writes.add(beginWait, { companyId, orderId, taskId, attempt, dueAt })
}

async function beginsOf(db: Reader, requests: readonly TaskRequest[]): Promise<WaitFacts['begins']> {
  const rows = await db.read(readWaits, {
    companyIds: requests.map(({ companyId }) => companyId),
    orderIds: requests.map(({ orderId }) => orderId),
    taskIds: requests.map(({ taskId }) => taskId),
  })
  return new Map(
    rows.map((row) => [
      row.id,
      {
        duration: row.duration,
        noDay: row.no_day,
        condition:
          row.condition === null ? null : { when: row.condition, lines: row.lines as number[] | null },
      },
    ]),
  )
}
