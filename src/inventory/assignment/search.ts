import { Standing, type AssignmentProblem, type Choice, type Option } from './problem.ts'

export interface SearchLimits {
  /** Steps of the search at most. */
  steps: number
  /** Is the time over? Asked every thousand steps. */
  late: () => boolean
  /** The same seed takes the same way. */
  seed: number
}

/**
 * A cheap choice, quickly: first greedy, the task first that loses most when it does not get its best; then some tasks at a time give
 * back what they have and take anew what costs least, also where that costs more for a while, less and less so.
 *
 * @param start a choice that holds, to begin with; without one a greedy choice
 * @returns the cheapest choice that was seen; undefined: none was found
 */
export function search(problem: AssignmentProblem, limits: SearchLimits, start?: Choice): Choice | undefined {
  const standing = new Standing(problem)
  if (start) for (const [task, index] of start.entries()) standing.take(task, index)
  else if (!greedy(problem, standing)) return undefined
  const best = { choice: [...standing.choice], cost: standing.cost }
  const movable = problem.tasks.flatMap(({ options }, task) => (options.length > 1 ? [task] : []))
  if (movable.length === 0) return best.choice
  const random = numbersOf(limits.seed)
  let warmth = Math.max(1e-9, (standing.cost / problem.tasks.length) * WARM)
  const cooling = COOLED ** (1 / Math.max(1, limits.steps))
  for (let step = 0; step < limits.steps; step += 1) {
    if (step % 100 === 0 && limits.late()) break
    warmth *= cooling
    const before = standing.cost
    const some = someOf(standing, problem, movable, random)
    const had = some.map((task) => standing.free(task))
    const closed = random() < CLOSES ? standing.option(some[0]!, had[0]!).opens : undefined
    const more = takeAnew(standing, problem, some, closed, random) ? standing.cost - before : Infinity
    if (more > 0 && random() >= Math.exp(-more / warmth)) {
      for (const task of some) standing.free(task)
      for (const [at, task] of some.entries()) standing.take(task, had[at]!)
    } else if (standing.cost < best.cost - 1e-9) {
      best.cost = standing.cost
      best.choice = [...standing.choice]
    }
  }
  return best.choice
}

/** Of the cost of a task: so much more is taken at the start as often as not, and three hundredths of that in the end. */
const WARM = 0.3
const COOLED = 0.03
/** How often what the first task had open may not be opened again. */
const CLOSES = 0.3
/** How often a task does not take what costs it least. */
const BLINKS = 0.08
const MOST_AT_A_TIME = 30

/** Tasks that share what one of them has open, or a few of any. */
function someOf(
  standing: Standing,
  { tasks }: AssignmentProblem,
  movable: readonly number[],
  random: () => number,
): number[] {
  const any = () => movable[Math.floor(random() * movable.length)]!
  const first = any()
  const some = new Set([first])
  if (random() < 0.4) {
    const { opens } = standing.option(first, standing.choice[first]!)
    if (opens !== undefined)
      for (const task of movable) {
        if (some.size >= MOST_AT_A_TIME) break
        if (tasks[task]!.options[standing.choice[task]!]!.opens === opens) some.add(task)
      }
  }
  for (let more = 1 + Math.floor(random() * 4); more > 0; more -= 1) some.add(any())
  return [...some]
}

/** @returns whether each found something */
function takeAnew(
  standing: Standing,
  { tasks }: AssignmentProblem,
  some: readonly number[],
  closed: number | undefined,
  random: () => number,
): boolean {
  const turns = some.map((task) => ({ task, turn: random() })).sort((a, b) => a.turn - b.turn)
  for (const { task } of turns) {
    const { options } = tasks[task]!
    const next = cheapest(standing, options, (option) =>
      option.opens === undefined || option.opens !== closed ? random() >= BLINKS : false,
    )
    if (!next) return false
    standing.take(task, next.index)
  }
  return true
}

function cheapest(
  standing: Standing,
  options: readonly Option[],
  may: (option: Option) => boolean = () => true,
): { index: number; regret: number } | undefined {
  let index = -1
  let least = Number.POSITIVE_INFINITY
  let second = Number.POSITIVE_INFINITY
  for (const [at, option] of options.entries()) {
    if (!standing.fits(option) || !may(option)) continue
    const added = standing.added(option)
    if (added < least) [index, least, second] = [at, added, least]
    else if (added < second) second = added
  }
  return index < 0 ? undefined : { index, regret: second - least }
}

/** In the order of what a task loses without its best at the start, and where that leads nowhere, the largest first. */
function greedy(problem: AssignmentProblem, standing: Standing): boolean {
  const { tasks } = problem
  const byRegret = tasks.map(({ options }, task) => ({
    task,
    regret: cheapest(standing, options)?.regret ?? 0,
  }))
  const size = (task: number) =>
    Math.max(0, ...tasks[task]!.options.flatMap(({ takes }) => takes.map(({ amount }) => amount)))
  const orders = [
    byRegret.toSorted((a, b) => b.regret - a.regret || a.task - b.task),
    byRegret.toSorted((a, b) => size(b.task) - size(a.task) || a.task - b.task),
  ]
  return orders.some((order) => {
    for (const { task } of order) {
      const next = cheapest(standing, tasks[task]!.options)
      if (next === undefined) {
        for (const { task: taken } of order) standing.free(taken)
        return false
      }
      standing.take(task, next.index)
    }
    return true
  })
}

/** Numbers from 0 to 1 that a seed determines. */
function numbersOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
