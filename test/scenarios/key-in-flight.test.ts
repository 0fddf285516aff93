import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let flow: Flow
let beside: TestServer
before(async () => {
  // No workers: nothing else is at the door.
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
  beside = await startTestServer({ beside: flow.server, roles: 'api' })
  // A node that is slow between writing a key and its commit, for twice as long as a batch waits for a lock.
  await flow.server.database.sql(
    'create function billing.stall() returns trigger language plpgsql as $$ begin perform pg_sleep(4); return new; end $$',
  )
  await flow.server.database
    .sql(`create trigger stall before insert on billing.receipt for each row when (new.amount = 1313)
    execute function billing.stall()`)
  await flow.server.database
    .sql(`create trigger stall before insert on orders.sales_order for each row when (new.external_id = 'SLOW')
    execute function billing.stall()`)
})
after(async () => {
  await beside.close()
  await flow.close()
})

const pay = (node: TestServer, key: string, account: string, amount: string) =>
  node.request(
    'POST',
    '/api/v1/receipts',
    { account, amount: { amount, currency: 'GBP' }, method: 'card' },
    { 'idempotency-key': key },
  )

test('N-9 P-1 a key in flight on another node delays its own request alone, which is told to come again', async () => {
  const { server } = flow
  let slowIsDone = false
  const slow = pay(server, 'slow', 'GB-0001', '13.13').then((answer) => ((slowIsDone = true), answer))
  await sleep(500)
  // The first ones keep the door of the other node busy, so that the rest is one batch with the key in flight.
  const others = [2, 3, 4, 5, 6, 7, 8].map((account) =>
    pay(beside, `other-${account}`, `GB-000${account}`, '5.00'),
  )
  const same = pay(beside, 'slow', 'GB-0001', '13.13')
  const later = pay(beside, 'later', 'GB-0009', '5.00')

  for (const answer of await Promise.all([...others, later]))
    assert.equal(answer.status, 201, answer.bytes.toString())
  const told = await same
  assert.equal(slowIsDone, false, 'nobody waited for the slow node')
  assert.deepEqual(
    [told.status, told.body.code, told.headers.get('retry-after')],
    [409, 'key_in_flight', '1'],
  )

  const first = await slow
  assert.equal(first.status, 201, first.bytes.toString())
  const again = await pay(beside, 'slow', 'GB-0001', '13.13')
  assert.deepEqual([again.status, again.body.id], [201, first.body.id])
  assert.equal((await pay(beside, 'slow', 'GB-0001', '14.14')).body.code, 'idempotency_key_reused')
  assert.equal((await server.database.sql('select from billing.receipt where amount = 1313')).length, 1)
})

test('A1-2 an order in flight on another node holds up no other of a stream, and becomes one order', async () => {
  const order = (externalId: string, account: string) => ({
    source: 'webshop',
    externalId,
    customer: { account },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'KIT-101', quantity: '1' }],
  })
  let slowIsDone = false
  const slow = flow.server
    .request('POST', '/api/v1/orders', order('SLOW', 'GB-0001'))
    .then((answer) => ((slowIsDone = true), answer))
  await sleep(500)
  const lines = [order('SLOW', 'GB-0001'), ...[2, 3, 4].map((one) => order(`FAST-${one}`, `GB-000${one}`))]
  const stream = beside.request(
    'POST',
    '/api/v1/orders/batch',
    `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`,
    { 'content-type': 'application/x-ndjson' },
  )
  const taken = () =>
    flow.server.database.sql("select from orders.source_key where external_id like 'FAST-%'")
  while ((await taken()).length < 3) {
    assert.equal(slowIsDone, false, 'the others of the stream wait for the slow node')
    await sleep(50)
  }
  assert.equal((await slow).status, 201)
  const answers = (await stream).bytes
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Seen)
  assert.deepEqual(
    answers.toSorted((a, b) => a.line - b.line).map((one) => [one.line, one.status]),
    [
      [1, 200],
      [2, 201],
      [3, 201],
      [4, 201],
    ],
  )
  assert.equal(answers.find((one) => one.line === 1).order.id, (await slow).body.id)
  await flow.lawful()
})
