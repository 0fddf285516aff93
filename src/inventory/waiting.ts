import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { availability, availableOn } from './atp.ts'
import { forgetDated } from './give-up.ts'
import { gateMove, knownStock, type StockFacts } from './promise.ts'
import { reserve } from './reservation.ts'
import type { StockAt } from './sourcing.ts'
import { deletePlannedDemand, readPlannedDemand, readServableItems } from './stock.sql.ts'

/** Demand that holds no stock yet, oldest first. */
export interface PlannedDemand {
  companyId: bigint
  rootId: bigint
  sourceId: bigint
  itemId: bigint
  locationId: bigint
  /** Nothing comes to it from another place than its own. */
  bound: boolean
  quantity: Micro
  /** null: a backorder, which has no day. */
  promisedOn: string | null
  /** When it was asked for: its turn. */
  askedAt: Date
  /** Goods or a day can get to it now; else it is known for what may be kept for it. */
  reachable: boolean
}

export function mayServe({ bound, locationId }: PlannedDemand, place: bigint): boolean {
  return !bound || locationId === place
}

export interface ItemKey {
  companyId: bigint
  itemId: bigint
}

/** What a batch brings of an item at most: goods, and supply that is announced. */
export interface Incoming extends ItemKey {
  incoming: Micro
  announced?: Micro
  /** Somebody who is not read asks before them: whose goods were taken away. */
  losing?: boolean
}

/** Demand of an item that is looked at, and of all items of a batch: what came in is counted, however many wait. */
const MOST_WAITING = { item: 2000, batch: 20_000 }

/**
 * Reads the demand that waits for items and that goods can get to, or a day if it has none, in the order in which it was asked
 * for, with every dated promise before it that goods may be kept for. Of an item the oldest that one place could cover; the
 * others are served when readServable finds their item.
 *
 * @param stock as it was read
 */
export async function readWaiting(
  db: Reader,
  stock: StockFacts,
  items: readonly Incoming[],
): Promise<PlannedDemand[]> {
  const able = items
    .map((item) => ({
      ...item,
      now: freeNow(stock, item),
      later: freeLater(stock, item),
      all: everFree(stock, item),
    }))
    .filter(({ now, later }) => now.most > 0n || later.most > 0n)
  if (able.length === 0) return []
  const rows = await db.read(readPlannedDemand, {
    companyIds: able.map((item) => item.companyId),
    itemIds: able.map((item) => item.itemId),
    free: able.map(({ now }) => now.most),
    later: able.map(({ now, later, all, losing }) => (now.most > 0n || losing ? all.most : later.most)),
    arrives: able.map(({ incoming, announced = 0n }) => incoming + announced > 0n),
    most: Math.min(MOST_WAITING.item, Math.ceil(MOST_WAITING.batch / able.length)),
  })
  const byItem = Map.groupBy(rows, (row) => `${row.company_id}/${row.item_id}`)
  return able.flatMap(({ companyId, itemId, now, later, all, losing }) => {
    const goodsReach = reachOf(now)
    const rows = byItem.get(`${companyId}/${itemId}`) ?? []
    // Who takes goods that a later promise counts on breaks it: what it was promised may be had by others, too.
    const dayReaches = reachOf(losing || isOvertaken(rows) ? all : later)
    return rows
      .map((row): PlannedDemand => {
        const place = row.bound ? row.location_id : null
        const served = goodsReach(row.quantity, place)
        const dated = row.promised_on === null && dayReaches(row.quantity, place)
        return {
          companyId,
          rootId: row.root_id,
          sourceId: row.source_id,
          itemId,
          locationId: row.location_id,
          bound: row.bound,
          quantity: row.quantity,
          promisedOn: row.promised_on,
          askedAt: row.asked_at,
          reachable: served || dated,
        }
      })
      .filter(({ reachable, promisedOn }) => reachable || promisedOn !== null)
  })
}

/** What one place may give of an item, and all places together. */
interface Within {
  most: Micro
  sum: Micro
  at: (place: bigint) => Micro
}

/** Does somebody without a day wait before one who has a promise? */
function isOvertaken(rows: readonly { promised_on: string | null }[]): boolean {
  const first = rows.findIndex((row) => row.promised_on === null)
  return first >= 0 && rows.slice(first).some((row) => row.promised_on !== null)
}

/** All that is free and comes, whoever was promised it. */
function everFree(stock: StockFacts, item: Incoming): Within {
  const { incoming, announced = 0n } = item
  const all = within(stock, item, incoming + announced, (at) => {
    let left = at.onHand - at.reserved
    for (const { quantity } of at.supplies) left += quantity
    return left
  })
  return { ...all, most: all.sum }
}

/** What is free, with what comes in. */
function freeNow(stock: StockFacts, item: Incoming): Within {
  return within(stock, item, item.incoming, (at) => at.onHand - at.reserved)
}

/**
 * What nobody was promised in the end, of all that is there and comes: what is late, too, though nobody is promised it. Of what
 * has no supply a day is not asked: what is free is given. One place may come to have all of it: what is free elsewhere may serve
 * whom it has promised goods.
 */
function freeLater(stock: StockFacts, item: Incoming): Within {
  const { companyId, itemId, incoming, announced = 0n } = item
  const supplied = (stock.locations.get(companyId) ?? []).some(
    ({ id }) => knownStock(stock, companyId, itemId, id)?.supplies.length,
  )
  if (!supplied && announced === 0n) return { most: 0n, sum: 0n, at: () => 0n }
  const all = within(stock, item, incoming + announced, (at) => {
    let left = at.onHand - at.reserved
    for (const { quantity } of at.supplies) left += quantity
    for (const { quantity } of at.demands) left -= quantity
    return left
  })
  return { ...all, most: all.sum }
}

function within(
  stock: StockFacts,
  { companyId, itemId }: ItemKey,
  more: Micro,
  of: (at: StockAt) => Micro,
): Within {
  let most = 0n
  let sum = 0n
  const places = new Map<bigint, Micro>()
  for (const { id } of stock.locations.get(companyId) ?? []) {
    const at = knownStock(stock, companyId, itemId, id)
    const left = at ? of(at) : 0n
    if (left <= 0n) continue
    sum += left
    places.set(id, left)
    if (left > most) most = left
  }
  return { most: most + more, sum: sum + more, at: (place) => (places.get(place) ?? 0n) + more }
}

/** As reach; what is bound to a place is asked there first, so that what cannot be served keeps nobody from anything. */
function reachOf({ sum, at }: Within): (quantity: Micro, place: bigint | null) => boolean {
  const anywhere = reach(sum)
  const own = new Map<bigint, (quantity: Micro) => boolean>()
  return (quantity, place) => {
    if (place === null) return anywhere(quantity)
    if (!own.has(place)) own.set(place, reach(at(place)))
    return own.get(place)!(quantity) && anywhere(quantity)
  }
}

/**
 * Tells of one demand after the other, oldest first, whether it can be served out of a quantity or any part of it. A place
 * that covers it covered everything before it that is not larger, so these have their goods first: of demands for one unit
 * ten units reach ten.
 */
function reach(free: Micro): (quantity: Micro) => boolean {
  const before = new Map<Micro, Micro>()
  return (quantity) => {
    let needed = quantity
    for (const [size, sum] of before) if (size <= quantity) needed += sum
    // What is not reached keeps everything behind it that is as large from being reached, too: it need not be counted.
    if (needed > free) return false
    before.set(quantity, (before.get(quantity) ?? 0n) + quantity)
    return true
  }
}

/**
 * Items with demand that waits and a place that has enough for some of it, in the order of their keys behind `after`.
 *
 * @returns `comesBy` null: the goods are there; else the last day such that enough comes from then on, which nobody was promised
 */
export async function readServable(
  db: Reader,
  after: ItemKey,
  most: number,
): Promise<(ItemKey & { comesBy: string | null })[]> {
  const rows = await db.read(readServableItems, {
    companyId: after.companyId,
    itemId: after.itemId,
    most,
  })
  return rows.map((row) => ({
    companyId: row.company_id,
    itemId: row.item_id,
    comesBy: row.comes_by,
  }))
}

/** Demand that waited and has its goods now, from this location. */
export interface Served {
  demand: PlannedDemand
  locationId: bigint
}

/**
 * Gives stock on hand to the demand that waits for an item, in the order in which it was asked for. Who cannot be covered
 * whole from one location is passed over: the goods go to the next that fits. What an earlier dated promise still counts
 * on is left to it.
 *
 * @param waiting demand for the item, oldest first; what is served leaves it
 */
export function allocateWaiting(
  facts: StockFacts,
  context: Context,
  item: ItemKey,
  waiting: PlannedDemand[],
  today: string,
): Served[] {
  const places = (facts.locations.get(item.companyId) ?? []).flatMap(({ id }) => {
    const stock = knownStock(facts, item.companyId, item.itemId, id)
    return stock ? [new Place(id, stock)] : []
  })
  const served: Served[] = []
  const passed: PlannedDemand[] = []
  for (const demand of waiting) {
    const place = places.find((one) => mayServe(demand, one.id) && one.covers(demand.quantity, today))
    if (place) {
      place.take(demand.quantity)
      giveStock(facts, context, demand, place.id)
      forgetDated(facts, demand, demand.quantity)
      served.push({ demand, locationId: place.id })
      continue
    }
    passed.push(demand)
    if (demand.promisedOn !== null)
      places.find(({ id }) => id === demand.locationId)?.keep(demand.promisedOn, demand.quantity)
  }
  waiting.splice(0, waiting.length, ...passed)
  return served
}

/** An item at a location, as the demand that waits sees it. */
class Place {
  readonly id: bigint
  readonly #stock: StockAt
  readonly #supplied: Micro
  /** Dated promises that were passed over and can still be kept, by day. */
  readonly #kept = new Map<string, Micro>()
  #keptSum = 0n
  /** What can be taken today; undefined: something moved since. */
  #available: Micro | undefined

  constructor(id: bigint, stock: StockAt) {
    this.id = id
    this.#stock = stock
    this.#supplied = stock.supplies.reduce((sum, { quantity }) => sum + quantity, 0n)
  }

  get #free(): Micro {
    return this.#stock.onHand - this.#stock.reserved
  }

  covers(quantity: Micro, today: string): boolean {
    if (this.#free < quantity) return false
    if (this.#keptSum === 0n) return true
    this.#available ??= this.#availableOn(today)
    return this.#available >= quantity
  }

  take(quantity: Micro): void {
    this.#stock.reserved += quantity
    this.#available = undefined
  }

  keep(on: string, quantity: Micro): void {
    // What all supply together does not cover is a promise that is broken already: it keeps nothing from anybody.
    if (this.#free + this.#supplied - this.#keptSum < quantity) return
    this.#kept.set(on, (this.#kept.get(on) ?? 0n) + quantity)
    this.#keptSum += quantity
    this.#available = undefined
  }

  /** Supply that is late is still to come: it counts as due today. */
  #availableOn(today: string): Micro {
    const demands = Array.from(this.#kept, ([on, quantity]) => ({ on, quantity }))
    const { supplies } = this.#stock
    return availableOn(availability({ today, free: this.#free, supplies, demands, supplyFence: '' }), today)
  }
}

function giveStock(
  facts: StockFacts,
  context: Context,
  { companyId, rootId, sourceId, itemId, quantity }: PlannedDemand,
  locationId: bigint,
): void {
  const stock = knownStock(facts, companyId, itemId, locationId)!
  const gate = gateMove(facts, companyId, itemId, locationId)
  gate.reserved += quantity
  gate.promised = (gate.promised ?? 0n) + quantity
  gate.horizonStep = 1
  gate.horizonVersion = stock.horizonVersion
  context.writes.add(deletePlannedDemand, { companyId, rootId, sourceId })
  reserve(facts.reservations, { companyId, rootId, sourceId, itemId, locationId, quantity })
}
