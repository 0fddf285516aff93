import {
  addSourcing,
  allocateWaiting,
  gateMove,
  keptFromWaiting,
  promiseWaiting,
  queueOf,
  readStock,
  readWaiting,
  shippedFrom,
  stockOf,
  wayTo,
  locationOf,
  type Bringing,
  type Incoming,
  type KeptFrom,
  type Location,
  type PlannedDemand,
  type SourcingQuestion,
  type StockFacts,
} from '../../inventory/index.ts'
import {
  questionFor,
  readOrderSizes,
  timeOf,
  wayOfPart,
  type FulfillmentLine,
  type Order,
} from '../../orders/index.ts'
import { businessDate, readCompanies, type Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Micro } from '../../platform/money.ts'
import { bringPart } from './bring-waiting.ts'
import { happened } from '../plan/events.ts'
import {
  orderOf,
  readProgress,
  placesOf,
  touch,
  type Needs,
  type OrderKey,
  type PartPlace,
  type Progress,
} from '../plan/progress.ts'

export interface ItemKey {
  companyId: bigint
  itemId: bigint
}

/** What waits for items, by company/item, oldest first. */
export type Waiting = Map<string, PlannedDemand[]>

/** The orders that waiting demand belongs to, as far as goods can get to it. */
export interface Serving {
  progress: Progress
  waiting: Waiting
}

/** Lines of the orders that a batch reads because they wait; of the first one all, however many it has. */
const MOST_LINES = 5000

/**
 * Progress of orders, of what waits for the items and can be served, and of their stock. What a batch brings adds up. An order
 * that nothing can get to is not read: what comes in costs what it serves, however many and large orders wait.
 */
export async function readServing(
  db: Reader,
  orders: readonly OrderKey[],
  items: readonly Incoming[],
  needs: Omit<Needs, 'stock'>,
): Promise<Serving> {
  const unique = [...new Map(items.map((item) => [keyOf(item), item])).values()]
  const companyIds = [...unique, ...orders].map(({ companyId }) => companyId)
  const companies = await readCompanies(db, new Set([...companyIds, ...(needs.companyIds ?? [])]))
  // Demand after the gates: what is written between the two moves a gate that the batch asks again.
  const stock = await readStock(db, companies.values(), unique)
  await addSourcing(db, stock, [...companies.values()], unique)
  const waiting = Map.groupBy(await readWaiting(db, stock, items), keyOf)
  const behind = await withinLines(db, waiting)
  const served = new Set(behind.map(({ companyId, orderId }) => `${companyId}/${orderId}`))
  const summed = (needs.summed ?? []).filter(
    ({ companyId, orderId }) => !served.has(`${companyId}/${orderId}`),
  )
  return { progress: await readProgress(db, [...orders, ...behind], { ...needs, summed, stock }), waiting }
}

/**
 * The orders to read of those that wait. Demand from the first one on that is too much waits for another batch. Each queue of an item has
 * its share: what waits for one place does not keep those from being read who wait for another.
 */
async function withinLines(db: Reader, waiting: Waiting): Promise<OrderKey[]> {
  const reachable = [...waiting.values()].flat().filter((demand) => demand.reachable)
  const sizes = await readOrderSizes(db, [
    ...new Map(reachable.map((demand) => [rootOf(demand), orderKeyOf(demand)])).values(),
  ])
  const keys = new Map<string, OrderKey>()
  let left = MOST_LINES
  for (const demands of waiting.values()) {
    const queues = new Map(demands.map((demand) => [queueOf(demand), new Queue()]))
    const share = MOST_LINES / queues.size
    const kept: PlannedDemand[] = []
    for (const demand of demands) {
      const queue = queues.get(queueOf(demand))!
      const root = rootOf(demand)
      if (queue.cut) continue
      if (demand.reachable && !keys.has(root)) {
        const lines = sizes.get(root)!
        if (lines > left && keys.size > 0) break
        queue.cut = queue.last !== undefined && queue.lines + lines > share
        if (queue.cut) {
          queue.last!.more = true
          continue
        }
        left -= lines
        queue.lines += lines
        keys.set(root, orderKeyOf(demand))
      }
      if (demand.reachable) queue.last = demand
      kept.push(demand)
    }
    demands.splice(0, demands.length, ...kept)
  }
  return [...keys.values()]
}

/** Of what waits in one queue: the lines of its orders that are read, the last of those who can be served, whether others stand behind. */
class Queue {
  lines = 0
  last: PlannedDemand | undefined
  cut = false
}

/**
 * Demand that waited gets what is free: its part has a source now, and the task that waited for it is done (P-27). What still
 * has no day is promised what comes. Whatever frees goods or announces them calls it, so that nobody new finds what somebody
 * waits for. A held order takes its turn: the goods are kept for it, and it goes on when it is released.
 *
 * @returns how many parts have their goods, or a day, now
 */
export function serveWaiting(
  serving: Serving,
  context: Context,
  company: Company,
  item: ItemKey,
  actor: string,
): number {
  const served = giveWaiting(serving, context, company, item, actor)
  return served + dateWaiting(serving, context, company, item, actor)
}

/** The goods alone: whoever else may have some of them has them before what comes is promised. */
export function giveWaiting(
  { progress, waiting }: Serving,
  context: Context,
  company: Company,
  item: ItemKey,
  actor: string,
): number {
  const demands = waiting.get(keyOf(item))
  if (!demands || demands.length === 0) return 0
  const today = businessDate(company, context.now)
  const kept = keptFor(progress.stock, today)
  const keptFrom = keptFromOrders(progress, item, kept)
  const bringing = bringingTo(progress, item, kept)
  const served = allocateWaiting(progress.stock, context, item, demands, { today, keptFrom, bringing })
  for (const { demand, locationId, brought } of served) {
    const { order, part, reserve } = placeOf(progress, demand)
    const before = part.supply
    const asked = askedOf(order, part, company, context.now, today)
    if (brought) {
      const of = { company, order, part, fromId: locationId, asked, today, waited: true as const }
      const changes = bringPart(progress, context, of)
      touch(
        progress,
        order,
        { act: 'promise', actor },
        { changes, events: ['order.promised'], sourced: part.id },
      )
      continue
    }
    const days = shippedFrom(progress.stock, { ...item, locationId, goodsOn: today }, asked, today)
    Object.assign(part, { locationId, supply: 'on_hand', ...days })
    touch(
      progress,
      order,
      { act: 'reserve', actor },
      {
        changes: [['supply', part.id.toString(), before, 'on_hand']],
        events: ['stock.reserved'],
        sourced: part.id,
      },
    )
    const places = placesOf(progress, order)
    const ready = reserve?.partIds.every((id) => places.get(id)!.part.supply === 'on_hand')
    if (reserve && ready) happened(progress, reserve, context.now)
  }
  return served.length
}

/** What has no goods, and no day, is promised what comes. */
export function dateWaiting(
  { progress, waiting }: Serving,
  context: Context,
  company: Company,
  item: ItemKey,
  actor: string,
): number {
  const demands = waiting.get(keyOf(item))
  if (!demands || demands.length === 0) return 0
  const today = businessDate(company, context.now)
  const keptFrom = keptFromOrders(progress, item, keptFor(progress.stock, today))
  const promised = promiseWaiting(progress.stock, context, item, demands, {
    today,
    keptFrom,
    askedOf(demand) {
      const { order, part } = placeOf(progress, demand)
      return askedOf(order, part, company, context.now, today)
    },
  })
  for (const demand of promised) {
    const { order, part } = placeOf(progress, demand)
    const { locationId, promisedOn, arrivesOn } = demand
    const key = part.id.toString()
    Object.assign(part, { locationId, supply: 'dated', promisedOn, arrivesOn })
    touch(
      progress,
      order,
      { act: 'promise', actor },
      {
        changes: [
          ['supply', key, 'backorder', 'dated'],
          ['promisedOn', key, null, promisedOn],
        ],
        events: ['order.promised'],
        sourced: part.id,
      },
    )
  }
  return promised.length
}

/** What the sourcing rule of an order keeps from it of an item, or of what is brought for it to a place. */
type KeptFor = (item: ItemKey, order: Order, to?: Location) => KeptFrom | undefined

/** Of demand that can be served what the sourcing rule of its order keeps from it, asked once of orders that are alike. */
export function keptFromOrders(
  progress: Pick<Progress, 'orders'>,
  item: ItemKey,
  kept: KeptFor,
): (demand: PlannedDemand) => KeptFrom | undefined {
  return (demand) => kept(item, orderOf(progress, orderKeyOf(demand))!)
}

/** How what is collected at its place is brought there, by the rule for what is sent to that place. */
export function bringingTo(
  progress: Pick<Progress, 'orders' | 'stock'>,
  item: ItemKey,
  kept: KeptFor,
): Bringing {
  const collected = new Map<Order, Set<bigint>>()
  return (demand) => {
    const { companyId, sourceId, locationId } = demand
    const to = locationOf(progress.stock, companyId, locationId)
    const way = to && wayTo(to)
    if (!way) return undefined
    const order = orderOf(progress, orderKeyOf(demand))!
    // Delivered goods that wait at a place are not collected there. Of ten thousand parts none looks for its own.
    let own = collected.get(order)
    if (!own)
      collected.set(order, (own = new Set(order.parts.flatMap(({ id, bound }) => (bound ? [id] : [])))))
    if (!own.has(sourceId)) return undefined
    return { to: locationId, way, keptFrom: kept(item, order, to) }
  }
}

/** What the sourcing rules of orders keep from them of items, asked once of orders that are alike. */
export function keptFor(stock: StockFacts, today: string): KeptFor {
  const found = new Map<string, KeptFrom | undefined>()
  return (item, order, to) => {
    const own = sourcingOf(order)
    const question = to ? { ...own, shipMethod: to.transferMethod, country: to.country, postcode: '' } : own
    const key = `${item.itemId} ${JSON.stringify(question)}`
    if (!found.has(key)) found.set(key, keptFromWaiting(stock, item, question, today))
    return found.get(key)
  }
}

/** What of an order its places are searched by once it stands: as near as its first search was. */
export function sourcingOf(order: Order): SourcingQuestion {
  const { shipMethod, area } = order.decisions
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : undefined)
  return questionFor(
    { shipMethod: text(shipMethod), country: order.shipToCountry },
    { ...order, postcode: text(area) },
  )
}

/** The day that was asked for, and how and where to it goes: what is collected has no way. */
export function askedOf(order: Order, part: FulfillmentLine, company: Company, now: Date, today: string) {
  return { requestedOn: part.requestedOn ?? today, time: timeOf(company, now), way: wayOfPart(order, part) }
}

function placeOf(progress: Progress, demand: PlannedDemand): PartPlace & { order: Order } {
  const order = orderOf(progress, orderKeyOf(demand))!
  return { order, ...placesOf(progress, order).get(demand.sourceId)! }
}

/** Of demands of these sources those that wait for an item. */
export function waitingOf(
  waiting: Waiting,
  item: ItemKey,
  sources: { has: (id: bigint) => boolean },
): PlannedDemand[] {
  return (waiting.get(keyOf(item)) ?? []).filter(({ sourceId }) => sources.has(sourceId))
}

/** Demands for an item that wait again stand in the turn in which they were asked for. */
export function waitAgain(waiting: Waiting, item: ItemKey, demands: readonly PlannedDemand[]): void {
  waiting.set(keyOf(item), [...(waiting.get(keyOf(item)) ?? []), ...demands].sort(byTurn))
}

function byTurn(a: PlannedDemand, b: PlannedDemand): number {
  return (
    a.askedAt.getTime() - b.askedAt.getTime() ||
    Number(a.rootId - b.rootId) ||
    Number(a.sourceId - b.sourceId)
  )
}

/** Demand that is cancelled, whole or in part, waits for that much less. */
export function waitsLess(
  waiting: Waiting,
  { companyId, itemId, id }: ItemKey & { id: bigint },
  quantity: Micro,
): void {
  const demands = waiting.get(keyOf({ companyId, itemId })) ?? []
  const place = demands.findIndex((one) => one.sourceId === id)
  if (place < 0) return
  demands[place]!.quantity -= quantity
  if (demands[place]!.quantity <= 0n) demands.splice(place, 1)
}

/** Goods came to a location: demand that was written since the gate was read is not missed, the batch is decided again. */
export function watchGate({ stock }: Progress, { companyId, itemId }: ItemKey, locationId: bigint): void {
  const { horizonVersion } = stockOf(stock, companyId, itemId, locationId)
  gateMove(stock, companyId, itemId, locationId).horizonVersion = horizonVersion
}

function keyOf({ companyId, itemId }: ItemKey): string {
  return `${companyId}/${itemId}`
}

function orderKeyOf({ companyId, rootId }: PlannedDemand): OrderKey {
  return { companyId, orderId: rootId }
}

function rootOf({ companyId, rootId }: PlannedDemand): string {
  return `${companyId}/${rootId}`
}
