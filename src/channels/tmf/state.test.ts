import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ORDER_STATES } from '../../orders/index.ts'
import { MAY_BE } from './product-orders.ts'
import {
  FINAL,
  itemState,
  orderState,
  rollUp,
  type ItemState,
  type LineFacts,
  type StateFacts,
} from './state.ts'

const running: StateFacts = {
  state: 'in_progress',
  problems: false,
  held: false,
  fallout: false,
  remorse: false,
  awaitsMoney: false,
  assessed: false,
}
const line = (more: Partial<LineFacts> = {}): LineFacts => ({
  quantity: 2n,
  shipped: 0n,
  cancelled: 0n,
  held: false,
  fallout: false,
  ...more,
})

test('O-105 an order is told as what its items come to: alike, partial when all are over, else what asks most for attention', () => {
  const of = (...states: ItemState[]) => rollUp(states)
  assert.equal(of('completed', 'completed'), 'completed')
  assert.equal(of('failed', 'failed'), 'failed')
  assert.equal(of('cancelled', 'cancelled'), 'cancelled')
  assert.equal(of('completed', 'cancelled'), 'partial')
  assert.equal(of('completed', 'failed', 'cancelled'), 'partial')
  assert.equal(of('completed', 'inProgress'), 'inProgress')
  assert.equal(of('held', 'pending', 'inProgress'), 'held')
  assert.equal(of('pending', 'inProgress'), 'pending')
  assert.equal(of('held', 'assessingCancellation'), 'assessingCancellation')
  assert.equal(of('assessingCancellation', 'pendingCancellation'), 'pendingCancellation')
  // What has not begun beside what is done: the order is under way.
  assert.equal(of('completed', 'acknowledged'), 'inProgress')
  assert.equal(of('acknowledged', 'acknowledged'), 'acknowledged')
})

test('O-105 each of our states has its word of TMF622, and what stops an order comes before what it waits for', () => {
  const item = (more: Partial<StateFacts>, of: Partial<LineFacts> = {}) =>
    itemState({ ...running, ...more }, line(of))
  assert.equal(item({ state: 'draft' }), 'acknowledged')
  assert.equal(item({ state: 'draft', problems: true }), 'pending')
  assert.equal(item({ state: 'pending_approval' }), 'acknowledged')
  assert.equal(item({ state: 'failed' }), 'rejected')
  assert.equal(item({ state: 'not_started' }), 'acknowledged')
  assert.equal(item({ remorse: true }), 'acknowledged')
  assert.equal(item({}), 'inProgress')
  assert.equal(item({ awaitsMoney: true }), 'pending')
  assert.equal(item({ state: 'waiting_for_revision' }), 'pending')
  assert.equal(item({ awaitsMoney: true, held: true }), 'held')
  assert.equal(item({ state: 'suspended' }), 'held')
  assert.equal(item({ fallout: true }), 'held')
  assert.equal(item({}, { fallout: true }), 'held')
  assert.equal(item({ held: true, assessed: true }), 'assessingCancellation')
  assert.equal(item({ state: 'cancelling', assessed: true }), 'pendingCancellation')
  assert.equal(item({ state: 'aborted' }), 'failed')
  assert.equal(item({ state: 'aborted' }, { shipped: 2n }), 'completed')
  assert.equal(item({}, { shipped: 1n, cancelled: 1n }), 'completed')
  assert.equal(item({ held: true }, { cancelled: 2n }), 'cancelled')
  assert.equal(orderState({ ...running, state: 'cancelled' }, [line({ quantity: 0n })]), 'cancelled')
})

const facts = fc.record({
  state: fc.constantFrom(...ORDER_STATES),
  problems: fc.boolean(),
  held: fc.boolean(),
  fallout: fc.boolean(),
  remorse: fc.boolean(),
  awaitsMoney: fc.boolean(),
  assessed: fc.boolean(),
})
const lines = fc.array(
  fc
    .record({
      quantity: fc.bigInt(1n, 3n),
      shipped: fc.bigInt(0n, 3n),
      cancelled: fc.bigInt(0n, 3n),
      held: fc.boolean(),
      fallout: fc.boolean(),
    })
    .filter(({ quantity, shipped, cancelled }) => shipped + cancelled <= quantity),
  { minLength: 1, maxLength: 4 },
)

test('O-105 whatever stands, an order is told in a state that its stored one may be told in', () => {
  fc.assert(
    fc.property(facts, lines, (order, of) => {
      const told = orderState(order, of)
      assert.ok(MAY_BE[order.state].includes(told), `${order.state} is told as ${told}`)
    }),
  )
})

test('O-105 what is final stays: goods that left and lines that were cancelled hold the state, whatever stops the order then', () => {
  fc.assert(
    fc.property(facts, facts, lines, (one, other, of) => {
      const agreed = (state: StateFacts['state']) =>
        !['draft', 'pending_approval', 'failed', 'rejected'].includes(state)
      fc.pre(agreed(other.state))
      const before = orderState({ ...one, state: 'in_progress' }, of)
      fc.pre(FINAL.has(before))
      fc.pre(other.state !== 'cancelled' && other.state !== 'cancelling')
      assert.equal(orderState(other, of), before)
    }),
    // Most that is made up at random is not final.
    { maxSkipsPerRun: 1000 },
  )
})
