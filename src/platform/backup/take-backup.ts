import { randomBytes } from 'node:crypto'
import {
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { holderLives, POSTGRES_MAJOR } from '../postgres/index.ts'
import { factsForManifest } from './backup.sql.ts'
import { copyFile, sync, walk, type Tell } from './files.ts'
import { BadBackup, writeManifest, type CopiedFile, type Manifest } from './manifest.ts'

/** What a backup is taken of, and where it goes. */
export interface BackupOptions {
  adminUrl: string
  dataDir: string
  /** A folder that does not exist yet, or is empty; not within the data folder. */
  folder: string
  /** Of Docket. */
  version: string
  /** Told the bytes that were copied, of about how many. */
  tell(done: number, total: number): void
}

const CLUSTER = 'postgres'
/** Beside PostgreSQL's folder: what Docket needs to open it, and the settings of the user. */
const BESIDE = ['postgres.password', 'postgresql.local.conf']
/** Made anew by PostgreSQL, or of a life that has ended: their folders are copied, not their content. */
const EMPTIED = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
])
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'backup_label', 'tablespace_map'])
const CONTROL = 'global/pg_control'

/**
 * Copies the embedded database while it works. PostgreSQL is told of the beginning and the end; what changed between them
 * is in the write-ahead log, which a slot of this session keeps: the slot ends with the session, however that ends. No
 * transaction is open meanwhile, so nothing is held up. The folder has its name when all in it is durable.
 *
 * @throws Error with a sentence; nothing stands under the final name then
 */
export async function takeBackup(options: BackupOptions): Promise<Manifest> {
  const folder = resolve(options.folder)
  checkTarget(folder, resolve(options.dataDir))
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 })
  removeAbandoned(folder)
  const draft = `${folder}${unfinished(process.pid)}`
  mkdirSync(draft, { mode: 0o700 })
  try {
    const manifest = await copyInto(draft, options)
    renameSync(draft, folder)
    await sync(dirname(folder))
    return manifest
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
      throw new Error(`There is no room left for a backup at ${dirname(folder)}.`, { cause: error })
    throw error
  }
}

function unfinished(pid: number): string {
  return `.unfinished-${pid}`
}

function checkTarget(folder: string, dataDir: string): void {
  if (`${folder}/`.startsWith(`${dataDir}/`))
    throw new BadBackup(
      `${folder} is within the data folder, which may be lost as a whole. Name another one.`,
    )
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (stat && (!stat.isDirectory() || readdirSync(folder).length > 0))
    throw new BadBackup(`${folder} is there already. Name a new folder: a backup never overwrites another.`)
}

/** What a killed backup to the same folder left behind. */
function removeAbandoned(folder: string): void {
  const begin = `${basename(folder)}.unfinished-`
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(begin)) continue
    const pid = Number(name.slice(begin.length))
    if (!holderLives(pid)) rmSync(join(dirname(folder), name), { recursive: true, force: true })
  }
}

async function copyInto(draft: string, options: BackupOptions): Promise<Manifest> {
  const client = new pg.Client({ connectionString: options.adminUrl, application_name: 'docket-backup' })
  // A session that breaks fails the statement that follows.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('set statement_timeout = 0; set idle_session_timeout = 0')
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [
      `docket_backup_${process.pid}`,
    ])
    const begin = await client.query<{ at: Date; lsn: string }>(
      "select clock_timestamp() as at, pg_backup_start('docket', true) as lsn",
    )
    const { at: beganAt, lsn: beginLsn } = begin.rows[0]!

    const copied = await copyCluster(draft, options)
    const facts = await client.query<{
      companies: Manifest['companies']
      migration: string | null
      epoch: string | null
    }>(factsForManifest.text)
    const end = await client.query<{ at: Date; lsn: string; labelfile: string; spcmapfile: string }>(
      'select clock_timestamp() as at, lsn, labelfile, spcmapfile from pg_backup_stop(false)',
    )
    const { at: endedAt, lsn: endLsn, labelfile, spcmapfile } = end.rows[0]!
    if (spcmapfile.trim() !== '')
      throw new Error('The database has tablespaces of your own making: use pg_basebackup.')
    const label = join(draft, CLUSTER, 'backup_label')
    writeFileSync(label, labelfile, { mode: 0o600 })
    copied.files.push({
      path: `${CLUSTER}/backup_label`,
      ...(await copyFile(label, undefined, () => undefined)),
    })
    await sync(label)
    copied.files.push(...(await copyWal(client, draft, options, { beginLsn, endLsn })))

    const manifest = {
      backupId: randomBytes(12).toString('base64url'),
      docket: options.version,
      ...facts.rows[0]!,
      postgresMajor: POSTGRES_MAJOR,
      beganAt: beganAt.toISOString(),
      endedAt: endedAt.toISOString(),
      beginLsn,
      endLsn,
      bytes: copied.files.reduce((sum, { bytes }) => sum + bytes, 0),
      ...copied,
    }
    for (const name of writeManifest(draft, manifest)) await sync(join(draft, name))
    for (const path of ['', ...copied.folders]) await sync(join(draft, path))
    return { format: 1, ...manifest }
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function copyCluster(
  draft: string,
  { dataDir, tell }: BackupOptions,
): Promise<{ folders: string[]; files: CopiedFile[] }> {
  const root = join(dataDir, CLUSTER)
  const found = walk(root, leaveOut)
  const folders = [CLUSTER, ...found.folders.map((path) => `${CLUSTER}/${path}`)]
  for (const path of folders) mkdirSync(join(draft, path), { mode: 0o700 })
  // The control file comes last: it may point to nothing that is not copied yet.
  const inside = [...found.files.filter((path) => path !== CONTROL), CONTROL].map(
    (path) => `${CLUSTER}/${path}`,
  )
  const paths = [...BESIDE.filter((path) => existsSync(join(dataDir, path))), ...inside]
  const sizes = paths.map((path) => statSync(join(dataDir, path), { throwIfNoEntry: false })?.size ?? 0)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let done = 0
  const count: Tell = (bytes) => tell((done += bytes), total)
  const files: CopiedFile[] = []
  for (const path of paths) {
    try {
      files.push({ path, ...(await copyFile(join(dataDir, path), join(draft, path), count)) })
    } catch (error) {
      // A table may be dropped meanwhile; the log knows of it.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || existsSync(join(dataDir, path))) throw error
    }
  }
  return { folders, files }
}

function leaveOut(path: string, entry: Dirent): boolean {
  const above = dirname(path)
  if (EMPTIED.has(above)) return true
  if (LEFT_OUT.has(path)) return true
  return (
    entry.name.startsWith('pgsql_tmp') ||
    entry.name.startsWith('pg_internal.init') ||
    /^t\d+_\d+/.test(entry.name)
  )
}

/** The write-ahead log from the beginning to the end, whole segments: without it the copy is worth nothing. */
async function copyWal(
  client: pg.Client,
  draft: string,
  { dataDir }: BackupOptions,
  { beginLsn, endLsn }: { beginLsn: string; endLsn: string },
): Promise<CopiedFile[]> {
  // The name of a place on a boundary is that of the segment before: one byte on is within.
  const names = await client.query<{ name: string }>(
    `select pg_walfile_name('0/0'::pg_lsn + n.n * z.size + 1) as name
     from (select pg_size_bytes(current_setting('wal_segment_size'))::numeric as size) z,
       generate_series(floor(($1::pg_lsn - '0/0') / z.size), ceil(($2::pg_lsn - '0/0') / z.size) - 1) n(n)`,
    [beginLsn, endLsn],
  )
  const wal = `${CLUSTER}/pg_wal`
  const histories = readdirSync(join(dataDir, wal)).filter((name) => name.endsWith('.history'))
  const files: CopiedFile[] = []
  for (const name of [...histories, ...names.rows.map((row) => row.name)]) {
    const path = `${wal}/${name}`
    files.push({ path, ...(await copyFile(join(dataDir, path), join(draft, path), () => undefined)) })
  }
  await sync(join(draft, wal))
  return files
}
