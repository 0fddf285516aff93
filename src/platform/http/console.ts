import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { PAGE_HEADERS } from './headers.ts'
import { problem } from './replies.ts'
import { Call } from './request.ts'
import { sendReply } from './send.ts'

const ICON = 'docket.svg'
const TO_BUILD =
  '`npm start` builds it, or `node scripts/install.mjs` before a start. The API works without it.'
const NOT_CONSOLE = /^\/(?:api|health|metrics|docs|openapi\.json)(?:[/?]|$)/

/**
 * Serves the built console; an address that is no file is one of its pages and gets index.html. Everything else that
 * no route knows is a 404 or 405 problem. Without a build the rest of the server works as well: the log says once that
 * there is no console, and so does every page of it.
 */
export async function registerConsole(
  app: FastifyInstance,
  folder: string | undefined,
  methodsOf: (path: string) => string[],
  log: { warn(facts: object, message: string): void },
): Promise<void> {
  const built = folder !== undefined && existsSync(join(folder, 'index.html'))
  const lacking = folder !== undefined && !built
  if (lacking) log.warn({ folder }, `the console was not built: ${TO_BUILD}`)
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      decorateReply: true,
      dotfiles: 'deny',
      schemaHide: true,
      setHeaders: (response, path) => {
        for (const [name, value] of Object.entries(PAGE_HEADERS)) response.header(name, value)
        // The builder puts a hash into the names below assets/.
        if (/[/\\]assets[/\\]/.test(path))
          response.header('cache-control', 'public, max-age=31536000, immutable')
      },
    })
  }
  // Pages outside the console (those of /docs) name no icon, so browsers ask for this one.
  if (folder !== undefined && existsSync(join(folder, ICON)))
    app.get('/favicon.ico', (_request, reply) => reply.sendFile(ICON))
  app.setNotFoundHandler((request, reply) => {
    request.docket ??= new Call(request, 0)
    const path = request.url.split('?', 1)[0]!
    const { method } = request
    const known = methodsOf(path)
    if (known.length > 0 && !known.includes(method)) {
      const allow = [...known, ...(known.includes('GET') ? ['HEAD'] : [])].join(', ')
      return sendReply(reply, problem('method_not_allowed', {}, { allow }), request.docket.requestId)
    }
    const wantsPage =
      (method === 'GET' || method === 'HEAD') && (request.headers.accept ?? '').includes('text/html')
    const isPage = wantsPage && !NOT_CONSOLE.test(path)
    if (built && isPage) return reply.sendFile('index.html')
    if (lacking && (isPage || path === '/'))
      return sendReply(reply, problem('console_not_built', { detail: TO_BUILD }), request.docket.requestId)
    return sendReply(reply, problem('not_found'), request.docket.requestId)
  })
}
