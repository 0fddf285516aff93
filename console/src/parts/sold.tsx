import type { Sold } from '../api-orders.ts'
import { moneyText, quantityText } from './money.tsx'

/** How many of the unit that something is sold in, and the price of one; nothing where that is the unit of stock. */
export function SoldUnits({ of }: { of: Sold | null }) {
  if (!of) return null
  return (
    <div className="small nowrap">
      {quantityText(of.quantity)} {of.uom} <span className="soft">at {moneyText(of.unitPrice)}</span>
    </div>
  )
}
