import { inStockUnits, type Item } from '../catalog/index.ts'
import { inSold, type Order, type OrderLine } from '../orders/index.ts'
import type { Micro } from '../platform/money.ts'
import type { BillLine } from '../billing/index.ts'

/** Quantities of lines that are sold in another unit than their item is stocked in. Pure. */

/**
 * The line of an order that something names: by its number, its fulfillment line, or its SKU; of several of one SKU the first that was
 * sold, or is stocked, in the unit that is stated.
 */
export function lineNamed(
  order: Order,
  by: { lineNo: number | null; fulfillmentLineId: bigint | null; sku: string | null; uom?: string },
): OrderLine | undefined {
  const no = by.lineNo ?? order.parts.find(({ id }) => id === by.fulfillmentLineId)?.lineNo
  if (no !== undefined) return order.lines.find((line) => line.lineNo === no)
  const named = order.lines.filter((line) => line.sku === by.sku)
  return (
    named.find(({ uom, sold }) => by.uom === (sold?.uom ?? uom)) ??
    named.find(({ uom }) => by.uom === uom) ??
    named[0]
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
