import { shipAtOnce } from '../../fulfillment/index.ts'
import { followersOf, type Follower, type FulfillmentLine, type Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Micro } from '../../platform/money.ts'
import { tasksOf, touch, type Progress } from '../plan/progress.ts'
import type { Task } from '../plan/task.ts'

/** What goes with others of its order is performed with what leaves of these and billed with it (decision 0077). */
interface Following {
  part: FulfillmentLine
  leads: FulfillmentLine[]
  with: Follower['with']
  goesWithLast: boolean
}

/** Of an order that was agreed while such lines still had tasks it goes by these. */
function following(progress: Progress, order: Order): Following[] {
  const followers = followersOf(order)
  if (followers.length === 0) return []
  const planned = new Set(
    tasksOf(progress, { companyId: order.companyId, orderId: order.id }).flatMap((one) => one.partIds),
  )
  const byLine = Map.groupBy(order.parts, ({ lineNo }) => lineNo)
  return followers.flatMap(({ lineNo, leads: of, ...follower }) => {
    const leads = of.flatMap((lead) => byLine.get(lead)!)
    return byLine
      .get(lineNo)!
      .filter(({ id }) => !planned.has(id))
      .map((part) => ({ part, leads, ...follower }))
  })
}

/**
 * Goods of an order left just now, or are to leave no more: what goes with them is performed. What is not whole of what brings them goes with
 * the last of them, in the ratio of what left (decision 0075).
 */
export function performFollowers(
  progress: Progress,
  context: Context,
  order: Order,
  on: string,
  act: { act: string; actor: string },
): void {
  const followers = following(progress, order)
  if (followers.length === 0) return
  const going: { part: FulfillmentLine; quantity: Micro }[] = []
  for (const { part, leads, with: most, goesWithLast } of followers) {
    const shipped = (lineNo: number) =>
      leads.reduce((sum, one) => (one.lineNo === lineNo ? sum + one.shipped : sum), 0n)
    const wanted = part.quantity - part.cancelled
    const last = goesWithLast && leads.every((one) => one.shipped >= one.quantity - one.cancelled)
    const due = last ? wanted : most(shipped)
    const quantity = (due < wanted ? due : wanted) - part.shipped
    if (quantity <= 0n) continue
    going.push({ part, quantity })
    // Something may go with it in turn.
    part.shipped += quantity
  }
  if (going.length === 0) return
  const { companyId, id: causeId } = order
  const nowhere = { companyId, causeId, locationId: null, taskIds: [], keepUntil: null, remindOn: null }
  const performed = going.map(({ part, quantity }) => ({ sourceId: part.id, itemId: part.itemId, quantity }))
  shipAtOnce({ ...nowhere, on, lines: performed }, context)
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

/** What was performed with others is billed as soon as all of these that left are: with them, and never before. */
export function followersDue(
  progress: Progress,
  order: Order,
  billed: ReadonlySet<bigint>,
): ReadonlySet<bigint> {
  const due = new Set<bigint>()
  for (const { part, leads } of following(progress, order))
    if (
      part.shipped > part.invoiced &&
      leads.every(({ id, shipped, invoiced }) => shipped === invoiced || billed.has(id) || due.has(id))
    )
      due.add(part.id)
  return due
}

/** An invoice of goods that were billed before with which something goes that is performed only now; by its like that is billed. */
export function dueAlone(progress: Progress, order: Order): Task[] {
  const due = followersDue(progress, order, new Set())
  if (due.size === 0) return []
  const goods = new Set(
    following(progress, order).flatMap(({ part, leads }) =>
      due.has(part.id) ? leads.flatMap(({ id, invoiced }) => (invoiced > 0n ? [id] : [])) : [],
    ),
  )
  const tasks = tasksOf(progress, { companyId: order.companyId, orderId: order.id })
  return tasks.filter((one) => one.kind === 'invoice' && one.partIds.some((id) => goods.has(id))).slice(0, 1)
}
