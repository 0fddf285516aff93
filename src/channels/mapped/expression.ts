import { escapePointer } from '../../platform/http/index.ts'
import type { Problem } from '../../platform/outcome.ts'
import { compileRule, standingRule, Texts, type RuleResult, type RuleSchema } from '../../platform/rules.ts'
import { hasCheckDigit } from '../card-number.ts'
import type { Gives } from './settings.ts'

/** What a field may speak of: the message, in lines also the line, and the tables of the mapping. */
export const BODY: RuleSchema = { body: 'Texts', lookups: 'Lookups' }
export const LINE: RuleSchema = { body: 'Texts', line: 'Texts', lookups: 'Lookups' }

/** A text that a field reads, or gives, is no longer than this. */
export const MOST_TEXT = 10_000
/** What sums of binary fractions are off by, as 0.30000000000000004 is. */
const BINARY_NOISE = 1e-14

const RESULTS: Readonly<Record<Gives, RuleResult[]>> = {
  text: ['string'],
  // Computed ones are int × 10⁶, as quantities are in every rule.
  decimal: ['string', 'int'],
  truth: ['bool'],
}

export const isPointer = (field: string): boolean => field.startsWith('/')

/** What is wrong with a field, if anything. */
export function problemOf(field: string, gives: Gives, schema: RuleSchema): string | undefined {
  if (isPointer(field)) return undefined
  const found = RESULTS[gives].map((result) => compileRule(field, schema, result))
  const fits = found.find((one) => one.ok)
  // A message has as many lines as its sender likes: what each costs is bounded by the length of the field alone.
  if (fits?.ok)
    return fits.rule.macroNesting > 0 ? 'a field runs over no list (all, exists, map, filter)' : undefined
  const why = found.flatMap((one) => (one.ok ? [] : one.problems))
  const known = why.find(({ code }) => code !== 'rule_result')
  return known?.message ?? `it gives no ${gives}: ${RESULTS[gives].join(' or ')} is asked`
}

/** What a field gave, or why it gave nothing. */
export type Given = { ok: true; value: string | bigint | boolean } | { ok: false; message: string }

export function evaluate(
  field: string,
  gives: Gives,
  schema: RuleSchema,
  facts: Readonly<Record<string, unknown>>,
): Given {
  const result = RESULTS[gives].find((one) => compileRule(field, schema, one).ok) ?? RESULTS[gives][0]!
  const outcome = standingRule(field, schema, result).evaluate(facts)
  if (!outcome.ok) return { ok: false, message: outcome.message }
  const value = outcome.value as string | bigint | boolean
  if (typeof value === 'string' && value.length > MOST_TEXT)
    return { ok: false, message: `it gives more than ${MOST_TEXT} characters` }
  return { ok: true, value }
}

/** Looks the texts of a part of a message up by JSON Pointers, and remembers where it looked last. */
class Pointed extends Map<string, string> {
  readonly #part: unknown
  readonly #trace: { path: string }
  readonly #base: string

  constructor(part: unknown, base: string, trace: { path: string }) {
    super()
    this.#part = part
    this.#base = base
    this.#trace = trace
  }

  override get(pointer: string): string | undefined {
    this.#trace.path = this.#base + pointer
    if (!isPointer(pointer)) throw new RangeError(`"${pointer}" is no JSON Pointer: it begins with "/"`)
    return textOf(valueAt(this.#part, pointer), pointer)
  }
}

export const textsOf = (part: unknown, base: string, trace: { path: string }): Texts =>
  new Texts(new Pointed(part, base, trace))

export function valueAt(part: unknown, pointer: string): unknown {
  let value = part
  for (const token of pointer.slice(1).split('/')) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

/** A text without blanks around it; numbers without the noise of a binary fraction. What is not there or empty: undefined. */
function textOf(value: unknown, pointer: string): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'object') throw new RangeError(`"${pointer}" is a list or an object, no text`)
  const text =
    typeof value === 'number' ? numberText(value, pointer) : String(value as string | boolean).trim()
  if (text.length > MOST_TEXT) throw new RangeError(`"${pointer}" is longer than ${MOST_TEXT} characters`)
  return text
}

function numberText(value: number, pointer: string): string {
  // What was read is then not what was written.
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw new RangeError(`"${pointer}" is a number of more than 15 digits: it has to be sent as a text`)
  const six = value.toFixed(6).replace(/\.?0+$/, '')
  return Math.abs(Number(six) - value) <= Math.abs(value) * BINARY_NOISE ? six : String(value)
}

/** A whole card number never enters (decision 0009): where its member is named like one, and its digits check. */
export function cardNumberIn(value: unknown, path = ''): Problem | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    const at = `${path}/${escapePointer(name)}`
    if (/card|^pan$|^cc_?num/i.test(name) && isCardNumber(inner))
      return { path: at, code: 'card_number', message: 'a whole card number must not be sent' }
    const found = cardNumberIn(inner, at)
    if (found) return found
  }
  return undefined
}

function isCardNumber(value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false
  const digits = String(value).replaceAll(/[ -]/g, '')
  return /^\d{12,19}$/.test(digits) && hasCheckDigit(digits)
}
