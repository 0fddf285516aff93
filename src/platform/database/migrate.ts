import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { CLIENT_CHECK } from './connection.ts'
import { LockWatch } from './lock-watch.ts'
import { loadMigrations, type Migration, type Step } from './migration-file.ts'

/** Two processes that start together migrate one after the other. */
const LOCK = 7305441
const LOCK_POLL_MS = 200

/**
 * A migration in a transaction waits this long for a lock: what wants the table meanwhile queues up behind it, and an act
 * waits 2 s at most. Then it lets everybody through, and tries again: for about three minutes in all.
 */
const PATIENCE = { lockMs: 1000, tries: 25, pauseMs: 250, mostPauseMs: 8000 }

/** Limits of the acting role. */
const LIMITS = [
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
]

interface MigrateOptions {
  /** Hears whom a migration waits for. */
  say?: (line: string) => void
  /** Where the migrations stand and how patient they are; for tests. */
  folder?: URL
  patience?: typeof PATIENCE
}

/**
 * Brings a database to the newest schema. Forward only. A file runs in one transaction with its record, or, when its head
 * says `-- Transaction: none`, statement by statement and is recorded when all are done; both can be killed and tried again.
 *
 * @param adminUrl a role without statement limits that owns the schemas
 * @param actingRole the role of the business processes: gets its rights and its limits
 * @throws when an applied file was changed, the database is newer than this code, or a lock was not to be had
 */
export async function migrate(
  adminUrl: string,
  actingRole?: string,
  { say = () => {}, folder, patience = PATIENCE }: MigrateOptions = {},
): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'docket-migrate' })
  await client.connect()
  // A connection that dies fails its statement; without a listener it would end the process, too.
  client.on('error', () => {})
  const self = await client.query<{ pid: number; role: string }>(
    'select pg_backend_pid() as pid, current_user as role',
  )
  const watch = new LockWatch(adminUrl, self.rows[0]!.pid, say)
  try {
    await client.query(`set statement_timeout = 0; set lock_timeout = 0; ${CLIENT_CHECK}`)
    await takeTurn(client, watch)
    await client.query(`
      create schema if not exists platform;
      create table if not exists platform.migration (
        name text collate "C" primary key, checksum text not null, applied_at timestamptz not null)`)
    const applied = await pending(client, folder)
    for (const migration of applied) await apply(client, watch, migration, { say, patience })
    const role = actingRole ?? self.rows[0]!.role
    if (applied.length > 0 || (await lacksRights(client, role))) await grant(client, role)
    return { applied: applied.map((migration) => migration.name) }
  } finally {
    await watch.close()
    await client.end()
  }
}

/** Asks again and again instead of waiting inside a statement: its snapshot would keep a concurrent build waiting for us. */
async function takeTurn(client: pg.Client, watch: LockWatch): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [LOCK])
    if (rows[0]!.ours) return
    await watch.tellHolder(LOCK)
    await pause(LOCK_POLL_MS)
  }
}

async function pending(client: pg.Client, folder?: URL): Promise<Migration[]> {
  const files = await loadMigrations(folder)
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

async function apply(
  client: pg.Client,
  watch: LockWatch,
  migration: Migration,
  { say, patience }: Required<Pick<MigrateOptions, 'say' | 'patience'>>,
): Promise<void> {
  const { name, alone } = migration
  for (let tried = 1; ; tried++) {
    const result = await watch.over(name, () =>
      alone ? runAlone(client, migration, alone) : runInTransaction(client, migration, patience.lockMs),
    )
    if ('done' in result) return
    const { error, waited } = result
    if (!isLockTrouble(error) || tried >= patience.tries) {
      const whom = waited === undefined ? '' : `; after ${tried} tries it still waited for ${waited}`
      throw new Error(`Migration ${name} failed: ${(error as Error).message}${whom}`, { cause: error })
    }
    const restMs = Math.min(patience.mostPauseMs, patience.pauseMs * 2 ** (tried - 1))
    say(`Migration ${name} did not get its lock and lets others through; try ${tried + 1} in ${restMs} ms`)
    await pause(restMs)
  }
}

/** A lock that was not to be had in time, or that two wanted crosswise: whoever holds it will be done some time. */
function isLockTrouble(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === '55P03' || code === '40P01'
}

async function runInTransaction(client: pg.Client, migration: Migration, lockMs: number): Promise<void> {
  await client.query(`begin; set local lock_timeout = ${lockMs}`)
  try {
    await record(client, migration)
    await client.query(migration.text)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/**
 * Concurrent builds keep nobody from writing, so they wait for their locks without a limit. What an earlier try finished
 * stands; what it left broken is an invalid index: it serves no reader and burdens every writer, and is built anew.
 */
async function runAlone(client: pg.Client, migration: Migration, steps: readonly Step[]): Promise<void> {
  for (const { text, builds } of steps) {
    if (builds) {
      const { rows } = await client.query<{ valid: boolean }>(
        `select i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
         join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2`,
        [builds.schema, builds.index],
      )
      if (rows[0]?.valid) continue
      if (rows[0]) await client.query(`drop index concurrently ${builds.schema}.${builds.index}`)
    }
    await client.query(text)
  }
  await record(client, migration)
}

async function record(client: pg.Client, { name, checksum }: Migration): Promise<void> {
  await client.query('insert into platform.migration values ($1, $2, clock_timestamp())', [name, checksum])
}

/** True when an earlier try was killed behind its last migration. The limit that is set last tells of all. */
async function lacksRights(client: pg.Client, role: string): Promise<boolean> {
  const { rows } = await client.query<{ lacks: boolean }>(
    `select exists (
       select from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public') and c.relkind in ('r', 'v', 'p')
         and not has_table_privilege($1, c.oid, 'select, insert'))
     or not exists (
       select from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
       left join pg_roles r on r.oid = s.setrole
       where d.datname = current_database() and (r.rolname = $1 or s.setrole = 0) and $2 = any(s.setconfig)) as lacks`,
    [role, LIMITS.at(-1)!.replace(/ = '?([^']*)'?/, '=$1')],
  )
  return rows[0]!.lacks
}

/** Limits of acts stand on the role (docs/decisions/0003): no statement of an act can hold a lock for long. */
async function grant(client: pg.Client, role: string): Promise<void> {
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
  for (const setting of LIMITS) {
    const database = pg.escapeIdentifier(client.database ?? 'docket')
    await client.query(`alter role ${name} in database ${database} set ${setting}`)
  }
}
