import { splitPart, type FulfillmentLine, type Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Micro } from '../../platform/money.ts'
import { happened } from './events.ts'
import { placesOf, type Progress } from './progress.ts'
import { splitOff } from './split-component.ts'

/** The part itself, when it is all of it that goes another way now; else so much of it, split off. */
export function wholeOrSplit(
  order: Order,
  part: FulfillmentLine,
  quantity: Micro,
  context: Context,
): FulfillmentLine {
  const whole = part.cancelled === 0n && part.shipped === 0n && quantity === part.quantity
  return whole ? part : splitPart(order, part, quantity, context)
}

/**
 * The plan follows a part of which some came another way, or came: what was split off it goes its own way beside it, and what has its goods
 * goes on.
 *
 * @param parts those that moved, the part itself among them when all of it did
 * @returns those of them that stood before
 */
export function arrange(
  progress: Progress,
  context: Context,
  order: Order,
  part: FulfillmentLine,
  parts: readonly FulfillmentLine[],
): bigint[] {
  const branched = parts.filter((one) => one !== part).map((one) => ({ part: one, from: part }))
  if (branched.length > 0) splitOff(progress, context, order, [], branched)
  const places = placesOf(progress, order)
  for (const one of parts)
    if (one.supply === 'on_hand') happened(progress, places.get(one.id)!.reserve!, context.now)
  return parts.includes(part) ? [part.id] : []
}
