import type { Context } from '../platform/batch/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { formatMicro, type Micro } from '../platform/money.ts'
import type { FulfillmentLine, Order } from './order.ts'
import {
  addToDecision,
  forgetMinSplit,
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

/** What of its amounts a part keeps by itself, as it is written. */
export function shareRow({ share }: FulfillmentLine) {
  return {
    shareNet: share?.net ?? null,
    shareTax: share?.tax ?? null,
    shareFreight: share?.freight ?? null,
  }
}

/** Writes parts that were split off. */
export function writeParts(
  { companyId, id: orderId }: Order,
  parts: readonly FulfillmentLine[],
  { writes }: Context,
): void {
  for (const part of parts) {
    const decision = { ...(part.decision as JsonObject), ...leastOf(part) }
    writes.add(insertFulfillmentLine, { companyId, orderId, ...part, ...shareRow(part), decision })
  }
}

/**
 * The first part of what is served in parts is as large as its order takes it (A10-14): what of it was split off, and is written with
 * `writeParts`, comes as it may.
 */
export function comesAsItMay(part: FulfillmentLine): void {
  delete part.minSplit
}

/** The same of a part that is written already: its first part was split off it. */
export function waitsAsItMay(
  { companyId, id: orderId }: Order,
  part: FulfillmentLine,
  { writes }: Context,
): void {
  if (part.minSplit === undefined) return
  delete part.minSplit
  writes.add(forgetMinSplit, { companyId, orderId, id: part.id })
}

/** What its order fixed of a part, as it is kept beside why it comes. */
export function fixedOf(part: FulfillmentLine): JsonObject {
  return {
    ...(part.whole ? { whole: true } : {}),
    ...(part.together === undefined ? {} : { together: part.together }),
    ...leastOf(part),
    ...(part.unit === undefined ? {} : { unit: formatMicro(part.unit) }),
    ...(part.shipMethod === undefined ? {} : { shipMethod: part.shipMethod }),
  }
}

function leastOf({ minSplit }: FulfillmentLine): JsonObject {
  return minSplit === undefined ? {} : { minSplitQuantity: formatMicro(minSplit) }
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
