import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { startJobs } from './jobs.ts'
import { deleteExpiredKeys } from './request-key.ts'

let t: TestDatabase
before(async () => {
  t = await testDatabase('request_key')
  await t.sql(`insert into platform.request_key (company_id, principal, route, key, body_hash, batch, outcome, expires_at)
    select n % 3, 'key:dk_test', 'captureOrder', 'k-' || n, '\\x00', 1, '{}', timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute'
    from generate_series(1, 100) n`)
})
after(() => t.close())

const left = async () =>
  Number((await t.sql<{ count: bigint }>('select count(*) from platform.request_key'))[0]!.count)

test('keys that have expired are deleted in chunks, by two nodes at once too, and the others stay', async () => {
  const now = new Date('2026-01-01T01:00:00Z')
  const deleted = await Promise.all([
    deleteExpiredKeys(t.db, now, undefined, 7),
    deleteExpiredKeys(t.db, now, undefined, 7),
  ])
  assert.equal(deleted[0] + deleted[1], 60)
  assert.equal(await left(), 40)
  assert.equal(await deleteExpiredKeys(t.db, now), 0)
})

test('a deletion that is told to end stops after its chunk', async () => {
  const later = new Date('2027-01-01T00:00:00Z')
  assert.equal(await deleteExpiredKeys(t.db, later, AbortSignal.abort(), 10), 10)
  assert.equal(await left(), 30)
})

test('a job runs again and again, a failure is told and does not end it, and stopping waits for the run at hand', async () => {
  let runs = 0
  const told: string[] = []
  const jobs = startJobs(
    [
      {
        name: 'counting',
        title: 'Counts',
        everyMs: 1,
        async run() {
          runs += 1
          if (runs === 2) throw new Error('once')
        },
      },
    ],
    { error: (_detail, message) => told.push(message) },
  )
  const end = performance.now() + 5000
  const fewer = () => runs < 4 && performance.now() < end
  while (fewer()) await new Promise((resolve) => setTimeout(resolve, 2))
  await jobs.stop()
  const standing = runs
  assert.ok(standing >= 4)
  assert.deepEqual(told, ['counting failed'])
  await new Promise((resolve) => setTimeout(resolve, 10))
  assert.equal(runs, standing)
})
