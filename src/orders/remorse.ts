import type { Context } from '../platform/batch/index.ts'
import type { Order } from './order.ts'
import { endRemorse } from './orders.sql.ts'

/**
 * Until when whoever placed an order may still take it back (C-23), in business time; null: nothing of it waits. It counts
 * from when the order was placed, for that is what a shopper was told; a clock of the source that is ahead makes it no longer.
 */
export function remorseEnd(minutes: number, placedAt: Date, now: Date): Date | null {
  const from = Math.min(placedAt.getTime(), now.getTime())
  const end = from + minutes * 60_000
  return end > now.getTime() ? new Date(end) : null
}

/** The end that was decided: when the order was agreed, or since, by who ended it sooner. */
export function remorseUntil({ decisions }: Pick<Order, 'decisions'>): Date | null {
  const { remorseUntil: end } = decisions
  return typeof end === 'string' ? new Date(end) : null
}

/** Its time to be taken back ends now, at an instant of business time; its row and history are moved by the act. */
export function cutRemorse(order: Order, now: Date, { writes }: Context): void {
  const { companyId, id, version } = order
  const until = now.toISOString()
  order.decisions.remorseUntil = until
  writes.add(endRemorse, { companyId, id, version, until })
}
