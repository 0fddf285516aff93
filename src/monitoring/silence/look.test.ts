import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { rowsLookedAt } from '../../../test/support/rows-looked-at.ts'
import { readUnacknowledged } from './acknowledged.ts'
import { readArrivals } from './arrivals.sql.ts'
import { readSilences } from './silent.ts'

// A company with very many orders, each long done, and of each kind of acknowledgement one that is missing.
const ORDERS = 100_000
const now = new Date('2026-03-30T12:00:00Z')

let t: TestDatabase
before(async () => {
  t = await testDatabase('look')
  await t.db.use(async ({ client }) => {
    const sql = (text: string) => client.query(text)
    await sql(`begin; set local statement_timeout = 0`)
    await sql(`insert into organization.company (company_id, code, name, currency, country, time_zone)
      values (1, 'BIG', 'Big Ltd', 'GBP', 'GB', 'Europe/London')`)
    await sql(`insert into inventory.location (company_id, id, code, name, country, rank, cost_organization, auto_confirm)
      values (1, 1, 'MAIN', 'Main', 'GB', 1, 1, false)`)
    await sql(`insert into platform.company_log (company_id, pos, batch, at, content_hash, chain_hash)
      select 1, n, n, timestamptz '2026-03-01' + n * interval '10 seconds', '', '' from generate_series(1, ${ORDERS}) n`)
    await sql(`insert into platform.company_head (company_id, pos, at, chain_hash, closed_to)
      values (1, ${ORDERS}, '2026-03-20', '', '1900-01-01')`)
    await sql(`insert into orders.order_state (company_id, order_id, version, revision, state, source, placed_at, lines, status,
        fulfillment_status, billing_status, payment_status, priority)
      select 1, n, 1, 1, 'completed', 'shop', '2026-03-01', 1, 'closed', 'shipped', 'billed', 'paid', 4 from generate_series(1, ${ORDERS}) n`)
    await sql(`insert into orders.sales_order (company_id, id, version, batch, order_type, source, external_id, currency, rate_e10,
        pre_priced, tax_inclusive, prepaid, terms_days, placed_at, ordered_on, ship_to_country, ship_to_region, total, tax_total,
        freight, freight_tax, problems, decisions, custom)
      select 1, n, 1, n, 'standard', 'shop', 'o' || n, 'GBP', 10000000000, true, false, false, 30, '2026-03-01', '2026-03-01', 'GB',
        '', 1000, 0, 0, 0, '[]', '[]', '{}' from generate_series(1, ${ORDERS}) n`)
    await sql(`insert into orders.history (company_id, order_id, batch, act, actor, changes, events)
      select 1, n, n, 'submit', 'system', '[]', '{order.submitted}' from generate_series(1, ${ORDERS}) n`)
    await sql(`insert into fulfillment.shipment (company_id, cause_id, id, location_id, released_on, state, task_ids, released_at)
      select 1, n, n, 1, '2026-03-01', case when n = 7 then 'requested' else 'shipped' end, array[n], timestamptz '2026-03-01 09:00Z'
      from generate_series(1, ${ORDERS}) n`)
    await sql(
      `insert into channels.status_channel (company_id, source, heard_pos) values (1, 'shop', ${ORDERS} - 1)`,
    )
    await sql(`insert into channels.status_order (company_id, source, order_id, heard_pos, told_pos, attempt, failures, due_at)
      select 1, 'shop', n, n, case when n = 8 then 0 else n end, 1, 0, case when n = 8 then timestamptz '2026-03-01' end
      from generate_series(1, ${ORDERS} - 1) n`)
    await sql(`insert into channels.webhook_endpoint (company_id, id, code, name, url, event_types, enabled, secret, deleted)
      values (1, 1, 'erp', 'ERP', 'https://erp.example', '{}', true, '', false)`)
    await sql(`insert into channels.webhook_queue (company_id, endpoint_id, id, pos, done, only_failed, attempt, due_at, lease,
        lease_until, actor, made_at)
      values (1, 1, 1, ${ORDERS} - 2, 0, false, 0, '2026-03-01', 0, '2026-03-01', 'system', '2026-03-01')`)
    await sql(`insert into monitoring.expectation (company_id, party, code, within_seconds, rate, stated_at, stated_pos)
      values (1, 'warehouse', 'MAIN', 60, null, '2026-01-01', 0), (1, 'shop', 'shop', 60, null, '2026-01-01', 0),
        (1, 'webhook', 'erp', 60, null, '2026-01-01', 0), (1, 'channel', 'shop', null, '{}', '2026-01-01', 0)`)
    await sql(`insert into monitoring.arrival_state (company_id, source, pos, first_at, last_at)
      values (1, 'shop', ${ORDERS}, '2026-01-26', '2026-03-30 10:00Z')`)
    await sql(`insert into monitoring.arrival (company_id, source, hour, currency, orders, total, worth)
      select 1, 'shop', timestamptz '2026-03-30 10:00Z' - n * interval '1 hour', 'GBP', 10, 10000, 10000
      from generate_series(0, 24 * 63) n`)
    await sql('commit')
  })
  await t.analyze()
})
after(() => t.close())

test('N-8 a look at acknowledgements reads what is open, however many orders there are', async () => {
  const { answer, looked } = await rowsLookedAt(t.db, (reader) => readUnacknowledged(reader, now, null))
  assert.deepEqual(
    answer.map((one) => `${one.party} ${one.orderId} ${one.what}`.replace(/shp_.*/, 'shp')),
    [
      'warehouse 7 shipment shp',
      'shop 8 status of o8',
      `shop ${ORDERS} status of o${ORDERS}`,
      `webhook ${ORDERS - 1} order.submitted`,
      `webhook ${ORDERS} order.submitted`,
    ],
  )
  assert.ok(looked < 500, `${looked} rows`)
})

test('N-8 a look at the rate of a channel reads hours, not orders', async () => {
  const { answer, looked } = await rowsLookedAt(t.db, (reader) => readSilences(reader, now, null))
  assert.deepEqual([answer[0]!.weeks, answer[0]!.silent, Math.round(answer[0]!.missed)], [8, true, 20])
  assert.ok(looked < 5000, `${looked} rows`)
})

test('N-8 what came is noted by reading the places that are new', async () => {
  const ask = { companyIds: [1n], sources: ['shop'], afters: [BigInt(ORDERS) - 5n], untils: [BigInt(ORDERS)] }
  const { answer, looked } = await rowsLookedAt(t.db, (reader) => reader.read(readArrivals, ask))
  assert.deepEqual(
    answer.map((row) => row.external_id),
    [4, 3, 2, 1, 0].map((back) => `o${ORDERS - back}`),
  )
  assert.ok(looked < 200, `${looked} rows`)
})
