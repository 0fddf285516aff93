import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { installSample, installSampleStock } from '../../src/channels/index.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'
import { DocketProcess, newApiKey } from './process.ts'

const TMF = '/tmf-api/productOrderingManagement/v4'
let database: TestDatabase
let docket: DocketProcess
const apiKey = newApiKey()
before(async () => {
  database = await testDatabase('requests')
  await installSampleStock(database.door, await installSample(database.door, database.db))
  docket = await DocketProcess.start({ databaseUrl: database.url }, apiKey)
})
after(async () => {
  await docket.stop()
  await database.close()
})

async function send(method: string, path: string, body: unknown) {
  const answer = await fetch(docket.url + path, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'docket-company': 'SAMPLE',
    },
    body: JSON.stringify(body),
  })
  assert.ok(answer.status < 300, `${path}: ${answer.status} ${await answer.clone().text()}`)
  return (await answer.json()) as { id: string }
}

test('O-105 cancellations that were asked for are carried out once, whoever dies in between', async () => {
  await send('PUT', '/api/v1/source-systems', { code: 'tmf622', name: 'CRM' })
  const rule = { name: 'crm', relevancy: 50, condition: 'order.source == "tmf622"', orderType: 'standard' }
  await send('PUT', '/api/v1/recognition-rules', rule)
  // Nobody has it, so that nothing leaves before it is cancelled.
  await send('PUT', '/api/v1/items', { sku: 'RARE', name: 'Rare', itemClass: 'kitchen', taxCode: 'standard' })
  const unitPrice = { amount: '1.00', currency: 'GBP' }
  await send('PUT', '/api/v1/prices', { list: 'RETAIL', sku: 'RARE', validFrom: '2020-01-01', unitPrice })
  const count = 60
  const orders = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      send('POST', `${TMF}/productOrder`, {
        externalId: `K-${index}`,
        relatedParty: [{ id: 'GB-0001', '@referredType': 'Organization' }],
        productOrderItem: [{ id: '1', action: 'add', quantity: 3, productOffering: { id: 'RARE' } }],
      }),
    ),
  )
  await Promise.all(
    orders.map(({ id }) => send('POST', `${TMF}/cancelProductOrder`, { productOrder: { id } })),
  )
  // Killed again and again while they are carried out: what was claimed waits for its lease, which is made shorter here.
  const open = () =>
    database.sql<{ id: bigint }>('select id from orchestration.request where due_at is not null')
  for (let round = 0; round < 2; round += 1) {
    await docket.kill()
    await database.sql('update orchestration.request set due_at = made_at where due_at is not null')
    await docket.start()
    await sleep(150 * round)
  }
  await docket.kill()
  await database.sql('update orchestration.request set due_at = made_at where due_at is not null')
  await docket.start()
  const end = performance.now() + 40_000
  while ((await open()).length > 0) {
    assert.ok(performance.now() < end, docket.output)
    await sleep(50)
  }
  const requests = await database.sql<{ state: string; count: bigint }>(
    'select state, count(*) from orchestration.request group by 1',
  )
  assert.deepEqual(requests, [{ state: 'done', count: BigInt(count) }])
  // Each was cancelled once, and is told once.
  const told = await database.sql<{ act: string; count: bigint }>(
    `select h.act, count(*) from orders.history h where h.act in ('ask_cancel', 'cancel', 'settle_request') group by 1 order by 1`,
  )
  assert.deepEqual(
    told.map((row) => [row.act, Number(row.count)]),
    [
      ['ask_cancel', count],
      ['cancel', count],
      ['settle_request', count],
    ],
  )
  const [cancelled] = await database.sql<{ units: bigint; orders: bigint }>(
    'select sum(quantity)::bigint as units, count(*) as orders from orders.cancellation',
  )
  assert.deepEqual([Number(cancelled!.orders), Number(cancelled!.units)], [count, count * 3])
})
