/**
 * The database server: an embedded PostgreSQL that we start, adopt, watch and stop, or one of the user's own.
 * See docs/decisions for why it is built like this.
 */
import { createHash } from 'node:crypto'
import { existsSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, type Logger } from '../log.ts'
import type { DatabaseServer } from './database-server.ts'
import { discardUnlessHeld, openEmbeddedServer } from './embedded.ts'

export { POSTGRES_MAJOR } from './binaries.ts'
export type { DatabaseServer } from './database-server.ts'
export { ACTING_ROLE, ADMIN_ROLE, DATABASE } from './cluster.ts'
export { dataIn, giveToServer, holderLives, makeDraft, putInPlace } from './replace.ts'
export { ACTING_ROLE_LIMITS, sharedBuffersMb } from './settings.ts'

/** Where the database is. Without `databaseUrl` it is embedded and lives in `<dataDir>/postgres`. */
export type DatabaseServerOptions = {
  dataDir: string
  databaseUrl?: string | undefined
  databaseAdminUrl?: string | undefined
  log: Logger
}

/** Was a database ever made in this data folder? */
export function hasDatabase(dataDir: string): boolean {
  return existsSync(join(dataDir, 'postgres', 'PG_VERSION'))
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
 * One embedded server with the settings of the product for a test run, empty at its beginning and thrown away at its end:
 * in memory where there is room, since a database of a test is some 900 files that are soon deleted (0.9 s of CPU on
 * ext4, 0.05 s in memory). Test processes that run at the same time share it. DOCKET_TEST_SERVER_URL names another server to use instead (the test
 * command sets it for its children, so that they need not start one each).
 */
export async function openTestServer(): Promise<TestServer> {
  const given = process.env.DOCKET_TEST_SERVER_URL
  if (given) return { url: given, adminUrl: given, close: async () => undefined }
  const key = createHash('sha256')
    .update(import.meta.url)
    .digest('hex')
    .slice(0, 8)
  const dataDir = await testFolder(`docket-test-${process.geteuid?.() ?? 0}-${key}`)
  const log = createLogger({ level: 'warn' })
  const server = await openEmbeddedServer({ dataDir, log, sharedMb: 256, disposable: true })
  return { url: server.adminUrl, adminUrl: server.adminUrl, close: () => server.stop() }
}

/**
 * Where the server of tests stands: where it runs already, whatever memory is free by now. Before it is looked how much room there
 * is, each place is emptied of what a run that was killed left there.
 */
async function testFolder(name: string): Promise<string> {
  const places = [MEMORY_DISK, tmpdir()].map((place) => join(place, name))
  let held: string | undefined
  for (const place of places) if (await discardUnlessHeld(place)) held ??= place
  return held ?? join(roomyMemory() ?? tmpdir(), name)
}

const MEMORY_DISK = '/dev/shm'
/** Databases of some files at once, and at most 1 GB of write-ahead log with what is being recycled. */
const ROOM_BYTES = 4 * 1024 ** 3

/** A file system in memory with room for the databases of a test run; a container's is often small. */
function roomyMemory(): string | undefined {
  if (!existsSync(MEMORY_DISK) || process.availableMemory() < ROOM_BYTES) return undefined
  const { bavail, bsize } = statfsSync(MEMORY_DISK)
  return bavail * bsize < ROOM_BYTES ? undefined : MEMORY_DISK
}
