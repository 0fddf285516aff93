import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../../test/support/flow.ts'
import { startTestServer, type TestServer } from '../../test/support/server.ts'
import { Door, type Act } from '../platform/batch/index.ts'
import { Ids } from '../platform/ids.ts'
import { keepApart } from './keep-apart.ts'
import { matchJob, matchNew } from './match-new.ts'

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

async function waits(number: string, email: string) {
  await flow.ok('/orders', orderOf(number, email))
  const [row] = await flow.server.database.sql<{ companyId: bigint; customerId: bigint }>(
    'select company_id as "companyId", id as "customerId" from customers.customer where number = $1',
    [number],
  )
  return row!
}

let slowActs = 0
/** The act with a pause between what it reads first and what it decides. */
function slowly<R extends object, F, O>(act: Act<R, F, O>) {
  const read = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  const slow: Act<R, F, O> = {
    ...act,
    name: `${act.name}_slowly_${++slowActs}`,
    async read(...of) {
      const facts = await act.read(...of)
      read.resolve()
      await go.promise
      return facts
    },
  }
  return { slow, read: read.promise, go: () => go.resolve() }
}

test('a record that was read before another one came is read again once that one was left alone for it', async () => {
  const { door } = flow.server.database
  const { slow, read, go } = slowly(matchNew)
  const first = door.request(slow, await waits('LATE-1', 'late@home.example'))
  await read
  const second = await door.request(matchNew, await waits('LATE-2', 'late@home.example'))
  go()
  assert.deepEqual([second.ok && second.became, (await first).became], ['alone', 'merged'])
})

test('C12-2 of a word that two are not one and a rule that merges them at that moment the first one stands, and the other sees it', async () => {
  const { door } = flow.server.database
  const records = async (number: string) =>
    (await flow.server.request('GET', `/api/v1/customers/${number}`)).body.records.length
  const apart = (companyId: bigint, customer: string, from: string) => ({
    companyId,
    customer,
    from,
    reason: 'two people at one address',
    actor: 'operator',
  })
  const known = await waits('TWO-1', 'two@home.example')
  await door.request(matchNew, known)
  const merging = slowly(matchNew)
  const later = door.request(merging.slow, await waits('TWO-2', 'two@home.example'))
  await merging.read
  assert.deepEqual(await door.request(keepApart, apart(known.companyId, 'TWO-1', 'TWO-2')), { ok: true })
  merging.go()
  assert.notEqual((await later).became, 'merged')
  assert.equal(await records('TWO-2'), 1)

  await door.request(matchNew, await waits('ONE-1', 'one@home.example'))
  const second = await waits('ONE-2', 'one@home.example')
  const saying = slowly(keepApart)
  const said = door.request(saying.slow, apart(known.companyId, 'ONE-1', 'ONE-2'))
  await saying.read
  assert.equal((await door.request(matchNew, second)).became, 'merged')
  saying.go()
  const refused = await said
  assert.ok(!refused.ok)
  assert.deepEqual(
    refused.problems.map((one) => one.code),
    ['one_customer'],
  )
  assert.equal(await records('ONE-2'), 2)
})

test('C12-2 nobody is asked of a key that more than twenty others have', async () => {
  const { door } = flow.server.database
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'suggest' })
  const asked = async (email: string, others: number) => {
    let became
    for (let at = 0; at <= others; at++)
      became = (await door.request(matchNew, await waits(`${email}-${at}`, `${email}@shared.example`))).became
    return became
  }
  assert.equal(await asked('few', 20), 'asked')
  assert.equal(await asked('many', 21), 'alone')
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'merge' })
})

test('C14-1 a record that cannot be matched keeps nobody waiting, is tried later each time, and says what stops it', async () => {
  const { db, door, sql } = flow.server.database
  const stuck = await waits('STUCK-1', 'stuck@home.example')
  const beside = await waits('STUCK-2', 'beside@home.example')
  await sql(
    `create function customers.refuse() returns trigger language plpgsql as $$ begin raise 'it is stuck'; end $$`,
  )
  await sql(`create trigger stuck before delete on customers.to_match for each row
    when (old.customer_id = ${stuck.customerId}) execute function customers.refuse()`)
  const errors: object[] = []
  const log = { error: (about: object) => void errors.push(about), info: () => {}, warn: () => {} }
  const run = () => matchJob({ db, door, log }).run(new AbortController().signal)
  const waiting = async () =>
    (await sql<{ customerId: bigint }>('select customer_id as "customerId" from customers.to_match')).map(
      (one) => one.customerId,
    )
  await run()
  assert.deepEqual(await waiting(), [stuck.customerId], `${beside.customerId} is matched`)
  assert.deepEqual(await run(), { evaluated: 0, processed: 0 })
  const failed = async () =>
    (await flow.server.request('GET', '/api/v1/monitoring/jobs/customer-matches/records?status=failed')).body
      .rows
  const [row] = await failed()
  assert.deepEqual([row.status, row.attempts, errors.length], ['failed', 1, 1])
  assert.match(row.problem, /stuck/)
  await sql('drop trigger stuck on customers.to_match')
  await sql(`update customers.to_match set due_at = '-infinity'`)
  assert.equal((await run())!.evaluated, 1)
  assert.deepEqual([await waiting(), await failed()], [[], []])
})
