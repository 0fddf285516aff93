import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// A company with a clock of its own: Monday 2030-03-04, ten in the morning in London. Every day is worked.
const MONDAY = '2030-03-04'
const day = (number: number) => addDays(MONDAY, number)
let flow: Flow
before(async () => {
  flow = await Flow.open()
  const answer = await flow.server.request('PUT', '/api/v1/clock', { to: `${MONDAY}T10:00:00Z` })
  assert.ok(answer.status < 300, answer.bytes.toString())
  await flow.put('/periods', { code: '2030-03', startsOn: '2030-03-01', endsOn: '2030-03-31' })
  for (const [code, rank] of [
    ['WORKS', 1],
    ['DEPOT', 2],
  ] as const)
    await flow.put('/locations', { code, name: code, country: 'GB', rank, autoConfirm: false })
  await flow.put('/atp-rules', {
    code: 'ALL',
    name: 'What is there, or can be had',
    mode: 'stock',
    assignments: [{}],
    capable: true,
  })
})
after(() => flow.close())

const item = (sku: string, onHand: Record<string, string> = {}) => flow.stockedItem(sku, onHand, '1')

const comes = (sku: string, quantity: string, dueOn: string, more: object = {}) =>
  flow.ok('/supply-orders', [
    { sku, quantity, dueOn, location: 'WORKS', unitCost: '1', number: `PO ${sku} ${dueOn}`, ...more },
  ])

/** How an item comes: by a rule of its own. */
const ways = (sku: string, origins: object[], at: object = { location: 'WORKS' }) =>
  flow.put('/supply-rules', { code: sku, name: sku, assignments: [{ sku, ...at }], origins })

const bill = (sku: string, materials: object[], more: object = {}) =>
  flow.put('/bills-of-materials', { sku, leadDays: 3, materials, ...more })

/** Something with four wheels, built at the works in three days. */
async function cart(name: string, wheels: Record<string, string> = {}): Promise<void> {
  await item(`WHEEL-${name}`, wheels)
  await item(`CART-${name}`)
  await bill(`CART-${name}`, [{ sku: `WHEEL-${name}`, quantity: 4 }])
  await ways(`CART-${name}`, [{ by: 'make' }])
}

const buy = async (sku: string, quantity: string, more: object = {}): Promise<Seen> =>
  flow.read((await flow.order([{ sku, quantity, net: '10.00', tax: '2.00', ...more }])).id)

const partsOf = (parts: Seen[]): string[] =>
  parts.map(
    (one: Seen) =>
      `${one.location?.code ?? one.location} ${one.quantity} ${one.supply} ${one.promisedOn ?? one.reason}`,
  )

const promised = async (order: Promise<Seen>) => partsOf((await order).fulfillmentLines)

async function asked(sku: string, quantity: string, more: object = {}): Promise<Seen[]> {
  const [outcome] = (await flow.ok('/promises', [{ lines: [{ sku, quantity, ...more }] }])).outcomes
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.answer.lines[0].promises
}

const needs = (...skus: string[]) =>
  flow.server.database.sql<{ sku: string; needed_on: string; quantity: string }>(
    `select i.sku, n.needed_on::text, trim_scale(n.quantity)::text as quantity from inventory.material_need n
     join catalog.item i on i.id = n.item_id where i.sku = any($1) order by 1, 2, 3`,
    [skus],
  )

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

test('A10-10 D3 of places that are in time the one from which most is left serves, a late one only if its lateness costs less than it saves', async () => {
  for (const [location, amount] of [
    ['WORKS', '9.00'],
    ['DEPOT', '4.00'],
  ] as const)
    await flow.put('/transit-lanes', {
      shipMethod: 'van',
      location,
      transitDays: 1,
      cost: { amount, currency: 'GBP' },
    })
  await item('SOFA', { WORKS: '50', DEPOT: '10' })
  await comes('SOFA', '50', day(2), { location: 'DEPOT' })
  const rule = (latePenalty: string) =>
    flow.put('/sourcing-rules', {
      code: 'MOST',
      name: 'What leaves most',
      source: 'marketplace',
      locations: ['WORKS', 'DEPOT'],
      criteria: [{ by: 'margin' }],
      latePenaltyPerDay: { amount: latePenalty, currency: 'GBP' },
    })
  const byVan = async (quantity: string): Promise<string[]> => {
    const lines = [{ sku: 'SOFA', quantity, net: '10.00', tax: '2.00', allowSplit: false }]
    const order = await flow.read((await flow.order(lines, { shipMethod: 'van' })).id)
    return partsOf(order.fulfillmentLines)
  }
  await rule('3.00')
  assert.deepEqual(await byVan('5'), [`DEPOT 5 on_hand ${MONDAY}`])
  // Two days late cost 6.00, the way is 5.00 less; at 2.00 a day the depot waits for its goods.
  assert.deepEqual(await byVan('15'), [`WORKS 15 on_hand ${MONDAY}`])
  await rule('2.00')
  assert.deepEqual(await byVan('15'), [`DEPOT 15 dated ${day(2)}`])
  const refused = await flow.server.request('PUT', '/api/v1/sourcing-rules', {
    code: 'NONE',
    name: 'None',
    criteria: [{ by: 'cost' }],
    latePenaltyPerDay: { amount: '1', currency: 'EUR' },
  })
  assert.deepEqual(
    refused.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    ['/latePenaltyPerDay/currency wrong_currency', '/latePenaltyPerDay not_of_criteria'],
  )
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
