import type { Shipment } from '../../fulfillment/index.ts'
import { happened } from './events.ts'
import { tasksOf, type Progress } from './progress.ts'
import type { Task } from './task.ts'

/** The tasks of the components whose goods are in a shipment that a warehouse was asked for. */
export function shipsOf(progress: Progress, { companyId, causeId, taskIds }: Shipment): Task[] {
  const ids = new Set(taskIds)
  return tasksOf(progress, { companyId, orderId: causeId }).filter((one) => ids.has(one.id))
}

/**
 * Changes what is to leave with a shipment. A task of whose component nothing is left in it by that has what it waited for, be
 * the others still to come.
 */
export function changeAwaited<R>(progress: Progress, shipment: Shipment, now: Date, change: () => R): R {
  const waited = waitingFor(progress, shipment)
  const result = change()
  const waits = new Set(waitingFor(progress, shipment))
  for (const task of waited) if (!waits.has(task)) happened(progress, task, now)
  return result
}

/** The tasks that wait for a shipment: something of their component is still to leave with it (law_task_waits). */
function waitingFor(progress: Progress, shipment: Shipment): Task[] {
  const open = new Set(
    shipment.lines.flatMap((line) => (line.shipped < line.requested ? [line.sourceId] : [])),
  )
  return shipsOf(progress, shipment).filter((one) => one.partIds.some((id) => open.has(id)))
}
