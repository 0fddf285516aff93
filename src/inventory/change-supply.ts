import type { Micro } from '../platform/money.ts'
import { stockAt, type StockFacts } from './promise.ts'
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
  const place = at.supplies.findIndex((one) => one.on === supply.dueOn && one.quantity === open)
  if (place < 0) return false
  at.supplies = at.supplies.with(place, { on: dueOn ?? supply.dueOn, quantity: quantity ?? open })
  return true
}
