import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { rowsLookedAt } from '../../test/support/rows-looked-at.ts'
import { listCustomers, readCustomer } from './customer.ts'
import { listOrders } from './order-list.ts'

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
    await client.query(`insert into customers.account (company_id, id, customer_id, number, currency, terms_days, ship_to_country)
      select 1, 600000 + n, n, 'B' || n, 'GBP', 30, 'GB' from generate_series(1, ${ROWS} - 2) n`)
    // Two of three are merged into the one before them.
    await client.query(`insert into customers.merge (company_id, customer_id, version, into_id, head_id, reason, actor, batch)
      select 1, n, 1, n - n % 3, n - n % 3, 'the same', 'system', 1 from generate_series(3, ${ROWS}) n where n % 3 > 0`)
    await client.query('commit')
  })
  await t.analyze()
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

test('C12-1 a customer of several records and its orders are read along these records, whoever else is merged', async () => {
  for (const number of ['C000300', 'C000301', 'C000302']) {
    const before = await rowsRead()
    const view = await readCustomer(t.db, { companyId: 1n, number, scope: null, orders: 50 })
    const looked = (await rowsRead()) - before
    assert.deepEqual(
      view?.records.map((one) => one.number),
      ['C000300', 'C000301', 'C000302'],
    )
    assert.equal(view?.accounts.length, 3)
    assert.ok(looked > 5 && looked < 500, `${number}: looked at ${looked} rows`)
    const orders = await rowsLookedAt(t.db, (reader) =>
      listOrders(reader, { companyId: 1n, scope: null, customer: number, after: null, limit: 50 }),
    )
    assert.ok(orders.looked < 200, `orders of ${number}: looked at ${orders.looked} rows`)
  }
})

/** All rows that the session ever read: the view begins a transaction of its own. */
const rowsRead = () =>
  t.db.use(async ({ client }) => {
    await client.query('select pg_stat_force_next_flush()')
    const read = await client.query<{ rows: string }>(
      'select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::text as rows from pg_stat_user_tables',
    )
    return Number(read.rows[0]!.rows)
  })
