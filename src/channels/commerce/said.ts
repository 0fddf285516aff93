import { escapePointer, MAX_PROBLEMS } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import {
  currencyDigits,
  microToMinor,
  minorToMicro,
  parseMicro,
  type Micro,
  type Minor,
} from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'

/** Characters of one problem: it may repeat what a hostile message says. */
const MOST_TOLD = 300

/** A part of a message: reads its members, and notes what is not as it should be at its place in the message. */
export class Said {
  readonly value: Readonly<Record<string, unknown>>
  readonly path: string
  readonly problems: Problem[]

  constructor(value: unknown, path: string, problems: Problem[]) {
    this.value = isObject(value) ? value : {}
    this.path = path
    this.problems = problems
  }

  at(name: string | number): string {
    return `${this.path}/${escapePointer(String(name))}`
  }

  note(name: string, code: string, message: string): void {
    if (this.problems.length < MAX_PROBLEMS)
      this.problems.push({ path: this.at(name), code, message: message.slice(0, MOST_TOLD) })
  }

  has(name: string): boolean {
    return this.value[name] !== undefined && this.value[name] !== null
  }

  part(name: string): Said {
    return new Said(this.value[name], this.at(name), this.problems)
  }

  /** Members of a list, or of a map that stands for one. */
  list(name: string): Said[] {
    const value = this.value[name]
    const list = Array.isArray(value) ? value : []
    return list.map((one, index) => new Said(one, `${this.at(name)}/${index}`, this.problems))
  }

  /** A text; a number counts as its digits. */
  text(...names: string[]): string | undefined {
    for (const name of names) {
      const value = this.value[name]
      if (typeof value === 'string' && value.trim() !== '') return value.trim()
      if (typeof value === 'number') return String(value)
    }
    return undefined
  }

  required(name: string): string {
    const text = this.text(name)
    if (text === undefined) this.note(name, 'required', `"${name}" is missing`)
    return text ?? ''
  }

  /** An amount with the noise of a binary fraction taken off; more decimals than the currency has are a problem. */
  amount(name: string, currency: string): Minor | undefined {
    const micro = this.decimal(name)
    if (micro === undefined) return undefined
    const digits = currencyDigits(currency)
    const minor = microToMinor(micro, digits)
    if (minorToMicro(minor, digits) !== micro)
      this.note(name, 'bad_amount', `"${name}" has more decimals than ${currency} has`)
    return minor
  }

  /** An amount from 0 on. */
  price(name: string, currency: string): Minor | undefined {
    const amount = this.amount(name, currency)
    if (amount === undefined || amount >= 0n) return amount
    this.note(name, 'bad_amount', `"${name}" is below 0`)
    return 0n
  }

  decimal(name: string): Micro | undefined {
    if (!this.has(name)) return undefined
    const value = this.value[name]
    const micro =
      typeof value === 'number' && Math.abs(value) < 1e15
        ? parseMicro(value.toFixed(6))
        : typeof value === 'string'
          ? parseMicro(value.trim())
          : undefined
    if (micro === undefined) this.note(name, 'not_a_decimal', `"${name}" is not a decimal`)
    return micro
  }

  /** Milliseconds since 1970, as a number or its digits, or an instant as text. */
  instant(...names: string[]): Date | undefined {
    for (const name of names) {
      if (!this.has(name)) continue
      const ms = epochMs(this.value[name])
      if (ms !== undefined) return new Date(ms)
      this.note(name, 'bad_time', `"${name}" is no instant`)
    }
    return undefined
  }

  /** Members that a merchant added: everything but `known`. */
  others(known: ReadonlySet<string>): Record<string, Json> {
    const found = Object.entries(this.value).filter(
      ([name, value]) =>
        value !== null && name.length <= 100 && !known.has(name) && !name.endsWith(TRUNCATED),
    )
    return Object.fromEntries(found) as Record<string, Json>
  }
}

/** The end of the name of a flag that says that a list was cut. */
const TRUNCATED = 'IsTruncated'

/** True when a list somewhere in it was cut. */
export function isTruncated(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isTruncated)
  if (!isObject(value)) return false
  return Object.entries(value).some(
    ([name, inner]) => (name.endsWith(TRUNCATED) && inner === true) || isTruncated(inner),
  )
}

/** The last instant that a Date can hold. */
const MOST_MS = 8.64e15

export function epochMs(value: unknown): number | undefined {
  if (typeof value === 'string' && !/^\d{1,16}$/.test(value)) {
    const ms = Date.parse(value)
    return /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(ms) ? ms : undefined
  }
  const ms = typeof value === 'string' ? Number(value) : value
  return typeof ms === 'number' && Number.isInteger(ms) && ms >= 0 && ms <= MOST_MS ? ms : undefined
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
