import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let today: string
let made = 0

before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  await stocked('QUO-1', '100')
  await stocked('QUO-2', '40')
})
after(() => flow.close())

async function stocked(sku: string, quantity: string) {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity, unitCost: '2' }])
  await priced(sku, '9.99')
}

const priced = (sku: string, amount: string, validFrom = '2020-01-01') =>
  flow.put('/prices', { list: 'RETAIL', sku, unitPrice: { amount, currency: 'GBP' }, validFrom })

const key = () => ({ 'idempotency-key': `quotes-${(made += 1)}` })
const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  flow.server.request(method, `/api/v1${path}`, body, { ...(method === 'GET' ? {} : key()), ...headers })

const line = (sku: string, quantity: string, more: Record<string, unknown> = {}) => ({
  sku,
  quantity,
  ...more,
})
const quoteOf = (more: Record<string, unknown> = {}) => ({
  source: 'webshop',
  account: 'GB-0001',
  currency: 'GBP',
  validDays: 14,
  alternatives: [{ code: 'A', lines: [line('QUO-1', '10')] }],
  ...more,
})

async function quoted(more: Record<string, unknown> = {}): Promise<Seen> {
  const answer = await send('POST', '/quotes', quoteOf(more))
  assert.equal(answer.status, 201, answer.bytes.toString())
  return answer.body
}
async function sent(more: Record<string, unknown> = {}): Promise<Seen> {
  const quote = await quoted(more)
  const answer = await send('POST', `/quotes/${quote.id}/send`, {})
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
async function read(id: string, query = ''): Promise<Seen> {
  const answer = await send('GET', `/quotes/${id}${query}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const accept = (id: string, body: object = {}, headers: Record<string, string> = {}) =>
  send('POST', `/quotes/${id}/accept`, { version: 1, ...body }, headers)

/** Everything that a quote must not touch. */
async function untouched() {
  const [row] = await flow.server.database.sql<Record<string, unknown>>(`select
    (select json_agg(g order by g::text) from inventory.stock_gate g) as gates,
    (select count(*) from inventory.reservation)::int as reservations,
    (select json_agg(d order by d::text) from inventory.planned_demand d) as demand,
    (select count(*) from orders.order_state)::int as orders,
    (select json_agg(c order by c::text) from customers.credit_gate c) as credit,
    (select count(*) from ledger.entry)::int as postings`)
  return row
}

test('C1-6 B2-5 a quote is priced and dated as an order would be, and touches neither stock nor demand', async () => {
  const before = await untouched()
  const quote = await sent({
    alternatives: [{ code: 'A', lines: [line('QUO-1', '60'), line('QUO-1', '60')] }],
  })
  assert.deepEqual(await untouched(), before)
  const shown = await read(quote.id)
  assert.equal(shown.state, 'sent')
  assert.equal(shown.validUntil, addDays(today, 14))
  const [first, second] = shown.alternatives[0].lines
  assert.deepEqual(
    [first.unitPrice.amount, first.promises.map((one: Seen) => [one.quantity, one.supply])],
    ['9.99', [['60', 'on_hand']]],
  )
  // The second line sees what the first one would take.
  assert.equal(second.promises[0].quantity, '40')
  assert.equal(first.waterfall[0].step, 'list')
  assert.equal(first.waterfall[0].rule.code, 'RETAIL')
  const cart = await flow.ok('/prices', {
    carts: [
      {
        source: 'webshop',
        customer: { account: 'GB-0001' },
        currency: 'GBP',
        lines: [line('QUO-1', '60'), line('QUO-1', '60')],
      },
    ],
  })
  assert.deepEqual(shown.alternatives[0].total, cart.carts[0].total)
  // The next quote finds the stock as it was.
  const again = await read(
    (await quoted({ alternatives: [{ code: 'A', lines: [line('QUO-1', '100')] }] })).id,
  )
  assert.deepEqual(
    again.alternatives[0].lines[0].promises.map((one: Seen) => [one.quantity, one.supply]),
    [['100', 'on_hand']],
  )
})

test('B2-5 P-4 a part of a quote is ordered at the quoted price, the quote says what is left, and parts add up to it', async () => {
  const quote = await sent({
    customerReference: 'PO-7',
    alternatives: [{ code: 'A', lines: [line('QUO-1', '10')] }],
  })
  const [quotedLine] = (await read(quote.id)).alternatives[0].lines
  await priced('QUO-1', '12.00', today)
  const first = await accept(
    quote.id,
    { lines: [{ lineNo: 1, quantity: '4' }] },
    { 'idempotency-key': 'first-4' },
  )
  assert.equal(first.status, 200, first.bytes.toString())
  assert.deepEqual(
    [first.body.state, first.body.left],
    ['accepted', [{ lineNo: 1, quantity: '6', sold: null }]],
  )
  assert.equal(first.body.order.state, 'in_progress')
  // Sent again, it is the same order.
  const again = await accept(
    quote.id,
    { lines: [{ lineNo: 1, quantity: '4' }] },
    { 'idempotency-key': 'first-4' },
  )
  assert.deepEqual(again.body, first.body)
  const tooMuch = await accept(quote.id, {
    lines: [{ lineNo: 1, quantity: '7' }, { lineNo: 2 }, { lineNo: 1 }],
  })
  assert.deepEqual(
    [tooMuch.status, tooMuch.body.errors.map((one: Seen) => [one.path, one.code])],
    [
      422,
      [
        ['/lines/0/quantity', 'more_than_left'],
        ['/lines/1/lineNo', 'unknown_line'],
        ['/lines/2/lineNo', 'duplicate_line'],
      ],
    ],
  )
  const rest = await accept(quote.id)
  assert.deepEqual([rest.status, rest.body.left], [200, [{ lineNo: 1, quantity: '0', sold: null }]])
  const none = await accept(quote.id)
  assert.deepEqual([none.status, none.body.code], [409, 'all_ordered'])

  const orders = await Promise.all([first, rest].map(({ body }) => flow.read(body.order.id)))
  assert.deepEqual(
    orders.map((order) => [
      order.lines[0].quantity,
      order.lines[0].unitPrice.amount,
      order.customerReference,
    ]),
    [
      ['4', '9.99', 'PO-7'],
      ['6', '9.99', 'PO-7'],
    ],
  )
  for (const member of ['net', 'freight'] as const) {
    const sum = orders.reduce((total, order) => total + Number(order.lines[0][member].amount) * 100, 0)
    assert.equal(Math.round(sum), Math.round(Number(quotedLine[member].amount) * 100), member)
  }
  assert.deepEqual(orders[0].decisions.quote, {
    id: quote.id,
    number: quote.number,
    version: 1,
    alternative: 'A',
  })
  const after = await read(quote.number)
  assert.deepEqual(
    after.orders.map((one: Seen) => [one.id, one.version, one.lines]),
    [
      [first.body.order.id, 1, [{ lineNo: 1, quantity: '4' }]],
      [rest.body.order.id, 1, [{ lineNo: 1, quantity: '6' }]],
    ],
  )
  assert.deepEqual(
    after.history.map((one: Seen) => one.act),
    ['create', 'send', 'accept', 'accept'],
  )
  await flow.lawful()
})

test('B2-5 a part that nobody can count out is refused at the line that asked for it', async () => {
  const quote = await sent({ alternatives: [{ code: 'A', lines: [line('QUO-1', '2'), line('QUO-2', '2')] }] })
  const lines = [{ lineNo: 2, quantity: '0.5' }, { lineNo: 1 }]
  const answer = await accept(quote.id, { lines })
  assert.deepEqual(
    [answer.status, answer.body.errors.map((one: Seen) => one.path)],
    [422, ['/lines/0/quantity']],
    answer.bytes.toString(),
  )
  const listed = (await send('GET', '/quotes?state=sent&account=GB-0001&limit=2')).body
  assert.deepEqual([listed.rows[0].id, listed.rows.length], [quote.id, 2])
  const next = (await send('GET', `/quotes?state=sent&limit=1`)).body
  assert.equal(next.rows[0].id, quote.id)
  const second = await send('GET', `/quotes?state=sent&limit=1&after=${encodeURIComponent(next.next)}`)
  assert.equal(second.body.rows[0].id, listed.rows[1].id)
})

test('B2-5 of several alternatives one is accepted, and is said', async () => {
  const alternatives = [
    { code: 'A', title: 'As asked', lines: [line('QUO-1', '2')] },
    {
      code: 'B',
      title: 'More of it',
      discounts: [{ percent: '10', reason: 'quantity' }],
      lines: [line('QUO-1', '3', { discounts: [{ percent: '5', code: 'deal' }] }), line('QUO-2', '3')],
    },
  ]
  const quote = await sent({ alternatives })
  const which = await accept(quote.id)
  assert.deepEqual(
    [which.status, which.body.errors.map((one: Seen) => [one.path, one.code])],
    [422, [['/alternative', 'required']]],
  )
  const unknown = await accept(quote.id, { alternative: 'C' })
  assert.deepEqual(unknown.body.errors[0].code, 'unknown_alternative')
  const b = (await read(quote.id)).alternatives[1]
  const taken = await accept(quote.id, { alternative: 'B' })
  assert.equal(taken.status, 200, taken.bytes.toString())
  const order = await flow.read(taken.body.order.id)
  // Discounts of lines and of the whole are in it, and its amounts are those of the quote to the cent.
  for (const member of ['net', 'tax', 'total'])
    assert.deepEqual(order[member === 'net' ? 'net' : member] ?? b[member], b[member], member)
  assert.deepEqual(
    order.lines.map((one: Seen) => [one.sku, one.net, one.tax]),
    b.lines.map((one: Seen) => [one.sku, one.net, one.tax]),
  )
  assert.equal(order.lines[0].waterfall[1].code, quote.number)
  const other = await accept(quote.id, { alternative: 'A' })
  assert.deepEqual([other.status, other.body.errors[0].code], [422, 'other_accepted'])
  await flow.lawful()
})

test('B2-5 a change is a new version: what was sent stays readable, and is not accepted any more', async () => {
  const quote = await sent()
  const stale = await send('POST', `/quotes/${quote.id}/versions`, { validDays: 5 }, { 'if-match': '"1"' })
  assert.deepEqual([stale.status, stale.body.code], [412, 'precondition_failed'])
  const content: Record<string, unknown> = quoteOf({
    alternatives: [{ code: 'A', lines: [line('QUO-2', '5')] }],
  })
  delete content['validDays']
  const revised = await send(
    'POST',
    `/quotes/${quote.id}/versions`,
    { validDays: 5, content },
    { 'if-match': `"${quote.revision}"` },
  )
  assert.deepEqual([revised.status, revised.body.version, revised.body.state], [201, 2, 'draft'])
  const [now, before] = [await read(quote.id), await read(quote.id, '?version=1')]
  assert.deepEqual([now.alternatives[0].lines[0].sku, now.shownVersion], ['QUO-2', 2])
  assert.deepEqual(
    [before.alternatives[0].lines[0].sku, before.shownVersion, before.version],
    ['QUO-1', 1, 2],
  )
  const old = await accept(quote.id, { version: 1 })
  assert.deepEqual([old.status, old.body.code, old.body.errors[0].path], [409, 'quote_changed', '/version'])
  const draft = await accept(quote.id, { version: 2 })
  assert.deepEqual([draft.status, draft.body.code], [409, 'quote_state'])
  const ended = await send('POST', `/quotes/${quote.id}/withdraw`, { reason: 'a mistake' })
  assert.equal(ended.body.state, 'withdrawn')
  const over = await send('POST', `/quotes/${quote.id}/send`, {})
  assert.deepEqual([over.status, over.body.code], [409, 'quote_state'])
})

test('B2-5 an acceptance says which version it accepts, or what it saw', async () => {
  const quote = await sent({ alternatives: [{ code: 'A', lines: [line('QUO-2', '2')] }] })
  const path = `/quotes/${quote.id}/accept`
  const none = await send('POST', path, { lines: [{ lineNo: 1, quantity: 'x' }] })
  assert.deepEqual(
    none.body.errors.map((one: Seen) => `${one.path} ${one.code}`).toSorted(),
    ['/lines/0/quantity wrong_form', '/version required'],
    none.bytes.toString(),
  )
  const rows = await send('POST', '/quote-acceptances', [
    { quote: quote.id },
    { quote: quote.id, version: 2 },
  ])
  assert.deepEqual(
    rows.body.outcomes.map((one: Seen) => [one.ok, one.problems[0].path]),
    [
      [false, '/version'],
      [false, '/version'],
    ],
    rows.bytes.toString(),
  )
  const stale = await send('POST', path, {}, { 'if-match': '"1"' })
  assert.deepEqual([stale.status, stale.body.code], [412, 'precondition_failed'])
  const seen = await send('POST', path, {}, { 'if-match': `"${quote.revision}"` })
  assert.equal(seen.status, 200, seen.bytes.toString())
})

test('B2-5 a quote that nobody can make is refused with everything that is wrong, at its place', async () => {
  const answer = await send('POST', '/quotes', {
    source: 'nowhere',
    account: 'NOBODY',
    currency: 'GBP',
    validFrom: addDays(today, 3),
    validUntil: addDays(today, 1),
    alternatives: [
      { code: 'A', lines: [line('NO-SUCH', '1'), line('QUO-1', '0')] },
      { code: 'A', lines: [line('QUO-1', 'many', { unitPrice: { amount: '1', currency: 'GBP' } })] },
    ],
  })
  assert.equal(answer.status, 422)
  assert.deepEqual(answer.body.errors.map((one: Seen) => `${one.path} ${one.code}`).toSorted(), [
    '/alternatives/0/lines/0/sku unknown_item',
    '/alternatives/0/lines/1/quantity bad_quantity',
    '/alternatives/1/code duplicate_code',
    '/alternatives/1/lines/0/quantity bad_quantity',
    '/alternatives/1/lines/0/unitPrice unknown_member',
    '/source unregistered_source',
    '/validUntil before_valid_from',
  ])
  const priced = await send('POST', '/quotes', quoteOf({ source: 'marketplace' }))
  assert.deepEqual([priced.status, priced.body.errors[0].code], [422, 'pre_priced'])
})

test('B2-5 an expired quote is refused with its reason, or priced anew as a version to be sent', async () => {
  const quote = await sent({ validDays: 0 })
  await flow.server.database.sql(
    `update organization.company set clock_offset_ms = clock_offset_ms + 2 * 86400000 where code = 'SAMPLE'`,
  )
  try {
    const late = await accept(quote.id)
    assert.deepEqual([late.status, late.body.code], [409, 'quote_expired'])
    assert.match(late.body.errors[0].message, /was valid until/)
    const anew = await accept(quote.id, { repriceDays: 7 })
    assert.equal(anew.status, 200, anew.bytes.toString())
    assert.deepEqual([anew.body.order, anew.body.version, anew.body.state], [null, 2, 'draft'])
    const shown = await read(quote.id)
    assert.deepEqual(
      [shown.alternatives[0].lines[0].unitPrice.amount, shown.validFrom, shown.validUntil],
      ['12', addDays(today, 2), addDays(today, 9)],
    )
    assert.equal((await send('POST', `/quotes/${quote.id}/send`, {})).status, 200)
    assert.equal((await accept(quote.id, { version: 2 })).status, 200)
  } finally {
    await flow.server.database.sql(
      `update organization.company set clock_offset_ms = clock_offset_ms - 2 * 86400000 where code = 'SAMPLE'`,
    )
  }
})

test('B2-5 of twenty that accept a quote of ten at once, each two of it, five get an order', async () => {
  const quote = await sent()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => accept(quote.id, { lines: [{ lineNo: 1, quantity: '2' }] })),
  )
  const taken = answers.filter(({ status }) => status === 200)
  assert.equal(taken.length, 5, answers.map(({ status, body }) => `${status} ${body.code}`).join('\n'))
  assert.ok(answers.every(({ status }) => [200, 409, 422].includes(status)))
  const { alternatives, orders } = await read(quote.id)
  assert.deepEqual([alternatives[0].lines[0].quantityLeft, orders.length], ['0', 5])
  await flow.lawful()
})

test('B2-5 many quotes are accepted in one call, each row for itself', async () => {
  const quotes = await Promise.all(
    Array.from({ length: 5 }, () => sent({ alternatives: [{ code: 'A', lines: [line('QUO-2', '1')] }] })),
  )
  const rows = [
    ...quotes.map(({ id }) => ({ quote: id, version: 1 })),
    { quote: 'quo_nothing', version: 1, lines: [{ lineNo: 1, quantity: 'x' }] },
  ]
  const answer = await send('POST', '/quote-acceptances', rows)
  assert.equal(answer.status, 200, answer.bytes.toString())
  assert.deepEqual(
    answer.body.outcomes.map((one: Seen) => one.ok),
    [true, true, true, true, true, false],
  )
  assert.equal(answer.body.outcomes[5].problems.length, 2, JSON.stringify(answer.body.outcomes[5]))
})

test('P-4 a customer and a partner see and accept their own quotes, as they were sent', async () => {
  const accounts = await flow.server.database.sql<{ id: bigint; number: string }>(
    `select id, number from customers.account where number in ('GB-0001', 'GB-0002') order by number`,
  )
  const keyFor = async (account: { id: bigint; number: string }) => {
    const { secret } = await flow.ok('/keys', {
      company: 'SAMPLE',
      name: account.number,
      scopes: ['orders:read', 'orders:write'],
      rows: 'customers',
      customerAccountIds: [encodeId('acc', account.id)],
    })
    return { authorization: `Bearer ${secret}` }
  }
  const [own, other] = await Promise.all(accounts.map(keyFor))
  const draft = await quoted({ alternatives: [{ code: 'A', lines: [line('QUO-1', '1')] }] })
  const quote = await sent({ alternatives: [{ code: 'A', lines: [line('QUO-1', '1')] }] })
  const seen = async (who: Record<string, string>) =>
    (await send('GET', '/quotes?limit=500', undefined, who)).body.rows.map((one: Seen) => one.id)
  assert.ok((await seen(own!)).includes(quote.id))
  assert.ok(!(await seen(own!)).includes(draft.id))
  assert.deepEqual(await seen(other!), [])
  for (const [who, id, status] of [
    [own, quote.id, 200],
    [own, draft.id, 404],
    [other, quote.id, 404],
  ] as const)
    assert.equal((await send('GET', `/quotes/${id}`, undefined, who)).status, status)
  const view = (await send('GET', `/quotes/${quote.id}`, undefined, own)).body
  assert.ok(view.history.every((one: Seen) => one.actor === null))
  assert.equal((await accept(quote.id, {}, other)).status, 404)
  assert.equal((await send('POST', '/quotes', quoteOf(), own)).body.code, 'rows_limited')
  const anew = await accept(quote.id, { repriceDays: 3 }, own)
  assert.deepEqual(
    [anew.status, anew.body.code, anew.body.errors[0].path],
    [403, 'rows_limited', '/repriceDays'],
  )
  const taken = await accept(quote.id, {}, own)
  assert.equal(taken.status, 200, taken.bytes.toString())
  const foreign = await send('GET', '/quotes?account=GB-0001', undefined, other)
  assert.deepEqual([foreign.status, foreign.body.code], [400, 'invalid_parameters'])
})
