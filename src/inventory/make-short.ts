import type { Micro } from '../platform/money.ts'
import { availableOn } from './atp.ts'
import { horizonOf } from './horizon.ts'
import type { Candidate, SourcedPart, SourcingLine, SourcingRules, StockAt } from './sourced.ts'

/** Do parts come to a quantity? */
export function wholeOf(parts: readonly SourcedPart[], quantity: Micro): boolean {
  return parts.reduce((sum, part) => sum + part.quantity, 0n) === quantity
}

/**
 * What is left of a line, whole from the place that can make, buy or move what is short of it: the first in time, else the one that has it
 * soonest (A10-9). It is not taken out of the picture.
 *
 * @param of.before only what is there before this day, or in time
 */
export function makeShort(
  stocks: ReadonlyMap<bigint, StockAt>,
  { requestedOn }: SourcingLine,
  of: { left: Micro; before: string | undefined; lateOf: (part: SourcedPart) => string },
  rules: SourcingRules,
  candidates: readonly Candidate[],
): SourcedPart | undefined {
  const { left, lateOf } = of
  const asked = requestedOn < rules.today ? rules.today : requestedOn
  let best: SourcedPart | undefined
  let { before } = of
  for (const candidate of candidates) {
    const { location, barred, days, kept = 0n, terms, share, maker } = candidate
    if (barred !== undefined || !maker) continue
    const by = days?.goodsOn ?? asked
    const stock = stocks.get(location)
    const there = stock ? horizonOf(stock, rules, kept, terms) : undefined
    const mine = there && share ? share.cap(stock!, there, days?.shipOn) : there
    const fromStock = mine ? availableOn(mine, by) : 0n
    if (fromStock >= left) continue
    const capable = maker(left - fromStock, by)
    if (!capable) continue
    const part: SourcedPart = {
      location,
      quantity: left,
      promisedOn: days?.shipOn(capable.on) ?? capable.on,
      supply: 'dated',
      reason: 'capable',
      checksHorizon: true,
      ...(terms ? { terms } : {}),
      capable: { ...capable, fromStock },
      losers: [],
    }
    const late = lateOf(part)
    if (before !== undefined && late >= before) continue
    best = part
    before = late
    // In time is before every day.
    if (late === '') break
  }
  return best
}
