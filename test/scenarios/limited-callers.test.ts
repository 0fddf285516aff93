import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '../../src/platform/public-id.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../support/server.ts'

let server: TestServer
let accounts: { number: string; id: bigint }[]
/** Credentials of the first two accounts. */
let keys: { authorization: string }[]

before(async () => {
  server = await startTestServer({ sample: true, roles: 'api' })
  accounts = await server.database.sql<{ number: string; id: bigint }>(
    `select number, id from customers.account where currency = 'GBP' and ship_to_country = 'GB' order by number limit 3`,
  )
  keys = []
  for (const account of accounts.slice(0, 2)) {
    const made = await server.request('POST', '/api/v1/keys', {
      company: 'SAMPLE',
      name: `Customer ${account.number}`,
      scopes: ['orders:read', 'orders:write'],
      rows: 'customers',
      customerAccountIds: [encodeId('acc', account.id)],
    })
    assert.equal(made.status, 201, made.bytes.toString())
    keys.push({ authorization: `Bearer ${made.body.secret}` })
  }
})
after(() => server.close())

let made = 0
const line = (sku = 'KIT-101', quantity = '1') => ({ sku, quantity })
function orderOf(of: number, more: Record<string, unknown> = {}) {
  made += 1
  return {
    source: 'webshop',
    externalId: `L-${made}`,
    customer: { account: accounts[of]!.number },
    currency: 'GBP',
    lines: [line()],
    ...more,
  }
}

const post = (body: unknown, headers: Record<string, string> = {}) =>
  server.request('POST', '/api/v1/orders', body, headers)
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const paths = (answer: TestAnswer) => answer.body.errors.map((one: { path: string }) => one.path)

test('who sees some accounts only orders for those alone', async () => {
  const own = keys[0]!
  const foreign = await post(orderOf(1), own)
  assert.deepEqual([foreign.status, foreign.body.code], [403, 'account_forbidden'])
  const taken = await post(orderOf(0), own)
  assert.equal(taken.status, 201)
  const draft = await post(orderOf(1, { lines: [line('NO-SUCH')] }))
  const edit = await server.request(
    'PATCH',
    `/api/v1/orders/${draft.body.id}`,
    {},
    { ...own, 'if-match': '*' },
  )
  assert.equal(edit.status, 404)
})

test('A1-8 who sees some accounts only does not say what an order costs: not in an order, a stream or a draft', async () => {
  const own = keys[0]!
  const cheap = { discounts: [{ percent: '99' }] }
  for (const [more, path] of [
    [{ placedAt: '2024-01-02T03:04:05Z' }, '/placedAt'],
    [cheap, '/discounts'],
    [{ freight: gbp('0.00') }, '/freight'],
    [{ conversion: { from: 'EUR', rate: '1', date: '2026-01-01' } }, '/conversion'],
    [{ taxInclusive: true }, '/taxInclusive'],
    [{ lines: [line(), { ...line(), ...cheap }] }, '/lines/1/discounts'],
    [{ lines: [{ ...line(), taxAmount: gbp('0.00') }] }, '/lines/0/taxAmount'],
    [{ lines: [{ ...line(), unitPrice: gbp('0.01') }] }, '/lines/0/unitPrice'],
    [{ source: 'marketplace', lines: [line()] }, '/source'],
  ] as const) {
    const order = orderOf(0, more)
    const answer = await post(order, own)
    assert.deepEqual([answer.status, answer.body.code, paths(answer)], [403, 'prices_forbidden', [path]])
    const streamed = await server.request('POST', '/api/v1/orders/batch', JSON.stringify(order), {
      'content-type': 'application/x-ndjson',
      ...own,
    })
    assert.equal(JSON.parse(streamed.bytes.toString()).problem.code, 'prices_forbidden')
  }
  const everything = orderOf(0, {
    source: 'marketplace',
    freight: gbp('0.00'),
    lines: [{ ...line(), unitPrice: gbp('0.01'), taxAmount: gbp('0.00') }],
  })
  assert.deepEqual(paths(await post(everything, own)), [
    '/source',
    '/freight',
    '/lines/0/unitPrice',
    '/lines/0/taxAmount',
  ])
  const draft = await post(orderOf(0, { submit: false }), own)
  assert.equal(draft.body.state, 'draft')
  const at = `/api/v1/orders/${draft.body.id}`
  const edit = (body: unknown, who: Record<string, string>) =>
    server.request('PATCH', at, body, { ...who, 'if-match': '*' })
  for (const change of [cheap, { freight: gbp('0.00') }, { lines: [{ lineNo: 1, ...cheap }] }]) {
    const refused = await edit(change, own)
    assert.deepEqual([refused.status, refused.body.code], [403, 'prices_forbidden'])
  }
  // What the company granted stands: it may be submitted as it is, and not be carried over to something else.
  assert.equal((await edit(cheap, {})).status, 200)
  const carried = await edit({ lines: [{ lineNo: 1, quantity: '100' }] }, own)
  assert.deepEqual([carried.status, carried.body.code], [403, 'prices_forbidden'])
  const submitted = await server.request('POST', `${at}/submit`, undefined, own)
  assert.deepEqual([submitted.status, submitted.body.state], [200, 'in_progress'])
})

test('A1-2 who sees some accounts only has external ids of its own: it learns of no others and takes none away', async () => {
  const own = keys[0]!
  const other = keys[1]!
  const ofShop = orderOf(2)
  assert.equal((await post(ofShop)).status, 201)
  const same = { ...ofShop, customer: { account: accounts[0]!.number }, lines: [line('KIT-102')] }
  const first = await post(same, own)
  assert.deepEqual([first.status, first.body.change, first.body.externalId], [201, 'new', ofShop.externalId])
  const second = await post({ ...same, customer: { account: accounts[1]!.number } }, other)
  assert.deepEqual([second.status, second.body.change], [201, 'new'])
  const again = await post(same, own)
  assert.deepEqual([again.status, again.body.change, again.body.id], [200, 'duplicate', first.body.id])
  const changed = await post({ ...same, lines: [line('KIT-103')] }, own)
  assert.deepEqual([changed.status, changed.body.code], [422, 'key_reused'])
  // The customer was first: the shop may use the id all the same.
  const early = orderOf(0)
  assert.equal((await post(early, own)).status, 201)
  assert.equal((await post({ ...early, customer: { account: accounts[2]!.number } })).status, 201)
  const found = async (who: Record<string, string>) => {
    const query = `source=webshop&externalId=${ofShop.externalId}`
    const list = await server.request('GET', `/api/v1/orders?${query}`, undefined, who)
    return list.body.rows.map((row: { id: string }) => row.id)
  }
  assert.deepEqual(await found(own), [first.body.id])
  assert.deepEqual(await found(other), [second.body.id])
  assert.equal((await found({})).length, 3)
})
