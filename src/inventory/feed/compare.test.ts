import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MICRO } from '../../platform/money.ts'
import { compareSupply, heldFor, judgeItem, type Compared, type Extent } from './compare.ts'

const asOf = new Date('2026-03-02T08:00:00Z')
const at = { asOf, digits: 2 }
const row = (more: Partial<Compared>): Compared => ({
  itemId: 1n,
  said: 0n,
  held: 0n,
  lateIn: 0n,
  lateOut: 0n,
  earlyIn: 0n,
  earlyOut: 0n,
  asked: 0n,
  coming: 0n,
  inFlightSince: null,
  unitCost: 2n * MICRO,
  ...more,
})
const patient = { patienceSeconds: 3600 }

test('a difference is what is on its way and what is posted, and neither is more than it', () => {
  const some = fc.bigInt(0n, 50n)
  const any = fc.record({
    said: some,
    held: fc.bigInt(-50n, 50n),
    lateIn: some,
    lateOut: some,
    earlyIn: some,
    earlyOut: some,
    asked: some,
    coming: some,
  })
  fc.assert(
    fc.property(any, (one) => {
      const { quantity, inFlight } = judgeItem(row(one), patient, at)
      const differs = one.said - one.held
      assert.equal(quantity + inFlight, differs)
      if (differs >= 0n) assert.ok(quantity >= 0n && inFlight >= 0n)
      else assert.ok(quantity <= 0n && inFlight <= 0n)
    }),
  )
})

test('what is missing is put down to what was asked for, for as long as the feed is patient', () => {
  const short = row({ said: 6n * MICRO, held: 10n * MICRO, asked: 3n * MICRO })
  const first = judgeItem(short, patient, at)
  assert.deepEqual(
    [first.quantity, first.inFlight, first.value, first.inFlightSince],
    [-MICRO, -3n * MICRO, 200n, asOf],
  )
  const long = judgeItem({ ...short, inFlightSince: new Date(asOf.getTime() - 3_600_000) }, patient, at)
  assert.deepEqual([long.quantity, long.inFlight, long.inFlightSince], [-4n * MICRO, 0n, null])
})

test('a snapshot waits when it changes too many items, too much value, or leaves nothing', () => {
  const feed = { mostItemsPercent: 20, mostValuePercent: 20, itemsAlways: 2 }
  const extent: Extent = {
    compared: 100,
    held: 100,
    differing: 20,
    emptied: 0,
    valueHeld: 1000n,
    valueDiffering: 200n,
  }
  assert.deepEqual(heldFor(extent, { unknown: 0, twice: 0 }, feed), [])
  assert.deepEqual(heldFor({ ...extent, differing: 21 }, { unknown: 0, twice: 0 }, feed), ['too_many'])
  assert.deepEqual(heldFor({ ...extent, valueDiffering: 201n }, { unknown: 0, twice: 0 }, feed), [
    'too_much_value',
  ])
  assert.deepEqual(
    heldFor(
      { ...extent, compared: 2, held: 2, differing: 2, emptied: 2, valueDiffering: 0n },
      { unknown: 0, twice: 0 },
      feed,
    ),
    ['empties_all'],
  )
  assert.deepEqual(heldFor(extent, { unknown: 101, twice: 0 }, feed), ['unknown_rows'])
})

test('supply that is not named any more ends, and what came in around the instant is no difference', () => {
  const of = { itemId: 1n, locationId: 1n, unitCost: MICRO, kind: 'purchase_order', dueOn: '2026-05-01' }
  const stands = (number: string, more: object = {}) =>
    [number, { ...of, number, quantity: 10n, received: 0n, later: 0n, early: 0n, ...more }] as const
  const standing = new Map([
    stands('A'),
    stands('B', { received: 4n, later: 4n }),
    stands('C', { received: 4n, early: 4n }),
    stands('D'),
  ])
  const said = ['A', 'B', 'C'].map((number) => ({ ...of, number, open: 10n }))
  const compare = (whole: boolean) =>
    compareSupply(said, standing, { whole, unknown: new Set(), today: '2026-03-02', digits: 2 }).map(
      (one) => [one.change, one.number],
    )
  assert.deepEqual(compare(true), [['ended', 'D']])
  assert.deepEqual(compare(false), [])
})
