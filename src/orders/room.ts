import type { Check } from '../platform/setup.ts'

/** How many things of a kind the companies of a batch may have, and how many they have by now. */
export class Room {
  readonly #most: number
  readonly #what: string
  readonly #taken: Map<bigint, number>

  constructor(most: number, what: string, taken: Iterable<readonly [companyId: bigint, count: number]>) {
    this.#most = most
    this.#what = what
    this.#taken = new Map(taken)
  }

  /** One more, unless it is refused for this or something else. */
  take(companyId: bigint, check: Check): void {
    const taken = this.#taken.get(companyId) ?? 0
    const message = `A company has at most ${this.#most} ${this.#what}, with those that are not active.`
    check.that(taken < this.#most, '', 'too_many', message)
    if (check.problems.length === 0) this.#taken.set(companyId, taken + 1)
  }
}
