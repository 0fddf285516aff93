import { currencyDigits, type Micro, type Minor } from '../platform/money.ts'
import type { Rule, RuleSchema } from '../platform/rules.ts'
import { MOST_LOSERS } from './price-list.ts'
import type { RuleBook } from './rule-book.ts'
import type { OrderDiscount } from './waterfall.ts'

/** What the condition of a promotion may ask (docs/guides/promotions.md). Amounts are minor units of the order's currency. */
export const promotionFacts: RuleSchema = {
  order: {
    net: 'int',
    quantity: 'int',
    lines: 'int',
    source: 'string',
    segment: 'string',
    country: 'string',
    type: 'string',
  },
}

export interface Promotion {
  id: bigint
  version: number
  kind: 'percent' | 'amount'
  value: Micro
  currency: string | null
  rule: Rule
  rank: number
  validFrom: string
  validTo: string | null
}

/** Facts of an order that a promotion's condition asks. */
export interface PromotionQuestion {
  currency: string
  on: string
  net: Minor
  /** Units over all lines. */
  quantity: Micro
  lines: number
  source: string
  segment: string
  country: string
  type: string
}

/**
 * The order-level promotions of the day by rank, each with its answer; at most one applies: the first whose condition
 * holds. Those behind it are not asked.
 */
export function promotionsFor(promotions: RuleBook<Promotion>, question: PromotionQuestion): OrderDiscount[] {
  const { currency, on, net, quantity, lines, source, segment, country, type } = question
  const order = { net, quantity: quantity / 1_000_000n, lines: BigInt(lines), source, segment, country, type }
  const isOffered = ({ validFrom, validTo, kind, currency: own }: Promotion) =>
    on >= validFrom && (validTo === null || on <= validTo) && (kind !== 'amount' || own === currency)
  const lost = new Set<Promotion>()
  let winner: Promotion | undefined
  for (const { of: promotion, holds } of promotions.ask({ order })) {
    if (!isOffered(promotion)) continue
    if (holds) {
      winner = promotion
      break
    }
    if (lost.size < MOST_LOSERS) lost.add(promotion)
  }
  // What names something else lost as well, though nobody had to ask it.
  for (const promotion of promotions.all) {
    if (promotion === winner || lost.size >= MOST_LOSERS) break
    if (isOffered(promotion)) lost.add(promotion)
  }
  const discounts = [...lost].map((promotion) => discountOf(promotion, currency, false))
  return winner ? [...discounts, discountOf(winner, currency, true)] : discounts
}

function discountOf(
  { id, version, kind, value }: Promotion,
  currency: string,
  applies: boolean,
): OrderDiscount {
  const inMinor = () => (value * 10n ** BigInt(currencyDigits(currency))) / 1_000_000n
  return {
    rule: id,
    version,
    kind,
    as: 'promotion',
    value: kind === 'percent' ? value : inMinor(),
    applies,
  }
}
