import { Work } from './work.ts'

/** A literal: a variable from 1 on, or its opposite below 0. */
export type Literal = number

/** Clauses and variables of one model: what is more takes a solver too long to answer while somebody waits. */
export const MOST_CLAUSES = 400_000
const MOST_PARTS = 100_000

export class TooComplex extends Error {
  /** The place in the model of what makes it so; undefined: it is all of it together, or nobody knows. */
  path?: string
}

/** True or false for certain, as a literal. */
export type Bit = Literal | true | false

/**
 * Clauses under the constraint that they stand for. What a constraint needs of its own in between is a variable that its
 * clauses define in both directions, so that no choice has two ways to be true.
 */
export class Clauses {
  variables = 0
  /** `defines`: it says what a variable in between is, and keeps no choice from anybody. */
  readonly all: { literals: Literal[]; constraint: number; defines: boolean }[] = []
  /** What is being said now. */
  constraint = 0
  readonly #work: Work
  #parts = 0

  constructor(work = new Work()) {
    this.#work = work
  }

  fresh(): Literal {
    return ++this.variables
  }

  /** At least one of them; what is certain is left out. */
  add(bits: readonly Bit[]): void {
    this.#say(bits, false)
  }

  /** What holds by what variables are. */
  define(bits: readonly Bit[]): void {
    const { constraint } = this
    this.constraint = -1
    this.#define(bits)
    this.constraint = constraint
  }

  /** Each of them is true only where the one before it is: they count. */
  steps(literals: readonly Literal[]): void {
    for (let k = 1; k < literals.length; k++) this.define([-literals[k]!, literals[k - 1]!])
  }

  #define(bits: readonly Bit[]): void {
    this.#say(bits, true)
  }

  #say(bits: readonly Bit[], defines: boolean): void {
    if (bits.includes(true)) return
    const literals = [...new Set(bits.filter((bit): bit is Literal => typeof bit === 'number'))]
    if (literals.some((literal) => literals.includes(-literal))) return
    if (this.all.length >= MOST_CLAUSES) throw new TooComplex('its rules come to too many clauses')
    this.#work.compile(this.all.length)
    this.all.push({ literals, constraint: this.constraint, defines })
  }

  and(bits: readonly Bit[]): Bit {
    return negate(this.or(bits.map(negate)))
  }

  or(bits: readonly Bit[]): Bit {
    if (bits.includes(true)) return true
    const literals = [...new Set(bits.filter((bit): bit is Literal => typeof bit === 'number'))]
    if (literals.length === 0) return false
    if (literals.length === 1) return literals[0]!
    if (literals.some((literal) => literals.includes(-literal))) return true
    const is = this.fresh()
    this.#define([-is, ...literals])
    for (const literal of literals) this.#define([is, -literal])
    return is
  }

  iff(left: Bit, right: Bit): Bit {
    if (typeof left === 'boolean') return left ? right : negate(right)
    if (typeof right === 'boolean') return right ? left : negate(left)
    if (left === right) return true
    if (left === -right) return false
    const is = this.fresh()
    this.#define([-is, -left, right])
    this.#define([-is, left, -right])
    this.#define([is, left, right])
    this.#define([is, -left, -right])
    return is
  }

  /**
   * Whether a sum is at most a bound, as a literal: a decision diagram over its parts, whose propagation finds everything that follows
   * from the sum. A part with several steps is one decision and not one for each: of 300 options in groups of ten that is the tenth.
   */
  atMost(parts: readonly Part[], bound: number): Bit {
    // w·x = w + |w|·¬x for a weight below nothing: what is left is positive.
    let most = bound
    const levels = parts.map((part): Part => {
      const [{ literal, weight }, ...more] = part as [Step, ...Step[]]
      if (weight > 0) return part
      if (more.length > 0) throw new Error('what is given has one step')
      most -= weight
      return [{ literal: -literal, weight: -weight }]
    })
    const weightOf = (part: Part) => part.at(-1)!.weight
    levels.sort((a, b) => weightOf(b) - weightOf(a))
    const rest = new Array<number>(levels.length + 1).fill(0)
    for (let at = levels.length - 1; at >= 0; at--) rest[at] = rest[at + 1]! + weightOf(levels[at]!)
    const known = levels.map(() => new Map<number, Bit>())
    let made = 0
    // Of the last part first; a loop and not a call for each, since there may be thousands.
    const reach: number[][] = [[most]]
    for (let at = 0; at < levels.length; at++) {
      const next = new Set<number>()
      for (const left of reach[at]!) {
        if (left < 0 || left >= rest[at]!) continue
        next.add(left)
        for (const { weight } of levels[at]!) next.add(left - weight)
        this.#work.compile((this.#parts += 1))
        if ((made += 1) > MOST_PARTS) throw new TooComplex('a sum of it takes too many values')
      }
      reach.push([...next])
    }
    const sum = (at: number, left: number): Bit =>
      left < 0 ? false : left >= rest[at]! ? true : known[at]!.get(left)!
    for (let at = levels.length - 1; at >= 0; at--)
      for (const left of reach[at]!) {
        if (left < 0 || left >= rest[at]!) continue
        const after = levels[at]!.map(({ literal, weight }) => ({ literal, bit: sum(at + 1, left - weight) }))
        known[at]!.set(left, this.#choose(sum(at + 1, left), after))
      }
    return sum(0, most)
  }

  /** `low` where no step holds, else what the last step says that holds; each says no more than the one before it. */
  #choose(low: Bit, steps: readonly { literal: Literal; bit: Bit }[]): Bit {
    // Steps that change nothing are left out.
    const arcs = steps.filter(({ bit }, at) => bit !== (at === 0 ? low : steps[at - 1]!.bit))
    const [first] = arcs
    if (!first) return low
    if (first.bit === false && low === true) return -first.literal
    const is = this.fresh()
    this.#define([-is, low])
    for (const { literal, bit } of arcs) this.#define([-is, -literal, bit])
    for (const [at, { literal }] of arcs.entries())
      this.#define([is, literal, negate(at === 0 ? low : arcs[at - 1]!.bit)])
    this.#define([is, negate(arcs.at(-1)!.bit)])
    return is
  }
}

/** What a sum has where a literal holds. */
export interface Step {
  literal: Literal
  weight: number
}

/** A part of a sum: it weighs what the last of its steps that holds does. Each holds only where those before it do, and weighs more. */
export type Part = readonly Step[]

export function negate(bit: Bit): Bit {
  return typeof bit === 'boolean' ? !bit : -bit
}
