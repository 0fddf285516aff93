import { mayAct } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { forbidden, withPolicies, type Asker } from '../policy/judge-policy.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'

export interface PriorityRequest extends MayBeKeyed, OrderKey, Asker {
  priority: number
  reason: string | null
}

/**
 * Makes an order more or less urgent (O-40): what of it is in the queue moves there and then, what comes follows. Said
 * again, it changes nothing. An order of which nothing is left to do has no turn to change, and that of a draft is given
 * by its rules when it is submitted.
 */
export const changePriority = keyed<PriorityRequest, Progress>({
  name: 'orchestration.change_priority',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  read: async (db, requests) =>
    withPolicies(db, await readProgress(db, requests, {}), requests, 'prioritize'),
  lock: lockProgress,
  decide(request, progress): Answered | Refusal {
    const { orderId, actor, priority, reason } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    if (!mayAct(order.state, 'prioritize')) return refuse('not_in_progress', `the order is ${order.state}`)
    const kept = forbidden(progress.policies, order, 'prioritize', request)
    if (kept) return kept
    const before = order.priority
    if (priority !== before) {
      touch(
        progress,
        order,
        { act: 'change_priority', actor, ...(reason === null ? {} : { reason }) },
        { changes: [['priority', null, before, priority]], events: ['order.priority_changed'] },
      )
      order.priority = priority
    }
    return { ok: true, answer: { orderId: encodeId('ord', orderId), priority } }
  },
  conclude: concludeProgress,
} satisfies Act<PriorityRequest, Progress, Answered | Refusal>)
