import type { Json } from '../json.ts'
import { problemType, type Problem, type Refusal } from './problems.ts'
import { MAX_PROBLEMS } from './schema.ts'

/**
 * What a handler answers. A string or Buffer body is sent as it is; anything else is written as JSON and must be
 * plain (ids, money and quantities already rendered; a bigint in it is a fault).
 */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Content type of a prepared body; JSON when absent. */
  readonly type?: string
  readonly problem?: ProblemContent
  /** Writes a stream of answers, see `streamed`. */
  readonly stream?: (write: LineWriter) => Promise<void>
}

export interface ProblemContent {
  readonly code: string
  /** What is special about this occurrence, in a sentence. */
  readonly detail?: string
  readonly errors?: readonly Problem[]
  /** Seconds. */
  readonly retryAfter?: number
  /** Further members (RFC 9457 §3.2). */
  readonly more?: Readonly<Record<string, Json>>
}

/** Writes one piece; resolves when the client took enough to go on; rejects when the client went away. */
export type LineWriter = (piece: string | Buffer) => Promise<void>

type Headers = Readonly<Record<string, string>>

/** 200. */
export function ok(body: unknown, headers?: Headers): Reply {
  return { status: 200, body, ...(headers === undefined ? {} : { headers }) }
}

/** 201, with the address of what was made. */
export function created(body: unknown, location: string, headers?: Headers): Reply {
  return { status: 201, body, headers: { ...headers, location } }
}

/** 204. */
export function noContent(headers?: Headers): Reply {
  return { status: 204, ...(headers === undefined ? {} : { headers }) }
}

/** A document of another type, e.g. an invoice as PDF or a list as CSV. */
export function document(type: string, body: string | Buffer, headers?: Headers): Reply {
  return { status: 200, type, body, ...(headers === undefined ? {} : { headers }) }
}

/** A problem; status and title come from the registry. */
export function problem(code: string, content: Omit<ProblemContent, 'code'> = {}, headers?: Headers): Reply {
  return {
    status: problemType(code).status,
    problem: { code, ...content },
    ...(headers === undefined ? {} : { headers }),
  }
}

/** Renders the refusal of an act: of its problems as many as a body may have. */
export function refused(refusal: Refusal, detail?: string): Reply {
  const errors = refusal.problems.slice(0, MAX_PROBLEMS)
  return problem(refusal.code, { errors, ...(detail === undefined ? {} : { detail }) })
}

/**
 * Streams lines while they are made, at the pace of the client. A throw after the first line breaks the connection
 * (a client must count its answers); before it, it is a 500.
 */
export function streamed(stream: (write: LineWriter) => Promise<void>, type = 'application/x-ndjson'): Reply {
  return { status: 200, type, stream }
}

/** A problem thrown from below a handler, where there is no way to return it (parsing of ids, cursors, headers). */
export class HttpProblem extends Error {
  readonly reply: Reply
  constructor(code: string | Reply, content: Omit<ProblemContent, 'code'> = {}, headers?: Headers) {
    super(content.detail ?? (typeof code === 'string' ? code : `status ${code.status}`))
    this.reply = typeof code === 'string' ? problem(code, content, headers) : code
  }
}

/** A filter of a list that names something. */
export interface NamedFilter {
  readonly name: string
  /** undefined: it was not asked for */
  readonly value: string | undefined
  /** It is there, and the caller may see it: the answer tells the one from the other no more than a read does. */
  readonly known: boolean
}

/**
 * An empty list would say that what a filter names has nothing; what is not there at all is told.
 *
 * @throws HttpProblem `invalid_parameters` with all of them
 */
export function checkFilters(...filters: readonly NamedFilter[]): void {
  const errors = filters.flatMap(({ name, value, known }) =>
    value === undefined || known
      ? []
      : [{ path: `/query/${name}`, code: 'unknown_value', message: `There is no "${value}".` }],
  )
  if (errors.length > 0) throw new HttpProblem('invalid_parameters', { errors })
}
