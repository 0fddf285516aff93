import { mayAct, TRANSITIONS } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { freeReplies } from '../calls/calls.sql.ts'
import { unstopOrder } from '../plan/events.ts'
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

export interface ResumeRequest extends MayBeKeyed, OrderKey, Asker {
  reason: string | null
}

/** An order that was suspended goes on from where it stood (O-75); one that goes on stays as it is. */
export const resumeOrder = keyed<ResumeRequest, Progress>({
  name: 'orchestration.resume_order',
  weigh: () => 10,
  companyOf: (request) => request.companyId,
  read: async (db, requests) => withPolicies(db, await readProgress(db, requests, {}), requests, 'resume'),
  lock: lockProgress,
  decide(request, progress, { writes, now }): Answered | Refusal {
    const { companyId, orderId, actor, reason } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    const answer = { orderId: encodeId('ord', order.id), state: 'in_progress' }
    if (order.state === 'in_progress') return { ok: true, answer }
    const to = TRANSITIONS[order.state].resume
    if (to === null || !mayAct(order.state, 'resume'))
      return refuse('not_suspended', `the order is ${order.state}`)
    const kept = forbidden(progress.policies, order, 'resume', request)
    if (kept) return kept
    unstopOrder(progress, order)
    writes.add(freeReplies, { companyId, orderId, dueAt: now })
    touch(
      progress,
      order,
      { act: 'resume', actor, ...(reason === null ? {} : { reason }) },
      { changes: [['state', null, order.state, to]], events: ['order.resumed'] },
    )
    order.state = to
    return { ok: true, answer }
  },
  conclude: concludeProgress,
} satisfies Act<ResumeRequest, Progress, Answered | Refusal>)
