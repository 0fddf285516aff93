import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.put('/tax-rates', {
    taxCode: 'zero',
    name: 'None',
    country: 'GB',
    percent: '0',
    validFrom: '2020-01-01',
  })
  for (const itemClass of ['block', 'hold', 'free']) {
    const sku = itemClass.toUpperCase()
    await flow.put('/items', { sku, name: sku, itemClass, kind: 'goods', taxCode: 'zero' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
    await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity: '100000', unitCost: '9' }])
  }
  await flow.put('/margin-rules', { code: 'B', floorPercent: '5', action: 'block', itemClasses: ['block'] })
  await flow.put('/margin-rules', { code: 'H', floorPercent: '5', action: 'hold', itemClasses: ['hold'] })
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const off = (percent: string) => ({ discounts: [{ percent }] })
const read = async (id: string, headers: Record<string, string> = {}): Promise<Seen> =>
  (await flow.server.request('GET', `/api/v1/orders/${id}`, undefined, headers)).body
const sell = (lines: object[], more: object = {}) => flow.sell(lines, { freight: gbp('0.00'), ...more })

test('P-16 N-10 below a floor that blocks an order stays a draft that says net, cost and margin to who may see them; raised, it is agreed', async () => {
  const at = await sell([{ sku: 'BLOCK', quantity: '2' }])
  assert.equal(at.state, 'in_progress', 'at 10 % of 20.00')
  const lines = [
    { sku: 'FREE', quantity: '1', ...off('50') },
    { sku: 'BLOCK', quantity: '2', ...off('10') },
  ]
  const order = await sell(lines)
  assert.equal(order.state, 'draft')
  assert.deepEqual(
    order.problems.map((one: Seen) => [one.path, one.code]),
    [['/lines/1/unitPrice', 'margin_below_floor']],
  )
  assert.doesNotMatch(order.problems[0].message, /18|cost|net/)
  const seen = await read(order.id)
  assert.equal(
    seen.problems[0].message,
    'net 18.00 GBP, cost 18.00 GBP, margin 0.00 GBP; rule B@1 wants 5 % of net: raise its price',
  )
  assert.deepEqual(seen.decisions.guardrail, [['B@1', '5', 'block', [], [[2, '1800', '1800']], []]])
  const key = await flow.keyOf(['orders:read', 'orders:write'])
  const hidden = await flow.server.request('GET', `/api/v1/orders/${order.id}`, undefined, key)
  assert.doesNotMatch(hidden.bytes.toString(), /guardrail|1800|cost 18/)
  const submitted = await flow.server.request('POST', `/api/v1/orders/${order.id}/submit`)
  assert.deepEqual(
    [submitted.status, submitted.body.code, submitted.body.errors[0].code],
    [422, 'draft_incomplete', 'margin_below_floor'],
  )
  const change = { lines: [{ lineNo: 2, ...off('4') }], submit: true }
  const raised = await flow.server.request('PATCH', `/api/v1/orders/${order.id}`, change, {
    'if-match': `"${order.revision}"`,
  })
  assert.equal(raised.body.state, 'in_progress', raised.bytes.toString())
})

test('P-16 what a cart would cost says that an order like it would be blocked, also to who sees no costs', async () => {
  const cart = {
    source: 'webshop',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    lines: [{ sku: 'BLOCK', quantity: '2', ...off('10') }],
  }
  for (const key of [{}, await flow.keyOf(['orders:read'])]) {
    const { body } = await flow.server.request('POST', '/api/v1/prices', { carts: [cart] }, key)
    assert.deepEqual(
      body.carts[0].problems.map((one: Seen) => [one.path, one.code]),
      [['/carts/0/lines/0/unitPrice', 'margin_below_floor']],
    )
    // Whoever may not state a price is not told to.
    assert.equal(body.carts[0].problems[0].message, 'at its price it leaves less than margin rule B wants')
  }
})

test('A3-10 a line that leaves −1 % holds its order, which promises its goods and ships nothing until finance releases it', async () => {
  const line = { sku: 'HOLD', quantity: '1', discounts: [{ amount: gbp('1.09') }] }
  const order = await sell([line])
  assert.equal(order.state, 'in_progress')
  assert.equal(order.status, 'on_hold')
  assert.deepEqual(
    order.holds.map((one: Seen) => one.code),
    ['margin'],
  )
  const { margin } = (await read(order.id)).lines[0]
  assert.deepEqual([margin.margin.amount, margin.percent], ['-0.09', '-1.010101'])
  const release = (key: Record<string, string>) =>
    flow.server.request(
      'POST',
      `/api/v1/orders/${order.id}/holds/${order.holds[0].id}/release`,
      { reason: 'a good customer' },
      { 'idempotency-key': `r-${Object.keys(key).length}`, ...key },
    )
  const refused = await release(await flow.keyOf(['orders:write', 'operations:write']))
  assert.deepEqual([refused.status, refused.body.code], [403, 'hold_of_check'])
  const released = await release({})
  assert.equal(released.status, 200, released.bytes.toString())
  const above = await sell([{ sku: 'HOLD', quantity: '1', ...off('5') }])
  assert.deepEqual([above.holds, above.state], [[], 'in_progress'])
})

test('N-10 goods that come from a dearer place are judged again as they are promised: the order is held', async () => {
  await flow.put('/locations', {
    code: 'FAR',
    name: 'Far',
    country: 'GB',
    rank: 900,
    costOrganization: 'FAR',
  })
  await flow.put('/items', { sku: 'DEAR', name: 'D', itemClass: 'block', kind: 'goods', taxCode: 'zero' })
  await flow.put('/prices', { list: 'RETAIL', sku: 'DEAR', validFrom: '2020-01-01', unitPrice: gbp('10.00') })
  await flow.ok('/stock/opening', [{ sku: 'DEAR', location: 'PORT', quantity: '5', unitCost: '6' }])
  await flow.ok('/stock/opening', [{ sku: 'DEAR', location: 'FAR', quantity: '50', unitCost: '9.80' }])
  const near = await sell([{ sku: 'DEAR', quantity: '3' }])
  assert.deepEqual([near.state, near.holds], ['in_progress', []])
  const far = await sell([{ sku: 'DEAR', quantity: '10', allowSplit: false }])
  assert.equal(far.state, 'in_progress', 'it is not below at entry')
  assert.deepEqual(
    far.holds.map((one: Seen) => one.code),
    ['margin'],
  )
  const { margin } = (await read(far.id)).lines[0]
  assert.deepEqual([margin.goods.amount, margin.percent], ['98.00', '2'])
})

test('P-16 a rule of another company, of another channel or an inactive one stops nothing; the laws hold', async () => {
  await flow.put('/margin-rules', {
    code: 'S',
    floorPercent: '99',
    action: 'block',
    sources: ['marketplace'],
  })
  const sold = () => sell([{ sku: 'FREE', quantity: '1' }])
  assert.equal((await sold()).state, 'in_progress')
  await flow.put('/margin-rules', { code: 'ALL', floorPercent: '99', action: 'block' })
  assert.equal((await sold()).state, 'draft')
  await flow.put('/margin-rules', { code: 'ALL', floorPercent: '99', action: 'block', active: false })
  assert.equal((await sold()).state, 'in_progress')
  const wrong = { code: 'W', floorPercent: 'much', action: 'block' }
  const refused = await flow.server.request('PUT', '/api/v1/margin-rules', wrong)
  assert.deepEqual(
    [refused.status, refused.body.errors.map((one: Seen) => one.path)],
    [422, ['/floorPercent']],
  )
  await flow.lawful()
})
