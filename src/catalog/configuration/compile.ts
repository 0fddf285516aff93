import { TooComplex } from './clauses.ts'
import type { Asserted, Compiled } from './compiled.ts'
import { Known } from './known.ts'
import { Mender } from './mend.ts'
import { holdsOn, type Model } from './model.ts'
import { Propagator } from './propagate.ts'
import { Prover } from './prove.ts'
import { sayRule } from './say-rule.ts'
import { sayAttribute, sayGroup, sayOption, sayResource } from './say-structure.ts'
import { Work } from './work.ts'

/** Makes a model ready for one day. @throws FormulaError, TooComplex: `judgeModel` finds these before a model is published; Unfinished */
export function compileModel(model: Model, on: string, work = new Work()): Compiled {
  const known = new Known(model, on, work)
  try {
    say(known)
    return readyOf(known, work)
  } catch (error) {
    if (error instanceof TooComplex) error.path = known.at()
    throw error
  }
}

/** Says in clauses what the model says. */
function say(known: Known): void {
  const { model, on } = known
  for (const option of known.options.values()) sayOption(known, option)
  for (const group of known.groups.values()) sayGroup(known, group)
  for (const attribute of known.attributes.values()) sayAttribute(known, attribute)
  for (const [at, resource] of (model.resources ?? []).entries()) sayResource(known, resource, at)
  for (const [at, rule] of (model.rules ?? []).entries())
    if (holdsOn(rule, on)) sayRule(known, rule, `/rules/${at}`)
}

/** What answers are looked for in. */
function readyOf(known: Known, work: Work): Compiled {
  const { all, variables } = known.clauses
  const literals = all.map((clause) => clause.literals)
  const selected = all.map(({ literals, constraint, defines }) =>
    defines ? literals : [...literals, -(variables + 1 + constraint)],
  )
  let quick: ReturnType<Compiled['selected']> | undefined
  const selectable = variables + known.constraints.length
  const optionOf = new Int32Array(variables + 1).fill(-1)
  for (const { index, steps } of known.options.values()) for (const step of steps) optionOf[step] = index
  return {
    model: known.model,
    options: known.options,
    inOrder: [...known.options.values()],
    optionOf,
    attributes: known.attributes,
    groups: known.groups,
    constraints: known.constraints,
    constraintOf: all.map((clause) => clause.constraint),
    asserted: assertedOf(all.filter((clause) => !clause.defines)),
    chosen: known.chosen,
    defaults: known.defaults,
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
