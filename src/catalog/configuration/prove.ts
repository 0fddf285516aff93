import MiniSat from 'logic-solver/minisat_wrapper.js'
import { TooComplex, type Literal } from './clauses.ts'
import { Work } from './work.ts'

/** Questions after which the solver begins anew: each leaves a variable behind. */
const MOST_QUESTIONS = 20_000

/** The solver of one model: whether literals can be true together, and how (decision 0042). */
export class Prover {
  readonly #variables: number
  readonly #clauses: readonly (readonly Literal[])[]
  #solver: MiniSat | undefined
  #next = 0

  readonly #work: Work

  constructor(variables: number, clauses: readonly (readonly Literal[])[], work = new Work()) {
    this.#work = work
    this.#variables = variables
    this.#clauses = clauses
  }

  /** Values by variable (1, -1) under which all of them are true; undefined: there are none. */
  solve(assumed: readonly Literal[]): Int8Array | undefined {
    return this.#ask(assumed, () => this.#solution())
  }

  can(assumed: readonly Literal[]): boolean {
    return this.#ask(assumed, () => true) ?? false
  }

  /** Forbids something more, until the solver begins anew. */
  add(clause: readonly Literal[]): void {
    this.#solver ??= this.#begin()
    this.#solver.addClause(clause)
  }

  /** What is read of a solution before the solver is asked anything else. @throws TooComplex, Unfinished */
  #ask<T>(assumed: readonly Literal[], read: () => T): T | undefined {
    this.#work.solve()
    if (this.#next - this.#variables >= MOST_QUESTIONS) this.#solver = undefined
    try {
      return this.#answer(assumed, read)
    } catch (cause) {
      // It ran out of its memory in the middle of something: nothing that it answers later would be right.
      this.#solver = undefined
      throw new TooComplex('it takes more memory to answer than the solver has', { cause })
    }
  }

  #answer<T>(assumed: readonly Literal[], read: () => T): T | undefined {
    this.#solver ??= this.#begin()
    const solver = this.#solver
    // One literal can be assumed: it stands for all of them.
    const all = ++this.#next
    solver.ensureVar(all)
    for (const literal of assumed) solver.addClause([-all, literal])
    const found = solver.solveAssuming(all) ? read() : undefined
    solver.retireVar(all)
    solver._clauses.length = 0
    return found
  }

  #begin(): MiniSat {
    const solver = new MiniSat()
    solver.ensureVar(this.#variables)
    for (const literals of this.#clauses) solver.addClause(literals)
    this.#next = this.#variables
    return solver
  }

  #solution(): Int8Array {
    const found = this.#solver!.getSolution()
    const values = new Int8Array(this.#variables + 1)
    for (let variable = 1; variable <= this.#variables; variable++)
      values[variable] = found[variable] ? 1 : -1
    return values
  }
}
