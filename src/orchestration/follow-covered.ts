import { shipAtOnce } from '../fulfillment/index.ts'
import { coverageFor, coveredLines, type FulfillmentLine, type Order } from '../orders/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Json } from '../platform/json.ts'
import { tasksOf, touch, type Progress } from './progress.ts'

/**
 * What covers a line, such as a warranty, has no tasks of its own: it is performed with what leaves of that line, one to each unit, and is
 * billed with it (A9-13). Of an order that was agreed while it still had some it goes by these.
 */
function following(
  progress: Progress,
  order: Order,
): { part: FulfillmentLine; covered: FulfillmentLine[] }[] {
  const covers = coveredLines(order)
  if (covers.size === 0) return []
  const planned = new Set(
    tasksOf(progress, { companyId: order.companyId, orderId: order.id }).flatMap((one) => one.partIds),
  )
  const byLine = Map.groupBy(order.parts, ({ lineNo }) => lineNo)
  return [...covers].flatMap(([lineNo, coveredNo]) =>
    byLine
      .get(lineNo)!
      .filter(({ id }) => !planned.has(id))
      .map((part) => ({ part, covered: byLine.get(coveredNo)! })),
  )
}

/** Goods of an order left just now: what covers them is performed. */
export function performCoverage(
  progress: Progress,
  context: Context,
  order: Order,
  on: string,
  act: { act: string; actor: string },
): void {
  const followers = following(progress, order)
  if (followers.length === 0) return
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  const going = followers.flatMap(({ part, covered }) => {
    const shipped = covered.reduce((sum, one) => sum + one.shipped, 0n)
    const wanted = part.quantity - part.cancelled
    const most = coverageFor(lines.get(part.lineNo)!, lines.get(covered[0]!.lineNo)!, shipped)
    const quantity = (most < wanted ? most : wanted) - part.shipped
    return quantity > 0n ? [{ part, quantity }] : []
  })
  if (going.length === 0) return
  const { companyId, id: causeId } = order
  const nowhere = { companyId, causeId, locationId: null, taskIds: [], keepUntil: null, remindOn: null }
  const performed = going.map(({ part, quantity }) => ({ sourceId: part.id, itemId: part.itemId, quantity }))
  shipAtOnce({ ...nowhere, on, lines: performed }, context)
  for (const { part, quantity } of going) part.shipped += quantity
  touch(progress, order, act, {
    changes: going.map(({ part, quantity }): Json => [
      'shipped',
      part.id.toString(),
      null,
      quantity.toString(),
    ]),
    parts: going.map(({ part }) => part.id),
  })
}

/** What covers goods and was performed is billed as soon as all of these that left are: with them, and never before. */
export function coverageDue(
  progress: Progress,
  order: Order,
  billed: ReadonlySet<bigint>,
): ReadonlySet<bigint> {
  const due = following(progress, order).filter(
    ({ part, covered }) =>
      part.shipped > part.invoiced &&
      covered.every(({ id, shipped, invoiced }) => shipped === invoiced || billed.has(id)),
  )
  return new Set(due.map(({ part }) => part.id))
}
