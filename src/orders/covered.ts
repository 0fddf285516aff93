import { MICRO, type Micro } from '../platform/money.ts'
import type { Cancelled } from './cancel-part.ts'
import type { FulfillmentLine, Order, OrderLine } from './order.ts'

/** Lines of an agreed order that cover others, such as a warranty: they go with what they cover (A9-13). Pure. */

/** By the line that covers, the line that it covers, as it was decided (`coversDecided`). */
export function coveredLines({ decisions }: Pick<Order, 'decisions'>): ReadonlyMap<number, number> {
  const rows = (decisions.covers ?? []) as [number, number | null, ...unknown[]][]
  return new Map(rows.flatMap(([lineNo, covered]) => (covered === null ? [] : [[lineNo, covered]])))
}

/**
 * How much of a coverage belongs to so much of its line: one to each, in what its item is stocked in, as it is priced; what leaves first
 * is covered first. What was ordered in whole ones stays whole.
 */
export function coverageFor(coverage: OrderLine, covered: OrderLine, quantity: Micro): Micro {
  const most = coverage.quantity
  if (quantity >= covered.quantity) return most
  const own = most % MICRO === 0n ? quantity - (quantity % MICRO) : quantity
  return own < most ? own : most
}

/** What is cancelled of an order, and what of its coverage has nothing more to cover by that; named twice it is the same. */
export function withCoverage(order: Order, chosen: readonly Cancelled[]): readonly Cancelled[] {
  const covers = coveredLines(order)
  if (covers.size === 0) return chosen
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  const going = new Map<FulfillmentLine, Micro>()
  const add = ({ part, quantity }: Cancelled) => going.set(part, (going.get(part) ?? 0n) + quantity)
  chosen.forEach(add)
  const byLine = Map.groupBy(order.parts, ({ lineNo }) => lineNo)
  const left = (part: FulfillmentLine) => part.quantity - part.cancelled - (going.get(part) ?? 0n)
  const more = [...covers].flatMap(([lineNo, coveredNo]): Cancelled[] => {
    const standing = byLine.get(coveredNo)!.reduce((sum, part) => sum + left(part), 0n)
    const most = coverageFor(lines.get(lineNo)!, lines.get(coveredNo)!, standing)
    const [part] = byLine.get(lineNo)!
    // What left before what it covers, as it once did, is not taken back.
    const beyond = least(left(part!) - most, left(part!) - part!.shipped)
    return beyond > 0n ? [{ part: part!, quantity: beyond }] : []
  })
  if (more.length === 0) return chosen
  more.forEach(add)
  return Array.from(going, ([part, quantity]) => ({ part, quantity }))
}

function least(one: Micro, other: Micro): Micro {
  return one < other ? one : other
}
