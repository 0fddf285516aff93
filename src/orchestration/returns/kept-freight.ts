import type { BillLine, Kept } from '../../billing/index.ts'
import { divRound, MICRO, minorToMicro } from '../../platform/money.ts'

/** Whether freight is given back when goods come back (A9-11). Pure. */

/** pro_rata: what was charged for what comes back; whole: all of it once all of the order has come back; never: none. */
export type FreightRefund = 'pro_rata' | 'whole' | 'never'

/** The line of a credit memo that keeps freight, or gives back what was kept. */
const KEPT = 'FREIGHT-KEPT'

/**
 * Lines that keep the freight of what comes back, with the tax on it, a line a rate; or give back what returns before kept, once all has come
 * back. The freight stands with its goods as ever, so that no return makes up for another one.
 *
 * @param goods what is credited of goods, without what was charged beside them
 * @param isLast whether all of the order has come back with this return
 */
export function keepFreight(
  goods: readonly BillLine[],
  refund: FreightRefund,
  {
    before,
    isLast,
    freightTaxed,
    digits,
  }: { before: readonly Kept[]; isLast: boolean; freightTaxed: boolean; digits: number },
): BillLine[] {
  if (refund === 'pro_rata') return []
  if (refund === 'whole' && isLast) return before.map((one) => lineOf(one, goods, digits))
  const kept = new Map<string, Kept>()
  for (const { net, tax, freight, taxRateId, taxPercent } of goods) {
    if (freight <= 0n) continue
    const base = net + freight
    const onFreight = freightTaxed && base > 0n ? divRound(tax * freight, base) : 0n
    const key = `${taxRateId} ${taxPercent}`
    const sum = kept.get(key) ?? { taxRateId, taxPercent, freight: 0n, tax: 0n }
    sum.freight -= freight
    sum.tax -= onFreight
    kept.set(key, sum)
  }
  return [...kept.values()].map((one) => lineOf(one, goods, digits))
}

function lineOf(
  { taxRateId, taxPercent, freight, tax }: Kept,
  goods: readonly BillLine[],
  digits: number,
): BillLine {
  return {
    sourceId: null,
    itemId: null,
    sku: KEPT,
    itemClass: goods[0]?.itemClass ?? '',
    owedOn: false,
    quantity: MICRO,
    unitPrice: minorToMicro(freight, digits),
    net: 0n,
    tax,
    freight,
    taxRateId,
    taxPercent,
    taxDifference: null,
  }
}
