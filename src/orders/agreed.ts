import type { Micro, Minor } from '../platform/money.ts'
import { mulPriceQuantity } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import type { JsonObject } from '../platform/json.ts'
import type { ParsedOrder } from './parse.ts'
import type { FrozenPrice } from '../pricing/index.ts'

/** Prices that were agreed before the order came: they stand, whatever holds today (B2-5). */
export interface Agreed {
  /** Where they were agreed; kept with the order. */
  name: JsonObject
  /** Its number as people say it: the trace of each price names it. */
  number: string
  /** Of the whole order, minor units. */
  freight: Minor
  /** In the order of the lines, those that configured ones bring behind them. */
  lines: readonly AgreedPrice[]
}

export interface AgreedPrice {
  sku: string
  /** After the discounts of the line, before those of the whole order. */
  unitPrice: Micro
  /** What the line comes to after all discounts, with its tax where prices include it; minor units. */
  extended: Minor
}

/**
 * An order at the prices that were agreed. What is not the same goods any more, since rules or a configuration model say otherwise
 * today, is a problem: an agreed price is of what was agreed.
 */
export function asAgreed(
  parsed: ParsedOrder,
  { number, freight, lines }: Agreed,
): { parsed: ParsedOrder; problems: Problem[] } {
  const problems: Problem[] = []
  const code = 'not_as_agreed'
  if (parsed.lines.length !== lines.length) {
    const message = `${number} has ${lines.length} lines with their parts, this order would have ${parsed.lines.length}`
    problems.push({ path: '/lines', code, message })
    return { parsed, problems }
  }
  const priced = parsed.lines.map((line, index) => {
    const { sku, unitPrice, extended } = lines[index]!
    if (line.input.sku !== sku) {
      const message = `${number} has ${sku} here, not ${line.input.sku}`
      problems.push({ path: `/lines/${index}/sku`, code, message })
    }
    return { ...line, agreed: frozen(unitPrice, extended, line.quantity, parsed.digits, number) }
  })
  return { parsed: { ...parsed, freight, lines: priced }, problems }
}

/** What the unit price leaves out of the agreed amount is told as off the whole order, under the number of the agreement. */
function frozen(
  unitPrice: Micro,
  extended: Minor,
  quantity: Micro,
  digits: number,
  number: string,
): FrozenPrice {
  const off = mulPriceQuantity(unitPrice, quantity, digits) - extended
  if (off === 0n) return { unitPrice, extended }
  const stated = { code: number, reason: null }
  return { unitPrice, extended, discounts: [{ as: 'order_discount', percent: null, off, stated }] }
}
