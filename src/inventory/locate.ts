import type { Micro } from '../platform/money.ts'
import { isOfRule, keptBack, kilometersBetween, preferred, type SourcingRule } from './sourcing-rule.ts'
import type { Point } from './sourcing-setup.ts'

/** Where an item stands in what is asked for: an item and how much of it. */
export interface LocateItem {
  itemId: bigint
  quantity: Micro
}

/** What a place has of an item, and how old that is. */
export interface LocatedStock {
  /** By its own system or a count of ours. */
  onHand: Micro
  /** Reserved by us, and our safety stock. */
  reserved: Micro
  safety: Micro
  sellThrough: Micro
  /** Its system said so just now; it is what we know; its system was to be asked, and did not say. */
  source: 'live' | 'known' | 'stale'
  asOf: Date
}

/** A place as a search for goods sees it. */
export interface LocatePlace {
  id: bigint
  code: string
  rank: number
  locationType: string
  point: Point | null
  /** By item; absent: it has none, and nobody says otherwise. */
  stock: ReadonlyMap<bigint, LocatedStock>
}

export interface LocateQuestion {
  items: readonly LocateItem[]
  /** Where from; undefined: nobody said, or nobody knows where that is. */
  near: Point | undefined
  /** null: as the preferences say, else any distance. */
  radiusKm: number | null
  /** Empty: all. */
  locationTypes: ReadonlySet<string>
  /** Places that have all of it alone. */
  onlyWithAll: boolean
  /** The sourcing rule of such an order: its preferences, used quantities and places hold here, too. */
  rule: SourcingRule | undefined
}

/** A place that has something of what is looked for. */
export interface Candidate {
  place: LocatePlace
  /** null: it is not known where the place is, or where is looked from. */
  distanceKm: number | null
  /** It can give all that is asked for. */
  hasAll: boolean
  items: { itemId: bigint; stock: LocatedStock; available: Micro; gives: Micro }[]
}

/** Why a place is no candidate. */
export const NOT_THERE = [
  'other_type',
  'not_of_the_rule',
  'place_unknown',
  'too_far',
  'nothing_available',
  'not_all',
] as const
export type NotThere = (typeof NOT_THERE)[number]

/**
 * Finds places that have goods (C13-2): available is on hand less what we reserved, the safety stock and what the rule keeps back, so what
 * an order reserves is gone at once. Nearest first, then by rank; of whose place nobody knows the distance come last. A radius is the one
 * that is asked for, else that of the place, of its type, of all (C13-3); within a radius only places of known distance are found.
 *
 * @returns candidates in order, and of every other place the first reason of `NOT_THERE`
 */
export function locate(
  places: readonly LocatePlace[],
  question: LocateQuestion,
): { candidates: Candidate[]; others: { place: LocatePlace; why: NotThere }[] } {
  const candidates: Candidate[] = []
  const others: { place: LocatePlace; why: NotThere }[] = []
  for (const place of places) {
    const found = candidateOf(place, question)
    if (typeof found === 'string') others.push({ place, why: found })
    else candidates.push(found)
  }
  const far = ({ distanceKm }: Candidate) => distanceKm ?? Infinity
  candidates.sort(
    (a, b) =>
      // Two that are nowhere are as far.
      (far(a) === far(b) ? 0 : far(a) - far(b)) ||
      a.place.rank - b.place.rank ||
      (a.place.code < b.place.code ? -1 : 1),
  )
  return { candidates, others }
}

/** On hand less reserved, the safety stock and what a rule keeps back (C13-4): never below 0, and 0 where it excludes the place. */
export function availableOf(
  {
    onHand,
    reserved,
    safety,
    sellThrough,
  }: Pick<LocatedStock, 'onHand' | 'reserved' | 'safety' | 'sellThrough'>,
  place: Pick<LocatePlace, 'id' | 'locationType'>,
  rule: SourcingRule | undefined,
): Micro {
  const kept = rule ? keptBack(rule, place, { onHand, sellThrough }) : 0n
  const free = kept === null ? 0n : onHand - reserved - safety - kept
  return free > 0n ? free : 0n
}

/** Why a place is not looked at, whatever it has. */
export function passedOver(
  place: Omit<LocatePlace, 'stock'>,
  { near, radiusKm, locationTypes, rule }: Omit<LocateQuestion, 'items' | 'onlyWithAll'>,
): NotThere | undefined {
  if (locationTypes.size > 0 && !locationTypes.has(place.locationType)) return 'other_type'
  if (rule && !isOfRule(rule, place)) return 'not_of_the_rule'
  const radius = radiusKm ?? (rule ? preferred(rule, place, 'radiusKm') : null)
  // Where it is not known from where, nothing is too far.
  if (radius !== null && near) {
    if (place.point === null) return 'place_unknown'
    if (kilometersBetween(near, place.point) > radius) return 'too_far'
  }
  return undefined
}

function candidateOf(place: LocatePlace, question: LocateQuestion): Candidate | NotThere {
  const passed = passedOver(place, question)
  if (passed) return passed
  const { items, near, onlyWithAll, rule } = question
  const found = items.flatMap(({ itemId, quantity }) => {
    const stock = place.stock.get(itemId)
    if (!stock) return []
    const available = availableOf(stock, place, rule)
    return [{ itemId, stock, available, gives: available < quantity ? available : quantity }]
  })
  if (found.every(({ gives }) => gives === 0n)) return 'nothing_available'
  const hasAll = items.every(({ itemId, quantity }) =>
    found.some((one) => one.itemId === itemId && one.gives === quantity),
  )
  if (onlyWithAll && !hasAll) return 'not_all'
  const distanceKm = near && place.point ? kilometersBetween(near, place.point) : null
  return { place, distanceKm, hasAll, items: found }
}
