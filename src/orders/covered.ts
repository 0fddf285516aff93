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
export function coverageFor(
  coverage: Pick<OrderLine, 'quantity'>,
  covered: Pick<OrderLine, 'quantity'>,
  quantity: Micro,
): Micro {
  const most = coverage.quantity
  if (quantity >= covered.quantity) return most
  const own = most % MICRO === 0n ? quantity - (quantity % MICRO) : quantity
  return own < most ? own : most
}

/** A part of a line with the day for which it is promised; null: nobody knows. */
interface DatedPart {
  quantity: Micro
  cancelled: Micro
  promisedOn: string | null
}

/**
 * The day for which a coverage is promised: the one on which so much of what it covers has left; null: nobody knows when. Undefined: too
 * little is left that it could go with.
 */
export function coveredOn(
  coverage: Omit<DatedPart, 'promisedOn'>,
  covered: readonly DatedPart[],
): string | null | undefined {
  const wanted = coverage.quantity - coverage.cancelled
  const whole = { quantity: covered.reduce((sum, { quantity }) => sum + quantity, 0n) }
  const left = covered.filter(({ quantity, cancelled }) => cancelled < quantity)
  let leaving = 0n
  for (const { quantity, cancelled, promisedOn } of left.toSorted(byDay)) {
    leaving += quantity - cancelled
    if (coverageFor(coverage, whole, leaving) >= wanted) return promisedOn
  }
  return undefined
}

function byDay({ promisedOn: one }: DatedPart, { promisedOn: other }: DatedPart): number {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? 1 : -1
  return one < other ? -1 : 1
}

/** Promises what covers lines for the days of these, where it is promised for others; what was performed stays. */
export function followCovered(
  order: Pick<Order, 'decisions' | 'parts'>,
): { part: FulfillmentLine; before: string | null }[] {
  const covers = coveredLines(order)
  if (covers.size === 0) return []
  const byLine = Map.groupBy(order.parts, ({ lineNo }) => lineNo)
  return [...covers].flatMap(([lineNo, coveredNo]) => {
    const covered = byLine.get(coveredNo) ?? []
    return (byLine.get(lineNo) ?? []).flatMap((part) => {
      const { promisedOn: before, quantity, cancelled, shipped } = part
      const day = shipped < quantity - cancelled ? coveredOn(part, covered) : undefined
      if (day === undefined || day === before) return []
      part.promisedOn = day
      return [{ part, before }]
    })
  })
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
