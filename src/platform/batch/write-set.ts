import { createHash, type Hash } from 'node:crypto'
import { encodeColumn, statementOrder, type WriteStatement } from '../database/index.ts'

/** A named write with its rows gathered column by column. */
export interface Gathered {
  statement: WriteStatement<never, unknown>
  columns: unknown[][]
}

/** A document that needs the next number of a series; the head statement assigns it (SQL, under lock). */
export interface NumberRequest {
  companyId: bigint
  series: string
  year: number
  documentId: bigint
  issuedOn: string
}

/**
 * Everything a batch will write. Acts add rows; nobody but the door sends them. Rows of one statement from many
 * requests leave as one statement.
 */
export class WriteSet {
  readonly #gathered = new Map<string, Gathered>()
  readonly companies = new Set<bigint>()
  readonly numbers: NumberRequest[] = []
  /** Earliest posting date by company and sub-ledger: the head statement refuses dates of closed periods. */
  readonly postingDates = new Map<bigint, string>()

  add<P>(statement: WriteStatement<P, unknown>, row: P): void {
    let gathered = this.#gathered.get(statement.name)
    if (!gathered) {
      gathered = {
        statement: statement as WriteStatement<never, unknown>,
        columns: statement.params.map(() => []),
      }
      this.#gathered.set(statement.name, gathered)
    }
    const { columns } = gathered
    const { params } = statement
    const values = row as Record<string, unknown>
    for (let i = 0; i < params.length; i++) columns[i]!.push(values[params[i]!.name] ?? null)
    this.companies.add(values.companyId as bigint)
  }

  /** Takes over what was gathered aside, for a decision that may still have been let go. */
  absorb(other: WriteSet): void {
    for (const [name, { statement, columns }] of other.#gathered) {
      const own = this.#gathered.get(name)
      if (own) for (const [place, column] of own.columns.entries()) column.push(...columns[place]!)
      else this.#gathered.set(name, { statement, columns })
    }
    for (const company of other.companies) this.companies.add(company)
    this.numbers.push(...other.numbers)
    for (const [company, date] of other.postingDates) this.posting(company, date)
  }

  /** Asks for the next number of a gapless series. */
  number(request: NumberRequest): void {
    this.numbers.push(request)
    this.companies.add(request.companyId)
  }

  /** Tells that an entry is dated `date`: the batch fails its verify when that period is closed by then. */
  posting(companyId: bigint, date: string): void {
    const known = this.postingDates.get(companyId)
    if (known === undefined || date < known) this.postingDates.set(companyId, date)
    this.companies.add(companyId)
  }

  get empty(): boolean {
    return this.#gathered.size === 0 && this.numbers.length === 0
  }

  get rowCount(): number {
    let rows = 0
    for (const { columns } of this.#gathered.values()) rows += columns[0]?.length ?? 0
    return rows
  }

  /** Rows gathered for a statement so far; acts fold over them (balance deltas), tests look at them. */
  rowsOf(statement: WriteStatement<never, unknown>): Record<string, unknown>[] {
    const gathered = this.#gathered.get(statement.name)
    if (!gathered) return []
    return gathered.columns[0]!.map((_value, row) =>
      Object.fromEntries(
        gathered.statement.params.map((param, i) => [param.name, gathered.columns[i]![row]]),
      ),
    )
  }

  /** The statements in lock order, encoded for the wire. */
  encode(): { statement: WriteStatement<never, unknown>; values: Buffer[] }[] {
    return [...this.#gathered.values()]
      .toSorted(
        (a, b) =>
          statementOrder(a.statement) - statementOrder(b.statement) ||
          (a.statement.name < b.statement.name ? -1 : 1),
      )
      .map(({ statement, columns }) => ({
        statement,
        values: statement.params.flatMap((param, i) => encodeColumn(param, columns[i]!)),
      }))
  }

  /**
   * A hash per company over what Node decided, in a form with a version: statement names and rows in the order of
   * their decision. A batch of one company hashes the encoded columns as they leave.
   */
  contentHashes(
    encoded: { statement: WriteStatement<never, unknown>; values: Buffer[] }[],
  ): Map<bigint, Buffer> {
    const hashes = new Map<bigint, Hash>()
    for (const company of this.companies)
      hashes.set(company, createHash('sha256').update('docket-content-1\n'))
    if (hashes.size === 1) {
      const [hash] = hashes.values()
      for (const { statement, values } of encoded) {
        hash!.update(statement.name + '\n')
        for (const value of values) hash!.update(value)
      }
    } else {
      for (const { statement } of encoded) this.#hashRows(statement, hashes)
    }
    return new Map([...hashes].map(([company, hash]) => [company, hash.digest()]))
  }

  #hashRows(statement: WriteStatement<never, unknown>, hashes: Map<bigint, Hash>): void {
    const { columns } = this.#gathered.get(statement.name)!
    const companyColumn = statement.params.findIndex((param) => param.name === 'companyId')
    const byCompany = new Map<bigint, unknown[][]>()
    columns[companyColumn]!.forEach((company, row) => {
      let own = byCompany.get(company as bigint)
      if (!own) byCompany.set(company as bigint, (own = statement.params.map(() => [])))
      for (let i = 0; i < own.length; i++) own[i]!.push(columns[i]![row])
    })
    for (const [company, own] of byCompany) {
      const hash = hashes.get(company)!.update(statement.name + '\n')
      statement.params.forEach((param, i) => {
        for (const value of encodeColumn(param, own[i]!)) hash.update(value)
      })
    }
  }
}
