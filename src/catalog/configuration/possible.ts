import type { Literal } from './clauses.ts'
import type { Compiled } from './compile.ts'
import { PROVEN, type Propagator } from './propagate.ts'

/** Ways to fulfill a model that are kept with it: each is a byte a variable. */
const MOST_WAYS = 200

/**
 * What is still possible after choices. Propagation finds most of it; where it cannot say, the solver does, so nothing is
 * called open that is not, and nothing forced that is not.
 */
export class Possible {
  readonly #compiled: Compiled
  readonly #assumed: Literal[] = []
  /** Level of the propagator before anything was chosen. */
  readonly start: number
  /** False when nothing at all is possible. */
  sound = true

  constructor(compiled: Compiled) {
    this.#compiled = compiled
    this.start = compiled.propagator.level
  }

  /**
   * Takes choices one after the other, leaving out what contradicts those before it.
   * @returns the places of those left out
   */
  choose(literals: readonly (readonly Literal[])[]): number[] {
    const { propagator, prover } = this.#compiled
    const refused: number[] = []
    const kept: number[] = []
    if (propagator.broken >= 0 || !this.#witness()) {
      this.sound = false
      return []
    }
    for (const [choice, wanted] of literals.entries()) {
      const level = propagator.level
      if (wanted.every((literal) => propagator.assume(literal))) kept.push(choice)
      else {
        refused.push(choice)
        propagator.undo(level)
      }
    }
    this.#assumed.push(...kept.flatMap((choice) => literals[choice]!))
    if (kept.length === 0 || this.#witness()) return refused
    // Propagation let through what cannot be: what can is found one by one, also of what such a choice had kept out.
    this.#assumed.length = 0
    refused.length = 0
    propagator.undo(this.start)
    for (const [choice, wanted] of literals.entries()) {
      if (!prover.can([...this.#assumed, ...wanted])) {
        refused.push(choice)
        continue
      }
      this.#assumed.push(...wanted)
      for (const literal of wanted) propagator.assume(literal)
    }
    return refused
  }

  /** Makes true whatever is true in everything that is still possible (the backbone). */
  findForced(): void {
    const { propagator, prover, chosen } = this.#compiled
    const seen = { true: new Uint8Array(chosen + 1), false: new Uint8Array(chosen + 1) }
    const mark = (values: Int8Array) => {
      for (let variable = 1; variable <= chosen; variable++)
        if (values[variable]! > 0) seen.true[variable] = 1
        else seen.false[variable] = 1
    }
    const { ways } = this.#compiled
    const kept: Int8Array[] = []
    const others: Int8Array[] = []
    for (const way of ways) (this.#fits(way) ? kept : others).push(way)
    for (const way of kept) mark(way)
    ways.splice(0, ways.length, ...kept, ...others)
    // Each round sees one way more, or proves one variable: no more rounds than twice the variables.
    for (let round = 0; round <= 2 * chosen; round++) {
      const wants: Literal[] = []
      for (let variable = 1; variable <= chosen; variable++) {
        if (propagator.value(variable) !== 0) continue
        if (!seen.true[variable]) wants.push(variable)
        else if (!seen.false[variable]) wants.push(-variable)
      }
      const [first] = wants
      if (first === undefined) return
      const level = propagator.level
      if (!propagator.assume(first)) {
        propagator.undo(level)
        propagator.assume(-first, PROVEN)
        continue
      }
      propagator.undo(level)
      const found = this.#greedy(wants) ?? prover.solve([...this.#assumed, first])
      if (found) {
        mark(found)
        this.#keep(found)
      } else propagator.assume(-first, PROVEN)
    }
  }

  /**
   * Adds the defaults that go together with what was chosen, in the order of their rules (A8-3). One that stands in another
   * option waits until that is taken.
   */
  takeDefaults(): void {
    const { propagator, defaults, prover } = this.#compiled
    const held = [...this.#assumed]
    // A default may be the condition of another one.
    for (let round = 0; round <= defaults.length; round++) {
      let added = false
      for (const { if: when, literal, within } of defaults) {
        if (propagator.value(literal) !== 0) continue
        if (![when, within].every((bit) => (typeof bit === 'boolean' ? bit : propagator.value(bit) === 1)))
          continue
        const level = propagator.level
        if (propagator.assume(literal) && (this.#greedy([]) ?? prover.solve([...held, literal]))) {
          held.push(literal)
          added = true
        } else propagator.undo(level)
      }
      if (!added) return
    }
  }

  /** Is there a way at all? */
  #witness(): boolean {
    const { ways, prover } = this.#compiled
    if (ways.some((way) => this.#fits(way))) return true
    const found = this.#greedy([]) ?? prover.solve(this.#assumed)
    if (found) this.#keep(found)
    return found !== undefined
  }

  #fits(way: Int8Array): boolean {
    for (const literal of this.#assumed)
      if (literal > 0 ? way[literal]! < 0 : way[-literal]! > 0) return false
    return true
  }

  /** Ways that were found are looked at first when somebody else chooses; those that were not used for longest go. */
  #keep(way: Int8Array): void {
    const { ways } = this.#compiled
    ways.unshift(way)
    if (ways.length > MOST_WAYS) ways.pop()
  }

  /** A way that has as much of what is wanted as goes together, if propagation alone finds one. */
  #greedy(wants: readonly Literal[]): Int8Array | undefined {
    const { propagator, chosen } = this.#compiled
    const level = propagator.level
    const values =
      wants.every((literal) => settle(propagator, literal)) && completes(propagator, chosen)
        ? propagator.copy()
        : undefined
    propagator.undo(level)
    return values
  }
}

/** Takes nothing more than need be: does propagation find a way by that? What it did stays until it is undone. */
export function completes(propagator: Propagator, chosen: number): boolean {
  for (let variable = 1; variable <= chosen; variable++) if (!settle(propagator, -variable)) return false
  return true
}

/** Makes a literal true if it can be, else false; says whether either can. */
function settle(propagator: Propagator, literal: Literal): boolean {
  if (propagator.value(literal) !== 0) return true
  const before = propagator.level
  if (propagator.assume(literal)) return true
  propagator.undo(before)
  return propagator.assume(-literal)
}
