import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { Partners, type Key } from '../support/partners.ts'

let flow: Flow
let partners: Partners
let a: Key
let b: Key

before(async () => {
  flow = await Flow.open()
  partners = new Partners(flow)
  await partners.found('PARTNER-A', 'PARTNER-B')
  await partners.name('GB-0001', 'PARTNER-A')
  await partners.name('GB-0002', 'PARTNER-B')
  a = await partners.keyOf('PARTNER-A')
  b = await partners.keyOf('PARTNER-B')
})
after(() => flow.close())

/** An order of two units that was shipped and billed. */
async function billed(account: string): Promise<Seen> {
  const sold = await flow.sell([{ sku: 'KIT-101', quantity: '2' }], { customer: { account } })
  return flow.until(sold.id, (one) => one.billingStatus === 'billed')
}

const back = (order: Seen, line: object = {}) => ({
  orderId: order.id,
  reason: 'broken',
  lines: [{ lineNo: 1, quantity: '1', ...line }],
})

test('a partner takes back goods of an order of its accounts, at what was paid for them and into the stock that they left', async () => {
  const order = await billed('GB-0001')
  const stock = async () => {
    const { body } = await partners.send('GET', '/stock?sku=KIT-101', {})
    return body.rows.reduce((sum: number, row: Seen) => sum + Number(row.onHand), 0)
  }
  const before = await stock()
  const sent = { ...a, 'idempotency-key': 'return-1' }
  const taken = await partners.send('POST', '/returns', sent, back(order))
  assert.equal(taken.status, 201, taken.bytes.toString())
  assert.deepEqual(taken.body.lines[0].sku, 'KIT-101')
  assert.equal(await stock(), before + 1)
  const again = await partners.send('POST', '/returns', sent, back(order))
  assert.deepEqual([again.status, again.body.id], [201, taken.body.id])
  assert.equal(await stock(), before + 1)
  const listed = await partners.send('GET', `/returns?order=${order.id}`, a)
  assert.deepEqual(
    listed.body.rows.map((row: Seen) => [row.id, row.account]),
    [[taken.body.id, 'GB-0001']],
  )
  const more = await partners.post('/returns', a, back(order, { quantity: '2' }))
  assert.deepEqual([more.status, more.body.errors[0].code], [422, 'more_than_shipped'])
  await flow.lawful()
})

test('to whom an order is none of its accounts a return of it is as one that is not there, before and after its key was used', async () => {
  const order = await billed('GB-0002')
  const key = { ...a, 'idempotency-key': 'of-others' }
  const foreign = await partners.send('POST', '/returns', key, back(order))
  const none = await partners.post('/returns', a, back({ id: 'ord_1' }))
  assert.deepEqual([foreign.status, foreign.body.code], [404, 'not_found'])
  assert.deepEqual([foreign.status, foreign.body.code], [none.status, none.body.code])
  assert.equal((await partners.send('POST', '/returns', key, back(order))).status, 404)
  assert.equal((await partners.post('/returns', b, back(order))).status, 201)
})

test('who sees part of the rows neither values a return, nor says where its goods are kept, nor credits an account without an order', async () => {
  const order = await billed('GB-0001')
  const limited = async (body: object) => {
    const { status, body: answer } = await partners.post('/returns', a, body)
    assert.deepEqual([status, answer.code], [403, 'rows_limited'], JSON.stringify(answer))
    return answer.errors.map((one: Seen) => one.path)
  }
  const own = { unitPrice: '500', unitCost: '500', location: 'LEEDS', restock: false }
  assert.deepEqual(
    await limited({ ...back(order, own), account: 'GB-0001', currency: 'GBP', series: 'CM' }),
    [
      '/account',
      '/currency',
      '/series',
      '/lines/0/unitPrice',
      '/lines/0/unitCost',
      '/lines/0/location',
      '/lines/0/restock',
    ],
  )
  // What names no order would tell accounts and items that are there from those that are not.
  for (const account of ['GB-0001', 'GB-0002', 'NOT-THERE'])
    assert.deepEqual(
      await limited({ account, currency: 'GBP', reason: 'x', lines: [{ sku: 'KIT-101', quantity: '1' }] }),
      ['/orderId', '/account', '/currency'],
      account,
    )
})

test('a customer takes no goods back: who says that goods came needs to be who says that they left', async () => {
  const order = await billed('GB-0001')
  const customer = await partners.customerKeyOf('GB-0001')
  const refused = await partners.post('/returns', customer, back(order))
  assert.deepEqual([refused.status, refused.body.code], [403, 'scope_missing'])
  assert.match(refused.body.detail, /shipments:write/)
  const role = await partners.keyOf('PARTNER-A', ['orders:write', 'shipments:write'])
  assert.equal((await partners.post('/returns', role, back(order))).status, 201)
})
