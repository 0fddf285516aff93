import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../platform/clock.ts'
import { availability, availableOn, type DatedQuantity } from './atp.ts'
import { termsOf, type AtpRule } from './atp-rule.ts'
import { leavesMore, servedFrom } from './latest-supply.ts'

const TODAY = '2026-06-01'
const day = (offset: number) => addDays(TODAY, offset)
const rule: AtpRule = {
  code: 'R',
  name: 'R',
  version: 1,
  mode: 'stock',
  onHand: true,
  supplies: new Set(['purchase_order']),
  datedDemand: true,
  pastDueSupplyDays: 0,
  pastDueDemandDays: null,
  backward: true,
  forward: true,
  accumulate: true,
  windowDays: null,
  fenceDays: null,
  leadDays: 0,
  latestSupplyFirst: true,
  capable: false,
  calendar: undefined,
}
const terms = termsOf(rule, undefined, TODAY)
const dated = fc
  .record({ on: fc.integer({ min: 1, max: 9 }), quantity: fc.integer({ min: 1, max: 20 }) })
  .map(({ on, quantity }): DatedQuantity => ({ on: day(on), quantity: BigInt(quantity) }))

test('D3 a promise of a later day that leaves more for today breaks none, and what it leaves is what comes before its day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 30 }).map(BigInt),
      fc.array(dated, { maxLength: 5 }),
      fc.array(dated, { maxLength: 5 }),
      dated,
      (free, supplies, demands, { on, quantity }) => {
        const of = { today: TODAY, free, supplies, demands }
        const over = availability(of)
        fc.pre(availableOn(over, on) >= quantity)
        const more = leavesMore(terms, of, { on, quantity, counted: false })
        const all = [...demands, { on, quantity }]
        // Counted already, it is the same answer.
        assert.equal(leavesMore(terms, { ...of, demands: all }, { on, quantity, counted: true }), more)
        const promised = availableOn(availability({ ...of, demands: all }), TODAY)
        const taken = availableOn(availability({ ...of, free: free - quantity }), TODAY)
        if (!more) assert.ok(promised <= taken, 'it takes what is there where that costs nobody more')
        else {
          assert.ok(promised >= taken)
          const before = supplies.filter((one) => one.on <= on)
          assert.ok(before.length > 0, 'something comes before its day')
          assert.ok(servedFrom(terms, supplies, TODAY, on) > TODAY)
          assert.ok(servedFrom(terms, supplies, TODAY, on) <= on)
        }
      },
    ),
  )
})
