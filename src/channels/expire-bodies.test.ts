import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { rowsLookedAt } from '../../test/support/rows-looked-at.ts'
import { expireOldBodies } from './expire-bodies.ts'
import { readNameless } from './recognize-bodies.ts'

const COMPANIES = 1000
const CHUNK = 100
const now = new Date('2026-06-01T00:00:00Z')

let t: TestDatabase
before(async () => {
  t = await testDatabase('expire_bodies')
  await t.sql(`insert into organization.company (company_id, code, name, currency, country, time_zone)
    select n, 'C' || n, 'C' || n, 'GBP', 'GB', 'Europe/London' from generate_series(1, ${COMPANIES}) n`)
  // Every second company has three bodies of nobody that are old, the others have a hundred that are not.
  await t.sql(`insert into channels.intake
      (company_id, id, received_at, principal, content_type, body, body_hash, key, customer_id, outcome, problems)
    select c, n, case when c % 2 = 0 then '2026-01-01' else '2026-05-31' end::timestamptz, 'test', 'application/json',
      '', '', '\\x01', 0, 'refused', '[]'
    from generate_series(1, ${COMPANIES}) c cross join lateral generate_series(1, case when c % 2 = 0 then 3 else 100 end) n`)
  await t.sql('analyze channels.intake')
})
after(() => t.close())

test('bodies of nobody expire some at a time, however many companies there are', async () => {
  const companyIds = Array.from({ length: COMPANIES }, (_, n) => BigInt(n + 1))
  const before = new Date('2026-03-01T00:00:00Z')
  const { answer, looked } = await rowsLookedAt(t.db, (reader) =>
    readNameless(reader, { companyIds, before, after: 0n, count: CHUNK }),
  )
  assert.equal(answer.length, CHUNK)
  // Of each company the first one at most, and what is taken.
  assert.ok(looked <= COMPANIES + 2 * CHUNK, `${looked} rows`)
  const old = (3 * COMPANIES) / 2
  assert.equal(await expireOldBodies(t.db, now, undefined, CHUNK), old)
  const [left] = await t.sql<{ old: number; young: number }>(
    `select count(*) filter (where company_id % 2 = 0)::integer as old,
       count(*) filter (where company_id % 2 = 1)::integer as young
     from channels.intake where key is not null`,
  )
  assert.deepEqual(left, { old: 0, young: 50 * COMPANIES })
})
