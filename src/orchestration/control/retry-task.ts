import { mayAct } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { forbidden, withPolicies, type Asker } from '../policy/judge-policy.ts'
import { reopenWork } from '../plan/plan.sql.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  taskById,
  tasksOf,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import { firstStops, kindStops } from '../plan/stops.ts'
import { retry } from '../plan/task.ts'

export interface RetryRequest extends MayBeKeyed, OrderKey, Asker {
  taskId: bigint
}

/** Puts a task that failed for good back into the queue, with fresh attempts, after somebody removed the cause. */
export const retryTask = keyed<RetryRequest, Progress>({
  name: 'orchestration.retry_task',
  weigh: () => 5,
  companyOf: (request) => request.companyId,
  // Whole plans: which holds stop a task depends on its lines, and on what else its component does.
  read: async (db, requests) => withPolicies(db, await readProgress(db, requests, {}), requests, 'retry'),
  lock: lockProgress,
  decide(request, progress, { writes }): Answered | Refusal {
    const { companyId, orderId, taskId, actor } = request
    const order = orderOf(progress, request)
    const task = taskById(progress, request, taskId)
    if (!order || !task) return refuse('not_found', 'there is no such task')
    if (!mayAct(order.state, 'retry')) return refuse('not_in_progress', `the order is ${order.state}`)
    const kept = forbidden(progress.policies, order, 'retry', request)
    if (kept) return kept
    if (task.state !== 'failed') return refuse('not_failed', `the task is ${task.state}`)
    // What stops an order does not stop what had failed before.
    const own = tasksOf(progress, request).filter(({ componentId }) => componentId === task.componentId)
    if (firstStops(order, task) + kindStops(order, task, own) > 0)
      return refuse('order_on_hold', 'release the holds of the order first, or resume it')
    retry(progress.moved, task)
    if (task.kind === 'work') writes.add(reopenWork, { companyId, orderId, taskId })
    touch(
      progress,
      order,
      { act: 'retry', actor },
      { changes: [['task', taskId.toString(), 'failed', 'ready']], events: ['task.retried'] },
    )
    return {
      ok: true,
      answer: {
        id: encodeId('tsk', taskId),
        orderId: encodeId('ord', orderId),
        kind: task.kind,
        state: 'ready',
      },
    }
  },
  conclude: concludeProgress,
} satisfies Act<RetryRequest, Progress, Answered | Refusal>)
