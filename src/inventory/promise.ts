import type { Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import type { Buyer } from './allocation.ts'
import type { JsonObject } from '../platform/json.ts'
import { termsAt } from './atp-setup.ts'
import { capableShown } from './capable-shown.ts'
import { MOST, type Looks } from './capable.ts'
import { refusedBy, type RefusedBy } from './backorder.ts'
import { claimNeeds, claimStock, watchGates } from './gates.ts'
import { daysAt, leadsThere, type Way } from './places.ts'
import { reserve } from './reservation.ts'
import { shareOfBuyer } from './shares.ts'
import { buyerOf, keepUse } from './take-shares.ts'
import type { SourcingSearch } from './sourcing-rule.ts'
import { freeAt } from './source-now.ts'
import type { Candidate, SourcedPart, StockAt } from './sourced.ts'
import { putBack, sourceLines } from './sourcing.ts'
import { knownStock, type StockFacts } from './stock-facts.ts'
import { insertPlannedDemand } from './shrink.sql.ts'
import { keepNeeds, makerOf, networkOf } from './supply-facts.ts'

/** A line that wants goods. `rootId` and `sourceId` are the caller's, opaque. */
export interface Want {
  companyId: bigint
  itemId: bigint
  quantity: Micro
  requestedOn: string
  allowSplit: boolean
  /** It is split, although a place has all of it, if places that are short give some. */
  apart?: true
  /** Whether its customer and its item let what nobody has wait; undefined: it waits anywhere. */
  backorders?: { customer: boolean; item: boolean } | undefined
  /** Its customer takes no line in parts, whoever asks for it. */
  whole?: true
  /** The smallest first part when it is split; null: whatever there is. */
  minSplit: Micro | null
  /** It is not parted below so many: a case that is not opened (B3-1), a kit (A8-10); undefined: it may be. */
  unit?: Micro | undefined
  /** The only place that may serve it; null: any. */
  boundTo: bigint | null
  /** HH:MM of now, in the time zone of the company. */
  time: string
  /** The day by which it is to arrive; null: `requestedOn` says when it is to leave. */
  arriveOn: string | null
  /** How and where to it goes; null: it is collected, or nobody said. */
  way: Way | null
  /** A part of a configured line: what is configured is shared out as the whole only (A10-19). */
  ofConfigured?: boolean
  /** The kit that its goods are of, unique among those that are promised at once; undefined: of none. */
  kit?: number | undefined
  /** What is on hand is to be held for it until it is ordered. */
  holds?: true
}

/** What a sourcing rule says of the places of a line. */
export interface LinePlan {
  /** In the order in which they are asked; no others are. */
  asked: readonly bigint[]
  /** Why others may not serve. */
  barred: ReadonlyMap<bigint, string>
  /** What of the item is kept back at a place. */
  kept: ReadonlyMap<bigint, Micro>
  split: boolean
  minFillPercent: number
  /** Of the whole order, and those that serve it already. */
  maxPlaces: number
  joined?: ReadonlySet<bigint>
  /** How many ways may still be looked at where it is short; undefined: as many as for any part. */
  looks?: Looks
}

/** Goods that are there where they are taken from, and are brought to the place that serves the line. */
export interface Brought {
  /** The place to which they are brought. */
  to: bigint
  /** The day on which they can be collected there. */
  on: string
  /** By which rule their place was chosen; undefined: by rank. */
  search: SourcingSearch | undefined
}

/** A part of a line, with the days that calendars gave it. */
export interface PromisedPart extends SourcedPart {
  /** The day on which its place was to ship; undefined: as the line says. */
  wantedOn?: string
  /** The day on which its place begins to pick. */
  startsOn?: string
  /** The day on which it arrives; undefined: nobody said how long it takes. */
  arrivesOn?: string
  /** Where it is shared out: the plan, the node of the order ('': none), and what is free and others' share, now. */
  allocation?: { plan: string; node: string; toOthers: Micro }
  /** How what is short of it comes (A10-9). */
  made?: JsonObject
  /** It is a backorder that may not wait, by whose word (B6-1). */
  refused?: RefusedBy
  /** Its goods are brought from its `location` to where they are collected; `promisedOn` is the day on which they leave. */
  brought?: Brought
  /** How places were searched for what is brought, though this part is not. */
  sought?: SourcingSearch
}

/**
 * Promises a line: location and date per part, taken out of the picture so that the next request of the batch sees
 * what is left (D3, D16).
 *
 * @param plan what a sourcing rule says of it; without one, places come by rank
 * @param buyer whose share of what is shared out it may take; undefined: all that is free
 * @returns the parts, in order; their quantities add up to the line's
 */
export function promiseLine(
  facts: StockFacts,
  want: Want,
  today: string,
  plan?: LinePlan,
  buyer?: Buyer,
): PromisedPart[] {
  let picture = facts.stock.get(want.companyId)
  if (!picture) facts.stock.set(want.companyId, (picture = new Map()))
  const { way } = want
  const locations = facts.locations.get(want.companyId) ?? []
  const network = networkOf(facts, want.companyId, today)
  const looks = plan?.looks ?? { left: MOST.looks }
  const own = buyer && !want.ofConfigured ? shareOfBuyer(facts, want, buyer, today) : undefined
  const candidates = locations.flatMap((location): Candidate[] => {
    if (want.boundTo !== null && want.boundTo !== location.id) return []
    const days = daysAt(location, want, today)
    const noLane = days && way && !leadsThere(location, way) ? 'no_lane' : undefined
    const terms = termsAt(facts, want.companyId, want.itemId, location.id, today)
    const share = own?.at(location.id)
    const barred = plan?.barred.get(location.id) ?? noLane ?? (terms === null ? 'no_atp_rule' : undefined)
    return [
      {
        location: location.id,
        ...(days ? { days } : {}),
        ...(terms ? { terms } : {}),
        ...(barred === undefined ? {} : { barred }),
        ...(location.backorders ? {} : { noBackorders: true as const }),
        ...(plan?.kept.has(location.id) ? { kept: plan.kept.get(location.id)! } : {}),
        ...(share ? { share } : {}),
        ...(network && terms?.rule.capable
          ? { maker: makerOf(network, { itemId: want.itemId, place: location.id }, looks) }
          : {}),
      },
    ]
  })
  const [parts] = sourceLines(
    picture,
    [
      {
        item: want.itemId,
        quantity: want.quantity,
        requestedOn: want.requestedOn,
        allowSplit: want.allowSplit && (plan?.split ?? true),
        ...(want.apart && { apart: true as const }),
        ...(want.holds ? { holds: true } : {}),
        ...(want.minSplit === null ? {} : { minSplit: want.minSplit }),
        ...(want.unit === undefined ? {} : { unit: want.unit }),
        ...(plan ? { minFill: (want.quantity * BigInt(plan.minFillPercent)) / 100n } : {}),
        ...(plan ? { maxPlaces: plan.maxPlaces, joined: plan.joined ?? NO_PLACES, inOrder: true } : {}),
      },
    ],
    { today, candidates: plan ? inOrder(candidates, plan.asked) : candidates },
  )
  if (own) {
    const toOthers = toOthersAt(picture.get(want.itemId)!, candidates, today)
    const allocation = { plan: own.plan.code, node: own.node?.code ?? '', toOthers }
    for (const part of parts!) (part as PromisedPart).allocation = allocation
  }
  for (const part of parts!)
    if (part.capable)
      (part as PromisedPart).made = capableShown(facts, want.companyId, { ...part, capable: part.capable })
  const judged = parts!.map((part): PromisedPart => {
    const refused = part.supply === 'backorder' ? refusedBy(facts, want, part.location) : undefined
    return refused === undefined ? part : { ...part, refused }
  })
  if (candidates.every(({ days }) => days === undefined)) return judged
  return judged.map((part): PromisedPart => {
    const days = candidates.find(({ location }) => location === part.location)?.days
    if (!days) return part
    const { promisedOn } = part
    if (promisedOn === undefined) return { ...part, wantedOn: days.wantedOn }
    const arrivesOn = days.arriveOn(promisedOn)
    return {
      ...part,
      wantedOn: days.wantedOn,
      startsOn: days.pickOn(promisedOn),
      ...(arrivesOn === null ? {} : { arrivesOn }),
    }
  })
}

/** Whether a place has some of an item that is not reserved, or expects it, or is promised of by a rule without either. */
export function mayServe(
  facts: StockFacts,
  { companyId, itemId }: { companyId: bigint; itemId: bigint },
  locationId: bigint,
  today: string,
): boolean {
  const terms = termsAt(facts, companyId, itemId, locationId, today)
  if (terms?.fence !== undefined) return true
  const at = knownStock(facts, companyId, itemId, locationId)
  return terms !== null && at !== undefined && (at.onHand > at.reserved || at.supplies.length > 0)
}

/** What of an item is free at the places that may serve a line, and allotted to others. */
function toOthersAt(
  stocks: ReadonlyMap<bigint, StockAt>,
  candidates: readonly Candidate[],
  today: string,
): Micro {
  return candidates.reduce((sum, { location, barred, kept = 0n, terms, share }) => {
    const stock = barred === undefined ? stocks.get(location) : undefined
    return stock ? sum + freeAt(stock, today, kept, terms) - freeAt(stock, today, kept, terms, share) : sum
  }, 0n)
}

const NO_PLACES: ReadonlySet<bigint> = new Set()

/** The places that are asked, in their order; behind them those that are not, for the record. */
function inOrder(candidates: readonly Candidate[], asked: readonly bigint[]): Candidate[] {
  const byId = new Map(candidates.map((candidate) => [candidate.location, candidate]))
  const first = asked.flatMap((id) => byId.get(id) ?? [])
  const taken = new Set(first)
  const rest = candidates.filter((candidate) => !taken.has(candidate))
  return [...first, ...rest.map((candidate) => ({ ...candidate, barred: candidate.barred ?? 'not_asked' }))]
}

/** Puts back into the picture what `promiseLine` took out of it, the last line first: nothing was promised, it was asked. */
export function unpromiseLine(facts: StockFacts, want: Want, parts: readonly SourcedPart[]): void {
  const picture = facts.stock.get(want.companyId)
  if (picture) putBack(picture, want.itemId, parts)
}

/**
 * Writes a promised part: a reservation of stock on hand, or a planned demand, and remembers the gate.
 *
 * @param at.bound what waits gets nothing from another place
 * @param at.notAt what waits gets nothing from these
 * @param at.askedAt its turn, when it asked before now
 */
export function writePromise(
  facts: StockFacts,
  context: Context,
  part: PromisedPart,
  at: {
    companyId: bigint
    itemId: bigint
    rootId: bigint
    sourceId: bigint
    bound: boolean
    notAt?: readonly bigint[]
    askedAt?: Date
    /** A backorder that is served when somebody releases it, and not by itself. */
    waitsForRelease?: boolean
  },
): void {
  const {
    companyId,
    itemId,
    rootId,
    sourceId,
    bound,
    notAt = [],
    askedAt = context.now,
    waitsForRelease = false,
  } = at
  const row = { companyId, rootId, sourceId, itemId, locationId: part.location, quantity: part.quantity }
  const move = claimStock(facts, companyId, itemId, part)
  const { allocation } = facts
  if (part.share)
    keepUse(allocation, { companyId, rootId, sourceId, itemId, locationId: part.location }, part.share)
  if (part.supply === 'on_hand') reserve(facts.reservations, row)
  else {
    context.writes.add(insertPlannedDemand, {
      ...row,
      promisedOn: part.promisedOn ?? null,
      askedAt,
      bound,
      notAt: [...notAt],
      servedFrom: part.servedFrom ?? null,
      waitsForRelease: waitsForRelease && part.supply === 'backorder',
      node: part.allocation?.node ?? buyerOf(allocation, { companyId, sourceId }),
      made: madeOf(part),
    })
    move.horizonStep = 1
    if (part.capable) writeNeeds(facts, context, { companyId, rootId, sourceId }, part.capable)
    if (part.supply === 'backorder') watchGates(facts, companyId, itemId, part.location)
  }
}

/** What of a part is made, bought or moved for it. */
export function madeOf({ quantity, capable }: Pick<SourcedPart, 'quantity' | 'capable'>): Micro {
  return capable ? quantity - capable.fromStock : 0n
}

/** Writes what a part counts on to be made, bought or moved, and asks the gates of it. */
export function writeNeeds(
  facts: StockFacts,
  context: Pick<Context, 'writes'>,
  of: { companyId: bigint; rootId: bigint; sourceId: bigint },
  capable: NonNullable<SourcedPart['capable']>,
): void {
  claimNeeds(facts, of.companyId, capable.needs)
  keepNeeds(facts, context, of, capable)
}

/** What nobody has, and may not wait, is decided again when goods of it come meanwhile, as a backorder is. */
export function refuseBackorder(
  facts: StockFacts,
  { companyId, itemId }: { companyId: bigint; itemId: bigint },
  part: SourcedPart,
): void {
  claimStock(facts, companyId, itemId, part)
  watchGates(facts, companyId, itemId, part.location)
}
