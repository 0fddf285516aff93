import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { migrate } from './index.ts'

const RUNNER = new URL('./index.ts', import.meta.url).href
const REAL = new URL('../../../db/migrations/', import.meta.url)
const BUILD = `-- Why: things are found by name.
-- Transaction: none
-- Locks: none that keeps writers out. Duration: minutes. Breaking: no.
create index concurrently thing_name on platform.thing (name);
create unique index concurrently thing_id on platform.thing (id); -- a second step
`

let database: TestDatabase
let folder: string
let said: string[]
const migrateHere = (patience?: { lockMs: number; tries: number; pauseMs: number; mostPauseMs: number }) =>
  migrate(database.url, undefined, {
    folder: pathToFileURL(`${folder}/`),
    say: (line) => void said.push(line),
    ...(patience ? { patience } : {}),
  })

before(async () => {
  database = await testDatabase('migrate')
})
after(() => database.close())

beforeEach(async () => {
  said = []
  folder = await mkdtemp(join(tmpdir(), 'docket-migrations-'))
  await cp(REAL, folder, { recursive: true })
  await database.sql('drop table if exists platform.thing')
  await database.sql("delete from platform.migration where name like '9%'")
  await database.sql('create table platform.thing (id bigint not null, name text)')
  await database.sql("insert into platform.thing select g, 'thing ' || g from generate_series(1, 1000) g")
})
afterEach(() => rm(folder, { recursive: true }))

/** A session that writes and does not commit until told. */
async function openWriter(): Promise<{ done(): Promise<void> }> {
  const client = new pg.Client({ connectionString: database.url, application_name: 'a-writer' })
  await client.connect()
  await client.query('set idle_in_transaction_session_timeout = 0; begin')
  await client.query("insert into platform.thing values (0, 'held')")
  return {
    async done() {
      await client.query('commit')
      await client.end()
    },
  }
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return
    await sleep(100)
  }
  assert.fail('it did not come to that')
}

const indexes = async () =>
  Object.fromEntries(
    (
      await database.sql<{ name: string; valid: boolean }>(
        `select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
         where i.indrelid = 'platform.thing'::regclass`,
      )
    ).map(({ name, valid }) => [name, valid]),
  )
const recorded = async () =>
  (await database.sql("select from platform.migration where name like '9%'")).length

test('a build that is killed half-way is mended by the next try, and nobody is kept from writing meanwhile', async () => {
  await writeFile(join(folder, '9001_platform_thing.sql'), BUILD)
  const writer = await openWriter()
  const killed = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { migrate } from ${JSON.stringify(RUNNER)}
       await migrate(${JSON.stringify(database.url)}, undefined, { folder: new URL(${JSON.stringify(`${pathToFileURL(folder).href}/`)}) })`,
    ],
    { stdio: 'inherit' },
  )
  await until(async () => 'thing_name' in (await indexes()))
  await database.sql("insert into platform.thing values (2000, 'written while the index is built')")
  killed.kill('SIGKILL')
  await once(killed, 'exit')

  // The next try: waits until the database noticed the death, then for the writer.
  const second = migrateHere()
  await until(() => said.some((line) => line.includes('9001_platform_thing.sql waits for')))
  assert.match(
    said.find((line) => line.includes('9001'))!,
    /^Migration 9001_platform_thing\.sql waits for process \d+ of the database \(a-writer, idle in transaction for \d+ s\)/,
  )
  assert.match(said[0]!, /^Another process migrates this database: waits for process \d+ .*docket-migrate/)
  await database.sql("insert into platform.thing values (2001, 'written during the second build')")
  assert.equal((await indexes())['thing_name'], false, 'what the first try left serves nobody')
  assert.equal(await recorded(), 0)
  await writer.done()
  assert.deepEqual((await second).applied, ['9001_platform_thing.sql'])
  assert.deepEqual(await indexes(), { thing_name: true, thing_id: true })
  assert.equal(await recorded(), 1)
})

test('two processes build one index at one time: the second waits its turn and finds it done', async () => {
  await writeFile(join(folder, '9001_platform_thing.sql'), BUILD)
  const writer = await openWriter()
  const both = [migrateHere(), migrateHere()]
  await until(() => said.some((line) => line.startsWith('Another process migrates')))
  await until(() => said.some((line) => line.includes('waits for') && line.includes('a-writer')))
  await writer.done()
  const applied = (await Promise.all(both)).map((one) => one.applied.length)
  assert.deepEqual(applied.toSorted(), [0, 1])
  assert.deepEqual(await indexes(), { thing_name: true, thing_id: true })
})

test('an index that cannot be built stops the upgrade, and is built once what stood in its way is gone', async () => {
  await writeFile(join(folder, '9001_platform_thing.sql'), BUILD)
  await database.sql("insert into platform.thing values (7, 'twice')")
  await assert.rejects(migrateHere(), /Migration 9001_platform_thing\.sql failed: could not create unique/)
  assert.deepEqual(await indexes(), { thing_name: true, thing_id: false })
  await database.sql("delete from platform.thing where name = 'twice'")
  assert.deepEqual((await migrateHere()).applied, ['9001_platform_thing.sql'])
  assert.deepEqual(await indexes(), { thing_name: true, thing_id: true })
})

test('a migration that waits for a lock lets writers through between its tries, and goes on when it is free', async () => {
  await writeFile(
    join(folder, '9001_platform_thing.sql'),
    'alter table platform.thing add column at timestamptz;\n',
  )
  const writer = await openWriter()
  const upgrade = migrateHere({ lockMs: 500, tries: 50, pauseMs: 200, mostPauseMs: 400 })
  await until(() => said.some((line) => line.includes('lets others through; try 3')))
  // Behind a waiting migration a writer waits, too, but less than the 2 s of an act.
  const began = performance.now()
  await database.sql("insert into platform.thing values (2000, 'between the tries')")
  assert.ok(performance.now() - began < 1500)
  await writer.done()
  assert.deepEqual((await upgrade).applied, ['9001_platform_thing.sql'])
})

test('a migration that gets no lock gives up after its tries, and says which, and whom it waited for', async () => {
  await writeFile(
    join(folder, '9001_platform_thing.sql'),
    'alter table platform.thing add column at timestamptz;\n',
  )
  const writer = await openWriter()
  try {
    await assert.rejects(
      migrateHere({ lockMs: 700, tries: 2, pauseMs: 10, mostPauseMs: 10 }),
      /^Error: Migration 9001_platform_thing\.sql failed: .* due to lock timeout; after 2 tries it still waited for process \d+ of the database \(a-writer, idle in transaction for \d+ s\), for a lock on platform\.thing$/,
    )
    assert.equal(await recorded(), 0)
  } finally {
    await writer.done()
  }
})

test('what cannot be done twice is refused outside a transaction', async () => {
  await writeFile(
    join(folder, '9001_platform_thing.sql'),
    '-- Transaction: none\nupdate platform.thing set id = id + 1;\n',
  )
  await assert.rejects(migrateHere(), /9001_platform_thing\.sql runs outside a transaction, so each/)
})

test('rights and limits of the acting role that a killed upgrade did not come to are given by the next one', async () => {
  const role = `acting_${process.pid}`
  await database.sql(`create role ${role}`)
  try {
    await migrate(database.url, role)
    const [first] = await database.sql<{ may: boolean }>(
      `select has_table_privilege('${role}', 'platform.installation', 'insert') as may`,
    )
    assert.equal(first!.may, true)
    await database.sql(`revoke all on platform.company_log from ${role}`)
    await database.sql(
      `alter role ${role} in database ${new URL(database.url).pathname.slice(1)} reset lock_timeout`,
    )
    assert.deepEqual((await migrate(database.url, role)).applied, [])
    const [again] = await database.sql<{ may: boolean; limits: string[] }>(
      `select has_table_privilege('${role}', 'platform.company_log', 'insert') as may, s.setconfig as limits
       from pg_db_role_setting s join pg_roles r on r.oid = s.setrole where r.rolname = '${role}'`,
    )
    assert.equal(again!.may, true)
    assert.ok(again!.limits.includes('lock_timeout=2s'))
  } finally {
    await database.sql(`drop owned by ${role}`)
    await database.sql(`drop role ${role}`)
  }
})
