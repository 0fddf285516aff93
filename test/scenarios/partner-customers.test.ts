import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { MOST_PARTNER_ACCOUNTS } from '../../src/platform/auth/index.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { Partners, type Key } from '../support/partners.ts'

let flow: Flow
let partners: Partners
let a: Key
let b: Key

before(async () => {
  flow = await Flow.open()
  partners = new Partners(flow)
  await partners.found('PARTNER-A', 'PARTNER-B', 'PARTNER-C')
  a = await partners.keyOf('PARTNER-A')
  b = await partners.keyOf('PARTNER-B')
})
after(() => flow.close())

const customer = (account: string) => ({ customer: { account, create: { name: 'Ann', kind: 'person' } } })
const bring = (account: string, more: object = {}) =>
  partners.orderOf(account, { ...customer(account), shipTo: { country: 'GB' }, ...more })

test('a customer that the order of a partner makes is of that partner, at once, and is there for nobody else', async () => {
  const taken = await partners.send('POST', '/orders', a, bring('PARTNER-A:1'))
  assert.equal(taken.status, 201, taken.bytes.toString())
  assert.equal((await partners.send('GET', `/orders/${taken.body.id}`, a)).status, 200)
  assert.equal((await partners.send('GET', `/orders/${taken.body.id}`, b)).status, 404)
  assert.equal((await partners.account('PARTNER-A:1')).partner, 'PARTNER-A')
  const again = await partners.send('POST', '/orders', a, partners.orderOf('PARTNER-A:1'))
  assert.equal(again.status, 201)
  for (const order of [bring('PARTNER-A:1'), partners.orderOf('PARTNER-A:1')])
    assert.equal((await partners.send('POST', '/orders', b, order)).body.code, 'account_forbidden')
  assert.equal((await partners.send('GET', '/customers/PARTNER-A:1', a)).status, 200)
  assert.equal((await partners.send('GET', '/customers/PARTNER-A:1', b)).status, 404)
})

test('orders of a stream bring a customer once, and those after the first are for it', async () => {
  const lines = Array.from({ length: 40 }, (_, place) => bring(`PARTNER-A:S${place % 4}`))
  const answer = await flow.server.request(
    'POST',
    '/api/v1/orders/batch',
    `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`,
    { ...a, 'content-type': 'application/x-ndjson' },
  )
  const outcomes = answer.bytes.toString().trim().split('\n')
  assert.deepEqual([...new Set(outcomes.map((line) => JSON.parse(line).status))], [201], outcomes[0])
  const { body } = await partners.send('GET', '/customer-accounts?partner=PARTNER-A', {})
  const made = body.customerAccounts.map((one: Seen) => one.account)
  assert.deepEqual(
    made.filter((one: string) => one.includes(':S')),
    [0, 1, 2, 3].map((place) => `PARTNER-A:S${place}`),
  )
  await flow.lawful()
})

test('a number outside of those of the partner is refused alike, be it used by others or not, and so is a source that makes no customers', async () => {
  const refused = async (key: Key, order: object) => {
    const { status, body } = await partners.send('POST', '/orders', key, order)
    return [status, body.code, body.errors[0].message]
  }
  const first = await refused(a, bring('GB-0001'))
  assert.deepEqual(first.slice(0, 2), [403, 'account_forbidden'])
  for (const account of ['NOT-THERE', 'PARTNER-B', 'PARTNER-B:1', 'PARTNER-A1'])
    assert.deepEqual(await refused(a, bring(account)), first, account)
  await flow.put('/source-systems', { code: 'closed', name: 'Makes no customers' })
  assert.deepEqual(await refused(a, bring('PARTNER-A:9', { source: 'closed' })), first)
  // A customer, too, orders for itself alone.
  const own = await partners.customerKeyOf('GB-0001')
  assert.equal((await refused(own, bring('GB-0001:1')))[1], 'account_forbidden')
  assert.equal(await partners.account('GB-0001:1'), undefined)
})

test('no order gives a partner more accounts than it may see: it would see none any more', async () => {
  await flow.server.database.sql(
    `with made as (
       insert into customers.account (company_id, id, customer_id, number, currency, terms_days, ship_to_country)
       select p.company_id, p.id + 1000000 + i, p.customer_id, 'MANY-' || i, 'GBP', 30, 'GB'
       from customers.account p, generate_series(1, $1::integer) i where p.number = 'PARTNER-C' returning company_id, id)
     insert into customers.account_partner (company_id, account_id, partner_id)
     select m.company_id, m.id, p.id from made m join customers.account p on p.company_id = m.company_id and p.number = 'PARTNER-C'`,
    [MOST_PARTNER_ACCOUNTS - 3],
  )
  const c = await partners.keyOf('PARTNER-C')
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, place) => partners.send('POST', '/orders', c, bring(`PARTNER-C:${place}`))),
  )
  const codes = answers.map(({ status, body }) => `${status} ${body.code ?? ''}`).toSorted()
  assert.deepEqual(codes, [
    ...Array.from({ length: 3 }, () => '201 '),
    ...Array.from({ length: 5 }, () => '403 partner_accounts_limit'),
  ])
  assert.equal((await partners.send('GET', '/orders', c)).status, 200)
})
