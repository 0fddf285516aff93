import { addDays } from '../platform/clock.ts'
import { allocate, type Micro } from '../platform/money.ts'

/**
 * How supply is shared out between channels and segments (A10-17, A10-18, D4). Pure: a plan, what there is by week and what was taken of
 * it come in; what a buyer may be promised, and out of whose share, comes out. A share is soft: it says who may be promised goods, and
 * holds none of them.
 */

/** One node of a plan: who it is for and how much of the supply is its own. */
export interface AllocationNode {
  code: string
  /** The node that gives when this one has nothing left; null: none. */
  parent: string | null
  /** Whose orders it is for; an empty list: any. */
  orderTypes: readonly string[]
  sources: readonly string[]
  segments: readonly string[]
  /** Of all supply; those of a plan add up to 100. 0 where quantities are stated. */
  percent: number
  /** The lowest is the most important. */
  rank: number
  /** May it take from nodes of a higher rank number, when its own and its parents' shares are used up? */
  takes: boolean
  /** So much of its share is not taken by others. */
  protectedPercent: number
}

export interface AllocationPlan {
  code: string
  /** Quantities are stated for nodes and weeks; else percentages. */
  by: 'percent' | 'quantity'
  nodes: readonly AllocationNode[]
}

/** What of an order, or of a question, its node is found by. */
export interface Buyer {
  orderType: string
  source: string
  segment: string
}

/** What of a share was taken: whose, and in which week (its Monday). `node` '': of what is nobody's share. */
export interface Taken {
  node: string
  week: string
  quantity: Micro
}

/** What is nobody's share: everybody may take it. */
export const NOBODYS = ''

/** Levels of a plan: a node, its parent and its grandparent. */
export const MOST_LEVELS = 3

/** Supply at the end of a week that nobody was promised, with that of the weeks before. */
export interface WeekOfSupply {
  /** Its Monday; the first one is the current week. */
  week: string
  balance: Micro
  /** What was stated for nodes in this week alone. */
  stated?: ReadonlyMap<string, Micro>
}

/** What was taken, by week and node. */
export type TakenByWeek = ReadonlyMap<string, ReadonlyMap<string, Micro>>

/** What nodes have left, by week: a promise for a week takes from it and from the weeks before. */
export interface Shares {
  weeks: readonly string[]
  /** Of each node, by week and with the weeks before: its share, and what is left of it (below zero: more was taken). */
  share: ReadonlyMap<string, readonly Micro[]>
  left: ReadonlyMap<string, readonly Micro[]>
}

const DAY_MS = 86_400_000
/** 1970-01-01 was the fourth day of its week. */
const DAYS_SINCE_MONDAY = 3
/** Mondays by day: the same few days are asked for again and again. */
const mondays = new Map<string, string>()
const MOST_MONDAYS = 10_000

/** The Monday of the week of a day. */
export function weekOf(day: string): string {
  let monday = mondays.get(day)
  if (monday === undefined) {
    if (mondays.size > MOST_MONDAYS) mondays.clear()
    const since = Date.parse(`${day}T00:00:00Z`) / DAY_MS
    monday = addDays(day, -((((since + DAYS_SINCE_MONDAY) % 7) + 7) % 7))
    mondays.set(day, monday)
  }
  return monday
}

/**
 * The node that an order belongs to: of those that are for it, as all their parents are, the one of the lowest level; of these the one that
 * names most of what the order is, then the most important, then the first by code. Undefined: it takes of what is nobody's share.
 */
export function nodeFor({ nodes }: Pick<AllocationPlan, 'nodes'>, buyer: Buyer): AllocationNode | undefined {
  const isFor = ({ orderTypes, sources, segments }: AllocationNode) =>
    among(orderTypes, buyer.orderType) && among(sources, buyer.source) && among(segments, buyer.segment)
  let found: { node: AllocationNode; level: number; named: number } | undefined
  for (const node of nodes) {
    const line = lineOf({ nodes }, node)
    if (!line.every(isFor)) continue
    const level = line.length
    const named = line.reduce((sum, one) => sum + namedBy(one), 0)
    const order = found ? level - found.level || named - found.named : 1
    if (order > 0 || (order === 0 && comesBefore(node, found!.node))) found = { node, level, named }
  }
  return found?.node
}

/** How much of what an order is a node names. */
function namedBy({ orderTypes, sources, segments }: AllocationNode): number {
  return [orderTypes, sources, segments].filter((texts) => texts.length > 0).length
}

function among(texts: readonly string[], text: string): boolean {
  return texts.length === 0 || texts.includes(text)
}

function comesBefore(a: AllocationNode, b: AllocationNode): boolean {
  return a.rank === b.rank ? a.code < b.code : a.rank < b.rank
}

/** A node, its parent and its grandparent. */
function lineOf({ nodes }: Pick<AllocationPlan, 'nodes'>, node: AllocationNode): AllocationNode[] {
  const line: AllocationNode[] = []
  let next: AllocationNode | undefined = node
  while (next && line.length < MOST_LEVELS) {
    line.push(next)
    const parent: string | null = next.parent
    next = parent === null ? undefined : nodes.find(({ code }) => code === parent)
  }
  return line
}

/** Whose share may be taken from, and how much of it stays with it whoever asks. */
interface Giver {
  node: string
  protectedPercent: number
}

/**
 * Out of whose shares an order of a node is promised, in turn (D4): its own, its parent's, its grandparent's, what is nobody's, and where it
 * may take from less important nodes these, the least important first.
 */
export function giversOf(plan: Pick<AllocationPlan, 'nodes'>, node: AllocationNode | undefined): Giver[] {
  const free = { node: NOBODYS, protectedPercent: 0 }
  if (!node) return [free]
  const line = lineOf(plan, node)
  const lower = node.takes
    ? plan.nodes
        .filter((one) => one.rank > node.rank && !line.includes(one))
        .toSorted((a, b) => (comesBefore(a, b) ? 1 : -1))
    : []
  return [
    ...line.map(({ code }) => ({ node: code, protectedPercent: 0 })),
    free,
    ...lower.map(({ code, protectedPercent }) => ({ node: code, protectedPercent })),
  ]
}

/**
 * How a supply is shared out: by percentages, or as stated and all pro rata less when there is less (A10-18). In units of the item, by largest
 * remainder, of equals the earlier node; together no more than the supply.
 *
 * @param grain the smallest quantity of the item
 */
export function shareOut(
  { by, nodes }: AllocationPlan,
  supply: Micro,
  grain: Micro,
  stated: ReadonlyMap<string, Micro> = NOTHING,
): Map<string, Micro> {
  const units = supply > 0n ? supply / grain : 0n
  const wanted = nodes.map(({ code, percent }) =>
    by === 'percent' ? BigInt(percent) : (stated.get(code) ?? 0n) / grain,
  )
  const sum = wanted.reduce((total, one) => total + one, 0n)
  const scaled = sum > 0n && (by === 'percent' || sum > units)
  const parts = scaled ? allocate(units, wanted) : wanted
  const shares = new Map(nodes.map(({ code }, index) => [code, parts[index]! * grain]))
  const given = parts.reduce((total, one) => total + one, 0n) * grain
  return shares.set(NOBODYS, supply > given ? supply - given : 0n)
}

const NOTHING: ReadonlyMap<string, Micro> = new Map()

/**
 * The shares of nodes over time. What was taken of a week was supply of it: it is added to what is left, so that shares do not change as they
 * are used up. What was taken in weeks that are over counts no more, and what they left is shared out anew.
 *
 * @param supply by week, ascending; the first week is the current one
 */
export function sharesOf(
  plan: AllocationPlan,
  supply: readonly WeekOfSupply[],
  taken: TakenByWeek,
  grain: Micro,
): Shares {
  const codes = [...plan.nodes.map(({ code }) => code), NOBODYS]
  const share = new Map(codes.map((code) => [code, [] as Micro[]]))
  const left = new Map(codes.map((code) => [code, [] as Micro[]]))
  const stated = new Map<string, Micro>()
  const first = supply[0]?.week ?? ''
  for (const { week, balance, stated: more } of supply) {
    for (const [code, quantity] of more ?? []) stated.set(code, (stated.get(code) ?? 0n) + quantity)
    const used = new Map<string, Micro>()
    let all = balance
    for (const [of, byNode] of taken) {
      if (of < first || of > week) continue
      for (const [code, quantity] of byNode) {
        // Of a node that the plan has no more it was taken of what is nobody's.
        const from = share.has(code) ? code : NOBODYS
        used.set(from, (used.get(from) ?? 0n) + quantity)
        all += quantity
      }
    }
    for (const [code, quantity] of shareOut(plan, all, grain, stated)) {
      share.get(code)!.push(quantity)
      left.get(code)!.push(quantity - (used.get(code) ?? 0n))
    }
  }
  return { weeks: supply.map(({ week }) => week), share, left }
}

/** What a giver may give for a week: no promise for a later week is broken by it, and what is protected stays. */
function givable({ weeks, share, left }: Shares, { node, protectedPercent }: Giver, week: string): Micro {
  const own = left.get(node)
  if (!own) return 0n
  let least: Micro | undefined
  for (let index = placeOf(weeks, week); index < own.length; index++) {
    const kept = (share.get(node)![index]! * BigInt(protectedPercent) + 99n) / 100n
    const free = own[index]! - kept
    if (least === undefined || free < least) least = free
  }
  return least === undefined || least < 0n ? 0n : least
}

/** The place of the last week that is not after this one; of one before all, the first. */
function placeOf(weeks: readonly string[], week: string): number {
  const after = weeks.findIndex((one) => one > week)
  return after < 0 ? weeks.length - 1 : Math.max(after - 1, 0)
}

/** What the givers together may give for a week. */
export function mostFor(shares: Shares, givers: readonly Giver[], week: string): Micro {
  return givers.reduce((sum, giver) => sum + givable(shares, giver, week), 0n)
}

/**
 * Takes a quantity for a week, of each giver in turn what it has (D4).
 *
 * @returns what of the quantity was taken of whom; less than was asked for where they have less
 */
export function takeFrom(shares: Shares, givers: readonly Giver[], week: string, quantity: Micro): Taken[] {
  let open = quantity
  return givers.flatMap((giver): Taken[] => {
    const free = givable(shares, giver, week)
    const taken = free < open ? free : open
    if (taken <= 0n) return []
    open -= taken
    return [{ node: giver.node, week, quantity: taken }]
  })
}
