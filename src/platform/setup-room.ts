import type { Check } from './setup.ts'

/** How many things of a kind there may be of each company, or of each of something else, and how many there are by now. */
export class Room {
  readonly #most: number
  readonly #what: string
  readonly #taken: Map<bigint, number>

  /** @param what whose they are and what: `A company has at most 500 rules` */
  constructor(
    what: { whose: string; most: number; name: string },
    taken: Iterable<readonly [of: bigint, count: number]>,
  ) {
    this.#most = what.most
    this.#what = `${what.whose} has at most ${what.most} ${what.name}, with those that are not active.`
    this.#taken = new Map(taken)
  }

  /** One more, unless it is refused for this or something else. */
  take(of: bigint, check: Check): void {
    const taken = this.#taken.get(of) ?? 0
    check.that(taken < this.#most, '', 'too_many', this.#what)
    if (check.problems.length === 0) this.#taken.set(of, taken + 1)
  }
}

/** Of rows that were read whole how many each company has. */
export function countedByCompany(
  rows: readonly { companyId: bigint }[],
): [companyId: bigint, count: number][] {
  return [...Map.groupBy(rows, (row) => row.companyId)].map(([companyId, own]) => [companyId, own.length])
}
