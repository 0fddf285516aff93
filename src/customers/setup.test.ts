import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { Door } from '../platform/batch/index.ts'
import { Ids } from '../platform/ids.ts'
import { changeCreditLimit, saveCustomer } from './index.ts'

let t: TestDatabase
let companyId: bigint
before(async () => {
  t = await testDatabase('customers_setup')
  companyId = await testCompany(t.door)
})
after(() => t.close())

const codes = (outcome: { ok: boolean; problems?: { path: string; code: string }[] }) =>
  outcome.problems?.map((problem) => `${problem.path} ${problem.code}`)
const ada = {
  number: 'C1',
  name: 'Ada Byron',
  email: 'ada@example.com',
  currency: 'GBP',
  shipToCountry: 'GB',
}

test('a customer comes with an account and a credit gate; personal data stand in person_data alone', async () => {
  const input = { ...ada, creditLimit: { amount: '500.00', currency: 'GBP' } }
  const [first, again] = await Promise.all([
    t.door.request(saveCustomer, { companyId, input }),
    t.door.request(saveCustomer, { companyId, input }),
  ])
  assert.deepEqual([first.ok && first.change, again.ok && again.change], ['created', 'unchanged'])
  const rows = await t.sql(
    `select c.number, p.name, p.search_name, g.credit_limit from customers.account a
     join customers.customer c on (c.company_id, c.id) = (a.company_id, a.customer_id)
     join customers.person_data p on (p.company_id, p.customer_id) = (c.company_id, c.id)
     join customers.credit_gate g on (g.company_id, g.account_id) = (a.company_id, a.id)`,
  )
  assert.deepEqual(rows, [
    { number: 'C1', name: 'Ada Byron', search_name: 'ada byron', credit_limit: 50_000n },
  ])
  const columns = await t.sql(
    `select table_name from information_schema.columns
     where table_schema = 'customers' and column_name in ('name', 'email', 'phone') group by 1`,
  )
  assert.deepEqual(columns, [{ table_name: 'person_data' }])
})

test('a second account of a customer is described the same way; an account stays with its customer', async () => {
  const second = { ...ada, account: 'C1-EUR', currency: 'EUR' }
  assert.ok((await t.door.request(saveCustomer, { companyId, input: second })).ok)
  const stolen = await t.door.request(saveCustomer, {
    companyId,
    input: { ...second, number: 'C2', currency: 'USD' },
  })
  assert.deepEqual(codes(stolen), ['/account account_of_another_customer', '/currency fixed'])
  const [count] = await t.sql('select count(*) as customers from customers.customer')
  assert.equal(count!['customers'], 1n)
})

test('two accounts of one new customer in one batch make one customer, named as said last', async () => {
  const inputs = [
    { ...ada, number: 'C3', account: 'C3-A' },
    { ...ada, number: 'C3', account: 'C3-B', name: 'Ada Lovelace' },
  ]
  const outcomes = await t.door.requestAll(
    saveCustomer,
    inputs.map((input) => ({ companyId, input })),
  )
  assert.ok(outcomes.every((outcome) => !(outcome instanceof Error) && outcome.ok))
  const names = await t.sql(
    `select p.name from customers.person_data p join customers.customer c on c.id = p.customer_id where c.number = 'C3'`,
  )
  assert.deepEqual(names, [{ name: 'Ada Lovelace' }])
})

test('D6 a credit limit changes beside what is owed, can be taken away, and has the currency of its account', async () => {
  await t.sql('update customers.credit_gate set open_orders = 7 where credit_limit = 50000')
  const limit = (amount: string, currency = 'GBP') => ({
    companyId,
    input: { account: 'C1', creditLimit: { amount, currency } },
  })
  assert.ok((await t.door.request(changeCreditLimit, limit('900.00'))).ok)
  assert.deepEqual(
    await t.sql('select credit_limit, open_orders from customers.credit_gate where open_orders = 7'),
    [{ credit_limit: 90_000n, open_orders: 7n }],
  )
  const none = await t.door.request(changeCreditLimit, {
    companyId,
    input: { account: 'C1', creditLimit: null },
  })
  assert.equal(none.ok && none.change, 'changed')
  assert.deepEqual(codes(await t.door.request(changeCreditLimit, limit('1', 'EUR'))), [
    '/creditLimit/currency wrong_currency',
  ])
  const nobody = { companyId, input: { account: 'NOBODY', creditLimit: null } }
  assert.deepEqual(codes(await t.door.request(changeCreditLimit, nobody)), ['/account unknown_account'])
  // Described again without a limit, the account keeps the one it has.
  await t.door.request(changeCreditLimit, limit('5.00'))
  await t.door.request(saveCustomer, { companyId, input: { ...ada, name: 'Ada' } })
  const rows = await t.sql('select credit_limit from customers.credit_gate where open_orders = 7')
  assert.deepEqual(rows, [{ credit_limit: 500n }])
})

test('D6 a limit that is lowered while the account is described stays lowered', async () => {
  const input = { ...ada, number: 'C9', creditLimit: { amount: '10000.00', currency: 'GBP' } }
  await t.door.request(saveCustomer, { companyId, input })
  const lowered = { account: 'C9', creditLimit: { amount: '5.00', currency: 'GBP' } }
  const other = new Door({
    db: t.db,
    ids: new Ids(t.db),
    async at(point) {
      if (point === 'customers.save_customer:before-commit')
        assert.ok((await t.door.request(changeCreditLimit, { companyId, input: lowered })).ok)
    },
  })
  const { creditLimit: _limit, ...described } = input
  const saved = await other.request(saveCustomer, { companyId, input: { ...described, name: 'Ada' } })
  assert.ok(saved.ok)
  const [row] = await t.sql(
    `select g.credit_limit from customers.credit_gate g
     join customers.account a on (a.company_id, a.id) = (g.company_id, g.account_id) where a.number = 'C9'`,
  )
  assert.deepEqual(row, { credit_limit: 500n })
})
