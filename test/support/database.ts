import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { Door } from '../../src/platform/batch/index.ts'
import { Database, migrate } from '../../src/platform/database/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import { openTestServer } from '../../src/platform/postgres/index.ts'
// Acts of set-up need the keeper of set-up versions, whichever module is tested.
import '../../src/organization/index.ts'

const DEV_SERVER = 'postgres://docket_admin@127.0.0.1:5499/postgres'
const MIGRATIONS = new URL('../../db/migrations/', import.meta.url)

/** A database of a test's own, cloned from a migrated template. */
export interface TestDatabase {
  url: string
  db: Database
  /** For the laws: without limits, over whole tables. What a connection has learned of the tables is not learned again. */
  laws: Database
  door: Door
  /** Free SQL, for assertions. */
  sql<R = Record<string, unknown>>(text: string, values?: unknown[]): Promise<R[]>
  /** Counts what stands in every table, as PostgreSQL does by itself after a while. */
  analyze(): Promise<void>
  /** Closes every connection and drops the database. */
  close(): Promise<void>
}

/** What a database of a test begins with, beyond the schema. */
export interface Base {
  /** Its name, in a database's name. */
  name: string
  fill(database: Pick<TestDatabase, 'db' | 'door'>): Promise<void>
}

/**
 * Clones the migrated template on the server of this run: DOCKET_TEST_SERVER_URL, else a development server that
 * answers, else an embedded one. With a base, what that holds is there too, and is counted. A run of tests fills a base once
 * a day, since what it holds is of a day; outside of one, where the code may be another the next time, it is filled each time.
 */
export async function testDatabase(name: string, base?: Base): Promise<TestDatabase> {
  const server = await findServer()
  const run = process.env['DOCKET_TEST_RUN']
  const empty = await ensureTemplate(server.url)
  const shared = base && run !== undefined ? await ensureFilled(server.url, empty, base, run) : undefined
  const database = `t_${name
    .replace(/[^a-z0-9]+/gi, '_')
    .toLowerCase()
    .slice(0, 30)}_${process.pid}_${(made += 1)}`
  await onServer(server.url, (client) => clone(client, shared ?? empty, database))
  const opened = open(withDatabase(server.url, database))
  if (base && !shared) await fill(opened, base)
  return {
    ...opened,
    sql: (text, values) => opened.db.sql(text, values),
    analyze: () => analyze(opened.db),
    async close() {
      await close(opened)
      await onServer(server.url, (client) => client.query(`drop database if exists ${database} with (force)`))
      await server.stop()
    },
  }
}

let made = 0

async function clone(client: pg.Client, template: string, database: string): Promise<void> {
  // Two clones of one template at a time are refused: a lock makes them queue.
  await client.query('select pg_advisory_lock(7305442)')
  await client.query(`drop database if exists ${database} with (force)`)
  await client.query(`create database ${database} template ${template} strategy ${await strategyOf(client)}`)
  // Limits of acts stand on the role in a database, and are not cloned with it.
  const limits = await client.query<{ setting: string }>(
    `select unnest(s.setconfig) as setting from pg_db_role_setting s
     join pg_database d on d.oid = s.setdatabase where d.datname = $1`,
    [template],
  )
  for (const { setting } of limits.rows) {
    const [name, value] = setting.split('=') as [string, string]
    await client.query(`alter database ${database} set ${name} = '${value}'`)
  }
}

type Opened = Pick<TestDatabase, 'url' | 'db' | 'laws' | 'door'>

function open(url: string): Opened {
  const db = new Database({ url, name: 'docket-test', max: 8 })
  const laws = new Database({ url, name: 'test-laws', max: 1, unlimited: true, wholeTables: true })
  return { url, db, laws, door: new Door({ db, ids: new Ids(db) }) }
}

async function close({ door, laws, db }: Opened): Promise<void> {
  await door.drain()
  await laws.close()
  await db.close()
}

async function fill(opened: Opened, base: Base): Promise<void> {
  await base.fill(opened)
  await analyze(opened.db)
}

/** Without limits: the tables that all databases of a server share may be counted by another test at the moment. */
function analyze(db: Database): Promise<void> {
  return db.use(async ({ client }) => {
    await client.query('set statement_timeout = 0; set lock_timeout = 0; analyze')
    await client.query('reset statement_timeout; reset lock_timeout')
  })
}

/** File by file in memory, where that costs nothing; elsewhere through the log, which spares a checkpoint of the whole server. */
async function strategyOf(client: pg.Client): Promise<'file_copy' | 'wal_log'> {
  const { rows } = await client.query<{ data_directory: string }>('show data_directory')
  return rows[0]!.data_directory.startsWith('/dev/shm/') ? 'file_copy' : 'wal_log'
}

async function findServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['DOCKET_TEST_SERVER_URL']
  if (given) return { url: given, stop: async () => {} }
  try {
    await onServer(DEV_SERVER, (client) => client.query('select 1'))
    return { url: DEV_SERVER, stop: async () => {} }
  } catch {
    const server = await openTestServer()
    return { url: server.adminUrl, stop: () => server.close() }
  }
}

/** Makes the template of the present migrations once per server, named by their hash. */
async function ensureTemplate(url: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of readdirSync(MIGRATIONS).toSorted()) {
    if (file.endsWith('.sql')) hash.update(file).update(readFileSync(new URL(file, MIGRATIONS)))
  }
  return await ensureDatabase(
    url,
    `docket_template_${hash.digest('hex').slice(0, 16)}`,
    async (client, draft) => {
      await client.query(`create database ${draft}`)
      await migrate(withDatabase(url, draft))
    },
  )
}

/** The template of this run and day that holds a base. */
async function ensureFilled(url: string, empty: string, base: Base, run: string): Promise<string> {
  const day = new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/London' }).replaceAll('-', '')
  return await ensureDatabase(url, `docket_${base.name}_${day}_${run}`, async (client, draft) => {
    await clone(client, empty, draft)
    const opened = open(withDatabase(url, draft))
    await fill(opened, base).finally(() => close(opened))
  })
}

async function ensureDatabase(
  url: string,
  template: string,
  make: (client: pg.Client, draft: string) => Promise<void>,
): Promise<string> {
  await onServer(url, async (client) => {
    await client.query('select pg_advisory_lock(7305442)')
    const known = await client.query('select 1 from pg_database where datname = $1', [template])
    if (known.rowCount === 1) return
    const draft = `${template}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await make(client, draft)
    // Renamed when whole: a half-made template is never cloned.
    await client.query(`alter database ${draft} rename to ${template}`)
  })
  return template
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
