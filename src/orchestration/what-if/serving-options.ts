import {
  arrivesFrom,
  liftHolding,
  mayBeMade,
  locationOf,
  mayServe,
  NOT_CHOSEN,
  promiseOrder,
  shipMethodsTo,
  shippedFrom,
  unpromiseLine,
  type PromisedPart,
  type SourcingSearch,
  type Want,
} from '../../inventory/index.ts'
import { questionFor, timeOfDay, wayOfPart, wholeUnits, type ServedWorth } from '../../orders/index.ts'
import { formatMicro } from '../../platform/money.ts'
import type { Movable } from './movable.ts'
import { overtake, type Others, type Overtaking } from './overtaking.ts'

export const OPTION_KINDS = ['wait', 'place', 'split', 'ship_method', 'ahead', 'substitute'] as const
export type OptionKind = (typeof OPTION_KINDS)[number]

/** One way to serve a part. */
export interface OptionAsk {
  kind: Exclude<OptionKind, 'substitute'>
  /** Of a place. */
  locationId?: bigint
  shipMethod?: string
}

/** A way to serve a part, with what it would be promised. */
export interface ServingOption {
  ask: OptionAsk
  /** Whose promises change for it. */
  overtaking?: Overtaking
  parts: readonly PromisedPart[]
  worth: ServedWorth
}

/** What of a search for an option has to be written when it is carried out. */
export interface Found {
  parts: PromisedPart[]
  want: Want
  search: SourcingSearch | undefined
}

/** Places that are tried for a part, and told of: by rank, those that have some of the item, expect it, or are promised of by a rule. */
const MOST_PLACES = 50

export interface Offered {
  /** As it stands. */
  stands: ServingOption
  /** Each of them gives all of it a day; the soonest first, then the cheapest. */
  options: ServingOption[]
  /** Kinds of which there is none, and why. */
  none: { kind: OptionKind; why: string }[]
}

/**
 * The ways to serve a part of a running order (N-4, A10-11): at its place as of now, whole from each other place, split over places, by
 * another ship method. What its order fixes is not offered otherwise. It takes nothing out of the picture, and nothing from a promise
 * that somebody else has; but where it may: before those that rank behind it.
 *
 * @param others who waits for its item; undefined: nothing may be taken from them
 */
export function offerOptions(of: Movable, others?: Others): Offered {
  const { part, holding, stock, order, company, refused } = of
  const none: Offered['none'] = []
  const stands = { ask: { kind: 'wait' as const }, parts: [standing(of)] }
  const seen = new Set([textOf(stands.parts)])
  const weighed = (ask: OptionAsk, parts: readonly PromisedPart[]): ServingOption => ({
    ask,
    parts,
    worth: worthOf(of, ask, parts),
  })
  const tried = (ask: OptionAsk): ServingOption[] => {
    const parts = simulate(of, ask)
    const text = textOf(parts)
    if (!isDated(parts) || seen.has(text)) return []
    seen.add(text)
    return [weighed(ask, parts)]
  }
  const options: ServingOption[] = []
  const gather = (kind: OptionKind, asks: readonly OptionAsk[], why: string) => {
    const found = asks.flatMap(tried).filter(({ parts }) => kind !== 'split' || parts.length > 1)
    if (found.length === 0) none.push({ kind, why })
    options.push(...found)
  }
  if (holding.supply !== 'on_hand') options.push(...tried({ kind: 'wait' }))
  if (part.bound) {
    none.push({ kind: 'place', why: 'its order is picked up at this place' })
    none.push({ kind: 'split', why: 'its order is picked up at this place' })
  } else {
    const places = (stock.locations.get(company.id) ?? [])
      .filter(({ id }) => id !== holding.locationId && !refused.has(id))
      .filter(
        ({ id }) =>
          mayServe(stock, holding, id, of.today) ||
          mayBeMade(stock, { companyId: company.id, itemId: holding.itemId, place: id }, of.today),
      )
      .slice(0, MOST_PLACES)
    const asks = places.map(({ id }) => ({ kind: 'place' as const, locationId: id }))
    gather('place', asks, 'no other place has all of it, or expects it')
    if (part.whole) none.push({ kind: 'split', why: 'its order asked for it in one piece' })
    else if (!of.inParts) none.push({ kind: 'split', why: 'it is taken in one piece' })
    else gather('split', [{ kind: 'split' }], 'no places give it together')
  }
  const base = weighed(stands.ask, stands.parts)
  const way = wayOfPart(order, part)
  if (!way) none.push({ kind: 'ship_method', why: 'its order goes by no ship method' })
  else {
    const methods = shipMethodsTo(stock, company.id, way).filter((one) => one !== way.shipMethod)
    const better = methods
      .flatMap((shipMethod): ServingOption[] => {
        const ask = { kind: 'ship_method' as const, shipMethod }
        const parts = simulate(of, ask)
        return isDated(parts) ? [weighed(ask, parts)] : []
      })
      .filter((one) => lastDay(one.parts) < lastDay(base.parts) || one.worth.ways < base.worth.ways)
    if (better.length === 0)
      none.push({ kind: 'ship_method', why: 'no other ship method is faster, or costs less' })
    options.push(...better)
  }
  if (others) {
    const found = overtake(of, others)
    const ask = { kind: 'ahead' as const }
    if (!found)
      none.push({ kind: 'ahead', why: 'it has its goods, or gains nothing from those who rank behind it' })
    else {
      const parts = [aheadPart(of, found)]
      options.push({ ...weighed(ask, parts), overtaking: found })
    }
  }
  none.push({
    kind: 'substitute',
    why: 'an order that runs keeps its items: substitutes are offered beside a promise',
  })
  return { stands: base, options: options.toSorted(bySoonest), none }
}

/** What a part would be promised in this way; the picture stays as it is. */
export function simulate(of: Movable, ask: OptionAsk): PromisedPart[] {
  const { stock, holding } = of
  if (ask.kind === 'ship_method') return byOtherWay(of, ask.shipMethod!)
  const takeOut = liftHolding(stock, holding)
  try {
    const { parts, want } = promiseAs(of, ask)
    unpromiseLine(stock, want, parts)
    return parts
  } finally {
    takeOut()
  }
}

/** Promises a part in this way, out of a picture that what it had was put back into. */
export function promiseAs(of: Movable, ask: OptionAsk): Found {
  const found = promiseSo(of, ask, false)
  if (ask.kind !== 'split' || found.parts.length > 1) return found
  // One place has all of it: what others give together beside the one that it would leave.
  unpromiseLine(of.stock, found.want, found.parts)
  const together = promiseSo(of, ask, true)
  if (together.parts.length > 1) return together
  unpromiseLine(of.stock, together.want, together.parts)
  return promiseSo(of, ask, false)
}

/** @param apart several places serve it, although one has all of it */
function promiseSo(of: Movable, { kind, locationId }: OptionAsk, apart: boolean): Found {
  const { order, part, holding, company, stock, today, now, refused, segment } = of
  const { companyId, itemId, quantity } = holding
  const way = wayOfPart(order, part)
  const want: Want = {
    companyId,
    itemId,
    quantity,
    requestedOn: part.requestedOn ?? today,
    allowSplit: kind === 'split',
    ...(apart && { apart: true as const }),
    minSplit: part.minSplit ?? null,
    unit: wholeUnits({ ...part, quantity }),
    // What it lacks where it is collected may be brought there.
    boundTo: part.bound ? holding.locationId : null,
    time: timeOfDay(company, now),
    arriveOn: null,
    way,
  }
  const only = kind === 'split' ? undefined : (locationId ?? holding.locationId)
  const not = new Map<bigint, string>()
  for (const { id } of stock.locations.get(companyId) ?? []) {
    if (refused.has(id)) not.set(id, 'rejected')
    else if (apart && id === holding.locationId) not.set(id, NOT_CHOSEN)
    else if (only !== undefined && id !== only && !part.bound) not.set(id, NOT_CHOSEN)
  }
  const { area } = order.decisions
  const about = { ...order, segment, postcode: typeof area === 'string' ? area : undefined }
  const question = questionFor({ shipMethod: way?.shipMethod, country: order.shipToCountry }, about)
  const { parts, search } = promiseOrder(stock, [want], question, today, not)
  return { parts: parts[0]!, want, search }
}

/** What a part is promised, as an option says it. */
export function standing({ order, part, holding, stock }: Movable): PromisedPart {
  const { companyId, locationId, promisedOn, quantity, supply } = holding
  const place = locationOf(stock, companyId, locationId)!
  const arrivesOn = promisedOn === null ? null : arrivesFrom(place, wayOfPart(order, part), promisedOn)
  return {
    location: locationId,
    quantity,
    supply,
    ...(promisedOn === null ? {} : { promisedOn }),
    ...(arrivesOn === null ? {} : { arrivesOn }),
    reason: 'first_that_fills',
    checksHorizon: false,
    losers: [],
  }
}

/** From its place, by another ship method: goods that are there leave today at the soonest. */
function byOtherWay(of: Movable, shipMethod: string): PromisedPart[] {
  const { order, part, holding, stock, company, now, today } = of
  const { companyId, locationId, supply, promisedOn: before } = holding
  const way = { ...wayOfPart(order, part)!, shipMethod }
  if (before === null) return []
  const asked = { requestedOn: part.requestedOn ?? today, time: timeOfDay(company, now), way }
  const overdue = supply === 'on_hand' && before < today
  const promisedOn = overdue
    ? shippedFrom(stock, { companyId, locationId, goodsOn: today }, asked, today).promisedOn
    : before
  const arrivesOn = arrivesFrom(locationOf(stock, companyId, locationId)!, way, promisedOn)
  if (arrivesOn === null) return []
  return [{ ...standing(of), promisedOn, arrivesOn }]
}

/** What a part is promised before those that rank behind it. */
export function aheadPart(of: Movable, { own }: Overtaking): PromisedPart {
  const { locationId: location, promisedOn, arrivesOn } = own
  return {
    ...standing({ ...of, holding: { ...of.holding, locationId: location, supply: 'dated', promisedOn } }),
    ...(arrivesOn === null ? {} : { arrivesOn }),
  }
}

function worthOf(
  { part, served, holding }: Movable,
  { kind, shipMethod = part.shipMethod }: OptionAsk,
  parts: readonly PromisedPart[],
): ServedWorth {
  const { lineNo, bound } = part
  return served.weigh(
    part,
    parts.map(({ location, quantity, promisedOn = null }) => ({
      lineNo,
      bound,
      locationId: kind === 'ship_method' ? holding.locationId : location,
      promisedOn,
      quantity,
      ...(shipMethod === undefined ? {} : { shipMethod }),
    })),
  )
}

/** A promise in words that are the same only if it is. */
export function textOf(parts: readonly PromisedPart[]): string {
  return parts
    .map(({ location, quantity, supply, promisedOn = '', arrivesOn = '', brought }) =>
      [
        location,
        formatMicro(quantity),
        brought ? 'transfer' : supply,
        promisedOn,
        arrivesOn,
        ...(brought ? [brought.on] : []),
      ].join(' '),
    )
    .join(', ')
}

function isDated(parts: readonly PromisedPart[]): boolean {
  return parts.length > 0 && parts.every(({ promisedOn }) => promisedOn !== undefined)
}

/** The day on which the last part is there, as far as it is known; what has no day comes last. */
export function lastDay(parts: readonly PromisedPart[]): string {
  return parts.reduce((last, { promisedOn, arrivesOn, brought }) => {
    const day = brought?.on ?? arrivesOn ?? promisedOn ?? '9999-12-31'
    return day > last ? day : last
  }, '')
}

function costOf({ goods, ways }: ServedWorth): bigint {
  return goods === null ? 2n ** 63n : goods + ways
}

function bySoonest(a: ServingOption, b: ServingOption): number {
  const [first, second] = [lastDay(a.parts), lastDay(b.parts)]
  if (first !== second) return first < second ? -1 : 1
  return costOf(a.worth) < costOf(b.worth) ? -1 : costOf(a.worth) > costOf(b.worth) ? 1 : 0
}
