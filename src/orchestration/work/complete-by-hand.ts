import { mayAct } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { forbidden, withPolicies } from '../policy/judge-policy.ts'
import { completeOpen } from '../plan/events.ts'
import { endWork } from '../plan/plan.sql.ts'
import { concludeProgress, lockProgress, touch } from '../plan/progress.ts'
import { readWork, workAnswer, workOf, type WorkFacts, type WorkRequest } from './work.ts'

export interface ByHandRequest extends WorkRequest {
  status: string
  reason: string
}

/**
 * Work that failed is ended by a person after all (O-85, O-86): with a status of its own from which the plan goes on, no other. What our own
 * acts do (goods leave, something is billed) is not said to be done: it is tried again, or its lines are given up.
 */
export const completeByHand = keyed<ByHandRequest, WorkFacts>({
  name: 'orchestration.complete_by_hand',
  weigh: () => 5,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const facts = await readWork(db, requests)
    await withPolicies(db, facts.progress, requests, 'retry')
    return facts
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, { writes, now }): Answered | Refusal {
    const { companyId, orderId, taskId, actor, status, reason } = request
    const found = workOf(facts, request)
    if ('ok' in found) return refuse('not_by_hand', 'only work of people is ended by hand')
    const { order, task, of } = found
    if (!mayAct(order.state, 'retry')) return refuse('not_in_progress', `the order is ${order.state}`)
    const kept = forbidden(facts.progress.policies, order, 'retry', request)
    if (kept) return kept
    if (task.state !== 'failed') return refuse('not_failed', `the task is ${task.state}`)
    const going = of.statuses.filter(({ to }) => to === 'next').map(({ code }) => code)
    if (!going.includes(status)) {
      const message =
        going.length === 0
          ? 'none of its statuses lets the plan go on'
          : `it goes on with one of ${going.join(', ')}`
      return refuse('work_refused', [{ path: '/status', code: 'unknown_status', message }])
    }
    completeOpen(facts.progress, order, task)
    Object.assign(of, { status, note: reason, data: null, doneBy: actor })
    writes.add(endWork, {
      companyId,
      orderId,
      taskId,
      status,
      note: reason,
      data: null,
      doneBy: actor,
      doneAt: now,
    })
    touch(
      facts.progress,
      order,
      { act: 'complete_by_hand', actor, reason },
      {
        changes: [
          ['task', taskId.toString(), 'failed', 'completed'],
          ['work', taskId.toString(), null, status],
        ],
        events: ['work.completed'],
      },
    )
    return { ok: true, answer: workAnswer(task, of) }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<ByHandRequest, WorkFacts, Answered | Refusal>)
