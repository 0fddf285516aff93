import type { Micro, Minor, RoundingMode } from '../platform/money.ts'
import {
  chargeSteps,
  priceCharges,
  waterfallJson,
  type ChargeType,
  type LineCharge,
  type ListedCharge,
  type PricedCharge,
  type WaterfallJson,
} from '../pricing/index.ts'
import { UNTAXED, type LineToTax, type TaxRate } from '../tax/index.ts'

/** What lines are charged beside their prices (A9-3). Pure. */

/** A charge with the rate that it bears; null: none. */
export type TaxedCharge = PricedCharge & { rate: TaxRate | null }

/** Is its tax in the totals of the order? */
export function isTaxedOnce({ type, rate }: TaxedCharge): boolean {
  return type.kind === 'one_time' && rate !== null
}

/**
 * What a line is charged, each charge with the rate of its own tax code, or of its item's.
 * @param missing is told of a charge for whose tax code no rate holds
 */
export function chargesOn(
  listed: readonly ListedCharge[] | undefined,
  types: ReadonlyMap<string, ChargeType>,
  line: {
    quantity: Micro
    digits: number
    rounding: RoundingMode | undefined
    taxCode: string
    rateOf(taxCode: string): TaxRate | undefined
    missing(type: ChargeType, taxCode: string): void
  },
): TaxedCharge[] {
  if (!listed) return []
  return priceCharges(listed, types, line).map((priced) => {
    const taxCode = priced.type.taxCode ?? line.taxCode
    if (taxCode === UNTAXED) return { ...priced, rate: null }
    const rate = line.rateOf(taxCode)
    if (!rate) line.missing(priced.type, taxCode)
    return { ...priced, rate: rate ?? null }
  })
}

/** A charge as a line of its own of what is taxed. */
export function chargeToTax(
  { amount, rate }: TaxedCharge,
  quantity: Micro,
  exemption: bigint | undefined,
): LineToTax {
  const line = { base: amount!, quantity, rate: rate! }
  return exemption === undefined ? line : { ...line, exemption }
}

/**
 * A line with its charges: what is due once is in its net and its tax, what recurs or is used stands beside them.
 * @param taxOf asked of charges that bear tax and whose amount is known
 */
export function withCharges<Line extends { net: Minor; tax: Minor; waterfall: WaterfallJson }>(
  goods: Line,
  charged: readonly TaxedCharge[],
  taxOf: (charge: TaxedCharge) => Minor,
  order: { inclusive: boolean; extended: Minor; digits: number; stockPrice: (price: Micro) => Micro },
): Line & { charges: LineCharge[] } {
  const charges = charged.map((one): LineCharge => {
    const { type, unitPrice, amount, rate } = one
    const { code, name, kind, category, period, usageUnit, itemClass, refundable } = type
    const tax = rate && amount !== null ? taxOf(one) : 0n
    return {
      code,
      name,
      kind,
      category,
      period,
      usageUnit,
      unitPrice: order.stockPrice(unitPrice),
      net: (amount ?? 0n) - (order.inclusive ? tax : 0n),
      tax,
      taxRateId: rate?.id ?? null,
      taxPercent: rate?.percent ?? 0n,
      itemClass,
      refundable,
    }
  })
  let { net, tax } = goods
  for (const one of charges) {
    if (one.kind !== 'one_time') continue
    net += one.net
    tax += one.tax
  }
  const steps = chargeSteps(charged, order.extended)
  return {
    ...goods,
    net,
    tax,
    charges,
    waterfall: [...goods.waterfall, ...waterfallJson(steps, order.digits)],
  }
}
