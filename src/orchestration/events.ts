import type { Order } from '../orders/index.ts'
import { tasksOf, type Progress } from './progress.ts'
import { complete, meet, type Task } from './task.ts'

/**
 * What a task waited for happened outside (the stock is there, the warehouse has shipped all), so it is done; unless a
 * hold or the money of a prepaid order still stops it: then it is done when that is gone.
 */
export function happened({ moved }: Progress, task: Task): void {
  if (task.state === 'waiting' && task.waits === 1) complete(moved, task)
  else meet(moved, task)
}

/**
 * The tasks that a hold of an order stops: the first one of every component that is not done. It stays the first one as
 * long as it is stopped, so that a release finds the same.
 */
export function heldTasks(progress: Progress, order: Order): Task[] {
  const firsts = new Map<bigint, Task>()
  for (const task of tasksOf(progress, { companyId: order.companyId, orderId: order.id })) {
    if (task.kind === 'collect' || task.kind === 'close' || firsts.has(task.componentId)) continue
    // Tasks come in the order in which they were drawn.
    if (task.state !== 'completed' && task.state !== 'skipped') firsts.set(task.componentId, task)
  }
  return [...firsts.values()]
}
