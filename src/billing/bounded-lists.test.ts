import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { HttpProblem } from '../platform/http/index.ts'
import { rowsLookedAt, walk } from '../../test/support/rows-looked-at.ts'
import { readInvoiceApplications } from './read.sql.ts'
import { listInvoices, listReceivables, SCAN_BUDGET } from './read.ts'

const ROWS = 150_000
// The documents are of the first batch, what settled them of all others.
const PLACES = 2 + ROWS / 100
const WALK_IN = 500_001n
const OTHER = 500_002n

let t: TestDatabase
before(async () => {
  t = await testDatabase('bounded_documents')
  await t.db.use(async ({ client }) => {
    await client.query(`begin; set local statement_timeout = 0`)
    await client.query(`insert into organization.company (company_id, code, name, currency, country, time_zone)
      values (1, 'BIG', 'Big Ltd', 'GBP', 'GB', 'Europe/London')`)
    // The walk-in account has all documents but two: the oldest, which is its only credit memo, is its own, too.
    await client.query(`insert into customers.customer (company_id, id, number, kind)
      select 1, n, 'C' || lpad(n::text, 6, '0'), 'organization' from generate_series(1, ${ROWS}) n`)
    await client.query(`insert into customers.account (company_id, id, customer_id, number, currency, terms_days, ship_to_country)
      select 1, 500000 + n, ${ROWS} - 2 + n, 'A' || n, 'GBP', 30, 'GB' from generate_series(1, 2) n`)
    await client.query(`insert into billing.invoice (company_id, id, batch, kind, series, account_id, issued_on, due_on, currency, rate_e10,
        net, tax, freight, total)
      select 1, n, 1, case when n = 1 then 'credit_memo' else 'invoice' end, 'S',
        case when n in (2, 100000) then ${OTHER} else ${WALK_IN} end, '2026-01-01', '2026-02-01', 'GBP', 10000000000, 1, 0, 0, 1
      from generate_series(1, ${ROWS}) n`)
    await client.query(`insert into billing.open_item (company_id, account_id, invoice_id, due_on, currency, original, open,
        functional_original, functional_open)
      select 1, v.account_id, v.id, v.due_on, 'GBP', 1, 1, 1, 1 from billing.invoice v`)
    await client.query(`insert into billing.application (company_id, account_id, id, batch, from_type, from_id, invoice_id, applied_on,
        amount, rule)
      select 1, v.account_id, 1000000 + v.id, 2 + v.id / 100, 'receipt', 2000000 + v.id, v.id, '2026-02-01', 1, 'named' from billing.invoice v`)
    await client.query(`insert into platform.company_log (company_id, pos, batch, at, content_hash, chain_hash)
      select 1, n, n, '2026-01-01'::timestamptz + make_interval(mins => n), '', '' from generate_series(1, ${PLACES}) n`)
    await client.query(
      `insert into platform.company_head (company_id, pos, at, chain_hash, closed_to) values (1, ${PLACES}, '2026-02-01', '', '2000-01-01')`,
    )
    await client.query('commit')
  })
  await t.analyze()
})
after(() => t.close())

test('documents of an account with very many are looked for in a bounded number of rows, and all are found', async () => {
  const ask = { companyId: 1n, limit: 50 }
  const memos = await walk<{ kind: string }, bigint>(t.db, 'credit memos', (reader, after) =>
    listInvoices(reader, { ...ask, scope: [WALK_IN], kind: 'credit_memo', after }),
  )
  assert.deepEqual([memos.rows.map((row) => row.kind), memos.pages], [['credit_memo'], 2])
  // Accounts share the budget, and neither hides what the other has behind its end.
  const both = await walk<{ id: string }, bigint>(t.db, 'of two accounts', (reader, after) =>
    listInvoices(reader, { ...ask, scope: [WALK_IN, OTHER], kind: 'credit_memo', after }),
  )
  assert.equal(both.rows.length, 1)
  const others = await walk<{ account: { number: string } }, bigint>(t.db, 'of the other', (reader, after) =>
    listInvoices(reader, { ...ask, scope: [WALK_IN, OTHER], account: 'A2', after }),
  )
  assert.deepEqual(
    others.rows.map((row) => row.account.number),
    ['A2', 'A2'],
  )
})

test('what accounts owe is read along these, whatever others owe', async () => {
  const { answer, looked } = await rowsLookedAt(t.db, (reader) =>
    listReceivables(reader, {
      companyId: 1n,
      scope: [OTHER],
      asOf: '2026-02-11',
      pos: null,
      overdue: true,
      after: null,
      limit: 50,
    }),
  )
  assert.equal(answer.rows.length, 2)
  assert.deepEqual(
    answer.aging.map((each) => [each.total.amount, each.days1to30.amount]),
    [['0.02', '0.02']],
  )
  assert.ok(looked < 100, `looked at ${looked} rows`)
})

test('what a whole company is owed is read page by page, and its aging says when it is of a part', async () => {
  const ask = { companyId: 1n, scope: null, asOf: '2026-02-11', pos: null, overdue: false, limit: 50 }
  const page = async (after: readonly [string, bigint] | null) => {
    const { answer, looked } = await rowsLookedAt(t.db, (reader) =>
      listReceivables(reader, { ...ask, after }),
    )
    // A page is 50 items with their documents and accounts, the rest is the aging.
    assert.ok(looked <= Number(SCAN_BUDGET) + 500, `looked at ${looked} rows`)
    return answer
  }
  const first = await page(null)
  const second = await page(first.next)
  assert.deepEqual([first.rows.length, second.rows.length], [50, 50])
  const seen = new Set([...first.rows, ...second.rows].map((row) => row.invoiceId))
  assert.equal(seen.size, 100)
  assert.equal(first.agingComplete, false)
  assert.deepEqual(
    first.aging.map((each) => each.days1to30.amount),
    ['1000.01'],
  )
  const ofOne = await listReceivables(t.db, { ...ask, scope: [OTHER], after: null })
  assert.equal(ofOne.agingComplete, true)
})

test('what paid a document of an account with very many is found by the document', async () => {
  const { answer, looked } = await rowsLookedAt(t.db, (reader) =>
    reader.read(readInvoiceApplications, { companyId: 1n, id: 77_777n }),
  )
  assert.deepEqual(
    answer.map((row) => row.id),
    [1_077_777n],
  )
  assert.ok(looked < 20, `looked at ${looked} rows`)
})

test('what was owed at a past place is read in a bounded number of rows, or it is said that it cannot', async () => {
  const ask = { companyId: 1n, asOf: '2026-02-11', overdue: false, limit: 50 }
  const at = async (filter: { scope: bigint[] | null; pos: bigint; overdue?: boolean }, most: number) => {
    const page = async (after: readonly [string, bigint] | null) => {
      const { answer, looked } = await rowsLookedAt(t.db, (reader) =>
        listReceivables(reader, { ...ask, ...filter, after }),
      )
      assert.ok(looked <= most, `looked at ${looked} rows`)
      return answer
    }
    const first = await page(null)
    return { first, second: first.next === null ? undefined : await page(first.next) }
  }
  // Nothing was settled since: a page looks through the budget of open items, its aging at the documents of these, too.
  const { first, second } = await at({ scope: null, pos: BigInt(PLACES) }, 3 * Number(SCAN_BUDGET) + 500)
  assert.equal(new Set([...first.rows, ...second!.rows].map((row) => row.invoiceId)).size, 100)
  assert.deepEqual([first.agingComplete, first.aging[0]!.days1to30.amount], [false, '1000.01'])
  // All was settled since: too much of the company and of its great account; of the other two items are as open as they were.
  for (const scope of [null, [WALK_IN]])
    await assert.rejects(listReceivables(t.db, { ...ask, scope, pos: 1n, after: null }), (error) => {
      assert.ok(error instanceof HttpProblem)
      assert.deepEqual(
        error.reply.problem?.errors?.map((one) => [one.path, one.code]),
        [['/query/asOf', 'too_far']],
      )
      return true
    })
  const other = await at({ scope: [OTHER], pos: 1n }, 2 * Number(SCAN_BUDGET) + 500)
  assert.deepEqual(
    [other.first.rows.map((row) => row.open.amount), other.first.agingComplete],
    [['0.02', '0.02'], true],
  )
  const before = await at({ scope: [OTHER], pos: 0n }, 2 * Number(SCAN_BUDGET) + 500)
  assert.deepEqual([before.first.rows, before.first.aging, before.first.next], [[], [], null])
})
