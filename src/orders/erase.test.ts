import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { rowsLookedAt } from '../../test/support/rows-looked-at.ts'
import type { Reader } from '../platform/database/index.ts'
import { changedOrders, lookAtOrders } from './erase.ts'

const ORDERS = 40_000
const WALK_IN = 100_001n
const OTHER = 100_002n
const PAGE = 3000
/** Of an order its row, its state and its draft; one that has two versions has two rows. */
const MOST_ROWS = 3 * PAGE + 100

let t: TestDatabase
before(async () => {
  t = await testDatabase('erase_orders')
  await t.sql(`insert into organization.company (company_id, code, name, currency, country, time_zone)
    values (1, 'BIG', 'Big Ltd', 'GBP', 'GB', 'Europe/London')`)
  await t.sql(`insert into platform.company_head (company_id, pos, at, chain_hash, closed_to)
    values (1, 2, '2026-01-01', '', '1900-01-01')`)
  await t.sql(`insert into platform.company_log (company_id, pos, batch, at, content_hash, chain_hash)
    select 1, n, n, '2026-01-01', '', '' from generate_series(1, 2) n`)
  // All orders are the walk-in account's but the newest. The two oldest are a draft and open; every 500th stands in its second
  // version, and all came in the first batch, but the draft and the newest were changed in the second.
  await t.sql(`insert into orders.order_state (company_id, order_id, version, revision, state, priority, source, placed_at, lines,
      status, fulfillment_status, billing_status, payment_status)
    select 1, n, case when n % 500 = 0 then 2 else 1 end, 1,
      case n when 1 then 'draft' when 2 then 'in_progress' when ${ORDERS} then 'in_progress' else 'completed' end, 4, 'shop',
      '2026-01-01T00:00:00.000001Z'::timestamptz + n / 7 * interval '1 microsecond', 1, 'closed', 'shipped', 'billed', 'paid'
    from generate_series(1, ${ORDERS}) n`)
  await t.sql(`insert into orders.sales_order (company_id, id, version, batch, order_type, source, external_id,
      account_id, currency, rate_e10, pre_priced, tax_inclusive, prepaid, terms_days, placed_at, ordered_on,
      ship_to_country, ship_to_region, total, tax_total, freight, freight_tax, problems, decisions, custom)
    select 1, s.order_id, v.version, 1, 'standard', 'shop', s.order_id::text,
      case s.order_id when ${ORDERS} then ${OTHER} else ${WALK_IN} end, 'GBP', 10000000000, false, false, false, 30,
      s.placed_at, '2026-01-01', 'GB', '', 1, 0, 0, 0, '[]', '{}', '{}'
    from orders.order_state s cross join lateral generate_series(1, s.version) v(version)`)
  await t.sql(`insert into orders.draft (company_id, order_id, key, input) values (1, 1, '\\x01', '\\x01')`)
  await t.sql(`insert into orders.history (company_id, order_id, batch, act, actor, changes, events)
    select 1, n, 1, 'capture', 'test', '[]', '{}' from generate_series(1, ${ORDERS}) n`)
  await t.sql(`insert into orders.history (company_id, order_id, batch, act, actor, changes, events)
    select 1, n, 2, 'capture', 'test', '[]', '{}' from unnest(array[1, ${ORDERS}]) n`)
  await t.analyze()
})
after(() => t.close())

const DRAFT = { accountId: WALK_IN, orderId: 1n }

test('the orders of an account with very many are looked at page by page, each along their key', async () => {
  const pages: number[] = []
  const paged: Reader = {
    memory: t.db.memory,
    async read(statement, params) {
      const { answer, looked } = await rowsLookedAt(t.db, (reader) => reader.read(statement, params))
      pages.push(looked)
      return answer
    },
  }
  const seen = await lookAtOrders(paged, 1n, [WALK_IN], PAGE)
  assert.deepEqual(seen, { pos: 2n, open: 1, drafts: [DRAFT], located: [], more: false })
  assert.equal(pages.length, 1 + Math.ceil(ORDERS / PAGE) + 1)
  for (const looked of pages) assert.ok(looked <= MOST_ROWS, `${looked} rows`)
})

test('what became of the orders of an account since they were looked at is read along what changed', async () => {
  const since = (accountId: bigint) => ({ companyId: 1n, accountId, pos: 1n })
  const { answer, looked } = await rowsLookedAt(t.db, (reader) =>
    changedOrders(reader, [since(WALK_IN), since(OTHER)]),
  )
  assert.deepEqual(
    [...answer],
    [
      [`1/${WALK_IN}`, { open: 0, drafts: [DRAFT], located: [] }],
      [`1/${OTHER}`, { open: 1, drafts: [], located: [] }],
    ],
  )
  assert.ok(looked <= 50, `${looked} rows`)
})
