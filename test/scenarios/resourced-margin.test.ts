import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

// A cheap place and a dear one, which say themselves what they shipped.
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
  for (const [index, code] of ['RM-CHEAP', 'RM-DEAR', 'RM-FAIR'].entries())
    await flow.put('/locations', {
      code,
      name: code,
      country: 'GB',
      rank: index + 1,
      autoConfirm: false,
      costOrganization: code,
    })
  await flow.put('/margin-rules', { code: 'RM', floorPercent: '20', action: 'block', itemClasses: ['rm'] })
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
async function stocked(sku: string, stock: readonly (readonly [string, string])[]): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'rm', kind: 'goods', taxCode: 'zero' })
  await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
  await flow.ok(
    '/stock/opening',
    stock.map(([location, unitCost]) => ({ sku, location, quantity: '100', unitCost })),
  )
}
async function asked(lines: object[]): Promise<Seen> {
  const { id } = await flow.sell(lines, { freight: gbp('0.00') })
  return flow.until(id, (seen) => seen.shipments.some((one: Seen) => one.state === 'requested'))
}
const reject = (order: Seen, body: object = {}) =>
  flow.ok(`/shipments/${order.shipments.find((one: Seen) => one.state === 'requested').id}/reject`, {
    reason: 'not on the shelf',
    ...body,
  })
const open = (order: Seen) => order.holds.filter((one: Seen) => !one.released).map((one: Seen) => one.code)

test('N-10 P-16 what a dearer place serves after a rejection is judged again: the order is held with the reason until finance releases it', async () => {
  await stocked('RM-1', [
    ['RM-CHEAP', '6'],
    ['RM-DEAR', '9'],
  ])
  const order = await asked([{ sku: 'RM-1', quantity: '2' }])
  assert.deepEqual(open(order), [])
  await reject(order)
  const held = await flow.read(order.id)
  assert.deepEqual(open(held), ['margin'])
  assert.equal(held.holds[0].reason, 'served from elsewhere 1 of its lines leaves less than is wanted (RM)')
  assert.doesNotMatch(JSON.stringify(held.timeline), /18\.00|1800/)
  const told = held.timeline.findLast((fact: Seen) => fact.act === 'reject')
  assert.ok(told.events.includes('order.held'), JSON.stringify(told))
  await flow.lawful()
  assert.ok(!held.shipments.some((one: Seen) => one.state === 'requested'))
  const release = async (key: Record<string, string>) =>
    flow.server.request(
      'POST',
      `/api/v1/orders/${order.id}/holds/${held.holds[0].id}/release`,
      { reason: 'a good customer' },
      { 'idempotency-key': `rm-${Object.keys(key).length}`, ...key },
    )
  assert.equal(
    (await release(await flow.keyOf(['orders:write', 'operations:write']))).body.code,
    'hold_of_check',
  )
  assert.equal((await release({})).status, 200)
  const going = await flow.until(order.id, (seen) =>
    seen.shipments.some((one: Seen) => one.state === 'requested'),
  )
  const again = going.shipments.find((one: Seen) => one.state === 'requested')
  assert.equal(again.location.code, 'RM-DEAR')
  await flow.ok(`/shipments/${again.id}/confirm`, {})
  await flow.lawful()
})

test('N-10 what is served for no more than the floor allows, or of a line that was not refused, is not held', async () => {
  await stocked('RM-2', [
    ['RM-CHEAP', '6'],
    ['RM-FAIR', '7.50'],
  ])
  const fair = await asked([{ sku: 'RM-2', quantity: '2' }])
  await reject(fair)
  const served = await flow.read(fair.id)
  assert.deepEqual([open(served), served.fulfillmentLines[0].location.code], [[], 'RM-FAIR'])

  await stocked('RM-3', [
    ['RM-CHEAP', '6'],
    ['RM-DEAR', '9'],
  ])
  const order = await asked([
    { sku: 'RM-3', quantity: '2' },
    { sku: 'RM-2', quantity: '2' },
  ])
  const part = order.fulfillmentLines.find((one: Seen) => one.lineNo === 2)
  await reject(order, { lines: [{ fulfillmentLineId: part.id }] })
  assert.deepEqual(open(await flow.read(order.id)), [])
  await flow.lawful()
})

test('N-10 an order that is held for its margin is refused twice and held once; a part of a line counts with the rest', async () => {
  await stocked('RM-4', [
    ['RM-CHEAP', '6'],
    ['RM-DEAR', '9.90'],
  ])
  const order = await asked([{ sku: 'RM-4', quantity: '4' }])
  const [part] = order.fulfillmentLines
  // One of four for 9.90: 27.90 of 40.00, above the floor; three: 35.70, below it.
  await reject(order, { lines: [{ fulfillmentLineId: part.id, quantity: '1' }] })
  assert.deepEqual(open(await flow.read(order.id)), [])
  await reject(order, { lines: [{ fulfillmentLineId: part.id, quantity: '2' }] })
  assert.deepEqual(open(await flow.read(order.id)), ['margin'])
  await reject(order, { lines: [{ fulfillmentLineId: part.id, quantity: '1' }] })
  assert.deepEqual(open(await flow.read(order.id)), ['margin'])
  await flow.lawful()
})

test('N-10 N-4 what a planner sends from a dearer place is judged again, too', async () => {
  await stocked('RM-9', [
    ['RM-CHEAP', '6'],
    ['RM-FAIR', '7'],
    ['RM-DEAR', '9'],
  ])
  await flow.put('/source-systems', { code: 'webshop', name: 'Web shop', remorseMinutes: 60 })
  for (const [location, holds] of [
    ['RM-FAIR', []],
    ['RM-DEAR', ['margin']],
  ] as const) {
    const { id } = await flow.sell([{ sku: 'RM-9', quantity: '2' }], { freight: gbp('0.00') })
    const line = (await flow.read(id)).fulfillmentLines[0].id
    const [asked] = (await flow.ok('/promises/what-if', [{ orderId: id, line }])).outcomes
    const option = asked.answer.options.find((one: Seen) => one.kind === 'place' && one.location === location)
    const [done] = (await flow.ok('/promises/re-source', [{ orderId: id, line, token: option.token }]))
      .outcomes
    assert.ok(done.ok, JSON.stringify(done))
    const seen = await flow.read(id)
    assert.deepEqual([seen.fulfillmentLines[0].location.code, open(seen)], [location, holds])
    const told = seen.timeline.findLast((fact: Seen) => fact.act === 're_source')
    assert.equal(told.events.includes('order.held'), holds.length > 0)
  }
  await flow.lawful()
})

test('N-10 what a dearer place serves since a count took it away is judged again; what only waits is not', async () => {
  for (const [sku, has, held] of [
    ['RM-11', true, ['margin']],
    ['RM-12', false, []],
  ] as const) {
    await flow.put('/items', { sku, name: sku, itemClass: 'rm', kind: 'goods', taxCode: 'zero' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
    await flow.ok('/stock/opening', [{ sku, location: 'RM-CHEAP', quantity: '5', unitCost: '6' }])
    const order = await flow.sell([{ sku, quantity: '5' }], {
      freight: gbp('0.00'),
      requestedOn: '2099-01-01',
    })
    if (has) await flow.ok('/stock/receipts', [{ sku, location: 'RM-DEAR', quantity: '5', unitCost: '9.90' }])
    await flow.ok('/stock/adjustments', [{ sku, location: 'RM-CHEAP', quantity: '-4' }])
    const after = await flow.until(order.id, (one) => one.fulfillmentLines.length === 2)
    assert.deepEqual(
      after.fulfillmentLines.map((one: Seen) => `${one.supply} ${one.quantity}`),
      ['on_hand 1', has ? 'on_hand 4' : 'backorder 4'],
    )
    assert.deepEqual(open(after), held, sku)
    const told = after.timeline.find((fact: Seen) => fact.events.includes('order.promise_lost'))
    assert.equal(told.events.includes('order.held'), has)
    await flow.lawful()
    if (!has) continue
    await flow.ok(`/orders/${order.id}/holds/${after.holds[0].id}/release`, { reason: 'a good customer' })
    await flow.lawful()
  }
})
