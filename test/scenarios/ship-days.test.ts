import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// A company with a clock of its own: Friday 2030-03-01, ten in the morning in London.
const [friday, saturday, monday, tuesday] = ['2030-03-01', '2030-03-02', '2030-03-04', '2030-03-05'] as const
let flow: Flow
before(async () => {
  flow = await Flow.open()
  await clockTo(`${friday}T10:00:00Z`)
  await flow.put('/periods', { code: '2030-03', startsOn: '2030-03-01', endsOn: '2030-03-31' })
  await flow.put('/calendars', { code: 'WEEK', workingDays: [1, 2, 3, 4, 5], holidays: [] })
  await flow.put('/calendars', { code: 'SAT', workingDays: [6], holidays: [] })
  const depot = { name: 'Depot', country: 'GB', autoConfirm: false, shippingCalendar: 'WEEK' }
  await flow.put('/locations', { ...depot, code: 'DEPOT', rank: 200, cutOff: '15:00' })
  await flow.put('/locations', { ...depot, code: 'SLOW', rank: 201, shipLeadDays: 2 })
  await flow.put('/locations', { ...depot, code: 'FAR', rank: 202 })
  const ground = { shipMethod: 'ground', carrierCalendar: 'WEEK' }
  for (const location of ['DEPOT', 'SLOW'])
    await flow.put('/transit-lanes', { ...ground, location, transitDays: 2 })
  await flow.put('/transit-lanes', {
    ...ground,
    location: 'DEPOT',
    country: 'FR',
    transitDays: 4,
    receivingCalendar: 'SAT',
  })
})
after(() => flow.close())

async function clockTo(to: string): Promise<void> {
  const answer = await flow.server.request('PUT', '/api/v1/clock', { to })
  assert.ok(answer.status < 300, answer.bytes.toString())
}

async function stocked(sku: string, onHand: Record<string, string>): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const rows = Object.entries(onHand).map(([location, quantity]) => ({
    sku,
    location,
    quantity,
    unitCost: '1',
  }))
  if (rows.length > 0) await flow.ok('/stock/opening', rows)
}

/** Place, supply, day of leaving and of arrival of each part: as it is answered, and as an order with the same line is promised. */
async function promised(
  sku: string,
  quantity: string,
  whole: Record<string, unknown> = {},
): Promise<unknown[][]> {
  const [outcome] = (await flow.ok('/promises', [{ ...whole, lines: [{ sku, quantity }] }])).outcomes
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const asked = outcome.answer.lines[0].promises.map((one: Seen) => [
    one.location,
    one.supply,
    one.promisedOn,
    one.arrivesOn,
  ])
  const made = await flow.order([{ sku, quantity, net: '10.00', tax: '2.00' }], whole)
  const seen = await flow.read(made.id)
  const parts = seen.fulfillmentLines.map((one: Seen) => [
    one.location.code,
    one.supply,
    one.promisedOn,
    one.decision.arrivesOn ?? null,
  ])
  assert.deepEqual(parts, asked)
  return asked
}

test('A10-12 D3 what leaves on a Friday by a carrier of two weekdays arrives on the Tuesday', async () => {
  await stocked('DAY-1', { DEPOT: '50' })
  assert.deepEqual(await promised('DAY-1', '1'), [['DEPOT', 'on_hand', friday, null]])
  assert.deepEqual(await promised('DAY-1', '1', { shipMethod: 'ground' }), [
    ['DEPOT', 'on_hand', friday, tuesday],
  ])
  // Asked for on a Saturday it leaves on the Monday; by the lane to France it is taken in on a Saturday.
  const weekend = { shipMethod: 'ground', requestedOn: saturday }
  assert.deepEqual(await promised('DAY-1', '1', weekend), [['DEPOT', 'on_hand', monday, '2030-03-06']])
  const abroad = { shipMethod: 'ground', shipTo: { country: 'FR' } }
  assert.deepEqual(await promised('DAY-1', '1', abroad), [['DEPOT', 'on_hand', friday, '2030-03-09']])
  // Who says when it is to arrive has it leave on the last day that is in time.
  const arrival = { shipMethod: 'ground', requestedArrivalOn: '2030-03-13' }
  assert.deepEqual(await promised('DAY-1', '1', arrival), [['DEPOT', 'on_hand', '2030-03-11', '2030-03-13']])
  await flow.lawful()
})

test('A10-12 a place from which no lane leads there is passed over, and a way that leads nowhere makes a draft', async () => {
  await stocked('DAY-2', { FAR: '5' })
  assert.deepEqual(await promised('DAY-2', '1'), [['FAR', 'on_hand', friday, null]])
  const [{ answer }] = (
    await flow.ok('/promises', [{ shipMethod: 'ground', lines: [{ sku: 'DAY-2', quantity: '1' }] }])
  ).outcomes
  assert.equal(answer.lines[0].promises[0].supply, 'backorder')
  assert.ok(answer.lines[0].notChosen.some((one: Seen) => one.location === 'FAR' && one.why === 'barred'))
  const wrong = { shipMethod: 'rocket', requestedOn: monday, requestedArrivalOn: tuesday }
  const codes = [
    ['/requestedArrivalOn', 'leave_or_arrive'],
    ['/shipMethod', 'no_lane'],
  ]
  const told = (problems: Seen[]) => problems.map((one) => [one.path, one.code])
  const [asked] = (await flow.ok('/promises', [{ ...wrong, lines: [{ sku: 'DAY-2', quantity: '1' }] }]))
    .outcomes
  assert.deepEqual(told(asked.problems), codes)
  const draft = await flow.sell([{ sku: 'KIT-101', quantity: '1' }], wrong)
  assert.deepEqual([draft.state, told(draft.problems)], ['draft', codes])
  const late = await flow.sell([{ sku: 'KIT-101', quantity: '1', requestedArrivalOn: monday }])
  assert.deepEqual(told(late.problems), [['/lines/0/requestedArrivalOn', 'ship_method_required']])
})

test('A10-13 after the cut-off it leaves on the next day, and a place that picks for two days begins two days before', async () => {
  await stocked('DAY-3', { DEPOT: '5' })
  await stocked('DAY-4', { SLOW: '5' })
  await stocked('DAY-5', {})
  assert.deepEqual(await promised('DAY-4', '1'), [['SLOW', 'on_hand', tuesday, null]])
  const later = await flow.order([
    { sku: 'DAY-4', quantity: '1', net: '10.00', tax: '2.00', requestedOn: '2030-03-08' },
  ])
  const { tasks } = (await flow.server.request('GET', `/api/v1/orders/${later.id}?include=plan`)).body.plan
  // Tasks start by the clock of operations, which shows another year.
  const [release] = tasks.filter((one: Seen) => one.kind === 'release')
  const ahead = Date.parse(release.startAt) - Date.now() + 600_000
  assert.equal(new Date(Date.parse(`${friday}T10:00:00Z`) + ahead).toISOString().slice(0, 10), '2030-03-06')
  // Supply of the Saturday leaves when it has been picked; what is announced later gives a day to who waits by the same rules.
  const supply = { location: 'SLOW', quantity: '1', unitCost: '1', dueOn: saturday }
  await flow.ok('/supply-orders', [{ ...supply, sku: 'DAY-5', number: 'D-1' }])
  assert.deepEqual(await promised('DAY-5', '1', { shipMethod: 'ground' }), [
    ['SLOW', 'dated', '2030-03-06', '2030-03-08'],
  ])
  const waits = await flow.order([{ sku: 'DAY-5', quantity: '1', net: '10.00', tax: '2.00' }], {
    shipMethod: 'ground',
  })
  await flow.ok('/supply-orders', [{ ...supply, sku: 'DAY-5', number: 'D-2', dueOn: monday }])
  const day = async () => {
    const [part] = (await flow.read(waits.id)).fulfillmentLines
    return [part.supply, part.promisedOn, part.decision.arrivesOn]
  }
  assert.deepEqual(await day(), ['dated', '2030-03-06', '2030-03-08'])

  await clockTo(`${friday}T14:59:00Z`)
  assert.deepEqual(await promised('DAY-3', '1'), [['DEPOT', 'on_hand', friday, null]])
  await clockTo(`${friday}T15:01:00Z`)
  assert.deepEqual(await promised('DAY-3', '1'), [['DEPOT', 'on_hand', monday, null]])
  // Goods that come after the cut-off leave on the Monday, too.
  await stocked('DAY-6', {})
  const made = await flow.order([{ sku: 'DAY-6', quantity: '1', net: '10.00', tax: '2.00' }], {
    shipMethod: 'ground',
  })
  await flow.ok('/stock/receipts', [{ sku: 'DAY-6', location: 'DEPOT', quantity: '1', unitCost: '1' }])
  const [part] = (await flow.read(made.id)).fulfillmentLines
  assert.deepEqual(
    [part.supply, part.promisedOn, part.decision.arrivesOn],
    ['on_hand', monday, addDays(monday, 2)],
  )
  await flow.lawful()
})

test('D3 A10-12 the place that is in time serves before one of a lower rank that is not, and what is collected is wanted on its day', async () => {
  await flow.put('/locations', { code: 'AWAY', name: 'Away', country: 'GB', rank: 190, autoConfirm: false })
  await flow.put('/locations', { code: 'NEAR', name: 'Near', country: 'GB', rank: 191, autoConfirm: false })
  for (const [location, transitDays] of [
    ['AWAY', 10],
    ['NEAR', 1],
  ] as const)
    await flow.put('/transit-lanes', { shipMethod: 'parcel', location, transitDays })
  await stocked('DAY-NEAR', { AWAY: '50', NEAR: '50' })
  const whole = { shipMethod: 'parcel', requestedArrivalOn: monday }
  assert.deepEqual(await promised('DAY-NEAR', '5', whole), [['NEAR', 'on_hand', addDays(monday, -1), monday]])
  assert.deepEqual(await promised('DAY-NEAR', '5', { shipMethod: 'parcel' }), [
    ['AWAY', 'on_hand', friday, addDays(friday, 10)],
  ])
  const line = { sku: 'DAY-NEAR', quantity: '1', location: 'NEAR', requestedArrivalOn: tuesday }
  const [outcome] = (await flow.ok('/promises', [{ lines: [line] }])).outcomes
  assert.equal(outcome.answer?.lines[0].promises[0].promisedOn, tuesday, JSON.stringify(outcome))
})
