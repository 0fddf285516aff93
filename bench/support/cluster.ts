import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database, migrate } from '../../src/platform/database/index.ts'
import { createLogger } from '../../src/platform/log.ts'
import { ACTING_ROLE, openDatabaseServer } from '../../src/platform/postgres/index.ts'

/** A database of one phase. `url` is the acting role's, with its limits, as in production. */
export interface BenchDatabase {
  name: string
  url: string
  adminUrl: string
}

/** An embedded server of the bench's own, with the product's settings, durable, thrown away at the end. */
export interface Cluster {
  dataDir: string
  postmaster(): number
  /** Makes a database: migrated, or a copy of another one. */
  make(name: string, template?: BenchDatabase, known?: boolean): Promise<BenchDatabase>
  /** Makes a database that has nothing of Docket. */
  makeEmpty(name: string): Promise<BenchDatabase>
  drop(database: BenchDatabase): Promise<void>
  admin(database?: BenchDatabase): Database
  close(): Promise<void>
}

export interface ClusterOptions {
  /** Lines for postgresql.local.conf; only a profile has any. */
  settings?: string
  /** A folder that stays, with its databases; without it the data are thrown away. */
  dataDir?: string
}

export async function openCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'docket-bench-'))
  if (options.dataDir) mkdirSync(dataDir, { recursive: true })
  if (options.settings) writeFileSync(join(dataDir, 'postgresql.local.conf'), options.settings)
  const log = createLogger({ level: 'warn' })
  const server = await openDatabaseServer({ dataDir, log })
  const onAdmin = async (texts: string[]) => {
    const db = new Database({ url: server.adminUrl, name: 'bench-admin', max: 1, unlimited: true })
    try {
      for (const text of texts) await db.sql(text)
    } finally {
      await db.close()
    }
  }
  const named = (name: string): BenchDatabase => ({
    name,
    url: withDatabase(server.url, name),
    adminUrl: withDatabase(server.adminUrl, name),
  })
  return {
    dataDir,
    postmaster: () =>
      Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
    async make(name, template, known) {
      const database = named(name)
      if (known) return database
      await onAdmin([`create database ${name}${template ? ` template ${template.name}` : ''}`])
      if (template) await copyLimits(onAdmin, template.name, name)
      else await migrate(database.adminUrl, ACTING_ROLE)
      return database
    },
    async makeEmpty(name) {
      await onAdmin([`create database ${name}`])
      return named(name)
    },
    drop: (database) => onAdmin([`drop database if exists ${database.name} with (force)`]),
    admin: (database) =>
      new Database({
        url: database?.adminUrl ?? server.adminUrl,
        name: 'bench-admin',
        max: 2,
        unlimited: true,
      }),
    async close() {
      await server.stop()
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Limits of acts stand on the role in a database and are not copied with it. */
async function copyLimits(
  onAdmin: (texts: string[]) => Promise<void>,
  from: string,
  to: string,
): Promise<void> {
  await onAdmin([
    `do $$ declare s text; begin
       for s in select unnest(r.setconfig) from pg_db_role_setting r join pg_database d on d.oid = r.setdatabase
                where d.datname = '${from}' loop
         execute format('alter role ${ACTING_ROLE} in database ${to} set %I = %L',
                        split_part(s, '=', 1), split_part(s, '=', 2));
       end loop; end $$`,
  ])
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
