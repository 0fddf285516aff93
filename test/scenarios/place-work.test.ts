import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

// Stores that say how far they are with what they were asked for.
let flow: Flow
before(async () => {
  flow = await Flow.open()
  const place = { country: 'GB', autoConfirm: false }
  await flow.put('/locations', { ...place, code: 'ASK', name: 'Asks', rank: 500, mostPolls: 2 })
  await flow.put('/locations', { ...place, code: 'WHOLE', name: 'Whole', rank: 501, allowPartial: false })
})
after(() => flow.close())

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

/** An order of these, and its first shipment as a place was asked for it. */
async function asked(sku: string, quantity: string, more: object = {}) {
  const made = await flow.order([
    { sku, quantity, unitPrice: '10', net: `${Number(quantity) * 10}.00`, tax: '2.00', ...more },
  ])
  const order = await flow.until(made.id, (one) => one.shipments.length === 1)
  return {
    id: made.id as string,
    at: `/shipments/${order.shipments[0].id}`,
    part: order.fulfillmentLines[0].id,
  }
}
const told = async (at: string) => {
  const { status, body } = await flow.server.request('GET', `/api/v1${at}`)
  assert.equal(status, 200)
  return body.lines
    .flatMap((line: Seen) => line.statuses)
    .map((one: Seen) => `${one.quantity} ${one.status}`)
    .join(', ')
}
const poll = async (location: string, key?: string) =>
  (await flow.ok('/shipments/poll', { location }, key)).shipments.map((one: Seen) => one.id)

test('C13-7 C13-9 of 7 that are picked 3 are fulfilled and 4 stay picked; a repetition changes nothing, and all of it is billed', async () => {
  await stocked('WORK-1', { ASK: '7' })
  const { id, at, part } = await asked('WORK-1', '7')
  const lines = (quantity?: string) => ({
    lines: [{ fulfillmentLineId: part, ...(quantity && { quantity }) }],
  })
  assert.equal(await told(at), '7 offered')
  const early = await flow.post(`${at}/pick`, {})
  assert.deepEqual([early.status, early.body.errors[0].code], [422, 'nothing_left'])
  const first = await flow.ok(`${at}/accept`, lines('5'), 'accept-5')
  assert.deepEqual(first.lines[0].statuses, [
    { status: 'offered', quantity: '2' },
    { status: 'accepted', quantity: '5' },
  ])
  assert.deepEqual(await flow.ok(`${at}/accept`, lines('5'), 'accept-5'), first)
  const over = await flow.post(`${at}/pick`, lines('6'))
  assert.deepEqual(
    [over.status, over.body.code, over.body.errors[0].path, over.body.errors[0].code],
    [422, 'work_refused', '/lines/0/quantity', 'more_than_open'],
  )
  await flow.ok(`${at}/accept`, {})
  await flow.ok(`${at}/pick`, lines('4'))
  await flow.ok(`${at}/pick`, {})
  assert.equal(await told(at), '7 picked')
  await flow.ok(`${at}/confirm`, lines('3'))
  assert.equal(await told(at), '4 picked, 3 fulfilled')
  const { timeline } = await flow.read(id)
  const words = timeline
    .flatMap((step: Seen) => step.events)
    .filter((one: string) => /accepted|picked/.test(one))
  assert.deepEqual(words, ['shipment.accepted', 'shipment.accepted', 'shipment.picked', 'shipment.picked'])
  await flow.ok(`${at}/confirm`, {})
  assert.equal(await told(at), '7 fulfilled')
  const done = await flow.until(id, (one) => one.billingStatus === 'billed')
  assert.equal(done.invoices.length, 2)
  for (const act of ['accept', 'pick'])
    assert.equal((await flow.post(`${at}/${act}`, {})).body.errors[0].code, 'nothing_left')
  await flow.lawful()
})

test('C13-9 every problem of a word of a place is told at once, with its path, and nothing is changed', async () => {
  await stocked('WORK-2', { WHOLE: '9' })
  const { at, part } = await asked('WORK-2', '4')
  const { status, body } = await flow.post(`${at}/accept`, {
    lines: [
      { fulfillmentLineId: 'ful_zz' },
      { fulfillmentLineId: part, quantity: '0' },
      { fulfillmentLineId: part, quantity: '1' },
      { fulfillmentLineId: part, quantity: 'much' },
    ],
  })
  assert.equal(status, 422)
  assert.deepEqual(body.errors.map((one: Seen) => one.path).toSorted(), [
    '/lines/0/fulfillmentLineId',
    '/lines/1/quantity',
    '/lines/2/fulfillmentLineId',
    // Named a third time, and no quantity.
    '/lines/3/fulfillmentLineId',
    '/lines/3/quantity',
  ])
  // It takes a line whole.
  const lines = [{ fulfillmentLineId: part, quantity: '3' }]
  const refused = await flow.post(`${at}/accept`, { lines })
  assert.deepEqual(
    refused.body.errors.map((one: Seen) => one.code),
    ['part_not_allowed'],
  )
  assert.equal(await told(at), '4 offered')
  await flow.ok(`${at}/accept`, { lines: [{ fulfillmentLineId: part, quantity: '4' }] })
  assert.equal((await flow.post('/shipments/shp_zz/accept', {})).status, 404)
  assert.equal(
    (await flow.post('/shipments/poll', { location: 'MOON' })).body.errors[0].code,
    'unknown_location',
  )
})

test('C13-15 what a place was told of is not offered again until a lost answer would be missed; after the most polls a person is called', async () => {
  await stocked('WORK-3', { ASK: '9' })
  const one = await asked('WORK-3', '1')
  const other = await asked('WORK-3', '2')
  const ids = [one, other].map(({ at }) => at.slice('/shipments/'.length))
  assert.deepEqual(await poll('ASK', 'poll-1'), ids)
  assert.equal(await told(one.at), '1 polled')
  // The answer was lost: it is given again for its key. A new question brings nothing of it.
  assert.deepEqual(await poll('ASK', 'poll-1'), ids)
  assert.deepEqual(await poll('ASK'), [])
  await flow.ok(`${other.at}/accept`, {})
  const later = () =>
    flow.server.database.sql(
      "update fulfillment.open_shipment set offer_at = offer_at - interval '10 minutes'",
    )
  await later()
  // What was accepted meanwhile is not offered.
  assert.deepEqual(await poll('ASK'), [ids[0]])
  await later()
  // Whom nobody is told of any more fills a small answer: it says that there may be more.
  const review = await flow.ok('/shipments/poll', { location: 'ASK', limit: 1 })
  assert.deepEqual([review.shipments, review.more], [[], true])
  assert.equal((await flow.ok('/shipments/poll', { location: 'ASK', limit: 1 })).more, false)
  assert.equal(await told(one.at), '1 under_review')
  const { timeline } = await flow.read(one.id)
  const polls = timeline
    .flatMap((step: Seen) => step.events)
    .filter((name: string) => /polled|review/.test(name))
  assert.deepEqual(polls, ['shipment.polled', 'shipment.polled', 'shipment.under_review'])
  // Whoever takes it all the same may; cancelled it is not offered, nor counted.
  await flow.ok(`${one.at}/accept`, {})
  assert.equal(await told(one.at), '1 accepted')
  const third = await asked('WORK-3', '1')
  assert.deepEqual(await poll('ASK'), [third.at.slice('/shipments/'.length)])
  await flow.ok(`/orders/${third.id}/cancel`, { reason: 'not wanted' })
  await later()
  assert.deepEqual(await poll('ASK'), [])
  const { body } = await flow.server.request('GET', `/api/v1${third.at}`)
  assert.deepEqual([body.polls, await told(third.at)], [null, '1 cancelled'])
  assert.equal((await flow.post(`${third.at}/accept`, {})).body.errors[0].code, 'nothing_left')
  await flow.lawful()
})

test('C13-9 what a place rejects of what it picked is told apart; the rest stays picked', async () => {
  await stocked('WORK-4', { ASK: '5', WHOLE: '2' })
  const { at, part } = await asked('WORK-4', '5')
  await flow.ok(`${at}/accept`, {})
  await flow.ok(`${at}/pick`, {})
  const reject = (quantity: string) =>
    flow.ok(`${at}/reject`, { reason: 'broken', lines: [{ fulfillmentLineId: part, quantity }] })
  await reject('2')
  await reject('1')
  assert.equal(await told(at), '2 picked, 2 rejected, 1 unfulfillable')
  await flow.lawful()
})

test('C13-9 who sees other accounts finds no such shipment, and asks for no place; without the scope nothing is said', async () => {
  await stocked('WORK-6', { WHOLE: '1' })
  const { at } = await asked('WORK-6', '1')
  const [{ id }] = (await flow.server.database.sql(
    "select id from customers.account where number = 'GB-0002'",
  )) as [{ id: bigint }]
  const key = (more: object) =>
    flow.ok('/keys', { company: 'SAMPLE', name: 'other', scopes: ['shipments:write'], ...more })
  const other = await key({ rows: 'partner', partnerId: encodeId('acc', id) })
  const reader = await key({ scopes: ['shipments:read'] })
  const send = ({ secret }: Seen, path: string, body: object) =>
    flow.server.request('POST', `/api/v1${path}`, body, {
      authorization: `Bearer ${secret}`,
      'idempotency-key': path,
    })
  for (const act of ['accept', 'pick']) {
    assert.equal((await send(other, `${at}/${act}`, {})).status, 404)
    assert.equal((await send(reader, `${at}/${act}`, {})).status, 403)
  }
  for (const who of [other, reader])
    assert.equal((await send(who, '/shipments/poll', { location: 'WHOLE' })).status, 403)
  assert.equal(await told(at), '1 offered')
})

test('C13-9 C13-15 places that ask and accept at once each get a shipment once', async () => {
  await stocked('WORK-5', { ASK: '40' })
  const made = await Promise.all(Array.from({ length: 12 }, () => asked('WORK-5', '1')))
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => flow.ok('/shipments/poll', { location: 'ASK', limit: 5 })),
  )
  const ids = answers.flatMap(({ shipments }) => shipments.map((one: Seen) => one.orderId))
  assert.deepEqual(ids.toSorted(), made.map(({ id }) => id).toSorted())
  const { at, part } = made[0]!
  const lines = [{ fulfillmentLineId: part, quantity: '1' }]
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => flow.post(`${at}/accept`, { lines })))
  assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), [200, 422, 422, 422, 422])
  await flow.lawful()
})
