import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../src/platform/clock.ts'
import { encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, SECRET } from '../support/shop.ts'
import { SHOP_KEY, ShopProcess } from '../support/shop-process.ts'
import { startTestServer } from '../support/server.ts'

// What waits at a store, and what becomes of it when nobody comes. The clock of the company is moved.
let shop: ShopProcess
let flow: Flow
before(async () => {
  shop = await ShopProcess.start()
  const limits = { DOCKET_SHOP_MARKETPLACE_URL: shop.url, DOCKET_SHOP_MARKETPLACE_KEY: SHOP_KEY }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  const place = { country: 'GB', rank: 1, autoConfirm: false }
  await flow.put('/locations', { ...place, code: 'HIGH', name: 'High Street', pickUpDays: 5 })
  await flow.put('/locations', { ...place, code: 'QUAY', name: 'Quay', pickUpDays: 0 })
  await flow.put('/items', { sku: 'PW-1', name: 'Fetched', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [
    { sku: 'PW-1', location: 'HIGH', quantity: '40', unitCost: '5' },
    { sku: 'PW-1', location: 'QUAY', quantity: '40', unitCost: '5' },
  ])
  const { webhooks } = await flow.put(
    '/channels/shop',
    channelInput({
      shippingMethods: { ground: 'standard', inStorePickup: 'pick-up' },
      paymentMethods: {
        creditCard: { code: 'card', prepaid: false },
        physicalPOSPayment: { code: 'store', prepaid: false, inStore: true },
      },
      locations: { 'store-7': 'HIGH' },
    }),
  )
  await shop.api('PUT', '/webhooks/orderSubmit', {
    urls: [flow.server.url + webhooks],
    secretKey: SECRET,
    algorithm: 'sha512',
  })
})
after(async () => {
  await flow.close()
  await shop.stop()
})

/** An order of a person that is picked up, as soon as it is ready. */
async function ready(quantity: string, location = 'HIGH', more: Record<string, unknown> = {}): Promise<Seen> {
  const line = { sku: 'PW-1', quantity, unitPrice: '10', net: '10.00', tax: '2.00', location }
  const { id } = await flow.order([line], more)
  return flow.until(id, (one) => one.shipments.length === 1)
}

/** One that was paid before. */
async function paid(): Promise<{ id: string; receiptId: string }> {
  const line = { sku: 'PW-1', quantity: '2', unitPrice: '10', net: '20.00', tax: '2.00', location: 'HIGH' }
  const { id } = await flow.order([line], { prepaid: true })
  const amount = { amount: '22.00', currency: 'GBP' }
  const receipt = await flow.ok('/receipts', { account: 'GB-0001', orderId: id, amount, method: 'card' })
  await flow.until(id, (one) => one.shipments.length === 1)
  return { id, receiptId: receipt.id }
}

async function listed(query: string): Promise<Seen[]> {
  const { status, body } = await flow.server.request('GET', `/api/v1/${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body.rows
}

/** The job looks now, and has looked. */
async function look(): Promise<Seen> {
  const runs = async () =>
    (await flow.server.request('GET', '/api/v1/monitoring/jobs/pick-ups/runs')).body.rows as Seen[]
  const before = (await runs()).length
  await flow.ok('/monitoring/jobs/pick-ups/run', { reason: 'now' })
  for (let tries = 0; tries < 300; tries += 1) {
    const now = await runs()
    if (now.length > before) return now[0]
    await sleep(30)
  }
  throw new Error('the job did not run')
}

test('what waits at a store is one list, requested and fetched in part, until it was handed over', async () => {
  const one = await ready('2')
  const other = await ready('1')
  const elsewhere = await ready('1', 'QUAY')
  const lines = [{ fulfillmentLineId: one.fulfillmentLines[0].id, quantity: '1' }]
  const handed = { lines, fetchedBy: 'Ada Next-Door' }
  const confirm = `/shipments/${one.shipments[0].id}/confirm`
  await flow.ok(confirm, handed, 'fetch-1')
  const open = (await listed('shipments?state=open&location=HIGH')).map((row) => row.orderId)
  assert.deepEqual(open, [other.id, one.id])
  const every = (await listed('shipments?state=open')).map((row) => row.orderId)
  assert.deepEqual(every, [elsewhere.id, other.id, one.id])
  assert.equal((await listed(`shipments?state=open&order=${one.id}`)).length, 1)

  const rows = await listed('pick-ups?location=HIGH')
  assert.deepEqual(
    rows.map((row) => [
      row.orderNumber,
      row.state,
      row.lines[0].requested,
      row.lines[0].shipped,
      row.payment.total.amount,
      row.payment.due.amount,
    ]),
    [
      [one.number, 'partially_shipped', '2', '1', '22.00', '22.00'],
      [other.number, 'requested', '1', '0', '12.00', '12.00'],
    ],
  )
  assert.equal(rows[0].keepUntil, addDays(rows[0].readySince, 5))
  assert.equal((await listed('pick-ups?location=QUAY'))[0].keepUntil, null)
  for (const text of [other.number, other.number.slice(2), other.externalId])
    assert.deepEqual(
      (await listed(`pick-ups?location=HIGH&text=${text}`)).map((row) => row.orderId),
      [other.id],
    )

  // Who fetched it is told by a note of the customer; said again with its key, nothing happens.
  await flow.ok(confirm, handed, 'fetch-1')
  const story = (await flow.read(one.id)).timeline.flatMap((step: Seen) => step.changes)
  const said = story.filter((change: Seen) => change.what === 'fetched_by')
  assert.equal(said.length, 1)
  const notes = await listed(`customers/${one.customer.number}/notes`)
  assert.deepEqual(
    notes.map((note) => [note.id, note.text]),
    [[said[0].to, `${one.number} was picked up by Ada Next-Door`]],
  )
  for (const { shipments } of [one, other, elsewhere])
    await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})
  assert.deepEqual(await listed('shipments?state=open'), [])
  assert.deepEqual(await listed('pick-ups?location=HIGH'), [])
  await flow.lawful()
})

test('C-30 more than waits is not handed over by a slip: each line is told, nothing is changed, and what left all the same is a stray', async () => {
  const { id, shipments } = await ready('5')
  const [{ id: shipmentId, lines }] = shipments
  const hand = (quantity: string, more: object = {}) =>
    flow.post(`/shipments/${shipmentId}/confirm`, {
      lines: [{ fulfillmentLineId: lines[0].fulfillmentLineId, quantity }],
      ...more,
    })
  assert.equal((await hand('2')).status, 200)
  const refused = await hand('5', { shippedOn: '1999-01-01' })
  assert.equal(refused.status, 422)
  assert.equal(refused.body.code, 'confirmation_refused')
  assert.deepEqual(
    refused.body.errors.map((one: Seen) => [one.path, one.code]),
    [
      ['/lines/0/quantity', 'more_than_waits'],
      ['/shippedOn', 'too_early'],
    ],
  )
  assert.equal((await flow.read(id)).shipments[0].lines[0].shipped, '2')

  // In two lines of one message it is no less.
  const line = { fulfillmentLineId: lines[0].fulfillmentLineId, quantity: '2' }
  const twice = await flow.post(`/shipments/${shipmentId}/confirm`, { lines: [line, line] })
  assert.deepEqual(
    twice.body.errors.map((one: Seen) => one.path),
    ['/lines/1/quantity'],
  )

  const gone = await hand('5', { leftAlready: true })
  assert.equal(gone.status, 200)
  assert.deepEqual(
    gone.body.strays.map(({ quantity, why }: Seen) => [quantity, why]),
    [['2', 'more_than_ordered']],
  )
  assert.equal((await flow.read(id)).shipments[0].state, 'shipped')
  await flow.lawful()
})

test('who comes is found by name, phone and e-mail; who may not see persons finds nobody by them', async () => {
  const shipTo = {
    country: 'GB',
    name: 'Grace Hopper',
    phone: '+44 7700 900123',
    email: 'grace@example.org',
    lines: ['1 Row'],
    city: 'York',
    postcode: 'YO1',
  }
  const { id } = await ready('1', 'HIGH', { shipTo })
  await ready('1')
  for (const text of ['hopper', 'Grace H', '07700 900123', '900123', 'grace@example.org', 'race@exa'])
    assert.deepEqual(
      (await listed(`pick-ups?location=HIGH&text=${encodeURIComponent(text)}`)).map((row) => [
        row.orderId,
        row.customer.name,
      ]),
      [[id, 'Grace Hopper']],
      text,
    )
  assert.deepEqual(await listed('pick-ups?location=HIGH&text=nobody'), [])

  // A partner sees what its accounts ordered, and no person; by a name it finds nothing.
  const accounts = await flow.server.database.sql<{ number: string; id: bigint }>(
    'select number, id from customers.account',
  )
  const idOf = (number: string) => encodeId('acc', accounts.find((one) => one.number === number)!.id)
  const seenBy = async (account: string, query: string) => {
    const { secret } = await flow.ok('/keys', {
      company: 'SAMPLE',
      name: account,
      scopes: ['shipments:read', 'shipments:write'],
      rows: 'partner',
      partnerId: idOf(account),
    })
    const authorization = `Bearer ${secret}`
    const { status, body } = await flow.server.request('GET', `/api/v1/${query}`, undefined, {
      authorization,
    })
    assert.equal(status, 200, JSON.stringify(body))
    return body.rows
  }
  const own = await seenBy('GB-0001', 'pick-ups?location=HIGH')
  assert.deepEqual([own.length, own[0].customer.name], [2, null])
  assert.deepEqual(await seenBy('GB-0001', 'pick-ups?location=HIGH&text=hopper'), [])
  assert.equal((await seenBy('GB-0001', 'shipments?state=open&location=HIGH')).length, 2)
  for (const query of ['pick-ups?location=HIGH', 'shipments?state=open&location=HIGH'])
    assert.deepEqual(await seenBy('GB-0002', query), [])
  const wrong = await flow.server.request('GET', '/api/v1/pick-ups?location=MOON')
  assert.equal(wrong.body.errors[0].code, 'unknown_value')
})

test('C13-12 ready to be picked up is told with place and last day; who asks for longer gets it, by hand and with a reason', async () => {
  const { id, shipments } = await ready('1')
  const { id: at, releasedOn: today } = shipments[0]
  const { timeline } = await flow.read(id)
  const told = timeline.find((step: Seen) => step.events.includes('shipment.ready_to_pick_up'))
  const until = addDays(today, 5)
  const changes = told.changes.filter((one: Seen) => one.key === at)
  assert.deepEqual(
    changes.map((one: Seen) => [one.what, one.to]),
    [
      ['pick_up_at', 'HIGH'],
      ['keep_until', until],
    ],
  )
  const { body: feed } = await flow.server.request('GET', '/api/v1/events?limit=1000')
  const event = (feed.events ?? feed.rows).find(
    (one: Seen) => one.type === 'shipment.ready_to_pick_up' && one.data.orderId === id,
  )
  assert.deepEqual(
    event.data.changes.filter((one: Seen) => one.key === at),
    changes.map(({ lineNo: _none, ...one }: Seen) => one),
  )

  const later = addDays(until, 10)
  const kept = await flow.ok(`/shipments/${at}/keep`, { until: later, reason: 'she is ill' })
  assert.deepEqual(kept, { id: at, orderId: id, keepUntil: later })
  for (const [day, code] of [
    [addDays(today, -1), 'in_past'],
    ['2200-01-01', 'too_far'],
  ]) {
    const { status, body } = await flow.post(`/shipments/${at}/keep`, { until: day })
    assert.deepEqual([status, body.errors[0].path, body.errors[0].code], [422, '/until', code])
  }
  const sent = await flow.order([{ sku: 'PW-1', quantity: '1', net: '10.00', tax: '2.00' }])
  const { shipments: others } = await flow.until(sent.id, (one) => one.shipments.length === 1)
  const refused = await flow.post(`/shipments/${others[0].id}/keep`, { until: later })
  assert.deepEqual([refused.status, refused.body.code], [409, 'not_to_pick_up'])
  const last = (await flow.read(id)).timeline.at(-1)
  assert.deepEqual([last.act, last.reason, last.events], ['keep_pick_up', 'she is ill', ['shipment.kept']])
  await flow.ok(`/shipments/${at}/confirm`, {})
  assert.equal((await flow.post(`/shipments/${at}/keep`, { until: later })).status, 409)
  await flow.lawful()
})

test('C13-12 what nobody fetched by its last day is free again, its money given back and the shop told; a day before it waits', async () => {
  const items = [{ sku: 'PW-1', quantity: 3, price: '10.00' }]
  const { id: shopId } = await shop.ok('POST', '/orders', {
    items,
    locationId: 'store-7',
    payment: 'inStore',
  })
  let sold: Seen
  for (let tries = 0; !sold?.orderId && tries < 300; tries += 1) {
    const { body } = await flow.server.request('GET', `/api/v1/channels/shop/messages?key=${shopId}`)
    sold = body.rows.find((one: Seen) => one.outcome !== 'waiting')
    await sleep(30)
  }
  const { shipments } = await flow.until(sold.orderId, (one) => one.shipments.length === 1)
  const prepaid = await paid()
  const part = await ready('3')
  const lines = [{ fulfillmentLineId: part.fulfillmentLines[0].id, quantity: '1' }]
  await flow.ok(`/shipments/${part.shipments[0].id}/confirm`, { lines })
  const kept = await ready('1')
  await flow.ok(`/shipments/${kept.shipments[0].id}/keep`, {
    until: addDays(kept.shipments[0].releasedOn, 30),
  })
  const forever = await ready('1', 'QUAY')
  const reserved = async () => {
    const { body } = await flow.server.request('GET', '/api/v1/stock?sku=PW-1&location=HIGH')
    return Number(body.rows[0].reserved)
  }
  const held = await reserved()

  // Two days before the last one who is to come is reminded, once; who keeps it until later is reminded later.
  await flow.put('/clock', { days: 3 })
  assert.ok((await look()).processed >= 3)
  assert.equal((await look()).evaluated, 0)
  const reminders = async (id: string) =>
    (await flow.read(id)).timeline.filter((step: Seen) => step.events.includes('shipment.pick_up_reminder'))
  const [reminder] = await reminders(sold.orderId)
  const told = reminder.changes.map((one: Seen) => [one.what, one.to])
  assert.deepEqual(told, [
    ['pick_up_at', 'HIGH'],
    ['keep_until', addDays(part.shipments[0].releasedOn, 5)],
  ])
  assert.equal((await reminders(part.id)).length, 1)
  for (const { id } of [kept, forever]) assert.deepEqual(await reminders(id), [])

  // The last day itself: all of it waits.
  await flow.put('/clock', { days: 2 })
  assert.equal((await look()).evaluated, 0)
  assert.equal(await reserved(), held)

  await flow.put('/clock', { days: 1 })
  const run = await look()
  assert.ok(run.processed >= 2 && run.evaluated === run.processed, JSON.stringify(run))
  const gone = await flow.read(sold.orderId)
  assert.equal(gone.state, 'cancelled')
  const last = gone.timeline.find((step: Seen) => step.act === 'end_pick_up')
  assert.deepEqual(
    [last.actor, last.reason, last.events],
    ['system', 'not_fetched', ['shipment.not_fetched', 'shipment.cancelled', 'order.cancelled']],
  )
  assert.equal(shipments[0].id, gone.shipments[0].id)
  const half = await flow.read(part.id)
  assert.deepEqual(
    [half.shipments[0].state, half.fulfillmentLines[0].shipped, half.fulfillmentLines[0].cancelled],
    ['shipped', '1', '2'],
  )
  for (const { id } of [kept, forever]) assert.equal((await flow.read(id)).shipments[0].state, 'requested')
  assert.ok((await reserved()) <= held - 5)
  // What was paid before is unapplied again, for another order or to be given back.
  assert.equal((await flow.read(prepaid.id)).state, 'cancelled')
  const { body: receipt } = await flow.server.request('GET', `/api/v1/receipts/${prepaid.receiptId}`)
  assert.equal(receipt.unapplied.amount, '22.00')
  for (let tries = 0; ; tries += 1) {
    const { body } = await shop.api('GET', `/orders/${shopId}`)
    if (body.state === 'REMOVED' || body.shippingGroups[0].state === 'REMOVED') break
    assert.ok(tries < 400, JSON.stringify(body))
    await sleep(50)
  }
  // Looked at once more, nothing is left to free.
  assert.equal((await look()).evaluated, 0)
  await flow.lawful()
})
