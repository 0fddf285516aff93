/**
 * The database server: an embedded PostgreSQL that we start, adopt, watch and stop, or one of the user's own.
 * See docs/decisions for why it is built like this.
 */
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, type Logger } from '../log.ts'
import { openEmbeddedServer } from './embedded.ts'

export { POSTGRES_MAJOR } from './binaries.ts'
export { ACTING_ROLE, ADMIN_ROLE, DATABASE } from './cluster.ts'
export { ACTING_ROLE_LIMITS, sharedBuffersMb } from './settings.ts'

/** An open database server. */
export type DatabaseServer = {
  /** Connection of the role that acts (limits stand on the role). */
  readonly url: string
  /** Connection for migrations, loads and backup: superuser and without limits when embedded. */
  readonly adminUrl: string
  readonly embedded: boolean
  /** False between the moment when the embedded server was seen to be gone and its return. Always true otherwise. */
  readonly up: boolean
  /** Called when the embedded server is gone: answer 503. It is restarted by itself. */
  onDown(listener: () => void): void
  /** Called when the embedded server is back. */
  onUp(listener: () => void): void
  /** Lets go of the server; whoever is the last of all processes on the data folder stops it. May be called twice. */
  stop(): Promise<void>
}

/** Where the database is. Without `databaseUrl` it is embedded and lives in `<dataDir>/postgres`. */
export type DatabaseServerOptions = {
  dataDir: string
  databaseUrl?: string | undefined
  databaseAdminUrl?: string | undefined
  log: Logger
}

/**
 * Opens the database server: joins a live one on the same data folder, else starts one. Throws one sentence with the
 * remedy when it cannot.
 */
export async function openDatabaseServer(options: DatabaseServerOptions): Promise<DatabaseServer> {
  if (options.databaseUrl)
    return external(options.databaseUrl, options.databaseAdminUrl ?? options.databaseUrl)
  return await openEmbeddedServer({ dataDir: options.dataDir, log: options.log })
}

function external(url: string, adminUrl: string): DatabaseServer {
  const nothing = (): void => undefined
  return {
    url,
    adminUrl,
    embedded: false,
    up: true,
    onDown: nothing,
    onUp: nothing,
    stop: async () => undefined,
  }
}

/** A server for tests. `url` and `adminUrl` are the same: a superuser, who makes a database for each test process. */
export type TestServer = { readonly url: string; readonly adminUrl: string; close(): Promise<void> }

/**
 * One durable (fsync on) embedded server for a test run, empty at its beginning and thrown away at its end. Test
 * processes that run at the same time share it. DOCKET_TEST_SERVER_URL names another server to use instead (the test
 * command sets it for its children, so that they need not start one each).
 */
export async function openTestServer(): Promise<TestServer> {
  const given = process.env.DOCKET_TEST_SERVER_URL
  if (given) return { url: given, adminUrl: given, close: async () => undefined }
  const key = createHash('sha256')
    .update(import.meta.url)
    .digest('hex')
    .slice(0, 8)
  const dataDir = join(tmpdir(), `docket-test-${process.geteuid?.() ?? 0}-${key}`)
  const log = createLogger({ level: 'warn' })
  const server = await openEmbeddedServer({ dataDir, log, sharedMb: 256, disposable: true })
  return { url: server.adminUrl, adminUrl: server.adminUrl, close: () => server.stop() }
}
