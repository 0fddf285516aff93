import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Flow, Seen } from '../support/flow.ts'
import { lineOf, LossDesk, promises } from '../support/loss-desk.ts'

let desk: LossDesk
let flow: Flow
before(async () => {
  desk = await LossDesk.open()
  flow = desk.flow
})
after(() => desk.close())

test('P-27 D3 a held order whose goods a count took away is promised those of another place, and leaves from there', async () => {
  await desk.stock('GONE-A', { PORT: 4, LEEDS: 6 })
  const { id } = await flow.order([lineOf('GONE-A', 4)])
  await flow.ok(`/orders/${id}/holds`, { code: 'ask', reason: 'asked first' })
  assert.deepEqual(await desk.promised(id), ['on_hand 4 PORT 0'])
  await desk.count('GONE-A', 'PORT', -4)
  // Whoever dies now: what was taken away stands in the queue.
  assert.deepEqual(await desk.stockOf('GONE-A'), { PORT: '0 4', LEEDS: '6 0' })
  await flow.lawful()
  await desk.again()
  assert.deepEqual(await desk.promised(id), ['on_hand 4 LEEDS 0'])
  assert.deepEqual(await desk.stockOf('GONE-A'), { PORT: '0 0', LEEDS: '6 4' })
  await flow.lawful()
  const order = await flow.read(id)
  const told = order.timeline.find((one: Seen) => one.events.includes('order.promise_lost'))
  assert.ok(told.events.includes('stock.reserved'), JSON.stringify(told))
  await desk.during('worker', async () => {
    await sleep(700)
    assert.deepEqual(await desk.promised(id), ['on_hand 4 LEEDS 0'])
    await flow.ok(`/orders/${id}/holds/${order.holds[0].id}/release`, { reason: 'answered' })
    await flow.until(id, (one) => one.billingStatus === 'billed')
  })
  assert.deepEqual(await desk.stockOf('GONE-A'), { PORT: '0 0', LEEDS: '2 0' })
  await flow.lawful()
})

test('P-27 what is to be picked up at a place and loses its goods there waits for that place, whatever others have', async () => {
  await desk.stock('GONE-P', { DOCK: 4, PORT: 9 })
  const { id } = await flow.order([lineOf('GONE-P', 4, { location: 'DOCK' })])
  assert.deepEqual(await desk.promised(id), ['on_hand 4 DOCK 0'])
  await desk.count('GONE-P', 'DOCK', -4)
  await desk.again()
  assert.deepEqual(await desk.promised(id), ['backorder 4 DOCK 0'])
  await flow.ok('/stock/receipts', [{ sku: 'GONE-P', location: 'PORT', quantity: '5', unitCost: '5' }])
  assert.deepEqual(await desk.promised(id), ['backorder 4 DOCK 0'])
  await flow.ok('/stock/receipts', [{ sku: 'GONE-P', location: 'DOCK', quantity: '4', unitCost: '5' }])
  assert.deepEqual(await desk.promised(id), ['on_hand 4 DOCK 0'])
  await flow.lawful()
})

test('P-27 C14-1 what nobody has is backordered and served in the turn in which it was asked for', async () => {
  await desk.stock('GONE-B', { PORT: 5 })
  const first = await flow.order([lineOf('GONE-B', 5)])
  const second = await flow.order([lineOf('GONE-B', 5)])
  await desk.count('GONE-B', 'PORT', -5)
  const third = await flow.order([lineOf('GONE-B', 5)])
  await desk.again()
  const lost = await flow.read(first.id)
  assert.deepEqual([lost.status, lost.promisedOn], ['backordered', null])
  await flow.lawful()
  const come = () =>
    flow.ok('/stock/receipts', [{ sku: 'GONE-B', location: 'PORT', quantity: '5', unitCost: '5' }])
  const order = async () =>
    Promise.all([first, second, third].map(async ({ id }) => (await desk.promised(id))[0]!.split(' ')[0]))
  await come()
  assert.deepEqual(await order(), ['on_hand', 'backorder', 'backorder'])
  await come()
  assert.deepEqual(await order(), ['on_hand', 'on_hand', 'backorder'])
  await desk.during('worker', async () => {
    for (const { id } of [first, second]) await flow.until(id, (one) => one.billingStatus === 'billed')
  })
  // A day from supply counts as well.
  await flow.ok('/supply-orders', [
    { sku: 'GONE-B', location: 'LEEDS', quantity: '5', unitCost: '5', dueOn: '2099-12-05', number: 'GONE-B' },
  ])
  assert.deepEqual(await desk.promised(third.id), ['dated 5 LEEDS 0'])
  await flow.lawful()
})

test('D3 the newest order loses as much as is lacking, and keeps the rest; an older one loses nothing until that has none', async () => {
  await desk.stock('GONE-N', { PORT: 10 })
  const older = await flow.order([lineOf('GONE-N', 6)])
  const newer = await flow.order([lineOf('GONE-N', 4)])
  await desk.count('GONE-N', 'PORT', -3)
  await desk.again()
  assert.deepEqual(
    [await desk.promised(older.id), await desk.promised(newer.id)],
    [['on_hand 6 PORT 0'], ['on_hand 1 PORT 0', 'backorder 3 PORT 0']],
  )
  assert.deepEqual(await desk.stockOf('GONE-N'), { PORT: '7 7' })
  await flow.lawful()
  await desk.count('GONE-N', 'PORT', -3)
  await desk.again()
  assert.deepEqual(
    [await desk.promised(older.id), await desk.promised(newer.id)],
    [
      ['on_hand 4 PORT 0', 'backorder 2 PORT 0'],
      ['backorder 1 PORT 0', 'backorder 3 PORT 0'],
    ],
  )
  assert.deepEqual(await desk.stockOf('GONE-N'), { PORT: '4 4' })
  await flow.lawful()
  // They have their turns: two come for who was agreed first, and all leaves for the money that was agreed.
  const receive = (quantity: string) =>
    flow.ok('/stock/receipts', [{ sku: 'GONE-N', location: 'PORT', quantity, unitCost: '5' }])
  await receive('2')
  assert.deepEqual(await desk.promised(older.id), ['on_hand 4 PORT 0', 'on_hand 2 PORT 0'])
  await receive('4')
  await desk.during('worker', async () => {
    for (const [{ id }, total] of [
      [older, 72],
      [newer, 48],
    ] as const) {
      const { invoices } = await flow.until(id, (one) => one.billingStatus === 'billed')
      assert.equal(
        invoices.reduce((sum: number, one: Seen) => sum + Number(one.total.amount), 0),
        total,
      )
    }
  })
  await flow.lawful()
})

test('D3 what is taken in one piece loses its goods whole; what is left stays free, and an urgent order loses last', async () => {
  await desk.stock('GONE-C', { PORT: 10 })
  const older = await flow.order([lineOf('GONE-C', 6, { allowSplit: false })])
  const newer = await flow.order([lineOf('GONE-C', 4, { allowSplit: false })])
  await desk.count('GONE-C', 'PORT', -3)
  // Nothing leaves before it is decided whose the rest is.
  await desk.during('worker', () => sleep(700))
  assert.deepEqual(await desk.stockOf('GONE-C'), { PORT: '7 10' })
  await desk.again()
  assert.deepEqual(
    [await desk.promised(older.id), await desk.promised(newer.id)],
    [['on_hand 6 PORT 0'], ['backorder 4 PORT 0']],
  )
  assert.deepEqual(await desk.stockOf('GONE-C'), { PORT: '7 6' })
  await flow.lawful()
  // What was lost and found again goes to who lost it, before anybody new.
  await flow.ok('/stock/adjustments', [{ sku: 'GONE-C', location: 'PORT', quantity: '3' }])
  assert.deepEqual(await desk.promised(newer.id), ['on_hand 4 PORT 0'])
  await flow.ok(`/orders/${newer.id}/priority`, { priority: 8, reason: 'a good customer' })
  await desk.count('GONE-C', 'PORT', -1)
  await desk.again()
  assert.deepEqual(
    [await desk.promised(older.id), await desk.promised(newer.id)],
    [['backorder 6 PORT 0'], ['on_hand 4 PORT 0']],
  )
  await flow.lawful()
})

test('D3 who was agreed last loses its goods, though its draft was kept before the others were agreed', async () => {
  const unitPrice = { amount: '10', currency: 'GBP' }
  const draft = await flow.ok('/orders', {
    source: 'marketplace',
    externalId: 'gone-k',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'GONE-K', quantity: '4', unitPrice, taxAmount: { amount: '8.00', currency: 'GBP' } }],
  })
  assert.equal(draft.state, 'draft')
  await desk.stock('GONE-K', { PORT: 8 })
  const agreed = await flow.order([lineOf('GONE-K', 4)])
  await flow.ok(`/orders/${draft.id}/submit`, {})
  assert.deepEqual(await desk.promised(draft.id), ['on_hand 4 PORT 0'])
  await desk.count('GONE-K', 'PORT', -4)
  await desk.again()
  assert.deepEqual(
    [await desk.promised(draft.id), await desk.promised(agreed.id)],
    [['backorder 4 PORT 0'], ['on_hand 4 PORT 0']],
  )
  await flow.lawful()
})

test('O-26 of three lines that leave together one has lost its goods: two leave, one waits', async () => {
  for (const sku of ['GONE-D1', 'GONE-D2', 'GONE-D3']) await desk.stock(sku, { PORT: 2 })
  const { id } = await flow.order(['GONE-D1', 'GONE-D2', 'GONE-D3'].map((sku) => lineOf(sku, 2)))
  const components = ({ plan }: Seen) =>
    plan.components
      .filter((one: Seen) => one.kind !== 'settle')
      .map(({ id: component }: Seen) =>
        plan.tasks
          .filter((task: Seen) => task.componentId === component)
          .map((task: Seen) => `${task.kind} ${task.state}`),
      )
  await desk.count('GONE-D2', 'PORT', -2)
  await desk.again()
  assert.deepEqual(components(await flow.read(id)), [
    ['ship ready', 'invoice waiting'],
    ['reserve waiting', 'ship waiting', 'invoice waiting'],
  ])
  await flow.lawful()
  await desk.during('worker', async () => {
    const order = await flow.until(
      id,
      (one) => one.status === 'partially_shipped' && one.invoices.length === 1,
    )
    assert.deepEqual(promises(order), ['on_hand 2 PORT 2', 'backorder 2 PORT 0', 'on_hand 2 PORT 2'])
    await flow.lawful()
    await flow.ok('/stock/receipts', [{ sku: 'GONE-D2', location: 'LEEDS', quantity: '2', unitCost: '5' }])
    await flow.until(id, (one) => one.billingStatus === 'billed')
  })
  assert.deepEqual(await desk.stockOf('GONE-D2'), { PORT: '0 0', LEEDS: '0 0' })
  await flow.lawful()
})

test('D3 P-40 what a warehouse was asked to ship is left to its word, as long as it does not say otherwise', async () => {
  await desk.stock('GONE-E', { DOCK: 10, LEEDS: 0.5 })
  const asked = await flow.order([lineOf('GONE-E', 6)])
  await desk.during('worker', async () => {
    await flow.until(asked.id, (one) => one.shipments.length === 1)
  })
  const other = await flow.order([lineOf('GONE-E', 2)])
  const newest = await flow.order([lineOf('GONE-E', 2)])
  await desk.count('GONE-E', 'DOCK', -5)
  await desk.during('scheduler', async () => {
    // Five are left for what was asked for: six.
    for (const { id } of [other, newest])
      await flow.until(id, (one) => one.fulfillmentLines[0].supply === 'backorder')
    await sleep(1500)
    assert.deepEqual(await desk.promised(asked.id), ['on_hand 6 DOCK 0'])
    assert.equal((await desk.waits()).length, 1)
    await flow.server.database.sql(`update inventory.shortage set since = since - interval '2 days'`)
    const end = performance.now() + 20_000
    for (let raised: Seen; raised?.subject !== 'warehouse'; await sleep(100)) {
      const { rows } = (await flow.server.request('GET', '/api/v1/monitoring/alerts')).body
      raised = rows.find((row: Seen) => row.condition === 'goods-short')
      if (raised) assert.deepEqual([raised.facts.firstSku, raised.facts.firstLocation], ['GONE-E', 'DOCK'])
      assert.ok(performance.now() < end, 'nobody tells of it')
    }
  })
  await flow.lawful()
  const [shipment] = (await flow.read(asked.id)).shipments
  await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  assert.deepEqual((await desk.stockOf('GONE-E')).DOCK, '-1 0')
  await flow.server.database.sql(`update inventory.shortage set due_at = timestamptz 'epoch'`)
  await desk.again()
  await flow.lawful()
})

test('P-62 D3 a prepaid order that loses its goods waits for both, in whatever order they come', async () => {
  await desk.stock('GONE-F', { PORT: 6 })
  const orders = [
    await flow.order([lineOf('GONE-F', 3)], { prepaid: true }),
    await flow.order([lineOf('GONE-F', 3)], { prepaid: true }),
  ]
  await desk.count('GONE-F', 'PORT', -6)
  await desk.again()
  await flow.lawful()
  const pay = ({ id }: Seen) =>
    flow.ok('/receipts', {
      account: 'GB-0001',
      orderId: id,
      amount: { amount: '36.00', currency: 'GBP' },
      method: 'bank',
    })
  const come = () =>
    flow.ok('/stock/receipts', [{ sku: 'GONE-F', location: 'LEEDS', quantity: '3', unitCost: '5' }])
  await desk.during('worker', async () => {
    await pay(orders[0])
    await sleep(700)
    assert.deepEqual(await desk.promised(orders[0].id), ['backorder 3 PORT 0'])
    await come()
    await flow.until(orders[0].id, (one) => one.state === 'completed')
    await come()
    await sleep(700)
    assert.deepEqual(await desk.promised(orders[1].id), ['on_hand 3 LEEDS 0'])
    await flow.lawful()
    await pay(orders[1])
    await flow.until(orders[1].id, (one) => one.state === 'completed')
  })
  await flow.lawful()
})

test('D3 a count that takes goods from hundreds of orders leaves the oldest theirs', async () => {
  await desk.stock('GONE-H', { PORT: 300 })
  await flow.orders('gone-h', 300, ['GONE-H'])
  await desk.count('GONE-H', 'PORT', -250)
  await desk.again()
  assert.deepEqual(await desk.stockOf('GONE-H'), { PORT: '50 50' })
  const [row] = await flow.server.database.sql<{ kept: bigint; lost: bigint; newest: boolean }>(
    `select count(*) filter (where f.supply = 'on_hand') as kept, count(*) filter (where f.supply = 'backorder') as lost,
       max(f.order_id) filter (where f.supply = 'on_hand') < min(f.order_id) filter (where f.supply = 'backorder') as newest
     from orders.fulfillment_line f join catalog.item i on i.company_id = f.company_id and i.id = f.item_id where i.sku = 'GONE-H'`,
  )
  assert.deepEqual(row, { kept: 50n, lost: 250n, newest: true })
  await flow.lawful()
})
