import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import type { Seen } from '../support/flow.ts'
import {
  brought,
  close,
  flow,
  line,
  onHand,
  open,
  parts,
  stocked,
  today,
} from '../support/ship-for-pick-up-desk.ts'

before(open)
after(close)

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
