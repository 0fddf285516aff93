import { readTakenReturns, type ReturnAsked, type TakenReturn } from '../../fulfillment/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { concludeProgress, lockProgress, orderOf, readProgress, type Progress } from '../plan/progress.ts'
import { answerWith } from './taken-before.ts'

/** Returns of an order that answer a request of a sender. */
export interface AnswerRequest {
  companyId: bigint
  actor: string
  orderId: bigint
  asked: ReturnAsked
  /** Those that answer it already, as the caller knows them. */
  before: readonly bigint[]
  /** Those that answer it from now on. */
  returnIds: readonly bigint[]
}

interface AnswerFacts {
  progress: Progress
  taken: Map<string, TakenReturn[]>
}

/**
 * Keeps which goods that came back answer a request of a sender (C-28): each answers one, for good, so that no unit is told of twice.
 *
 * Refused as `return_refused` when one of them answers another request by now, or the request has other answers than `before`.
 */
export const answerReturns: Act<AnswerRequest, AnswerFacts, { ok: true }> = {
  name: 'orchestration.answer_returns',
  weigh: ({ returnIds }) => 1 + returnIds.length,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const keys = requests.map(({ companyId, orderId }) => ({ companyId, orderId }))
    const companyIds = [...new Set(requests.map((request) => request.companyId))]
    const progress = await readProgress(db, keys, { billing: [], parts: 'sum', companyIds })
    // After the orders: what was answered since then moved their revision, and the batch is decided again.
    const causes = new Map(
      keys.map(({ companyId, orderId }) => [`${companyId}/${orderId}`, { companyId, causeId: orderId }]),
    )
    return { progress, taken: await readTakenReturns(db, [...causes.values()]) }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(
    { companyId, orderId, asked, before, returnIds, actor },
    { progress, taken },
    context,
  ): { ok: true } | Refusal {
    const order = orderOf(progress, { companyId, orderId })
    if (!order) return refuse('not_found', 'there is no such order')
    const all = taken.get(`${companyId}/${orderId}`) ?? []
    const own = all.filter((one) => one.asked?.source === asked.source && one.asked.name === asked.name)
    const free = all.filter((one) => one.asked === null && returnIds.includes(one.id))
    if (free.length !== returnIds.length || own.map(({ id }) => id).join() !== before.join()) {
      const message = 'what came back answers another request by now'
      return refuse('return_refused', [{ path: '/lines', code: 'taken_otherwise', message }])
    }
    answerWith(free, { asked, order, act: { act: 'return', actor } }, progress, context)
    return { ok: true }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}
