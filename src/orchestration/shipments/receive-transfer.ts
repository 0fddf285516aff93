import { findTransfers, onWay, whereabouts, writeTransfer, type Transfer } from '../../fulfillment/index.ts'
import {
  keepArrived,
  locationOf,
  readTransferred,
  stockOf,
  strayedValue,
  takeInStock,
  type StockFacts,
  type Strayed,
} from '../../inventory/index.ts'
import { wholeUnits, writeParts, type FulfillmentLine, type Order } from '../../orders/index.ts'
import { RATE_ONE, type Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { refuseMalformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type KeyedAct } from '../../platform/keyed.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { wrongDate } from '../plan/dated.ts'
import {
  BROUGHT_NEEDS,
  cancelUnserved,
  isUnfulfillable,
  judgeBrought,
  readBrought,
  type BroughtFacts,
} from '../resourcing/brought-anew.ts'
import { actDate, concludeProgress, hiddenOrder, lockProgress, touch } from '../plan/progress.ts'
import { arrange, wholeOrSplit } from '../plan/rearrange.ts'
import { rejectionsOf, type Rejections } from '../waiting/rejections.ts'
import { renderServedBy } from './reject-transfer.ts'
import {
  ordersOf,
  spokenOf,
  transferAnswer,
  wrongQuantity,
  type TransferFacts,
  type TransferRequest,
} from './send-transfer.ts'
import { readServing, serveWaiting, watchGate, type Serving } from '../waiting/serve-waiting.ts'
import { askAnew, bringAnew, leftOfPart, transfersOf } from '../waiting/transfers.ts'

/** What was brought arrives, or is lost on its way. */
export interface ReceiveRequest extends TransferRequest {
  /** null: all that is on its way and not lost. */
  quantity: Micro | null
  /** What will not arrive any more. */
  lost: Micro
  /** null: today */
  receivedOn: string | null
}

interface ReceiveFacts extends TransferFacts, Serving, BroughtFacts {
  /** What transfers took out of stock where they left. */
  values: Map<string, Strayed>
  rejections: Rejections
}

/**
 * What was brought arrives where it is collected (C13-1): it comes into stock at what it was worth where it left, and is held for its order,
 * whose part goes on. What its order does not want any more is free there. What is lost on its way is a loss, and the part is promised anew.
 *
 * Refusals: `not_found`, `transfer_refused` (every problem at once).
 */
export const receiveTransfer = keyed<ReceiveRequest, ReceiveFacts>({
  name: 'orchestration.receive_transfer',
  weigh: () => 15,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const found = await findTransfers(db, requests)
    const keys = ordersOf(requests, found)
    const coming = [...found.values()].map(({ companyId, itemId, toId: locationId, onWay: incoming }) => ({
      companyId,
      itemId,
      locationId,
      incoming,
    }))
    const [serving, rejections, values] = await Promise.all([
      readServing(db, keys, coming, BROUGHT_NEEDS),
      rejectionsOf(db, keys),
      readTransferred(
        db,
        [...found.values()].map(({ companyId, causeId: rootId, id: sourceId }) => ({
          companyId,
          rootId,
          sourceId,
        })),
      ),
    ])
    const brought = await readBrought(db, serving.progress, coming)
    return { ...serving, ...brought, found, rejections, values, items: brought.flags.items }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  hidden: (request, facts) => hiddenOrder(request.accounts, spokenOf(request, facts)?.order),
  decide(request, facts, context): Answered | Refusal {
    const { progress, items, values } = facts
    const { lost } = request
    const of = spokenOf(request, facts)
    if (!of) return refuse('not_found', 'there is no such transfer')
    const { order, transfer } = of
    // What left in this very batch has no value yet: nobody can have received it.
    const known = values.get(`${order.companyId}/${transfer.id}`)?.quantity ?? 0n
    const most = known - transfer.received - transfer.lost
    const quantity = request.quantity ?? (most > lost ? most - lost : 0n)
    const problems: Problem[] = []
    if (lost < 0n) problems.push({ path: '/lost', code: 'bad_quantity', message: 'a quantity of 0 or more' })
    else problems.push(...wrongQuantity(quantity + lost, most, 'is on its way', of, items))
    if (quantity < 0n)
      problems.push({ path: '/quantity', code: 'bad_quantity', message: 'a quantity of 0 or more' })
    const on = request.receivedOn ?? actDate(progress, order, context.now)
    const wrong = wrongDate(progress, order.companyId, context.now, on, {
      on: transfer.shippedOn ?? order.orderedOn,
      what: 'it left',
    })
    if (wrong) problems.push({ path: '/receivedOn', ...wrong })
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0) return refuse('transfer_refused', problems)
    const company = progress.companies.get(order.companyId)!
    const arrival = { company, order, transfer, quantity, lost, on }
    takeIn(facts, context, arrival)
    const moved = giveToPart(facts, context, arrival)
    tell(facts, context, request, arrival, moved)
    writeParts(order, moved.made, context)
    cancelUnserved(facts, context, order, moved.anew, { act: 'receive_transfer', actor: request.actor })
    serveWaiting(facts, context, company, transfer, request.actor)
    const parts = [...moved.arrived, ...moved.anew]
    const kept = moved.arrived.reduce((sum, part) => sum + leftOfPart(part), 0n)
    const there = usable(progress.stock, transfer, quantity)
    return {
      ok: true,
      answer: {
        ...transferAnswer(progress, order, transfer),
        free: formatMicro(there - kept),
        servedBy: parts.map((part) => renderServedBy(facts, part, order.companyId)),
      },
    }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies KeyedAct<ReceiveRequest, ReceiveFacts>)

interface Arrival {
  company: Company
  order: Order
  transfer: Transfer
  quantity: Micro
  lost: Micro
  on: string
}

/** Goods come into stock, or are lost, at their share of what they were worth where they left. */
function takeIn(facts: ReceiveFacts, context: Context, of: Arrival): void {
  const { progress, values } = facts
  const { company, order, transfer, quantity, lost, on } = of
  const { companyId, id: rootId } = order
  const { id: sourceId, itemId, toId: locationId } = transfer
  const known = values.get(`${companyId}/${sourceId}`)!
  const valueOf = (part: Micro) => {
    const gone = transfer.received + transfer.lost
    const value = strayedValue(known, gone, part)
    return gone + part === known.quantity ? known.value - transfer.settled : value
  }
  const part = order.parts.find(({ id }) => id === transfer.sourceId)!
  const { itemClass } = order.lines.find(({ lineNo }) => lineNo === part.lineNo)!
  const question = { orderType: order.orderType, itemClass }
  const header = {
    companyId,
    postedOn: on,
    sourceType: 'transfer',
    sourceId,
    causeId: rootId,
    currency: company.currency,
    rateE10: RATE_ONE,
  }
  if (quantity > 0n) {
    const value = valueOf(quantity)
    const at = stockOf(progress.stock, companyId, itemId, locationId)
    takeInStock(progress.stock, progress.books, context, {
      companyId,
      kind: 'transfer',
      rootId,
      sourceId,
      itemId,
      locationId,
      costOrganization: locationOf(progress.stock, companyId, locationId)!.costOrganization,
      digits: company.digits,
      quantity,
      value,
      entry: progress.books.openComputed(context, { ...header, event: 'transfer.received' }),
      question,
      lineId: part.id,
    })
    at.onHand += quantity
    transfer.received += quantity
    transfer.settled += value
    watchGate(progress, { companyId, itemId }, locationId)
  }
  if (lost > 0n) {
    const value = valueOf(lost)
    const entry = progress.books.open(context, { ...header, event: 'transfer.lost' })
    const amount = { transaction: value, functional: value }
    progress.books.add(entry, 'transfer.lost', 'cost', question, amount, part.id)
    transfer.lost += lost
    transfer.settled += value
  }
  writeTransfer(transfer, context)
}

interface Moved {
  /** Parts, or pieces of them, whose goods are there. */
  arrived: FulfillmentLine[]
  /** Those that were promised anew. */
  anew: FulfillmentLine[]
  /** Those that were split off. */
  made: FulfillmentLine[]
  sourced: bigint[]
}

/** What arrived is for the part as far as that wants it; what is missing is promised anew. */
function giveToPart(facts: ReceiveFacts, context: Context, of: Arrival): Moved {
  const { progress, rejections } = facts
  const { company, order, transfer, quantity } = of
  const { companyId, id: rootId } = order
  const { itemId, toId: locationId } = transfer
  const moved: Moved = { arrived: [], anew: [], made: [], sourced: [] }
  const part = order.parts.find(({ id }) => id === transfer.sourceId)!
  if (part.supply !== 'transfer') return moved
  const own = transfersOf(progress, order)
  const { held, onWay: coming } = whereabouts(own, part.id, leftOfPart(part), true)
  const wanted = leftOfPart(part) - held
  const there = usable(progress.stock, transfer, quantity, wholeUnits(part))
  const given = there < wanted ? there : wanted
  const { code: only } = locationOf(progress.stock, companyId, locationId)!
  const { code: broughtFrom } = locationOf(progress.stock, companyId, transfer.fromId)!
  if (given > 0n) {
    const piece = wholeOrSplit(order, part, given, context)
    Object.assign(piece, { supply: 'on_hand', fromId: null, arrivesOn: null })
    if (piece !== part) piece.decision = { reason: 'brought', broughtFrom, only }
    keepArrived(progress.stock, {
      companyId,
      rootId,
      sourceId: piece.id,
      itemId,
      locationId,
      quantity: given,
    })
    stockOf(progress.stock, companyId, itemId, locationId).reserved += given
    moved.arrived.push(piece)
    moved.sourced.push(...arrange(progress, context, order, part, [piece]))
    if (piece !== part) moved.made.push(piece)
  }
  const lacking = wanted - given - coming
  if (lacking <= 0n) return moved
  const not = new Map(
    (rejections.get(`${companyId}/${rootId}`) ?? [])
      .filter((one) => one.lineNo === part.lineNo)
      .map((one) => [one.locationId, 'rejected']),
  )
  const first = wholeOrSplit(order, part, lacking, context)
  const parts = bringAnew(progress, context, { company, order, part: first, not })
  moved.anew.push(...parts)
  moved.sourced.push(...arrange(progress, context, order, part, parts))
  moved.made.push(...parts.filter((one) => one !== part))
  return moved
}

/** Of what arrived, what is there by the counts: where they say less than nothing, it makes up for that first. */
function usable(
  stock: StockFacts,
  { companyId, itemId, toId }: Transfer,
  quantity: Micro,
  unit: Micro = 1n,
): Micro {
  const { onHand } = stockOf(stock, companyId, itemId, toId)
  if (onHand >= quantity) return quantity
  return onHand > 0n ? onHand - (onHand % unit) : 0n
}

function tell(
  facts: ReceiveFacts,
  context: Context,
  { actor }: ReceiveRequest,
  { company, order, transfer, quantity, lost }: Arrival,
  { anew, sourced }: Moved,
): void {
  const act = { act: 'receive_transfer', actor }
  const key = transfer.id.toString()
  const change = (what: string, of: Micro): Json[] => (of === 0n ? [] : [[what, key, null, of.toString()]])
  const { progress } = facts
  const judgement = judgeBrought(facts, context, { company, order, parts: anew })
  const told = askAnew(progress, context, { company, order, parts: anew })
  touch(progress, order, act, {
    changes: [
      ...change('transfer_received', quantity),
      ...change('transfer_lost', lost),
      ...told.changes,
      ...judgement.changes,
    ],
    events: [
      ...(quantity > 0n ? [onWay(transfer) > 0n ? 'transfer.partially_received' : 'transfer.received'] : []),
      ...(lost > 0n ? ['transfer.lost'] : []),
      ...(anew.length > 0 ? ['order.resourced'] : []),
      ...told.events,
      ...judgement.events,
      ...(isUnfulfillable(facts, order, anew) ? ['order.unfulfillable'] : []),
    ],
  })
  for (const id of sourced) touch(progress, order, act, { sourced: id })
}
