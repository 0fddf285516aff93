import { withFollowers } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { cancelChosen, openOf, readCancel, type CancelFacts } from '../cancel/cancel-order.ts'
import { forbidden, withPolicies, type Asker } from '../policy/judge-policy.ts'
import { concludeProgress, lockProgress, orderOf, tasksOf, type OrderKey } from '../plan/progress.ts'

export interface FailLinesRequest extends MayBeKeyed, OrderKey, Asker {
  reason: string
  taskId: bigint
}

/**
 * The lines for which a task failed are given up (O-86): what of them has not left is cancelled with its money, and the rest of the order
 * goes on. What has left already is not given up: its task is tried again.
 */
export const failLines = keyed<FailLinesRequest, CancelFacts>({
  name: 'orchestration.fail_lines',
  weigh: () => 30,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const facts = await readCancel(db, requests)
    await withPolicies(db, facts.progress, requests, 'cancel')
    return facts
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context): Answered | Refusal {
    const { progress } = facts
    const { actor, reason } = request
    const order = orderOf(progress, request)
    const task = tasksOf(progress, request).find(({ id }) => id === request.taskId)
    if (!order || !task) return refuse('not_found', 'there is no such task')
    if (task.state !== 'failed') return refuse('not_failed', `the task is ${task.state}`)
    // It cancels what is left of them.
    const kept = forbidden(progress.policies, order, 'cancel', request)
    if (kept) return kept
    const chosen = order.parts.filter(
      (part) => openOf(part) > 0n && (task.partIds.includes(part.id) || task.lineNos.includes(part.lineNo)),
    )
    if (chosen.length === 0) return refuse('nothing_to_cancel', 'all of its lines has left')
    const given = withFollowers(
      order,
      chosen.map((part) => ({ part, quantity: openOf(part) })),
    )
    cancelChosen(facts, context, order, given, { act: 'fail_lines', actor, reason })
    const orderId = encodeId('ord', order.id)
    return { ok: true, answer: { orderId, lines: [...new Set(given.map(({ part }) => part.lineNo))] } }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<FailLinesRequest, CancelFacts, Answered | Refusal>)
