import { divRound, formatMicro, MICRO, power10, type Micro } from '../platform/money.ts'
import type { Item, ItemUnit } from './item.ts'
import type { Ratio } from './ratio.ts'

/** Decimals in which quantities are kept: no item is measured more finely. */
export const FINEST = 6

/** Units that are measured, by the codes of UN/ECE Recommendation 20 and those that people write; all others are counted. */
const MEASURED: ReadonlySet<string> = new Set(
  [
    'G KG T MG LB OZ GRM KGM TNE MGM LBR ONZ',
    'MM CM DM M KM IN FT YD MMT CMT DMT MTR KMT INH FOT YRD',
    'M2 M3 MTK MTQ SQM CBM ML CL DL L HL MLT CLT DLT LTR HLT GAL GLL',
    'SEC MIN H HR HOUR HUR DAY WEEK WEE MONTH MON YEAR ANN KWH',
  ].flatMap((codes) => codes.split(' ')),
)

/** Decimals of an item that does not state its own: of what is counted none, of what is measured all. */
export function usualDecimals(uom: string): number {
  return MEASURED.has(uom.toUpperCase()) ? FINEST : 0
}

/** What is wrong with a quantity that is finer than its item is counted or measured; undefined: nothing. */
export function tooFine(
  { sku, uom, decimals }: Pick<Item, 'sku' | 'uom' | 'decimals'>,
  quantity: Micro,
): { code: 'quantity_too_fine'; message: string } | undefined {
  if (quantity % power10(FINEST - decimals) === 0n) return undefined
  const message =
    decimals === 0
      ? `item ${sku} is counted in whole ${uom}`
      : `a quantity of item ${sku} has at most ${decimals} decimals of ${uom}`
  return { code: 'quantity_too_fine', message }
}

/**
 * So many of a unit in what their item is stocked in. What is counted comes out exactly, or not at all; what is measured is rounded half up
 * to the decimals of its item, once.
 */
export function inStockUnits(
  { numerator, denominator }: Ratio,
  { decimals }: Pick<Item, 'decimals'>,
  quantity: Micro,
): Micro {
  if (decimals === 0) return divRound(quantity * numerator, denominator)
  const step = power10(FINEST - decimals)
  return divRound(quantity * numerator, denominator * step) * step
}

/** So much of what an item is stocked in as a number of a unit; undefined: no number with six decimals is as much. */
export function inUnits({ numerator, denominator }: Ratio, stocked: Micro): Micro | undefined {
  const product = stocked * denominator
  return product % numerator === 0n ? product / numerator : undefined
}

/** The price of a unit by that of what its item is stocked in, six decimals. */
export function priceOfUnit({ numerator, denominator }: Ratio, price: Micro): Micro {
  return divRound(price * numerator, denominator)
}

/** The price of what an item is stocked in by that of a unit, six decimals. */
export function priceOfStockUnit({ numerator, denominator }: Ratio, price: Micro): Micro {
  return divRound(price * denominator, numerator)
}

/** What is wrong with so many of a unit; undefined: nothing. */
export function notSold(
  item: Pick<Item, 'sku' | 'uom' | 'decimals'>,
  { uom, whole, minQuantity, multipleOf, numerator, denominator }: ItemUnit,
  quantity: Micro,
): { code: string; message: string } | undefined {
  if (whole && quantity % MICRO !== 0n)
    return { code: 'unit_not_whole', message: `item ${item.sku} is sold in whole ${uom}` }
  if (minQuantity !== null && quantity < minQuantity)
    return {
      code: 'below_minimum',
      message: `of item ${item.sku} at least ${formatMicro(minQuantity)} ${uom} are sold`,
    }
  if (multipleOf !== null && quantity % multipleOf !== 0n)
    return {
      code: 'not_a_multiple',
      message: `item ${item.sku} is sold in multiples of ${formatMicro(multipleOf)} ${uom}`,
    }
  if (item.decimals === 0 && (quantity * numerator) % (denominator * MICRO) !== 0n)
    return { code: 'quantity_too_fine', message: `item ${item.sku} is counted in whole ${item.uom}` }
  return undefined
}
