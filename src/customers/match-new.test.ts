import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../../test/support/flow.ts'
import { startTestServer, type TestServer } from '../../test/support/server.ts'
import { Door } from '../platform/batch/index.ts'
import { Ids } from '../platform/ids.ts'
import { matchNew } from './match-new.ts'

let flow: Flow
let second: TestServer
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
  second = await startTestServer({ beside: flow.server, roles: 'api' })
  const { body } = await flow.server.request('GET', '/api/v1/match-rules')
  for (const one of body.matchRules) await flow.put('/match-rules', { ...one, active: false })
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'merge' })
})
after(async () => {
  await second.close()
  await flow.close()
})

const orderOf = (account: string, email: string) => ({
  source: 'webshop',
  externalId: account,
  customer: { account, create: { email } },
  currency: 'GBP',
  shipTo: { country: 'GB' },
  lines: [{ sku: 'KIT-101', quantity: '1' }],
})

test('who orders on two servers at the same instant for the first time is one customer, matched by many batches at once', async () => {
  const pairs = Array.from({ length: 40 }, (_value, index) => index)
  const orders = pairs.flatMap((index) =>
    [flow.server, second].map((server, at) => ({
      server,
      order: orderOf(`T-${index}-${at}`, `twin${index}@home.example`),
    })),
  )
  await Promise.all(
    orders.map(({ server, order }) =>
      server.request('POST', '/api/v1/orders', order, { 'idempotency-key': order.externalId }),
    ),
  )
  const waiting = () =>
    flow.server.database.sql<{ companyId: bigint; customerId: bigint }>(
      'select company_id as "companyId", customer_id as "customerId" from customers.to_match',
    )
  const rows = await waiting()
  assert.equal(rows.length, 80)
  // Two doors at once, from both ends: their batches meet.
  const { db, door: first } = flow.server.database
  const doors = [first, new Door({ db, ids: new Ids(db) })]
  const outcomes = await Promise.all(
    doors.flatMap((door, at) =>
      (at === 0 ? rows : rows.toReversed()).map((row) => door.request(matchNew, row)),
    ),
  )
  assert.ok(outcomes.every((outcome) => outcome.ok))
  assert.deepEqual(await waiting(), [])
  for (const index of pairs) {
    const { body } = await flow.server.request('GET', `/api/v1/customers/T-${index}-0`)
    assert.deepEqual(body.records.map((row: Seen) => row.number).toSorted(), [`T-${index}-0`, `T-${index}-1`])
  }
  await flow.lawful()
})

test('a record that was read before another one came is read again once that one was left alone for it', async () => {
  const waiting = async (number: string) => {
    await flow.ok('/orders', orderOf(number, 'late@home.example'))
    const [row] = await flow.server.database.sql<{ companyId: bigint; customerId: bigint }>(
      'select company_id as "companyId", id as "customerId" from customers.customer where number = $1',
      [number],
    )
    return row!
  }
  const { door } = flow.server.database
  const read = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const slow: typeof matchNew = {
    ...matchNew,
    name: 'customers.match_new_slowly',
    async read(...of) {
      const facts = await matchNew.read(...of)
      read.resolve()
      await go.promise
      return facts
    },
  }
  const first = door.request(slow, await waiting('LATE-1'))
  await read.promise
  const second = await door.request(matchNew, await waiting('LATE-2'))
  go.resolve()
  assert.deepEqual([second.ok && second.became, (await first).became], ['alone', 'merged'])
})
