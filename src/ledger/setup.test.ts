import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { installDefaultBooks, saveLedgerAccount, savePeriod, savePostingRule } from './index.ts'

let t: TestDatabase
let companyId: bigint
before(async () => {
  t = await testDatabase('ledger_setup')
  companyId = await testCompany(t.door)
  await installDefaultBooks(t.door, companyId, [2026])
})
after(() => t.close())

const codes = (outcome: { ok: boolean; problems?: { path: string; code: string }[] }) =>
  outcome.problems?.map((problem) => `${problem.path} ${problem.code}`)
const rows = () =>
  t.sql(
    `select (select count(*) from ledger.account) as accounts, (select count(*) from ledger.posting_rule) as rules,
     (select count(*) from ledger.period) as periods, (select max(setup_version) from organization.company) as version`,
  )

test('D9 the default chart, rules and months are installed once', async () => {
  const standing = await rows()
  assert.equal(standing[0]!['periods'], 12n)
  await installDefaultBooks(t.door, companyId, [2026])
  assert.deepEqual(await rows(), standing)
  const [march] = await t.sql(
    "select starts_on, ends_on from ledger.period where code = '2024-02' or code = '2026-02'",
  )
  assert.deepEqual(march, { starts_on: '2026-02-01', ends_on: '2026-02-28' })
})

test('a posting rule is refused with every fault at once; the same match again changes accounts and version', async () => {
  const input = { event: 'invoice.issued', amountKind: 'revenue', debitAccount: '9', creditAccount: '8' }
  const refused = await t.door.request(savePostingRule, {
    companyId,
    input: { ...input, condition: 'amount >' },
  })
  assert.deepEqual(codes(refused), [
    '/debitAccount unknown_account',
    '/creditAccount unknown_account',
    '/condition rule_syntax',
  ])
  const moved = await t.door.request(savePostingRule, {
    companyId,
    input: { ...input, debitAccount: '1200', creditAccount: '4100' },
  })
  assert.equal(moved.ok && moved.change, 'changed')
  const special = await t.door.request(savePostingRule, {
    companyId,
    input: { ...input, itemClass: 'service', debitAccount: '1200', creditAccount: '4000' },
  })
  assert.equal(special.ok && special.change, 'created')
  const versions = await t.sql(
    "select version from ledger.posting_rule where event = 'invoice.issued' and amount_kind = 'revenue' order by id",
  )
  assert.deepEqual(versions, [{ version: 2 }, { version: 1 }])
})

test('an account keeps its type, a sub-ledger agrees with one account, and periods do not overlap', async () => {
  const account = (input: object) => t.door.request(saveLedgerAccount, { companyId, input: input as never })
  assert.deepEqual(
    codes(await account({ code: '1200', name: 'Debtors', type: 'revenue', control: 'cash' })),
    ['/type fixed', '/control rules_need_it', '/control control_taken'],
  )
  const input = { code: '2026-H1', startsOn: '2026-01-01', endsOn: '2026-06-30' }
  assert.deepEqual(codes(await t.door.request(savePeriod, { companyId, input })), [
    '/startsOn periods_overlap',
  ])
})

test('the control of an account stands while it is not named, and while entries or rules need it', async () => {
  const account = (input: object) => t.door.request(saveLedgerAccount, { companyId, input: input as never })
  const receivable = { code: '1200', name: 'Debtors', type: 'asset' }
  const renamed = await account(receivable)
  assert.equal(renamed.ok && renamed.change, 'changed')
  const [stood] = await t.sql("select name, control from ledger.account where code = '1200'")
  assert.deepEqual(stood, { name: 'Debtors', control: 'receivable' })
  assert.deepEqual(codes(await account({ ...receivable, control: null })), ['/control rules_need_it'])
  assert.deepEqual(
    codes(await account({ code: '4000', name: 'Revenue', type: 'revenue', control: 'cash' })),
    ['/control rules_need_it', '/control control_taken'],
  )
  // Cash may come into any account without a control, so no rule needs it of this one; entries do.
  await post('1000', '4900', '2026-03-31')
  const cash = { code: '1000', name: 'Cash', type: 'asset' }
  assert.deepEqual(codes(await account({ ...cash, control: null })), ['/control fixed'])
})

test('a period keeps the days of its entries, and today', async () => {
  const period = (code: string, startsOn: string, endsOn: string, company = companyId) =>
    t.door.request(savePeriod, { companyId: company, input: { code, startsOn, endsOn } })
  await post('1000', '4900', '2026-03-31')
  await post('1000', '4900', '2026-05-01')
  assert.deepEqual(codes(await period('2026-03', '2026-03-02', '2026-03-30')), ['/endsOn entries_outside'])
  assert.deepEqual(codes(await period('2026-05', '2026-05-02', '2026-05-30')), ['/startsOn entries_outside'])
  const free = await period('2026-03', '2026-03-02', '2026-03-31')
  assert.equal(free.ok && free.change, 'changed')
  const other = await testCompany(t.door, 'OTHER')
  await period('ALL', '2020-01-01', '2199-12-31', other)
  assert.deepEqual(codes(await period('ALL', '2020-01-01', '2020-12-31', other)), ['/endsOn today_outside'])
  assert.deepEqual(codes(await period('ALL', '2199-01-01', '2199-12-31', other)), ['/startsOn today_outside'])
  assert.equal((await period('ALL', '2020-01-02', '2199-12-30', other)).ok, true)
})

let entries = 0

/** An entry of 1.00, as the statements of other modules write it. */
const post = (debit: string, credit: string, on: string) =>
  t.sql(
    `select ledger.post_public(array[$1::bigint], array[$2::bigint], array[$2::bigint], array['stock.adjusted'],
       array[$3::date], array['stock'], array[$2::bigint], array[null::bigint], array['GBP'],
       array[(select id from ledger.account where company_id = $1 and code = $4)],
       array[(select id from ledger.account where company_id = $1 and code = $5)],
       array[100::bigint], array['gain'], array[null::bigint], array[1::bigint])`,
    [companyId, (entries += 1), on, debit, credit],
  )
