/** Steps of propagation, and clauses, that one answer may take of the thread that also answers everybody else: some milliseconds. */
const SHORT_STEPS = 100_000
const SHORT_CLAUSES = 10_000

/** An answer takes more than the thread has time for: it is to be found where nobody waits (`answerers.ts`). */
export class Unfinished extends Error {}

/** What finding an answer may take: all that it needs, or little and without the solver, which nothing can interrupt. */
export class Work {
  readonly short: boolean
  #steps = 0

  constructor(short = false) {
    this.short = short
  }

  /** Another answer begins. */
  begin(): void {
    this.#steps = 0
  }

  /** Some steps were made. @throws Unfinished: where nothing is in the middle of anything */
  spend(steps: number): void {
    this.#steps += steps
    if (this.short && this.#steps > SHORT_STEPS) throw new Unfinished()
  }

  /** The solver is about to be asked. @throws Unfinished */
  solve(): void {
    if (this.short) throw new Unfinished()
  }

  /** A model has so many clauses, or parts of sums. @throws Unfinished */
  compile(clauses: number): void {
    if (this.short && clauses > SHORT_CLAUSES) throw new Unfinished()
  }
}
