import type { Item } from '../catalog/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { MICRO, type Micro } from '../platform/money.ts'
import type { Order } from './order.ts'

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
  /** How much of it stands with so much of them: of what is not whole its share, too, which goes with the last of them (decision 0075). */
  stands(of: (lead: number) => Micro): Micro
  /** What stands of it all goes with the last of them. */
  goesWithLast: boolean
}

/** Those that others may go with come first; of parts that were read as a sum none goes with another. */
export function followersOf({ decisions, parts, lines = [] }: WithParts<PartOfLine>): Follower[] {
  const gathering = (decisions.gathers ?? []) as [number, [number, number][]][]
  const covering = (decisions.covers ?? []) as [number, number | null, ...unknown[]][]
  if (gathering.length + covering.length === 0) return []
  const whole = new Map<number, Micro>()
  for (const { lineNo, quantity } of parts) whole.set(lineNo, (whole.get(lineNo) ?? 0n) + quantity)
  const costs = new Map(gathering.length === 0 ? [] : lines.map((line) => [line.lineNo, line.unitCost]))
  const followers: Follower[] = []
  for (const [lineNo, goods] of gathering) {
    const most = whole.get(lineNo)
    if (most === undefined || !goods.every(([lead]) => whole.has(lead))) continue
    const fewest = (of: (lead: number) => Micro) =>
      goods.reduce((least, [lead, each]) => lesser(least, of(lead) / BigInt(each)), most)
    followers.push({
      lineNo,
      leads: goods.map(([lead]) => lead),
      with: (of) => wholeOf(most, fewest(of)),
      stands: (of) => lesser(most, shareWith(goods, costs, of)),
      goesWithLast: true,
    })
  }
  for (const [lineNo, lead] of covering) {
    const most = whole.get(lineNo)
    const all = lead === null ? undefined : whole.get(lead)
    if (lead === null || most === undefined || all === undefined) continue
    const covered = (of: (lead: number) => Micro) => coverageFor(most, all, of(lead))
    followers.push({ lineNo, leads: [lead], with: covered, stands: covered, goesWithLast: false })
  }
  return followers
}

/**
 * How many of what brings goods so much of these is, be none of it whole: by what they cost as the order was agreed. Where of one nobody
 * knew that, each kind counts alike.
 */
function shareWith(
  goods: readonly [lead: number, each: number][],
  costs: ReadonlyMap<number, Micro | null>,
  of: (lead: number) => Micro,
): Micro {
  const known = goods.map(([lead]) => costs.get(lead) ?? null)
  let [worth, whole] = [0n, 0n]
  for (const [index, [lead, each]] of goods.entries()) {
    worth += of(lead) * (known[index] ?? 0n)
    whole += BigInt(each) * (known[index] ?? 0n)
  }
  if (whole > 0n && known.every((cost) => cost !== null)) return worth / whole
  const sum = goods.reduce((all, [lead, each]) => all + of(lead) / BigInt(each), 0n)
  return sum / BigInt(goods.length)
}

/** By the line of what gathers goods: how many of it have begun to leave with some of these. */
export function begunOf({ decisions, parts }: Pick<Order, 'decisions' | 'parts'>): Map<number, Micro> {
  const gathering = (decisions.gathers ?? []) as [number, [number, number][]][]
  const shipped = (lineNo: number) =>
    parts.reduce((sum, part) => (part.lineNo === lineNo ? sum + part.shipped : sum), 0n)
  return new Map(
    gathering.map(([lineNo, goods]) => {
      let most = 0n
      for (const [lead, each] of goods) {
        const one = BigInt(each) * MICRO
        const begun = (shipped(lead) + one - 1n) / one
        if (begun > most) most = begun
      }
      return [lineNo, most * MICRO]
    }),
  )
}

/**
 * The decision that is kept of what is sold configured as a service and brings goods, also where a kit brings it:
 * `gathers: [[line, [[line of goods, how many for one], …]], …]`, by line numbers.
 *
 * @param brought by configured lines, in their order behind those that were stated, each with the place of its parent, and among these of
 * the kit in that which it is a part of
 */
export function gathersDecided(
  brought: readonly { parent: number; perParent: number; within?: number }[],
  stated: number,
  lineNos: readonly number[],
  items: readonly (Item | undefined)[],
): JsonObject {
  const byKit = new Map<number, [number, number][]>()
  const gather = (kit: number, goods: [number, number]) => {
    if (items[kit]?.kind !== 'service') return
    const own = byKit.get(kit)
    if (own) own.push(goods)
    else byKit.set(kit, [goods])
  }
  for (const [index, { parent, perParent, within }] of brought.entries()) {
    if (items[stated + index]?.kind !== 'goods') continue
    const lineNo = lineNos[stated + index]!
    gather(parent, [lineNo, perParent])
    for (let at = within; at !== undefined; at = brought[at]!.within)
      gather(stated + at, [lineNo, perParent / brought[at]!.perParent])
  }
  if (byKit.size === 0) return {}
  return { gathers: Array.from(byKit, ([kit, goods]) => [lineNos[kit]!, goods]) }
}

/**
 * How much of a coverage belongs to so much of its line: one to each, in what its item is stocked in, as it is priced; what leaves first
 * is covered first.
 */
function coverageFor(most: Micro, all: Micro, quantity: Micro): Micro {
  return quantity >= all ? most : wholeOf(most, lesser(quantity, most))
}

/** What was ordered in whole ones stays whole. */
function wholeOf(ordered: Micro, quantity: Micro): Micro {
  return ordered % MICRO === 0n ? quantity - (quantity % MICRO) : quantity
}

/** A part of a line, of an order or of what is only proposed; a day of null: nobody knows when. */
interface PartOfLine {
  lineNo: number
  quantity: Micro
  cancelled: Micro
  shipped: Micro
  promisedOn: string | null
}

/** What lines are of, by whose numbers its decisions say what goes with what. */
interface WithParts<P extends PartOfLine> {
  decisions: JsonObject
  parts: readonly P[]
  /** What a unit of each cost as it was agreed; absent or none: nobody asks. */
  lines?: readonly { lineNo: number; unitCost: Micro | null }[]
}

/** What is cancelled of an order, and what goes with nothing more by that; named twice it is the same. */
export function withFollowers<P extends PartOfLine>(
  order: WithParts<P>,
  chosen: readonly { part: P; quantity: Micro }[],
): readonly { part: P; quantity: Micro }[] {
  const followers = followersOf(order)
  if (followers.length === 0) return chosen
  const going = new Map<P, Micro>()
  const add = (part: P, quantity: Micro) => going.set(part, (going.get(part) ?? 0n) + quantity)
  for (const { part, quantity } of chosen) add(part, quantity)
  const byLine = Map.groupBy(order.parts, ({ lineNo }) => lineNo)
  const left = (part: P) => part.quantity - part.cancelled - (going.get(part) ?? 0n)
  const standing = (lineNo: number) => byLine.get(lineNo)!.reduce((sum, part) => sum + left(part), 0n)
  let more = false
  for (const { lineNo, stands } of followers) {
    const [part] = byLine.get(lineNo)!
    // What left before what it goes with, as it once did, is not taken back.
    const beyond = lesser(left(part!) - stands(standing), left(part!) - part!.shipped)
    if (beyond <= 0n) continue
    add(part!, beyond)
    more = true
  }
  return more ? Array.from(going, ([part, quantity]) => ({ part, quantity })) : chosen
}

function lesser(one: Micro, other: Micro): Micro {
  return one < other ? one : other
}

/** Promises what goes with others for their days, where it is promised for another one; what was performed stays. */
export function followDays<P extends PartOfLine>(order: WithParts<P>): { part: P; before: string | null }[] {
  const followers = followersOf(order)
  if (followers.length === 0) return []
  const byLine = Map.groupBy(order.parts, ({ lineNo }) => lineNo)
  return followers.flatMap((follower) => {
    const { lineNo, leads } = follower
    const goods = leads.flatMap((lead) => byLine.get(lead)!)
    return byLine.get(lineNo)!.flatMap((part) => {
      const { promisedOn: before, quantity, cancelled, shipped } = part
      const wanted = quantity - cancelled
      const day = shipped < wanted ? dayOf(follower, wanted, goods) : undefined
      if (day === undefined || day === before) return []
      part.promisedOn = day
      return [{ part, before }]
    })
  })
}

/** A part of a line that is only proposed; cancelled: nobody has it, and it may not wait. */
interface ProposedPart {
  quantity: Micro
  supply: string
  promisedOn: string | null
}

/**
 * Lines that are only proposed, each in parts, with what goes with others promised, or cancelled, as an order with them has it.
 *
 * @param decisions what goes with what, by the places of the lines
 */
export function followProposed<P extends ProposedPart>(
  decisions: JsonObject,
  lines: readonly (readonly P[])[],
): (P | (P & { supply: 'cancelled' }))[][] {
  const parts = lines.flatMap((own, lineNo) =>
    own.map((proposed) => ({ ...proposed, proposed, lineNo, cancelled: 0n, shipped: 0n })),
  )
  const lost = parts.flatMap((part) =>
    part.supply === 'cancelled' ? [{ part, quantity: part.quantity }] : [],
  )
  const gone = lost.length === 0 ? [] : withFollowers({ decisions, parts }, lost)
  for (const { part, quantity } of gone) part.cancelled += quantity
  followDays({ decisions, parts })
  const shown = Map.groupBy(parts, ({ lineNo }) => lineNo)
  return lines.map((_, lineNo) =>
    (shown.get(lineNo) ?? []).flatMap(({ proposed, quantity, cancelled, promisedOn }) => {
      const stands = { ...proposed, quantity: quantity - cancelled, promisedOn }
      const none = { ...proposed, quantity: cancelled, promisedOn: null, supply: 'cancelled' as const }
      return [...(cancelled < quantity ? [stands] : []), ...(cancelled > 0n ? [none] : [])]
    }),
  )
}

/** @returns the day on which so much of others has left; null: nobody knows when; undefined: too little is left to go with */
function dayOf(
  { with: most, goesWithLast }: Follower,
  wanted: Micro,
  leads: readonly PartOfLine[],
): string | null | undefined {
  const leaving = new Map<number, Micro>()
  const left = leads.filter(({ quantity, cancelled }) => cancelled < quantity).toSorted(byDay)
  for (const { lineNo, quantity, cancelled, promisedOn } of left) {
    leaving.set(lineNo, (leaving.get(lineNo) ?? 0n) + quantity - cancelled)
    if (most((lead) => leaving.get(lead) ?? 0n) >= wanted) return promisedOn
  }
  return goesWithLast ? left.at(-1)?.promisedOn : undefined
}

function byDay({ promisedOn: one }: PartOfLine, { promisedOn: other }: PartOfLine): number {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? 1 : -1
  return one < other ? -1 : 1
}
