import type { FulfillmentLine, Order } from '../orders/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { skipUnwanted } from './cancel-order.ts'
import { PATTERN_TASKS } from './pattern.ts'
import { freeMore, insertTask, splitComponent } from './plan.sql.ts'
import { tasksOf, type Progress } from './progress.ts'
import { settlementTask } from './settlement.ts'
import { delay, type Task } from './task.ts'

/**
 * A part has lost its goods: it leaves its component and goes its own way from the beginning, as what waits for goods does in
 * any plan. The others of the component go on; a component of which nothing is left is skipped.
 */
export function splitOff(progress: Progress, context: Context, order: Order, part: FulfillmentLine): void {
  const { companyId, id: orderId } = order
  const { ids, writes } = context
  const tasks = tasksOf(progress, { companyId, orderId })
  const own = tasks.filter((task) => task.partIds.includes(part.id))
  const { componentId, locationId } = own[0]!
  const id = ids.next()
  const startAt = own.find((task) => task.startAt !== null)?.startAt ?? null
  const settlement = settlementTask(progress, order)
  const kinds = PATTERN_TASKS.filter((kind) => kind === 'reserve' || own.some((task) => task.kind === kind))
  const drawn = kinds.map((kind): Task => {
    const task = { companyId, orderId, id: ids.next(), componentId: id, kind, state: 'waiting', waits: 1 }
    return { ...task, frees: [], startAt: null, locationId, partIds: [part.id] }
  })
  for (const [place, task] of drawn.entries()) task.frees = [drawn[place + 1] ?? settlement]
  delay(progress.moved, settlement)
  const [reserve, ...others] = drawn
  // It waits for goods, and for what stops whatever comes first: holds, and the money of a prepaid order.
  const before = tasks.filter(
    (task) => isOpen(task) && !own.includes(task) && task.frees.some((next) => own.includes(next)),
  )
  Object.assign(reserve!, { startAt, waits: 1 + order.openHolds + before.length })
  for (const task of before) {
    writes.add(freeMore, { companyId, orderId, taskId: task.id, nextId: reserve!.id })
    task.frees = [...task.frees, reserve!]
  }
  // The word of the warehouse.
  if (others[0]!.kind === 'release') others[1]!.waits += 1
  for (const { frees, partIds: _partIds, ...row } of drawn)
    writes.add(insertTask, { ...row, frees: frees.map((next) => next.id) })
  tasks.push(...drawn)
  writes.add(splitComponent, { companyId, orderId, componentId, id, lineId: part.id })
  for (const task of own) task.partIds = task.partIds.filter((one) => one !== part.id)
  const wanted = order.parts.filter((one) => one.cancelled < one.quantity).map((one) => one.id)
  skipUnwanted(progress, new Set(wanted), own)
}

function isOpen({ state }: Task): boolean {
  return state !== 'completed' && state !== 'skipped'
}
