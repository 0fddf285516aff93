import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  const location = { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false }
  await flow.put('/locations', location)
  await flow.put('/items', { sku: 'CRANE-1', name: 'Crane', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'CRANE-1', location: 'DOCK', quantity: '1000', unitCost: '5' }])
})
after(() => flow.close())

const invoiceTasks = (order: Seen) => order.plan.tasks.filter((one: Seen) => one.kind === 'invoice')

test('P-54 goods and a service that leave together are billed by one invoice, with the whole freight', async () => {
  const made = await flow.sell([
    { sku: 'KIT-101', quantity: '1' },
    { sku: 'SRV-GIFTWRAP', quantity: '1' },
  ])
  const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.equal(order.invoices.length, 1)
  const { body } = await flow.server.request('GET', `/api/v1/invoices/${order.invoices[0].id}`)
  assert.equal(body.lines.length, 2)
  assert.deepEqual([body.freight.amount, body.total], [order.freight?.amount ?? '4.95', order.total])
  assert.deepEqual(
    invoiceTasks(order).map((one: Seen) => one.state),
    ['completed', 'completed'],
  )
  const { account } = order
  await flow.ok('/receipts', {
    account: account?.number ?? 'GB-0001',
    amount: body.total,
    orderId: made.id,
    method: 'card',
  })
  await flow.until(made.id, (one) => one.state === 'completed')
  await flow.lawful()
})

test('P-54 what ships later is billed later: the invoices of the order add up to it', async () => {
  const made = await flow.order([
    { sku: 'CRANE-1', quantity: '2', unitPrice: '10', net: '20.00', tax: '4.00' },
    { sku: 'SRV-GIFTWRAP', quantity: '1', unitPrice: '3.95', net: '3.95', tax: '0.79' },
  ])
  const before = await flow.until(made.id, (one) => one.invoices.length === 1 && one.shipments.length > 1)
  const shipment = before.shipments.find((one: Seen) => one.state === 'requested')
  await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  assert.equal(order.invoices.length, 2)
  const sum = order.invoices.reduce((total: number, one: Seen) => total + Number(one.total.amount), 0)
  assert.equal(sum.toFixed(2), order.total.amount)
  await flow.lawful()
})
