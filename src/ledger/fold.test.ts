import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { rowsLookedAt } from '../../test/support/rows-looked-at.ts'
import { writeSoundCompany } from '../../test/support/sound-company.ts'
import { foldBalances } from './fold.ts'
import { foldJob, readTrialBalance } from './index.ts'
import { sumBalances } from './read.sql.ts'

const BOOKS = { currency: 'GBP', timeZone: 'Europe/London' }

/** Places up to `last`, each a batch that moved one amount in one of three months; every seventh posted nothing. */
async function postUpTo({ sql }: TestDatabase, last: number): Promise<void> {
  await sql(
    `with more as (
       select h.company_id, g as pos, 500 + g as batch, h.at from platform.company_head h, generate_series(h.pos + 1, $1::bigint) g
       where h.company_id = 1
     ), logged as (
       insert into platform.company_log (company_id, pos, batch, at, content_hash, chain_hash)
       select m.company_id, m.pos, m.batch, m.at, '\\x01', '\\x01' from more m
     ), moved as (
       update platform.company_head set pos = $1 where company_id = 1
     )
     insert into ledger.balance_delta (company_id, batch, part, account_id, period, debit, credit)
     select m.company_id, m.batch, 0, s.account_id, '2026-0' || 3 + m.pos % 3, s.debit, s.credit
     from more m cross join lateral (values (1200 + 100 * (m.pos % 2), m.pos, 0), (4000, 0, m.pos)) s(account_id, debit, credit)
     where m.pos % 7 <> 0`,
    [last],
  )
}

test('D9 a trial balance of folds is that of all deltas, as of every place and for every month', async () => {
  const database = await testDatabase('fold')
  try {
    const { db, sql } = database
    await writeSoundCompany(sql)
    const answers = async () => {
      const all = []
      for (const period of [null, '2026-03', '2026-04', '2026-05'])
        for (let asOf = 0n; asOf <= 61n; asOf += 1n)
          all.push(await readTrialBalance(db, { companyId: 1n, asOf, period }, BOOKS))
      return all
    }
    const limits = { places: 3n, folds: 4n, companies: 2n }
    await postUpTo(database, 23)
    // Seven of three places, and one of four of these.
    assert.equal(await foldBalances(db, limits), 8)
    assert.equal(await foldBalances(db, limits), 0)
    await postUpTo(database, 61)
    assert.equal(await foldBalances(db, limits), 17)
    const folded = await answers()
    await sql('delete from ledger.balance_fold')
    assert.deepEqual(folded, await answers())
  } finally {
    await database.close()
  }
})

test('D9 a trial balance of 20,000 batches looks at folds and the deltas behind them', async () => {
  const database = await testDatabase('fold_many')
  try {
    const { db, sql } = database
    await writeSoundCompany(sql)
    await postUpTo(database, 20_500)
    const runs = [foldJob(db), foldJob(db)].map((job) => job.run(new AbortController().signal))
    await Promise.all(runs)
    assert.deepEqual(await sql('select count(*), max(pos) as pos from ledger.balance_fold'), [
      { count: 20n, pos: 20_000n },
    ])
    await database.analyze()
    const asked = { companyId: 1n, pos: 20_500n, wide: 0n, folded: 20_000n, period: null }
    const { answer, looked } = await rowsLookedAt(db, (reader) => reader.read(sumBalances, asked))
    // 2,000 of the company, and the places from 5 on that seven does not divide.
    assert.equal(answer.find((row) => row.code === '4000')!.credit, 180_120_848n)
    assert.ok(looked < 1_500, `${looked} rows`)
  } finally {
    await database.close()
  }
})
