import { currencyDigits, type Micro, type Minor } from '../platform/money.ts'
import type { Rule, RuleSchema } from '../platform/rules.ts'
import { MOST_LOSERS } from './price-list.ts'
import type { RuleNeed } from '../platform/rule-needs.ts'
import { RuleBook } from './rule-book.ts'
import type { DiscountsInTurn, OrderDiscount } from './waterfall.ts'

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
  /** Of an amount or a budget in money: it is for orders in this one. */
  currency: string | null
  /** It applies to orders that state this one. */
  coupon: string | null
  /** Of the promotions of a group at most one applies. */
  group: string
  /** The items that it is for, by either; both empty: all. */
  skus: ReadonlySet<string>
  itemClasses: ReadonlySet<string>
  /** Of so many units that are bought, so many more are reduced. */
  units: { buy: Micro; get: Micro } | null
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
  lines: readonly { sku: string; itemClass: string }[]
  coupons: readonly string[]
  source: string
  segment: string
  country: string
  type: string
}

/** Promotions by rank, found by their coupon, by an item that they are for, or by what their conditions need. */
export function promotionBook(promotions: readonly Promotion[]): RuleBook<Promotion> {
  return new RuleBook(
    promotions,
    ({ rule }) => rule,
    ({ coupon, skus, itemClasses }): RuleNeed[] => [
      ...(coupon === null ? [] : [{ fact: 'asked.coupons', among: [coupon] }]),
      ...(skus.size + itemClasses.size === 0
        ? []
        : [{ fact: 'asked.items', among: [...[...skus].map(skuKey), ...[...itemClasses].map(classKey)] }]),
    ],
  )
}

const skuKey = (sku: string) => `sku ${sku}`
const classKey = (itemClass: string) => `class ${itemClass}`

/**
 * The promotions of the day by rank, each with its answer: of each group the first applies whose condition holds and that takes
 * something off. Once every group has one, those behind are not asked.
 *
 * @param spent promotions whose budget is spent: they apply to nobody
 */
export function* promotionsFor(
  promotions: RuleBook<Promotion>,
  question: PromotionQuestion,
  spent: ReadonlySet<bigint>,
): DiscountsInTurn {
  if (promotions.all.length === 0) return
  const { currency, on, net, quantity, lines, coupons, source, segment, country, type } = question
  const facts = {
    order: {
      net,
      quantity: quantity / 1_000_000n,
      lines: BigInt(lines.length),
      source,
      segment,
      country,
      type,
    },
    asked: { coupons, items: lines.flatMap(({ sku, itemClass }) => [skuKey(sku), classKey(itemClass)]) },
  }
  const isOffered = ({ validFrom, validTo, currency: own }: Promotion) =>
    on >= validFrom && (validTo === null || on <= validTo) && (own === null || own === currency)
  const groups = new Set(promotions.all.map(({ group }) => group)).size
  const taken = new Set<string>()
  const seen = new Set<Promotion>()
  let lost = 0
  let last: Promotion | undefined
  const lose = (promotion: Promotion, why?: 'incompatible' | 'budget'): OrderDiscount => {
    lost++
    return { ...discountOf(promotion, question), applies: false, ...(why ? { why } : {}) }
  }
  for (const { of: promotion, holds } of promotions.ask(facts)) {
    if (!isOffered(promotion)) continue
    seen.add(promotion)
    if (holds && spent.has(promotion.id)) yield lose(promotion, 'budget')
    else if (holds && !taken.has(promotion.group)) {
      const took = yield discountOf(promotion, question)
      if (took) {
        taken.add(promotion.group)
        last = promotion
        if (taken.size === groups) break
      } else lost++
    } else if (lost < MOST_LOSERS) yield lose(promotion, holds ? 'incompatible' : undefined)
  }
  // What names something else lost as well, though nobody had to ask it; what stands behind the last that applies did not.
  for (const promotion of promotions.all) {
    if (promotion === last || lost >= MOST_LOSERS) break
    if (!seen.has(promotion) && isOffered(promotion)) yield lose(promotion)
  }
}

function discountOf(promotion: Promotion, { currency, lines }: PromotionQuestion): OrderDiscount {
  const { id, version, kind, value, coupon, skus, itemClasses, units } = promotion
  const inMinor = () => (value * 10n ** BigInt(currencyDigits(currency))) / 1_000_000n
  const made: OrderDiscount = {
    rule: id,
    version,
    kind,
    as: 'promotion',
    value: kind === 'percent' ? value : inMinor(),
    applies: true,
  }
  if (coupon !== null) made.stated = { code: coupon, reason: null }
  if (units) made.units = units
  if (skus.size + itemClasses.size > 0)
    made.lines = new Set(
      lines.flatMap(({ sku, itemClass }, place) =>
        skus.has(sku) || itemClasses.has(itemClass) ? [place] : [],
      ),
    )
  return made
}

/** Coupons that nothing is given for, by their places: no promotion of the day knows them, or the budget of each is spent. */
export function untakenCoupons(
  promotions: RuleBook<Promotion>,
  coupons: readonly string[],
  on: string,
  spent: ReadonlySet<bigint>,
): { place: number; why: 'unknown' | 'spent' }[] {
  return coupons.flatMap((coupon, place): { place: number; why: 'unknown' | 'spent' }[] => {
    const known = promotions.all.filter(
      (one) => one.coupon === coupon && on >= one.validFrom && (one.validTo === null || on <= one.validTo),
    )
    if (known.length === 0) return [{ place, why: 'unknown' }]
    return known.every(({ id }) => spent.has(id)) ? [{ place, why: 'spent' }] : []
  })
}
