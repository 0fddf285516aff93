import type { Bit, Literal } from './clauses.ts'
import type { Mender } from './mend.ts'
import type { Model, ModelAttribute, ModelGroup, ModelOption } from './model.ts'
import type { Propagator } from './propagate.ts'
import type { Prover } from './prove.ts'
import type { Work } from './work.ts'

/** One thing that a model says; explanations name these, in words. */
export interface Constraint {
  kind: 'structure' | 'resource' | 'rule'
  /** Code of the rule, group, option or resource. */
  code: string
  /** JSON Pointer into the model. */
  path: string
  text: string
}

/** An option with its variables: `steps[k]` is true where at least k + 1 of it are chosen. */
export interface KnownOption {
  option: ModelOption
  path: string
  group: ModelGroup
  parent: ModelOption | undefined
  index: number
  steps: readonly Literal[]
  min: number
  max: number
}

/** An attribute with its variables: one a value, or one a step above the least number. */
export interface KnownAttribute {
  attribute: ModelAttribute
  path: string
  values: ReadonlyMap<string, Literal>
  steps: readonly Literal[]
  min: number
}

/** A group, and the option that it stands in. */
export interface KnownGroup {
  group: ModelGroup
  path: string
  parent: ModelOption | undefined
}

/** Clauses that keep a choice from somebody, and when they are worth a look: most only say that two do not go together. */
export interface Asserted {
  clauses: readonly { literals: readonly Literal[]; constraint: number }[]
  always: readonly number[]
  /** By a variable: those that hold while it is not true. */
  where: ReadonlyMap<number, readonly number[]>
}

/** What cannot hold together: choices by their place, and constraints. */
export interface Conflict {
  choices: number[]
  constraints: number[]
}

/** A model of one day, ready to answer. */
export interface Compiled {
  model: Model
  options: ReadonlyMap<string, KnownOption>
  inOrder: readonly KnownOption[]
  /** By variable: the place of its option; -1: it is of none. */
  optionOf: Int32Array
  attributes: ReadonlyMap<string, KnownAttribute>
  groups: ReadonlyMap<string, KnownGroup>
  constraints: readonly Constraint[]
  /** By clause; -1: it only says what a quantity or a number is. */
  constraintOf: readonly number[]
  asserted: Asserted
  /** Variables that somebody chooses, without those in between: 1 to this. */
  chosen: number
  /** `within`: what the option stands in; nobody chose that by a default of what stands in it. */
  defaults: readonly { rule: string; if: Bit; literal: Literal; option: string; within: Bit }[]
  propagator: Propagator
  /** One more, to look for what leads to a contradiction. */
  tracer: Propagator
  /** Knows what variables in between are, and nothing that is forbidden. */
  definitions: Propagator
  prover: Prover
  mender: Mender
  /** Some of the ways to fulfill it that answers came upon. */
  ways: Int8Array[]
  /** Contradictions that answers came upon, by the literals of the choices up to the refused one. */
  conflicts: Map<string, Conflict>
  /** A solver of its own, for who adds clauses. */
  counter(): Prover
  /** With a variable a constraint, from `selectors` + 1 on: what of them a contradiction needs. */
  explainer: Prover
  /** The quick part of that. */
  selected(): { propagator: Propagator; mender: Mender }
  selectors: number
  /** What an answer may take. */
  work: Work
}
