import type { Item } from '../catalog/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { divRound, type Minor } from '../platform/money.ts'
import { waterfallJson, type Offer, type PricedLine, type PricedOrder } from '../pricing/index.ts'
import { taxDocument, UNTAXED, type LineToTax, type RateBook, type TaxRate } from '../tax/index.ts'
import { chargesOn, chargeToTax, isTaxedOnce, withCharges, type TaxedCharge } from './line-charges.ts'
import type { LineAmounts, OrderAmounts } from './order-amounts.ts'
import type { ParsedLine } from './parse.ts'
import type { PriceQuestion } from './price-question.ts'
import { pricedQuantity, soldAs, stockPrice } from './sold.ts'

/** The tax on a priced order and what it comes to with it (D13). Pure. */

/** What keeps a line from its price or its tax. */
export interface LineFault {
  line: number
  code: 'price_not_found' | 'tax_rate_not_found'
  message: string
}

/** The rate of the goods of each line; null: it is not taxed, or its channel says its tax. */
export function ratesOfLines(
  question: PriceQuestion,
  rates: RateBook,
  faults: LineFault[],
): (TaxRate | null)[] {
  const { parsed, items, company } = question
  return items.map((item, index) => {
    if (item.taxCode === UNTAXED || parsed.lines[index]!.taxAmount !== null) return null
    const { country, region } = taxedAt(question, parsed.lines[index]!, item)
    const place = { country, region: region || undefined, on: question.on }
    const rate = rates.due(company.id, item.taxCode, place)
    if (!rate) {
      const where = region ? `${country}-${region}` : country
      const message = `no rate of tax code ${item.taxCode} holds in ${where} on ${question.on}`
      faults.push({ line: index, code: 'tax_rate_not_found', message })
    }
    return rate ?? null
  })
}

/** What a line is charged beside its price, each charge with its rate. */
export function chargedOn(
  question: PriceQuestion,
  offer: Offer,
  rates: RateBook,
  { charges }: PricedLine,
  index: number,
  faults: LineFault[],
): TaxedCharge[] {
  const { parsed, items, company } = question
  const line = parsed.lines[index]!
  const quantity = pricedQuantity(line)
  const { country, region } = charges ? taxedAt(question, line, items[index]!) : question
  const place = { country, region: region || undefined, on: question.on }
  return chargesOn(charges, offer.charges, {
    quantity,
    digits: parsed.digits,
    rounding: company.rounding,
    taxCode: items[index]!.taxCode,
    rateOf: (taxCode) => rates.due(company.id, taxCode, place),
    missing({ code }, taxCode) {
      const where = region ? `${country}-${region}` : country
      const message = `no rate of tax code ${taxCode} of charge ${code} holds in ${where} on ${question.on}`
      faults.push({
        line: index,
        code: 'tax_rate_not_found',
        message,
      })
    },
  })
}

/**
 * Goods that are picked up change hands at their store, whoever lives where; all else is taxed where it is sent (D13): of a service no
 * place is kept, and its invoice asks the same.
 */
function taxedAt(
  question: PriceQuestion,
  { input }: ParsedLine,
  { kind }: Item,
): { country: string; region: string } {
  const store =
    kind === 'goods' && input.location !== undefined ? question.placeOf(input.location) : undefined
  return store ?? question
}

/** Taxes a priced order as its company does, and adds up what it comes to. */
export function taxOrder(
  question: PriceQuestion,
  priced: Extract<PricedOrder, { ok: true }>,
  lineRates: readonly (TaxRate | null)[],
  charged: readonly (readonly TaxedCharge[])[],
): Omit<OrderAmounts, 'freightTaxed'> {
  const { parsed, company, account } = question
  const inclusive = parsed.input.taxInclusive ?? false
  const taxable: LineToTax[] = []
  const places: number[] = []
  priced.lines.forEach((line, index) => {
    const rate = lineRates[index]
    if (!rate) return
    places.push(index)
    const exemption = account.taxExempt ? account.id : undefined
    const quantity = pricedQuantity(parsed.lines[index]!)
    taxable.push({ base: line.taxBase, quantity, rate, exemption })
  })
  const ofGoods = taxable.length
  const policy = { level: company.taxRounding, rounding: company.rounding, inclusive }
  const once = charged.flatMap((own, index) =>
    own.flatMap((one) => (isTaxedOnce(one) ? [{ one, index }] : [])),
  )
  const chargeTax = (one: TaxedCharge, index: number) =>
    chargeToTax(one, pricedQuantity(parsed.lines[index]!), account.taxExempt ? account.id : undefined)
  for (const { one, index } of once) taxable.push(chargeTax(one, index))
  const taxed = taxDocument(taxable, policy)
  const amountOf = new Map(places.map((index, place) => [index, taxed.lines[place]!.amount]))
  const taxOf = new Map(once.map(({ one }, place) => [one, taxed.lines[ofGoods + place]!.amount]))
  let freightTax = 0n
  const lines = priced.lines.map((line, index): LineAmounts => {
    const rate = lineRates[index] ?? null
    const amount = amountOf.get(index) ?? parsed.lines[index]!.taxAmount ?? 0n
    const onFreight =
      line.taxBase > line.net && line.taxBase > 0n
        ? divRound(amount * (line.taxBase - line.net), line.taxBase)
        : 0n
    freightTax += onFreight
    // In an inclusive price the tax is taken out of goods and freight, each its own part.
    const own = parsed.lines[index]!
    const sold = soldAs(own, line.netUnit)
    const goods: LineAmounts = {
      unitPrice: stockPrice(own, line.netUnit),
      ...(sold ? { sold } : {}),
      net: inclusive ? line.net - (amount - onFreight) : line.net,
      freight: inclusive ? line.freight - onFreight : line.freight,
      tax: amount,
      freightTax: onFreight,
      taxRate: rate,
      waterfall: waterfallJson(line.steps, parsed.digits),
    }
    const beside = charged[index]!
    if (beside.length === 0) return goods
    // What recurs is taxed by itself: it stands in no total of the order.
    const alone = (one: TaxedCharge) => taxDocument([chargeTax(one, index)], policy).lines[0]!.amount
    return withCharges(goods, beside, (one) => taxOf.get(one) ?? alone(one), {
      inclusive,
      extended: line.net,
      digits: parsed.digits,
      stockPrice: (price) => stockPrice(own, price),
    })
  })
  const sum = (of: (line: LineAmounts) => Minor) => lines.reduce((total, line) => total + of(line), 0n)
  const net = sum((line) => line.net)
  const freight = sum((line) => line.freight)
  const taxTotal = sum((line) => line.tax)
  const decisions: JsonObject = { taxRounding: company.taxRounding }
  if (company.rounding !== 'half_up') decisions.rounding = company.rounding
  if (taxed.residual !== 0n) decisions.taxResidual = taxed.residual.toString()
  return { lines, net, freight, tax: taxTotal, freightTax, total: net + freight + taxTotal, decisions }
}
