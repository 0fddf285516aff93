import { isScoped, type FulfillmentLine, type Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { componentsOf, skipUnwanted, wantedOf } from './wanted.ts'
import { PATTERN_TASKS } from '../model/pattern.ts'
import { branchComponent, freeMore, insertTask, splitComponent } from './plan.sql.ts'
import { tasksOf, type Progress } from './progress.ts'
import { settlementTask } from './settlement.ts'
import { firstStops, kindStops, stoppedBy } from './stops.ts'
import { delay, meet, type Task } from './task.ts'
import { handingOf, togetherOf } from './together.ts'

/**
 * Parts of an order have lost their goods: each leaves its component and goes its own way from the beginning, as what waits for
 * goods does in any plan. The others of the component go on; a component of which nothing is left is skipped.
 *
 * @param branched parts that were split off others just now: each goes its own way beside the component of that
 * @param starts when these begin; the others begin when what they leave would have
 */
export function splitOff(
  progress: Progress,
  context: Context,
  order: Order,
  lost: readonly FulfillmentLine[],
  branched: readonly { part: FulfillmentLine; from: FulfillmentLine }[] = [],
  starts: ReadonlyMap<bigint, Date | null> = NO_STARTS,
): void {
  const { companyId, id: orderId } = order
  const { writes } = context
  const ids = new Set(lost.map((part) => part.id))
  const tasks = tasksOf(progress, { companyId, orderId })
  const sources = new Set([...ids, ...branched.map(({ from }) => from.id)])
  const components = componentsOf(progress, order, sources)
  const settlement = settlementTask(progress, order)
  const stops = stoppersOf(tasks, components)
  const freed: { task: Task; next: Task }[] = []
  const made: Task[][] = []
  const wanted = wantedOf(order)
  for (const own of components) {
    const { componentId, drawnLike = componentId, partIds } = own[0]!
    const before = stops.get(componentId) ?? []
    const leaving = partIds.filter((id) => ids.has(id)).map((lineId) => ({ lineId, write: splitComponent }))
    const beside = branched
      .filter(({ from }) => partIds.includes(from.id))
      .map(({ part }) => ({ lineId: part.id, write: branchComponent }))
    for (const { lineId, write } of [...leaving, ...beside]) {
      const drawn = drawAnew(context, own, lineId, settlement, starts)
      const [reserve] = drawn
      writes.add(write, { companyId, orderId, componentId: drawnLike, id: reserve!.componentId, lineId })
      // It waits for goods, and for what stops whatever comes first: holds, and the money of a prepaid order.
      reserve!.waits = 1 + firstStops(order, reserve!)
      for (const task of drawn) task.waits += kindStops(order, task, drawn)
      for (const { task, kind } of before) {
        // What is done for lines stops what it stopped: goods are reserved meanwhile.
        const next = (task.lineNos.length > 0 && drawn.find((one) => one.kind === kind)) || reserve!
        next.waits += 1
        freed.push({ task, next })
      }
      delay(progress.moved, settlement)
      awaitToo(progress, own, drawn)
      tasks.push(...drawn)
      made.push(drawn)
    }
    const rest = partIds.filter((id) => !ids.has(id))
    const stopped = stoppedByHolds(order, own)
    for (const task of own) task.partIds = rest
    skipUnwanted(progress, wanted, own)
    // Holds of lines that have left stop the others no more.
    const still = new Set(stoppedByHolds(order, own).map(({ id }) => id))
    for (const { id, tasks: held } of stopped)
      if (!still.has(id)) for (const task of held) meet(progress.moved, task)
  }
  freed.push(...handedOver(progress, order, tasks, made))
  for (const { task, next } of freed)
    writes.add(freeMore, { companyId, orderId, taskId: task.id, nextId: next.id })
  for (const [task, of] of Map.groupBy(freed, (one) => one.task))
    task.frees = [...task.frees, ...of.map(({ next }) => next)]
  for (const { frees, partIds: _partIds, lineNos: _lineNos, drawnLike: _drawnLike, ...row } of made.flat())
    writes.add(insertTask, { ...row, frees: frees.map((next) => next.id) })
  progress.places.delete(order)
}

/**
 * What is handed over at once waits for the goods of those that were drawn just now, and these for the goods of the others, unless it was
 * asked for before.
 *
 * @returns the tasks that were there before, each with what waits for it, too
 */
function handedOver(
  { moved }: Progress,
  { parts }: Order,
  tasks: readonly Task[],
  made: readonly Task[][],
): { task: Task; next: Task }[] {
  const fresh = new Set(made.flat())
  const byPart = new Map(
    [...Map.groupBy(tasks, ({ componentId }) => componentId).values()].flatMap((own) =>
      // With others in it, it is not held up.
      own[0]!.partIds.length === 1 ? [[own[0]!.partIds[0]!, handingOf(own)] as const] : [],
    ),
  )
  const freed: { task: Task; next: Task }[] = []
  for (const line of togetherOf(parts)) {
    const own = line.flatMap(({ id }) => byPart.get(id) ?? [])
    for (const { reserve } of own)
      for (const { hand } of own) {
        if (!reserve || !hand || !isOpen(reserve) || reserve.frees.includes(hand)) continue
        if (!fresh.has(reserve) && !fresh.has(hand)) continue
        if (fresh.has(hand)) hand.waits += 1
        else if (hand.state === 'waiting' || hand.state === 'ready') delay(moved, hand)
        else continue
        if (fresh.has(reserve)) reserve.frees = [...reserve.frees, hand]
        else freed.push({ task: reserve, next: hand })
      }
  }
  return freed
}

/** What is done for lines when their goods have left waits for those that go their own way now, too, unless it has begun. */
function awaitToo({ moved }: Progress, own: readonly Task[], drawn: readonly Task[]): void {
  for (const task of own)
    for (const next of task.frees) {
      const like = drawn.find(({ kind }) => kind === task.kind)
      if (!like || next.lineNos.length === 0) continue
      if (next.state !== 'waiting' && next.state !== 'ready') continue
      delay(moved, next)
      like.frees = [...like.frees, next]
    }
}

/** What of a component holds of some of its order stop, by hold. */
function stoppedByHolds(order: Order, own: readonly Task[]): { id: bigint; tasks: Task[] }[] {
  return order.holds
    .filter((hold) => !hold.released && isScoped(hold))
    .map((hold) => ({ id: hold.id, tasks: stoppedBy(order, own, hold) }))
    .filter(({ tasks }) => tasks.length > 0)
}

const NO_STARTS: ReadonlyMap<bigint, Date | null> = new Map()

/** An open task that stops a task of another component, of a kind. */
interface Stopper {
  task: Task
  kind: string
}

/** What stops tasks of these, by component. */
function stoppersOf(tasks: readonly Task[], components: readonly Task[][]): Map<bigint, Stopper[]> {
  const split = new Set(components.map(([first]) => first!.componentId))
  // The goods of others stop what is handed over with these, and not what comes first.
  const stopping = tasks.filter((task) => isOpen(task) && task.kind !== 'reserve')
  const pairs = stopping.flatMap((task) => {
    const stopped = task.frees.flatMap(({ componentId: id, kind }) =>
      id !== task.componentId && split.has(id) ? [{ id, task, kind }] : [],
    )
    // What comes first is stopped once, however much of its component was.
    return task.lineNos.length > 0 ? stopped : [...new Map(stopped.map((one) => [one.id, one])).values()]
  })
  return Map.groupBy(pairs, ({ id }) => id)
}

/** The tasks of a component of its own for a part, each freeing the next one. */
function drawAnew(
  { ids }: Context,
  own: readonly Task[],
  partId: bigint,
  settlement: Task,
  starts: ReadonlyMap<bigint, Date | null>,
): Task[] {
  const { companyId, orderId, locationId, drawnLike = own[0]!.componentId } = own[0]!
  const componentId = ids.next()
  const kinds = PATTERN_TASKS.filter((kind) => kind === 'reserve' || own.some((task) => task.kind === kind))
  const drawn = kinds.map((kind): Task => {
    const task = { companyId, orderId, id: ids.next(), componentId, kind, state: 'waiting', waits: 1 }
    return { ...task, drawnLike, frees: [], startAt: null, locationId, partIds: [partId], lineNos: [] }
  })
  for (const [place, task] of drawn.entries()) task.frees = [drawn[place + 1] ?? settlement]
  const before = own.find((task) => task.startAt !== null)?.startAt ?? null
  drawn[0]!.startAt = starts.has(partId) ? starts.get(partId)! : before
  // The word of the warehouse.
  if (drawn[1]!.kind === 'release') drawn[2]!.waits += 1
  return drawn
}

function isOpen({ state }: Task): boolean {
  return state !== 'completed' && state !== 'skipped'
}
