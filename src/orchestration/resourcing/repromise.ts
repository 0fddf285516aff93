import { onWay, toSend, type Shipment } from '../../fulfillment/index.ts'
import {
  giveUpReserved,
  lackingAt,
  loseReserved,
  releaseWaiting,
  settleShortage,
} from '../../inventory/index.ts'
import {
  readTurns,
  splitPart,
  USUAL_PRIORITY,
  waitsAsItMay,
  writeParts,
  type FulfillmentLine,
  type Order,
  type Turn,
} from '../../orders/index.ts'
import { businessDate, type Company } from '../../organization/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import {
  BROUGHT_NEEDS,
  cancelUnserved,
  judgeBrought,
  readBrought,
  type BroughtFacts,
} from './brought-anew.ts'
import { askLater } from '../waiting/bring-waiting.ts'
import { concludeProgress, lockProgress, orderOf, touch, type Progress } from '../plan/progress.ts'
import { arrange } from '../plan/rearrange.ts'
import { rejectionsOf, type Rejections } from '../waiting/rejections.ts'
import { serveGiven, type Given } from '../waiting/serve-given.ts'
import {
  askedOf,
  bringingTo,
  dateWaiting,
  giveWaiting,
  keptFor,
  keptFromOrders,
  readServing,
  waitAgain,
  waitingOf,
  waitsLess,
  type ItemKey,
  type Serving,
} from '../waiting/serve-waiting.ts'
import { splitOff } from '../plan/split-component.ts'
import { bringAnew, leftOfPart, transfersOf } from '../waiting/transfers.ts'
import { smallestPiece } from '../waiting/wait-flags.ts'

/** An item of which more is reserved at some places than is there. */
export interface RepromiseRequest extends ItemKey {
  locationIds: readonly bigint[]
  /** Orders that may lose their goods. */
  orderIds: readonly bigint[]
  /** Lines of these orders. */
  lines: number
  /** They give up so much at most: what is lacking, and what the last of them has beyond it. */
  freed: Micro
  /** No other order has goods there that could be taken. */
  everyOne: boolean
}

interface RepromiseFacts extends Serving, BroughtFacts {
  turns: Map<string, Turn>
  rejections: Rejections
}

/** Parts that lost their goods. */
export interface Repromised {
  ok: true
  lost: number
}

/**
 * Goods that a count took away are promised again (decision 0030). Where more is reserved than is there, the orders that were agreed last give
 * their goods up until the others have theirs; those of a raised priority come last. Of a line that is taken in parts only as much is lost as is
 * lacking. What they lost waits in the turn in which they asked, and gets at once what is free elsewhere, whole or in parts, or a day. What then has neither, and may
 * not wait, is cancelled (B6-1); an order is judged again at what it costs from elsewhere (N-10). What a warehouse was asked to ship is its to answer for: nobody takes it.
 */
export const repromise: Act<RepromiseRequest, RepromiseFacts, Repromised> = {
  name: 'orchestration.repromise',
  weigh: ({ orderIds, lines }) => 10 + 10 * orderIds.length + lines,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const orders = requests.flatMap(({ companyId, orderIds }) =>
      orderIds.map((orderId) => ({ companyId, orderId })),
    )
    const items = requests.map(({ companyId, itemId, locationIds, freed }) => ({
      companyId,
      itemId,
      locationId: locationIds.length === 1 ? locationIds[0]! : null,
      incoming: freed,
      losing: true,
    }))
    const [serving, turns, rejections] = await Promise.all([
      readServing(db, orders, items, BROUGHT_NEEDS),
      readTurns(db, orders),
      rejectionsOf(db, orders),
    ])
    const brought = await readBrought(db, serving.progress, items)
    return { ...serving, ...brought, turns, rejections }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context) {
    const { companyId, itemId, locationIds, everyOne } = request
    const { progress } = facts
    const brought = new Set<FulfillmentLine>()
    const lost = locationIds.flatMap((locationId) => {
      const losers = losersAt(request, facts, locationId, context)
      const place = { companyId, itemId, locationId }
      const [fetched, bringing] = [losers.filter((one) => !one.brought), losers.filter((one) => one.brought)]
      loseGoods(facts, context, place, fetched)
      for (const part of bringOthers(facts, context, place, bringing)) brought.add(part)
      settleShortage(progress.stock, context, place, everyOne && losers.length === 0)
      return losers
    })
    const fetched = lost.filter((one) => !one.brought)
    for (const [order, own] of Map.groupBy(fetched, (one) => one.order)) leave(progress, context, order, own)
    if (lost.length > 0) {
      const company = progress.companies.get(companyId)!
      giveWaiting(facts, context, company, request, 'system')
      const given = serveInParts(facts, context, { company, item: request, lost: fetched })
      dateWaiting(facts, context, company, request, 'system')
      const anew = new Set([...brought, ...fetched.map(({ piece }) => piece), ...given])
      for (const order of new Set(lost.map((one) => one.order))) {
        const parts = order.parts.filter((part) => anew.has(part))
        cancelUnserved(facts, context, order, parts, ACT)
        // What is brought was judged with its new sender.
        const elsewhere = parts.filter((part) => !brought.has(part) && part.supply !== 'backorder')
        const judgement = judgeBrought(facts, context, { company, order, parts: elsewhere })
        if (judgement.events.length > 0) touch(progress, order, ACT, judgement)
      }
    }
    return { ok: true, lost: lost.length }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}

const ACT = { act: 'repromise', actor: 'system' }

interface Holder {
  order: Order
  part: FulfillmentLine
  turn: Turn
  /** It is brought from there, and nobody was asked to send it. */
  brought: boolean
}

interface Loser extends Holder {
  /** What loses its goods: the part, or a piece that is split off it. */
  piece: FulfillmentLine
}

/** The parts, or pieces of them, that lose their goods: of those that hold some there the first, until nothing is lacking. */
function losersAt(
  { companyId, itemId, orderIds }: RepromiseRequest,
  { progress, turns, flags }: RepromiseFacts,
  locationId: bigint,
  context: Context,
): Loser[] {
  let lacking = lackingAt(progress.stock, { companyId, itemId }, locationId)
  const holders = orderIds.flatMap((orderId): Holder[] => {
    const order = orderOf(progress, { companyId, orderId })
    if (!order) return []
    const asked = askedFor(progress.shipments.get(`${companyId}/${orderId}`) ?? [])
    const bringing = new Set(
      transfersOf(progress, order)
        .filter((one) => toSend(one) + onWay(one) > 0n)
        .map(({ sourceId }) => sourceId),
    )
    const turn = turns.get(`${companyId}/${orderId}`)!
    return order.parts
      .filter((part) => part.itemId === itemId && standsAt(part) === locationId)
      .filter((part) => leftOfPart(part) > 0n && !asked.has(part.id))
      .filter((part) => part.supply === 'on_hand' || !bringing.has(part.id))
      .map((part) => ({ order, part, turn, brought: part.supply === 'transfer' }))
  })
  const company = progress.companies.get(companyId)!
  const losers: Loser[] = []
  for (const holder of holders.toSorted(byTurn)) {
    if (lacking <= 0n) break
    const { order, part } = holder
    const left = leftOfPart(part)
    // Of what is taken in parts no more is lost than is lacking; what is taken from so much on is parted as all of it is promised again.
    const parted = lacking < left && part.minSplit === undefined
    const step = parted ? smallestPiece(flags, company, order, part) : null
    const loses = step === null ? left : lacking + ((step - (lacking % step)) % step)
    lacking -= loses
    losers.push({ ...holder, piece: loses < left ? splitPart(order, part, loses, context) : part })
  }
  return losers
}

/** What lost its goods goes its own way. */
function leave(progress: Progress, context: Context, order: Order, lost: readonly Loser[]): void {
  const moved = lost.filter(({ part, piece }) => part === piece)
  const pieces = lost.filter(({ part, piece }) => part !== piece)
  splitOff(
    progress,
    context,
    order,
    moved.map(({ part }) => part),
    pieces.map(({ part: from, piece: part }) => ({ part, from })),
  )
  writeParts(
    order,
    pieces.map(({ piece }) => piece),
    context,
  )
}

/** Where a part holds goods; null: it holds none. */
function standsAt({ supply, locationId, fromId }: FulfillmentLine): bigint | null {
  return supply === 'on_hand' ? locationId : supply === 'transfer' ? fromId : null
}

/** Whoever loses first comes first. */
function byTurn(a: Holder, b: Holder): number {
  const raised = ({ order }: Holder) => (order.priority > USUAL_PRIORITY ? 1 : 0)
  return (
    raised(a) - raised(b) ||
    b.turn.agreedAt.getTime() - a.turn.agreedAt.getTime() ||
    Number(b.order.id - a.order.id) ||
    Number(b.part.id - a.part.id)
  )
}

/** Parts that a warehouse was asked to ship and has not. */
export function askedFor(shipments: readonly Shipment[]): Set<bigint> {
  return new Set(
    shipments
      .filter(({ state }) => state === 'requested' || state === 'partially_shipped')
      .flatMap(({ lines }) => lines.filter((line) => line.shipped < line.requested))
      .map((line) => line.sourceId),
  )
}

/** Places that refused a line: what loses its goods elsewhere does not go back to them. */
export function refusedOf(own: readonly { lineNo: number; locationId: bigint }[], lineNo: number): bigint[] {
  return [...new Set(own.flatMap((one) => (one.lineNo === lineNo ? [one.locationId] : [])))]
}

/**
 * What was to be brought from there is promised anew at once: from other places, in parts where its customer takes it so, or as what comes where
 * it is collected.
 *
 * @returns what is brought anew, or waits
 */
function bringOthers(
  facts: RepromiseFacts,
  context: Context,
  { companyId, itemId, locationId }: ItemKey & { locationId: bigint },
  losers: readonly Loser[],
): FulfillmentLine[] {
  const { progress, rejections } = facts
  if (losers.length === 0) return []
  const company = progress.companies.get(companyId)!
  const today = businessDate(company, context.now)
  return losers.flatMap(({ order, part, piece }) => {
    const at = { companyId, rootId: order.id, sourceId: part.id, itemId, locationId }
    giveUpReserved(progress.stock, at, leftOfPart(piece))
    const own = rejections.get(`${companyId}/${order.id}`) ?? []
    const not = new Map(refusedOf(own, part.lineNo).map((id) => [id, 'rejected']))
    const { promisedOn } = piece
    const parts = bringAnew(progress, context, { company, order, part: piece, not })
    arrange(progress, context, order, part, parts)
    const pieces = parts.filter((one) => one !== part)
    for (const one of pieces)
      if (one.supply === 'transfer') {
        const asked = askedOf(order, one, company, context.now, today)
        askLater(progress, context, { company, order, part: one, fromId: one.fromId!, asked, today })
      }
    writeParts(order, pieces, context)
    const judgement = judgeBrought(facts, context, { company, order, parts })
    const key = piece.id.toString()
    touch(progress, order, ACT, {
      changes: [
        ...pieces.map((one): Json => [
          'split_off',
          part.id.toString(),
          one.id.toString(),
          formatMicro(one.quantity),
        ]),
        ...(piece.supply === 'transfer' ? [] : [['supply', key, 'transfer', piece.supply]]),
        ...(piece.promisedOn === promisedOn ? [] : [['promisedOn', key, promisedOn, piece.promisedOn]]),
        ...judgement.changes,
      ],
      events: [
        parts.some(({ supply }) => supply === 'backorder') ? 'order.promise_lost' : 'order.resourced',
        ...judgement.events,
      ],
      ...(piece === part ? { sourced: part.id } : {}),
    })
    return parts
  })
}

/**
 * What was lost and no place has whole is served in parts, as what a place refuses: of one place after the other as much as that has, the most
 * first, where its customer takes it so. Who fits whole had its goods before.
 *
 * @returns the pieces
 */
function serveInParts(
  { progress, waiting, flags }: RepromiseFacts,
  context: Context,
  { company, item, lost }: { company: Company; item: ItemKey; lost: readonly Loser[] },
): FulfillmentLine[] {
  const today = businessDate(company, context.now)
  const kept = keptFor(progress.stock, today)
  const losers = new Map(lost.map((one) => [one.piece.id, one]))
  const made = new Map<bigint, FulfillmentLine>()
  const given: Given[] = []
  for (let left = waitingOf(waiting, item, losers); left.length > 0;) {
    const some = releaseWaiting(progress.stock, context.writes, item, left, {
      today,
      keptFrom: keptFromOrders(progress, item, kept),
      bringing: bringingTo(progress, item, kept),
      smallest({ sourceId }) {
        const { order, piece } = losers.get(sourceId)!
        return smallestPiece(flags, company, order, piece)
      },
      least: ({ sourceId }) => losers.get(sourceId)!.piece.minSplit,
      split({ sourceId }, quantity) {
        const { order, piece: from } = losers.get(sourceId)!
        const piece = splitPart(order, from, quantity, context)
        waitsAsItMay(order, from, context)
        made.set(piece.id, piece)
        return piece.id
      },
    })
    left = []
    for (const released of some) {
      const { demand, sourceId, quantity } = released
      const { order, piece: from } = losers.get(demand.sourceId)!
      given.push({ released, order, part: made.get(sourceId) ?? from, from })
      waitsLess(waiting, { ...item, id: demand.sourceId }, quantity)
      if (demand.quantity > 0n) left.push(demand)
    }
  }
  serveGiven(progress, context, given, { company, today, ...ACT })
  return given.map(({ part }) => part)
}

function loseGoods(
  { progress, waiting, rejections }: RepromiseFacts,
  context: Context,
  place: ItemKey & { locationId: bigint },
  losers: readonly Loser[],
): void {
  const { companyId } = place
  const lost = losers.map(({ order: { id: rootId }, part, piece, turn }) => ({
    rootId,
    sourceId: piece.id,
    from: part.id,
    quantity: leftOfPart(piece),
    askedAt: turn.agreedAt,
    bound: part.bound,
    notAt: refusedOf(rejections.get(`${companyId}/${rootId}`) ?? [], part.lineNo),
  }))
  waitAgain(waiting, place, loseReserved(progress.stock, context, place, lost))
  for (const { order, part, piece } of losers) {
    const { id: sourced, promisedOn } = piece
    const key = sourced.toString()
    Object.assign(piece, { supply: 'backorder', promisedOn: null, arrivesOn: null })
    const changes: Json[] = [
      ...(part === piece ? [] : [['split_off', part.id.toString(), key, formatMicro(piece.quantity)]]),
      ['supply', key, 'on_hand', 'backorder'],
      ['promisedOn', key, promisedOn, null],
    ]
    touch(progress, order, ACT, { changes, events: ['order.promise_lost'], sourced })
  }
}
