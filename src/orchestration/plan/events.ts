import { stopsOf, type Order } from '../../orders/index.ts'
import { COMPONENT_TASKS } from '../model/pattern.ts'
import { tasksOf, type Progress } from './progress.ts'
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
 * One more thing stops an order: what comes first of every component waits for it. What failed stands still as it is.
 *
 * @returns whether anything was left to stop
 */
export function stopOrder(progress: Progress, order: Order): boolean {
  const stopped = heldTasks(progress, order)
  for (const task of stopped) if (task.state !== 'failed') delay(progress.moved, task)
  return stopped.length > 0
}

/**
 * The tasks that a hold of an order stops: the first one of every component that is neither done nor somebody's, who has taken it on: that
 * one ends, and what follows is stopped. It stays the first one as long as it is stopped, so that a release finds the same. Which is
 * first of parts their kinds say: one that is drawn later, by another node, may have a lower id; of lines how they were drawn.
 */
export function heldTasks(progress: Progress, order: Order): Task[] {
  const left = tasksOf(progress, { companyId: order.companyId, orderId: order.id }).filter(
    ({ state }) => state !== 'completed' && state !== 'skipped' && state !== 'running',
  )
  const firsts = new Map<bigint, Task>()
  for (const kind of COMPONENT_TASKS)
    for (const task of left)
      if (task.kind === kind && !firsts.has(task.componentId)) firsts.set(task.componentId, task)
  for (const task of left)
    if (task.lineNos.length > 0 && !firsts.has(task.componentId)) firsts.set(task.componentId, task)
  return [...firsts.values()]
}

/** A task stands failed for a person; what stops its order stops nothing behind it in its stead any more. */
export function failOpen(progress: Progress, order: Order, task: Task, problem: string): void {
  const inItsStead = task.state === 'running' ? stoppedBehind(progress, order, task) : undefined
  fail(progress.moved, task, { attempt: 0, problem })
  if (inItsStead) for (let stops = stopsOf(order); stops > 0; stops--) meet(progress.moved, inItsStead)
}

/** A task that was out, or stood failed, is done after all; of one that failed what stops its order stops what comes behind it now. */
export function completeOpen(progress: Progress, order: Order, task: Task): void {
  const { state } = task
  complete(progress.moved, task)
  const next = state === 'failed' ? stoppedBehind(progress, order, task) : undefined
  if (next) for (let stops = stopsOf(order); stops > 0; stops--) delay(progress.moved, next)
}

/** What of a component is stopped in the stead of a task that somebody is at. */
export function stoppedBehind(progress: Progress, order: Order, task: Task): Task | undefined {
  const held = heldTasks(progress, order).find(({ componentId }) => componentId === task.componentId)
  return held?.state === 'failed' ? undefined : held
}
