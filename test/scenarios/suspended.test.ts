import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'

// A warehouse that says itself what left, and one that ships when it is asked.
let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.put('/locations', { code: 'SAYS', name: 'Says', country: 'GB', rank: 1, autoConfirm: false })
})
after(() => flow.close())

const line = (sku: string, quantity = '1') => ({ sku, quantity, net: '10.00', tax: '2.00' })
const suspend = (id: string) => flow.ok(`/orders/${id}/suspend`, { reason: 'The fraud desk looks.' })
const resume = (id: string) => flow.ok(`/orders/${id}/resume`, { reason: 'All is well.' })
const open = ({ plan }: Seen) =>
  plan.tasks
    .filter((task: Seen) => !['completed', 'skipped'].includes(task.state))
    .map((task: Seen) => task.kind)

test('O-75 nothing of a suspended order starts; what goods do meanwhile is taken in, and it goes on when it is resumed', async () => {
  await flow.newItem('SUS-1')
  const { id } = await flow.order([line('SUS-1')])
  assert.deepEqual(await suspend(id), { orderId: id, state: 'suspended' })
  // Said again, it is as it is.
  assert.deepEqual(await suspend(id), { orderId: id, state: 'suspended' })
  const before = await flow.read(id)
  assert.deepEqual([before.state, before.status], ['suspended', 'suspended'])
  const told = before.timeline.at(-1)
  assert.deepEqual(
    [told.act, told.reason, told.changes[0].to, told.events],
    ['suspend', 'The fraud desk looks.', 'suspended', ['order.suspended']],
  )
  await flow.receive('SUS-1', '1')
  const served = await flow.until(id, (seen) => seen.fulfillmentLines[0].supply === 'on_hand')
  await sleep(700)
  const still = await flow.read(id)
  assert.deepEqual([still.state, open(still)], ['suspended', open(served)])
  assert.deepEqual(still.shipments, [])
  await flow.lawful()
  assert.deepEqual(await resume(id), { orderId: id, state: 'in_progress' })
  assert.deepEqual(await resume(id), { orderId: id, state: 'in_progress' })
  const billed = await flow.until(id, (seen) => seen.invoices.length === 1)
  assert.equal(billed.state, 'in_progress')
  await flow.lawful()
})

test('O-75 what a warehouse ships for a suspended order has left, and is billed once the order goes on', async () => {
  await flow.stockedItem('SUS-2', { SAYS: '5' }, '4')
  const { id } = await flow.order([line('SUS-2', '2')])
  const [shipment] = (await flow.until(id, (seen) => seen.shipments.length === 1)).shipments
  await suspend(id)
  await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  const left = await flow.read(id)
  assert.deepEqual(
    [left.state, left.fulfillmentLines[0].shipped, left.invoices.length],
    ['suspended', '2', 0],
  )
  await flow.lawful()
  await resume(id)
  await flow.until(id, (seen) => seen.invoices.length === 1)
  await flow.lawful()
})

test('O-75 a suspended order is held, freed, paid and refused by a warehouse, and stands still until it is resumed', async () => {
  await flow.stockedItem('SUS-3', { SAYS: '5' }, '4')
  const { id, total } = await flow.order([line('SUS-3', '2')], { prepaid: true })
  const hold = await flow.ok(`/orders/${id}/holds`, { code: 'manual', reason: 'First a hold.' })
  await suspend(id)
  await flow.ok(`/orders/${id}/holds/${hold.id}/release`, { reason: 'It is none.' })
  await flow.ok('/receipts', { account: 'GB-0001', orderId: id, amount: total, method: 'card' })
  await sleep(700)
  const still = await flow.read(id)
  assert.deepEqual([still.state, still.paymentStatus, still.shipments], ['suspended', 'paid', []])
  await flow.lawful()
  await resume(id)
  const [shipment] = (await flow.until(id, (seen) => seen.shipments.length === 1)).shipments
  await suspend(id)
  await flow.ok(`/shipments/${shipment.id}/reject`, {
    reason: 'broken',
    lines: [{ fulfillmentLineId: shipment.lines[0].fulfillmentLineId, quantity: '1' }],
  })
  const parted = await flow.read(id)
  assert.equal(parted.fulfillmentLines.length, 2, JSON.stringify(parted.fulfillmentLines))
  await flow.lawful()
  await resume(id)
  await flow.lawful()
})

test('O-75 what of a suspended order is cancelled is cancelled; one that is over, or never began, is neither suspended nor resumed', async () => {
  await flow.stockedItem('SUS-4', { SAYS: '9' }, '4')
  const two = await flow.order([line('SUS-4'), line('SUS-4', '2')])
  await suspend(two.id)
  await flow.ok(`/orders/${two.id}/cancel`, { reason: 'Too many', lines: [{ lineNo: 1 }] })
  assert.equal((await flow.read(two.id)).state, 'suspended')
  await flow.lawful()
  await flow.ok(`/orders/${two.id}/cancel`, { reason: 'None of it' })
  assert.equal((await flow.read(two.id)).state, 'cancelled')
  await flow.lawful()
  const codeOf = async (id: string, act: string, body: object = { reason: 'x' }) => {
    const { status, body: problem } = await flow.post(`/orders/${id}/${act}`, body)
    return [status, problem.code]
  }
  assert.deepEqual(await codeOf(two.id, 'suspend'), [409, 'not_in_progress'])
  assert.deepEqual(await codeOf(two.id, 'resume'), [409, 'not_suspended'])
  assert.deepEqual(await codeOf('ord_0000000000000', 'suspend'), [404, 'not_found'])
  assert.deepEqual(await codeOf(two.id, 'suspend', {}), [422, 'invalid_body'])
  for (const act of ['suspend', 'resume'])
    assert.deepEqual(await codeOf(two.id, act, { reason: ' \n ' }), [422, 'invalid_body'])
  const draft = await flow.sell([{ sku: 'NO-SUCH', quantity: '1' }])
  assert.deepEqual(await codeOf(draft.id, 'suspend'), [409, 'not_in_progress'])
  // Only its money is still to come.
  await flow.stockedItem('SUS-5', { PORT: '5' }, '4')
  const billed = await flow.order([line('SUS-5')])
  await flow.until(billed.id, (seen) => seen.invoices.length === 1)
  assert.deepEqual(await codeOf(billed.id, 'suspend'), [409, 'too_late'])
})

test('O-75 whoever suspends, resumes, holds, ships and cancels at once, every law holds', async () => {
  // PORT would ship by itself what nobody stopped in time.
  await flow.stockedItem('SUS-6', { SAYS: '500' }, '4')
  const orders = await Promise.all(
    Array.from({ length: 30 }, () => flow.order([line('SUS-6', '2'), line('SUS-6')])),
  )
  await Promise.all(
    orders.flatMap(({ id }, index) => [
      flow.post(`/orders/${id}/suspend`, { reason: 'a' }),
      flow.post(`/orders/${id}/resume`, { reason: 'b' }),
      // Suspended or not, it is held.
      flow.ok(`/orders/${id}/holds`, { code: 'manual', reason: 'c' }),
      flow.post(`/orders/${id}/suspend`, { reason: 'd' }),
      ...(index % 3 === 0
        ? [flow.post(`/orders/${id}/cancel`, { reason: 'e', lines: [{ lineNo: 2 }] })]
        : []),
      flow.post(`/orders/${id}/resume`, { reason: 'f' }),
    ]),
  )
  await flow.lawful()
  for (const { id } of orders) {
    await resume(id)
    for (const hold of (await flow.read(id)).holds)
      if (!hold.released) await flow.ok(`/orders/${id}/holds/${hold.id}/release`, { reason: 'g' })
    const [shipment] = (await flow.until(id, (seen) => seen.shipments.length > 0)).shipments
    if (shipment.state === 'requested') await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  }
  await flow.lawful()
})
