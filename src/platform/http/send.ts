import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { writtenStream } from './ndjson.ts'
import { problemType, problemUri } from './problems.ts'
import type { ProblemContent, Reply } from './replies.ts'

const JSON_TYPE = 'application/json; charset=utf-8'
export const PROBLEM_TYPE = 'application/problem+json'

/** Sends a reply; problems get the id of their request as `instance`. */
export function sendReply(to: FastifyReply, reply: Reply, requestId: string): FastifyReply {
  if (reply.headers !== undefined) for (const name in reply.headers) to.header(name, reply.headers[name])
  to.code(reply.status)
  if (reply.problem !== undefined) {
    const wait = reply.problem.retryAfter ?? (reply.status === 503 || reply.status === 429 ? 1 : undefined)
    if (wait !== undefined) to.header('retry-after', String(Math.max(1, Math.ceil(wait))))
    if (reply.status === 401) to.header('www-authenticate', 'Bearer realm="docket", Basic realm="docket"')
    const form = to.request.routeOptions.config.prepared?.route.problemForm
    if (form !== undefined) {
      const { status, type, body } = form({ ...problemType(reply.problem.code), ...reply.problem }, requestId)
      to.code(status)
      to.header('content-type', type)
      return to.send(JSON.stringify(body))
    }
    to.header('content-type', PROBLEM_TYPE)
    return to.send(renderProblem(reply.problem, requestId))
  }
  if (reply.stream !== undefined) {
    to.header('content-type', reply.type ?? 'application/x-ndjson')
    return to.send(writtenStream(reply.stream))
  }
  const body = reply.body
  if (body === undefined) return to.send()
  if (reply.status === 204 || reply.status === 304) throw new Error(`A ${reply.status} has no body`)
  to.header('content-type', reply.type ?? JSON_TYPE)
  return to.send(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
}

/** RFC 9457 document as text. */
export function renderProblem(content: ProblemContent, requestId: string): string {
  const type = problemType(content.code)
  return JSON.stringify({
    type: problemUri(content.code),
    title: type.title,
    status: type.status,
    ...(content.detail === undefined ? {} : { detail: content.detail }),
    instance: `urn:docket:request:${requestId}`,
    code: content.code,
    ...(content.errors === undefined || content.errors.length === 0 ? {} : { errors: content.errors }),
    ...content.more,
  })
}

/** What cannot be parsed as HTTP never reaches a route: answer on the bare connection. */
export function refuseConnection(
  code: 'malformed_request' | 'headers_too_large' | 'request_timeout',
  socket: ServerResponse['socket'],
): void {
  if (socket === null || !socket.writable || socket.destroyed) return
  const { status } = problemType(code)
  const body = renderProblem({ code }, 'unparsed')
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${PROBLEM_TYPE}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
