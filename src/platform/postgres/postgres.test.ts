import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createLogger } from '../log.ts'
import { findBinaries } from './binaries.ts'
import { describeCluster, findPostmaster } from './cluster.ts'
import { openEmbeddedServer } from './embedded.ts'
import { withLock } from './holders.ts'
import { closedFolderAbove } from './identity.ts'
import { openDatabaseServer, openTestServer, POSTGRES_MAJOR } from './index.ts'
import { lifeOf } from './liveness.ts'

const log = createLogger({ level: 'silent' })
const base = mkdtempSync(join(tmpdir(), 'docket-pg-'))
chmodSync(base, 0o700)
// One cluster serves most of the tests: in a path of 150 characters below a folder that only its owner may enter.
const dataDir = join(base, 'x'.repeat(60), 'y'.repeat(150 - base.length - 62))
mkdirSync(dataDir, { recursive: true })

after(() => rmSync(base, { recursive: true, force: true }))

const open = (folder = dataDir) => openEmbeddedServer({ dataDir: folder, log, sharedMb: 128 })

function postmasterOf(folder = dataDir): number | undefined {
  return findPostmaster(describeCluster(folder))?.postmaster.pid
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows[0] as Record<string, unknown>
  } finally {
    await client.end()
  }
}

/** Another process that opens the data folder and waits to be killed. */
async function holdElsewhere(): Promise<ReturnType<typeof spawn>> {
  const code = `
    import { openEmbeddedServer } from ${JSON.stringify(new URL('embedded.ts', import.meta.url).href)}
    import { createLogger } from ${JSON.stringify(new URL('../log.ts', import.meta.url).href)}
    const log = createLogger({ level: 'silent' })
    const server = await openEmbeddedServer({ dataDir: ${JSON.stringify(dataDir)}, log, sharedMb: 128 })
    process.on('SIGTERM', () => server.stop().then(() => process.exit(0)))
    setInterval(() => undefined, 1000)
    console.log('open')`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

test('a clean start makes the database, the two roles with their limits, and durable settings', async () => {
  assert.equal(dataDir.length, 150)
  const server = await open()
  try {
    const acting = await ask(
      server.url,
      `select current_user as role, current_database() as database, current_setting('lock_timeout') as lock,
         current_setting('statement_timeout') as statement, current_setting('jit') as jit,
         current_setting('idle_in_transaction_session_timeout') as idle,
         (select rolsuper from pg_roles where rolname = current_user) as super`,
    )
    const limits = { lock: '2s', statement: '5s', idle: '3s', jit: 'off' }
    assert.deepEqual(acting, { role: 'docket', database: 'docket', ...limits, super: false })
    const admin = await ask(
      server.adminUrl,
      `select current_user as role, current_setting('statement_timeout') as statement,
         current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
         current_setting('listen_addresses') as addresses, current_setting('max_wal_size') as wal,
         (select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'docket') as locale`,
    )
    const durable = { fsync: 'on', commit: 'on', addresses: '', wal: '1GB', locale: 'b C.UTF-8' }
    assert.deepEqual(admin, { role: 'docket_admin', statement: '0', ...durable })
  } finally {
    await server.stop()
  }
  assert.equal(postmasterOf(), undefined)
})

test('openings of the same folder share one server, and the last one stops it', async () => {
  const [first, second] = await Promise.all([open(), open()])
  const pid = postmasterOf()
  const third = await holdElsewhere()
  assert.equal(postmasterOf(), pid)
  await first.stop()
  await first.stop()
  await second.stop()
  assert.equal(postmasterOf(), pid)
  third.kill('SIGTERM')
  assert.deepEqual(await once(third, 'exit'), [0, null])
  assert.equal(postmasterOf(), undefined)
})

test('a killed holder leaves its server behind, which the next opening adopts and stops', async () => {
  const holder = await holdElsewhere()
  const pid = postmasterOf()
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  assert.ok(pid !== undefined && lifeOf(pid) !== null)
  const server = await open()
  assert.equal(postmasterOf(), pid)
  await server.stop()
  assert.equal(lifeOf(pid), null)
})

test('when the postmaster is killed under us, we are told, it comes back, and what was committed is there', async () => {
  const server = await open()
  try {
    await ask(server.adminUrl, 'create table kept as select 1 as one')
    const sleeper = ask(server.adminUrl, 'select pg_sleep(30)').catch(() => 'cut off')
    await sleep(50)
    const down = new Promise<void>((resolve) => server.onDown(resolve))
    const up = new Promise<void>((resolve) => server.onUp(resolve))
    const before = { pid: postmasterOf(), url: server.url }
    process.kill(before.pid!, 'SIGKILL')
    await down
    assert.equal(server.up, false)
    await up
    assert.equal(server.up, true)
    assert.equal(await sleeper, 'cut off')
    assert.equal(server.url, before.url)
    assert.notEqual(postmasterOf(), before.pid)
    assert.deepEqual(await ask(server.adminUrl, 'select one from kept'), { one: 1 })
  } finally {
    await server.stop()
  }
})

test('a stale postmaster.pid whose number belongs to another process now is no obstacle', async () => {
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  writeFileSync(file, `${process.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n/tmp\n\n0 0\nready   \n`)
  const server = await open()
  assert.notEqual(postmasterOf(), process.pid)
  await server.stop()
})

test('over TCP the server listens on 127.0.0.1 only and wants the password', async () => {
  const server = await openEmbeddedServer({ dataDir, log, sharedMb: 128, tcp: true })
  try {
    assert.match(server.url, /^postgresql:\/\/docket:[\w-]{32}@127\.0\.0\.1:\d+\/docket$/)
    assert.deepEqual(await ask(server.url, 'select current_user as role'), { role: 'docket' })
    await assert.rejects(
      ask(server.url.replace(/:[\w-]{32}@/, ':wrong@'), 'select 1'),
      /password authentication failed/,
    )
  } finally {
    await server.stop()
  }
})

test('data of another major version is refused with the way out', async () => {
  const file = join(dataDir, 'postgres', 'PG_VERSION')
  const version = readFileSync(file, 'utf8')
  assert.equal(version.trim(), String(POSTGRES_MAJOR))
  writeFileSync(file, '17\n')
  await assert.rejects(
    open(),
    /written by PostgreSQL 17; .* brings PostgreSQL 18\. Use the Docket that wrote it/,
  )
  writeFileSync(file, version)
})

test('a set-up that was cut off half-way is done again', async () => {
  const folder = join(base, 'half')
  mkdirSync(join(folder, 'postgres.new'), { recursive: true })
  writeFileSync(join(folder, 'postgres.new', 'PG_VERSION'), '18\n')
  const server = await open(folder)
  await server.stop()
  assert.equal(existsSync(join(folder, 'postgres.new')), false)
})

test('a server of the user’s own is passed through', async () => {
  const databaseUrl = 'postgresql://docket@db/docket'
  const server = await openDatabaseServer({ dataDir: join(base, 'none'), databaseUrl, log })
  assert.deepEqual(
    [server.url, server.adminUrl, server.embedded, server.up],
    [databaseUrl, databaseUrl, false, true],
  )
  await server.stop()
  assert.equal(existsSync(join(base, 'none')), false)
})

test('as root without user namespaces, nobody runs the server, or the closed folder is named', async (t) => {
  if (process.geteuid?.() !== 0) return t.skip('not root')
  const path = process.env.PATH
  process.env.PATH = join(base, 'no-programs')
  try {
    await assert.rejects(open(join(base, 'closed')), (error: Error) => {
      const sentence = `as nobody it cannot pass the folder ${base}. Open it for passing (chmod o+x ${base})`
      return error.message.includes(sentence)
    })
    const folder = mkdtempSync(join(tmpdir(), 'docket-pg-open-'))
    try {
      chmodSync(folder, 0o711)
      const { postgres } = findBinaries()
      if (closedFolderAbove(postgres, 65_534, 65_534))
        return t.diagnostic('the programs lie below a closed folder')
      const server = await open(folder)
      try {
        assert.deepEqual(await ask(server.url, 'select current_user as role'), { role: 'docket' })
        assert.equal(statSync(`/proc/${postmasterOf(folder)}`).uid, 65_534)
      } finally {
        await server.stop()
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  } finally {
    process.env.PATH = path
  }
})

test('one at a time is inside the lock, also when it was left behind by the dead', async () => {
  const folder = join(base, 'lock')
  mkdirSync(folder)
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 1, life: 'long ago' }))
  let inside = 0
  let most = 0
  const turn = (): Promise<void> =>
    withLock(folder, async () => {
      most = Math.max(most, ++inside)
      await sleep(3)
      inside--
    })
  await Promise.all(Array.from({ length: 12 }, turn))
  assert.equal(most, 1)
})

test('a server for tests empties what a killed run left, also where it does not stand itself', async () => {
  const key = createHash('sha256')
    .update(new URL('index.ts', import.meta.url).href)
    .digest('hex')
  const name = `docket-test-${process.geteuid?.() ?? 0}-${key.slice(0, 8)}`
  // In a run there is one in memory already, or one is put there if there is room.
  const elsewhere = mkdtempSync(join(tmpdir(), 'docket-left-'))
  const left = join(elsewhere, name, 'postgres', 'base')
  mkdirSync(left, { recursive: true })
  writeFileSync(join(left, 'a-relation'), 'left')
  const before = { TMPDIR: process.env['TMPDIR'], server: process.env['DOCKET_TEST_SERVER_URL'] }
  process.env['TMPDIR'] = elsewhere
  delete process.env['DOCKET_TEST_SERVER_URL']
  try {
    const server = await openTestServer()
    try {
      assert.equal(existsSync(join(left, 'a-relation')), false)
    } finally {
      await server.close()
    }
  } finally {
    restore('TMPDIR', before.TMPDIR)
    restore('DOCKET_TEST_SERVER_URL', before.server)
    rmSync(elsewhere, { recursive: true, force: true })
  }
})

function restore(variable: string, value: string | undefined): void {
  if (value === undefined) delete process.env[variable]
  else process.env[variable] = value
}
