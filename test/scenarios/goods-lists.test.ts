import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const get = async (path: string) => {
  const answer = await flow.server.request('GET', `/api/v1${path}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}

test('shipments, returns and supply orders are listed, filtered and paged', async () => {
  await flow.put('/locations', { code: 'HAND', name: 'By hand', country: 'GB', rank: 9, autoConfirm: false })
  await flow.put('/items', { sku: 'LIST-1', name: 'List', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'LIST-1', location: 'HAND', quantity: '9', unitCost: '1' }])
  const line = { sku: 'LIST-1', quantity: '2', net: '20.00', tax: '4.00' }
  const orders: Seen[] = []
  for (let made = 0; made < 3; made += 1) {
    const order = await flow.order([line])
    orders.push(await flow.until(order.id, (one) => one.shipments.length === 1))
  }
  const [first, second, third] = orders
  await flow.ok(`/shipments/${first.shipments[0].id}/confirm`, { carrier: 'Post', trackingNumber: 'T-1' })
  await flow.until(first.id, (one) => one.billingStatus === 'billed')
  const listed = await get('/shipments?location=HAND&limit=2')
  assert.deepEqual(
    listed.rows.map((one: Seen) => one.orderId),
    [third.id, second.id],
  )
  const next = await get(`/shipments?location=HAND&limit=2&after=${encodeURIComponent(listed.next)}`)
  assert.deepEqual(next, {
    rows: [
      {
        id: first.shipments[0].id,
        state: 'shipped',
        location: 'HAND',
        releasedOn: next.rows[0].releasedOn,
        carrier: 'Post',
        trackingNumber: 'T-1',
        orderId: first.id,
        orderNumber: first.number,
      },
    ],
    next: null,
  })
  assert.deepEqual((await get('/shipments?state=requested')).rows.length, 2)
  assert.deepEqual((await get(`/shipments?order=${first.number}`)).rows.length, 1)
  const day = listed.rows[0].releasedOn
  assert.deepEqual(
    (await get(`/shipments?order=${first.id}&releasedFrom=${day}&releasedTo=${day}`)).rows.length,
    1,
  )
  assert.deepEqual((await get(`/shipments?order=${first.id}&releasedTo=2000-01-01`)).rows, [])

  const back = await flow.ok('/returns', {
    orderId: first.id,
    reason: 'broken',
    lines: [{ lineNo: 1, quantity: '1' }],
  })
  const kind = {
    account: 'GB-0002',
    reason: 'kind',
    lines: [{ sku: 'LIST-1', quantity: '1', unitPrice: '1', restock: false }],
  }
  const free = await flow.ok('/returns', kind)
  const returns = (await get('/returns')).rows
  assert.deepEqual(
    returns.map((one: Seen) => [one.id, one.orderNumber, one.account, one.reason]),
    [
      [free.id, null, 'GB-0002', 'kind'],
      [back.id, first.number, 'GB-0001', 'broken'],
    ],
  )
  assert.deepEqual((await get('/returns?account=GB-0001')).rows, [returns[1]])
  assert.deepEqual((await get(`/returns?order=${first.id}`)).rows, [returns[1]])

  const supply = { sku: 'LIST-1', location: 'HAND', unitCost: '1.5', quantity: '4', dueOn: '2099-01-01' }
  await flow.ok('/supply-orders', [
    { ...supply, number: 'PO-L1' },
    { ...supply, number: 'PO-L2' },
  ])
  await flow.ok('/stock/receipts', [
    { sku: 'LIST-1', location: 'HAND', quantity: '4', supplyNumber: 'PO-L1' },
    { sku: 'LIST-1', location: 'HAND', quantity: '1', supplyNumber: 'PO-L2' },
  ])
  const open = (await get('/supply-orders?sku=LIST-1&open=true')).rows
  assert.deepEqual(open, [
    {
      id: open[0].id,
      number: 'PO-L2',
      sku: 'LIST-1',
      location: 'HAND',
      dueOn: '2099-01-01',
      quantity: '4',
      received: '1',
      over: '0',
      unitCost: { amount: '1.5', currency: 'GBP' },
    },
  ])
  const all = (await get('/supply-orders?location=HAND&dueFrom=2099-01-01')).rows
  assert.deepEqual(
    all.map((one: Seen) => one.number),
    ['PO-L2', 'PO-L1'],
  )
  for (const path of [
    '/shipments?location=MOON',
    '/returns?account=NOBODY',
    '/supply-orders?sku=GHOST',
    '/returns?order=no',
  ]) {
    const answer = await flow.server.request('GET', `/api/v1${path}`)
    assert.deepEqual([answer.status, answer.body.errors[0].code], [400, 'unknown_value'], path)
  }
})
