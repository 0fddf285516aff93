import type { Literal } from './clauses.ts'
import { Lists, place } from './lists.ts'
import { Work } from './work.ts'

/** A clause where a literal was made true by it; below 0: chosen, or found by the solver. */
export const CHOSEN = -1
export const PROVEN = -2

/**
 * What follows from what, clause by clause: the quick part of every answer, which also knows why. What it does not find is
 * asked of the solver (`prove.ts`). Levels are undone in the order in which they were made.
 */
export class Propagator {
  /** Literals of all clauses, one after the other; `#begins[n]` is where those of clause n begin. */
  readonly #literals: Int32Array
  readonly #begins: Int32Array
  /** The two literals of each longer clause that are looked at. */
  readonly #first: Int32Array
  readonly #second: Int32Array
  readonly #watching: number[][]
  /** By a literal that is false: the other literal of each clause of two, then that clause. */
  readonly #pairs: Lists
  /** By variable: 1 true, -1 false, 0 open. */
  readonly #values: Int8Array
  /** By variable: the clause that made it so. */
  readonly #reasons: Int32Array
  readonly #trail: Int32Array
  /** By variable: for which reason it was looked at last. */
  readonly #lookedAt: Uint32Array
  #lookings = 0
  #level = 0
  #head = 0
  /** The clause that cannot be fulfilled, where there is one. */
  #broken = -1
  /** The clause that cannot be fulfilled whatever is chosen. */
  readonly #never: number

  readonly #work: Work
  #steps = 0

  constructor(variables: number, clauses: readonly (readonly Literal[])[], work = new Work()) {
    this.#work = work
    this.#literals = Int32Array.from(clauses.flat())
    this.#begins = new Int32Array(clauses.length + 1)
    this.#first = new Int32Array(clauses.length)
    this.#second = new Int32Array(clauses.length)
    this.#watching = Array.from({ length: 2 * variables + 2 }, () => [])
    this.#pairs = new Lists(variables, (each) => {
      for (const [index, [first, second, third]] of clauses.entries()) {
        if (second === undefined || third !== undefined) continue
        each(first!, second)
        each(first!, index)
        each(second, first!)
        each(second, index)
      }
    })
    this.#values = new Int8Array(variables + 1)
    this.#reasons = new Int32Array(variables + 1)
    this.#trail = new Int32Array(variables + 1)
    this.#lookedAt = new Uint32Array(variables + 1)
    const units: number[] = []
    for (const [index, literals] of clauses.entries()) {
      const [first, second] = literals
      this.#begins[index + 1] = this.#begins[index]! + literals.length
      if (first === undefined) this.#broken = index
      else if (second === undefined) units.push(index)
      else if (literals.length > 2) {
        this.#first[index] = first
        this.#second[index] = second
        this.#watching[place(first)]!.push(index)
        this.#watching[place(second)]!.push(index)
      }
    }
    for (const index of units) if (this.#broken < 0) this.#set(clauses[index]![0]!, index)
    if (this.#broken < 0) this.#run()
    this.#never = this.#broken
  }

  /** Is a literal true (1), false (-1) or open (0)? */
  value(literal: Literal): number {
    const value = this.#values[Math.abs(literal)]!
    return literal > 0 ? value : -value
  }

  get level(): number {
    return this.#level
  }

  /** The clause that cannot be fulfilled; -1: none is known. */
  get broken(): number {
    return this.#broken
  }

  /** Makes a literal true with all that follows; false when something cannot be. What it did stays until it is undone. @throws Unfinished */
  assume(literal: Literal, reason = CHOSEN): boolean {
    if (this.#broken >= 0) return false
    if (this.value(literal) === 1) return true
    if (this.value(literal) === -1) return false
    // Before anything is changed: what is thrown here leaves everything as it was.
    const steps = this.#steps + 1
    this.#steps = 0
    this.#work.spend(steps)
    this.#set(literal, reason)
    return this.#run()
  }

  /** Goes back to a level. */
  undo(level: number): void {
    while (this.#level > level) this.#values[Math.abs(this.#trail[--this.#level]!)] = 0
    this.#head = level
    this.#broken = this.#never
  }

  /** By variable: 1 true, -1 false, 0 open; they change with it. */
  get values(): Int8Array {
    return this.#values
  }

  /** Literals that were made true from a level on, the earliest first. */
  since(level: number): Int32Array {
    return this.#trail.subarray(level, this.#level)
  }

  /** The values as they stand, to be kept. */
  copy(): Int8Array {
    return this.#values.slice()
  }

  /** Where a literal is true by a clause of two: the true literal that led to it, and the clause. */
  ledBy(literal: Literal): { by: Literal; clause: number } | undefined {
    const clause = this.#reasons[Math.abs(literal)]!
    if (clause < 0) return undefined
    const begin = this.#begins[clause]!
    if (this.#begins[clause + 1]! - begin !== 2) return undefined
    const [first, second] = [this.#literals[begin]!, this.#literals[begin + 1]!]
    return { by: -(first === literal ? second : first), clause }
  }

  /**
   * Why a literal is true, or why a clause is broken: the literals that were chosen, those that the solver proved, and the
   * clauses that led from them to it.
   */
  because(
    literals: readonly Literal[],
    broken = -1,
  ): { chosen: Literal[]; proven: Literal[]; clauses: number[] } {
    this.#lookings++
    const chosen: Literal[] = []
    const proven: Literal[] = []
    // Each but the broken one made one variable true: none comes twice.
    const clauses: number[] = []
    const open: Literal[] = []
    const look = (literal: Literal) => {
      const variable = literal > 0 ? literal : -literal
      if (this.#lookedAt[variable] === this.#lookings) return
      this.#lookedAt[variable] = this.#lookings
      open.push(this.#values[variable]! > 0 ? variable : -variable)
    }
    for (const literal of literals) look(literal)
    if (broken >= 0) {
      clauses.push(broken)
      this.#each(broken, look)
    }
    while (open.length > 0) {
      const literal = open.pop()!
      const reason = this.#reasons[Math.abs(literal)]!
      if (reason === CHOSEN) chosen.push(literal)
      else if (reason === PROVEN) proven.push(literal)
      else {
        clauses.push(reason)
        this.#each(reason, look)
      }
    }
    return { chosen, proven, clauses }
  }

  #each(clause: number, look: (literal: Literal) => void): void {
    for (let at = this.#begins[clause]!; at < this.#begins[clause + 1]!; at++) look(this.#literals[at]!)
  }

  #set(literal: Literal, reason: number): void {
    const variable = literal > 0 ? literal : -literal
    const value = this.#values[variable]!
    const wanted = literal > 0 ? 1 : -1
    if (value === wanted) return
    if (value !== 0) {
      this.#broken = reason
      return
    }
    this.#values[variable] = wanted
    this.#reasons[variable] = reason
    this.#trail[this.#level++] = literal
  }

  #run(): boolean {
    const values = this.#values
    const { of, from } = this.#pairs
    while (this.#head < this.#level && this.#broken < 0) {
      const falseNow = -this.#trail[this.#head++]!
      const [begin, end] = [from[place(falseNow)]!, from[place(falseNow) + 1]!]
      this.#steps += (end - begin) >> 1
      for (let at = begin; at < end; at += 2) {
        const other = of[at]!
        if ((other > 0 ? values[other]! : -values[-other]!) === 1) continue
        this.#set(other, of[at + 1]!)
        if (this.#broken >= 0) return false
      }
      if (this.#watching[place(falseNow)]!.length > 0) this.#look(falseNow)
    }
    return this.#broken < 0
  }

  /** Clauses of three and more that looked at a literal which is false now look at another one. */
  #look(falseNow: Literal): void {
    const values = this.#values
    const watching = this.#watching[place(falseNow)]!
    let kept = 0
    this.#steps += watching.length
    for (let at = 0; at < watching.length; at++) {
      const index = watching[at]!
      const other = this.#first[index] === falseNow ? this.#second[index]! : this.#first[index]!
      if (this.#broken >= 0 || (other > 0 ? values[other]! : -values[-other]!) === 1) {
        watching[kept++] = index
        continue
      }
      let found = 0
      const end = this.#begins[index + 1]!
      for (let one = this.#begins[index]!; one < end; one++) {
        const literal = this.#literals[one]!
        if (literal === other || literal === falseNow) continue
        if ((literal > 0 ? values[literal]! : -values[-literal]!) === -1) continue
        found = literal
        break
      }
      if (found === 0) {
        watching[kept++] = index
        this.#set(other, index)
      } else {
        this.#first[index] = other
        this.#second[index] = found
        this.#watching[place(found)]!.push(index)
      }
    }
    while (watching.length > kept) watching.pop()
  }
}
