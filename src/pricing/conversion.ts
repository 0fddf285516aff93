import { divRound, HUNDRED_PERCENT, type Micro } from '../platform/money.ts'
import type { PriceRule } from './price-list.ts'

/** Prices of a list in another currency (A9-12). Pure. */

/** A list that is converted from another one, as an order of its currency asks for it. */
export interface Conversion {
  /** The list in the currency of the order. */
  list: bigint
  listVersion: number
  code: string
  /** The list whose prices are converted, and its currency. */
  base: bigint
  from: string
  /** Units of the order's currency for one of `from`, times 10^10. */
  rateE10: bigint
  /** Of what is converted, Micro of percent; below zero: off it. */
  markup: Micro
  /** The day of the rate, and who said it. */
  on: string
  type: 'set_up' | 'stated'
}

export const RATE_SCALE = 10n ** 10n

/** A unit price in the other currency, with what is on top: rounded once, to six decimals. */
export function convertPrice(
  price: Micro,
  { rateE10, markup }: Pick<Conversion, 'rateE10' | 'markup'>,
): Micro {
  return divRound(price * rateE10 * (HUNDRED_PERCENT + markup), RATE_SCALE * HUNDRED_PERCENT)
}

/**
 * The prices of an item with those that are converted: all that a base list says in money, tiers and charges as well. A price that stands in
 * the converted list itself holds instead on its days, for its unit.
 *
 * @param on the day whose prices hold
 */
export function withConverted(
  prices: readonly PriceRule[],
  conversions: readonly Conversion[],
  on: string,
): readonly PriceRule[] {
  if (conversions.length === 0) return prices
  const made = conversions.flatMap((conversion) => {
    const own = new Set(
      prices.flatMap((rule) => (rule.list === conversion.list && holds(rule, on) ? [rule.uom] : [])),
    )
    return prices
      .filter((rule) => rule.list === conversion.base && !own.has(rule.uom))
      .map((rule) => converted(rule, conversion))
  })
  return made.length === 0 ? prices : [...prices, ...made]
}

function holds({ validFrom, validTo }: PriceRule, on: string): boolean {
  return (validFrom === undefined || validFrom <= on) && (validTo === undefined || on <= validTo)
}

function converted(rule: PriceRule, conversion: Conversion): PriceRule {
  const price = (of: Micro) => convertPrice(of, conversion)
  const made: PriceRule = {
    ...rule,
    id: conversion.list,
    list: conversion.list,
    listVersion: conversion.listVersion,
    unitPrice: price(rule.unitPrice),
  }
  if (rule.tiers) {
    const isAmount = rule.tiers.on === 'amount'
    const steps = rule.tiers.steps.map((step) => ({
      ...step,
      over: isAmount ? price(step.over) : step.over,
      unitPrice: price(step.unitPrice),
    }))
    made.tiers = { ...rule.tiers, steps }
  }
  if (rule.charges) made.charges = rule.charges.map((one) => ({ ...one, unitPrice: price(one.unitPrice) }))
  return made
}

/** A rate that an order states itself. */
export interface StatedRate {
  from: string
  rateE10: bigint
  on: string
}

/** The rate of a conversion: what the order states comes before what is set up; undefined: nobody said one. */
export function conversionRate(
  { from, to, on }: { from: string; to: string; on: string },
  stated: StatedRate | null,
  /** Units of the books' currency for one of a currency on a day, times 10^10. */
  inBooks: (currency: string, on: string) => bigint | undefined,
): Pick<Conversion, 'rateE10' | 'on' | 'type'> | undefined {
  if (stated && stated.from === from) return { rateE10: stated.rateE10, on: stated.on, type: 'stated' }
  const [one, other] = [inBooks(from, on), inBooks(to, on)]
  if (one === undefined || other === undefined) return undefined
  const rateE10 = divRound(one * RATE_SCALE, other)
  return rateE10 > 0n ? { rateE10, on, type: 'set_up' } : undefined
}
