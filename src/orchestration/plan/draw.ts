import type { Order, OrderLine } from '../../orders/index.ts'
import type { IdSource } from '../../platform/ids.ts'
import type { Json } from '../../platform/json.ts'
import type { WorkStatus } from '../model/line-component.ts'
import type { Pattern, TaskKind } from '../model/pattern.ts'

/** What a plan is drawn of. */
export interface PlanQuestion {
  order: Order
  patterns: ReadonlyMap<string, Pattern>
  /** Pattern code of an item, by fulfillment line. */
  patternOf(line: OrderLine): string
  location(id: bigint): { code: string; autoConfirm: boolean } | undefined
  today: string
  /** Of business. */
  now: Date
  timeZone: string
}

/** The plan of an order: a graph of rows (decision 0002). */
export interface Plan {
  components: PlanComponent[]
  tasks: PlanTask[]
  /** Of which lines something waits for something else; how it runs are the tasks. */
  dependencies: PlanDependency[]
}

export interface PlanComponent {
  id: bigint
  kind: string
  key: string
  pattern: string
  patternVersion: number
  locationId: bigint | null
  /** Fulfillment lines, in order; of a component of lines none. */
  partIds: bigint[]
  /** Lines of the order, in order; of a component of parts none. */
  lineNos: readonly number[]
  /** When it is to begin and to be over, as it was drawn (business time); absent: nobody asked. */
  planned?: { start: Date; end: Date }
}

export interface PlanTask {
  id: bigint
  componentId: bigint
  kind: TaskKind
  /** Of a component of lines; null: its kind says what it does. */
  name: string | null
  /** Predecessors and events that are not met yet. */
  waits: number
  /** Tasks that wait for this one. */
  frees: readonly bigint[]
  /** Business date before which it does not start. */
  startOn: string | null
  /** Instant of business time before which it does not start. */
  notBefore: Date | null
  /** What it goes by, where its kind does not say it. */
  input?: Json
  /** What of another order it waits for. */
  awaits?: Awaited
  /** What a person is to do. */
  work?: { title: string; role: string; statuses: readonly WorkStatus[]; lineNos: readonly number[] }
}

/** Something of another order, as it was named. */
export interface Awaited {
  source: string
  externalId: string
  /** Named by its own id; null: by that of its source. */
  orderId: bigint | null
  line: string
  component: string
}

export interface PlanDependency {
  from: bigint
  to: bigint
  items: 'same' | 'all' | 'equal'
  /** Pairs, one beside the other; where all wait for all of the others each line once. */
  fromLines: readonly number[]
  toLines: readonly number[]
}

export type DrawnTask = PlanTask & { frees: bigint[] }

/** A component with its tasks, in their order. */
export interface Drawn {
  component: PlanComponent
  tasks: DrawnTask[]
}

export function draw(
  component: PlanComponent,
  kind: TaskKind,
  ids: IdSource,
  name: string | null = null,
): DrawnTask {
  return {
    id: ids.next(),
    componentId: component.id,
    kind,
    name,
    waits: 0,
    frees: [],
    startOn: null,
    notBefore: null,
  }
}

/** Tasks of which each waits for the one before, and the first for the last; undefined: nothing waits for itself. */
export function roundIn(tasks: readonly PlanTask[]): PlanTask[] | undefined {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const left = new Map(tasks.map((task) => [task, 0]))
  for (const { frees } of tasks)
    for (const id of frees) {
      const next = byId.get(id)
      if (next) left.set(next, left.get(next)! + 1)
    }
  const free = tasks.filter((task) => left.get(task) === 0)
  for (const task of free) {
    left.delete(task)
    for (const id of task.frees) {
      const next = byId.get(id)
      if (!next) continue
      const waits = left.get(next)! - 1
      left.set(next, waits)
      if (waits === 0) free.push(next)
    }
  }
  const [first] = left.keys()
  if (!first) return undefined
  // Each of what is left waits for another of it: going back long enough, one comes again.
  const back = new Map<PlanTask, PlanTask>()
  for (const task of left.keys())
    for (const id of task.frees) {
      const next = byId.get(id)
      if (next && left.has(next)) back.set(next, task)
    }
  const way: PlanTask[] = []
  let at = first
  while (!way.includes(at)) {
    way.push(at)
    at = back.get(at)!
  }
  return way.slice(way.indexOf(at)).toReversed()
}

export function depend(from: DrawnTask, to: DrawnTask): void {
  from.frees.push(to.id)
  to.waits += 1
}
