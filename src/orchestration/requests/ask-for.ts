import { isOver } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import {
  concludeProgress,
  hiddenOrder,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import type { Asker } from '../policy/judge-policy.ts'
import type { RequestKind } from './request.ts'
import { insertRequest, readOpenRequests } from './request.sql.ts'

export interface AskForRequest extends MayBeKeyed, OrderKey, Asker {
  kind: RequestKind
  reason: string | null
  /** Not before this instant; null: at once. */
  wantedAt: Date | null
  /** Accounts whose orders the caller sees; null: all. */
  accounts: readonly bigint[] | null
}

interface Facts {
  progress: Progress
  /** By company/order: what is asked for and not settled. */
  open: Map<string, { id: bigint; kind: string }>
}

/**
 * Keeps what somebody asks for of an order (O-105): it is carried out behind the answer, once, whoever dies in between. One at a time for an
 * order. What is over is told so at once.
 */
export const askFor = keyed<AskForRequest, Facts>({
  name: 'orchestration.ask_for',
  weigh: () => 3,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const [progress, rows] = await Promise.all([
      readProgress(db, requests, { summed: requests }),
      db.read(readOpenRequests, {
        companyIds: requests.map(({ companyId }) => companyId),
        orderIds: requests.map(({ orderId }) => orderId),
      }),
    ])
    return { progress, open: new Map(rows.map((row) => [`${row.company_id}/${row.order_id}`, row])) }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  hidden: (request, { progress }) => hiddenOrder(request.accounts, orderOf(progress, request)),
  decide(request, { progress, open }, { ids, now, writes }): Answered | Refusal {
    const { companyId, orderId, actor, kind, reason, wantedAt, by: names = [] } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    if (isOver(order.state)) return refuse('order_ended', `the order is ${order.state}`)
    const name = `${companyId}/${orderId}`
    const before = open.get(name)
    if (before)
      return refuse('request_open', `${encodeId('req', before.id)} (${before.kind}) is not settled yet`)
    const id = ids.next()
    open.set(name, { id, kind })
    writes.add(insertRequest, { companyId, id, orderId, kind, actor, names, reason, madeAt: now, wantedAt })
    touch(
      progress,
      order,
      { act: `ask_${kind}`, actor, ...(reason === null ? {} : { reason }) },
      { changes: [['request', id.toString(), null, kind]], events: ['request.made'] },
    )
    return { ok: true, answer: { id: encodeId('req', id) } }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<AskForRequest, Facts, Answered | Refusal> & KeyedAct<AskForRequest, Facts>)
