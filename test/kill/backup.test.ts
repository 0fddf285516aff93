import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sampleOrders } from '../../src/channels/index.ts'
import { readManifest } from '../../src/platform/backup/index.ts'
import { Database } from '../../src/platform/database/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { ensureInstallation } from '../../src/platform/installation.ts'
import { createLogger } from '../../src/platform/log.ts'
import { openDatabaseServer } from '../../src/platform/postgres/index.ts'
import { testDatabase } from '../support/database.ts'
import { prepare } from './judge.ts'
import { Load } from './load.ts'
import { DocketProcess, newApiKey } from './process.ts'

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
const LONGEST_MS = 60_000

const base = mkdtempSync(join(tmpdir(), 'docket-backup-'))
after(() => rmSync(base, { recursive: true, force: true }))
const live = join(base, 'live')
const copy = join(base, 'copies', 'first')
const restored = join(base, 'restored')
const apiKey = newApiKey()

const { DATABASE_URL: _inherited, ...environment } = process.env

function run(args: readonly string[], env = {}) {
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, LOG_LEVEL: 'warn', ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => void (output += data))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }))
  return { child, ended }
}

async function docket(...args: string[]): Promise<string> {
  const { code, output } = await run(args).ended
  assert.equal(code, 0, output)
  return output
}

async function refusal(...args: string[]): Promise<string> {
  const { code, output } = await run(args).ended
  assert.ok(code === 1 || code === 2, output)
  return output
}

async function inDatabase<T>(dataDir: string, work: (db: Database) => Promise<T>): Promise<T> {
  const server = await openDatabaseServer({ dataDir, log: createLogger({ level: 'error' }) })
  const db = new Database({ url: server.adminUrl, name: 'docket-test', max: 1, unlimited: true })
  try {
    return await work(db)
  } finally {
    await db.close()
    await server.stop()
  }
}

async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = performance.now() + LONGEST_MS
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`)
    await sleep(2)
  }
}

/** The folder in which a backup gathers its files, when it has this one. */
function draftWith(file: string): string | undefined {
  const folder = join(base, 'copies')
  if (!existsSync(folder)) return undefined
  const draft = readdirSync(folder).find((name) => name.startsWith('first.unfinished-'))
  return draft !== undefined && existsSync(join(folder, draft, file)) ? draft : undefined
}

const epochOf = (db: Database) =>
  db.sql<{ epoch: string }>('select epoch from platform.installation').then(([row]) => row!.epoch)
const blockOf = (db: Database) =>
  db.sql<{ last: bigint }>('select last_value as last from platform.id_block').then(([row]) => row!.last)

/** Orders that were acknowledged before the backup ended. */
let before: string[] = []

test('a backup under load copies while orders flow; one that is killed leaves nothing under its name and the server unharmed', async (t) => {
  const server = await DocketProcess.start({ dataDir: live }, apiKey)
  let load: Load | undefined
  try {
    await inDatabase(live, async () => undefined)
    const opened = await openDatabaseServer({ dataDir: live, log: createLogger({ level: 'error' }) })
    try {
      await prepare(opened.adminUrl)
    } finally {
      await opened.stop()
    }
    load = new Load({ seed: 7, apiKey, clients: 4, urls: () => [server.url] })
    await load.more(20)

    const killed = run(['backup', copy, '--data-dir', live])
    await until('the first backup at work', () => draftWith('postgres/PG_VERSION'))
    killed.child.kill('SIGKILL')
    await killed.ended
    assert.equal(existsSync(copy), false)
    const slots = () => inDatabase(live, (db) => db.sql('select 1 from pg_replication_slots'))
    await until('the slot to be gone', async () => ((await slots()).length === 0 ? true : undefined))
    await load.more(10)

    const taken = run(['backup', copy, '--data-dir', live])
    // Copied last, before PostgreSQL is told of the end: whoever was acknowledged by now is in the copy.
    await until('the control file', () => {
      if (!draftWith('postgres/global/pg_control')) return undefined
      before = [...load!.acknowledged.orders.keys()]
      return true
    })
    const { code, output } = await taken.ended
    assert.equal(code, 0, output)
    t.diagnostic(output.trim())
    await load.more(10)
    await load.stop()
    assert.deepEqual(load.problems, [])
    assert.ok(before.length >= 30 && load.acknowledged.orders.size > before.length)
    assert.deepEqual(readdirSync(join(base, 'copies')), ['first'])
    assert.equal(statSync(copy).mode & 0o777, 0o700)
    assert.deepEqual(await slots(), [])
  } finally {
    await load?.stop().catch(() => {})
    await server.stop()
  }
})

test('a flipped byte is found by verify and refused by restore; a whole copy passes and is never overwritten', async () => {
  assert.match(await docket('backup', '--verify', copy), /every byte is as it was written/)
  assert.match(await refusal('backup', copy, '--data-dir', live), /is there already/)
  assert.match(await refusal('backup', join(live, 'inside'), '--data-dir', live), /within the data folder/)
  const biggest = readManifest(copy).files.toSorted((a, b) => b.bytes - a.bytes)[0]!
  const file = join(copy, biggest.path)
  const sound = readFileSync(file)
  const bad = Buffer.from(sound)
  bad[bad.length >> 1]! ^= 1
  writeFileSync(file, bad)
  const said = new RegExp(`${biggest.path} is not what was written`)
  assert.match(await refusal('backup', '--verify', copy), said)
  assert.match(await refusal('restore', copy, '--data-dir', restored), said)
  assert.deepEqual(readdirSync(restored), [])
  assert.match(await refusal('restore', copy, '--try', '--data-dir', live), said)
  writeFileSync(file, sound)
  const seal = join(copy, 'manifest.json')
  const text = readFileSync(seal, 'utf8')
  writeFileSync(seal, text.replace('"docket"', '"Docket"'))
  assert.match(await refusal('backup', '--verify', copy), /manifest\.json is damaged/)
  writeFileSync(seal, text)
})

test('a trial leaves nothing behind and is known to the live database beside the backup', async () => {
  const known = () =>
    inDatabase(live, (db) =>
      db.sql<{ folder: string; taken: boolean; proven: boolean; try_problem: string | null }>(
        'select folder, taken, proven, try_problem from platform.backup_public where folder = $1 and taken',
        [copy],
      ),
    )
  const [failed] = await known()
  assert.ok(failed && !failed.proven && failed.try_problem?.includes('is not what was written'))
  assert.match(await docket('restore', copy, '--try', '--data-dir', live), /all laws hold/)
  assert.deepEqual(await known(), [{ folder: copy, taken: true, proven: true, try_problem: null }])
  assert.deepEqual(
    readdirSync(live).filter((name) => name.startsWith('trying')),
    [],
  )
})

test('a restore brings every acknowledged order once, begins another life, and gives no number until the last is confirmed', async () => {
  const output = await docket('restore', copy, '--data-dir', restored)
  const last = Number(/SAMPLE\/INV=(\d+)/.exec(output)?.[1])
  assert.ok(last > 0, output)
  const source = await inDatabase(live, async (db) => ({
    epoch: await epochOf(db),
    block: await blockOf(db),
  }))
  await inDatabase(restored, async (db) => {
    assert.notEqual(await epochOf(db), source.epoch)
    assert.ok((await blockOf(db)) > source.block + 900_000_000n)
    const rows = await db.sql<{ name: string; count: bigint }>(
      'select external_id as name, count(*) as count from orders.sales_order group by 1',
    )
    const there = new Map(rows.map(({ name, count }) => [name, count]))
    assert.deepEqual(
      before.filter((name) => there.get(name) !== 1n),
      [],
    )
    const [restoration] = await db.sql<{ epoch_before: string; backup_id: string }>(
      'select epoch_before, backup_id from platform.restoration',
    )
    assert.deepEqual(restoration, { epoch_before: source.epoch, backup_id: readManifest(copy).backupId })
  })

  const server = await DocketProcess.start({ dataDir: restored }, apiKey)
  try {
    for (const order of sampleOrders({ seed: 99, count: 12, from: 1 })) {
      const answer = await fetch(`${server.url}/api/v1/orders`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${apiKey}`,
          'content-type': 'application/json',
          'docket-company': 'SAMPLE',
        },
        body: JSON.stringify(order),
      })
      assert.equal(answer.status, 201, await answer.text())
    }
    const opened = await openDatabaseServer({ dataDir: restored, log: createLogger({ level: 'error' }) })
    const db = new Database({ url: opened.adminUrl, name: 'docket-test', max: 1, unlimited: true })
    try {
      const numbers = () =>
        db.sql<{ number: bigint }>(
          `select number from platform.document_number where series = 'INV' and number > $1 order by 1`,
          [last],
        )
      await until('an invoice that gets no number', () =>
        server.output.includes('series_closed: number series INV is closed since a restore')
          ? true
          : undefined,
      )
      assert.deepEqual(await numbers(), [])
      const confirm = ['restore', '--data-dir', restored, '--confirm-series']
      assert.match(await refusal(...confirm, `SAMPLE/INV=${last - 1}`), /itself knows/)
      assert.match(await refusal(...confirm, 'SAMPLE/NONE=1'), /no closed series NONE/)
      assert.match(
        await docket(...confirm, `SAMPLE/INV=${last + 5}`),
        new RegExp(`next number is ${last + 6}`),
      )
      const [first] = await until('the next invoice', async () => {
        const rows = await numbers()
        return rows.length > 0 ? rows : undefined
      })
      assert.equal(first!.number, BigInt(last + 6))
      const law = await docket('invariants', '--data-dir', restored, '--law', 'numbers_gapless')
      assert.match(law, /All 1 laws hold/)
    } finally {
      await db.close()
      await opened.stop()
    }
    assert.match(await refusal('restore', copy, '--replace', '--data-dir', restored), /A process works in/)
  } finally {
    await server.stop()
  }
})

test('data that are there are in the way of a restore, or moved aside and kept', async () => {
  assert.match(await refusal('restore', copy, '--data-dir', restored), /is not empty .*--replace/)
  const epoch = await inDatabase(restored, epochOf)
  const output = await docket('restore', copy, '--replace', '--data-dir', restored)
  const aside = /What stood there is in (\S+);/.exec(output)![1]!
  assert.equal(await inDatabase(aside, epochOf), epoch)
  assert.notEqual(await inDatabase(restored, epochOf), epoch)
})

test('a server of the user’s own is left to its own tools', async () => {
  const env = { DATABASE_URL: 'postgresql://docket@127.0.0.1:1/docket' }
  const backup = await run(['backup', join(base, 'own')], env).ended
  assert.equal(backup.code, 2)
  assert.match(backup.output, /copy it with its tools .* docket restore --after-own-restore/)
  assert.equal((await run(['restore', copy], env).ended).code, 2)
  assert.match(
    await refusal('restore', '--after-own-restore', '--data-dir', restored),
    /Without DATABASE_URL/,
  )

  const own = await testDatabase('own_restore')
  try {
    await prepare(own.url)
    await ensureInstallation(own.db, systemClock)
    await own.sql(`insert into platform.app_user (login, name, password, disabled, created_at, created_by)
      values ('ada', 'Ada', 'x', false, '2026-01-01', 'test')`)
    await own.sql(`insert into platform.session (token_hash, user_id, created_at, seen_at, expires_at)
      select sha256('one'), user_id, '2026-01-01', '2026-01-01', '2099-01-01' from platform.app_user`)
    const epoch = await epochOf(own.db)
    const after = await run(['restore', '--after-own-restore'], { DATABASE_URL: own.url }).ended
    assert.equal(after.code, 0, after.output)
    assert.match(after.output, /SAMPLE\/INV=0/)
    assert.notEqual(await epochOf(own.db), epoch)
    assert.deepEqual(await own.sql('select 1 from platform.session'), [])
    const open = await own.sql('select 1 from platform.number_series where closed_at is null')
    assert.deepEqual(open, [])
  } finally {
    await own.close()
  }
})
