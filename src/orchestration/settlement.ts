import { billedOf } from '../billing/index.ts'
import type { Order } from '../orders/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { meetEvents, raiseWaits } from './plan.sql.ts'
import { tasksOf, touch, type Progress, type Task } from './progress.ts'

/**
 * How the money of an order moves its plan. The settlement task waits for every invoice task and for every invoice that
 * is not paid; when nothing is left to wait for, the order is closed in the same batch.
 */

/** Who acts, for the history. */
export interface Acting {
  act: string
  actor: string
  reason?: string
}

/** The task that waits for an order's money: `collect`, or `close` when the money was asked for beforehand. */
export function settlementTask(progress: Progress, order: Order): Task {
  return taskOf(progress, order, order.prepaid ? 'close' : 'collect')
}

function taskOf(progress: Progress, order: Order, kind: string): Task {
  const tasks = tasksOf(progress, { companyId: order.companyId, orderId: order.id })
  return tasks.find((task) => task.kind === kind)!
}

/** Completes a task in the picture; the rows are written when the batch concludes, by what else it completes. */
export function completeTask(progress: Progress, order: Order, task: Task): void {
  const known = progress.completed.get(order)
  if (known) known.push(task)
  else progress.completed.set(order, [task])
  task.state = 'completed'
  task.waits = 0
  if (task.kind === 'invoice') settlementTask(progress, order).waits -= 1
}

/** Something that a task waits for happened; what waits for nothing more becomes ready. */
export function meetEvent({ writes, now }: Context, order: Order, task: Task): void {
  const { companyId, id: orderId } = order
  writes.add(meetEvents, { companyId, orderId, taskId: task.id, n: 1, now })
  task.waits -= 1
  if (task.waits === 0) task.state = 'ready'
}

/** An invoice that is not paid yet is one more thing that the settlement waits for. */
export function awaitPayment(progress: Progress, context: Context, order: Order): void {
  const task = settlementTask(progress, order)
  context.writes.add(raiseWaits, { companyId: order.companyId, orderId: order.id, taskId: task.id, n: 1 })
  task.waits += 1
}

/** An invoice of the order is settled, by a receipt or a credit memo: one thing less to wait for. */
export function invoiceSettled(progress: Progress, context: Context, order: Order, acting: Acting): void {
  const task = settlementTask(progress, order)
  if (task.state === 'completed') return
  if (task.waits === 1 && nothingLeft(progress, order)) finish(progress, order, task, acting)
  else meetEvent(context, order, task)
}

/** The money of a prepaid order is complete: everything that waited for it goes on. */
export function prepaymentComplete(progress: Progress, order: Order, acting: Acting): void {
  const task = taskOf(progress, order, 'collect')
  if (task.state !== 'waiting') return
  completeTask(progress, order, task)
  touch(progress, order, acting, { events: ['order.paid'] })
}

/** Closes an order whose settlement waits for nothing more: one pass less than by the queue. */
export function finishIfSettled(progress: Progress, order: Order, acting: Acting): void {
  const task = settlementTask(progress, order)
  if (task.state !== 'waiting' || task.waits > 0 || !nothingLeft(progress, order)) return
  finish(progress, order, task, acting)
}

function finish(progress: Progress, order: Order, task: Task, acting: Acting): void {
  completeTask(progress, order, task)
  if (order.prepaid) closeOrder(progress, order, acting)
  else {
    completeTask(progress, order, taskOf(progress, order, 'close'))
    closeOrder(progress, order, acting, ['order.paid'])
  }
}

/** Everything is billed, and what was billed is paid. */
export function nothingLeft(progress: Progress, order: Order): boolean {
  const { open } = billedOf(progress.billing, order.companyId, order.id)
  return open === 0n && order.parts.every((part) => part.invoiced >= part.quantity - part.cancelled)
}

/** The stored state of an order that is done. */
export function closeOrder(progress: Progress, order: Order, acting: Acting, events: string[] = []): void {
  touch(progress, order, acting, {
    changes: [['state', null, order.state, 'completed']],
    events: [...events, 'order.closed'],
  })
  order.state = 'completed'
}
