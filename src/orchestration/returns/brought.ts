import type { ComponentLine, Order } from '../../orders/index.ts'
import type { Micro } from '../../platform/money.ts'
import type { ReturnLine } from './returned.ts'

/**
 * Lines of a return, with the place of each in it: a configured line that comes back by its number brings back what it brought, in
 * its ratio (A8-10, A12-8), and all of that with all that is left of it, which may be in no ratio (decision 0075). A price of its own is
 * for all of it.
 */
export function withBrought(
  lines: readonly ReturnLine[],
  components: readonly ComponentLine[],
  order: Pick<Order, 'parts'> | undefined,
): { line: ReturnLine; index: number }[] {
  const left = (lineNo: number): Micro =>
    (order?.parts ?? []).reduce(
      (sum, part) => (part.lineNo === lineNo ? sum + part.invoiced - part.returned : sum),
      0n,
    )
  return lines.flatMap((line, index) => {
    const { lineNo, fulfillmentLineId, quantity, unitPrice } = line
    const brought = fulfillmentLineId === null ? components.filter((one) => one.parentNo === lineNo) : []
    const all = brought.length > 0 && quantity === left(lineNo!)
    return [
      { line, index },
      ...brought.flatMap((one) => {
        const back = all ? left(one.lineNo) : quantity * one.perParent
        // Of what is not whole some never left, or came back before.
        if (all && back === 0n) return []
        const price = unitPrice === null ? null : 0n
        return [
          {
            line: {
              ...line,
              lineNo: one.lineNo,
              sku: null,
              quantity: back,
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
