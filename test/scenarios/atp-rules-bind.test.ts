import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// A company with a clock of its own: Monday 2030-03-04, ten in the morning in London.
const MONDAY = '2030-03-04'
const day = (number: number) => addDays(MONDAY, number)
let flow: Flow
before(async () => {
  flow = await Flow.open()
  await clockTo(`${MONDAY}T10:00:00Z`)
  await flow.put('/periods', { code: '2030-03', startsOn: '2030-03-01', endsOn: '2030-03-31' })
  await flow.put('/calendars', { code: 'WEEK', workingDays: [1, 2, 3, 4, 5], holidays: [] })
  for (const [code, rank] of [
    ['FIRST', 1],
    ['SECOND', 2],
  ] as const)
    await flow.put('/locations', { code, name: code, country: 'GB', rank, autoConfirm: false })
  await flow.put('/atp-rules', ALL)
})
after(() => flow.close())

const ALL = { code: 'ALL', name: 'What is there', mode: 'stock', assignments: [{}] }

const send = (body: unknown, caller: Record<string, string> = {}) =>
  flow.server.request('PUT', '/api/v1/atp-rules', body, caller)

async function clockTo(to: string): Promise<void> {
  const answer = await flow.server.request('PUT', '/api/v1/clock', { to })
  assert.ok(answer.status < 300, answer.bytes.toString())
}

const item = (sku: string, onHand: Record<string, string> = {}) => flow.stockedItem(sku, onHand, '1')

const rule = (sku: string, more: Record<string, unknown>, at: object = {}) =>
  flow.put('/atp-rules', {
    code: `R-${sku}`,
    name: `Of ${sku}`,
    mode: 'stock',
    assignments: [{ sku, ...at }],
    ...more,
  })

const announce = (sku: string, quantity: string, dueOn: string, kind = 'purchase_order') =>
  flow.ok('/supply-orders', [
    { sku, quantity, dueOn, kind, location: 'FIRST', unitCost: '1', number: `${sku} ${dueOn} ${kind}` },
  ])

const buy = (sku: string, quantity: string, more: object = {}) =>
  flow.order([{ sku, quantity, net: '10.00', tax: '2.00', ...more }])

const partsOf = (order: Seen): string[] =>
  order.fulfillmentLines.map(
    (one: Seen) => `${one.location.code} ${one.quantity} ${one.supply} ${one.promisedOn}`,
  )

async function parts(id: string): Promise<string[]> {
  return partsOf(await flow.read(id))
}

async function asked(sku: string, quantity: string, more: object = {}): Promise<string[]> {
  const [outcome] = (await flow.ok('/promises', [{ lines: [{ sku, quantity, ...more }] }])).outcomes
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.answer.lines[0].promises.map(
    (one: Seen) => `${one.location} ${one.quantity} ${one.supply} ${one.promisedOn}`,
  )
}

test('A10-1 A10-3 everything that is wrong with a rule is told at once, and what it says comes back as it was said', async () => {
  await item('KNOWN')
  await flow.put('/items', {
    sku: 'HELP',
    name: 'Help',
    itemClass: 'service',
    kind: 'service',
    taxCode: 'standard',
  })
  const wrong = await send({
    code: 'BAD',
    name: 'Bad',
    mode: 'stock',
    assignments: [
      { sku: 'NOTHING', location: 'MOON' },
      { sku: 'HELP' },
      { sku: 'KNOWN', itemClass: 'kitchen' },
      { itemClass: 'glass' },
      { itemClass: 'glass' },
      {},
    ],
    backward: false,
    accumulate: true,
    accumulationDays: 3,
    leadTime: { by: 'total', days: 3 },
    infiniteFence: { by: 'user_defined' },
    calendar: 'MARS',
  })
  assert.equal(wrong.status, 422, wrong.bytes.toString())
  assert.deepEqual(
    wrong.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    [
      '/leadTime required',
      '/leadTime/days not_of_choice',
      '/infiniteFence/days required',
      '/accumulate needs_backward',
      '/accumulationDays needs_backward',
      '/calendar unknown_calendar',
      '/assignments/0/sku unknown_item',
      '/assignments/0/location unknown_location',
      '/assignments/1/sku not_goods',
      '/assignments/2/itemClass item_or_class',
      '/assignments/4 named_twice',
      '/assignments/5 assigned_twice',
    ],
  )
  const idle = await send({
    code: 'IDLE',
    name: 'Idle',
    mode: 'infinite',
    assignments: [{ sku: 'KNOWN' }],
    supplyKinds: [],
    forward: true,
    leadTime: { by: 'user_defined', days: 1 },
  })
  assert.deepEqual(
    idle.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    ['/supplyKinds not_of_mode', '/forward not_of_mode', '/leadTime not_of_mode'],
  )
  const form = await send({
    code: 'FORM',
    name: '',
    mode: 'never',
    assignments: 'all',
    pastDueSupplyDays: -1,
  })
  assert.equal(form.status, 422, form.bytes.toString())
  assert.deepEqual(
    new Set(form.body.errors.map((one: Seen) => one.path)),
    new Set(['/name', '/mode', '/assignments', '/pastDueSupplyDays']),
  )

  await rule('KNOWN', {
    supplyKinds: ['on_hand', 'transfer'],
    demandKinds: [],
    pastDueSupplyDays: 2,
    pastDueDemandDays: 5,
    forward: false,
    accumulationDays: 10,
    leadTime: { by: 'total', processingDays: 4 },
    infiniteFence: { by: 'total_lead_time' },
    calendar: 'WEEK',
  })
  const { body } = await flow.server.request('GET', '/api/v1/atp-rules')
  const rows = body.atpRules as Seen[]
  assert.deepEqual(
    rows.map((row: Seen) => row.code),
    ['ALL', 'R-KNOWN'],
  )
  for (const row of rows) assert.equal((await send(row)).body.change, 'unchanged', JSON.stringify(row))
  await flow.put('/atp-rules', { ...rows[1], active: false })
})

test('A10-3 only who may describe the set-up describes rules', async () => {
  const reads = await flow.keyOf(['setup:read', 'inventory:read'])
  const body = { code: 'MINE', name: 'Mine', mode: 'infinite', assignments: [{ sku: 'KNOWN' }] }
  assert.equal((await send(body, reads)).status, 403)
  assert.equal((await flow.server.request('GET', '/api/v1/atp-rules', undefined, reads)).status, 200)
})

test('A10-1 goods on hand go before goods to come, then places by rank', async () => {
  await item('RANK', { FIRST: '2', SECOND: '50' })
  assert.deepEqual(await asked('RANK', '9'), [`SECOND 9 on_hand ${MONDAY}`])
  await rule('RANK', { mode: 'infinite' }, { location: 'FIRST' })
  assert.deepEqual(await asked('RANK', '9'), [`SECOND 9 on_hand ${MONDAY}`])
  assert.deepEqual(await asked('RANK', '60'), [`FIRST 60 dated ${MONDAY}`])
  assert.deepEqual(await asked('RANK', '2'), [`FIRST 2 on_hand ${MONDAY}`])
  // What takes longer than is asked for gives way to who has it.
  await rule('RANK', { mode: 'lead_time', leadTime: { by: 'user_defined', days: 2 } }, { location: 'FIRST' })
  assert.deepEqual(await asked('RANK', '9'), [`SECOND 9 on_hand ${MONDAY}`])
  assert.deepEqual(await asked('RANK', '60', { allowSplit: false }), [`FIRST 60 dated ${day(2)}`])
  assert.deepEqual(await asked('RANK', '9', { requestedOn: day(2) }), [`SECOND 9 on_hand ${day(2)}`])
  assert.deepEqual(await asked('RANK', '60', { requestedOn: day(2) }), [`FIRST 60 dated ${day(2)}`])
})

test('A10-1 A10-3 P-22 a sourcing rule counts places that are not searched as able, and passes over those without a rule', async () => {
  await item('BOTH', { SECOND: '3' })
  const sourcing = {
    code: 'MARKET',
    name: 'Orders of the marketplace',
    source: 'marketplace',
    locations: ['FIRST', 'SECOND'],
    criteria: [{ by: 'priority' }],
  }
  await flow.put('/sourcing-rules', sourcing)
  await rule('BOTH', { mode: 'infinite' }, { location: 'FIRST' })
  const question = { source: 'marketplace', lines: [{ sku: 'BOTH', quantity: '8' }] }
  const ask = async () => {
    const [{ answer }] = (await flow.ok('/promises', [question])).outcomes
    const [{ promises, notChosen }] = answer.lines
    return [
      promises.map((one: Seen) => `${one.location} ${one.quantity} ${one.supply} ${one.promisedOn}`),
      notChosen.filter((one: Seen) => one.note === 'no_atp_rule').map((one: Seen) => one.location),
    ]
  }
  assert.deepEqual(await ask(), [[`FIRST 8 dated ${MONDAY}`], []])
  assert.deepEqual(await parts((await buy('BOTH', '8')).id), [`FIRST 8 dated ${MONDAY}`])
  // No rule is for it at the first place any more.
  await rule('BOTH', { mode: 'infinite' }, { location: 'SECOND' })
  await flow.put('/atp-rules', { ...ALL, assignments: [{ location: 'PORT' }] })
  assert.deepEqual(await ask(), [[`SECOND 8 dated ${MONDAY}`], ['FIRST']])
  assert.deepEqual(await parts((await buy('BOTH', '8')).id), [`SECOND 8 dated ${MONDAY}`])
  await flow.put('/sourcing-rules', { ...sourcing, active: false })
  const [first] = await asked('BOTH', '8')
  assert.equal(first, `SECOND 8 dated ${MONDAY}`)
  await flow.put('/atp-rules', ALL)
})

test('P-21 A10-2 a promise is dated by lead time, calendar, cut-off, picking and the way there', async () => {
  const dock = {
    code: 'DOCK',
    name: 'Dock',
    country: 'GB',
    rank: 3,
    autoConfirm: false,
    shippingCalendar: 'WEEK',
  }
  await flow.put('/locations', { ...dock, shipLeadDays: 1 })
  const lane = { shipMethod: 'ground', location: 'DOCK', carrierCalendar: 'WEEK' }
  await flow.put('/transit-lanes', { ...lane, transitDays: 2 })
  await item('DATED')
  await rule('DATED', { mode: 'lead_time', leadTime: { by: 'user_defined', days: 2 } }, { location: 'DOCK' })
  const dates = async (more: object = {}) => {
    const question = { shipMethod: 'ground', ...more, lines: [{ sku: 'DATED', quantity: '1' }] }
    const [{ answer }] = (await flow.ok('/promises', [question])).outcomes
    const [promised] = answer.lines[0].promises
    return [promised.location, promised.promisedOn, promised.arrivesOn]
  }
  // There on Wednesday, picked for a day, two days of the carrier over the weekend.
  assert.deepEqual(await dates(), ['DOCK', day(3), day(7)])
  assert.deepEqual(await dates({ requestedArrivalOn: day(11) }), ['DOCK', day(9), day(11)])
  const order = await buy('DATED', '1')
  assert.deepEqual(await parts(order.id), [`DOCK 1 dated ${day(3)}`])
  // What is ordered after the cut-off is of the next day.
  await rule('DATED', { mode: 'infinite' }, { location: 'DOCK' })
  assert.deepEqual(await dates(), ['DOCK', day(1), day(3)])
  await flow.put('/locations', { ...dock, shipLeadDays: 1, cutOff: '09:00' })
  assert.deepEqual(await dates(), ['DOCK', day(2), day(4)])
})

test('A10-1 A10-11 A10-21 a place that promises by a rule, without stock, is offered to what waits elsewhere, and by a run over the backlog', async () => {
  await item('BIND-20')
  await announce('BIND-20', '20', day(9))
  const made = await Promise.all([buy('BIND-20', '2'), buy('BIND-20', '3')])
  const lines = await Promise.all(
    made.map(async ({ id }) => ({ orderId: id, line: (await flow.read(id)).fulfillmentLines[0].id })),
  )
  const atSecond = { mode: 'lead_time', leadTime: { by: 'user_defined', days: 2 } }
  await flow.put('/atp-rules', {
    code: 'R-BIND-20',
    name: 'Made at the second',
    assignments: [{ sku: 'BIND-20', location: 'SECOND' }],
    ...atSecond,
  })
  const [{ answer }] = (await flow.ok('/promises/what-if', lines.slice(0, 1))).outcomes
  const option = answer.options.find((one: Seen) => one.location === 'SECOND')
  assert.deepEqual(
    option?.promises.map((one: Seen) => [one.quantity, one.supply, one.promisedOn]),
    [['2', 'dated', day(2)]],
  )
  const [done] = (await flow.ok('/promises/re-source', [{ ...lines[0], token: option.token }])).outcomes
  assert.ok(done.ok, JSON.stringify(done))
  const run = await flow.ok('/backlog-runs', { skus: ['BIND-20'] })
  assert.equal(run.counts.gains.lines, 1, JSON.stringify(run))
  await flow.ok(`/backlog-runs/${run.id}/release`, undefined)
  const placed = await Promise.all(made.map(async ({ id }) => (await flow.read(id)).fulfillmentLines[0]))
  assert.deepEqual(
    placed.map((one: Seen) => [one.location.code, one.promisedOn]),
    [
      ['SECOND', day(2)],
      ['SECOND', day(2)],
    ],
  )
  await flow.lawful()
})

test('A10-4 P-27 supply that a rule does not count keeps a promise from nobody: what is there is left to it', async () => {
  await item('BIND-21', { FIRST: '10' })
  await rule('BIND-21', { supplyKinds: ['on_hand', 'purchase_order'] })
  await announce('BIND-21', '2', day(5))
  await announce('BIND-21', '10', day(3), 'planned_order')
  const first = await buy('BIND-21', '12', { requestedOn: day(6), allowSplit: false })
  const behind = await buy('BIND-21', '5', { allowSplit: false })
  const supplyOf = async ({ id }: Seen) => (await flow.read(id)).fulfillmentLines[0].supply
  assert.deepEqual([await supplyOf(first), await supplyOf(behind)], ['dated', 'backorder'])
  // Whatever frees goods looks at who waits.
  await flow.ok('/stock/receipts', [{ sku: 'BIND-21', location: 'FIRST', quantity: '1', unitCost: '1' }])
  assert.deepEqual([await supplyOf(first), await supplyOf(behind)], ['dated', 'backorder'])
  await flow.lawful()
})

test('A10-5 supply that is late counts as of today for as long as its rule says', async () => {
  await item('LATE')
  await announce('LATE', '5', day(3))
  await rule('LATE', { pastDueSupplyDays: 2, calendar: 'WEEK' })
  // Due on Thursday: on the Monday after it is late for two working days.
  await clockTo(`${day(7)}T10:00:00Z`)
  assert.deepEqual(await asked('LATE', '4'), [`FIRST 4 dated ${day(7)}`])
  await rule('LATE', { pastDueSupplyDays: 1, calendar: 'WEEK' })
  assert.deepEqual((await asked('LATE', '4'))[0]!.split(' ').slice(1), ['4', 'backorder', 'null'])
})

test('A10-1 A10-4 who loses goods, and who waits, is promised by the rule', async () => {
  const today = day(7)
  await item('LOST', { FIRST: '5' })
  await rule('LOST', { mode: 'lead_time', leadTime: { by: 'user_defined', days: 4 } })
  const { id } = await buy('LOST', '5')
  assert.deepEqual(await parts(id), [`FIRST 5 on_hand ${day(11)}`])
  await flow.ok('/stock/adjustments', [{ sku: 'LOST', location: 'FIRST', quantity: '-3' }])
  const again = await flow.until(id, (order) => order.fulfillmentLines[1]?.supply === 'dated')
  assert.deepEqual(partsOf(again), [`FIRST 2 on_hand ${day(11)}`, `FIRST 3 dated ${day(11)}`])

  await item('HOPE')
  await rule('HOPE', { supplyKinds: ['on_hand', 'purchase_order'] })
  const waits = await buy('HOPE', '2', { location: 'FIRST' })
  await announce('HOPE', '9', day(9), 'planned_order')
  assert.deepEqual(await parts(waits.id), ['FIRST 2 backorder null'])
  await announce('HOPE', '9', day(12))
  assert.deepEqual(await parts(waits.id), [`FIRST 2 dated ${day(12)}`])

  await item('PLAN')
  await rule('PLAN', { mode: 'infinite' })
  const planned = await buy('PLAN', '3', { location: 'FIRST' })
  assert.deepEqual(await parts(planned.id), [`FIRST 3 dated ${today}`])
  await rule('PLAN', { mode: 'lead_time', leadTime: { by: 'user_defined', days: 5 } })
  const run = await flow.ok('/backlog-runs', { skus: ['PLAN', 'HOPE'] })
  const lines = (await flow.server.request('GET', `/api/v1/backlog-runs/${run.id}/lines?limit=10`)).body.rows
  assert.deepEqual(
    lines.map((one: Seen) => [one.sku, one.promisedBefore, one.promisedOn]),
    [
      ['HOPE', day(12), day(12)],
      ['PLAN', today, day(12)],
    ],
  )
  await flow.ok(`/backlog-runs/${run.id}/release`, undefined)
  assert.deepEqual(await parts(planned.id), [`FIRST 3 dated ${day(12)}`])
  await flow.lawful()
})

test('F-6 A10-1 A10-6 at once, fifty are promised without stock, and ten of thirty what is on hand, whatever the rule', async () => {
  const today = day(7)
  await item('MANY')
  await rule('MANY', { mode: 'infinite' })
  const all = await Promise.all(Array.from({ length: 50 }, () => buy('MANY', '1', { location: 'FIRST' })))
  for (const { id } of all.slice(0, 5)) assert.deepEqual(await parts(id), [`FIRST 1 dated ${today}`])
  await item('TEN', { FIRST: '10' })
  await announce('TEN', '3', day(9))
  await rule('TEN', { backward: false, forward: false })
  const raced = await Promise.all(Array.from({ length: 30 }, () => buy('TEN', '1', { location: 'FIRST' })))
  const supply = await Promise.all(raced.map(async ({ id }) => (await parts(id))[0]!.split(' ')[2]!))
  const count = (of: string) => supply.filter((one) => one === of).length
  assert.deepEqual([count('on_hand'), count('dated'), count('backorder')], [10, 3, 17])
  // The fifty have their goods as these come in, the first ones first.
  await flow.ok('/stock/receipts', [{ sku: 'MANY', location: 'FIRST', quantity: '20', unitCost: '1' }])
  const { locations } = (await flow.server.request('GET', '/api/v1/availability?sku=MANY')).body
  const [first] = locations.filter((one: Seen) => one.location === 'FIRST')
  assert.deepEqual([first.onHand, first.reserved, first.demand], ['20', '20', '30'])
  await flow.lawful()
})

test('A10-3 ten thousand assignments are one rule, and more than that is refused', async () => {
  const classes = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ itemClass: `class-${from + index}` }))
  const body = { code: 'MUCH', name: 'Much', mode: 'infinite', assignments: classes(0, 10_000) }
  assert.equal((await send(body)).body.change, 'created')
  assert.equal((await send(body)).body.change, 'unchanged')
  const tooMany = await send({ ...body, assignments: classes(0, 10_001) })
  assert.deepEqual([tooMany.status, tooMany.body.errors[0].path], [422, '/assignments'])
  const twice = await send({ ...body, code: 'MORE', assignments: classes(9_990, 5_000) })
  assert.deepEqual(
    twice.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    Array.from({ length: 10 }, (_, index) => `/assignments/${index} assigned_twice`),
  )
  assert.equal(
    (await send({ ...body, code: 'MORE', assignments: classes(10_000, 9_900) })).body.change,
    'created',
  )
  const over = await send({ ...body, code: 'OVER', assignments: classes(20_000, 200) })
  assert.deepEqual(
    over.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    ['/assignments too_many'],
  )
  await flow.put('/items', { sku: 'CLASSY', name: 'Classy', itemClass: 'class-777', taxCode: 'standard' })
  const began = performance.now()
  assert.deepEqual(await asked('CLASSY', '7', { location: 'FIRST' }), [`FIRST 7 dated ${day(7)}`])
  assert.ok(performance.now() - began < 5000)
})
