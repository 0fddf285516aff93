import type { ComponentLine } from '../../orders/index.ts'
import type { ReturnLine } from './returned.ts'

/**
 * Lines of a return, with the place of each in it: a configured line that comes back by its number brings back what it brought, in
 * its ratio (A8-10, A12-8). A price of its own is for all of it.
 */
export function withBrought(
  lines: readonly ReturnLine[],
  components: readonly ComponentLine[],
): { line: ReturnLine; index: number }[] {
  return lines.flatMap((line, index) => {
    const { lineNo, fulfillmentLineId, quantity, unitPrice } = line
    const brought = fulfillmentLineId === null ? components.filter((one) => one.parentNo === lineNo) : []
    return [
      { line, index },
      ...brought.map((one) => ({
        line: {
          ...line,
          lineNo: one.lineNo,
          sku: null,
          quantity: quantity * one.perParent,
          unitPrice: unitPrice === null ? null : 0n,
          unitCost: null,
        },
        index,
      })),
    ]
  })
}
