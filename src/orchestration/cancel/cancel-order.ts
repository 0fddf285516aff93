import { tooFine } from '../../catalog/index.ts'
import { accountById, moveCredit } from '../../customers/index.ts'
import { recallShipment } from '../../fulfillment/index.ts'
import { giveUpReserved, giveUpWaiting, type Incoming } from '../../inventory/index.ts'
import {
  begunOf,
  cancelParts,
  followersOf,
  mayAct,
  readComponents,
  type Cancelled,
  type ComponentLine,
  type FulfillmentLine,
  type Order,
  withFollowers,
  withdraw,
} from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatAmount, formatMicro, type Micro, type Minor } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { forbidden, withPolicies, type Asker } from '../policy/judge-policy.ts'
import { freeReplies } from '../calls/calls.sql.ts'
import { compensate, goesOnOutside, readCompensations, type Compensable } from '../calls/compensate.ts'
import { pastNoReturn, readPassed, type PassedPoints } from '../calls/no-return.ts'
import { unstopOrder } from '../plan/events.ts'
import { readItemsOf, type ItemOf } from '../plan/items-of.ts'
import { drawInvoices } from '../run/draw-invoice.ts'
import { dueAlone, performFollowers } from '../run/follow.ts'
import {
  actDate,
  concludeProgress,
  hiddenOrder,
  lockProgress,
  orderOf,
  readProgress,
  tasksOf,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import { changeAwaited } from '../plan/awaited.ts'
import { readServing, serveWaiting, waitsLess, watchGate, type Waiting } from '../waiting/serve-waiting.ts'
import {
  beginCancelling,
  closeCancelled,
  finishIfSettled,
  prepaymentComplete,
  prepaymentCovers,
  type Acting,
} from '../plan/settlement.ts'
import { quantityOf } from '../money/sold-lines.ts'
import { bringLess } from '../waiting/transfers.ts'
import { componentsOf, skipUnwanted, skipUnwantedLines, wantedOf } from '../plan/wanted.ts'

export interface CancelRequest extends MayBeKeyed, OrderKey, Asker {
  /** Accounts whose orders the caller sees; all when absent or null. */
  accounts?: readonly bigint[] | null
  reason: string
  /**
   * null: everything that has not left. `quantity` null: all of the line that has not left. `leaves`: so much that this is
   * what stands, be it cancelled before.
   */
  lines: readonly CancelLine[] | null
  /** Refused as soon as anything of the order has left. */
  onlyIfNothingShipped: boolean
  /** Soft points of no return are passed all the same (O-67). */
  acceptPenalty?: boolean
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

/** `uom`: the unit that the line was sold in; absent: the one that its item is stocked in. */
export type CancelLine = { lineNo: number } & ({ quantity: Micro | null; uom?: string } | { leaves: Micro })

/** What of an order a person, or a shop, cancels by its lines. */
interface LinesToCancel extends CancelFacts {
  /** By company/order: what configured lines brought goes with them (A8-10). */
  components: Map<string, ComponentLine[]>
  passed: PassedPoints
}

export interface CancelFacts {
  progress: Progress
  waiting: Waiting
  items: ItemOf
  compensable: Compensable
}

/**
 * Cancels what of an order has not left, whole or by line (O-72, C-24, C-25). Reserved goods are free for those who wait,
 * what a warehouse was asked to ship is taken back, tasks that nobody needs are skipped, what outside systems did is undone, and the share of the money goes
 * with it. Cancel and ship meet on the order's row: exactly one of them wins. What has left can be returned.
 */
export const cancelOrder = keyed<CancelRequest, LinesToCancel>({
  name: 'orchestration.cancel_order',
  weigh: (request) => 10 + (request.lines?.length ?? 20),
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const named = requests.filter((request) => request.lines !== null)
    const [facts, components] = await Promise.all([readCancel(db, requests), readComponents(db, named)])
    const [passed] = await Promise.all([
      readPassed(db, facts.progress),
      withPolicies(db, facts.progress, requests, 'cancel'),
    ])
    return { ...facts, components, passed }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  hidden: (request, { progress }) => hiddenOrder(request.accounts, orderOf(progress, request)),
  decide(request, facts, context): Answered | Refusal {
    const { progress, items } = facts
    const { actor, reason, malformed } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    const done = (cancelled: readonly Cancelled[], amount: Minor): Answered => ({
      ok: true,
      answer: answerOf(order, cancelled, amount),
    })
    const over = !mayAct(order.state, 'cancel')
    if (over && !malformed) {
      const named = request.lines?.some((line) => 'quantity' in line)
      if (['cancelling', 'cancelled'].includes(order.state) && !named) return done([], 0n)
      return refuse('nothing_to_cancel', `the order is ${order.state}`)
    }
    const kept = malformed ? undefined : forbidden(progress.policies, order, 'cancel', request)
    if (kept) return kept
    if (!malformed && request.onlyIfNothingShipped && order.parts.some((part) => part.shipped > 0n))
      return refuse('already_shipped', 'a part of the order has left')
    const problems: Problem[] = []
    const agreed = order.parts.length > 0
    if (!agreed && request.lines !== null)
      problems.push({ path: '/lines', code: 'not_agreed', message: 'a draft is cancelled whole, or edited' })
    const brought = facts.components.get(`${request.companyId}/${request.orderId}`) ?? []
    const chosen = agreed ? withFollowers(order, choose(order, request.lines, items, problems, brought)) : []
    problems.push(...pastReturn(facts, order, request, chosen))
    if (malformed) return refuseMalformed(malformed, problems)
    if (problems.length > 0) return refuse('cancellation_refused', problems)
    const acting: Acting = { act: 'cancel', actor, reason }
    if (!agreed) {
      // It was never agreed: nothing is promised, nothing planned.
      touch(progress, order, acting, {
        changes: [['state', null, order.state, 'cancelled']],
        events: ['order.cancelled'],
      })
      withdraw(order, context)
      order.state = 'cancelled'
      return done([], 0n)
    }
    if (chosen.length === 0 && request.lines?.some((line) => 'leaves' in line)) return done([], 0n)
    if (chosen.length === 0) return refuse('nothing_to_cancel', 'all of it has left, or was cancelled before')
    const amount = cancelChosen(facts, context, order, chosen, acting)
    return done(chosen, amount)
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies KeyedAct<CancelRequest, LinesToCancel>)

/** What was done of a line for good is not taken back (O-67). */
function pastReturn(
  { passed, compensable: { calls } }: LinesToCancel,
  order: Order,
  { lines, acceptPenalty = false }: CancelRequest,
  chosen: readonly Cancelled[],
): Problem[] {
  const changes = [...new Set(chosen.map(({ part }) => part.lineNo))].map((lineNo) => {
    const index = lines?.findIndex((line) => line.lineNo === lineNo) ?? -1
    return { lineNo, path: index < 0 ? '/lines' : `/lines/${index}` }
  })
  return pastNoReturn({ passed, calls }, order, changes, acceptPenalty)
}

/** What orders have to be read with that something is cancelled of. */
export const CANCEL_NEEDS = { billing: [], lines: true, shipments: true, promotions: true } as const

/** What a cancellation is decided on. */
export async function readCancel(db: Reader, requests: readonly OrderKey[]): Promise<CancelFacts> {
  const progress = await readProgress(db, requests, CANCEL_NEEDS)
  const freed = [...progress.orders.values()].flatMap(wantedGoods)
  const [items, compensable, serving] = await Promise.all([
    readItemsOf(db, progress),
    readCompensations(db, progress),
    freed.length === 0 ? { progress, waiting: new Map() } : readServing(db, requests, freed, CANCEL_NEEDS),
  ])
  return { ...serving, items, compensable }
}

/** What of a part neither left nor was billed. */
export function openOf({ quantity, cancelled, shipped, invoiced }: FulfillmentLine): Micro {
  return quantity - cancelled - (shipped > invoiced ? shipped : invoiced)
}

/** Goods of an order that its cancellation sets free, or that others wait for behind it: as if they came in. */
function wantedGoods({ companyId, parts }: Order): Incoming[] {
  return parts
    .filter((part) => part.supply !== 'none' && openOf(part) > 0n)
    .map((part) => ({
      companyId,
      itemId: part.itemId,
      locationId: part.fromId ?? part.locationId,
      incoming: openOf(part),
    }))
}

/**
 * The quantities to cancel, by part. With a configured line goes what it brought, in its ratio (A8-10); that is not named alone
 * while there is anything of the line itself.
 */
function choose(
  order: Order,
  lines: CancelRequest['lines'],
  items: ItemOf,
  problems: Problem[],
  components: readonly ComponentLine[],
): Cancelled[] {
  if (lines === null) {
    // What goes with others goes by what is left of these, be it in part (`withFollowers`).
    const follows = new Set(followersOf(order).map(({ lineNo }) => lineNo))
    return order.parts
      .filter((part) => openOf(part) > 0n && !follows.has(part.lineNo))
      .map((part) => ({ part, quantity: openOf(part) }))
  }
  const begun = begunOf(order)
  const byLine = Map.groupBy(order.parts, (part) => part.lineNo)
  const named = new Set<number>()
  const parents = new Map(components.map((one) => [one.lineNo, one.parentNo]))
  const chosen = lines.flatMap((line, index) => {
    const { lineNo } = line
    const note = (member: string, code: string, message: string): never[] => {
      problems.push({ path: `/lines/${index}/${member}`, code, message })
      return []
    }
    const parts = byLine.get(lineNo)
    const parent = parents.get(lineNo)
    if (parent !== undefined && byLine.get(parent)?.some((part) => openOf(part) > 0n))
      return note('lineNo', 'part_of_configured', `it goes with line ${parent}: name that one`)
    if (!parts) return note('lineNo', 'unknown_line', `the order has no line ${lineNo}`)
    if (named.has(lineNo)) return note('lineNo', 'duplicate_line', `line ${lineNo} is named twice`)
    named.add(lineNo)
    const standing = parts.reduce((sum, part) => sum + part.quantity - part.cancelled, 0n)
    // Of a kit of which some goods have left the others follow: it is not cancelled by halves.
    const whole = standing - (begun.get(lineNo) ?? 0n)
    const left = parts.reduce((sum, part) => sum + openOf(part), 0n)
    const open = left < whole ? left : whole < 0n ? 0n : whole
    const stated = 'leaves' in line ? standing - line.leaves : line.quantity
    const uom = 'uom' in line ? line.uom : undefined
    const sold = order.lines.find((one) => one.lineNo === lineNo)!
    const quantity =
      uom === undefined || stated === null
        ? stated
        : quantityOf(sold, items(order, lineNo), { uom, quantity: stated })
    if (quantity === undefined) return note('uom', 'unknown_unit', `line ${lineNo} is not sold in ${uom}`)
    if ('leaves' in line && standing <= line.leaves) return []
    if (quantity !== null && quantity <= 0n) return note('quantity', 'bad_quantity', 'a quantity above 0')
    if (open === 0n) return note('lineNo', 'nothing_left', 'all of it has left, or was cancelled before')
    if (quantity !== null && quantity > open)
      return note('quantity', 'more_than_open', `${formatMicro(open)} have not left`)
    // All that is left may be cancelled, however it was agreed.
    const item = quantity === null || quantity === open ? undefined : items(order, lineNo)
    const wrong = item && tooFine(item, quantity!)
    if (wrong) return note('quantity', wrong.code, wrong.message)
    // Of what a configured line brought its unit is a kit: all that is left of it may go by itself once that is gone.
    const { unit } = parts[0]!
    if (sold.sold && unit !== undefined && quantity !== null && quantity !== open && quantity % unit !== 0n)
      return note('quantity', 'unit_not_whole', `it is sold in whole ${sold.sold.uom}`)
    return takeFarthest(parts, quantity ?? open)
  })
  const brought = components.flatMap(({ lineNo, parentNo, perParent }) => {
    const parents = chosen.filter(({ part }) => part.lineNo === parentNo)
    const goes = parents.reduce((sum, { quantity }) => sum + quantity, 0n) * perParent
    return takeFarthest(byLine.get(lineNo) ?? [], goes)
  })
  return [...chosen, ...brought]
}

/** So much of a line as is open, what is farthest from leaving first. */
export function takeFarthest(parts: readonly FulfillmentLine[], quantity: Micro): Cancelled[] {
  let left = quantity
  return parts
    .toSorted((a, b) => distance(b) - distance(a))
    .flatMap((part) => {
      const taken = openOf(part) < left ? openOf(part) : left
      left -= taken
      return taken > 0n ? [{ part, quantity: taken }] : []
    })
}

/** How far a part is from leaving. */
function distance({ supply }: FulfillmentLine): number {
  return supply === 'backorder' ? 3 : supply === 'dated' ? 2 : supply === 'transfer' ? 1 : 0
}

/**
 * Cancels the quantities, and what goes with nothing more by that; returns the money that goes with them.
 *
 * @param ending of an order that is aborted its caller makes an end
 */
export function cancelChosen(
  facts: CancelFacts,
  context: Context,
  order: Order,
  asked: readonly Cancelled[],
  acting: Acting,
  ending: 'whole' | 'abort' = 'whole',
): Minor {
  const taken = takeAway(facts, context, order, asked, acting)
  settleTaken(facts, context, order, taken, acting, ending)
  return taken.amount
}

/** What was taken out of an order, with the money that goes with it. */
export interface Taken {
  chosen: readonly Cancelled[]
  amount: Minor
}

/** Takes the quantities out of an order, and what goes with nothing more by that; who waits for the goods is not served yet. */
export function takeAway(
  facts: CancelFacts,
  context: Context,
  order: Order,
  asked: readonly Cancelled[],
  acting: Acting,
): Taken {
  const { progress } = facts
  const chosen = withFollowers(order, asked)
  const { actor, reason } = acting
  const amount = cancelParts(order, chosen, { actor, reason: reason! }, context)
  for (const { part, quantity } of chosen) giveUp(facts, context, order, part, quantity)
  const wanted = wantedOf(order)
  const ids = new Set(chosen.map(({ part }) => part.id))
  for (const tasks of componentsOf(progress, order, ids)) skipUnwanted(progress, wanted, tasks)
  skipUnwantedLines(progress, order, new Set(chosen.map(({ part }) => part.lineNo)), context, (task) =>
    goesOnOutside(facts.compensable, task),
  )
  const events = recall(progress, context, order, chosen)
  performFollowers(progress, context, order, actDate(progress, order, context.now), acting)
  drawInvoices(progress, context, order, dueAlone(progress, order))
  const whole = isGone(order)
  touch(progress, order, acting, {
    changes: chosen.map(({ part, quantity }): Json => [
      'cancelled',
      part.id.toString(),
      null,
      quantity.toString(),
    ]),
    events: whole ? events : [...events, 'order.cancelled_in_part'],
    parts: chosen.map(({ part }) => part.id),
  })
  const account =
    order.accountId === null ? undefined : accountById(progress.accounts, order.companyId, order.accountId)
  if (account && !order.prepaid) moveCredit(progress.accounts, account, { openOrders: -amount })
  return { chosen, amount }
}

/** After something was taken out of an order: it may be over, or go on, and others get the goods. */
export function settleTaken(
  facts: CancelFacts,
  context: Context,
  order: Order,
  { chosen }: Pick<Taken, 'chosen'>,
  acting: Acting,
  ending: 'whole' | 'abort' = 'whole',
): void {
  const { progress, compensable } = facts
  if (ending === 'whole' && isGone(order)) endCancelled(progress, compensable, order, acting, context)
  else if (ending === 'whole') {
    compensate(progress, compensable, order, context)
    if (order.prepaid && prepaymentCovers(progress, order)) prepaymentComplete(progress, order, acting)
    finishIfSettled(progress, order, acting, context)
  }
  const company = progress.companies.get(order.companyId)!
  for (const itemId of new Set(
    chosen.filter(({ part }) => part.supply !== 'none').map(({ part }) => part.itemId),
  ))
    serveWaiting(facts, context, company, { companyId: order.companyId, itemId }, acting.actor)
}

/**
 * Nothing of an order is wanted any more: it is cancelled at once, or when what outside systems did for it, or are doing, is undone (O-72). What
 * it holds and owes is given up at once.
 */
function endCancelled(
  progress: Progress,
  compensable: Compensable,
  order: Order,
  acting: Acting,
  context: Context,
): void {
  const { companyId, id: orderId, state } = order
  const calling = () =>
    tasksOf(progress, { companyId, orderId }).some(
      (task) => task.kind === 'call' && task.state !== 'completed' && task.state !== 'skipped',
    )
  if (state === 'suspended' && compensable.calls.tasks.size > 0) {
    // What undoes it is not stopped by that the order was suspended.
    unstopOrder(progress, order)
    context.writes.add(freeReplies, { companyId, orderId, dueAt: context.now })
    order.state = 'cancelling'
  }
  compensate(progress, compensable, order, context)
  order.state = state
  if (calling()) beginCancelling(progress, order, acting, context)
  else closeCancelled(progress, order, acting, context)
}

/** Nothing is wanted of it any more. */
function isGone({ parts }: Order): boolean {
  return parts.every((part) => part.cancelled === part.quantity)
}

/** What a part holds of stock, or waits for, is given up. */
function giveUp(
  { progress, waiting }: CancelFacts,
  context: Context,
  order: Order,
  part: FulfillmentLine,
  quantity: Micro,
): void {
  const { companyId, id: rootId } = order
  const { id: sourceId, itemId, locationId, supply, promisedOn, fromId } = part
  if (locationId === null) return
  const claim = { companyId, rootId, sourceId, itemId, locationId }
  if (supply === 'on_hand') {
    giveUpReserved(progress.stock, claim, quantity)
    watchGate(progress, claim, locationId)
  } else if (supply === 'transfer') {
    bringLess(progress, context, order, part, quantity)
    watchGate(progress, claim, fromId!)
  } else if (supply === 'dated' || supply === 'backorder') {
    giveUpWaiting(progress.stock, { ...claim, promisedOn }, quantity, context)
    waitsLess(waiting, { companyId, itemId, id: sourceId }, quantity)
  }
}

/** Takes back what warehouses were asked to ship; returns the events. */
function recall(progress: Progress, context: Context, order: Order, chosen: readonly Cancelled[]): string[] {
  const quantities = new Map(chosen.map(({ part, quantity }) => [part.id, quantity]))
  const asked = progress.shipments.get(`${order.companyId}/${order.id}`) ?? []
  return asked
    .filter(({ state }) => state === 'requested' || state === 'partially_shipped')
    .filter(({ lines }) =>
      lines.some((line) => line.shipped < line.requested && quantities.has(line.sourceId)),
    )
    .map((shipment) => {
      const over = changeAwaited(progress, shipment, context.now, () =>
        recallShipment(shipment, quantities, context),
      )
      if (!over) return 'shipment.reduced'
      return shipment.state === 'shipped' ? 'shipment.shipped' : 'shipment.cancelled'
    })
}

function answerOf(order: Order, cancelled: readonly Cancelled[], amount: Minor): Json {
  return {
    orderId: encodeId('ord', order.id),
    state: order.state,
    cancelled: cancelled.map(({ part, quantity }) => ({
      lineNo: part.lineNo,
      fulfillmentLineId: encodeId('ful', part.id),
      quantity: formatMicro(quantity),
    })),
    amount: { amount: formatAmount(amount, order.currency), currency: order.currency },
  }
}
