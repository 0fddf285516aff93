import type { JsonObject } from '../platform/json.ts'
import { formatMicro, MOST_AMOUNT, MOST_PRICE, type Micro, type Minor } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import type { AgreementLine, DiscountReason, LineCharge, WaterfallJson } from '../pricing/index.ts'
import type { TaxRate } from '../tax/index.ts'
import type { ParsedLine } from './parse.ts'
import { stockPrice, type Sold } from './sold.ts'

/** A priced and taxed line; minor units. `net` is without tax and freight, with what is charged once beside the price. */
export interface LineAmounts {
  /** Of what its item is stocked in. */
  unitPrice: Micro
  /** The unit that it is sold in, with its price; absent: that one. */
  sold?: Sold
  net: Minor
  freight: Minor
  tax: Minor
  /** The part of the tax that lies on the freight. */
  freightTax: Minor
  taxRate: TaxRate | null
  waterfall: WaterfallJson
  /** What is charged beside the price, also what recurs (A9-3); absent: nothing. */
  charges?: readonly LineCharge[]
  /** What promotions with a budget took off, by their ids. */
  budgets?: ReadonlyMap<bigint, Minor>
  /** The line of an agreement that it releases. */
  agreement?: AgreementLine
}

export interface OrderAmounts {
  lines: LineAmounts[]
  net: Minor
  freight: Minor
  tax: Minor
  /** Share of the tax that lies on the freight; named because freight is a charge of its own. */
  freightTax: Minor
  total: Minor
  freightTaxed: boolean
  /** Reasons for which more is taken off by hand than their limit: somebody has to agree; absent: none. */
  overLimit?: readonly DiscountReason[]
  /** The most that is stated off a line by hand, in percent; absent: nothing is. */
  byHand?: Micro
  decisions: JsonObject
}

/** What a line comes to that has no price or no tax yet. */
export function unpriced(line: ParsedLine): LineAmounts {
  return {
    unitPrice: stockPrice(line, line.unitPrice ?? 0n),
    net: 0n,
    freight: 0n,
    tax: 0n,
    freightTax: 0n,
    taxRate: null,
    waterfall: [],
  }
}

/**
 * Amounts that are too great to be kept, by the places of what makes them so: lines by what a unit costs or by their quantities, else
 * the order by its lines. `functional` is the total in the currency of the books.
 */
export function tooGreat(amounts: OrderAmounts, functional: Minor): Problem[] {
  const problems = amounts.lines.flatMap((line, index): Problem[] => {
    if (line.unitPrice > MOST_PRICE) {
      const message = `a unit costs more than can be kept: at most ${formatMicro(MOST_PRICE)}`
      return [{ path: `/lines/${index}/sku`, code: 'price_too_great', message }]
    }
    if (line.net + line.tax + line.freight <= MOST_AMOUNT) return []
    const message = 'quantity times price is more than can be kept in one line'
    return [{ path: `/lines/${index}/quantity`, code: 'amount_too_great', message }]
  })
  if (problems.length > 0) return problems
  if (amounts.total <= MOST_AMOUNT && functional <= MOST_AMOUNT * 1000n) return []
  const message = 'the total is more than can be kept in one order'
  return [{ path: '/lines', code: 'amount_too_great', message }]
}
