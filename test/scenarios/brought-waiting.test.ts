import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// Goods that come to a warehouse serve, in turn, who waits to collect them at a store that is brought what it lacks.
let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  const place = { autoConfirm: false }
  await flow.put('/locations', { ...place, code: 'BIG', name: 'Big warehouse', country: 'GB', rank: 500 })
  await flow.put('/locations', { ...place, code: 'FAR', name: 'Far store', country: 'GB', rank: 501 })
  const store = { ...place, country: 'IE', rank: 900 }
  await flow.put('/locations', { ...store, code: 'KIOSK', name: 'Kiosk', transferMethod: 'van' })
  await flow.put('/locations', { ...store, code: 'ALONE', name: 'Brought nothing' })
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'IE', transitDays: 2 })
})
after(() => flow.close())

const line = (sku: string, quantity: string, location?: string) => ({
  sku,
  quantity,
  unitPrice: '10',
  net: (10 * Number(quantity)).toFixed(2),
  tax: (2 * Number(quantity)).toFixed(2),
  ...(location === undefined ? {} : { location }),
})

const item = (sku: string) => flow.newItem(sku)

async function received(sku: string, location: string, quantity: string): Promise<void> {
  const { outcomes } = await flow.ok('/stock/receipts', [{ sku, location, quantity, unitCost: '4' }])
  assert.ok(outcomes[0].ok, JSON.stringify(outcomes))
}

/** What was asked of places for an order, as soon as it was asked. */
async function asked(id: string): Promise<Seen[]> {
  await flow.until(id, (seen) => seen.timeline.some((fact: Seen) => fact.act === 'bring'))
  return (await flow.server.request('GET', `/api/v1/transfers?order=${id}`)).body.rows
}

const parts = (order: Seen) =>
  order.fulfillmentLines.map(
    (one: Seen) => `${one.location.code} ${one.quantity} ${one.supply} ${one.decision.broughtFrom ?? '-'}`,
  )

async function waitForRelease(backordersWaitForRelease: boolean): Promise<void> {
  const { companies } = (await flow.server.request('GET', '/api/v1/companies')).body
  const { code, name, currency, country, timeZone, settings } = companies[0]
  const kept = { code, name, currency, country, timeZone }
  await flow.put('/companies', { ...kept, settings: { ...settings, backordersWaitForRelease } })
}

/** It is sent, arrives and is handed over. */
async function handedOver(id: string): Promise<void> {
  for (const { id: transfer } of await asked(id)) {
    await flow.ok(`/transfers/${transfer}/send`, {})
    await flow.ok(`/transfers/${transfer}/receive`, {})
  }
  const { shipments } = await flow.until(id, (seen) => seen.shipments.length === 1)
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})
  await flow.until(id, (seen) => seen.billingStatus === 'billed')
}

test('C13-1 P-27 goods that come to a warehouse are brought to the oldest who waits at a store, before anybody new has them', async () => {
  await item('WB-1')
  const first = await flow.order([line('WB-1', '4', 'KIOSK')])
  const alone = await flow.order([line('WB-1', '4', 'ALONE')])
  const second = await flow.order([line('WB-1', '4', 'KIOSK')])
  const delivered = await flow.order([line('WB-1', '4')])
  const third = await flow.order([line('WB-1', '4', 'KIOSK')])
  await received('WB-1', 'BIG', '13')
  for (const { id } of [first, second])
    assert.deepEqual(parts(await flow.read(id)), ['KIOSK 4 transfer BIG'], id)
  assert.deepEqual(parts(await flow.read(delivered.id)), ['BIG 4 on_hand -'])
  assert.deepEqual(parts(await flow.read(third.id)), ['KIOSK 4 backorder -'])
  assert.deepEqual(parts(await flow.read(alone.id)), ['ALONE 4 backorder -'])
  await flow.lawful()
  const order = await flow.read(first.id)
  assert.equal(order.fulfillmentLines[0].promisedOn, addDays(today, 2))
  assert.equal(order.fulfillmentLines[0].decision.reason, 'brought')
  const told = order.timeline.find((fact: Seen) => fact.act === 'promise')
  assert.deepEqual(told.events, ['order.promised'])
  const [transfer] = await asked(first.id)
  assert.deepEqual([transfer.from, transfer.to, transfer.toSend], ['BIG', 'KIOSK', '4'])
  // What the next receipt leaves serves the third, and nothing is brought to a store that nobody sends to.
  await received('WB-1', 'FAR', '4')
  assert.deepEqual(parts(await flow.read(third.id)), ['KIOSK 4 transfer FAR'])
  await flow.lawful()
  for (const { id } of [first, second, third]) await handedOver(id)
  await flow.lawful()
})

test('C13-1 P-27 what waits is brought only when nothing stops its order, and no sooner than it has to', async () => {
  await item('WB-2')
  const later = await flow.order([{ ...line('WB-2', '2', 'KIOSK'), requestedOn: addDays(today, 9) }])
  const prepaid = await flow.order([line('WB-2', '2', 'KIOSK')], { prepaid: true })
  const held = await flow.order([line('WB-2', '2', 'KIOSK')])
  await flow.ok(`/orders/${prepaid.id}/holds`, { code: 'look', reason: 'look at it' })
  await flow.ok(`/orders/${held.id}/holds`, { code: 'look', reason: 'look at it' })
  await received('WB-2', 'BIG', '6')
  await flow.lawful()
  const orders = [later, prepaid, held]
  for (const { id } of orders) {
    assert.deepEqual(parts(await flow.read(id)), ['KIOSK 2 transfer BIG'])
    assert.deepEqual((await flow.server.request('GET', `/api/v1/transfers?order=${id}`)).body.rows, [])
  }
  const [part] = (await flow.read(later.id)).fulfillmentLines
  assert.deepEqual([part.promisedOn, part.decision.leavesOn], [addDays(today, 9), addDays(today, 7)])
  const released = async (id: string) => {
    const { holds } = await flow.read(id)
    await flow.ok(`/orders/${id}/holds/${holds[0].id}/release`, { reason: 'fine' })
  }
  await released(held.id)
  await handedOver(held.id)
  await released(prepaid.id)
  await flow.lawful()
  assert.deepEqual((await flow.server.request('GET', `/api/v1/transfers?order=${prepaid.id}`)).body.rows, [])
  const amount = { amount: '24.00', currency: 'GBP' }
  await flow.ok('/receipts', { account: 'GB-0001', orderId: prepaid.id, amount, method: 'card' })
  await handedOver(prepaid.id)
  // Nobody was asked yet: what it wants less is free where it stands.
  await flow.ok(`/orders/${later.id}/cancel`, { reason: 'no' })
  const [stock] = (await flow.server.request('GET', '/api/v1/stock?sku=WB-2&location=BIG')).body.rows
  assert.deepEqual([stock.onHand, stock.reserved], ['2', '0'])
  await flow.lawful()
})

test('C13-1 C13-8 who refused to bring it is not asked again when goods come to it, another one is', async () => {
  await item('WB-3')
  await received('WB-3', 'BIG', '2')
  const { id } = await flow.order([line('WB-3', '2', 'KIOSK')])
  const [transfer] = await asked(id)
  const answer = await flow.ok(`/transfers/${transfer.id}/reject`, { reason: 'not on the shelf' })
  assert.equal(answer.servedBy[0].supply, 'backorder')
  await received('WB-3', 'BIG', '2')
  await flow.ok('/monitoring/jobs/backorders/run', { reason: 'now' })
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 2 backorder -'])
  await received('WB-3', 'FAR', '2')
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 2 transfer FAR'])
  await flow.until(id, (seen) => seen.timeline.filter((fact: Seen) => fact.act === 'bring').length === 2)
  const [, again] = await asked(id)
  assert.deepEqual([again.from, again.state], ['FAR', 'requested'])
  await flow.lawful()
})

test('C13-1 P-27 the job finds who waits at a store that is brought what it lacks from now on', async () => {
  await item('WB-4')
  await received('WB-4', 'BIG', '5')
  const store = { code: 'LATER', name: 'Later', country: 'IE', rank: 905, autoConfirm: false }
  await flow.put('/locations', store)
  const [large, small] = [
    await flow.order([line('WB-4', '6', 'LATER')]),
    await flow.order([line('WB-4', '5', 'LATER')]),
  ]
  assert.deepEqual(parts(await flow.read(small.id)), ['LATER 5 backorder -'])
  await flow.put('/locations', { ...store, transferMethod: 'van' })
  await flow.ok('/monitoring/jobs/backorders/run', { reason: 'now' })
  const served = await flow.until(small.id, (seen) => seen.fulfillmentLines[0].supply === 'transfer')
  assert.deepEqual(parts(served), ['LATER 5 transfer BIG'])
  assert.deepEqual(parts(await flow.read(large.id)), ['LATER 6 backorder -'])
  await flow.lawful()
})

test('B6-2 C13-1 A10-21 what waits to be released is brought when it is, whole or in part, as the preview says', async () => {
  await waitForRelease(true)
  await item('WB-5')
  const whole = await flow.order([line('WB-5', '3', 'KIOSK')])
  const part = await flow.order([line('WB-5', '4', 'KIOSK')])
  await waitForRelease(false)
  await received('WB-5', 'BIG', '5')
  assert.deepEqual(parts(await flow.read(whole.id)), ['KIOSK 3 backorder -'])
  // A run over the backlog gives them no day, and says for whom there is something.
  const run = await flow.ok('/backlog-runs', { skus: ['WB-5'] })
  const { rows } = (await flow.server.request('GET', `/api/v1/backlog-runs/${run.id}/lines`)).body
  assert.deepEqual(
    rows.map((one: Seen) => `${one.quantity} ${one.change} ${one.reason}`),
    ['3 same can_be_brought', '4 same no_supply'],
  )
  const { lines } = await flow.ok('/backorders/preview', { skus: ['WB-5'] })
  assert.deepEqual(
    lines.map((one: Seen) => [one.releases, one.why]),
    [
      ['3', 'whole'],
      ['2', 'in_part'],
    ],
    JSON.stringify(lines),
  )
  const released = await flow.ok('/backorders/release', { skus: ['WB-5'] })
  assert.equal(released.lines.length, 2, JSON.stringify(released))
  assert.deepEqual(parts(await flow.read(whole.id)), ['KIOSK 3 transfer BIG'])
  assert.deepEqual(parts(await flow.read(part.id)).toSorted(), [
    'KIOSK 2 backorder -',
    'KIOSK 2 transfer BIG',
  ])
  await flow.lawful()
  assert.deepEqual(
    (await asked(part.id)).map((one) => `${one.from} ${one.toSend}`),
    ['BIG 2'],
  )
  await handedOver(whole.id)
  await flow.lawful()
})

test('N-4 N-14 C13-1 what waits is offered as brought by a what-if, and carried out so; the order tells how places were searched', async () => {
  await waitForRelease(true)
  await item('WB-6')
  const rule = { code: 'VAN', name: 'What goes by van', shipMethod: 'van', criteria: [{ by: 'priority' }] }
  await flow.put('/sourcing-rules', { ...rule, locations: ['BIG', 'FAR'] })
  const { id } = await flow.order([line('WB-6', '3', 'KIOSK')])
  await waitForRelease(false)
  await received('WB-6', 'FAR', '3')
  const waits = await flow.read(id)
  const [part] = waits.fulfillmentLines
  const row = { orderId: id, line: part.id }
  const searches = async () => {
    const { body } = await flow.server.request('GET', `/api/v1/orders/${id}?include=sourcing`)
    return body.sourcing.map((one: Seen) => [
      one.lineNo,
      one.broughtTo,
      one.outcome,
      one.places.map((place: Seen) => `${place.location} ${place.barred ?? '-'}`).slice(0, 2),
    ])
  }
  assert.deepEqual(await searches(), [[1, 'KIOSK', 'split_line', ['BIG -', 'FAR -']]])
  const [told] = (await flow.ok('/promises/what-if', [row])).outcomes
  assert.ok(told.ok, JSON.stringify(told))
  const [option] = told.answer.options
  assert.deepEqual([option.kind, option.completeOn], ['wait', addDays(today, 2)])
  assert.deepEqual(
    option.promises.map((one: Seen) => [one.location, one.broughtFrom, one.supply, one.promisedOn]),
    [['KIOSK', 'FAR', 'transfer', addDays(today, 2)]],
  )
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 3 backorder -'])
  const [done] = (await flow.ok('/promises/re-source', [{ ...row, token: option.token }])).outcomes
  assert.ok(done.ok, JSON.stringify(done))
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 3 transfer FAR'])
  assert.equal((await searches()).length, 2)
  await flow.lawful()
  await handedOver(id)
  await flow.lawful()
})

test('C13-1 C13-8 goods that were brought and are found damaged at the store are rejected there, and brought anew', async () => {
  await item('WB-7')
  await received('WB-7', 'BIG', '4')
  const { id } = await flow.order([line('WB-7', '4', 'KIOSK')])
  const [first] = await asked(id)
  await flow.ok(`/transfers/${first.id}/send`, {})
  await flow.ok(`/transfers/${first.id}/receive`, {})
  const [shipment] = (await flow.until(id, (seen) => seen.shipments.length === 1)).shipments
  await received('WB-7', 'FAR', '1')
  const line1 = (await flow.read(id)).fulfillmentLines[0].id
  const some = [{ fulfillmentLineId: line1, quantity: '1' }]
  const part = await flow.ok(`/shipments/${shipment.id}/reject`, { reason: 'broken', lines: some })
  assert.deepEqual(
    part.rejected[0].servedBy.map((one: Seen) => `${one.location} ${one.quantity} ${one.supply}`),
    ['KIOSK 1 transfer'],
  )
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 3 on_hand BIG', 'KIOSK 1 transfer FAR'])
  await flow.lawful()
  // Nobody has the others: they wait, and what is free at the store, broken as it is, is not theirs.
  const rest = await flow.ok(`/shipments/${shipment.id}/reject`, { reason: 'all broken' })
  assert.deepEqual([rest.state, rest.rejected[0].unfulfillable], ['cancelled', true])
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 3 backorder -', 'KIOSK 1 transfer FAR'])
  // How it was searched for in vain is told as what was found.
  const { sourcing } = (await flow.server.request('GET', `/api/v1/orders/${id}?include=sourcing`)).body
  assert.deepEqual(
    sourcing.map((one: Seen) => `${one.attempt} ${one.broughtTo} ${one.places[0].location}`),
    ['1 KIOSK BIG', '2 KIOSK FAR', '3 KIOSK BIG'],
  )
  await flow.lawful()
  await flow.ok('/monitoring/jobs/backorders/run', { reason: 'now' })
  await flow.ok('/stock/adjustments', [{ sku: 'WB-7', location: 'KIOSK', quantity: '-4' }])
  await received('WB-7', 'BIG', '3')
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 3 transfer BIG', 'KIOSK 1 transfer FAR'])
  await flow.lawful()
  // Two may be asked for in one batch.
  const wasAsked = ({ kind, state }: Seen) => kind === 'transfer' && state === 'completed'
  await flow.until(id, (seen) => seen.plan.tasks.filter(wasAsked).length === 3)
  for (const one of await asked(id)) {
    if (one.toSend === '0') continue
    await flow.ok(`/transfers/${one.id}/send`, {})
    await flow.ok(`/transfers/${one.id}/receive`, {})
    await flow.lawful()
  }
  const open = (seen: Seen) => seen.shipments.filter((one: Seen) => one.state === 'requested')
  // What is ready at the same moment is handed over together.
  const goods = (seen: Seen): number =>
    open(seen)
      .flatMap((one: Seen) => one.lines)
      .reduce((sum: number, { requested }: Seen) => sum + Number(requested), 0)
  const ready = await flow.until(id, (seen) => goods(seen) === 4)
  for (const one of open(ready)) await flow.ok(`/shipments/${one.id}/confirm`, {})
  await flow.until(id, (seen) => seen.billingStatus === 'billed')
  await flow.lawful()
})

test('C13-1 B6-1 what is found damaged at the store and nobody may wait for is cancelled; a store that nobody sends to cancels it', async () => {
  const hasty = { number: 'HASTY', name: 'Hasty', currency: 'GBP', shipToCountry: 'GB', backorders: false }
  await flow.put('/customer-accounts', hasty)
  await item('WB-8')
  await received('WB-8', 'KIOSK', '2')
  const { id } = await flow.order([line('WB-8', '2', 'KIOSK')], { customer: { account: 'HASTY' } })
  const [shipment] = (await flow.until(id, (seen) => seen.shipments.length === 1)).shipments
  const answer = await flow.ok(`/shipments/${shipment.id}/reject`, { reason: 'broken' })
  assert.equal(answer.rejected[0].servedBy[0].supply, 'cancelled')
  assert.equal((await flow.read(id)).state, 'cancelled')
  await flow.lawful()
  await received('WB-8', 'ALONE', '2')
  const alone = await flow.order([line('WB-8', '2', 'ALONE')])
  const [other] = (await flow.until(alone.id, (seen) => seen.shipments.length === 1)).shipments
  const refused = await flow.post(`/shipments/${other.id}/reject`, { reason: 'broken' })
  assert.deepEqual([refused.status, refused.body.errors[0].code], [422, 'served_here_alone'])
})

test('B6-2 C13-1 what is to be brought is put back: asked for or not it stays where it is, on its way it cannot', async () => {
  await item('WB-9')
  await received('WB-9', 'BIG', '6')
  const putBack = async (id: string, place: number): Promise<Seen> => {
    const { fulfillmentLines } = await flow.read(id)
    const row = { orderId: id, line: fulfillmentLines[place].id }
    return (await flow.ok('/backorders/put-back', [row])).outcomes[0]
  }
  const later = await flow.order([{ ...line('WB-9', '2', 'KIOSK'), requestedOn: addDays(today, 20) }])
  assert.ok((await putBack(later.id, 0)).ok)
  const { id } = await flow.order([line('WB-9', '4', 'KIOSK')])
  const [transfer] = await asked(id)
  await flow.ok(`/transfers/${transfer.id}/send`, { quantity: '1' })
  assert.ok((await putBack(id, 0)).ok)
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 1 transfer BIG', 'KIOSK 3 backorder -'])
  await flow.lawful()
  const moving = await putBack(id, 0)
  assert.equal(moving.problems[0].code, 'on_its_way', JSON.stringify(moving))
  const [stock] = (await flow.server.request('GET', '/api/v1/stock?sku=WB-9&location=BIG')).body.rows
  assert.deepEqual([stock.onHand, stock.reserved], ['5', '0'])
  const send = await flow.post(`/transfers/${transfer.id}/send`, {})
  assert.equal(send.body.errors[0].code, 'nothing_left')
  // Released it is brought once more; cancelled before anybody is asked it is free.
  const { lines } = await flow.ok('/backorders/release', { skus: ['WB-9'] })
  assert.deepEqual(
    lines.map((one: Seen) => `${one.location} ${one.quantity}`),
    ['BIG 3', 'BIG 2'],
  )
  assert.deepEqual(parts(await flow.read(later.id)), ['KIOSK 2 transfer BIG'])
  await flow.lawful()
  await flow.ok(`/orders/${later.id}/cancel`, { reason: 'no' })
  const [left] = (await flow.server.request('GET', '/api/v1/stock?sku=WB-9&location=BIG')).body.rows
  assert.deepEqual([left.onHand, left.reserved], ['5', '3'])
  await flow.lawful()
})

test('C13-1 what is brought once more and nobody was asked for yet is free when it is cancelled, and moves when it is counted away', async () => {
  await item('WB-10')
  await received('WB-10', 'BIG', '2')
  const [first, second] = [
    await flow.order([line('WB-10', '1', 'KIOSK')]),
    await flow.order([line('WB-10', '1', 'KIOSK')]),
  ]
  for (const { id } of [first, second]) {
    const [transfer] = await asked(id)
    await flow.ok(`/orders/${id}/holds`, { code: 'look', reason: 'look at it' })
    await flow.ok(`/transfers/${transfer.id}/reject`, { reason: 'not on the shelf' })
  }
  await received('WB-10', 'FAR', '2')
  for (const { id } of [first, second]) assert.deepEqual(parts(await flow.read(id)), ['KIOSK 1 transfer FAR'])
  await flow.lawful()
  await flow.ok(`/orders/${first.id}/cancel`, { reason: 'no' })
  await flow.lawful()
  await flow.ok('/stock/adjustments', [{ sku: 'WB-10', location: 'FAR', quantity: '-2' }])
  await flow.until(second.id, (seen) => seen.fulfillmentLines[0].supply === 'backorder')
  await flow.lawful()
})

test('C13-1 a piece that is split off of what is collected is collected there, too', async () => {
  await item('WB-11')
  await received('WB-11', 'BIG', '5')
  const { id } = await flow.order([line('WB-11', '5', 'KIOSK')])
  const [first] = await asked(id)
  await flow.ok(`/transfers/${first.id}/reject`, { reason: 'two are broken', quantity: '2' })
  await flow.ok(`/transfers/${first.id}/reject`, { reason: 'another one is', quantity: '1' })
  const only = (await flow.read(id)).fulfillmentLines.map((one: Seen) => one.decision.only)
  assert.deepEqual(only, ['KIOSK', 'KIOSK', 'KIOSK'])
  await received('WB-11', 'FAR', '3')
  assert.deepEqual(parts(await flow.read(id)), [
    'KIOSK 2 transfer BIG',
    'KIOSK 2 transfer FAR',
    'KIOSK 1 transfer FAR',
  ])
  await flow.lawful()
})

test('C13-1 D9 what arrives at a store makes up first for what its count says is missing; what it then lacks is brought anew', async () => {
  await item('WB-20')
  await received('WB-20', 'BIG', '6')
  const order = await flow.order([line('WB-20', '3', 'KIOSK')])
  const [first] = await asked(order.id)
  await flow.ok(`/transfers/${first!.id}/send`, {})
  // Nobody has any of it at the store, and somebody counts away two.
  await flow.ok('/stock/adjustments', [{ sku: 'WB-20', location: 'KIOSK', quantity: '-2', unitCost: '4' }])
  const { free } = await flow.ok(`/transfers/${first!.id}/receive`, {})
  // Its order has the one that is there; two were there before they came.
  assert.equal(free, '0')
  await flow.lawful()
  assert.deepEqual(parts(await flow.read(order.id)).toSorted(), [
    'KIOSK 1 on_hand BIG',
    'KIOSK 2 transfer BIG',
  ])
  const open = (await asked(order.id)).filter(({ toSend }) => toSend !== '0')
  assert.deepEqual(
    open.map(({ toSend }) => toSend),
    ['2'],
  )
  await flow.ok(`/transfers/${open[0]!.id}/send`, {})
  await flow.ok(`/transfers/${open[0]!.id}/receive`, {})
  await flow.lawful()
  assert.deepEqual(parts(await flow.read(order.id)).toSorted(), [
    'KIOSK 1 on_hand BIG',
    'KIOSK 2 on_hand BIG',
  ])
})

test('C13-1 C13-8 what the only sender refused, though it has enough, gets the day of what is announced for its own store', async () => {
  await item('WB-21')
  await received('WB-21', 'BIG', '10')
  const order = await flow.order([line('WB-21', '4', 'KIOSK')])
  const [transfer] = await asked(order.id)
  await flow.ok(`/transfers/${transfer!.id}/reject`, { reason: 'cannot be found' })
  assert.deepEqual(parts(await flow.read(order.id)), ['KIOSK 4 backorder -'])
  const dueOn = addDays(today, 5)
  const announced = { number: 'WB-21', sku: 'WB-21', location: 'KIOSK', quantity: '20', unitCost: '4', dueOn }
  await flow.ok('/supply-orders', [announced])
  const { fulfillmentLines } = await flow.until(
    order.id,
    (seen) => seen.fulfillmentLines[0].promisedOn !== null,
  )
  assert.deepEqual([fulfillmentLines[0].supply, fulfillmentLines[0].promisedOn], ['dated', dueOn])
  await flow.lawful()
})

test('C13-1 C13-8 what a store rejects again and again waits there in the end, and not where it would be brought from', async () => {
  await item('WB-22')
  await received('WB-22', 'BIG', '20')
  const { id } = await flow.order([line('WB-22', '1', 'KIOSK')])
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    const brought = (seen: Seen) => seen.timeline.filter((fact: Seen) => fact.act === 'bring').length
    await flow.until(id, (seen) => brought(seen) === attempt)
    const transfer = (await asked(id)).find(({ toSend }) => toSend !== '0')!
    await flow.ok(`/transfers/${transfer.id}/send`, {})
    await flow.ok(`/transfers/${transfer.id}/receive`, {})
    const { shipments } = await flow.until(id, (seen) =>
      seen.shipments.some((one: Seen) => one.state === 'requested'),
    )
    const shipment = shipments.find((one: Seen) => one.state === 'requested')
    await flow.ok(`/shipments/${shipment.id}/reject`, { reason: 'broken' })
    await flow.lawful()
  }
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 1 backorder -'])
})
