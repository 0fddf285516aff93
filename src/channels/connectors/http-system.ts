import { createHmac } from 'node:crypto'
import type { OutsideRequest, Said, SystemPort } from '../../orchestration/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { OutsideConnection } from '../../platform/connections.ts'
import { answerBody, reasonOf, retryAfterMs } from './answer-body.ts'

/** Nothing was sent: there was nobody to send it to. */
const NEVER_LEFT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
/** Largest answer. */
const MOST_BYTES = 1_048_576
const MOST_TEXT = 200

/**
 * A system that is asked over HTTP with JSON, as patterns say it, each request with its `Idempotency-Key`; how to write one:
 * docs/guides/connect-a-system.md. A request bears a token, or is signed, or both.
 */
export function httpSystem(
  { url, token, secret }: Omit<OutsideConnection, 'companies'>,
  clock: Clock,
): SystemPort {
  const base = url.replace(/\/+$/, '')
  const { host } = new URL(base)
  const unknown = (what: string): Said => ({ what: 'unknown', problem: `${host} ${what}` })

  function headersOf({ key, method, content }: OutsideRequest, address: URL): Record<string, string> {
    const headers: Record<string, string> = { accept: 'application/json', 'idempotency-key': key }
    if (content !== null) headers['content-type'] = 'application/json; charset=utf-8'
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`
    if (secret === undefined) return headers
    const timestamp = String(Math.floor(clock.now().getTime() / 1000))
    const text = `${timestamp}.${method} ${address.pathname}${address.search}.${key}.`
    const signature = createHmac('sha256', secret)
      .update(text)
      .update(content ?? '')
      .digest('hex')
    return { ...headers, 'docket-timestamp': timestamp, 'docket-signature': `v1=${signature}` }
  }

  return {
    async ask(request) {
      const { method, path, content, timeoutMs } = request
      const address = URL.canParse(`${base}${path}`) ? new URL(`${base}${path}`) : undefined
      // A path that leads to another house would take the credential there.
      if (address?.host !== host) return { what: 'not_sent', problem: `${host}: ${path} is no path of it` }
      const time = AbortSignal.timeout(timeoutMs)
      try {
        const response = await fetch(address, {
          method,
          headers: headersOf(request, address),
          ...(content === null ? {} : { body: new Uint8Array(content) }),
          redirect: 'manual',
          signal: time,
        })
        const text = await answerBody(response, MOST_BYTES, (what) => new Error(what))
        return {
          what: 'answered',
          status: response.status,
          body: bodyOf(text),
          retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
        }
      } catch (error) {
        if (time.aborted) return unknown(`did not answer within ${timeoutMs / 1000} s`)
        const reason = reasonOf(error)
        if (NEVER_LEFT.has(reason))
          return { what: 'not_sent', problem: `${host} cannot be reached (${reason})` }
        return unknown(`broke off (${reason})`)
      }
    },
  }
}

/** What is no JSON is told by its beginning; what the database cannot hold of a text, by a sign for it. */
function bodyOf(text: string): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text, storable) as unknown
  } catch {
    return { message: storableText(text.slice(0, MOST_TEXT)) }
  }
}

function storable(_name: string, value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const names = Object.keys(value)
  if (names.every((name) => storableText(name) === name)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [storableText(name), one]))
}

function storableText(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed()
}
