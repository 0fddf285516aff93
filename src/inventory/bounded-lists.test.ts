import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { rowsLookedAt, walk } from '../../test/support/rows-looked-at.ts'
import { listStock } from './read.ts'
import { readServable } from './waiting.ts'

const ROWS = 150_000

let t: TestDatabase
before(async () => {
  t = await testDatabase('bounded_stock')
  await t.db.use(async ({ client }) => {
    await client.query(`begin; set local statement_timeout = 0`)
    await client.query(`insert into organization.company (company_id, code, name, currency, country, time_zone)
      values (1, 'BIG', 'Big Ltd', 'GBP', 'GB', 'Europe/London')`)
    await client.query(`insert into catalog.item (company_id, id, sku, name, item_class, kind, uom, tax_code, pattern)
      select 1, n, 'X' || lpad(n::text, 6, '0'), 'X', 'c', 'goods', 'pcs', 't', 'p' from generate_series(1, ${ROWS}) n`)
    await client.query(`insert into inventory.location (company_id, id, code, name, country, rank, cost_organization)
      values (1, 1, 'MAIN', 'Main', 'GB', 1, 1), (1, 2, 'SHOP', 'Shop', 'GB', 2, 1)`)
    await client.query(`insert into inventory.stock_gate (company_id, item_id, location_id, on_hand, reserved)
      select 1, n, case when n = ${ROWS} then 2 else 1 end, 1, 0 from generate_series(1, ${ROWS}) n`)
    // Very many wait for two of an item that come to one store, which has one; every other store has some.
    await client.query(`insert into inventory.location (company_id, id, code, name, country, rank, cost_organization)
      select 1, n, 'S' || n, 'Store', 'GB', n, 1 from generate_series(3, 42) n`)
    await client.query(`insert into inventory.stock_gate (company_id, item_id, location_id, on_hand, reserved)
      select 1, 7, n, 5, 0 from generate_series(3, 42) n`)
    await client.query(`insert into inventory.planned_demand (company_id, root_id, source_id, item_id, location_id, quantity, asked_at, bound)
      select 1, n, n, 7, 1, 2, '2026-03-01T09:00Z', true from generate_series(1, 20000) n`)
    await client.query('commit')
  })
  await t.analyze()
})
after(() => t.close())

test('stock of a location that has little is looked for in a bounded number of items, and found', async () => {
  const found = await walk<{ sku: string; location: string }, readonly [string, bigint]>(
    t.db,
    'stock',
    (reader, after) => listStock(reader, { companyId: 1n, location: 'SHOP', after, limit: 50 }, 'GBP'),
  )
  assert.deepEqual(
    found.rows.map((row) => [row.sku, row.location]),
    [[`X${ROWS}`, 'SHOP']],
  )
  assert.equal(found.pages, 2)
})

test('goods that nobody who waits may have are passed over in a few rows, however many wait for another place', async () => {
  const ask = () =>
    rowsLookedAt(t.db, (reader) => readServable(reader, { companyId: 0n, itemId: 0n }, 100, '2026-01-01', []))
  const { answer, looked } = await ask()
  assert.deepEqual(answer, [])
  assert.ok(looked < 300, `looked at ${looked} rows`)
  // One of them may be served where it waits.
  await t.db.use(({ client }) =>
    client.query(
      `update inventory.stock_gate set on_hand = 2 where company_id = 1 and item_id = 7 and location_id = 1`,
    ),
  )
  assert.deepEqual(
    (await ask()).answer.map((one) => [one.itemId, one.comesBy]),
    [[7n, null]],
  )
})
