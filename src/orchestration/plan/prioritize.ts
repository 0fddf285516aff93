import { USUAL_PRIORITY, type Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { prioritizeReady } from './priority.sql.ts'

/**
 * Gives what stands in the queue for an order, and what the batch puts there, its priority (O-40): once an order and batch,
 * in the end. A task comes there with the usual one, so an order that has it and had it before costs nothing.
 */
export function prioritize(order: Order, before: number, { writes }: Context): void {
  const { companyId, id: orderId, priority } = order
  if (priority === USUAL_PRIORITY && before === USUAL_PRIORITY) return
  writes.add(prioritizeReady, { companyId, orderId, priority })
}
