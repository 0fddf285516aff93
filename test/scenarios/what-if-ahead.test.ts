import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Seen } from '../support/flow.ts'
import {
  ask,
  buy,
  carryOut,
  close,
  comes,
  day,
  everything,
  flow,
  item,
  open,
  promised,
  refusal,
  stands,
} from '../support/what-if-desk.ts'

before(open)
after(close)

test('N-4 where it may take from those who rank behind it, what if says whose promise slips, and they have just these days', async () => {
  await item('WHAT-8')
  await comes('WHAT-8', 'NORTH', 5, '10')
  await comes('WHAT-8', 'NORTH', 12, '10')
  await comes('WHAT-8', 'NORTH', 20, '10')
  const prompt = await buy('WHAT-8', '4')
  const small = await buy('WHAT-8', '6')
  const next = await buy('WHAT-8', '10')
  const line = await buy('WHAT-8', '10')
  const lastOf = async (one: Seen) => (await stands(one))[0][3]
  assert.deepEqual(await Promise.all([prompt, small, next, line].map(lastOf)), [
    day(5),
    day(5),
    day(12),
    day(20),
  ])
  const allowed = { takeFromOthers: true }
  const ahead = ({ options }: Seen) => options.find((one: Seen) => one.kind === 'ahead')
  // Nobody of its priority asked after it.
  assert.equal(ahead((await ask({ ...line, ...allowed }))[0]), undefined)
  await flow.ok(`/orders/${line.orderId}/priority`, { priority: 9, reason: 'urgent' })
  await flow.ok(`/orders/${prompt.orderId}/priority`, { priority: 9, reason: 'urgent' })
  assert.equal(ahead((await ask(line))[0]), undefined)
  const before = await everything()
  const [answer] = await ask({ ...line, ...allowed })
  assert.deepEqual(await everything(), before)
  const option = ahead(answer)
  // The first four of day 5 are of one who ranks before it.
  assert.deepEqual(promised(option), [['NORTH', '10', 'dated', day(12), day(15)]])
  assert.deepEqual(
    option.slips.map((one: Seen) => [one.orderId, one.promisedBefore, one.promisedOn, one.slipDays]),
    [[next.orderId, day(12), day(20), 8]],
  )
  // Whoever carries it out says that it may, as the question did.
  const unsaid = await carryOut(line, { token: option.token })
  assert.deepEqual(
    [unsaid.code, unsaid.problems[0].code, unsaid.problems[0].path],
    ['what_if_refused', 'takes_from_others', '/takeFromOthers'],
  )
  // Both at once: what the one gave is not there for the other.
  const raced = await Promise.all([carryOut(line, option), carryOut(line, option)])
  assert.deepEqual(raced.map((one) => one.ok).toSorted(), [false, true], JSON.stringify(raced))
  assert.deepEqual(await Promise.all([prompt, small, next, line].map(lastOf)), [
    day(5),
    day(5),
    day(20),
    day(12),
  ])
  assert.deepEqual(await stands(line), promised(option))
  await flow.lawful()
  // What comes on its day is for who was given it, though the other asked before.
  const receipt = (number: string) =>
    flow.ok('/stock/receipts', [{ sku: 'WHAT-8', location: 'NORTH', quantity: '10', supplyNumber: number }])
  await receipt('WHAT-8 NORTH 5')
  await receipt('WHAT-8 NORTH 12')
  assert.deepEqual([(await stands(line))[0][2], (await stands(next))[0][2]], ['on_hand', 'dated'])
  await flow.lawful()
})

test('N-4 an option that costs others their days is stale as soon as it would cost them otherwise', async () => {
  await item('WHAT-9')
  await comes('WHAT-9', 'NORTH', 5, '10')
  await comes('WHAT-9', 'NORTH', 12, '20')
  const [next, line] = [await buy('WHAT-9', '10'), await buy('WHAT-9', '10')]
  await flow.ok(`/orders/${line.orderId}/priority`, { priority: 9, reason: 'urgent' })
  const [{ options }] = await ask({ ...line, takeFromOthers: true })
  const option = options.find((one: Seen) => one.kind === 'ahead')
  assert.deepEqual(
    option.slips.map((one: Seen) => one.promisedOn),
    [day(12)],
  )
  const other = await buy('WHAT-9', '10')
  const done = await carryOut(line, option)
  assert.ok(done.ok, JSON.stringify(done))
  assert.deepEqual((await stands(other))[0][3], day(12))
  const [again] = await ask({ ...next, takeFromOthers: true })
  assert.ok(!again.options.some((one: Seen) => one.kind === 'ahead'))
  // The one who was to slip is gone.
  await item('WHAT-10')
  await comes('WHAT-10', 'NORTH', 5, '10')
  await comes('WHAT-10', 'NORTH', 12, '10')
  const [gone, urgent] = [await buy('WHAT-10', '10'), await buy('WHAT-10', '10')]
  await flow.ok(`/orders/${urgent.orderId}/priority`, { priority: 9, reason: 'urgent' })
  const [told_] = await ask({ ...urgent, takeFromOthers: true })
  await flow.ok(`/orders/${gone.orderId}/cancel`, { reason: 'changed_mind' })
  const stale = await carryOut(
    urgent,
    told_.options.find((one: Seen) => one.kind === 'ahead'),
  )
  assert.equal(stale.code, 'stale_option', JSON.stringify(stale))
  await flow.lawful()
})

test('A10-11 what a bound line is offered is carried out, and a token cannot name a ship method that does not lead there', async () => {
  await item('WHAT-11')
  const here = { location: 'WEST' }
  await comes('WHAT-11', 'WEST', 5, '10')
  await comes('WHAT-11', 'WEST', 12, '10')
  const [next, line] = [await buy('WHAT-11', '10', here), await buy('WHAT-11', '10', here)]
  await flow.ok(`/orders/${line.orderId}/priority`, { priority: 9, reason: 'urgent' })
  const [{ options }] = await ask({ ...line, takeFromOthers: true })
  const ahead = options.find((one: Seen) => one.kind === 'ahead')
  const done = await carryOut(line, ahead)
  assert.ok(done.ok, JSON.stringify(done))
  assert.deepEqual([(await stands(line))[0][3], (await stands(next))[0][3]], [day(5), day(12)])
  // No ferry goes there.
  await flow.put('/transit-lanes', { shipMethod: 'ferry', country: 'FR', transitDays: 1 })
  await item('WHAT-12', { NORTH: '10' })
  const free = await buy('WHAT-12', '5', { requestedOn: day(9) })
  const [answer] = await ask(free)
  const bike = answer.options.find((one: Seen) => one.shipMethod === 'bike')
  const said: Seen[] = JSON.parse(Buffer.from(bike.token, 'base64url').toString())
  const token = Buffer.from(JSON.stringify(said.with(4, 'ferry'))).toString('base64url')
  assert.deepEqual(refusal(await carryOut(free, { token })), [
    'stale_option',
    ['/token', 'promised_otherwise'],
  ])
  await flow.lawful()
})

test('N-4 many lines that go before others in one call see what those before them took, each as it was told or not at all', async () => {
  await item('WHAT-14')
  for (const [index, on] of [5, 12, 20, 27, 34].entries())
    await comes('WHAT-14', 'NORTH', on, index < 4 ? '10' : '20')
  const lines: Seen[] = []
  for (let index = 0; index < 6; index += 1) lines.push(await buy('WHAT-14', '10'))
  const urgent = lines.slice(3, 5)
  for (const { orderId } of urgent)
    await flow.ok(`/orders/${orderId}/priority`, { priority: 9, reason: 'urgent' })
  const options = (await ask(...urgent.map((line) => ({ ...line, takeFromOthers: true })))).map((answer) =>
    answer.options.find((one: Seen) => one.kind === 'ahead'),
  )
  const { outcomes } = await flow.ok(
    '/promises/re-source',
    urgent.map((line, index) => ({ ...line, token: options[index].token, takeFromOthers: true })),
  )
  // Both were told the first day: one has it, and the other is told that it is gone.
  assert.deepEqual(outcomes.map((one: Seen) => one.code ?? 'done').toSorted(), ['done', 'stale_option'])
  await flow.lawful()
  const left = urgent[outcomes.findIndex((one: Seen) => !one.ok)]
  const [again] = await ask({ ...left, takeFromOthers: true })
  const done = await carryOut(
    left,
    again.options.find((one: Seen) => one.kind === 'ahead'),
  )
  assert.ok(done.ok, JSON.stringify(done))
  const days = await Promise.all(lines.map(async (one) => (await stands(one))[0][3]))
  assert.equal(days.toSorted()[0], day(5))
  assert.ok(
    urgent.every((line: Seen) => [day(5), day(12)].includes(days[lines.indexOf(line)])),
    JSON.stringify(days),
  )
  await flow.lawful()
})
