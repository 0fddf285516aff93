import type { IdSource } from '../../platform/ids.ts'
import { render, type CallInput } from '../model/call-template.ts'
import { whenChangedOf, whenGoneOf } from '../model/compensation.ts'
import type { Task } from '../plan/task.ts'
import { inputOf, type Call, type CallTask } from './call.ts'

/** A call that stands outside, or is out: what it was made of, and what it would be made of now. */
export interface Standing {
  task: Task
  of: CallTask
  call: Call
  now: CallInput
}

export type Does = 'keep' | 'undo' | 'redo' | 'undo_then_do'

/** What becomes of a standing call, and why the rule that chooses did not say so. */
export interface Disposition {
  standing: Standing
  does: Does
  failed?: string
}

/** A call that compensates another one. */
export interface Compensating {
  id: bigint
  mode: 'undo' | 'redo' | 'do'
  of: Disposition
  waits: number
  /** Others of these that wait for it. */
  frees: bigint[]
}

/**
 * What an amendment does about each call that was done, or is out (O-60, O-62, O-63): its request is rendered of what it was made of, and of what
 * stands now, and where both say the same nothing that it read has changed: it is kept. What follows one that is undone and done again is so, too.
 */
export function disposeCalls(standing: readonly Standing[]): Map<Task, Disposition> {
  const found = new Map(standing.map((one): [Task, Disposition] => [one.task, disposeOne(one)]))
  for (const { does, standing: own } of found.values()) {
    if (does !== 'undo_then_do') continue
    for (const task of behind(own.task)) {
      const later = found.get(task)
      if (later?.standing.of.undo && (later.does === 'keep' || later.does === 'redo'))
        later.does = 'undo_then_do'
    }
  }
  return found
}

function disposeOne(standing: Standing): Disposition {
  const { of, call, now } = standing
  const told = (does: Does, failed: string | undefined): Disposition => ({
    standing,
    does,
    ...(failed !== undefined && { failed }),
  })
  if (now.lines.length === 0) {
    const { does, failed } = whenGoneOf(of, inputOf(call))
    return told(does === 'nothing' ? 'keep' : does, failed)
  }
  if (!isChanged(standing)) return told('keep', undefined)
  const { does, failed } = whenChangedOf(of, now)
  return told(does === 'nothing' ? 'keep' : does, failed)
}

/** Would its request say something else now, were it made as it was then? */
function isChanged({
  of: { request },
  call: { key, mode, generation, input: kept },
  now,
}: Standing): boolean {
  const then = kept as unknown as CallInput
  const { reply, before } = then
  const as = { key, mode, generation }
  const again = { ...now, ...(reply !== undefined && { reply }), ...(before !== undefined && { before }) }
  try {
    const [was, is] = [render(request, then, as), render(request, again, as)]
    return was.path !== is.path || was.content !== is.content
  } catch {
    // What cannot be said any more is told when its turn comes.
    return true
  }
}

/** Undo against the order in which calls waited for each other, do and redo along it; what replaces a call waits for its undo. */
export function planCompensation(dispositions: Iterable<Disposition>, ids: IdSource): Compensating[] {
  const all = [...dispositions].filter(({ does }) => does !== 'keep')
  const ofTask = new Map(all.map((one) => [one.standing.task, one]))
  const tasksThat = (...does: Does[]) =>
    all.filter((one) => does.includes(one.does)).map(({ standing }) => standing.task)
  const undoing = undoPlan(tasksThat('undo', 'undo_then_do'), ids)
  const again = undoPlan(tasksThat('redo', 'undo_then_do'), ids)
  const undone = new Map<Task, Compensating>()
  const byId = new Map<bigint, Compensating>()
  for (const { task, id, waits, frees } of undoing) {
    const one: Compensating = { id, mode: 'undo', of: ofTask.get(task)!, waits, frees: [...frees] }
    undone.set(task, one)
    byId.set(id, one)
  }
  for (const { task, id } of again) {
    const before = undone.get(task)
    before?.frees.push(id)
    const of = ofTask.get(task)!
    byId.set(id, { id, mode: before ? 'do' : 'redo', of, waits: before ? 1 : 0, frees: [] })
  }
  // That plan goes against the order of the calls: this goes along it.
  for (const { id: later, frees } of again)
    for (const earlier of frees) {
      byId.get(earlier)!.frees.push(later)
      byId.get(later)!.waits += 1
    }
  return inOrder(byId)
}

/** Each behind what it waits for. */
function inOrder(byId: ReadonlyMap<bigint, Compensating>): Compensating[] {
  const left = new Map([...byId.values()].map((one) => [one, one.waits]))
  const free = [...left.keys()].filter(({ waits }) => waits === 0)
  for (const { frees } of free)
    for (const id of frees) {
      const next = byId.get(id)!
      const waits = left.get(next)! - 1
      left.set(next, waits)
      if (waits === 0) free.push(next)
    }
  return free
}

/** Everything that waited for a task, over whatever stood between. */
function behind(from: Task): Set<Task> {
  const found = new Set<Task>()
  const open = [...from.frees]
  for (let task = open.pop(); task; task = open.pop()) {
    if (found.has(task)) continue
    found.add(task)
    open.push(...task.frees)
  }
  return found
}

/** What has not begun of what waited for a task: it waits for what replaces that. */
export function firstLeft(from: Task): Task[] {
  const found = new Set<Task>()
  const open = [...from.frees]
  for (let task = open.pop(); task; task = open.pop()) {
    if (found.has(task)) continue
    found.add(task)
    if (task.state === 'completed' || task.state === 'skipped') open.push(...task.frees)
  }
  return [...found].filter(({ state }) => state === 'waiting' || state === 'ready')
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
