import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codes, line, OrderDesk } from '../support/order-desk.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../support/server.ts'

let desk: OrderDesk
let server: TestServer
let person: string
let tight: OrderDesk['tight']

before(async () => {
  desk = await OrderDesk.open()
  ;({ server, person, tight } = desk)
})
after(() => desk.close())

const orderOf = (more?: Record<string, unknown>) => desk.orderOf(more)
const post = (body: unknown, headers?: Record<string, string>) => desk.post(body, headers)
const batch = (lines: string[]) =>
  server.request('POST', '/api/v1/orders/batch', lines.join('\n'), { 'content-type': 'application/x-ndjson' })
const outcomes = (answer: TestAnswer) =>
  answer.bytes
    .toString()
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text))

async function countOf(table: string): Promise<bigint> {
  const [row] = await server.database.sql<{ count: bigint }>(`select count(*) from ${table}`)
  return row!.count
}

async function received(answer: TestAnswer): Promise<Buffer> {
  const intake = answer.headers.get('docket-intake')
  assert.ok(intake, 'the answer leads to the bytes')
  const kept = await server.request('GET', `/api/v1/intake/${intake}`)
  assert.equal(kept.status, 200)
  return kept.bytes
}

test('A1-4 an order that is taken is answered with its number, status, version, money and promise of each line', async () => {
  const answer = await post(orderOf({ lines: [line('KIT-101', '2'), line('LIV-101')] }))
  assert.equal(answer.status, 201)
  const { body } = answer
  assert.match(body.id, /^ord_/)
  assert.match(body.number, /^SO\d+$/)
  assert.deepEqual([body.change, body.version, body.state], ['new', 1, 'in_progress'])
  assert.equal(answer.headers.get('location'), `/api/v1/orders/${body.id}`)
  assert.equal(answer.headers.get('etag'), `"${body.revision}"`)
  assert.equal(body.lines.length, 2)
  for (const one of body.lines) assert.ok(one.promises.length > 0)
  const shown = await server.request('GET', `/api/v1/orders/${body.id}`)
  assert.equal(shown.status, 200)
})

test('A1-2 P-2 an order is known by its source and id: sent again it is one order, with another content it is refused', async () => {
  const order = orderOf()
  const [first, again] = [await post(order), await post(order)]
  assert.deepEqual([first.status, again.status], [201, 200])
  assert.deepEqual([again.body.id, again.body.change], [first.body.id, 'duplicate'])
  const other = await post({ ...order, lines: [line('KIT-102')] })
  assert.equal(other.status, 422)
  assert.equal(other.body.code, 'key_reused')
  const [row] = await server.database.sql<{ count: bigint }>(
    'select count(*) from orders.list where external_id = $1',
    [order.externalId],
  )
  assert.equal(row!.count, 1n)
})

test('A1-2 an order of a source that is not registered is refused and its bytes are kept', async () => {
  const orders = await countOf('orders.list')
  const answer = await post(orderOf({ source: 'nobody' }))
  assert.equal(answer.status, 422)
  assert.equal(answer.body.code, 'unregistered_source')
  assert.deepEqual(JSON.parse((await received(answer)).toString()).source, 'nobody')
  assert.equal(await countOf('orders.list'), orders)
})

test('O-07 what was received is given back byte for byte, whatever it was', async () => {
  const text = `{ "source":"webshop",\t"externalId" : "ü-${process.pid}", "currency":"GBP",\r\n "customer":{"account":"${person}"},"lines":[{"sku":"KIT-101","quantity":1.00}]}  `
  const taken = await post(text)
  assert.equal(taken.status, 201)
  assert.equal((await received(taken)).toString(), text)
  const broken = Buffer.from([0x7b, 0xff, 0x00, 0x22, 0x0a])
  const refused = await post(broken)
  assert.equal(refused.status, 400)
  assert.equal(refused.body.code, 'malformed_json')
  assert.deepEqual(await received(refused), broken)
  const [stored] = await server.database.sql<{ body: Buffer }>(
    'select body from channels.intake order by id limit 1',
  )
  assert.ok(!stored!.body.includes('webshop'), 'it is encrypted at rest')
})

test('an order that is not JSON is told where it breaks, and makes no order', async () => {
  const orders = await countOf('orders.list')
  const answer = await post('{"source": "webshop",\n "lines": [}')
  assert.equal(answer.status, 400)
  assert.deepEqual([answer.body.position.line, answer.body.position.column], [2, 12])
  assert.equal(await countOf('orders.list'), orders)
})

test('an order against the schema is told everything that is wrong, each with its path', async () => {
  const answer = await post({
    ...orderOf(),
    currency: 'pounds',
    surprise: 1,
    lines: [{ quantity: '1' }, { sku: '' }],
  })
  assert.equal(answer.status, 422)
  const paths = answer.body.errors.map((one: { path: string }) => one.path)
  for (const path of ['/currency', '/surprise', '/lines/0/sku', '/lines/1/sku', '/lines/1/quantity']) {
    assert.ok(paths.includes(path), `${path} is among ${paths.join(' ')}`)
  }
  assert.ok((await received(answer)).length > 0)
  const odd = await post({ ...orderOf(), lines: [line('KIT-101', '0'), line('KIT-101', 'many')] })
  assert.equal(odd.body.code, 'invalid_order')
  assert.deepEqual(codes(odd), ['bad_quantity', 'bad_quantity'])
})

test('what the schema refuses and what contradicts itself is told at once, each with its path', async () => {
  const told = (answer: TestAnswer) =>
    answer.body.errors.map((one: { path: string; code: string }) => `${one.path} ${one.code}`).toSorted()
  const order = {
    ...orderOf({ source: 'nobody', currency: 'XXX' }),
    surprise: 1,
    placedAt: '2999-01-01T00:00:00Z',
    discounts: [{ percent: '101' }, {}],
    freight: { currency: 'GBP' },
    lines: [{ ...line(), quantity: '-1' }, { ...line(), quantity: true }, 'none', { quantity: '0' }],
  }
  const answer = await post(order)
  assert.deepEqual([answer.status, answer.body.code], [422, 'invalid_body'])
  assert.deepEqual(told(answer), [
    '/currency unknown_currency',
    '/discounts/0/percent bad_percent',
    '/discounts/1 bad_discount',
    '/freight/amount required',
    '/lines/0/quantity bad_quantity',
    '/lines/1/quantity no_form_fits',
    '/lines/2 wrong_type',
    '/lines/3/quantity bad_quantity',
    '/lines/3/sku required',
    '/placedAt in_the_future',
    '/source unregistered_source',
    '/surprise unknown_member',
  ])
  const price = { amount: '1.00', currency: 'EUR' }
  const priced = await post({ ...orderOf(), surprise: 1, lines: [{ ...line(), unitPrice: price }] })
  assert.deepEqual(told(priced), [
    '/lines/0/unitPrice not_pre_priced',
    '/lines/0/unitPrice/currency mixed_currency',
    '/surprise unknown_member',
  ])
  const bare = await post({ lines: {} })
  assert.deepEqual(new Set(codes(bare)), new Set(['required', 'wrong_type']))
  const unknown = await post(orderOf({ currency: 'XXX', lines: [line('KIT-101', '0')] }))
  assert.deepEqual(told(unknown), ['/currency unknown_currency', '/lines/0/quantity bad_quantity'])
})

test('A1-8 a price that the source may not state is refused at its place, not passed over', async () => {
  const priced = { ...line(), unitPrice: { amount: '1.23', currency: 'GBP' } }
  const answer = await post(orderOf({ lines: [line(), priced] }))
  assert.deepEqual([answer.status, codes(answer)], [422, ['not_pre_priced']])
  assert.equal(answer.body.errors[0].path, '/lines/1/unitPrice')
})

test('an order of the past is taken, one of a later day than tomorrow is not', async () => {
  const placed = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  assert.equal((await post(orderOf({ placedAt: '1900-01-01T00:00:00Z' }))).status, 201)
  assert.equal((await post(orderOf({ placedAt: placed(0.9) }))).status, 201)
  const answer = await post(orderOf({ placedAt: placed(1.1) }))
  assert.deepEqual([answer.status, codes(answer)], [422, ['in_the_future']])
  assert.equal(answer.body.errors[0].path, '/placedAt')
})

test('of an order that was not agreed nothing is waited for', async () => {
  const statusOf = async (order: unknown) => {
    const { id } = (await post(order)).body
    return (await server.request('GET', `/api/v1/orders/${id}`)).body.fulfillmentStatus
  }
  assert.equal(await statusOf(orderOf({ lines: [line('NO-SUCH')] })), 'none')
  assert.equal(await statusOf(orderOf({ orderType: 'consignment' })), 'none')
  assert.equal(await statusOf(orderOf()), 'awaiting_shipping')
  const laws = await server.request('GET', '/api/v1/monitoring/invariants')
  assert.equal(laws.body.laws.find((one: { law: string }) => one.law === 'shown_status').holds, true)
})

test('A1-6 an order with an unknown item, customer or price is kept as a draft with its problems and promises nothing', async () => {
  const before = [await countOf('inventory.planned_demand'), await countOf('ledger.entry')]
  const item = await post(orderOf({ lines: [line(), line('NO-SUCH')] }))
  const customer = await post(orderOf({ customer: { account: 'NOBODY' } }))
  const currency = await post(orderOf({ currency: 'SEK' }))
  assert.deepEqual([item.status, customer.status, currency.status], [201, 201, 201])
  for (const answer of [item, customer, currency]) assert.equal(answer.body.state, 'draft')
  assert.deepEqual(item.body.problems[0], {
    path: '/lines/1/sku',
    code: 'unknown_item',
    message: 'there is no item NO-SUCH',
  })
  assert.deepEqual(codes(customer), ['unknown_customer'])
  assert.ok(codes(currency).length > 0)
  assert.deepEqual([await countOf('inventory.planned_demand'), await countOf('ledger.entry')], before)
})

test('an order above the credit limit is taken and promised, and held', async () => {
  const answer = await post(
    orderOf({ source: 'call-center', customer: { account: tight.number }, lines: [line('KIT-101', '500')] }),
  )
  assert.equal(answer.status, 201)
  assert.equal(answer.body.state, 'in_progress')
  assert.deepEqual(
    answer.body.holds.map((hold: { code: string }) => hold.code),
    ['credit'],
  )
  assert.ok(answer.body.lines[0].promises.length > 0)
})

test('O-03 O-04 an order that no rule recognizes becomes a visible failed order with the reason', async () => {
  const answer = await post(orderOf({ orderType: 'consignment' }))
  assert.deepEqual([answer.status, answer.body.state, answer.body.orderType], [201, 'failed', 'unknown'])
  assert.deepEqual(codes(answer), ['not_recognized'])
  const list = await server.request('GET', '/api/v1/orders?state=failed')
  assert.ok(list.body.rows.some((row: { id: string }) => row.id === answer.body.id))
})

test('O-05 an order that a rule of validation refuses fails with every message of the rules', async () => {
  const rule = {
    condition: '!("GAR-103" in order.skus)',
    message: 'GAR-103 was called back.',
    path: '/lines',
  }
  assert.equal((await server.request('PUT', '/api/v1/validation-rules', rule)).status, 201)
  const answer = await post(orderOf({ lines: [line('GAR-103', '900000')] }))
  assert.equal(answer.body.state, 'failed')
  assert.deepEqual(codes(answer), ['validation_failed', 'validation_failed'])
  assert.deepEqual(answer.body.problems.map((one: { path: string }) => one.path).toSorted(), ['', '/lines'])
})

test('P-1 N-9 an idempotency key gives the first outcome again, is refused with another body, and outlives no malformed request', async () => {
  const key = { 'idempotency-key': 'k-1' }
  const order = orderOf()
  const malformed = await post('{', key)
  assert.equal(malformed.status, 400)
  const first = await post(order, key)
  assert.equal(first.status, 201)
  const again = await post(order, key)
  assert.deepEqual([again.status, again.body.id, again.body.change], [201, first.body.id, 'new'])
  assert.equal(again.headers.get('location'), first.headers.get('location'))
  // The order itself came before: without the key, or under another one, it is a duplicate, each time.
  for (const other of [undefined, 'k-3', 'k-3']) {
    const duplicate = await post(order, other === undefined ? {} : { 'idempotency-key': other })
    assert.deepEqual([duplicate.status, duplicate.body.change], [200, 'duplicate'])
  }
  const other = await post(orderOf(), key)
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused'])
  const draft = orderOf({ lines: [line('NO-SUCH')] })
  const kept = await post(draft, { 'idempotency-key': 'k-2' })
  const twice = await post(draft, { 'idempotency-key': 'k-2' })
  assert.equal(kept.body.state, 'draft')
  assert.deepEqual([twice.status, twice.body.id], [201, kept.body.id])
})

test('who is not known leaves nothing', async () => {
  const before = await countOf('channels.intake')
  const answer = await post(orderOf(), { authorization: 'Bearer dk_wrong' })
  assert.equal(answer.status, 401)
  assert.equal(await countOf('channels.intake'), before)
})

test('A1-7 a customer is made with the order only where the source may', async () => {
  const guest = { account: 'GUEST-1', create: { name: 'Ada Guest', email: 'ada@example.com' } }
  const made = await post(orderOf({ customer: guest }))
  assert.equal(made.body.state, 'in_progress')
  const [row] = await server.database.sql<{ count: bigint }>(
    `select count(*) from customers.account where number = 'GUEST-1'`,
  )
  assert.equal(row!.count, 1n)
  const refused = await post(orderOf({ source: 'call-center', customer: { ...guest, account: 'GUEST-2' } }))
  assert.equal(refused.body.state, 'draft')
  assert.deepEqual(codes(refused), ['unknown_customer'])
})

test('A1-8 a source that sends final prices has them kept, and must send them all', async () => {
  const priced = { ...line(), unitPrice: { amount: '1.23', currency: 'GBP' } }
  const kept = await post(orderOf({ source: 'marketplace', lines: [priced] }))
  assert.equal(kept.body.lines[0].unitPrice.amount, '1.23')
  const missing = await post(orderOf({ source: 'marketplace', lines: [priced, line()] }))
  assert.equal(missing.status, 422)
  assert.deepEqual(codes(missing), ['price_required'])
})

test('A1-13 a customer reference that comes twice is noted or refused, as the source says', async () => {
  const again = () => post(orderOf({ source: 'call-center', customerReference: 'PO-77' }))
  assert.deepEqual([(await again()).status, (await again()).status], [201, 201])
  const strict = { code: 'strict', name: 'Strict', duplicateReference: 'refuse' }
  assert.ok((await server.request('PUT', '/api/v1/source-systems', strict)).status < 300)
  await server.request('PUT', '/api/v1/recognition-rules', {
    name: 'strict',
    relevancy: 30,
    condition: 'order.source == "strict"',
    orderType: 'standard',
  })
  const first = await post(orderOf({ source: 'strict', customerReference: 'PO-78' }))
  assert.equal(first.status, 201, first.bytes.toString())
  const second = orderOf({ source: 'strict', customerReference: 'PO-78' })
  const refused = await post(second, { 'idempotency-key': 'ref' })
  assert.deepEqual([refused.status, refused.body.code], [422, 'duplicate_reference'])
  const replayed = await post(second, { 'idempotency-key': 'ref' })
  assert.deepEqual([replayed.status, replayed.body.errors], [422, refused.body.errors])
})

test('A1-1 A1-3 P-3 of a hundred orders at once three are bad: 97 are in, the three are named with their reasons', async () => {
  const orders = Array.from({ length: 100 }, () => orderOf())
  const lines = orders.map((order) => JSON.stringify(order))
  lines[10] = '{"broken'
  lines[50] = JSON.stringify({ ...orders[50], source: 'nobody' })
  lines[99] = JSON.stringify({ ...orders[99], lines: [] })
  const answer = await batch(lines)
  assert.equal(answer.status, 200)
  const all = outcomes(answer)
  assert.deepEqual(
    all.map((one) => one.line),
    orders.map((_order, index) => index + 1),
  )
  const bad = all.filter((one) => one.status !== 201)
  assert.deepEqual(
    bad.map((one) => [one.line, one.status, one.problem.code]),
    [
      [11, 400, 'malformed_json'],
      [51, 422, 'unregistered_source'],
      [100, 422, 'invalid_body'],
    ],
  )
  assert.equal(all.filter((one) => one.order?.state === 'in_progress').length, 97)
  const again = outcomes(await batch(lines))
  assert.deepEqual(
    again.filter((one) => one.status === 200).map((one) => one.order.id),
    all.filter((one) => one.status === 201).map((one) => one.order.id),
  )
  assert.deepEqual(JSON.parse(lines[0]!), orders[0])
})

test('a line that is too long is told by its number, leaves nothing, and does not disturb the others', async () => {
  const before = await countOf('channels.intake')
  const long = JSON.stringify(orderOf({ custom: { note: 'x'.repeat(11_000_000) } }))
  const all = outcomes(await batch([JSON.stringify(orderOf()), long, JSON.stringify(orderOf())]))
  assert.deepEqual(
    all.map((one) => [one.line, one.status, one.problem?.code]),
    [
      [1, 201, undefined],
      [2, 413, 'too_large'],
      [3, 201, undefined],
    ],
  )
  assert.equal(await countOf('channels.intake'), before + 2n)
})

test('an order that names a member twice is refused with the place of the second', async () => {
  const text = JSON.stringify(orderOf()).replace(/}$/, ',\n"source":"marketplace"}')
  const answer = await post(text)
  assert.deepEqual(
    [answer.status, answer.body.code, codes(answer)],
    [400, 'malformed_json', ['repeated_member']],
  )
  assert.deepEqual([answer.body.errors[0].path, answer.body.position.line], ['/source', 2])
})

test('the answers of a stream come while it is being sent', async () => {
  const { request } = await import('node:http')
  const answered: string[] = []
  await new Promise<void>((resolve, reject) => {
    const sending = request(`${server.url}/api/v1/orders/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/x-ndjson' },
    })
    sending.on('error', reject)
    sending.on('response', (response) => {
      response.on('data', (piece: Buffer) => {
        answered.push(piece.toString())
        // The second order is sent only when the first one was answered.
        if (answered.length === 1) sending.end(JSON.stringify(orderOf()))
      })
      response.on('end', resolve)
    })
    sending.write(`${JSON.stringify(orderOf())}\n`)
  })
  assert.equal(answered.join('').trimEnd().split('\n').length, 2)
})

test('a thousand lines are one order', async () => {
  const lines = Array.from({ length: 1000 }, (_one, index) => ({
    ...line(`KIT-${101 + (index % 10)}`),
    lineId: `L${index}`,
  }))
  const order = orderOf({ lines })
  const answer = await post(order)
  assert.equal(answer.status, 201)
  assert.equal(answer.body.state, 'in_progress')
  assert.equal(answer.body.lines.length, 1000)
  const [row] = await server.database.sql<{ count: bigint }>(
    'select count(distinct line_no) from orders.order_line l join orders.list o using (company_id, order_id) where o.external_id = $1',
    [order.externalId],
  )
  assert.equal(row!.count, 1000n)
})

test('N-9 two servers that get the same orders at once make each order once', async () => {
  const beside = await startTestServer({ beside: server, roles: 'api' })
  try {
    const orders = Array.from({ length: 20 }, () => orderOf())
    const answers = await Promise.all(
      orders.flatMap((order) => {
        return [server, beside, server, beside].map((one) => one.request('POST', '/api/v1/orders', order))
      }),
    )
    for (let index = 0; index < orders.length; index++) {
      const four = answers.slice(4 * index, 4 * index + 4)
      assert.deepEqual(
        four.map((one) => one.status).toSorted(),
        [200, 200, 200, 201],
        four.map((one) => one.bytes.toString().slice(0, 200)).join('\n'),
      )
      assert.equal(new Set(four.map((one) => one.body.id)).size, 1)
    }
    const keyed = orderOf()
    const same = await Promise.all(
      [server, beside, server, beside].map((one) =>
        one.request('POST', '/api/v1/orders', keyed, { 'idempotency-key': 'race' }),
      ),
    )
    assert.deepEqual(
      same.map((one) => [one.status, one.body.change, one.body.id]),
      same.map(() => [201, 'new', same[0]!.body.id]),
    )
  } finally {
    await beside.close()
  }
})
