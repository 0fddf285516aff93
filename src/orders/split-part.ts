import type { Context } from '../platform/batch/index.ts'
import type { JsonObject } from '../platform/json.ts'
import type { Micro } from '../platform/money.ts'
import type { FulfillmentLine, Order } from './order.ts'
import {
  addToDecision,
  insertFulfillmentLine,
  reasonFulfillmentLine,
  shrinkFulfillmentLine,
} from './orders.sql.ts'

/**
 * Splits the last of what a part still wants off it (A7-2): both together want what it wanted. Amounts stay where they were: the new part
 * has those of its place in the whole, below what was cancelled and above what the old one keeps.
 *
 * @returns the new part, which is of the order and not written yet; it has shipped nothing
 */
export function splitPart(
  order: Order,
  part: FulfillmentLine,
  quantity: Micro,
  { ids, writes }: Context,
): FulfillmentLine {
  const shareWhole = part.shareWhole ?? part.quantity
  const shareFrom = part.shareFrom + part.quantity - part.cancelled - quantity
  const none = { shipped: 0n, invoiced: 0n, returned: 0n, cancelled: 0n, billedNet: 0n, billedTax: 0n }
  const made: FulfillmentLine = {
    ...part,
    ...none,
    billedFreight: 0n,
    id: ids.next(),
    quantity,
    splitFrom: part.splitFrom ?? part.id,
    shareWhole,
    shareFrom,
  }
  part.quantity -= quantity
  part.shareWhole = shareWhole
  order.parts.push(made)
  const { companyId, id: orderId } = order
  writes.add(shrinkFulfillmentLine, {
    companyId,
    orderId,
    id: part.id,
    quantity: part.quantity,
    shareWhole,
  })
  return made
}

/** Writes parts that were split off. */
export function writeParts(
  { companyId, id: orderId }: Order,
  parts: readonly FulfillmentLine[],
  { writes }: Context,
): void {
  for (const part of parts) writes.add(insertFulfillmentLine, { companyId, orderId, ...part })
}

/** Keeps why a part comes from where it comes now. */
export function reasonPart(
  { companyId, id: orderId }: Order,
  { id }: FulfillmentLine,
  decision: JsonObject,
  { writes }: Context,
): void {
  writes.add(reasonFulfillmentLine, { companyId, orderId, id, decision })
}

/** Keeps more of why a part comes as it does, beside what is kept. */
export function addReason(
  { companyId, id: orderId }: Order,
  { id }: FulfillmentLine,
  more: JsonObject,
  { writes }: Context,
): void {
  writes.add(addToDecision, { companyId, orderId, id, more })
}

/** What of a part is not parted: of one that a place opened already, its units may be opened. */
export function wholeUnits({
  unit,
  quantity,
}: Pick<FulfillmentLine, 'unit' | 'quantity'>): Micro | undefined {
  return unit !== undefined && quantity % unit === 0n ? unit : undefined
}
