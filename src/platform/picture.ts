/** What a company's picture needs to be trusted: the version of its set-up data, read in this batch. */
export interface Versioned {
  id: bigint
  setupVersion: bigint
}

/**
 * Set-up data kept in memory, by company. A picture is good while the company's set-up version stands; a batch reads
 * that version first, so no change of set-up data is missed and none is read twice.
 */
export class Pictures<T> {
  readonly #make: () => T
  readonly #limit: number
  readonly #kept = new Map<bigint, { version: bigint; picture: T }>()

  /** @param limit companies kept; the one not used for longest goes first */
  constructor(make: () => T, limit = 2000) {
    this.#make = make
    this.#limit = limit
  }

  of(company: Versioned): T {
    const known = this.#kept.get(company.id)
    if (known && known.version === company.setupVersion) {
      this.#kept.delete(company.id)
      this.#kept.set(company.id, known)
      return known.picture
    }
    const picture = this.#make()
    this.#kept.delete(company.id)
    this.#kept.set(company.id, { version: company.setupVersion, picture })
    if (this.#kept.size > this.#limit) this.#kept.delete(this.#kept.keys().next().value!)
    return picture
  }
}
