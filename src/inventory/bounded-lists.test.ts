import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { walk } from '../../test/support/rows-looked-at.ts'
import { listStock } from './read.ts'

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
    await client.query('commit')
  })
  await t.db.use(({ client }) => client.query('set statement_timeout = 0; analyze; reset statement_timeout'))
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
