import type { Buyer } from './allocation.ts'
import type { Context } from '../platform/batch/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { promiseBound } from './bring.ts'
import { MOST } from './capable.ts'
import { promiseLine, unpromiseLine, type LinePlan, type PromisedPart, type Want } from './promise.ts'
import type { StockFacts } from './stock-facts.ts'
import {
  choosePlaces,
  kilometersBetween,
  mostPlaces,
  preferred,
  ruleFor,
  type Chosen,
  type SourcingQuestion,
  type SourcingRule,
  type SourcingSearch,
  type Weighed,
} from './sourcing-rule.ts'
import { shareOfBuyer, type OwnShare } from './shares.ts'
import { countGiven, pointOf, type Point } from './sourcing-setup.ts'
import { insertSourcingSearches } from './stock.sql.ts'
import { FORBIDDEN, NOWHERE, barredFrom, valueOf, turnsOf } from './weigh-place.ts'
import { asksTrials, trialsOf } from './try-places.ts'
import { givenBy } from './given-by-rule.ts'

export interface PromisedOrder {
  /** Of each line its parts. */
  parts: PromisedPart[][]
  /** Undefined: no rule is for the order, places came by rank. */
  search: SourcingSearch | undefined
  /** Kits whose goods leave together, when all of them are there. */
  together: ReadonlySet<number>
}

/**
 * Promises the lines of an order, or of a question. Where the goods of a kit that are promised first make fewer whole kits than its least first
 * part, all of its goods are promised in one piece, and leave together (A10-14, decision 0078).
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
  let together: ReadonlySet<number> = new Set()
  let lines = wants
  for (let attempt = 1; ; attempt++) {
    const promised = promiseLines(facts, lines, question, today, not)
    const short = kitsShort(lines, promised.parts)
    if (short.length === 0) return { ...promised, together }
    for (const [index, want] of [...lines.entries()].reverse())
      unpromiseLine(facts, want, promised.parts[index]!)
    // What these leave may be too little for others: it ends with all that say a least.
    const whole = attempt === 1 ? short : boundedKits(wants).keys()
    together = new Set([...together, ...whole])
    lines = wants.map((want) =>
      want.kit !== undefined && together.has(want.kit)
        ? { ...want, allowSplit: false, minSplit: null }
        : want,
    )
  }
}

/** By kit with several goods and a least first part of them: the places of these. */
function boundedKits(wants: readonly Want[]): Map<number, number[]> {
  const places = wants.flatMap(({ kit, minSplit }, index) =>
    kit === undefined || minSplit === null ? [] : [{ kit, index }],
  )
  const kits = Map.groupBy(places, ({ kit }) => kit)
  return new Map(
    [...kits].flatMap(([kit, own]) => (own.length === 1 ? [] : [[kit, own.map(({ index }) => index)]])),
  )
}

/** Kits of which the goods that are promised first make fewer than their least: of some goods too little is promised by then. */
function kitsShort(wants: readonly Want[], parts: readonly (readonly PromisedPart[])[]): number[] {
  return [...boundedKits(wants)].flatMap(([kit, goods]) => {
    const days = goods.flatMap((index) => parts[index]!.map(dayOf))
    const first = days.reduce((least, day) => (day < least ? day : least), NEVER)
    const holdsLeast = (index: number) => {
      const { quantity, minSplit } = wants[index]!
      const by = parts[index]!.filter((part) => dayOf(part) !== NEVER && dayOf(part) === first)
      return (
        by.reduce((sum, part) => sum + part.quantity, 0n) >= (minSplit! < quantity ? minSplit! : quantity)
      )
    }
    return goods.every(holdsLeast) ? [] : [kit]
  })
}

/** After every day. */
const NEVER = '~'

/** The day on which a part leaves, or is collected. */
function dayOf({ brought, promisedOn = NEVER }: PromisedPart): string {
  return brought ? brought.on : promisedOn
}

/**
 * Promises the lines of an order, or of a question, one after the other out of the picture. Where a sourcing rule is for it, the places
 * are chosen for all lines together first (C13-6, C13-7, D16); a line that one place alone may serve is promised as it says.
 */
function promiseLines(
  facts: StockFacts,
  wants: readonly Want[],
  question: SourcingQuestion,
  today: string,
  not: ReadonlyMap<bigint, string>,
): Omit<PromisedOrder, 'together'> {
  const search = (want: Want, by: SourcingQuestion, barred: ReadonlyMap<bigint, string>) =>
    promiseLines(facts, [want], by, today, barred)
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

/** Places of which a record tells. */
const MOST_TOLD = 100

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
