import { requestShipment, type NewShipment } from '../../fulfillment/index.ts'
import { locationOf } from '../../inventory/index.ts'
import type { FulfillmentLine, Order } from '../../orders/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import { addDays } from '../../platform/clock.ts'
import type { Json } from '../../platform/json.ts'
import type { Micro } from '../../platform/money.ts'
import {
  actDate,
  claimed,
  concludeProgress,
  lockProgress,
  readProgress,
  tasksOf,
  touch,
  type Progress,
  type TaskOutcome,
  type TaskRequest,
} from '../plan/progress.ts'
import { remindOn } from './pick-up.ts'
import { complete, delay, meet, type Task } from '../plan/task.ts'

/**
 * Releases what of an order is due to warehouses that confirm by themselves: shipments are requested, and the plan waits for them.
 * Goods that came to another place than the plan was drawn for may need no such word: `ship` sends them at once.
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
    const due = dueTasks(progress, task, context)
    const components = new Set(due.map((one) => one.componentId))
    const ships = tasksOf(progress, request).filter(
      (one) => one.kind === 'ship' && components.has(one.componentId),
    )
    // What leaves at once, beside goods that do not, is a matter of `ship`, which asks for those, too.
    const atOnce = new Set(
      drawShipments(progress, order, ships, context).flatMap(({ confirms, ships: of }) =>
        confirms ? [] : of,
      ),
    )
    const asking = ships.filter((one) => !atOnce.has(one))
    const asked = drawShipments(progress, order, asking, context)
    const change = awaitShipments(progress, asked, context)
    // The one confirmation that the plan was drawn to wait for.
    for (const one of ships) meet(progress.moved, one)
    for (const one of due) complete(progress.moved, one)
    touch(progress, order, { act: 'release', actor: 'system' }, change)
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}

/** A task and those of its kind of the order that are to be run now, too: what is ready together goes together (decision 0031). */
export function dueTasks(progress: Progress, task: Task, { now }: Pick<Context, 'now'>): Task[] {
  return tasksOf(progress, task).filter(
    (one) =>
      one === task ||
      (one.kind === task.kind && one.state === 'ready' && (one.startAt === null || one.startAt <= now)),
  )
}

/** Goods of an order that are at one place, and have to leave. */
export interface DrawnShipment {
  asked: NewShipment
  shipped: { part: FulfillmentLine; quantity: Micro }[]
  /** The place says itself what it shipped. */
  confirms: boolean
  /** Whose goods they are. */
  ships: Task[]
}

/**
 * What is left to ship for these tasks: a shipment for each place where goods are, wherever the plan expected them. What is
 * picked up there is not put with what is sent from there.
 */
export function drawShipments(
  progress: Progress,
  order: Order,
  ships: readonly Task[],
  { now }: Pick<Context, 'now'>,
): DrawnShipment[] {
  const { companyId, id: causeId } = order
  const on = actDate(progress, order, now)
  const shipOf = new Map(ships.flatMap((ship) => ship.partIds.map((id) => [id, ship])))
  const left = order.parts
    .filter((part) => shipOf.has(part.id))
    .map((part) => ({ part, quantity: part.quantity - part.cancelled - part.shipped }))
    .filter((one) => one.quantity > 0n)
  return Array.from(
    Map.groupBy(left, ({ part }) => `${part.locationId} ${part.bound}`).values(),
    (shipped) => {
      const { locationId } = shipped[0]!.part
      const lines = shipped.map(({ part, quantity }) => ({
        sourceId: part.id,
        itemId: part.itemId,
        quantity,
      }))
      const place = locationId === null ? undefined : locationOf(progress.stock, companyId, locationId)
      const of = [...new Set(shipped.map(({ part }) => shipOf.get(part.id)!))]
      // The past was fetched, or was not.
      const days = shipped[0]!.part.bound && !order.decisions.historic ? (place?.pickUpDays ?? 0) : 0
      const keepUntil = days > 0 ? addDays(on, days) : null
      const taskIds = of.map(({ id }) => id)
      const asked = {
        companyId,
        causeId,
        locationId,
        taskIds,
        on,
        keepUntil,
        remindOn: remindOn(keepUntil, on),
        lines,
      }
      return { asked, shipped, confirms: place?.autoConfirm === false, ships: of }
    },
  )
}

/**
 * Asks warehouses to ship; the tasks wait for their word.
 *
 * @returns what is told of it: what is to be picked up is ready, where, and until when
 */
export function awaitShipments(
  progress: Progress,
  drawn: readonly DrawnShipment[],
  context: Context,
): { events: string[]; changes: Json[] } {
  const events = new Set<string>()
  const changes: Json[] = []
  for (const { asked, shipped, ships } of drawn) {
    const { companyId, locationId, id, keepUntil } = requestShipment(asked, context)
    for (const ship of ships) delay(progress.moved, ship)
    events.add('shipment.requested')
    if (!shipped[0]!.part.bound) continue
    events.add('shipment.ready_to_pick_up')
    const { code } = locationOf(progress.stock, companyId, locationId!)!
    changes.push(['pick_up_at', id.toString(), null, code], ['keep_until', id.toString(), null, keepUntil])
  }
  return { events: [...events], changes }
}
