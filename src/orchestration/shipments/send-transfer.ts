import { tooFine } from '../../catalog/index.ts'
import {
  findTransfers,
  onWay,
  toSend,
  transferState,
  type FoundTransfer,
  type Transfer,
} from '../../fulfillment/index.ts'
import { locationOf } from '../../inventory/index.ts'
import type { Order } from '../../orders/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { wrongDate } from '../plan/dated.ts'
import { readItemsOf, type ItemOf } from '../plan/items-of.ts'
import {
  actDate,
  concludeProgress,
  hiddenOrder,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import { sendGoods, transfersOf } from '../waiting/transfers.ts'

/** What every word of a place about a transfer says. */
export interface TransferRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** Accounts whose orders the caller sees; all when absent or null. */
  accounts?: readonly bigint[] | null
  transferId: bigint
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

/** A place says that it sent what it was to bring. */
export interface SendRequest extends TransferRequest {
  /** null: all that it has not sent. */
  quantity: Micro | null
  /** null: today */
  shippedOn: string | null
}

/** What is known of the transfers that are spoken of. */
export interface TransferFacts {
  progress: Progress
  found: Map<string, FoundTransfer>
  items: ItemOf
}

/**
 * A place sends what it was to bring to where it is collected (C13-1): it leaves its stock at its cost and is on its way in the books. Whoever
 * rejects or cancels at the same moment meets this at the order's row.
 *
 * Refusals: `not_found`, `transfer_refused` (every problem at once).
 */
export const sendTransfer = keyed<SendRequest, TransferFacts>({
  name: 'orchestration.send_transfer',
  weigh: () => 5,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const found = await findTransfers(db, requests)
    const progress = await readProgress(db, ordersOf(requests, found), { lines: true, transfers: true })
    return { progress, found, items: await readItemsOf(db, progress) }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  hidden: (request, facts) => hiddenOrder(request.accounts, spokenOf(request, facts)?.order),
  decide(request, facts, context): Answered | Refusal {
    const { progress, items } = facts
    const of = spokenOf(request, facts)
    if (!of) return refuse('not_found', 'there is no such transfer')
    const { order, transfer } = of
    const problems: Problem[] = []
    const quantity = request.quantity ?? toSend(transfer)
    problems.push(...wrongQuantity(quantity, toSend(transfer), 'was not sent', of, items))
    const on = request.shippedOn ?? actDate(progress, order, context.now)
    const wrong = wrongDate(progress, order.companyId, context.now, on, {
      on: order.orderedOn,
      what: 'the order was placed',
    })
    if (wrong) problems.push({ path: '/shippedOn', ...wrong })
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0) return refuse('transfer_refused', problems)
    const told = sendGoods(progress, context, order, transfer, quantity, on)
    touch(progress, order, { act: 'send_transfer', actor: request.actor }, told)
    return { ok: true, answer: transferAnswer(progress, order, transfer) }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies KeyedAct<SendRequest, TransferFacts>)

/** The orders of the transfers that are spoken of. */
export function ordersOf(
  requests: readonly TransferRequest[],
  found: ReadonlyMap<string, FoundTransfer>,
): OrderKey[] {
  return requests.flatMap(({ companyId, transferId }) => {
    const one = found.get(`${companyId}/${transferId}`)
    return one ? [{ companyId, orderId: one.causeId }] : []
  })
}

/** The transfer that is spoken of, and its order. */
export function spokenOf(
  { companyId, transferId }: TransferRequest,
  { progress, found }: Pick<TransferFacts, 'progress' | 'found'>,
): { order: Order; transfer: Transfer } | undefined {
  const one = found.get(`${companyId}/${transferId}`)
  const order = one && orderOf(progress, { companyId, orderId: one.causeId })
  const transfer = order && transfersOf(progress, order).find(({ id }) => id === transferId)
  return transfer && { order, transfer }
}

/** What is wrong with how much is spoken of. */
export function wrongQuantity(
  quantity: Micro,
  most: Micro,
  what: string,
  { order, transfer }: { order: Order; transfer: Transfer },
  items: ItemOf,
): Problem[] {
  const path = '/quantity'
  if (most === 0n) return [{ path: '', code: 'nothing_left', message: `nothing of it ${what}` }]
  if (quantity <= 0n) return [{ path, code: 'bad_quantity', message: 'a quantity above 0' }]
  if (quantity > most)
    return [{ path, code: 'more_than_open', message: `at most ${formatMicro(most)}: no more ${what}` }]
  const { lineNo } = order.parts.find(({ id }) => id === transfer.sourceId)!
  const item = quantity === most ? undefined : items(order, lineNo)
  const wrong = item && tooFine(item, quantity)
  return wrong ? [{ path, ...wrong }] : []
}

/** A transfer as an act on it answers. */
export function transferAnswer({ stock }: Progress, order: Order, transfer: Transfer): JsonObject {
  const codeOf = (id: bigint) => locationOf(stock, order.companyId, id)!.code
  const { requested, shipped, received, lost } = transfer
  return {
    id: encodeId('trf', transfer.id),
    orderId: encodeId('ord', order.id),
    from: codeOf(transfer.fromId),
    to: codeOf(transfer.toId),
    state: transferState(transfer),
    requested: formatMicro(requested),
    shipped: formatMicro(shipped),
    received: formatMicro(received),
    lost: formatMicro(lost),
    onTheWay: formatMicro(onWay(transfer)),
  }
}
