import type { JeopardyPolicy, JeopardyRule, Priority } from './policy.ts'
import type { TaskDates } from './project.ts'

/** A task with what rules know it by. */
export interface JudgedTask {
  id: bigint
  pattern: string
  component: string
  /** Its name in the pattern, else its kind. */
  task: string
  dates: TaskDates
}

/** How an order stands against what was promised. */
export interface Verdict {
  /** Null: it is in no jeopardy. */
  priority: Priority | null
  score: number | null
  /** The task that it stands by: the one with the highest score. */
  of: JudgedTask | null
  /** When time alone can change it; null: it cannot. */
  lookAt: number | null
  /** Something of what was promised is open. */
  open: boolean
}

/** The latest task of those that what was promised waits for: so late is the order. */
function latest(tasks: readonly JudgedTask[]): JudgedTask | undefined {
  let found: JudgedTask | undefined
  for (const task of tasks) {
    const { delayMs, promised } = task.dates
    if (promised && delayMs !== null && (!found || delayMs > found.dates.delayMs!)) found = task
  }
  return found
}

/**
 * Scores an order (A6-13, A6-14): each task by the most specific rules that are for it, the order by those for orders; the highest score is
 * that of the order, whether its task is over or open, and says its priority. A score on the boundary of two ranges belongs to the lower one. Pure.
 */
export function judge(tasks: readonly JudgedTask[], policy: JeopardyPolicy, now: number): Verdict {
  const open = tasks.some(({ dates }) => dates.open && dates.requiredBy !== null)
  if (!open) return { priority: null, score: null, of: null, lookAt: null, open }
  const byName = new Map<string, readonly JeopardyRule[]>()
  const rulesFor = (task: JudgedTask) => {
    const name = [task.pattern, task.component, task.task].join('/')
    let found = byName.get(name)
    if (!found) byName.set(name, (found = mostSpecific(policy.rules, task)))
    return found
  }
  const ofOrder = policy.rules.filter((rule) => rule.of === 'order')
  let score: number | null = null
  let of: JudgedTask | null = null
  let gap = Infinity
  const weigh = (rules: readonly JeopardyRule[], task: JudgedTask) => {
    const delay = task.dates.delayMs!
    // Of what nobody promised no time is ever left: it is late, or it is not.
    const least = task.dates.promised ? -Infinity : 0
    const found = rules.find(
      ({ overMs, upToMs }) => delay > Math.max(overMs, least) && (upToMs === null || delay <= upToMs),
    )
    if (found && (score === null || found.score > score)) [score, of] = [found.score, task]
  }
  for (const task of tasks) {
    const { delayMs, open: isOpen } = task.dates
    if (delayMs === null) continue
    const rules = rulesFor(task)
    weigh(rules, task)
    if (!isOpen || delayMs === Infinity) continue
    for (const { overMs, upToMs } of [...rules, ...ofOrder])
      for (const bound of [overMs, upToMs])
        if (bound !== null && bound >= delayMs) gap = Math.min(gap, bound - delayMs + 1)
  }
  const last = latest(tasks)
  if (last) weigh(ofOrder, last)
  return {
    priority: score === null ? null : priorityOf(policy, score),
    score,
    of,
    lookAt: gap === Infinity ? null : movesFrom(tasks, now) + gap,
    open,
  }
}

/** Of the rules for a task those that name most of it: what is set for one task is not what holds of all. */
function mostSpecific(rules: readonly JeopardyRule[], task: JudgedTask): readonly JeopardyRule[] {
  const fitting = rules.filter(
    (rule) =>
      rule.of === 'task' &&
      (rule.pattern === null || rule.pattern === task.pattern) &&
      (rule.component === null || rule.component === task.component) &&
      (rule.task === null || rule.task === task.task),
  )
  const most = Math.max(...fitting.map(({ names }) => names))
  return fitting.filter(({ names }) => names === most)
}

export function priorityOf({ ranges }: Pick<JeopardyPolicy, 'ranges'>, score: number): Priority | null {
  return ranges.find(({ from, to }) => score >= from && score <= to)?.priority ?? null
}

/** From when on time moves what is projected of any task. */
function movesFrom(tasks: readonly JudgedTask[], now: number): number {
  const from = tasks.reduce((first, { dates }) => Math.min(first, dates.movesFrom), Infinity)
  return Math.max(now, Number.isFinite(from) ? from : now)
}
