import type { Shipment } from '../fulfillment/index.ts'
import { lackingAt, loseReserved, settleShortage } from '../inventory/index.ts'
import {
  readBoundParts,
  readTurns,
  USUAL_PRIORITY,
  type FulfillmentLine,
  type Order,
  type Turn,
} from '../orders/index.ts'
import type { Act, Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import { concludeProgress, lockProgress, orderOf, touch } from './progress.ts'
import { rejectionsOf, type Rejections } from './rejections.ts'
import { readServing, serveWaiting, waitAgain, type ItemKey, type Serving } from './serve-waiting.ts'
import { splitOff } from './split-component.ts'

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

interface RepromiseFacts extends Serving {
  turns: Map<string, Turn>
  /** Parts that one place alone may serve. */
  bound: Set<string>
  rejections: Rejections
}

/** Parts that lost their goods. */
export interface Repromised {
  ok: true
  lost: number
}

/**
 * Goods that a count took away are promised again (decision 0030). Where more is reserved than is there, the orders that were agreed last give their
 * goods up, in whole parts, until the others have theirs; those of a raised priority come last. What they lost waits in the
 * turn in which they asked, and gets at once what is free elsewhere, or a day. What a warehouse was asked to ship is its to
 * answer for: nobody takes it.
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
    const [serving, turns, bound, rejections] = await Promise.all([
      readServing(db, orders, items, { shipments: true }),
      readTurns(db, orders),
      readBoundParts(db, orders),
      rejectionsOf(db, orders),
    ])
    return { ...serving, turns, bound, rejections }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context) {
    const { companyId, itemId, locationIds, everyOne } = request
    const { progress } = facts
    const lost = locationIds.flatMap((locationId) => {
      const losers = losersAt(request, facts, locationId)
      const place = { companyId, itemId, locationId }
      loseGoods(facts, context, place, losers)
      settleShortage(progress.stock, context, place, everyOne && losers.length === 0)
      return losers
    })
    for (const [order, own] of Map.groupBy(lost, (one) => one.order))
      splitOff(
        progress,
        context,
        order,
        own.map(({ part }) => part),
      )
    if (lost.length > 0) serveWaiting(facts, context, progress.companies.get(companyId)!, request, 'system')
    return { ok: true, lost: lost.length }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}

interface Holder {
  order: Order
  part: FulfillmentLine
  turn: Turn
}

/** The parts that lose their goods: of those that hold some there the first, until nothing is lacking. */
function losersAt(
  { companyId, itemId, orderIds }: RepromiseRequest,
  { progress, turns }: RepromiseFacts,
  locationId: bigint,
): Holder[] {
  let lacking = lackingAt(progress.stock, { companyId, itemId }, locationId)
  const holders = orderIds.flatMap((orderId): Holder[] => {
    const order = orderOf(progress, { companyId, orderId })
    if (!order) return []
    const asked = askedFor(progress.shipments.get(`${companyId}/${orderId}`) ?? [])
    const turn = turns.get(`${companyId}/${orderId}`)!
    return order.parts
      .filter((part) => part.itemId === itemId && part.locationId === locationId && part.supply === 'on_hand')
      .filter((part) => leftOf(part) > 0n && !asked.has(part.id))
      .map((part) => ({ order, part, turn }))
  })
  const losers: Holder[] = []
  for (const holder of holders.toSorted(byTurn)) {
    if (lacking <= 0n) break
    losers.push(holder)
    lacking -= leftOf(holder.part)
  }
  return losers
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

export function leftOf({ quantity, cancelled, shipped }: FulfillmentLine): Micro {
  return quantity - cancelled - shipped
}

/** Places that refused a line: what loses its goods elsewhere does not go back to them. */
export function refusedOf(own: readonly { lineNo: number; locationId: bigint }[], lineNo: number): bigint[] {
  return [...new Set(own.flatMap((one) => (one.lineNo === lineNo ? [one.locationId] : [])))]
}

function loseGoods(
  { progress, waiting, bound, rejections }: RepromiseFacts,
  context: Context,
  place: ItemKey & { locationId: bigint },
  losers: readonly Holder[],
): void {
  const { companyId } = place
  const lost = losers.map(({ order: { id: rootId }, part, turn }) => ({
    rootId,
    sourceId: part.id,
    quantity: leftOf(part),
    askedAt: turn.agreedAt,
    bound: bound.has(`${companyId}/${part.id}`),
    notAt: refusedOf(rejections.get(`${companyId}/${rootId}`) ?? [], part.lineNo),
  }))
  waitAgain(waiting, place, loseReserved(progress.stock, context, place, lost))
  for (const { order, part } of losers) {
    const { id: sourced, promisedOn } = part
    const key = sourced.toString()
    Object.assign(part, { supply: 'backorder', promisedOn: null, arrivesOn: null })
    const act = { act: 'repromise', actor: 'system' }
    const changes = [
      ['supply', key, 'on_hand', 'backorder'],
      ['promisedOn', key, promisedOn, null],
    ]
    touch(progress, order, act, { changes, events: ['order.promise_lost'], sourced })
  }
}
