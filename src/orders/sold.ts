import {
  inStockUnits,
  inUnits,
  notSold,
  priceOfStockUnit,
  priceOfUnit,
  type Item,
  type ItemUnit,
} from '../catalog/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import { formatMicro, MICRO, parseMicro, type Micro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import type { SoldUnits } from '../pricing/index.ts'
import type { ParsedLine, ParsedOrder } from './parse.ts'

/** Lines that are sold in another unit than their item is stocked in. Pure. */

/** The unit that a line is sold in, as it was then, and the price of one. */
export interface Sold {
  uom: string
  numerator: bigint
  denominator: bigint
  /** It leaves in whole ones. */
  whole: boolean
  unitPrice: Micro
}

/**
 * The order with quantities in what its items are stocked in: lines that state another unit keep what they stated beside it. The least of a
 * split is whole units, where these are not opened.
 */
export function stocked(parsed: ParsedOrder, itemOf: (sku: string) => Item | undefined): ParsedOrder {
  let changed = false
  const lines = parsed.lines.map((line): ParsedLine => {
    const { sku, uom } = line.input
    if (uom === undefined) return line
    const item = itemOf(sku)
    const unit = item && uom !== item.uom ? item.units?.get(uom) : undefined
    if (!unit) return line
    changed = true
    const minSplit = line.minSplit === null ? null : inStockUnits(unit, item!, wholeUp(unit, line.minSplit))
    return {
      ...line,
      quantity: inStockUnits(unit, item!, line.quantity),
      minSplit,
      sold: { unit, quantity: line.quantity },
    }
  })
  return changed ? { ...parsed, lines } : parsed
}

function wholeUp({ whole }: ItemUnit, quantity: Micro): Micro {
  return whole ? ((quantity + MICRO - 1n) / MICRO) * MICRO : quantity
}

/** What is wrong with how many of a unit a line states; undefined: nothing, or it states none that is described. */
export function notSoldOf(item: Item, { sold, quantity }: ParsedLine): Omit<Problem, 'path'> | undefined {
  if (sold) return notSold(item, sold.unit, sold.quantity)
  const own = item.units?.get(item.uom)
  return own && notSold(item, own, quantity)
}

/** The quantity that a line is priced by: in the unit that it states. */
export function pricedQuantity({ sold, quantity }: Pick<ParsedLine, 'sold' | 'quantity'>): Micro {
  return sold?.quantity ?? quantity
}

/** What a line is not to be parted below, in what its item is stocked in; undefined: its units may be opened. */
export function unitOf(
  sold: Pick<Sold, 'numerator' | 'denominator' | 'whole'> | undefined,
): Micro | undefined {
  if (!sold?.whole || (sold.numerator * MICRO) % sold.denominator !== 0n) return undefined
  return (sold.numerator * MICRO) / sold.denominator
}

/** The same of a line as it is stated. */
export function unitOfLine({ sold, input, partOf, perParent }: ParsedLine): Micro | undefined {
  if (partOf) return unitOfPart(unitOfLine(partOf), perParent!)
  return input.openUnits ? undefined : unitOf(sold?.unit)
}

/**
 * What a configured line brings is parted by whole ones of that (A8-10), and where these are sold in whole units by what is in one.
 *
 * @param unit of the configured line
 * @param perParent so many come with one of what the item of that is stocked in
 */
export function unitOfPart(unit: Micro | undefined, perParent: number): Micro {
  return (unit ?? MICRO) * BigInt(perParent)
}

/** The price of what its item is stocked in, of a line with the price of its unit. */
export function stockPrice({ sold }: Pick<ParsedLine, 'sold'>, unitPrice: Micro): Micro {
  return sold ? priceOfStockUnit(sold.unit, unitPrice) : unitPrice
}

export function soldAs({ sold }: ParsedLine, unitPrice: Micro): Sold | undefined {
  if (!sold) return undefined
  const { uom, numerator, denominator, whole } = sold.unit
  return { uom, numerator, denominator, whole, unitPrice }
}

/** So much of a line in the unit that it was sold in: how many, and the price of one; undefined: it is no number of it. */
export function inSold(sold: Sold | undefined, quantity: Micro): SoldUnits | undefined {
  const units = sold && inUnits(sold, quantity)
  return units === undefined ? undefined : { uom: sold!.uom, quantity: units, unitPrice: sold!.unitPrice }
}

/** An adjustment of a price that is of what an item is stocked in, for the unit of a line. */
export function forUnit({ sold }: ParsedLine, value: Micro): Micro {
  return sold ? priceOfUnit(sold.unit, value) : value
}

/** As it is kept with a line; null: it is sold in what its item is stocked in. */
export function soldJson(sold: Sold | undefined): JsonObject | null {
  if (!sold) return null
  const { uom, numerator, denominator, whole, unitPrice } = sold
  const price = formatMicro(unitPrice)
  return { uom, numerator: String(numerator), denominator: String(denominator), whole, unitPrice: price }
}

export function soldOf(kept: Json): Sold | undefined {
  if (kept === null) return undefined
  const { uom, numerator, denominator, whole, unitPrice } = kept as Record<string, string>
  return {
    uom: uom!,
    numerator: BigInt(numerator!),
    denominator: BigInt(denominator!),
    whole: Boolean(whole),
    unitPrice: parseMicro(unitPrice!)!,
  }
}
