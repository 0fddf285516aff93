import { divRound, type Micro } from '../platform/money.ts'
import { RATE_SCALE } from './conversion.ts'
import { Texts, type Rule, type RuleSchema } from '../platform/rules.ts'
import type { RuleNeed } from '../platform/rule-needs.ts'
import { RuleBook } from './rule-book.ts'
import type { LineDiscount, PriceBound, StepLoser } from './line-price.ts'
import { MOST_LOSERS } from './price-list.ts'

/** What the condition of an adjustment rule may ask (docs/guides/price-rules.md). */
export const adjustmentFacts = {
  order: { source: 'string', segment: 'string', country: 'string', type: 'string' },
  line: { sku: 'string', itemClass: 'string', kind: 'string', quantity: 'int', custom: 'Texts' },
} satisfies RuleSchema

/** A rule that adjusts the price of the lines that it is for (A9-6, A9-7), in a bucket (A9-8), perhaps in a group of which one applies (A9-9). */
export interface AdjustmentRule {
  id: bigint
  version: number
  /** floor and ceiling: the least and the most that a unit costs. */
  kind: LineDiscount['kind'] | PriceBound['kind']
  /** Percent as Micro, or currency per unit as Micro; negative raises the price. */
  value: Micro
  currency: string | null
  /** Is it for orders in other currencies, too, at the rate of the day (B3-8)? */
  converts: boolean
  /** Is it for prices that were agreed, too (B3-5)? */
  onAgreed: boolean
  skus: readonly string[]
  itemClasses: readonly string[]
  segments: readonly string[]
  sources: readonly string[]
  rule: Rule
  bucket: number | null
  group: string | null
  precedence: number | null
  /** What the bounds of the quantity are of: a line, or all lines of the order that it is for. */
  quantityOver: 'line' | 'order'
  minQuantity: Micro | null
  maxQuantity: Micro | null
  validFrom: string
  validTo: string | null
}

export type AdjustmentBook = RuleBook<AdjustmentRule>

export function adjustmentBook(rules: readonly AdjustmentRule[]): AdjustmentBook {
  return new RuleBook(rules, ({ rule }) => rule, needsOf)
}

/** An item that it is for is told apart best, so its needs come first. */
function needsOf({ skus, itemClasses, segments, sources }: AdjustmentRule): RuleNeed[] {
  const among = (fact: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : [{ fact, among: texts }]
  return [
    ...among('line.sku', skus),
    ...among('line.itemClass', itemClasses),
    ...among('order.segment', segments),
    ...among('order.source', sources),
  ]
}

/** What adjustments are asked of. */
export interface AdjustmentQuestion {
  currency: string
  on: string
  /** Units of the order's currency for one of another, times 10^10; undefined: nobody said one. */
  rateOf(from: string): bigint | undefined
  source: string
  segment: string
  country: string
  type: string
  lines: readonly {
    sku: string
    itemClass: string
    kind: string
    quantity: Micro
    custom: Readonly<Record<string, unknown>> | undefined
  }[]
}

/** Of a line: what adjusts it, and what was asked and does not. */
export interface Adjusted {
  discounts: LineDiscount[]
  bounds: PriceBound[]
  losers: StepLoser[]
}

/** The adjustments of each line. A quantity over the order is that of all lines for which the rule holds. */
export function adjustmentsFor(book: AdjustmentBook, question: AdjustmentQuestion): Adjusted[] {
  const { currency, on, source, segment, country, type } = question
  const order = { source, segment, country, type }
  const held = question.lines.map((line) => {
    const facts = {
      order,
      line: {
        sku: line.sku,
        itemClass: line.itemClass,
        kind: line.kind,
        quantity: line.quantity / 1_000_000n,
        custom: textsOf(line.custom),
      },
    }
    return [...book.ask(facts)].filter(
      ({ of }) =>
        on >= of.validFrom &&
        (of.validTo === null || on <= of.validTo) &&
        ((of.currency ?? currency) === currency || of.converts),
    )
  })
  const together = new Map<AdjustmentRule, Micro>()
  held.forEach((asked, place) => {
    for (const { of, holds } of asked) {
      if (holds && of.quantityOver === 'order')
        together.set(of, (together.get(of) ?? 0n) + question.lines[place]!.quantity)
    }
  })
  return held.map((asked, place) => {
    const adjusted: Adjusted = { discounts: [], bounds: [], losers: [] }
    for (const { of, holds } of asked) {
      const quantity = together.get(of) ?? question.lines[place]!.quantity
      const enough =
        (of.minQuantity === null || quantity >= of.minQuantity) &&
        (of.maxQuantity === null || quantity <= of.maxQuantity)
      const value = holds && enough ? valueIn(of, question) : undefined
      if (value !== undefined) {
        if (of.kind === 'floor' || of.kind === 'ceiling') adjusted.bounds.push(boundOf(of, of.kind, value))
        else adjusted.discounts.push(discountOf(of, of.kind, value))
      } else if (adjusted.losers.length < MOST_LOSERS) {
        const why = !holds ? 'condition' : !enough ? 'quantity' : 'no_rate'
        adjusted.losers.push({ rule: of.id, version: of.version, why })
      }
    }
    return adjusted
  })
}

/** Its value in the currency of the order, rounded once to six decimals; undefined: there is no rate. */
function valueIn({ value, currency: from }: AdjustmentRule, { currency, rateOf }: AdjustmentQuestion) {
  if (from === null || from === currency) return value
  const rateE10 = rateOf(from)
  return rateE10 === undefined ? undefined : divRound(value * rateE10, RATE_SCALE)
}

function boundOf(
  { id, version, onAgreed }: AdjustmentRule,
  kind: PriceBound['kind'],
  value: Micro,
): PriceBound {
  const bound: PriceBound = { rule: id, version, kind, value }
  if (onAgreed) bound.onAgreed = true
  return bound
}

function discountOf(
  { id, version, bucket, group, precedence, onAgreed }: AdjustmentRule,
  kind: LineDiscount['kind'],
  value: Micro,
): LineDiscount {
  const discount: LineDiscount = { rule: id, version, kind, value, bucket }
  if (onAgreed) discount.onAgreed = true
  if (group !== null) discount.group = group
  if (precedence !== null) discount.precedence = precedence
  return discount
}

const NO_TEXTS = new Texts(new Map())

function textsOf(custom: Readonly<Record<string, unknown>> | undefined): Texts {
  if (custom === undefined) return NO_TEXTS
  return new Texts(
    new Map(
      Object.entries(custom).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as const] : [],
      ),
    ),
  )
}
