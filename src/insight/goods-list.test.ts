import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { rowsLookedAt, walk } from '../../test/support/rows-looked-at.ts'
import { listReturns, listShipments, listStrays, listSupplyOrders } from './goods-list.ts'

const ROWS = 150_000

let t: TestDatabase
before(async () => {
  t = await testDatabase('bounded_goods')
  await t.db.use(async ({ client }) => {
    await client.query(`begin; set local statement_timeout = 0`)
    await client.query(`insert into organization.company (company_id, code, name, currency, country, time_zone)
      values (1, 'BIG', 'Big Ltd', 'GBP', 'GB', 'Europe/London')`)
    await client.query(`insert into inventory.location (company_id, id, code, name, country, rank, cost_organization)
      values (1, 1, 'MAIN', 'Main', 'GB', 1, 1), (1, 2, 'SHOP', 'Shop', 'GB', 2, 1)`)
    await client.query(`insert into catalog.item (company_id, id, sku, name, item_class, kind, uom, tax_code, pattern)
      select 1, n, 'X' || n, 'X', 'c', 'goods', 'pcs', 't', 'p' from generate_series(1, 2) n`)
    await client.query(`insert into customers.account (company_id, id, customer_id, number, currency, terms_days, ship_to_country)
      select 1, n, n, 'A' || n, 'GBP', 30, 'GB' from generate_series(1, 2) n`)
    // The oldest row of each list is the only one of its kind; two of order 7.
    await client.query(`insert into orders.order_state (company_id, order_id, version, revision, state, priority, source, placed_at, lines,
        status, fulfillment_status, billing_status, payment_status)
      values (1, 7, 1, 1, 'in_progress', 4, 'shop', '2026-01-01T00:00:00Z', 1, 's', 'f', 'b', 'p')`)
    await client.query(`insert into fulfillment.shipment (company_id, cause_id, id, location_id, released_on, state, task_ids)
      select 1, case when n in (1, 9) then 7 else 1000000 + n end, n, case when n = 1 then 2 else 1 end, '2026-01-01',
        case when n = 1 then 'requested' else 'shipped' end, array[n] from generate_series(1, ${ROWS}) n`)
    await client.query(
      'insert into fulfillment.open_shipment (company_id, cause_id, id, location_id) values (1, 7, 1, 2)',
    )
    await client.query(`insert into fulfillment.customer_return (company_id, cause_id, id, batch, order_id, account_id, returned_on, reason)
      select 1, case when n in (1, 9) then 7 else 1000000 + n end, n, 1, case when n in (1, 9) then 7 end,
        case when n = 1 then 2 else 1 end, case when n = 1 then date '2025-12-31' else '2026-01-01' end, 'r'
      from generate_series(1, ${ROWS}) n`)
    await client.query(`insert into inventory.supply (company_id, id, number, item_id, location_id, due_on, quantity, received, unit_cost)
      select 1, n, 'PO' || n, case when n = 1 then 2 else 1 end, 1, '2026-01-01', 2, case when n = 1 then 1 else 2 end, 3
      from generate_series(1, ${ROWS}) n`)
    // All but the oldest two are settled; of order 7 two, of item X2 one.
    await client.query(`insert into fulfillment.stray (company_id, cause_id, id, batch, shipment_id, source_id, item_id, location_id, why,
        left_on, quantity, state, expected_until, written_off)
      select 1, case when n in (1, 9) then 7 else 1000000 + n end, n, 1, n, n, case when n = 5 then 2 else 1 end,
        case when n = 4 then 2 else 1 end, 'cancelled', '2026-01-01', 1, case n when 1 then 'open' when 2 then 'expected' else 'settled' end,
        case when n = 2 then date '2026-02-01' end, case when n < 3 then 0 else 1 end
      from generate_series(1, ${ROWS}) n`)
    await client.query('commit')
  })
  await t.analyze()
})
after(() => t.close())

const ask = { companyId: 1n, limit: 50 }

test('shipments, returns and supply orders are looked for in a bounded number of rows, and all are found', async () => {
  const shipments = async (filter: object) => {
    const found = await walk<{ id: string; state: string }, bigint>(t.db, 'shipments', (reader, after) =>
      listShipments(reader, { ...ask, ...filter, after }),
    )
    return [found.rows.map((row) => row.state), found.pages]
  }
  assert.deepEqual(await shipments({ state: 'requested' }), [['requested'], 2])
  assert.deepEqual(await shipments({ location: 'SHOP' }), [['requested'], 2])
  assert.deepEqual(await shipments({ to: '2025-12-31' }), [[], 2])
  const returns = await walk<{ account: string | null }, bigint>(t.db, 'returns', (reader, after) =>
    listReturns(reader, { ...ask, to: '2025-12-31', after }),
  )
  assert.deepEqual([returns.rows.map((row) => row.account), returns.pages], [['A2'], 2])
  for (const filter of [{ open: true }, { sku: 'X2' }]) {
    const supply = await walk<{ number: string }, bigint>(t.db, 'supply orders', (reader, after) =>
      listSupplyOrders(reader, { ...ask, ...filter, after }, 'GBP'),
    )
    assert.deepEqual([supply.rows.map((row) => row.number), supply.pages], [['PO1'], 2])
  }
})

test('what left without a sale is found by its state, order, item, location and day, however much is settled', async () => {
  const strays = (filter: object) =>
    walk<{ state: string }, bigint>(t.db, 'strays', (reader, after) =>
      listStrays(reader, { ...ask, ...filter, after }),
    )
  const states = async (filter: object) => (await strays(filter)).rows.map((row) => row.state)
  assert.deepEqual(await states({ state: 'open' }), ['open'])
  assert.deepEqual(await states({ state: 'expected', until: '2026-02-01' }), ['expected'])
  assert.deepEqual(await states({ state: 'expected', until: '2026-01-31' }), [])
  assert.deepEqual(await states({ order: 'SO7' }), ['settled', 'open'])
  assert.deepEqual(await states({ order: 'SO7', state: 'open' }), ['open'])
  assert.deepEqual(await states({ sku: 'X2', state: 'settled' }), ['settled'])
  const away = await strays({ location: 'SHOP' })
  assert.deepEqual([away.rows.length, away.pages], [1, 2])
})

test('pages, orders and accounts are read along their indexes', async () => {
  const looks = [
    [50, (reader) => listShipments(reader, { ...ask, after: null })],
    [2, (reader) => listShipments(reader, { ...ask, order: 'SO7', after: null })],
    [1, (reader) => listShipments(reader, { ...ask, state: 'open', after: null })],
    [1, (reader) => listShipments(reader, { ...ask, state: 'open', location: 'SHOP', after: null })],
    [0, (reader) => listShipments(reader, { ...ask, state: 'open', location: 'MAIN', after: null })],
    [2, (reader) => listReturns(reader, { ...ask, order: 'SO7', after: null })],
    [1, (reader) => listReturns(reader, { ...ask, account: 'A2', after: null })],
    [1, (reader) => listStrays(reader, { ...ask, state: 'open', after: null })],
    [1, (reader) => listStrays(reader, { ...ask, state: 'expected', until: '2026-02-01', after: null })],
    [1, (reader) => listStrays(reader, { ...ask, sku: 'X2', after: null })],
    [2, (reader) => listStrays(reader, { ...ask, order: 'SO7', after: null })],
  ] satisfies [number, (reader: Parameters<typeof listReturns>[0]) => Promise<{ rows: unknown[] }>][]
  for (const [rows, list] of looks) {
    const { answer, looked } = await rowsLookedAt<{ rows: unknown[] }>(t.db, list)
    assert.equal(answer.rows.length, rows)
    if (rows < 50) assert.ok(looked < 50, `looked at ${looked} rows`)
  }
})
