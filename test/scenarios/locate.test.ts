import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { OutsideInventory } from '../support/outside-inventory.ts'
import { startTestServer } from '../support/server.ts'

// Stores whose till knows what is on the shelf, and stores of which we know it ourselves.
let till: OutsideInventory
let other: OutsideInventory
let flow: Flow
before(async () => {
  till = await OutsideInventory.open()
  other = await OutsideInventory.open()
  const limits = { DOCKET_OUTSIDE_TILL_URL: till.url, DOCKET_OUTSIDE_OTHER_URL: other.url }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  const place = { country: 'GB', rank: 600, locationType: 'store', longitude: 0, autoConfirm: false }
  await flow.put('/locations', {
    ...place,
    code: 'L-TILL',
    name: 'T',
    latitude: 51.01,
    stockConnection: 'till',
  })
  await flow.put('/locations', { ...place, code: 'L-OWN', name: 'O', latitude: 51.02 })
  await flow.put('/locations', { ...place, code: 'L-FAR', name: 'F', latitude: 53, stockConnection: 'other' })
  await flow.put('/locations', {
    ...place,
    code: 'L-GONE',
    name: 'G',
    latitude: 51.03,
    stockConnection: 'absent',
  })
  await flow.put('/postcode-areas', { country: 'GB', prefix: 'SW', latitude: 51, longitude: 0 })
  await flow.put('/items', { sku: 'LOC-1', name: 'Sought', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok(
    '/stock/opening',
    ['L-TILL', 'L-OWN', 'L-FAR', 'L-GONE'].map((location) => ({
      sku: 'LOC-1',
      location,
      quantity: '5',
      unitCost: '1',
    })),
  )
})
after(async () => {
  await flow.close()
  await till.close()
  await other.close()
})
beforeEach(() => {
  till.mood = 'well'
  till.shelf.splice(0, Infinity, { sku: 'LOC-1', location: 'L-TILL', onHand: '2' })
})

const search = (body: object) => flow.post('/locations/search', { items: [{ sku: 'LOC-1' }], ...body })
const near = { country: 'GB', postcode: 'SW1A 1AA' }
const shown = ({ candidates }: Seen) =>
  candidates.map(
    (one: Seen) =>
      `${one.location} ${one.distanceKm} ${one.items.map((item: Seen) => `${item.available} ${item.source}`).join()}`,
  )
/** Who rests after a failure is asked again after five seconds. */
const rested = () => sleep(5100)

test('C13-2 C13-13 who is near is found by postcode; an online till is asked, of others what we know is told; what an order reserves is gone at once', async () => {
  const { status, body } = await search({ near, radiusKm: 50, locationTypes: ['store'] })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(shown(body), ['L-TILL 1.1 2 live', 'L-OWN 2.2 5 known', 'L-GONE 3.3 5 stale'])
  assert.deepEqual(body.near, { area: 'SW', latitude: 51, longitude: 0 })
  assert.equal(body.candidates[0].items[0].asOf, till.asOf)
  assert.deepEqual(
    body.connections.map((one: Seen) => [one.connection, one.answered, one.why]),
    [
      ['till', true, null],
      ['absent', false, 'no_connection'],
    ],
  )
  assert.ok(body.others.some((one: Seen) => one.location === 'L-FAR' && one.why === 'too_far'))
  assert.deepEqual(
    other.calls.filter(({ url }) => url.includes('/stock')),
    [],
  )

  // Our reservation is not known to the till: it is taken off what it says, too.
  await flow.order([{ sku: 'LOC-1', quantity: '1', net: '10.00', tax: '2.00', location: 'L-TILL' }])
  const after = (await search({ near, radiusKm: 50 })).body
  assert.equal(shown(after)[0], 'L-TILL 1.1 1 live')
  const two = (
    await search({ near, items: [{ sku: 'LOC-1', quantity: '2' }], onlyWithAll: true, radiusKm: 3 })
  ).body
  assert.deepEqual(shown(two), ['L-OWN 2.2 5 known'])
})

test('C13-2 a till that is silent, or answers nonsense, costs a bounded wait once: what we know is told, marked as stale', async () => {
  till.mood = 'silent'
  const began = performance.now()
  const first = (await search({ near, radiusKm: 2 })).body
  assert.ok(performance.now() - began < 4000)
  assert.deepEqual(shown(first), ['L-TILL 1.1 4 stale'])
  assert.equal(first.connections[0].why, 'no_answer')
  assert.match(first.connections[0].message, /did not answer in time/)
  // It rests: nobody else waits for it.
  const calls = till.calls.length
  const second = (await search({ near, radiusKm: 2 })).body
  assert.deepEqual([shown(second), second.connections[0].why], [['L-TILL 1.1 4 stale'], 'resting'])
  assert.equal(till.calls.length, calls)

  await rested()
  till.mood = { body: JSON.stringify({ asOf: till.asOf, items: [{ sku: 'LOC-1', location: 'L-TILL' }] }) }
  const wrong = (await search({ near, radiusKm: 2 })).body
  assert.match(wrong.connections[0].message, /items\[0\] has no sku, location and onHand/)
  await rested()
  till.mood = 'well'
  assert.deepEqual(shown((await search({ near, radiusKm: 2 })).body), ['L-TILL 1.1 1 live'])
  // Of what it does not name we tell what we know.
  till.shelf.length = 0
  assert.deepEqual(shown((await search({ near, radiusKm: 2 })).body), ['L-TILL 1.1 4 stale'])
})

test('C13-2 a location that is set offline is not asked', async () => {
  const place = { country: 'GB', rank: 600, locationType: 'store', longitude: 0, autoConfirm: false }
  const tilled = { ...place, code: 'L-TILL', name: 'T', latitude: 51.01, stockConnection: 'till' }
  await flow.put('/locations', { ...tilled, stockOffline: true })
  const calls = till.calls.length
  const { body } = await search({ near, radiusKm: 2 })
  assert.deepEqual([shown(body), body.connections], [['L-TILL 1.1 4 known'], []])
  assert.equal(till.calls.length, calls)
})

test('C13-2 everything that is wrong with a search is told at once', async () => {
  const { status, body } = await search({
    items: [{ sku: 'LOC-1', quantity: '0' }, { sku: 'NOPE' }, { sku: 'LOC-1' }],
    near: { country: 'GB' },
  })
  assert.equal(status, 422, JSON.stringify(body))
  assert.deepEqual(
    body.errors.map((one: Seen) => [one.path, one.code]),
    [
      ['/items/0/quantity', 'bad_quantity'],
      ['/items/1/sku', 'unknown_item'],
      ['/items/2/sku', 'duplicate_item'],
      ['/near', 'half_a_place'],
    ],
  )
  const unknown = (await search({ near: { country: 'FR', postcode: '75001' } })).body
  assert.equal(unknown.near, null)
  assert.ok(unknown.candidates.every((one: Seen) => one.distanceKm === null))
})
