import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
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
async function brought(id: string, count: number): Promise<Seen[]> {
  let rows: Seen[] = []
  for (let tries = 0; tries < 200 && rows.length < count; tries += 1) {
    await sleep(25)
    ;({ rows } = (await flow.server.request('GET', `/api/v1/transfers?order=${id}`)).body)
  }
  assert.equal(rows.length, count, JSON.stringify(rows))
  return rows
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

const parts = (order: Seen) =>
  order.fulfillmentLines.map((one: Seen) => `${one.location.code} ${one.quantity} ${one.supply}`)
const whole = (sku: string, quantity: string) => ({ ...line(sku, quantity, 'KIOSK'), allowSplit: false })
const move = async (transfer: Seen, more: object = {}) => {
  await flow.ok(`/transfers/${transfer.id}/send`, {})
  return flow.ok(`/transfers/${transfer.id}/receive`, more)
}
const from = (transfers: Seen[], code: string) =>
  transfers.find((one) => one.from === code && one.state === 'requested')!
/** What is asked for at the counter: of each shipment the quantities of its lines. */
const asked = (order: Seen) =>
  order.shipments
    .filter((one: Seen) => one.state !== 'cancelled')
    .map((one: Seen) => one.lines.map((of: Seen) => of.requested ?? of.quantity).toSorted())

/** Hands over the one shipment that is asked for. */
async function handedOver(id: string): Promise<Seen> {
  const { shipments } = await flow.until(id, (one) => one.shipments.length > 0)
  assert.equal(shipments.length, 1)
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})
  return flow.until(id, (one) => one.billingStatus === 'billed')
}

test('C13-1 A10-14 a line in one piece is brought from several places, meets what the store has, and is handed over at once', async () => {
  await stocked('TG-1', { BIG: '3', FAR: '2', KIOSK: '1' })
  const made = await flow.order([whole('TG-1', '6')])
  const transfers = await brought(made.id, 2)
  assert.deepEqual(parts(await flow.read(made.id)).toSorted(), [
    'KIOSK 1 on_hand',
    'KIOSK 2 transfer',
    'KIOSK 3 transfer',
  ])
  assert.equal((await flow.read(made.id)).promisedOn, addDays(today, 2))
  await flow.lawful()
  await move(from(transfers, 'BIG'))
  await flow.lawful()
  assert.deepEqual(asked(await flow.read(made.id)), [])
  await move(from(transfers, 'FAR'))
  const ready = await flow.until(made.id, (one) => one.shipments.length > 0)
  assert.deepEqual(asked(ready), [['1', '2', '3']])
  await flow.lawful()
  const done = await handedOver(made.id)
  assert.deepEqual(
    done.invoices.map((one: Seen) => one.total.amount),
    ['72.00'],
  )
  await flow.lawful()
})

test('C13-1 A10-14 a customer who takes no parts is promised likewise, asked about and quoted as ordered; what others have not enough of waits whole', async () => {
  await stocked('TG-2', { BIG: '3', FAR: '2', KIOSK: '1' })
  await flow.put('/customer-accounts', {
    number: 'ONCE',
    name: 'Once',
    currency: 'GBP',
    shipToCountry: 'GB',
    partialShipments: false,
  })
  const ask = async (quantity: string, more: object = {}) => {
    const lines = [{ sku: 'TG-2', quantity, location: 'KIOSK' }]
    const { outcomes } = await flow.ok('/promises', [{ lines, customer: 'ONCE', ...more }])
    return outcomes[0].answer.lines[0].promises.map(
      (one: Seen) => `${one.broughtFrom ?? one.location} ${one.quantity} ${one.supply}`,
    )
  }
  assert.deepEqual(await ask('7'), ['KIOSK 7 backorder'])
  const served = ['KIOSK 1 on_hand', 'BIG 3 transfer', 'FAR 2 transfer']
  assert.deepEqual(await ask('6'), served)
  assert.deepEqual(await ask('6'), served)
  // One place that has it whole is asked alone.
  assert.deepEqual(await ask('3'), ['BIG 3 transfer'])
  const made = await flow.order([line('TG-2', '6', 'KIOSK')], { customer: { account: 'ONCE' } })
  assert.deepEqual(parts(await flow.read(made.id)).toSorted(), [
    'KIOSK 1 on_hand',
    'KIOSK 2 transfer',
    'KIOSK 3 transfer',
  ])
  await brought(made.id, 2)
  await flow.ok(`/orders/${made.id}/cancel`, { reason: 'no more' })
  assert.deepEqual(await onHand('TG-2', 'KIOSK'), ['1', '0'])
  await flow.lawful()
})

test('C13-1 A10-14 what is handed over at once waits for what replaces what was rejected, lost or counted away', async () => {
  await stocked('TG-3', { BIG: '3', FAR: '2', KIOSK: '1' })
  const made = await flow.order([whole('TG-3', '6')])
  const transfers = await brought(made.id, 2)
  // More comes to the one that is not asked for it again.
  await flow.receive('TG-3', '9', 'BIG')
  const rejected = await flow.ok(`/transfers/${from(transfers, 'FAR').id}/reject`, {
    reason: 'broken',
    quantity: '1',
  })
  assert.deepEqual(
    rejected.servedBy.map((one: Seen) => `${one.broughtFrom} ${one.quantity}`),
    ['BIG 1'],
  )
  await flow.lawful()
  await move(from(transfers, 'BIG'), { lost: '1' })
  await flow.lawful()
  await move(from(transfers, 'FAR'))
  await flow.lawful()
  assert.deepEqual(asked(await flow.read(made.id)), [])
  const { body } = await flow.server.request('GET', `/api/v1/transfers?order=${made.id}`)
  const open = body.rows.filter((one: Seen) => one.state === 'requested')
  assert.deepEqual(
    open.map((one: Seen) => `${one.from} ${one.toSend}`),
    ['BIG 1', 'BIG 1'],
  )
  await move(open[0])
  assert.deepEqual(asked(await flow.read(made.id)), [])
  await move(open[1])
  const ready = await flow.until(made.id, (one) => one.shipments.length > 0)
  assert.deepEqual(asked(ready), [['1', '1', '1', '1', '2']])
  await flow.lawful()
  await handedOver(made.id)
  await flow.lawful()
})

test('C13-1 A10-14 what of a line in one piece is cancelled holds up nothing, and other lines of the order do not wait for it', async () => {
  await stocked('TG-4', { BIG: '3', FAR: '2', KIOSK: '1' })
  await stocked('TG-5', { KIOSK: '9' })
  const made = await flow.order([whole('TG-4', '6'), whole('TG-5', '2')])
  const transfers = await brought(made.id, 2)
  const other = await flow.until(made.id, (one) => one.shipments.length === 1)
  assert.deepEqual(asked(other), [['2']])
  await move(from(transfers, 'BIG'))
  await flow.ok(`/orders/${made.id}/cancel`, { reason: 'fewer', lines: [{ lineNo: 1, quantity: '2' }] })
  const ready = await flow.until(made.id, (one) => one.shipments.length === 2)
  assert.deepEqual(asked(ready).toSorted(), [['1', '3'], ['2']])
  await flow.lawful()
})

test('C13-1 C13-8 A10-14 of a line in one piece that waits at the counter the store finds one damaged: all of it waits for another one', async () => {
  await stocked('TG-6', { BIG: '3', FAR: '9', KIOSK: '1' })
  await stocked('TG-7', { KIOSK: '9' })
  const made = await flow.order([whole('TG-6', '13'), whole('TG-7', '2')])
  for (const one of await brought(made.id, 2)) await move(one)
  const open = (order: Seen) => order.shipments.filter((one: Seen) => one.state === 'requested')
  const ready = await flow.until(made.id, (one) => open(one).length === 2)
  const of = ready.shipments.find((one: Seen) => one.lines.length === 3)
  await flow.receive('TG-6', '5', 'BIG')
  const three = of.lines.find((one: Seen) => one.requested === '3').fulfillmentLineId
  const lines = [{ fulfillmentLineId: three, quantity: '1' }]
  const wrong = await flow.post(`/shipments/${of.id}/reject`, {
    reason: 'broken',
    lines: [{ ...lines[0]!, quantity: '4' }],
  })
  assert.equal(wrong.status, 422)
  const reject = () =>
    flow.post(`/shipments/${of.id}/reject`, { reason: 'broken', lines }, 'broken-at-counter')
  const { body } = await reject()
  assert.deepEqual((await reject()).body, body)
  await flow.lawful()
  const waits = await flow.read(made.id)
  assert.deepEqual(asked(waits), [['2']])
  // Nothing of it is free meanwhile but what was found broken.
  assert.deepEqual(await onHand('TG-6', 'KIOSK'), ['13', '12'])
  const [again] = (await brought(made.id, 3)).filter((one) => one.state === 'requested')
  await move(again)
  const replaced = await flow.until(made.id, (one) => open(one).length === 2)
  assert.deepEqual(asked(replaced).toSorted(), [['1', '1', '2', '9'], ['2']])
  await flow.lawful()
  for (const one of open(replaced)) await flow.ok(`/shipments/${one.id}/confirm`, {})
  const done = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.equal(
    done.invoices.reduce((sum: number, one: Seen) => sum + Number(one.total.amount), 0),
    180,
  )
  await flow.lawful()
})
