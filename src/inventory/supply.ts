import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { reserve } from './reservation.ts'
import { availability, availableOn, type Availability, type DatedQuantity } from './atp.ts'
import { gateMove, knownStock, stockAt, type StockFacts } from './promise.ts'
import {
  deletePlannedDemand,
  insertSupply,
  readPlannedDemand,
  readServableItems,
  readSupplies,
  receiveSupply,
} from './stock.sql.ts'
import type { StockAt } from './sourcing.ts'

/** Goods that are on their way: a purchase or production order. Unit cost in major units of the books' currency. */
export interface Supply {
  companyId: bigint
  id: bigint
  number: string
  itemId: bigint
  locationId: bigint
  dueOn: string
  quantity: Micro
  received: Micro
  unitCost: Micro
}

/** Demand that holds no stock yet, oldest first. */
export interface PlannedDemand {
  companyId: bigint
  rootId: bigint
  sourceId: bigint
  itemId: bigint
  locationId: bigint
  quantity: Micro
  /** null: a backorder, which has no day. */
  promisedOn: string | null
}

/** Reads supply orders by number. */
export async function readSupply(
  db: Reader,
  wanted: readonly { companyId: bigint; number: string }[],
): Promise<Map<string, Supply>> {
  if (wanted.length === 0) return new Map()
  const rows = await db.read(readSupplies, {
    companyIds: wanted.map((one) => one.companyId),
    numbers: wanted.map((one) => one.number),
  })
  return new Map(
    rows.map((row) => [
      `${row.company_id}/${row.number}`,
      {
        companyId: row.company_id,
        id: row.id,
        number: row.number,
        itemId: row.item_id,
        locationId: row.location_id,
        dueOn: row.due_on,
        quantity: row.quantity,
        received: row.received,
        unitCost: row.unit_cost,
      },
    ]),
  )
}

/** Of an item, as much waiting demand is looked at by one batch: goods that came in are counted, however many wait. */
const MOST_WAITING = 2000

/**
 * Reads the demand that waits for stock of items, in the order in which it was asked for; of an item the oldest
 * MOST_WAITING that can be served. The others are served when readServable finds their item.
 *
 * @param items with what comes in by this batch at most
 */
export async function readWaiting(
  db: Reader,
  items: readonly { companyId: bigint; itemId: bigint; incoming: Micro }[],
): Promise<PlannedDemand[]> {
  if (items.length === 0) return []
  const rows = await db.read(readPlannedDemand, {
    companyIds: items.map((item) => item.companyId),
    itemIds: items.map((item) => item.itemId),
    incoming: items.map((item) => item.incoming),
    most: MOST_WAITING,
  })
  return rows.map((row) => ({
    companyId: row.company_id,
    rootId: row.root_id,
    sourceId: row.source_id,
    itemId: row.item_id,
    locationId: row.location_id,
    quantity: row.quantity,
    promisedOn: row.promised_on,
  }))
}

/** Items with demand that waits and a place that has enough for some of it, in the order of their keys behind `after`. */
export async function readServable(
  db: Reader,
  after: { companyId: bigint; itemId: bigint },
  most: number,
): Promise<{ companyId: bigint; itemId: bigint }[]> {
  const rows = await db.read(readServableItems, { ...after, most })
  return rows.map((row) => ({ companyId: row.company_id, itemId: row.item_id }))
}

/** Announces supply: from now on it can be promised on its day. */
export function announceSupply(
  facts: StockFacts,
  context: Context,
  supply: Omit<Supply, 'id' | 'received'>,
): bigint {
  const id = context.ids.next()
  const { companyId, number, itemId, locationId, dueOn, quantity, unitCost } = supply
  context.writes.add(insertSupply, { companyId, id, number, itemId, locationId, dueOn, quantity, unitCost })
  gateMove(facts, companyId, itemId, locationId).horizonStep = 1
  return id
}

/** Counts goods against their supply order; the picture expects them no longer. */
export function countReceived(
  facts: StockFacts,
  supply: Supply,
  quantity: Micro,
  { writes }: Pick<Context, 'writes'>,
): void {
  const { companyId, id, itemId, locationId, dueOn, received } = supply
  writes.add(receiveSupply, { companyId, id, receivedBefore: received, quantity })
  const open = supply.quantity - received
  let left = open < quantity ? open : quantity
  for (const expected of stockAt(facts, companyId, itemId, locationId).supplies) {
    if (expected.on !== dueOn || left <= 0n) continue
    const taken = expected.quantity < left ? expected.quantity : left
    expected.quantity -= taken
    left -= taken
  }
  supply.received += quantity
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
 * @param waiting all demand for the item, oldest first; what is served leaves it
 */
export function allocateWaiting(
  facts: StockFacts,
  context: Context,
  item: { companyId: bigint; itemId: bigint },
  waiting: PlannedDemand[],
  today: string,
): Served[] {
  const { companyId, itemId } = item
  const places = (facts.locations.get(companyId) ?? []).map(({ id }) => ({
    id,
    stock: knownStock(facts, companyId, itemId, id),
    /** Dated promises that were passed over and can still be kept. */
    earlier: [] as DatedQuantity[],
  }))
  const served: Served[] = []
  const passed: PlannedDemand[] = []
  for (const demand of waiting) {
    const place = places.find(({ stock, earlier }) => canCover(stock, earlier, demand.quantity, today))
    if (place?.stock) {
      place.stock.reserved += demand.quantity
      giveStock(facts, context, demand, place.id, place.stock.horizonVersion)
      served.push({ demand, locationId: place.id })
      continue
    }
    passed.push(demand)
    const own = places.find(({ id }) => id === demand.locationId)
    if (demand.promisedOn === null || !own?.stock) continue
    const ever = horizon(own.stock, own.earlier, today).available.at(-1)!
    if (ever >= demand.quantity) own.earlier.push({ on: demand.promisedOn, quantity: demand.quantity })
  }
  waiting.splice(0, waiting.length, ...passed)
  return served
}

/** Supply that is late is still to come: it counts as due today. */
function horizon(stock: StockAt, earlier: readonly DatedQuantity[], today: string): Availability {
  const free = stock.onHand - stock.reserved
  return availability({ today, free, supplies: stock.supplies, demands: earlier, supplyFence: '' })
}

function canCover(
  stock: StockAt | undefined,
  earlier: readonly DatedQuantity[],
  quantity: Micro,
  today: string,
): boolean {
  if (!stock || stock.onHand - stock.reserved < quantity) return false
  return earlier.length === 0 || availableOn(horizon(stock, earlier, today), today) >= quantity
}

function giveStock(
  facts: StockFacts,
  context: Context,
  { companyId, rootId, sourceId, itemId, quantity }: PlannedDemand,
  locationId: bigint,
  horizonVersion: bigint,
): void {
  const gate = gateMove(facts, companyId, itemId, locationId)
  gate.reserved += quantity
  gate.promised = (gate.promised ?? 0n) + quantity
  gate.horizonStep = 1
  gate.horizonVersion = horizonVersion
  context.writes.add(deletePlannedDemand, { companyId, rootId, sourceId })
  reserve(facts.reservations, { companyId, rootId, sourceId, itemId, locationId, quantity })
}
