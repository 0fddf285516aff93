import { isOpen, keepShipment } from '../../fulfillment/index.ts'
import { locationOf } from '../../inventory/index.ts'
import { isOver } from '../../orders/index.ts'
import { businessDate } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import type { PickUpLooked, PickUpRequest } from '../run/pick-up.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type Progress,
} from '../plan/progress.ts'

/** Reminds, once, of what is ready to be picked up (C13-12): an event with its place and last day, for who writes to customers. */
export const remindPickUp: Act<PickUpRequest, Progress, PickUpLooked> = {
  name: 'orchestration.remind_pick_up',
  weigh: () => 10,
  companyOf: (request) => request.companyId,
  read: (db, requests) => readProgress(db, requests, { shipments: true }),
  lock: lockProgress,
  decide(request, progress, context) {
    const { companyId, orderId, shipmentId } = request
    const order = orderOf(progress, request)
    const shipment = progress.shipments.get(`${companyId}/${orderId}`)?.find((one) => one.id === shipmentId)
    const today = businessDate(progress.companies.get(companyId)!, context.now)
    if (!order || !shipment || !isOpen(shipment) || shipment.remindOn === null || shipment.remindOn > today)
      return { ok: true, done: false }
    const { keepUntil, locationId } = shipment
    keepShipment(shipment, { keepUntil, remindOn: null }, context)
    // Its last day is over, too: it is ended, and nobody is called to come.
    const late = isOver(order.state) || keepUntil === null || keepUntil < today
    if (late) return { ok: true, done: false }
    const key = shipmentId.toString()
    const { code } = locationOf(progress.stock, companyId, locationId!)!
    touch(
      progress,
      order,
      { act: 'remind_pick_up', actor: 'system' },
      {
        changes: [
          ['pick_up_at', key, null, code],
          ['keep_until', key, null, keepUntil],
        ],
        events: ['shipment.pick_up_reminder'],
      },
    )
    return { ok: true, done: true }
  },
  conclude: concludeProgress,
}
