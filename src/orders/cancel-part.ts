import type { Context } from '../platform/batch/index.ts'
import { allocate, cumulativeShare, type Micro, type Minor } from '../platform/money.ts'
import type { FulfillmentLine, Order, OrderLine } from './order.ts'
import { cancelFulfillmentLine, insertCancellation } from './orders.sql.ts'

/** Amounts of a line, or of a share of it, in minor units of the order's currency. */
export interface Amounts {
  net: Minor
  tax: Minor
  freight: Minor
}

/** A part's share of its line's amounts, by largest remainder over the parts in order (D1-5). */
export function shareOf(
  line: OrderLine,
  part: FulfillmentLine,
  siblings: readonly FulfillmentLine[],
): Amounts {
  if (siblings.length === 1) return line
  const weights = siblings.map((one) => one.quantity)
  const place = siblings.indexOf(part)
  const of = (amount: Minor) => allocate(amount, weights)[place]!
  return { net: of(line.net), tax: of(line.tax), freight: of(line.freight) }
}

/**
 * Takes a quantity out of what a part still wants, for good. Its share of the agreed amounts goes with it, by the same
 * cumulative method by which the rest is billed: both together are the line (D1-6).
 *
 * @returns the amounts that will not be billed
 */
export function cancelPart(
  order: Order,
  part: FulfillmentLine,
  quantity: Micro,
  by: { actor: string; reason: string },
  context: Context,
): Amounts {
  const line = order.lines.find((one) => one.lineNo === part.lineNo)!
  const siblings = order.parts.filter((one) => one.lineNo === part.lineNo)
  const share = shareOf(line, part, siblings)
  const kept = part.quantity - part.cancelled
  const lost = (amount: Minor) =>
    cumulativeShare(amount, kept, part.quantity, 0n) -
    cumulativeShare(amount, kept - quantity, part.quantity, 0n)
  const amounts = { net: lost(share.net), tax: lost(share.tax), freight: lost(share.freight) }
  part.cancelled += quantity
  order.cancelledTotal += amounts.net + amounts.tax + amounts.freight
  const { companyId, id: orderId } = order
  const { batch, writes } = context
  writes.add(cancelFulfillmentLine, { companyId, orderId, id: part.id, quantity })
  writes.add(insertCancellation, { companyId, orderId, partId: part.id, batch, quantity, ...amounts, ...by })
  return amounts
}
