/**
 * The one registry of problem types (RFC 9457). A code is part of the API: it is never renamed, and never
 * changes its status. Modules add theirs with `defineProblems` beside their routes.
 */
export interface ProblemType {
  readonly code: string
  readonly status: number
  /** The same sentence at every occurrence; what is special stands in `detail` and `errors`. */
  readonly title: string
  /** What a caller should do about it. */
  readonly remedy: string
}

export type { Problem, Refusal } from '../outcome.ts'

const registry = new Map<string, ProblemType>()

/** Adds problem types: `{ code: [status, title, remedy] }`. Throws when a code is there already with another meaning. */
export function defineProblems<C extends string>(
  types: Record<C, readonly [status: number, title: string, remedy: string]>,
): void {
  for (const [code, [status, title, remedy]] of Object.entries<readonly [number, string, string]>(types)) {
    const known = registry.get(code)
    if (known !== undefined && (known.status !== status || known.title !== title)) {
      throw new Error(`Problem code ${code} is defined twice`)
    }
    if (!/^[a-z][a-z0-9_]*$/.test(code)) throw new Error(`Problem code ${code} is not snake_case`)
    registry.set(code, { code, status, title, remedy })
  }
}

/** The type behind a code; an unknown code is shown as a refusal of the business (422) and keeps its name. */
export function problemType(code: string): ProblemType {
  return (
    registry.get(code) ?? { code, status: 422, title: 'The request was refused.', remedy: 'See `errors`.' }
  )
}

/** True when the code was defined. */
export function isDefinedProblem(code: string): boolean {
  return registry.has(code)
}

/** All types, by code. */
export function listProblems(): ProblemType[] {
  return [...registry.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** Where a person reads about a type; the `type` member of a problem. */
export function problemUri(code: string): string {
  return `/docs/problems#${code}`
}

defineProblems({
  malformed_request: [400, 'The request is not well-formed HTTP.', 'Check the request line and the headers.'],
  malformed_json: [
    400,
    'The body is not well-formed JSON.',
    'The position of the first error is in `position`.',
  ],
  body_required: [400, 'The request has no body.', 'Send a body of the documented content type.'],
  invalid_parameters: [400, 'A path, query or header parameter is wrong.', 'Correct what `errors` names.'],
  invalid_cursor: [
    400,
    'The cursor in `after` is not one that this list gave out.',
    'Start without `after`.',
  ],
  cursor_outlived: [
    410,
    'The cursor in `after` is from before this installation was restored or copied.',
    'Start without `after`; what you read since then may have changed.',
  ],
  company_required: [400, 'You work for several companies.', 'Name one in the header `Docket-Company`.'],
  idempotency_key_required: [400, 'The request needs a key.', 'Send the header `Idempotency-Key`.'],
  unauthenticated: [401, 'No valid credential came with the request.', 'Send an API key or sign in.'],
  scope_missing: [
    403,
    'Your credential does not allow this.',
    'Ask an administrator for the scope in `detail`.',
  ],
  partner_accounts_limit: [
    403,
    'More accounts name this partner than a credential can see.',
    'Divide them among several partner accounts.',
  ],
  rows_limited: [403, 'Your credential sees part of the data only.', 'Use one that sees all of it.'],
  company_forbidden: [
    403,
    'Your credential is not valid for this company.',
    'Name one of your own companies.',
  ],
  csrf: [
    403,
    'The request may come from another site.',
    'Send the header `docket-csrf: 1` with the session cookie.',
  ],
  not_found: [404, 'There is nothing at this address.', 'Check the address; ids are case-sensitive.'],
  console_not_built: [
    404,
    'The console was not built here.',
    'Start Docket with `npm start`, which builds it.',
  ],
  method_not_allowed: [405, 'This address does not know that method.', 'See the header `Allow`.'],
  request_timeout: [408, 'The request did not arrive in time.', 'Send it again.'],
  key_in_flight: [
    409,
    'Another request with this key is being worked on.',
    'Send it again after `Retry-After`, with the same key: it then gets what the other one led to.',
  ],
  precondition_failed: [
    412,
    'It was changed by someone else in the meantime.',
    'Read it again and decide again.',
  ],
  too_large: [413, 'The body is too large.', 'Send less at once; NDJSON routes take any number of lines.'],
  unsupported_media_type: [
    415,
    'This content type is not understood here.',
    'See `detail` for those that are; text is read as UTF-8.',
  ],
  invalid_body: [422, 'The body does not follow the schema.', 'Correct everything that `errors` names.'],
  idempotency_key_reused: [422, 'This key was used for another body.', 'Take a new key for a new request.'],
  precondition_required: [
    428,
    'An edit needs to say what it is based on.',
    'Send `If-Match` with the last `ETag`.',
  ],
  too_many_requests: [429, 'Too many requests.', 'Wait as long as `Retry-After` says.'],
  headers_too_large: [431, 'The headers are too large.', 'Send fewer or shorter headers.'],
  internal: [500, 'Something failed on our side.', 'Report it with the value of `instance`.'],
  unavailable: [503, 'The server cannot answer now.', 'Try again after `Retry-After`.'],
  took_too_long: [503, 'The answer took too long.', 'Try again; a key makes that safe.'],
})
