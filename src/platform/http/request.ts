import type { FastifyRequest } from 'fastify'
import type { Lines } from './ndjson.ts'
import { readLines } from './ndjson.ts'
import type { Cursors } from './paging.ts'
import { parseJson } from './parse-json.ts'
import type { Principal } from './principal.ts'
import { HttpProblem, problem, type Reply } from './replies.ts'
import type { ParsedBody, RouteRequest } from './route.ts'
import type { Check } from './schema.ts'
import { traceOf, type TraceContext } from './trace.ts'

const NO_BYTES = Buffer.alloc(0)

/** State of one request; lives in `request.docket` from the first hook to the last. */
export class Call implements RouteRequest {
  readonly trace: TraceContext
  readonly startedAt = performance.now()
  readonly #request: FastifyRequest
  readonly #lineLimit: number
  readonly #cursors: Cursors | undefined
  bytes: Buffer = NO_BYTES
  body: unknown
  query: unknown = {}
  params: unknown = {}
  checkedBody: Check | undefined
  source: AsyncIterable<Buffer> | undefined
  knownPrincipal: Principal | undefined
  /** Set when it is admitted; nobody has to be asked on anonymous routes. */
  verify: () => Promise<Reply | undefined> = async () => undefined
  deadline = Number.POSITIVE_INFINITY
  #abort: AbortController | undefined
  #unwatch: (() => void) | undefined

  /** @param cursors absent where no route is asked */
  constructor(request: FastifyRequest, lineLimit: number, cursors?: Cursors) {
    this.#request = request
    this.#lineLimit = lineLimit
    this.#cursors = cursors
    this.trace = traceOf(request.headers.traceparent as string | undefined)
  }

  get requestId(): string {
    return `${this.trace.traceId}-${this.trace.spanId}`
  }

  get principal(): Principal {
    if (this.knownPrincipal === undefined) throw new Error('An anonymous route has no principal')
    return this.knownPrincipal
  }

  get companyId(): bigint {
    const id = this.principal.companyId
    if (id === null) throw new Error('The route was declared without a company')
    return id
  }

  get cursors(): Cursors {
    if (this.#cursors === undefined) throw new Error('The request has no route')
    return this.#cursors
  }

  get lines(): Lines {
    return readLines(this.source ?? empty(), this.#lineLimit)
  }

  get url(): string {
    return this.#request.url
  }

  get client(): string {
    return this.#request.ip
  }

  get contentType(): string {
    return mediaType(this.#request.headers['content-type'])
  }

  get idempotencyKey(): string | undefined {
    const key = this.header('idempotency-key')
    if (key === undefined || key === '') return undefined
    // The draft asks for a quoted string; most clients send it bare. Both mean the same key.
    const bare = key.length > 2 && key.startsWith('"') && key.endsWith('"') ? key.slice(1, -1) : key
    if (this.#timesSent('idempotency-key') > 1) {
      throw new HttpProblem('invalid_parameters', {
        detail: 'The header `Idempotency-Key` came more than once. Send it once.',
      })
    }
    if (!/^[\x21-\x7e]{1,255}$/.test(bare)) {
      throw new HttpProblem('invalid_parameters', {
        detail: '`Idempotency-Key` is 1 to 255 visible ASCII characters.',
      })
    }
    return bare
  }

  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      const controller = (this.#abort = new AbortController())
      const { socket } = this.#request.raw
      const abort = () => controller.abort()
      socket.once('close', abort)
      this.#unwatch = () => socket.off('close', abort)
    }
    return this.#abort.signal
  }

  /** Ends the work of a handler that took too long. */
  abort(): void {
    this.#abort?.abort()
  }

  /** The answer is out. The connection may live on: it must not gather what its requests listened for. */
  end(): void {
    this.#unwatch?.()
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name.toLowerCase()]
    return Array.isArray(value) ? value.join(', ') : value
  }

  /** Node joins a repeated header with commas, so only the raw headers tell. */
  #timesSent(name: string): number {
    const raw = this.#request.raw.rawHeaders
    return raw.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length
  }

  parse(): ParsedBody<unknown> {
    const parsed = parseJson(this.bytes)
    if (!parsed.ok) {
      const errors = [parsed.problem]
      const { offset, line, column } = parsed.position
      const reply = problem('malformed_json', {
        detail: `${parsed.problem.message} Line ${line}, column ${column}.`,
        errors,
        more: { position: { offset, line, column } },
      })
      return { ok: false, code: 'malformed_json', problems: errors, reply, rest: () => undefined }
    }
    const checked = this.checkedBody?.(parsed.value) ?? { ok: true as const, value: parsed.value }
    if (checked.ok) return { ok: true, body: checked.value }
    const reply = problem('invalid_body', { errors: checked.problems })
    const { problems, rest } = checked
    return { ok: false, code: 'invalid_body', problems, reply, value: parsed.value, rest }
  }
}

async function* empty(): AsyncGenerator<Buffer> {}

/** The media type of a Content-Type header, without parameters, in lower case. */
export function mediaType(header: string | undefined): string {
  if (header === undefined) return ''
  const end = header.indexOf(';')
  return (end < 0 ? header : header.slice(0, end)).trim().toLowerCase()
}

/** A parameter of a media type, whose value may stand in quotes (RFC 9110, 5.6.6). */
const PARAMETER = /;\s*([^\s;=]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g

/** The charset that a Content-Type header names, when it is none of the names of UTF-8. */
export function foreignCharset(header: string | undefined): string | undefined {
  if (header === undefined || !/charset/i.test(header)) return undefined
  for (const [, name, quoted, bare] of header.matchAll(PARAMETER)) {
    if (name!.toLowerCase() !== 'charset') continue
    const charset = quoted ?? bare!
    if (!namesUtf8(charset)) return charset
  }
  return undefined
}

/** Whether a label is one of those that the encoding standard has for UTF-8. */
function namesUtf8(label: string): boolean {
  try {
    return new TextDecoder(label).encoding === 'utf-8'
  } catch {
    return false
  }
}
