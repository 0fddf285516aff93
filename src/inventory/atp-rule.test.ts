import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../platform/clock.ts'
import { availability, availabilityBy, availableOn, earliestFor, promise } from './atp.ts'
import { AssignedRules, onHandServes, SUPPLY_KINDS, termsOf, type AtpRule } from './atp-rule.ts'

// A Monday; its week is worked from Monday to Friday.
const TODAY = '2026-03-02'
const week = { workingDays: new Set([1, 2, 3, 4, 5]), holidays: new Set<string>() }
const day = (number: number) => addDays(TODAY, number)
const ruleOf = (more: Partial<AtpRule> = {}): AtpRule => ({
  code: 'R',
  name: 'Rule',
  version: 1,
  mode: 'stock',
  onHand: true,
  supplies: new Set(SUPPLY_KINDS),
  datedDemand: true,
  backward: true,
  forward: true,
  accumulate: true,
  latestSupplyFirst: false,
  pastDueSupplyDays: 0,
  pastDueDemandDays: null,
  windowDays: null,
  fenceDays: null,
  leadDays: 0,
  capable: false,
  calendar: undefined,
  ...more,
})
const by = (more: Partial<AtpRule>, calendar = undefined as typeof week | undefined) =>
  termsOf(ruleOf(more), calendar, TODAY)

test('A10-3 the rule that is most particular to an item at a place holds', () => {
  const rules = new AssignedRules<AtpRule>()
  const add = (code: string, itemId: bigint | null, itemClass: string | null, locationId: bigint | null) =>
    rules.add(ruleOf({ code }), { itemId, itemClass, locationId })
  const at = (item: bigint, itemClass: string, place: bigint) => {
    const found = rules.at(item, itemClass, place)
    return found && [found.rule.code, found.match]
  }
  add('item here', 1n, null, 7n)
  add('item', 1n, null, null)
  add('class here', null, 'cups', 7n)
  add('class', null, 'cups', null)
  add('here', null, null, 7n)
  assert.deepEqual(at(1n, 'cups', 7n), ['item here', 'item_and_location'])
  assert.deepEqual(at(1n, 'cups', 8n), ['item', 'item'])
  assert.deepEqual(at(2n, 'cups', 7n), ['class here', 'class_and_location'])
  assert.deepEqual(at(2n, 'cups', 8n), ['class', 'class'])
  assert.deepEqual(at(2n, '', 7n), ['here', 'location'])
  assert.equal(at(2n, '', 8n), undefined)
  add('all', null, null, null)
  assert.deepEqual(at(2n, '', 8n), ['all', 'everything'])
})

test('A10-1 A10-2 A10-7 a lead time and a fence end after working days', () => {
  assert.equal(by({ mode: 'infinite' }, week).fence, TODAY)
  // Five working days after a Monday it is the Monday after.
  assert.equal(by({ mode: 'lead_time', leadDays: 5 }, week).fence, day(7))
  assert.equal(by({ mode: 'lead_time', leadDays: 5 }).fence, day(5))
  assert.equal(by({ fenceDays: 6 }, week).fence, day(8))
  assert.equal(by({}).fence, undefined)
  assert.deepEqual([by({}).unsearched, by({ mode: 'infinite' }).unsearched], [false, true])
  // The calendar of the rule goes before that of the place.
  assert.equal(by({ fenceDays: 5, calendar: week }, { ...week, workingDays: new Set([1]) }).fence, day(7))
  const { parts } = promise({ days: [TODAY], available: [0n] }, 5n, day(7), {
    fence: by({ fenceDays: 6 }, week).fence!,
  })
  assert.deepEqual(parts, [{ on: day(8), quantity: 5n, reason: 'at_fence' }])
})

test('A10-4 A10-5 what counts, and how late it may be', () => {
  const stock = {
    today: TODAY,
    free: 3n,
    supplies: [
      { on: day(1), quantity: 10n, kind: 'purchase_order' },
      { on: day(1), quantity: 100n, kind: 'planned_order' },
      // Three working days ago: it was a Wednesday.
      { on: day(-5), quantity: 1000n },
    ],
    demands: [{ on: day(2), quantity: 2n }],
  }
  const on = (number: number, more: Partial<AtpRule>, calendar?: typeof week) =>
    availableOn(availabilityBy(by(more, calendar), stock), day(number))
  assert.equal(on(3, {}), 111n)
  assert.equal(on(3, { supplies: new Set(['planned_order']) }), 101n)
  assert.equal(on(3, { supplies: new Set() }), 1n)
  assert.equal(on(0, { onHand: false }), 0n)
  assert.equal(on(3, { onHand: false }), 108n)
  assert.equal(on(3, { datedDemand: false }), 113n)
  assert.equal(on(0, { pastDueSupplyDays: 3 }, week), 1003n)
  assert.equal(on(0, { pastDueSupplyDays: 2 }, week), 3n)
  assert.equal(on(0, { pastDueSupplyDays: 4 }), 3n)
  // Of demand all that is past due counts, unless it is later than the rule looks back.
  const late = { ...stock, demands: [{ on: day(-5), quantity: 2n }] }
  const left = (more: Partial<AtpRule>) => availableOn(availabilityBy(by(more, week), late), TODAY)
  assert.deepEqual([left({}), left({ pastDueDemandDays: 3 }), left({ pastDueDemandDays: 2 })], [1n, 1n, 3n])
})

test('A10-5 A10-6 by options what is available may fall, and the first day that covers a quantity is found', () => {
  const stock = {
    today: TODAY,
    free: 4n,
    supplies: [{ on: day(4), quantity: 6n }],
    demands: [],
  }
  const steps = (more: Partial<AtpRule>, calendar?: typeof week) => {
    const over = availabilityBy(by(more, calendar), stock)
    return over.days.map((from, index) => `${from} ${over.available[index]}`)
  }
  // No day has what came on another one.
  const alone = { accumulate: false }
  assert.deepEqual(steps(alone), [`${day(0)} 4`, `${day(1)} 0`, `${day(4)} 6`, `${day(5)} 0`])
  assert.deepEqual(steps({ windowDays: 2 }), [`${day(0)} 4`, `${day(3)} 0`, `${day(4)} 6`, `${day(7)} 0`])
  // What comes on a Friday serves on the Monday and the Tuesday behind it, too.
  assert.deepEqual(steps({ windowDays: 2 }, week), [
    `${day(0)} 4`,
    `${day(3)} 0`,
    `${day(4)} 6`,
    `${day(9)} 0`,
  ])
  const over = availabilityBy(by({ windowDays: 2 }), stock)
  assert.equal(earliestFor(over, 4n, day(0)), day(0))
  assert.equal(earliestFor(over, 4n, day(2)), day(2))
  assert.equal(earliestFor(over, 4n, day(3)), day(4))
  assert.equal(earliestFor(over, 5n, day(0)), day(4))
  assert.equal(earliestFor(over, 5n, day(7)), undefined)
  assert.equal(onHandServes(by(alone), TODAY, day(0)), true)
  assert.equal(onHandServes(by(alone), TODAY, day(1)), false)
  assert.equal(onHandServes(by({ windowDays: 2 }), TODAY, day(2)), true)
  assert.equal(onHandServes(by({ windowDays: 2 }), TODAY, day(3)), false)
})

test('A10-6 by a rule with a window that ends nothing the same is available as by the built-in one', () => {
  const dated = fc.record({
    on: fc.integer({ min: -3, max: 12 }).map(day),
    quantity: fc.bigInt({ min: 0n, max: 9n }),
  })
  fc.assert(
    fc.property(fc.array(dated, { maxLength: 8 }), fc.array(dated, { maxLength: 8 }), (supplies, demands) => {
      const stock = { today: TODAY, free: 3n, supplies, demands }
      const known = availability(stock)
      const ruled = availabilityBy(by({ windowDays: 400 }), stock)
      assert.deepEqual(availabilityBy(by({}), stock), known)
      for (let number = 0; number < 20; number += 1)
        assert.equal(availableOn(ruled, day(number)), availableOn(known, day(number)))
      for (const quantity of [1n, 5n, 12n])
        assert.equal(earliestFor(ruled, quantity, day(2)), earliestFor(known, quantity, day(2)))
    }),
    { numRuns: 10_000 },
  )
})
