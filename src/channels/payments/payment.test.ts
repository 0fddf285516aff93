import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { doubtful, namesOf, paymentsNamed, PAYMENT_LIMITS, resultOf, settlementOf } from './payment.ts'
import {
  beginPayments,
  claimDuePayments,
  hearCancelled,
  releaseAuthorizations,
  restAuthorizations,
  settlePayments,
} from './payment.sql.ts'
import { GatewayFailure } from './port.ts'

const NOW = new Date('2026-03-02T09:00:00Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)

let t: TestDatabase
before(async () => {
  t = await testDatabase('payments')
  await t.sql(`insert into organization.company (company_id, code, name, currency, country, time_zone)
    values (1, 'C1', 'C1', 'GBP', 'GB', 'Europe/London')`)
  await t.sql(`insert into channels.channel (company_id, id, code, name, kind, source, settings, secrets, secrets_key, active)
    values (1, 7, 'shop', 'Shop', 'commerce', 'shop', '{}', '', '', true)`)
})
after(() => t.close())

/** An authorization that was given, and is in the hand of a job just now. */
async function inHand(key: string) {
  const name = { companyId: 1n, channelId: 7n, key }
  const lease = { now: NOW, leaseUntil: later(PAYMENT_LIMITS.leaseMs), dueAt: NOW }
  await t.db.read(beginPayments, {
    ...namesOf([name]),
    ...lease,
    sources: ['shop'],
    gateways: ['cards'],
    gatewayKeys: ['life.key'],
    kinds: ['authorization'],
    orderKeys: [`o-${key}`],
    parts: ['pg'],
    methods: ['card'],
    amounts: [500n],
    currencies: ['GBP'],
    abouts: [''],
    actors: ['channel:shop'],
  })
  const asked = { kind: 'authorization', amount: 500n, currency: 'GBP' }
  const answer = { approved: true, reference: 'gw-1', code: 'ok', message: 'approved', balance: null }
  const result = resultOf(asked, { ...answer, amount: 500n, currency: 'GBP' })
  await t.db.read(settlePayments, {
    ...settlementOf([{ ...name, attempt: 1, dueAt: NOW, result }]),
    now: NOW,
    heard: true,
  })
  const claimed = await t.db.read(claimDuePayments, { gateway: 'cards', count: 10, ...lease })
  assert.equal(claimed.length, 1)
  const [payment] = await paymentsNamed(t.db, [name])
  return { name, attempt: payment!.attempt, now: () => paymentsNamed(t.db, [name]).then(([one]) => one!) }
}

test('C-31 an authorization whose order is cancelled while a job has it in hand is looked at again', async () => {
  for (const decided of ['rest', 'release']) {
    const { name, attempt, now } = await inHand(decided)
    const [place] = await t.sql<{ pos: bigint }>(
      'select coalesce(max(heard_pos), 0) as pos from channels.payment_heard',
    )
    const heard = await t.db.read(hearCancelled, {
      companyId: 1n,
      after: place!.pos,
      next: place!.pos + 1n,
      now: later(1),
      sources: ['shop'],
      orderKeys: [`o-${decided}`],
    })
    assert.deepEqual(heard, [{ moved: 1, due: 1 }])
    // What was decided before it was heard counts no more.
    const old = { ...namesOf([name]), attempts: [attempt] }
    if (decided === 'rest') await t.db.read(restAuthorizations, old)
    else
      await t.db.read(releaseAuthorizations, { ...old, reasons: ['its order did not come'], now: later(2) })
    const standing = await now()
    assert.deepEqual(
      [standing.state, standing.dueAt, standing.leaseUntil],
      ['approved', later(1), null],
      decided,
    )
    const again = await t.db.read(claimDuePayments, {
      gateway: 'cards',
      now: later(3),
      leaseUntil: later(5),
      count: 10,
    })
    assert.deepEqual(
      again.map(({ key }) => key),
      [decided],
    )
    await t.db.read(restAuthorizations, { ...namesOf([name]), attempts: [(await now()).attempt] })
    assert.equal((await now()).dueAt, null)
  }
})

test('C-31 an answer is a yes in its own currency and for exactly the amount; a void is of all, a refund of what it gave', () => {
  const answer = {
    approved: true,
    amount: 500n,
    currency: 'GBP',
    reference: 'gw-1',
    code: 'ok',
    message: 'done',
    balance: null,
  }
  const result = (kind: string, more: Partial<typeof answer> = {}) => {
    const { state, outcome, problem, amount } = resultOf(
      { kind, amount: 500n, currency: 'GBP' },
      { ...answer, ...more },
    )
    return [state, outcome, problem, amount]
  }
  assert.deepEqual(result('authorization'), ['approved', 'approved', null, 500n])
  for (const [amount, text] of [
    [499n, '4.99'],
    [501n, '5.01'],
    [0n, '0.00'],
  ] as const)
    assert.deepEqual(result('authorization', { amount }), [
      'partial',
      'partial',
      `${text} GBP of 5.00 GBP was authorized`,
      amount,
    ])
  for (const kind of ['authorization', 'void', 'refund', 'balance'])
    for (const approved of [true, false])
      assert.deepEqual(result(kind, { currency: 'EUR', approved }), [
        'unknown',
        'unknown',
        'it answers in EUR, not in GBP',
        null,
      ])
  assert.deepEqual(result('refund', { amount: 499n }), [
    'approved',
    'approved',
    '4.99 GBP of 5.00 GBP was refunded',
    499n,
  ])
  assert.deepEqual(result('refund'), ['approved', 'approved', null, 500n])
  for (const kind of ['void', 'balance'])
    assert.deepEqual(result(kind, { amount: 0n }), ['approved', 'approved', null, 0n])
  const no = { approved: false, message: '', code: 'too_late' }
  assert.deepEqual(result('void', no), ['declined', 'declined', 'it was not voided: too_late', 500n])
  assert.deepEqual(result('authorization', no), ['declined', 'declined', null, 500n])

  const failed = (kind: GatewayFailure['kind'], attempt: number) =>
    doubtful(new GatewayFailure(kind, 'away'), attempt).state
  assert.deepEqual(
    [failed('not_done', 1), failed('not_done', 2), failed('unknown', 1)],
    ['failed', 'unknown', 'unknown'],
  )
})
