import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cameIn, nameOf, numberOf, type Numbers } from './gaps.ts'
import { expectedBetween, hourOfWeek, learnedRate, statedRate, weeksKnown } from './rate.ts'

// Arithmetic of what did not come.
const T0 = new Date('2026-03-02T00:00:00Z')
const none: Numbers = { highest: null, gaps: [] }
const came = (numbers: bigint[], before = none, at = T0) =>
  cameIn(
    before,
    numbers.map((number) => ({ number, width: 3, at })),
    T0,
  )
const runs = ({ gaps }: Numbers) => gaps.map(({ first, last }) => [first, last])

test('P-79 a number that is passed over is missing until it comes; one before the first is not', () => {
  const numbers = came([10n, 11n, 14n, 9n, 20n])
  assert.deepEqual(
    [numbers.highest, runs(numbers)],
    [
      20n,
      [
        [12n, 13n],
        [15n, 19n],
      ],
    ],
  )
  const later = came([17n, 12n, 12n], numbers)
  assert.deepEqual(runs(later), [
    [13n, 13n],
    [15n, 16n],
    [18n, 19n],
  ])
  assert.deepEqual(runs(came([13n, 15n, 16n, 18n, 19n], later)), [])
  const early = came([30n], came([20n]), new Date(T0.getTime() - 1))
  assert.deepEqual([early.highest, early.gaps], [30n, []], 'what came before anybody asked leaves no gap')
})

test('P-79 what is missing is what did not come between the first and the highest, in whatever order it came', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.bigInt({ min: 1n, max: 60n }), { minLength: 1 }), (numbers) => {
      const found = came(numbers)
      const missing = new Set(
        found.gaps.flatMap(({ first, last }) =>
          Array.from({ length: Number(last - first + 1n) }, (_none, index) => first + BigInt(index)),
        ),
      )
      const top = numbers.reduce((a, b) => (a > b ? a : b))
      for (let one = numbers[0]!; one <= top; one += 1n)
        assert.equal(missing.has(one), !numbers.includes(one))
    }),
  )
})

test('P-79 the number of an order is what stands behind its prefix, and is named as the shop would', () => {
  assert.deepEqual(numberOf('o00120', 'o'), { number: 120n, width: 5 })
  assert.deepEqual(
    [numberOf('x120', 'o'), numberOf('o12b', 'o'), numberOf('o', 'o'), numberOf('o1234567890123456789', 'o')],
    [undefined, undefined, undefined, undefined],
  )
  assert.equal(nameOf(119n, { width: 5 }, 'o'), 'o00119')
})

test('N-8 a rate is learned by hour of the week from two weeks on, and one wild week does not count', () => {
  assert.equal(learnedRate([{ hour: 9, orders: 20, most: 20 }], 1), undefined)
  assert.equal(learnedRate([{ hour: 9, orders: 20, most: 12 }], 2)![9], 10)
  assert.deepEqual(learnedRate([{ hour: 9, orders: 1020, most: 1000 }], 5)!.slice(8, 11), [0, 5, 0])
  assert.deepEqual([weeksKnown(null, T0), weeksKnown(T0, new Date(T0.getTime() + 15 * 86_400_000))], [0, 2])
})

test('N-8 what should have come follows the hours of the company: by night nothing is expected, by day it adds up', () => {
  const day = Array.from({ length: 24 }, (_none, hour) => (hour >= 8 && hour < 20 ? 6 : 0))
  const hourAt = hourOfWeek('America/New_York')
  const expected = (from: string, to: string) =>
    expectedBetween(statedRate(day), new Date(from), new Date(to), hourAt)
  // New York is five hours behind until the second Sunday of March.
  assert.equal(hourAt(T0), 6 * 24 + 19)
  assert.equal(expected('2026-03-03T02:00:00Z', '2026-03-03T12:30:00Z'), 0)
  assert.equal(expected('2026-03-03T12:30:00Z', '2026-03-03T13:30:00Z'), 3)
  assert.equal(expected('2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z'), 72)
  assert.equal(expected('2020-01-01T00:00:00Z', '2026-03-04T00:00:00Z'), 14 * 72, 'two weeks at most')
})
