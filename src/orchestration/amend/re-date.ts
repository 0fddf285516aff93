import { locationOf, shippedFrom } from '../../inventory/index.ts'
import { remorseUntil, timeOfDay, wayOfPart, type FulfillmentLine, type Order } from '../../orders/index.ts'
import { businessDate, type Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { happened } from '../plan/events.ts'
import { firstDay } from '../plan/plan.ts'
import { startOn } from '../plan/plan.sql.ts'
import { placesOf, tasksOf, type Progress } from '../plan/progress.ts'
import { splitOff } from '../plan/split-component.ts'
import type { Task } from '../plan/task.ts'
import { startOf } from '../plan/write-plan.ts'

/** Parts of which another day is asked. */
export interface Redated {
  part: FulfillmentLine
  before: string | null
}

/**
 * Another day is asked for parts of an order (O-39, A5-11): what has its goods, or needs none, keeps them and is promised for that day; what waits
 * for goods is promised as before, and leaves no sooner than is asked. Nothing is undone, and what of a component moves to one day moves with it.
 *
 * @returns the parts that have another day now
 */
export function redate(
  progress: Progress,
  context: Context,
  { order, company }: { order: Order; company: Company },
  days: ReadonlyMap<number, string>,
): Redated[] {
  const today = businessDate(company, context.now)
  const moving = order.parts.filter(
    ({ lineNo, quantity, cancelled, shipped }) => days.has(lineNo) && shipped < quantity - cancelled,
  )
  const moved = moving.map((part): Redated => {
    const { promisedOn: before } = part
    const requestedOn = days.get(part.lineNo)!
    Object.assign(part, {
      requestedOn,
      ...promiseFor(progress, { order, company, part }, requestedOn, today, context),
    })
    return { part, before }
  })
  reschedule(progress, context, { order, company, today }, new Set(moving.map(({ id }) => id)))
  return moved
}

function promiseFor(
  progress: Progress,
  { order, company, part }: { order: Order; company: Company; part: FulfillmentLine },
  requestedOn: string,
  today: string,
  context: Context,
): Partial<FulfillmentLine> {
  const { supply, locationId, promisedOn } = part
  if (supply === 'none') return { promisedOn: requestedOn < today ? today : requestedOn }
  if (supply === 'transfer' || locationId === null) return {}
  if (supply !== 'on_hand')
    return promisedOn !== null && promisedOn < requestedOn ? { promisedOn: requestedOn } : {}
  const asked = { requestedOn, time: timeOfDay(company, context.now), way: wayOfPart(order, part) }
  const at = { companyId: company.id, locationId, goodsOn: today }
  const { promisedOn: on, arrivesOn } = shippedFrom(progress.stock, at, asked, today)
  return { promisedOn: on, arrivesOn }
}

/** What comes first of each component begins when its parts may leave; those of a component that go on different days go their own ways. */
function reschedule(
  progress: Progress,
  context: Context,
  of: { order: Order; company: Company; today: string },
  moving: ReadonlySet<bigint>,
): void {
  const { order } = of
  const tasks = tasksOf(progress, { companyId: order.companyId, orderId: order.id })
  const byId = new Map(order.parts.map((part) => [part.id, part]))
  for (const own of Map.groupBy(tasks, ({ componentId }) => componentId).values()) {
    const parts = own[0]!.partIds.map((id) => byId.get(id)!)
    const leaving = parts.filter(({ id }) => moving.has(id))
    const first = own.find((task) => !isDone(task))
    if (leaving.length === 0 || !first || first.state === 'running' || first.kind === 'invoice') continue
    const open = parts.filter(({ shipped, quantity, cancelled }) => shipped < quantity - cancelled)
    if (open.every(({ id, promisedOn }) => moving.has(id) && promisedOn === leaving[0]!.promisedOn)) {
      begin(context, first, startsAt(progress, of, leaving, context), of.order)
      continue
    }
    const starts = new Map(leaving.map((part) => [part.id, startsAt(progress, of, [part], context)]))
    splitOff(progress, context, order, leaving, [], starts)
    const places = placesOf(progress, order)
    for (const part of leaving)
      if (part.supply === 'on_hand') happened(progress, places.get(part.id)!.reserve!, context.now)
  }
}

function isDone({ state }: Task): boolean {
  return state === 'completed' || state === 'skipped'
}

function begin(context: Context, task: Task, startAt: Date | null, order: Order): void {
  const { now, writes } = context
  const { companyId, id: orderId } = order
  task.startAt = startAt
  const dueAt = startAt !== null && startAt > now ? startAt : now
  writes.add(startOn, { companyId, orderId, taskId: task.id, startAt, dueAt })
}

function startsAt(
  { stock }: Progress,
  { order, company, today }: { order: Order; company: Company; today: string },
  parts: readonly FulfillmentLine[],
  { now }: Context,
): Date | null {
  const dated = parts.map((part) => {
    const place = part.locationId === null ? undefined : locationOf(stock, company.id, part.locationId)
    // A warehouse that confirms is asked when it has to begin; one that ships by itself ships when it is asked.
    const { startsOn = part.promisedOn } = (place?.autoConfirm ?? true) ? {} : part
    return { ...part, promisedOn: startsOn }
  })
  return startOf({ startOn: firstDay(dated, today), notBefore: remorseUntil(order) }, company, now)
}
