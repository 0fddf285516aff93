import type { Item } from '../catalog/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { MICRO, type Micro } from '../platform/money.ts'
import type { Cancelled } from './cancel-part.ts'
import type { FulfillmentLine, Order, OrderLine } from './order.ts'

/**
 * Lines of an agreed order that go with others of it and have nothing to do of their own (decision 0077): what covers a line, such as a
 * warranty (A9-13), and what is sold configured as a service, with the goods that it brings (A8-10). Pure.
 */
export interface Follower {
  lineNo: number
  /** The lines that it goes with. */
  leads: readonly number[]
  /** How much of it goes with so much of them. */
  with(of: (lead: number) => Micro): Micro
}

/** Those that others may go with come first. */
export function followersOf({ decisions, lines }: Pick<Order, 'decisions' | 'lines'>): Follower[] {
  const gathering = (decisions.gathers ?? []) as [number, [number, number][]][]
  const covering = (decisions.covers ?? []) as [number, number | null, ...unknown[]][]
  if (gathering.length + covering.length === 0) return []
  const byNo = new Map(lines.map((line) => [line.lineNo, line]))
  return [
    ...gathering.map(([lineNo, parts]): Follower => {
      const { quantity: most } = byNo.get(lineNo)!
      return {
        lineNo,
        leads: parts.map(([part]) => part),
        with: (of) =>
          wholeOf(
            most,
            parts.reduce((fewest, [part, each]) => least(fewest, of(part) / BigInt(each)), most),
          ),
      }
    }),
    ...covering.flatMap(([lineNo, covered]): Follower[] =>
      covered === null
        ? []
        : [
            {
              lineNo,
              leads: [covered],
              with: (of) => coverageFor(byNo.get(lineNo)!, byNo.get(covered)!, of(covered)),
            },
          ],
    ),
  ]
}

/**
 * The decision that is kept of what is sold configured as a service and brings goods:
 * `gathers: [[line, [[line of goods, how many for one], …]], …]`, by line numbers.
 *
 * @param brought by configured lines, in their order behind those that were stated, each with the place of its parent
 */
export function gathersDecided(
  brought: readonly { parent: number; perParent: number }[],
  stated: number,
  lineNos: readonly number[],
  items: readonly (Item | undefined)[],
): JsonObject {
  const goods = brought.flatMap(({ parent, perParent }, index) =>
    items[parent]?.kind === 'service' && items[stated + index]?.kind === 'goods'
      ? [{ parent, part: [lineNos[stated + index]!, perParent] }]
      : [],
  )
  if (goods.length === 0) return {}
  const byParent = Map.groupBy(goods, ({ parent }) => parent)
  return {
    gathers: Array.from(byParent, ([parent, parts]) => [lineNos[parent]!, parts.map(({ part }) => part)]),
  }
}

/**
 * How much of a coverage belongs to so much of its line: one to each, in what its item is stocked in, as it is priced; what leaves first
 * is covered first.
 */
function coverageFor(coverage: OrderLine, covered: OrderLine, quantity: Micro): Micro {
  const most = coverage.quantity
  return quantity >= covered.quantity ? most : wholeOf(most, least(quantity, most))
}

/** What was ordered in whole ones stays whole. */
function wholeOf(ordered: Micro, quantity: Micro): Micro {
  return ordered % MICRO === 0n ? quantity - (quantity % MICRO) : quantity
}

/** What is cancelled of an order, and what goes with nothing more by that; named twice it is the same. */
export function withFollowers(order: Order, chosen: readonly Cancelled[]): readonly Cancelled[] {
  const followers = followersOf(order)
  if (followers.length === 0) return chosen
  const going = new Map<FulfillmentLine, Micro>()
  const add = ({ part, quantity }: Cancelled) => going.set(part, (going.get(part) ?? 0n) + quantity)
  chosen.forEach(add)
  const byLine = Map.groupBy(order.parts, ({ lineNo }) => lineNo)
  const left = (part: FulfillmentLine) => part.quantity - part.cancelled - (going.get(part) ?? 0n)
  const standing = (lineNo: number) => byLine.get(lineNo)!.reduce((sum, part) => sum + left(part), 0n)
  let more = false
  for (const { lineNo, with: most } of followers) {
    const [part] = byLine.get(lineNo)!
    // What left before what it goes with, as it once did, is not taken back.
    const beyond = least(left(part!) - most(standing), left(part!) - part!.shipped)
    if (beyond <= 0n) continue
    add({ part: part!, quantity: beyond })
    more = true
  }
  return more ? Array.from(going, ([part, quantity]) => ({ part, quantity })) : chosen
}

function least(one: Micro, other: Micro): Micro {
  return one < other ? one : other
}
