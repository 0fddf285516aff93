import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const folder = new URL('../../../db/migrations/', import.meta.url)

interface Migration {
  name: string
  text: string
  checksum: string
}

/**
 * Brings a database to the newest schema. Forward only; each file runs in one transaction and is
 * recorded first, so two nodes that start together collide harmlessly on the advisory lock.
 *
 * @param adminUrl a role without statement limits that owns the schemas
 * @param actingRole the role of the business processes: gets its rights and its limits
 * @throws when an applied file was changed, or the database is newer than this code
 */
export async function migrate(adminUrl: string, actingRole?: string): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'docket-migrate' })
  await client.connect()
  try {
    await client.query('set statement_timeout = 0; set lock_timeout = 0; select pg_advisory_lock(7305441)')
    await client.query(`
      create schema if not exists platform;
      create table if not exists platform.migration (
        name text collate "C" primary key, checksum text not null, applied_at timestamptz not null)`)
    const applied = await pending(client)
    for (const migration of applied) {
      await client.query('begin')
      try {
        await client.query('insert into platform.migration values ($1, $2, clock_timestamp())', [
          migration.name,
          migration.checksum,
        ])
        await client.query(migration.text)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`Migration ${migration.name} failed: ${(error as Error).message}`, { cause: error })
      }
    }
    await grant(client, actingRole ?? (await currentRole(client)), applied.length > 0)
    return { applied: applied.map((migration) => migration.name) }
  } finally {
    await client.end()
  }
}

async function pending(client: pg.Client): Promise<Migration[]> {
  const files = await loadMigrations()
  const rows = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from platform.migration order by name',
  )
  const known = new Map(files.map((file) => [file.name, file]))
  for (const row of rows.rows) {
    const file = known.get(row.name)
    if (!file) throw new Error(`This database is newer than this version of Docket: it has ${row.name}`)
    if (file.checksum !== row.checksum) {
      throw new Error(`Migration ${row.name} was changed after it ran; write a new one instead`)
    }
    known.delete(row.name)
  }
  return files.filter((file) => known.has(file.name))
}

async function loadMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function currentRole(client: pg.Client): Promise<string> {
  const result = await client.query<{ role: string }>('select current_user as role')
  return result.rows[0]!.role
}

/** Limits of acts stand on the role (docs/decisions/0003): no statement of an act can hold a lock for long. */
async function grant(client: pg.Client, role: string, changed: boolean): Promise<void> {
  if (!changed) return
  const name = pg.escapeIdentifier(role)
  const schemas = await client.query<{ schema: string }>(
    "select nspname as schema from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' and nspname <> 'public'",
  )
  for (const { schema } of schemas.rows) {
    const target = pg.escapeIdentifier(schema)
    await client.query(`
      grant usage on schema ${target} to ${name};
      grant select, insert, update, delete on all tables in schema ${target} to ${name};
      grant usage, select on all sequences in schema ${target} to ${name};
      grant execute on all functions in schema ${target} to ${name}`)
  }
  for (const setting of [
    "lock_timeout = '2s'",
    "statement_timeout = '5s'",
    "idle_in_transaction_session_timeout = '3s'",
    'jit = off',
    // Every statement of an act reaches its rows by key, whatever the tables hold: a plan made while they were empty
    // must be the plan for a million rows. Reports and laws lift this for their own connections.
    'enable_seqscan = off',
    'enable_hashjoin = off',
    'enable_mergejoin = off',
    // Joins run in the order in which they are written: from the rows of the batch to the tables.
    'join_collapse_limit = 1',
    'from_collapse_limit = 1',
    'plan_cache_mode = force_generic_plan',
    'tcp_keepalives_idle = 30',
  ]) {
    const database = pg.escapeIdentifier(client.database ?? 'docket')
    await client.query(`alter role ${name} in database ${database} set ${setting}`)
  }
}
