import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

// What takes long keeps nobody waiting beside it: a request of more than 500 lines is a batch of its own.
let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.put('/items', { sku: 'QW', name: 'QW', itemClass: 'qw', kind: 'service', taxCode: 'standard' })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'QW',
    validFrom: '2020-01-01',
    unitPrice: { amount: '1.00', currency: 'GBP' },
  })
})
after(() => flow.close())

const lines = (count: number, more: object = {}) =>
  Array.from({ length: count }, () => ({ sku: 'QW', quantity: '1', ...more }))
async function quoted(count: number): Promise<string> {
  const quote = await flow.ok('/quotes', {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 14,
    alternatives: [{ code: 'A', lines: lines(count) }],
  })
  await flow.ok(`/quotes/${quote.id}/send`, {})
  return quote.id as string
}

test('B2-5 acceptances weigh the lines of their quotes: large ones of a call are batches of their own, small ones one', async () => {
  const accept = async (quotes: readonly string[]) => {
    const { outcomes } = await flow.ok(
      '/quote-acceptances',
      quotes.map((quote) => ({ quote, version: 1 })),
    )
    assert.deepEqual(
      outcomes.map((one: Seen) => one.ok),
      quotes.map(() => true),
    )
    const [row] = await flow.server.database.sql<{ batches: number }>(
      `select count(distinct batch)::integer as batches from negotiation.quote_history where act = 'accept'`,
    )
    return row!.batches
  }
  const small = [await quoted(2), await quoted(2), await quoted(2)]
  const large = [await quoted(600), await quoted(600), await quoted(600)]
  assert.equal(await accept(small), 1)
  assert.equal(await accept(large), 1 + 3)
  await flow.lawful()
})

test('A4-4 approvals weigh the lines that they agree, rejections do not', async () => {
  const rule = { code: 'QW', condition: 'order.lines > 100', levels: ['credit:write'] }
  await flow.put('/approval-rules', rule)
  const key = await flow.keyOf(['orders:read', 'credit:write'])
  const orders: Seen[] = []
  for (let count = 0; count < 6; count += 1) orders.push(await flow.sell(lines(600)))
  const decide = async (some: readonly Seen[], said: object, name: string) => {
    const rows = some.map(({ id, version }) => ({ orderId: id, version, ...said }))
    const headers = { 'idempotency-key': name, ...key }
    const answer = await flow.server.request('POST', '/api/v1/approvals/decisions', rows, headers)
    assert.deepEqual(
      answer.body.outcomes.map((one: Seen) => one.ok),
      [true, true, true],
      answer.bytes.toString(),
    )
    const [row] = await flow.server.database.sql<{ batches: number }>(
      `select count(distinct batch)::integer as batches from orders.approval_decision`,
    )
    return row!.batches
  }
  const no = { outcome: 'reject', comment: 'no' }
  assert.equal(await decide(orders.slice(0, 3), no, 'qw-no'), 1)
  assert.equal(await decide(orders.slice(3), { outcome: 'approve' }, 'qw-yes'), 1 + 3)
  await flow.put('/approval-rules', { ...rule, active: false })
  await flow.lawful()
})
