import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { Partners, type Key } from '../support/partners.ts'
import { startTestServer } from '../support/server.ts'

let flow: Flow
let partners: Partners
let a: Key

before(async () => {
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
  partners = new Partners(flow)
  await partners.found('CREDIT-A', 'CREDIT-B', 'SHOP-1', 'SHOP-2')
  for (const number of ['SHOP-1', 'SHOP-2']) await partners.name(number, 'CREDIT-A')
  a = await partners.keyOf('CREDIT-A')
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const limit = (partner: string, amount: string | null) =>
  flow.put('/partner-limits', {
    partner,
    currency: 'GBP',
    creditLimit: amount === null ? null : gbp(amount),
  })
const owedBy = async (partner: string) => {
  const { body } = await partners.send('GET', `/partner-limits?partner=${partner}`, {})
  return Number(body.partnerLimits[0].owed.amount)
}
/** What an order comes to, and for what it is held. */
async function order(account: string, more: object = {}): Promise<{ total: number; held: string[] }> {
  const { status, body, bytes } = await partners.send('POST', '/orders', a, partners.orderOf(account, more))
  assert.equal(status, 201, bytes.toString())
  const { total, holds } = await flow.read(body.id)
  return { total: Number(total.amount), held: holds.map((hold: Seen) => hold.reason) }
}
const OVER = ['the credit limit of the partner would be exceeded']

test('A3-9 D6 accounts of a partner owe together what the partner may: an order beyond it is held, also of an account without a limit', async () => {
  await limit('CREDIT-A', '1000000.00')
  const { total, held } = await order('SHOP-1')
  assert.deepEqual(held, [])
  assert.equal(await owedBy('CREDIT-A'), total)
  await limit('CREDIT-A', (total * 3).toFixed(2))
  assert.deepEqual((await order('SHOP-2')).held, [])
  assert.deepEqual((await order('CREDIT-A')).held, [], 'its own account owes with them')
  for (const account of ['SHOP-1', 'SHOP-2', 'CREDIT-A']) assert.deepEqual((await order(account)).held, OVER)
  // Somebody else who orders for the account is held alike; an account of nobody is not.
  const own = await flow.sell([{ sku: 'KIT-101', quantity: '1' }], { customer: { account: 'SHOP-1' } })
  assert.deepEqual(
    (await flow.read(own.id)).holds.map((hold: Seen) => hold.reason),
    OVER,
  )
  const other = await flow.sell([{ sku: 'KIT-101', quantity: '1' }], { customer: { account: 'CREDIT-B' } })
  assert.deepEqual((await flow.read(other.id)).holds, [])
  await limit('CREDIT-A', null)
  assert.deepEqual((await order('SHOP-1')).held, [])
  await flow.lawful()
})

test('A3-9 orders that make accounts of a partner, many at once, owe no more than the partner may', async () => {
  const { total } = await order('CREDIT-A')
  const most = (await owedBy('CREDIT-A')) + total * 5 + total / 2
  await limit('CREDIT-A', most.toFixed(2))
  const taken = await Promise.all(
    Array.from({ length: 12 }, (_, place) => {
      const account = `CREDIT-A:${place}`
      return order(account, {
        customer: { account, create: { name: 'Ann', kind: 'person' } },
        shipTo: { country: 'GB' },
      })
    }),
  )
  const reasons = taken.map(({ held }) => held.join()).toSorted()
  assert.deepEqual(reasons, [
    ...Array.from({ length: 5 }, () => ''),
    ...Array.from({ length: 7 }, () => OVER[0]!),
  ])
  await flow.lawful()
})

test('A3-9 a limit that is lowered while an order is written holds it: the order is decided again', async () => {
  await limit('CREDIT-A', '1000000.00')
  const database = flow.server.database
  const lowered = flow.server.database.sql(
    `with lowered as (update customers.partner_limit set credit_limit = 0 returning 1) select pg_sleep(1) from lowered`,
    [],
  )
  for (;;) {
    const [locked] = await database.sql<{ found: boolean }>(
      `select exists (select from pg_stat_activity where state = 'active' and query like '%pg_sleep(1) from lowered%'
         and wait_event = 'PgSleep') as found`,
    )
    if (locked!.found) break
  }
  const { held } = await order('SHOP-1')
  await lowered
  assert.deepEqual(held, OVER)
  await flow.lawful()
})

test('A3-9 a limit of a partner is set by who answers for credit, for an account that is there, in its currency', async () => {
  const operations = await flow.keyOf(['customers:read', 'customers:write'])
  const asked = { partner: 'CREDIT-B', currency: 'GBP', creditLimit: gbp('5.00') }
  const refused = await partners.send('PUT', '/partner-limits', operations, asked)
  assert.deepEqual([refused.status, refused.body.code], [403, 'scope_missing'])
  const wrong = await partners.send(
    'PUT',
    '/partner-limits',
    {},
    {
      partner: 'NOBODY',
      currency: 'GBP',
      creditLimit: { amount: '1.00', currency: 'EUR' },
    },
  )
  assert.deepEqual(
    wrong.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    ['/partner unknown_account', '/creditLimit/currency wrong_currency'],
  )
  const finance = await flow.keyOf(['credit:write'])
  assert.equal((await partners.send('PUT', '/partner-limits', finance, asked)).status, 201)
  assert.equal((await partners.send('PUT', '/partner-limits', finance, asked)).body.change, 'unchanged')
  const { body } = await partners.send('GET', '/partner-limits', operations)
  assert.deepEqual(
    body.partnerLimits.map((one: Seen) => [one.partner, one.currency]),
    [
      ['CREDIT-A', 'GBP'],
      ['CREDIT-B', 'GBP'],
    ],
  )
  assert.equal((await partners.send('GET', '/partner-limits', a)).body.code, 'rows_limited')
})

test('a partner is named without a word of the rest of the account, and not over one that was named meanwhile', async () => {
  const account = await partners.account('SHOP-2')
  const name = (partner: string | null, was: string | null) =>
    partners.send('PUT', '/customer-accounts/SHOP-2/partner', {}, { partner, before: was })
  await flow.put('/customer-accounts', { ...account, segment: 'gold' })
  assert.equal((await name('CREDIT-B', 'CREDIT-A')).body.change, 'changed')
  const { segment, partner } = await partners.account('SHOP-2')
  assert.deepEqual([segment, partner], ['gold', 'CREDIT-B'])
  const late = await name(null, 'CREDIT-A')
  assert.deepEqual(
    [late.status, late.body.errors[0].path, late.body.errors[0].code],
    [422, '/before', 'changed_meanwhile'],
  )
  assert.equal((await name('CREDIT-B', 'CREDIT-A')).body.change, 'unchanged')
  const wrong = await name('NOBODY', 'CREDIT-A')
  assert.deepEqual(
    wrong.body.errors.map((one: Seen) => one.path),
    ['/partner', '/before'],
  )
  const both = await Promise.all([name('CREDIT-A', 'CREDIT-B'), name(null, 'CREDIT-B')])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 422])
})
