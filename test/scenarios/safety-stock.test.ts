import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
})
after(() => flow.close())

async function stocked(sku: string, quantity: string): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  if (quantity !== '0') await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity, unitCost: '1' }])
}

/** A server that is full says so before it begins; the caller comes again. */
async function patiently<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act()
    } catch (error) {
      if (tries === 20 || !String(error).includes('too_many_requests')) throw error
      await sleep(250)
    }
  }
}

const keep = (sku: string, quantity: string) =>
  flow.put('/safety-stocks', { sku, location: 'PORT', quantity })
const buy = (sku: string, quantity: string, more: object = {}) =>
  flow.order([{ sku, quantity, net: '10.00', tax: '2.00', ...more }])
const available = async (sku: string): Promise<string> =>
  (await flow.server.request('GET', `/api/v1/availability?sku=${sku}`)).body.availableOn

async function partsOf(orderId: string): Promise<string[][]> {
  const { fulfillmentLines } = await flow.read(orderId)
  return fulfillmentLines.map((part: Seen) => [part.quantity, part.supply])
}

async function asked(sku: string, quantity: string): Promise<unknown> {
  const { outcomes } = await flow.ok('/promises', [{ lines: [{ sku, quantity }] }])
  return outcomes[0].answer.lines[0].promises.map((one: Seen) => [one.quantity, one.supply])
}

test('P-28 a safety stock is promised to nobody, neither now nor out of what comes', async () => {
  await stocked('SAFE-1', '10')
  assert.deepEqual(await asked('SAFE-1', '8'), [['8', 'on_hand']])
  assert.equal((await keep('SAFE-1', '4')).change, 'created')
  assert.equal((await keep('SAFE-1', '4')).change, 'unchanged')
  assert.equal(await available('SAFE-1'), '6')
  // What was remembered of the item is read again.
  const split = [
    ['6', 'on_hand'],
    ['2', 'backorder'],
  ]
  assert.deepEqual(await asked('SAFE-1', '8'), split)
  assert.deepEqual(await partsOf((await buy('SAFE-1', '8')).id), split)
  await flow.lawful()

  await stocked('SAFE-2', '1')
  await keep('SAFE-2', '5')
  const number = 'SAFE-PO'
  const row = {
    sku: 'SAFE-2',
    location: 'PORT',
    quantity: '10',
    unitCost: '1',
    number,
    dueOn: addDays(today, 3),
  }
  await flow.ok('/supply-orders', [row])
  // Of 11 in all 5 are kept: what comes fills the safety stock first.
  assert.deepEqual(await asked('SAFE-2', '6'), [['6', 'dated']])
  assert.deepEqual(await asked('SAFE-2', '7'), [
    ['6', 'dated'],
    ['1', 'backorder'],
  ])
})

test('P-28 who waits gets none of it either, until it is smaller', async () => {
  await stocked('SAFE-3', '5')
  await keep('SAFE-3', '5')
  const order = await buy('SAFE-3', '3')
  assert.deepEqual(await partsOf(order.id), [['3', 'backorder']])
  await flow.ok('/monitoring/jobs/backorders/run', { reason: 'now' })
  await flow.ok('/stock/receipts', [{ sku: 'SAFE-3', location: 'PORT', quantity: '2', unitCost: '1' }])
  assert.deepEqual(await partsOf(order.id), [['3', 'backorder']])
  assert.equal((await keep('SAFE-3', '4')).change, 'changed')
  await flow.ok('/monitoring/jobs/backorders/run', { reason: 'now' })
  const served = await flow.until(order.id, (one) => one.fulfillmentLines[0].supply === 'on_hand')
  assert.ok(served)
  assert.equal(await available('SAFE-3'), '0')
  await flow.lawful()
})

test('P-28 who was promised goods before it was set has them', async () => {
  await stocked('SAFE-4', '0')
  const number = 'SAFE-PO-4'
  const row = {
    sku: 'SAFE-4',
    location: 'PORT',
    quantity: '10',
    unitCost: '1',
    number,
    dueOn: addDays(today, 2),
  }
  await flow.ok('/supply-orders', [row])
  const before = await buy('SAFE-4', '9')
  assert.deepEqual(await partsOf(before.id), [['9', 'dated']])
  await keep('SAFE-4', '6')
  const late = await buy('SAFE-4', '1')
  assert.deepEqual(await partsOf(late.id), [['1', 'backorder']])
  await flow.ok('/stock/receipts', [
    { sku: 'SAFE-4', location: 'PORT', quantity: '10', supplyNumber: number },
  ])
  assert.deepEqual(await partsOf(before.id), [['9', 'on_hand']])
  assert.deepEqual(await partsOf(late.id), [['1', 'backorder']])
  await flow.lawful()
})

test('P-28 N-3 it holds while it is set and two hundred buy at once, and for carts and orders together', async () => {
  await stocked('SAFE-5', '50')
  const orders: Promise<Seen>[] = []
  for (let one = 0; one < 200; one += 1) {
    if (one === 20) orders.push(keep('SAFE-5', '30').then(() => undefined))
    orders.push(patiently(() => buy('SAFE-5', '1')))
  }
  const made = (await Promise.all(orders)).filter((one) => one !== undefined)
  const parts = (await Promise.all(made.map(({ id }) => partsOf(id)))).flat()
  const sold = parts.filter((part) => part[1] === 'on_hand').length
  assert.ok(sold >= 20 && sold <= 50, `${sold} sold`)
  assert.equal(await available('SAFE-5'), '0')
  await stocked('SAFE-6', '50')
  await keep('SAFE-6', '30')
  // Carts and orders are decided in batches of their own, at once: the locked gate tells them apart.
  const until = new Date(Date.now() + 600_000).toISOString()
  const cart = async (key: string) =>
    (await flow.ok('/promises', [{ reserve: { key, until }, lines: [{ sku: 'SAFE-6', quantity: '1' }] }]))
      .outcomes[0].answer.reserved.whole
  const [sales, carts] = await Promise.all([
    Promise.all(Array.from({ length: 60 }, () => patiently(() => buy('SAFE-6', '1')))),
    Promise.all(Array.from({ length: 60 }, (_, at) => patiently(() => cart(`safe-${at}`)))),
  ])
  const got = (await Promise.all(sales.map(({ id }) => partsOf(id)))).flat()
  const had = got.filter((part) => part[1] === 'on_hand').length
  assert.equal(had + carts.filter((whole) => whole).length, 20)
  await flow.lawful()
})

test('P-28 everything that is wrong with one is told at once, and those that stand are listed', async () => {
  const wrong = await flow.server.request('PUT', '/api/v1/safety-stocks', {
    sku: 'NO-SUCH',
    location: 'NOWHERE',
    quantity: '-1',
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.body.errors.map((one: Seen) => one.path).toSorted(), [
    '/location',
    '/quantity',
    '/sku',
  ])
  const fine = await flow.server.request('PUT', '/api/v1/safety-stocks', {
    sku: 'SAFE-1',
    location: 'PORT',
    quantity: '0.5',
  })
  assert.deepEqual(
    fine.body.errors.map((one: Seen) => one.code),
    ['quantity_too_fine'],
  )
  const { body, headers } = await flow.server.request('GET', '/api/v1/safety-stocks?limit=2')
  assert.deepEqual(body.safetyStocks, [
    { sku: 'SAFE-1', location: 'PORT', quantity: '4' },
    { sku: 'SAFE-2', location: 'PORT', quantity: '5' },
  ])
  const link = /<([^>]+)>; rel="next"/.exec(String(headers.get('link')))![1]!
  const next = await flow.server.request('GET', link)
  assert.equal(next.body.safetyStocks[0].sku, 'SAFE-3')
  await keep('SAFE-1', '0')
  const rest = await flow.server.request('GET', '/api/v1/safety-stocks')
  assert.equal(rest.body.safetyStocks[0].sku, 'SAFE-2')
})
