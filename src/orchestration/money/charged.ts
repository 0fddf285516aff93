import type { BillLine, HandedOver } from '../../billing/index.ts'
import { amountOf, shareOf, type FulfillmentLine, type Order, type OrderLine } from '../../orders/index.ts'
import { allocate, cumulativeShare, type Micro, type Minor } from '../../platform/money.ts'
import type { LineCharge } from '../../pricing/index.ts'

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
  const [goods, ...charges] = lines
  // The rate changed before it was billed: of goods that bear no tax, all that is given back is tax of the charges.
  if (whole.taxRateId === null && goods!.tax !== 0n && charges.some(({ tax }) => tax > 0n)) {
    const taxes = allocate(
      whole.tax,
      charges.map(({ tax }) => tax),
    )
    charges.forEach((charge, index) => (charge.tax = taxes[index]!))
    goods!.tax = 0n
  }
  return goods!.net < 0n || goods!.tax < 0n ? [whole] : lines
}

/**
 * What recurs or is due by use of lines that were invoiced just now: it begins for these units.
 * @param startsOn the day of the invoice
 */
export function beginRecurring(order: Order, billed: readonly BillLine[], startsOn: string): HandedOver[] {
  return recurringOf(order, billed, startsOn, (part, quantity) => ({
    quantity,
    between: (amount) =>
      amountOf(part, amount, part.invoiced) - amountOf(part, amount, part.invoiced - quantity),
  }))
}

/** The same of what came back: it ends for these units, behind those that came back before. */
export function endRecurring(
  order: Order,
  credited: readonly { bill: BillLine; returnedBefore: Micro }[],
  startsOn: string,
): HandedOver[] {
  return credited.flatMap(({ bill, returnedBefore }) =>
    recurringOf(order, [bill], startsOn, (part, quantity) => ({
      quantity: -quantity,
      between(amount) {
        const billed = amountOf(part, amount, part.invoiced)
        const before = cumulativeShare(billed, returnedBefore, part.invoiced, 0n)
        return -cumulativeShare(billed, returnedBefore + quantity, part.invoiced, before)
      },
    })),
  )
}

function recurringOf(
  order: Order,
  bills: readonly BillLine[],
  startsOn: string,
  unitsOf: (part: FulfillmentLine, quantity: Micro) => { quantity: Micro; between: ShareOf },
): HandedOver[] {
  const { companyId, id: causeId, accountId, currency } = order
  const charged = order.lines.filter(({ charges }) => charges.some(({ kind }) => kind !== 'one_time'))
  if (charged.length === 0) return []
  const lines = new Map(charged.map((line) => [line.lineNo, line]))
  const parts = new Map(order.parts.map((part) => [part.id, part]))
  const siblings = Map.groupBy(order.parts, ({ lineNo }) => lineNo)
  return bills.flatMap(({ sourceId, charge: ofCharge, quantity: billed }) => {
    const part = sourceId === null || ofCharge !== undefined ? undefined : parts.get(sourceId)
    const line = part && lines.get(part.lineNo)
    if (!line) return []
    const { quantity, between } = unitsOf(part, billed)
    return line.charges.flatMap((charge): HandedOver[] => {
      if (charge.kind === 'one_time') return []
      const share = shareOf({ ...charge, freight: 0n }, part, siblings.get(part.lineNo)!)
      const row = {
        companyId,
        causeId,
        sourceId: part.id,
        accountId: accountId!,
        itemId: part.itemId,
        sku: line.sku,
      }
      return [
        { ...row, currency, startsOn, charge, quantity, net: between(share.net), tax: between(share.tax) },
      ]
    })
  })
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
    const { sold: _sold, ...rest } = whole
    return {
      ...rest,
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
