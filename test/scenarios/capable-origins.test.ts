import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  asked,
  bill,
  buy,
  cart,
  close,
  day,
  flow,
  item,
  needs,
  open,
  partsOf,
  promised,
  ways,
} from '../support/capable-desk.ts'
import type { Seen } from '../support/flow.ts'

before(open)
after(close)

test('A10-8 A10-9 everything that is wrong with what is described is told at once', async () => {
  await item('MADE')
  await item('PLANK')
  const refused = async (path: string, body: unknown) => {
    const answer = await flow.server.request('PUT', `/api/v1${path}`, body)
    assert.equal(answer.status, 422, answer.bytes.toString())
    return answer.body.errors.map((one: Seen) => `${one.path} ${one.code}`)
  }
  assert.deepEqual(
    await refused('/supply-rules', {
      code: 'BAD',
      name: 'Bad',
      assignments: [{ sku: 'NOTHING' }, { location: 'WORKS' }],
      origins: [
        { by: 'make', leadDays: 3 },
        { by: 'buy', validFrom: '2030-02-30' },
        { by: 'transfer', location: 'MOON' },
        { by: 'transfer', location: 'WORKS', transitDays: 1, shipMethod: 'van', calendar: 'MARS' },
      ],
    }),
    [
      '/origins/0/leadDays not_of_origin',
      '/origins/1/validFrom not_a_date',
      '/origins/1/leadDays required',
      '/origins/2/location unknown_location',
      '/origins/2/transitDays method_or_days',
      '/origins/3/calendar unknown_calendar',
      '/origins/3/transitDays method_or_days',
      '/origins/1/percent over_100',
      '/origins/2/percent over_100',
      '/origins/3/percent over_100',
      '/assignments/0/sku unknown_item',
      '/origins/3/location own_place',
    ],
  )
  const wrong = { sku: 'PLANK', quantity: 0, validFrom: '2030-03-02', validTo: '2030-03-01' }
  assert.deepEqual(
    await refused('/bills-of-materials', {
      sku: 'MADE',
      location: 'MOON',
      leadDays: 1,
      materials: [
        wrong,
        { sku: 'PLANK', quantity: 1 },
        { sku: 'PLANK', quantity: 2 },
        { sku: 'NO', quantity: 1 },
      ],
      resources: [{ resource: 'SAW', hoursPerUnit: 1 }],
    }),
    [
      '/location unknown_location',
      '/materials/0/validTo dates_reversed',
      '/materials/0/quantity too_small',
      '/materials/2 named_twice',
      '/materials/3/sku unknown_item',
      '/resources/0/resource unknown_resource',
    ],
  )
  // What shares a rank gives all of it together, on each day.
  const ranked = (...percents: number[]) =>
    refused('/supply-rules', {
      code: 'BAD',
      name: 'Bad',
      assignments: [{ sku: 'MADE' }],
      origins: percents.map((percent, index) => ({
        by: 'buy',
        leadDays: index,
        rank: 2,
        percent,
        validFrom: day(index),
        validTo: day(index + 1),
      })),
    })
  assert.deepEqual(await ranked(60, 60, 40), ['/origins/1/percent over_100'])
  // A resource of another place makes nothing here.
  await flow.put('/resources', { code: 'FORGE', location: 'DEPOT', name: 'Forge', hoursPerDay: 4 })
  const forged = {
    sku: 'MADE',
    leadDays: 1,
    materials: [],
    resources: [{ resource: 'FORGE', hoursPerUnit: 1 }],
  }
  assert.deepEqual(await refused('/bills-of-materials', { ...forged, location: 'WORKS' }), [
    '/resources/0/resource unknown_resource',
  ])
  await flow.put('/bills-of-materials', { ...forged, location: 'DEPOT' })
  await bill('MADE', [{ sku: 'PLANK', quantity: 1 }])
  assert.deepEqual(
    await refused('/bills-of-materials', {
      sku: 'PLANK',
      leadDays: 1,
      materials: [{ sku: 'MADE', quantity: 1 }],
    }),
    ['/materials made_of_itself'],
  )
})

test('A10-8 the second rank serves what the first is short of, an ended origin is not asked, and origins of a rank share', async () => {
  await cart('RANK', { WORKS: '4' })
  await ways('CART-RANK', [
    { by: 'buy', rank: 1, leadDays: 0, validTo: day(-1) },
    { by: 'make', rank: 2 },
    { by: 'buy', rank: 3, leadDays: 6, supplier: 'ACME', processingDays: 7 },
  ])
  assert.deepEqual(await promised(buy('CART-RANK', '1')), [`WORKS 1 dated ${day(3)}`])
  // There are no wheels for a second one.
  const second = await buy('CART-RANK', '1')
  assert.deepEqual(partsOf(second.fulfillmentLines), [`WORKS 1 dated ${day(7)}`])
  assert.deepEqual(second.fulfillmentLines[0].decision.made.origins, [
    { by: 'buy', location: 'WORKS', quantity: '1', on: day(7), supplier: 'ACME' },
  ])
  await item('BOX', { DEPOT: '20' })
  await ways('BOX', [
    { by: 'transfer', location: 'DEPOT', transitDays: 2, percent: 70 },
    { by: 'buy', leadDays: 3, percent: 30 },
  ])
  const shared = await buy('BOX', '10', { location: 'WORKS' })
  assert.deepEqual(partsOf(shared.fulfillmentLines), [`WORKS 10 dated ${day(3)}`])
  assert.deepEqual(
    shared.fulfillmentLines[0].decision.made.origins.map(
      (one: Seen) => `${one.by} ${one.quantity} ${one.on}`,
    ),
    [`transfer 7 ${day(2)}`, `buy 3 ${day(3)}`],
  )
  // What is on its way is nobody else’s at the depot.
  assert.deepEqual(partsOf(await asked('BOX', '14', { location: 'DEPOT' })), [
    'DEPOT 13 on_hand 2030-03-04',
    'DEPOT 1 backorder nothing_available',
  ])
  await flow.lawful()
})

test('A10-8 what one origin of a rank has no material for the other one of the rank gives', async () => {
  await item('WHEEL-BOTH', { WORKS: '16' })
  await item('CART-BOTH')
  await bill('CART-BOTH', [{ sku: 'WHEEL-BOTH', quantity: 4 }])
  await ways('CART-BOTH', [
    { by: 'make', percent: 50 },
    { by: 'buy', leadDays: 4, percent: 50 },
  ])
  const order = await buy('CART-BOTH', '12')
  assert.deepEqual(partsOf(order.fulfillmentLines), [`WORKS 12 dated ${day(4)}`])
  assert.deepEqual(
    order.fulfillmentLines[0].decision.made.origins.map((one: Seen) => `${one.by} ${one.quantity}`),
    ['make 4', 'buy 8'],
  )
  await flow.ok(`/orders/${order.id}/cancel`, { reason: 'none' })
  assert.deepEqual(await needs('WHEEL-BOTH'), [])
  await flow.lawful()
})
