import { requestShipment, type NewShipment } from '../fulfillment/index.ts'
import { locationOf } from '../inventory/index.ts'
import type { FulfillmentLine, Order } from '../orders/index.ts'
import type { Act, Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import {
  actDate,
  claimed,
  concludeProgress,
  lockProgress,
  partsOf,
  readProgress,
  tasksOf,
  touch,
  type Progress,
  type TaskOutcome,
  type TaskRequest,
} from './progress.ts'
import { complete, delay, meet, type Task } from './task.ts'

/**
 * Releases a component to a warehouse that confirms by itself: a shipment is requested, and the plan waits for it. Goods that
 * came to another place than the plan was drawn for may need no such word: `ship` sends them at once.
 */
export const release: Act<TaskRequest, Progress, TaskOutcome> = {
  name: 'orchestration.release',
  weigh: () => 5,
  companyOf: (request) => request.companyId,
  read: (db, requests) => readProgress(db, requests, {}),
  lock: lockProgress,
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    const ship = tasksOf(progress, request).find(
      (one) => one.componentId === task.componentId && one.kind === 'ship',
    )!
    const shipments = drawShipments(progress, order, ship, context)
    // What leaves at once, beside goods that do not, is a matter of `ship`, which asks for those, too.
    const asks = shipments.length > 0 && shipments.every((one) => one.confirms)
    for (const { asked } of asks ? shipments : []) awaitShipment(progress, ship, asked, context)
    // The one confirmation that the plan was drawn to wait for.
    meet(progress.moved, ship)
    complete(progress.moved, task)
    const events = asks ? ['shipment.requested'] : []
    touch(progress, order, { act: 'release', actor: 'system' }, { events })
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}

/** Goods of a component that are at one place, and have to leave. */
export interface DrawnShipment {
  asked: NewShipment
  shipped: { part: FulfillmentLine; quantity: Micro }[]
  /** The place says itself what it shipped. */
  confirms: boolean
}

/** What is left to ship of a component: a shipment for each place where the goods are, wherever the plan expected them. */
export function drawShipments(
  progress: Progress,
  order: Order,
  ship: Task,
  { now }: Pick<Context, 'now'>,
): DrawnShipment[] {
  const { companyId, id: causeId } = order
  const on = actDate(progress, order, now)
  const left = partsOf(order, ship)
    .map((part) => ({ part, quantity: part.quantity - part.cancelled - part.shipped }))
    .filter((one) => one.quantity > 0n)
  return Array.from(
    Map.groupBy(left, ({ part }) => part.locationId),
    ([locationId, shipped]) => {
      const lines = shipped.map(({ part, quantity }) => ({
        sourceId: part.id,
        itemId: part.itemId,
        quantity,
      }))
      const place = locationId === null ? undefined : locationOf(progress.stock, companyId, locationId)
      const asked = { companyId, causeId, locationId, taskId: ship.id, on, lines }
      return { asked, shipped, confirms: place?.autoConfirm === false }
    },
  )
}

/** Asks a warehouse to ship; the task waits for its word. */
export function awaitShipment(progress: Progress, ship: Task, asked: NewShipment, context: Context): void {
  requestShipment(asked, context)
  delay(progress.moved, ship)
}
