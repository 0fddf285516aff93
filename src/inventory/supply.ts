import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { gateMove } from './gates.ts'
import { stockAt, type StockFacts } from './stock-facts.ts'
import { insertSupply, readSupplies, receiveSupply } from './stock.sql.ts'

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
  kind: string
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
        kind: row.kind,
      },
    ]),
  )
}

/** Announces supply: from now on it can be promised on its day. */
export function announceSupply(
  facts: StockFacts,
  context: Context,
  supply: Omit<Supply, 'id' | 'received'>,
): bigint {
  const id = context.ids.next()
  const { companyId, itemId, locationId } = supply
  context.writes.add(insertSupply, { ...supply, id })
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
    if (expected.on !== dueOn || expected.kind !== supply.kind || left <= 0n) continue
    const taken = expected.quantity < left ? expected.quantity : left
    expected.quantity -= taken
    left -= taken
  }
  supply.received += quantity
}
