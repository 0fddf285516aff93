import { addDays } from '../platform/clock.ts'
import type { Micro } from '../platform/money.ts'
import {
  giversOf,
  mostFor,
  nodeFor,
  sharesOf,
  takeFrom,
  weekOf,
  type AllocationNode,
  type AllocationPlan,
  type Buyer,
  type Shares,
  type Taken,
  type WeekOfSupply,
} from './allocation.ts'
import { availableOn, type Availability } from './atp.ts'
import type { AtpTerms } from './atp-rule.ts'
import { termsAt, type Ruled } from './atp-setup.ts'
import {
  gateOf,
  moveTaken,
  planOf,
  type AllocationFacts,
  type GateShares,
  type ItemKey,
} from './share-facts.ts'
import type { Share, StockAt } from './sourced.ts'

/** What may be taken of an item at a place by whom. */

/** What of a picture says what is shared out, of what a rule counts at a place. */
interface Sharing extends Ruled {
  allocation: AllocationFacts
}

/** Of an item that is shared out, what an order may take: by place. */
export interface OwnShare {
  plan: AllocationPlan
  node: AllocationNode | undefined
  /** Undefined: a rule does not search there what there is and comes, so it is nobody's share. */
  at(locationId: bigint): Share | undefined
}

/** What a buyer may take of an item at each place; undefined: it is not shared out. */
export function shareOfBuyer(
  facts: Sharing,
  item: ItemKey,
  buyer: Buyer,
  today: string,
): OwnShare | undefined {
  const plan = planOf(facts.allocation, item)
  return plan && shareOfNode(facts, item, plan, nodeFor(plan, buyer), today)
}

/** The same of who waits, by the code of the node that it belonged to when it asked. */
export function shareOfWaiting(
  facts: Sharing,
  item: ItemKey,
  node: string,
  today: string,
): OwnShare | undefined {
  const plan = planOf(facts.allocation, item)
  return (
    plan &&
    shareOfNode(
      facts,
      item,
      plan,
      plan.nodes.find(({ code }) => code === node),
      today,
    )
  )
}

function shareOfNode(
  facts: Sharing,
  item: ItemKey,
  plan: AllocationPlan,
  node: AllocationNode | undefined,
  today: string,
): OwnShare {
  const givers = giversOf(plan, node)
  const grain = facts.allocation.grains.get(`${item.companyId}/${item.itemId}`) ?? 1n
  return {
    plan,
    node,
    at(locationId) {
      const terms = termsAt(facts, item.companyId, item.itemId, locationId, today) ?? undefined
      if (terms?.unsearched) return undefined
      const gate = gateOf(facts.allocation, { ...item, locationId })
      const own = (stock: StockAt) => sharesAt(gate, plan, stock, { today, terms }, grain)
      return {
        most: (stock, day) => mostFor(own(stock), givers, weekOf(day < today ? today : day)),
        cap: (stock, over, leavesOn) => capped(over, own(stock), givers, { today, leavesOn }),
        take(stock, quantity, day) {
          // From the fence on anything is available, and nobody's share.
          if (terms?.fence !== undefined && day >= terms.fence)
            return { node: node?.code ?? '', parts: [], putBack: () => undefined }
          const week = weekOf(day < today ? today : day)
          const parts = takeFrom(own(stock), givers, week, quantity)
          const got = parts.reduce((sum, one) => sum + one.quantity, 0n)
          // Who was promised it before has it, also when there is less than was shared out.
          if (got < quantity) join(parts, { node: node?.code ?? '', week, quantity: quantity - got })
          moveTaken(gate, parts, 1n)
          return { node: node?.code ?? '', parts, putBack: () => moveTaken(gate, parts, -1n) }
        },
      }
    },
  }
}

function join(parts: Taken[], more: Taken): void {
  const same = parts.find((one) => one.node === more.node && one.week === more.week)
  if (same) same.quantity += more.quantity
  else parts.push(more)
}

/** The day, and the rule that says what there is of an item at a place; undefined: the built-in one. */
interface ByRule {
  today: string
  terms: AtpTerms | undefined
}

/** The shares at a place as of now; computed anew when what is there, comes or was taken has changed. */
function sharesAt(
  gate: GateShares,
  plan: AllocationPlan,
  stock: StockAt,
  { today, terms }: ByRule,
  grain: Micro,
): Shares {
  const free = terms?.onHand === false ? 0n : stock.onHand - stock.reserved - (stock.safety ?? 0n)
  const coming = comingTo(gate, stock, { today, terms })
  const of = [plan, free, coming, gate.version, today]
  if (gate.known?.of.every((one, index) => one === of[index])) return gate.known.shares
  const first = weekOf(today)
  const net = new Map(coming)
  net.set(first, (net.get(first) ?? 0n) + free)
  for (const weeks of [gate.taken, gate.stated])
    for (const week of weeks.keys()) if (week > first && !net.has(week)) net.set(week, 0n)
  let balance = 0n
  const weeks = [...net.keys()].sort().map((week): WeekOfSupply => {
    balance += net.get(week)!
    const stated = gate.stated.get(week)
    return { week, balance, ...(stated ? { stated } : {}) }
  })
  const shares = sharesOf(plan, weeks, gate.taken, grain)
  gate.known = { of, shares }
  return shares
}

/** By week what comes, as far as the rule counts it, less what was promised of it: many promises, and mostly the same ones for the next order. */
function comingTo(
  gate: GateShares,
  { supplies, demands }: StockAt,
  { today, terms }: ByRule,
): ReadonlyMap<string, Micro> {
  // Of supply that is received there is less in its place; promises are added, or are another list.
  const supplied = supplies.reduce((sum, { quantity }) => sum + quantity, 0n)
  const of = [supplies, supplies.length, supplied, demands, demands.length, today, terms]
  if (gate.coming?.of.every((one, index) => one === of[index])) return gate.coming.net
  const first = weekOf(today)
  const net = new Map<string, Micro>()
  const count = (on: string, quantity: Micro) => {
    const week = on < first ? first : weekOf(on)
    net.set(week, (net.get(week) ?? 0n) + quantity)
  }
  // As what is available is computed: supply that is late counts as far as the rule says. What was promised stands, whatever a rule counts.
  const since = terms?.supplyFence ?? today
  for (const { on, quantity, kind } of supplies)
    if (on >= (since < today ? since : today) && (!terms || terms.counts(kind))) count(on, quantity)
  for (const { on, quantity } of demands) count(on, -quantity)
  gate.coming = { of, net }
  return net
}

/** What is available over time, and no more than a share is. */
function capped(
  over: Availability,
  shares: Shares,
  givers: Parameters<typeof mostFor>[1],
  { today, leavesOn = (day) => day }: { today: string; leavesOn: ((goodsOn: string) => string) | undefined },
): Availability {
  const later = shares.weeks.flatMap((week) => (week > today ? [firstGoods(week, today, leavesOn)] : []))
  const days = [...new Set([...over.days, ...later])].sort()
  const most = new Map<string, Micro>()
  const available = days.map((day) => {
    const week = weekOf(leavesOn(day))
    if (!most.has(week)) most.set(week, mostFor(shares, givers, week))
    const free = availableOn(over, day)
    const own = most.get(week)!
    return own < free ? own : free
  })
  return { days, available, ...(over.falls ? { falls: true } : {}) }
}

/** Days before a week on which goods that leave in it may have come; what takes longer is asked of the week before. */
const MOST_LEAD_DAYS = 60

/** The first day on which goods come that leave in a week. */
function firstGoods(week: string, today: string, leavesOn: (goodsOn: string) => string): string {
  let first = week
  for (let days = 0; days < MOST_LEAD_DAYS && first > today; days += 1) {
    const before = addDays(first, -1)
    if (leavesOn(before) < week) break
    first = before
  }
  return first
}
