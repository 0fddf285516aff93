import type { Problem } from '../platform/outcome.ts'
import type { OrderInput } from './order-input.ts'
import type { SourceSystem } from './recognize.ts'

/**
 * Everything by which an order says what it costs, at its path: a caller who sees some accounts only must not (A1-8).
 * An inclusive price counts: it takes the tax out of the list price. So does when it was placed: that day decides on the exchange
 * rate.
 */
export function statedPrices(input: OrderInput, source: SourceSystem | undefined): Problem[] {
  const problems: Problem[] = []
  const note = (path: string, message = 'your credential may not state prices') =>
    problems.push({ path, code: 'prices_forbidden', message })
  if (source?.prePriced)
    note('/source', `your credential may not order as ${source.code}, which states prices`)
  if (input.placedAt)
    note('/placedAt', 'your credential may not say when it was placed: the day has its exchange rate')
  if (input.discounts) note('/discounts')
  if (input.freight) note('/freight')
  if (input.conversion) note('/conversion')
  if (input.taxInclusive) note('/taxInclusive')
  for (const [index, line] of input.lines.entries()) {
    if (line.unitPrice) note(`/lines/${index}/unitPrice`)
    if (line.discounts) note(`/lines/${index}/discounts`)
    if (line.taxAmount) note(`/lines/${index}/taxAmount`)
  }
  return problems
}
