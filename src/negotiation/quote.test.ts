import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MICRO } from '../platform/money.ts'
import { outOfTime, QUOTE_STATES, shareOf, TRANSITIONS, type QuoteAct } from './quote.ts'

const units = (count: number) => BigInt(count) * MICRO

test('B2-5 the parts of a line take their shares one behind the other: 100.00 of 3 in three parts', () => {
  const shares = [0, 1, 2].map((before) => shareOf(100_00n, units(3), units(before), units(1)))
  assert.deepEqual(shares, [33_33n, 33_34n, 33_33n])
  assert.equal(shareOf(100_00n, units(10), 0n, units(4)), 40_00n)
  assert.equal(shareOf(100_00n, units(10), units(4), units(6)), 60_00n)
  assert.equal(shareOf(100_00n, 0n, 0n, 0n), 0n)
})

test('B2-5 however a line is taken in parts, they come to what was quoted', () => {
  const parts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), parts, (amount, taken) => {
      const quantity = taken.reduce((sum, part) => sum + part, 0n)
      let before = 0n
      let sum = 0n
      for (const part of taken) {
        const share = shareOf(amount, quantity, before, part)
        assert.ok(share >= 0n)
        sum += share
        before += part
      }
      assert.equal(sum, amount)
    }),
  )
})

test('B2-5 a quote can be ordered from on its first and its last day, and on none beside', () => {
  const shown = { validFrom: '2026-03-02', validUntil: '2026-03-04' }
  const codes = ['2026-03-01', '2026-03-02', '2026-03-04', '2026-03-05'].map(
    (today) => outOfTime({ state: 'sent', shown }, today)?.code,
  )
  assert.deepEqual(codes, ['quote_not_yet', undefined, undefined, 'quote_expired'])
  // A new day does not bring back what the job ended.
  assert.equal(outOfTime({ state: 'expired', shown }, '2026-03-03')?.code, 'quote_expired')
})

test('B2-5 each state knows every act, and nothing leads out of what was accepted or withdrawn', () => {
  const acts: QuoteAct[] = ['revise', 'send', 'approve', 'reject', 'accept', 'refuse', 'withdraw', 'expire']
  const table = QUOTE_STATES.map((state) => [state, acts.map((act) => TRANSITIONS[state][act])])
  assert.deepEqual(table, [
    ['draft', ['draft', 'sent', null, null, null, null, 'withdrawn', null]],
    ['pending_approval', ['draft', null, 'sent', 'draft', null, null, 'withdrawn', null]],
    ['sent', ['draft', null, null, null, 'accepted', 'refused', 'withdrawn', 'expired']],
    ['accepted', [null, null, null, null, 'accepted', null, null, null]],
    ['refused', ['draft', null, null, null, null, null, null, null]],
    ['expired', ['draft', null, null, null, null, 'refused', 'withdrawn', null]],
    ['withdrawn', [null, null, null, null, null, null, null, null]],
  ])
})
