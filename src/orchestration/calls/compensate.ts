import { isOver, type Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { encodeId } from '../../platform/public-id.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { answeredCall, currentCall, readCallsOf, type Calls } from './call.ts'
import { inputNow } from './keep-call.ts'
import { readKnown, type Known } from './known.ts'
import { freeMore, insertLineComponent, insertReady } from '../plan/plan.sql.ts'
import { tasksOf, type Progress } from '../plan/progress.ts'
import { firstStops, kindStops } from '../plan/stops.ts'
import { delay, type Task } from '../plan/task.ts'
import { insertCompensating, readCompensable } from './calls.sql.ts'
import {
  disposeCalls,
  firstLeft,
  planCompensation,
  type Compensating,
  type Disposition,
  type Standing,
} from './compensation-plan.ts'

/** The calls of orders that are amended, what is known of their lines, and what their components are. */
export interface Compensable {
  calls: Calls
  known: Known
  components: Map<bigint, CamelRow<typeof readCompensable>>
}

/** Reads them with the plans of orders that were read whole; of those that call nothing nothing more is read. */
export async function readCompensations(db: Reader, progress: Pick<Progress, 'tasks'>): Promise<Compensable> {
  const calling = [...progress.tasks.values()].flatMap((tasks) =>
    tasks.flatMap(({ kind, companyId, orderId, id: taskId }) =>
      kind === 'call' ? [{ companyId, orderId, taskId }] : [],
    ),
  )
  const [calls, known, rows] = await Promise.all([
    readCallsOf(db, calling),
    readKnown(db, calling),
    calling.length === 0
      ? []
      : db.read(readCompensable, {
          companyIds: calling.map(({ companyId }) => companyId),
          orderIds: calling.map(({ orderId }) => orderId),
          taskIds: calling.map(({ taskId }) => taskId),
        }),
  ])
  return {
    calls,
    known,
    components: new Map(camelRows(readCompensable, rows).map((row) => [row.taskId, row])),
  }
}

/** What an amendment does about calls, in the order in which they would be made. */
export interface ToldCall {
  what: 'keep' | 'undo' | 'redo' | 'do'
  system: string
  name: string
  lineNos: readonly number[]
  /** Why the rule that chooses did not: what holds without one was chosen. */
  note: string | null
}

/**
 * Undoes, and does again, what outside systems were asked for by lines as they were (O-62, P-35): drawn into the plan, and written before
 * the first of it begins. What waited for a call, and has not begun, waits for what replaces it; delays that passed are not waited for again (O-65).
 */
export function compensate(
  progress: Progress,
  compensable: Compensable,
  order: Order,
  context: Context,
): ToldCall[] {
  const { calls, components } = compensable
  if (isOver(order.state)) return []
  const tasks = tasksOf(progress, { companyId: order.companyId, orderId: order.id })
  const disposed = disposeCalls(standingOf(compensable, order, tasks))
  const plan = planCompensation(disposed.values(), context.ids)
  for (const { standing } of disposed.values())
    if (standing.task.state === 'running' && standing.now.lines.length === 0)
      awaitLast(progress, tasks, standing.task, context)
  if (plan.length > 0) drawCompensation(progress, compensable, { order, tasks, plan }, context)
  const told = (what: ToldCall['what'], { standing: { task, of }, failed }: Disposition): ToldCall => ({
    what,
    system: of.system,
    name: components.get(task.id)?.name ?? '',
    lineNos: linesOf(calls, task),
    note: failed ?? null,
  })
  return [
    ...[...disposed.values()].filter(({ does }) => does === 'keep').map((one) => told('keep', one)),
    ...plan.map(({ mode, of }) => told(mode, of)),
  ]
}

/** A request that is out cannot be called back, and what is being undone goes on, whatever becomes of its lines. */
export function goesOnOutside({ calls }: Compensable, { id, kind, state }: Task): boolean {
  return kind === 'call' && (state === 'running' || calls.tasks.get(id)?.mode === 'undo')
}

/** Calls that were done, or are out, of which nothing undid or replaced what they did. */
function standingOf(
  { calls, known, components }: Compensable,
  order: Order,
  tasks: readonly Task[],
): Standing[] {
  const states = new Map(tasks.map(({ id, state }) => [id, state]))
  const replaced = new Set<bigint>()
  for (const [id, { undoes }] of calls.tasks)
    if (undoes !== null && states.has(id) && states.get(id) !== 'skipped') replaced.add(undoes)
  return tasks.flatMap((task): Standing[] => {
    const of = calls.tasks.get(task.id)
    // What is drawn just now for lines that were added is no call yet.
    if (!of || of.mode === 'undo' || replaced.has(task.id) || !components.has(task.id)) return []
    const call =
      task.state === 'completed'
        ? answeredCall(calls, task.id)
        : task.state === 'running'
          ? currentCall(calls, task.id)
          : undefined
    return call ? [{ task, of, call, now: inputNow(order, of, known) }] : []
  })
}

/** What is out for lines that nobody wants any more is waited for by nothing but the end of the order. */
function awaitLast(progress: Progress, tasks: readonly Task[], task: Task, { writes }: Context): void {
  const close = closeOf(tasks)
  if (!close || task.frees.includes(close)) return
  const { companyId, orderId, id: taskId } = task
  delay(progress.moved, close)
  task.frees = [...task.frees, close]
  writes.add(freeMore, { companyId, orderId, taskId, nextId: close.id })
}

function closeOf(tasks: readonly Task[]): Task | undefined {
  return tasks.find(({ kind, state }) => kind === 'close' && state !== 'completed' && state !== 'skipped')
}

function linesOf({ tasks }: Calls, task: Task): readonly number[] {
  return tasks.get(task.id)!.lineNos
}

/** Draws and writes what undoes calls and does them again, each in a component of its own. */
export function drawCompensation(
  progress: Progress,
  { calls, components }: Pick<Compensable, 'calls' | 'components'>,
  { order, tasks, plan }: { order: Order; tasks: Task[]; plan: readonly Compensating[] },
  { writes, ids, now }: Context,
): void {
  const { companyId, id: orderId } = order
  const close = closeOf(tasks)
  const drawn = new Map<bigint, Task>()
  const follows = new Map<bigint, Set<Task>>()
  // Before any of it is drawn: what undoes a call is no follower of it.
  const left = new Map(plan.map((one) => [one, one.mode === 'undo' ? [] : firstLeft(one.of.standing.task)]))
  for (const drawing of plan) {
    const { id, mode, of: disposition, waits, frees } = drawing
    const { task, of } = disposition.standing
    const { kind, name, key, pattern, modelVersion, lineNos } = components.get(task.id)!
    const componentId = ids.next()
    writes.add(insertLineComponent, {
      companyId,
      orderId,
      id: componentId,
      kind: mode === 'undo' ? 'undo' : kind,
      key,
      pattern,
      modelVersion,
      lineNos,
      plannedStart: null,
      plannedEnd: null,
    })
    const asked = { kind: 'call', partIds: [], lineNos }
    // One that is out is waited for: before it was answered nobody knows what to undo, or to do again.
    const isOut = task.state === 'running' && mode !== 'do'
    const all = waits + (isOut ? 1 : 0) + firstStops(order, asked) + kindStops(order, asked, [asked])
    const state = all === 0 ? 'ready' : 'waiting'
    const next = new Set<Task>(left.get(drawing))
    if (close) next.add(close)
    follows.set(id, next)
    for (const one of next) delay(progress.moved, one)
    const { system, request, facts, undo, whenChanged, whenGone, pointOfNoReturn } = of
    const undoes = encodeId('tsk', task.id)
    const input =
      mode === 'undo'
        ? { system, request: undo, undoes }
        : {
            system,
            request,
            facts,
            ...(undo && { undo }),
            ...(whenChanged !== undefined && { whenChanged }),
            ...(whenGone !== undefined && { whenGone }),
            ...(pointOfNoReturn !== undefined && { pointOfNoReturn }),
            ...(mode === 'redo' && { undoes }),
          }
    writes.add(insertCompensating, {
      companyId,
      orderId,
      id,
      componentId,
      name: mode === 'undo' ? 'undo' : (name ?? mode),
      mode,
      state,
      waits: all,
      frees: [...frees, ...Array.from(next, (one) => one.id)],
      input: input as unknown as Json,
    })
    if (all === 0) writes.add(insertReady, { companyId, orderId, taskId: id, kind: 'call', dueAt: now })
    if (isOut) writes.add(freeMore, { companyId, orderId, taskId: task.id, nextId: id })
    calls.tasks.set(
      id,
      mode === 'undo'
        ? { ...of, mode, generation: 1, undo: null, undoes: task.id }
        : { ...of, mode, generation: 1, undoes: mode === 'redo' ? task.id : null },
    )
    const own: Task = {
      companyId,
      orderId,
      id,
      componentId,
      kind: 'call',
      state,
      waits: all,
      frees: [],
      startAt: null,
      locationId: null,
      partIds: [],
      lineNos,
    }
    if (isOut) task.frees = [...task.frees, own]
    drawn.set(id, own)
  }
  for (const { id, frees } of plan)
    drawn.get(id)!.frees = [...frees.map((next) => drawn.get(next)!), ...follows.get(id)!]
  tasks.push(...drawn.values())
}
