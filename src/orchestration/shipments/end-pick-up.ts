import { isOpen, type Shipment } from '../../fulfillment/index.ts'
import { TRANSITIONS, type Cancelled, type Order } from '../../orders/index.ts'
import { businessDate } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { cancelChosen, openOf, readCancel, type CancelFacts } from '../cancel/cancel-order.ts'
import type { PickUpLooked, PickUpRequest } from '../run/pick-up.ts'
import { concludeProgress, lockProgress, orderOf, touch } from '../plan/progress.ts'

/**
 * Frees what nobody fetched in time (C13-12): it is cancelled as a person would, for the reason `not_fetched`, so others get the goods, the
 * money goes as with any cancellation, and the shop hears of it. Whoever fetches it, keeps it longer or cancels it at the same moment
 * meets this at the order's row: one wins.
 */
export const endPickUp: Act<PickUpRequest, CancelFacts, PickUpLooked> = {
  name: 'orchestration.end_pick_up',
  weigh: () => 20,
  companyOf: (request) => request.companyId,
  read: readCancel,
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context) {
    const { progress } = facts
    const { companyId, orderId, shipmentId } = request
    const order = orderOf(progress, request)
    const shipment = progress.shipments.get(`${companyId}/${orderId}`)?.find((one) => one.id === shipmentId)
    if (!order || !shipment) return { ok: true, done: false }
    const chosen = unfetched(order, shipment, businessDate(progress.companies.get(companyId)!, context.now))
    if (chosen.length === 0) return { ok: true, done: false }
    const acting = { act: 'end_pick_up', actor: 'system', reason: 'not_fetched' }
    touch(progress, order, acting, { events: ['shipment.not_fetched'] })
    cancelChosen(facts, context, order, chosen, acting)
    return { ok: true, done: true }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}

/** What of a shipment is to be cancelled, since its last day is over; nothing: it waits on. */
export function unfetched(order: Order, shipment: Shipment, today: string): Cancelled[] {
  const { keepUntil } = shipment
  if (keepUntil === null || keepUntil >= today || !isOpen(shipment)) return []
  if (TRANSITIONS[order.state].cancel === null) return []
  const parts = new Map(order.parts.map((part) => [part.id, part]))
  return shipment.lines.flatMap(({ sourceId, requested, shipped }) => {
    const part = parts.get(sourceId)!
    const left = requested - shipped
    const quantity = openOf(part) < left ? openOf(part) : left
    return quantity > 0n ? [{ part, quantity }] : []
  })
}
