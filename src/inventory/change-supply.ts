import type { Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import { gateMove } from './gates.ts'
import { stockAt, type StockFacts } from './stock-facts.ts'
import { changeSupply as changeSupplyRow, insertSupplyChange } from './stock.sql.ts'
import type { Supply } from './supply.ts'

/** What if supply comes on another day, or less of it? */
export interface SupplyChange {
  number: string
  /** null: on its day. */
  dueOn: string | null
  /** So much of it is still to come; null: all that is open. */
  quantity: Micro | null
}

/** What of a supply order is still to come. */
export function openOfSupply({ quantity, received }: Pick<Supply, 'quantity' | 'received'>): Micro {
  return received < quantity ? quantity - received : 0n
}

/**
 * Changes supply in the picture alone: what is asked of it then is answered as if it came so.
 *
 * @returns false: the picture does not have it, since it was received or announced while it was read
 */
export function changeSupply(
  facts: StockFacts,
  supply: Supply,
  { dueOn, quantity }: Omit<SupplyChange, 'number'>,
): boolean {
  const { companyId, itemId, locationId } = supply
  const at = stockAt(facts, companyId, itemId, locationId)
  const open = openOfSupply(supply)
  if (open === 0n) {
    at.supplies = [...at.supplies, { on: dueOn ?? supply.dueOn, quantity: quantity ?? 0n }]
    return true
  }
  const place = at.supplies.findIndex((one) => one.on === supply.dueOn && one.quantity === open)
  if (place < 0) return false
  at.supplies = at.supplies.with(place, { on: dueOn ?? supply.dueOn, quantity: quantity ?? open })
  return true
}

/** Says for good that supply comes otherwise; the picture has it already. */
export function writeSupplyChange(
  facts: StockFacts,
  { writes, ids, batch }: Context,
  before: Supply,
  after: Supply,
  by: { actor: string; reason: string },
): void {
  const { companyId, id: supplyId, itemId, locationId } = before
  const was = { dueBefore: before.dueOn, quantityBefore: before.quantity }
  const is = { dueOn: after.dueOn, quantity: after.quantity }
  writes.add(insertSupplyChange, { companyId, supplyId, id: ids.next(), batch, ...by, ...was, ...is })
  gateMove(facts, companyId, itemId, locationId).horizonStep = 1
}

/** Once a batch: what becomes of the row of a supply order that was changed. */
export function concludeSupplyChange({ writes }: Pick<Context, 'writes'>, read: Supply, after: Supply): void {
  const { companyId, id, received: receivedBefore, dueOn: dueBefore, quantity: quantityBefore } = read
  const { dueOn, quantity } = after
  writes.add(changeSupplyRow, { companyId, id, receivedBefore, dueBefore, quantityBefore, dueOn, quantity })
}
