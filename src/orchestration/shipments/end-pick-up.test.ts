import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Shipment } from '../../fulfillment/index.ts'
import type { Order } from '../../orders/index.ts'
import { MICRO } from '../../platform/money.ts'
import { unfetched } from './end-pick-up.ts'

/** An order of ten of which some left, were billed or cancelled, and the shipment that waits for the rest. */
function waiting(part: Partial<Order['parts'][number]>, shipment: Partial<Shipment>) {
  const id = 1n
  const of = { id, quantity: 10n * MICRO, shipped: 0n, invoiced: 0n, cancelled: 0n, ...part }
  const order = { state: 'in_progress', parts: [of] } as unknown as Order
  const line = { sourceId: id, requested: 10n * MICRO - of.cancelled, shipped: of.shipped }
  const asked = {
    state: 'requested',
    keepUntil: '2026-03-05',
    lines: [line],
    ...shipment,
  } as unknown as Shipment
  return (today: string) => unfetched(order, asked, today).map(({ quantity }) => Number(quantity / MICRO))
}

test('C13-12 the last day of what is to be picked up is over when the next one has begun, and what is left of it is ended, no more', () => {
  assert.deepEqual(waiting({}, {})('2026-03-05'), [])
  assert.deepEqual(waiting({}, {})('2026-03-06'), [10])
  assert.deepEqual(waiting({ shipped: 4n * MICRO }, { state: 'partially_shipped' })('2026-03-06'), [6])
  assert.deepEqual(waiting({ cancelled: 3n * MICRO }, {})('2026-03-06'), [7])
  // Billed before it was handed over: what was billed is given back by a return, not by a cancellation.
  assert.deepEqual(waiting({ invoiced: 10n * MICRO }, {})('2026-03-06'), [])
})

test('what waits without an end, is over, or is of an order that is over is not ended', () => {
  assert.deepEqual(waiting({}, { keepUntil: null })('2099-01-01'), [])
  for (const state of ['shipped', 'cancelled'] as const)
    assert.deepEqual(waiting({}, { state })('2099-01-01'), [])
  const order = { state: 'completed', parts: [] } as unknown as Order
  const shipment = { state: 'requested', keepUntil: '2026-03-05', lines: [] } as unknown as Shipment
  assert.deepEqual(unfetched(order, shipment, '2099-01-01'), [])
})
