import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Seen } from '../support/flow.ts'
import {
  arrived,
  ask,
  buy,
  carryOut,
  close,
  comes,
  cost,
  day,
  flow,
  item,
  later,
  open,
  promised,
  refusal,
  stands,
  today,
} from '../support/what-if-desk.ts'

before(open)
after(close)

const offered = (one: Seen) => one.options.map((option: Seen) => [option.kind, ...promised(option)])

test('N-4 each option that is carried out gives just the days that it was told with', async () => {
  await item('WHAT-2', { NORTH: '40', SOUTH: '40' })
  const first = await buy('WHAT-2', '10', later)
  const [{ options }] = await ask(first)
  for (const { kind, location, shipMethod } of options) {
    const line = await buy('WHAT-2', '10', later)
    const [again] = await ask(line)
    const option = again.options.find(
      (one: Seen) => one.kind === kind && one.location === location && one.shipMethod === shipMethod,
    )
    const done = await carryOut(line, option)
    assert.ok(done.ok, JSON.stringify(done))
    assert.deepEqual(promised(done.answer), promised(option))
    assert.deepEqual(await stands(line), promised(option), kind)
    // Asked again, it is what stands.
    const [after] = await ask(line)
    assert.deepEqual(promised(after.stands), promised(option), kind)
    assert.deepEqual(cost(after.stands).slice(0, 3), cost(option).slice(0, 3), kind)
    await flow.ok(`/orders/${line.orderId}/cancel`, { reason: 'changed_mind' })
  }
  await flow.lawful()
})

test('N-4 E-13 what waits takes what came meanwhile elsewhere, whole or split, and what it gives up goes to who waits', async () => {
  await item('WHAT-3')
  await comes('WHAT-3', 'NORTH', 10, '10')
  const line = await buy('WHAT-3', '10')
  const other = await buy('WHAT-3', '10')
  // Not enough for anybody whole; and supply, of which the other has the most.
  await arrived('WHAT-3', 'WEST', '4')
  await comes('WHAT-3', 'SOUTH', 5, '16')
  assert.deepEqual(await stands(other), [['SOUTH', '10', 'dated', day(5), day(6)]])
  const behind = await buy('WHAT-3', '10', { allowSplit: false })
  assert.equal((await stands(behind))[0][2], 'backorder')
  const [answer] = await ask(line)
  assert.deepEqual(promised(answer.stands), [['NORTH', '10', 'dated', day(10), day(13)]])
  assert.deepEqual(
    offered(answer).filter(([kind]: Seen) => kind !== 'ship_method'),
    [['split', ['WEST', '4', 'on_hand', today, day(3)], ['SOUTH', '6', 'dated', day(5), day(6)]]],
  )
  const split = answer.options.find((one: Seen) => one.kind === 'split')
  const done = await carryOut(line, split)
  assert.ok(done.ok, JSON.stringify(done))
  assert.deepEqual(done.answer.lines.length, 2)
  const after = await flow.until(line.orderId, ({ fulfillmentLines }) => fulfillmentLines[0].shipped === '4')
  assert.deepEqual(
    after.fulfillmentLines.map((one: Seen) => [one.location.code, one.quantity, one.supply, one.promisedOn]),
    [
      ['WEST', '4', 'on_hand', today],
      ['SOUTH', '6', 'dated', day(5)],
    ],
  )
  // Both parts were promised first what their line was, so that the measure of promises compares with that.
  assert.deepEqual(
    after.fulfillmentLines.map((one: Seen) => one.firstPromisedOn),
    [day(10), day(10)],
  )
  // Who stood behind has its goods now.
  assert.deepEqual(await stands(behind), [['NORTH', '10', 'dated', day(10), day(13)]])
  await arrived('WHAT-3', 'SOUTH', '6')
  await flow.until(line.orderId, ({ fulfillmentLines }) => fulfillmentLines[1].shipped === '6')
  await flow.lawful()
})

test('N-4 an option that cannot be had any more is stale, says what changed, and does nothing', async () => {
  await item('WHAT-4', { NORTH: '10', SOUTH: '10' })
  const line = await buy('WHAT-4', '10', later)
  const [{ options }] = await ask(line)
  const south = options.find((one: Seen) => one.location === 'SOUTH')
  const taken = await buy('WHAT-4', '1', later)
  assert.equal((await stands(taken))[0][0], 'SOUTH')
  const before = await stands(line)
  const stale = await carryOut(line, south)
  assert.deepEqual(refusal(stale), ['stale_option', ['/token', 'promised_otherwise']])
  assert.match(stale.problems[0].message, /SOUTH 10 on_hand .*; now it would be SOUTH 10 backorder/)
  assert.deepEqual(await stands(line), before)
  // What happens elsewhere disturbs nobody.
  await flow.ok(`/orders/${taken.orderId}/cancel`, { reason: 'changed_mind' })
  await comes('WHAT-4', 'WEST', 3, '5')
  const key = 'what-4'
  const body = [{ ...line, token: south.token, reason: 'sooner there' }]
  const done = await flow.ok('/promises/re-source', body, key)
  assert.ok(done.outcomes[0].ok, JSON.stringify(done))
  assert.deepEqual(await flow.ok('/promises/re-source', body, key), done)
  const again = await carryOut(line, south)
  assert.deepEqual(refusal(again), ['stale_option', ['/token', 'line_moved']])
  assert.match(again.problems[0].message, /SOUTH 10 on_hand/)
  const { timeline } = await flow.read(line.orderId)
  assert.equal(timeline.filter((one: Seen) => one.act === 're_source').length, 1)
  await flow.lawful()
})

test('N-4 of those who race for the goods of a place one has them, and the others keep theirs', async () => {
  await item('WHAT-5', { NORTH: '60', SOUTH: '10' })
  const lines = await Promise.all(Array.from({ length: 6 }, () => buy('WHAT-5', '10', later)))
  const answers = await ask(...lines)
  const south = answers.map(({ options }) => options.find((one: Seen) => one.location === 'SOUTH'))
  const raced = await Promise.all([
    ...lines.map((line, index) => carryOut(line, south[index])),
    carryOut(lines[0], south[0]),
    flow.post(`/orders/${lines[1].orderId}/cancel`, { reason: 'changed_mind' }),
  ])
  const won = raced.slice(0, 7).filter((one: Seen) => one.ok)
  assert.equal(won.length, 1, JSON.stringify(raced))
  const places = await Promise.all(lines.map(stands))
  assert.equal(places.flat().filter(([place]) => place === 'SOUTH').length, 1)
  await flow.lawful()
  // Many at once, of one order and of several: each is an act of its own.
  await item('WHAT-5B', { NORTH: '100', SOUTH: '35' })
  const order = await flow.order(
    Array.from({ length: 10 }, () => ({ sku: 'WHAT-5B', quantity: '5', net: '10', tax: '10', ...later })),
    { shipMethod: 'van' },
  )
  const { fulfillmentLines } = await flow.read(order.id)
  const own = fulfillmentLines.map(({ id }: Seen) => ({ orderId: order.id, line: id }))
  const tokens = (await ask(...own)).map(
    ({ options }) => options.find((one: Seen) => one.location === 'SOUTH').token,
  )
  const rows = own.map((line: Seen, index: number) => ({ ...line, token: tokens[index] }))
  const { outcomes } = await flow.ok('/promises/re-source', [...rows, rows[0]])
  assert.deepEqual(
    outcomes.map((one: Seen) => one.ok),
    [true, true, true, true, true, true, true, false, false, false, false],
  )
  await flow.lawful()
})

test('N-4 N-14 what an option that is carried out chose is kept with the rule, what was known of each place, and why others lost', async () => {
  await flow.put('/sourcing-rules', {
    code: 'WHAT',
    name: 'What if',
    source: 'marketplace',
    criteria: [{ by: 'priority' }],
    locations: ['NORTH', 'SOUTH', 'WEST'],
  })
  await item('WHAT-13', { NORTH: '10', SOUTH: '10', WEST: '3' })
  const line = await buy('WHAT-13', '10', { requestedOn: day(9) })
  const [{ options }] = await ask(line)
  const south = options.find((one: Seen) => one.location === 'SOUTH')
  const done = await carryOut(line, south)
  assert.ok(done.ok, JSON.stringify(done))
  const { sourcing, fulfillmentLines } = (
    await flow.server.request('GET', `/api/v1/orders/${line.orderId}?include=sourcing,fulfillmentLines`)
  ).body
  assert.deepEqual(
    sourcing.map((one: Seen) => [one.attempt, one.rule, one.outcome]),
    [
      [1, 'WHAT', 'one_fills_all'],
      [1, 'WHAT', 'one_fills_all'],
    ],
  )
  const known = sourcing[1].places.map((one: Seen) => [one.location, one.barred ?? null])
  assert.deepEqual(
    known.filter(([place]: Seen) => ['NORTH', 'SOUTH', 'WEST'].includes(place)),
    [
      ['SOUTH', null],
      ['NORTH', 'not_chosen'],
      ['WEST', 'not_chosen'],
    ],
  )
  assert.deepEqual(sourcing[1].option, {
    kind: 'place',
    location: 'SOUTH',
    before: `NORTH 10 on_hand ${day(9)} ${day(12)}`,
  })
  const [{ decision }] = fulfillmentLines
  assert.deepEqual([decision.option, decision.rule], ['place', 'WHAT'])
  await flow.lawful()
  await flow.put('/sourcing-rules', {
    code: 'WHAT',
    name: 'What if',
    source: 'marketplace',
    criteria: [{ by: 'priority' }],
    active: false,
  })
})
