import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

// Nobody looks for what was missed: what two batches that meet do not see of each other stays so.
let flow: Flow
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
  const place = { autoConfirm: false, rank: 900 }
  await flow.put('/locations', { ...place, code: 'BIG', name: 'Big warehouse', country: 'GB' })
  const store = { ...place, code: 'KIOSK', name: 'Kiosk', country: 'IE' }
  await flow.put('/locations', { ...store, transferMethod: 'van' })
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'IE', transitDays: 2 })
})
after(() => flow.close())

/** Batches that wait for a lock. */
async function waiting(): Promise<number> {
  const [row] = await flow.server.database.sql<{ n: bigint }>(
    `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return Number(row!.n)
}

/** Lets all of these read before any of them writes: each comes to a gate that is locked, and they go on in this order. */
async function meeting<T>(sku: string, acts: readonly (() => Promise<T>)[]): Promise<T[]> {
  const started: Promise<T>[] = []
  await flow.server.database.db.use(async ({ client }) => {
    await client.query('begin')
    await client.query(
      `select 1 from inventory.stock_gate g join catalog.item i on i.company_id = g.company_id and i.id = g.item_id
       where i.sku = $1 for update of g`,
      [sku],
    )
    for (const [index, act] of acts.entries()) {
      started.push(act())
      for (let tries = 0; (await waiting()) <= index; tries += 1) {
        assert.ok(tries < 300, `act ${index} does not come to the gate`)
        await sleep(5)
      }
    }
    await client.query('commit')
  })
  return Promise.all(started)
}

for (const [name, orderFirst] of [
  ['an order', true],
  ['the goods', false],
] as const)
  test(`C13-1 P-27 an order of a store and goods that come to a warehouse at the same moment do not miss each other, ${name} first`, async () => {
    const sku = orderFirst ? 'BR-1' : 'BR-2'
    await flow.newItem(sku)
    await flow.receive(sku, '1', 'BIG')
    await flow.ok('/stock/adjustments', [{ sku, location: 'BIG', quantity: '-1' }])
    const line = { sku, quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00', location: 'KIOSK' }
    const acts = [() => flow.order([line]), () => flow.receive(sku, '1', 'BIG')]
    const outcomes = await meeting<Seen>(sku, orderFirst ? acts : acts.toReversed())
    const { id } = outcomes[orderFirst ? 0 : 1]
    const [part] = (await flow.read(id)).fulfillmentLines
    assert.deepEqual([part.supply, part.decision.broughtFrom], ['transfer', 'BIG'])
    await flow.lawful()
  })
