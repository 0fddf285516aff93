import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { rowsLookedAt } from '../../test/support/rows-looked-at.ts'
import { listOrders, SCAN_BUDGET, type OrderFilter } from './order-list.ts'
import { assertWithin } from '../../test/support/pace.ts'

const ORDERS = 1_000_000
/** A row of the budget is read with its state; beside them, a page of a few hundred accounts. */
const MOST_ROWS = 2 * Number(SCAN_BUDGET) + 50_000
/** What is looked at is judged by rows: this limit is far above what is measured (1 to 300 ms), for a busy machine. */
const LIMIT_MS = 5_000

let t: TestDatabase
before(async () => {
  t = await testDatabase('order_list')
  await t.sql(`insert into organization.company (company_id, code, name, currency, country, time_zone)
    values (1, 'BIG', 'Big Ltd', 'GBP', 'GB', 'Europe/London')`)
  await t.sql(
    `insert into orders.source_system (company_id, code, name) values (1, 'shop', 'Shop'), (1, 'mail', 'Mail')`,
  )
  await t.sql(`insert into customers.customer (company_id, id, number, kind)
    select 1, n, 'C' || n, 'person' from generate_series(1, 20001) n`)
  await t.sql(`insert into customers.account (company_id, id, customer_id, number, currency, terms_days, ship_to_country)
    select 1, 100000 + n, n, 'C' || n, 'GBP', 30, 'GB' from generate_series(1, 20001) n`)
  await t.sql(`insert into customers.person_data (company_id, customer_id, name, search_name)
    select 1, n, 'Person ' || n, 'person ' || n from generate_series(1, 20001) n`)
  await t.db.use(async ({ client }) => {
    await client.query(`begin; set local statement_timeout = 0; set local maintenance_work_mem = '256MB'`)
    // Indexes are made after the rows: a third of the time.
    const indexes = await client.query<{ name: string; definition: string }>(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
       from pg_index where indrelid in ('orders.order_state'::regclass, 'orders.sales_order'::regclass) and not indisprimary`,
    )
    for (const { name } of indexes.rows) await client.query(`drop index ${name}`)
    // One order of 1,000 is a draft, one of 10,000 from the rare source. Every fourth is of the walk-in account (120001); the
    // others share 20,000 accounts. Every 500th stands in its second version: the first one was another account's.
    await client.query(`insert into orders.order_state (company_id, order_id, version, revision, state, priority, source, placed_at, lines,
        status, fulfillment_status, billing_status, payment_status)
      select 1, 1000000 + n, case when n % 500 = 0 then 2 else 1 end, 1, case when n % 1000 = 0 then 'draft' else 'completed' end, 4,
        case when n % 10000 = 0 then 'mail' else 'shop' end,
        '2026-01-01T00:00:00Z'::timestamptz + n * interval '10 seconds', 1,
        case when n % 1000 = 0 then 'draft' else 'closed' end, 'shipped', 'billed', 'paid'
      from generate_series(1, ${ORDERS}) n`)
    await client.query(`insert into orders.sales_order (company_id, id, version, batch, order_type, source, external_id,
        account_id, currency, rate_e10, pre_priced, tax_inclusive, prepaid, terms_days, placed_at, ordered_on,
        ship_to_country, ship_to_region, total, tax_total, freight, freight_tax, problems, decisions, custom)
      select 1, s.order_id, v.version, 1, 'standard', s.source, 'x-' || n,
        case when n % 4 = 3 then 120001 else 100001 + (n + s.version - v.version) % 20000 end, 'GBP', 10000000000, false, false, false, 30, s.placed_at, '2026-01-01', 'GB', '',
        n, 0, 0, 0, '[]', '{}', '{}'
      from orders.order_state s cross join lateral (select s.order_id - 1000000) o(n)
      cross join lateral generate_series(1, s.version) v(version)`)
    await client.query(`insert into orders.source_key (company_id, source, external_id, version, order_id, body_hash)
      select 1, source, external_id, 1, order_id, '\\x00' from orders.list`)
    // One order of 80 has a task that failed for good.
    await client.query(`insert into orchestration.task (company_id, order_id, id, component_id, kind, state, waits, frees, problem)
      select 1, 1000000 + n, 1, 1, 'ship', 'failed', 0, '{}', 'it does not go' from generate_series(80, ${ORDERS}, 80) n`)
    for (const { definition } of indexes.rows) await client.query(definition)
    await client.query('commit')
  })
  await t.analyze()
})
after(() => t.close())

const filter = (more: Partial<OrderFilter>): OrderFilter => ({
  companyId: 1n,
  scope: null,
  after: null,
  limit: 50,
  ...more,
})

const QUESTIONS: readonly [what: string, more: Partial<OrderFilter>, rows: number][] = [
  ['newest', {}, 50],
  ['a page deep down', { after: ['2026-01-02T00:00:00.000Z', 1n] }, 50],
  ['a common status', { statuses: ['closed'] }, 50],
  ['a rare status', { statuses: ['draft'] }, 50],
  ['two statuses', { statuses: ['draft', 'closed'] }, 50],
  ['a status that nothing has', { statuses: ['suspended'] }, 0],
  ['a state without an index', { states: ['draft'] }, 50],
  ['a state that nothing has', { states: ['failed'] }, 0],
  ['the rare source', { source: 'mail' }, 10],
  ['a common status of the rare source', { statuses: ['closed'], source: 'mail' }, 0],
  ['an account', { account: 'C7' }, 50],
  ['a customer and a date', { customer: 'C7', placedFrom: '2026-01-20' }, 41],
  [
    'many accounts of a credential',
    { scope: Array.from({ length: 500 }, (_, i) => BigInt(100_001 + i)) },
    50,
  ],
  ['the walk-in account', { account: 'C20001' }, 50],
  ['a status that nothing of the walk-in account has', { account: 'C20001', statuses: ['draft'] }, 0],
  ['a state that nothing of the walk-in account has', { account: 'C20001', states: ['failed'] }, 0],
  ['the rare source of a credential of the walk-in account', { scope: [120_001n], source: 'mail' }, 0],
  [
    'a rare status of the walk-in account and others',
    { scope: [100_501n, 120_001n], statuses: ['draft'] },
    0,
  ],
  ['a day', { placedFrom: '2026-01-10', placedTo: '2026-01-10' }, 50],
  ['an order number', { text: 'SO1000777' }, 1],
  ['an external id', { text: 'x-299999' }, 1],
  ['a name', { text: 'person 1999' }, 50],
  ['nonsense', { text: 'zzz' }, 0],
  ['what needs a person', { fallout: true }, 50],
  ['what needs a person of a state that nothing has', { fallout: true, states: ['failed'] }, 0],
]

test('P-73 every question to a list of a million orders looks at a bounded number of rows', async (context) => {
  const unbounded: string[] = []
  for (const [what, more, count] of QUESTIONS) {
    const start = performance.now()
    const { answer, looked } = await rowsLookedAt(t.db, (reader) => listOrders(reader, filter(more)))
    const took = performance.now() - start
    context.diagnostic(`${what}: ${looked} rows, ${took.toFixed(0)} ms`)
    assert.equal(answer.rows.length, count, what)
    if (looked > MOST_ROWS) unbounded.push(`${what}: ${looked} rows`)
    assertWithin(took, LIMIT_MS, what)
  }
  assert.deepEqual(unbounded, [])
})

test('an order of several versions is listed once, and under the account of the version that stands', async () => {
  // C501 has every 20,000th order from 500 on; their first versions were C502's.
  const owned = async (account: string) =>
    (await listOrders(t.db, filter({ account, limit: 100 }))).rows.map(({ number }) => number)
  assert.deepEqual([(await owned('C501')).length, new Set(await owned('C501')).size], [50, 50])
  assert.ok((await owned('C501')).includes('SO1000500'))
  assert.ok(!(await owned('C502')).includes('SO1000500'))
})

test('every order that needs a person is on a page, however many there are', async () => {
  const seen = async (more: Partial<OrderFilter>) => {
    const numbers: string[] = []
    let after: OrderFilter['after'] = null
    do {
      const found = await listOrders(t.db, filter({ fallout: true, ...more, after, limit: 500 }))
      numbers.push(...found.rows.map((row) => row.number))
      after = found.next
    } while (after !== null)
    assert.deepEqual(numbers, numbers.toSorted().toReversed())
    return new Set(numbers).size
  }
  assert.equal(await seen({}), ORDERS / 80)
  assert.equal(await seen({ states: ['draft'] }), ORDERS / 2000)
  assert.equal(await seen({ account: 'C20001' }), 0)
})

test('pages follow each other without a gap or a repetition, also when one is cut short by its budget', async () => {
  const walks: readonly [more: Partial<OrderFilter>, orders: number][] = [
    [{ statuses: ['draft'] }, 1000],
    [{ states: ['draft'] }, 1000],
    [{ states: ['draft'], source: 'mail' }, 100],
    [{ statuses: ['draft', 'closed'], states: ['draft'] }, 1000],
    [{ scope: [100_001n, 101_001n, 120_001n], states: ['draft'] }, 100],
    [{ account: 'C20001', statuses: ['draft'] }, 0],
  ]
  for (const [more, expected] of walks) {
    const seen: string[] = []
    let after: OrderFilter['after'] = null
    for (let page = 0; page < 60; page += 1) {
      const found = await listOrders(t.db, filter({ ...more, after, limit: 20 }))
      seen.push(...found.rows.map((row) => row.number))
      after = found.next
      if (after === null) break
    }
    assert.equal(after, null, 'the last page leads nowhere')
    assert.equal(seen.length, expected)
    assert.equal(new Set(seen).size, expected)
    assert.deepEqual(seen, seen.toSorted().toReversed())
  }
})
