import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let flow: Flow
let beside: TestServer
before(async () => {
  // No workers: an order stands as it is left.
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
  beside = await startTestServer({ beside: flow.server, roles: 'api' })
})
after(async () => {
  await beside.close()
  await flow.close()
})

const codes = (problems: Seen): string[] => problems.map((one: Seen) => `${one.path} ${one.code}`)
const newItem = (sku: string) =>
  flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })

test('N-9 P-1 a receipt that was refused stays refused under its key, also when it would be taken by now', async () => {
  const body = { account: 'GB-NEW', amount: { amount: '5.00', currency: 'GBP' }, method: 'card' }
  const pay = (key: string, more: object = {}) => flow.post('/receipts', { ...body, ...more }, key)
  const first = await pay('refused-1')
  assert.deepEqual([first.status, codes(first.body.errors)], [422, ['/account unknown_customer']])
  await flow.sell([{ sku: 'KIT-101', quantity: '1' }], {
    customer: { account: 'GB-NEW', create: { name: 'Ada New' } },
  })
  const again = await pay('refused-1')
  assert.deepEqual(
    [again.status, again.body.code, again.body.errors],
    [first.status, first.body.code, first.body.errors],
  )
  const other = await pay('refused-1', { method: 'transfer' })
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused'])
  assert.equal((await pay('refused-2')).status, 201)
  await flow.lawful()
})

test('N-9 P-1 what was malformed is sent again under its key, corrected', async () => {
  const pay = (amount: string) =>
    flow.post(
      '/receipts',
      { account: 'GB-0001', amount: { amount, currency: 'GBP' }, method: 'card' },
      'malformed-1',
    )
  assert.deepEqual(codes((await pay('5.001')).body.errors), ['/amount/amount wrong_form'])
  assert.deepEqual(codes((await pay('0.00')).body.errors), ['/amount/amount bad_amount'])
  const taken = await pay('5.00')
  assert.equal(taken.status, 201, taken.bytes.toString())
  assert.deepEqual((await pay('5.00')).body.id, taken.body.id)
})

test('N-9 P-1 each row of a stock call keeps its own first outcome', async () => {
  await newItem('ROW-1')
  const row = (sku: string) => ({ sku, location: 'PORT', quantity: '2', unitCost: '3' })
  const call = (key: string) => flow.ok('/stock/receipts', [row('ROW-1'), row('ROW-2')], key)
  const first = await call('rows-1')
  assert.deepEqual([first.outcomes[0].ok, codes(first.outcomes[1].problems)], [true, ['/sku unknown_item']])
  await newItem('ROW-2')
  assert.deepEqual(await call('rows-1'), first)
  assert.deepEqual(
    (await call('rows-2')).outcomes.map((one: Seen) => one.ok),
    [true, true],
  )
  await flow.lawful()
})

test('N-9 P-1 a stock call under a key that was used with another body takes nothing in, be it longer or shorter', async () => {
  await newItem('ROW-3')
  const row = (quantity: string) => ({ sku: 'ROW-3', location: 'PORT', quantity, unitCost: '3' })
  const call = (rows: object[], path = '/stock/receipts') => flow.post(path, rows, 'rows-3')
  const first = await call([row('2'), row('3')])
  assert.equal(first.status, 200)
  for (const rows of [[row('2'), row('3'), row('4')], [row('2')], [row('5'), row('6'), row('7')]]) {
    const other = await call(rows)
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused'])
  }
  assert.deepEqual((await call([row('2'), row('3')])).body, first.body)
  const onHand = async () => {
    const [found] = await flow.server.db.sql<{ n: string }>(
      `select sum(g.on_hand)::float8::text as n from inventory.stock_gate g join catalog.item i on i.company_id = g.company_id and i.id = g.item_id where i.sku = 'ROW-3'`,
    )
    return found!.n
  }
  assert.equal(await onHand(), '5')
  // Another operation has keys of its own.
  assert.equal((await call([row('1')], '/stock/adjustments')).status, 200)
  // Of two at once with different bodies one is taken in whole, the other not at all, whichever node they come to.
  const nodes = [flow.server, beside]
  const both = await Promise.all(
    nodes.map((node, n) =>
      node.request(
        'POST',
        '/api/v1/stock/receipts',
        Array.from({ length: 40 + n * 40 }, () => row(n === 0 ? '1' : '2')),
        { 'idempotency-key': 'rows-4' },
      ),
    ),
  )
  const taken = both.findIndex(({ status }) => status === 200)
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 422])
  assert.equal(await onHand(), String(6 + (taken === 0 ? 40 : 160)))
  await flow.lawful()
})

test('N-9 P-1 two nodes that get one request at once give it one outcome, be it an answer or a refusal', async () => {
  const made = await flow.order([{ sku: 'KIT-101', quantity: '1', net: '10.00', tax: '2.00' }])
  const send = (node: TestServer, path: string, body: unknown, key: string) =>
    node.request('POST', `/api/v1${path}`, body, { 'idempotency-key': key })
  for (let round = 0; round < 5; round += 1) {
    const opening = [{ sku: `NODES-${round}`, location: 'PORT', quantity: '2', unitCost: '3' }]
    await newItem(opening[0]!.sku)
    const hold = { code: 'look', reason: 'look at it' }
    for (const [path, body] of [
      ['/stock/opening', opening],
      [`/orders/${made.id}/holds`, hold],
      ['/orders/ord_0000000000000/holds', hold],
    ] as const) {
      const nodes = [flow.server, beside, flow.server, beside]
      const answers = await Promise.all(nodes.map((node) => send(node, path, body, `nodes-${round}`)))
      const said = answers.map(({ status, body: { outcomes, id, code } }) => ({ status, outcomes, id, code }))
      assert.deepEqual(
        said,
        said.map(() => said[0]),
        path,
      )
    }
  }
  await flow.lawful()
})
