import { addHold, TRANSITIONS } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
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
import { holdAnswer } from './release-hold.ts'

export interface HoldRequest extends MayBeKeyed, OrderKey {
  actor: string
  code: string
  reason: string
}

/**
 * Puts a hold on an order (A3-1): what comes next of every component waits for its release, what is done stays done. An
 * order of which nothing is left to do is past holding (A3-4). A suspended one is held, too: it goes on when it is neither.
 */
export const placeHold = keyed<HoldRequest, Progress>({
  name: 'orchestration.place_hold',
  weigh: () => 10,
  companyOf: (request) => request.companyId,
  read: (db, requests) => readProgress(db, requests, { holds: true }),
  lock: lockProgress,
  decide(request, progress, context): Answered | Refusal {
    const { actor, code, reason } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    if (TRANSITIONS[order.state].progress === null)
      return refuse('not_in_progress', `the order is ${order.state}`)
    if (!stopOrder(progress, order))
      return refuse('too_late', 'nothing is left to hold: what was shipped can be returned')
    const hold = addHold(
      order,
      { lineNo: null, taskKind: null, kind: 'generic', code, reason, placedBy: actor, expiresOn: null },
      context,
    )
    touch(
      progress,
      order,
      { act: 'place_hold', actor, reason },
      { changes: [['hold', hold.id.toString(), null, code]], events: ['order.held'] },
    )
    return { ok: true, answer: holdAnswer(order, hold) }
  },
  conclude: concludeProgress,
} satisfies Act<HoldRequest, Progress, Answered | Refusal>)
