import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// Leeds is near York and far from London; a rule of each source says what counts.
let flow: Flow
before(async () => {
  flow = await Flow.open()
  const place = (code: string, rank: number, latitude: number, longitude: number, more: object = {}) =>
    flow.put('/locations', {
      code,
      name: code,
      country: 'GB',
      rank,
      latitude,
      longitude,
      autoConfirm: false,
      ...more,
    })
  await place('LONDON', 300, 51.5074, -0.1278, { locationType: 'depot' })
  await place('YORK', 301, 53.96, -1.08, { locationType: 'store' })
  await place('BATH', 302, 51.38, -2.36, { locationType: 'store' })
  await flow.put('/postcode-areas', { country: 'GB', prefix: 'ls', latitude: 53.8, longitude: -1.55 })
  await flow.put('/postcode-areas', { country: 'GB', prefix: 'LS1 4', latitude: 53.795, longitude: -1.55 })
})
after(() => flow.close())

const LEEDS = { shipTo: { country: 'GB', postcode: 'LS1 4AP', city: 'Leeds', lines: ['1 Mill Lane'] } }
const ONLY = ['LONDON', 'YORK', 'BATH']

async function rule(more: Record<string, unknown>): Promise<void> {
  await flow.put('/sourcing-rules', {
    code: 'MARKET',
    name: 'Orders of the marketplace',
    source: 'marketplace',
    locations: ONLY,
    criteria: [{ by: 'proximity' }],
    ...more,
  })
}

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

const line = (sku: string, quantity: string) => ({ sku, quantity, net: '10.00', tax: '2.00' })

/** Place and quantity of each part, as an order with these lines is promised, and as it is asked. */
async function served(lines: [sku: string, quantity: string][]): Promise<{ places: string[]; order: Seen }> {
  const question = {
    source: 'marketplace',
    shipTo: {
      country: 'GB',
      postcode: 'LS1 4AP',
    },
  }
  const [outcome] = (
    await flow.ok('/promises', [{ ...question, lines: lines.map(([sku, quantity]) => ({ sku, quantity })) }])
  ).outcomes
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const asked = outcome.answer.lines.flatMap((one: Seen) =>
    one.promises.map((part: Seen) => `${part.location} ${part.quantity} ${part.supply}`),
  )
  const { id } = await flow.order(
    lines.map(([sku, quantity]) => line(sku, quantity)),
    LEEDS,
  )
  const order = await seen(id)
  const places = order.fulfillmentLines.map(
    (part: Seen) => `${part.location.code} ${part.quantity} ${part.supply}`,
  )
  assert.deepEqual(places, asked)
  return { places, order }
}

async function seen(id: string, caller: Record<string, string> = {}): Promise<Seen> {
  const path = `/api/v1/orders/${id}?include=fulfillmentLines,sourcing`
  const answer = await flow.server.request('GET', path, undefined, caller)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}

test('P-22 C13-6 the nearest place serves, and the order tells by which rule and what was known of each', async () => {
  await rule({})
  await stocked('SRC-1', { LONDON: '50', YORK: '50', BATH: '50' })
  const { places, order } = await served([['SRC-1', '5']])
  assert.deepEqual(places, ['YORK 5 on_hand'])
  const [search] = order.sourcing
  assert.deepEqual(
    [search.rule, search.ruleVersion, search.attempt, search.outcome, search.located],
    ['MARKET', 1, 1, 'one_fills_all', true],
  )
  const known = search.places.filter((one: Seen) => ONLY.includes(one.location))
  assert.deepEqual(known, [
    { location: 'YORK', fills: 1, values: { proximity: 35.9 } },
    { location: 'LONDON', fills: 1, values: { proximity: 271.8 } },
    { location: 'BATH', fills: 1, values: { proximity: 274 } },
  ])
  assert.ok(search.places.some((one: Seen) => one.location === 'PORT' && one.barred === 'not_in_rule'))
  const { decision } = order.fulfillmentLines[0]
  assert.deepEqual([decision.rule, decision.ruleVersion], ['MARKET', 1])
  await flow.lawful()
})

test('C13-6 weighted criteria, types, a radius and another order of criteria choose another place', async () => {
  await stocked('SRC-2', { LONDON: '90', YORK: '6', BATH: '8' })
  await rule({ criteria: [{ by: 'on_hand' }] })
  assert.deepEqual((await served([['SRC-2', '1']])).places, ['LONDON 1 on_hand'])
  await rule({ criteria: [{ by: 'on_hand' }], locationTypes: ['store'] })
  assert.deepEqual((await served([['SRC-2', '1']])).places, ['BATH 1 on_hand'])
  await rule({ criteria: [{ by: 'on_hand' }], preferences: [{ radiusKm: 100 }] })
  assert.deepEqual((await served([['SRC-2', '1']])).places, ['YORK 1 on_hand'])
  await rule({
    criteria: [
      { by: 'proximity', percent: 40 },
      { by: 'on_hand', percent: 60 },
    ],
  })
  const { places, order } = await served([['SRC-2', '1']])
  assert.deepEqual(places, ['LONDON 1 on_hand'])
  assert.equal(order.sourcing[0].places[0].score, 60.4)
  // A version for each change of what it says.
  assert.equal(order.sourcing[0].ruleVersion, 5)
})

test('P-23 one place that has all goes before nearer ones, then whole lines, then parts of a line', async () => {
  await rule({})
  await stocked('SRC-3', { LONDON: '20', YORK: '5', BATH: '3' })
  await stocked('SRC-4', { LONDON: '5', BATH: '9' })
  assert.deepEqual(
    (
      await served([
        ['SRC-3', '5'],
        ['SRC-4', '5'],
      ])
    ).places,
    ['LONDON 5 on_hand', 'LONDON 5 on_hand'],
  )
  assert.deepEqual(
    (
      await served([
        ['SRC-3', '5'],
        ['SRC-4', '5'],
      ])
    ).places,
    ['YORK 5 on_hand', 'BATH 5 on_hand'],
  )
  // 15 in London and 3 in Bath: no place fills 17.
  assert.deepEqual((await served([['SRC-3', '17']])).places, ['LONDON 15 on_hand', 'BATH 2 on_hand'])
  await rule({ splitLines: false })
  await stocked('SRC-5', { LONDON: '4', YORK: '4' })
  assert.deepEqual((await served([['SRC-5', '6']])).places, ['YORK 6 backorder'])
  await flow.lawful()
})

test('C13-4 C13-13 a sell-through and a safety minimum lower what is counted with, also for two orders at once', async () => {
  await rule({ used: [{ locationType: 'store', minusSellThroughPercent: 100 }], splitLines: false })
  await stocked('SRC-6', { YORK: '20', LONDON: '6' })
  await flow.put('/sell-throughs', { sku: 'SRC-6', location: 'YORK', quantity: '15' })
  assert.deepEqual((await served([['SRC-6', '6']])).places, ['LONDON 6 on_hand'])
  assert.deepEqual((await served([['SRC-6', '5']])).places, ['YORK 5 on_hand'])
  assert.deepEqual((await served([['SRC-6', '1']])).places, ['YORK 1 backorder'])
  // Ten orders at once of what is 7 above the safety minimum: seven have their goods.
  await rule({ preferences: [{ location: 'BATH', safetyMinimum: '3' }], locations: ['BATH'] })
  await stocked('SRC-7', { BATH: '10' })
  const made = await Promise.all(Array.from({ length: 10 }, () => flow.order([line('SRC-7', '1')], LEEDS)))
  const orders = await Promise.all(made.map(({ id }) => seen(id)))
  const supplies = orders.map((order) => order.fulfillmentLines[0].supply)
  assert.equal(supplies.filter((supply) => supply === 'on_hand').length, 7)
  await flow.lawful()
})

test('C13-6 a place takes so many orders a day, and who was given one longest ago is next', async () => {
  await stocked('SRC-8', { LONDON: '50', YORK: '50', BATH: '50' })
  await rule({ preferences: [{ location: 'YORK', dailyOrders: 2 }] })
  const of = async () => (await served([['SRC-8', '1']])).places[0]!.split(' ')[0]
  assert.deepEqual([await of(), await of(), await of()], ['YORK', 'YORK', 'LONDON'])
  await rule({ criteria: [{ by: 'last_assigned' }] })
  // London was given one last, York before it, Bath none.
  assert.deepEqual([await of(), await of(), await of(), await of()], ['BATH', 'YORK', 'LONDON', 'BATH'])
  // Twenty at once: no place is given more than its limit.
  await stocked('SRC-9', { LONDON: '50', YORK: '50' })
  await rule({
    criteria: [{ by: 'priority' }],
    locations: ['LONDON', 'YORK'],
    preferences: [{ location: 'LONDON', dailyOrders: 10 }],
  })
  const made = await Promise.all(Array.from({ length: 20 }, () => flow.order([line('SRC-9', '1')], LEEDS)))
  const orders = await Promise.all(made.map(({ id }) => seen(id)))
  const places = orders.map((order) => order.fulfillmentLines[0].location.code)
  // Two of today stand already.
  assert.equal(places.filter((place) => place === 'LONDON').length, 8)
  await flow.lawful()
})

test('A10-10 of two places in time the one with the cheaper way wins, and late but cheap loses', async () => {
  for (const [location, transitDays, amount] of [
    ['LONDON', 2, '9.00'],
    ['YORK', 2, '4.00'],
    ['BATH', 9, '1.00'],
  ])
    await flow.put('/transit-lanes', {
      shipMethod: 'parcel',
      location,
      country: 'GB',
      transitDays,
      cost: { amount, currency: 'GBP' },
    })
  await stocked('SRC-10', { LONDON: '50', YORK: '50', BATH: '50' })
  await rule({ criteria: [{ by: 'on_time' }, { by: 'cost' }] })
  const { order: before } = await served([['SRC-10', '1']])
  const soon = addDays(before.orderedOn, 4)
  const way = { ...LEEDS, shipMethod: 'parcel', requestedArrivalOn: soon }
  const { id } = await flow.order([line('SRC-10', '1')], way)
  const order = await seen(id)
  assert.equal(order.fulfillmentLines[0].location.code, 'YORK')
  const known = order.sourcing[0].places.filter((one: Seen) => ONLY.includes(one.location))
  assert.deepEqual(
    known.map((one: Seen) => [one.location, one.values.on_time, one.values.cost]),
    [
      ['YORK', 1, 400],
      ['LONDON', 1, 900],
      ['BATH', 0, 100],
    ],
  )
})

test('P-22 everything that is wrong with a rule is told at once, and what it says comes back as it was said', async () => {
  const wrong = await flow.server.request('PUT', '/api/v1/sourcing-rules', {
    code: 'BAD',
    name: 'Bad',
    locations: ['LONDON', 'MOON'],
    defaultLocation: 'MARS',
    criteria: [
      { by: 'proximity', percent: 60 },
      { by: 'cost', percent: 30 },
    ],
    preferences: [{ location: 'SUN', safetyMinimum: 'much' }],
    used: [{ minus: '-1' }],
  })
  assert.equal(wrong.status, 422, wrong.bytes.toString())
  assert.deepEqual(
    wrong.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    [
      '/criteria not_whole',
      '/locations/1 unknown_location',
      '/defaultLocation unknown_location',
      '/preferences/0/location unknown_location',
      '/preferences/0/safetyMinimum not_a_decimal',
      '/used/0/minus not_a_decimal',
    ],
  )
  for (const path of ['sourcing-rules', 'postcode-areas', 'sell-throughs', 'locations']) {
    const { body } = await flow.server.request('GET', `/api/v1/${path}`)
    const [rows] = Object.values(body) as Seen[][]
    assert.ok(rows!.length > 0, path)
    for (const row of rows!) {
      const again = await flow.server.request('PUT', `/api/v1/${path}`, row)
      assert.deepEqual([path, again.status, again.body.change], [path, 200, 'unchanged'])
    }
  }
})
