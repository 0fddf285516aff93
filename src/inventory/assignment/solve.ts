import { solveExactly } from './exact.ts'
import { costOf, partsOf, type AssignmentProblem, type Choice } from './problem.ts'
import { search } from './search.ts'

export interface Solved {
  choice: Choice
  cost: number
  /** No choice costs less. */
  bound: number
}

/** Steps of the search for each task of a part, and of a part at most. */
const STEPS_A_TASK = 1000
const MOST_STEPS = 200_000
/** Options of a part that the exact solver is asked about; more of them it does not come to an end with. */
const MOST_EXACT = 4000

/**
 * The cheapest choice that is found in some time: part by part, first by a search, which is quick, then by an exact solver, which begins
 * with what the search found.
 *
 * @param start a choice that holds
 * @param seconds for all of it
 * @param searched hears what the search found, before the exact solver begins
 */
export async function solve(
  problem: AssignmentProblem,
  start: Choice,
  seconds: number,
  searched: (found: Solved) => void = () => {},
): Promise<Solved> {
  const end = performance.now() + seconds * 1000
  const parts = partsOf(problem).map((tasks) => partOf(problem, tasks, start))
  const searchEnd = performance.now() + seconds * 300
  for (const part of parts) {
    const steps = Math.min(MOST_STEPS, part.tasks.length * STEPS_A_TASK)
    const late = () => performance.now() > searchEnd
    const found = search(part.problem, { steps, late, seed: 1 }, part.choice)
    take(part, found)
  }
  searched(sumOf(problem, parts))
  // The small ones first: of a part that takes all the time the others have theirs behind them.
  const open = parts.filter((part) => part.cost > part.bound).sort((a, b) => a.options - b.options)
  for (const [at, part] of open.entries()) {
    if (part.options > MOST_EXACT) break
    const left = (end - performance.now()) / 1000 / (open.length - at)
    if (left < 0.01) break
    const exact = await solveExactly(part.problem, part.choice, Math.max(left, 0.05))
    take(part, exact.choice)
    part.bound = Math.min(part.cost, Math.max(part.bound, exact.bound))
  }
  return sumOf(problem, parts)
}

interface Part {
  problem: AssignmentProblem
  /** Of the whole problem. */
  tasks: readonly number[]
  options: number
  choice: Choice
  cost: number
  bound: number
}

/** The tasks alone, with what they share, renumbered. */
function partOf(whole: AssignmentProblem, tasks: readonly number[], start: Choice): Part {
  const openings = new Map<number, number>()
  const supplies = new Map<number, number>()
  const own = (known: Map<number, number>, index: number) => {
    const before = known.get(index)
    if (before !== undefined) return before
    known.set(index, known.size)
    return known.size - 1
  }
  const problem: AssignmentProblem = {
    tasks: tasks.map((task) => ({
      options: whole.tasks[task]!.options.map(({ cost, opens, takes }) => ({
        cost,
        ...(opens === undefined ? {} : { opens: own(openings, opens) }),
        takes: takes.map(({ supply, amount }) => ({ supply: own(supplies, supply), amount })),
      })),
    })),
    openings: [],
    supplies: [],
  }
  const part: AssignmentProblem = {
    ...problem,
    openings: Array.from(openings.keys(), (index) => whole.openings[index]!),
    supplies: Array.from(supplies.keys(), (index) => whole.supplies[index]!),
  }
  const choice = tasks.map((task) => start[task]!)
  const cost = costOf(part, choice)
  if (cost === undefined) throw new Error('the choice to begin with does not hold')
  const options = part.tasks.reduce((sum, one) => sum + one.options.length, 0)
  return { problem: part, tasks, options, choice, cost, bound: easyBound(part) }
}

/** Each task takes at least its cheapest option, with its share of what others could open for it. */
function easyBound({ tasks, openings }: AssignmentProblem): number {
  const users = openings.map(() => 0)
  for (const { options } of tasks)
    for (const opens of new Set(options.map((option) => option.opens)))
      if (opens !== undefined) users[opens]! += 1
  return tasks.reduce(
    (sum, { options }) =>
      sum +
      Math.min(
        ...options.map(({ cost, opens }) =>
          opens === undefined ? cost : cost + openings[opens]! / users[opens]!,
        ),
      ),
    0,
  )
}

function take(part: Part, choice: Choice | undefined): void {
  const cost = choice && costOf(part.problem, choice)
  if (cost === undefined || cost >= part.cost) return
  part.choice = choice!
  part.cost = cost
}

function sumOf(problem: AssignmentProblem, parts: readonly Part[]): Solved {
  const choice = problem.tasks.map(() => 0)
  for (const { tasks, choice: own } of parts)
    for (const [at, task] of tasks.entries()) choice[task] = own[at]!
  return {
    choice,
    cost: parts.reduce((sum, { cost }) => sum + cost, 0),
    bound: parts.reduce((sum, { bound }) => sum + bound, 0),
  }
}
