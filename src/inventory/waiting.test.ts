import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { MICRO } from '../platform/money.ts'
import { readWaiting } from './supply.ts'

let t: TestDatabase
before(async () => {
  t = await testDatabase('waiting')
})
after(() => t.close())

/** Demand for an item, one a second in the order of its ids. */
const wait = (itemId: number, from: number, to: number, quantity: number, promisedOn: string | null = null) =>
  t.sql(
    `insert into inventory.planned_demand (company_id, root_id, source_id, item_id, location_id, quantity, promised_on, asked_at)
     select 1, n, n, $1, 1, $4, $5, timestamptz '2026-03-02' + n * interval '1 second' from generate_series($2::int, $3::int) n`,
    [itemId, from, to, quantity, promisedOn],
  )
const read = async (itemId: bigint, incoming: bigint) => {
  const found = await readWaiting(t.db, [{ companyId: 1n, itemId, incoming: incoming * MICRO }])
  return found.map((one) => Number(one.sourceId))
}

test('goods that come in look at the oldest 2,000 demands, however many wait', async () => {
  await wait(1, 1, 100_000, 1)
  assert.deepEqual(
    await read(1n, 5000n),
    Array.from({ length: 2000 }, (_, place) => place + 1),
  )
})

test('a backorder larger than what is free and comes in takes no place of those behind it', async () => {
  await wait(2, 200_001, 203_000, 10)
  await wait(2, 203_001, 203_001, 10, '2026-04-01')
  await wait(2, 203_002, 203_003, 4)
  assert.deepEqual(await read(2n, 5n), [203_001, 203_002, 203_003])
  await t.sql(
    'insert into inventory.stock_gate (company_id, item_id, location_id, on_hand, reserved) values (1, 2, 1, 7, 2), (1, 2, 2, 0, 3)',
  )
  assert.equal((await read(2n, 4n)).length, 3)
  assert.equal((await read(2n, 5n)).length, 2000)
})
