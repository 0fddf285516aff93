import { mayAct, withFollowers } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatAmount, type Minor } from '../../platform/money.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { forbidden, withPolicies, type Asker } from '../policy/judge-policy.ts'
import { concludeProgress, lockProgress, orderOf, touch, type OrderKey } from '../plan/progress.ts'
import { closeAborted, type Acting } from '../plan/settlement.ts'
import { billedOf } from '../../billing/index.ts'
import { cancelChosen, openOf, readCancel, type CancelFacts } from './cancel-order.ts'

export interface AbortRequest extends MayBeKeyed, OrderKey, Asker {
  reason: string
}

/**
 * Stops an order for good, now (O-74): it is closed as it stands, nothing that was done for it is undone, and nothing more is done. What has
 * not left is given up, so that its goods are free for others and nobody owes anything for it; what was billed is owed all the same, and paid
 * as any invoice. What has left and is not billed yet is refused: goods would be gone for nothing. Aborted again, it stays as it is.
 */
export const abortOrder = keyed<AbortRequest, CancelFacts>({
  name: 'orchestration.abort_order',
  weigh: () => 30,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const facts = await readCancel(db, requests)
    await withPolicies(db, facts.progress, requests, 'abort')
    return facts
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context): Answered | Refusal {
    const { progress } = facts
    const { actor, reason } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    const answer = (givenUp: Minor): Answered => {
      const { open } = billedOf(progress.billing, order.companyId, order.id)
      const money = (amount: Minor): Json => ({
        amount: formatAmount(amount, order.currency),
        currency: order.currency,
      })
      const orderId = encodeId('ord', order.id)
      return { ok: true, answer: { orderId, state: order.state, givenUp: money(givenUp), owed: money(open) } }
    }
    if (order.state === 'aborted') return answer(0n)
    if (!mayAct(order.state, 'abort')) return refuse('not_abortable', `the order is ${order.state}`)
    const kept = forbidden(progress.policies, order, 'abort', request)
    if (kept) return kept
    const unbilled = order.parts.filter(({ shipped, invoiced }) => shipped > invoiced)
    if (unbilled.length > 0) {
      const lines = [...new Set(unbilled.map(({ lineNo }) => lineNo))].join(', ')
      return refuse('left_unbilled', `of line ${lines} something has left that is not billed yet`)
    }
    const acting: Acting = { act: 'abort', actor, reason }
    const open = order.parts.filter((part) => openOf(part) > 0n)
    const chosen = withFollowers(
      order,
      open.map((part) => ({ part, quantity: openOf(part) })),
    )
    const givenUp = chosen.length === 0 ? 0n : cancelChosen(facts, context, order, chosen, acting, 'abort')
    if (chosen.length === 0) touch(progress, order, acting, {})
    closeAborted(progress, order, acting, context)
    return answer(givenUp)
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<AbortRequest, CancelFacts, Answered | Refusal>)
