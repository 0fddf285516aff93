import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  PLACE_ACTS,
  PLACE_MOVES,
  PLACE_STATUSES,
  placeStatusOf,
  workLeft,
  type PlaceWork,
} from './place-status.ts'

const NEVER = { polls: 0, offerAt: new Date(0) }
const line = (more: Partial<PlaceWork>): PlaceWork => ({
  requested: 7n,
  shipped: 0n,
  recalled: 0n,
  accepted: 0n,
  picked: 0n,
  ...more,
})
const told = (...of: Parameters<typeof placeStatusOf>) =>
  placeStatusOf(...of)
    .map(({ status, quantity }) => `${quantity} ${status}`)
    .join(', ')

test('C13-9 from offered by polled, accepted and picked to fulfilled; whatever is open is rejected or cancelled, what is over stays', () => {
  const rows = PLACE_STATUSES.map((status) =>
    [status, ...PLACE_ACTS.map((act) => PLACE_MOVES[status][act] ?? '–')].join(' '),
  )
  assert.deepEqual(rows, [
    // status, then by poll, accept, pick, confirm, reject, cancel
    'offered polled accepted – fulfilled rejected cancelled',
    'polled polled accepted – fulfilled rejected cancelled',
    'under_review – accepted – fulfilled rejected cancelled',
    'accepted – – picked fulfilled rejected cancelled',
    'picked – – – fulfilled rejected cancelled',
    'fulfilled – – – – – –',
    'cancelled – – – – – –',
    'rejected – – – – – –',
    'unfulfillable – – – – – –',
  ])
})

test('C13-7 of a line of 7 that is picked 3 are fulfilled and 4 are picked; parts stand beside each other', () => {
  assert.equal(told(line({ accepted: 7n, picked: 7n, shipped: 3n }), NEVER), '4 picked, 3 fulfilled')
  assert.equal(told(line({}), NEVER), '7 offered')
  assert.equal(told(line({}), { polls: 2, offerAt: new Date(0) }), '7 polled')
  assert.equal(told(line({}), { polls: 5, offerAt: null }), '7 under_review')
  assert.equal(
    told(line({ accepted: 5n, picked: 2n }), { polls: 1, offerAt: new Date(0) }),
    '2 polled, 3 accepted, 2 picked',
  )
  // A warehouse that says only what left accepted and picked it by that.
  assert.equal(told(line({ shipped: 3n }), NEVER), '4 offered, 3 fulfilled')
  assert.equal(told(line({ accepted: 4n, shipped: 3n }), NEVER), '3 offered, 1 accepted, 3 fulfilled')
})

test('C13-9 what is taken back was not accepted, or not picked, as far as that goes; what was rejected is told apart', () => {
  const back = line({ requested: 4n, recalled: 3n, accepted: 5n, picked: 2n })
  assert.equal(told(back, NEVER), '2 accepted, 2 picked, 3 cancelled')
  assert.equal(
    told(back, NEVER, { rejected: 2n, unfulfillable: 1n }),
    '2 accepted, 2 picked, 1 cancelled, 1 rejected, 1 unfulfillable',
  )
  const whole = line({ requested: 0n, recalled: 7n, accepted: 7n, picked: 7n })
  assert.equal(told(whole, { polls: null, offerAt: null }), '7 cancelled')
  assert.deepEqual(workLeft(whole), { toAccept: 0n, toPick: 0n, toConfirm: 0n })
})

test('C13-7 whatever a place did, the statuses of a line come to all that it was asked for', () => {
  for (let requested = 0n; requested <= 4n; requested += 1n)
    for (let shipped = 0n; shipped <= requested; shipped += 1n)
      for (let accepted = 0n; accepted <= 5n; accepted += 1n)
        for (let picked = 0n; picked <= accepted; picked += 1n) {
          const one = { requested, shipped, accepted, picked, recalled: 5n - requested }
          const sum = placeStatusOf(one, NEVER).reduce((all, { quantity }) => all + quantity, 0n)
          assert.equal(
            sum,
            5n,
            JSON.stringify(one, (_key, value) => String(value)),
          )
        }
})
