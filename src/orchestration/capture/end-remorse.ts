import { cutRemorse, remorseUntil, mayAct } from '../../orders/index.ts'
import { businessDate, businessTime } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { forbidden, withPolicies, type Asker } from '../policy/judge-policy.ts'
import { startSooner } from '../plan/plan.sql.ts'
import { firstDay } from '../plan/plan.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  partsOf,
  readProgress,
  tasksOf,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import { startOf } from '../plan/write-plan.ts'

export interface EndRemorseRequest extends MayBeKeyed, OrderKey, Asker {
  reason: string
}

/**
 * Ends the time in which an order may be taken back before it is over (C-23): what waited for nothing else starts now, the rest
 * on the day that was promised. Said again, or when it is over, it changes nothing.
 */
export const endRemorse = keyed<EndRemorseRequest, Progress>({
  name: 'orchestration.end_remorse',
  weigh: () => 5,
  companyOf: (request) => request.companyId,
  read: async (db, requests) =>
    withPolicies(db, await readProgress(db, requests, {}), requests, 'end_remorse'),
  lock: lockProgress,
  decide(request, progress, context): Answered | Refusal {
    const { orderId, actor, reason } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    if (!mayAct(order.state, 'end_remorse')) return refuse('not_in_progress', `the order is ${order.state}`)
    const kept = forbidden(progress.policies, order, 'end_remorse', request)
    if (kept) return kept
    const company = progress.companies.get(order.companyId)!
    const now = businessTime(company, context.now)
    const until = remorseUntil(order)
    if (until !== null && until > now) {
      cutRemorse(order, now, context)
      const today = businessDate(company, context.now)
      const ended = startOf({ startOn: null, notBefore: until }, company, context.now)!
      for (const task of tasksOf(progress, request)) {
        const { companyId, id: taskId, startAt: before } = task
        if (before === null || before <= context.now) continue
        // What is done for lines has days of its own: what waited for the end of this time alone starts now.
        if (task.lineNos.length > 0 && before > ended) continue
        const startOn = firstDay(partsOf(order, task), today)
        const startAt = startOf({ startOn, notBefore: null }, company, context.now)
        if (startAt !== null && startAt >= before) continue
        context.writes.add(startSooner, {
          companyId,
          orderId,
          taskId,
          startAt,
          dueAt: startAt ?? context.now,
        })
      }
      touch(
        progress,
        order,
        { act: 'end_remorse', actor, reason },
        {
          changes: [['remorse_until', null, until.toISOString(), now.toISOString()]],
          events: ['order.remorse_ended'],
        },
      )
    }
    const answer = {
      orderId: encodeId('ord', orderId),
      remorseUntil: remorseUntil(order)?.toISOString() ?? null,
    }
    return { ok: true, answer }
  },
  conclude: concludeProgress,
} satisfies Act<EndRemorseRequest, Progress, Answered | Refusal>)
