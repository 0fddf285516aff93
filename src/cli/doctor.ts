import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import { type Config, type Flags, loadConfig } from '../platform/config.ts'
import { createLogger } from '../platform/log.ts'
import { openDatabaseServer } from '../platform/postgres/index.ts'

const DISK_NEEDED_BYTES = 2 * 1024 ** 3
const OLDEST_POSTGRES = 15

/** What one check found; a `remedy` means that it failed. */
type Finding = { name: string; found: string; remedy?: string }

/** `docket doctor`: prints one line per check and exits 1 if any failed. */
export function define(command: Command): void {
  command
    .option('--port <number>', 'port to check (PORT)')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .action(async (flags: Flags) => {
      const config = loadConfig(process.env, flags)
      const findings = [checkNode(), checkDataDir(config), checkDisk(config), await checkPort(config)]
      findings.push(await checkDatabase(config))
      for (const { name, found, remedy } of findings) {
        console.log(
          `${remedy ? 'FAIL' : 'ok  '}  ${name.padEnd(16)} ${found}${remedy ? `\n      → ${remedy}` : ''}`,
        )
      }
      const failed = findings.filter((finding) => finding.remedy).length
      console.log(failed === 0 ? 'All is well.' : `${failed} of ${findings.length} checks failed.`)
      process.exitCode = failed === 0 ? 0 : 1
    })
}

function checkNode(): Finding {
  const name = 'Node'
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const good = major > 22 || (major === 22 && minor >= 18)
  return good
    ? { name, found: process.versions.node }
    : { name, found: process.versions.node, remedy: 'Install Node 22.18 or newer from https://nodejs.org.' }
}

function checkDataDir({ dataDir, databaseUrl }: Config): Finding {
  const name = 'data folder'
  if (databaseUrl) return { name, found: 'not needed (DATABASE_URL is set)' }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    return {
      name,
      found: (error as Error).message,
      remedy: `Make ${dataDir} writable for you, or set DATA_DIR.`,
    }
  }
  if (process.platform !== 'win32' && statSync(dataDir).mode & 0o022) {
    return { name, found: `${dataDir} can be changed by others`, remedy: `chmod go-w ${dataDir}` }
  }
  return { name, found: dataDir }
}

function checkDisk({ dataDir, databaseUrl }: Config): Finding {
  const name = 'disk'
  if (databaseUrl) return { name, found: 'not checked (DATABASE_URL is set)' }
  let folder = dataDir
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const found = `${(free / 1024 ** 3).toFixed(1)} GB free at ${folder}`
  if (free >= DISK_NEEDED_BYTES) return { name, found }
  return { name, found, remedy: 'Free at least 2 GB: without room for its log the database stops.' }
}

async function checkPort({ port, host }: Config): Promise<Finding> {
  const name = 'port'
  const fault = await new Promise<string | undefined>((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
  const found = `${host}:${port} ${fault ? `(${fault})` : 'is free'}`
  if (!fault) return { name, found }
  if (fault === 'EADDRINUSE' && (await isDocket(host, port)))
    return { name, found: `${host}:${port} has a running Docket` }
  return {
    name,
    found,
    remedy: 'Choose another with PORT (and HOST), or end the program that listens there.',
  }
}

async function isDocket(host: string, port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${port}/health/live`, { signal: AbortSignal.timeout(2_000) })
    return answer.ok
  } catch {
    return false
  }
}

async function checkDatabase(config: Config): Promise<Finding> {
  const name = 'database'
  const { dataDir, databaseUrl, databaseAdminUrl } = config
  const whose = databaseUrl ? 'DATABASE_URL' : 'embedded'
  try {
    const log = createLogger({ level: 'error' })
    const database = await openDatabaseServer({ dataDir, databaseUrl, databaseAdminUrl, log })
    try {
      const { default: pg } = await import('pg')
      for (const connectionString of new Set([database.url, database.adminUrl])) {
        const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
        client.on('error', () => undefined)
        await client.connect()
        const answer = await client.query<{ version: number }>(
          "select current_setting('server_version_num')::int as version",
        )
        await client.end()
        const major = Math.floor((answer.rows[0]?.version ?? 0) / 10_000)
        if (major < OLDEST_POSTGRES) {
          return {
            name,
            found: `PostgreSQL ${major} (${whose})`,
            remedy: `Docket needs PostgreSQL ${OLDEST_POSTGRES} or newer.`,
          }
        }
      }
      return { name, found: `reachable (${whose})` }
    } finally {
      await database.stop()
    }
  } catch (error) {
    const remedy = databaseUrl
      ? 'Check DATABASE_URL and DATABASE_ADMIN_URL, and that the server runs and lets you in.'
      : `See ${dataDir}/postgres.log; the sentence above names what is in the way.`
    return { name, found: (error as Error).message || String(error), remedy }
  }
}
