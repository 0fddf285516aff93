import { shifted, type Takes } from './duration-of.ts'

/** A task as far as its days go. Instants are milliseconds of business time. */
export interface TimedTask {
  id: bigint
  state: string
  frees: readonly bigint[]
  /** How long it is expected to take. */
  takes: Takes
  /** It does not start before. */
  notBefore: number | null
  /** What it waits for beside other tasks is not expected before; Infinity: nobody knows when; null: nothing is known to keep it. */
  expectedAt: number | null
  /** When it was over; null: it is open, or nobody kept it. */
  endedAt: number | null
  /** By when it has to be over, as it was promised, or as its plan was drawn. */
  dueAt: number | null
  /** Where nothing that is promised waits for it, it is late when it takes longer than it is expected to. */
  expected: boolean
}

/** When a task is to begin and to end. Infinity: nobody knows. */
export interface Span {
  start: number
  end: number
}

export interface TaskDates {
  /** As it was to go when the order was agreed. */
  planned: Span
  /** As it goes by what is known now; of what is over, as it went. */
  projected: Span
  /** By when it has to be over, so that what is promised is kept, or so long after it could begin; null: nobody asks. */
  requiredBy: number | null
  /** What was promised waits for it; else only so long is expected of it as it takes. */
  promised: boolean
  /** So late it is, or will be; negative: so much time is left. Null: nothing is required, or nobody kept when it ended. */
  delayMs: number | null
  open: boolean
  /** From when on time alone moves its end; Infinity: it waits for tasks, or is over. */
  movesFrom: number
}

const OVER = new Set(['completed', 'skipped'])

/**
 * The days of a plan (D7): forwards from when the order was agreed, as it was to go; forwards from now, with what has ended and what is late, as it
 * will go; and backwards from what was promised, by when each task has to be over. What is late is not over before now, so time alone moves
 * what waits for it. Pure.
 */
export function project(
  tasks: readonly TimedTask[],
  { agreedAt, now, timeZone }: { agreedAt: number; now: number; timeZone: string },
): Map<bigint, TaskDates> {
  const { order, before } = along(tasks)
  const dates = new Map<bigint, TaskDates>()
  for (const task of order) {
    const earlier = before.get(task.id) ?? []
    const done = earlier.map(({ id }) => dates.get(id)!)
    const notBefore = Math.max(agreedAt, task.notBefore ?? agreedAt)
    const after = (end: (one: TaskDates) => number) =>
      done.reduce((latest, one) => Math.max(latest, end(one)), notBefore)
    const planned = after((one) => one.planned.end)
    const first = done.every((one) => !one.open)
    const ready = after((one) => one.projected.end)
    const open = !OVER.has(task.state)
    const projected = projectedOf(task, { ready, first, now, timeZone })
    // What waits for the world begins later each moment; what can be done is over later from when it should have been.
    const movesFrom = task.state === 'waiting' ? projected.start : projected.end
    dates.set(task.id, {
      planned: {
        start: planned,
        end: task.state === 'skipped' ? planned : shifted(planned, task.takes, 1, timeZone),
      },
      projected,
      requiredBy: null,
      promised: false,
      delayMs: null,
      open,
      movesFrom: open && first ? movesFrom : Infinity,
    })
  }
  require(order, dates, timeZone)
  return dates
}

function projectedOf(
  task: TimedTask,
  { ready, first, now, timeZone }: { ready: number; first: boolean; now: number; timeZone: string },
): Span {
  const { state, endedAt, takes, expectedAt } = task
  if (state === 'skipped') return { start: ready, end: ready }
  if (state === 'completed') {
    const end = endedAt ?? ready
    return { start: Math.min(ready, end), end }
  }
  // What waits while nothing before it is open waits for the world: not for less than until now.
  const waits = state === 'waiting' && first ? Math.max(now, expectedAt ?? now) : ready
  const start = Math.max(ready, waits)
  return { start, end: Math.max(shifted(start, takes, 1, timeZone), now) }
}

/** By when each has to be over: as it is due itself, or so that what waits for it is in time, whichever is earlier. */
function require(order: readonly TimedTask[], dates: ReadonlyMap<bigint, TaskDates>, timeZone: string): void {
  const byId = new Map(order.map((task) => [task.id, task]))
  for (const task of order.toReversed()) {
    const own = dates.get(task.id)!
    let by = task.dueAt ?? Infinity
    for (const id of task.frees) {
      const next = byId.get(id)
      const nextBy = next && dates.get(id)!.requiredBy
      if (next && nextBy != null)
        by = Math.min(by, next.state === 'skipped' ? nextBy : shifted(nextBy, next.takes, -1, timeZone))
    }
    own.promised = by !== Infinity
    own.requiredBy = own.promised ? by : null
  }
  for (const task of order) {
    const own = dates.get(task.id)!
    // Only now: what is expected of one task is nothing that those before it could be late for.
    if (own.requiredBy === null && task.expected)
      own.requiredBy = shifted(own.projected.start, task.takes, 1, timeZone)
    if (own.requiredBy === null) continue
    const known = own.open || task.endedAt !== null
    if (known && task.state !== 'skipped') own.delayMs = own.projected.end - own.requiredBy
  }
}

/** Tasks so that each comes behind those that it waits for. */
function along(tasks: readonly TimedTask[]): { order: TimedTask[]; before: Map<bigint, TimedTask[]> } {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const before = new Map<bigint, TimedTask[]>(tasks.map(({ id }) => [id, []]))
  for (const task of tasks) for (const id of task.frees) if (byId.has(id)) before.get(id)!.push(task)
  const left = new Map(Array.from(before, ([id, earlier]) => [id, earlier.length]))
  const order = tasks.filter(({ id }) => left.get(id) === 0)
  for (const task of order)
    for (const id of task.frees) {
      const next = byId.get(id)
      if (!next) continue
      left.set(id, left.get(id)! - 1)
      if (left.get(id) === 0) order.push(next)
    }
  return { order, before }
}
