import { requestShipment } from '../fulfillment/index.ts'
import type { Act } from '../platform/batch/index.ts'
import {
  actDate,
  claimed,
  concludeProgress,
  lockProgress,
  partsOf,
  readProgress,
  touch,
  type Progress,
  type TaskOutcome,
  type TaskRequest,
} from './progress.ts'
import { complete } from './task.ts'

/** Releases a component to a warehouse that confirms by itself: a shipment is requested, and the plan waits for it. */
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
    const { companyId, id: orderId } = order
    requestShipment(
      {
        companyId,
        causeId: orderId,
        locationId: task.locationId,
        taskId: shipTaskOf(progress, task.componentId, companyId, orderId),
        on: actDate(progress, order, context.now),
        lines: partsOf(order, task)
          .map((part) => ({
            sourceId: part.id,
            itemId: part.itemId,
            quantity: part.quantity - part.cancelled - part.shipped,
          }))
          .filter(({ quantity }) => quantity > 0n),
      },
      context,
    )
    complete(progress.moved, task)
    touch(progress, order, { act: 'release', actor: 'system' }, { events: ['shipment.requested'] })
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}

function shipTaskOf(progress: Progress, componentId: bigint, companyId: bigint, orderId: bigint): bigint {
  const tasks = progress.tasks.get(`${companyId}/${orderId}`) ?? []
  return tasks.find((task) => task.componentId === componentId && task.kind === 'ship')!.id
}
