import { daysBrought, locationOf } from '../../inventory/index.ts'
import { addReason, remorseUntil, type FulfillmentLine, type Order } from '../../orders/index.ts'
import type { Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { freeMore, insertReady, insertTask, startSooner } from '../plan/plan.sql.ts'
import { firstDay } from '../plan/plan.ts'
import { placesOf, tasksOf, type Progress } from '../plan/progress.ts'
import { firstStops, kindStops } from '../plan/stops.ts'
import { delay, meet, type Task } from '../plan/task.ts'
import { startOf } from '../plan/write-plan.ts'

/** A part that waited at the place where it is collected, goods that are held for it elsewhere, and the day that was asked for. */
export interface BroughtPart {
  company: Company
  order: Order
  part: FulfillmentLine
  fromId: bigint
  asked: { requestedOn: string; time: string }
  today: string
  /** It waited since nobody had it: that is no longer why it comes as it does. */
  waited?: true
}

/**
 * A part that waited is brought from a place that holds goods for it now, as one of a new order is (C13-1): a task of its plan asks that
 * place, behind whatever stops the order and on the day on which it has to.
 *
 * @returns what changed of it
 */
export function bringPart(progress: Progress, context: Context, of: BroughtPart): Json[] {
  const { order, part, fromId, asked, today, waited } = of
  const { companyId } = order
  const { supply, promisedOn } = part
  const at = { companyId, fromId, toId: part.locationId! }
  const days = daysBrought(progress.stock, at, asked, today)!
  const { leavesOn, arrivesOn, on } = days
  Object.assign(part, { supply: 'transfer', fromId, promisedOn: on, arrivesOn })
  const { code: broughtFrom } = locationOf(progress.stock, companyId, fromId)!
  const because: JsonObject = waited ? { reason: 'brought' } : {}
  addReason(order, part, { ...because, broughtFrom, leavesOn, arrivesOn }, context)
  askOn(progress, context, of, days)
  const key = part.id.toString()
  return [
    ['supply', key, supply, 'transfer'],
    ['promisedOn', key, promisedOn, on],
  ]
}

/** A piece that is brought from elsewhere than what it was split off goes its own way, on which nothing asks for it yet. */
export function askLater(progress: Progress, context: Context, of: BroughtPart): void {
  const { order, part, fromId, asked, today } = of
  const at = { companyId: order.companyId, fromId, toId: part.locationId! }
  askOn(progress, context, of, daysBrought(progress.stock, at, asked, today)!)
}

/** Its place is asked on the day on which it has to begin, or, where it confirms by itself, on which it leaves. */
function askOn(
  progress: Progress,
  context: Context,
  { company, order, part, fromId, today }: BroughtPart,
  { leavesOn, startsOn }: { leavesOn: string; startsOn: string },
): void {
  const { autoConfirm } = locationOf(progress.stock, order.companyId, fromId)!
  const startOn = firstDay([{ ...part, promisedOn: autoConfirm ? leavesOn : startsOn }], today)
  const startAt = startOf({ startOn, notBefore: remorseUntil(order) }, company, context.now)
  askFirst(progress, context, order, part, startAt)
}

/**
 * A task that asks for what is brought comes before the one that waits for it: whatever stopped that stops this. One that is still to be done
 * asks for it anyhow.
 */
function askFirst(
  progress: Progress,
  { writes, ids, now }: Context,
  order: Order,
  part: FulfillmentLine,
  startAt: Date | null,
): void {
  const { companyId, id: orderId } = order
  const tasks = tasksOf(progress, { companyId, orderId })
  const reserve = placesOf(progress, order).get(part.id)!.reserve!
  const { componentId, locationId, partIds } = reserve
  const plan = linksOf(tasks)
  const asks = plan.asking.get(componentId)?.find(isOpen)
  if (asks) return askSooner(writes, asks, startAt, now)
  const before = (plan.before.get(reserve) ?? []).filter(isOpen)
  const stops = firstStops(order, reserve)
  const own = [{ kind: 'transfer' }]
  const waits = stops + kindStops(order, { ...reserve, kind: 'transfer' }, own) + before.length
  const state = waits === 0 ? 'ready' : 'waiting'
  const id = ids.next()
  const row = { companyId, orderId, id, componentId, kind: 'transfer', state, waits, startAt }
  const task: Task = { ...row, frees: [reserve], locationId, partIds, lineNos: [] }
  writes.add(insertTask, { ...row, frees: [reserve.id] })
  if (state === 'ready')
    writes.add(insertReady, {
      companyId,
      orderId,
      taskId: id,
      kind: 'transfer',
      dueAt: startAt !== null && startAt > now ? startAt : now,
    })
  for (const one of before) {
    writes.add(freeMore, { companyId, orderId, taskId: one.id, nextId: id })
    one.frees = [...one.frees, task]
  }
  tasks.push(task)
  addLinks(plan, task)
  delay(progress.moved, reserve)
  // What stops an order, or these lines, stops what comes first.
  for (let stop = 0; stop < stops; stop += 1) meet(progress.moved, reserve)
}

/** The place from which it is brought now may take longer than the one that was to be asked. */
function askSooner(writes: Context['writes'], task: Task, startAt: Date | null, now: Date): void {
  if (task.startAt === null || (startAt !== null && startAt >= task.startAt)) return
  const { companyId, orderId, id: taskId } = task
  writes.add(startSooner, { companyId, orderId, taskId, startAt, dueAt: startAt ?? now })
  task.startAt = startAt
}

/** Of a plan, by component what asks for what is brought, and what comes before each task. */
interface Links {
  asking: Map<bigint, Task[]>
  before: Map<Task, Task[]>
  count: number
}

/** Kept while a batch is decided, as long as nobody else adds to the plan: of ten thousand parts none looks at all tasks. */
const kept = new WeakMap<readonly Task[], Links>()

function linksOf(tasks: readonly Task[]): Links {
  const known = kept.get(tasks)
  if (known?.count === tasks.length) return known
  const links: Links = { asking: new Map(), before: new Map(), count: 0 }
  for (const task of tasks) addLinks(links, task)
  kept.set(tasks, links)
  return links
}

function addLinks(links: Links, task: Task): void {
  const { asking, before } = links
  if (task.kind === 'transfer') asking.set(task.componentId, [...(asking.get(task.componentId) ?? []), task])
  for (const next of task.frees) {
    const own = before.get(next)
    if (own) own.push(task)
    else before.set(next, [task])
  }
  links.count += 1
}

function isOpen({ state }: Task): boolean {
  return state !== 'completed' && state !== 'skipped'
}
