import { isOver } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  tasksOf,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import type { Task } from '../plan/task.ts'
import { answeredCall, inputOf, type Calls } from './call.ts'
import { drawCompensation, readCompensations, type Compensable } from './compensate.ts'
import { planCompensation, type Disposition } from './compensation-plan.ts'

export interface UndoRequest extends MayBeKeyed, OrderKey {
  actor: string
  reason: string
  /** null: all calls that were done and can be undone. */
  taskIds: readonly bigint[] | null
}

interface UndoFacts {
  progress: Progress
  compensable: Compensable
}

/**
 * Calls that were done are undone, each by the request that its pattern says for that, made of what it was asked and answered then (O-63), the last
 * done first. The order is not over before that is done; what is undone, or being undone, stays so.
 */
export const undoCalls = keyed<UndoRequest, UndoFacts>({
  name: 'orchestration.undo_calls',
  weigh: () => 20,
  companyOf: (request) => request.companyId,
  read: readAll,
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context): Answered | Refusal {
    const { progress, compensable } = facts
    const { calls } = compensable
    const { taskIds, actor, reason } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    if (isOver(order.state)) return refuse('order_over', `the order is ${order.state}`)
    const tasks = tasksOf(progress, request)
    const undoable = tasks.filter((task) => canBeUndone(calls, task))
    const byId = new Map(undoable.map((task) => [task.id, task]))
    const wrong = (taskIds ?? []).flatMap((id, index) =>
      byId.has(id) || isUndone(calls, id)
        ? []
        : [
            {
              path: `/taskIds/${index}`,
              code: 'not_undoable',
              message: 'it is no call that was done and that its pattern says how to undo',
            },
          ],
    )
    if (wrong.length > 0) return refuse('undo_refused', wrong)
    const chosen = undoable.filter(
      ({ id }) => !isUndone(calls, id) && (taskIds === null || taskIds.includes(id)),
    )
    if (chosen.length > 0) {
      const undoing = chosen.map(({ id }) => undoingOf(calls, byId.get(id)!))
      const plan = planCompensation(undoing, context.ids)
      drawCompensation(progress, compensable, { order, tasks, plan }, context)
      touch(
        progress,
        order,
        { act: 'undo_calls', actor, reason },
        {
          changes: plan.map(({ id }): Json => ['task', id.toString(), null, 'undo']),
          events: ['calls.undone'],
        },
      )
    }
    return { ok: true, answer: { orderId: encodeId('ord', order.id), undone: chosen.length } }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<UndoRequest, UndoFacts, Answered | Refusal>)

async function readAll(db: Reader, requests: readonly UndoRequest[]): Promise<UndoFacts> {
  const progress = await readProgress(db, requests, {})
  return { progress, compensable: await readCompensations(db, progress) }
}

function undoingOf({ tasks, made }: Calls, task: Task): Disposition {
  const call = answeredCall({ tasks, made }, task.id)!
  return { standing: { task, of: tasks.get(task.id)!, call, now: inputOf(call) }, does: 'undo' }
}

function canBeUndone(calls: Calls, { id, state }: Task): boolean {
  const of = calls.tasks.get(id)
  return (
    state === 'completed' && of?.undo != null && of.mode !== 'undo' && answeredCall(calls, id) !== undefined
  )
}

function isUndone({ tasks }: Calls, id: bigint): boolean {
  for (const { undoes } of tasks.values()) if (undoes === id) return true
  return false
}
