import type { JsonObject } from '../platform/json.ts'
import type { Micro, Minor } from '../platform/money.ts'

/**
 * Which places may serve an order and which of them comes first (C13-2 … C13-7, D16). Pure: the caller gathers what is known of each
 * place, `sourceLines` then takes goods in the order that comes out.
 */

/** What places are compared by. Less is better, but for what is on hand and for what is on time. */
export const CRITERIA = [
  'proximity',
  'on_hand',
  'priority',
  'last_assigned',
  'velocity',
  'labor',
  'cost',
  'on_time',
  'margin',
  'shipments',
] as const
export type Criterion = (typeof CRITERIA)[number]

const MORE_IS_BETTER: ReadonlySet<Criterion> = new Set(['on_hand', 'on_time'])

/** What of an order its places are searched by; the postcode is not kept. */
export interface SourcingQuestion {
  orderType: string
  source: string
  shipMethod: string
  country: string
  postcode: string
  /** Of its account; '': none. */
  segment: string
}

/** A search for places: the rule, what it knew and what it chose. */
export interface SourcingSearch {
  rule: SourcingRule
  record: JsonObject
  /** What its postcode begins with that an area is described for; '': none. */
  area: string
  /** Places that the rule forbids whatever they have: they do not serve what waits either. */
  notAt: readonly bigint[]
}

/** A rule as it is decided by: places are ids, quantities Micro. */
export interface SourcingRule {
  code: string
  version: number
  precedence: number
  /** '': any. */
  orderType: string
  source: string
  shipMethod: string
  /** Empty: all. */
  locations: ReadonlySet<bigint>
  exceptLocations: ReadonlySet<bigint>
  locationTypes: ReadonlySet<string>
  /** `percent` null of all: they are asked one after the other. */
  criteria: readonly { by: Criterion; percent: number | null }[]
  splitOrders: boolean
  splitLines: boolean
  /** A place gives at least so much of a line that is split. */
  minFillPercent: number
  /** Places that serve one order together. */
  maxLocations: number
  preferences: readonly Preference[]
  used: readonly UsedQuantity[]
  maxAttempts: number
  /** Where goes what no place takes; null: it waits for a person. */
  defaultLocation: bigint | null
  /** What each day costs by which an order is late, in minor units of the books' currency; by `margin`. */
  latePenalty: Minor
}

/** Values of one place, one type of places or (neither) all; of each value the most particular that says it holds (C13-3). */
export interface Preference {
  location: bigint | null
  locationType: string | null
  safetyMinimum: Micro | null
  dailyOrders: number | null
  radiusKm: number | null
}

/** Changes the quantity that a search counts with, not the stock (C13-4). */
export interface UsedQuantity {
  location: bigint | null
  locationType: string | null
  /** Holds only while no more than this is on hand; null: always. */
  onHandAtMost: Micro | null
  minus: Micro
  minusSellThroughPercent: number
  exclude: boolean
}

export interface Place {
  id: bigint
  locationType: string
}

/** The first rule of the company that is for such an order; undefined: places come by rank. */
export function ruleFor(
  rules: readonly SourcingRule[],
  asked: { orderType: string; source: string; shipMethod: string },
): SourcingRule | undefined {
  return rules.find(
    (rule) =>
      (rule.orderType === '' || rule.orderType === asked.orderType) &&
      (rule.source === '' || rule.source === asked.source) &&
      (rule.shipMethod === '' || rule.shipMethod === asked.shipMethod),
  )
}

/** The rule lets a place serve. */
export function isOfRule(
  { locations, exceptLocations, locationTypes }: SourcingRule,
  { id, locationType }: Place,
): boolean {
  if (exceptLocations.has(id)) return false
  if (locations.size > 0 && !locations.has(id)) return false
  return locationTypes.size === 0 || locationTypes.has(locationType)
}

/** The value of a place: its own, else that of its type, else that of all; null: nobody said (C13-3). */
export function preferred<K extends 'safetyMinimum' | 'dailyOrders' | 'radiusKm'>(
  { preferences }: Pick<SourcingRule, 'preferences'>,
  { id, locationType }: Place,
  what: K,
): Preference[K] | null {
  const said = (fits: (one: Preference) => boolean) =>
    preferences.find((one) => one[what] !== null && fits(one))?.[what] ?? null
  return (
    said((one) => one.location === id) ??
    said((one) => one.location === null && one.locationType === locationType && locationType !== '') ??
    said((one) => one.location === null && one.locationType === null)
  )
}

/**
 * What a search keeps back of an item at a place: the safety minimum, and what used quantities take (C13-4, C13-13). null: the place is
 * not to be used for the item.
 */
export function keptBack(
  rule: Pick<SourcingRule, 'preferences' | 'used'>,
  place: Place,
  { onHand, sellThrough }: { onHand: Micro; sellThrough: Micro },
): Micro | null {
  let kept = preferred(rule, place, 'safetyMinimum') ?? 0n
  for (const used of rule.used) {
    if (used.location !== null && used.location !== place.id) continue
    if (used.locationType !== null && used.locationType !== place.locationType) continue
    if (used.onHandAtMost !== null && onHand > used.onHandAtMost) continue
    if (used.exclude) return null
    kept += used.minus + (sellThrough * BigInt(used.minusSellThroughPercent)) / 100n
  }
  return kept
}

/** Kilometers between two points on the globe, to 0.1; degrees × 10^6. */
export function kilometersBetween(
  a: { latitude: Micro; longitude: Micro },
  b: { latitude: Micro; longitude: Micro },
): number {
  const radians = (micro: Micro) => (Number(micro) / 1e6) * (Math.PI / 180)
  const half = (from: Micro, to: Micro) => Math.sin((radians(to) - radians(from)) / 2) ** 2
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude)
  // Mean radius of the earth.
  return Math.round(2 * 6371.0088 * Math.asin(Math.sqrt(Math.min(1, chord))) * 10) / 10
}

/** What a search knows of a place. */
export interface Weighed {
  location: bigint
  code: string
  /** Why it may not serve. */
  barred?: string | undefined
  /** Of each criterion of the rule its value; null: not known, which is the worst. */
  values: Partial<Record<Criterion, number | null>>
  /** What of each item it can give now. */
  free: ReadonlyMap<bigint, Micro>
}

export interface Ranked extends Weighed {
  /** 0 to 100, to 0.1; of weighted criteria alone. */
  score: number | null
}

/**
 * Places in the order in which a rule prefers them (D16): by its criteria one after the other, or by the sum of what each weighs. Ties: by
 * code.
 */
export function rankPlaces(places: readonly Weighed[], criteria: SourcingRule['criteria']): Ranked[] {
  const weighted = criteria.some(({ percent }) => percent !== null)
  const byCode = (a: Weighed, b: Weighed) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  if (!weighted)
    return places
      .map((place) => ({ ...place, score: null }))
      .sort((a, b) => {
        for (const { by } of criteria) {
          const order = goodness(b, by) - goodness(a, by)
          if (order !== 0 && !Number.isNaN(order)) return order
        }
        return byCode(a, b)
      })
  const sums = new Map<Weighed, number>(places.map((place) => [place, 0]))
  for (const { by, percent } of criteria) {
    const known = places.map((place) => goodness(place, by)).filter(Number.isFinite)
    const least = Math.min(...known)
    const range = Math.max(...known) - least
    for (const place of places) {
      const own = goodness(place, by)
      // Where all are the same each has all of it; who is not known has nothing.
      const share = !Number.isFinite(own) ? 0 : range === 0 ? 1 : (own - least) / range
      sums.set(place, sums.get(place)! + (percent ?? 0) * share)
    }
  }
  return places
    .map((place) => ({ ...place, score: Math.round(sums.get(place)! * 10) / 10 }))
    .sort((a, b) => b.score - a.score || byCode(a, b))
}

function goodness({ values }: Weighed, by: Criterion): number {
  const value = values[by] ?? null
  if (value === null) return -Infinity
  return MORE_IS_BETTER.has(by) ? value : -value
}

/** What a line of an order wants. */
export interface WantedLine {
  item: bigint
  quantity: Micro
}

export interface Chosen {
  outcome: 'one_fills_all' | 'split_order' | 'split_line' | 'short'
  /** Of each line the places in the order in which they are asked; others are not asked. */
  asked: (readonly bigint[])[]
  /** Places that fill lines whole. */
  used: bigint[]
  /** All places in the order of the rule; those that may not serve come last. */
  ranked: Ranked[]
}

/**
 * Chooses places for the lines of an order (D16): one that can fill all of them, the best of those; else, if orders may be split, the
 * fewest that fill whole lines, each time the one that fills most, then the better one; what no place fills whole is split over those, if
 * lines may be split. What is not there now is left to the days of supply at the places that are asked.
 */
export function choosePlaces(
  lines: readonly WantedLine[],
  places: readonly Weighed[],
  rule: Pick<SourcingRule, 'criteria' | 'splitOrders' | 'splitLines' | 'maxLocations'>,
): Chosen {
  const able = places.filter(({ barred }) => barred === undefined)
  const barred = places.filter((place) => place.barred !== undefined).map((one) => ({ ...one, score: null }))
  const wanted = new Map<bigint, Micro>()
  for (const { item, quantity } of lines) wanted.set(item, (wanted.get(item) ?? 0n) + quantity)
  const fillers = able.filter(({ free }) =>
    [...wanted].every(([item, quantity]) => (free.get(item) ?? 0n) >= quantity),
  )
  const idsOf = (list: readonly Weighed[]) => list.map(({ location }) => location)
  if (fillers.length > 0) {
    const best = rankPlaces(fillers, rule.criteria)
    const others = rankPlaces(
      able.filter((place) => !fillers.includes(place)),
      rule.criteria,
    )
    const ranked = [...best, ...others]
    const asked = idsOf(ranked)
    return {
      outcome: 'one_fills_all',
      asked: lines.map(() => asked),
      used: idsOf(best.slice(0, 1)),
      ranked: [...ranked, ...barred],
    }
  }
  const ranked = rankPlaces(able, rule.criteria)
  const all = [...ranked, ...barred]
  const used: Ranked[] = []
  const left = new Map(ranked.map((place) => [place, new Map(place.free)]))
  const assigned = new Map<number, Ranked>()
  const most = mostPlaces(rule)
  while (used.length < most && assigned.size < lines.length) {
    let best: { place: Ranked; fills: number[] } | undefined
    for (const place of ranked) {
      if (used.includes(place)) continue
      const fills = fillsOf(lines, left.get(place)!, assigned)
      if (fills.length > (best?.fills.length ?? 0)) best = { place, fills }
    }
    if (!best) break
    used.push(best.place)
    for (const line of best.fills) assigned.set(line, best.place)
  }
  const whole = assigned.size === lines.length
  const splitting = !whole && rule.splitLines && rule.splitOrders
  // Others may only join while the order is at fewer places than it may be.
  const rest = used.length < most ? ranked.filter((place) => !used.includes(place)) : []
  return {
    outcome: whole ? 'split_order' : splitting && used.length + rest.length > 1 ? 'split_line' : 'short',
    asked: lines.map((_, index) => {
      const own = assigned.get(index)
      const first = own ? [own] : []
      return idsOf([...first, ...used.filter((place) => place !== own), ...rest])
    }),
    used: idsOf(used),
    ranked: all,
  }
}

/** Places that serve one order together at most. */
export function mostPlaces({
  splitOrders,
  maxLocations,
}: Pick<SourcingRule, 'splitOrders' | 'maxLocations'>): number {
  return splitOrders ? maxLocations : 1
}

/** The lines, in order, that a place fills whole of what it has; it is taken off. */
function fillsOf(
  lines: readonly WantedLine[],
  free: ReadonlyMap<bigint, Micro>,
  assigned: ReadonlyMap<number, unknown>,
): number[] {
  const left = new Map(free)
  return lines.flatMap(({ item, quantity }, index) => {
    const here = left.get(item) ?? 0n
    if (assigned.has(index) || here < quantity) return []
    left.set(item, here - quantity)
    return [index]
  })
}
