import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Seen } from '../support/flow.ts'
import { Partners } from '../support/partners.ts'
import { crmOrder, TmfDesk } from '../support/tmf-desk.ts'

// A CRM asks for orders to be cancelled, suspended and resumed, and is told what became of that.
const CANCEL = '/cancelProductOrder'
const SUSPEND = '/extension/suspendProductOrder'
const RESUME = '/extension/resumeProductOrder'

let desk: TmfDesk
before(async () => {
  desk = await TmfDesk.at()
  await desk.slowItem('SLOW')
})
after(() => desk.close())

const slow = (quantity = 1, more: object = {}) =>
  desk.taken('POST', '/productOrder', { ...crmOrder('SLOW', { quantity }), ...more })

test('O-105 a cancellation that is asked for is judged behind the answer: the order shows it meanwhile, and is cancelled', async () => {
  const order = await slow()
  assert.equal(order.state, 'inProgress')
  await desk.carriers('stop')
  const asked = await desk.taken('POST', CANCEL, {
    productOrder: { id: order.id },
    cancellationReason: 'Changed my mind',
  })
  assert.equal(asked.state, 'acknowledged')
  assert.equal(asked.productOrder.id, order.id)
  const judged = await desk.taken('GET', `/productOrder/${order.id}`)
  assert.deepEqual(
    [judged.state, judged.productOrderItem[0].state],
    ['assessingCancellation', 'assessingCancellation'],
  )
  // One at a time.
  const second = await desk.tmf('POST', SUSPEND, { productOrder: { id: order.id } })
  assert.deepEqual([second.status, second.body.code], [409, 'request_open'])
  await desk.carriers('start')
  const done = await desk.settled(CANCEL, asked.id)
  assert.deepEqual([done.state, done.cancellationReason], ['done', 'Changed my mind'])
  assert.match(done.effectiveCancellationDate, /^\d{4}-/)
  const cancelled = await desk.taken('GET', `/productOrder/${order.id}`)
  assert.deepEqual(
    [cancelled.state, cancelled.cancellationReason, cancelled.productOrderItem[0].state],
    ['cancelled', 'Changed my mind', 'cancelled'],
  )
  const late = await desk.tmf('POST', CANCEL, { productOrder: { id: order.id } })
  assert.deepEqual([late.status, late.body.code], [422, 'order_ended'])
  await desk.lawful()
})

test('O-105 a cancellation that is denied fails itself alone: an order that was held is held, one that was pending is pending', async () => {
  await desk.newItem('LATER')
  await desk.priced('LATER')
  const order = await desk.sent({
    ...crmOrder(),
    productOrderItem: [
      { id: 'a', action: 'add', productOffering: { id: 'SLOW' } },
      { id: 'b', action: 'add', productOffering: { id: 'LATER' } },
    ],
  })
  const [shipment] = (await desk.until(order.id, (seen) => seen.shipments.length === 1)).shipments
  await desk.ok(`/shipments/${shipment.id}/confirm`, {})
  await desk.ok(`/orders/${order.id}/holds`, { code: 'fraud', reason: 'The desk looks.' })
  const before = await desk.taken('GET', `/productOrder/${order.id}`)
  assert.deepEqual(
    [before.state, ...before.productOrderItem.map((one: Seen) => one.state)],
    ['held', 'completed', 'held'],
  )
  const denied = await desk.asked(CANCEL, order.id, { cancellationReason: 'Too late' })
  assert.deepEqual([denied.state, denied.errorMessage.code], ['terminatedWithError', 'already_shipped'])
  assert.equal(denied.effectiveCancellationDate, undefined)
  const still = await desk.taken('GET', `/productOrder/${order.id}`)
  assert.deepEqual(
    [still.state, still.productOrderItem, still.cancellationDate],
    ['held', before.productOrderItem, undefined],
  )
  const { holds, timeline } = await desk.read(order.id)
  assert.equal(holds[0].released, false)
  assert.deepEqual(
    timeline.flatMap((one: Seen) => one.events.filter((event: string) => event.startsWith('request.'))),
    ['request.made', 'request.failed'],
  )
  await desk.lawful()
})

test('O-105 what waits for its customer, and what is held, is cancelled as what is under way', async () => {
  const pending = await desk.taken('POST', '/productOrder', crmOrder('NO-SUCH'))
  assert.equal((await desk.asked(CANCEL, pending.id)).state, 'done')
  assert.equal(await desk.state(pending.id), 'cancelled')
  const held = await slow()
  await desk.ok(`/orders/${held.id}/holds`, { code: 'fraud', reason: 'The desk looks.' })
  assert.equal(await desk.state(held.id), 'held')
  assert.equal((await desk.asked(CANCEL, held.id)).state, 'done')
  assert.equal(await desk.state(held.id), 'cancelled')
  await desk.lawful()
})

test('O-105 a cancellation and a shipment that come at once are settled once: cancelled and done, or shipped and denied', async () => {
  const orders = await Promise.all(Array.from({ length: 16 }, () => slow()))
  const shipments = await Promise.all(
    orders.map(
      async ({ id }) =>
        (await desk.until(id, (seen) => seen.shipments.length === 1)).shipments[0].id as string,
    ),
  )
  const [tasks] = await Promise.all([
    Promise.all(orders.map(({ id }) => desk.tmf('POST', CANCEL, { productOrder: { id } }))),
    Promise.all(
      shipments.map(async (id, index) => {
        await new Promise((resolve) => setTimeout(resolve, 40 * index))
        await desk.post(`/shipments/${id}/confirm`, {})
      }),
    ),
  ])
  // One that is shipped when it is asked for is over there and then.
  const settled = await Promise.all(
    tasks.map(({ status, body }) =>
      status === 422 ? { state: 'terminatedWithError' } : desk.settled(CANCEL, body.id),
    ),
  )
  for (const [index, { id }] of orders.entries()) {
    const { state } = await desk.taken('GET', `/productOrder/${id}`)
    const [units] = (await desk.read(id)).fulfillmentLines
    assert.deepEqual(
      [settled[index]!.state, state, units.shipped, units.cancelled],
      settled[index]!.state === 'done'
        ? ['done', 'cancelled', '0', '1']
        : ['terminatedWithError', 'completed', '1', '0'],
    )
  }
  await desk.lawful()
})

test('O-105 a cancellation for later waits for its day, and the order goes on meanwhile', async () => {
  const order = await slow()
  const requestedCancellationDate = new Date(Date.now() + 3_600_000).toISOString()
  const task = await desk.taken('POST', CANCEL, { productOrder: { id: order.id }, requestedCancellationDate })
  assert.deepEqual([task.state, task.requestedCancellationDate], ['acknowledged', requestedCancellationDate])
  await new Promise((resolve) => setTimeout(resolve, 700))
  assert.equal((await desk.taken('GET', `${CANCEL}/${task.id}`)).state, 'acknowledged')
  assert.equal(await desk.state(order.id), 'inProgress')
})

test('O-105 by the extension an order is suspended and resumed; what cannot be is told why', async () => {
  const pending = await desk.taken('POST', '/productOrder', crmOrder('NO-SUCH'))
  const refused = await desk.asked(SUSPEND, pending.id)
  assert.deepEqual([refused.state, refused.errorMessage.code], ['terminatedWithError', 'not_in_progress'])
  assert.equal(await desk.state(pending.id), 'pending')
  const order = await slow()
  const suspended = await desk.asked(SUSPEND, order.id, { suspensionReason: 'He is away' })
  assert.deepEqual([suspended.state, suspended.suspensionReason], ['done', 'He is away'])
  assert.equal(await desk.state(order.id), 'held')
  assert.equal((await desk.asked(RESUME, order.id)).state, 'done')
  assert.equal(await desk.state(order.id), 'inProgress')
})

test('O-105 tasks are listed by order and state; what is wrong is told; who sees some accounts only asks for theirs', async () => {
  const order = await slow()
  await desk.asked(CANCEL, order.id)
  const page = await desk.tmf('GET', `${CANCEL}?productOrder.id=${order.id}&state=done&fields=state`)
  assert.equal(page.headers.get('x-total-count'), '1')
  assert.deepEqual(Object.keys(page.body[0]).toSorted(), ['href', 'id', 'state'])
  const none = await desk.tmf('GET', `${CANCEL}?productOrder.id=${order.id}&state=inProgress`)
  assert.deepEqual(none.body, [])
  assert.equal((await desk.tmf('GET', `${CANCEL}/req_0000000000000`)).status, 404)
  const unknown = await desk.tmf('POST', CANCEL, { productOrder: { id: 'ord_none' } })
  assert.deepEqual([unknown.status, unknown.body.errors[0].path], [400, '/productOrder/id'])
  assert.equal((await desk.tmf('POST', CANCEL, { cancellationReason: 'x' })).status, 400)
  const other = await new Partners(desk).customerKeyOf('GB-0002', ['orders:read', 'orders:write'])
  const theirs = await slow()
  assert.equal((await desk.tmf('POST', CANCEL, { productOrder: { id: theirs.id } }, other)).status, 400)
  assert.deepEqual((await desk.tmf('GET', CANCEL, undefined, other)).body, [])
  assert.equal((await desk.tmf('POST', SUSPEND, { productOrder: { id: theirs.id } }, other)).status, 403)
})
