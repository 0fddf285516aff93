import { businessTime, type Company } from '../../organization/index.ts'
import type { Context, WriteSet } from '../../platform/batch/index.ts'
import {
  beginTasks,
  completeTasks,
  deleteReady,
  failTask,
  giveBackTasks,
  insertReady,
  queueWork,
  retryTask,
  shiftWaits,
  skipTasks,
} from './plan.sql.ts'

/** A task of an order's plan, with the parts of its component and the tasks that wait for it. */
export interface Task {
  companyId: bigint
  orderId: bigint
  id: bigint
  componentId: bigint
  /** The stored component that its own is drawn like, if that is written by this batch. */
  drawnLike?: bigint
  kind: string
  state: string
  /** Predecessors and events that are not met yet. */
  waits: number
  frees: readonly Task[]
  startAt: Date | null
  locationId: bigint | null
  partIds: bigint[]
  /** Of a component of lines; of one of parts none. */
  lineNos: readonly number[]
}

/** Why a task stands failed, and the attempt whose failing that was. */
export interface Failure {
  attempt: number
  problem: string
}

/** Tasks that the batch moved, as they stood before; what differs in the end is written once. */
export type MovedTasks = Map<Task, { state: string; waits: number; failure?: Failure }>

/** The task is done; what waited for it waits for one thing less. */
export function complete(moved: MovedTasks, task: Task): void {
  remember(moved, task)
  task.state = 'completed'
  task.waits = 0
  for (const next of task.frees) meet(moved, next)
}

/** The task is not needed any more: what waited for it waits for one thing less. */
export function skip(moved: MovedTasks, task: Task): void {
  remember(moved, task)
  task.state = 'skipped'
  task.waits = 0
  for (const next of task.frees) meet(moved, next)
}

/** Something that a task waits for happened; what waits for nothing more is ready. */
export function meet(moved: MovedTasks, task: Task): void {
  if (task.state !== 'waiting') return
  remember(moved, task)
  task.waits -= 1
  if (task.waits === 0) task.state = 'ready'
}

/**
 * One more thing to wait for (a hold, an invoice that is not paid, a part that ships later). What is done, or failed, waits
 * for nothing: its caller knows.
 */
export function delay(moved: MovedTasks, task: Task): void {
  if (task.state !== 'waiting' && task.state !== 'ready') throw misplaced('delayed', task)
  remember(moved, task)
  task.waits += 1
  task.state = 'waiting'
}

/** Somebody has taken the task on: nothing stops it but who did. It stays in the queue. */
export function begin(moved: MovedTasks, task: Task): void {
  if (task.state !== 'ready') throw misplaced('begun', task)
  remember(moved, task)
  task.state = 'running'
}

/** Whoever had taken the task on gives it back. */
export function giveBack(moved: MovedTasks, task: Task): void {
  if (task.state !== 'running') throw misplaced('given back', task)
  remember(moved, task)
  task.state = 'ready'
}

/** The last attempt failed: a person sees to the task. */
export function fail(moved: MovedTasks, task: Task, failure: Failure): void {
  if (task.state !== 'ready' && task.state !== 'running') throw misplaced('failed', task)
  remember(moved, task).failure = failure
  task.state = 'failed'
}

/** A failed task is ready again, with fresh attempts. */
export function retry(moved: MovedTasks, task: Task): void {
  if (task.state !== 'failed') throw misplaced('retried', task)
  remember(moved, task)
  task.state = 'ready'
}

/** Writes what the batch did to tasks; one that two paths freed, or that was freed and is done, is written as it ended. */
export function writeMoved(
  moved: MovedTasks,
  companies: ReadonlyMap<bigint, Company>,
  { writes, now }: Context,
): void {
  for (const [task, before] of moved) {
    const { companyId, orderId, id: taskId, kind, state, waits, startAt } = task
    const key = { companyId, orderId, taskId }
    if (state === 'completed')
      writes.add(completeTasks, { ...key, endedAt: businessTime(companies.get(companyId)!, now) })
    else if (state === 'skipped') writes.add(skipTasks, key)
    else if (waits !== before.waits) writes.add(shiftWaits, { ...key, n: waits - before.waits })
    if (state === before.state) continue
    if (state === 'failed') writes.add(failTask, { ...key, ...before.failure! })
    else if (before.state === 'failed' && state !== 'skipped' && state !== 'completed')
      writes.add(retryTask, key)
    else if (state === 'running') writes.add(beginTasks, key)
    else if (queued(before)) {
      if (state === 'ready') writes.add(giveBackTasks, key)
      else writes.add(deleteReady, key)
    }
    if (state === 'ready' && !queued(before))
      enqueue({ ...key, kind, dueAt: startAt !== null && startAt > now ? startAt : now }, writes)
  }
}

/** Puts a task into the queue; work with whose it is. */
export function enqueue(
  { kind, ...row }: { companyId: bigint; orderId: bigint; taskId: bigint; kind: string; dueAt: Date },
  writes: WriteSet,
): void {
  if (kind === 'work') writes.add(queueWork, row)
  else writes.add(insertReady, { ...row, kind })
}

/** What can be done, and what somebody has taken on, stands in the queue. */
function queued({ state }: { state: string }): boolean {
  return state === 'ready' || state === 'running'
}

function remember(moved: MovedTasks, task: Task): { failure?: Failure } {
  let before = moved.get(task)
  if (!before) moved.set(task, (before = { state: task.state, waits: task.waits }))
  return before
}

function misplaced(what: string, { id, kind, state }: Task): Error {
  return new Error(`task ${id} (${kind}) is ${state}: it cannot be ${what}`)
}
