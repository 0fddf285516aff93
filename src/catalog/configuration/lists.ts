import type { Literal } from './clauses.ts'

/** A literal as a place: those of variable n are at 2n and 2n + 1. */
export function place(literal: Literal): number {
  return literal > 0 ? 2 * literal : -2 * literal + 1
}

/** A list of numbers for each literal, all in one row: those of one are `of[from[place]]` to `of[from[place + 1]]`. */
export class Lists {
  readonly of: Int32Array
  readonly from: Int32Array

  /** @param all calls `each` for every member; it is called twice */
  constructor(variables: number, all: (each: (literal: Literal, member: number) => void) => void) {
    this.from = new Int32Array(2 * variables + 3)
    all((literal) => this.from[place(literal) + 1]!++)
    for (let at = 1; at < this.from.length; at++) this.from[at]! += this.from[at - 1]!
    this.of = new Int32Array(this.from.at(-1)!)
    const next = this.from.slice()
    all((literal, member) => (this.of[next[place(literal)]!++] = member))
  }
}
