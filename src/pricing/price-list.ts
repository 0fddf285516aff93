import type { Micro } from '../platform/money.ts'
import type { Tiers } from './tiers.ts'

/** A charge of a price: of each unit, in Micro of its list's currency. */
export interface ListedCharge {
  code: string
  unitPrice: Micro
}

/** A price of an item on a list (P-11). Dates are inclusive on both ends; absent means open. */
export interface PriceRule {
  id: bigint
  version: number
  list: bigint
  /** Of the list that it stands in; absent for what stands in none. */
  listVersion?: number
  uom: string
  unitPrice: Micro
  validFrom?: string
  validTo?: string
  tiers?: Tiers
  /** What a unit costs beside it. */
  charges?: readonly ListedCharge[]
  /** RFC 3339: when the outside system that states it looked; absent for our own prices. */
  asOf?: string
}

/** Rules that are kept as those that did not apply, of each decision (decision 0044): the nearest come first. */
export const MOST_LOSERS = 10

/** A price that lost, and why (P-12). */
export interface PriceLoser {
  rule: bigint
  version: number
  why: 'not_yet_valid' | 'expired' | 'other_unit' | 'list_not_in_strategy' | 'lower_list' | 'older'
}

/**
 * The price that holds for a unit of measure and a day, else for what its item is stocked in: the first list of the strategy that has one (D2); inside a list
 * a price of the unit wins, then the latest start, then the higher version, then the higher id. Undefined if none holds: a price is never zero by
 * default.
 */
export function pickPrice(
  rules: readonly PriceRule[],
  lists: readonly bigint[],
  { uom, stock }: { uom: string; stock?: { uom: string } },
  on: string,
): { rule: PriceRule | undefined; losers: PriceLoser[] } {
  let winner: PriceRule | undefined
  let winnerRank = 0
  const losers: PriceLoser[] = []
  /** Prices of others: named while there is room. */
  const others: PriceLoser[] = []
  const lose = (rule: PriceRule, why: PriceLoser['why']) => {
    const kept = why === 'list_not_in_strategy' ? others : losers
    if (kept.length < MOST_LOSERS) kept.push({ rule: rule.id, version: rule.version, why })
  }
  for (const rule of rules) {
    const rank = lists.indexOf(rule.list)
    if (rank < 0) lose(rule, 'list_not_in_strategy')
    else if (rule.uom !== uom && rule.uom !== stock?.uom) lose(rule, 'other_unit')
    else if (rule.validFrom !== undefined && on < rule.validFrom) lose(rule, 'not_yet_valid')
    else if (rule.validTo !== undefined && on > rule.validTo) lose(rule, 'expired')
    else if (winner === undefined) {
      winner = rule
      winnerRank = rank
    } else if (rank < winnerRank || (rank === winnerRank && holdsBefore(rule, winner, uom))) {
      lose(winner, rank < winnerRank ? 'lower_list' : 'older')
      winner = rule
      winnerRank = rank
    } else lose(rule, rank > winnerRank ? 'lower_list' : 'older')
  }
  return { rule: winner, losers: [...losers, ...others].slice(0, MOST_LOSERS) }
}

/** In one list. */
function holdsBefore(rule: PriceRule, than: PriceRule, uom: string): boolean {
  if (rule.uom !== than.uom) return rule.uom === uom
  return isNewer(rule, than)
}

function isNewer(rule: PriceRule, than: PriceRule): boolean {
  const [from, other] = [rule.validFrom ?? '', than.validFrom ?? '']
  if (from !== other) return from > other
  if (rule.version !== than.version) return rule.version > than.version
  return rule.id > than.id
}
