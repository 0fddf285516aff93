import type { Static, TSchema } from 'typebox'
import type { Lines } from './ndjson.ts'
import type { Cursors } from './paging.ts'
import type { Principal, Scope } from './principal.ts'
import type { Problem, ProblemType } from './problems.ts'
import type { ProblemContent, Reply } from './replies.ts'
import type { Rest } from './rest.ts'
import type { TraceContext } from './trace.ts'

/**
 * One operation of the API. A handler parses, calls an act, renders; it decides nothing.
 *
 * Defaults: a company is required, only credentials that see all rows may call, JSON in and out.
 */
export interface RouteDefinition<B extends TSchema, Q extends TSchema, P extends TSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/api/v1/orders/:id` */
  readonly url: string
  /** Unique name for generated clients, camelCase. */
  readonly operationId: string
  /** One line; `description` may be Markdown. */
  readonly summary: string
  readonly description?: string
  readonly tags: readonly string[]
  /**
   * Of several, any opens the route, and the handler asks for the one that the case needs. `signed-in`: any valid
   * credential; `anonymous`: none at all (decision 9.7: few).
   */
  readonly scope: Scope | readonly Scope[] | 'signed-in' | 'anonymous'
  /** The answer to a request without any credential, instead of 401. */
  readonly nobody?: Reply
  /**
   * `all`: a credential with a limited row scope is refused (403). `scoped`: the handler passes
   * `principal.rowScope` on to its statements.
   */
  readonly rows?: 'all' | 'scoped'
  /** False for what belongs to no company (users, session, metrics). */
  readonly company?: boolean
  /** Documented and, where the route needs it, refused when absent. */
  readonly idempotencyKey?: 'required' | 'optional'
  /** `If-None-Match: *` is understood: what is described is only made. */
  readonly onlyNew?: true
  readonly params?: P
  readonly query?: Q
  /** A parsed and checked JSON body, or what `raw` or `lines` say. */
  readonly body?: B
  /** The body may be left out. */
  readonly bodyOptional?: boolean
  /**
   * `json` (default): parsed and checked before the handler. `raw`: the handler gets the bytes of any content type in
   * `accepts`, and calls `request.parse()` itself when it wants JSON: so malformed bytes can be kept.
   * `lines`: NDJSON as a stream; `body` describes one line.
   */
  readonly input?: 'json' | 'raw' | 'lines'
  /** Content types of a raw body. */
  readonly accepts?: readonly string[]
  /** The bytes are kept whatever charset they are said to be in; all other routes read UTF-8 and refuse what says otherwise. */
  readonly anyCharset?: boolean
  /** Most bytes of the body, when other than the server's. */
  readonly bodyLimit?: number
  /** Milliseconds until 503, when other than the server's; 0 = no limit. */
  readonly timeoutMs?: number
  /** By status: the schema and what it means; `type` when it is not JSON. */
  readonly responses: Readonly<Record<number, { description: string; schema?: TSchema; type?: string }>>
  /** Codes of problems that this operation answers beside the general ones; each must be defined. */
  readonly problems?: readonly string[]
  readonly deprecated?: boolean
  /** Writes problems in the form of another standard; RFC 9457 when absent. */
  readonly problemForm?: ProblemForm
  handle(request: RouteRequest<Static<B>, Static<Q>, Static<P>>): Promise<Reply> | Reply
}

/** A problem as another standard writes it. */
export type ProblemForm = (
  problem: ProblemType & Pick<ProblemContent, 'detail' | 'errors' | 'more'>,
  requestId: string,
) => { readonly status: number; readonly type: string; readonly body: unknown }

/** A route of any shape. */
export type Route = RouteDefinition<TSchema, TSchema, TSchema>

/** Declares a route with its types checked; the list of a module is `Route[]`. */
export function route<B extends TSchema, Q extends TSchema, P extends TSchema>(
  definition: RouteDefinition<B, Q, P>,
): Route {
  return definition as unknown as Route
}

/** What a handler sees of a request. */
export interface RouteRequest<B = unknown, Q = unknown, P = unknown> {
  readonly params: P
  readonly query: Q
  readonly body: B
  /** The body byte for byte; empty when there is none or it is a stream. */
  readonly bytes: Buffer
  /** Lines of an NDJSON body; only on routes with `input: 'lines'`. */
  readonly lines: Lines
  /** Parses and checks `bytes` as `body` says; for raw routes. */
  parse(): ParsedBody<B>
  /** Who asks; only absent on anonymous routes, where reading it throws. */
  readonly principal: Principal
  /** The company of the request; throws on routes with `company: false`. */
  readonly companyId: bigint
  /** Header `Idempotency-Key`, 1 to 255 visible ASCII characters. */
  readonly idempotencyKey: string | undefined
  header(name: string): string | undefined
  /** Path and query as sent. */
  readonly url: string
  /** Makes and reads the places of lists. */
  readonly cursors: Cursors
  readonly contentType: string
  /** The client's address. */
  readonly client: string
  /** Unique by request; stands in logs and in the problem's `instance`. */
  readonly requestId: string
  readonly trace: TraceContext
  /** Aborted when the client goes away or the time is over. */
  readonly signal: AbortSignal
  /**
   * For requests that last: asks anew who asks and what they may. `principal` is that of now; a refusal: they may not go on.
   */
  verify(): Promise<Reply | undefined>
}

export type ParsedBody<B> =
  | { readonly ok: true; readonly body: B }
  | {
      readonly ok: false
      /** malformed_json: not parseable (400). invalid_body: parseable, against the schema (422). */
      readonly code: 'malformed_json' | 'invalid_body'
      readonly problems: readonly Problem[]
      readonly reply: Reply
      /** The JSON, when it could be parsed. */
      readonly value?: unknown
      /** What of it can be judged still; undefined: nothing can be told of the rest. */
      rest(): Rest<B> | undefined
    }
