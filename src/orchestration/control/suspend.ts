import { mayAct, TRANSITIONS } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { forbidden, withPolicies, type Asker } from '../policy/judge-policy.ts'
import { stopOrder } from '../plan/events.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'

export interface SuspendRequest extends MayBeKeyed, OrderKey, Asker {
  reason: string
}

/**
 * Stops all of an order (O-75): whatever comes next waits until it is resumed. What the world says meanwhile (goods left, money came) is
 * taken in, and moves the plan when it goes on. Suspended again, it stays as it is; one of which nothing is left to do is past it.
 */
export const suspendOrder = keyed<SuspendRequest, Progress>({
  name: 'orchestration.suspend_order',
  weigh: () => 10,
  companyOf: (request) => request.companyId,
  read: async (db, requests) => withPolicies(db, await readProgress(db, requests, {}), requests, 'suspend'),
  lock: lockProgress,
  decide(request, progress): Answered | Refusal {
    const { actor, reason } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    const answer = { orderId: encodeId('ord', order.id), state: 'suspended' }
    if (order.state === 'suspended') return { ok: true, answer }
    const to = TRANSITIONS[order.state].suspend
    if (to === null || !mayAct(order.state, 'suspend'))
      return refuse('not_in_progress', `the order is ${order.state}`)
    const kept = forbidden(progress.policies, order, 'suspend', request)
    if (kept) return kept
    if (!stopOrder(progress, order))
      return refuse('too_late', 'nothing is left to stop: what was shipped can be returned')
    touch(
      progress,
      order,
      { act: 'suspend', actor, reason },
      { changes: [['state', null, order.state, to]], events: ['order.suspended'] },
    )
    order.state = to
    return { ok: true, answer }
  },
  conclude: concludeProgress,
} satisfies Act<SuspendRequest, Progress, Answered | Refusal>)
