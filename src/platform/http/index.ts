export { httpConfig, httpDefaults, type HttpConfig } from './config.ts'
export { checkIfMatch, etag, notModified, wantsNew } from './etag.ts'
export type { ReadinessCheck } from './health.ts'
export { createLimiter, type Limiter } from './limiter.ts'
export { readLines, type Line, type Lines } from './ndjson.ts'
export {
  createCursors,
  page,
  pageParameters,
  pageRequest,
  type AskedPage,
  type CursorKey,
  type Cursors,
  type PageRequest,
} from './paging.ts'
export { escapePointer, parseJson, type ParsedJson } from './parse-json.ts'
export {
  accessIn,
  allows,
  lacks,
  mergeAccess,
  NEW_COMPANY,
  SCOPES,
  seesCustomer,
  type Access,
  type Authenticator,
  type CompanyName,
  type Credentials,
  type Identity,
  type Principal,
  type RowScope,
  type Scope,
  type Verdict,
} from './principal.ts'
export { defineProblems, isDefinedProblem, listProblems, problemType, type ProblemType } from './problems.ts'
export {
  created,
  document,
  checkFilters,
  HttpProblem,
  noContent,
  ok,
  problem,
  refused,
  streamed,
  type LineWriter,
  type Reply,
} from './replies.ts'
export {
  route,
  type ParsedBody,
  type ProblemForm,
  type Route,
  type RouteDefinition,
  type RouteRequest,
} from './route.ts'
export { refuseMalformed, type Malformed } from './malformed.ts'
export type { Rest } from './rest.ts'
export { checkBody, checkParameters, MAX_PROBLEMS, type Check } from './schema.ts'
export { createHttpServer, type HttpLog, type HttpServer, type HttpServerOptions } from './server.ts'
export type { TraceContext } from './trace.ts'
