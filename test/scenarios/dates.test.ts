import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  const location = { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false }
  await flow.put('/locations', location)
  await flow.put('/items', { sku: 'CRANE-1', name: 'Crane', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'CRANE-1', location: 'DOCK', quantity: '1000', unitCost: '5' }])
  const receipt = { account: 'GB-0001', amount: { amount: '1.00', currency: 'GBP' }, method: 'card' }
  today = (await flow.ok('/receipts', receipt)).receivedOn
})
after(() => flow.close())

const errors = (answer: { status: number; body: Seen }) => [
  answer.status,
  ...(answer.body.errors ?? []).map((one: Seen) => [one.path, one.code]),
]
const day = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)

test('a receipt is of today or before, and of a period of the books', async () => {
  const on = (receivedOn: string) =>
    flow.post('/receipts', {
      account: 'GB-0001',
      amount: { amount: '1.00', currency: 'GBP' },
      method: 'card',
      receivedOn,
    })
  assert.deepEqual(errors(await on('1990-01-01')), [422, ['/receivedOn', 'no_period']])
  assert.deepEqual(errors(await on(day(1))), [422, ['/receivedOn', 'in_future']])
  assert.equal((await on(day(-30))).status, 201)
  await flow.put('/periods', { code: '1990-01', startsOn: '1990-01-01', endsOn: '1990-01-31' })
  assert.equal((await on('1990-01-01')).status, 201)
  await flow.lawful()
})

test('goods that leave today are never too early, also of an order that a clock ahead of ours placed tomorrow', async () => {
  const placedAt = new Date(Date.now() + 23.9 * 3_600_000).toISOString()
  const line = {
    sku: 'CRANE-1',
    quantity: '1',
    unitPrice: '10',
    net: '10.00',
    tax: '2.00',
    requestedOn: today,
  }
  const made = await flow.order([line], { placedAt })
  const { shipments } = await flow.until(made.id, (one) => one.shipments.length === 1)
  assert.equal((await flow.post(`/shipments/${shipments[0].id}/confirm`, {})).status, 200)
  await flow.until(made.id, (one) => one.invoices.length === 1)
  await flow.lawful()
})

test('P-40 goods leave after they were ordered and come back after they left', async () => {
  const made = await flow.order([
    { sku: 'CRANE-1', quantity: '4', unitPrice: '10', net: '40.00', tax: '8.00' },
  ])
  const { shipments, fulfillmentLines } = await flow.until(made.id, (one) => one.shipments.length === 1)
  const confirm = (shippedOn: string) =>
    flow.post(`/shipments/${shipments[0].id}/confirm`, {
      lines: [{ fulfillmentLineId: fulfillmentLines[0].id, quantity: '1' }],
      shippedOn,
    })
  assert.deepEqual(errors(await confirm('1999-01-01')), [422, ['/shippedOn', 'too_early']])
  assert.deepEqual(errors(await confirm(day(1))), [422, ['/shippedOn', 'in_future']])
  assert.equal((await confirm(today)).status, 200)
  await flow.until(made.id, (one) => one.invoices.length === 1)
  const back = (returnedOn: string, more: object = { orderId: made.id }, line: object = { lineNo: 1 }) =>
    flow.post('/returns', { ...more, reason: 'x', returnedOn, lines: [{ ...line, quantity: '1' }] })
  assert.deepEqual(errors(await back('1980-01-01')), [422, ['/returnedOn', 'too_early']])
  assert.deepEqual(errors(await back(day(-1))), [422, ['/returnedOn', 'too_early']])
  assert.deepEqual(errors(await back(day(1))), [422, ['/returnedOn', 'in_future']])
  assert.equal((await back(today)).status, 201)
  await flow.put('/items', { sku: 'NIL-1', name: 'Untaxed', itemClass: 'kitchen', taxCode: 'none' })
  const free = { sku: 'NIL-1', unitPrice: '5', restock: false }
  assert.deepEqual(errors(await back('1980-01-01', { account: 'GB-0001' }, free)), [
    422,
    ['/returnedOn', 'no_period'],
  ])
  await flow.lawful()
})
