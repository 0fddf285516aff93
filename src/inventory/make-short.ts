import type { Micro } from '../platform/money.ts'
import { availableOn } from './atp.ts'
import { grainOf, greatest } from './capable.ts'
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
  let best: SourcedPart | undefined
  let { before } = of
  for (const candidate of candidates) {
    const { barred, maker } = candidate
    if (barred !== undefined || !maker) continue
    const { by, fromStock } = thereFor(stocks, candidate, requestedOn, rules)
    if (fromStock >= left) continue
    const capable = maker(left - fromStock, by)
    if (!capable) continue
    const part = partOf(candidate, left, { ...capable, fromStock })
    const late = lateOf(part)
    if (before !== undefined && late >= before) continue
    best = part
    before = late
    // In time is before every day.
    if (late === '') break
  }
  return best
}

/**
 * Of what is left of a line that may be split, the most that one place has by its day with what can be made, bought or moved until then (D3);
 * a first part that must reach a minimum waits for it. Of equals the first by rank. It is not taken out of the picture.
 *
 * @param of.unit a part is so many of it
 * @param of.least the smallest part
 * @param of.waits the part may wait for its minimum
 * @param of.ever nothing completes the line: whatever there is, on whichever day
 */
export function makeSome(
  stocks: ReadonlyMap<bigint, StockAt>,
  { requestedOn }: SourcingLine,
  of: { left: Micro; unit: Micro; least: Micro; waits: boolean; ever: boolean },
  rules: SourcingRules,
  candidates: readonly Candidate[],
): SourcedPart | undefined {
  const { left, unit, waits, ever } = of
  const least = (of.least + unit - 1n) / unit
  let best: SourcedPart | undefined
  for (const candidate of candidates) {
    const { barred, maker } = candidate
    if (barred !== undefined || !maker) continue
    const { by, fromStock } = thereFor(stocks, candidate, requestedOn, rules, grainOf(unit))
    const most = (left - 1n) / unit
    if (fromStock >= left || most < least || most * unit <= (best?.quantity ?? 0n)) continue
    let until = by
    let last: SourcedPart | undefined
    const isThere = (count: bigint) => {
      const quantity = count * unit
      const found = quantity > fromStock ? maker(quantity - fromStock, until) : undefined
      const there = found ? ever || found.on <= until : quantity <= fromStock
      if (there) last = partOf(candidate, quantity, found ? { ...found, fromStock } : { on: until })
      return there
    }
    if (!isThere(least)) {
      const first = waits && !ever ? maker(least * unit - fromStock, by) : undefined
      if (!first) continue
      until = first.on
    }
    greatest(most, isThere)
    if (last && last.quantity >= of.least && last.quantity > (best?.quantity ?? 0n)) best = last
  }
  return best
}

/** The day for which a place has to have a line, and what is there or comes by then, down to whole grains. */
function thereFor(
  stocks: ReadonlyMap<bigint, StockAt>,
  { location, days, kept = 0n, terms, share }: Candidate,
  requestedOn: string,
  rules: SourcingRules,
  grain = 1n,
): { by: string; fromStock: Micro } {
  const by = days?.goodsOn ?? (requestedOn < rules.today ? rules.today : requestedOn)
  const stock = stocks.get(location)
  const there = stock ? horizonOf(stock, rules, kept, terms) : undefined
  const mine = there && share ? share.cap(stock!, there, days?.shipOn) : there
  const fromStock = mine ? availableOn(mine, by) : 0n
  return { by, fromStock: fromStock - (fromStock % grain) }
}

/** @param of what is short of it, and can be had; else the day on which it is there */
function partOf(
  { location, days, terms }: Candidate,
  quantity: Micro,
  of: NonNullable<SourcedPart['capable']> | { on: string },
): SourcedPart {
  const capable = 'take' in of ? of : undefined
  return {
    location,
    quantity,
    promisedOn: days?.shipOn(of.on) ?? of.on,
    supply: 'dated',
    reason: capable ? 'capable' : 'earliest_that_fills',
    checksHorizon: true,
    ...(terms ? { terms } : {}),
    ...(capable ? { capable } : {}),
    losers: [],
  }
}
