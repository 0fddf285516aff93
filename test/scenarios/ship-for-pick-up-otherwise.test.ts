import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import type { Seen } from '../support/flow.ts'
import {
  brought,
  close,
  fetched,
  flow,
  line,
  listed,
  onHand,
  onItsWay,
  open,
  parts,
  stocked,
  today,
} from '../support/ship-for-pick-up-desk.ts'

before(open)
after(close)

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

test('C13-1 what is to be sent or on its way between all places is listed together until it has arrived', async () => {
  const openIds = async () => {
    const ids: string[] = []
    for (let query = '?limit=1'; ;) {
      const { body } = await flow.server.request('GET', `/api/v1/transfers${query}`)
      ids.push(...body.rows.map((row: Seen) => row.id))
      if (body.next === null) return ids
      query = `?limit=1&after=${body.next}`
    }
  }
  const before = await openIds()
  await stocked('LS-1', { BIG: '5' })
  const made = await flow.order([line('LS-1', '2', 'KIOSK')])
  const [asked] = await brought(made.id)
  const { transfer } = await onItsWay('LS-1', '1')
  assert.deepEqual(await openIds(), [...before, asked.id, transfer.id])
  await flow.ok(`/transfers/${asked.id}/send`, {})
  await flow.ok(`/transfers/${transfer.id}/receive`, {})
  assert.deepEqual(await openIds(), [...before, asked.id])
  await flow.ok(`/transfers/${asked.id}/receive`, {})
  assert.deepEqual(await openIds(), before)
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
  // Nobody is asked to bring it before.
  assert.equal((await brought(id)).length, 1)
  await flow.lawful()
  await flow.ok(`/orders/${id}/holds/${order.holds[0].id}/release`, { reason: 'they are a good customer' })
  await flow.until(id, (seen) => seen.timeline.at(-1).act === 'bring')
  assert.deepEqual((await brought(id, 2)).map(({ from }) => from).sort(), ['MG-CHEAP', 'MG-DEAR'])
  await flow.lawful()
})
