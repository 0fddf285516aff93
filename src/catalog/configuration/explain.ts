import type { Literal } from './clauses.ts'
import type { Compiled, Conflict } from './compiled.ts'
import { completes } from './possible.ts'

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
  const { constraints, selectors } = compiled
  const chosen = (some: readonly number[]) => some.flatMap((index) => literals[index]!)
  const led = ledTo(compiled, [...held, ...literals.flat()])
  const every = [...literals.keys()]
  if (!led && can(compiled, [...held, ...chosen(every)])) throw new Error('These choices can be together')
  const among = led ? every.filter((index) => literals[index]!.some((one) => led.chosen.has(one))) : every
  const choices = fewest(among, MOST_ASKED.choices, (some) => can(compiled, [...held, ...chosen(some)]))
  const all = [...held, ...chosen(choices)]
  const said = (some: readonly number[]) => some.map((constraint) => selectors + 1 + constraint)
  const fewer = fewest(
    ledTo(compiled, all)?.constraints ?? [...constraints.keys()],
    MOST_ASKED.constraints,
    (some) => canBySome(compiled, [...all, ...said(some)]),
  )
  return { choices: choices.sort((a, b) => a - b), constraints: fewer.sort((a, b) => a - b) }
}

/** Can these be together? A way that is known or propagation says it of most; where they cannot, the solver does. */
function can(compiled: Compiled, assumed: readonly Literal[]): boolean {
  const { tracer: propagator, chosen, mender } = compiled
  return quickly({ propagator, chosen, mender }, assumed, compiled.ways[0]) ?? compiled.prover.can(assumed)
}

/** The same where only some constraints count. */
function canBySome(compiled: Compiled, assumed: readonly Literal[]): boolean {
  const { explainer, chosen, ways, selectors, constraints } = compiled
  let way: Int8Array | undefined
  if (ways[0]) {
    // It fulfills whatever counts.
    way = new Int8Array(selectors + constraints.length + 1).fill(-1)
    way.set(ways[0])
  }
  return quickly({ ...compiled.selected(), chosen }, assumed, way) ?? explainer.can(assumed)
}

/** @param way one that fulfills everything; @returns undefined: only the solver knows */
function quickly(
  by: Parameters<typeof completes>[0],
  assumed: readonly Literal[],
  way: Int8Array | undefined,
): boolean | undefined {
  const { propagator } = by
  const start = propagator.level
  try {
    if (!assumed.every((literal) => propagator.assume(literal))) return false
    return completes(by, way) || undefined
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

/** Which of these lead to a contradiction, by which constraints, if propagation finds one. */
function ledTo(
  { tracer, constraintOf }: Compiled,
  literals: readonly Literal[],
): { chosen: ReadonlySet<Literal>; constraints: number[] } | undefined {
  const start = tracer.level
  try {
    for (const literal of literals) {
      if (tracer.assume(literal)) continue
      const { chosen, clauses } =
        tracer.broken < 0 ? tracer.because([literal]) : tracer.because([], tracer.broken)
      const said = new Set(clauses.map((clause) => constraintOf[clause]!))
      return {
        chosen: new Set([...chosen, literal]),
        constraints: [...said].filter((index) => index >= 0),
      }
    }
    return undefined
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
  const others = [...choices.keys()].filter((index) => !conflict.includes(index))
  // Kept first: each of the contradiction in turn, the newest at once.
  for (const kept of [...conflict].sort((a, b) => b - a).slice(0, MOST_WAYS)) {
    const rest = conflict.filter((index) => index !== kept)
    const way = takenBack(compiled, choices, [[kept, ...others], rest], held)
    if (way && way.length > 0 && way.length < choices.length + 1) found.set(way.join(), way)
  }
  // The newest one alone, taken back.
  const newest = Math.max(...conflict)
  const older = choices.flatMap((literals, index) => (index === newest ? [] : literals))
  if (Number.isFinite(newest) && !found.has(String(newest)) && can(compiled, [...held, ...older]))
    found.set(String(newest), [newest])
  return [...found.values()].slice(0, MOST_WAYS)
}

/** What must be taken back when choices are kept in this order, as far as each can be; those of one part are likely to go together. */
function takenBack(
  compiled: Compiled,
  choices: readonly (readonly Literal[])[],
  parts: readonly (readonly number[])[],
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
  parts.forEach(keep)
  return back.sort((a, b) => a - b)
}
