import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

type Key = Record<string, string>
let flow: Flow
let seller: Key
let second: Key
let boss: Key
let made = 0
const gbp = (amount: string) => ({ amount, currency: 'GBP' })

before(async () => {
  flow = await Flow.open()
  for (const itemClass of ['plain', 'guarded', 'asked']) {
    const sku = `QP-${itemClass.toUpperCase()}`
    await flow.put('/items', { sku, name: sku, itemClass, kind: 'goods', taxCode: 'standard' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
    await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity: '1000', unitCost: '6' }])
  }
  await flow.put('/approval-rules', {
    code: 'QP-DISCOUNT',
    condition: 'order.discountPercent > 10.0',
    levels: ['goodwill:write', 'credit:write'],
  })
  await flow.put('/margin-rules', {
    code: 'QP-FLOOR',
    floorPercent: '20',
    action: 'block',
    itemClasses: ['guarded'],
  })
  await flow.put('/margin-rules', {
    code: 'QP-ASK',
    floorPercent: '30',
    action: 'approve',
    itemClasses: ['asked'],
  })
  seller = await flow.keyOf(['orders:read', 'orders:write', 'goodwill:write', 'credit:write'])
  second = await flow.keyOf(['orders:read', 'goodwill:write'])
  boss = await flow.keyOf(['orders:read', 'orders:write', 'credit:write'])
})
after(() => flow.close())

const call = (method: string, path: string, body?: unknown, headers: Key = {}) =>
  flow.server.request(method, `/api/v1${path}`, body, {
    ...(method === 'GET' ? {} : { 'idempotency-key': `approved-${(made += 1)}` }),
    ...headers,
  })
const read = async (id: string, key: Key = {}): Promise<Seen> =>
  (await call('GET', `/quotes/${id}`, undefined, key)).body
const line = (percent: string, sku = 'QP-PLAIN') => ({ sku, quantity: '2', discounts: [{ percent }] })
async function quoted(lines: object[], by: Key = seller): Promise<Seen> {
  const body = {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 14,
    alternatives: [{ code: 'A', lines }],
  }
  const answer = await call('POST', '/quotes', body, by)
  assert.equal(answer.status, 201, answer.bytes.toString())
  return answer.body
}
const send = async (id: string, by: Key = seller): Promise<Seen> => {
  const answer = await call('POST', `/quotes/${id}/send`, {}, by)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const decide = async (key: Key, quote: Seen, outcome: string, comment?: string): Promise<string> => {
  const row = { quote: quote.id, version: quote.version, outcome, ...(comment ? { comment } : {}) }
  const answer = await call('POST', '/quote-decisions', [row], key)
  assert.equal(answer.status, 200, answer.bytes.toString())
  const [one] = answer.body.outcomes
  return one.ok ? one.answer.state : one.code
}
const accept = (id: string, version: number, by: Key = {}, more: object = {}) =>
  call('POST', `/quotes/${id}/accept`, { version, ...more }, by)

test('A4-1 A4-2 B2-5 a quote that a rule would stop as an order waits when it is sent, and goes out when all levels have agreed', async () => {
  const quote = await quoted([line('20')])
  assert.deepEqual((await read(quote.id)).approval, {
    state: 'wanted',
    rules: ['QP-DISCOUNT@1'],
    level: 1,
    levels: ['goodwill:write', 'credit:write'],
    agreed: [],
    requestedBy: null,
  })
  assert.equal((await send(quote.id)).state, 'pending_approval')
  assert.equal((await accept(quote.id, 1)).body.code, 'quote_state')
  assert.equal((await call('POST', `/quotes/${quote.id}/send`, {})).body.code, 'quote_state')
  assert.equal(await decide(boss, { ...quote, version: 2 }, 'approve'), 'version_changed')
  assert.equal(await decide(second, quote, 'ask'), 'approval_refused')
  assert.equal(await decide(second, quote, 'ask', 'for whom?'), 'pending_approval')
  assert.equal(await decide(second, quote, 'approve'), 'pending_approval')
  assert.equal(await decide(second, quote, 'approve'), 'not_an_approver')
  assert.equal(await decide(boss, quote, 'approve', 'a good customer'), 'sent')
  assert.equal(await decide(boss, quote, 'approve'), 'nothing_to_approve')
  const seen = await read(quote.id)
  assert.deepEqual([seen.state, seen.sentVersion, seen.approval.state], ['sent', 1, 'approved'])
  assert.deepEqual(
    seen.history.map(({ act, reason }: Seen) => [act, reason]),
    [
      ['create', null],
      ['ask_for_approval', null],
      ['ask_for_information', 'for whom?'],
      ['approve', null],
      ['approve', 'a good customer'],
      ['send', null],
    ],
  )
})

test('A4-5 B2-5 orders of an approved version ask nobody again, in parts too; of another version, or of what a later rule stops, they do', async () => {
  const quote = await quoted([line('20')])
  await send(quote.id)
  assert.equal(await decide(boss, quote, 'approve'), 'sent')
  const part = await accept(quote.id, 1, {}, { lines: [{ lineNo: 1, quantity: '1' }] })
  assert.equal(part.body.order?.state, 'in_progress', part.bytes.toString())
  const rule = { code: 'QP-LATER', condition: 'order.discountPercent >= 20.0', levels: ['credit:write'] }
  await flow.put('/approval-rules', rule)
  const none = await accept(quote.id, 1)
  assert.deepEqual(
    [none.body.code, none.body.errors?.map(({ code }: Seen) => code)],
    ['not_as_agreed', ['approval_required']],
    none.bytes.toString(),
  )
  await flow.put('/approval-rules', { ...rule, active: false })
  assert.equal((await accept(quote.id, 1)).body.order?.state, 'in_progress')

  const changed = await quoted([line('20')])
  await send(changed.id)
  assert.equal(await decide(boss, changed, 'approve'), 'sent')
  const again = await call('POST', `/quotes/${changed.id}/versions`, { validDays: 30 }, seller)
  assert.equal(again.body.state, 'draft')
  assert.equal((await read(changed.id)).approval.state, 'wanted')
  assert.equal((await send(changed.id)).state, 'pending_approval')
  assert.equal((await accept(changed.id, 2)).body.code, 'quote_state')
  await flow.lawful()
})

test('A4-5 B2-5 a discount that is in the prices of a quote counts when a rule came after it was sent', async () => {
  await flow.put('/approval-rules', {
    code: 'QP-DISCOUNT',
    condition: 'order.discountPercent > 10.0',
    levels: ['goodwill:write', 'credit:write'],
    active: false,
  })
  const quote = await quoted([line('20')])
  assert.equal((await send(quote.id)).state, 'sent')
  await flow.put('/approval-rules', {
    code: 'QP-DISCOUNT',
    condition: 'order.discountPercent > 10.0',
    levels: ['goodwill:write', 'credit:write'],
  })
  const none = await accept(quote.id, 1)
  assert.deepEqual(
    [none.body.code, none.body.errors?.map(({ code }: Seen) => code)],
    ['not_as_agreed', ['approval_required']],
    none.bytes.toString(),
  )
})

test('A4-6 neither who made a version nor who sent it decides on it; a rejection makes it a draft, and one that waits is changed or withdrawn', async () => {
  const quote = await quoted([line('20')])
  await send(quote.id, boss)
  assert.equal(await decide(seller, quote, 'approve'), 'self_approval')
  assert.equal(await decide(boss, quote, 'approve'), 'self_approval')
  assert.equal(await decide(second, quote, 'reject'), 'approval_refused')
  assert.equal(await decide(second, quote, 'reject', 'too much'), 'draft')
  const seen = await read(quote.id)
  assert.deepEqual([seen.approval.state, seen.history.at(-1).reason], ['rejected', 'too much'])
  assert.equal((await send(quote.id)).state, 'pending_approval')
  const again = await call('POST', `/quotes/${quote.id}/versions`, { validDays: 30 }, seller)
  assert.equal(again.body.state, 'draft', again.bytes.toString())
  assert.equal((await call('GET', `/quotes/${quote.id}?version=1`)).body.approval.state, 'withdrawn')
  assert.equal(await decide(second, quote, 'approve'), 'nothing_to_approve')
  assert.equal((await send(quote.id)).state, 'pending_approval')
  assert.equal((await call('POST', `/quotes/${quote.id}/withdraw`, {}, seller)).body.state, 'withdrawn')
})

test('N-10 P-16 what a margin rule blocks is not quoted, and what it asks about is sent when somebody agreed, and ordered once', async () => {
  const body = {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 14,
    alternatives: [
      { code: 'A', lines: [line('30', 'QP-GUARDED')] },
      { code: 'B', lines: [line('1', 'QP-PLAIN'), line('40', 'QP-GUARDED')] },
    ],
  }
  const none = await call('POST', '/quotes', body, seller)
  assert.deepEqual(
    [none.status, none.body.code, none.body.errors.map(({ path, code }: Seen) => [path, code])],
    [
      422,
      'invalid_quote',
      [
        ['/alternatives/0/lines/0/unitPrice', 'margin_below_floor'],
        ['/alternatives/1/lines/1/unitPrice', 'margin_below_floor'],
      ],
    ],
    none.bytes.toString(),
  )
  const quote = await quoted([line('10', 'QP-GUARDED'), line('10', 'QP-ASKED'), line('10', 'QP-ASKED')])
  assert.equal((await read(quote.id)).approval?.state ?? null, null)
  await flow.put('/margin-rules', {
    code: 'QP-ASK',
    floorPercent: '35',
    action: 'approve',
    itemClasses: ['asked'],
  })
  const below = await quoted([line('10', 'QP-ASKED')])
  assert.deepEqual((await read(below.id)).approval.rules, ['margin QP-ASK@2'])
  assert.equal((await send(below.id)).state, 'pending_approval')
  assert.equal(await decide(boss, below, 'approve'), 'sent')
  const taken = await accept(below.id, 1)
  assert.deepEqual([taken.body.order?.state, taken.body.order?.openHolds], ['in_progress', 0])
  await flow.lawful()
})

test('P-16 N-10 a customer who accepts learns neither the floor nor who has to agree, and our people do', async () => {
  const quote = await quoted([line('10', 'QP-GUARDED'), line('9', 'QP-PLAIN')])
  await send(quote.id)
  const [account] = await flow.server.database.sql<{ id: bigint }>(
    `select id from customers.account where number = 'GB-0001'`,
  )
  const { secret } = await flow.ok('/keys', {
    company: 'SAMPLE',
    name: 'QP',
    scopes: ['orders:read', 'orders:write'],
    rows: 'customers',
    customerAccountIds: [encodeId('acc', account!.id)],
  })
  const limited = { authorization: `Bearer ${secret}` }
  assert.equal((await read(quote.id, limited)).approval, null)
  await flow.put('/margin-rules', {
    code: 'QP-FLOOR',
    floorPercent: '60',
    action: 'block',
    itemClasses: ['guarded'],
  })
  const told = await accept(quote.id, 1, limited)
  assert.deepEqual(
    [told.status, told.body.code, told.body.errors.map(({ path, code }: Seen) => [path, code])],
    [409, 'not_as_agreed', [['', 'not_as_agreed']]],
    told.bytes.toString(),
  )
  assert.doesNotMatch(told.bytes.toString(), /margin|floor|QP-FLOOR|approv/)
  const ours = await accept(quote.id, 1)
  assert.deepEqual(
    ours.body.errors.map(({ code }: Seen) => code),
    ['margin_below_floor'],
    ours.bytes.toString(),
  )
  await flow.put('/margin-rules', {
    code: 'QP-FLOOR',
    floorPercent: '20',
    action: 'block',
    itemClasses: ['guarded'],
  })
})

test('A4-6 of people who decide on a quote at once, and of one who changes it meanwhile, each decides on what the others left', async () => {
  for (let round = 0; round < 4; round += 1) {
    const quote = await quoted([line('20')])
    await send(quote.id)
    const [yes, no, version] = await Promise.all([
      decide(boss, quote, 'approve'),
      decide(second, quote, 'reject', 'no'),
      call('POST', `/quotes/${quote.id}/versions`, { validDays: 30 }, seller),
    ])
    const { state, version: now } = await read(quote.id)
    assert.equal(version.status, 201, version.bytes.toString())
    assert.deepEqual([state, now], ['draft', 2], `${yes} ${no}`)
    assert.ok(!(yes === 'sent' && no === 'draft'), `${yes} ${no}`)
  }
})
