import type { Micro } from '../platform/money.ts'
import type { AllocationPlan, Shares, Taken } from './allocation.ts'

/** What is known of shares of items while a batch is decided: plans, and what was taken. */

/** The plans of a company: kept in memory by its set-up version. */
export interface AllocationSetup {
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
export interface GateShares {
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
export interface Use extends Taken {
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

/** The plan by which an item is shared out; undefined: it is not. */
export function planOf(
  { setups }: AllocationFacts,
  { companyId, itemId }: ItemKey,
): AllocationPlan | undefined {
  return setups.get(companyId)?.plans.find(({ items }) => items === null || items.has(itemId))
}

export function gateOf({ gates }: AllocationFacts, { companyId, itemId, locationId }: GateKey): GateShares {
  const key = `${companyId}/${itemId}/${locationId}`
  let gate = gates.get(key)
  if (!gate) {
    const none = { taken: new Map(), stated: new Map(), moved: new Map(), version: 0 }
    gates.set(key, (gate = { companyId, itemId, locationId, ...none }))
  }
  return gate
}

export function addTaken(to: Map<string, Map<string, Micro>>, { week, node, quantity }: Taken): void {
  let nodes = to.get(week)
  if (!nodes) to.set(week, (nodes = new Map()))
  nodes.set(node, (nodes.get(node) ?? 0n) + quantity)
}

export function moveTaken(gate: GateShares, parts: readonly Taken[], sign: 1n | -1n): void {
  gate.version += 1
  for (const part of parts) addTaken(gate.taken, { ...part, quantity: sign * part.quantity })
}
