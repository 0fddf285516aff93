import {
  currencyDigits,
  formatAmount,
  formatMicro,
  isCurrency,
  MICRO,
  MOST_AMOUNT,
  MOST_PRICE,
  MOST_QUANTITY,
  parseMicro,
  readAmount,
  readMicro,
  tooGreat,
  type Micro,
  type Minor,
} from '../platform/money.ts'
import type { ItemUnit } from '../catalog/index.ts'
import type { Problem } from '../platform/outcome.ts'
import type { FrozenPrice, StatedRate } from '../pricing/index.ts'
import { readStatedRate } from './conversions.ts'
import type { DiscountInput, OrderInput, OrderLineInput } from './order-input.ts'

/** An order as stated, its numbers read. Amounts are minor units of the order's currency, quantities Micro. */
export interface ParsedOrder {
  input: OrderInput
  digits: number
  placedAt: Date | null
  freight: Minor | null
  /** At which prices are converted; null: at what is set up. */
  conversion: StatedRate | null
  /** It was agreed before whether tax lies on its freight. */
  freightTaxed?: boolean
  discounts: ParsedDiscount[]
  lines: ParsedLine[]
}

export interface ParsedLine {
  input: OrderLineInput
  quantity: Micro
  /** The smallest first part of a split; null: whatever there is. */
  minSplit: Micro | null
  /** Major units × 10^6, null: to be priced. */
  unitPrice: Micro | null
  taxAmount: Minor | null
  discounts: ParsedDiscount[]
  /** It comes with a line whose price is all: it costs nothing more. */
  free?: true
  /** It was agreed before: nothing of today changes it. */
  agreed?: FrozenPrice & {
    /** What promotions took off, by their ids: of those with a budget it is spent. */
    budgets: ReadonlyMap<bigint, Minor>
    /** The line of an agreement that it releases, and no other. */
    agreement: ReleasedAgreement | null
  }
  /** The unit that it was stated in, and how many of it; `quantity` is in what its item is stocked in. Absent: that one. */
  sold?: { unit: ItemUnit; quantity: Micro }
  /** The configured line that brought it: what is taken off that by hand is off the whole (A8-11). */
  partOf?: ParsedLine
  /** So many of it come with one of that. */
  perParent?: number
}

/** A line of an agreement with the customer, as it was when a price was agreed under it. */
export interface ReleasedAgreement {
  code: string
  line: number
  version: number
}

/** percent as Micro, or amount: of a line per unit (Micro), of an order in minor units. */
export interface ParsedDiscount {
  code: string | null
  reason: string | null
  kind: 'percent' | 'amount'
  value: bigint
}

/** Reads the numbers of an order that fits the schema. Every problem is listed at once, with its path. */
export function parseOrder(input: OrderInput): { order: ParsedOrder; problems: Problem[] } {
  const problems: Problem[] = []
  const note = (path: string, code: string, message: string) => problems.push({ path, code, message })
  // Amounts of an unknown currency cannot be read; everything else still can.
  const known = isCurrency(input.currency)
  if (!known) note('/currency', 'unknown_currency', `${input.currency} is not a currency of ISO 4217`)
  const money = (value: { amount: string; currency: string } | undefined, path: string): Minor | null => {
    if (!value || !known) return null
    if (value.currency !== input.currency) {
      note(
        `${path}/currency`,
        'mixed_currency',
        `the order is in ${input.currency}, this amount in ${value.currency}`,
      )
      return null
    }
    const amount = readAmount(value.amount, value.currency, MOST_AMOUNT)
    if (amount === 'too_great') {
      note(`${path}/amount`, amount, tooGreat(formatAmount(MOST_AMOUNT, value.currency)))
      return null
    }
    if (amount === 'wrong_form' || amount < 0n) {
      note(
        `${path}/amount`,
        'bad_amount',
        `"${value.amount}" is not an amount of ${value.currency} from 0 on`,
      )
      return null
    }
    return amount
  }
  const unit = (value: { amount: string; currency: string } | undefined, path: string): Micro | null => {
    if (!value || !known) return null
    if (value.currency !== input.currency) {
      note(
        `${path}/currency`,
        'mixed_currency',
        `the order is in ${input.currency}, this price in ${value.currency}`,
      )
      return null
    }
    const price = readMicro(value.amount, MOST_PRICE)
    if (price === 'too_great') {
      note(`${path}/amount`, price, tooGreat(formatMicro(MOST_PRICE)))
      return null
    }
    if (price === 'wrong_form' || price < 0n) {
      note(
        `${path}/amount`,
        'bad_price',
        `"${value.amount}" is not a price from 0 on with at most 6 decimals`,
      )
      return null
    }
    return price
  }
  const discounts = (
    list: readonly DiscountInput[] | undefined,
    path: string,
    perUnit: boolean,
  ): ParsedDiscount[] =>
    (list ?? []).flatMap((discount, index): ParsedDiscount[] => {
      const at = `${path}/${index}`
      if ((discount.percent === undefined) === (discount.amount === undefined)) {
        note(at, 'bad_discount', 'a discount has either a percent or an amount')
        return []
      }
      const { code = null, reason = null } = discount
      if (discount.percent !== undefined) {
        const value = parseMicro(String(discount.percent))
        if (value === undefined || value < 0n || value > 100n * MICRO) {
          note(`${at}/percent`, 'bad_percent', 'a percent lies from 0 to 100')
          return []
        }
        return [{ code, reason, kind: 'percent', value }]
      }
      const value = perUnit ? unit(discount.amount, `${at}/amount`) : money(discount.amount, `${at}/amount`)
      return value === null ? [] : [{ code, reason, kind: 'amount', value }]
    })

  const lines = input.lines.map((line, index): ParsedLine => {
    const path = `/lines/${index}`
    const quantity = readMicro(line.quantity, MOST_QUANTITY)
    if (quantity === 'too_great') {
      note(`${path}/quantity`, quantity, tooGreat(formatMicro(MOST_QUANTITY)))
    } else if (quantity === 'wrong_form' || quantity <= 0n) {
      note(
        `${path}/quantity`,
        'bad_quantity',
        `"${line.quantity}" is not a quantity above 0 with at most 6 decimals`,
      )
    }
    const least = line.minSplitQuantity === undefined ? null : readMicro(line.minSplitQuantity, MOST_QUANTITY)
    if (least !== null && (typeof least !== 'bigint' || least <= 0n)) {
      const message = `"${line.minSplitQuantity}" is not a quantity above 0 with at most 6 decimals`
      note(`${path}/minSplitQuantity`, 'bad_quantity', message)
    }
    return {
      input: line,
      quantity: typeof quantity === 'bigint' ? quantity : 0n,
      minSplit: typeof least === 'bigint' ? least : null,
      unitPrice: unit(line.unitPrice, `${path}/unitPrice`),
      taxAmount: money(line.taxAmount, `${path}/taxAmount`),
      discounts: discounts(line.discounts, `${path}/discounts`, true),
    }
  })
  problems.push(...judgeLineIds(input.lines))
  const placed = input.placedAt === undefined ? null : new Date(input.placedAt)
  if (placed && Number.isNaN(placed.getTime()))
    note('/placedAt', 'bad_time', `"${input.placedAt}" is not an instant`)
  const conversion = readStatedRate(input)
  if (conversion === undefined)
    note(
      '/conversion/rate',
      'bad_rate',
      `"${input.conversion!.rate}" is not a rate above 0 with at most 10 decimals`,
    )
  if (input.conversion?.from === input.currency)
    note('/conversion/from', 'same_currency', 'the order is in this currency')
  return {
    order: {
      input,
      digits: known ? currencyDigits(input.currency) : 2,
      placedAt: placed,
      freight: money(input.freight, '/freight'),
      conversion: conversion ?? null,
      discounts: discounts(input.discounts, '/discounts', false),
      lines,
    },
    problems,
  }
}

/** Lines that cannot be told apart. */
export function judgeLineIds(lines: readonly Pick<OrderLineInput, 'lineId'>[]): Problem[] {
  const seen = new Map<string, number>()
  return lines.flatMap(({ lineId }, index): Problem[] => {
    if (lineId === undefined) return []
    const other = seen.get(lineId)
    if (other === undefined) {
      seen.set(lineId, index)
      return []
    }
    const message = `line ${other} has the same lineId`
    return [{ path: `/lines/${index}/lineId`, code: 'duplicate_line', message }]
  })
}
