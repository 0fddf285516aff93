import type { Context } from '../platform/batch/index.ts'
import { allocate, cumulativeShare, type Micro, type Minor } from '../platform/money.ts'
import type { Amounts, FulfillmentLine, Order } from './order.ts'
import { cancelFulfillmentLine, insertCancellation } from './orders.sql.ts'

/**
 * The amounts that a part has its share of: those of the part that was promised with the order, by largest remainder over these (D1-5).
 * What a part is split into later has pieces of the same: no amount moves to another part.
 */
export function shareOf(line: Amounts, part: FulfillmentLine, siblings: readonly FulfillmentLine[]): Amounts {
  const first = siblings.filter(({ splitFrom }) => splitFrom === null)
  if (first.length === 1) return line
  const weights = first.map(wholeOf)
  const place = first.findIndex(({ id }) => id === (part.splitFrom ?? part.id))
  const of = (amount: Minor) => allocate(amount, weights)[place]!
  return { net: of(line.net), tax: of(line.tax), freight: of(line.freight) }
}

/** The amounts of its line that a part has its share of; of an amended line each part keeps its own. */
export function lineShareOf(
  line: Amounts,
  part: FulfillmentLine,
  siblings: readonly FulfillmentLine[],
): Amounts {
  return part.share ?? shareOf(line, part, siblings)
}

function wholeOf({ quantity, shareWhole }: FulfillmentLine): Micro {
  return shareWhole ?? quantity
}

/** What of an amount goes with the first units of a part, by the cumulative method over the whole that it is a piece of (D1-6). */
export function amountOf(part: FulfillmentLine, amount: Minor, units: Micro): Minor {
  const whole = wholeOf(part)
  const upTo = (quantity: Micro) => cumulativeShare(amount, quantity, whole, 0n)
  return upTo(part.shareFrom + units) - upTo(part.shareFrom)
}

/** A quantity that is taken out of what a part still wants. */
export interface Cancelled {
  part: FulfillmentLine
  quantity: Micro
}

/**
 * Takes quantities out of what parts still want, for good. Their share of the agreed amounts goes with them, by the same
 * cumulative method by which the rest is billed: both together are the line (D1-6).
 *
 * @returns the amount that will not be billed, minor units of the order's currency
 */
export function cancelParts(
  order: Order,
  chosen: readonly Cancelled[],
  by: { actor: string; reason: string },
  context: Context,
): Minor {
  const { companyId, id: orderId } = order
  const { batch, writes } = context
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  const siblings = Map.groupBy(order.parts, (part) => part.lineNo)
  let total = 0n
  for (const { part, quantity } of chosen) {
    const share = lineShareOf(lines.get(part.lineNo)!, part, siblings.get(part.lineNo)!)
    const kept = part.quantity - part.cancelled
    const lost = (amount: Minor) => amountOf(part, amount, kept) - amountOf(part, amount, kept - quantity)
    const amounts: Amounts = { net: lost(share.net), tax: lost(share.tax), freight: lost(share.freight) }
    total += amounts.net + amounts.tax + amounts.freight
    part.cancelled += quantity
    writes.add(cancelFulfillmentLine, { companyId, orderId, id: part.id, quantity })
    writes.add(insertCancellation, {
      companyId,
      orderId,
      partId: part.id,
      batch,
      quantity,
      ...amounts,
      ...by,
    })
  }
  order.cancelledTotal += total
  return total
}
