import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
})
after(() => flow.close())

const day = (offset: number) => addDays(today, offset)
const get = (path: string, headers?: Record<string, string>) =>
  flow.server.request('GET', `/api/v1${path}`, undefined, headers)

async function coming(sku: string, comes: readonly [on: number, quantity: string][]): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await announce(sku, comes)
}

async function announce(sku: string, comes: readonly [on: number, quantity: string][]): Promise<void> {
  const rows = comes.map(([on, quantity]) => ({
    sku,
    location: 'PORT',
    quantity,
    unitCost: '1',
    number: `${sku} of ${on}`,
    dueOn: day(on),
  }))
  const { outcomes } = await flow.ok('/supply-orders', rows)
  for (const outcome of outcomes) assert.ok(outcome.ok, JSON.stringify(outcome))
}

async function buy(sku: string, quantity: string, priority?: number): Promise<Seen> {
  const order = await flow.order([{ sku, quantity, net: '60.00', tax: '12.00', allowSplit: false }])
  if (priority !== undefined)
    await flow.ok(`/orders/${order.id}/priority`, { priority, reason: 'the planner says so' })
  return order
}

const partOf = async (id: string): Promise<Seen> => (await flow.read(id)).fulfillmentLines[0]
const dayOf = async (id: string): Promise<string | null> => (await partOf(id)).promisedOn
const linesOf = async (run: Seen, more = ''): Promise<Seen[]> =>
  (await get(`/backlog-runs/${run.id}/lines?limit=200${more}`)).body.rows
const said = (lines: readonly Seen[]) =>
  lines.map((one) => [one.number, one.priority, one.promisedBefore, one.promisedOn, one.change])

test('A10-21 a run changes nothing until it is released, and then orders have its days', async () => {
  await coming('BACK-1', [
    [5, '10'],
    [12, '10'],
  ])
  const first = await buy('BACK-1', '10')
  const urgent = await buy('BACK-1', '10', 9)
  const undated = await buy('BACK-1', '10', 0)
  const before = await Promise.all([first, urgent, undated].map(({ id }) => flow.read(id)))
  const run = await flow.ok('/backlog-runs', { skus: ['BACK-1'] })
  assert.deepEqual(run.counts, {
    gains: { lines: 1, value: '600.00' },
    slips: { lines: 1, value: '600.00', mostDays: 7, withoutDay: 0 },
    moves: { lines: 0, value: '0.00' },
    same: { lines: 1, value: '600.00' },
  })
  assert.deepEqual(said(await linesOf(run)), [
    [urgent.number, 10, day(12), day(5), 'gains'],
    [first.number, 20, day(5), day(12), 'slips'],
    [undated.number, 30, null, null, 'same'],
  ])
  assert.deepEqual(said(await linesOf(run, '&change=slips')), [[first.number, 20, day(5), day(12), 'slips']])
  assert.deepEqual(await Promise.all([first, urgent, undated].map(({ id }) => flow.read(id))), before)
  assert.equal((await get(`/backlog-runs/${run.id}`)).body.state, 'simulated')

  const released = await flow.ok(`/backlog-runs/${run.id}/release`, undefined, 'release-1')
  assert.deepEqual(released, { id: run.id, changedLines: 2, changedOrders: 2 })
  assert.deepEqual([await dayOf(urgent.id), await dayOf(first.id)], [day(5), day(12)])
  assert.equal((await get(`/backlog-runs/${run.id}`)).body.state, 'released')
  // Said again it is the same answer; with another key it was done.
  assert.deepEqual(await flow.ok(`/backlog-runs/${run.id}/release`, undefined, 'release-1'), released)
  const again = await flow.post(`/backlog-runs/${run.id}/release`, undefined)
  assert.deepEqual([again.status, again.body.code], [409, 'backlog_released'])
  // The plan is kept: what comes first is for who was given its day, though another asked before.
  await flow.ok('/stock/receipts', [
    { sku: 'BACK-1', location: 'PORT', quantity: '10', supplyNumber: 'BACK-1 of 5' },
  ])
  assert.deepEqual([(await partOf(urgent.id)).supply, (await partOf(first.id)).supply], ['on_hand', 'dated'])
  await flow.lawful()
})

test('A10-21 a run is stale as soon as stock, supply or demand of what it changes moved', async () => {
  await coming('BACK-2', [
    [5, '10'],
    [12, '10'],
  ])
  const first = await buy('BACK-2', '10')
  const urgent = await buy('BACK-2', '10', 9)
  const moves: (() => Promise<unknown>)[] = [
    () => announce('BACK-2', [[8, '1']]),
    () => buy('BACK-2', '1'),
    () => flow.ok('/stock/receipts', [{ sku: 'BACK-2', location: 'PORT', quantity: '1', unitCost: '1' }]),
  ]
  for (const move of moves) {
    const run = await flow.ok('/backlog-runs', { skus: ['BACK-2'] })
    await move()
    const stale = await flow.post(`/backlog-runs/${run.id}/release`, undefined)
    assert.deepEqual([stale.status, stale.body.code], [409, 'backlog_stale'])
    assert.deepEqual([await dayOf(first.id), await dayOf(urgent.id)], [day(5), day(12)])
  }
  const run = await flow.ok('/backlog-runs', { skus: ['BACK-2'] })
  // What moves of another item disturbs nobody; of two who release at once one does.
  await coming('BACK-2B', [[1, '1']])
  const both = await Promise.all([1, 2].map(() => flow.post(`/backlog-runs/${run.id}/release`, undefined)))
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
  assert.equal(await dayOf(urgent.id), day(5))
  await flow.lawful()
})

test('A10-23 A10-24 a line that is locked keeps its day, and so does everybody whom a run is not about', async () => {
  await coming('BACK-3', [
    [5, '10'],
    [12, '10'],
    [20, '10'],
  ])
  const orders = [await buy('BACK-3', '10'), await buy('BACK-3', '10'), await buy('BACK-3', '10', 9)]
  const [first, second, urgent] = orders as [Seen, Seen, Seen]
  const lock = await flow.ok('/backlog-runs', {
    skus: ['BACK-3'],
    controls: [{ line: (await partOf(first.id)).id, control: 'locked' }],
  })
  assert.deepEqual(said(await linesOf(lock)), [
    [urgent.number, 10, day(20), day(12), 'gains'],
    [first.number, 20, day(5), day(5), 'same'],
    [second.number, 30, day(12), day(20), 'slips'],
  ])
  const subset = await flow.ok('/backlog-runs', { skus: ['BACK-3'], orders: [urgent.id, second.number] })
  assert.deepEqual(said(await linesOf(subset)), said(await linesOf(lock)).filter(([number]) => number !== first.number).map((row, at) => [row[0], (at + 1) * 10, ...row.slice(2)])) // prettier-ignore
  const given = await flow.ok('/backlog-runs', {
    skus: ['BACK-3'],
    rank: [{ by: 'promisedOn', direction: 'descending' }],
    controls: [{ line: (await partOf(second.id)).id, priority: 1 }],
  })
  assert.deepEqual(
    (await linesOf(given)).map((one) => [one.number, one.priority]),
    [
      [second.number, 1],
      [urgent.number, 10],
      [first.number, 30],
    ],
  )
})

test('A10-21 everything that is wrong with a run is told at once, and to whom it is not open nothing', async () => {
  const wrong = await flow.post('/backlog-runs', {
    rank: [{ by: 'priority' }, { by: 'priority' }, { by: 'mood' }],
    skus: ['BACK-1', 'NOT-THERE'],
    orders: ['nonsense'],
    controls: [{ line: 'ful_nonsense' }, { line: 'ful_0000000000000', control: 'locked' }],
  })
  assert.equal(wrong.status, 422)
  const places = wrong.body.errors.map((one: Seen) => one.path)
  for (const place of ['/rank/1/by', '/rank/2/by', '/skus/1', '/orders/0', '/controls/0'])
    assert.ok(
      places.some((one: string) => one.startsWith(place)),
      `${place} in ${places}`,
    )
  const unknown = await flow.post('/backlog-runs', { skus: ['NOT-THERE', 'NOR-THIS'] })
  assert.deepEqual(
    [unknown.status, unknown.body.errors.map((one: Seen) => [one.path, one.code])],
    [
      422,
      [
        ['/skus/0', 'unknown_item'],
        ['/skus/1', 'unknown_item'],
      ],
    ],
  )
  const reader = await flow.keyOf(['inventory:read'])
  const refused = await flow.server.request(
    'POST',
    '/api/v1/backlog-runs',
    {},
    { ...reader, 'idempotency-key': 'r' },
  )
  assert.equal(refused.status, 403)
  assert.equal((await get('/backlog-runs', reader)).status, 200)
  assert.equal((await get('/backlog-runs/bkr_0000000000000')).status, 404)
})

test('A10-21 ten thousand lines are planned and released, and what comes goes to the most urgent of them', async () => {
  await coming('BACK-4', [
    [5, '5000'],
    [12, '5000'],
  ])
  const line = { sku: 'BACK-4', quantity: '1', net: '2.00', tax: '0.40' }
  const orders: Seen[] = []
  for (let made = 0; made < 10; made += 1)
    orders.push(await flow.order(Array.from({ length: 1000 }, () => line)))
  for (const { id } of orders.slice(5))
    await flow.ok(`/orders/${id}/priority`, { priority: 9, reason: 'the planner says so' })
  const run = await flow.ok('/backlog-runs', { skus: ['BACK-4'] })
  assert.deepEqual(
    [run.lines, run.counts.gains, run.counts.slips],
    [
      10_000,
      { lines: 5000, value: '10000.00' },
      { lines: 5000, value: '10000.00', mostDays: 7, withoutDay: 0 },
    ],
  )
  const released = await flow.ok(`/backlog-runs/${run.id}/release`, undefined)
  assert.deepEqual([released.changedLines, released.changedOrders], [10_000, 10])
  const shown = await flow.read(orders[9].id)
  assert.ok(shown.fulfillmentLines.every((one: Seen) => one.promisedOn === day(5)))
  await flow.lawful()
})

test('A10-10 a run takes the cheapest places that serve its lines on their days, and says what that saves', async () => {
  for (const [code, rank, amount] of [
    ['NORTH', 300, '9.00'],
    ['SOUTH', 301, '2.00'],
  ] as const) {
    await flow.put('/locations', { code, name: code, country: 'GB', rank })
    await flow.put('/transit-lanes', {
      shipMethod: 'barge',
      location: code,
      country: 'GB',
      transitDays: 1,
      cost: { amount, currency: 'GBP' },
    })
  }
  for (const sku of ['CHEAP-1', 'CHEAP-2']) {
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
    const rows = ['NORTH', 'SOUTH'].map((location) => ({
      sku,
      location,
      quantity: location === 'NORTH' ? '20' : '10',
      unitCost: '1',
      number: `${sku} to ${location}`,
      dueOn: day(5),
    }))
    for (const outcome of (await flow.ok('/supply-orders', rows)).outcomes) assert.ok(outcome.ok)
  }
  const lines = ['CHEAP-1', 'CHEAP-2'].map((sku) => ({ sku, quantity: '4', net: '60.00', tax: '12.00' }))
  const orders: Seen[] = []
  for (let made = 0; made < 3; made += 1) orders.push(await flow.order(lines, { shipMethod: 'barge' }))
  const places = async (order: Seen) =>
    (await flow.read(order.id)).fulfillmentLines.map((part: Seen) => [part.location.code, part.promisedOn])
  for (const order of orders)
    assert.deepEqual(await places(order), [
      ['NORTH', day(5)],
      ['NORTH', day(5)],
    ])

  const skus = ['CHEAP-1', 'CHEAP-2']
  assert.equal((await flow.ok('/backlog-runs', { skus })).shipping, null)
  const run = await flow.ok('/backlog-runs', { skus, cheapest: { seconds: 2 } })
  // Two orders fit at the cheap place, and a shipment of half an order there would cost more.
  assert.deepEqual(run.shipping, { before: '27.00', after: '13.00', atLeast: '13.00' })
  assert.deepEqual([run.counts.moves.lines, run.counts.same.lines], [4, 2])
  const { body } = await get(`/backlog-runs/${run.id}`)
  assert.deepEqual([body.shipping, body.rules.cheapest], [run.shipping, { seconds: 2 }])
  await flow.ok(`/backlog-runs/${run.id}/release`, undefined)
  const after = await Promise.all(orders.map(places))
  const south = after.filter((parts) => parts.every((part: Seen) => part[0] === 'SOUTH'))
  assert.equal(south.length, 2, JSON.stringify(after))
  assert.ok(after.flat().every((part) => part[1] === day(5)))

  const refused = await flow.server.request(
    'POST',
    '/api/v1/backlog-runs',
    { cheapest: { seconds: 31 } },
    { 'idempotency-key': 'too-long' },
  )
  assert.deepEqual([refused.status, refused.body.errors[0].path], [422, '/cheapest/seconds'])
  await flow.lawful()
})

test('N-4 A10-21 a run says who slips when supply comes late, less or not at all, and is released only once it does', async () => {
  await coming('BACK-9', [
    [5, '10'],
    [12, '10'],
  ])
  const first = await buy('BACK-9', '10')
  const second = await buy('BACK-9', '10')
  const before = await Promise.all([first, second].map(({ id }) => flow.read(id)))
  const shock = (change: object, more: object = {}) =>
    flow.post('/backlog-runs', {
      preventImprovement: true,
      supply: [{ number: 'BACK-9 of 5', ...change }],
      ...more,
    })
  const late = (await shock({ dueOn: day(26) })).body
  assert.deepEqual(late.counts.slips, { lines: 2, value: '1200.00', mostDays: 14, withoutDay: 0 })
  const days = (lines: readonly Seen[]) =>
    lines.map((one) => [one.number, one.promisedBefore, one.promisedOn, one.slipDays, one.change])
  // Who came first has what is left; the other one waits for the late container.
  assert.deepEqual(days(await linesOf(late)), [
    [first.number, day(5), day(12), 7, 'slips'],
    [second.number, day(12), day(26), 14, 'slips'],
  ])
  // So many days behind its own is the same; a run is told by customer and by item, too.
  const later = (await shock({ laterDays: 21 })).body
  assert.deepEqual(days(await linesOf(later)), days(await linesOf(late)))
  const none = { lines: 0, value: '0.00' }
  for (const [by, code] of [
    ['account', 'GB-0001'],
    ['sku', 'BACK-9'],
  ]) {
    const { rows } = (await get(`/backlog-runs/${later.id}/summary?by=${by}`)).body
    assert.deepEqual(rows, [{ code, gains: none, slips: late.counts.slips }])
    assert.deepEqual(await linesOf(later, `&${by}=${code}`), await linesOf(later))
    assert.deepEqual(await linesOf(later, `&${by}=OTHER`), [])
  }
  const lost = (await shock({ lost: true })).body
  assert.deepEqual(lost.counts.slips, { lines: 2, value: '1200.00', mostDays: 7, withoutDay: 1 })
  const less = (await shock({ quantity: '4' })).body
  assert.deepEqual(less.counts.slips, lost.counts.slips)
  assert.deepEqual(await Promise.all([first, second].map(({ id }) => flow.read(id))), before)
  for (const run of [late, lost, less]) {
    assert.equal((await get(`/backlog-runs/${run.id}`)).body.hypothetical, true)
    const refused = await flow.post(`/backlog-runs/${run.id}/release`, undefined)
    assert.deepEqual([refused.status, refused.body.code], [409, 'backlog_hypothetical'])
  }
  // What is so already can be released.
  const same = (await shock({ dueOn: day(5) }, { preventImprovement: false })).body
  assert.equal((await flow.post(`/backlog-runs/${same.id}/release`, undefined)).status, 200)
  assert.deepEqual([await dayOf(first.id), await dayOf(second.id)], [day(5), day(12)])
  await coming('BACK-9B', [[3, '2']])
  const wrong = await flow.post('/backlog-runs', {
    skus: ['BACK-9B'],
    supply: [
      { number: 'NOT-THERE', lost: true },
      { number: 'BACK-9 of 12', dueOn: day(30) },
      { number: 'BACK-9B of 3', quantity: '2.5' },
      { number: 'BACK-9B of 3', lost: true },
      { number: 'BACK-9B of 3', lost: true, quantity: '1' },
      { number: 'BACK-9B of 3' },
      { number: 'BACK-9B of 3', quantity: '-1', dueOn: 'soon' },
      { number: 'BACK-9B of 3', laterDays: 3, dueOn: day(5) },
    ],
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(
    wrong.body.errors.map(({ path, code }: Seen) => `${path.slice('/supply/'.length)} ${code}`).toSorted(),
    [
      '0/number unknown_supply',
      '1/number outside',
      '2/quantity more_than_open',
      '3/number repeated',
      '4/lost nothing_comes',
      '4/number repeated',
      '5/dueOn required',
      '5/number repeated',
      '6/dueOn wrong_form',
      '6/number repeated',
      '6/quantity bad_quantity',
      '7/laterDays repeated',
      '7/number repeated',
    ],
  )
  await flow.lawful()
})

test('N-4 when supply comes otherwise as it was thought, the run that planned it is released, and promises can be kept', async () => {
  await coming('BACK-10', [
    [5, '10'],
    [12, '10'],
  ])
  const [first, second, third] = [
    await buy('BACK-10', '10'),
    await buy('BACK-10', '10'),
    await buy('BACK-10', '5'),
  ]
  const run = await flow.ok('/backlog-runs', { supply: [{ number: 'BACK-10 of 5', dueOn: day(26) }] })
  const change = async (rows: object[], key?: string) =>
    (await flow.ok('/supply-orders/changes', rows, key)).outcomes
  const late = { number: 'BACK-10 of 5', dueOn: day(26), reason: 'the container missed its ship' }
  const [done] = await change([late], 'late')
  assert.deepEqual([done.answer.dueOn, done.answer.open], [day(26), '10'])
  assert.deepEqual(await change([late], 'late'), [done])
  // Promises stand until somebody decides.
  assert.deepEqual([await dayOf(first.id), await dayOf(second.id)], [day(5), day(12)])
  const released = await flow.post(`/backlog-runs/${run.id}/release`, undefined)
  assert.equal(released.status, 200, JSON.stringify(released.body))
  assert.deepEqual([await dayOf(first.id), await dayOf(second.id)], [day(12), day(26)])
  await flow.lawful()
  // More of it comes: whoever waits without a day has one at once.
  assert.equal(await dayOf(third.id), null)
  await change([{ number: 'BACK-10 of 12', open: '15', reason: 'they send more' }])
  assert.equal(await dayOf(third.id), day(12))
  // None of it comes, said twice in a call and at once: each sees what the other said.
  const lost = { number: 'BACK-10 of 12', open: '0', reason: 'sunk' }
  const both = await change([lost, { ...lost, open: '3' }, lost])
  assert.deepEqual(
    both.map((one: Seen) => one.answer.open),
    ['0', '3', '0'],
  )
  const raced = await Promise.all(
    Array.from({ length: 6 }, (_, index) => change([{ ...lost, open: String(index) }])),
  )
  assert.ok(raced.flat().every((one: Seen) => one.ok))
  const kept = await flow.server.database.sql<{ same: boolean }>(
    `select bool_and(c.quantity_before is not distinct from c.before and s.open >= 0) as same from (
      select h.supply_id, h.quantity_before, coalesce(lag(h.quantity) over (partition by h.supply_id order by h.batch, h.id), h.quantity_before) as before
      from inventory.supply_change h) c
      join (select id, quantity - received as open from inventory.supply) s on s.id = c.supply_id`,
  )
  assert.equal(kept[0]!.same, true)
  await flow.lawful()
  const wrong = await change([
    { number: 'NOT-THERE', open: '1', reason: 'x' },
    { number: 'BACK-10 of 5', dueOn: day(-1), reason: 'x' },
  ])
  assert.deepEqual(
    wrong.map((one: Seen) => one.problems.map(({ path, code }: Seen) => [path, code])),
    [[['/number', 'unknown_supply']], [['/dueOn', 'in_past']]],
  )
  const malformed = await flow.post('/supply-orders/changes', [
    { number: 'BACK-10 of 5', reason: '' },
    { number: 'BACK-10 of 5', open: '-1', dueOn: 'soon', reason: 'x' },
  ])
  assert.deepEqual(malformed.body.errors.map(({ path }: Seen) => path).toSorted(), [
    '/0/dueOn',
    '/0/reason',
    '/1/dueOn',
    '/1/open',
  ])
})

test('A10-25 runs of different items are released side by side, of two that overlap the second is refused', async () => {
  for (const sku of ['SIDE-1', 'SIDE-2']) {
    await coming(sku, [
      [5, '10'],
      [12, '10'],
    ])
    await buy(sku, '10')
    await buy(sku, '10', 9)
  }
  const one = await flow.ok('/backlog-runs', { skus: ['SIDE-1'] })
  const other = await flow.ok('/backlog-runs', { skus: ['SIDE-2'] })
  const both = await flow.ok('/backlog-runs', { skus: ['SIDE-1', 'SIDE-2'] })
  const release = (run: Seen) => flow.post(`/backlog-runs/${run.id}/release`, undefined)
  const [first, second] = await Promise.all([release(one), release(other)])
  assert.deepEqual([first.status, second.status], [200, 200])
  const late = await release(both)
  assert.deepEqual([late.status, late.body.code], [409, 'backlog_stale'])
  await flow.lawful()
})

test('A10-21 C13-4 C13-8 a run plans nobody at a place that refused it or that its rule forbids, nor what that keeps back', async () => {
  for (const [index, code] of ['BL-A', 'BL-B', 'BL-C'].entries())
    await flow.put('/locations', { code, name: code, country: 'GB', rank: 600 + index, autoConfirm: false })
  const rule = { code: 'BL', name: 'Backlog', source: 'marketplace', criteria: [{ by: 'priority' }] }
  await flow.put('/sourcing-rules', {
    ...rule,
    locations: ['BL-A', 'BL-B'],
    preferences: [{ location: 'BL-B', safetyMinimum: '3' }],
  })
  const comes = (sku: string, location: string, on: number, quantity: string) =>
    flow.ok('/supply-orders', [
      { sku, location, quantity, unitCost: '1', number: `${sku} ${location} ${on}`, dueOn: day(on) },
    ])
  const planned = async (sku: string) => {
    const run = await flow.ok('/backlog-runs', { skus: [sku] })
    return (await linesOf(run)).map((one) => [one.location, one.promisedOn, one.change])
  }
  await flow.put('/items', { sku: 'BACK-20', name: 'B', itemClass: 'kitchen', taxCode: 'standard' })
  await comes('BACK-20', 'BL-A', 12, '10')
  const waiting = await buy('BACK-20', '10')
  assert.equal(await dayOf(waiting.id), day(12))
  // Another place that its rule forbids has it sooner, and one that keeps three of what comes.
  await comes('BACK-20', 'BL-C', 2, '10')
  await comes('BACK-20', 'BL-B', 5, '12')
  assert.deepEqual(await planned('BACK-20'), [['BL-A', day(12), 'same']])
  await comes('BACK-20', 'BL-B', 6, '1')
  assert.deepEqual(await planned('BACK-20'), [['BL-B', day(6), 'gains']])
  // Nor is it served there before others.
  const ahead = async ({ id }: Seen) => {
    const line = (await partOf(id)).id
    const [{ answer }] = (await flow.ok('/promises/what-if', [{ orderId: id, line, takeFromOthers: true }]))
      .outcomes
    return answer.options.some((one: Seen) => one.kind === 'ahead')
  }
  await flow.put('/items', { sku: 'BACK-21', name: 'B', itemClass: 'kitchen', taxCode: 'standard' })
  await comes('BACK-21', 'BL-A', 5, '10')
  await comes('BACK-21', 'BL-A', 12, '10')
  await flow.ok('/stock/opening', [{ sku: 'BACK-21', location: 'BL-B', quantity: '5', unitCost: '1' }])
  const refused = await buy('BACK-21', '2')
  const asked = await flow.until(refused.id, (seen) => seen.shipments.length === 1)
  await flow.ok(`/shipments/${asked.shipments[0].id}/reject`, { reason: 'not on the shelf' })
  assert.deepEqual((await partOf(refused.id)).promisedOn, day(5))
  await comes('BACK-21', 'BL-B', 1, '20')
  assert.deepEqual(await planned('BACK-21'), [['BL-A', day(5), 'same']])
  assert.equal(await ahead(refused), false)
  await flow.put('/sourcing-rules', { ...rule, active: false })
  await flow.lawful()
})
