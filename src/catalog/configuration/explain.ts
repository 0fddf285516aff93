import type { Literal } from './clauses.ts'
import type { Compiled } from './compile.ts'
import { completes } from './possible.ts'
import type { Propagator } from './propagate.ts'

/** What cannot hold together: choices by their place, and constraints. */
export interface Conflict {
  choices: number[]
  constraints: number[]
}

/**
 * Questions after which what leads to a contradiction is told as it is: a few choices or constraints are found by then, and of
 * hundreds nobody reads which could be left out.
 */
const MOST_ASKED = { choices: 500, constraints: 64 }
/** Choices that are looked at for ways out of one contradiction, and ways that are told. */
const MOST_WAYS = 6

/**
 * The least that contradicts, as far as it can be told soon: the fewest of the choices that the model forbids together, and of the model the fewest constraints
 * that forbid them. Leaving out any one of either, the others can hold.
 *
 * @param literals of each choice; together with what is held they cannot be
 * @param held literals that are no choice: what somebody asks about
 */
export function smallestConflict(
  compiled: Compiled,
  literals: readonly (readonly Literal[])[],
  held: readonly Literal[],
): Conflict {
  const { explainer, selectors } = compiled
  const chosen = (some: readonly number[]) => some.flatMap((index) => literals[index]!)
  const every = [...literals.keys()]
  if (can(compiled, [...held, ...chosen(every)])) throw new Error('These choices can be together')
  const choices = fewest(every, MOST_ASKED.choices, (some) => can(compiled, [...held, ...chosen(some)]))
  const all = [...held, ...chosen(choices)]
  const said = (some: readonly number[]) => some.map((constraint) => selectors + 1 + constraint)
  const constraints = fewest(traced(compiled, all), MOST_ASKED.constraints, (some) => {
    const assumed = [...all, ...said(some)]
    return quickly(compiled, compiled.selected(), assumed) ?? explainer.can(assumed)
  })
  return { choices: choices.sort((a, b) => a - b), constraints: constraints.sort((a, b) => a - b) }
}

/** Can these be together? Propagation says it of most; where it cannot, the solver does. */
function can(compiled: Compiled, assumed: readonly Literal[]): boolean {
  return quickly(compiled, compiled.tracer, assumed) ?? compiled.prover.can(assumed)
}

/** The same without the solver; undefined: nobody knows. */
function quickly(
  { chosen }: Compiled,
  propagator: Propagator,
  assumed: readonly Literal[],
): boolean | undefined {
  const start = propagator.level
  try {
    return assumed.every((literal) => propagator.assume(literal))
      ? completes(propagator, chosen) || undefined
      : false
  } finally {
    propagator.undo(start)
  }
}

/** QuickXplain: the fewest of these that cannot be together; what comes first is kept before what comes later. */
function fewest(among: readonly number[], most: number, can: (some: readonly number[]) => boolean): number[] {
  let asked = 0
  const search = (held: readonly number[], added: boolean, some: readonly number[]): number[] => {
    // Asked too often: all that is left is told, which is more than need be, and still leads to it.
    if (added && asked++ < most && !can(held)) return []
    if (some.length === 1) return [...some]
    const left = some.slice(0, some.length >> 1)
    const right = some.slice(some.length >> 1)
    const inRight = search([...held, ...left], true, right)
    const inLeft = search([...held, ...inRight], inRight.length > 0, left)
    return [...inLeft, ...inRight]
  }
  return among.length === 0 || !can([]) ? [] : search([], false, among)
}

/** Constraints that lead to the contradiction, as propagation finds it; else all of them. */
function traced({ tracer, constraintOf, constraints }: Compiled, literals: readonly Literal[]): number[] {
  const start = tracer.level
  try {
    for (const literal of literals) {
      if (tracer.assume(literal)) continue
      const { clauses } = tracer.broken < 0 ? tracer.because([literal]) : tracer.because([], tracer.broken)
      return [...new Set(clauses.map((clause) => constraintOf[clause]!))].filter((index) => index >= 0)
    }
    return [...constraints.keys()]
  } finally {
    tracer.undo(start)
  }
}

/**
 * Ways out of a contradiction: sets of choices which, taken back, leave the others possible, no set larger than need be. The
 * one that keeps the newest choice comes first.
 *
 * @param choices literals of all choices, in the order in which they were made
 * @param conflict those of the contradiction
 * @param held literals that are to stay, whatever is taken back
 */
export function waysOut(
  compiled: Compiled,
  choices: readonly (readonly Literal[])[],
  conflict: readonly number[],
  held: readonly Literal[],
): number[][] {
  const found = new Map<string, number[]>()
  // Kept first: each of the contradiction in turn, the newest at once.
  for (const kept of [...conflict].sort((a, b) => b - a).slice(0, MOST_WAYS)) {
    const order = [...choices.keys()].sort((a, b) => rank(b) - rank(a) || a - b)
    function rank(index: number): number {
      return index === kept ? 2 : conflict.includes(index) ? 0 : 1
    }
    const way = takenBack(compiled, choices, order, held)
    if (way && way.length > 0 && way.length < choices.length + 1) found.set(way.join(), way)
  }
  // The newest one alone, taken back.
  const newest = Math.max(...conflict)
  const others = [...choices.keys()].filter((index) => index !== newest)
  if (Number.isFinite(newest) && can(compiled, [...held, ...others.flatMap((index) => choices[index]!)]))
    found.set(String(newest), [newest])
  return [...found.values()].slice(0, MOST_WAYS)
}

/** What must be taken back when choices are kept in this order, as far as each can be. */
function takenBack(
  compiled: Compiled,
  choices: readonly (readonly Literal[])[],
  order: readonly number[],
  held: readonly Literal[],
): number[] | undefined {
  if (!can(compiled, held)) return undefined
  const kept = [...held]
  const back: number[] = []
  // Most go together: by halves, not one by one.
  const keep = (some: readonly number[]): void => {
    if (some.length === 0) return
    const literals = some.flatMap((index) => choices[index]!)
    if (can(compiled, [...kept, ...literals])) kept.push(...literals)
    else if (some.length === 1) back.push(some[0]!)
    else {
      keep(some.slice(0, some.length >> 1))
      keep(some.slice(some.length >> 1))
    }
  }
  keep(order)
  return back.sort((a, b) => a - b)
}
