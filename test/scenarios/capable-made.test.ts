import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  asked,
  bill,
  buy,
  cart,
  close,
  comes,
  day,
  flow,
  item,
  MONDAY,
  needs,
  open,
  partsOf,
  promised,
  ways,
} from '../support/capable-desk.ts'
import type { Seen } from '../support/flow.ts'

before(open)
after(close)

test('A10-9 wheels that come on day 5 and three days of building are promised for day 8, with the reason, and are nobody else’s', async () => {
  await cart('LATE', { WORKS: '1' })
  await comes('WHEEL-LATE', '11', day(5))
  const [first] = await asked('CART-LATE', '2')
  assert.deepEqual(partsOf([first]), [`WORKS 2 dated ${day(8)}`])
  assert.equal(first.reason, 'capable')
  assert.deepEqual(first.made, {
    fromStock: '0',
    origins: [
      {
        by: 'make',
        location: 'WORKS',
        quantity: '2',
        on: day(8),
        startsOn: day(5),
        of: [
          {
            sku: 'WHEEL-LATE',
            quantity: '8',
            on: day(5),
            fromStock: '8',
            supplies: [`PO WHEEL-LATE ${day(5)}`],
          },
        ],
      },
    ],
  })
  // A question twice is the same answer, and leaves nothing.
  assert.deepEqual(await asked('CART-LATE', '2'), [first])
  assert.deepEqual(await needs('WHEEL-LATE'), [])
  const order = await buy('CART-LATE', '2')
  assert.deepEqual(partsOf(order.fulfillmentLines), [`WORKS 2 dated ${day(8)}`])
  assert.deepEqual(order.fulfillmentLines[0].decision.made, first.made)
  assert.deepEqual(await needs('WHEEL-LATE'), [{ sku: 'WHEEL-LATE', needed_on: day(5), quantity: '8' }])
  // Four of twelve are left, also for who buys wheels.
  assert.deepEqual(partsOf(await asked('CART-LATE', '2')), [
    `WORKS 1 dated ${day(8)}`,
    'PORT 1 backorder nothing_available',
  ])
  assert.deepEqual(partsOf(await asked('CART-LATE', '2', { allowSplit: false })), [
    'PORT 2 backorder nothing_available',
  ])
  assert.deepEqual(partsOf(await asked('WHEEL-LATE', '5', { allowSplit: false })), [
    'PORT 5 backorder nothing_available',
  ])
  const shown = await flow.server.request('GET', `/api/v1/availability?sku=WHEEL-LATE&on=${day(5)}`)
  assert.equal(shown.body.availableOn, '4', shown.bytes.toString())
  // Half of it is cancelled, then the rest.
  const part = order.fulfillmentLines[0]
  const less = await flow.post(`/orders/${order.id}/cancel`, {
    reason: 'fewer',
    lines: [{ lineNo: part.lineNo, quantity: '1' }],
  })
  assert.equal(less.status, 200, less.bytes.toString())
  assert.deepEqual(await needs('WHEEL-LATE'), [{ sku: 'WHEEL-LATE', needed_on: day(5), quantity: '4' }])
  await flow.ok(`/orders/${order.id}/cancel`, { reason: 'none' })
  assert.deepEqual(await needs('WHEEL-LATE'), [])
  assert.deepEqual(partsOf(await asked('CART-LATE', '3')), [`WORKS 3 dated ${day(8)}`])
  await flow.lawful()
})

test('A10-9 of a part that is cancelled in part the made units go first, and its materials stay whole', async () => {
  await item('WHEEL-LESS', { WORKS: '20' })
  await item('CART-LESS', { WORKS: '3' })
  await bill('CART-LESS', [{ sku: 'WHEEL-LESS', quantity: 1, yieldPercent: 90 }])
  await ways('CART-LESS', [{ by: 'make' }])
  const made = async () => {
    const [row] = await flow.server.database.sql<{ made: string }>(
      `select d.quantity::int || ' ' || trim_scale(d.made) as made from inventory.planned_demand d
       join catalog.item i on i.id = d.item_id where i.sku = 'CART-LESS'`,
    )
    return [row!.made, ...(await needs('WHEEL-LESS')).map(({ quantity }) => quantity)]
  }
  const order = await buy('CART-LESS', '13', { allowSplit: false })
  assert.deepEqual(partsOf(order.fulfillmentLines), [`WORKS 13 dated ${day(3)}`])
  const cancel = (quantity: string) =>
    flow.ok(`/orders/${order.id}/cancel`, { reason: 'fewer', lines: [{ lineNo: 1, quantity }] })
  assert.deepEqual(await made(), ['13 10', '12'])
  await cancel('1')
  // 10.8 wheels are eleven.
  assert.deepEqual(await made(), ['12 9', '11'])
  assert.deepEqual(partsOf(await asked('WHEEL-LESS', '10', { location: 'WORKS' })), [
    `WORKS 9 on_hand ${MONDAY}`,
    'WORKS 1 backorder nothing_available',
  ])
  await flow.lawful()
  // The three that are there are what is left.
  await cancel('9')
  assert.deepEqual(await needs('WHEEL-LESS'), [])
  const [part] = (await flow.read(order.id)).fulfillmentLines
  assert.equal(part.supply, 'on_hand')
  await flow.lawful()
})

test('A10-9 what is there is taken first, what is short is made through two levels, and what is served needs nothing more', async () => {
  await item('RIM', { WORKS: '10' })
  await item('SPOKED')
  await item('BIKE', { WORKS: '1' })
  await bill('SPOKED', [{ sku: 'RIM', quantity: 1 }], { leadDays: 1 })
  await bill('BIKE', [{ sku: 'SPOKED', quantity: 2, offsetDays: 1 }], { leadDays: 2 })
  await ways('SPOKED', [{ by: 'make' }])
  await ways('BIKE', [{ by: 'make' }])
  const order = await buy('BIKE', '3', { allowSplit: false, requestedOn: day(1) })
  // Wheels are wanted on the second day of building, and there on it.
  assert.deepEqual(partsOf(order.fulfillmentLines), [`WORKS 3 dated ${day(2)}`])
  assert.deepEqual(await needs('RIM', 'SPOKED'), [
    { sku: 'RIM', needed_on: day(0), quantity: '4' },
    { sku: 'SPOKED', needed_on: day(1), quantity: '4' },
  ])
  assert.equal(order.fulfillmentLines[0].decision.made.fromStock, '1')
  assert.deepEqual(await promised(buy('BIKE', '4', { allowSplit: false })), ['PORT 4 backorder undefined'])
  await flow.ok('/stock/receipts', [{ sku: 'BIKE', location: 'WORKS', quantity: '2', unitCost: '9' }])
  const served = await flow.read(order.id)
  assert.equal(served.fulfillmentLines[0].supply, 'on_hand')
  assert.deepEqual(await needs('RIM', 'SPOKED'), [])
  await flow.lawful()
})

test('A10-9 D3 of a line that may be split as much is made as there is material for, the rest waits, and all of it is given back', async () => {
  await item('WHEEL-PART', { WORKS: '10' })
  await item('CART-PART')
  await bill('CART-PART', [{ sku: 'WHEEL-PART', quantity: 2 }])
  await ways('CART-PART', [{ by: 'make' }])
  const order = await buy('CART-PART', '6')
  assert.deepEqual(partsOf(order.fulfillmentLines), [`WORKS 5 dated ${day(3)}`, 'PORT 1 backorder undefined'])
  assert.deepEqual(await needs('WHEEL-PART'), [{ sku: 'WHEEL-PART', needed_on: day(0), quantity: '10' }])
  await flow.ok(`/orders/${order.id}/cancel`, { reason: 'none' })
  // However many ask for three at once, five are made.
  const raced = await Promise.all(Array.from({ length: 4 }, () => buy('CART-PART', '3')))
  const made = raced.flatMap(({ fulfillmentLines }) =>
    fulfillmentLines.map((part: Seen) => (part.supply === 'dated' ? Number(part.quantity) : 0)),
  )
  assert.equal(
    made.reduce((sum, quantity) => sum + quantity, 0),
    5,
  )
  assert.equal(
    (await needs('WHEEL-PART')).reduce((sum, { quantity }) => sum + Number(quantity), 0),
    10,
  )
  await flow.lawful()
  for (const { id } of raced) await flow.ok(`/orders/${id}/cancel`, { reason: 'none' })
  assert.deepEqual(await needs('WHEEL-PART'), [])
  // Two are there, and one can be made.
  await item('WHEEL-SOME', { WORKS: '3' })
  await item('CART-SOME', { WORKS: '2' })
  await bill('CART-SOME', [{ sku: 'WHEEL-SOME', quantity: 2 }])
  await ways('CART-SOME', [{ by: 'make' }])
  const some = await buy('CART-SOME', '4')
  assert.deepEqual(partsOf(some.fulfillmentLines), [
    `WORKS 2 on_hand ${MONDAY}`,
    `WORKS 1 dated ${day(3)}`,
    'PORT 1 backorder undefined',
  ])
  // Who wants it whole, or a first part that is larger, has nothing in part.
  await flow.ok(`/orders/${some.id}/cancel`, { reason: 'none' })
  assert.deepEqual(await promised(buy('CART-SOME', '4', { minSplitQuantity: '2' })), [
    'PORT 4 backorder undefined',
  ])
  // In time is what the four hours of the day make; the rest is made in those of the next days.
  await flow.put('/resources', { code: 'VISE', location: 'WORKS', name: 'Vise', hoursPerDay: 4 })
  await item('STAND')
  await bill('STAND', [], { leadDays: 0, resources: [{ resource: 'VISE', hoursPerUnit: 2 }] })
  await ways('STAND', [{ by: 'make' }])
  const stands = await buy('STAND', '7', { requestedOn: day(0) })
  assert.deepEqual(partsOf(stands.fulfillmentLines), [`WORKS 2 dated ${day(0)}`, `WORKS 5 dated ${day(3)}`])
  await flow.lawful()
})

test('A10-9 of two hundred buyers of carts for which there are wheels for ten, ten are promised, and nobody has a wheel of theirs', async () => {
  await cart('RACE', { WORKS: '40' })
  await Promise.all([
    ...Array.from({ length: 5 }, (_, lot) => flow.orders(`RACE-${lot}`, 20, ['CART-RACE'])),
    ...Array.from({ length: 4 }, (_, lot) => flow.orders(`WHEELS-${lot}`, 25, ['WHEEL-RACE'])),
  ])
  const [sums] = await flow.server.database.sql<{ made: string; sold: string; needed: string }>(
    `select (select coalesce(sum(d.quantity), 0) from inventory.planned_demand d join catalog.item i on i.id = d.item_id
         where i.sku = 'CART-RACE' and d.promised_on is not null)::int::text as made,
       (select coalesce(sum(g.reserved), 0) from inventory.stock_gate g join catalog.item i on i.id = g.item_id
         where i.sku = 'WHEEL-RACE')::int::text as sold,
       (select coalesce(sum(n.quantity), 0) from inventory.material_need n join catalog.item i on i.id = n.item_id
         where i.sku = 'WHEEL-RACE')::int::text as needed`,
  )
  const { made, sold, needed } = sums!
  assert.equal(Number(needed), Number(made) * 4, JSON.stringify(sums))
  assert.ok(Number(sold) + Number(needed) <= 40, JSON.stringify(sums))
  // Whoever came last could have none.
  assert.ok(Number(sold) + Number(needed) > 36, JSON.stringify(sums))
  await flow.lawful()
})

test('A10-9 hours of a day are promised once, whoever asks for them at the same time', async () => {
  await flow.put('/resources', { code: 'SAW', location: 'WORKS', name: 'Saw', hoursPerDay: 4 })
  await item('BEAM')
  await bill('BEAM', [], { leadDays: 0, resources: [{ resource: 'SAW', hoursPerUnit: 2 }] })
  await ways('BEAM', [{ by: 'make' }])
  await Promise.all(Array.from({ length: 4 }, (_, lot) => flow.orders(`BEAM-${lot}`, 5, ['BEAM'])))
  const rows = await flow.server.database.sql<{ on_day: string; hours: string }>(
    "select on_day::text, trim_scale(sum(hours))::text as hours from inventory.resource_hours where resource = 'SAW' group by 1 order by 1",
  )
  // Twenty of two hours, four hours a day.
  assert.deepEqual(
    rows,
    Array.from({ length: 10 }, (_, number) => ({ on_day: day(number), hours: '4' })),
  )
  assert.deepEqual(partsOf(await asked('BEAM', '1')), [`WORKS 1 dated ${day(10)}`])
  await flow.lawful()
})
