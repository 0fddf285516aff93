import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

// A warehouse and two stores that say themselves what left. What a store has not got is brought there by van, in two days.
let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  const place = { autoConfirm: false }
  await flow.put('/locations', { ...place, code: 'BIG', name: 'Big warehouse', country: 'GB', rank: 500 })
  await flow.put('/locations', { ...place, code: 'FAR', name: 'Far store', country: 'GB', rank: 501 })
  const store = { ...place, country: 'IE', rank: 900, transferMethod: 'van' }
  await flow.put('/locations', { ...store, code: 'KIOSK', name: 'Kiosk' })
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'IE', transitDays: 2 })
})
after(() => flow.close())

async function stocked(sku: string, onHand: Record<string, string>, cost = '4'): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const rows = Object.entries(onHand).map(([location, quantity]) => ({
    sku,
    location,
    quantity,
    unitCost: cost,
  }))
  if (rows.length > 0) await flow.ok('/stock/opening', rows)
}

const line = (sku: string, quantity: string, location?: string) => ({
  sku,
  quantity,
  unitPrice: '10',
  net: (10 * Number(quantity)).toFixed(2),
  tax: (2 * Number(quantity)).toFixed(2),
  ...(location === undefined ? {} : { location }),
})

/** The transfers of an order, as soon as there are so many. */
async function brought(id: string, count = 1): Promise<Seen[]> {
  await flow.until(id, (seen) => seen.timeline.some((fact: Seen) => fact.act === 'bring'))
  const { body } = await flow.server.request('GET', `/api/v1/transfers?order=${id}`)
  assert.equal(body.rows.length, count, JSON.stringify(body))
  return body.rows
}

async function listed(query: string): Promise<Seen[]> {
  const { status, body } = await flow.server.request('GET', `/api/v1/${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body.rows
}

async function onHand(sku: string, location: string): Promise<[onHand: string, reserved: string]> {
  const [row] = await listed(`stock?sku=${sku}&location=${location}`)
  return [row?.onHand ?? '0', row?.reserved ?? '0']
}

/** What is brought is on its way from BIG. */
async function onItsWay(sku: string, quantity: string): Promise<{ id: string; transfer: Seen }> {
  const { id } = await flow.order([line(sku, quantity, 'KIOSK')])
  const [transfer] = await brought(id)
  await flow.ok(`/transfers/${transfer.id}/send`, {})
  return { id, transfer }
}

/** Hands over what is ready, until all of it is billed. */
async function fetched(id: string): Promise<Seen> {
  const order = await flow.read(id)
  for (const shipment of order.shipments)
    if (shipment.state === 'requested') await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  return flow.until(id, (one) => one.billingStatus === 'billed')
}

const parts = (order: Seen) =>
  order.fulfillmentLines.map((one: Seen) => `${one.location.code} ${one.quantity} ${one.supply}`)

test('C13-1 the matrix: what is delivered, picked up and brought for pick-up, from where it is sourced, by where it is handed over', async () => {
  await stocked('MX-1', { BIG: '20', KIOSK: '3' })
  const made = await flow.order([line('MX-1', '2'), line('MX-1', '3', 'KIOSK'), line('MX-1', '4', 'KIOSK')])
  const [transfer] = await brought(made.id)
  const order = await flow.until(made.id, (one) => one.shipments.length === 2)
  assert.deepEqual(parts(order), ['BIG 2 on_hand', 'KIOSK 3 on_hand', 'KIOSK 4 transfer'])
  assert.deepEqual(
    [transfer.from, transfer.to, transfer.state, transfer.toSend],
    ['BIG', 'KIOSK', 'requested', '4'],
  )
  await flow.lawful()
  const sent = await flow.ok(`/transfers/${transfer.id}/send`, {})
  assert.deepEqual([sent.state, sent.onTheWay], ['in_transit', '4'])
  assert.equal((await flow.read(made.id)).invoices.length, 0)
  await flow.lawful()
  const received = await flow.ok(`/transfers/${transfer.id}/receive`, {})
  assert.deepEqual([received.state, received.free], ['received', '0'])
  const ready = await flow.until(made.id, (one) => one.shipments.length === 3)
  await flow.lawful()
  for (const { id } of ready.shipments) await flow.ok(`/shipments/${id}/confirm`, {})
  const billed = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(parts(billed), ['BIG 2 on_hand', 'KIOSK 3 on_hand', 'KIOSK 4 on_hand'])
  await flow.lawful()
})

test('C13-1 goods on their way stay in the books, are cost of sales at the counter, and net to nothing once received', async () => {
  await stocked('BK-1', { BIG: '3' }, '3.333333')
  const { id, transfer } = await onItsWay('BK-1', '3')
  assert.deepEqual(await flow.books(id), ['transfer.shipped 1350/1300 10.00'])
  assert.deepEqual(await onHand('BK-1', 'BIG'), ['0', '0'])
  const one = { quantity: '1' }
  await flow.ok(`/transfers/${transfer.id}/receive`, one, 'bk-1')
  // Said again it is heard once.
  await flow.ok(`/transfers/${transfer.id}/receive`, one, 'bk-1')
  const order = await flow.until(id, (seen) => seen.shipments.length === 1)
  assert.deepEqual(parts(order), ['KIOSK 2 transfer', 'KIOSK 1 on_hand'])
  await flow.lawful()
  assert.equal((await flow.ok(`/transfers/${transfer.id}/receive`, {})).state, 'received')
  await flow.until(id, (seen) => seen.shipments.length === 2)
  assert.deepEqual(await onHand('BK-1', 'KIOSK'), ['3', '3'])
  await fetched(id)
  const books = await flow.books(id)
  assert.deepEqual(
    books.filter((text) => text.startsWith('transfer')),
    [
      'transfer.shipped 1350/1300 10.00',
      'transfer.received 1300/1350 3.33',
      'transfer.received 1300/1350 6.67',
    ],
  )
  const cost = books.filter((text) => text.startsWith('shipment.confirmed'))
  assert.equal(
    cost.reduce((sum, text) => sum + Math.round(Number(text.split(' ')[2]) * 100), 0),
    1000,
  )
  await flow.lawful()
})

test('C13-1 what would be promised says from where it is brought and on which day it can be collected', async () => {
  await stocked('DY-1', { BIG: '5' })
  const ask = async (asked: object, whole: object = {}) => {
    const [outcome] = (
      await flow.ok('/promises', [{ ...whole, lines: [{ sku: 'DY-1', quantity: '2', ...asked }] }])
    ).outcomes
    assert.ok(outcome.ok, JSON.stringify(outcome))
    return outcome.answer.lines[0]
  }
  const [bound] = (await ask({ location: 'KIOSK' })).promises
  assert.deepEqual(
    [bound.location, bound.broughtFrom, bound.supply, bound.promisedOn],
    ['KIOSK', 'BIG', 'transfer', addDays(today, 2)],
  )
  // Not before it is wanted, and then it leaves as late as it may.
  const later = (await ask({ location: 'KIOSK', requestedOn: addDays(today, 9) })).promises[0]
  assert.equal(later.promisedOn, addDays(today, 9))
  // Beside what is delivered: the store that has none of it is a place to collect it at.
  const delivered = await ask({}, { alternatives: true })
  const collect = delivered.alternatives.find(
    (one: Seen) => one.kind === 'collect' && one.ask.location === 'KIOSK',
  )
  assert.deepEqual([collect.completeOn, collect.promises[0].broughtFrom], [addDays(today, 2), 'BIG'])
  // Its own supply is there as soon: nothing is brought.
  await flow.ok('/supply-orders', [
    {
      sku: 'DY-1',
      location: 'KIOSK',
      quantity: '9',
      unitCost: '4',
      number: 'PO-DY',
      dueOn: addDays(today, 1),
    },
  ])
  const [own] = (await ask({ location: 'KIOSK' })).promises
  assert.deepEqual([own.broughtFrom, own.supply, own.promisedOn], [undefined, 'dated', addDays(today, 1)])
  // Where it is not said how, nothing is brought.
  const [waits] = (await ask({ location: 'FAR' })).promises
  assert.deepEqual([waits.supply, waits.broughtFrom], ['backorder', undefined])
})

test('C13-1 a store takes in and hands over on its own days', async () => {
  const days = [1, 2, 3, 4, 5, 6, 7]
  const arrives = new Date(`${addDays(today, 2)}T00:00:00Z`).getUTCDay() || 7
  await flow.put('/calendars', {
    code: 'CLOSED',
    workingDays: days.filter((day) => day !== arrives),
    holidays: [],
  })
  const shut = {
    code: 'SHUT',
    name: 'Shut',
    country: 'IE',
    rank: 901,
    autoConfirm: false,
    transferMethod: 'van',
  }
  await flow.put('/locations', { ...shut, shippingCalendar: 'CLOSED' })
  await stocked('DY-2', { BIG: '5' })
  const [outcome] = (
    await flow.ok('/promises', [{ lines: [{ sku: 'DY-2', quantity: '1', location: 'SHUT' }] }])
  ).outcomes
  const [bound] = outcome.answer.lines[0].promises
  assert.deepEqual([bound.arrivesOn, bound.promisedOn], [addDays(today, 2), addDays(today, 3)])
})

test('C13-1 C13-8 who was to bring it rejects: another does, then nobody, until the store has some by itself', async () => {
  await stocked('RJ-1', { BIG: '4', FAR: '4' })
  const { id } = await flow.order([line('RJ-1', '4', 'KIOSK')])
  const [first] = await brought(id)
  assert.deepEqual((await listed('transfers?from=BIG')).map((row) => row.id).includes(first.id), true)
  const answer = await flow.ok(`/transfers/${first.id}/reject`, { reason: 'not on the shelf' })
  assert.deepEqual(
    [answer.state, answer.unfulfillable, answer.servedBy[0].broughtFrom],
    ['cancelled', false, 'FAR'],
  )
  assert.deepEqual(await onHand('RJ-1', 'BIG'), ['4', '0'])
  await flow.lawful()
  const [, second] = await brought(id, 2)
  assert.deepEqual([second.from, second.state], ['FAR', 'requested'])
  const none = await flow.ok(`/transfers/${second.id}/reject`, { reason: 'nor here' })
  assert.deepEqual([none.unfulfillable, none.servedBy[0].supply], [true, 'backorder'])
  const waits = await flow.read(id)
  assert.deepEqual(parts(waits), ['KIOSK 4 backorder'])
  assert.deepEqual(waits.fulfillmentLines[0].decision.rejectedBy, ['BIG', 'FAR'])
  await flow.lawful()
  const wrong = await flow.post(`/transfers/${second.id}/send`, {})
  assert.deepEqual([wrong.status, wrong.body.errors[0].code], [422, 'nothing_left'])
  await flow.ok('/stock/receipts', [{ sku: 'RJ-1', location: 'KIOSK', quantity: '4', unitCost: '4' }])
  await flow.until(id, (seen) => seen.shipments.length === 1)
  await fetched(id)
  await flow.lawful()
})

test('C13-1 in parts: of 6 it rejects 2, sends 3 and 1, one is lost on its way; each is brought or paid once', async () => {
  await stocked('PT-1', { BIG: '6', FAR: '9' })
  const { id } = await flow.order([line('PT-1', '6', 'KIOSK')])
  const [first] = await brought(id)
  const part = await flow.ok(`/transfers/${first.id}/reject`, { reason: 'two are broken', quantity: '2' })
  assert.deepEqual(
    part.servedBy.map((one: Seen) => `${one.broughtFrom} ${one.quantity}`),
    ['FAR 2'],
  )
  assert.equal((await flow.ok(`/transfers/${first.id}/send`, { quantity: '3' })).state, 'partially_shipped')
  const more = await flow.post(`/transfers/${first.id}/send`, { quantity: '2' })
  assert.equal(more.body.errors[0].code, 'more_than_open')
  assert.equal((await flow.ok(`/transfers/${first.id}/send`, {})).onTheWay, '4')
  await flow.lawful()
  // Three arrive, one never will: it is brought anew.
  const short = await flow.ok(`/transfers/${first.id}/receive`, { lost: '1' })
  assert.deepEqual([short.received, short.lost, short.onTheWay], ['3', '1', '0'])
  assert.deepEqual(
    short.servedBy.map((one: Seen) => `${one.broughtFrom} ${one.quantity} ${one.supply}`),
    ['null 3 on_hand', 'FAR 1 transfer'],
  )
  await flow.lawful()
  const others = (await brought(id, 3)).filter((one) => one.state === 'requested')
  assert.deepEqual(
    others.map((one) => `${one.from} ${one.toSend}`),
    ['FAR 2', 'FAR 1'],
  )
  for (const one of others) {
    await flow.ok(`/transfers/${one.id}/send`, {})
    await flow.ok(`/transfers/${one.id}/receive`, {})
  }
  await flow.until(id, (seen) => seen.shipments.length >= 3)
  const order = await fetched(id)
  assert.equal(
    order.invoices.reduce((sum: number, bill: Seen) => sum + Number(bill.total.amount), 0),
    72,
  )
  assert.ok((await flow.books(id)).includes('transfer.lost 5200/1350 4.00'))
  await flow.lawful()
})

test('C13-1 cancelled before it is sent it is free where it stands, on its way it is free where it arrives', async () => {
  await stocked('CN-1', { BIG: '10' })
  const cancel = (id: string, lines?: object[]) =>
    flow.ok(`/orders/${id}/cancel`, { reason: 'changed my mind', ...(lines ? { lines } : {}) })
  const early = await flow.order([line('CN-1', '2', 'KIOSK')])
  const [asked] = await brought(early.id)
  await cancel(early.id)
  assert.deepEqual(await onHand('CN-1', 'BIG'), ['10', '0'])
  assert.equal((await brought(early.id))[0].state, 'cancelled')
  assert.equal((await flow.post(`/transfers/${asked.id}/send`, {})).status, 422)
  await flow.lawful()

  const { id, transfer } = await onItsWay('CN-1', '5')
  await cancel(id, [{ lineNo: 1, quantity: '2' }])
  await flow.lawful()
  const received = await flow.ok(`/transfers/${transfer.id}/receive`, {})
  assert.equal(received.free, '2')
  assert.deepEqual(await onHand('CN-1', 'KIOSK'), ['5', '3'])
  await flow.until(id, (seen) => seen.shipments.length === 1)
  await flow.lawful()

  // All of it: the order is over, its goods are not lost. Two are at the store by now, two are brought.
  const late = await onItsWay('CN-1', '4')
  await cancel(late.id)
  assert.equal((await flow.read(late.id)).state, 'cancelled')
  await flow.lawful()
  assert.equal((await flow.ok(`/transfers/${late.transfer.id}/receive`, {})).free, '2')
  assert.deepEqual(await onHand('CN-1', 'KIOSK'), ['7', '3'])
  // Ready at the store it is cancelled like anything that is picked up, and free there.
  await cancel(id)
  assert.deepEqual(await onHand('CN-1', 'KIOSK'), ['7', '0'])
  await flow.lawful()
})

test('C13-1 what was counted away before it was asked for is brought from another place; paid beforehand, nothing is asked for before the money', async () => {
  await stocked('CT-1', { BIG: '3', FAR: '3' })
  const wanted = { ...line('CT-1', '3', 'KIOSK'), requestedOn: addDays(today, 20) }
  const later = await flow.order([wanted])
  assert.deepEqual(parts(await flow.read(later.id)), ['KIOSK 3 transfer'])
  await flow.lawful()
  await flow.ok('/stock/adjustments', [{ sku: 'CT-1', location: 'BIG', quantity: '-2' }])
  const moved = await flow.until(later.id, (seen) => seen.fulfillmentLines.length === 2)
  assert.deepEqual(parts(moved), ['KIOSK 1 transfer', 'KIOSK 2 transfer'])
  assert.deepEqual(
    moved.fulfillmentLines.map((one: Seen) => one.decision.broughtFrom),
    ['BIG', 'FAR'],
  )
  assert.deepEqual(await onHand('CT-1', 'BIG'), ['1', '1'])
  assert.deepEqual((await flow.server.request('GET', `/api/v1/transfers?order=${later.id}`)).body.rows, [])
  await flow.lawful()

  await stocked('CT-2', { BIG: '3' })
  const prepaid = await flow.order([line('CT-2', '2', 'KIOSK')], { prepaid: true })
  await flow.ok(`/orders/${prepaid.id}/holds`, { code: 'look', reason: 'look at it' })
  assert.deepEqual((await flow.server.request('GET', `/api/v1/transfers?order=${prepaid.id}`)).body.rows, [])
  await flow.lawful()
  const amount = { amount: '24.00', currency: 'GBP' }
  await flow.ok('/receipts', { account: 'GB-0001', orderId: prepaid.id, amount, method: 'card' })
  await flow.lawful()
  const { holds } = await flow.read(prepaid.id)
  await flow.ok(`/orders/${prepaid.id}/holds/${holds[0].id}/release`, { reason: 'fine' })
  const [transfer] = await brought(prepaid.id)
  await flow.ok(`/transfers/${transfer.id}/send`, {})
  await flow.ok(`/transfers/${transfer.id}/receive`, {})
  await flow.until(prepaid.id, (seen) => seen.shipments.length === 1)
  await fetched(prepaid.id)
  await flow.lawful()
})

test('C13-1 sent, rejected, cancelled and received at the same moment, each unit is somewhere once', async () => {
  await stocked('RC-1', { BIG: '40', FAR: '40' })
  const ids = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const { id } = await flow.order([line('RC-1', '4', 'KIOSK')])
      const [transfer] = await brought(id)
      return { id, transfer }
    }),
  )
  await Promise.all(
    ids.flatMap(({ id, transfer }) => [
      flow.post(`/transfers/${transfer.id}/send`, { quantity: '3' }),
      flow.post(`/transfers/${transfer.id}/reject`, { reason: 'gone', quantity: '2' }),
      flow.post(`/orders/${id}/cancel`, { reason: 'no', lines: [{ lineNo: 1, quantity: '1' }] }),
      flow.post(`/transfers/${transfer.id}/receive`, { quantity: '1' }),
      flow.post(`/transfers/${transfer.id}/send`, {}),
      flow.post(`/transfers/${transfer.id}/receive`, { quantity: '1', lost: '1' }),
    ]),
  )
  await flow.lawful()
  for (const { id } of ids) {
    for (let round = 0; round < 3; round += 1) {
      for (const one of (await flow.server.request('GET', `/api/v1/transfers?order=${id}`)).body.rows) {
        if (one.toSend !== '0') await flow.ok(`/transfers/${one.id}/send`, {})
        if (one.toSend !== '0' || one.onTheWay !== '0') await flow.ok(`/transfers/${one.id}/receive`, {})
      }
    }
    await flow.until(
      id,
      (seen) =>
        seen.shipments
          .flatMap((one: Seen) => one.lines)
          .reduce((sum: number, one: Seen) => sum + Number(one.requested), 0) === 3,
    )
    await fetched(id)
  }
  await flow.lawful()
})

test('C13-1 a place that ships by itself sends what it is asked for at once; what was fetched comes back to any store', async () => {
  await flow.put('/locations', { code: 'AUTO', name: 'Auto', country: 'GB', rank: 600 })
  await stocked('AU-1', { AUTO: '5' })
  const { id } = await flow.order([line('AU-1', '2', 'KIOSK')])
  const [transfer] = await brought(id)
  assert.deepEqual([transfer.state, transfer.onTheWay], ['in_transit', '2'])
  assert.deepEqual((await listed('transfers?to=KIOSK')).at(-1).id, transfer.id)
  await flow.ok(`/transfers/${transfer.id}/receive`, {})
  await flow.until(id, (seen) => seen.shipments.length === 1)
  await fetched(id)
  await flow.ok('/returns', {
    orderId: id,
    reason: 'damaged',
    lines: [{ lineNo: 1, quantity: '1', location: 'FAR' }],
  })
  assert.deepEqual(await onHand('AU-1', 'FAR'), ['1', '0'])
  await flow.lawful()
})

test('C13-1 a cart holds what would be brought, and its order has just that', async () => {
  await stocked('CA-1', { BIG: '2' })
  const reserve = { key: 'cart-ca-1', until: new Date(Date.now() + 3_600_000).toISOString() }
  const asked = { sku: 'CA-1', quantity: '2', location: 'KIOSK' }
  const [held] = (await flow.ok('/promises', [{ reserve, lines: [asked] }])).outcomes
  assert.ok(held.ok, JSON.stringify(held))
  assert.deepEqual(held.answer.lines[0].promises[0].broughtFrom, 'BIG')
  assert.deepEqual(await onHand('CA-1', 'BIG'), ['2', '2'])
  await flow.lawful()
  const { id } = await flow.order([line('CA-1', '2', 'KIOSK')], { reservationKey: 'cart-ca-1' })
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 2 transfer'])
  assert.deepEqual(await onHand('CA-1', 'BIG'), ['2', '2'])
  await flow.lawful()
})

test('C13-1 what is brought is taxed where it is handed over, wherever it stood and whoever lives where', async () => {
  await flow.put('/tax-rates', {
    taxCode: 'standard',
    country: 'IE',
    name: 'VAT IE',
    percent: '23',
    validFrom: '2012-01-01',
  })
  const made = await flow.sell([{ sku: 'KIT-101', quantity: '1', location: 'KIOSK' }])
  assert.equal(made.state, 'in_progress', JSON.stringify(made))
  const [transfer] = await brought(made.id)
  if (transfer.toSend !== '0') await flow.ok(`/transfers/${transfer.id}/send`, {})
  await flow.ok(`/transfers/${transfer.id}/receive`, {})
  await flow.until(made.id, (seen) => seen.shipments.length === 1)
  const [invoice] = (await fetched(made.id)).invoices
  assert.equal(
    Math.round(Number(invoice.tax.amount) * 100),
    Math.round((Number(invoice.net.amount) + Number(invoice.freight.amount)) * 23),
    JSON.stringify(invoice),
  )
  await flow.lawful()
})

test('C13-1 C13-12 what nobody fetches is free stock of the store, by the job that ends waiting', async () => {
  const store = { country: 'IE', rank: 902, autoConfirm: false, transferMethod: 'van', pickUpDays: 1 }
  await flow.put('/locations', { ...store, code: 'BRIEF', name: 'Brief' })
  await stocked('NF-1', { BIG: '5' })
  const { id } = await flow.order([line('NF-1', '2', 'BRIEF')])
  const [transfer] = await brought(id)
  await flow.ok(`/transfers/${transfer.id}/send`, {})
  await flow.ok(`/transfers/${transfer.id}/receive`, {})
  const ready = await flow.until(id, (seen) => seen.shipments.length === 1)
  assert.ok(
    ready.timeline.some((fact: Seen) => fact.events.includes('shipment.ready_to_pick_up')),
    JSON.stringify(ready.timeline),
  )
  await flow.server.database.sql(`update fulfillment.open_shipment set keep_until = keep_until - 30`)
  await flow.ok('/monitoring/jobs/pick-ups/run', { reason: 'now' })
  await flow.until(id, (seen) => seen.state === 'cancelled')
  assert.deepEqual(await onHand('NF-1', 'BRIEF'), ['2', '0'])
  await flow.lawful()
})

test('C13-1 C13-6 an order counts once of those that a place takes of a day, however many of its lines are brought from there, and once where it is brought from after a rejection', async () => {
  await flow.put('/transit-lanes', { shipMethod: 'bike', country: 'IE', transitDays: 1 })
  const store = { country: 'IE', rank: 903, autoConfirm: false, transferMethod: 'bike' }
  await flow.put('/locations', { ...store, code: 'CORNER', name: 'Corner' })
  const place = { country: 'GB', autoConfirm: false }
  await flow.put('/locations', { ...place, code: 'ONE-A', name: 'One order a day', rank: 510 })
  await flow.put('/locations', { ...place, code: 'ONE-B', name: 'One order a day too', rank: 511 })
  const limits = ['ONE-A', 'ONE-B'].map((location) => ({ location, dailyOrders: 1 }))
  await flow.put('/sourcing-rules', {
    code: 'BIKE',
    name: 'What is brought by bike',
    shipMethod: 'bike',
    locations: ['ONE-A', 'ONE-B'],
    criteria: [{ by: 'priority' }],
    preferences: limits,
  })
  for (const sku of ['DO-1', 'DO-2']) await stocked(sku, { 'ONE-A': '5', 'ONE-B': '5' })
  const lines = ['DO-1', 'DO-2'].map((sku) => line(sku, '1', 'CORNER'))
  const from = async (id: string) => (await brought(id, 2)).map((one) => one.from)
  const first = await flow.order(lines)
  assert.deepEqual(await from(first.id), ['ONE-A', 'ONE-A'])
  const [one] = await brought(first.id, 2)
  const { servedBy } = await flow.ok(`/transfers/${one!.id}/reject`, { reason: 'no bike' })
  assert.deepEqual(
    servedBy.map((part: Seen) => part.broughtFrom),
    ['ONE-B'],
  )
  // Each of them has its order of today.
  const second = await flow.order(lines)
  assert.deepEqual(parts(await flow.read(second.id)), ['CORNER 1 backorder', 'CORNER 1 backorder'])
  await flow.lawful()
})

test('C13-1 B6-1 what nobody can bring any more is cancelled with its money where its customer takes no backorder: rejected, lost, or counted away', async () => {
  const hasty = { number: 'HASTY', name: 'Hasty', currency: 'GBP', shipToCountry: 'GB', backorders: false }
  await flow.put('/customer-accounts', hasty)
  const customer = { customer: { account: 'HASTY' } }
  const gone = async (id: string, act: string) => {
    const order = await flow.until(id, (seen) => seen.state === 'cancelled')
    const told = order.timeline.filter((fact: Seen) => fact.act === act).flatMap((fact: Seen) => fact.events)
    assert.ok(told.includes('order.cancelled') && !told.includes('order.unfulfillable'), JSON.stringify(told))
    assert.equal(order.fulfillmentLines.at(-1).decision.backorderRefusedBy, 'customer')
    await flow.lawful()
    return told
  }
  await stocked('HS-1', { BIG: '3' })
  const rejected = await flow.order([line('HS-1', '3', 'KIOSK')], customer)
  const [asked] = await brought(rejected.id)
  const answer = await flow.ok(`/transfers/${asked!.id}/reject`, { reason: 'not on the shelf' })
  assert.deepEqual([answer.unfulfillable, answer.servedBy[0].supply], [false, 'cancelled'])
  await gone(rejected.id, 'reject_transfer')

  await stocked('HS-2', { BIG: '3' })
  const lost = await flow.order([line('HS-2', '3', 'KIOSK')], customer)
  const [sent] = await brought(lost.id)
  await flow.ok(`/transfers/${sent!.id}/send`, {})
  const never = await flow.ok(`/transfers/${sent!.id}/receive`, { lost: '3' })
  assert.equal(never.servedBy[0].supply, 'cancelled')
  await gone(lost.id, 'receive_transfer')

  await stocked('HS-3', { BIG: '3' })
  const later = { ...line('HS-3', '3', 'KIOSK'), requestedOn: addDays(today, 20) }
  const counted = await flow.order([later], customer)
  await flow.ok('/stock/adjustments', [{ sku: 'HS-3', location: 'BIG', quantity: '-3' }])
  assert.ok((await gone(counted.id, 'repromise')).includes('order.promise_lost'))
})

test('C13-1 what arrives and its order does not want serves who waits for it there, in the same act', async () => {
  await stocked('WT-1', { BIG: '5' })
  const first = await onItsWay('WT-1', '5')
  const { id } = await flow.order([line('WT-1', '5', 'KIOSK')])
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 5 backorder'])
  await flow.ok(`/orders/${first.id}/cancel`, { reason: 'changed my mind' })
  assert.equal((await flow.ok(`/transfers/${first.transfer.id}/receive`, {})).free, '5')
  assert.deepEqual(parts(await flow.read(id)), ['KIOSK 5 on_hand'])
  assert.deepEqual(await onHand('WT-1', 'KIOSK'), ['5', '5'])
  await flow.lawful()
})

test('C13-1 what was to be brought and was counted away, and waits now, is told as a promise that is lost', async () => {
  await stocked('PL-1', { BIG: '3' })
  const { id } = await flow.order([{ ...line('PL-1', '3', 'KIOSK'), requestedOn: addDays(today, 20) }])
  await flow.ok('/stock/adjustments', [{ sku: 'PL-1', location: 'BIG', quantity: '-3' }])
  const order = await flow.until(id, (seen) => seen.fulfillmentLines[0].supply === 'backorder')
  const [told] = order.timeline.filter((fact: Seen) => fact.act === 'repromise')
  assert.deepEqual(told.events, ['order.promise_lost'])
  assert.deepEqual(
    told.changes.map(({ what, from, to = null }: Seen) => [what, from, to]),
    [
      ['supply', 'transfer', 'backorder'],
      ['promisedOn', addDays(today, 20), null],
    ],
  )
  await flow.lawful()
})

test('C13-1 N-10 what a dearer place brings after a rejection is judged again: the order is held until finance releases it', async () => {
  const place = { country: 'GB', autoConfirm: false }
  for (const [index, code] of ['MG-CHEAP', 'MG-DEAR'].entries())
    await flow.put('/locations', { ...place, code, name: code, rank: 520 + index, costOrganization: code })
  await flow.put('/margin-rules', { code: 'MG', floorPercent: '20', action: 'block', itemClasses: ['mg'] })
  await flow.put('/items', { sku: 'MG-1', name: 'MG-1', itemClass: 'mg', taxCode: 'standard' })
  await flow.ok('/stock/opening', [
    { sku: 'MG-1', location: 'MG-CHEAP', quantity: '2', unitCost: '6' },
    { sku: 'MG-1', location: 'MG-DEAR', quantity: '2', unitCost: '9' },
  ])
  const { id } = await flow.order([line('MG-1', '2', 'KIOSK')])
  const [asked] = await brought(id)
  assert.equal(asked!.from, 'MG-CHEAP')
  await flow.ok(`/transfers/${asked!.id}/reject`, { reason: 'not on the shelf' })
  const order = await flow.read(id)
  assert.deepEqual(
    order.holds.map((hold: Seen) => hold.code),
    ['margin'],
  )
  const told = order.timeline.findLast((fact: Seen) => fact.act === 'reject_transfer')
  assert.ok(told.events.includes('order.held'), JSON.stringify(told))
  await flow.lawful()
})
