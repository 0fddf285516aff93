import type { Context } from '../platform/batch/index.ts'
import type { Hold, Order } from './order.ts'
import { insertHold, releaseHold } from './orders.sql.ts'

/** Puts a hold on an order; its row and history are moved by the act. */
export function addHold(order: Order, hold: Omit<Hold, 'id' | 'released'>, context: Context): Hold {
  const id = context.ids.next()
  const { companyId, id: orderId } = order
  context.writes.add(insertHold, { companyId, orderId, placedBatch: context.batch, id, ...hold })
  const placed: Hold = { ...hold, id, released: false }
  order.holds.push(placed)
  if (!isScoped(placed)) order.openHolds += 1
  return placed
}

/** Takes a hold off an order: who did it, and why. */
export function endHold(
  order: Order,
  hold: Hold,
  by: { actor: string; reason: string },
  context: Context,
): void {
  const { companyId, id: orderId } = order
  const { batch } = context
  context.writes.add(releaseHold, {
    companyId,
    orderId,
    id: hold.id,
    batch,
    releasedBy: by.actor,
    reason: by.reason,
  })
  hold.released = true
  if (!isScoped(hold)) order.openHolds -= 1
}

/** Does a hold stop only some of its order? */
export function isScoped({ lineNos, taskKind }: Pick<Hold, 'lineNos' | 'taskKind'>): boolean {
  return lineNos !== null || taskKind !== null
}

/** How many things stop what comes first of every component of an order: the holds of all of it, and that it is suspended. */
export function stopsOf({ openHolds, state }: Pick<Order, 'openHolds' | 'state'>): number {
  return openHolds + (state === 'suspended' ? 1 : 0)
}
