import { power10, type Micro } from '../platform/money.ts'
import type { Item } from './item.ts'

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
