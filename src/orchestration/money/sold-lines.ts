import { inStockUnits, type Item } from '../../catalog/index.ts'
import { inSold, type Order, type OrderLine } from '../../orders/index.ts'
import type { Micro } from '../../platform/money.ts'
import type { BillLine } from '../../billing/index.ts'

/** Quantities of lines that are sold in another unit than their item is stocked in. Pure. */

interface NamedBy {
  lineNo: number | null
  fulfillmentLineId: bigint | null
  sku: string | null
  uom?: string
}

/**
 * The lines of an order that something names: by its number, its fulfillment line, or its SKU; of several of one SKU those of which
 * anything can come back, and that were sold, or else are stocked, in the unit that is stated. Where none is, all of them: it is refused for
 * that, or for its unit.
 */
export function linesNamed(order: Order, by: NamedBy): OrderLine[] {
  const no = by.lineNo ?? order.parts.find(({ id }) => id === by.fulfillmentLineId)?.lineNo
  if (no !== undefined) return order.lines.filter((line) => line.lineNo === no)
  const known = order.lines.filter((line) => line.sku === by.sku)
  const open = new Set(order.parts.flatMap((part) => (part.invoiced > part.returned ? [part.lineNo] : [])))
  const left = known.filter(({ lineNo }) => open.has(lineNo))
  const named = left.length > 0 ? left : known
  if (by.uom === undefined) return named
  const sold = named.filter(({ uom, sold }) => by.uom === (sold?.uom ?? uom))
  if (sold.length > 0) return sold
  const stocked = named.filter(({ uom }) => by.uom === uom)
  return stocked.length > 0 ? stocked : named
}

/** The first of them. */
export function lineNamed(order: Order, by: NamedBy): OrderLine | undefined {
  return linesNamed(order, by)[0]
}

/** Are these lines told apart by what a unit of them is, or costs? Then it matters which one is meant. */
export function differ([first, ...others]: readonly OrderLine[]): boolean {
  return others.some(
    ({ unitPrice, sold }) => unitPrice !== first!.unitPrice || sold?.uom !== first!.sold?.uom,
  )
}

/** A quantity of a line in what its item is stocked in; undefined: it was not sold in that unit. */
export function quantityOf(
  { uom: stock, sold }: Pick<OrderLine, 'uom' | 'sold'>,
  item: Item | undefined,
  { uom, quantity }: { uom: string; quantity: Micro },
): Micro | undefined {
  if (uom === stock) return quantity
  if (uom !== sold?.uom) return undefined
  return inStockUnits(sold, item ?? MEASURED, quantity)
}

const MEASURED = { decimals: 6 }

/** What a line of a document says of the unit that its line was sold in. */
export function soldIn({ sold }: OrderLine, quantity: Micro): Pick<BillLine, 'sold'> {
  const shown = inSold(sold, quantity)
  return shown ? { sold: shown } : {}
}
