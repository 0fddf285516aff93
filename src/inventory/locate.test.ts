import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MICRO } from '../platform/money.ts'
import { locate, type LocatedStock, type LocatePlace, type LocateQuestion } from './locate.ts'
import type { SourcingRule } from './sourcing-rule.ts'

const asOf = new Date('2026-03-02T09:00:00Z')
const stock = (onHand: number, more: Partial<LocatedStock> = {}): LocatedStock => ({
  onHand: BigInt(onHand) * MICRO,
  reserved: 0n,
  safety: 0n,
  sellThrough: 0n,
  source: 'known',
  asOf,
  ...more,
})
/** A place so many kilometers north of the point 0, 0; null: nobody knows where it is. */
const place = (
  code: string,
  km: number | null,
  of: Record<number, LocatedStock>,
  more: Partial<LocatePlace> = {},
): LocatePlace => ({
  id: BigInt(code.charCodeAt(0)),
  code,
  rank: 100,
  locationType: 'store',
  point: km === null ? null : { latitude: BigInt(Math.round((km / 111.195) * 1e6)), longitude: 0n },
  stock: new Map(Object.entries(of).map(([id, one]) => [BigInt(id), one])),
  ...more,
})
const rule: SourcingRule = {
  code: 'R',
  version: 1,
  precedence: 1,
  orderType: '',
  source: '',
  shipMethod: '',
  locations: new Set(),
  exceptLocations: new Set(),
  locationTypes: new Set(),
  criteria: [],
  splitOrders: true,
  splitLines: true,
  minFillPercent: 0,
  maxLocations: 5,
  preferences: [],
  used: [],
  maxAttempts: 3,
  defaultLocation: null,
  latePenalty: 0n,
}
const kept = { safetyMinimum: null, dailyOrders: null, radiusKm: null, location: null, locationType: null }
const ask = (places: readonly LocatePlace[], more: Partial<LocateQuestion> = {}) => {
  const found = locate(places, {
    items: [{ itemId: 1n, quantity: 2n * MICRO }],
    near: { latitude: 0n, longitude: 0n },
    radiusKm: null,
    locationTypes: new Set(),
    onlyWithAll: false,
    rule: undefined,
    ...more,
  })
  return [
    ...found.candidates.map(
      ({ place: { code }, distanceKm, hasAll, items }) =>
        `${code} ${distanceKm ?? '?'} km ${items.map((one) => one.available / MICRO).join('+')}${hasAll ? ' all' : ''}`,
    ),
    ...found.others.map(({ place: { code }, why }) => `${code} ${why}`),
  ]
}

test('C13-2 candidates come by distance, then by rank; of whose place nobody knows the distance come last', () => {
  const places = [
    place('A', 40, { 1: stock(5) }),
    place('B', 5, { 1: stock(1) }),
    place('C', null, { 1: stock(9) }),
    place('D', 5, { 1: stock(3) }, { rank: 1 }),
    place('E', 1, { 1: stock(0) }),
  ]
  assert.deepEqual(ask(places), [
    'D 5 km 3 all',
    'B 5 km 1',
    'A 40 km 5 all',
    'C ? km 9 all',
    'E nothing_available',
  ])
  assert.deepEqual(ask(places, { radiusKm: 10, onlyWithAll: true }), [
    'D 5 km 3 all',
    'A too_far',
    'B not_all',
    'C place_unknown',
    'E nothing_available',
  ])
  // Where it is not known from where, nothing is too far, and rank decides.
  assert.deepEqual(ask(places.slice(0, 4), { near: undefined, radiusKm: 10 }), [
    'D ? km 3 all',
    'A ? km 5 all',
    'B ? km 1',
    'C ? km 9 all',
  ])
})

test('C13-2 C13-3 C13-4 C13-13 what is reserved, kept as safety stock or by the rule is not there; its places and radius hold', () => {
  const places = [
    place('A', 5, { 1: stock(9, { reserved: 3n * MICRO, safety: MICRO }) }),
    place('B', 6, { 1: stock(20, { sellThrough: 15n * MICRO }) }),
    place('C', 30, { 1: stock(9) }, { locationType: 'depot' }),
    place('D', 30, { 1: stock(9) }),
    place('E', 2, { 1: stock(9) }),
    place('F', 2, { 1: stock(9) }, { locationType: 'van' }),
  ]
  const used = [
    {
      location: BigInt('B'.charCodeAt(0)),
      locationType: null,
      onHandAtMost: null,
      minus: 0n,
      minusSellThroughPercent: 100,
      exclude: false,
    },
  ]
  const preferences = [
    { ...kept, safetyMinimum: 2n * MICRO },
    { ...kept, locationType: 'store', radiusKm: 10 },
    { ...kept, location: BigInt('B'.charCodeAt(0)), safetyMinimum: 0n },
  ]
  const own = { ...rule, used, preferences, exceptLocations: new Set([BigInt('E'.charCodeAt(0))]) }
  assert.deepEqual(ask(places, { rule: own, locationTypes: new Set(['store', 'depot']) }), [
    'A 5 km 3 all',
    'B 6 km 5 all',
    'C 30 km 7 all',
    'D too_far',
    'E not_of_the_rule',
    'F other_type',
  ])
})

test('C13-2 a place that has a part of what is looked for is told with it; below nothing nothing is available', () => {
  const two = [
    { itemId: 1n, quantity: MICRO },
    { itemId: 2n, quantity: MICRO },
  ]
  const places = [
    place('A', 1, { 1: stock(1), 2: stock(-4) }),
    place('B', 2, { 1: stock(1), 2: stock(1) }),
    place('C', 3, {}),
  ]
  assert.deepEqual(ask(places, { items: two }), ['A 1 km 1+0', 'B 2 km 1+1 all', 'C nothing_available'])
})
