import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { Sink } from '../support/sink.ts'

type Key = Record<string, string>
let flow: Flow
let sink: Sink
let partner: Key
before(async () => {
  sink = await Sink.open()
  flow = new Flow(await startTestServer({ sample: true, limits: { DOCKET_PRIVATE_WEBHOOKS: 'yes' } }))
  await flow.put('/customer-accounts', { number: 'FIRM', currency: 'GBP', shipToCountry: 'GB' })
  const accountOf = async (number: string): Promise<Seen> =>
    (await get(`/customer-accounts?account=${number}`)).customerAccounts[0]
  await flow.put('/customer-accounts', { ...(await accountOf('GB-0002')), partner: 'FIRM' })
  const { secret } = await flow.ok('/keys', {
    name: 'firm',
    company: 'SAMPLE',
    scopes: ['orders:read', 'orders:write', 'customers:read'],
    rows: 'partner',
    partnerId: (await accountOf('FIRM')).id,
  })
  partner = { authorization: `Bearer ${secret}` }
})
after(async () => {
  await flow.close()
  await sink.close()
})

const get = async (path: string, key: Key = {}): Promise<Seen> =>
  (await flow.server.request('GET', `/api/v1${path}`, undefined, key)).body
const quoted = (account: string, percent: string, more: object = {}) =>
  flow.ok('/quotes', {
    source: 'webshop',
    account,
    currency: 'GBP',
    validDays: 14,
    alternatives: [{ code: 'A', lines: [{ sku: 'KIT-101', quantity: '2', discounts: [{ percent }] }] }],
    ...more,
  })

async function eventsBehind(after: string, limit: number): Promise<Seen[]> {
  const all: Seen[] = []
  for (let place = after; ;) {
    const body = await get(`/events?limit=${limit}&after=${place}`)
    all.push(...body.events)
    if (body.next === body.head) return all
    place = body.next
  }
}

test('B2-5 what is done with a quote is an event in the feed and at subscribers, once and in order with its order', async () => {
  const eventTypes = ['quote.created', 'quote.sent', 'quote.revised', 'quote.accepted', 'quote.refused']
  const all = [...eventTypes, 'quote.approval_requested', 'quote.approval_moved', 'quote.rejected']
  await flow.put('/webhook-endpoints', {
    code: 'crm',
    url: sink.url('/crm'),
    eventTypes: [...all, 'quote.information_asked', 'order.submitted'],
  })
  await flow.put('/approval-rules', {
    code: 'TOLD',
    condition: 'order.discountPercent > 10.0',
    levels: ['goodwill:write'],
  })
  const start = (await get('/events?limit=1000')).next
  const boss = await flow.keyOf(['orders:read', 'goodwill:write'])
  const decide = async (quote: Seen, outcome: string) => {
    const row = { quote: quote.id, version: 1, outcome, comment: 'because' }
    const path = '/api/v1/quote-decisions'
    const headers = { ...boss, 'idempotency-key': `told-${outcome}` }
    const { body } = await flow.server.request('POST', path, [row], headers)
    assert.ok(body.outcomes[0].ok, JSON.stringify(body))
  }
  const quote = await quoted('GB-0001', '20')
  await flow.ok(`/quotes/${quote.id}/send`, {})
  await decide(quote, 'ask')
  await decide(quote, 'approve')
  const { order } = await flow.ok(`/quotes/${quote.id}/accept`, { version: 1 })
  const other = await quoted('GB-0001', '5')
  await flow.ok(`/quotes/${other.id}/versions`, { validDays: 3 })
  await flow.ok(`/quotes/${other.id}/send`, {})
  await flow.ok(`/quotes/${other.id}/refuse`, { reason: 'too dear' })
  const wanted = [
    ['quote.created', quote.id, 1, 'draft'],
    ['quote.approval_requested', quote.id, 1, 'pending_approval'],
    ['quote.information_asked', quote.id, 1, 'pending_approval'],
    // Of one batch, in the order in which it was done.
    ['quote.approval_moved', quote.id, 1, 'pending_approval'],
    ['quote.sent', quote.id, 1, 'sent'],
    ['order.submitted', order.id],
    ['quote.accepted', quote.id, 1, 'accepted'],
    ['quote.created', other.id, 1, 'draft'],
    ['quote.revised', other.id, 2, 'draft'],
    ['quote.sent', other.id, 2, 'sent'],
    ['quote.refused', other.id, 2, 'refused'],
  ]
  const shown = (events: Seen[]) =>
    events
      .filter(({ type }) => type.startsWith('quote.') || type === 'order.submitted')
      .map(({ type, subject, data }) =>
        data.orderId ? [type, subject] : [type, subject, data.version, data.state],
      )
  const events = await eventsBehind(start, 1000)
  assert.deepEqual(shown(events), wanted)
  // Workers go on with the order meanwhile: what they add stands behind all that was read.
  assert.deepEqual((await eventsBehind(start, 1)).slice(0, events.length), events)
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length)
  const last = events.findLast(({ type }) => type === 'quote.refused')!
  assert.deepEqual([last.data.quoteNumber, last.data.reason], [other.number, 'too dear'])
  const late = performance.now() + 20_000
  while (sink.of('/crm').length < wanted.length && performance.now() < late) await sleep(20)
  assert.deepEqual(shown(sink.of('/crm').map(({ body }) => JSON.parse(body))), wanted)
  const refused = await flow.server.request('GET', '/api/v1/events', undefined, partner)
  assert.equal(refused.status, 403)
})

test('B2-5 P-4 a quote is found by its number and its reference, and stands in the view of its customer; a partner finds its own, once sent', async () => {
  const own = await quoted('GB-0002', '5', { customerReference: 'RFQ-Told-7' })
  const foreign = await quoted('GB-0003', '5', { customerReference: 'RFQ-Told-8' })
  await flow.ok(`/quotes/${foreign.id}/send`, {})
  const found = async (text: string, key: Key = {}): Promise<unknown[]> =>
    (await get(`/search?q=${text}`, key)).hits
      .filter(({ kind }: Seen) => kind === 'quote')
      .map(({ id, where, exact }: Seen) => [id, where, exact])
  assert.deepEqual(await found(own.number), [[own.id, 'number', true]])
  assert.deepEqual(await found(own.id), [[own.id, 'number', true]])
  assert.deepEqual(await found('rfq-told-7'), [])
  assert.deepEqual(await found('RFQ-Told-7'), [[own.id, 'customer_reference', true]])
  // Ids come from blocks of each worker, so no order of the two is promised.
  assert.deepEqual(
    (await found('RFQ-Told')).toSorted(),
    [own.id, foreign.id].toSorted().map((id) => [id, 'customer_reference', false]),
  )
  const quotesOf = async (number: string, key: Key = {}): Promise<string[]> =>
    (await get(`/customers/${number}`, key)).quotes.map(({ id }: Seen) => id)
  assert.deepEqual(await quotesOf('GB-0002'), [own.id])
  // What is a draft is the company's own.
  for (const text of [own.number, own.id, foreign.number, 'RFQ-Told'])
    assert.deepEqual(await found(text, partner), [])
  assert.deepEqual(await quotesOf('GB-0002', partner), [])
  await flow.ok(`/quotes/${own.id}/send`, {})
  for (const text of [own.number, own.id])
    assert.deepEqual(await found(text, partner), [[own.id, 'number', true]])
  assert.deepEqual(await found('RFQ-Told', partner), [[own.id, 'customer_reference', false]])
  assert.deepEqual(await quotesOf('GB-0002', partner), [own.id])
  assert.equal(
    (await flow.server.request('GET', '/api/v1/customers/GB-0003', undefined, partner)).status,
    404,
  )
  // A change takes it back until it is sent.
  await flow.ok(`/quotes/${own.id}/versions`, { validDays: 3 })
  assert.deepEqual(await found(own.number, partner), [])
  assert.deepEqual(await quotesOf('GB-0002', partner), [])
})

test('A4-4 quotes that wait are listed for whoever may decide on them, oldest first', async () => {
  const seller = await flow.keyOf(['orders:read', 'orders:write', 'goodwill:write'])
  const boss = await flow.keyOf(['orders:read', 'goodwill:write'])
  const clerk = await flow.keyOf(['orders:read'])
  const waiting = async (key: Key, mine = true): Promise<Seen[]> =>
    (await get(`/quote-approvals?limit=1${mine ? '&mine=true' : ''}`, key)).rows
  const made: Seen[] = []
  for (const name of ['one', 'two']) {
    const body = {
      source: 'webshop',
      account: 'GB-0001',
      currency: 'GBP',
      validDays: 14,
      alternatives: [
        { code: 'A', lines: [{ sku: 'KIT-101', quantity: '1', discounts: [{ percent: '20' }] }] },
        { code: 'B', lines: [{ sku: 'KIT-101', quantity: '3', discounts: [{ percent: '20' }] }] },
      ],
    }
    const head = { ...seller, 'idempotency-key': `waits-${name}` }
    const quote = (await flow.server.request('POST', '/api/v1/quotes', body, head)).body
    await flow.server.request(
      'POST',
      `/api/v1/quotes/${quote.id}/send`,
      {},
      { ...head, 'idempotency-key': `send-${name}` },
    )
    made.push(quote)
  }
  const [row] = await waiting(boss)
  const shown = await get(`/quotes/${made[0]!.id}`)
  assert.deepEqual(
    [row!.quoteId, row!.number, row!.version, row!.level, row!.levels, row!.rules.length],
    [made[0]!.id, made[0]!.number, 1, 1, ['goodwill:write'], 1],
  )
  assert.deepEqual(row!.total, shown.alternatives[1].total)
  const { rows } = await get('/quote-approvals?mine=true', boss)
  assert.deepEqual(
    rows.map(({ quoteId }: Seen) => quoteId),
    made.map(({ id }) => id),
  )
  // Neither who made them, nor who is not asked; everybody sees what waits.
  assert.deepEqual(await waiting(seller), [])
  assert.deepEqual(await waiting(clerk), [])
  assert.equal((await waiting(clerk, false)).length, 1)
  const decided = made.map(({ id }) => ({ quote: id, version: 1, outcome: 'reject', comment: 'no' }))
  await flow.server.request('POST', '/api/v1/quote-decisions', decided, { ...boss, 'idempotency-key': 'no' })
  assert.deepEqual(await waiting(boss), [])
  await flow.put('/approval-rules', {
    code: 'TOLD',
    condition: 'order.discountPercent > 10.0',
    levels: ['goodwill:write'],
    active: false,
  })
  await flow.lawful()
})
