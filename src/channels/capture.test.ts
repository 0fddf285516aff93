import assert from 'node:assert/strict'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { saveTransformationRule, type OrderInput } from '../orders/index.ts'
import { Door, Fault, Overloaded, type Act } from '../platform/batch/index.ts'
import { Database } from '../platform/database/index.ts'
import { Ids } from '../platform/ids.ts'
import { answerToThrown } from './answer.ts'
import { answerLines } from './batch-stream.ts'
import { open, seal, SEAL_BYTES } from '../platform/blob.ts'
import type { Captured, CaptureRequest } from './capture-request.ts'
import { capture } from './capture.ts'
import { receive } from './received.ts'
import { installSample } from './sample/company.ts'

let t: TestDatabase
let companyId: bigint
let account: string

before(async () => {
  t = await testDatabase('intake')
  companyId = (await installSample(t.door, t.db)).companyId
  const [row] = await t.sql<{ number: string }>(
    `select number from customers.account where currency = 'GBP' order by number limit 1`,
  )
  account = row!.number
})
after(() => t.close())

let made = 0
function requestOf(more: Partial<OrderInput> = {}, request: Partial<CaptureRequest> = {}): CaptureRequest {
  made += 1
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  const input = {
    source: 'webshop',
    externalId: `I-${made}`,
    customer: { account },
    currency: 'GBP',
    lines,
    ...more,
  }
  const received = receive(Buffer.from(JSON.stringify(input)), 'application/json')
  return { ...received, companyId, actor: 'key:test', accounts: null, key: null, ...request }
}

async function count(table: string): Promise<bigint> {
  const [row] = await t.sql<{ count: bigint }>(`select count(*) from ${table}`)
  return row!.count
}

const statesOf = (outcomes: readonly (Captured | Fault)[]) =>
  outcomes.map((one) => (one instanceof Fault ? 'fault' : one.ok ? one.change : one.code))

test('O-07 a body is sealed under a key of its own, and any change of it is found', () => {
  const bytes = Buffer.from('{"source":"webshop"}')
  const one = seal(bytes, Buffer.alloc(SEAL_BYTES, 7))
  assert.deepEqual(open(one.body, one.key), bytes)
  assert.ok(!one.body.includes('webshop'))
  one.body[one.body.length - 1]! ^= 1
  assert.throws(() => open(one.body, one.key))
})

test('A1-3 P-3 one batch keeps what it takes and what it refuses, in one transaction', async () => {
  const before = [await count('platform.company_log'), await count('channels.intake')]
  const twin = requestOf()
  const outcomes = await t.door.requestAll(capture, [
    twin,
    requestOf({ source: 'nobody' }),
    { ...requestOf(), ...receive(Buffer.from('{'), 'application/json') },
    { ...twin },
    requestOf({ lines: [{ sku: 'NO-SUCH', quantity: '1' }] }),
  ])
  assert.deepEqual(statesOf(outcomes), ['new', 'unregistered_source', 'malformed_json', 'duplicate', 'new'])
  assert.deepEqual(
    [await count('platform.company_log'), await count('channels.intake')],
    [before[0]! + 1n, before[1]! + 4n],
  )
  const rows = await t.sql<{ outcome: string; order: boolean; key: boolean }>(
    `select outcome, order_id is not null as order, i.key is not null as key
     from channels.intake i order by id desc limit 4`,
  )
  assert.deepEqual(rows.map((row) => [row.outcome, row.order, row.key]).toReversed(), [
    ['accepted', true, true],
    ['refused', false, true],
    ['refused', false, true],
    ['draft', true, true],
  ])
})

test('P-1 N-9 a key that comes twice in one batch is one order, and its row is written with the order', async () => {
  const one = requestOf()
  const key = {
    companyId,
    principal: 'key:test',
    route: 'captureOrder',
    key: 'twice',
    bodyHash: one.bodyHash,
  }
  const other = requestOf({}, { key: { ...key, bodyHash: Buffer.alloc(32) } })
  const outcomes = await t.door.requestAll(capture, [{ ...one, key }, { ...one, key }, other])
  assert.deepEqual(statesOf(outcomes), ['new', 'duplicate', 'idempotency_key_reused'])
  const rows = await t.sql<{ outcome: { orderId: string }; days: number }>(
    `select outcome, round(extract(epoch from expires_at - clock_timestamp()) / 86400)::int as days
     from platform.request_key where key = 'twice'`,
  )
  const first = outcomes[0] as Extract<Captured, { change: 'new' | 'edited' }>
  assert.deepEqual(rows, [{ outcome: { orderId: first.order.id.toString(), change: 'new' }, days: 30 }])
})

test('an order on which the decision throws leaves nothing and does not touch its neighbours', async () => {
  const bad = requestOf()
  const throwing: typeof capture = {
    ...capture,
    name: 'channels.capture_throwing',
    decide(request, facts, context) {
      const outcome = capture.decide(request, facts, context)
      if (request === bad) throw new Error('a defect')
      return outcome
    },
  }
  const orders = await count('orders.list')
  const intakes = await count('channels.intake')
  const outcomes = await t.door.requestAll(throwing, [requestOf(), bad, requestOf()])
  assert.deepEqual(statesOf(outcomes), ['new', 'fault', 'new'])
  assert.deepEqual([await count('orders.list'), await count('channels.intake')], [orders + 2n, intakes + 2n])
})

test('O-06 an order on which the rules of its company throw leaves nothing and does not touch its neighbours', async () => {
  const input = { name: 'color', sets: 'custom.color', value: 'order.custom.find("shade")' }
  const [saved] = await t.door.requestAll(saveTransformationRule, [{ companyId, input }])
  assert.ok(!(saved instanceof Fault) && saved!.ok)
  const bad = requestOf()
  assert.ok(bad.content?.ok)
  bad.content.input.custom = {
    get shade(): string {
      throw new Error('a defect of a rule')
    },
  }
  const intakes = await count('channels.intake')
  const outcomes = await t.door.requestAll(capture, [bad, requestOf({ custom: { shade: 'red' } })])
  assert.deepEqual(statesOf(outcomes), ['fault', 'new'])
  assert.match((outcomes[0] as Fault).message, /a defect of a rule/)
  // Two of them are no more trouble than one.
  assert.deepEqual(statesOf(await t.door.requestAll(capture, [bad, { ...bad }, requestOf()])), [
    'fault',
    'fault',
    'new',
  ])
  assert.equal(await count('channels.intake'), intakes + 2n)
})

test('an order that the database refuses is found among its neighbours, which stand', async () => {
  const bad = requestOf()
  const spoiling: Act<CaptureRequest, never, Captured> = {
    ...(capture as Act<CaptureRequest, never, Captured>),
    name: 'channels.capture_spoiling',
    decide(request, facts, context) {
      const spoilt = request === bad ? { ...request, actor: 'a zero byte \0' } : request
      return capture.decide(Object.assign(request, spoilt), facts, context)
    },
  }
  const orders = await count('orders.list')
  const outcomes = await t.door.requestAll(spoiling, [requestOf(), requestOf(), bad, requestOf()])
  assert.deepEqual(statesOf(outcomes), ['new', 'new', 'fault', 'new'])
  assert.equal(await count('orders.list'), orders + 3n)
})

test('N-9 a connection that breaks around the commit leaves each order once', async () => {
  const cutter = await cuttableServer(t.url)
  const db = new Database({ url: cutter.url, name: 'docket-test-cut', max: 4 })
  const door = new Door({ db, ids: new Ids(db) })
  try {
    await door.request(capture, requestOf())
    for (const moment of ['request', 'answer'] as const) {
      const requests = [requestOf(), requestOf({ source: 'nobody' }), requestOf()]
      const orders = await count('orders.list')
      const intakes = await count('channels.intake')
      cutter.cutAt(moment)
      const outcomes = await door.requestAll(capture, requests)
      assert.ok(cutter.cuts() > 0, 'the connection was cut')
      const states = statesOf(outcomes)
      assert.ok(
        ['new', 'duplicate'].includes(states[0]!) && states[1] === 'unregistered_source',
        states.join(' '),
      )
      assert.deepEqual(
        [await count('orders.list'), await count('channels.intake')],
        [orders + 2n, intakes + 3n],
      )
    }
  } finally {
    await door.drain()
    await db.close()
    await cutter.close()
  }
})

test('an order that would wait too long is refused with the time to wait, a lost database with 503', () => {
  const crowded = answerToThrown(new Overloaded('the queue is long'))
  assert.deepEqual([crowded?.status, crowded?.problem?.retryAfter], [429, 1])
  assert.equal(answerToThrown(new Error('Connection terminated unexpectedly'))?.status, 503)
  assert.equal(answerToThrown(new Fault('a defect', 'decision_failed')), undefined)
})

test('a stream has no more lines under way than its limit, and answers in order', async () => {
  let underWay = 0
  let most = 0
  const lines = Array.from({ length: 500 }, (_one, index) => ({ number: index + 1, bytes: Buffer.alloc(10) }))
  const source = {
    async *batches() {
      yield lines.slice(0, 300)
      yield lines.slice(300)
    },
  }
  let text = ''
  await answerLines(
    source,
    async (piece) => {
      await new Promise((resolve) => setTimeout(resolve, 1))
      text += piece
    },
    async (line) => {
      most = Math.max(most, (underWay += 1))
      await new Promise((resolve) => setTimeout(resolve, line.number % 7))
      underWay -= 1
      return `${line.number}\n`
    },
    { lines: 20, bytes: 1000 },
  )
  assert.ok(most <= 20, `${most} under way`)
  assert.equal(text, lines.map((line) => `${line.number}\n`).join(''))
})

test('a stream whose reader went away ends', async () => {
  async function* endless() {
    for (let number = 1; ; number++) {
      yield [{ number, bytes: Buffer.alloc(1) }]
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const gone = answerLines(
    { batches: endless },
    () => Promise.reject(new Error('gone')),
    async (line) => `${line.number}\n`,
  )
  await assert.rejects(gone, /gone/)
})

/** A way to the database that can be cut once: before what commits is sent on, or before its answer comes back. */
async function cuttableServer(url: string) {
  const real = new URL(url)
  const folder = real.searchParams.get('host')
  const port = Number(real.port || real.searchParams.get('port') || 5432)
  let moment: 'request' | 'answer' | undefined
  let cuts = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const target = folder ? connect(`${folder}/.s.PGSQL.${port}`) : connect(port, real.hostname)
    for (const socket of [client, target]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        client.destroy()
        target.destroy()
      })
    }
    let committing = false
    client.on('data', (piece) => {
      if (moment !== undefined && piece.includes('commit')) {
        cuts += 1
        if (moment === 'request') {
          moment = undefined
          client.destroy()
          return
        }
        moment = undefined
        committing = true
        // The database has what it needs to commit; nobody will hear of it.
        setTimeout(() => client.destroy(), 150)
      }
      target.write(piece)
    })
    target.on('data', (piece) => {
      if (!committing) client.write(piece)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = new URL(url)
  at.hostname = '127.0.0.1'
  at.port = String((server.address() as AddressInfo).port)
  at.searchParams.delete('host')
  at.searchParams.delete('port')
  return {
    url: at.href,
    cutAt(at: 'request' | 'answer') {
      cuts = 0
      moment = at
    },
    cuts: () => cuts,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
