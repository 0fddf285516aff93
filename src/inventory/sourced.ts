import type { Taken } from './allocation.ts'
import type { Availability, DatedQuantity } from './atp.ts'
import type { AtpTerms } from './atp-rule.ts'
import type { Capable } from './capable.ts'
import type { Micro } from '../platform/money.ts'
import type { ShipDays } from './ship-days.ts'

/** One item at one location. Changed by `sourceLines`. */
export interface StockAt {
  onHand: Micro
  reserved: Micro
  /** Kept back from promises (safety stock, channel protection); none unless said. */
  safety?: Micro
  /** What the order in hand held here before it came: nothing keeps it back from it. None unless said. */
  own?: Micro
  supplies: DatedQuantity[]
  /** Dated promises that are not reserved on hand. */
  demands: DatedQuantity[]
  /** Nothing was ever there: it is known for what was promised of it alone. */
  neverThere?: boolean
  /** What can be promised of it over time, as it was computed last. */
  horizon?: KnownHorizon
  /** The finest quantity that comes to it or is promised of it, as it was looked for last. */
  dated?: KnownGrain
}

/** A grain, with the lists that it was found in; their number, since others add to them. */
interface KnownGrain {
  supplies: readonly DatedQuantity[]
  demands: readonly DatedQuantity[]
  size: number
  grain: Micro
}

/** An availability, with all that it was computed from. */
interface KnownHorizon {
  free: Micro
  /** Their number, since others add to the lists. */
  size: number
  supplies: readonly DatedQuantity[]
  demands: readonly DatedQuantity[]
  today: string
  supplyFence: string | undefined
  terms: AtpTerms | undefined
  availability: Availability
}

/** Stock by item, then by location. An absent location has nothing. */
export type StockPicture = Map<bigint, Map<bigint, StockAt>>

/** What of an item at a place an order may take where supply is shared out between channels (A10-17, D4). */
export interface Share {
  /** At most so much for a day, of what is there and comes as the picture says. */
  most(stock: StockAt, day: string): Micro
  /**
   * What is available over time, and no more than the share.
   *
   * @param leavesOn when goods that are there on a day leave: of the share of that day it is taken. Undefined: on the same day
   */
  cap(stock: StockAt, over: Availability, leavesOn: ((goodsOn: string) => string) | undefined): Availability
  /** Takes a quantity for a day; what the share does not have is its own all the same. */
  take(stock: StockAt, quantity: Micro, day: string): TakenShare
}

/** What a part took of shares. */
export interface TakenShare {
  /** The node of the order; '': none. */
  node: string
  parts: readonly Taken[]
  /** It is theirs again, in the picture: nothing was promised, it was asked. */
  putBack(): void
}

/** A location that may serve, in order of rank. A barred one is only traced (it rejected, it is closed). */
export interface Candidate {
  location: bigint
  barred?: string
  /** What nobody has does not wait here as long as it may elsewhere. */
  noBackorders?: true
  /** Kept back here from this search; none unless said. */
  kept?: Micro
  /** What of it the order may take; all that is free unless said. */
  share?: Share
  /** Its days for this line; without them it ships on the day on which the goods are there. */
  days?: ShipDays
  /** What counts as available here by a rule; without one all does, but for late supply. */
  terms?: AtpTerms
  /** Looks through the supply chain for what is short here on a day (A10-9); without one nobody does. */
  maker?: (short: Micro, by: string) => Made | undefined
}

/** What is short, and can be made, bought or moved; `take` takes what it counts on out of the picture. */
export interface Made extends Capable {
  take(): void
  putBack(): void
}

/** A line to source. */
export interface SourcingLine {
  item: bigint
  quantity: Micro
  /** 'YYYY-MM-DD' */
  requestedOn: string
  allowSplit: boolean
  /** Split, although places have all of it: those that are short come first, and one of these gives the rest. */
  apart?: true
  /** The smallest first part of a split. */
  minSplit?: Micro
  /** Every part is a multiple of it. */
  unit?: Micro
  /** The candidates stand as a rule put them: the first serves, be it late. */
  inOrder?: boolean
  /** Goods on hand are wanted, whatever comes before its day. */
  holds?: boolean
  /** What a place gives at least of a line that is split. */
  minFill?: Micro
  /** Places that serve the order of a line together at most, and those that serve it already. */
  maxPlaces?: number
  joined?: ReadonlySet<bigint>
  /** Candidates of this line; those of the batch unless said. */
  candidates?: readonly Candidate[]
}

/** Settings of one run. */
export interface SourcingRules {
  today: string
  candidates: readonly Candidate[]
  /** From this day on everything is available. */
  fence?: string
  /** Past-due supply from this day on counts as of today. */
  supplyFence?: string
}

/** In place of why a place is barred: somebody chose another one, and what this one has is told as of any. */
export const NOT_CHOSEN = 'not_chosen'

/** Why a location was not chosen, with what it could have given on the requested day. */
export interface SourcingLoser {
  location: bigint
  /** `allotted`: it has enough, and shares it out to others. */
  why: 'ranked_lower' | 'short' | 'barred' | 'later' | 'allotted'
  available: Micro
  /** What is free there, and allotted to others. */
  toOthers?: Micro
  note?: string
}

/** A place that is short only because it shares its goods out says so. */
export function loser(
  location: bigint,
  why: 'short' | 'later',
  available: Micro,
  quantity: Micro,
  toOthers: Micro,
): SourcingLoser {
  if (toOthers <= 0n) return { location, why, available }
  const allotted = why === 'short' && available + toOthers >= quantity
  return { location, why: allotted ? 'allotted' : why, available, toOthers }
}

/** One part of a line: a location, a date and what it is taken from. */
export interface SourcedPart {
  location: bigint
  quantity: Micro
  /** The promised ship day; undefined for a backorder, which has none yet. */
  promisedOn?: string
  supply: 'on_hand' | 'dated' | 'backorder'
  reason:
    | 'first_that_fills'
    | 'split_over_locations'
    | 'earliest_that_fills'
    | 'rest_from_supply'
    | 'at_fence'
    | 'supply_before_day'
    | 'lead_time'
    | 'infinite'
    | 'capable'
    | 'nothing_available'
  /** The write must also verify the gate's horizon version: dated promises or supply were weighed. */
  checksHorizon: boolean
  /** Of what is on hand so much has to stay beside it. */
  kept?: Micro
  /** It was held for the order before: a safety stock that was set since does not keep it. */
  own?: boolean
  /** Where supply is shared out: what it took of whose share. */
  share?: TakenShare
  /** It waits for what comes before its day, and asks for what is there from this day on. */
  servedFrom?: string
  /** What of it is short and can be had, with what that counts on; `fromStock`: what is there or comes by then. */
  capable?: Made & { fromStock: Micro }
  /** By which its day was found; undefined: there is none. */
  terms?: AtpTerms
  losers: readonly SourcingLoser[]
}
