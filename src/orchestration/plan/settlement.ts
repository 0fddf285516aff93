import { billedOf, earmarkedFor, freeDeposits, freeEarmarks } from '../../billing/index.ts'
import type { Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Minor } from '../../platform/money.ts'
import { actDate, tasksOf, touch, type Progress } from './progress.ts'
import { complete, delay, meet, skip, type Task } from './task.ts'

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

/** An invoice that is not paid yet is one more thing that the settlement waits for. */
export function awaitPayment(progress: Progress, order: Order): void {
  delay(progress.moved, settlementTask(progress, order))
}

/** An invoice of the order is settled, by a receipt or a credit memo: one thing less to wait for. */
export function invoiceSettled(progress: Progress, order: Order, acting: Acting, context: Context): void {
  const task = settlementTask(progress, order)
  if (task.state !== 'waiting') return
  meet(progress.moved, task)
  finishIfSettled(progress, order, acting, context)
}

/** What of an order is still to come: neither paid nor waiting for it as a deposit or a credit that is set aside. Never below 0. */
export function stillToPay(progress: Progress, order: Order): Minor {
  const { companyId, id, total, cancelledTotal } = order
  const { deposits, billed, open } = billedOf(progress.billing, companyId, id)
  const credits = earmarkedFor(progress.billing, companyId, id)
    .filter(({ memo }) => memo.accountId === order.accountId && memo.currency === order.currency)
    .reduce((sum, { amount }) => sum + amount, 0n)
  const left = total - cancelledTotal - deposits - credits - (billed - open)
  return left > 0n ? left : 0n
}

/**
 * The money of a prepaid order is complete when deposits, credits that are set aside for it and what was paid already cover what of it
 * is wanted.
 */
export function prepaymentCovers(progress: Progress, order: Order): boolean {
  return stillToPay(progress, order) === 0n
}

/** The money of a prepaid order is complete: everything that waited for it goes on. */
export function prepaymentComplete(progress: Progress, order: Order, acting: Acting): void {
  const task = taskOf(progress, order, 'collect')
  if (task.state !== 'waiting') return
  complete(progress.moved, task)
  touch(progress, order, acting, { events: ['order.paid'] })
}

/** Closes an order whose settlement waits for nothing more: one pass less than by the queue. */
export function finishIfSettled(progress: Progress, order: Order, acting: Acting, context: Context): void {
  const task = settlementTask(progress, order)
  if (task.state !== 'ready' || !nothingLeft(progress, order)) return
  complete(progress.moved, task)
  if (order.prepaid) closeOrder(progress, order, acting, context)
  else {
    const close = taskOf(progress, order, 'close')
    // What is done for its lines beside delivering them may still be to do.
    if (close.state === 'waiting') return touch(progress, order, acting, { events: ['order.paid'] })
    complete(progress.moved, close)
    closeOrder(progress, order, acting, context, ['order.paid'])
  }
}

/** Everything is billed, and what was billed is paid. */
export function nothingLeft(progress: Progress, order: Order): boolean {
  const { open } = billedOf(progress.billing, order.companyId, order.id)
  return open === 0n && order.parts.every((part) => part.invoiced >= part.quantity - part.cancelled)
}

/** Everything is billed and paid: the order is closed. */
export function closeOrder(
  progress: Progress,
  order: Order,
  acting: Acting,
  context: Context,
  events: string[] = [],
): void {
  end(progress, order, 'completed', acting, context, [...events, 'order.closed'])
}

/** Nothing is wanted any more, and what outside systems did for it is being undone: it is cancelled when that is done (O-72). */
export function beginCancelling(progress: Progress, order: Order, acting: Acting, context: Context): void {
  const collect = taskOf(progress, order, 'collect')
  if (collect.state !== 'completed') skip(progress.moved, collect)
  const freed = free(progress, order, actDate(progress, order, context.now), context)
  touch(progress, order, acting, {
    changes: [...freed.changes, ['state', null, order.state, 'cancelling']],
    events: [...freed.events, 'order.cancelling'],
  })
  order.state = 'cancelling'
}

/** Nothing is wanted any more, and nothing was shipped: its money is asked of nobody. */
export function closeCancelled(progress: Progress, order: Order, acting: Acting, context: Context): void {
  for (const kind of ['collect', 'close']) {
    const task = taskOf(progress, order, kind)
    if (task.state !== 'completed') skip(progress.moved, task)
  }
  end(progress, order, 'cancelled', acting, context, ['order.cancelled'])
}

/** It is over as it stands: nobody does anything more for it. What was billed is owed, and paid, all the same. */
export function closeAborted(progress: Progress, order: Order, acting: Acting, context: Context): void {
  for (const task of tasksOf(progress, { companyId: order.companyId, orderId: order.id }))
    if (task.state !== 'completed' && task.state !== 'skipped') skip(progress.moved, task)
  end(progress, order, 'aborted', acting, context, ['order.aborted'])
}

/** The stored state of an order that is over. What it was paid too much is no deposit any more, and no credit waits for it. */
function end(
  progress: Progress,
  order: Order,
  to: 'completed' | 'cancelled' | 'aborted',
  acting: Acting,
  context: Context,
  events: string[],
): void {
  const freed = free(progress, order, actDate(progress, order, context.now), context)
  touch(progress, order, acting, {
    changes: [...freed.changes, ['state', null, order.state, to]],
    events: [...freed.events, ...events],
  })
  order.state = to
}

/** Frees the deposits of an order that was over when they came. */
export function freeLate(
  progress: Progress,
  order: Order,
  on: string,
  acting: Acting,
  context: Context,
): void {
  touch(progress, order, acting, free(progress, order, on, context))
}

function free(
  progress: Progress,
  { companyId, id: causeId, prepaid }: Order,
  on: string,
  context: Context,
): { changes: Json[]; events: string[] } {
  const { billing, books, accounts } = progress
  freeEarmarks(billing, companyId, causeId)
  const freed = freeDeposits(billing, books, accounts, context, { companyId, causeId, prepaid, on })
  if (freed === 0n) return { changes: [], events: [] }
  return { changes: [['deposit', null, freed.toString(), null]], events: ['deposit.freed'] }
}
