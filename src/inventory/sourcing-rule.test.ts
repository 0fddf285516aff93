import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  choosePlaces,
  keptBack,
  kilometersBetween,
  preferred,
  rankPlaces,
  type Criterion,
  type Preference,
  type UsedQuantity,
  type Weighed,
} from './sourcing-rule.ts'

const unit = 1_000_000n
const CUP = 7n
const POT = 8n

const place = (code: string, values: Weighed['values'], free: Record<string, number> = {}): Weighed => ({
  location: BigInt(code.codePointAt(0)!),
  code,
  values,
  free: new Map(Object.entries(free).map(([item, units]) => [BigInt(item), BigInt(units) * unit])),
})
const by = (...criteria: Criterion[]) => criteria.map((one) => ({ by: one, percent: null }))
const codes = (ranked: readonly { code: string }[]) => ranked.map(({ code }) => code).join('')

test('C13-6 D16 proximity 50, on hand 30 and labor 20 weigh 50.0, 83.3 and 33.3: B wins', () => {
  const places = [
    place('A', { proximity: 5, on_hand: 3, labor: 6 }),
    place('B', { proximity: 20, on_hand: 12, labor: 3 }),
    place('C', { proximity: 50, on_hand: 9, labor: 4 }),
  ]
  const ranked = rankPlaces(places, [
    { by: 'proximity', percent: 50 },
    { by: 'on_hand', percent: 30 },
    { by: 'labor', percent: 20 },
  ])
  assert.deepEqual(
    ranked.map(({ code, score }) => [code, score]),
    [
      ['B', 83.3],
      ['A', 50],
      ['C', 33.3],
    ],
  )
})

test('C13-6 criteria are asked one after the other, what is not known comes last, and ties go by code', () => {
  const places = [
    place('D', { proximity: null, on_hand: 99 }),
    place('C', { proximity: 10, on_hand: 5 }),
    place('B', { proximity: 10, on_hand: 9 }),
    place('A', { proximity: 30, on_hand: 50 }),
    place('E', { proximity: 10, on_hand: 9 }),
  ]
  assert.equal(codes(rankPlaces(places, by('proximity', 'on_hand'))), 'BECAD')
  assert.equal(codes(rankPlaces(places, by('on_hand'))), 'DABEC')
  const alike = rankPlaces(
    [place('B', { priority: 4 }), place('A', { priority: 4 }), place('C', { priority: null })],
    [{ by: 'priority', percent: 100 }],
  )
  assert.deepEqual(
    alike.map(({ code, score }) => [code, score]),
    [
      ['A', 100],
      ['B', 100],
      ['C', 0],
    ],
  )
})

const lines = [
  { item: CUP, quantity: 5n * unit },
  { item: POT, quantity: 2n * unit },
]
const rule = { criteria: by('proximity'), splitOrders: true, splitLines: true, maxLocations: 3 }

test('D16 one place that fills all lines is chosen before nearer ones that do not', () => {
  const places = [
    place('A', { proximity: 1 }, { 7: 5, 8: 1 }),
    place('B', { proximity: 9 }, { 7: 5, 8: 2 }),
    place('C', { proximity: 5 }, { 7: 8, 8: 8 }),
  ]
  const chosen = choosePlaces(lines, places, rule)
  assert.deepEqual([chosen.outcome, codes(chosen.ranked)], ['one_fills_all', 'CBA'])
  assert.deepEqual(
    chosen.asked.map(([first]) => first),
    [67n, 67n],
  )
})

test('D16 an order is split over the fewest places, and a line only where no place fills it', () => {
  const places = [
    place('A', { proximity: 1 }, { 7: 5 }),
    place('B', { proximity: 2 }, { 8: 2 }),
    place('C', { proximity: 3 }, { 7: 3 }),
  ]
  const order = choosePlaces(lines, places, rule)
  assert.equal(order.outcome, 'split_order')
  assert.deepEqual(
    order.asked.map(([first]) => first),
    [65n, 66n],
  )
  const short = [place('A', { proximity: 1 }, { 7: 3 }), place('B', { proximity: 2 }, { 7: 2, 8: 2 })]
  assert.equal(choosePlaces(lines, short, rule).outcome, 'split_line')
  assert.equal(choosePlaces(lines, short, { ...rule, splitLines: false }).outcome, 'short')
})

test('D16 an order that is not split stays at one place, and no more places serve it than may', () => {
  const places = [
    place('A', { proximity: 1 }, { 7: 5 }),
    place('B', { proximity: 2 }, { 8: 2 }),
    place('C', { proximity: 3 }, {}),
  ]
  const one = choosePlaces(lines, places, { ...rule, splitOrders: false })
  assert.equal(one.outcome, 'short')
  assert.deepEqual(one.asked, [[65n], [65n]])
  const two = choosePlaces(lines, places, { ...rule, maxLocations: 2 })
  assert.deepEqual(two.asked, [
    [65n, 66n],
    [66n, 65n],
  ])
})

test('D16 a place that is barred is not asked, and is told', () => {
  const far = { ...place('A', { proximity: 1 }, { 7: 9, 8: 9 }), barred: 'too_far' }
  const chosen = choosePlaces(lines, [far, place('B', { proximity: 2 }, { 7: 9, 8: 9 })], rule)
  assert.deepEqual(chosen.asked, [[66n], [66n]])
  assert.equal(codes(chosen.ranked), 'BA')
})

const said = (more: Partial<Preference>): Preference => ({
  location: null,
  locationType: null,
  safetyMinimum: null,
  dailyOrders: null,
  radiusKm: null,
  ...more,
})

test('C13-3 a value of the place comes before that of its type, and that before the one of all', () => {
  const preferences = [
    said({ radiusKm: 500, safetyMinimum: unit, dailyOrders: 90 }),
    said({ locationType: 'store', radiusKm: 40, dailyOrders: 10 }),
    said({ location: 1n, radiusKm: 15 }),
  ]
  const natick = { id: 1n, locationType: 'store' }
  const of = (one: typeof natick) =>
    (['radiusKm', 'dailyOrders', 'safetyMinimum'] as const).map((what) =>
      preferred({ preferences }, one, what),
    )
  assert.deepEqual(of(natick), [15, 10, unit])
  assert.deepEqual(of({ id: 2n, locationType: 'store' }), [40, 10, unit])
  assert.deepEqual(of({ id: 3n, locationType: 'depot' }), [500, 90, unit])
  assert.deepEqual(of({ id: 3n, locationType: '' }), [500, 90, unit])
})

const use = (more: Partial<UsedQuantity>): UsedQuantity => ({
  location: null,
  locationType: null,
  onHandAtMost: null,
  minus: 0n,
  minusSellThroughPercent: 0,
  exclude: false,
  ...more,
})

test('C13-4 C13-13 of 20 on hand with a sell-through of 15 a search counts 5, and a safety minimum less', () => {
  const store = { id: 1n, locationType: 'store' }
  const stock = { onHand: 20n * unit, sellThrough: 15n * unit }
  const left = (used: UsedQuantity[], preferences: Preference[] = [], at = store) => {
    const kept = keptBack({ used, preferences }, at, stock)
    return kept === null ? null : (stock.onHand - kept) / unit
  }
  assert.equal(left([use({ minusSellThroughPercent: 100 })]), 5n)
  assert.equal(left([use({ minusSellThroughPercent: 100 })], [said({ safetyMinimum: 2n * unit })]), 3n)
  assert.equal(left([use({ minus: 4n * unit, onHandAtMost: 20n * unit })]), 16n)
  assert.equal(left([use({ minus: 4n * unit, onHandAtMost: 19n * unit })]), 20n)
  assert.equal(left([use({ locationType: 'depot', exclude: true })]), 20n)
  assert.equal(left([use({ locationType: 'store', exclude: true })]), null)
})

test('the way from London to Paris is some 344 kilometers', () => {
  const london = { latitude: 51_507_400n, longitude: -127_800n }
  const paris = { latitude: 48_856_600n, longitude: 2_352_200n }
  assert.equal(kilometersBetween(london, paris), 343.6)
  assert.equal(kilometersBetween(paris, paris), 0)
})
