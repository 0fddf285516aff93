import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { GATEWAY_TOKEN, PaymentsProcess } from '../../../test/support/payments-process.ts'
import { systemClock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import { httpPayments } from '../connectors/payments/http-payments.ts'
import { transactor, type PaymentRequest, type Transacted } from './transact.ts'

let t: TestDatabase
let gateway: PaymentsProcess
let statements: string[] = []
let transact: (request: PaymentRequest) => Promise<Transacted>
before(async () => {
  ;[t, gateway] = await Promise.all([testDatabase('transact'), PaymentsProcess.start()])
  for (const company of [1, 2]) {
    await t.sql(`insert into organization.company (company_id, code, name, currency, country, time_zone)
      values (${company}, 'C${company}', 'C', 'GBP', 'GB', 'Europe/London')`)
    await t.sql(`insert into channels.channel (company_id, id, code, name, kind, source, settings, secrets, secrets_key, active)
      values (${company}, ${company + 6}, 'shop', 'Shop', 'commerce', 'shop', '{}', '', '', true)`)
  }
  const counted = new Proxy(t.db, {
    get(db, name) {
      if (name !== 'read') return Reflect.get(db, name) as unknown
      return (statement: { name: string }, params: never) => {
        statements.push(statement.name)
        return db.read(statement as never, params)
      }
    },
  }) as Database
  const connection = { url: gateway.url, token: GATEWAY_TOKEN, secret: undefined }
  const cards = httpPayments(connection as never, systemClock, { timeoutMs: 8000, bytes: 65_536 })
  transact = transactor({
    db: counted,
    log: { error: () => undefined },
    gateways: new Map([['cards', { gateway: cards, companies: ['C1', 'C2'] }]]),
    authorizationDays: 7,
    epoch: 'life',
  })
})
after(async () => {
  await gateway?.stop()
  await t?.close()
})
beforeEach(() => (statements = []))

/** A payment of a company, about an order. */
function request(
  order: string,
  kind: PaymentRequest['asked']['kind'],
  more: Partial<PaymentRequest['asked']> = {},
  company = 1n,
): PaymentRequest {
  return {
    asked: {
      key: `${order}-pg-${kind}`,
      kind,
      order,
      part: 'pg',
      method: 'card',
      amount: 500n,
      currency: 'GBP',
      token: kind === 'authorization' ? 'tok_1' : null,
      ...more,
    },
    asker: {
      companyId: company,
      channelId: company + 6n,
      source: 'shop',
      actor: 'channel:shop',
      gateway: 'cards',
    },
  }
}
const stateOf = (done: Transacted) => (done.what === 'settled' ? done.payment.state : done.what)
const codeOf = (done: Transacted) => (done.what === 'refused' ? done.problems[0]!.code : done.what)

test('C-31 sixty payments that come at once are read and written together, each once at the gateway', async () => {
  await gateway.behave({ delayMs: 50 })
  const orders = Array.from({ length: 60 }, (_one, index) => `many-${index}`)
  const all = orders.flatMap((order) => [request(order, 'authorization', {}, BigInt((order.length % 2) + 1))])
  const done = await Promise.all([...all, ...all].map(transact))
  assert.deepEqual([...new Set(done.map(stateOf))], ['approved'])
  assert.equal((await gateway.transactions('many-')).length, 60)
  // One by one it would be some eight of each.
  assert.ok(statements.length < 150, `${statements.length} statements`)
  await gateway.behave({ delayMs: 0 })
})

test('C-31 of one batch each hears of its own: a void, a refund of too much, an id that was used, and none that fits', async () => {
  assert.deepEqual(
    (await Promise.all(['a', 'b', 'c'].map((order) => transact(request(order, 'authorization'))))).map(
      stateOf,
    ),
    ['approved', 'approved', 'approved'],
  )
  const done = await Promise.all(
    [
      request('a', 'void'),
      request('b', 'refund', { amount: 501n }),
      request('b', 'void', { amount: 499n, key: 'b-less' }),
      request('c', 'refund', { amount: 200n }),
      request('c', 'refund', { currency: 'EUR', key: 'c-euro' }),
      request('d', 'refund'),
      request('a', 'authorization', { amount: 501n }),
      request('a', 'authorization', { currency: 'EUR' }),
      request('b', 'refund', { amount: 500n, key: 'b-all' }),
      request('b', 'void', { amount: 501n, key: 'b-more' }),
      // The same order of another company.
      request('a', 'void', {}, 2n),
    ].map(transact),
  )
  assert.deepEqual(done.map(codeOf), [
    'settled',
    'amount_differs',
    'amount_differs',
    'settled',
    'amount_differs',
    'not_authorized',
    'transaction_reused',
    'transaction_reused',
    'settled',
    'amount_differs',
    'not_authorized',
  ])
  assert.equal(stateOf(await transact(request('a', 'authorization'))), 'released')
  const [twice, other] = await Promise.all([
    transact(request('e', 'authorization')),
    transact(request('e', 'authorization', { amount: 7n })),
  ])
  assert.deepEqual([stateOf(twice!), codeOf(other!)], ['approved', 'transaction_reused'])
})

test('C-31 data that the database does not take fails its own payment and no other of the batch', async () => {
  const outcomes = await Promise.allSettled(
    [
      request('well-1', 'authorization'),
      request('ill\0', 'authorization'),
      request('well-2', 'authorization'),
    ].map(transact),
  )
  assert.deepEqual(
    outcomes.map((one) => (one.status === 'fulfilled' ? stateOf(one.value) : one.status)),
    ['approved', 'rejected', 'approved'],
  )
})

test('C-31 an answer of an attempt that another one has followed settles nothing: the one that followed does', async () => {
  await gateway.behave({ delayMs: 400 })
  const asked = transact(request('followed', 'authorization'))
  for (let taken = 0; taken === 0;) {
    const rows =
      await t.sql(`update channels.payment_work set attempt = attempt + 1, lease_until = clock_timestamp() - interval '1 second'
      where key = 'followed-pg-authorization' returning key`)
    taken = rows.length
  }
  const done = await asked
  await gateway.behave({ delayMs: 0 })
  assert.equal(stateOf(done), 'approved')
  assert.equal(done.what === 'settled' && done.payment.attempt, 3)
  assert.equal((await gateway.transactions('followed')).length, 1)
})
