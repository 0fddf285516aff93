import type { LocationRef } from './api.ts'

/** What the API answers of plans and patterns, as far as it is read here. */

export interface Component {
  id: string
  kind: string
  key: string
  pattern: string
  modelVersion: number
  location: LocationRef | null
  /** Its fulfillment lines; one of lines of the order has none. */
  lines: string[]
  lineNos: number[]
}

export interface Task {
  id: string
  componentId: string
  kind: string
  /** Of a task that its pattern names. */
  name: string | null
  mode: string
  generation: number
  state: string
  waits: number
  startAt: string | null
  dueAt: string | null
  attempt: number | null
  input: unknown
  output: unknown
  problem: string | null
}

/** A task as a list has it: of a large component the first lines are named. */
export interface TaskRow extends Task {
  component: Omit<Component, 'lines' | 'lineNos'>
  lines: number
  lineNos: number[]
}

/** What tasks of one kind do, and how many are in which state. */
export interface PlanStep {
  component: string
  kind: string
  states: Record<string, number>
}

export interface PlanSummary {
  tasks: number
  steps: PlanStep[]
  dependencies: { from: Omit<PlanStep, 'states'>; to: Omit<PlanStep, 'states'> }[]
}

export interface Plan {
  components: Component[]
  tasks: Task[]
  dependencies: { from: string; to: string; met: boolean }[]
}

/** One version of the recipe by which plans are drawn. */
export interface Pattern {
  code: string
  version: number
  active: boolean
  components: { kind: string; when?: string; key: string; tasks: { kind: string; when?: string }[] }[]
  lineComponents?: LineComponent[]
  dependencies?: Dependency[]
}

/** What is done for lines beside delivering them. */
export interface LineComponent {
  kind: string
  when?: string
  key: string
  tasks: LineTask[]
}

export type LineTask =
  | { kind: 'work'; name: string; title: string; role?: string; statuses?: WorkStatus[] }
  | { kind: 'wait'; name: string; for?: string; until?: string; when?: string }
  | { kind: 'call'; name: string; system: string; request: CallRequest; undo?: CallRequest }

/** What an outside system is asked for; its path is CEL. */
export interface CallRequest {
  method: string
  path: string
}

/** How work can end: the plan goes on (`next`), or a person looks at it (`fallout`). */
export interface WorkStatus {
  code: string
  to: string
}

/** What starts only when something else of the order is done. */
export interface Dependency {
  from: string
  to: string
  fromPattern?: string
  items?: 'same' | 'all' | { from: string; to: string }
  delay?: string
  until?: string
}

/** What a person can do for an order, or does. */
export interface WorkRow {
  taskId: string
  orderId: string
  orderNumber: string
  account: string | null
  name: string
  title: string
  role: string
  statuses: WorkStatus[]
  lineNos: number[]
  state: string
  assignee: string | null
  owner: string | null
  acceptedAt: string | null
  since: string
  priority: number
}
