import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/support/database.ts'
import { settleOrders } from './status.sql.ts'

const NOW = new Date('2026-06-01T12:00:00Z')

test('C-24 what a person decided against the state of a shop holds for one try that the shop answers, yes or no', async () => {
  const t = await testDatabase('settle-orders')
  const outcomes = ['told', 'refused', 'waiting', 'later']
  const orderIds = outcomes.map((_one, index) => BigInt(index + 1))
  const all = <T>(value: T) => outcomes.map(() => value)
  try {
    await t.sql(
      `insert into channels.status_order (company_id, source, order_id, heard_pos, told_pos, sending_pos, attempt, failures,
         shop_state, shop_since, over_state, over_by)
       select 1, 'shop', id, 5, 0, 5, 1, 0, 'CANCELLED', $2, 'CANCELLED', 'user:ann' from unnest($1::bigint[]) as o(id)`,
      [orderIds, NOW],
    )
    await t.db.read(settleOrders, {
      companyId: 1n,
      source: 'shop',
      now: NOW,
      orderIds,
      attempts: all(1),
      positions: all(5n),
      outcomes,
      dueAts: all(NOW),
      hashes: all(Buffer.from('body')),
      problems: all('no'),
      shopStates: all('CANCELLED'),
      messageIds: all(0n),
      overs: all(false),
      froms: all(0n),
      versions: all(0n),
    })
    const rows = await t.sql('select over_state, over_by from channels.status_order order by order_id')
    const stands = { over_state: 'CANCELLED', over_by: 'user:ann' }
    const spent = { over_state: null, over_by: null }
    assert.deepEqual(rows, [spent, spent, stands, stands])
  } finally {
    await t.close()
  }
})
