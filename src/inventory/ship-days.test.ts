import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../platform/clock.ts'
import { arrivalOf, laneFor, shipDaysOf, type Lane } from './ship-days.ts'

const weekdays = { workingDays: new Set([1, 2, 3, 4, 5]), holidays: new Set<string>() }
const lane = (transitDays: number, more: Partial<Lane> = {}): Lane => ({
  shipMethod: 'ground',
  locationId: null,
  country: '',
  region: '',
  transitDays,
  cost: null,
  carrier: weekdays,
  receiving: undefined,
  ...more,
})
// 2026-03-06 is a Friday.
const [friday, saturday, monday, tuesday] = ['2026-03-06', '2026-03-07', '2026-03-09', '2026-03-10'] as const
const now = { today: friday, time: '09:00', requestedOn: friday }
const plain = { calendar: weekdays, leadDays: 0, cutOff: '' }

test('A10-12 D3 what leaves on a Friday with a carrier of two weekdays arrives on the Tuesday', () => {
  assert.equal(arrivalOf(lane(2), friday), tuesday)
  assert.equal(arrivalOf(lane(2, { carrier: undefined }), friday), '2026-03-08')
  // Nobody takes goods in on Tuesdays.
  const dock = { workingDays: new Set([1, 3, 4]), holidays: new Set(['2026-03-11']) }
  assert.equal(arrivalOf(lane(2, { receiving: dock }), friday), '2026-03-12')
})

test('A10-12 who asks for a day of arrival is told the last day on which it may leave', () => {
  const days = (arriveOn: string) => shipDaysOf(plain, lane(2), { ...now, arriveOn })
  assert.equal(days('2026-03-13').wantedOn, '2026-03-11')
  // Over a weekend: what is to be there on Tuesday leaves on Friday, and so does what is wanted on Sunday and comes later.
  assert.equal(days(tuesday).wantedOn, friday)
  assert.deepEqual([days('2026-03-08').wantedOn, days('2026-03-08').arriveOn(friday)], [friday, tuesday])
})

test('P-21 A10-13 what is ordered at 15:01 with a cut-off at 15:00 leaves on the next day, and picking takes its days', () => {
  const shipped = (time: string, more: Partial<typeof plain> = {}, today = '2026-03-04') =>
    shipDaysOf({ ...plain, cutOff: '15:00', ...more }, undefined, { today, time, requestedOn: today }).shipOn(
      today,
    )
  assert.deepEqual([shipped('14:59'), shipped('15:01')], ['2026-03-04', '2026-03-05'])
  assert.equal(shipped('15:01', {}, friday), monday)
  assert.equal(shipped('09:00', {}, saturday), monday)
  assert.deepEqual([shipped('14:59', { leadDays: 2 }), shipped('15:01', { leadDays: 2 })], [friday, monday])
})

test('A10-12 goods that have to be picked are wanted so many days before they leave', () => {
  const { goodsOn, wantedOn, shipOn } = shipDaysOf({ ...plain, leadDays: 2 }, undefined, {
    ...now,
    requestedOn: '2026-03-14',
  })
  // Asked for on a Saturday, it leaves on the Monday.
  assert.deepEqual([goodsOn, wantedOn], ['2026-03-12', '2026-03-16'])
  assert.deepEqual([shipOn(friday), shipOn('2026-03-13')], ['2026-03-16', '2026-03-17'])
})

test('A10-12 the most particular lane holds', () => {
  const lanes = [
    lane(9),
    lane(5, { country: 'GB' }),
    lane(4, { country: 'GB', region: 'SCT' }),
    lane(3, { locationId: 7n }),
    lane(2, { locationId: 7n, country: 'GB' }),
    lane(1, { shipMethod: 'air' }),
  ]
  const days = (locationId: bigint, country: string, region = '') =>
    laneFor(lanes, { shipMethod: 'ground', locationId, country, region })?.transitDays
  assert.deepEqual([days(1n, 'FR'), days(1n, 'GB'), days(1n, 'GB', 'SCT')], [9, 5, 4])
  assert.deepEqual([days(7n, 'FR'), days(7n, 'GB', 'SCT')], [3, 2])
  assert.equal(laneFor([], { shipMethod: 'ground', locationId: 1n, country: 'GB', region: '' }), undefined)
})

test('P-21 A10-12 A10-13 whatever the calendars, nothing leaves before it is wanted or there, and what is wanted is met when it can be', () => {
  const calendar = fc.option(
    fc.record({
      workingDays: fc
        .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
        .map((days) => new Set(days)),
      holidays: fc
        .uniqueArray(fc.integer({ min: 0, max: 20 }))
        .map((days) => new Set(days.map((n) => addDays(friday, n)))),
    }),
    { nil: undefined },
  )
  fc.assert(
    fc.property(
      fc.record({ calendar, leadDays: fc.integer({ min: 0, max: 3 }), cutOff: fc.constantFrom('', '15:00') }),
      fc.record({ carrier: calendar, receiving: calendar, transitDays: fc.integer({ min: 0, max: 4 }) }),
      fc.integer({ min: 0, max: 25 }),
      fc.integer({ min: 0, max: 25 }),
      fc.constantFrom('09:00', '15:00'),
      fc.boolean(),
      (shipping, way, asked, goods, time, arrives) => {
        const day = addDays(friday, asked)
        const on = arrives ? { arriveOn: day } : {}
        const days = shipDaysOf(shipping, lane(0, way), { today: friday, time, requestedOn: day, ...on })
        const there = addDays(friday, goods)
        const shipped = days.shipOn(there)
        assert.ok(shipped >= there && shipped >= days.wantedOn)
        assert.equal(days.shipOn(days.goodsOn), days.wantedOn)
        if (!arrives) assert.ok(days.wantedOn >= day)
        // A day that can be met is met, and no later than needed.
        const arrival = days.arriveOn(days.wantedOn)!
        if (arrives && arrival > day)
          assert.equal(
            days.wantedOn,
            shipDaysOf(shipping, undefined, { today: friday, time, requestedOn: friday }).wantedOn,
          )
      },
    ),
  )
})
