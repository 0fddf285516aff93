import type { Micro } from '../platform/money.ts'
import { noAtp, type AtpFacts } from './atp-setup.ts'
import { noMoves, type CostedMoves } from './costed.ts'
import type { Location } from './places.ts'
import { noReservations, type Reservations } from './reservation.ts'
import { noAllocation, type AllocationFacts } from './share-facts.ts'
import { noNeeds, type CapableFacts } from './needs.ts'
import { noSourcing, type SourcingFacts } from './sourcing-setup.ts'
import type { StockAt, StockPicture } from './sourced.ts'

export interface GateAt extends StockAt {
  horizonVersion: bigint
  /** On hand less reserved and safety as it was read; undefined: the gate was not there. */
  freeRead?: Micro
  /** The stock to begin with was entered. */
  opened: boolean
}

/** What a batch does to one gate. */
export interface GateMove {
  companyId: bigint
  itemId: bigint
  locationId: bigint
  onHand: Micro
  reserved: Micro
  /** On-hand quantity that was decided to fit; asked again under the lock. */
  promised: Micro | null
  /** The same, with what a search kept back beyond it: it has to be there, too. */
  fits: Micro | null
  /** Of what was reserved, what this batch set free: it may promise that, too. */
  givenUp: Micro
  /** Set when nothing was found to be free: more than this under the lock is decided again. */
  freeAtMost: Micro | null
  /** Set when a share of it was weighed: less than this under the lock is decided again. */
  freeAtLeast: Micro | null
  /** Set when nothing was found to come: more open supply of the item than this is decided again, too. */
  supplyAtMost: Micro | null
  /** Set when a dated promise was weighed. */
  horizonVersion: bigint | null
  horizonStep: number
  /** The stock to begin with is entered by this batch; asked again under the lock. */
  opened: boolean
  /** Set when goods leave by our own word: not while more is reserved than is there. */
  covered: boolean
  /** Who was promised goods before may have those of the safety stock. */
  pastSafety: boolean
  /** What was taken away that nothing was reserved for. */
  taken: Micro
}

/** The stock of the items of a batch, by company, as read without locks, and what the batch does to it. */
export interface StockFacts {
  locations: Map<bigint, Location[]>
  stock: Map<bigint, StockPicture>
  /** Unit cost by company/cost organization/item. */
  costs: Map<string, Micro>
  moves: Map<string, GateMove>
  costed: CostedMoves
  reservations: Reservations
  newGates: Set<string>
  /** Sources of demand that waits and that this batch promised anew. */
  anew: Set<bigint>
  /** Rules by which places are searched; of what was read without them none. */
  sourcing: SourcingFacts
  /** What is shared out between channels; of what was read without it nothing is. */
  allocation: AllocationFacts
  /** Rules of what is available; none: by the built-in one. */
  atp: AtpFacts
  /** What is needed to make, buy or move what was promised. */
  capable: CapableFacts
}

/** A picture of no item. */
export function emptyStock(locations: Map<bigint, Location[]>): StockFacts {
  return {
    locations,
    stock: new Map(),
    costs: new Map(),
    moves: new Map(),
    costed: noMoves(),
    reservations: noReservations(),
    newGates: new Set(),
    anew: new Set(),
    sourcing: noSourcing(),
    allocation: noAllocation(),
    atp: noAtp(),
    capable: noNeeds(),
  }
}

/** What the picture holds of an item at a location, or undefined: nobody has moved it there yet. */
export function knownStock(
  facts: StockFacts,
  companyId: bigint,
  itemId: bigint,
  locationId: bigint,
): GateAt | undefined {
  return facts.stock.get(companyId)?.get(itemId)?.get(locationId) as GateAt | undefined
}

/** What the picture holds of an item at a location; nothing, if nobody has moved it there yet. */
export function stockAt(facts: StockFacts, companyId: bigint, itemId: bigint, locationId: bigint): GateAt {
  let company = facts.stock.get(companyId)
  if (!company) facts.stock.set(companyId, (company = new Map()))
  let item = company.get(itemId)
  if (!item) company.set(itemId, (item = new Map()))
  let at = item.get(locationId) as GateAt | undefined
  if (!at || at.neverThere) {
    at ??= { onHand: 0n, reserved: 0n, supplies: [], demands: [], horizonVersion: 0n, opened: false }
    item.set(locationId, Object.assign(at, { horizonVersion: 0n, opened: false, neverThere: false }))
    facts.newGates.add(gateKey(companyId, itemId, locationId))
  }
  return at
}

export function gateKey(companyId: bigint, itemId: bigint, locationId: bigint): string {
  return `${companyId}/${itemId}/${locationId}`
}

/**
 * Unit cost as shown at entry (major units, Micro), or null: that of the first-ranked location which has one. The cost that
 * counts is taken at relief.
 */
export function costShown(facts: StockFacts, companyId: bigint, itemId: bigint): Micro | null {
  for (const { costOrganization } of facts.locations.get(companyId) ?? []) {
    const cost = costAt(facts, companyId, costOrganization, itemId)
    if (cost !== null) return cost
  }
  return null
}

/** Unit cost of an item in a cost organization as it was read (major units, Micro), or null: it was never there. */
export function costAt(
  facts: StockFacts,
  companyId: bigint,
  costOrganization: bigint,
  itemId: bigint,
): Micro | null {
  return facts.costs.get(`${companyId}/${costOrganization}/${itemId}`) ?? null
}
