import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import {
  businessDate,
  moveClock,
  readCompanies,
  saveCalendar,
  saveCompany,
  saveExchangeRate,
  saveSeries,
} from './index.ts'

let t: TestDatabase
before(async () => {
  t = await testDatabase('organization')
})
after(() => t.close())

const codes = (outcome: { ok: boolean; problems?: { path: string; code: string }[] }) =>
  outcome.problems?.map((problem) => `${problem.path} ${problem.code}`)
const versionOf = async (id: bigint) => (await readCompanies(t.db, [id])).get(id)!.setupVersion

test('a company comes with its order of facts, its series, and its code makes it once', async () => {
  const input = { code: 'ACME', name: 'Acme', currency: 'GBP', country: 'GB', timeZone: 'Europe/London' }
  const [first, again] = await Promise.all([
    t.door.request(saveCompany, { input }),
    t.door.request(saveCompany, { input }),
  ])
  assert.deepEqual([first.ok && first.change, again.ok && again.change], ['created', 'unchanged'])
  assert.ok(first.ok && again.ok && first.id === again.id)
  const [head] = await t.sql(
    'select pos, chain_hash, closed_to from platform.company_head where company_id = $1',
    [first.id],
  )
  assert.equal(head!['pos'], 1n)
  assert.equal(head!['closed_to'], '1900-01-01')
  assert.notDeepEqual(head!['chain_hash'], createHash('sha256').update('ACME').digest())
  const series = await t.sql(
    'select series, year, policy, last_number from platform.number_series where company_id = $1 order by series',
    [first.id],
  )
  assert.deepEqual(
    series.map((row) => Object.values(row)),
    [
      ['CM', 0, 'monotone', 0n],
      ['INV', 0, 'monotone', 0n],
    ],
  )
  const renamed = await t.door.request(saveCompany, { input: { ...input, name: 'Acme Ltd' } })
  assert.ok(renamed.ok && renamed.change === 'changed')
  assert.equal(await versionOf(first.id), 2n)
})

test('a description that says nothing of the rounding of taxes leaves it', async () => {
  const input = { code: 'ROUND', name: 'Round', currency: 'GBP', country: 'GB', timeZone: 'Europe/London' }
  await t.door.request(saveCompany, { input: { ...input, taxRounding: 'document' } })
  const renamed = await t.door.request(saveCompany, { input: { ...input, name: 'Rounder' } })
  assert.ok(renamed.ok)
  assert.equal((await readCompanies(t.db, [renamed.id])).get(renamed.id)!.taxRounding, 'document')
})

test('a company keeps its currency, and every problem of a description is named at once', async () => {
  await testCompany(t.door, 'FIXED')
  const refused = await t.door.request(saveCompany, {
    input: {
      code: 'FIXED',
      name: 'x',
      currency: 'QQQ',
      country: 'GB',
      timeZone: 'Mars/Olympus',
      sandbox: false,
    },
  })
  assert.deepEqual(codes(refused), [
    '/currency unknown_currency',
    '/timeZone unknown_time_zone',
    '/currency fixed',
    '/sandbox fixed',
  ])
})

test('a rate is set from a day on; the same rate twice changes nothing and leaves the version', async () => {
  const companyId = await testCompany(t.door, 'RATES')
  const input = { from: 'EUR', to: 'GBP', validFrom: '2026-01-01', rate: '0.8612345678' }
  const request = { companyId, input }
  const first = await t.door.request(saveExchangeRate, request)
  const version = await versionOf(companyId)
  const second = await t.door.request(saveExchangeRate, request)
  assert.deepEqual([first.ok && first.change, second.ok && second.change], ['created', 'unchanged'])
  assert.equal(await versionOf(companyId), version)
  const rows = await t.sql('select rate_e10 from organization.exchange_rate where company_id = $1', [
    companyId,
  ])
  assert.deepEqual(rows, [{ rate_e10: 8_612_345_678n }])
  const refused = await t.door.request(saveExchangeRate, {
    companyId,
    input: { from: 'EUR', to: 'EUR', validFrom: '2026-02-30', rate: '0' },
  })
  assert.deepEqual(codes(refused), ['/to same_currency', '/validFrom not_a_date', '/rate not_a_rate'])
})

test('a calendar has working days and holidays', async () => {
  const companyId = await testCompany(t.door, 'CALENDAR')
  const input = { code: 'UK', workingDays: [5, 1, 2, 3, 4], holidays: ['2026-12-25', '2026-01-01'] }
  assert.ok((await t.door.request(saveCalendar, { companyId, input })).ok)
  const same = await t.door.request(saveCalendar, { companyId, input })
  assert.equal(same.ok && same.change, 'unchanged')
  const none = await t.door.request(saveCalendar, {
    companyId,
    input: { ...input, code: 'NONE', holidays: [] },
  })
  assert.ok(none.ok)
})

test('a series gets a counter; its kind and policy stay', async () => {
  const companyId = await testCompany(t.door, 'SERIES')
  const input = { code: 'OLD', kind: 'invoice', prefix: 'OLD-', policy: 'free' } as const
  assert.ok((await t.door.request(saveSeries, { companyId, input })).ok)
  const rows = await t.sql(
    "select policy from platform.number_series where company_id = $1 and series = 'OLD'",
    [companyId],
  )
  assert.deepEqual(rows, [{ policy: 'free' }])
  const refused = await t.door.request(saveSeries, { companyId, input: { ...input, policy: 'monotone' } })
  assert.deepEqual(codes(refused), ['/policy fixed'])
})

test('a number that was given stays what was printed, and no other series prints it', async () => {
  const companyId = await testCompany(t.door, 'PREFIX')
  const save = (code: string, prefix: string) =>
    t.door.request(saveSeries, { companyId, input: { code, kind: 'invoice', prefix, policy: 'monotone' } })
  // Those of INV would be INV-000001 and so on; those of the third INV-1000001, which INV gives one day, too.
  assert.deepEqual(codes(await save('WEB', 'INV-')), ['/prefix prefix_taken'])
  assert.deepEqual(codes(await save('WEB', 'CM-')), ['/prefix prefix_taken'])
  assert.deepEqual(codes(await save('WEB', 'INV-1')), ['/prefix prefix_taken'])
  assert.ok((await save('WEB', 'INV-WEB-')).ok)
  const both = await Promise.all([save('A', 'TWIN-'), save('B', 'TWIN-')])
  assert.deepEqual(both.map((one) => one.ok).toSorted(), [false, true])
  // Nothing was printed yet: it may be another.
  assert.ok((await save('INV', 'BILL-')).ok)
  await t.sql(`update platform.number_series set last_number = 1 where company_id = $1 and series = 'INV'`, [
    companyId,
  ])
  assert.deepEqual(codes(await save('INV', 'OLD-')), ['/prefix fixed'])
  assert.ok((await save('INV', 'BILL-')).ok)
})

test('P-82 the business clock of a sandbox company moves forward, never back, and of no other company', async () => {
  const companyId = await testCompany(t.door, 'CLOCK')
  const now = new Date()
  const moved = await t.door.request(moveClock, { companyId, input: { days: 40 } })
  assert.ok(moved.ok)
  const company = (await readCompanies(t.db, [companyId])).get(companyId)!
  const expected = new Date(now.getTime() + 40 * 86_400_000)
  assert.equal(businessDate(company, now), businessDate({ ...company, clockOffsetMs: 0n }, expected))
  const back = await t.door.request(moveClock, { companyId, input: { to: now.toISOString() } })
  assert.equal(!back.ok && back.code, 'clock_backward')
  const real = await testCompany(t.door, 'REAL', { sandbox: false })
  const refused = await t.door.request(moveClock, { companyId: real, input: { days: 1 } })
  assert.equal(!refused.ok && refused.code, 'not_a_sandbox')
})
