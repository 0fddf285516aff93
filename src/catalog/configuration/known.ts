import { Clauses } from './clauses.ts'
import type { Compiled, Constraint, KnownAttribute, KnownGroup, KnownOption } from './compiled.ts'
import { boundsOf, placedOptions, type Model } from './model.ts'
import type { Work } from './work.ts'

/** A model while it is compiled: its parts with their variables, and what was said of them so far. */
export class Known {
  readonly model: Model
  readonly on: string
  readonly clauses: Clauses
  readonly constraints: Constraint[] = []
  readonly options = new Map<string, KnownOption>()
  readonly attributes = new Map<string, KnownAttribute>()
  readonly groups = new Map<string, KnownGroup>()
  readonly defaults: Compiled['defaults'][number][] = []
  /** By group: the constraint that something of it must be chosen. */
  readonly leastOf = new Map<string, number>()
  /** Variables that somebody chooses, without those in between: 1 to this. */
  readonly chosen: number

  constructor(model: Model, on: string, work: Work) {
    this.model = model
    this.on = on
    this.clauses = new Clauses(work)
    this.#options()
    this.#attributes()
    this.chosen = this.clauses.variables
    for (const [at, group] of model.groups.entries()) {
      const parent = group.of === undefined ? undefined : this.options.get(group.of)!.option
      this.groups.set(group.code, { group, path: `/groups/${at}`, parent })
    }
  }

  /** What is said from here on stands for this constraint. */
  begin(constraint: Constraint): void {
    this.clauses.constraint = this.constraints.push(constraint) - 1
  }

  /** The place in the model of what is being compiled. */
  at(): string {
    return this.constraints.at(-1)?.path ?? '/groups'
  }

  #options(): void {
    for (const [index, placed] of [...placedOptions(this.model.groups)].entries()) {
      const parent = placed.group.of === undefined ? undefined : this.options.get(placed.group.of)
      const { min, max } = boundsOf(placed.option)
      const steps = Array.from({ length: max }, () => this.clauses.fresh())
      this.options.set(placed.option.code, { ...placed, parent: parent?.option, index, steps, min, max })
    }
  }

  #attributes(): void {
    for (const [at, attribute] of (this.model.attributes ?? []).entries()) {
      const { values = [], range } = attribute
      const steps = Array.from({ length: range ? range.max - range.min : 0 }, () => this.clauses.fresh())
      this.attributes.set(attribute.code, {
        attribute,
        path: `/attributes/${at}`,
        values: new Map(values.map((value) => [value, this.clauses.fresh()])),
        steps,
        min: range?.min ?? 0,
      })
    }
  }
}
