import type { Micro } from '../platform/money.ts'
import { availableOn, mostFrom, promise, type Availability } from './atp.ts'
import { onHandServes, type AtpTerms } from './atp-rule.ts'
import { freeOf, horizonOf, neverThere } from './horizon.ts'
import { leavesMore, servedFrom } from './latest-supply.ts'
import { makeShort, makeSome, wholeOf } from './make-short.ts'
import { inUnits, mayJoin, minimum, unopened } from './parting.ts'
import type { ShipDays } from './ship-days.ts'
import { loser, NOT_CHOSEN } from './sourced.ts'
import type {
  StockAt,
  StockPicture,
  Share,
  Candidate,
  SourcingLine,
  SourcingRules,
  SourcingLoser,
  SourcedPart,
} from './sourced.ts'

export type {
  StockAt,
  StockPicture,
  Share,
  TakenShare,
  Candidate,
  SourcingLine,
  SourcingRules,
  SourcedPart,
} from './sourced.ts'

/**
 * The choice of locations and dates for the lines of a batch, in order of arrival (D3, D16). Pure: it works on a
 * picture read without locks and takes what it promises out of that picture, so a later line sees what an earlier one
 * left. The writing statement asks the gates again.
 */

const nothing: readonly SourcingLoser[] = []
/** Before every day. */
const IN_TIME = ''

/**
 * Sources lines in order of arrival. For each line: the first ranked location that fills it whole from on hand in time (D3); if none is
 * in time, the one that fills it whole soonest, be it from supply; else, if it may split, on hand over the fewest locations (then by rank), the first part at least `minSplit`; else (and for
 * the rest) the location with the earliest date from supply; what is left is backordered at the first-ranked location that lets it wait.
 * A line with no candidate that is not barred gets no part. The picture is changed.
 */
export function sourceLines(
  picture: StockPicture,
  lines: readonly SourcingLine[],
  rules: SourcingRules,
): SourcedPart[][] {
  return lines.map((line) => sourceLine(picture, line, rules))
}

function sourceLine(picture: StockPicture, line: SourcingLine, rules: SourcingRules): SourcedPart[] {
  const candidates = line.candidates ?? rules.candidates
  let stocks = picture.get(line.item)
  if (!stocks) picture.set(line.item, (stocks = new Map()))
  const readyOn = line.requestedOn < rules.today ? rules.today : line.requestedOn
  const free: Micro[] = []
  let soonest: { rank: number; lateOn: string; stocked: boolean; later: SourcedPart | undefined } | undefined
  for (let rank = 0; rank < candidates.length; rank += 1) {
    const candidate = candidates[rank]!
    const stock = candidate.barred === undefined ? stocks.get(candidate.location) : undefined
    const { days, terms } = candidate
    const here = stock
      ? freeNow(stock, rules, candidate, terms ? leaves(candidate, rules.today, readyOn) : rules.today)
      : 0n
    free.push(here)
    if (line.apart && line.allowSplit) continue
    const later = stock && laterOf(stock, line, rules, candidate, readyOn)
    if (candidate.barred !== undefined || (here < line.quantity && !terms?.unsearched && !later)) continue
    const leavesOn = later?.promisedOn ?? leaves(candidate, rules.today, readyOn)
    // Nobody asked a place without days when it is late; of what is not searched a lead time may say so.
    const atLead = !days && terms?.unsearched && leavesOn > readyOn ? leavesOn : null
    const lateOn = line.inOrder ? IN_TIME : (days?.lateOn(leavesOn) ?? atLead ?? IN_TIME)
    const stocked = here >= line.quantity || later !== undefined
    if (lateOn === IN_TIME && (stocked || line.inOrder)) {
      const losers =
        candidates.length === 1 ? nothing : losersOf(candidates, free, rank, line.quantity, stocks, rules)
      if (later) return [takeLater(stocks, candidate, later, losers)]
      return [takeWhole(stocks, candidate, line.quantity, leavesOn, here, rules.today, losers)]
    }
    // The soonest serves: of equals one that has the goods before one that waits for them, then the first by rank.
    const sooner = soonest === undefined || lateOn < soonest.lateOn
    if (sooner || (lateOn === soonest!.lateOn && stocked && !soonest!.stocked))
      soonest = { rank, lateOn, stocked, later }
  }
  if (soonest) {
    const { rank, lateOn, later } = soonest
    const sooner =
      lateOn === IN_TIME
        ? undefined
        : soonestOf(stocks, inUnits(stocks, line, candidates), line.quantity, rules, candidates, true, lateOn)
    if (!sooner) {
      const losers = losersOf(candidates, free, rank, line.quantity, stocks, rules)
      if (later) return [takeLater(stocks, candidates[rank]!, later, losers)]
      const leavesOn = leaves(candidates[rank]!, rules.today, readyOn)
      return [takeWhole(stocks, candidates[rank]!, line.quantity, leavesOn, free[rank]!, rules.today, losers)]
    }
    for (const part of sooner) takeDated(stocks, part, candidates)
    return withLosers(sooner, stocks, candidates, free, rules)
  }
  return sourceShort(stocks, line, rules, candidates, free, readyOn)
}

/**
 * Puts back into the picture what `sourceLines` took out of it for a line: of a question nothing is kept. Of several lines the last
 * one first.
 */
export function putBack(picture: StockPicture, item: bigint, parts: readonly SourcedPart[]): void {
  const stocks = picture.get(item)
  if (stocks) for (const part of parts.toReversed()) takeBack(stocks, part)
}

function takeBack(stocks: Map<bigint, StockAt>, part: SourcedPart): void {
  const { location, supply, quantity } = part
  const stock = stocks.get(location)
  if (!stock) return
  part.share?.putBack()
  if (supply === 'on_hand') stock.reserved -= quantity
  else if (supply === 'dated') {
    part.capable?.putBack()
    stock.demands = stock.demands.slice(0, -1)
  }
  if (stock.neverThere && stock.demands.length === 0) stocks.delete(location)
}

/** A line of a later day as a promise of what comes before it, where its rule says so and that leaves more for today. */
function laterOf(
  stock: StockAt,
  { quantity, holds }: SourcingLine,
  rules: SourcingRules,
  { location, days, terms, kept = 0n, share }: Candidate,
  readyOn: string,
): SourcedPart | undefined {
  const { today } = rules
  const goodsOn = days?.goodsOn ?? readyOn
  const { own = 0n, supplies, demands } = stock
  if (!terms?.latestSupplyFirst || goodsOn <= today || supplies.length === 0 || holds || own > 0n)
    return undefined
  const over = horizonOf(stock, rules, kept, terms)
  if (availableOn(share ? share.cap(stock, over, days?.shipOn) : over, goodsOn) < quantity) return undefined
  const promisedOn = days?.shipOn(goodsOn) ?? goodsOn
  const of = { today, free: freeOf(stock, kept), supplies, demands }
  if (!leavesMore(terms, of, { on: promisedOn, quantity, counted: false })) return undefined
  return {
    location,
    quantity,
    promisedOn,
    supply: 'dated',
    reason: 'supply_before_day',
    checksHorizon: true,
    servedFrom: servedFrom(terms, supplies, today, promisedOn),
    terms,
    losers: nothing,
  }
}

function takeLater(
  stocks: Map<bigint, StockAt>,
  candidate: Candidate,
  part: SourcedPart,
  losers: readonly SourcingLoser[],
): SourcedPart {
  takeDated(stocks, part, [candidate])
  return Object.assign(part, { losers })
}

/** The day on which a candidate ships what is there, or what a lead time says. */
function leaves({ days, terms }: Candidate, today: string, readyOn: string): string {
  const goodsOn = terms?.unsearched ? terms.fence! : today
  return days?.shipOn(goodsOn) ?? (goodsOn > readyOn ? goodsOn : readyOn)
}

/** @param free what is there; less: it is promised by a rule that does not search stock, and holds none */
function takeWhole(
  stocks: Map<bigint, StockAt>,
  candidate: Candidate,
  quantity: Micro,
  promisedOn: string,
  free: Micro,
  today: string,
  losers: readonly SourcingLoser[],
): SourcedPart {
  const { location, terms } = candidate
  const stock = stocks.get(location)
  if (!stock || free < quantity) {
    const part: SourcedPart = {
      location,
      quantity,
      promisedOn,
      supply: 'dated',
      reason: datedReason(true, true, terms),
      checksHorizon: false,
      ...(terms ? { terms } : {}),
      losers,
    }
    takeDated(stocks, part, [candidate])
    return part
  }
  const held = take(stock, quantity, candidate, today)
  return {
    location: candidate.location,
    quantity,
    promisedOn,
    supply: 'on_hand',
    reason: 'first_that_fills',
    checksHorizon: hasHorizon(stock),
    ...held,
    ...(terms ? { terms } : {}),
    losers,
  }
}

/** Takes what is on hand, first what the order held. @returns how it is asked of the gate */
function take(
  stock: StockAt,
  quantity: Micro,
  { kept, share }: Pick<Candidate, 'kept' | 'share'>,
  today: string,
): Pick<SourcedPart, 'kept' | 'own' | 'share'> {
  const shared = share ? { share: share.take(stock, quantity, today) } : {}
  stock.reserved += quantity
  const { own = 0n } = stock
  if (own <= 0n) return kept === undefined ? shared : { kept, ...shared }
  stock.own = own > quantity ? own - quantity : 0n
  return { own: true, ...shared }
}

function takeDated(stocks: Map<bigint, StockAt>, part: SourcedPart, candidates: readonly Candidate[]): void {
  let stock = stocks.get(part.location)
  if (!stock) stocks.set(part.location, (stock = neverThere()))
  const { share, terms } = candidates.find(({ location }) => location === part.location) ?? {}
  // What is available without an end, or by a lead time, is nobody's share.
  const endless = terms?.unsearched || (terms?.fence !== undefined && part.promisedOn! >= terms.fence)
  // What is made for it is nobody else's either.
  const quantity = part.capable?.fromStock ?? part.quantity
  if (share && !endless && quantity > 0n) part.share = share.take(stock, quantity, part.promisedOn!)
  part.capable?.take()
  // A list of its own: what was computed from the one before is not that of this one.
  stock.demands = [...stock.demands, { on: part.promisedOn!, quantity: part.quantity }]
}

/** What can leave now for a day: on hand less reserved and safety, and never what a dated promise counts on. */
function freeNow(
  stock: StockAt,
  rules: Pick<SourcingRules, 'today' | 'supplyFence'>,
  { kept = 0n, terms, share }: Pick<Candidate, 'kept' | 'terms' | 'share'>,
  leavesOn: string,
): Micro {
  const free = freeOf(stock, kept)
  if (free <= 0n || (terms && !onHandServes(terms, rules.today, leavesOn))) return 0n
  if (stock.demands.length === 0) return within(free, stock, rules.today, share)
  const now = availableOn(horizonOf(stock, rules, kept, terms), rules.today)
  return within(now < free ? now : free, stock, rules.today, share)
}

/** Of what is free no more than the share, but for what the order held. */
function within(free: Micro, stock: StockAt, today: string, share: Share | undefined): Micro {
  if (!share) return free
  const { own = 0n } = stock
  const most = share.most(stock, today)
  const least = own > most ? own : most
  return least < free ? least : free
}

/** What can leave now of an item at a place, beside what is kept back, of what the order may take. */
export function freeAt(
  stock: StockAt,
  today: string,
  kept: Micro,
  terms: AtpTerms | undefined,
  share?: Share,
): Micro {
  const of = { kept, ...(terms ? { terms } : {}), ...(share ? { share } : {}) }
  return freeNow(stock, { today }, of, today)
}

function hasHorizon(stock: StockAt): boolean {
  return stock.demands.length > 0 || stock.supplies.length > 0
}

/** What is free at a place and allotted to others: nothing, where it is not shared out. */
function allottedToOthers(
  stocks: ReadonlyMap<bigint, StockAt>,
  candidate: Candidate,
  { today }: Pick<SourcingRules, 'today'>,
): Micro {
  const { location, kept = 0n, terms, share } = candidate
  const stock = share && stocks.get(location)
  return stock ? freeAt(stock, today, kept, terms) - freeAt(stock, today, kept, terms, share) : 0n
}

function losersOf(
  candidates: readonly Candidate[],
  free: readonly Micro[],
  chosen: number,
  quantity: Micro,
  stocks: ReadonlyMap<bigint, StockAt>,
  rules: Pick<SourcingRules, 'today' | 'supplyFence'>,
): readonly SourcingLoser[] {
  const losers: SourcingLoser[] = []
  for (let rank = 0; rank < candidates.length; rank += 1) {
    if (rank === chosen) continue
    const { location, barred } = candidates[rank]!
    if (barred !== undefined) losers.push(barredLoser(stocks, candidates[rank]!, quantity, rules))
    else if (rank > chosen) losers.push({ location, why: 'ranked_lower', available: 0n })
    else {
      const available = free[rank]!
      const toOthers = allottedToOthers(stocks, candidates[rank]!, rules)
      losers.push(loser(location, available >= quantity ? 'later' : 'short', available, quantity, toOthers))
    }
  }
  return losers
}

/** A place that may not serve; one that only was not chosen says whether it has enough. */
function barredLoser(
  stocks: ReadonlyMap<bigint, StockAt>,
  { barred, ...open }: Candidate,
  quantity: Micro,
  rules: Pick<SourcingRules, 'today' | 'supplyFence'>,
): SourcingLoser {
  const { location } = open
  if (barred !== NOT_CHOSEN) return { location, why: 'barred', available: 0n, note: barred! }
  const stock = stocks.get(location)
  const available = stock ? freeNow(stock, rules, open, rules.today) : 0n
  if (available >= quantity) return { location, why: 'ranked_lower', available, note: NOT_CHOSEN }
  return loser(location, 'short', available, quantity, allottedToOthers(stocks, open, rules))
}

function sourceShort(
  stocks: Map<bigint, StockAt>,
  asked: SourcingLine,
  rules: SourcingRules,
  candidates: readonly Candidate[],
  free: readonly Micro[],
  readyOn: string,
): SourcedPart[] {
  const line = inUnits(stocks, asked, candidates)
  const parts: SourcedPart[] = []
  let left = line.quantity
  if (line.allowSplit) {
    const order = candidates.map((_, rank) => rank).filter((rank) => free[rank]! > 0n)
    const isLate = candidates.map(
      (one) => one.days !== undefined && one.days.lateOn(leaves(one, rules.today, readyOn)) !== null,
    )
    const hasAll = (rank: number) => line.apart === true && free[rank]! >= line.quantity
    order.sort((a, b) => {
      if (hasAll(a) !== hasAll(b)) return hasAll(a) ? 1 : -1
      if (isLate[a] !== isLate[b]) return isLate[a] ? 1 : -1
      return free[a] === free[b] ? a - b : free[a]! > free[b]! ? -1 : 1
    })
    const least = minimum(line)
    for (const rank of order) {
      if (left === 0n) break
      if (!mayJoin(line, parts, candidates[rank]!)) continue
      const quantity = free[rank]! < left ? unopened(line, free[rank]!) : left
      if (quantity === 0n) continue
      if (parts.length === 0 && quantity < least) break
      // What is left over may be less.
      if (quantity < left && quantity < (line.minFill ?? 0n)) continue
      const { location, terms } = candidates[rank]!
      const stock = stocks.get(location)!
      const held = take(stock, quantity, candidates[rank]!, rules.today)
      left -= quantity
      parts.push({
        location,
        quantity,
        promisedOn: leaves(candidates[rank]!, rules.today, readyOn),
        supply: 'on_hand',
        reason: 'split_over_locations',
        checksHorizon: hasHorizon(stock),
        ...held,
        ...(terms ? { terms } : {}),
        losers: nothing,
      })
    }
  }
  while (left > 0n) {
    const dated = datedOf(stocks, line, left, rules, candidates, parts)
    if (!dated) break
    for (const part of dated) {
      takeDated(stocks, part, candidates)
      left -= part.quantity
      parts.push(part)
    }
  }
  if (left > 0n && line.minSplit !== undefined && parts.length > 0) {
    // Who says how large the first part is to be at least is not split for a rest that never comes (A10-14).
    for (const part of parts.splice(0).reverse()) takeBack(stocks, part)
    left = line.quantity
  }
  if (left > 0n) {
    const able = candidates.filter((one) => one.barred === undefined && mayJoin(line, parts, one))
    const place = able.find((one) => !one.noBackorders) ?? able[0]
    if (place) {
      parts.push({
        location: place.location,
        quantity: left,
        supply: 'backorder',
        reason: 'nothing_available',
        checksHorizon: false,
        losers: nothing,
      })
    }
  }
  return withLosers(parts, stocks, candidates, free, rules)
}

/** Parts that several places, or later days, gave: every other place is named with why it did not. */
function withLosers(
  parts: SourcedPart[],
  stocks: ReadonlyMap<bigint, StockAt>,
  candidates: readonly Candidate[],
  free: readonly Micro[],
  rules: Pick<SourcingRules, 'today' | 'supplyFence'>,
): SourcedPart[] {
  const used = new Set(parts.map(({ location }) => location))
  const losers: SourcingLoser[] = []
  const isDated = parts.some((part) => part.supply === 'dated')
  const quantity = parts.reduce((sum, part) => sum + part.quantity, 0n)
  candidates.forEach((candidate, rank) => {
    const { location, barred } = candidate
    if (barred !== undefined) losers.push(barredLoser(stocks, candidate, quantity, rules))
    else if (!used.has(location)) {
      const later = isDated && (stocks.get(location)?.supplies.length || free[rank]! >= quantity)
      const toOthers = allottedToOthers(stocks, candidate, rules)
      losers.push(loser(location, later ? 'later' : 'short', free[rank]!, quantity, toOthers))
    }
  })
  if (losers.length > 0) for (const part of parts) part.losers = losers
  return parts
}

/** What of what is left is promised next for a day: all of it in time, else what can be had in time, unless the rest is later for it (D3). */
function datedOf(
  stocks: Map<bigint, StockAt>,
  line: SourcingLine & { unit: Micro },
  left: Micro,
  rules: SourcingRules,
  candidates: readonly Candidate[],
  parts: readonly SourcedPart[],
): SourcedPart[] | undefined {
  const able = (beside: readonly SourcedPart[]) =>
    beside.length === 0 ? candidates : candidates.filter((one) => mayJoin(line, beside, one))
  const isFirst = parts.length === 0
  const all = soonestOf(stocks, line, left, rules, able(parts), isFirst)
  if (!line.allowSplit || !candidates.some(({ maker }) => maker !== undefined)) return all
  const last = all && wholeOf(all, left) ? lateAt(all.at(-1)!, line, rules, candidates) : undefined
  if (last === IN_TIME || (all && last === undefined)) return all
  const least = isFirst ? minimum(line) : 1n
  const of = { left, unit: line.unit, least, waits: isFirst && line.minSplit !== undefined }
  const some = makeSome(stocks, line, { ...of, ever: false }, rules, able(parts))
  if (last === undefined) {
    const ever = some ?? makeSome(stocks, line, { ...of, ever: true }, rules, able(parts))
    return ever && [ever]
  }
  if (!some || (all!.length > 1 && some.quantity <= all![0]!.quantity)) return all
  takeDated(stocks, some, candidates)
  const rest = soonestOf(stocks, line, left - some.quantity, rules, able([...parts, some]), false)
  takeBack(stocks, some)
  const isNoLater =
    rest !== undefined &&
    wholeOf(rest, left - some.quantity) &&
    lateAt(rest.at(-1)!, line, rules, candidates) <= last
  return isNoLater ? [some] : all
}

/** The dated promise of what is left: of what comes, or of what can be made, bought or moved where that is there sooner (A10-9). */
function soonestOf(
  stocks: Map<bigint, StockAt>,
  line: SourcingLine,
  left: Micro,
  rules: SourcingRules,
  candidates: readonly Candidate[],
  isFirst: boolean,
  sooner?: string,
): SourcedPart[] | undefined {
  const supplied = earliest(stocks, line, left, rules, candidates, isFirst, sooner)
  if (!candidates.some(({ maker }) => maker !== undefined)) return supplied
  const lateOf = (part: SourcedPart) => lateAt(part, line, rules, candidates)
  const last = supplied && wholeOf(supplied, left) ? lateOf(supplied.at(-1)!) : undefined
  if (last === IN_TIME) return supplied
  const made = makeShort(stocks, line, { left, before: last ?? sooner, lateOf }, rules, candidates)
  return made ? [made] : supplied
}

/** The day on which a part is late, where it is shipped from. */
function lateAt(
  { location, promisedOn }: SourcedPart,
  { requestedOn }: SourcingLine,
  { today }: SourcingRules,
  candidates: readonly Candidate[],
): string {
  const { days } = candidates.find((one) => one.location === location)!
  const asked = requestedOn < today ? today : requestedOn
  if (days) return days.lateOn(promisedOn!) ?? IN_TIME
  return promisedOn! <= asked ? IN_TIME : promisedOn!
}

/**
 * The dated promise of what is left: whole at the first ranked location that completes it in time, else where it is complete first
 * (ties by rank); if none ever does and the line may split, the most that one location ever gives.
 *
 * @param sooner only what is there before this day, or in time
 */
function earliest(
  stocks: Map<bigint, StockAt>,
  line: SourcingLine,
  left: Micro,
  rules: SourcingRules,
  candidates: readonly Candidate[],
  isFirst: boolean,
  sooner?: string,
): SourcedPart[] | undefined {
  const minSplit = isFirst ? line.minSplit : undefined
  let best: SourcedPart[] | undefined
  const asked = line.requestedOn < rules.today ? rules.today : line.requestedOn
  const lateOf = (days: ShipDays | undefined, leavesOn: string) =>
    days ? (days.lateOn(leavesOn) ?? IN_TIME) : leavesOn <= asked ? IN_TIME : leavesOn
  let bestOn = sooner
  let most:
    | {
        location: bigint
        days: ShipDays | undefined
        horizon: Availability
        quantity: Micro
        terms: AtpTerms | undefined
      }
    | undefined
  for (const { location, barred, days, kept = 0n, terms, share } of candidates) {
    if (barred !== undefined) continue
    if (sooner !== undefined && lateOf(days, days?.shipOn(rules.today) ?? rules.today) >= sooner) continue
    const fence = terms ? terms.fence : rules.fence
    if (fence === undefined && !stocks.has(location)) continue
    const stock = stocks.get(location) ?? neverThere()
    if (stock.supplies.length === 0 && stock.onHand - kept <= stock.reserved && fence === undefined) continue
    const whole = terms?.unsearched
      ? { days: [rules.today], available: [0n] }
      : horizonOf(stock, rules, kept, terms)
    const horizon = share && !terms?.unsearched ? share.cap(stock, whole, days?.shipOn) : whole
    const promised = promise(horizon, left, days?.goodsOn ?? line.requestedOn, {
      allowSplit: line.allowSplit,
      minSplit,
      unit: line.unit,
      fence,
    })
    const last = promised.parts.at(-1)
    const lastOn = last && lateOf(days, days?.shipOn(last.on) ?? last.on)
    if (lastOn === undefined) {
      const ever = unopened(line, mostFrom(horizon, days?.goodsOn ?? asked))
      if (ever > (most?.quantity ?? 0n)) most = { location, days, horizon, quantity: ever, terms }
    } else if (bestOn === undefined || lastOn < bestOn) {
      bestOn = lastOn
      best = promised.parts.map((part) => ({
        location,
        quantity: part.quantity,
        promisedOn: days?.shipOn(part.on) ?? part.on,
        supply: 'dated',
        reason: datedReason(part.reason === 'at_fence', isFirst, terms),
        checksHorizon: !terms?.unsearched,
        ...(terms ? { terms } : {}),
        losers: nothing,
      }))
      if (lastOn === IN_TIME) break
    }
  }
  if (sooner !== undefined || best || !most || !line.allowSplit || (isFirst && most.quantity < minimum(line)))
    return best
  const { location, days, horizon, quantity, terms } = most
  const { parts } = promise(horizon, quantity, days?.goodsOn ?? line.requestedOn)
  return parts.map((part) => ({
    location,
    quantity: part.quantity,
    promisedOn: days?.shipOn(part.on) ?? part.on,
    supply: 'dated',
    reason: 'rest_from_supply',
    checksHorizon: true,
    ...(terms ? { terms } : {}),
    losers: nothing,
  }))
}

function datedReason(atFence: boolean, isFirst: boolean, terms: AtpTerms | undefined): SourcedPart['reason'] {
  if (terms?.unsearched) return terms.rule.mode === 'infinite' ? 'infinite' : 'lead_time'
  if (atFence) return 'at_fence'
  return isFirst ? 'earliest_that_fills' : 'rest_from_supply'
}
