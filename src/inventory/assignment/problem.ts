/**
 * An assignment: each task takes exactly one of its options, so that all of it costs least. An option has a cost of its own, may need
 * something opened that other tasks share (a shipment of an order from a place), and takes of bounded supplies. Costs and amounts are
 * of any unit, whole or not; the caller's.
 */
export interface AssignmentProblem {
  tasks: readonly { options: readonly Option[] }[]
  /** What it costs to open each once, however many tasks then need it. */
  openings: readonly number[]
  /** What there is of each supply. */
  supplies: readonly number[]
}

export interface Option {
  cost: number
  /** An index in `openings`; undefined: nothing. */
  opens?: number
  /** Of `supplies`, by index. */
  takes: readonly { supply: number; amount: number }[]
}

/** The index of the option of each task. */
export type Choice = readonly number[]

/** A choice as it stands: what it costs, and what is left. */
export class Standing {
  readonly choice: number[]
  cost = 0
  readonly #problem: AssignmentProblem
  readonly #users: Int32Array
  readonly #left: Float64Array

  constructor(problem: AssignmentProblem) {
    this.#problem = problem
    this.choice = problem.tasks.map(() => -1)
    this.#users = new Int32Array(problem.openings.length)
    this.#left = Float64Array.from(problem.supplies)
  }

  option(task: number, index: number): Option {
    return this.#problem.tasks[task]!.options[index]!
  }

  /** What would be added by an option of a task that has none now. */
  added({ cost, opens }: Option): number {
    return opens === undefined || this.#users[opens]! > 0 ? cost : cost + this.#problem.openings[opens]!
  }

  fits({ takes }: Option): boolean {
    return takes.every(({ supply, amount }) => this.#left[supply]! >= amount)
  }

  take(task: number, index: number): void {
    const option = this.option(task, index)
    this.cost += this.added(option)
    if (option.opens !== undefined) this.#users[option.opens]! += 1
    for (const { supply, amount } of option.takes) this.#left[supply]! -= amount
    this.choice[task] = index
  }

  /** @returns what it had */
  free(task: number): number {
    const index = this.choice[task]!
    if (index < 0) return index
    const option = this.option(task, index)
    if (option.opens !== undefined) this.#users[option.opens]! -= 1
    for (const { supply, amount } of option.takes) this.#left[supply]! += amount
    this.cost -= this.added(option)
    this.choice[task] = -1
    return index
  }
}

/** What a choice costs; undefined: a task has no option of its own, or a supply does not suffice. */
export function costOf(problem: AssignmentProblem, choice: Choice): number | undefined {
  const standing = new Standing(problem)
  for (const [task, index] of choice.entries()) {
    const option = problem.tasks[task]?.options[index]
    if (!option || !standing.fits(option)) return undefined
    standing.take(task, index)
  }
  return choice.length === problem.tasks.length ? standing.cost : undefined
}

/** Tasks by parts of a problem that have nothing to do with each other: they share neither supplies nor what is opened. */
export function partsOf({ tasks, openings, supplies }: AssignmentProblem): number[][] {
  const parent = Int32Array.from({ length: openings.length + supplies.length }, (_, node) => node)
  const root = (node: number): number => {
    while (parent[node] !== node) node = parent[node] = parent[parent[node]!]!
    return node
  }
  const nodesOf = (task: number) =>
    tasks[task]!.options.flatMap(({ opens, takes }) => [
      ...(opens === undefined ? [] : [opens]),
      ...takes.map(({ supply }) => openings.length + supply),
    ])
  const firsts = tasks.map((_, task) => {
    const [first, ...others] = nodesOf(task)
    for (const other of others) parent[root(other)] = root(first!)
    return first
  })
  const parts = new Map<number, number[]>()
  for (const [task, first] of firsts.entries()) {
    // What needs nothing that others need is a part by itself.
    const key = first === undefined ? -1 - task : root(first)
    const part = parts.get(key)
    if (part) part.push(task)
    else parts.set(key, [task])
  }
  return [...parts.values()]
}
