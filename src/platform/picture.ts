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

  /** The picture of a company as it is kept, else an empty one, which others see at once: for what is sound half full. */
  of(company: Versioned): T {
    return this.#known(company) ?? this.renew(company)
  }

  /** Begins an empty picture. Whoever holds the old one keeps it: nothing vanishes under a batch that is decided on it. */
  renew(company: Versioned): T {
    const picture = this.#make()
    this.#keep(company, picture)
    return picture
  }

  /**
   * The pictures of companies; those that are missing are filled, all at once, and seen by others only when they are whole.
   * A fill that fails leaves nothing behind. Two at the same time each fill their own, so that a batch waits for no
   * other's connection and does not fail with it.
   */
  async load(
    companies: Iterable<Versioned>,
    fill: (companyIds: bigint[], pictures: ReadonlyMap<bigint, T>) => Promise<void>,
  ): Promise<Map<bigint, T>> {
    const found = new Map<bigint, T>()
    const missing: Versioned[] = []
    for (const company of companies) {
      if (found.has(company.id)) continue
      const known = this.#known(company)
      found.set(company.id, known ?? this.#make())
      if (known === undefined) missing.push(company)
    }
    if (missing.length > 0) {
      await fill(
        missing.map((company) => company.id),
        found,
      )
      for (const company of missing) this.#keep(company, found.get(company.id)!)
    }
    return found
  }

  #known(company: Versioned): T | undefined {
    const known = this.#kept.get(company.id)
    if (known?.version !== company.setupVersion) return undefined
    this.#kept.delete(company.id)
    this.#kept.set(company.id, known)
    return known.picture
  }

  #keep(company: Versioned, picture: T): void {
    this.#kept.delete(company.id)
    this.#kept.set(company.id, { version: company.setupVersion, picture })
    if (this.#kept.size > this.#limit) this.#kept.delete(this.#kept.keys().next().value!)
  }
}
