import type { BillLine } from '../billing/index.ts'
import { amountOf, shareOf, type FulfillmentLine, type OrderLine } from '../orders/index.ts'
import { cumulativeShare, type Micro, type Minor } from '../platform/money.ts'
import type { LineCharge } from '../pricing/index.ts'

/** What a line is charged once beside its price, on documents (A9-3). Pure. */

/** What of a charge lies in a span of units of a part. */
type ShareOf = (amount: Minor) => Minor

function once({ charges }: OrderLine): LineCharge[] {
  return charges.filter(({ kind }) => kind === 'one_time')
}

/** The line without its charges: what its goods come to. */
export function goodsOf(line: OrderLine): OrderLine {
  const own = once(line)
  if (own.length === 0) return line
  const net = own.reduce((rest, one) => rest - one.net, line.net)
  return { ...line, net, tax: own.reduce((rest, one) => rest - one.tax, line.tax) }
}

/**
 * A line of an invoice as goods and charges, each with its own tax: what units from one number of them to another are charged, by the
 * same cumulative method as the whole, so that both together are the whole.
 */
export function billCharges(
  whole: BillLine,
  line: OrderLine,
  part: FulfillmentLine,
  siblings: readonly FulfillmentLine[],
  units: { from: Micro; to: Micro },
): BillLine[] {
  const between: ShareOf = (amount) => amountOf(part, amount, units.to) - amountOf(part, amount, units.from)
  return split(whole, once(line), part, siblings, between)
}

/** What is kept of a part when all of it comes back: charges that are not refundable, as they were billed. */
export function keptOf(
  line: OrderLine,
  part: FulfillmentLine,
  siblings: readonly FulfillmentLine[],
): { net: Minor; tax: Minor } {
  const kept = { net: 0n, tax: 0n }
  for (const charge of once(line)) {
    if (charge.refundable) continue
    const share = shareOf({ ...charge, freight: 0n }, part, siblings)
    kept.net += amountOf(part, share.net, part.invoiced)
    kept.tax += amountOf(part, share.tax, part.invoiced)
  }
  return kept
}

/**
 * A line of a credit memo as goods and refundable charges, for units that came back behind those that came back before. One that gives
 * back less than its charges stays whole: what was agreed, or what is left, is of no part of it.
 */
export function creditCharges(
  whole: BillLine,
  line: OrderLine,
  part: FulfillmentLine,
  siblings: readonly FulfillmentLine[],
  returnedBefore: Micro,
): BillLine[] {
  const back: ShareOf = (amount) => {
    const billed = amountOf(part, amount, part.invoiced)
    const before = cumulativeShare(billed, returnedBefore, part.invoiced, 0n)
    return cumulativeShare(billed, returnedBefore + whole.quantity, part.invoiced, before)
  }
  const refundable = once(line).filter((charge) => charge.refundable)
  const lines = split(whole, refundable, part, siblings, back)
  const [goods] = lines
  return goods!.net < 0n || goods!.tax < 0n ? [whole] : lines
}

function split(
  whole: BillLine,
  charges: readonly LineCharge[],
  part: FulfillmentLine,
  siblings: readonly FulfillmentLine[],
  of: ShareOf,
): BillLine[] {
  const goods = { ...whole }
  const lines = charges.map((charge): BillLine => {
    const share = shareOf({ ...charge, freight: 0n }, part, siblings)
    const [net, tax] = [of(share.net), of(share.tax)]
    goods.net -= net
    goods.tax -= tax
    return {
      ...whole,
      charge: charge.code,
      itemClass: charge.itemClass ?? whole.itemClass,
      // A gift card owes its own amount, what is charged for it is earned.
      owedOn: false,
      unitPrice: charge.unitPrice,
      net,
      tax,
      freight: 0n,
      taxRateId: charge.taxRateId,
      taxPercent: charge.taxPercent,
    }
  })
  return [goods, ...lines]
}
