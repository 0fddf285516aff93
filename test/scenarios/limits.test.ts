import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
before(async () => {
  server = await startTestServer({
    sample: true,
    roles: 'api',
    limits: { DOCKET_ORDER_LINES: '5', DOCKET_QUEUED_REQUESTS: '10', DOCKET_REQUEST_BODY_BYTES: '4096' },
  })
})
after(() => server.close())

let made = 0
const orderOf = (lines: number, more: object = {}) => ({
  source: 'webshop',
  externalId: `LIMIT-${(made += 1)}`,
  customer: { account: 'GB-0001' },
  currency: 'GBP',
  lines: Array.from({ length: lines }, () => ({ sku: 'KIT-101', quantity: '1' })),
  ...more,
})
const post = (body: unknown) => server.request('POST', '/api/v1/orders', body)

test('an order of more lines than are allowed is refused with its place, and so is a draft that would grow beyond', async () => {
  assert.equal((await post(orderOf(5))).status, 201)
  const long = await post(orderOf(6))
  assert.deepEqual([long.status, long.body.code, long.body.errors[0].path], [422, 'invalid_body', '/lines'])
  const draft = await post(orderOf(5, { submit: false }))
  const grown = await server.request(
    'PATCH',
    `/api/v1/orders/${draft.body.id}`,
    { lines: [{ sku: 'KIT-102', quantity: '1' }] },
    { 'if-match': draft.headers.get('etag') ?? '' },
  )
  assert.deepEqual([grown.status, grown.body.errors[0].path], [422, '/lines'])
  assert.match(grown.body.errors[0].message, /at most 5 lines/)
})

test('a body that is too large is refused before it is read', async () => {
  const large = await post(orderOf(1, { custom: { note: 'x'.repeat(5000) } }))
  assert.deepEqual([large.status, large.body.code], [413, 'too_large'])
})

test('more requests than may wait are refused with the time to wait, and the others are taken', async () => {
  // Nothing commits for a second, so that they wait however slowly they come.
  const held = server.database.sql(
    'do $$ begin lock table platform.company_head in exclusive mode; perform pg_sleep(1); end $$',
  )
  const locked = `select count(*)::int4 as n from pg_locks where relation = 'platform.company_head'::regclass
    and mode = 'ExclusiveLock' and granted`
  while ((await server.database.sql<{ n: number }>(locked))[0]!.n === 0) await sleep(5)
  const answers = await Promise.all(Array.from({ length: 60 }, () => post(orderOf(1))))
  await held
  const taken = answers.filter((one) => one.status === 201).length
  const refused = answers.filter((one) => one.status === 429)
  assert.equal(taken + refused.length, 60)
  assert.ok(taken >= 10 && refused.length > 0, `${taken} taken`)
  assert.ok(refused.every((one) => Number(one.headers.get('retry-after')) > 0))
})

test('what would be more than can be kept is refused by its place, whether the price is stated or of a list', async () => {
  const huge = { sku: 'KIT-101', quantity: '1000000000' }
  const stated = (amount: string) => ({ ...huge, unitPrice: { amount, currency: 'GBP' } })
  const places = async (body: unknown) => {
    const answer = await post(body)
    assert.equal(answer.status, 422, answer.bytes.toString())
    return answer.body.errors.map((one: { path: string; code: string }) => [one.path, one.code])
  }
  const market = { source: 'marketplace', shipTo: { country: 'GB' } }
  const lines = [
    { sku: 'KIT-102', quantity: '1', unitPrice: { amount: '1', currency: 'GBP' } },
    stated('999999999999'),
  ]
  assert.deepEqual(await places(orderOf(1, { ...market, lines })), [
    ['/lines/1/quantity', 'amount_too_great'],
  ])
  const twice = [...lines, { ...lines[0]!, sku: 'NOWHERE' }, stated('999999999998')]
  assert.deepEqual(await places(orderOf(1, { ...market, lines: twice })), [
    ['/lines/1/quantity', 'amount_too_great'],
    ['/lines/3/quantity', 'amount_too_great'],
    ['/lines/2/sku', 'unknown_item'],
  ])
  const many = Array.from({ length: 5 }, () => stated('4999.99'))
  assert.deepEqual(await places(orderOf(1, { ...market, lines: many })), [['/lines', 'amount_too_great']])
  const price = {
    list: 'RETAIL',
    sku: 'GOLD',
    validFrom: '2020-01-01',
    unitPrice: { amount: '999999999.99', currency: 'GBP' },
  }
  const item = { sku: 'GOLD', name: 'Gold', itemClass: 'kitchen', taxCode: 'standard' }
  assert.ok((await server.request('PUT', '/api/v1/items', item)).status < 300)
  assert.ok((await server.request('PUT', '/api/v1/prices', price)).status < 300)
  const listed = [{ ...huge, sku: 'GOLD' }]
  assert.deepEqual(await places(orderOf(1, { lines: listed })), [['/lines/0/quantity', 'amount_too_great']])

  // A tiny quantity of what costs too much comes to little: the price of a unit cannot be kept all the same.
  const blocks = [{ over: '0', size: '1', blockPrice: { amount: '1000000000', currency: 'GBP' } }]
  for (const [sku, more] of [
    ['BLOCK', { unitPrice: { amount: '1', currency: 'GBP' }, tiers: { mode: 'block', steps: blocks } }],
    ['RAISED', { unitPrice: { amount: '1000000000000', currency: 'GBP' } }],
  ] as const) {
    const grain = { ...item, sku, itemClass: 'raised', kind: 'service', decimals: 6 }
    const kept = await server.request('PUT', '/api/v1/items', grain)
    assert.ok(kept.status < 300, kept.bytes.toString())
    const own = await server.request('PUT', '/api/v1/prices', { ...price, ...more, sku })
    assert.ok(own.status < 300, own.bytes.toString())
  }
  const raise = (percent: string) =>
    server.request('PUT', '/api/v1/adjustment-rules', {
      code: 'RAISE',
      percent,
      itemClasses: ['raised'],
      skus: ['RAISED'],
      validFrom: '2020-01-01',
    })
  const tooFar = await raise('-100000.01')
  assert.deepEqual(
    [tooFar.status, tooFar.body.errors?.map((one: { path: string }) => one.path)],
    [422, ['/percent']],
  )
  assert.ok((await raise('-100000')).status < 300)
  const tiny = ['BLOCK', 'RAISED'].map((sku) => ({ sku, quantity: '0.000001' }))
  for (const line of tiny)
    assert.deepEqual(await places(orderOf(1, { lines: [line] })), [['/lines/0/sku', 'price_too_great']])
  const cart = { source: 'webshop', customer: { account: 'GB-0001' }, currency: 'GBP', lines: tiny }
  const carts = await server.request('POST', '/api/v1/prices', { carts: [cart] })
  assert.deepEqual(
    [carts.status, carts.body.carts[0].problems.map((one: { path: string; code: string }) => one.code)],
    [200, ['price_too_great', 'price_too_great']],
  )

  const stock = await server.request(
    'POST',
    '/api/v1/stock/receipts',
    [{ sku: 'KIT-101', location: 'PORT', quantity: '900000000', unitCost: '900000000' }],
    { 'idempotency-key': 'great' },
  )
  assert.deepEqual([stock.status, stock.body.errors[0].path], [422, '/0/quantity'])
})

test('a quantity or amount that is more than can be kept is told the limit, as a number and as a text', async () => {
  const most = (path: string, limit: string) => [
    path,
    'too_great',
    `it is more than ${limit}, the most that can be kept`,
  ]
  const told = (answer: { body: { errors: { path: string; code: string; message: string }[] } }) =>
    answer.body.errors.map((one) => [one.path, one.code, one.message])
  const send = (path: string, body: unknown) =>
    server.request('POST', `/api/v1${path}`, body, { 'idempotency-key': `great-${(sent += 1)}` })
  let sent = 0
  for (const quantity of ['1000000000000000', `1${'0'.repeat(30)}`, 1e15, 1e30]) {
    const line = { sku: 'KIT-101', quantity }
    const price = { amount: String(10n ** 15n), currency: 'GBP' }
    const order = orderOf(1, { freight: price, lines: [line] })
    assert.deepEqual(told(await send('/orders', order)), [
      most('/lines/0/quantity', '1000000000'),
      most('/freight/amount', '10000000000000.00'),
    ])
    const goods = { ...line, location: 'PORT', unitCost: '1' }
    assert.deepEqual(told(await send('/stock/receipts', [goods])), [most('/0/quantity', '1000000000')])
    const back = { account: 'GB-0001', reason: 'none', lines: [{ ...line, unitPrice: '1' }] }
    assert.ok(
      told(await send('/returns', back)).some(
        (one) => String(one) === String(most('/lines/0/quantity', '1000000000')),
      ),
    )
  }
})
