import { MAX_PROBLEMS } from '../../platform/http/index.ts'
import {
  currencyDigits,
  microToMinor,
  minorToMicro,
  parseMicro,
  type Micro,
  type Minor,
} from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import { Lookups, type RuleSchema } from '../../platform/rules.ts'
import { BODY, evaluate, isPointer, LINE, textsOf, valueAt } from './expression.ts'
import type { Gives, MappedSettings } from './settings.ts'

/** Characters of one problem: it may repeat what a hostile message says. */
const MOST_TOLD = 300
/** Parts of a list: as many as an order may have lines at most. */
const MOST_LISTED = 20_000
/** The last instant that a Date can hold. */
const MOST_MS = 8.64e15
/** As seconds this is the year 5138, as milliseconds 1973. */
const LEAST_MS = 1e11

const tables = new WeakMap<object, Lookups>()

type Tables = Pick<MappedSettings, 'lookups'>

function lookupsOf(settings: Tables): Lookups {
  let lookups = tables.get(settings)
  if (!lookups) {
    const all = Object.entries(settings.lookups ?? {})
    lookups = new Lookups(new Map(all.map(([name, table]) => [name, new Map(Object.entries(table))])))
    tables.set(settings, lookups)
  }
  return lookups
}

/** Reads fields of a mapping out of a message, and notes what is not as it should be at its place in the message. */
export class Reader {
  readonly problems: Problem[]
  /** Where a field of ours came from. */
  readonly places: Map<string, string>
  readonly #settings: Tables
  readonly #content: unknown
  readonly #schema: RuleSchema
  readonly #facts: Readonly<Record<string, unknown>>
  readonly #base: string
  readonly #trace: { path: string }

  constructor(content: unknown, settings: Tables, line?: { of: Reader; value: unknown; base: string }) {
    this.problems = line?.of.problems ?? []
    this.places = line?.of.places ?? new Map()
    this.#trace = { path: '' }
    this.#settings = settings
    this.#content = content
    this.#base = line?.base ?? ''
    this.#schema = line ? LINE : BODY
    this.#facts = {
      body: textsOf(content, '', this.#trace),
      ...(line ? { line: textsOf(line.value, line.base, this.#trace) } : {}),
      lookups: lookupsOf(settings),
    }
  }

  /** Readers of the parts of a list; undefined: there is no such list. */
  each(pointer: string): Reader[] | undefined {
    const list = valueAt(this.#content, pointer)
    if (!Array.isArray(list)) {
      this.#note(pointer, 'required', 'there is no list')
      return undefined
    }
    if (list.length > MOST_LISTED) {
      this.#note(pointer, 'too_many', `a list has at most ${MOST_LISTED} parts`)
      return undefined
    }
    return list.map(
      (value, index) =>
        new Reader(this.#content, this.#settings, { of: this, value, base: `${pointer}/${index}` }),
    )
  }

  note(path: string, code: string, message: string): void {
    this.#note(this.places.get(path) ?? this.#base, code, message)
  }

  /** A text that is not empty. `path`: our name of it. */
  text(path: string, field: string | undefined): string | undefined {
    const value = this.#read(path, field, 'text')
    return value === undefined || value === '' ? undefined : String(value)
  }

  required(path: string, field: string): string {
    const before = this.problems.length
    const text = this.text(path, field)
    if (text === undefined && this.problems.length === before)
      this.note(path, 'required', `${path} is missing`)
    return text ?? ''
  }

  truth(path: string, field: string | undefined): boolean | undefined {
    const value = this.#read(path, field, 'truth')
    if (typeof value !== 'string') return value as boolean | undefined
    // What a pointer leads to is a text already.
    if (value === '') return undefined
    const truth = TRUTHS.get(value.toLowerCase())
    if (truth === undefined) this.note(path, 'not_a_truth', `${path} is neither true nor false`)
    return truth
  }

  decimal(path: string, field: string | undefined): Micro | undefined {
    const value = this.#read(path, field, 'decimal')
    if (value === undefined || value === '') return undefined
    if (typeof value === 'bigint') return value
    // "12.3400000" says no more than "12.34".
    const micro = parseMicro(
      String(value)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, ''),
    )
    if (micro === undefined) this.note(path, 'not_a_decimal', `${path} is not a decimal with a point`)
    return micro
  }

  /** An amount from 0 on, with no more decimals than its currency has. */
  amount(path: string, field: string | undefined, currency: string): Minor | undefined {
    const micro = this.decimal(path, field)
    if (micro === undefined) return undefined
    const digits = currencyDigits(currency)
    const minor = microToMinor(micro, digits)
    if (micro >= 0n && minorToMicro(minor, digits) === micro) return minor
    this.note(path, 'bad_amount', `${path} is below 0 or has more decimals than ${currency} has`)
    return undefined
  }

  /** An instant of RFC 3339, or seconds or milliseconds since 1970. */
  instant(path: string, field: string | undefined): Date | undefined {
    const text = this.text(path, field)
    if (text === undefined) return undefined
    const ms = millisecondsOf(text)
    if (ms === undefined) this.note(path, 'bad_time', `${path} is no instant with its time zone`)
    return ms === undefined ? undefined : new Date(ms)
  }

  /** A day: an instant counts as the day that it is written with. */
  day(path: string, field: string | undefined): string | undefined {
    const text = this.text(path, field)
    if (text === undefined) return undefined
    const [day] = /^\d{4}-\d\d-\d\d(?=T|$)/.exec(text) ?? []
    if (day === undefined) this.note(path, 'bad_date', `${path} is no date YYYY-MM-DD`)
    return day
  }

  /** When it was changed, or how often: it grows. */
  version(field: string | undefined): bigint | null {
    const text = this.text('/version', field)
    if (text === undefined) return null
    const value = /^\d{1,15}$/.test(text) ? Number(text) : millisecondsOf(text)
    if (value !== undefined) return BigInt(value)
    this.note('/version', 'bad_version', 'the version is neither a whole number nor an instant')
    return null
  }

  #read(path: string, field: string | undefined, gives: Gives): string | bigint | boolean | undefined {
    if (field === undefined) return undefined
    this.#trace.path = this.#base
    const given = isPointer(field) ? this.#at(field) : evaluate(field, gives, this.#schema, this.#facts)
    this.places.set(path, this.#trace.path)
    if (given.ok) return given.value
    this.note(path, 'unmapped', `${path}: ${given.message}`)
    return undefined
  }

  /** What a pointer leads to, as the language sees it. */
  #at(pointer: string) {
    const name = this.#schema === LINE ? 'line' : 'body'
    try {
      const texts = this.#facts[name] as { find(pointer: string): string }
      return { ok: true as const, value: texts.find(pointer) }
    } catch (error) {
      return { ok: false as const, message: (error as Error).message }
    }
  }

  #note(path: string, code: string, message: string): void {
    if (this.problems.length < MAX_PROBLEMS)
      this.problems.push({ path: path === '' ? '/' : path, code, message: message.slice(0, MOST_TOLD) })
  }
}

const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['no', false],
])

function millisecondsOf(text: string): number | undefined {
  const ms = /^\d{1,16}$/.test(text)
    ? Number(text) * (Number(text) < LEAST_MS ? 1000 : 1)
    : /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)
      ? Date.parse(text)
      : Number.NaN
  return Number.isInteger(ms) && ms >= 0 && ms <= MOST_MS ? ms : undefined
}
