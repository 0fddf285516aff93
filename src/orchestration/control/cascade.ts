import { followersOf, type ComponentLine, type Order } from '../../orders/index.ts'
import { tasksOf, type Progress } from '../plan/progress.ts'
import type { HoldScope } from '../plan/stops.ts'
import type { Task } from '../plan/task.ts'

/**
 * The lines that are held with some of an order (A3-5), in order: with a configured line what it brought, with goods that leave together all
 * of these, and with a line that goes with others these. Pure.
 *
 * @param brought lines that configured lines brought
 */
export function withTheirSets(
  order: Pick<Order, 'parts' | 'decisions'>,
  brought: readonly ComponentLine[],
  named: readonly number[],
): number[] {
  const followers = followersOf(order)
  const kits = Map.groupBy(
    order.parts.filter(({ together }) => together !== undefined),
    ({ together }) => together!,
  )
  const held = new Set<number>()
  const reach = (lineNo: number) => {
    if (held.has(lineNo)) return
    held.add(lineNo)
    for (const one of brought) if (one.parentNo === lineNo) reach(one.lineNo)
    for (const one of followers)
      if (one.lineNo === lineNo) one.leads.forEach(reach)
      else if (one.leads.includes(lineNo)) held.add(one.lineNo)
    for (const [kit, parts] of kits)
      if (kit === lineNo || parts.some((part) => part.lineNo === lineNo))
        for (const part of parts) reach(part.lineNo)
  }
  named.forEach(reach)
  return [...held].toSorted((a, b) => a - b)
}

/**
 * Parts that leave their components, because the others of these are not held with them. Of a component of which something is done, or
 * somebody is at it, all is held together: it is one thing by now, such as a parcel. Pure.
 */
export function heldAlone(
  progress: Progress,
  order: Order,
  { lineNos }: Pick<HoldScope, 'lineNos'>,
): Order['parts'] {
  if (lineNos === null) return []
  const { companyId, id: orderId } = order
  const components = Map.groupBy(tasksOf(progress, { companyId, orderId }), ({ componentId }) => componentId)
  const parts = new Map(order.parts.map((part) => [part.id, part]))
  const alone: Order['parts'] = []
  for (const own of components.values()) {
    const of = own[0]!.partIds.map((id) => parts.get(id)!)
    const held = of.filter(({ lineNo }) => lineNos.includes(lineNo))
    if (held.length > 0 && held.length < of.length && own.every(isUntouched)) alone.push(...held)
  }
  return alone
}

function isUntouched({ state }: Task): boolean {
  return state === 'waiting' || state === 'ready'
}
