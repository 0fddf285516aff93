import { hash } from 'node:crypto'
import { Type, type TSchema } from 'typebox'
import { actorOf } from '../../platform/auth/index.ts'
import { Fault, Overloaded, type Act, type Door } from '../../platform/batch/index.ts'
import { isConnectionError } from '../../platform/database/index.ts'
import {
  allows,
  defineProblems,
  HttpProblem,
  refused,
  SCOPES,
  type Malformed,
  type ParsedBody,
  type Principal,
  type Reply,
  type RouteRequest,
} from '../../platform/http/index.ts'
import type { Answered } from '../../platform/keyed.ts'
import {
  formatAmount,
  formatMicro,
  isCurrency,
  MICRO,
  MOST_AMOUNT,
  MOST_QUANTITY,
  readAmount,
  readMicro,
  tooGreat,
  type Micro,
  type Minor,
} from '../../platform/money.ts'
import { apartFrom, type Problem, type Refusal } from '../../platform/outcome.ts'
import { decodeId, parseOrderNumber, type IdPrefix } from '../../platform/public-id.ts'
import type { RequestKey } from '../../platform/request-key.ts'

/** Values as callers write them. */
export const Decimal = Type.Union([
  Type.String({ maxLength: 32, description: 'Decimal string, up to 6 decimals' }),
  Type.Number({ description: 'Accepted in; answers carry decimal strings' }),
])
export const MoneyIn = Type.Object(
  {
    amount: Type.String({ maxLength: 32 }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
  },
  { additionalProperties: false },
)
export const DateIn = Type.String({
  format: 'date',
  description: 'YYYY-MM-DD in the time zone of the company',
})
export const Code = Type.String({ minLength: 1, maxLength: 200 })
export const IdIn = Type.String({ maxLength: 40 })

/** An object of exactly these members. */
export function strict<T extends Record<string, TSchema>>(members: T, $id?: string) {
  return Type.Object(members, {
    additionalProperties: false,
    ...($id === undefined ? {} : { $id, title: $id }),
  })
}

/**
 * So much of a line.
 *
 * @param unit what a unit other than that of stock is to the line: it is sold in it, or quoted in it
 */
export const lineQuantity = (unit: 'sold' | 'quoted') =>
  strict({
    lineNo: Type.Integer({ minimum: 1 }),
    quantity: Type.Optional(Decimal),
    uom: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 20,
        description: `The unit that the line is ${unit} in; absent: the one that its item is stocked in`,
      }),
    ),
  })

export interface LineQuantity {
  lineNo: number
  quantity?: string | number
  uom?: string
}

/** Turns what a body says into values, and gathers what is wrong with it. */
export class Input {
  readonly problems: Problem[]
  readonly #places: string[]

  /** @param refused what is known to be wrong with the form */
  constructor(refused?: Malformed) {
    this.problems = [...(refused?.problems ?? [])]
    this.#places = [...(refused?.places ?? [])]
  }

  /** Of what the schema refused nothing more is noted. */
  note(path: string, code: string, message: string): void {
    this.problems.push(...apartFrom(this.#places, [{ path, code, message }]))
    this.#places.push(path)
  }

  /** What was stated and not refused. */
  stated<T>(path: string, value: T | undefined): T | undefined {
    return this.#places.includes(path) ? undefined : value
  }

  /**
   * A body that is judged as a whole: what the schema refused is noted, and stand-ins take its place.
   *
   * @throws HttpProblem `malformed_json`, `invalid_body` when nothing can be told of the rest
   */
  body<B>(parsed: ParsedBody<B>): B {
    if (parsed.ok) return parsed.body
    const rest = parsed.rest()
    if (!rest) throw new HttpProblem(parsed.reply)
    this.problems.push(...parsed.problems)
    this.#places.push(...rest.places)
    return rest.body
  }

  get malformed(): Malformed | undefined {
    return this.problems.length === 0 ? undefined : { problems: this.problems, places: this.#places }
  }

  micro(path: string, value: string | number): Micro {
    const read = readMicro(value, MOST_QUANTITY)
    if (typeof read === 'bigint') return read
    this.note(
      path,
      read,
      read === 'too_great'
        ? tooGreat(formatMicro(MOST_QUANTITY))
        : 'it must be a decimal such as 2.5, with at most 6 decimals',
    )
    return 0n
  }

  /** A quantity and what a unit of it costs: what they come to must be an amount that can be kept. */
  product(path: string, quantity: Micro, unit: Micro | null): void {
    if (unit === null) return
    const value = (quantity * unit) / MICRO
    const most = (MOST_AMOUNT * MICRO) / 100n
    if (value > most || value < -most)
      this.note(path, 'too_great', `with this cost of a unit, ${tooGreat(formatMicro(most))}`)
  }

  microOrNull(path: string, value: string | number | undefined): Micro | null {
    return value === undefined ? null : this.micro(path, value)
  }

  /** `null` for a quantity: all of the line. */
  lineQuantities(lines: readonly LineQuantity[] | undefined) {
    if (!lines) return null
    return lines.map(({ lineNo, quantity, uom }, index) => ({
      lineNo,
      ...(uom === undefined ? {} : { uom }),
      quantity: this.microOrNull(`/lines/${index}/quantity`, quantity),
    }))
  }

  money(path: string, value: { amount: string; currency: string }): Minor {
    if (!isCurrency(value.currency)) {
      this.note(`${path}/currency`, 'unknown_currency', `there is no currency ${value.currency}`)
      // What is no decimal is none in any currency.
      const read = readMicro(value.amount, MOST_QUANTITY)
      if (read === 'wrong_form') this.note(`${path}/amount`, read, 'it must be a decimal such as 10.00')
      this.#places.push(`${path}/amount`)
      return 0n
    }
    const read = readAmount(value.amount, value.currency, MOST_AMOUNT)
    if (typeof read === 'bigint') return read
    const most = formatAmount(MOST_AMOUNT, value.currency)
    this.note(
      `${path}/amount`,
      read,
      read === 'too_great'
        ? tooGreat(most)
        : 'it must be a decimal such as 10.00, with at most the decimals of its currency',
    )
    return 0n
  }

  id(path: string, prefix: IdPrefix, text: string): bigint {
    const id = decodeId(prefix, text) ?? (prefix === 'ord' ? parseOrderNumber(text) : undefined)
    if (id === undefined) this.note(path, 'wrong_form', `an id that begins with ${prefix}_`)
    return id ?? 0n
  }

  idOrNull(path: string, prefix: IdPrefix, text: string | undefined): bigint | null {
    return text === undefined ? null : this.id(path, prefix, text)
  }

  /** @throws HttpProblem `invalid_body` with everything that was found */
  check(): void {
    if (this.problems.length > 0) throw new HttpProblem('invalid_body', { errors: this.problems })
  }
}

/** The id in an address; an address with none leads nowhere. @throws HttpProblem `not_found` */
export function idIn(prefix: IdPrefix, text: string): bigint {
  const id = decodeId(prefix, text) ?? (prefix === 'ord' ? parseOrderNumber(text) : undefined)
  if (id === undefined) throw new HttpProblem('not_found')
  return id
}

type Keyed = Pick<RouteRequest, 'companyId' | 'principal' | 'idempotencyKey' | 'bytes'>

/** The key of a request for one operation, and who asks. */
export function askedBy(
  request: Keyed,
  route: string,
): { companyId: bigint; actor: string; by: readonly string[]; key?: RequestKey } {
  const { companyId, principal, idempotencyKey, bytes } = request
  const actor = actorOf(principal)
  const by = namesOf(principal)
  if (idempotencyKey === undefined) return { companyId, actor, by }
  const bodyHash = hash('sha256', bytes, 'buffer')
  return { companyId, actor, by, key: { companyId, principal: actor, route, key: idempotencyKey, bodyHash } }
}

/** By which names somebody goes where people are named: scopes, `role:` and roles, and itself. */
export function namesOf(principal: Principal): string[] {
  const roles = [...(principal.roles ?? [])].map((role) => `role:${role}`)
  return [...SCOPES.filter((scope) => allows(principal, scope)), ...roles, actorOf(principal)]
}

/**
 * A request that is judged as a whole, its form and what it names at once. What is wrong by its form alone changes
 * nothing, and its key stays free for what will be sent instead.
 */
export function judged<Q extends { key?: RequestKey }>(
  input: Input,
  request: Q,
): Q & { malformed?: Malformed } {
  const { malformed } = input
  if (!malformed) return request
  const { key: _free, ...rest } = request
  return { ...rest, malformed } as Q & { malformed: Malformed }
}

/** Hands one request to the door. @throws HttpProblem `too_many_requests`, `unavailable` */
export async function ask<Q, F>(
  door: Door,
  act: Act<Q, F, Answered | Refusal>,
  request: Q,
): Promise<Answered | Refusal> {
  try {
    return await door.request(act, request, { lane: 'interactive' })
  } catch (error) {
    throw troubled(error)
  }
}

defineProblems({
  posting_rule_missing: [
    409,
    'The books have no posting rule for it, or the condition of one fails.',
    'Nothing was changed. Describe a rule for what `detail` names, or mend the one that it names (`PUT /api/v1/posting-rules`), then send the same again.',
  ],
})

/** Why a request could not be posted: the set-up of the books is not complete; undefined: it is another fault. */
export function unposted(error: unknown): string | undefined {
  const isOurs = !(error instanceof Fault) || !UNPOSTED.has(error.code)
  return isOurs
    ? undefined
    : `${error.message}: describe or mend it by PUT /api/v1/posting-rules, then send it again`
}

const UNPOSTED: ReadonlySet<string> = new Set(['posting_rule_missing', 'posting_rule_fault'])

/** What a caller is told of a request that threw. */
export function troubled(error: unknown): unknown {
  const detail = unposted(error)
  if (detail !== undefined) return new HttpProblem('posting_rule_missing', { detail })
  if (error instanceof Overloaded) {
    return new HttpProblem('too_many_requests', {
      retryAfter: error.retryAfterSeconds,
      detail: error.message,
    })
  }
  if (!(error instanceof Fault) && isConnectionError(error)) {
    return new HttpProblem('unavailable', { retryAfter: 2, detail: 'The database cannot be reached.' })
  }
  // After a restore; the sentence says what an operator does about it.
  if (error instanceof Fault && error.code === 'series_closed')
    return new HttpProblem('unavailable', { retryAfter: 60, detail: error.message })
  return error
}

/** The reply to what was taken in, or to its refusal. */
export function answered(
  outcome: Answered | Refusal,
  reply: (answer: Record<string, unknown>) => Reply,
): Reply {
  return outcome.ok ? reply(outcome.answer as Record<string, unknown>) : refused(outcome)
}
