import type { Micro } from '../platform/money.ts'
import { availableOn, mostFrom, promise, type Availability } from './atp.ts'
import type { AtpTerms } from './atp-rule.ts'
import { freeOf, horizonOf, neverThere } from './horizon.ts'
import { leavesMore, servedFrom } from './latest-supply.ts'
import { makeShort, makeSome, wholeOf } from './make-short.ts'
import { mayJoin, minimum, unopened } from './parting.ts'
import type { ShipDays } from './ship-days.ts'
import { datedReason, nothing } from './source-reasons.ts'
import { takeBack, takeDated } from './source-taken.ts'
import type { Candidate, SourcedPart, SourcingLine, SourcingRules, StockAt } from './sourced.ts'

/** What of a line is promised for a day: of what comes, of what can be made, bought or moved, or by a rule without stock. */

/** Before every day. */
export const IN_TIME = ''

/** A line of a later day as a promise of what comes before it, where its rule says so and that leaves more for today. */
export function laterOf(
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

/** What of what is left is promised next for a day: all of it in time, else what can be had in time, unless the rest is later for it (D3). */
export function datedOf(
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
  const all = soonestOf({ stocks, line, left, rules, candidates: able(parts), isFirst })
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
  const beside = able([...parts, some])
  const rest = soonestOf({
    stocks,
    line,
    left: left - some.quantity,
    rules,
    candidates: beside,
    isFirst: false,
  })
  takeBack(stocks, some)
  const isNoLater =
    rest !== undefined &&
    wholeOf(rest, left - some.quantity) &&
    lateAt(rest.at(-1)!, line, rules, candidates) <= last
  return isNoLater ? [some] : all
}

/** What is left of a line, to be promised for a day. */
interface Rest {
  stocks: Map<bigint, StockAt>
  line: SourcingLine
  left: Micro
  rules: SourcingRules
  candidates: readonly Candidate[]
  /** Nothing of the line is promised yet. */
  isFirst: boolean
  /** Only what is there before this day, or in time. */
  sooner?: string
}

/** The dated promise of what is left: of what comes, or of what can be made, bought or moved where that is there sooner (A10-9). */
export function soonestOf(of: Rest): SourcedPart[] | undefined {
  const { stocks, line, left, rules, candidates, sooner } = of
  const supplied = earliest(of)
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
 */
function earliest({
  stocks,
  line,
  left,
  rules,
  candidates,
  isFirst,
  sooner,
}: Rest): SourcedPart[] | undefined {
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
