import { USUAL_PRIORITY, type Order } from '../orders/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { prioritizeReady } from './priority.sql.ts'

/**
 * Gives what a batch puts into the queue for an order its priority (O-40). A task comes there with the usual one, so an
 * order of that costs nothing.
 */
export function prioritize({ companyId, id: orderId, priority }: Order, { writes }: Context): void {
  if (priority !== USUAL_PRIORITY) writes.add(prioritizeReady, { companyId, orderId, priority })
}
