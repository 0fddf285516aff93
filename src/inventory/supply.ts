import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { gateMove, type StockFacts } from './promise.ts'
import {
  deletePlannedDemand,
  insertReservation,
  insertSupply,
  readPlannedDemand,
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

/** Reads the demand that waits for stock of items, in the order in which it was asked for. */
export async function readWaiting(
  db: Reader,
  items: readonly { companyId: bigint; itemId: bigint }[],
): Promise<PlannedDemand[]> {
  if (items.length === 0) return []
  const rows = await db.read(readPlannedDemand, {
    companyIds: items.map((item) => item.companyId),
    itemIds: items.map((item) => item.itemId),
  })
  return rows.map((row) => ({
    companyId: row.company_id,
    rootId: row.root_id,
    sourceId: row.source_id,
    itemId: row.item_id,
    locationId: row.location_id,
    quantity: row.quantity,
  }))
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

/** Counts goods against their supply order. */
export function countReceived(supply: Supply, quantity: Micro, { writes }: Context): void {
  const { companyId, id, received } = supply
  writes.add(receiveSupply, { companyId, id, receivedBefore: received, quantity })
  supply.received += quantity
}

/**
 * Gives stock that has come to the demand that waits for it, strictly in the order in which it was asked for: the first
 * that cannot be covered whole ends the round, so nobody behind gains what it needed.
 *
 * @param onHand what the picture holds of the item at the location, the new goods included
 */
export function allocateWaiting(
  facts: StockFacts,
  context: Context,
  at: { companyId: bigint; itemId: bigint; locationId: bigint },
  stock: StockAt,
  waiting: PlannedDemand[],
): PlannedDemand[] {
  const given: PlannedDemand[] = []
  const { companyId, itemId, locationId } = at
  while (waiting.length > 0) {
    const next = waiting[0]!
    if (stock.onHand - stock.reserved < next.quantity) break
    waiting.shift()
    stock.reserved += next.quantity
    const gate = gateMove(facts, companyId, itemId, locationId)
    gate.reserved += next.quantity
    gate.promised = (gate.promised ?? 0n) + next.quantity
    gate.horizonStep = 1
    const { rootId, sourceId, quantity } = next
    context.writes.add(deletePlannedDemand, { companyId, rootId, sourceId })
    context.writes.add(insertReservation, { companyId, rootId, sourceId, itemId, locationId, quantity })
    given.push(next)
  }
  return given
}
