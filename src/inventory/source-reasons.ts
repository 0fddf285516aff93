import type { Micro } from '../platform/money.ts'
import type { AtpTerms } from './atp-rule.ts'
import { freeAt, freeNow } from './source-now.ts'
import { loser, NOT_CHOSEN } from './sourced.ts'
import type { Candidate, SourcedPart, SourcingLoser, SourcingRules, StockAt } from './sourced.ts'

/** Why a place has a part of a line, and why the others have none (D16). */

export const nothing: readonly SourcingLoser[] = []

export function losersOf(
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

/** Parts that several places, or later days, gave: every other place is named with why it did not. */
export function withLosers(
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

export function datedReason(
  atFence: boolean,
  isFirst: boolean,
  terms: AtpTerms | undefined,
): SourcedPart['reason'] {
  if (terms?.unsearched) return terms.rule.mode === 'infinite' ? 'infinite' : 'lead_time'
  if (atFence) return 'at_fence'
  return isFirst ? 'earliest_that_fills' : 'rest_from_supply'
}
