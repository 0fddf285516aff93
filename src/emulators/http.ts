import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a handler sees of a call. */
export interface Call {
  method: string
  path: string
  query: URLSearchParams
  /** Parts of the path that the route names, in order. */
  parts: string[]
  headers: IncomingMessage['headers']
  body: string
}

export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
  /** Resolves when the answer may leave. */
  after?: Promise<void>
}

export interface EmulatorRoute {
  method: string
  /** `/ccadmin/v1/orders/:id` */
  path: string
  handle(call: Call): Answer | Promise<Answer>
}

const LOOPBACK = '127.0.0.1'
const MOST_BYTES = 4_194_304
const MOST_CONNECTIONS = 256
const HOSTS = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?$/

/**
 * A small HTTP server of an emulator: on loopback only, with a limit on each body. A name that leads here from elsewhere
 * (DNS rebinding) is refused, so that no web page of somebody else plays with it.
 */
export async function listen(
  routes: readonly EmulatorRoute[],
  port: number,
  failed: (error: unknown) => Answer,
): Promise<{ url: string; close(): Promise<void> }> {
  const table = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }))
  const find = (method: string, path: string) => {
    const known = table.filter(({ pattern }) => pattern.test(path))
    return { known: known.length > 0, route: known.find((one) => one.method === method) }
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
    if (!HOSTS.test(request.headers.host ?? ''))
      return refusal(421, 'This emulator is for this machine alone.')
    const method = request.method!
    const { known, route } = find(method, pathname)
    if (!route) return refusal(known ? 405 : 404, `There is no ${method} ${pathname}.`)
    const body = await readBody(request)
    if (body === undefined) return refusal(413, `A body has at most ${MOST_BYTES} bytes.`)
    const parts = route.pattern.exec(pathname)!.slice(1).map(decodeURIComponent)
    const call = { method, path: pathname, query: searchParams, parts, headers: request.headers, body }
    return route.handle(call)
  }

  const server = createServer((request, response) => {
    void answer(request)
      .catch(failed)
      .then((made) => send(response, made))
      .catch(() => response.destroy())
  })
  server.maxConnections = MOST_CONNECTIONS
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, resolve)
  })
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    close: () => close(server),
  }
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

function refusal(status: number, message: string): Answer {
  return { status, body: { status, message } }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, '([^/]{1,200})')}$`)
}

/** undefined: it is longer than it may be. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request) {
    size += (piece as Buffer).length
    if (size > MOST_BYTES) return undefined
    pieces.push(piece as Buffer)
  }
  return Buffer.concat(pieces).toString('utf8')
}

async function send(response: ServerResponse, { status, body, headers, after }: Answer): Promise<void> {
  await after
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}
