import type { Order } from '../../orders/index.ts'
import { tasksOf, type Progress } from './progress.ts'
import { firstStops, stoppedBy, type HoldScope } from './stops.ts'
import { complete, delay, fail, meet, type Task } from './task.ts'

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

/** A task stands failed for a person; what stops its order stops nothing behind it in its stead any more. */
export function failOpen(progress: Progress, order: Order, task: Task, problem: string): void {
  const inItsStead = task.state === 'running' ? stoppedBehind(progress, order, task) : undefined
  fail(progress.moved, task, { attempt: 0, problem })
  if (inItsStead)
    for (let stops = firstStops(order, task); stops > 0; stops--) meet(progress.moved, inItsStead)
}

/** A task that was out, or stood failed, is done after all; of one that failed what stops its order stops what comes behind it now. */
export function completeOpen(progress: Progress, order: Order, task: Task): void {
  const { state } = task
  complete(progress.moved, task)
  const next = state === 'failed' ? stoppedBehind(progress, order, task) : undefined
  if (next) for (let stops = firstStops(order, next); stops > 0; stops--) delay(progress.moved, next)
}

/** What of a component is stopped in the stead of a task that somebody is at. */
export function stoppedBehind(progress: Progress, order: Order, task: Task): Task | undefined {
  const held = heldTasks(progress, order).find(({ componentId }) => componentId === task.componentId)
  return held?.state === 'failed' ? undefined : held
}

/** The tasks that a hold of an order stops; unless said, one of all of it. */
export function heldTasks(progress: Progress, order: Order, scope: HoldScope = ALL): Task[] {
  return stoppedBy(order, tasksOf(progress, { companyId: order.companyId, orderId: order.id }), scope)
}

const ALL: HoldScope = { lineNos: null, taskKind: null }
