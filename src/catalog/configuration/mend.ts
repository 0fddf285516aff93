import type { Literal } from './clauses.ts'
import { Lists, place } from './lists.ts'
import type { Work } from './work.ts'

/** Values that are changed before it is given up: what needs more is found in other ways. */
const MOST_CHANGED = 2000

/**
 * Ways to fulfill a model, changed a little: where something is to be otherwise, what that breaks is put right near it.
 * It is how most of what is possible is shown to be so; that it finds nothing says nothing.
 */
export class Mender {
  readonly #work: Work
  /** The longer clauses: literals of all, one after the other, and where those of each begin. */
  readonly #literals: Int32Array
  readonly #begins: Int32Array
  /** By literal: the other one of each clause of two, and the longer clauses in which it stands. */
  readonly #pairs: Lists
  readonly #longer: Lists
  /** By variable: in which mending it was changed last. */
  readonly #changedIn: Uint32Array
  readonly #changes: Int32Array
  #count = 0
  #mending = 0
  #looks = 0

  constructor(variables: number, clauses: readonly (readonly Literal[])[], work: Work) {
    this.#work = work
    const longer = clauses.filter((literals) => literals.length > 2)
    this.#literals = Int32Array.from(longer.flat())
    this.#begins = new Int32Array(longer.length + 1)
    for (const [index, { length }] of longer.entries())
      this.#begins[index + 1] = this.#begins[index]! + length
    this.#pairs = new Lists(variables, (each) => {
      for (const [first, second, third] of clauses) {
        if (second === undefined || third !== undefined) continue
        each(first!, second)
        each(second, first!)
      }
    })
    this.#longer = new Lists(variables, (each) => {
      for (const [index, literals] of longer.entries()) for (const literal of literals) each(literal, index)
    })
    this.#changedIn = new Uint32Array(variables + 1)
    this.#changes = new Int32Array(variables + 1)
  }

  /** How many values were changed last. */
  get changes(): number {
    return this.#count
  }

  /** One of the values that were changed last, as it is now. */
  change(at: number): Literal {
    return this.#changes[at]!
  }

  /**
   * Changes a way that fulfills the model into one that has what is wanted and fulfills it, too.
   *
   * @param way 1 or -1 by variable; it is left as it was when nothing was found
   * @param fixed what no repair changes: by variable, 0 where it may. What is wanted agrees with it
   */
  mend(way: Int8Array, wanted: Int32Array, fixed: Int8Array): boolean {
    this.#begin()
    for (let at = 0; at < wanted.length; at++) if (!holds(way, wanted[at]!)) this.#change(way, wanted[at]!)
    return this.#repairAll(way, fixed)
  }

  /** The same for one that is wanted and does not hold yet. */
  turn(way: Int8Array, literal: Literal, fixed: Int8Array): boolean {
    this.#begin()
    this.#change(way, literal)
    return this.#repairAll(way, fixed)
  }

  /** Takes the last changes back. */
  undo(way: Int8Array): void {
    for (let at = 0; at < this.#count; at++) {
      const variable = Math.abs(this.#changes[at]!)
      way[variable] = -way[variable]!
    }
    this.#count = 0
  }

  /** @throws Unfinished: before anything is changed */
  #begin(): void {
    const looks = this.#looks + 1
    this.#looks = 0
    this.#work.spend(looks)
    this.#mending++
    this.#count = 0
  }

  #repairAll(way: Int8Array, fixed: Int8Array): boolean {
    for (let at = 0; at < this.#count; at++) {
      if (this.#count < MOST_CHANGED && this.#repair(way, -this.#changes[at]!, fixed)) continue
      this.undo(way)
      return false
    }
    return true
  }

  /** Puts right what is broken since a literal is false. */
  #repair(way: Int8Array, literal: Literal, fixed: Int8Array): boolean {
    const { of, from } = this.#pairs
    const was = place(literal)
    this.#looks += 1 + from[was + 1]! - from[was]!
    for (let at = from[was]!; at < from[was + 1]!; at++) {
      const other = of[at]!
      if (holds(way, other)) continue
      if (!this.#may(other, fixed)) return false
      this.#change(way, other)
    }
    const longer = this.#longer
    for (let at = longer.from[was]!; at < longer.from[was + 1]!; at++)
      if (!this.#fulfill(longer.of[at]!, way, fixed)) return false
    return true
  }

  #fulfill(clause: number, way: Int8Array, fixed: Int8Array): boolean {
    const [begin, end] = [this.#begins[clause]!, this.#begins[clause + 1]!]
    this.#looks += end - begin
    for (let at = begin; at < end; at++) if (holds(way, this.#literals[at]!)) return true
    for (let at = begin; at < end; at++) {
      const literal = this.#literals[at]!
      if (!this.#may(literal, fixed)) continue
      this.#change(way, literal)
      return true
    }
    return false
  }

  /** May it be changed? Nothing is changed twice, so this comes to an end. */
  #may(literal: Literal, fixed: Int8Array): boolean {
    const variable = literal > 0 ? literal : -literal
    return fixed[variable] === 0 && this.#changedIn[variable] !== this.#mending
  }

  #change(way: Int8Array, literal: Literal): void {
    const variable = literal > 0 ? literal : -literal
    way[variable] = literal > 0 ? 1 : -1
    this.#changedIn[variable] = this.#mending
    this.#changes[this.#count++] = literal
  }
}

function holds(way: Int8Array, literal: Literal): boolean {
  return literal > 0 ? way[literal]! > 0 : way[-literal]! < 0
}
