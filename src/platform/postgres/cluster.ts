import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../log.ts'
import { type Address, chooseAddress, socketLockOf, urlOf } from './address.ts'
import { findBinaries, POSTGRES_MAJOR } from './binaries.ts'
import { chooseIdentity, type Identity, ownerOf, runAs } from './identity.ts'
import { lifeOf, workFolderOf } from './liveness.ts'
import { ACTING_ROLE_LIMITS, CLIENT_RULES, serverSettings, sharedBuffersMb } from './settings.ts'

export const DATABASE = 'docket'
export const ACTING_ROLE = 'docket'
export const ADMIN_ROLE = 'docket_admin'

const START_LIMIT_MS = 300_000
const STOP_LIMIT_MS = 60_000
const LOG_LIMIT_BYTES = 16 * 1024 * 1024

/** A running postmaster: its process and where it listens. */
export type Postmaster = { pid: number; life: string; address: Address }

/** One data folder of Docket and what stands in it. Paths are real paths (no links in them). */
export type Cluster = {
  dataDir: string
  folder: string
  log: string
  passwordFile: string
  settings: ClusterSettings
}

/** What an opening may change: the size of the cache, and TCP where a socket would do. */
export type ClusterSettings = { sharedMb?: number | undefined; tcp?: boolean | undefined }

/** Makes the data folder if need be. Starts nothing. */
export function describeCluster(dataDir: string, settings: ClusterSettings = {}): Cluster {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code
    throw new Error(
      `Docket may not write to ${dataDir} (${reason}). Give it to yourself, or set DATA_DIR to another folder.`,
      { cause: error },
    )
  }
  const real = realpathSync(dataDir)
  return {
    dataDir: real,
    folder: join(real, 'postgres'),
    log: join(real, 'postgres.log'),
    passwordFile: join(real, 'postgres.password'),
    settings,
  }
}

/** The postmaster that serves this folder right now and is ready, being started, or absent. */
export function findPostmaster(cluster: Cluster): { postmaster: Postmaster; ready: boolean } | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster.folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  const life = lifeOf(pid)
  // A process number is used again after a crash or in the next life of a container: ask who it is.
  if (life === null || !isOurs(cluster, pid)) return undefined
  const port = Number(lines[3] ?? 0)
  const socket = lines[4]?.trim()
  const address: Address = socket ? { kind: 'socket', folder: socket, port } : { kind: 'tcp', port }
  return { postmaster: { pid, life, address }, ready: lines[7]?.trim() === 'ready' }
}

function isOurs(cluster: Cluster, pid: number): boolean {
  if (process.platform !== 'linux') return true
  return workFolderOf(pid) === cluster.folder
}

/** Adopts the live server of this folder, or initializes (the first time) and starts one. Call under the lock. */
export async function ensurePostmaster(cluster: Cluster, log: Logger): Promise<Postmaster> {
  const found = findPostmaster(cluster)
  if (found) return found.ready ? found.postmaster : await waitUntilReady(cluster, log, () => undefined)
  const binaries = findBinaries()
  const identity = chooseIdentity({
    postgres: binaries.postgres,
    dataDir: cluster.dataDir,
    cluster: cluster.folder,
  })
  if (identity.kind === 'user') chmodSync(cluster.dataDir, statSync(cluster.dataDir).mode | 0o011)
  if (!existsSync(cluster.folder)) await initialize(cluster, identity, binaries.initdb)
  checkMajor(cluster)
  const address = await chooseAddress(cluster.dataDir, ownerOf(identity), cluster.settings.tcp)
  const traces = [join(cluster.folder, 'postmaster.pid'), ...socketLockOf(address)]
  if (process.platform === 'linux' && traces.some((path) => existsSync(path))) {
    await endLeftOvers(cluster)
    for (const path of traces) rmSync(path, { force: true })
  }
  writeSettings(cluster, identity, address)
  return await launch(cluster, identity, binaries.postgres, log)
}

/** The data of one major version is read by that major version alone. */
function checkMajor(cluster: Cluster): void {
  const found = readFileSync(join(cluster.folder, 'PG_VERSION'), 'utf8').trim()
  if (found !== String(POSTGRES_MAJOR)) {
    throw new Error(
      `${cluster.folder} was written by PostgreSQL ${found}; this Docket brings PostgreSQL ${POSTGRES_MAJOR}. ` +
        'Use the Docket that wrote it; docs/operating/upgrade.md says how data move to another major version.',
    )
  }
}

function give(identity: Identity, path: string): void {
  if (identity.kind === 'user') chownSync(path, identity.uid, identity.gid)
}

/** Runs initdb beside the final place and moves the result there: a crash half-way leaves nothing half-made. */
async function initialize(cluster: Cluster, identity: Identity, initdb: string): Promise<void> {
  const password = randomBytes(24).toString('base64url')
  const passwordFile = `${cluster.passwordFile}.initdb`
  const draft = join(cluster.dataDir, 'postgres.new')
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  give(identity, draft)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  give(identity, passwordFile)
  const args = [
    '-D',
    draft,
    '-U',
    ADMIN_ROLE,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
  ]
  args.push('--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions')
  const run = runAs(identity, initdb, args)
  const output: string[] = []
  const status = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(run.file, run.args, {
      ...run.options,
      cwd: '/',
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()))
    child.on('error', reject)
    child.on('close', resolve)
  })
  rmSync(passwordFile, { force: true })
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new Error(`PostgreSQL could not set up ${cluster.folder}:\n${output.join('').trim()}`)
  }
  writeFileSync(cluster.passwordFile, `${password}\n`, { mode: 0o600 })
  renameSync(draft, cluster.folder)
}

function writeSettings(cluster: Cluster, identity: Identity, address: Address): void {
  const own = join(cluster.dataDir, 'postgresql.local.conf')
  const files = {
    'postgresql.conf': serverSettings(
      address,
      cluster.settings.sharedMb ?? sharedBuffersMb(),
      existsSync(own) ? [own] : [],
    ),
    'pg_hba.conf': CLIENT_RULES,
  }
  for (const [name, text] of Object.entries(files)) {
    const path = join(cluster.folder, name)
    writeFileSync(`${path}.new`, text, { mode: 0o600 })
    give(identity, `${path}.new`)
    renameSync(`${path}.new`, path)
  }
}

/**
 * Nothing of the user's PG* variables, locale or time zone reaches the server. A statement takes and frees arrays of some
 * hundred kilobytes; unless glibc is told to keep up to 32 MB a process, each goes back to the system, to be zeroed again.
 */
function environment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    TZ: 'UTC',
    MALLOC_MMAP_THRESHOLD_: '33554432',
    MALLOC_TRIM_THRESHOLD_: '33554432',
    MALLOC_TOP_PAD_: '1048576',
  }
  if (process.platform === 'win32')
    Object.assign(kept, { SystemRoot: process.env.SystemRoot, TEMP: process.env.TEMP })
  return kept
}

async function launch(
  cluster: Cluster,
  identity: Identity,
  postgres: string,
  log: Logger,
): Promise<Postmaster> {
  const size = statSync(cluster.log, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_LIMIT_BYTES) renameSync(cluster.log, `${cluster.log}.1`)
  const from = size > LOG_LIMIT_BYTES ? 0 : size
  const output = openSync(cluster.log, 'a', 0o600)
  const run = runAs(identity, postgres, ['-D', cluster.folder])
  // Detached: a session of its own, so that Ctrl-C reaches Docket first, which drains and then stops PostgreSQL.
  const options = { ...run.options, cwd: '/', env: environment(), detached: true, windowsHide: true }
  const child = spawn(run.file, run.args, { ...options, stdio: ['ignore', output, output] })
  closeSync(output)
  give(identity, cluster.log)
  let failure: string | undefined
  child.on('error', (error) => (failure = error.message))
  child.on('exit', (code, signal) => (failure = `exit ${code ?? signal}`))
  child.unref()
  return await waitUntilReady(cluster, log, () => failure && `${failure}\n${lastLines(cluster.log, from)}`)
}

async function waitUntilReady(
  cluster: Cluster,
  log: Logger,
  failed: () => string | undefined,
): Promise<Postmaster> {
  const began = Date.now()
  let told = began
  for (;;) {
    const found = findPostmaster(cluster)
    if (found?.ready) return found.postmaster
    const reason = failed()
    if (reason) throw new Error(`PostgreSQL did not start in ${cluster.folder}: ${reason}`)
    if (Date.now() - began > START_LIMIT_MS) {
      throw new Error(
        `PostgreSQL in ${cluster.folder} is not ready after ${START_LIMIT_MS / 1000} s; see ${cluster.log}.`,
      )
    }
    if (Date.now() - told > 5_000) {
      told = Date.now()
      log.info(`PostgreSQL is still recovering (${Math.round((told - began) / 1000)} s) …`)
    }
    await sleep(Date.now() - began < 1_000 ? 5 : 50)
  }
}

function lastLines(file: string, from: number): string {
  try {
    return readFileSync(file).subarray(from).toString('utf8').trim().split('\n').slice(-12).join('\n')
  } catch {
    return ''
  }
}

/**
 * After a kill -9 of the postmaster its children live on until they notice, and hold the shared memory that a new
 * one needs. They are killed too: the write-ahead log makes that safe, as it does a power cut.
 */
async function endLeftOvers(cluster: Cluster): Promise<void> {
  const left = new Map<number, string>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isSafeInteger(pid)) continue
    const folder = workFolderOf(pid)
    // Someone may have thrown the data away under a running server.
    if (folder !== cluster.folder && folder !== `${cluster.folder} (deleted)`) continue
    const life = lifeOf(pid)
    if (life === null || !isPostgres(pid)) continue
    left.set(pid, life)
    tryKill(pid, 'SIGKILL')
  }
  const until = Date.now() + 5_000
  for (const [pid, life] of left) {
    while (lifeOf(pid) === life && Date.now() < until) await sleep(5)
  }
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
  } catch {
    return false
  }
}

function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone already, which is what was wanted.
  }
}

/** Stops the server of this folder, if one runs: fast (clients are cut off, a checkpoint is written), then harder. */
export async function stopPostmaster(cluster: Cluster, options: { discard?: boolean } = {}): Promise<void> {
  const found = findPostmaster(cluster)
  if (!found) return
  const { pid, life } = found.postmaster
  tryKill(pid, options.discard ? 'SIGQUIT' : 'SIGINT')
  const began = Date.now()
  let step = 0
  while (lifeOf(pid) === life) {
    const waited = Date.now() - began
    if (step === 0 && waited > STOP_LIMIT_MS) {
      step = 1
      tryKill(pid, 'SIGQUIT')
    } else if (step === 1 && waited > STOP_LIMIT_MS + 10_000) {
      step = 2
      tryKill(pid, 'SIGKILL')
    } else if (waited > STOP_LIMIT_MS + 20_000) {
      throw new Error(`PostgreSQL (process ${pid}) could not be stopped; see ${cluster.log}.`)
    }
    await sleep(5)
  }
  if (found.postmaster.address.kind === 'socket')
    rmSync(found.postmaster.address.folder, { recursive: true, force: true })
}

/** Sends the order to stop without waiting: for a process that is exiting. The data is to be thrown away. */
export function abandonPostmaster(cluster: Cluster): void {
  const found = findPostmaster(cluster)
  if (found) tryKill(found.postmaster.pid, 'SIGQUIT')
}

/** The URLs of the acting role and of the administrator. */
export function urlsOf(cluster: Cluster, postmaster: Postmaster): { url: string; adminUrl: string } {
  const password = postmaster.address.kind === 'tcp' ? readPassword(cluster) : ''
  return {
    url: urlOf(postmaster.address, ACTING_ROLE, password, DATABASE),
    adminUrl: urlOf(postmaster.address, ADMIN_ROLE, password, DATABASE),
  }
}

function readPassword(cluster: Cluster): string {
  try {
    return readFileSync(cluster.passwordFile, 'utf8').trim()
  } catch {
    throw new Error(`${cluster.passwordFile} is missing, without which PostgreSQL lets nobody in over TCP.`)
  }
}

/** Makes the acting role and the database, once; the database comes last, so that its presence means all is there. */
export async function ensureDatabase(cluster: Cluster, postmaster: Postmaster): Promise<void> {
  const mark = join(cluster.folder, 'docket.ready')
  if (existsSync(mark)) return
  const { default: pg } = await import('pg')
  const password = readPassword(cluster)
  const client = new pg.Client({
    connectionString: urlOf(postmaster.address, ADMIN_ROLE, password, 'postgres'),
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [ACTING_ROLE])
    if (role.rowCount === 0) {
      await client.query(`create role ${ACTING_ROLE} login password ${client.escapeLiteral(password)}`)
    }
    for (const [name, value] of ACTING_ROLE_LIMITS) {
      await client.query(`alter role ${ACTING_ROLE} set ${name} = ${client.escapeLiteral(value)}`)
    }
    const database = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (database.rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
  writeFileSync(mark, `${DATABASE}\n`, { mode: 0o600 })
}
