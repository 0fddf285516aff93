import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookAt, type KnownOrder } from './look.ts'

const SINCE = 1000
const nobody: KnownOrder = {
  state: undefined,
  submitted: false,
  version: null,
  cancelled: false,
  told: undefined,
}
const known: KnownOrder = { ...nobody, state: 'in_progress', submitted: true, version: 2000n }
const taken = { take: true, wake: false }
const woken = { take: false, wake: true }
const both = { take: true, wake: true }
const nothing = { take: false, wake: false }

test('N-8 what a change in the shop asks for: each kind of state, of orders that are here and that are not', () => {
  // Each case: state in the shop, its version, when it was handed over, what is known, what is done.
  const cases: [string, bigint, number | undefined, Partial<KnownOrder>, object][] = [
    // It is not here.
    ['SUBMITTED', 2000n, 1500, nobody, taken],
    ['PROCESSING', 2000n, 1500, nobody, taken],
    ['NO_PENDING_ACTION', 2000n, 1500, nobody, nothing],
    ['SUBMITTED', 2000n, 999, nobody, nothing],
    ['SUBMITTED', 2000n, undefined, nobody, nothing],
    ['CANCELLED', 2000n, 1500, nobody, taken],
    ['CANCELLED', 2000n, undefined, nobody, nothing],
    ['CANCELLED', 2000n, 1500, { ...nobody, cancelled: true }, nothing],
    ['QUEUED', 2000n, undefined, nobody, nothing],
    ['FAILED', 2000n, 1500, nobody, nothing],
    // Its message came, and it is not here yet.
    ['SUBMITTED', 2000n, 1500, { ...nobody, submitted: true, version: 2000n }, nothing],
    ['SUBMITTED', 2001n, 1500, { ...nobody, submitted: true, version: 2000n }, taken],
    ['CANCELLED', 2001n, 500, { ...nobody, submitted: true, version: 2000n }, taken],
    // It is here.
    ['SUBMITTED', 2000n, 500, known, nothing],
    ['SUBMITTED', 2001n, 500, known, taken],
    ['SUBMITTED', 2001n, 500, { ...known, state: 'completed' }, nothing],
    ['SUBMITTED', 2001n, 500, { ...known, submitted: false, version: null }, nothing],
    ['BEING_AMENDED', 2001n, 500, known, nothing],
    ['CANCELLED', 2001n, 500, known, both],
    ['PENDING_REMOVE', 2001n, 500, known, both],
    ['CANCELLED', 2001n, 500, { ...known, cancelled: true }, woken],
    ['CANCELLED', 2001n, 500, { ...known, state: 'completed' }, both],
    ['CANCELLED', 2001n, 500, { ...known, state: 'cancelled' }, nothing],
    ['FAILED', 2001n, 500, known, woken],
    ['A_WORD_OF_THE_SHOP', 2001n, 500, known, woken],
    ['FAILED', 2001n, 500, { ...known, state: 'cancelled' }, nothing],
    // Our own writes are no change; one that somebody else's came before is.
    ['PROCESSING', 2002n, 500, { ...known, told: { from: 2000n, to: 2002n } }, nothing],
    ['PROCESSING', 2003n, 500, { ...known, told: { from: 2000n, to: 2002n } }, taken],
    ['PROCESSING', 2002n, 500, { ...known, told: { from: 2001n, to: 2002n } }, taken],
    ['REMOVED', 2002n, 500, { ...known, state: 'cancelling', told: { from: 2000n, to: 2002n } }, nothing],
  ]
  for (const [state, version, submittedMs, is, does] of cases) {
    const order = { id: 'o1', state, version, submittedMs }
    const what = `${state} ${version} ${submittedMs} ${JSON.stringify(is, (_, one) => (typeof one === 'bigint' ? String(one) : one))}`
    assert.deepEqual(lookAt(order, { ...nobody, ...is }, SINCE), does, what)
  }
})
