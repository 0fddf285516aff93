import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import { GATEWAY_TOKEN, PaymentsProcess } from '../../../../test/support/payments-process.ts'
import { GatewayFailure, type GatewayRequest, type PaymentGateway } from '../../payments/port.ts'
import { httpPayments } from './http-payments.ts'

const SECRET = 'a-secret-nobody-may-read'
const clock = { now: () => new Date('2026-03-02T09:00:00Z') }
const never = new AbortController().signal
const calm = { delayMs: 0, fail: 0, status: 503, lose: 0, drop: 0, duplicate: 0, declineAbove: 0, partial: 0 }

let outside: PaymentsProcess
before(async () => {
  outside = await PaymentsProcess.start()
})
after(() => outside.stop())
beforeEach(() => outside.behave({ ...calm, balance: 10_000 }))

/** The connectors of the port; a new one is a line here. */
const connectors: Record<string, (url: string, token?: string) => PaymentGateway> = {
  http: (url, token = GATEWAY_TOKEN) =>
    httpPayments({ url, token, secret: SECRET }, clock, { timeoutMs: 400, bytes: 3000 }),
}

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

let made = 0
const authorization = (more: Partial<GatewayRequest> = {}): GatewayRequest => ({
  key: `k-${(made += 1)}`,
  kind: 'authorization',
  method: 'card',
  amount: 12_575n,
  currency: 'GBP',
  order: 'o1',
  token: 'tok_1',
  about: null,
  ...more,
})
const later = (kind: 'void' | 'refund', about: string, amount = 12_575n) =>
  authorization({ kind, about, amount, token: null })

async function failure(asked: Promise<unknown>): Promise<GatewayFailure> {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof GatewayFailure, String(error))
  assert.ok(!error.message.includes(GATEWAY_TOKEN) && !error.message.includes(SECRET), error.message)
  return error
}

for (const [name, connect] of Object.entries(connectors)) {
  describe(`payment gateway by ${name}`, () => {
    test('C-31 it authorizes, voids, refunds and tells a balance, in the smallest unit of each currency', async () => {
      const gateway = connect(outside.url)
      const one = authorization()
      const done = await gateway.transact(one, never)
      assert.deepEqual(
        [done.approved, done.amount, done.currency, done.balance],
        [true, 12_575n, 'GBP', null],
      )
      assert.equal((await gateway.transact(later('refund', one.key, 575n), never)).approved, true)
      const much = await gateway.transact(later('refund', one.key, 12_001n), never)
      assert.deepEqual([much.approved, much.code], [false, 'too_much'])
      const other = authorization({ currency: 'JPY' })
      assert.equal((await gateway.transact(other, never)).amount, 12_575n)
      const voided = { ...later('void', other.key), currency: 'JPY' }
      assert.equal((await gateway.transact(voided, never)).approved, true)
      const balance = await gateway.transact(authorization({ kind: 'balance', amount: 0n }), never)
      assert.equal(balance.balance, 10_000n)
      const declined = await gateway.transact(authorization({ token: 'tok_decline_stolen' }), never)
      assert.deepEqual([declined.approved, declined.code], [false, 'stolen'])
    })

    test('C-31 a transaction that comes again, at once or later, is one and has one answer', async () => {
      const gateway = connect(outside.url)
      const one = authorization()
      await outside.behave({ duplicate: 2 })
      const all = await Promise.all([1, 2, 3].map(() => gateway.transact(one, never)))
      all.push(await gateway.transact(one, never))
      assert.equal(new Set(all.map(({ reference }) => reference)).size, 1)
      const [kept, ...others] = await outside.transactions(one.key)
      assert.equal(others.length, 0)
      assert.equal(kept!.came, 12)
    })

    test('C-31 what is in doubt is closed: done it keeps its answer, not done it never will be', async () => {
      const gateway = connect(outside.url)
      const lost = authorization()
      await outside.behave({ lose: 1 })
      assert.equal((await failure(gateway.transact(lost, never))).kind, 'unknown')
      assert.equal((await gateway.close(lost.key, never))?.approved, true)
      const dropped = authorization()
      await outside.behave({ drop: 1 })
      assert.equal((await failure(gateway.transact(dropped, never))).kind, 'unknown')
      assert.equal(await gateway.close(dropped.key, never), null)
      // It was on its way all the time.
      const late = await gateway.transact(dropped, never)
      assert.deepEqual([late.approved, late.amount], [false, 0n])
    })

    test('whatever is wrong is one failure that says whether it may have been done, and no credential', async () => {
      const gateway = connect(outside.url)
      const statuses: [number, GatewayFailure['kind']][] = [
        [500, 'unknown'],
        [503, 'unknown'],
        [429, 'not_done'],
        [422, 'not_done'],
        [302, 'unknown'],
      ]
      for (const [status, kind] of statuses) {
        await outside.behave({ fail: 1, status })
        const told = await failure(gateway.transact(authorization(), never))
        assert.deepEqual([told.kind, told.message.includes(`answered ${status}`)], [kind, true])
      }
      assert.equal(
        (await failure(connect(outside.url, 'wrong').transact(authorization(), never))).kind,
        'not_done',
      )
      const nobody = await failure(
        connect(`http://127.0.0.1:${await closedPort()}`).transact(authorization(), never),
      )
      assert.deepEqual([nobody.kind, /ECONNREFUSED/.test(nobody.message)], ['not_done', true])
      await outside.behave({ drop: 1 })
      assert.match((await failure(gateway.transact(authorization(), never))).message, /within 0.4 s/)
    })
  })
}

test('a call bears the token, its key and a signature over both, and an answer of another form leaves it in doubt', async () => {
  const calls: { headers: IncomingMessage['headers']; body: string }[] = []
  let answer = ''
  const server = createServer((request, response) => {
    void (async () => {
      let body = ''
      for await (const piece of request) body += String(piece)
      calls.push({ headers: request.headers, body })
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const gateway = connectors['http']!(`http://127.0.0.1:${(server.address() as AddressInfo).port}/pay/`)
  const sound = { result: 'approved', amount: '125.75', currency: 'GBP', reference: 'r' }
  const wrong: [unknown, RegExp][] = [
    ['<html>', /no JSON/],
    [[], /no object/],
    [{ ...sound, result: 'yes' }, /neither approved nor declined/],
    [{ ...sound, amount: 125.75 }, /amount is no amount/],
    [{ ...sound, amount: '125.751' }, /amount is no amount/],
    [{ ...sound, currency: 'XXX1' }, /ISO 4217/],
    [{ ...sound, balance: 'much' }, /balance is no amount/],
    [{ ...sound, reference: '' }, /reference/],
    [{ ...sound, message: 'x'.repeat(4000) }, /more than 3000 bytes/],
  ]
  for (const [body, says] of wrong) {
    answer = typeof body === 'string' ? body : JSON.stringify(body)
    const told = await failure(gateway.transact(authorization(), never))
    assert.deepEqual([told.kind, says.test(told.message)], ['unknown', true], told.message)
  }
  answer = JSON.stringify(sound)
  await gateway.transact(authorization({ key: 'chn_1.o1-pg1-7' }), never)
  const { headers, body } = calls.at(-1)!
  assert.deepEqual(
    [headers.authorization, headers['idempotency-key'], headers['docket-timestamp']],
    [`Bearer ${GATEWAY_TOKEN}`, 'chn_1.o1-pg1-7', '1772442000'],
  )
  const text = `1772442000.POST /pay/transactions.chn_1.o1-pg1-7.${body}`
  assert.equal(headers['docket-signature'], `v1=${createHmac('sha256', SECRET).update(text).digest('hex')}`)
  assert.deepEqual(JSON.parse(body), {
    kind: 'authorization',
    method: 'card',
    order: 'o1',
    token: 'tok_1',
    about: null,
    amount: '125.75',
    currency: 'GBP',
  })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
