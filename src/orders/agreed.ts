import type { Micro, Minor } from '../platform/money.ts'
import { formatMicro, mulPriceQuantity } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import type { JsonObject } from '../platform/json.ts'
import type { Item } from '../catalog/index.ts'
import type { ParsedOrder, ReleasedAgreement } from './parse.ts'
import { pricedQuantity, type Sold } from './sold.ts'
import { fitsBudget, type FrozenPrice, type Offer } from '../pricing/index.ts'

/** Prices that were agreed before the order came: they stand, whatever holds today (B2-5). */
export interface Agreed {
  /** Where they were agreed; kept with the order. */
  name: JsonObject
  /** Its number as people say it: the trace of each price names it. */
  number: string
  /** Of the whole order, minor units. */
  freight: Minor
  /** Whether tax lies on it. */
  freightTaxed: boolean
  /** The greatest discount by hand that is in these prices, in percent. */
  discountPercent: Micro
  /** Codes of the approval rules, and of margin rules behind `margin `, to which somebody has agreed. */
  approved: ReadonlySet<string>
  /** In the order of the lines, those that configured ones bring behind them. */
  lines: readonly AgreedPrice[]
}

export interface AgreedPrice {
  sku: string
  /** Of what it is the price. */
  quantity: Micro
  /** The unit of the item then. */
  uom: string
  /** After the discounts of the line, before those of the whole order. */
  unitPrice: Micro
  /** The unit that it was agreed in, with the price of one; null: that of the item. */
  sold: Sold | null
  /** What the line comes to after all discounts, with its tax where prices include it; minor units. */
  extended: Minor
  /** What promotions took off of that, by their ids. */
  budgets: ReadonlyMap<bigint, Minor>
  /** Under which line of an agreement it was agreed. */
  agreement: ReleasedAgreement | null
}

/**
 * An order at the prices that were agreed. What is not the same goods any more, since rules or a configuration model say otherwise
 * today, is a problem: an agreed price is of what was agreed.
 */
export function asAgreed(
  parsed: ParsedOrder,
  { number, freight, freightTaxed, lines }: Agreed,
  items: readonly (Pick<Item, 'uom'> | undefined)[],
): { parsed: ParsedOrder; problems: Problem[] } {
  const problems: Problem[] = []
  const code = 'not_as_agreed'
  if (parsed.lines.length !== lines.length) {
    const message = `${number} has ${lines.length} lines with their parts, this order would have ${parsed.lines.length}`
    problems.push({ path: '/lines', code, message })
    return { parsed, problems }
  }
  const priced = parsed.lines.map((line, index) => {
    const { sku, quantity, uom, unitPrice, sold, extended, budgets, agreement } = lines[index]!
    if (line.input.sku !== sku) {
      const message = `${number} has ${sku} here, not ${line.input.sku}`
      problems.push({ path: `/lines/${index}/sku`, code, message })
    }
    if (line.quantity !== quantity) {
      const message = `${number} has ${formatMicro(quantity)} here, not ${formatMicro(line.quantity)}`
      problems.push({ path: `/lines/${index}/quantity`, code, message })
    }
    const now = items[index]?.uom ?? uom
    if (now !== uom) {
      const message = `${number} counts ${sku} in ${uom}, not in ${now}`
      problems.push({ path: `/lines/${index}/uom`, code, message })
    }
    // Where its quantity is the same, so is what a unit holds.
    const unit = line.sold?.unit.uom ?? uom
    if (sold && unit !== sold.uom) {
      const message = `${number} has ${sku} by ${sold.uom}, not by ${unit}`
      problems.push({ path: `/lines/${index}/uom`, code, message })
    }
    const price = sold?.unitPrice ?? unitPrice
    const agreed = frozen(price, extended, pricedQuantity(line), parsed.digits, number)
    return { ...line, agreed: { ...agreed, budgets, agreement } }
  })
  return { parsed: { ...parsed, freight, freightTaxed, lines: priced }, problems }
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

/** What was agreed takes of each budget what it was priced with: all of it, or it cannot be agreed any more. */
export function judgeAgreed({ lines }: ParsedOrder, offer: Offer): Problem[] {
  const taken = new Map<bigint, Minor>()
  for (const { agreed } of lines)
    for (const [id, amount] of boundedOf(offer, agreed?.budgets ?? []))
      taken.set(id, (taken.get(id) ?? 0n) + amount)
  return [...taken].flatMap(([id, amount]) => {
    if (fitsBudget(offer.budgets.get(id)!, amount)) return []
    const message = `less is left of promotion ${offer.names.get(String(id)) ?? id} than was agreed`
    return [{ path: '', code: 'promotion_spent', message }]
  })
}

/** Of promotions those that have a budget. */
export function boundedOf(
  { budgets }: Offer,
  taken: Iterable<readonly [bigint, Minor]>,
): ReadonlyMap<bigint, Minor> {
  return new Map([...taken].filter(([id]) => budgets.has(id)))
}
