import type { CreditedLine } from '../../billing/index.ts'
import type { Issued } from '../../inventory/index.ts'
import { lineNamed, quantityOf } from '../money/sold-lines.ts'
import type { FulfillmentLine, Order, OrderLine } from '../../orders/index.ts'
import { cumulativeShare, divRound, mulPriceQuantity, type Micro, type Minor } from '../../platform/money.ts'
import { returnTax } from '../../tax/index.ts'

/** What was sold with a fulfillment line, and what of it came back so far. */
export interface Returnable {
  part: FulfillmentLine
  line: OrderLine
  returned: Micro
  credited: CreditedLine[]
  /** What of the part is kept whatever comes back of it; absent: nothing. */
  kept?: { net: Minor; tax: Minor }
  issued: Issued
}

/** What is credited of a quantity, positive, in minor units of the order's currency. */
export interface AmountsBack {
  net: Minor
  tax: Minor
  freight: Minor
}

/** How a quantity is credited. */
export interface Crediting {
  /** A price of the caller's own; null: at what was billed. */
  ownPrice: Micro | null
  /** Nobody gets back more than was paid; false for the past, whose credits are facts. */
  capped: boolean
  /** Bore the freight of the order tax? */
  freightTaxed: boolean
  digits: number
}

/**
 * What is given back for a quantity: what was billed for it, by the cumulative method over what was billed (D1-6) and the
 * tax that was billed (D13), whatever price and rate are today (F-4). A price of its own gives net = price × quantity, and of
 * the billed tax what that is of its base; freight stays.
 */
export function amountsBack(of: Returnable, quantity: Micro, crediting: Crediting): AmountsBack {
  const part = refundableOf(of)
  const { ownPrice, capped, freightTaxed, digits } = crediting
  const left = (total: Minor, amount: (line: CreditedLine) => Minor) =>
    of.credited.reduce((rest, one) => rest - amount(one), total)
  if (ownPrice !== null) {
    const net = mulPriceQuantity(ownPrice, quantity, digits)
    const base = ({ net, freight }: { net: Minor; freight: Minor }) => net + (freightTaxed ? freight : 0n)
    const whole = base({ net: part.billedNet, freight: part.billedFreight })
    const back = of.credited.reduce((sum, one) => sum + base(one), net)
    const already = part.billedTax - left(part.billedTax, (one) => one.tax)
    const tax = whole > 0n ? above0(cumulativeShare(part.billedTax, back, whole, already)) : 0n
    return { net, tax, freight: 0n }
  }
  const whole = part.invoiced
  const already = (total: Minor, amount: (line: CreditedLine) => Minor) => creditedOf(of, total, amount)
  const taxed = returnTax(
    {
      quantity: whole,
      base: part.billedNet,
      amount: part.billedTax,
      returnedQuantity: of.returned,
      returnedBase: already(part.billedNet, (one) => one.net),
      returnedAmount: already(part.billedTax, (one) => one.tax),
    },
    quantity,
  )
  if (!taxed) throw new RangeError('more comes back than was billed')
  const freight = cumulativeShare(
    part.billedFreight,
    of.returned + quantity,
    whole,
    already(part.billedFreight, (one) => one.freight),
  )
  // What a price of its own credited before beyond its share is not credited again.
  const fitting = (amount: Minor, rest: Minor) => above0(capped && amount > rest ? rest : amount)
  return {
    net: fitting(
      taxed.base,
      left(part.billedNet, (one) => one.net),
    ),
    tax: fitting(
      taxed.amount,
      left(part.billedTax, (one) => one.tax),
    ),
    freight: fitting(
      freight,
      left(part.billedFreight, (one) => one.freight),
    ),
  }
}

/** The part with what of its amounts may come back. */
function refundableOf({ part, kept }: Returnable): FulfillmentLine {
  if (!kept) return part
  return { ...part, billedNet: part.billedNet - kept.net, billedTax: part.billedTax - kept.tax }
}

/** Counts what comes back, so that the next line of the same return sees it, also what is changed of it later. */
export function takeBack(of: Returnable, back: CreditedLine): void {
  of.returned += back.quantity
  of.credited.push(back)
}

/**
 * What was credited before, as the cumulative method counts it: what came back at a price of its own counts with what was
 * paid for it, else the next return would make up for the difference.
 */
function creditedOf(
  { part, line, credited }: Returnable,
  total: Minor,
  amount: (line: CreditedLine) => Minor,
): Minor {
  let sum = 0n
  let own = 0n
  for (const one of credited) {
    if (one.unitPrice === line.unitPrice) sum += amount(one)
    else own += one.quantity
  }
  return sum + (own === 0n ? 0n : divRound(total * own, part.invoiced))
}

function above0(amount: Minor): Minor {
  return amount > 0n ? amount : 0n
}

/** Items of the lines of a return that may go back to stock, and so to whoever waits for them. */
export function itemsBack(
  lines: readonly {
    lineNo: number | null
    fulfillmentLineId: bigint | null
    sku: string | null
    restock: boolean
    quantity: Micro
    uom?: string
  }[],
  order: Order | undefined,
  itemOf: (sku: string) => bigint | undefined,
): { itemId: bigint; incoming: Micro }[] {
  return lines.flatMap((line) => {
    const { lineNo, fulfillmentLineId, sku, restock, uom, quantity } = line
    if (!restock) return []
    const sold = uom !== undefined && order ? lineNamed(order, line) : undefined
    const incoming = (sold && quantityOf(sold, undefined, { uom: uom!, quantity })) ?? quantity
    const named = sku === null ? undefined : itemOf(sku)
    if (named !== undefined || !order) return named === undefined ? [] : [{ itemId: named, incoming }]
    return order.parts
      .filter((part) => lineNo === null || part.lineNo === lineNo)
      .filter((part) => fulfillmentLineId === null || part.id === fulfillmentLineId)
      .map(({ itemId }) => ({ itemId, incoming }))
  })
}
