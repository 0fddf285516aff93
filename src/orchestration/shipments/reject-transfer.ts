import { findTransfers, toSend, writeTransfer } from '../../fulfillment/index.ts'
import { giveUpReserved, locationOf } from '../../inventory/index.ts'
import { writeParts, type FulfillmentLine } from '../../orders/index.ts'
import { refuseMalformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type KeyedAct } from '../../platform/keyed.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import {
  BROUGHT_NEEDS,
  cancelUnserved,
  isUnfulfillable,
  judgeBrought,
  readBrought,
  type BroughtFacts,
} from '../resourcing/brought-anew.ts'
import { insertRejections } from '../plan/plan.sql.ts'
import { concludeProgress, hiddenOrder, lockProgress, touch } from '../plan/progress.ts'
import { arrange, wholeOrSplit } from '../plan/rearrange.ts'
import { rejectionsOf, type Rejections } from '../waiting/rejections.ts'
import {
  ordersOf,
  spokenOf,
  transferAnswer,
  wrongQuantity,
  type TransferFacts,
  type TransferRequest,
} from './send-transfer.ts'
import { readServing, serveWaiting, watchGate, type Serving } from '../waiting/serve-waiting.ts'
import { askAnew, bringAnew } from '../waiting/transfers.ts'

/** A place refuses to bring what it was asked for. */
export interface RejectTransferRequest extends TransferRequest {
  reason: string
  /** null: all that it has not sent. */
  quantity: Micro | null
}

interface RejectFacts extends TransferFacts, Serving, BroughtFacts {
  rejections: Rejections
}

/**
 * A place refuses what it was to bring to where it is collected, whole or a part of it (C13-1, C13-8): it is promised anew in the same batch,
 * brought from a place that refused nothing of its line, or from what the place of the customer has by now; where nobody has it, it waits
 * there and `order.unfulfillable` calls a person, or is cancelled where customer, item and place do not all let it wait (B6-1). The order is
 * judged again at what it costs from its new sender (N-10).
 *
 * Refusals: `not_found`, `transfer_refused` (every problem at once).
 */
export const rejectTransfer = keyed<RejectTransferRequest, RejectFacts>({
  name: 'orchestration.reject_transfer',
  weigh: () => 15,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const found = await findTransfers(db, requests)
    const keys = ordersOf(requests, found)
    const freed = [...found.values()].map(({ companyId, itemId, fromId: locationId, toSend: incoming }) => ({
      companyId,
      itemId,
      locationId,
      incoming,
    }))
    const [serving, rejections] = await Promise.all([
      readServing(db, keys, freed, BROUGHT_NEEDS),
      rejectionsOf(db, keys),
    ])
    const brought = await readBrought(db, serving.progress, freed)
    return { ...serving, ...brought, found, rejections, items: brought.flags.items }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  hidden: (request, facts) => hiddenOrder(request.accounts, spokenOf(request, facts)?.order),
  decide(request, facts, context): Answered | Refusal {
    const { progress, items, rejections } = facts
    const { actor, reason } = request
    const of = spokenOf(request, facts)
    if (!of) return refuse('not_found', 'there is no such transfer')
    const { order, transfer } = of
    const quantity = request.quantity ?? toSend(transfer)
    const problems = wrongQuantity(quantity, toSend(transfer), 'is still to be sent', of, items)
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0) return refuse('transfer_refused', problems)
    const { companyId, id: orderId } = order
    const company = progress.companies.get(companyId)!
    const part = order.parts.find(({ id }) => id === transfer.sourceId)!
    const { itemId, lineNo } = part
    const from = { companyId, rootId: orderId, sourceId: part.id, itemId, locationId: transfer.fromId }
    giveUpReserved(progress.stock, from, quantity)
    watchGate(progress, from, transfer.fromId)
    transfer.requested -= quantity
    writeTransfer(transfer, context)
    const own = rejections.get(`${companyId}/${orderId}`) ?? []
    own.push({ lineNo, locationId: transfer.fromId, batch: context.batch })
    rejections.set(`${companyId}/${orderId}`, own)
    const not = new Map(
      own.filter((one) => one.lineNo === lineNo).map(({ locationId }) => [locationId, 'rejected']),
    )
    const first = wholeOrSplit(order, part, quantity, context)
    const parts = bringAnew(progress, context, { company, order, part: first, not })
    const sourced = arrange(progress, context, order, part, parts)
    const judgement = judgeBrought(facts, context, { company, order, parts })
    const told = askAnew(progress, context, { company, order, parts })
    const unfulfillable = isUnfulfillable(facts, order, parts)
    context.writes.add(insertRejections, {
      companyId,
      orderId,
      id: context.ids.next(),
      batch: context.batch,
      shipmentId: transfer.id,
      partId: part.id,
      lineNo,
      locationId: transfer.fromId,
      quantity,
      reason,
      actor,
      intoPartIds: parts.map(({ id }) => id),
      unfulfillable,
    })
    const { code } = locationOf(progress.stock, companyId, transfer.fromId)!
    const act = { act: 'reject_transfer', actor, reason }
    touch(progress, order, act, {
      changes: [
        ['rejected', part.id.toString(), code, quantity.toString()],
        ...told.changes,
        ...judgement.changes,
      ],
      events: [
        'transfer.rejected',
        'order.resourced',
        ...told.events,
        ...judgement.events,
        ...(unfulfillable ? ['order.unfulfillable'] : []),
      ],
    })
    for (const id of sourced) touch(progress, order, act, { sourced: id })
    writeParts(
      order,
      parts.filter((one) => one !== part),
      context,
    )
    cancelUnserved(facts, context, order, parts, act)
    serveWaiting(facts, context, company, { companyId, itemId }, actor)
    const servedBy = parts.map((one) => renderServedBy(facts, one, companyId))
    return { ok: true, answer: { ...transferAnswer(progress, order, transfer), unfulfillable, servedBy } }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies KeyedAct<RejectTransferRequest, RejectFacts>)

/** From where a part comes now. */
export function renderServedBy(
  { progress: { stock } }: Pick<RejectFacts, 'progress'>,
  { id, locationId, fromId, quantity, cancelled, supply, promisedOn }: FulfillmentLine,
  companyId: bigint,
): Json {
  return {
    fulfillmentLineId: encodeId('ful', id),
    location: locationOf(stock, companyId, locationId!)!.code,
    broughtFrom: fromId === null ? null : locationOf(stock, companyId, fromId)!.code,
    quantity: formatMicro(quantity),
    supply: cancelled === quantity ? 'cancelled' : supply,
    promisedOn,
  }
}
