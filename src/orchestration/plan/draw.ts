import type { IdSource } from '../../platform/ids.ts'
import type { Json } from '../../platform/json.ts'
import type { WorkStatus } from '../model/line-component.ts'
import type { TaskKind } from '../model/pattern.ts'

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
  /** What a person is to do. */
  work?: { title: string; role: string; statuses: readonly WorkStatus[]; lineNos: readonly number[] }
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

export function depend(from: DrawnTask, to: DrawnTask): void {
  from.frees.push(to.id)
  to.waits += 1
}
