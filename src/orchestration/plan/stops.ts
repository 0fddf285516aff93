import { isScoped, stopsOf, type FulfillmentLine, type Hold, type Order } from '../../orders/index.ts'
import { COMPONENT_TASKS } from '../model/pattern.ts'
import type { Task } from './task.ts'

/** What of an order a hold stops. */
export type HoldScope = Pick<Hold, 'lineNos' | 'taskKind'>

/** A task as far as holds look at it. */
export type Stoppable = Pick<Task, 'kind' | 'partIds' | 'lineNos'>

type Held = Pick<Order, 'openHolds' | 'state' | 'holds'> & {
  parts: readonly Pick<FulfillmentLine, 'id' | 'lineNo'>[]
}

/** How many things stop a task that comes first of its component: holds of all of the order, that it is suspended, and holds of its lines. */
export function firstStops(order: Held, task: Stoppable): number {
  return stopsOf(order) + scopedHolds(order, task).filter(({ taskKind }) => taskKind === null).length
}

/**
 * How many holds stop a task by its kind, be it first or not.
 *
 * @param own kinds of the tasks of its component
 */
export function kindStops(order: Held, task: Stoppable, own: readonly Pick<Task, 'kind'>[]): number {
  return scopedHolds(order, task).filter(({ taskKind }) => taskKind !== null && isOfKind(task, taskKind, own))
    .length
}

/**
 * The tasks of an order that a hold stops, of those that are neither done nor somebody's, who has taken it on. One of a kind of task stops
 * each of that kind, early where it has not come yet; any other what comes first of every component. It stays the first one as long as it
 * is stopped, so that a release finds the same.
 */
export function stoppedBy(order: Held, tasks: readonly Task[], { lineNos, taskKind }: HoldScope): Task[] {
  const lineOf = lineNos === null ? undefined : lineOfPart(order)
  const left = tasks.filter(
    (task) => isLeft(task) && (lineOf === undefined || touches(task, lineNos!, lineOf)),
  )
  if (taskKind === null) return firstsOf(left)
  const own = Map.groupBy(tasks, ({ componentId }) => componentId)
  return left.filter((task) => isOfKind(task, taskKind, own.get(task.componentId)!))
}

/** The holds of some of an order that are open and stop something of the component of a task. */
export function scopedHolds(order: Held, task: Stoppable): Hold[] {
  const open = order.holds.filter((hold) => !hold.released && isScoped(hold))
  if (open.length === 0) return []
  const lineOf = lineOfPart(order)
  return open.filter(({ lineNos }) => lineNos === null || touches(task, lineNos, lineOf))
}

function touches(
  { partIds, lineNos: own }: Stoppable,
  lineNos: readonly number[],
  lineOf: ReadonlyMap<bigint, number>,
): boolean {
  return (
    own.some((lineNo) => lineNos.includes(lineNo)) || partIds.some((id) => lineNos.includes(lineOf.get(id)!))
  )
}

function lineOfPart({ parts }: Held): Map<bigint, number> {
  return new Map(parts.map(({ id, lineNo }) => [id, lineNo]))
}

/**
 * Goods are stopped before their place is asked, where one is: whatever it ships by itself then is taken in, and billed. What settles an
 * order is of no kind that a hold names.
 */
function isOfKind(
  { kind }: Pick<Task, 'kind'>,
  of: NonNullable<Hold['taskKind']>,
  own: readonly Pick<Task, 'kind'>[],
): boolean {
  if (of !== 'ship') return kind === of
  return kind === 'release' || (kind === 'ship' && !own.some((one) => one.kind === 'release'))
}

function isLeft({ state }: Task): boolean {
  return state !== 'completed' && state !== 'skipped' && state !== 'running'
}

/**
 * Which is first of parts their kinds say: one that is drawn later, by another node, may have a lower id; of lines how they were drawn.
 */
function firstsOf(left: readonly Task[]): Task[] {
  const firsts = new Map<bigint, Task>()
  for (const kind of COMPONENT_TASKS)
    for (const task of left)
      if (task.kind === kind && !firsts.has(task.componentId)) firsts.set(task.componentId, task)
  for (const task of left)
    if (task.lineNos.length > 0 && !firsts.has(task.componentId)) firsts.set(task.componentId, task)
  return [...firsts.values()]
}
