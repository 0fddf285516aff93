import { isOver, type Order } from '../../orders/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { IdSource } from '../../platform/ids.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { insertLineComponent, insertReady } from '../plan/plan.sql.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  tasksOf,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import { firstStops, kindStops } from '../plan/stops.ts'
import { delay, type Task } from '../plan/task.ts'
import { answeredCall, readCallsOf, type Calls } from './call.ts'
import { insertUndoTasks, readUndoneComponents } from './calls.sql.ts'

export interface UndoRequest extends MayBeKeyed, OrderKey {
  actor: string
  reason: string
  /** null: all calls that were done and can be undone. */
  taskIds: readonly bigint[] | null
}

interface UndoFacts {
  progress: Progress
  calls: Calls
  components: Map<bigint, CamelRow<typeof readUndoneComponents>>
}

/**
 * Calls that were done are undone, each by the request that its pattern says for that, made of what it was asked and answered then (O-63), the last
 * done first. The order is not over before that is done; what is undone, or being undone, stays so.
 */
export const undoCalls = keyed<UndoRequest, UndoFacts>({
  name: 'orchestration.undo_calls',
  weigh: () => 20,
  companyOf: (request) => request.companyId,
  read: readAll,
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context): Answered | Refusal {
    const { progress, calls } = facts
    const { taskIds, actor, reason } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    if (isOver(order.state)) return refuse('order_over', `the order is ${order.state}`)
    const tasks = tasksOf(progress, request)
    const undoable = tasks.filter((task) => canBeUndone(calls, task))
    const byId = new Map(undoable.map((task) => [task.id, task]))
    const wrong = (taskIds ?? []).flatMap((id, index) =>
      byId.has(id) || isUndone(calls, id)
        ? []
        : [
            {
              path: `/taskIds/${index}`,
              code: 'not_undoable',
              message: 'it is no call that was done and that its pattern says how to undo',
            },
          ],
    )
    if (wrong.length > 0) return refuse('undo_refused', wrong)
    const chosen = undoable.filter(
      ({ id }) => !isUndone(calls, id) && (taskIds === null || taskIds.includes(id)),
    )
    if (chosen.length > 0) {
      const drawn = drawUndo(facts, order, tasks, chosen, context)
      touch(
        progress,
        order,
        { act: 'undo_calls', actor, reason },
        { changes: drawn.map((id): Json => ['task', id.toString(), null, 'undo']), events: ['calls.undone'] },
      )
    }
    return { ok: true, answer: { orderId: encodeId('ord', order.id), undone: chosen.length } }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<UndoRequest, UndoFacts, Answered | Refusal>)

async function readAll(db: Reader, requests: readonly UndoRequest[]): Promise<UndoFacts> {
  const progress = await readProgress(db, requests, {})
  const calling = [...progress.tasks.values()].flatMap((tasks) =>
    tasks.flatMap(({ kind, companyId, orderId, id: taskId }) =>
      kind === 'call' ? [{ companyId, orderId, taskId }] : [],
    ),
  )
  const [calls, rows] = await Promise.all([
    readCallsOf(db, calling),
    calling.length === 0
      ? []
      : db.read(readUndoneComponents, {
          companyIds: calling.map(({ companyId }) => companyId),
          orderIds: calling.map(({ orderId }) => orderId),
          taskIds: calling.map(({ taskId }) => taskId),
        }),
  ])
  const components = new Map(camelRows(readUndoneComponents, rows).map((row) => [row.taskId, row]))
  return { progress, calls, components }
}

function canBeUndone(calls: Calls, { id, state }: Task): boolean {
  const of = calls.tasks.get(id)
  return (
    state === 'completed' && of?.undo != null && of.mode !== 'undo' && answeredCall(calls, id) !== undefined
  )
}

function isUndone({ tasks }: Calls, id: bigint): boolean {
  for (const { undoes } of tasks.values()) if (undoes === id) return true
  return false
}

/** Draws and writes what undoes calls, each in a component of its own. @returns the tasks */
function drawUndo(
  { progress, calls, components }: UndoFacts,
  order: Order,
  tasks: Task[],
  chosen: readonly Task[],
  { writes, ids, now }: Context,
): bigint[] {
  const { companyId, id: orderId } = order
  const close = tasks.find(
    ({ kind, state }) => kind === 'close' && state !== 'completed' && state !== 'skipped',
  )
  const undoing = undoPlan(chosen, ids)
  const drawn = new Map<bigint, Task>()
  for (const { task, id, waits, frees } of undoing) {
    const { key, pattern, modelVersion, lineNos } = components.get(task.id)!
    const of = calls.tasks.get(task.id)!
    const component = ids.next()
    writes.add(insertLineComponent, {
      companyId,
      orderId,
      id: component,
      kind: 'undo',
      key,
      pattern,
      modelVersion,
      lineNos,
      plannedStart: null,
      plannedEnd: null,
    })
    const asked = { kind: 'call', partIds: [], lineNos }
    const all = waits + firstStops(order, asked) + kindStops(order, asked, [asked])
    const state = all === 0 ? 'ready' : 'waiting'
    writes.add(insertUndoTasks, {
      companyId,
      orderId,
      id,
      componentId: component,
      name: 'undo',
      state,
      waits: all,
      frees: close ? [...frees, close.id] : [...frees],
      input: { system: of.system, request: of.undo, undoes: encodeId('tsk', task.id) } as unknown as Json,
    })
    if (all === 0) writes.add(insertReady, { companyId, orderId, taskId: id, kind: 'call', dueAt: now })
    if (close) delay(progress.moved, close)
    // Whoever asks in the same batch finds that it is being undone.
    calls.tasks.set(id, { ...of, mode: 'undo', undo: null, undoes: task.id })
    drawn.set(id, {
      companyId,
      orderId,
      id,
      componentId: component,
      kind: 'call',
      state,
      waits: all,
      frees: [],
      startAt: null,
      locationId: null,
      partIds: [],
      lineNos,
    })
  }
  for (const { id, frees } of undoing)
    drawn.get(id)!.frees = [...frees.map((next) => drawn.get(next)!), ...(close ? [close] : [])]
  tasks.push(...drawn.values())
  return undoing.map(({ id }) => id)
}

/** A task that undoes another one: what it waits for, and which wait for it. */
export interface Undoing {
  task: Task
  id: bigint
  waits: number
  frees: bigint[]
}

/**
 * What undoes tasks, against the order in which they waited for each other, over whatever stood between them: what came last is undone first. A
 * task is looked at once, however many others wait for it.
 */
export function undoPlan(chosen: readonly Task[], ids: IdSource): Undoing[] {
  const undoing = new Map(
    chosen.map((task): [Task, Undoing] => [task, { task, id: ids.next(), waits: 0, frees: [] }]),
  )
  // Of each task the chosen ones that come next behind it.
  const behind = new Map<Task, ReadonlySet<Task>>()
  const nextOf = (from: Task): ReadonlySet<Task> => {
    // A plan may be longer than the stack is deep.
    const open = [from]
    while (open.length > 0) {
      const task = open.at(-1)!
      if (behind.has(task)) {
        open.pop()
        continue
      }
      const left = task.frees.filter((next) => !undoing.has(next) && !behind.has(next))
      if (left.length > 0) {
        open.push(...left)
        continue
      }
      const found = new Set<Task>()
      for (const next of task.frees)
        if (undoing.has(next)) found.add(next)
        else for (const one of behind.get(next)!) found.add(one)
      behind.set(task, found)
      open.pop()
    }
    return behind.get(from)!
  }
  for (const [task, own] of undoing)
    for (const later of nextOf(task)) {
      undoing.get(later)!.frees.push(own.id)
      own.waits += 1
    }
  return [...undoing.values()]
}
