import type { ComponentLine, FulfillmentLine, Order } from '../../orders/index.ts'
import type { Micro } from '../../platform/money.ts'
import { lineNamed, quantityOf } from '../money/sold-lines.ts'
import type { ItemOf } from '../plan/items-of.ts'
import type { ReturnLine } from './returned.ts'

/**
 * Lines of a return, with the place of each in it: a configured line that comes back by its number brings back what it brought, in
 * its ratio (A8-10, A12-8), and all of that with all that is left of it, which may be in no ratio (decision 0075). Parts that came back
 * alone before are not asked for again where no more of them are left. A price of its own is for all of it.
 */
export function withBrought(
  lines: readonly ReturnLine[],
  components: readonly ComponentLine[],
  order: Order | undefined,
  itemOf: ItemOf,
): { line: ReturnLine; index: number }[] {
  if (!order || components.length === 0) return lines.map((line, index) => ({ line, index }))
  const sumOf = (lineNo: number, of: (part: FulfillmentLine) => Micro): Micro =>
    order.parts.reduce((sum, part) => (part.lineNo === lineNo ? sum + of(part) : sum), 0n)
  const left = (lineNo: number) => sumOf(lineNo, ({ invoiced, returned }) => invoiced - returned)
  const returned = (lineNo: number) => sumOf(lineNo, (part) => part.returned)
  return lines.flatMap((line, index) => {
    const { uom: _uom, ...part } = line
    const { lineNo, fulfillmentLineId, unitPrice } = line
    const brought = fulfillmentLineId === null ? components.filter((one) => one.parentNo === lineNo) : []
    if (brought.length === 0) return [{ line, index }]
    const quantity = inStock(line, order, itemOf)
    // Another unit than it was sold in is refused at the line itself.
    if (quantity === undefined) return [{ line, index }]
    const all = quantity === left(lineNo!)
    return [
      { line, index },
      ...brought.flatMap((one) => {
        const wanted = quantity * one.perParent
        const [open, back] = [left(one.lineNo), returned(one.lineNo)]
        const alone = back - returned(lineNo!) * one.perParent
        const fitting = wanted > open && wanted - open <= alone ? open : wanted
        const quantityBack = all ? open : fitting
        // Of what is not whole some never left, or came back before.
        if (quantityBack === 0n) return []
        const price = unitPrice === null ? null : 0n
        return [
          {
            line: {
              ...part,
              lineNo: one.lineNo,
              sku: null,
              quantity: quantityBack,
              unitPrice: price,
              unitCost: null,
            },
            index,
          },
        ]
      }),
    ]
  })
}

/** How much of a line comes back in what its item is stocked in; undefined: it was not sold in the unit that is stated. */
function inStock({ uom, quantity, ...by }: ReturnLine, order: Order, itemOf: ItemOf): Micro | undefined {
  if (uom === undefined) return quantity
  const named = lineNamed(order, by)
  return named && quantityOf(named, itemOf(order, named.lineNo), { uom, quantity })
}
