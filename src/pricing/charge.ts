import type { Json, JsonObject } from '../platform/json.ts'
import {
  formatMicro,
  mulPriceQuantity,
  parseMicro,
  type Micro,
  type Minor,
  type RoundingMode,
} from '../platform/money.ts'
import type { WaterfallStep } from './line-price.ts'
import type { ListedCharge } from './price-list.ts'

/** What an item costs beside its price (A9-3). Pure. */

export type ChargeKind = 'one_time' | 'recurring' | 'usage'

/** What a charge is for, how often it is due and how it is taxed; prices name it by its code. */
export interface ChargeType {
  id: bigint
  code: string
  name: string
  kind: ChargeKind
  category: 'sale' | 'shipping' | 'handling'
  /** How often it is due, of a recurring one. */
  period: string | null
  /** What use is counted in, of one by usage. */
  usageUnit: string | null
  /** null: taxed as its item. */
  taxCode: string | null
  /** By which its revenue is posted; null: that of its item. */
  itemClass: string | null
  /** Is it given back when goods come back? */
  refundable: boolean
  version: number
}

/** A charge of a line before tax. */
export interface PricedCharge {
  type: ChargeType
  unitPrice: Micro
  /** Of all units, of a recurring one for each period; null by usage: nobody knows yet how much is used. */
  amount: Minor | null
}

/**
 * What a line is charged beside its price: each charge is of a unit, so that no split of a line changes it. Discounts take nothing off
 * it, and a type that is not active any more is charged no more.
 */
export function priceCharges(
  listed: readonly ListedCharge[],
  types: ReadonlyMap<string, ChargeType>,
  { quantity, digits, rounding }: { quantity: Micro; digits: number; rounding?: RoundingMode | undefined },
): PricedCharge[] {
  return listed.flatMap(({ code, unitPrice }) => {
    const type = types.get(code)
    if (!type) return []
    const amount = type.kind === 'usage' ? null : mulPriceQuantity(unitPrice, quantity, digits, rounding)
    return [{ type, unitPrice, amount }]
  })
}

/** The steps of charges, behind all others: what is due once adds to what the line comes to, what recurs or is used does not. */
export function chargeSteps(charges: readonly PricedCharge[], net: Minor): WaterfallStep[] {
  let sum = net
  return charges.map(({ type: { id: rule, version, kind }, unitPrice, amount }): WaterfallStep => {
    if (kind !== 'one_time') {
      const each = { base: 0n, amount: unitPrice, result: unitPrice, effect: 0n }
      return { kind, per: 'unit', rule, version, ...each }
    }
    const step = { base: sum, amount: amount!, result: sum + amount!, effect: amount! }
    sum = step.result
    return { kind: 'charge', per: 'line', rule, version, ...step }
  })
}

/** A charge as an order line keeps it, taxed: minor units of its order; of a recurring one for each period, by usage 0. */
export interface LineCharge {
  code: string
  name: string
  kind: ChargeKind
  category: ChargeType['category']
  period: string | null
  usageUnit: string | null
  unitPrice: Micro
  net: Minor
  tax: Minor
  taxRateId: bigint | null
  taxPercent: Micro
  itemClass: string | null
  refundable: boolean
}

/** Charges as a line keeps them; null where there are none. */
export function chargesJson(charges: readonly LineCharge[]): Json {
  if (charges.length === 0) return null
  return charges.map(({ unitPrice, net, tax, taxRateId, taxPercent, ...said }): JsonObject => ({
    ...said,
    unitPrice: formatMicro(unitPrice),
    net: net.toString(),
    tax: tax.toString(),
    taxRateId: taxRateId?.toString() ?? null,
    taxPercent: formatMicro(taxPercent),
  }))
}

/** Charges as `chargesJson` wrote them. */
export function chargesOf(kept: Json): LineCharge[] {
  if (!Array.isArray(kept)) return []
  return (kept as Record<string, string | boolean | null>[]).map((one): LineCharge => ({
    code: one['code'] as string,
    name: one['name'] as string,
    kind: one['kind'] as ChargeKind,
    category: one['category'] as ChargeType['category'],
    period: one['period'] as string | null,
    usageUnit: one['usageUnit'] as string | null,
    unitPrice: parseMicro(one['unitPrice'] as string)!,
    net: BigInt(one['net'] as string),
    tax: BigInt(one['tax'] as string),
    taxRateId: one['taxRateId'] == null ? null : BigInt(one['taxRateId'] as string),
    taxPercent: parseMicro(one['taxPercent'] as string)!,
    itemClass: one['itemClass'] as string | null,
    refundable: one['refundable'] as boolean,
  }))
}

/** Charges of a price as they are kept. */
export function listedChargesOf(kept: Json): ListedCharge[] | undefined {
  if (!Array.isArray(kept)) return undefined
  return (kept as { charge: string; unitPrice: string }[]).map(({ charge, unitPrice }) => ({
    code: charge,
    unitPrice: parseMicro(unitPrice)!,
  }))
}
