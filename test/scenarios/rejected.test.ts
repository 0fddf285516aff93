import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

// Three shops that say themselves what they shipped, asked by rank.
let flow: Flow
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, limits: { DOCKET_ALERT_EVERY_SECONDS: '1' } }))
  for (const [index, code] of ['SHOP-A', 'SHOP-B', 'SHOP-C'].entries())
    await flow.put('/locations', { code, name: code, country: 'GB', rank: 500 + index, autoConfirm: false })
})
after(() => flow.close())

async function stocked(sku: string, onHand: Record<string, string>): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const rows = Object.entries(onHand).map(([location, quantity]) => ({
    sku,
    location,
    quantity,
    unitCost: '1',
  }))
  await flow.ok('/stock/opening', rows)
}

/** An order of these, and its first shipment as a shop was asked for it. */
async function asked(sku: string, quantity: string, net = '100.00', tax = '20.00') {
  const made = await flow.order([
    { sku, quantity, unitPrice: (Number(net) / Number(quantity)).toFixed(6), net, tax },
  ])
  const order = await flow.until(made.id, (one) => one.shipments.length === 1)
  return { id: made.id as string, shipment: order.shipments[0], part: order.fulfillmentLines[0] }
}

const reject = (shipment: Seen, body: object, key?: string) =>
  flow.post(`/shipments/${shipment.id}/reject`, { reason: 'not on the shelf', ...body }, key)
/** What all of an order comes to on its invoices, once all is billed; what is confirmed together is on one. */
async function billed(id: string): Promise<string> {
  const order = await flow.until(id, (seen) => seen.billingStatus === 'billed')
  const totals = order.invoices.map((bill: Seen) => Number(bill.total.amount))
  return totals.reduce((sum: number, total: number) => sum + total, 0).toFixed(2)
}
const places = (order: Seen) =>
  order.fulfillmentLines.map((one: Seen) => `${one.location.code} ${one.quantity} ${one.supply}`)

test('C13-8 P-29 A7-2 A rejects 3 of 5: B is asked for 3, each ships its own, and the line is billed to the last penny', async () => {
  await stocked('REJ-1', { 'SHOP-A': '5', 'SHOP-B': '9' })
  const { id, shipment, part } = await asked('REJ-1', '5')
  const line = { fulfillmentLineId: part.id, quantity: '3' }
  const answer = await reject(shipment, { lines: [line] }, 'reject-1')
  assert.equal(answer.status, 200, answer.bytes.toString())
  const [one] = answer.body.rejected
  assert.deepEqual(
    [one.unfulfillable, ...one.servedBy.map((by: Seen) => `${by.location} ${by.quantity} ${by.supply}`)],
    [false, 'SHOP-B 3 on_hand'],
  )
  // The same message again changes nothing.
  assert.deepEqual((await reject(shipment, { lines: [line] }, 'reject-1')).body, answer.body)
  const order = await flow.until(id, (seen) => seen.shipments.length === 2)
  assert.deepEqual(places(order), ['SHOP-A 2 on_hand', 'SHOP-B 3 on_hand'])
  const { decision } = order.fulfillmentLines[1]
  assert.deepEqual([decision.attempt, decision.rejectedBy], [2, ['SHOP-A']])
  const told = order.timeline.find((fact: Seen) => fact.act === 'reject')
  assert.equal(told.reason, 'not on the shelf')
  await flow.lawful()
  for (const { id: asking } of order.shipments) await flow.ok(`/shipments/${asking}/confirm`, {})
  assert.equal(await billed(id), '120.00')
  await flow.lawful()
})

test('C13-8 B6-3 after 1 of 3 left and was billed the rest is rejected and goes out of two others, for the same 10.00', async () => {
  await stocked('REJ-2', { 'SHOP-A': '3', 'SHOP-B': '1', 'SHOP-C': '1' })
  const { id, shipment, part } = await asked('REJ-2', '3', '10.00', '2.00')
  await flow.ok(`/shipments/${shipment.id}/confirm`, {
    lines: [{ fulfillmentLineId: part.id, quantity: '1' }],
  })
  await flow.until(id, (seen) => seen.invoices.length === 1)
  const answer = await reject(shipment, {})
  assert.equal(answer.status, 200, answer.bytes.toString())
  assert.equal(answer.body.state, 'shipped')
  const order = await flow.until(id, (seen) => seen.shipments.length === 3)
  assert.deepEqual(places(order), ['SHOP-A 1 on_hand', 'SHOP-B 1 on_hand', 'SHOP-C 1 on_hand'])
  await flow.lawful()
  for (const { id: asking, state } of order.shipments)
    if (state === 'requested') await flow.ok(`/shipments/${asking}/confirm`, {})
  assert.equal(await billed(id), '12.00')
  await flow.lawful()
})

test('C13-8 B6-3 of what is refused others serve what they have, and the rest alone waits or is cancelled', async () => {
  const gbp = (amount: string) => ({ amount, currency: 'GBP' })
  await flow.put('/customer-accounts', {
    number: 'NO-WAIT',
    name: 'Does not wait',
    currency: 'GBP',
    shipToCountry: 'GB',
    backorders: false,
  })
  const refusedIn = async (sku: string, more: object) => {
    await stocked(sku, { 'SHOP-A': '5', 'SHOP-B': '1' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
    const made = await flow.sell([{ sku, quantity: '5' }], { freight: gbp('0.00'), ...more })
    const { shipments, fulfillmentLines } = await flow.until(made.id, (one) => one.shipments.length === 1)
    const lines = [{ fulfillmentLineId: fulfillmentLines[0].id, quantity: '3' }]
    const answer = await reject(shipments[0], { lines })
    assert.equal(answer.status, 200, answer.bytes.toString())
    const seen = await flow.server.request('GET', `/api/v1/shipments/${shipments[0].id}`)
    const told = seen.body.lines[0].statuses.map((one: Seen) => `${one.quantity} ${one.status}`)
    return [answer.body.rejected[0].unfulfillable, told, await flow.read(made.id)] as const
  }
  const [open, told, waiting] = await refusedIn('REJ-H1', {})
  assert.equal(open, true)
  assert.deepEqual(told, ['2 offered', '1 rejected', '2 unfulfillable'])
  const [stays, served, rest] = places(waiting)
  assert.deepEqual([stays, served], ['SHOP-A 2 on_hand', 'SHOP-B 1 on_hand'])
  assert.match(rest, / 2 backorder$/)
  const decisions = waiting.fulfillmentLines.map((one: Seen) => one.decision.unfulfillable ?? null)
  assert.deepEqual(decisions, [null, null, 'nobody_has_it'])
  await flow.lawful()
  const [, , order] = await refusedIn('REJ-H2', { customer: { account: 'NO-WAIT' } })
  assert.deepEqual(
    order.fulfillmentLines.map((one: Seen) => [one.quantity, one.cancelled]),
    [
      ['2', '0'],
      ['1', '0'],
      ['2', '2'],
    ],
  )
  await flow.lawful()
  for (const { id } of [waiting, order]) await flow.ok(`/orders/${id}/cancel`, { reason: 'seen' })
  await flow.lawful()
})

test('C13-8 B6-2 what an account or an order takes in one piece is served in one piece when it is rejected, or waits', async () => {
  await flow.put('/customer-accounts', {
    number: 'ONE-PIECE',
    name: 'One piece',
    currency: 'GBP',
    shipToCountry: 'GB',
    partialShipments: false,
  })
  const gbp = (amount: string) => ({ amount, currency: 'GBP' })
  const taken = async (sku: string, others: Record<string, string>, more: object, line: object) => {
    await stocked(sku, { 'SHOP-A': '6', ...others })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
    const made = await flow.sell([{ sku, quantity: '6', ...line }], { freight: gbp('0.00'), ...more })
    const order = await flow.until(made.id, (one) => one.shipments.length === 1)
    const answer = await reject(order.shipments[0], {})
    assert.equal(answer.status, 200, answer.bytes.toString())
    const parts = places(await flow.read(made.id))
    await flow.ok(`/orders/${made.id}/cancel`, { reason: 'seen' })
    return parts
  }
  const account = { customer: { account: 'ONE-PIECE' } }
  const [piece] = await taken('REJ-P1', { 'SHOP-B': '3', 'SHOP-C': '3' }, account, {})
  assert.match(piece!, / 6 backorder$/)
  assert.deepEqual(await taken('REJ-P2', { 'SHOP-B': '3', 'SHOP-C': '6' }, account, {}), ['SHOP-C 6 on_hand'])
  const whole = await taken('REJ-P3', { 'SHOP-B': '3', 'SHOP-C': '3' }, {}, { allowSplit: false })
  assert.match(whole[0]!, / 6 backorder$/)
  await flow.lawful()
})

test('C13-8 who refused is not asked again, and what nobody has calls a person', async () => {
  await stocked('REJ-3', { 'SHOP-A': '4', 'SHOP-B': '4' })
  const { id, shipment } = await asked('REJ-3', '4')
  await reject(shipment, {})
  const second = await flow.until(id, (seen) =>
    seen.shipments.some((one: Seen) => one.state === 'requested' && one.id !== shipment.id),
  )
  assert.deepEqual(places(second), ['SHOP-B 4 on_hand'])
  const next = second.shipments.find((one: Seen) => one.state === 'requested')
  const answer = await reject(next, {})
  assert.equal(answer.status, 200, answer.bytes.toString())
  assert.equal(answer.body.rejected[0].unfulfillable, true)
  const order = await flow.read(id)
  const [line] = order.fulfillmentLines
  assert.deepEqual([line.supply, line.decision.unfulfillable], ['backorder', 'nobody_has_it'])
  assert.deepEqual(line.decision.rejectedBy, ['SHOP-A', 'SHOP-B'])
  const told = order.timeline.findLast((fact: Seen) => fact.act === 'reject')
  assert.ok(told.events.includes('order.unfulfillable'), JSON.stringify(told))
  await flow.lawful()
  await flow.ok(`/orders/${id}/cancel`, { reason: 'nobody has it' })
  await flow.lawful()
})

test('C13-8 P-23 what is refused whole is split over two others, by the rule of the order, and after its last search goes to its default', async () => {
  const rule = { name: 'Shops', source: 'marketplace', locations: ['SHOP-A', 'SHOP-B', 'SHOP-C'] }
  const terms = { criteria: [{ by: 'priority' }], maxAttempts: 2, defaultLocation: 'SHOP-C' }
  await flow.put('/sourcing-rules', { code: 'SHOPS', ...rule, ...terms })
  await stocked('REJ-5', { 'SHOP-A': '4', 'SHOP-B': '3', 'SHOP-C': '1' })
  const { id, shipment } = await asked('REJ-5', '4')
  const answer = await reject(shipment, {})
  assert.equal(answer.status, 200, answer.bytes.toString())
  const order = await flow.until(id, (seen) => seen.shipments.length === 3)
  assert.deepEqual(places(order), ['SHOP-B 3 on_hand', 'SHOP-C 1 on_hand'])
  const searches = (await flow.server.request('GET', `/api/v1/orders/${id}?include=sourcing`)).body.sourcing
  assert.deepEqual(
    searches.map((one: Seen) => [one.attempt, one.outcome]),
    [
      [1, 'one_fills_all'],
      [2, 'split_line'],
    ],
  )
  const a = searches[1].places.find((one: Seen) => one.location === 'SHOP-A')
  assert.equal(a.barred, 'rejected')
  await flow.lawful()
  const ofB = order.shipments.find((one: Seen) => one.state === 'requested' && one.lines[0].requested === '3')
  const last = await reject(ofB, {
    lines: [{ fulfillmentLineId: ofB.lines[0].fulfillmentLineId, quantity: '2' }],
  })
  assert.equal(last.status, 200, last.bytes.toString())
  assert.deepEqual(
    last.body.rejected.map((one: Seen) => [
      one.unfulfillable,
      one.servedBy[0].location,
      one.servedBy[0].supply,
    ]),
    [[true, 'SHOP-C', 'backorder']],
  )
  const after = await flow.read(id)
  assert.deepEqual(places(after), ['SHOP-B 1 on_hand', 'SHOP-C 1 on_hand', 'SHOP-C 2 backorder'])
  await flow.lawful()
  // What comes to the default place goes out from there.
  await flow.put('/sourcing-rules', { code: 'SHOPS', ...rule, ...terms, active: false })
})

test('C13-8 the only place that may serve it refuses: it waits for a person, and the same goods do not go to it from there again', async () => {
  const rule = { name: 'One', source: 'marketplace', criteria: [{ by: 'priority' }] }
  await flow.put('/sourcing-rules', { code: 'SHOPS', ...rule, locations: ['SHOP-A'] })
  await stocked('REJ-6', { 'SHOP-A': '10' })
  const { id, shipment } = await asked('REJ-6', '3')
  const answer = await reject(shipment, {})
  assert.equal(answer.status, 200, answer.bytes.toString())
  assert.equal(answer.body.rejected[0].unfulfillable, true)
  assert.deepEqual(places(await flow.read(id)), ['SHOP-A 3 backorder'])
  // The job that gives free goods to those who wait comes by meanwhile.
  await flow.run('backorders')
  assert.deepEqual(places(await flow.read(id)), ['SHOP-A 3 backorder'])
  // It keeps them from nobody else.
  const other = await asked('REJ-6', '10')
  assert.equal(other.part.supply, 'on_hand')
  await flow.lawful()
  await flow.put('/sourcing-rules', { code: 'SHOPS', ...rule, locations: ['SHOP-A'], active: false })
})

test('C13-6 a place that the rule of an order forbids does not serve what waits for goods either, one that it allows does', async () => {
  const rule = {
    name: 'Two',
    source: 'marketplace',
    criteria: [{ by: 'priority' }],
    locations: ['SHOP-A', 'SHOP-B'],
  }
  await flow.put('/sourcing-rules', { code: 'SHOPS', ...rule })
  await stocked('REJ-7', { 'SHOP-C': '10' })
  const { id } = await flow.order([
    { sku: 'REJ-7', quantity: '3', unitPrice: '10.00', net: '30.00', tax: '6.00' },
  ])
  assert.deepEqual(places(await flow.read(id)), ['SHOP-A 3 backorder'])
  // The job that gives free goods to those who wait comes by meanwhile.
  await flow.run('backorders')
  assert.deepEqual(places(await flow.read(id)), ['SHOP-A 3 backorder'])
  await flow.ok('/stock/receipts', [{ sku: 'REJ-7', location: 'SHOP-C', quantity: '3', unitCost: '1' }])
  assert.deepEqual(places(await flow.read(id)), ['SHOP-A 3 backorder'])
  await flow.ok('/stock/receipts', [{ sku: 'REJ-7', location: 'SHOP-B', quantity: '3', unitCost: '1' }])
  await flow.until(id, (seen) => places(seen).join() === 'SHOP-B 3 on_hand')
  await flow.lawful()
  await flow.put('/sourcing-rules', { code: 'SHOPS', ...rule, active: false })
})

test('C13-8 a rejection that crosses a confirmation finds what that left, everything wrong is told at once', async () => {
  await stocked('REJ-4', { 'SHOP-A': '40', 'SHOP-B': '40' })
  for (let round = 0; round < 5; round++) {
    const { id, shipment } = await asked('REJ-4', '2')
    const [confirmed, rejected] = await Promise.all([
      flow.post(`/shipments/${shipment.id}/confirm`, {}),
      reject(shipment, {}),
    ])
    const order = await flow.read(id)
    const sum = order.fulfillmentLines.reduce((total: number, one: Seen) => total + Number(one.quantity), 0)
    assert.equal(sum, 2)
    if (rejected.status === 200) assert.ok(order.strays.length === 1 || confirmed.status === 422)
    else assert.deepEqual([confirmed.status, rejected.body.errors[0].code], [200, 'nothing_left'])
  }
  const { shipment, part } = await asked('REJ-4', '2')
  const wrong = await reject(shipment, {
    lines: [
      { fulfillmentLineId: part.id, quantity: '3' },
      { fulfillmentLineId: part.id },
      { fulfillmentLineId: 'ful_zzz', quantity: '0' },
    ],
  })
  assert.equal(wrong.status, 422, wrong.bytes.toString())
  assert.deepEqual(
    wrong.body.errors.map((one: Seen) => one.path),
    ['/lines/2/fulfillmentLineId', '/lines/0/quantity', '/lines/1/fulfillmentLineId', '/lines/2/quantity'],
  )
  await flow.lawful()
})

test('C13-8 an alert tells of what places refused and nobody has until somebody decides on it', async () => {
  const told = async (is: (raised: Seen) => boolean): Promise<Seen> => {
    const end = performance.now() + 40_000
    for (;;) {
      await flow.run('alerts')
      const { rows } = (await flow.server.request('GET', '/api/v1/monitoring/alerts')).body
      const raised = rows.find((row: Seen) => row.condition === 'order-unfulfillable')
      if (is(raised)) return raised
      assert.ok(performance.now() < end, JSON.stringify(raised))
    }
  }
  // Each sixth look asks for it: what was found before may be gone.
  for (let look = 0; look < 6; look += 1) await flow.run('alerts')
  const waiting = (await told(() => true))?.facts.lines ?? 0
  await stocked('REJ-ALERT', { 'SHOP-A': '5' })
  const { id, shipment } = await asked('REJ-ALERT', '5')
  const { body } = await reject(shipment, {})
  assert.equal(body.rejected[0].unfulfillable, true)
  const raised = await told((one) => one?.facts.lines > waiting)
  assert.deepEqual([raised.severity, raised.page], ['warning', 'docs/operating/order-unfulfillable.md'])
  await flow.ok(`/orders/${id}/cancel`, { reason: 'nobody has it' })
  await told((one) => (one?.facts.lines ?? 0) <= waiting)
})
