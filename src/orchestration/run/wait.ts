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
import { begin, complete, fail } from '../plan/task.ts'
import { judgeBase, readBases, type Base } from '../plan/base-order.ts'
import { sleepForOrder } from '../plan/other-orders.sql.ts'

interface WaitFacts extends Progress {
  /** Of tasks that have not begun to wait: how long, a duration of ISO 8601, what has to be true, or what is no day. */
  begins: Map<bigint, { duration: string | null; noDay: string | null; condition: Condition | null }>
  known: Known
  /** Of those that wait for something of another order. */
  bases: Map<bigint, Base>
}

/**
 * Time passes (O-31, O-42): a wait begins when it is ready, and its end stands in the queue as its due time, so that it is neither lost nor
 * doubled by a restart. One for a day was put into the queue for it when it became ready. One for something that has to become known is looked at
 * when it begins, so that what was known before is not waited for, and then whenever something becomes known (`calls/known.ts`). One for another
 * order (O-32) sleeps until something happens to that; what will never be there stands failed and says so.
 */
export const wait: Act<TaskRequest, WaitFacts, TaskOutcome> = {
  name: 'orchestration.wait',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const [begins, bases] = await Promise.all([beginsOf(db, requests), readBases(db, requests)])
    const asking = requests.filter(({ taskId }) => begins.get(taskId)?.condition != null)
    const [progress, known] = await Promise.all([
      readProgress(db, requests, { near: requests, lines: asking.length > 0 }),
      readKnown(db, asking),
    ])
    return { ...progress, begins, known, bases }
  },
  lock: lockProgress,
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    const base = progress.bases.get(task.id)
    const verdict = base && judgeBase(base)
    if (verdict?.what === 'waits') {
      sleep(request, base!, context)
      return { ok: true, taskId: task.id, done: 'postponed' }
    }
    if (verdict?.what === 'gone') {
      fail(progress.moved, task, { attempt: request.attempt, problem: verdict.why })
      touch(
        progress,
        order,
        { act: 'wait', actor: 'system', reason: verdict.why },
        { changes: [['task', task.id.toString(), 'ready', 'failed']], events: ['task.failed'] },
      )
      return { ok: true, taskId: task.id, done: 'completed' }
    }
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

/** Whoever takes the other order in just now is done by then. */
const AGAIN_MS = 15_000
/** It is woken when anything happens to the other order; should that ever be missed, it looks once a day. */
const ASLEEP_MS = 86_400_000

function sleep(request: TaskRequest, { looks, order }: Base, { writes, now }: Context): void {
  const { companyId, orderId, taskId, attempt } = request
  const dueAt = new Date(now.getTime() + (looks === 0 ? AGAIN_MS : ASLEEP_MS))
  writes.add(sleepForOrder, { companyId, orderId, taskId, attempt, dueAt, baseOrderId: order?.id ?? null })
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
