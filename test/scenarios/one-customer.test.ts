import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let first: Seen
before(async () => {
  flow = await Flow.open()
  const maria = { number: 'V-1', kind: 'person', name: 'Maria Zephyr', currency: 'GBP', shipToCountry: 'GB' }
  await flow.put('/customer-accounts', maria)
  await flow.put('/customer-accounts', { ...maria, account: 'V-1-B' })
  const line = { sku: 'KIT-101', quantity: '7', unitPrice: '14.285714', net: '100.00', tax: '20.00' }
  first = await flow.order([line], { customer: { account: 'V-1' } })
  const second = await flow.sell([{ sku: 'KIT-101', quantity: '1' }], { customer: { account: 'V-1-B' } })
  await flow.order([line], { customer: { account: 'GB-0002' } })
  for (const { id } of [first, second]) await flow.until(id, (one) => one.billingStatus === 'billed')
  const back = { reason: 'damaged', lines: [{ lineNo: 1, quantity: '3' }] }
  await flow.ok('/returns', { orderId: first.id, ...back })
  await flow.ok('/receipts', {
    account: 'V-1',
    amount: { amount: '200.00', currency: 'GBP' },
    method: 'bank',
    reference: 'V-PAY',
  })
  // Nothing of it is in stock: the order waits, and can be held.
  await flow.put('/items', { sku: 'RARE-V', name: 'Rare', itemClass: 'kitchen', taxCode: 'standard' })
  const held = await flow.order([{ ...line, sku: 'RARE-V' }], { customer: { account: 'V-1' } })
  await flow.ok(`/orders/${held.id}/holds`, { code: 'call', reason: 'Call first' })
  // A draft is no order yet.
  await flow.sell([{ sku: 'NO-SUCH', quantity: '1' }], { customer: { account: 'V-1' } })
})
after(() => flow.close())

const get = async (path: string): Promise<Seen> => {
  const answer = await flow.server.request('GET', `/api/v1${path}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const pence = (rows: Seen[], of: (row: Seen) => string) =>
  rows.reduce((sum, row) => sum + Math.round(Number(of(row)) * 100), 0)

test('C12-1 C12-2 C12-3 one view shows all channels, holds, returns and money, and its figures tie to the orders', async () => {
  const view = await get('/customers/V-1')
  const orders = (await get('/orders?customer=V-1')).rows.filter((row: Seen) => row.status !== 'draft')
  const documents = (await get('/invoices?customer=V-1')).rows
  const of = (kind: string) => documents.filter((row: Seen) => row.kind === kind)
  const { lifetime } = view
  assert.deepEqual(
    [
      lifetime.whole,
      lifetime.orders,
      lifetime.cancelled,
      lifetime.invoices,
      lifetime.creditMemos,
      lifetime.returns,
    ],
    [true, orders.length, 0, of('invoice').length, of('credit_memo').length, 1],
  )
  assert.equal(lifetime.sales.length, 1)
  const [sales] = lifetime.sales
  const total = (row: Seen) => row.total.amount
  assert.equal(
    pence([sales], (row) => row.ordered.amount),
    pence(orders, total),
  )
  assert.equal(
    pence([sales], (row) => row.billed.amount),
    pence(of('invoice'), total),
  )
  assert.equal(
    pence([sales], (row) => row.credited.amount),
    pence(of('credit_memo'), total),
  )
  assert.deepEqual([...new Set(view.orders.map((row: Seen) => row.source))].sort(), [
    'marketplace',
    'webshop',
  ])
  assert.deepEqual(
    view.holds.map((row: Seen) => row.code),
    ['call'],
  )
  assert.deepEqual(
    view.returns.map((row: Seen) => [row.orderNumber, row.reason, row.accountNumber]),
    [[first.number, 'damaged', 'V-1']],
  )
  assert.deepEqual(
    view.receipts.map((row: Seen) => [row.reference, row.amount.amount]),
    [['V-PAY', '200.00']],
  )
  await flow.lawful()
})

test('C12-1 the view shows all orders, some, none or a single one', async () => {
  const shown = async (query: string) =>
    (await get(`/customers/V-1?${query}`)).orders.map((row: Seen) => row.number)
  assert.equal((await shown('')).length, 4)
  assert.equal((await shown('orders=all')).length, 4)
  assert.deepEqual(await shown('orders=none'), [])
  assert.deepEqual(await shown(`order=${first.number}`), [first.number])
  const [foreign] = (await get('/orders?customer=GB-0002')).rows
  assert.deepEqual(await shown(`order=${foreign.number}`), [])
  assert.deepEqual(await shown('order=nonsense'), [])
  const wrong = await flow.server.request('GET', '/api/v1/customers/V-1?orders=some')
  assert.equal(wrong.status, 400)
})
