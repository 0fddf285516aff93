import type { Order } from '../../orders/index.ts'
import { tasksOf, type Progress } from './progress.ts'
import { stoppedBy, type HoldScope } from './stops.ts'
import { complete, delay, meet, type Task } from './task.ts'

/**
 * What a task waited for happened outside (the stock is there, the warehouse has shipped all), so it is done; unless a
 * hold, the money of a prepaid order or its start still stops it: then it is done when that is gone.
 */
export function happened({ moved }: Progress, task: Task, now: Date): void {
  const early = task.startAt !== null && task.startAt > now
  if (task.state === 'waiting' && task.waits === 1 && !early) complete(moved, task)
  else meet(moved, task)
}

/**
 * One more thing stops an order, or some of it: what that stops waits for it. What failed stands still as it is.
 *
 * @returns whether anything was left to stop
 */
export function stopOrder(progress: Progress, order: Order, scope: HoldScope = ALL): boolean {
  const stopped = heldTasks(progress, order, scope)
  for (const task of stopped) if (task.state !== 'failed') delay(progress.moved, task)
  return stopped.length > 0
}

/** What that no longer stops goes on, where nothing else stops it. */
export function unstopOrder(progress: Progress, order: Order, scope: HoldScope = ALL): void {
  for (const task of heldTasks(progress, order, scope)) meet(progress.moved, task)
}

/** The tasks that a hold of an order stops; unless said, one of all of it. */
export function heldTasks(progress: Progress, order: Order, scope: HoldScope = ALL): Task[] {
  return stoppedBy(order, tasksOf(progress, { companyId: order.companyId, orderId: order.id }), scope)
}

const ALL: HoldScope = { lineNos: null, taskKind: null }
