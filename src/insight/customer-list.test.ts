import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { rowsLookedAt } from '../../test/support/rows-looked-at.ts'
import { listCustomers } from './customer.ts'

const ROWS = 150_000
const WALK_IN = 500_001n
const OTHER = 500_002n

let t: TestDatabase
before(async () => {
  t = await testDatabase('bounded_customers')
  await t.db.use(async ({ client }) => {
    await client.query(`begin; set local statement_timeout = 0`)
    await client.query(`insert into organization.company (company_id, code, name, currency, country, time_zone)
      values (1, 'BIG', 'Big Ltd', 'GBP', 'GB', 'Europe/London')`)
    await client.query(`insert into customers.customer (company_id, id, number, kind)
      select 1, n, 'C' || lpad(n::text, 6, '0'), 'organization' from generate_series(1, ${ROWS}) n`)
    await client.query(`insert into customers.account (company_id, id, customer_id, number, currency, terms_days, ship_to_country)
      select 1, 500000 + n, ${ROWS} - 2 + n, 'A' || n, 'GBP', 30, 'GB' from generate_series(1, 2) n`)
    await client.query(`insert into customers.person_data (company_id, customer_id, name, search_name)
      select 1, n, 'Ada', case when n <= 30000 then 'ada ' else 'bo ' end || n from generate_series(1, 31000) n`)
    await client.query('commit')
  })
  await t.db.use(({ client }) => client.query('set statement_timeout = 0; analyze; reset statement_timeout'))
})
after(() => t.close())

test('customers of a credential are read along its accounts, with and without a text', async () => {
  for (const [text, numbers] of [
    [undefined, ['C149999', 'C150000']],
    ['C15', ['C150000']],
    ['C', ['C149999', 'C150000']],
    ['C0', []],
  ] as const) {
    const { answer, looked } = await rowsLookedAt(t.db, (reader) =>
      listCustomers(reader, { companyId: 1n, scope: [WALK_IN, OTHER], text, after: null, limit: 50 }),
    )
    assert.deepEqual(
      answer.rows.map((row) => row.number),
      numbers,
    )
    assert.ok(looked < 100, `${text}: looked at ${looked} rows`)
  }
})

test('a search by a name that very many have looks at some of them, and says so', async () => {
  const search = (text: string) =>
    rowsLookedAt(t.db, (reader) =>
      listCustomers(reader, { companyId: 1n, scope: null, text, after: null, limit: 50 }),
    )
  for (const [text, complete] of [
    ['ada', false],
    ['bo', true],
    ['C0', true],
  ] as const) {
    const { answer, looked } = await search(text)
    assert.deepEqual([answer.rows.length, answer.complete], [51, complete])
    assert.ok(looked < 10_000, `${text}: looked at ${looked} rows`)
  }
})
