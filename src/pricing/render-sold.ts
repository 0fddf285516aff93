import { Type, type Static } from 'typebox'
import type { JsonObject } from '../platform/json.ts'
import { formatMicro, type Micro } from '../platform/money.ts'
import { QuantityShape, unitPrice, UnitPriceShape } from '../platform/wire.ts'

/** What was sold, in the unit that it was sold in. */
export interface SoldUnits {
  uom: string
  quantity: Micro
  unitPrice: Micro
}

export const SoldShape = Type.Union(
  [
    Type.Object(
      { uom: Type.String(), quantity: QuantityShape, unitPrice: UnitPriceShape },
      { title: 'Sold' },
    ),
    Type.Null(),
  ],
  {
    description:
      'The unit that it is sold in, where that is not the one that its item is stocked in: how many, and the price of one. `quantity` and `unitPrice` beside it are of what the item is stocked in',
  },
)

export function renderSold(sold: SoldUnits | undefined, currency: string): Static<typeof SoldShape> {
  if (!sold) return null
  const { uom, quantity, unitPrice: price } = sold
  return { uom, quantity: formatMicro(quantity), unitPrice: unitPrice(price, currency) }
}

/** As it is kept with a line of a document; null: it was sold in what its item is stocked in. */
export function soldUnitsJson(sold: SoldUnits | undefined): JsonObject | null {
  if (!sold) return null
  return { uom: sold.uom, quantity: formatMicro(sold.quantity), unitPrice: formatMicro(sold.unitPrice) }
}
