import type { LocationRef } from './api.ts'

/** What the API answers of plans and patterns, as far as it is read here. */

export interface Component {
  id: string
  kind: string
  key: string
  pattern: string
  modelVersion: number
  location: LocationRef | null
  lineNos: number[]
}

export interface Task {
  id: string
  componentId: string
  kind: string
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
  component: Omit<Component, 'lineNos'>
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
}
