import {
  backlogShares,
  forgetDated,
  keptAt,
  holdStill,
  MOST_BACKLOG,
  placesWith,
  planBacklog,
  readBacklogDemand,
  replan,
  shippedFrom,
  stockOf,
  turnsOf,
  type BacklogDemand,
  type BacklogRow,
  type Planned,
} from '../../inventory/index.ts'
import { readOrders, type FulfillmentLine, type Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { daysBetween } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { formatMicro } from '../../platform/money.ts'
import { encodeId, orderNumber } from '../../platform/public-id.ts'
import type { Movable } from './movable.ts'
import { orderOf, placesOf, touch, type Progress } from '../plan/progress.ts'
import { askedOf, keptFor } from '../waiting/serve-waiting.ts'
import { readOrderFlags, waitRefusedBy, type WaitFlags } from '../waiting/wait-flags.ts'

/** Who waits for the items of a batch: read and looked up once, however many lines ask. */
export interface Others {
  /** By company/item, in the order of their days. */
  waiting: Map<string, Slip[]>
  /** null: nobody was read. */
  flags: Omit<WaitFlags, 'items'> | null
}

/** A line that would lose its day, or have it from another place. */
export interface Slip extends BacklogDemand {
  /** Places that serve it no more. */
  notAt: readonly bigint[]
  order: Order
  part: FulfillmentLine
}

/** What a part would be promised before those that rank behind it, and whose promises change for it. */
export interface Overtaking {
  own: Planned<Slip>
  slips: Planned<Slip>[]
}

/** More are for a run over the backlog, where they can be looked at. */
export const MOST_SLIPS = 200

export const NO_OTHERS: Others = { waiting: new Map(), flags: null }

/** Reads who waits for items; an item that more wait for than a run plans has none. */
export async function readOthers(
  db: Reader,
  items: readonly { companyId: bigint; itemId: bigint }[],
): Promise<Others> {
  const rows: { companyId: bigint; row: BacklogRow }[] = []
  for (const [companyId, wanted] of Map.groupBy(items, (item) => item.companyId)) {
    const itemIds = wanted.map(({ itemId }) => itemId)
    const found = await readBacklogDemand(db, companyId, itemIds, MOST_BACKLOG + 1)
    if (found.length > MOST_BACKLOG) continue
    for (const row of found) rows.push({ companyId, row })
  }
  const keys = rows.map(({ companyId, row }) => ({ companyId, orderId: row.rootId }))
  const orders = await readOrders(db, keys, { lines: false, holds: false, parts: 'each' })
  const flags = await readOrderFlags(db, [...orders.values()])
  const parts = new Map(
    [...orders.values()].flatMap((order) =>
      order.parts.map((part): [string, { order: Order; part: FulfillmentLine }] => [
        `${order.companyId}/${part.id}`,
        { order, part },
      ]),
    ),
  )
  const waiting = new Map<string, Slip[]>()
  for (const { companyId, row } of rows) {
    const { rootId: _rootId, sourceId: id, ...demand } = row
    const of = parts.get(`${companyId}/${id}`)
    if (!of) continue
    const { priority, orderedOn } = of.order
    // Nobody is ranked by their worth or their customer here; the day on which one was asked for today is set with the plan.
    const slip: Slip = {
      ...demand,
      ...of,
      id,
      priority,
      orderedOn,
      deliveryPriority: 0,
      requestedOn: of.part.requestedOn ?? '',
      value: 0n,
    }
    const key = `${companyId}/${demand.itemId}`
    const own = waiting.get(key)
    if (own) own.push(slip)
    else waiting.set(key, [slip])
  }
  for (const own of waiting.values()) own.sort(byDay)
  return { waiting, flags }
}

function byDay(a: Slip, b: Slip): number {
  const [first, second] = [a.promisedOn ?? '~', b.promisedOn ?? '~']
  return first === second ? 0 : first < second ? -1 : 1
}

/**
 * Promises a part that waits before those that rank behind it: orders of a lower priority, and of its own those that asked later. Those before it
 * have their days first; of the others each keeps its own where that can be kept, and nobody gains. Undefined: it does not wait, its item
 * is shared out, or nobody would slip. Where one would be left without a day who may not wait (B6-1), all who may not keep theirs: nobody's
 * line is cancelled for the day of another.
 */
export function overtake(of: Movable, others: Others): Overtaking | undefined {
  const mayWait = ({ order, part }: Slip, locationId: bigint): boolean => {
    const flags = { ...others.flags!, items: () => of.flags.items(of.order, of.part.lineNo) }
    return waitRefusedBy(flags, of.stock, order, part, locationId) === undefined
  }
  const leavesAllADay = ({ slips }: Overtaking) =>
    slips.every(({ demand, promisedOn, locationId }) => promisedOn !== null || mayWait(demand, locationId))
  const found = overtakeAllBut(of, others, () => false)
  if (!found || leavesAllADay(found)) return found
  const other = overtakeAllBut(of, others, (one) => !mayWait(one, one.locationId))
  return other && leavesAllADay(other) ? other : undefined
}

/** @param keeps who keeps its day, though it ranks behind */
function overtakeAllBut(of: Movable, others: Others, keeps: (one: Slip) => boolean): Overtaking | undefined {
  const { holding, stock, today, now, company, order } = of
  const { companyId, itemId, sourceId } = holding
  const waiting = others.waiting.get(`${companyId}/${itemId}`) ?? []
  const mine = waiting.find(({ id }) => id === sourceId)
  // What is made for its order has its day by that.
  if (!mine || (mine.made ?? 0n) > 0n) return undefined
  const kept = keptFor(stock, today)
  const demands = waiting.map((of): Slip => {
    const requestedOn = of.requestedOn === '' ? today : of.requestedOn
    const from = kept({ companyId, itemId }, of.order)
    const row = { ...of, rootId: of.order.id }
    const demand = { ...of, keptAt: (place: bigint) => keptAt(row, place, from) }
    if (of === mine) return { ...demand, requestedOn, override: 1, mayGain: true }
    const behind =
      demand.priority < order.priority ||
      (demand.priority === order.priority && demand.askedAt > mine.askedAt)
    return behind && demand.promisedOn !== null && (demand.made ?? 0n) === 0n && !keeps(of)
      ? { ...demand, requestedOn }
      : { ...demand, requestedOn, control: 'outside' }
  })
  // What is shared out between channels is not taken from one for another.
  if (backlogShares(stock, companyId, demands, today)) return undefined
  const planned = planBacklog(
    demands,
    (id) => placesWith(stock, { companyId, itemId: id }, today),
    { today, rank: [{ by: 'promisedOn', direction: 'ascending' }], preventImprovement: true },
    (demand, locationId, goodsOn) =>
      shippedFrom(
        stock,
        { companyId, locationId, goodsOn },
        askedOf(demand.order, demand.part, company, now, today),
        today,
      ),
  )
  const own = planned.find(({ demand }) => demand.id === sourceId)!
  const slips = planned.filter(
    ({ demand, promisedOn, locationId }) =>
      demand.id !== sourceId && (promisedOn !== demand.promisedOn || locationId !== demand.locationId),
  )
  const sooner = own.promisedOn !== null && own.promisedOn < (mine.promisedOn ?? '~')
  return sooner && slips.length > 0 && slips.length <= MOST_SLIPS ? { own, slips } : undefined
}

/** Who slips, in words that are the same only if it is the same. */
export function slipsText({ slips }: Overtaking): string {
  return slips
    .map(({ demand, promisedOn, locationId }) =>
      [demand.order.id, demand.id, demand.promisedOn, locationId, promisedOn].join(' '),
    )
    .sort()
    .join(', ')
}

export function renderSlips({ slips }: Overtaking): Json[] {
  return slips.map(({ demand: { order, part, promisedOn: before, quantity }, promisedOn }) => ({
    orderId: encodeId('ord', order.id),
    number: orderNumber(order.id),
    line: encodeId('ful', part.id),
    quantity: formatMicro(quantity),
    promisedBefore: before,
    promisedOn,
    slipDays: before === null || promisedOn === null ? null : daysBetween(before, promisedOn),
  }))
}

/** Gives the part its day, and the others theirs, with the turns that they had between them; the gates of the item stay as they were read. */
export function writeOvertaking(
  { own, slips }: Overtaking,
  progress: Progress,
  context: Context,
  of: { companyId: bigint; itemId: bigint; actor: string },
  others: Others,
): void {
  const { companyId, itemId, actor } = of
  const { stock } = progress
  const all = [own, ...slips]
  const turns = turnsOf(all)
  holdStill(stock, of)
  // The next one of the batch finds them as they are from here on.
  const waiting = others.waiting.get(`${companyId}/${itemId}`) ?? []
  const moved = new Map(all.map((one) => [one.demand.id, one]))
  for (const demand of waiting) {
    const one = moved.get(demand.id)
    if (!one) continue
    const { promisedOn, locationId } = one
    Object.assign(demand, { promisedOn, locationId, askedAt: turns.get(demand.id)! })
  }
  waiting.sort(byDay)
  for (const one of all) {
    const { demand, locationId, promisedOn, arrivesOn } = one
    const { id: sourceId, locationId: placeBefore, promisedOn: before, quantity } = demand
    const rootId = demand.order.id
    replan(context, { companyId, rootId, sourceId, locationId, promisedOn, askedAt: turns.get(sourceId)! })
    forgetDated(stock, { companyId, itemId, locationId: placeBefore, promisedOn: before }, quantity)
    if (promisedOn !== null)
      stockOf(stock, companyId, itemId, locationId).demands.push({ on: promisedOn, quantity })
    const order = orderOf(progress, { companyId, orderId: rootId })!
    const { part } = placesOf(progress, order).get(sourceId)!
    const key = part.id.toString()
    const supply = promisedOn === null ? 'backorder' : 'dated'
    const changes: Json[] = []
    if (before !== promisedOn) changes.push(['promisedOn', key, before, promisedOn])
    if (placeBefore !== locationId)
      changes.push(['location', key, placeBefore.toString(), locationId.toString()])
    if (part.supply !== supply) changes.push(['supply', key, part.supply, supply])
    Object.assign(part, { supply, locationId, promisedOn, arrivesOn })
    // What is taken is told to whom it is taken from; the part itself is told with its act.
    if (one === own) continue
    const events = [promisedOn === null ? 'order.promise_lost' : 'order.promised']
    touch(progress, order, { act: 'overtaken', actor }, { changes, events, sourced: part.id })
  }
}
