import type { Act } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { postponeTask, readAttempts } from '../plan/plan.sql.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  tasksOf,
  touch,
  type Progress,
  type TaskRequest,
} from '../plan/progress.ts'
import { fail } from '../plan/task.ts'

/** A task whose act failed: it is tried again later, or, after its last attempt, stands failed for a person. */
export interface SetBackRequest extends TaskRequest {
  problem: string
}

/** `stale`: another attempt has the task, or it is done; that one settles it. */
export interface SetBackOutcome {
  ok: true
  done: 'postponed' | 'failed' | 'stale'
}

/** The orders of tasks that may fail for good, and which attempt holds each of these tasks. */
interface SetBackFacts {
  progress: Progress
  attempts: Map<string, number>
}

const LAST_ATTEMPT = 5
const FIRST_DELAY_MS = 1000

/**
 * Sets back a task that failed; only its own attempt may. A later try is a matter of the queue and changes nothing of the
 * order: it is one write, without the order's row and without history. A task that failed for good changes the plan: it
 * is in the order's history, with the event `task.failed`.
 */
export const setBack: Act<SetBackRequest, SetBackFacts, SetBackOutcome> = {
  name: 'orchestration.set_back',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const last = requests.filter((request) => request.attempt >= LAST_ATTEMPT)
    const [progress, attempts] = await Promise.all([readProgress(db, last, {}), attemptsOf(db, last)])
    return { progress, attempts }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, { progress, attempts }, context) {
    const { companyId, orderId, taskId, attempt } = request
    const { writes, now } = context
    if (attempt < LAST_ATTEMPT) {
      const dueAt = new Date(now.getTime() + FIRST_DELAY_MS * 4 ** (attempt - 1))
      writes.add(postponeTask, { companyId, orderId, taskId, attempt, dueAt })
      return { ok: true, done: 'postponed' }
    }
    const order = orderOf(progress, request)
    const task = tasksOf(progress, request).find((one) => one.id === taskId)
    if (!order || task?.state !== 'ready' || attempts.get(keyOf(request)) !== attempt)
      return { ok: true, done: 'stale' }
    const problem = request.problem.slice(0, 2000)
    fail(progress.moved, task, { attempt, problem })
    touch(
      progress,
      order,
      { act: 'fail', actor: 'system', reason: problem },
      { changes: [['task', taskId.toString(), 'ready', 'failed']], events: ['task.failed'] },
    )
    return { ok: true, done: 'failed' }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}

async function attemptsOf(db: Reader, requests: readonly TaskRequest[]): Promise<Map<string, number>> {
  if (requests.length === 0) return new Map()
  const rows = await db.read(readAttempts, {
    companyIds: requests.map((request) => request.companyId),
    orderIds: requests.map((request) => request.orderId),
    taskIds: requests.map((request) => request.taskId),
  })
  return new Map(
    rows.map((row) => [
      keyOf({ companyId: row.company_id, orderId: row.order_id, taskId: row.task_id }),
      row.attempt,
    ]),
  )
}

function keyOf({ companyId, orderId, taskId }: Omit<TaskRequest, 'attempt'>): string {
  return `${companyId}/${orderId}/${taskId}`
}
