import { Clauses, negate, TooComplex, type Bit, type Literal, type Part, type Step } from './clauses.ts'
import { parseFormula, scaleOf, type Formula, type Term } from './formula.ts'
import {
  boundsOf,
  holdsOn,
  placedOptions,
  type Model,
  type ModelAttribute,
  type ModelGroup,
  type ModelOption,
  type ModelRule,
} from './model.ts'
import { Mender } from './mend.ts'
import { Propagator } from './propagate.ts'
import { Prover } from './prove.ts'
import { Work } from './work.ts'

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

/** Clauses that keep a choice from somebody, and when they are worth a look: most only say that two do not go together. */
interface Asserted {
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
  groups: ReadonlyMap<string, { group: ModelGroup; path: string; parent: ModelOption | undefined }>
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

/** Makes a model ready for one day. @throws FormulaError, TooComplex: `judgeModel` finds these before a model is published; Unfinished */
export function compileModel(model: Model, on: string, work = new Work()): Compiled {
  const compiler = new Compiler(model, on, work)
  try {
    return compiler.compile()
  } catch (error) {
    if (error instanceof TooComplex) error.path = compiler.at()
    throw error
  }
}

class Compiler {
  readonly #model: Model
  readonly #on: string
  readonly #work: Work
  readonly #clauses: Clauses
  readonly #constraints: Constraint[] = []
  readonly #options = new Map<string, KnownOption>()
  readonly #attributes = new Map<string, KnownAttribute>()
  readonly #groups = new Map<string, { group: ModelGroup; path: string; parent: ModelOption | undefined }>()
  readonly #defaults: Compiled['defaults'][number][] = []
  /** By group: the constraint that something of it must be chosen. */
  readonly #leastOf = new Map<string, number>()

  constructor(model: Model, on: string, work: Work) {
    this.#work = work
    this.#clauses = new Clauses(work)
    this.#model = model
    this.#on = on
  }

  /** The place in the model of what is being compiled. */
  at(): string {
    return this.#constraints.at(-1)?.path ?? '/groups'
  }

  compile(): Compiled {
    const clauses = this.#clauses
    // What somebody chooses comes first: variables from 1 on.
    let index = 0
    for (const placed of placedOptions(this.#model.groups)) {
      const parent = placed.group.of === undefined ? undefined : this.#options.get(placed.group.of)
      const { min, max } = boundsOf(placed.option)
      const steps = Array.from({ length: max }, () => clauses.fresh())
      this.#options.set(placed.option.code, {
        ...placed,
        parent: parent?.option,
        index: index++,
        steps,
        min,
        max,
      })
    }
    for (const [at, attribute] of (this.#model.attributes ?? []).entries()) {
      const { values = [], range } = attribute
      const steps = Array.from({ length: range ? range.max - range.min : 0 }, () => clauses.fresh())
      this.#attributes.set(attribute.code, {
        attribute,
        path: `/attributes/${at}`,
        values: new Map(values.map((value) => [value, clauses.fresh()])),
        steps,
        min: range?.min ?? 0,
      })
    }
    const chosen = clauses.variables
    for (const [at, group] of this.#model.groups.entries()) {
      const parent = group.of === undefined ? undefined : this.#options.get(group.of)!.option
      this.#groups.set(group.code, { group, path: `/groups/${at}`, parent })
    }
    for (const known of this.#options.values()) this.#option(known)
    for (const placed of this.#groups.values()) this.#group(placed)
    for (const known of this.#attributes.values()) this.#attribute(known)
    for (const [at, resource] of (this.#model.resources ?? []).entries()) this.#resource(resource, at)
    for (const [at, rule] of (this.#model.rules ?? []).entries())
      if (holdsOn(rule, this.#on)) this.#rule(rule, `/rules/${at}`)
    return this.#done(chosen)
  }

  #done(chosen: number): Compiled {
    const { all, variables } = this.#clauses
    const work = this.#work
    const literals = all.map((clause) => clause.literals)
    const selected = all.map(({ literals, constraint, defines }) =>
      defines ? literals : [...literals, -(variables + 1 + constraint)],
    )
    let quick: ReturnType<Compiled['selected']> | undefined
    const selectable = variables + this.#constraints.length
    const optionOf = new Int32Array(variables + 1).fill(-1)
    for (const { index, steps } of this.#options.values()) for (const step of steps) optionOf[step] = index
    return {
      model: this.#model,
      options: this.#options,
      inOrder: [...this.#options.values()],
      optionOf,
      attributes: this.#attributes,
      groups: this.#groups,
      constraints: this.#constraints,
      constraintOf: all.map((clause) => clause.constraint),
      asserted: assertedOf(all.filter((clause) => !clause.defines)),
      chosen,
      defaults: this.#defaults,
      propagator: new Propagator(variables, literals, work),
      tracer: new Propagator(variables, literals, work),
      definitions: new Propagator(
        variables,
        all.filter((clause) => clause.defines).map((clause) => clause.literals),
        work,
      ),
      prover: new Prover(variables, literals, work),
      mender: new Mender(variables, literals, work),
      ways: [],
      conflicts: new Map(),
      counter: () => new Prover(variables, literals, work),
      explainer: new Prover(selectable, selected, work),
      selected: () =>
        (quick ??= {
          propagator: new Propagator(selectable, selected, work),
          mender: new Mender(selectable, selected, work),
        }),
      selectors: variables,
      work,
    }
  }

  /** What is said from here on stands for this constraint. */
  #begin(constraint: Constraint): void {
    this.#clauses.constraint = this.#constraints.push(constraint) - 1
  }

  #option({ option, path, parent, steps, min }: KnownOption): void {
    const clauses = this.#clauses
    const name = option.name ?? option.code
    const [is] = steps
    clauses.steps(steps)
    for (let k = 1; k < min; k++) clauses.define([-is!, steps[k]!])
    if (parent) {
      const within = this.#options.get(parent.code)!.steps[0]!
      const holder = parent.name ?? parent.code
      this.#begin({ kind: 'structure', code: option.code, path, text: `${name} is a choice in ${holder}` })
      clauses.add([-is!, within])
      if (option.included) {
        this.#begin({ kind: 'structure', code: option.code, path, text: `${name} is included in ${holder}` })
        clauses.add([-within, is!])
      }
    } else if (option.included) {
      this.#begin({ kind: 'structure', code: option.code, path, text: `${name} is always included` })
      clauses.add([is!])
    }
    if (!holdsOn(option, this.#on)) {
      const text = `${name} is not sold on this day`
      this.#begin({ kind: 'structure', code: option.code, path, text })
      clauses.add([-is!])
    }
  }

  #group({
    group,
    path,
    parent,
  }: {
    group: ModelGroup
    path: string
    parent: ModelOption | undefined
  }): void {
    const { min = 0, max } = group
    const literals = group.options.map((option) => this.#options.get(option.code)!.steps[0]!)
    const holder: Bit = parent ? this.#options.get(parent.code)!.steps[0]! : true
    const clauses = this.#clauses
    const name = group.name ?? group.code
    const say = (text: string) => this.#begin({ kind: 'structure', code: group.code, path, text })
    const weighted = literals.map((literal) => [{ literal, weight: 1 }])
    if (min > 0) {
      say(`${name}: at least ${min} of ${literals.length} must be chosen`)
      this.#leastOf.set(group.code, clauses.constraint)
      if (min === 1) clauses.add([negate(holder), ...literals])
      else clauses.add([negate(holder), negate(clauses.atMost(weighted, min - 1))])
    }
    if (max === undefined || max >= literals.length) return
    say(`${name}: at most ${max} may be chosen`)
    // Pairs are as good as a diagram and say more, so long there are few.
    if (max === 1 && literals.length <= 24) {
      for (const [at, one] of literals.entries())
        for (const other of literals.slice(0, at)) clauses.add([-one, -other])
    } else clauses.add([clauses.atMost(weighted, max)])
  }

  #attribute({ attribute, path, values, steps }: KnownAttribute): void {
    const clauses = this.#clauses
    const name = attribute.name ?? attribute.code
    this.#begin({ kind: 'structure', code: attribute.code, path, text: `${name} has one value` })
    clauses.steps(steps)
    const all = [...values.values()]
    if (all.length > 1)
      clauses.add([
        clauses.atMost(
          all.map((literal) => [{ literal, weight: 1 }]),
          1,
        ),
      ])
    if (attribute.required && all.length > 0) {
      this.#begin({ kind: 'structure', code: attribute.code, path, text: `${name} must have a value` })
      clauses.add(all)
    }
  }

  #resource(
    { code, name = code, capacity }: { code: string; name?: string; capacity: number },
    at: number,
  ): void {
    const parts: Part[] = []
    let gives = false
    for (const { group, parent } of this.#groups.values()) {
      const using: Part[] = []
      for (const { code: name } of group.options) {
        const { option, steps } = this.#options.get(name)!
        const weight = (option.uses?.[code] ?? 0) - (option.gives?.[code] ?? 0)
        if (weight > 0) using.push(steps.map((literal, k) => ({ literal, weight: weight * (k + 1) })))
        if (weight < 0) parts.push(...steps.map((literal) => [{ literal, weight }]))
        gives ||= weight < 0
      }
      if (group.max !== 1 || using.length < 2) parts.push(...using)
      else parts.push(this.#oneOf(using, group, parent))
    }
    const text = `${name}: no more than ${capacity}${gives ? ' and what is given' : ''} can be used`
    this.#begin({ kind: 'resource', code, path: `/resources/${at}`, text })
    this.#clauses.add([this.#clauses.atMost(parts, capacity)])
  }

  /** Options of which at most one is chosen, as one part of a sum: it weighs as much as the heaviest of them. */
  #oneOf(using: readonly Part[], group: ModelGroup, parent: ModelOption | undefined): Part {
    const clauses = this.#clauses
    const steps = [...Map.groupBy(using.flat(), ({ weight }) => weight)].sort(([a], [b]) => b - a)
    const part: Step[] = []
    let heavier: Bit = false
    for (const [weight, own] of steps) {
      heavier = clauses.or([heavier, ...own.map(({ literal }) => literal)])
      part.unshift({ literal: heavier as Literal, weight })
    }
    const least = this.#leastOf.get(group.code)
    if (least !== undefined && using.length === group.options.length) {
      // Whichever is chosen, it weighs that much: a clause at hand says so of the group, and propagation does not see it there.
      const { constraint } = clauses
      clauses.constraint = least
      const holder: Bit = parent ? this.#options.get(parent.code)!.steps[0]! : true
      clauses.add([negate(holder), part[0]!.literal])
      clauses.constraint = constraint
    }
    return part
  }

  #rule(rule: ModelRule, path: string): void {
    const clauses = this.#clauses
    this.#begin({ kind: 'rule', code: rule.code, path, text: rule.text ?? textOf(rule) })
    const bit = (text: string) => this.#bit(parseFormula(text))
    switch (rule.kind) {
      // A8-3: B says nothing of A.
      case 'implies':
        return clauses.add([negate(bit(rule.a)), bit(rule.b)])
      case 'excludes':
        return clauses.add([negate(bit(rule.a)), negate(bit(rule.b))])
      // A8-3: both ways.
      case 'requires':
        return clauses.add([clauses.iff(bit(rule.a), bit(rule.b))])
      // A8-3: exactly one of the two.
      case 'negates':
        return clauses.add([clauses.iff(bit(rule.a), negate(bit(rule.b)))])
      case 'statement':
        return clauses.add([bit(rule.must)])
      case 'defaults': {
        const { steps, parent } = this.#options.get(rule.b)!
        const when = rule.a === undefined ? true : bit(rule.a)
        const within = parent ? this.#options.get(parent.code)!.steps[0]! : true
        this.#defaults.push({ rule: rule.code, if: when, literal: steps[0]!, option: rule.b, within })
        return
      }
      case 'table':
        return this.#table(rule.groups, rule.rows)
      case 'match':
        return this.#match(rule.groups, rule.property)
    }
  }

  /** What is chosen of these groups stands in one row together, once something of each of them is chosen. */
  #table(groups: readonly string[], rows: readonly (readonly string[])[]): void {
    const clauses = this.#clauses
    const columns = groups.map((code) => this.#groups.get(code)!.group.options.map((option) => option.code))
    const is = (code: string) => this.#options.get(code)!.steps[0]!
    if (columns.length === 2) {
      const together = new Set(rows.map(([left, right]) => `${left}\n${right}`))
      for (const left of columns[0]!)
        for (const right of columns[1]!)
          if (!together.has(`${left}\n${right}`)) clauses.add([-is(left), -is(right)])
      return
    }
    const whole = rows.map((row) => clauses.and(row.map(is)))
    const some = columns.map((column) => clauses.or(column.map(is)))
    for (const [at, column] of columns.entries()) {
      const others = some.filter((_one, other) => other !== at)
      for (const code of column) {
        const fitting = whole.filter((_row, index) => rows[index]![at] === code)
        clauses.add([-is(code), ...others.map(negate), ...fitting])
      }
    }
  }

  /** What is chosen of these groups has the same property. */
  #match(groups: readonly string[], property: string): void {
    const options = groups.map((code) => this.#groups.get(code)!.group.options)
    for (const [at, left] of options.entries()) {
      for (const right of options.slice(0, at)) {
        for (const one of left) {
          for (const other of right) {
            if (one.properties?.[property] === other.properties?.[property]) continue
            this.#clauses.add([
              -this.#options.get(one.code)!.steps[0]!,
              -this.#options.get(other.code)!.steps[0]!,
            ])
          }
        }
      }
    }
  }

  #bit(formula: Formula): Bit {
    const clauses = this.#clauses
    switch (formula.op) {
      case 'name': {
        const option = this.#options.get(formula.name)
        if (option) return option.steps[0]!
        return clauses.or(
          this.#groups.get(formula.name)!.group.options.map(({ code }) => this.#options.get(code)!.steps[0]!),
        )
      }
      case 'is':
        return this.#attributes.get(formula.name)!.values.get(formula.value)!
      case 'not':
        return negate(this.#bit(formula.of))
      case 'and':
        return clauses.and(formula.of.map((one) => this.#bit(one)))
      case 'or':
        return clauses.or(formula.of.map((one) => this.#bit(one)))
      case 'iff':
        return clauses.iff(this.#bit(formula.left), this.#bit(formula.right))
      case 'atMost':
        return this.#atMost(formula.terms, formula.bound, formula.less)
    }
  }

  #atMost(terms: readonly Term[], bound: number, less: boolean): Bit {
    const weights = new Map<Literal, number>()
    let most = bound
    let scale = 1
    // Properties may be fractions: all of the sum is scaled until none is left.
    for (const { of, name } of terms) {
      if (of !== 'sum') continue
      const values = [...this.#options.values()].map(({ option }) => numberOf(option.properties?.[name]))
      scale = Math.max(scale, scaleOf(values))
    }
    const add = (literal: Literal, weight: number) => {
      if (weight !== 0) weights.set(literal, (weights.get(literal) ?? 0) + weight)
    }
    for (const { of, name, factor } of terms) {
      if (of === 'sum') {
        for (const { option, steps } of this.#options.values()) {
          const value = Math.round(numberOf(option.properties?.[name]) * scale)
          for (const literal of steps) add(literal, factor * value)
        }
        continue
      }
      const option = this.#options.get(name)
      const number = option ? undefined : this.#attributes.get(name)!
      for (const literal of (option ?? number!).steps) add(literal, factor * scale)
      if (number) most -= factor * number.min
    }
    const weighted = [...weights].map(([literal, weight]) => [{ literal, weight }])
    const whole = most * scale - (less ? 1 : 0)
    const greatest = weighted.reduce((sum, [one]) => sum + Math.abs(one!.weight), Math.abs(whole))
    if (!Number.isSafeInteger(greatest))
      throw new TooComplex('a sum of it has numbers that are too great, or too fine, to be counted')
    return this.#clauses.atMost(weighted, whole)
  }
}

function assertedOf(clauses: Asserted['clauses']): Asserted {
  const always: number[] = []
  const where = new Map<number, number[]>()
  for (const [at, { literals }] of clauses.entries()) {
    const without = literals.find((literal) => literal < 0)
    if (without === undefined) always.push(at)
    else if (where.has(-without)) where.get(-without)!.push(at)
    else where.set(-without, [at])
  }
  return { clauses, always, where }
}

function numberOf(value: string | number | undefined): number {
  return typeof value === 'number' ? value : 0
}

/** A rule in words, where it has none of its own. */
function textOf(rule: ModelRule): string {
  switch (rule.kind) {
    case 'statement':
      return rule.must
    case 'table':
      return `${rule.groups.join(', ')} go together as a table says`
    case 'match':
      return `${rule.groups.join(', ')} have the same ${rule.property}`
    case 'defaults':
      return rule.a === undefined ? `usually ${rule.b}` : `${rule.a} usually comes with ${rule.b}`
    default:
      return `${rule.a} ${rule.kind} ${rule.b}`
  }
}
