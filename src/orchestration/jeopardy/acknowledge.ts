import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type OrderKey,
} from '../plan/progress.ts'
import { acknowledgeJeopardy } from './jeopardy.sql.ts'
import { readWatchedOf, type Watched } from './look.ts'

export interface AcknowledgeRequest extends MayBeKeyed, OrderKey {
  actor: string
  note: string | null
}

interface AcknowledgeFacts {
  progress: Awaited<ReturnType<typeof readProgress>>
  watched: Map<string, Watched>
}

/** Somebody has seen that an order is in jeopardy and sees to it (O-91): nobody else is alerted of it until it is worse. Said again, it changes nothing. */
export const acknowledge = keyed<AcknowledgeRequest, AcknowledgeFacts>({
  name: 'orchestration.acknowledge_jeopardy',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const [progress, watched] = await Promise.all([
      readProgress(db, requests, { summed: requests }),
      readWatchedOf(db, requests),
    ])
    return { progress, watched }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, { progress, watched }, { writes }): Answered | Refusal {
    const { companyId, orderId, actor, note } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    const found = watched.get(`${companyId}/${orderId}`)
    if (found?.priority == null) return refuse('not_in_jeopardy', 'the order is in no jeopardy')
    const answer = { orderId: encodeId('ord', orderId), priority: found.priority, reason: found.reason }
    if (found.acknowledgedBy !== null) return { ok: true, answer }
    found.acknowledgedBy = actor
    writes.add(acknowledgeJeopardy, { companyId, orderId, acknowledgedBy: actor })
    touch(
      progress,
      order,
      { act: 'acknowledge_jeopardy', actor, ...(note === null ? {} : { reason: note }) },
      {
        changes: [['jeopardy_acknowledged', null, null, found.priority]],
        events: ['order.jeopardy_acknowledged'],
      },
    )
    return { ok: true, answer }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<AcknowledgeRequest, AcknowledgeFacts, Answered | Refusal>)
