import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  bill,
  buy,
  cart,
  close,
  comes,
  day,
  flow,
  item,
  needs,
  open,
  partsOf,
  ways,
} from '../support/capable-desk.ts'
import type { Seen } from '../support/flow.ts'

before(open)
after(close)

test('A10-9 A10-24 a run over the backlog leaves what is made as it is, and takes none of its materials', async () => {
  await cart('RUN', { WORKS: '4' })
  const made = await buy('CART-RUN', '1')
  const waits = await buy('WHEEL-RUN', '3')
  assert.deepEqual(partsOf(made.fulfillmentLines), [`WORKS 1 dated ${day(3)}`])
  assert.equal(waits.fulfillmentLines[0].supply, 'backorder')
  await comes('WHEEL-RUN', '2', day(9))
  const run = await flow.ok('/backlog-runs', {
    skus: ['CART-RUN', 'WHEEL-RUN'],
    rank: [{ by: 'askedAt', direction: 'descending' }],
  })
  const lines = await flow.server.request('GET', `/api/v1/backlog-runs/${run.id}/lines`)
  assert.deepEqual(lines.body.rows.map((one: Seen) => `${one.sku} ${one.reason} ${one.promisedOn}`).sort(), [
    `CART-RUN locked ${day(3)}`,
    'WHEEL-RUN no_supply null',
  ])
  await flow.lawful()
})

test('A10-9 A10-11 what is made may be served otherwise, gives back what it needed, and is made again', async () => {
  await cart('ELSE', { WORKS: '8' })
  await bill('CART-ELSE', [{ sku: 'WHEEL-ELSE', quantity: 4 }])
  await ways('CART-ELSE', [{ by: 'make' }], {})
  const order = await buy('CART-ELSE', '1')
  const [part] = order.fulfillmentLines
  assert.deepEqual(partsOf([part]), [`WORKS 1 dated ${day(3)}`])
  await comes('CART-ELSE', '1', day(6), { location: 'DEPOT' })
  const [told] = (await flow.ok('/promises/what-if', [{ orderId: order.id, line: part.id }])).outcomes
  const option = told.answer.options.find((one: Seen) => one.promises[0].location === 'DEPOT')
  assert.deepEqual(partsOf(option.promises), [`DEPOT 1 dated ${day(6)}`])
  const { outcomes } = await flow.ok('/promises/re-source', [
    { orderId: order.id, line: part.id, token: option.token },
  ])
  assert.ok(outcomes[0].ok, JSON.stringify(outcomes))
  assert.deepEqual(await needs('WHEEL-ELSE'), [])
  // And back: it is made again, of the same wheels.
  const [again] = (await flow.ok('/promises/what-if', [{ orderId: order.id, line: part.id }])).outcomes
  const back = again.answer.options.find((one: Seen) => one.promises[0].location === 'WORKS')
  assert.equal(back?.promises[0].promisedOn, day(3), JSON.stringify(again))
  await flow.ok('/promises/re-source', [{ orderId: order.id, line: part.id, token: back.token }])
  assert.deepEqual(await needs('WHEEL-ELSE'), [{ sku: 'WHEEL-ELSE', needed_on: day(0), quantity: '4' }])
  const made = await flow.read(order.id)
  assert.equal(made.fulfillmentLines[0].decision.made.origins[0].on, day(3))
  await flow.lawful()
})

test('A10-9 A10-11 what is made and asked for anew by another way has its own hours for that', async () => {
  await flow.put('/resources', { code: 'LATHE', location: 'WORKS', name: 'Lathe', hoursPerDay: 4 })
  await item('LEG')
  await bill('LEG', [], { leadDays: 0, resources: [{ resource: 'LATHE', hoursPerUnit: 2 }] })
  await ways('LEG', [{ by: 'make' }])
  await flow.put('/supply-rules', {
    code: 'LEG-DEPOT',
    name: 'Legs of the works',
    assignments: [{ sku: 'LEG', location: 'DEPOT' }],
    origins: [{ by: 'transfer', location: 'WORKS', transitDays: 1 }],
  })
  const order = await buy('LEG', '2')
  assert.deepEqual(partsOf(order.fulfillmentLines), [`WORKS 2 dated ${day(0)}`])
  const [told] = (
    await flow.ok('/promises/what-if', [{ orderId: order.id, line: order.fulfillmentLines[0].id }])
  ).outcomes
  const options = told.answer.options.flatMap((one: Seen) => partsOf(one.promises))
  assert.deepEqual(options, [`DEPOT 2 dated ${day(1)}`], JSON.stringify(told))
  await flow.lawful()
})

test('A10-9 goods that come go to who waits for them, but for those that others are to be made of', async () => {
  await cart('COME', { WORKS: '4' })
  await buy('CART-COME', '1')
  const waits = await buy('WHEEL-COME', '2')
  assert.equal(waits.fulfillmentLines[0].supply, 'backorder')
  // Two are lost, and two come: they are those of the cart.
  await flow.ok('/stock/adjustments', [{ sku: 'WHEEL-COME', location: 'WORKS', quantity: '-2' }])
  await flow.ok('/stock/receipts', [{ sku: 'WHEEL-COME', location: 'WORKS', quantity: '2', unitCost: '1' }])
  assert.equal((await flow.read(waits.id)).fulfillmentLines[0].supply, 'backorder')
  await flow.ok('/stock/receipts', [{ sku: 'WHEEL-COME', location: 'WORKS', quantity: '2', unitCost: '1' }])
  assert.equal((await flow.read(waits.id)).fulfillmentLines[0].supply, 'on_hand')
  await flow.lawful()
})

test('A10-9 A10-21 a run over the backlog says of what can be made that it looks for no way, and a what-if finds one', async () => {
  await cart('LOOK')
  await item('PLAIN-LOOK')
  const [order, plain] = [await buy('CART-LOOK', '2'), await buy('PLAIN-LOOK', '2')]
  await comes('WHEEL-LOOK', '20', day(9))
  const run = await flow.ok('/backlog-runs', { skus: ['CART-LOOK', 'PLAIN-LOOK'] })
  const { body } = await flow.server.request('GET', `/api/v1/backlog-runs/${run.id}/lines`)
  assert.deepEqual(body.rows.map((one: Seen) => `${one.sku} ${one.change} ${one.reason}`).toSorted(), [
    'CART-LOOK same may_be_made',
    'PLAIN-LOOK same no_supply',
  ])
  const ask = async ({ id, fulfillmentLines: [part] }: Seen) =>
    (await flow.ok('/promises/what-if', [{ orderId: id, line: part.id }])).outcomes[0].answer.options.map(
      (one: Seen) => one.promises[0].promisedOn,
    )
  assert.deepEqual(await ask(order), [day(12)])
  assert.deepEqual(await ask(plain), [])
  await flow.lawful()
})
