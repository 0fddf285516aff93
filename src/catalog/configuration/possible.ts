import type { Literal } from './clauses.ts'
import type { Compiled } from './compiled.ts'
import type { Mender } from './mend.ts'
import { PROVEN, type Propagator } from './propagate.ts'

/** Ways to fulfill a model that are kept with it: each is a byte a variable. */
const MOST_WAYS = 50
/** Of these so many are mended before one is built from nothing, which takes as long as mending some dozens. */
const MOST_MENDED = 6

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
  /** One that has everything that was chosen. */
  #way: Int8Array = new Int8Array(0)

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
    // The way at hand was found before these were chosen: what is possible is shown by one that has them.
    if (!this.#witness()) throw new Error('What can be together has no way')
    return refused
  }

  /** Makes true whatever is true in everything that is still possible (the backbone). */
  findForced(): void {
    const { propagator, chosen, ways, mender } = this.#compiled
    const seen = { true: new Uint8Array(chosen + 1), false: new Uint8Array(chosen + 1) }
    const see = (variable: number, value: number) => {
      if (value > 0) seen.true[variable] = 1
      else seen.false[variable] = 1
    }
    const mark = (way: Int8Array) => {
      for (let variable = 1; variable <= chosen; variable++) see(variable, way[variable]!)
    }
    const unseen = (variable: number): Literal | undefined => {
      if (propagator.value(variable) !== 0) return undefined
      if (!seen.true[variable]) return variable
      return seen.false[variable] ? undefined : -variable
    }
    for (const way of ways) if (this.#fits(way)) mark(way)
    const way = this.#way.slice()
    for (let variable = 1; variable <= chosen; variable++) {
      const literal = unseen(variable)
      if (literal === undefined) continue
      if (mender.turn(way, literal, propagator.values)) {
        for (let at = 0; at < mender.changes; at++) {
          const one = mender.change(at)
          if (Math.abs(one) <= chosen) see(Math.abs(one), one)
        }
        mender.undo(way)
        continue
      }
      const found = this.#greedy(literal)
      if (found) {
        mark(found)
        this.#keep(found)
      } else propagator.assume(-literal, PROVEN)
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
        if (propagator.assume(literal) && (this.#mended() ?? prover.solve([...held, literal]))) {
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
    const at = ways.findIndex((way) => this.#fits(way))
    if (at >= 0) {
      this.#way = ways[at]!
      // The one that was used last is looked at first.
      ways.copyWithin(1, 0, at)
      ways[0] = this.#way
      return true
    }
    const found = this.#mended() ?? prover.solve(this.#assumed)
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
    this.#way = way
    ways.unshift(way)
    if (ways.length > MOST_WAYS) ways.pop()
  }

  /** A way that has what stands, if it is soon found. */
  #mended(): Int8Array | undefined {
    const { propagator, chosen, ways, mender } = this.#compiled
    return completed({ propagator, chosen, mender }, ways)
  }

  /** One that has a literal, too. */
  #greedy(literal: Literal): Int8Array | undefined {
    const { propagator, prover } = this.#compiled
    const level = propagator.level
    const can = propagator.assume(literal)
    const found = can ? this.#mended() : undefined
    propagator.undo(level)
    return found ?? (can ? prover.solve([...this.#assumed, literal]) : undefined)
  }
}

/** What looks for ways without the solver. */
interface Finder {
  propagator: Propagator
  chosen: number
  mender: Mender
}

/**
 * A way that has what stands: one that is known, mended, else one that takes nothing more than need be.
 *
 * @returns undefined: nobody knows
 */
function completed(by: Finder, known: readonly Int8Array[]): Int8Array | undefined {
  const wanted = by.propagator.since(0)
  for (let at = 0; at < known.length && at < MOST_MENDED; at++) {
    const way = known[at]!.slice()
    if (by.mender.mend(way, wanted, by.propagator.values)) return way
  }
  return leastOf(by)
}

/** Is there a way that has what stands? @returns false: nobody knows */
export function completes(by: Finder, known: Int8Array | undefined): boolean {
  if (known && by.mender.mend(known, by.propagator.since(0), by.propagator.values)) {
    by.mender.undo(known)
    return true
  }
  return leastOf(by) !== undefined
}

function leastOf({ propagator, chosen }: Finder): Int8Array | undefined {
  // Where nothing is open, nothing more would be tried.
  if (propagator.broken >= 0) return undefined
  const level = propagator.level
  try {
    for (let variable = 1; variable <= chosen; variable++)
      if (!settle(propagator, -variable)) return undefined
    return propagator.copy()
  } finally {
    propagator.undo(level)
  }
}

/** Makes a literal true if it can be, else false; says whether either can. */
function settle(propagator: Propagator, literal: Literal): boolean {
  if (propagator.value(literal) !== 0) return true
  const before = propagator.level
  if (propagator.assume(literal)) return true
  propagator.undo(before)
  return propagator.assume(-literal)
}
