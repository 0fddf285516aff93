import type { Act, Context, WriteSet } from './batch/index.ts'
import type { Reader, Statement, WriteStatement } from './database/index.ts'
import {
  currencyDigits,
  formatAmount,
  isCurrency,
  MOST_AMOUNT,
  MOST_PRICE,
  parseAmount,
  parseMicro,
  type Micro,
  type Minor,
} from './money.ts'
import type { Malformed } from './http/index.ts'
import { apartFrom, type Problem, type Refusal } from './outcome.ts'
import { compileRule, type RuleResult, type RuleSchema } from './rules.ts'

/**
 * Acts of set-up: each says what one thing of a company is to be, by its natural code. Saying it twice changes nothing.
 * What a company is changes as a whole: a batch that changes it verifies that nobody else did since it read (DK001), and
 * raises the company's set-up version, by which pictures in memory are known to be old.
 */

/** One description of one thing. */
export interface SetupRequest<I> {
  companyId: bigint
  input: I
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
  /** It is to be made: one that stands by its code is left as it is, and the request refused. */
  onlyNew?: boolean
}

/** What became of a description. `id` is 0 for things that have no id of their own. */
export interface Saved {
  ok: true
  id: bigint
  code: string
  change: 'created' | 'changed' | 'unchanged'
}

export type SetupAct<I> = Act<SetupRequest<I>, SetupFacts, Saved | Refusal>

/** Code of the refusal of every set-up act; its problems name the fields. */
export const SETUP_REFUSED = 'set_up_refused'
/** Code of the refusal of one that was to be new, and stands. */
export const STANDS_ALREADY = 'stands_already'

/** Where the set-up version of a company stands; the module that owns companies says so when it is loaded. */
export interface SetupVersions {
  read(db: Reader, companyIds: readonly bigint[]): Promise<Map<bigint, bigint>>
  /** Raises the version by one; the batch fails its verify when it is not `expected` any more. */
  touch(writes: WriteSet, companyId: bigint, expected: bigint): void
  /** Lets nobody else change the set-up of the company until the batch is written. */
  lock(locks: WriteSet, companyId: bigint): void
}

let keeper: SetupVersions | undefined

/** Joins the keeper of set-up versions. */
export function keepSetupVersions(versions: SetupVersions): void {
  keeper = versions
}

type Row = { companyId: bigint }

/** How one kind of thing is described, compared and written. */
export interface Noun<I, R extends Row, Known> {
  /** Name of the act: `<module>.save_<noun>`. */
  name: string
  /** The natural code as one text. */
  key(input: I): string
  /** The rows that stand, by key, and what else a description may refer to. */
  read(
    db: Reader,
    requests: readonly SetupRequest<I>[],
  ): Promise<{ rows: [key: string, row: R][]; known: Known }>
  /** Finds the row that stands where the natural code names it by other codes than the row has. */
  find?(input: I, at: { companyId: bigint; known: Known }): R | undefined
  /** With `find`: the codes of the row, so that two descriptions of one row in a batch are seen as such. */
  rowKey?(row: R): string
  /** The row that the description means; problems go into `check`, then the row is not used. */
  describe(input: I, check: Check, at: DescribedAt<R, Known>): R
  /** The upsert by natural code, or how to add several. */
  write:
    | WriteStatement<{ [K in keyof R]?: R[K] | null }, unknown>
    | ((rows: readonly R[], writes: WriteSet, context: Context, known: Known) => void)
  /** False for what is never kept in memory, and guarded by its own statement: the set-up version stays. */
  touches?: boolean
}

export interface DescribedAt<R, Known> {
  companyId: bigint
  before: R | undefined
  known: Known
  context: Context
}

export interface SetupFacts {
  versions: Map<bigint, bigint>
  rows: Map<string, Row>
  changed: Map<string, Row>
  known: unknown
}

/** Makes the act of a noun. */
export function setupAct<I, R extends Row, Known = undefined>(noun: Noun<I, R, Known>): SetupAct<I> {
  const touches = noun.touches ?? true
  return {
    name: noun.name,
    weigh: () => 1,
    companyOf: (request) => request.companyId,
    async read(db, requests) {
      const versions = touches ? await keptVersions(db, requests) : new Map<bigint, bigint>()
      const { rows, known } = await noun.read(db, requests)
      const keyed = rows.map(([key, row]) => [`${row.companyId} ${key}`, row] as const)
      return { versions, rows: new Map<string, Row>(keyed), changed: new Map(), known }
    },
    decide({ companyId, input, malformed, onlyNew }, facts, context) {
      if (touches && !facts.versions.has(companyId)) throw new Error(`There is no company ${companyId}`)
      const code = noun.key(input)
      const key = `${companyId} ${code}`
      const known = facts.known as Known
      const standing = (said: I) =>
        (noun.find
          ? noun.find(said, { companyId, known })
          : facts.rows.get(`${companyId} ${noun.key(said)}`)) as R | undefined
      const check = new Check(malformed)
      // Which row is meant is not known when a part of its name is refused.
      const before = !malformed || check.stated(...membersRead(input, standing)) ? standing(input) : undefined
      const row = noun.describe(input, check, { companyId, before, known, context })
      const { refusal } = check
      if (onlyNew && before) return standsAlready(code, check.problems)
      if (refusal) return refusal
      const id = (row as { id?: bigint }).id ?? 0n
      if (before && sameRow(before, row)) return { ok: true, id, code, change: 'unchanged' }
      const versioned = row as { version?: number }
      if (before && versioned.version !== undefined) versioned.version += 1
      facts.rows.set(key, row)
      // Moves to the end: of two rows that share a part, the later description wins.
      const place = noun.rowKey?.(row) ?? key
      facts.changed.delete(place)
      facts.changed.set(place, row)
      return { ok: true, id, code, change: before ? 'changed' : 'created' }
    },
    conclude(facts, context) {
      const { writes } = context
      const rows = [...facts.changed.values()] as R[]
      if (typeof noun.write === 'function') noun.write(rows, writes, context, facts.known as Known)
      else for (const row of rows) writes.add(noun.write, row)
      if (!touches) return
      for (const company of companiesOf(rows)) keeper!.touch(writes, company, facts.versions.get(company)!)
    },
    lock(facts, locks) {
      for (const company of facts.versions.keys()) keeper!.lock(locks, company)
    },
  }
}

/** The refusal of one that was to be new, beside all else that is wrong with it. */
export function standsAlready(code: string, others: readonly Problem[]): Refusal {
  const message = `"${code}" stands already.`
  return {
    ok: false,
    code: STANDS_ALREADY,
    problems: [{ path: '/code', code: STANDS_ALREADY, message }, ...others],
  }
}

function keptVersions(db: Reader, requests: readonly { companyId: bigint }[]): Promise<Map<bigint, bigint>> {
  if (!keeper) throw new Error('Nobody keeps the set-up versions: src/organization is not loaded')
  return keeper.read(db, [...new Set(requests.map((request) => request.companyId))])
}

function sameRow(a: object, b: object): boolean {
  return canonical(a) === canonical(b)
}

/** One text for equal values: members sorted, bigint marked. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (name, each: unknown) => {
    if (name === 'version') return undefined
    if (typeof each === 'bigint') return `${each}n`
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each
    return Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1)))
  })
}

/** Places of the members of an input that a function looks at. */
function membersRead<I>(input: I, look: (said: I) => unknown): string[] {
  const read = new Set<string>()
  const watched = new Proxy(input as object, {
    get(of, name) {
      if (typeof name === 'string') read.add(`/${name}`)
      return Reflect.get(of, name) as unknown
    },
  })
  look(watched as I)
  return [...read]
}

/**
 * Gathers everything that is wrong with a description, with the place of each. It begins with what is wrong with its form; of
 * these places, where nothing stands that was meant, nothing more is told.
 */
export class Check {
  readonly problems: Problem[]
  readonly #malformed: Malformed | undefined
  readonly #unread = new Set<string>()

  constructor(malformed?: Malformed) {
    this.#malformed = malformed
    this.problems = [...(malformed?.problems ?? [])]
  }

  add(path: string, code: string, message: string): void {
    if (this.#unread.has(path)) return
    this.problems.push(...apartFrom(this.#malformed?.places ?? [], [{ path, code, message }]))
  }

  /** What stands at all of these places is meant: what holds between them may be told. */
  stated(...paths: readonly string[]): boolean {
    const places = this.#malformed?.places ?? []
    const asked = paths.map((path) => ({ path, code: '', message: '' }))
    return apartFrom(places, asked).length === asked.length
  }

  /** The refusal of an act of set-up, when anything is wrong. */
  get refusal(): Refusal | undefined {
    if (this.problems.length === 0) return undefined
    return { ok: false, code: this.#malformed ? 'invalid_body' : SETUP_REFUSED, problems: this.problems }
  }

  /** Adds a problem unless it holds. */
  that(holds: boolean, path: string, code: string, message: string): void {
    if (!holds) this.add(path, code, message)
  }

  currency(path: string, currency: string): void {
    this.that(isCurrency(currency), path, 'unknown_currency', `"${currency}" is not a currency we know.`)
  }

  /** Money in minor units of `currency`; another currency or too many decimals is a problem (then 0). */
  money(path: string, money: { amount: string; currency: string }, currency: string): Minor {
    if (!this.#currencyIs(path, money.currency, currency)) return 0n
    const amount = parseAmount(money.amount, currency)
    if (amount !== undefined && amount >= 0n && amount <= MOST_AMOUNT) return amount
    const digits = currencyDigits(currency)
    this.#unreadable(
      `${path}/amount`,
      'not_an_amount',
      `It must be an amount of ${currency} from 0 to ${formatAmount(MOST_AMOUNT, currency)} with at most ${digits} decimals.`,
    )
    return 0n
  }

  /** A unit price: money with up to 6 decimals. */
  unitPrice(path: string, money: { amount: string; currency: string }, currency: string): Micro {
    if (!this.#currencyIs(path, money.currency, currency)) return 0n
    return this.decimal(`${path}/amount`, money.amount)
  }

  /** A decimal from 0 with up to 6 decimals. */
  decimal(path: string, value: string | number): Micro {
    const micro = parseMicro(typeof value === 'number' ? decimalText(value) : value)
    if (micro !== undefined && micro >= 0n && micro <= MOST_PRICE) return micro
    this.#unreadable(path, 'not_a_decimal', 'It must be a decimal from 0 to 10^12 with at most 6 decimals.')
    return 0n
  }

  /** What stands there is not what was meant: no more is told of it. */
  #unreadable(path: string, code: string, message: string): void {
    this.add(path, code, message)
    this.#unread.add(path)
  }

  /** Dates exist and stand in order. */
  validity(input: { validFrom: string; validTo?: string | null }): void {
    const begins = this.date('/validFrom', input.validFrom) && this.stated('/validFrom')
    if (input.validTo == null) return
    const reversed = this.date('/validTo', input.validTo) && begins && input.validTo < input.validFrom
    this.that(!reversed, '/validTo', 'dates_reversed', 'It lies before validFrom.')
  }

  /** Whether it is one. */
  date(path: string, date: string): boolean {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
    const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) && date >= '1900-01-01'
    this.that(real, path, 'not_a_date', `"${date}" is not a day since 1900-01-01 (YYYY-MM-DD).`)
    return real
  }

  /** A rule compiles against the variables it may use, to the type that is asked (null: to any); else the place in its text. */
  rule(path: string, text: string, schema: RuleSchema, returns: RuleResult | null = 'bool'): void {
    const compiled = compileRule(text, schema, returns ?? 'bool')
    if (compiled.ok) return
    for (const problem of compiled.problems) {
      if (returns === null && problem.code === 'rule_result') continue
      const place = `characters ${problem.start + 1} to ${Math.max(problem.end, problem.start + 1)}`
      this.add(path, problem.code, `${problem.message} (${place})`)
    }
  }

  #currencyIs(path: string, given: string, wanted: string): boolean {
    if (given === wanted) return true
    // A description that has a currency has it there.
    if (!this.stated('/currency')) return false
    this.add(`${path}/currency`, 'wrong_currency', `It must be in ${wanted}, not ${given}.`)
    return false
  }
}

function decimalText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(6) : text
}

/** True for a refusal, of any act. */
export function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && (outcome as { ok?: unknown }).ok === false
}

type Camel<S extends string> = S extends `${infer A}_${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S

type CamelKeys<R> = { [K in keyof R as Camel<K & string>]: R[K] }

/** A row of a statement with names as in code. */
export type CamelRow<S> = S extends Statement<infer _P, infer R> ? CamelKeys<R> : never

/** Renames the columns of a statement's rows: `company_id` to `companyId`. */
export function camelRows<P, R extends object>(
  _statement: Statement<P, R>,
  rows: readonly R[],
): CamelKeys<R>[] {
  const names = new Map<string, string>()
  return rows.map((row) => {
    const named: Record<string, unknown> = {}
    for (const [column, value] of Object.entries(row)) {
      let name = names.get(column)
      if (name === undefined) {
        name = column.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())
        names.set(column, name)
      }
      named[name] = value
    }
    return named as CamelKeys<R>
  })
}

/** Keys of requests column by column, as read statements take them. */
export function keyColumns<I>(requests: readonly SetupRequest<I>[], codeOf: (input: I) => string) {
  const keys = new Map(
    requests.map((request) => [`${request.companyId} ${codeOf(request.input)}`, request] as const),
  )
  const wanted = [...keys.values()]
  return {
    companyIds: wanted.map((request) => request.companyId),
    codes: wanted.map((request) => codeOf(request.input)),
  }
}

/** Companies of requests, each once. */
export function companiesOf(requests: readonly { companyId: bigint }[]): bigint[] {
  return [...new Set(requests.map((request) => request.companyId))]
}
