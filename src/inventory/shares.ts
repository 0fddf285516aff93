import { businessDate, readCompanies } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { addDays } from '../platform/clock.ts'
import type { Reader } from '../platform/database/index.ts'
import { power10, type Micro } from '../platform/money.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { readClock } from '../platform/platform.sql.ts'
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
import {
  moveAllocationUsed,
  moveAllocationUses,
  readAllocationQuantities,
  readAllocationUsed,
  readAllocationUses,
  readGrains,
} from './allocation.sql.ts'
import { availableOn, type Availability } from './atp.ts'
import type { AtpTerms } from './atp-rule.ts'
import { termsAt, type Ruled } from './atp-setup.ts'
import type { AllocationTerms } from './save-allocation-plan.ts'
import { allocationItemsOfCompanies, allocationPlansOfCompanies } from './setup.sql.ts'
import type { Share, StockAt, TakenShare } from './sourcing.ts'

/** The plans of a company: kept in memory by its set-up version. */
interface AllocationSetup {
  /** Active ones in order of precedence; `items` null: all goods. */
  plans: (AllocationPlan & { items: ReadonlySet<bigint> | null })[]
  /** Some plan stands, be it one that is not active any more. */
  any: boolean
}

/** Shares of items, as a batch reads and moves them; nothing of it is read for companies without plans. */
export interface AllocationFacts {
  setups: Map<bigint, AllocationSetup>
  /** The smallest quantity of an item, by company/item. */
  grains: Map<string, Micro>
  /** By company/item/location. */
  gates: Map<string, GateShares>
  /** What parts of orders took, by company/source. */
  uses: Map<string, Use[]>
}

/** What was taken of the shares of an item at a place, with what this batch takes and gives back. */
interface GateShares {
  companyId: bigint
  itemId: bigint
  locationId: bigint
  taken: Map<string, Map<string, Micro>>
  stated: Map<string, Map<string, Micro>>
  /** What the batch changes, by week and node. */
  moved: Map<string, Taken>
  /** Steps with each change of what was taken. */
  version: number
  known?: { of: readonly unknown[]; shares: Shares }
  /** What comes less what was promised of it, by week, and what it was added up from. */
  coming?: { of: readonly unknown[]; net: Map<string, Micro> }
}

/** What a part of an order took of a share, before this batch and by it. */
interface Use extends Taken {
  rootId: bigint
  sourceId: bigint
  itemId: bigint
  locationId: bigint
  place: number
  /** The node that the order belonged to; '': none. */
  buyer: string
  /** What the batch adds to it. */
  moved: Micro
}

/** What a cart keeps of what it took of shares. */
export type HeldShare = Pick<Use, 'itemId' | 'locationId' | 'week' | 'node' | 'quantity'>

export interface ItemKey {
  companyId: bigint
  itemId: bigint
}

export interface GateKey extends ItemKey {
  locationId: bigint
}

export function noAllocation(): AllocationFacts {
  return { setups: new Map(), grains: new Map(), gates: new Map(), uses: new Map() }
}

/** Reads the plans of companies (kept in memory), and of items that are shared out what was taken and stated. */
async function readAllocation(
  db: Reader,
  companies: readonly Versioned[],
  items: readonly ItemKey[],
): Promise<AllocationFacts> {
  const facts = noAllocation()
  facts.setups = await readSetups(db, companies)
  const shared = items.filter((item) => planOf(facts, item))
  if (shared.length === 0) return facts
  const [known, [clock]] = await Promise.all([
    readCompanies(db, new Set(shared.map(({ companyId }) => companyId))),
    db.read(readClock, {}),
  ])
  // A batch may decide on the day that comes: what was taken a week ago is left out of the sum by its week.
  const since = new Map(
    [...known].map(([id, company]) => [id, addDays(weekOf(businessDate(company, clock!.now)), -7)]),
  )
  const asked = {
    companyIds: shared.map(({ companyId }) => companyId),
    itemIds: shared.map(({ itemId }) => itemId),
    since: shared.map(({ companyId }) => since.get(companyId)!),
  }
  const [grains, used, stated] = await Promise.all([
    db.read(readGrains, asked),
    db.read(readAllocationUsed, asked),
    db.read(readAllocationQuantities, asked),
  ])
  for (const row of grains)
    facts.grains.set(`${row.company_id}/${row.item_id}`, power10(DECIMALS_KEPT - row.decimals))
  for (const row of used) add(gateOf(facts, keyOf(row)).taken, row)
  for (const row of stated) {
    const item = keyOf(row)
    if (planOf(facts, item)?.code === row.plan) add(gateOf(facts, item).stated, row)
  }
  return facts
}

/** Adds to a picture what it was read without: what is shared out of items. */
export async function addAllocation(
  db: Reader,
  facts: { allocation: AllocationFacts },
  companies: readonly Versioned[],
  items: readonly ItemKey[],
): Promise<void> {
  const { uses } = facts.allocation
  facts.allocation = { ...(await readAllocation(db, companies, items)), uses }
}

/** Decimals in which quantities are kept. */
const DECIMALS_KEPT = 6

function keyOf(row: { company_id: bigint; item_id: bigint; location_id: bigint }): GateKey {
  return { companyId: row.company_id, itemId: row.item_id, locationId: row.location_id }
}

/** Adds what orders took of shares to a picture, so that it can be given back; asks for nothing where there never was a plan. */
export async function addUses(
  db: Reader,
  facts: { allocation: AllocationFacts },
  companies: readonly Versioned[],
  roots: readonly { companyId: bigint; rootId: bigint }[],
): Promise<void> {
  const { allocation } = facts
  const setups = await readSetups(db, companies)
  const sharing = roots.filter(({ companyId }) => setups.get(companyId)?.any)
  if (sharing.length === 0) return
  const rows = await db.read(readAllocationUses, {
    companyIds: sharing.map(({ companyId }) => companyId),
    rootIds: sharing.map(({ rootId }) => rootId),
  })
  for (const row of rows) {
    const key = `${row.company_id}/${row.source_id}`
    const { itemId, locationId } = keyOf(row)
    const { week, node, place, buyer, quantity } = row
    const use = { rootId: row.root_id, sourceId: row.source_id, itemId, locationId, week, node, place, buyer }
    const own = allocation.uses.get(key) ?? []
    allocation.uses.set(key, own)
    own.push({ ...use, quantity, moved: 0n })
  }
}

async function readSetups(
  db: Reader,
  companies: readonly Versioned[],
): Promise<Map<bigint, AllocationSetup>> {
  const pictures = db.memory.get(
    'inventory.allocation',
    () => new Pictures<AllocationSetup>(() => ({ plans: [], any: false })),
  )
  return pictures.load(companies, async (companyIds, setups) => {
    const [plans, items] = await Promise.all([
      db.read(allocationPlansOfCompanies, { companyIds }),
      db.read(allocationItemsOfCompanies, { companyIds }),
    ])
    const byPlan = Map.groupBy(items, (row) => `${row.company_id}/${row.code}`)
    for (const { company_id: companyId, code, by, active, terms } of plans) {
      const setup = setups.get(companyId)!
      setup.any = true
      if (!active) continue
      const { skus, nodes } = terms as unknown as AllocationTerms
      const own = byPlan.get(`${companyId}/${code}`) ?? []
      setup.plans.push({
        code,
        by: by as AllocationPlan['by'],
        items: skus ? new Set(own.map((row) => row.item_id)) : null,
        nodes: nodes.map((node): AllocationNode => ({
          code: node.code,
          parent: node.parent ?? null,
          orderTypes: node.orderTypes ?? [],
          sources: node.sources ?? [],
          segments: node.segments ?? [],
          percent: node.percent ?? 0,
          rank: node.rank ?? 100,
          takes: node.takesFromLower ?? false,
          protectedPercent: node.protectedPercent ?? 100,
        })),
      })
    }
  })
}

/** The plan by which an item is shared out; undefined: it is not. */
export function planOf(
  { setups }: AllocationFacts,
  { companyId, itemId }: ItemKey,
): AllocationPlan | undefined {
  return setups.get(companyId)?.plans.find(({ items }) => items === null || items.has(itemId))
}

function gateOf({ gates }: AllocationFacts, { companyId, itemId, locationId }: GateKey): GateShares {
  const key = `${companyId}/${itemId}/${locationId}`
  let gate = gates.get(key)
  if (!gate) {
    const none = { taken: new Map(), stated: new Map(), moved: new Map(), version: 0 }
    gates.set(key, (gate = { companyId, itemId, locationId, ...none }))
  }
  return gate
}

function add(to: Map<string, Map<string, Micro>>, { week, node, quantity }: Taken): void {
  let nodes = to.get(week)
  if (!nodes) to.set(week, (nodes = new Map()))
  nodes.set(node, (nodes.get(node) ?? 0n) + quantity)
}

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

function moveTaken(gate: GateShares, parts: readonly Taken[], sign: 1n | -1n): void {
  gate.version += 1
  for (const part of parts) add(gate.taken, { ...part, quantity: sign * part.quantity })
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

/** A part of an order has what it took of shares. */
export function keepUse(
  facts: AllocationFacts,
  at: GateKey & { rootId: bigint; sourceId: bigint },
  share: TakenShare,
): void {
  const { companyId, rootId, sourceId, itemId, locationId } = at
  const key = `${companyId}/${sourceId}`
  const own = facts.uses.get(key) ?? []
  facts.uses.set(key, own)
  share.parts.forEach(({ node, week, quantity }, place) => {
    const same = own.find(
      (one) =>
        one.locationId === locationId && one.week === week && one.node === node && one.itemId === itemId,
    )
    if (same) {
      same.quantity += quantity
      same.moved += quantity
    } else {
      const use = { rootId, sourceId, itemId, locationId, week, node, place, buyer: share.node }
      own.unshift({ ...use, quantity, moved: quantity })
    }
    moveGate(gateOf(facts, at), { node, week, quantity })
  })
}

/** The node that a part belonged to when it took of a share; '': none. */
export function buyerOf(
  facts: AllocationFacts,
  { companyId, sourceId }: { companyId: bigint; sourceId: bigint },
): string {
  return facts.uses.get(`${companyId}/${sourceId}`)?.[0]?.buyer ?? ''
}

/** A part of an order gives back what it took of shares for a quantity, the last taken first (D4). */
export function giveBackUse(
  facts: AllocationFacts,
  { companyId, sourceId }: { companyId: bigint; sourceId: bigint },
  quantity: Micro,
): void {
  let open = quantity
  for (const use of facts.uses.get(`${companyId}/${sourceId}`) ?? []) {
    const back = use.quantity < open ? use.quantity : open
    if (back <= 0n) continue
    open -= back
    use.quantity -= back
    use.moved -= back
    const { itemId, locationId, node, week } = use
    giveBack(facts, companyId, { itemId, locationId, node, week, quantity: back })
  }
}

/**
 * What a part took of shares for a quantity is put back into the picture alone, for a question what else it could have.
 *
 * @returns takes it out again
 */
export function liftUse(
  facts: AllocationFacts,
  { companyId, sourceId }: { companyId: bigint; sourceId: bigint },
  quantity: Micro,
): () => void {
  let open = quantity
  const lifted = (facts.uses.get(`${companyId}/${sourceId}`) ?? []).flatMap((use) => {
    const back = use.quantity < open ? use.quantity : open
    if (back <= 0n) return []
    open -= back
    const { itemId, locationId, week, node } = use
    return [{ gate: gateOf(facts, { companyId, itemId, locationId }), part: { week, node, quantity: back } }]
  })
  for (const { gate, part } of lifted) moveTaken(gate, [part], -1n)
  return () => {
    for (const { gate, part } of lifted) moveTaken(gate, [part], 1n)
  }
}

/**
 * A part of an order takes of a share for a day, of what nobody else is promised. The caller takes the goods out of the picture, and asks the
 * gate whether they are still there.
 */
export function takeUse(
  facts: AllocationFacts,
  at: GateKey & { rootId: bigint; sourceId: bigint },
  share: Share,
  of: { stock: StockAt; quantity: Micro; day: string },
): void {
  keepUse(facts, at, share.take(of.stock, of.quantity, of.day))
}

/** A cart has what it took of shares. @returns what it keeps, to give it back */
export function keepHeld(facts: AllocationFacts, at: GateKey, share: TakenShare): HeldShare[] {
  const { itemId, locationId } = at
  return share.parts.map((part) => {
    moveGate(gateOf(facts, at), part)
    return { itemId, locationId, ...part }
  })
}

/** What somebody took of a share is free for its node again. */
export function giveBack(facts: AllocationFacts, companyId: bigint, held: HeldShare): void {
  const { itemId, locationId, node, week, quantity } = held
  const gate = gateOf(facts, { companyId, itemId, locationId })
  gate.version += 1
  add(gate.taken, { node, week, quantity: -quantity })
  moveGate(gate, { node, week, quantity: -quantity })
}

function moveGate({ moved }: GateShares, { node, week, quantity }: Taken): void {
  const key = `${week}\t${node}`
  const before = moved.get(key)?.quantity ?? 0n
  moved.set(key, { node, week, quantity: before + quantity })
}

/** Adds what the batch took and gave back to its write set; the gates, which stand before, are locked and stepped. */
export function writeShares({ gates, uses }: AllocationFacts, { writes }: Pick<Context, 'writes'>): void {
  for (const { companyId, itemId, locationId, moved } of gates.values())
    for (const { week, node, quantity } of moved.values())
      if (quantity !== 0n)
        writes.add(moveAllocationUsed, { companyId, itemId, locationId, week, node, quantity })
  for (const [key, own] of uses) {
    const companyId = BigInt(key.slice(0, key.indexOf('/')))
    for (const { moved, quantity: _left, ...use } of own)
      if (moved !== 0n) writes.add(moveAllocationUses, { companyId, ...use, quantity: moved })
  }
}
