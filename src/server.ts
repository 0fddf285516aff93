/** One process of Docket: the database server, the schema, and HTTP. Provisional: health only. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from './platform/config.ts'
import { migrate } from './platform/database/index.ts'
import type { Logger } from './platform/log.ts'
import { openDatabaseServer } from './platform/postgres/index.ts'

/** What `docket start` hands over. `empty`: no example company. */
export type ServerOptions = { config: Config; log: Logger; empty: boolean }

/** A running process; `stop` ends the work at hand, closes HTTP and lets go of the database. */
export type Server = { url: string; stop(): Promise<void> }

/** Opens the database, brings the schema up to date and listens. Throws when any of it fails; nothing is left open. */
export async function startServer({ config, log }: ServerOptions): Promise<Server> {
  const began = performance.now()
  const { dataDir, databaseUrl, databaseAdminUrl } = config
  const database = await openDatabaseServer({ dataDir, databaseUrl, databaseAdminUrl, log })
  try {
    const role = decodeURIComponent(new URL(database.url).username)
    await migrate(database.adminUrl, role || undefined)
    const answer = (response: ServerResponse, status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    const http = createServer((request, response) => {
      if (request.url === '/health/live') answer(response, 200, { status: 'live' })
      else if (request.url !== '/health/ready') answer(response, 404, { title: 'Not found', status: 404 })
      else if (database.up) answer(response, 200, { status: 'ready' })
      else answer(response, 503, { title: 'The database is being started again', status: 503 })
    })
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject)
      http.listen(config.port, config.host, resolve)
    })
    const { address, family, port } = http.address() as AddressInfo
    const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
    log.info(`Docket listens on ${url} (${Math.round(performance.now() - began)} ms)`)
    const stop = async (): Promise<void> => {
      const closed = new Promise((resolve) => http.close(resolve))
      http.closeIdleConnections()
      setTimeout(() => http.closeAllConnections(), config.limits.drainMs).unref()
      await closed
      await database.stop()
    }
    return { url, stop }
  } catch (error) {
    await database.stop()
    throw error
  }
}
