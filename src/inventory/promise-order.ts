import type { Buyer } from './allocation.ts'
import type { Context } from '../platform/batch/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { daysBetween } from '../platform/clock.ts'
import { mulPriceQuantity, type Micro, type Minor } from '../platform/money.ts'
import { termsAt } from './atp-setup.ts'
import { promiseBound } from './bring.ts'
import { MOST, type Looks } from './capable.ts'
import { daysAt, wayCost, type Location } from './places.ts'
import { promiseLine, unpromiseLine, type LinePlan, type PromisedPart, type Want } from './promise.ts'
import { costAt, knownStock, type StockFacts } from './stock-facts.ts'
import {
  choosePlaces,
  isOfRule,
  keptBack,
  kilometersBetween,
  mostPlaces,
  preferred,
  ruleFor,
  type Chosen,
  type Criterion,
  type SourcingQuestion,
  type SourcingRule,
  type SourcingSearch,
  type Weighed,
} from './sourcing-rule.ts'
import { shareOfBuyer, type OwnShare } from './shares.ts'
import { countGiven, isGiven, lastGiven, ordersOn, pointOf, type Point } from './sourcing-setup.ts'
import { freeAt } from './source-now.ts'
import { NOT_CHOSEN } from './sourced.ts'
import { insertSourcingSearches } from './stock.sql.ts'

/** Why a place serves an order on no day. */
const FORBIDDEN: ReadonlySet<string> = new Set(['rejected', 'not_in_rule', 'too_far'])

export interface PromisedOrder {
  /** Of each line its parts. */
  parts: PromisedPart[][]
  /** Undefined: no rule is for the order, places came by rank. */
  search: SourcingSearch | undefined
}

/** Places of which a record tells. */
const MOST_TOLD = 100

/**
 * Promises the lines of an order, or of a question, one after the other out of the picture. Where a sourcing rule is for it, the places
 * are chosen for all lines together first (C13-6, C13-7, D16); a line that one place alone may serve is promised as it says.
 *
 * @param not places that may not serve, and why: they refused it
 */
export function promiseOrder(
  facts: StockFacts,
  wants: readonly Want[],
  question: SourcingQuestion,
  today: string,
  not: ReadonlyMap<bigint, string> = NOWHERE,
): PromisedOrder {
  const search = (want: Want, by: SourcingQuestion, barred: ReadonlyMap<bigint, string>) =>
    promiseOrder(facts, [want], by, today, barred)
  const companyId = wants[0]?.companyId
  const setup = companyId === undefined ? undefined : facts.sourcing.setups.get(companyId)
  const rule = setup && ruleFor(setup.rules, question)
  const open = wants.filter(({ boundTo }) => boundTo === null)
  if (!rule || open.length === 0) {
    const plan = not.size === 0 ? undefined : byRank(facts, companyId, not)
    const parts = wants.map((want) =>
      want.boundTo === null
        ? promiseLine(facts, want, today, plan, question)
        : promiseBound(facts, want, question, { today, not, search }),
    )
    return { parts, search: undefined }
  }
  const area = pointOf(setup, question.country, question.postcode)
  const to = area?.point
  const { plans, chosen, known } = planOrder(facts, open, { rule, to, today, not, buyer: question })
  let next = 0
  // Places that fill whole lines have their turn kept: what is split beside them joins them, or what is left of the most.
  const joined = new Set(chosen.used)
  const parts = wants.map((want) => {
    if (want.boundTo !== null) return promiseBound(facts, want, question, { today, not, search })
    const plan = plans[next++]!
    const full = joined.size >= plan.maxPlaces
    const asked = full ? plan.asked.filter((id) => joined.has(id)) : plan.asked
    const own = promiseLine(facts, want, today, { ...plan, asked, joined }, question)
    for (const { location, supply } of own) if (supply !== 'backorder') joined.add(location)
    return own
  })
  const record = recordOf(rule, chosen, known, to !== undefined)
  const notAt = chosen.ranked.flatMap(({ location, barred }) =>
    barred !== undefined && FORBIDDEN.has(barred) ? [location] : [],
  )
  return { parts, search: { rule, record, area: area?.prefix ?? '', notAt } }
}

const NOWHERE: ReadonlyMap<bigint, string> = new Map()

/** What the rule of orders that wait keeps from them. */
export interface KeptFrom {
  /** What of an item at a place they may not have; null: nothing comes to them from there. */
  at(place: bigint): Micro | null
  /** A place is given as many orders of this day as it takes, and this is none of them. */
  isFull(place: bigint, rootId: bigint): boolean
  /** It is an order of this day of the place. */
  count(place: bigint, rootId: bigint): void
}

/**
 * What the rule of an order that waits keeps from it, as the rule and the places are now (C13-4, C13-6, C13-13): what a search would keep
 * back, and everything at places that serve it on no day, or no more orders of this one. Undefined: no rule is for it.
 */
export function keptFromWaiting(
  facts: StockFacts,
  { companyId, itemId }: { companyId: bigint; itemId: bigint },
  question: SourcingQuestion,
  today: string,
): KeptFrom | undefined {
  const setup = facts.sourcing.setups.get(companyId)
  const rule = setup && ruleFor(setup.rules, question)
  if (!rule) return undefined
  const to = pointOf(setup, question.country, question.postcode)?.point
  const places = new Map(facts.locations.get(companyId)?.map((place) => [place.id, place]))
  const kept = new Map<bigint, Micro | null>()
  const mostOf = (id: bigint) => preferred(rule, places.get(id)!, 'dailyOrders')
  const at = (id: bigint) => {
    const known = kept.get(id)
    if (known !== undefined) return known
    const place = places.get(id)!
    const km = to && place.point ? kilometersBetween(to, place.point) : null
    const why = barredFrom(facts, place, { rule, not: NOWHERE, companyId, km, to, today })
    const onHand = knownStock(facts, companyId, itemId, id)?.onHand ?? 0n
    const sellThrough = facts.sourcing.sellThrough.get(`${companyId}/${itemId}/${id}`) ?? 0n
    const back =
      why !== undefined && FORBIDDEN.has(why) ? null : keptBack(rule, place, { onHand, sellThrough })
    kept.set(id, back)
    return back
  }
  return {
    at,
    isFull(locationId, rootId) {
      const most = mostOf(locationId)
      if (most === null || isGiven(facts.sourcing, { companyId, locationId, rootId, day: today }))
        return false
      return ordersOn(facts.sourcing, companyId, locationId, today) >= most
    },
    count(locationId, rootId) {
      countGiven(facts.sourcing, { companyId, locationId, rootId, day: today }, mostOf(locationId))
    },
  }
}

/** Places by rank, but for those that may not serve. */
function byRank(
  facts: StockFacts,
  companyId: bigint | undefined,
  barred: ReadonlyMap<bigint, string>,
): LinePlan {
  const places = companyId === undefined ? [] : (facts.locations.get(companyId) ?? [])
  const asked = places.map(({ id }) => id).filter((id) => !barred.has(id))
  return { asked, barred, kept: new Map(), split: true, minFillPercent: 0, maxPlaces: places.length }
}

/** Each order of a place counts against its limit of the day. */
export function countPlaces(
  facts: Pick<StockFacts, 'sourcing' | 'locations'>,
  { rule }: Pick<SourcingSearch, 'rule'>,
  at: { companyId: bigint; rootId: bigint; today: string },
  parts: readonly PromisedPart[],
): void {
  const { companyId, rootId, today: day } = at
  for (const locationId of new Set(parts.map(({ location }) => location))) {
    const place = facts.locations.get(companyId)!.find(({ id }) => id === locationId)!
    // What nobody can give is planned at a place beyond its limit, too: it is not its order of this day.
    if (parts.every(({ location, supply }) => location !== locationId || supply === 'backorder')) continue
    countGiven(facts.sourcing, { companyId, locationId, rootId, day }, preferred(rule, place, 'dailyOrders'))
  }
}

/** Keeps a search for good (N-14). */
export function writeSearch(
  { rule, record }: SourcingSearch,
  at: { companyId: bigint; rootId: bigint; attempt: number },
  { writes, ids, batch }: Context,
): void {
  const { code, version } = rule
  writes.add(insertSourcingSearches, {
    ...at,
    id: ids.next(),
    batch,
    rule: code,
    ruleVersion: version,
    record,
  })
}

interface KnownOf {
  fills: number
  weighed: Weighed
}

function planOrder(
  facts: StockFacts,
  wants: readonly Want[],
  by: {
    rule: SourcingRule
    to: Point | undefined
    today: string
    not: ReadonlyMap<bigint, string>
    buyer: Buyer
  },
): { plans: LinePlan[]; chosen: Chosen; known: Map<bigint, KnownOf> } {
  const { rule, today } = by
  const { companyId } = wants[0]!
  const shares = new Map<bigint, OwnShare>()
  for (const { itemId, ofConfigured } of wants) {
    const own = ofConfigured ? undefined : shareOfBuyer(facts, { companyId, itemId }, by.buyer, today)
    if (own) shares.set(itemId, own)
  }
  const known = new Map<bigint, KnownOf>()
  const places = facts.locations.get(companyId) ?? []
  const turns = turnsOf(facts, companyId, places)
  const given = givenBy(facts, wants, rule, today, shares)
  // A line that is tried at each place, and then promised, looks at no more ways than any: half of them are for the trials.
  const half = MOST.looks / 2
  const looks = wants.map(() => ({ left: half }))
  const trials = asksTrials(rule) ? trialsOf(facts, wants, given, { ...by, looks }) : undefined
  for (const [index, place] of places.entries()) {
    const free = given.free[index]!
    const usable = free.size > 0
    const km = by.to && place.point ? kilometersBetween(by.to, place.point) : null
    const weighed: Weighed = {
      location: place.id,
      code: place.code,
      barred: usable ? barredFrom(facts, place, { ...by, companyId, km }) : 'not_used',
      values: {},
      free,
    }
    for (const { by: criterion } of rule.criteria)
      weighed.values[criterion] = valueOf(criterion, facts, place, {
        wants,
        today,
        km,
        free,
        turns,
        ...(trials ? { trial: trials.get(place.id), penalty: rule.latePenalty } : {}),
      })
    const fills = wants.filter(({ itemId, quantity }) => (free.get(itemId) ?? 0n) >= quantity).length
    known.set(place.id, { fills, weighed })
  }
  const lines = wants.map(({ itemId: item, quantity }) => ({ item, quantity }))
  const chosen = choosePlaces(
    lines,
    Array.from(known.values(), ({ weighed }) => weighed),
    rule,
  )
  const barred = new Map(chosen.ranked.flatMap((one) => (one.barred ? [[one.location, one.barred]] : [])))
  const plans = wants.map(({ itemId }, index): LinePlan => {
    // A place may give one item of an order and not another.
    const excluded = given.excluded.get(itemId)
    // What was tried at the place that leaves most is promised there, be it that its goods come, or are made, later.
    const all = trials && chosen.outcome === 'one_fills_all' ? chosen.used : chosen.asked[index]!
    const asked = excluded ? all.filter((id) => !excluded.has(id)) : all
    const { splitLines, splitOrders, minFillPercent } = rule
    return {
      looks: { left: half + Math.max(0, looks[index]!.left) },
      asked,
      barred,
      kept: given.kept(itemId),
      split: splitLines && splitOrders,
      minFillPercent,
      maxPlaces: mostPlaces(rule),
    }
  })
  return { plans, chosen, known }
}

/** What places may give of the items of an order by a rule. */
interface Given {
  /** Of each place, as they stand, of the items that it may give what it can now. */
  free: Map<bigint, Micro>[]
  /** Places that are not used for an item; of most there are none. */
  excluded: Map<bigint, Set<bigint>>
  /** What of an item is kept back, at the places where anything is. */
  kept(itemId: bigint): ReadonlyMap<bigint, Micro>
}

/**
 * Looks at each item at each place: of a large order that is half a million times, so what does not depend on both is asked once, and
 * no key is made of two.
 */
function givenBy(
  facts: StockFacts,
  wants: readonly Want[],
  rule: SourcingRule,
  today: string,
  shares: ReadonlyMap<bigint, OwnShare>,
): Given {
  const { companyId } = wants[0]!
  const places = facts.locations.get(companyId) ?? []
  const picture = facts.stock.get(companyId)
  const { sellThrough } = facts.sourcing
  const free = places.map(() => new Map<bigint, Micro>())
  const excluded: Given['excluded'] = new Map()
  const nothing = { onHand: 0n, sellThrough: 0n }
  // Without used quantities the same is kept of every item.
  const always =
    rule.used.length > 0 ? undefined : places.map((place) => keptBack(rule, place, nothing) ?? 0n)
  const asMap = (backs: readonly Micro[]) =>
    new Map(
      places.flatMap(({ id }, index): [bigint, Micro][] => (backs[index]! > 0n ? [[id, backs[index]!]] : [])),
    )
  const same = always && asMap(always)
  const ofItems = new Map<bigint, ReadonlyMap<bigint, Micro>>()
  const wanted = new Map<bigint, Micro>()
  for (const { itemId, quantity } of wants) wanted.set(itemId, (wanted.get(itemId) ?? 0n) + quantity)
  for (const [itemId, asked] of wanted) {
    const stocks = picture?.get(itemId)
    const backs: Micro[] = []
    for (const [index, place] of places.entries()) {
      const stock = stocks?.get(place.id)
      let back = always?.[index] ?? null
      if (!always) {
        const sold = sellThrough.size === 0 ? 0n : sellThrough.get(`${companyId}/${itemId}/${place.id}`)
        back = keptBack(rule, place, { onHand: stock?.onHand ?? 0n, sellThrough: sold ?? 0n })
      }
      backs.push(back ?? 0n)
      if (back !== null) {
        const terms = termsAt(facts, companyId, itemId, place.id, today)
        const here =
          stock && terms !== null ? freeAt(stock, today, back, terms, shares.get(itemId)?.at(place.id)) : 0n
        // What is not searched for is there.
        free[index]!.set(itemId, terms?.unsearched && here < asked ? asked : here)
      } else excluded.set(itemId, (excluded.get(itemId) ?? new Set()).add(place.id))
    }
    if (!same) ofItems.set(itemId, asMap(backs))
  }
  return { free, excluded, kept: (itemId) => same ?? ofItems.get(itemId)! }
}

/** Why a place may not serve an order by the rule; undefined: it may. */
function barredFrom(
  facts: StockFacts,
  place: Location,
  {
    rule,
    not,
    companyId,
    km,
    to,
    today,
  }: {
    rule: SourcingRule
    not: ReadonlyMap<bigint, string>
    companyId: bigint
    km: number | null
    to: Point | undefined
    today: string
  },
): string | undefined {
  const refused = not.get(place.id)
  // That another one was chosen is told of what might have served.
  if (refused !== undefined && refused !== NOT_CHOSEN) return refused
  if (!isOfRule(rule, place)) return 'not_in_rule'
  const radius = preferred(rule, place, 'radiusKm')
  // Where it goes is not known: a radius says nothing.
  if (radius !== null && to && (km === null || km > radius)) return 'too_far'
  const most = preferred(rule, place, 'dailyOrders')
  if (most !== null && ordersOn(facts.sourcing, companyId, place.id, today) >= most) return 'load_limit'
  return refused
}

function valueOf(
  criterion: Criterion,
  facts: StockFacts,
  place: Location,
  of: {
    wants: readonly Want[]
    today: string
    km: number | null
    free: ReadonlyMap<bigint, Micro>
    turns: ReadonlyMap<bigint, number>
    trial?: Trial | undefined
    penalty?: Minor
  },
): number | null {
  const { companyId } = of.wants[0]!
  switch (criterion) {
    case 'proximity':
      return of.km
    case 'on_hand':
      return Number([...of.free.values()].reduce((sum, quantity) => sum + quantity, 0n)) / 1e6
    case 'priority':
      return place.rank
    case 'last_assigned':
      return of.turns.get(place.id)!
    case 'velocity': {
      if (facts.sourcing.sellThrough.size === 0) return 0
      const sold = [...of.free.keys()].map(
        (itemId) => facts.sourcing.sellThrough.get(`${companyId}/${itemId}/${place.id}`) ?? 0n,
      )
      return Number(sold.reduce((sum, quantity) => sum + quantity, 0n)) / 1e6
    }
    case 'labor':
      return place.laborCost === null ? null : Number(place.laborCost)
    case 'cost': {
      const { way } = of.wants[0]!
      const freight = way && wayCost(place, way)
      return freight === null ? null : Number(freight + (place.laborCost ?? 0n))
    }
    case 'on_time':
      return of.wants.every((want) => inTime(place, want, of.today)) ? 1 : 0
    case 'shipments':
      return of.trial?.shipments ?? null
    case 'margin':
      return of.trial === undefined ? null : spentAt(facts, place, of.wants, of.trial, of.penalty ?? 0n)
  }
}

/** What an order would be promised at one place. */
interface Trial {
  /** Of the last of it; 0: in time. */
  daysLate: number
  shipments: number
}

function asksTrials({ criteria }: SourcingRule): boolean {
  return criteria.some(({ by }) => by === 'margin' || by === 'shipments')
}

/**
 * Promises the order whole at each place that may serve it, and puts it back: what comes, or can be made, in time serves as well as what is
 * there (A10-10). A place that has all of it on some day fills it; of others nothing is known.
 */
function trialsOf(
  facts: StockFacts,
  wants: readonly Want[],
  given: Given,
  { rule, today, buyer, looks }: { rule: SourcingRule; today: string; buyer: Buyer; looks: readonly Looks[] },
): Map<bigint, Trial> {
  const trials = new Map<bigint, Trial>()
  const places = facts.locations.get(wants[0]!.companyId) ?? []
  for (const [index, { id }] of places.entries()) {
    const free = given.free[index]!
    if (wants.some(({ itemId }) => !free.has(itemId))) continue
    const taken: [Want, PromisedPart[]][] = []
    for (const [line, want] of wants.entries()) {
      const at: LinePlan = {
        looks: looks[line]!,
        asked: [id],
        barred: new Map(),
        kept: given.kept(want.itemId),
        split: rule.splitLines && rule.splitOrders,
        minFillPercent: 0,
        maxPlaces: 1,
      }
      taken.push([want, promiseLine(facts, { ...want, boundTo: id }, today, at, buyer)])
    }
    const parts = taken.flatMap(([want, own]) => own.map((part) => ({ want, part })))
    const whole = taken.every(
      ([, own]) => own.length > 0 && own.every(({ promisedOn }) => promisedOn !== undefined),
    )
    if (whole)
      trials.set(id, {
        daysLate: Math.max(...parts.map(({ want, part }) => daysLate(want, part, today))),
        shipments: new Set(parts.map(({ part }) => part.promisedOn)).size,
      })
    for (const [want, own] of taken.toReversed()) unpromiseLine(facts, want, own)
    if (!whole) continue
    const sums = new Map<bigint, Micro>()
    for (const { itemId, quantity } of wants) sums.set(itemId, (sums.get(itemId) ?? 0n) + quantity)
    for (const [itemId, quantity] of sums) if (free.get(itemId)! < quantity) free.set(itemId, quantity)
  }
  return trials
}

function daysLate(want: Want, { promisedOn, arrivesOn }: PromisedPart, today: string): number {
  const { requestedOn, arriveOn } = want
  const there = arriveOn === null ? promisedOn! : (arrivesOn ?? promisedOn!)
  const wanted = arriveOn ?? (requestedOn < today ? today : requestedOn)
  return there > wanted ? daysBetween(wanted, there) : 0
}

/**
 * What is spent on an order from a place, in minor units of the books' currency: its goods, its shipments, and what it costs that it is late.
 * Its net price is the same from everywhere, so the least of this leaves the most (A10-10, D3). null: of some of it nobody said.
 */
function spentAt(
  facts: StockFacts,
  place: Location,
  wants: readonly Want[],
  { daysLate: late, shipments }: Trial,
  penalty: Minor,
): number | null {
  const { companyId, way } = wants[0]!
  const freight = way && wayCost(place, way)
  if (freight === null) return null
  const { digits } = facts.sourcing.setups.get(companyId)!
  let spent = (freight + (place.laborCost ?? 0n)) * BigInt(shipments) + penalty * BigInt(late)
  for (const { itemId, quantity } of wants) {
    const cost = costAt(facts, companyId, place.costOrganization, itemId)
    if (cost === null) return null
    spent += mulPriceQuantity(cost, quantity, digits)
  }
  return Number(spent)
}

/** What is there leaves, or arrives, by the day that is asked for. */
function inTime(place: Location, want: Want, today: string): boolean {
  const days = daysAt(place, want, today)
  return !days || days.lateOn(days.shipOn(today)) === null
}

/** Who was given an order longest ago is first. */
function turnsOf(facts: StockFacts, companyId: bigint, places: readonly Location[]): Map<bigint, number> {
  const last = new Map(places.map(({ id }) => [id, lastGiven(facts.sourcing, companyId, id)]))
  const order = [...new Set(last.values())].sort((a, b) => (a < b ? -1 : 1))
  const turn = new Map(order.map((id, index) => [id, index]))
  return new Map(Array.from(last, ([id, given]) => [id, turn.get(given)!]))
}

/** What a search knew of each place and in which order it came, so that it can be weighed again. */
function recordOf(
  { criteria }: SourcingRule,
  { outcome, ranked }: Chosen,
  known: ReadonlyMap<bigint, KnownOf>,
  located: boolean,
): JsonObject {
  return {
    outcome,
    located,
    criteria: criteria.map(({ by, percent }): JsonObject => (percent === null ? { by } : { by, percent })),
    places: ranked.slice(0, MOST_TOLD).map(({ code, score, values, barred, location }) => ({
      location: code,
      ...(score === null ? {} : { score }),
      fills: known.get(location)!.fills,
      values: { ...values },
      ...(barred === undefined ? {} : { barred }),
    })),
    ...(ranked.length > MOST_TOLD ? { untold: ranked.length - MOST_TOLD } : {}),
  }
}
