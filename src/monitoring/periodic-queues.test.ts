import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { writeSoundCompany } from '../../test/support/sound-company.ts'
import { readPickUpDepths, readPlaceDepths, readQuoteDepths } from './periodic-queues.sql.ts'

let t: TestDatabase
before(async () => {
  t = await testDatabase('periodic-queues')
  await writeSoundCompany(t.sql)
})
after(() => t.close())

test('C14-1 C14-11 places that no job looked at are counted by job, with the time of the first; balances by so many together', async () => {
  const [head] = await t.sql<{ pos: bigint; at: Date }>(
    'select h.pos, (select min(g.at) from platform.company_log g) as at from platform.company_head h',
  )
  const depths = async (places: bigint) => {
    const rows = await t.db.read(readPlaceDepths, { places, learnFrom: null })
    return new Map(rows.map((row) => [row.job, [row.waiting, row.due, row.oldest_due_at]]))
  }
  const all = await depths(head!.pos)
  assert.deepEqual(all.get('laws'), [head!.pos, head!.pos, head!.at])
  assert.deepEqual(all.get('balance-fold')!.slice(0, 2), [1n, 1n])
  assert.equal((await depths(head!.pos + 1n)).has('balance-fold'), false)
  await t.sql(
    `insert into monitoring.law_progress (company_id, pos, checked_at) select company_id, pos - 1, now() from platform.company_head`,
  )
  assert.deepEqual((await depths(1n)).get('laws')!.slice(0, 2), [1n, 1n])
})

test('C14-1 C14-11 goods that nobody fetched wait since the day of their company after the last one', async () => {
  await t.sql(`insert into fulfillment.open_shipment (company_id, id, cause_id, location_id, keep_until, remind_on)
    values (1, 900, 100, 1, '2026-06-10', '2026-06-09'), (1, 901, 100, 1, '2026-06-11', '2026-06-11')`)
  const pickUps = async (now: string) => (await t.db.read(readPickUpDepths, { now: new Date(now) }))[0]!
  // London is an hour before UTC in June.
  assert.equal((await pickUps('2026-06-08T22:59:59Z')).waiting, 0n)
  assert.deepEqual(await pickUps('2026-06-08T23:00:00Z'), {
    waiting: 1n,
    oldest_due_at: new Date('2026-06-08T23:00:00Z'),
  })
  assert.equal((await pickUps('2026-06-10T23:00:00Z')).waiting, 3n)
})

test('C14-1 C14-11 quotes that are with a customer wait since their last day was over in their company', async () => {
  await t.sql(`insert into negotiation.quote (company_id, id, revision, version, state, account_id, made_at, expires_on)
    values (1, 800, 2, 1, 'sent', 1, '2026-06-01', '2026-06-09'), (1, 801, 2, 1, 'sent', 1, '2026-06-01', '2026-06-10'),
      (1, 802, 1, 1, 'draft', 1, '2026-06-01', null)`)
  const quotes = async (now: string) => (await t.db.read(readQuoteDepths, { now: new Date(now) }))[0]!
  assert.equal((await quotes('2026-06-09T22:59:59Z')).waiting, 0n)
  assert.deepEqual(await quotes('2026-06-10T23:00:00Z'), {
    waiting: 2n,
    oldest_due_at: new Date('2026-06-09T23:00:00Z'),
  })
})
