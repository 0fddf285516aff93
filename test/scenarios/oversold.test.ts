import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { checkInvariants, lawJob } from '../../src/monitoring/index.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

// Nobody promises anew what was taken away, unless a test says so.
let flow: Flow
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
})
after(() => flow.close())

const sql = <R>(text: string, values?: unknown[]) => flow.server.database.sql<R>(text, values)
const count = (quantity: number) =>
  flow.ok('/stock/adjustments', [{ sku: 'TWICE', location: 'PORT', quantity, unitCost: '5' }])
const lineOf = (quantity: number) => ({
  sku: 'TWICE',
  quantity: `${quantity}`,
  unitPrice: '10',
  net: `${quantity * 10}.00`,
  tax: `${quantity * 2}.00`,
})

/** What is lacking, and what of it was taken away. */
async function shortage(): Promise<string> {
  const [row] = await sql<Record<string, bigint>>(
    `select (g.reserved - g.on_hand)::int8 as lacking, s.taken::int8 from inventory.shortage s
     join inventory.stock_gate g using (company_id, item_id, location_id)`,
  )
  return row ? `${row['lacking']} of ${row['taken']}` : 'none'
}

/** Whether the law holds, asked of all rows and along the order of facts. */
async function broken(): Promise<string[]> {
  const { db } = flow.server.database
  const [whole] = await checkInvariants(db, { laws: ['no_oversell'] })
  await lawJob(db).run(new AbortController().signal)
  const along = await sql<{ law: string }>('select distinct law from monitoring.breach')
  return [...whole!.rows.map(({ expected }) => expected), ...along.map(({ law }) => `along: ${law}`)]
}

test('N-3 P-78 what is promised twice at a place that a count made short is found, and what counts took is not', async () => {
  await flow.put('/items', { sku: 'TWICE', name: 'TWICE', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'TWICE', location: 'PORT', quantity: '10', unitCost: '5' }])
  const orders = [await flow.order([lineOf(3)]), await flow.order([lineOf(3)]), await flow.order([lineOf(2)])]
  // The first count takes what nobody has asked for, and more.
  await count(-4)
  assert.deepEqual([await shortage(), await broken()], ['2 of 2', []])
  await count(-1)
  assert.deepEqual([await shortage(), await broken()], ['3 of 3', []])
  // What comes back makes it whole, and is promised; a count that takes it again begins anew.
  await count(+5)
  await flow.order([lineOf(2)])
  await count(-1)
  assert.deepEqual([await shortage(), await broken()], ['1 of 1', []])

  // Somebody promises what is not there.
  const orderId = decodeId('ord', orders[0]!.id)
  const promise = async (more: number) => {
    await sql(
      `update inventory.stock_gate g set reserved = reserved + $1 where exists (select from inventory.shortage s
       where s.company_id = g.company_id and s.item_id = g.item_id and s.location_id = g.location_id)`,
      [more],
    )
    await sql('update inventory.reservation set quantities[1] = quantities[1] + $2 where root_id = $1', [
      orderId,
      more,
    ])
    await sql('update monitoring.law_progress set pos = pos - 20')
  }
  await promise(1)
  const excess = ['at most 9.000000 and 1.000000 taken away', 'along: no_oversell']
  assert.deepEqual([await shortage(), await broken()], ['2 of 1', excess])
  await promise(-1)
  assert.deepEqual([await shortage(), await broken()], ['1 of 1', []])
})
