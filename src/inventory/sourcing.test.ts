import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../platform/clock.ts'
import { availability } from './atp.ts'
import { shipDaysOf, type Lane } from './ship-days.ts'
import type { SourcingLine, StockAt, StockPicture } from './sourced.ts'
import { putBack, sourceLines } from './sourcing.ts'
import { assertWithin } from '../../test/support/pace.ts'

const unit = 1_000_000n
const today = '2026-03-02'
const [A, B, C] = [1n, 2n, 3n]
const rules = { today, candidates: [{ location: A }, { location: B }, { location: C }] }

type Dated = [on: string, units: bigint]
function stock(onHand: bigint, supplies: Dated[] = [], demands: Dated[] = [], reserved = 0n): StockAt {
  const dated = (list: Dated[]) => list.map(([on, units]) => ({ on, quantity: units * unit }))
  return {
    onHand: onHand * unit,
    reserved: reserved * unit,
    supplies: dated(supplies),
    demands: dated(demands),
  }
}
const picture = (a?: StockAt, b?: StockAt, c?: StockAt): StockPicture =>
  new Map([
    [
      7n,
      new Map(
        [
          [A, a],
          [B, b],
          [C, c],
        ].filter((entry): entry is [bigint, StockAt] => !!entry[1]),
      ),
    ],
  ])
const line = (units: bigint, more: Partial<SourcingLine> = {}): SourcingLine => ({
  item: 7n,
  quantity: units * unit,
  requestedOn: today,
  allowSplit: false,
  ...more,
})
const brief = (parts: ReturnType<typeof sourceLines>[number]) =>
  parts.map((part) => [part.location, part.quantity / unit, part.promisedOn, part.supply, part.reason])

test('the first ranked location that fills the line serves it, and the losers say why', () => {
  const [parts] = sourceLines(picture(stock(3n), stock(9n), stock(9n)), [line(5n)], rules)
  assert.deepEqual(brief(parts!), [[B, 5n, today, 'on_hand', 'first_that_fills']])
  assert.deepEqual(parts![0]!.losers, [
    { location: A, why: 'short', available: 3n * unit },
    { location: C, why: 'ranked_lower', available: 0n },
  ])
})

test('a line that may split takes the fewest locations, then by rank; one that may not waits', () => {
  const stocks = () => picture(stock(2n), stock(2n), stock(4n))
  const [split] = sourceLines(stocks(), [line(6n, { allowSplit: true })], rules)
  assert.deepEqual(brief(split!), [
    [C, 4n, today, 'on_hand', 'split_over_locations'],
    [A, 2n, today, 'on_hand', 'split_over_locations'],
  ])
  const [whole] = sourceLines(stocks(), [line(6n)], rules)
  assert.deepEqual(brief(whole!), [[A, 6n, undefined, 'backorder', 'nothing_available']])
})

test('D3 what is not on hand is promised from the earliest supply, the rest is backordered', () => {
  const stocks = () => picture(stock(1n, [['2026-03-20', 9n]]), stock(0n, [['2026-03-10', 5n]]), stock(2n))
  const [whole] = sourceLines(stocks(), [line(5n)], rules)
  assert.deepEqual(brief(whole!), [[B, 5n, '2026-03-10', 'dated', 'earliest_that_fills']])
  const [split] = sourceLines(stocks(), [line(6n, { allowSplit: true })], rules)
  assert.deepEqual(brief(split!), [
    [C, 2n, today, 'on_hand', 'split_over_locations'],
    [A, 1n, today, 'on_hand', 'split_over_locations'],
    [B, 3n, '2026-03-10', 'dated', 'rest_from_supply'],
  ])
  const [over] = sourceLines(stocks(), [line(20n, { allowSplit: true })], rules)
  assert.deepEqual(brief(over!), [
    [C, 2n, today, 'on_hand', 'split_over_locations'],
    [A, 1n, today, 'on_hand', 'split_over_locations'],
    [A, 9n, '2026-03-20', 'dated', 'rest_from_supply'],
    [B, 5n, '2026-03-10', 'dated', 'rest_from_supply'],
    [A, 3n, undefined, 'backorder', 'nothing_available'],
  ])
})

test('D3 a first part below its minimum waits for it', () => {
  const stocks = picture(
    stock(2n, [
      ['2026-03-10', 4n],
      ['2026-03-20', 9n],
    ]),
  )
  const [parts] = sourceLines(stocks, [line(10n, { allowSplit: true, minSplit: 5n * unit })], rules)
  assert.deepEqual(brief(parts!), [
    [A, 6n, '2026-03-10', 'dated', 'earliest_that_fills'],
    [A, 4n, '2026-03-20', 'dated', 'earliest_that_fills'],
  ])
})

test('D3 F-6 on hand that a dated promise counts on is not sold again', () => {
  const stocks = picture(stock(3n, [['2026-03-10', 5n]]))
  const [first, second, third] = sourceLines(stocks, [line(7n), line(2n), line(1n)], rules)
  assert.deepEqual(brief(first!), [[A, 7n, '2026-03-10', 'dated', 'earliest_that_fills']])
  assert.deepEqual(brief(second!), [[A, 2n, undefined, 'backorder', 'nothing_available']])
  assert.deepEqual(brief(third!), [[A, 1n, today, 'on_hand', 'first_that_fills']])
  assert.equal(third![0]!.checksHorizon, true)
})

test('F-6 lines are served in order of arrival: ten units, two hundred buyers, ten promises', () => {
  const lines = Array.from({ length: 200 }, () => line(1n))
  const parts = sourceLines(picture(stock(4n), stock(3n), stock(3n)), lines, rules)
  assert.deepEqual(
    parts.map((each) => each[0]!.supply === 'on_hand'),
    lines.map((_, index) => index < 10),
  )
})

test('safety stock is kept back and a location that rejected is passed over', () => {
  const kept = stock(5n)
  kept.safety = 3n * unit
  const [parts] = sourceLines(picture(kept, stock(4n)), [line(4n)], rules)
  assert.deepEqual(brief(parts!), [[B, 4n, today, 'on_hand', 'first_that_fills']])
  const candidates = [{ location: A, barred: 'rejected' }, { location: B }]
  const [again] = sourceLines(picture(stock(9n), stock(9n)), [line(4n, { candidates })], rules)
  assert.equal(again![0]!.location, B)
  assert.deepEqual(again![0]!.losers, [{ location: A, why: 'barred', available: 0n, note: 'rejected' }])
  const none = sourceLines(picture(stock(9n)), [line(4n, { candidates: candidates.slice(0, 1) })], rules)
  assert.deepEqual(none, [[]])
})

test('N-4 where somebody chose a place, others say what they have, and only those that may not serve are barred', () => {
  const candidates = [
    { location: A, barred: 'not_chosen' },
    { location: B, barred: 'not_chosen' },
    { location: 4n, barred: 'rejected' },
    { location: C },
  ]
  const [parts] = sourceLines(picture(stock(3n), stock(9n), stock(9n)), [line(4n, { candidates })], rules)
  assert.equal(parts![0]!.location, C)
  assert.deepEqual(parts![0]!.losers, [
    { location: A, why: 'short', available: 3n * unit },
    { location: B, why: 'ranked_lower', available: 9n * unit, note: 'not_chosen' },
    { location: 4n, why: 'barred', available: 0n, note: 'rejected' },
  ])
})

const anyStock = fc
  .record({
    onHand: fc.bigInt({ min: 0n, max: 12n }),
    reserved: fc.bigInt({ min: 0n, max: 12n }),
    supplies: fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.bigInt({ min: 1n, max: 9n })), {
      maxLength: 4,
    }),
  })
  .map(({ onHand, reserved, supplies }) => {
    const dated = supplies.map(([on, units]): Dated => [`2026-03-${String(on).padStart(2, '0')}`, units])
    return stock(onHand, dated, [], reserved < onHand ? reserved : onHand)
  })
const anyLine = fc
  .record({
    units: fc.bigInt({ min: 1n, max: 15n }),
    day: fc.integer({ min: 1, max: 28 }),
    allowSplit: fc.boolean(),
    least: fc.option(fc.bigInt({ min: 1n, max: 8n }), { nil: undefined }),
  })
  .map(({ units, day, allowSplit, least }) => {
    const minSplit = least === undefined ? undefined : least * unit
    return line(units, { requestedOn: `2026-03-${String(day).padStart(2, '0')}`, allowSplit, minSplit })
  })

test('D3 F-6 whatever comes, lines are filled exactly and nothing is promised twice', () => {
  fc.assert(
    fc.property(anyStock, anyStock, anyStock, fc.array(anyLine, { maxLength: 12 }), (a, b, c, lines) => {
      const stocks = picture(a, b, c)
      const sourced = sourceLines(stocks, lines, rules)
      sourced.forEach((parts, index) => {
        const wanted = lines[index]!
        assert.equal(
          parts.reduce((total, part) => total + part.quantity, 0n),
          wanted.quantity,
        )
        if (!wanted.allowSplit) assert.equal(parts.length, 1)
        for (const part of parts) {
          assert.ok(part.quantity > 0n)
          assert.equal(part.promisedOn === undefined, part.supply === 'backorder')
          assert.ok(
            part.promisedOn === undefined ||
              (part.promisedOn >= today && part.promisedOn >= wanted.requestedOn),
          )
        }
        const [first] = parts
        if (parts.length > 1 && wanted.minSplit !== undefined && first!.supply !== 'backorder')
          assert.ok(first!.quantity >= wanted.minSplit || wanted.minSplit > wanted.quantity)
      })
      for (const at of [a, b, c]) {
        assert.ok(at.reserved <= at.onHand)
        let balance = at.onHand - at.reserved
        const { supplies, demands } = at
        for (const on of availability({ today, free: balance, supplies, demands }).days) {
          const arrived = supplies
            .filter((s) => s.on === on && on >= today)
            .reduce((t, s) => t + s.quantity, 0n)
          const left = demands.filter((d) => d.on === on).reduce((t, d) => t + d.quantity, 0n)
          balance += arrived - left
          assert.ok(balance >= 0n, `short on ${on}`)
        }
      }
    }),
  )
})

test('five hundred plain lines over three locations take about a millisecond', () => {
  const run = () => {
    const stocks: StockPicture = new Map()
    for (let item = 0n; item < 200n; item += 1n)
      stocks.set(item, new Map([A, B, C].map((location) => [location, stock(100n)])))
    const lines = Array.from({ length: 500 }, (_, index) => line(3n, { item: BigInt(index % 200) }))
    const started = performance.now()
    sourceLines(stocks, lines, rules)
    return performance.now() - started
  }
  for (let warm = 0; warm < 30; warm += 1) run()
  const fastest = Math.min(...Array.from({ length: 20 }, run))
  assertWithin(fastest, 2, 'the choice')
})

test('A10-14 D3 a line that says how large its first part is to be is split by that, and not at all for a rest that never comes', () => {
  const least = (units: bigint) => ({ allowSplit: true, minSplit: units * unit })
  const told = (places: StockPicture, one: SourcingLine) =>
    sourceLines(places, [one], rules)[0]!.map((part) => [
      part.quantity / unit,
      part.supply,
      part.promisedOn ?? null,
    ])
  const coming: Dated[] = [
    ['2026-03-05', 3n],
    ['2026-03-09', 9n],
  ]
  // There by the day: what there is goes now, the rest when it comes.
  assert.deepEqual(told(picture(stock(4n, coming)), line(10n, least(3n))), [
    [4n, 'on_hand', today],
    [6n, 'dated', '2026-03-09'],
  ])
  // Not there by the day: the first part waits until it is large enough.
  assert.deepEqual(told(picture(stock(4n, coming)), line(10n, least(6n))), [
    [7n, 'dated', '2026-03-05'],
    [3n, 'dated', '2026-03-09'],
  ])
  // No minimum: whatever there is.
  assert.deepEqual(told(picture(stock(4n)), line(10n, { allowSplit: true })), [
    [4n, 'on_hand', today],
    [6n, 'backorder', null],
  ])
  // The rest never comes: it waits whole, and what it would have taken is there for others.
  const never = picture(stock(4n), stock(3n))
  assert.deepEqual(told(never, line(10n, least(3n))), [[10n, 'backorder', null]])
  assert.deepEqual(told(never, line(4n)), [[4n, 'on_hand', today]])
})

test('A10-16 what a question took out of the picture is put back, whatever else was asked of it', () => {
  const day = (days: number) => addDays(today, days)
  const units = fc.integer({ min: 0, max: 12 }).map(BigInt)
  const dated = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }).map(day), units), { maxLength: 4 })
  const place = fc.record({ onHand: units, supplies: dated, demands: dated })
  const asked = fc.array(
    fc.record({
      units: fc.integer({ min: 1, max: 20 }).map(BigInt),
      on: fc.integer({ min: 0, max: 6 }),
      split: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  )
  const seen = new Set<string>()
  fc.assert(
    fc.property(fc.array(place, { minLength: 3, maxLength: 3 }), asked, (places, questions) => {
      const stocks = () =>
        places.map((one) => stock(one.onHand, one.supplies, one.demands)) as [StockAt, StockAt, StockAt]
      const lines = questions.map((one) =>
        line(one.units, { requestedOn: day(one.on), allowSplit: one.split }),
      )
      const of = picture(...stocks())
      const answers = sourceLines(of, lines, rules)
      for (const parts of answers) for (const part of parts) seen.add(part.supply)
      for (const parts of answers.toReversed()) putBack(of, 7n, parts)
      // Asked again of what was put back, and of a picture that nobody asked before.
      assert.deepEqual(sourceLines(of, lines, rules), answers)
      assert.deepEqual(sourceLines(picture(...stocks()), lines, rules), answers)
    }),
  )
  assert.equal(seen.size, 3)
})

const lane = (transitDays: number): Lane => ({
  shipMethod: 'ground',
  locationId: null,
  country: '',
  region: '',
  transitDays,
  cost: null,
  carrier: undefined,
  receiving: undefined,
})
/** Two places, the first ten days away and the second one, asked to be there by a day. */
const farAndNear = (arriveOn: string) =>
  [10, 1].map((transitDays, index) => ({
    location: [A, B][index]!,
    days: shipDaysOf({ calendar: undefined, leadDays: 0, cutOff: '' }, lane(transitDays), {
      today,
      time: '09:00',
      requestedOn: today,
      arriveOn,
    }),
  }))

test('D3 the lowest rank that is in time serves a line, else the place where it is soonest', () => {
  const inThree = addDays(today, 3)
  const [parts] = sourceLines(picture(stock(50n), stock(50n)), [line(5n)], {
    today,
    candidates: farAndNear(inThree),
  })
  assert.deepEqual(brief(parts!), [[B, 5n, addDays(today, 2), 'on_hand', 'first_that_fills']])
  assert.deepEqual(parts![0]!.losers, [{ location: A, why: 'later', available: 50n * unit }])
  // Nobody can be there today: the one that is there tomorrow serves, the farther one is named.
  const [late] = sourceLines(picture(stock(50n), stock(50n)), [line(5n)], {
    today,
    candidates: farAndNear(today),
  })
  assert.deepEqual(brief(late!), [[B, 5n, today, 'on_hand', 'first_that_fills']])
  // On hand far away, on its way nearby and in time.
  const [comes] = sourceLines(picture(stock(50n), stock(0n, [[addDays(today, 1), 50n]])), [line(5n)], {
    today,
    candidates: farAndNear(inThree),
  })
  assert.deepEqual(
    comes!.map(({ location, supply, promisedOn }) => [location, supply, promisedOn]),
    [[B, 'dated', addDays(today, 2)]],
  )
  assert.deepEqual(comes![0]!.losers, [{ location: A, why: 'later', available: 50n * unit }])
  // Both only have what comes: in time before first.
  const dated = picture(stock(0n, [[today, 50n]]), stock(0n, [[addDays(today, 1), 50n]]))
  const [both] = sourceLines(dated, [line(5n)], { today, candidates: farAndNear(inThree) })
  assert.equal(both![0]!.location, B)
  // A line in parts takes what is in time first.
  const [split] = sourceLines(picture(stock(9n), stock(2n)), [line(10n, { allowSplit: true })], {
    today,
    candidates: farAndNear(inThree),
  })
  assert.deepEqual(
    split!.map(({ location, quantity }) => [location, quantity / unit]),
    [
      [B, 2n],
      [A, 8n],
    ],
  )
})
