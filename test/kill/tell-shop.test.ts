import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { installSample, installSampleStock } from '../../src/channels/index.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { DocketProcess, newApiKey } from './process.ts'

let database: TestDatabase
let shop: ShopProcess
let docket: DocketProcess
const apiKey = newApiKey()
before(async () => {
  database = await testDatabase('tell_shop')
  await installSampleStock(database.door, await installSample(database.door, database.db))
  shop = await ShopProcess.start()
  process.env['DOCKET_SHOP_WEBSHOP_URL'] = shop.url
  process.env['DOCKET_SHOP_WEBSHOP_KEY'] = SHOP_KEY
  docket = await DocketProcess.start({ databaseUrl: database.url }, apiKey)
})
after(async () => {
  await docket.stop()
  // It still keeps an answer to itself, and would end after that.
  await shop.stop('SIGKILL')
  await database.close()
})

const writes = () => shop.saidOf('order written').length

async function until<T>(read: () => Promise<T> | T, is: (value: T) => boolean, ms: number): Promise<T> {
  const end = performance.now() + ms
  for (;;) {
    const value = await read()
    if (is(value)) return value
    assert.ok(performance.now() < end, `waited too long: ${JSON.stringify(value)}\n${docket.output}`)
    await sleep(50)
  }
}

test('C-20 killed between the write and its settling, Docket looks, finds it done, and writes nothing twice', async () => {
  // The shop does what it is told, and keeps its answer to itself for a minute.
  await shop.ok('PUT', '/switches', { answers: { delay: 1, delayMs: 60_000 } })
  const placed = await shop.ok('POST', '/orders', { items: [{ sku: 'KIT-101', quantity: 1 }] })
  const answer = await fetch(`${docket.url}/api/v1/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'docket-company': 'SAMPLE',
    },
    body: JSON.stringify({
      source: 'webshop',
      externalId: placed.id,
      customer: { account: 'GB-0001' },
      currency: 'GBP',
      shipTo: { country: 'GB' },
      lines: [{ lineId: placed.commerceItems[0].id, sku: 'KIT-101', quantity: '1' }],
    }),
  })
  assert.equal(answer.status, 201, await answer.clone().text())
  await until(writes, (count) => count === 1, 15_000)
  await docket.kill()
  const [message] = await database.sql<{ state: string; body: Buffer }>(
    'select state, body from channels.status_message order by pos limit 1',
  )
  assert.equal(message!.state, 'sending')
  await docket.start()
  // The lease of the dead one runs out first.
  const told = () =>
    database.sql<{ state: string; attempts: number; body: Buffer }>(
      'select state, attempts, body from channels.status_message order by pos',
    )
  const after = await until(told, (rows) => rows.every((row) => row.state === 'told'), 40_000)
  assert.deepEqual(after[0]!.body, message!.body)
  // What was shipped meanwhile may be told after that.
  const seen = await until(
    async () => (await shop.api('GET', `/orders/${placed.id}`)).body,
    (order) => order.commerceItems[0].state === 'DELIVERED',
    20_000,
  )
  assert.equal(seen.shippingGroups[0].state, 'NO_PENDING_ACTION')
  const given = shop.saidOf('order written').map((one) => JSON.stringify(one['given']))
  assert.equal(new Set(given).size, given.length, given.join('\n'))
})
