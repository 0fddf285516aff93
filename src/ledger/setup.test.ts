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
    ['/type fixed', '/control control_taken'],
  )
  const input = { code: '2026-H1', startsOn: '2026-01-01', endsOn: '2026-06-30' }
  assert.deepEqual(codes(await t.door.request(savePeriod, { companyId, input })), [
    '/startsOn periods_overlap',
  ])
})
