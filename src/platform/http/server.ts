import { createServer } from 'node:http'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'
import { isConnectionError } from '../database/index.ts'
import { insideSpan, isRecorded, startRemoteSpan, type Telemetry } from '../telemetry.ts'
import type { HttpConfig } from './config.ts'
import { registerConsole } from './console.ts'
import { registerDocs, documentation, type Documented } from './docs.ts'
import { API_HEADERS } from './headers.ts'
import { healthRoutes, type ReadinessCheck } from './health.ts'
import { createLimiter } from './limiter.ts'
import { choosePrincipal, lacks, type Authenticator, type Verdict } from './principal.ts'
import { createCursors } from './paging.ts'
import { isDefinedProblem, type Problem } from './problems.ts'
import { HttpProblem, problem, type Reply } from './replies.ts'
import { unstorable } from './parse-json.ts'
import { Call, foreignCharset, mediaType } from './request.ts'
import type { Route } from './route.ts'
import { checkBody, checkParameters, type Check } from './schema.ts'
import { refuseConnection, sendReply } from './send.ts'

/** What the server needs of a log (pino has it). */
export interface HttpLog {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

export interface HttpServerOptions {
  readonly config: HttpConfig
  readonly log: HttpLog
  readonly auth: Authenticator
  readonly clock: Clock
  readonly telemetry: Telemetry
  readonly routes: readonly Route[]
  /** What cursors are sealed with. */
  readonly installation: { readonly epoch: string; readonly cursorKey: Buffer }
  readonly readiness?: readonly ReadinessCheck[]
}

export interface HttpServer {
  /** Starts to listen. @returns the address, e.g. `http://127.0.0.1:8080` */
  listen(): Promise<string>
  /** Refuses new requests (503 + Retry-After), waits for those in flight, at most `drainMs`; then closes. */
  close(): Promise<void>
  /** The OpenAPI 3.1 document. */
  openapi(): unknown
  readonly fastify: FastifyInstance
}

declare module 'fastify' {
  interface FastifyRequest {
    docket: Call
  }
  interface FastifyContextConfig {
    prepared?: Prepared
    documentation?: object
  }
}

interface Prepared {
  readonly route: Route
  readonly body: Check | undefined
  readonly query: Check | undefined
  readonly params: Check | undefined
  readonly accepts: readonly string[]
  readonly took: Map<number, { observe(value: number): void }>
}

/** Builds the server with all routes; nothing listens yet. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { config, log, auth, telemetry } = options
  let draining = false
  const rate = createLimiter(config.requestsPerMinute, 60_000, () => options.clock.now())
  const cursors = createCursors(options.installation)
  const inFlight = new Set<{ call: Call; reply: FastifyReply }>()
  const durations = telemetry.histogram('docket_http_request_seconds', 'Time to answer.', [
    'method',
    'route',
    'status',
  ])
  telemetry.gauge('docket_http_in_flight', 'Requests being answered.', [], () => inFlight.size)

  const app = fastify({
    logger: false,
    bodyLimit: config.bodyLimit,
    trustProxy: config.trustProxy,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: true,
    genReqId: () => '',
    routerOptions: { maxParamLength: 500, caseSensitive: true },
    frameworkErrors: (error, request, reply) => {
      request.docket ??= new Call(request, config.lineLimit)
      void sendReply(
        reply as unknown as FastifyReply,
        problem(error.statusCode === 404 ? 'not_found' : 'malformed_request'),
        request.docket.requestId,
      )
    },
    serverFactory: (handler) =>
      createServer(
        {
          requestTimeout: config.requestTimeoutMs,
          headersTimeout: Math.min(config.requestTimeoutMs, 30_000),
          connectionsCheckingInterval: 5_000,
          keepAliveTimeout: 72_000,
          maxHeaderSize: 16 * 1024,
          noDelay: true,
        },
        (request, response) => void handler(request, response),
      ),
    clientErrorHandler: (error, socket) => {
      if (error.code === 'HPE_HEADER_OVERFLOW') refuseConnection('headers_too_large', socket)
      else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') refuseConnection('request_timeout', socket)
      else if (error.code !== 'ECONNRESET') refuseConnection('malformed_request', socket)
      else socket.destroy()
    },
  })
  app.server.maxConnections = config.maxConnections
  app.decorateRequest('docket', null as unknown as Call)
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))

  // Bytes are kept as they came; who parses them is a matter of the route.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-ndjson', (request, payload, done) => {
    request.docket.source = limited(payload, config.streamLimit)
    done(null, undefined)
  })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, bytes, done) => {
    request.docket.bytes = bytes as Buffer
    done(null, undefined)
  })

  app.addHook('onRequest', (request, reply, done) => {
    const call = new Call(request, config.lineLimit, cursors)
    request.docket = call
    const response = reply.raw
    for (const name in API_HEADERS) response.setHeader(name, API_HEADERS[name]!)
    response.setHeader('docket-request-id', call.requestId)
    if (draining) {
      response.setHeader('connection', 'close')
      if (request.routeOptions.url !== '/health/live') {
        void sendReply(
          reply,
          problem('unavailable', { retryAfter: 5, detail: 'The server is shutting down.' }),
          call.requestId,
        )
        return
      }
    }
    const prepared = request.routeOptions.config.prepared
    if (prepared === undefined) return done()
    const flight = { call, reply }
    inFlight.add(flight)
    response.once('close', () => {
      inFlight.delete(flight)
      call.end()
      finished(request, reply, prepared)
    })
    const timeout = prepared.route.timeoutMs ?? config.handlerTimeoutMs
    if (timeout > 0) call.deadline = call.startedAt + timeout
    admit(request, reply, prepared, done)
  })

  /** Who may, and with what kind of body: before a byte of the body is read. */
  function admit(request: FastifyRequest, reply: FastifyReply, prepared: Prepared, done: () => void): void {
    const refuse = (refusal: Reply) => void sendReply(reply, refusal, request.docket.requestId)
    const goOn = () => {
      const wait = rate.hit(request.docket.knownPrincipal?.id ?? request.ip)
      const refusal =
        wait > 0 ? problem('too_many_requests', { retryAfter: wait }) : checkContentType(request, prepared)
      return refusal === undefined ? done() : refuse(refusal)
    }
    if (prepared.route.scope === 'anonymous') return goOn()
    const judge = (verdict: Verdict): Reply | undefined => {
      const { nobody } = prepared.route
      if (verdict.ok) return authorize(request, prepared.route, verdict)
      return verdict.absent === true && nobody !== undefined ? nobody : verdict.reply
    }
    const settle = (verdict: Verdict) => {
      const refusal = judge(verdict)
      return refusal === undefined ? goOn() : refuse(refusal)
    }
    const { method, headers, ip: client } = request
    request.docket.verify = async () => judge(await auth.authenticate({ method, headers, client }))
    const verdict = auth.authenticate({ method, headers, client })
    if (!(verdict instanceof Promise)) return settle(verdict)
    verdict.then(settle).catch((error: unknown) => refuse(faultReply(request, error)))
  }

  function finished(request: FastifyRequest, reply: FastifyReply, prepared: Prepared): void {
    const seconds = (performance.now() - request.docket.startedAt) / 1000
    const status = reply.raw.statusCode
    let series = prepared.took.get(status)
    if (series === undefined) {
      const { method, url } = prepared.route
      series = durations.series({ method, route: url, status: String(status) })
      prepared.took.set(status, series)
    }
    series.observe(seconds)
    if (status >= 500 || seconds > 5) {
      const facts = { method: request.method, route: prepared.route.url, status, seconds }
      log.warn(
        { ...facts, requestId: request.docket.requestId, principal: request.docket.knownPrincipal?.id },
        'request',
      )
    }
  }

  function faultReply(request: FastifyRequest, error: unknown): Reply {
    if (error instanceof HttpProblem) return error.reply
    const { code } = error as { code?: string }
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return problem('too_large')
    if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return problem('unsupported_media_type')
    if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return problem('malformed_request')
    // A request that was read whole is destroyed, too: only its connection says whether the caller is gone.
    const callerLeft = request.raw.socket.destroyed && (code === 'ECONNRESET' || code === 'EPIPE')
    if (callerLeft || code === 'ERR_STREAM_PREMATURE_CLOSE') return problem('malformed_request')
    const refused = refusedByFramework(error)
    if (refused !== undefined) return refused
    if (code === 'key_in_flight') return problem('key_in_flight', { retryAfter: 1 })
    // Nothing is wrong with the request, nor with us: it may come again.
    if (isConnectionError(error))
      return problem('unavailable', { retryAfter: 2, detail: 'The database cannot be reached.' })
    log.error(
      { err: error, requestId: request.docket?.requestId, url: request.routeOptions?.url },
      'request failed',
    )
    return problem('internal')
  }

  app.setErrorHandler((error, request, reply) => {
    request.docket ??= new Call(request, config.lineLimit)
    return sendReply(reply, faultReply(request, error), request.docket.requestId)
  })

  const all = [...options.routes, ...healthRoutes(options.readiness ?? [], telemetry, () => draining)]
  const documented: Documented = documentation(all, config.version)
  await registerDocs(app, documented)
  const operations = new Set<string>()
  for (const route of all) {
    if (operations.has(route.operationId)) throw new Error(`Operation ${route.operationId} is declared twice`)
    operations.add(route.operationId)
    for (const code of route.problems ?? []) {
      if (!isDefinedProblem(code)) throw new Error(`${route.operationId} names an undefined problem: ${code}`)
    }
    const prepared = prepare(route)
    app.route({
      method: route.method,
      url: route.url,
      // No schema for Fastify: checked in the handler, so that problems have one form and raw routes keep what is wrong.
      config: { prepared, documentation: documented.schemaOf(route) },
      ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
      handler: async (request, reply) => {
        const call = request.docket
        const refusal = readRequest(request, call, prepared)
        const answer = refusal ?? (await handle(request, call, route))
        if (reply.sent || reply.raw.headersSent) return reply
        if (answer.stream !== undefined) call.deadline = Number.POSITIVE_INFINITY
        return sendReply(reply, answer, call.requestId)
      },
    })
  }

  async function handle(request: FastifyRequest, call: Call, route: Route): Promise<Reply> {
    const span = startRemoteSpan(`${route.method} ${route.url}`, request.headers, ROUTE_ATTRIBUTES(route))
    if (!isRecorded(span)) return route.handle(call)
    try {
      return await insideSpan(span, async () => route.handle(call))
    } catch (error) {
      span.recordException(error as Error)
      throw error
    } finally {
      span.end()
    }
  }

  await registerConsole(app, config.consoleFolder, allowedMethods(all), log)

  const sweep = setInterval(() => {
    const now = performance.now()
    for (const { call, reply } of inFlight) {
      if (call.deadline > now || reply.sent) continue
      call.deadline = Number.POSITIVE_INFINITY
      call.abort()
      void sendReply(reply, problem('took_too_long', { retryAfter: 5 }), call.requestId)
    }
  }, 250)
  sweep.unref()

  await app.ready()
  return {
    fastify: app,
    openapi: () => documented.document(app),
    listen: () => listen(app, config),
    async close() {
      draining = true
      const end = performance.now() + config.drainMs
      while (inFlight.size > 0 && performance.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 20))
      clearInterval(sweep)
      app.server.closeIdleConnections()
      const closed = app.close()
      const force = setTimeout(() => app.server.closeAllConnections(), 1000)
      await closed
      clearTimeout(force)
    },
  }
}

async function listen(app: FastifyInstance, { host, port }: HttpConfig): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Error(
      `Port ${port} of ${host} is in use. Choose another with PORT, or end the program that listens there.`,
      { cause: error },
    )
  }
}

const ROUTE_ATTRIBUTES = (route: Route) => ({ 'http.request.method': route.method, 'http.route': route.url })

function prepare(route: Route): Prepared {
  const input = route.input ?? 'json'
  const jsonBody = route.body !== undefined || input === 'raw'
  return {
    route,
    body: route.body === undefined ? undefined : checkBody(route.body),
    query: checkParameters(route.query ?? { type: 'object', properties: {} }),
    params: route.params === undefined ? undefined : checkParameters(route.params),
    accepts:
      route.accepts ?? (input === 'lines' ? ['application/x-ndjson'] : jsonBody ? ['application/json'] : []),
    took: new Map(),
  }
}

/** Scope, company and rows. */
function authorize(
  request: FastifyRequest,
  route: Route,
  verdict: Verdict & { ok: true },
): Reply | undefined {
  const header = request.headers['docket-company']
  const company = Array.isArray(header) ? header[0] : header
  const principal = choosePrincipal(verdict.identity, company, route.company ?? true)
  if ('status' in principal) return principal
  const lacking =
    route.scope === 'signed-in' || route.scope === 'anonymous'
      ? undefined
      : lacks(principal, ...[route.scope].flat())
  if (lacking) return lacking
  const limited = principal.rowScope.kind !== 'all' && route.scope !== 'signed-in'
  if (limited && (route.rows ?? 'all') === 'all') return problem('rows_limited')
  if (limited && principal.rowScope.kind === 'partner' && principal.rowScope.tooMany)
    return problem('partner_accounts_limit')
  request.docket.knownPrincipal = principal
  return undefined
}

/** Errors of Fastify and its plugins that say they are the caller's, like those of a path that leads out of the console. */
function refusedByFramework(error: unknown): Reply | undefined {
  const { statusCode: status } = error as { statusCode?: unknown }
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined
  // What is forbidden to serve is nothing that we have.
  return problem(status === 403 || status === 404 ? 'not_found' : 'malformed_request')
}

function hasBody(request: FastifyRequest): boolean {
  const length = request.headers['content-length']
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

function checkContentType(request: FastifyRequest, prepared: Prepared): Reply | undefined {
  if (!hasBody(request)) return undefined
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    return problem('unsupported_media_type', { detail: 'Compressed bodies are not understood.' })
  }
  const { accepts } = prepared
  if (accepts.length === 0) return undefined
  const header = request.headers['content-type']
  const type = mediaType(header)
  // A type like application/vnd.example+json is JSON, too.
  const json = type.endsWith('+json') && accepts.includes('application/json')
  if (!json && !accepts.includes(type) && !accepts.includes('*/*'))
    return problem('unsupported_media_type', { detail: `Send ${accepts.join(' or ')}.` })
  const charset = prepared.route.anyCharset === true ? undefined : foreignCharset(header)
  if (charset === undefined) return undefined
  return problem('unsupported_media_type', {
    detail: `Send UTF-8: a body in the charset "${charset.slice(0, 40)}" is not understood.`,
  })
}

/** Path, query, key and body, as the route declares them. */
function readRequest(request: FastifyRequest, call: Call, prepared: Prepared): Reply | undefined {
  const { route } = prepared
  const errors: Problem[] = []
  const params = prepared.params?.(request.params)
  const query = prepared.query?.(request.query)
  if (params === undefined) call.params = request.params
  else {
    if (params.ok) call.params = params.value
    else errors.push(...params.problems.map((one) => ({ ...one, path: `/path${one.path}` })))
  }
  if (query !== undefined) {
    if (query.ok) call.query = query.value
    else errors.push(...query.problems.map((one) => ({ ...one, path: `/query${one.path}` })))
  }
  for (const [place, given] of [
    ['path', request.params],
    ['query', request.query],
  ] as const) {
    for (const [name, value] of Object.entries(given as Record<string, string | string[]>)) {
      for (const text of [value].flat()) {
        const bad = unstorable(text, `/${place}/${name}`)
        if (bad) errors.push(bad)
      }
    }
  }
  if (errors.length > 0) return problem('invalid_parameters', { errors })
  if (route.idempotencyKey === 'required' && call.idempotencyKey === undefined)
    return problem('idempotency_key_required')
  call.checkedBody = prepared.body
  const input = route.input ?? 'json'
  if (input === 'lines') return undefined
  if (prepared.body === undefined && input === 'json') return undefined
  if (call.bytes.length === 0) return route.bodyOptional === true ? undefined : problem('body_required')
  if (input === 'raw') return undefined
  const parsed = call.parse()
  if (!parsed.ok) return parsed.reply
  call.body = parsed.body
  return undefined
}

/** Which methods an address knows; for 405. */
function allowedMethods(routes: readonly Route[]): (path: string) => string[] {
  const patterns = routes.map((route) => ({
    method: route.method,
    pattern: new RegExp(
      `^${route.url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+')}$`,
    ),
  }))
  return (path) => [...new Set(patterns.filter((one) => one.pattern.test(path)).map((one) => one.method))]
}

async function* limited(source: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of source) {
    size += chunk.length
    if (size > limit)
      throw new HttpProblem('too_large', { detail: `The stream is longer than ${limit} bytes.` })
    yield chunk
  }
}
