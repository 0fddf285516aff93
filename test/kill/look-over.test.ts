import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { installSample, installSampleStock } from '../../src/channels/index.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'
import { channelInput } from '../support/shop.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { DocketProcess, newApiKey } from './process.ts'

const ORDERS = 1000
/** Orders that one process tells its shop of at once. */
const WRITES_AT_ONCE = 8
let database: TestDatabase
let shop: ShopProcess
let docket: DocketProcess
const apiKey = newApiKey()
before(async () => {
  database = await testDatabase('look_over')
  await installSampleStock(database.door, await installSample(database.door, database.db))
  shop = await ShopProcess.start()
  process.env['DOCKET_SHOP_MARKETPLACE_URL'] = shop.url
  process.env['DOCKET_SHOP_MARKETPLACE_KEY'] = SHOP_KEY
  process.env['DOCKET_SHOP_LOOK_SECONDS'] = '1'
  process.env['DOCKET_SHOP_LOOK_GRACE_SECONDS'] = '1'
  docket = await DocketProcess.start({ databaseUrl: database.url }, apiKey)
})
after(async () => {
  await docket.stop()
  await shop.stop()
  await database.close()
})

async function until<T>(read: () => Promise<T>, is: (value: T) => boolean, ms: number): Promise<T> {
  const end = performance.now() + ms
  for (;;) {
    const value = await read()
    if (is(value)) return value
    assert.ok(performance.now() < end, `waited too long: ${JSON.stringify(value)}\n${docket.output}`)
    await sleep(20)
  }
}
const countOf = async (sql: string): Promise<number> =>
  Number((await database.sql<{ count: bigint }>(sql))[0]!.count)
const taken = () => countOf('select count(*) from channels.message')

test('N-8 a thousand orders that all came by no message are each here once, though Docket dies in the middle of taking them', async () => {
  const answer = await fetch(`${docket.url}/api/v1/channels/shop`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'docket-company': 'SAMPLE',
    },
    body: JSON.stringify(channelInput()),
  })
  assert.ok(answer.ok, await answer.clone().text())
  await until(
    () => countOf('select count(*) from channels.shop_look'),
    (count) => count === 1,
    30_000,
  )
  // No webhook of the shop leads anywhere.
  const items = [{ sku: 'KIT-101', quantity: 1, price: '10.00' }]
  const places = Array.from({ length: ORDERS }, () => items)
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (places.length > 0) await shop.ok('POST', '/orders', { items: places.pop() })
    }),
  )
  await until(taken, (count) => count > 0, 60_000)
  await docket.kill()
  const before = await taken()
  assert.ok(before < ORDERS, `all ${before} were taken before it died`)
  await docket.start()
  const orders = `select count(*) from orders.source_key where source = 'marketplace'`
  await until(
    () => countOf(orders),
    (count) => count === ORDERS,
    120_000,
  )
  assert.equal(
    await countOf(`select count(distinct external_id) from orders.source_key where source = 'marketplace'`),
    ORDERS,
  )
  // What Docket writes to the shop is a change, too. It makes no message, but for the few writes whose answers died with the process:
  // each of these is a version that changes nothing.
  await sleep(5000)
  const open = `select count(*) from channels.message where outcome <> 'accepted'`
  await until(
    () => countOf(open),
    (count) => count === 0,
    60_000,
  )
  assert.equal(await countOf(orders), ORDERS)
  assert.ok((await taken()) <= ORDERS + WRITES_AT_ONCE, `${await taken()} messages`)
  const cut = `select count(*) from orders.fulfillment_line where cancelled > 0`
  assert.equal(await countOf(cut), 0)
})
