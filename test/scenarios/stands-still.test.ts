import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../src/platform/clock.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import type { Seen } from '../support/flow.ts'
import {
  brought,
  close,
  flow,
  line,
  listed,
  open,
  parts,
  stocked,
  today,
} from '../support/ship-for-pick-up-desk.ts'

// What the world says of an order that is held or suspended is taken in, and nobody is asked for anything until it goes on.
before(open)
after(close)

const suspend = (id: string) => flow.ok(`/orders/${id}/suspend`, { reason: 'The fraud desk looks.' })
const resume = (id: string) => flow.ok(`/orders/${id}/resume`, {})
const hold = (id: string) => flow.ok(`/orders/${id}/holds`, { code: 'manual', reason: 'Call them first.' })
const release = (id: string, holdId: string) =>
  flow.ok(`/orders/${id}/holds/${holdId}/release`, { reason: 'They were called.' })
const refused = async (path: string, body: object = { reason: 'x' }) => {
  const { status, body: problem } = await flow.post(path, { ...body })
  return [status, problem.code]
}
/** Who was asked to bring something for an order, and what became of that. */
const transfers = async (id: string) =>
  (await listed(`transfers?order=${id}`)).map(({ from, state }: Seen) => `${from} ${state}`).sort()
const transfersUntil = async (id: string, expected: string[]) => {
  const end = performance.now() + 5000
  while ((await transfers(id)).join() !== expected.join())
    assert.ok(performance.now() < end, (await transfers(id)).join())
}
/** What workers would do meanwhile. */
const meanwhile = () => sleep(700)

test('O-75 a suspended order is held, and goes on when it is neither; one that never began, or is over, is not held', async () => {
  await flow.newItem('SS-1')
  const { id } = await flow.order([line('SS-1', '1')])
  await suspend(id)
  const first = await hold(id)
  assert.deepEqual([first.openHolds, (await flow.read(id)).state], [1, 'suspended'])
  await flow.lawful()
  await flow.receive('SS-1', '1')
  await resume(id)
  await meanwhile()
  assert.deepEqual([(await flow.read(id)).status, (await flow.read(id)).shipments], ['on_hold', []])
  await flow.lawful()
  await suspend(id)
  await release(id, first.id)
  await meanwhile()
  assert.deepEqual((await flow.read(id)).shipments, [])
  await flow.lawful()
  await resume(id)
  await flow.until(id, (seen) => seen.invoices.length === 1)
  const manual = { code: 'manual', reason: 'x' }
  assert.deepEqual(await refused(`/orders/${id}/holds`, manual), [409, 'too_late'])
  const draft = await flow.sell([{ sku: 'NO-SUCH', quantity: '1' }])
  assert.deepEqual(await refused(`/orders/${draft.id}/holds`, manual), [409, 'not_in_progress'])
  for (const act of ['holds', 'suspend'])
    assert.deepEqual(
      await refused(`/orders/${id}/${act}`, act === 'holds' ? { ...manual, reason: ' ' } : { reason: ' ' }),
      [422, 'invalid_body'],
    )
  await flow.lawful()
})

test('O-75 whoever is to bring it rejects or loses it while the order stands still: the next place is asked when it goes on', async () => {
  await stocked('SS-2', { BIG: '8', FAR: '8' })
  const both = [line('SS-2', '3', 'KIOSK'), line('SS-2', '2', 'KIOSK')]
  const { id } = await flow.order(both)
  const [first] = (await brought(id, 2)).filter((one: Seen) => one.requested === '3')
  await suspend(id)
  const rejected = await flow.ok(`/transfers/${first.id}/reject`, { reason: 'broken' })
  assert.equal(rejected.servedBy[0].broughtFrom, 'FAR')
  assert.equal((await flow.read(id)).timeline.at(-1).events.includes('transfer.requested'), false)
  await meanwhile()
  assert.deepEqual(await transfers(id), ['BIG cancelled', 'BIG requested'])
  await flow.lawful()
  await resume(id)
  // What was asked for before is not asked for again.
  await transfersUntil(id, ['BIG cancelled', 'BIG requested', 'FAR requested'])
  await flow.lawful()

  const second = await flow.order([line('SS-2', '3', 'KIOSK')])
  const [lost] = await brought(second.id)
  await flow.ok(`/transfers/${lost.id}/send`, {})
  const held = await hold(second.id)
  await flow.ok(`/transfers/${lost.id}/receive`, { quantity: '1', lost: '2' })
  await meanwhile()
  assert.deepEqual(await transfers(second.id), ['BIG received'])
  assert.deepEqual(parts(await flow.read(second.id)).sort(), ['KIOSK 1 on_hand', 'KIOSK 2 transfer'])
  await flow.lawful()
  await release(second.id, held.id)
  await transfersUntil(second.id, ['BIG received', 'BIG requested'])
  await flow.lawful()
})

test('O-75 a warehouse refuses a suspended order: no other is asked until it is resumed', async () => {
  await stocked('SS-3', { BIG: '2', FAR: '2' })
  const { id } = await flow.order([line('SS-3', '2')])
  const [shipment] = (await flow.until(id, (seen) => seen.shipments.length === 1)).shipments
  await suspend(id)
  await flow.ok(`/shipments/${shipment.id}/reject`, { reason: 'broken' })
  await meanwhile()
  assert.equal((await flow.read(id)).shipments.length, 1)
  await flow.lawful()
  await resume(id)
  const { shipments } = await flow.until(id, (seen) => seen.shipments.length === 2)
  assert.notEqual(shipments[1].location.code, shipment.location.code)
  await flow.lawful()
})

test('O-75 what comes for a suspended order elsewhere is brought when it is resumed', async () => {
  await flow.newItem('SS-4')
  const { id } = await flow.order([line('SS-4', '2', 'KIOSK')])
  await suspend(id)
  await flow.receive('SS-4', '2', 'BIG')
  await flow.until(id, (seen) => seen.fulfillmentLines[0].supply === 'transfer')
  await meanwhile()
  assert.deepEqual(await transfers(id), [])
  await flow.lawful()
  await resume(id)
  await transfersUntil(id, ['BIG requested'])
  await flow.lawful()
})

test('O-75 a task that failed stands still as it is, and is tried again only when its order goes on', async () => {
  await stocked('SS-5', { BIG: '9' })
  const wanted = { ...line('SS-5', '2'), requestedOn: addDays(today, 20) }
  const { id } = await flow.order([wanted])
  await flow.server.database.db.sql(`with gone as (
      delete from orchestration.ready where order_id = ${decodeId('ord', id)} returning task_id)
    update orchestration.task t set state = 'failed', problem = 'the belt is torn' from gone g
    where t.order_id = ${decodeId('ord', id)} and t.id = g.task_id`)
  const failed = (order: Seen) => order.plan.tasks.find((task: Seen) => task.state === 'failed')
  const { id: taskId } = failed(await flow.read(id))
  const retry = `/orders/${id}/tasks/${taskId}/retry`
  const held = await hold(id)
  assert.deepEqual(await refused(retry), [409, 'order_on_hold'])
  await flow.lawful()
  await suspend(id)
  await release(id, held.id)
  assert.deepEqual(await refused(retry), [409, 'order_on_hold'])
  assert.equal(failed(await flow.read(id)).problem, 'the belt is torn')
  await flow.lawful()
  await resume(id)
  assert.equal(failed(await flow.read(id)).id, taskId)
  assert.equal((await flow.ok(retry, undefined)).state, 'ready')
  await flow.lawful()
})

test('O-75 A10-21 a run over the backlog is released with what it plans of a suspended order', async () => {
  await flow.newItem('SS-6')
  const first = await flow.order([line('SS-6', '1')])
  const second = await flow.order([line('SS-6', '1')])
  const days = [addDays(today, 9), addDays(today, 20)]
  for (const [index, dueOn] of days.entries()) {
    const number = `SS-6-${index}`
    await flow.ok('/supply-orders', [
      { sku: 'SS-6', location: 'BIG', quantity: '1', unitCost: '4', number, dueOn },
    ])
    const { id } = index === 0 ? first : second
    await flow.until(id, (seen) => seen.fulfillmentLines[0].supply === 'dated')
  }
  const promised = async ({ id }: Seen) => (await flow.read(id)).fulfillmentLines[0].promisedOn
  const [sooner, later] = [await promised(first), await promised(second)]
  assert.ok(sooner < later)
  await suspend(first.id)
  await flow.ok(`/orders/${second.id}/priority`, { priority: 9 })
  const run = await flow.ok('/backlog-runs', { skus: ['SS-6'] })
  await flow.ok(`/backlog-runs/${run.id}/release`, undefined)
  assert.deepEqual([await promised(first), await promised(second)], [later, sooner])
  assert.equal((await flow.read(first.id)).state, 'suspended')
  await flow.lawful()
  await resume(first.id)
  await flow.lawful()
})
