import type { Literal } from './clauses.ts'
import type { Compiled, Conflict, Constraint, KnownOption } from './compiled.ts'
import { smallestConflict, waysOut } from './explain.ts'
import { Possible } from './possible.ts'

/** What somebody decided, in the order in which it was decided. */
export type Choice =
  | { option: string; chosen?: boolean; quantity?: number }
  | { attribute: string; value: string | number }

/**
 * What is known of an option (A8-4): chosen or rejected by somebody; forced or excluded by that; a default, which a choice may
 * still change; or open.
 */
export type OptionState = 'chosen' | 'rejected' | 'forced' | 'excluded' | 'default' | 'open'

/** What something follows from: choices by their place, constraints of the model. */
export interface Because {
  choices: number[]
  constraints: Constraint[]
  /** How many there are beside those that are told. */
  more?: { choices: number; constraints: number }
}

export interface AnsweredOption {
  /** Its place among the options of the model. */
  index: number
  state: OptionState
  /** How many of it, as it stands; 0: it is not taken. */
  quantity: number
  /** What its quantity may still be, where it is taken. */
  least: number
  most: number
  /** Of what is forced or excluded, where it is soon known: an explanation tells it of any. */
  because?: Because
}

export interface AnsweredAttribute {
  code: string
  state: 'chosen' | 'forced' | 'open'
  value: string | number | null
  /** What it may still be: values, or the least and the greatest number. */
  values?: string[]
  least?: number
  most?: number
}

/** Choices that cannot be together: the fewest, what forbids them, and what may be taken back. */
export interface Contradiction {
  /** The choice that was refused; null: the model contradicts itself. */
  choice: number | null
  because: Because
  waysOut: number[][]
}

/** Why an option is as it is, and what would have to be taken back for it to be otherwise. */
export interface Explanation {
  option: string
  state: OptionState
  because: Because
  waysOut: number[][]
}

export interface Answer {
  valid: boolean
  /** Valid, and nothing is missing: it may be ordered (A8-6). */
  complete: boolean
  /** In the order of the model, without those that are open and may be as they may without a choice. */
  options: AnsweredOption[]
  attributes: AnsweredAttribute[]
  contradictions: Contradiction[]
  /** Places of all choices that were refused, also of those that no contradiction explains. */
  refused: number[]
  missing: Constraint[]
  explanations: Explanation[]
}

/** Contradictions that are explained in one answer; more choices may be refused. */
const MOST_CONTRADICTIONS = 10
/** Choices, and constraints, that are told of one reason: of an option, and where somebody asked. */
const MOST_TOLD = 20
const MOST_TOLD_IN_FULL = 200
/** Contradictions of a model that are kept. */
const MOST_CONFLICTS = 1000
/** Reasons of one answer that are looked for with the solver; what else it found is explained when somebody asks. */
const MOST_PROOFS = 5

export interface ReadChoices {
  /** Of each choice; of a text none. */
  literals: readonly (readonly Literal[])[]
  /** Places of choices that the model does not know, or does not let anybody make: they choose nothing. */
  unfit: ReadonlySet<number>
}

/**
 * What follows from choices (A8-3, A8-4): the states of everything, each with its reasons; for choices that cannot be together
 * the fewest that contradict. A choice that contradicts earlier ones is left out of what the others are answered by.
 *
 * @param explain options whose state is explained to the last
 */
export function answer(
  compiled: Compiled,
  choices: readonly Choice[],
  { literals, unfit }: ReadChoices,
  explain: readonly string[],
): Answer {
  const { propagator } = compiled
  const possible = new Possible(compiled)
  try {
    const refused = possible.choose(literals)
    const contradictions = refused
      .slice(0, MOST_CONTRADICTIONS)
      .map((choice) => contradiction(compiled, literals, choice, refused))
    if (!possible.sound) return nothing(compiled)
    possible.findForced()
    const kept = literals.map((one, index) => (refused.includes(index) ? [] : one))
    const reasons = new Reasons(compiled, kept)
    const open = propagator.level
    const forced = propagator.copy()
    const chosen = new Map<string, Choice>()
    // By the place of the option.
    const decided: Choice[] = []
    for (const [index, choice] of choices.entries()) {
      if (unfit.has(index) || refused.includes(index)) continue
      chosen.set('option' in choice ? choice.option : choice.attribute, choice)
      const place = 'option' in choice ? compiled.options.get(choice.option)?.index : undefined
      if (place !== undefined) decided[place] = choice
    }
    possible.takeDefaults()
    const taken = propagator.copy()
    const options = settledIn(compiled).map((index): AnsweredOption => {
      const { steps, min, max } = compiled.inOrder[index]!
      const first = steps[0]!
      const is = forced[first]!
      const state = stateOf(is, taken[first]!, decided[index])
      const least = steps.length === 1 ? min : Math.max(min, countOf(steps, forced, 1))
      const most = steps.length === 1 ? (is < 0 ? 0 : max) : countOf(steps, forced, 0)
      const quantity = taken[first]! > 0 ? countOf(steps, taken, 1) : 0
      const because = is === 0 || decided[index] ? undefined : reasons.of(is > 0 ? first : -first)
      return because
        ? { index, state, quantity, least, most, because }
        : { index, state, quantity, least, most }
    })
    propagator.undo(open)
    const attributes = attributesOf(compiled, forced, taken, chosen)
    const missing = missingIn(compiled, taken, attributes)
    return {
      valid: contradictions.length === 0,
      complete: contradictions.length === 0 && missing.length === 0,
      options,
      attributes,
      contradictions,
      refused,
      missing,
      explanations: explain.flatMap((code) => {
        const known = compiled.options.get(code)
        const option = options.find(({ index }) => index === known?.index)
        return known ? [explanation(compiled, kept, known, option?.state ?? 'open')] : []
      }),
    }
  } finally {
    propagator.undo(possible.start)
  }
}

/** Places of options of which something is settled, in their order. */
function settledIn({ propagator, optionOf, inOrder }: Compiled): number[] {
  const settled = new Uint8Array(inOrder.length)
  const trail = propagator.since(0)
  for (let at = 0; at < trail.length; at++) {
    const place = optionOf[Math.abs(trail[at]!)]!
    if (place >= 0) settled[place] = 1
  }
  const places: number[] = []
  for (let place = 0; place < settled.length; place++) if (settled[place] === 1) places.push(place)
  return places
}

/** Of how many steps the value is this, or more. */
function countOf(steps: readonly Literal[], values: Int8Array, value: number): number {
  let count = 0
  for (let at = 0; at < steps.length; at++) if (values[steps[at]!]! >= value) count++
  return count
}

function stateOf(forced: number, taken: number, choice: Choice | undefined): OptionState {
  if (choice && 'option' in choice) return choice.chosen === false ? 'rejected' : 'chosen'
  if (forced !== 0) return forced > 0 ? 'forced' : 'excluded'
  return taken > 0 ? 'default' : 'open'
}

/** A model that nothing fulfills: everything is open, and nothing can be ordered. */
function nothing(compiled: Compiled): Answer {
  const because = told(compiled, smallestConflict(compiled, [], []), MOST_TOLD_IN_FULL)
  return {
    valid: false,
    complete: false,
    options: [],
    attributes: [],
    contradictions: [{ choice: null, because, waysOut: [] }],
    refused: [],
    missing: [],
    explanations: [],
  }
}

/** Reasons of what was propagated; what the solver proved is explained by what it needs. Choices are those that were kept. */
class Reasons {
  readonly #compiled: Compiled
  readonly #literals: readonly (readonly Literal[])[]
  readonly #choiceOf = new Map<Literal, number>()
  readonly #proofs = new Map<Literal, Conflict>()
  /** By the literal that led to others, and the constraint by which it did. */
  readonly #alike = new Map<number, Because>()

  constructor(compiled: Compiled, literals: readonly (readonly Literal[])[]) {
    this.#compiled = compiled
    this.#literals = literals
    for (const [index, all] of literals.entries())
      for (const literal of all) if (!this.#choiceOf.has(literal)) this.#choiceOf.set(literal, index)
  }

  /** @returns undefined: more reasons than are looked for at once */
  of(literal: Literal): Because | undefined {
    const { propagator, constraintOf } = this.#compiled
    // Most are out since another one of their group is in: all of these have one reason, which is looked for once.
    const led = propagator.ledBy(literal)
    const constraint = led ? constraintOf[led.clause]! : -1
    const alike = constraint < 0 ? undefined : led!.by * this.#compiled.constraints.length + constraint
    const known = alike === undefined ? undefined : this.#alike.get(alike)
    if (known) return known
    const because = this.#lookFor(literal)
    if (alike !== undefined && because) this.#alike.set(alike, because)
    return because
  }

  #lookFor(literal: Literal): Because | undefined {
    const { propagator, constraintOf } = this.#compiled
    const found = propagator.because([literal])
    const choices = new Set<number>()
    for (const one of found.chosen) choices.add(this.#choiceOf.get(one)!)
    const said = new Set<number>()
    for (const clause of found.clauses) if (constraintOf[clause]! >= 0) said.add(constraintOf[clause]!)
    for (const one of found.proven) {
      const proof = this.#proof(one)
      if (!proof) return undefined
      for (const choice of proof.choices) choices.add(choice)
      for (const constraint of proof.constraints) said.add(constraint)
    }
    return told(this.#compiled, { choices: [...choices], constraints: [...said] })
  }

  #proof(literal: Literal): Conflict | undefined {
    let proof = this.#proofs.get(literal)
    if (!proof && this.#proofs.size < MOST_PROOFS) {
      proof = smallestConflict(this.#compiled, this.#literals, [-literal])
      this.#proofs.set(literal, proof)
    }
    return proof
  }
}

/** @param most choices, and constraints, that are told */
function told({ constraints }: Compiled, conflict: Conflict, most = MOST_TOLD): Because {
  const choices = inOrder(conflict.choices, most)
  const named = inOrder(conflict.constraints, most)
  const because = { choices, constraints: named.map((index) => constraints[index]!) }
  const more = {
    choices: conflict.choices.length - choices.length,
    constraints: conflict.constraints.length - named.length,
  }
  return more.choices + more.constraints > 0 ? { ...because, more } : because
}

function inOrder(places: number[], most: number): number[] {
  if (places.length < 2) return places
  const sorted = places.toSorted((a, b) => a - b)
  return sorted.length > most ? sorted.slice(0, most) : sorted
}

/** Of the refused choice and those before it that stand, the ones that cannot be together. */
function contradiction(
  compiled: Compiled,
  literals: readonly (readonly Literal[])[],
  choice: number,
  refused: readonly number[],
): Contradiction {
  const some = literals.map((one, index) =>
    index > choice || (index < choice && refused.includes(index)) ? [] : one,
  )
  const conflict = conflictOf(compiled, some)
  const because = told(compiled, conflict, MOST_TOLD_IN_FULL)
  return { choice, because, waysOut: waysOut(compiled, literals, conflict.choices, []) }
}

/** Who chooses on is told of the same contradiction again and again: it is looked for once. */
function conflictOf(compiled: Compiled, literals: readonly (readonly Literal[])[]): Conflict {
  const { conflicts } = compiled
  const name = literals
    .map((one) => one.join())
    .join(' ')
    .trimEnd()
  let conflict = conflicts.get(name)
  if (!conflict) {
    conflicts.set(name, (conflict = smallestConflict(compiled, literals, [])))
    if (conflicts.size > MOST_CONFLICTS) conflicts.delete(conflicts.keys().next().value!)
  }
  return conflict
}

/**
 * An open one has no reasons: nothing keeps it from being either.
 *
 * @param kept literals of each choice; none of those that were refused
 */
function explanation(
  compiled: Compiled,
  kept: readonly (readonly Literal[])[],
  { option: { code: option }, steps }: KnownOption,
  state: OptionState,
): Explanation {
  if (state !== 'forced' && state !== 'excluded')
    return { option, state, because: { choices: [], constraints: [] }, waysOut: [] }
  const is = steps[0]!
  const wanted = state === 'forced' ? -is : is
  const conflict = smallestConflict(compiled, kept, [wanted])
  const because = told(compiled, conflict, MOST_TOLD_IN_FULL)
  return { option, state, because, waysOut: waysOut(compiled, kept, conflict.choices, [wanted]) }
}

function attributesOf(
  compiled: Compiled,
  forced: Int8Array,
  taken: Int8Array,
  chosen: ReadonlyMap<string, Choice>,
): AnsweredAttribute[] {
  return [...compiled.attributes.values()].map(({ attribute, values, steps, min }): AnsweredAttribute => {
    const { code, range } = attribute
    const choice = chosen.get(code)
    const state = choice ? 'chosen' : 'open'
    if (range) {
      const least = min + steps.filter((step) => forced[step]! > 0).length
      const most = min + steps.filter((step) => forced[step]! >= 0).length
      const settled = least === most
      return {
        code,
        state: choice ? 'chosen' : settled ? 'forced' : 'open',
        value: settled ? least : null,
        least,
        most,
      }
    }
    if (values.size === 0) return { code, state, value: choice && 'value' in choice ? choice.value : null }
    const left = [...values].filter(([, literal]) => forced[literal]! >= 0).map(([value]) => value)
    const value = [...values].find(([, literal]) => taken[literal]! > 0)?.[0] ?? null
    return { code, state: choice ? 'chosen' : value === null ? 'open' : 'forced', value, values: left }
  })
}

/** What must still be chosen: everything that does not hold while what is open is left out. */
function missingIn(
  { definitions, asserted, constraints, chosen: variables, attributes }: Compiled,
  taken: Int8Array,
  answered: readonly AnsweredAttribute[],
): Constraint[] {
  const start = definitions.level
  const missing = new Set<number>()
  const values = taken.slice()
  for (let at = 0; at < values.length; at++) if (values[at] === 0) values[at] = -1
  try {
    // What is in between follows from what was chosen.
    if (values.length > variables + 1) {
      for (let variable = 1; variable <= variables; variable++)
        definitions.assume(values[variable]! > 0 ? variable : -variable)
      values.set(definitions.values)
    }
    const look = (at: number) => {
      const { literals, constraint } = asserted.clauses[at]!
      for (const one of literals) if (one > 0 ? values[one]! > 0 : values[-one]! < 0) return
      missing.add(constraint)
    }
    for (const at of asserted.always) look(at)
    for (let variable = 1; variable < values.length; variable++)
      if (values[variable]! > 0) asserted.where.get(variable)?.forEach(look)
  } finally {
    definitions.undo(start)
  }
  // One number that is left is a value; a text without a letter is none.
  const valued = new Set(
    answered.filter(({ state, value }) => state !== 'open' && value !== '').map(({ code }) => code),
  )
  const texts = [...attributes.values()].flatMap(({ attribute, path, values }): Constraint[] => {
    const { code, name = code, required } = attribute
    if (!required || values.size > 0 || valued.has(code)) return []
    return [{ kind: 'structure', code, path, text: `${name} must have a value` }]
  })
  return [...[...missing].sort((a, b) => a - b).map((index) => constraints[index]!), ...texts]
}
