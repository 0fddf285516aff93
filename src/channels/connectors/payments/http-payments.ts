import { createHmac } from 'node:crypto'
import type { Clock } from '../../../platform/clock.ts'
import type { OutsideConnection } from '../../../platform/connections.ts'
import { formatAmount, isCurrency, parseAmount, type Minor } from '../../../platform/money.ts'
import {
  GatewayFailure,
  type GatewayAnswer,
  type GatewayRequest,
  type PaymentGateway,
} from '../../payments/port.ts'
import { answerBody, reasonOf } from '../answer-body.ts'

/** Limits of a call. */
interface HttpPaymentLimits {
  /** From the call to the last byte. */
  timeoutMs: number
  /** Largest answer. */
  bytes: number
}

/** Nothing was sent: there was nobody to send it to. */
const NEVER_LEFT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
/** Refused before anything was done: the credential, the form of it, or too many at once. */
const NOT_DONE: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 413, 415, 422, 429])

/**
 * A payment gateway that answers `POST <url>/transactions` and `POST <url>/transactions/close`, each with an
 * `Idempotency-Key`; how to write one: docs/guides/connect-a-payment-gateway.md. A call bears a token, or is signed, or both.
 */
export function httpPayments(
  { url, token, secret }: Omit<OutsideConnection, 'companies'>,
  clock: Clock,
  limits: HttpPaymentLimits,
): PaymentGateway {
  const base = url.replace(/\/+$/, '')
  const { host } = new URL(base)
  const unknown = (what: string) => new GatewayFailure('unknown', `${host} ${what}`)

  async function call(path: string, name: string, given: object, signal: AbortSignal): Promise<unknown> {
    // A header holds nothing else: what was kept by a name that could not be sent is asked for, and ended, by one that can.
    const key = /^[\x21-\x7e]+$/.test(name) ? name : encodeURIComponent(name.toWellFormed())
    const address = new URL(`${base}${path}`)
    const body = JSON.stringify(given)
    const headers: Record<string, string> = {
      accept: 'application/json',
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': key,
    }
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`
    if (secret !== undefined) Object.assign(headers, signed(address, key, body, secret, clock.now()))
    const time = AbortSignal.timeout(limits.timeoutMs)
    let text: string
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers,
        body,
        // A redirect would take the credential to another house.
        redirect: 'manual',
        signal: AbortSignal.any([signal, time]),
      })
      const { status } = response
      if (status !== 200) {
        await response.body?.cancel()
        throw new GatewayFailure(NOT_DONE.has(status) ? 'not_done' : 'unknown', `${host} answered ${status}`)
      }
      text = await answerBody(response, limits.bytes, unknown)
    } catch (error) {
      if (error instanceof GatewayFailure) throw error
      if (time.aborted) throw unknown(`did not answer within ${limits.timeoutMs / 1000} s`)
      const reason = reasonOf(error)
      const kind = NEVER_LEFT.has(reason) ? 'not_done' : 'unknown'
      throw new GatewayFailure(kind, `${host} cannot be reached (${reason})`)
    }
    try {
      return JSON.parse(text) as unknown
    } catch {
      throw unknown('answered no JSON')
    }
  }

  return {
    async transact(request, signal) {
      return answerOf(await call('/transactions', request.key, bodyOf(request), signal), unknown)
    },
    async close(key, signal) {
      const body = await call('/transactions/close', key, {}, signal)
      const { done, answer } = (isObject(body) ? body : {}) as { done?: unknown; answer?: unknown }
      if (done === false) return null
      if (done === true) return answerOf(answer, unknown)
      throw unknown('answered JSON of another form: done is no boolean')
    },
  }
}

function bodyOf({ key: _key, amount, currency, ...request }: GatewayRequest) {
  return { ...request, amount: formatAmount(amount, currency), currency }
}

/** HMAC-SHA256 over `<unix seconds>.POST <path>.<key>.<body>`, in hex, so that an overheard call can be told by its age. */
function signed(address: URL, key: string, body: string, secret: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const text = `${timestamp}.POST ${address.pathname}.${key}.${body}`
  const signature = createHmac('sha256', secret).update(text).digest('hex')
  return { 'docket-timestamp': timestamp, 'docket-signature': `v1=${signature}` }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is not as it should be leaves the transaction in doubt: it may have been done. */
function answerOf(body: unknown, unknown: (what: string) => GatewayFailure): GatewayAnswer {
  const wrong = (what: string) => unknown(`answered JSON of another form: ${what}`)
  if (!isObject(body)) throw wrong('it is no object')
  const { result, amount, balance = null, currency, reference, code = '', message = '' } = body
  if (result !== 'approved' && result !== 'declined') throw wrong('result is neither approved nor declined')
  if (typeof currency !== 'string' || !isCurrency(currency)) throw wrong('currency is none of ISO 4217')
  const minor = (value: unknown): Minor | undefined =>
    typeof value === 'string' ? parseAmount(value, currency) : undefined
  const done = minor(amount)
  const left = balance === null ? null : minor(balance)
  if (done === undefined || done < 0n) throw wrong('amount is no amount')
  if (left === undefined || (left !== null && left < 0n)) throw wrong('balance is no amount')
  if (typeof reference !== 'string' || reference === '' || reference.length > 200)
    throw wrong('reference is no short text')
  if (typeof code !== 'string' || typeof message !== 'string') throw wrong('code or message is no text')
  return {
    approved: result === 'approved',
    amount: done,
    currency,
    reference,
    code: code.slice(0, 100),
    message: message.slice(0, 300),
    balance: left,
  }
}
