import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { WriteSet } from '../platform/batch/index.ts'
import { MICRO } from '../platform/money.ts'
import { releaseWaiting } from './release-waiting.ts'
import { emptyStock, stockAt, type StockFacts } from './stock-facts.ts'
import type { PlannedDemand } from './waiting.ts'

const TODAY = '2026-03-05'
const ITEM = { companyId: 1n, itemId: 7n }

function stockOf(free: readonly number[], safety: number, dated: readonly number[]): StockFacts {
  const locations = free.map((_free, index) => ({
    id: BigInt(index + 1),
    code: `L${index + 1}`,
    rank: index,
    country: 'GB',
    region: '',
    costOrganization: 1n,
    shipLeadDays: 0,
    locationType: '',
    point: null,
    laborCost: null,
    transferMethod: '',
    autoConfirm: true,
    backorders: true,
    confirmsOnce: false,
    pickUpDays: 14,
    allowPartial: true,
    mostPolls: 5,
    stockConnection: '',
    stockOffline: false,
    shipping: undefined,
    lanes: [],
  }))
  const facts = emptyStock(new Map([[1n, locations]]))
  for (const [index, units] of free.entries()) {
    const at = stockAt(facts, 1n, 7n, BigInt(index + 1))
    at.onHand = BigInt(units) * MICRO
    at.safety = BigInt(safety) * MICRO
    const promised = dated[index] ?? 0
    if (promised > 0) at.demands.push({ on: '2026-03-20', quantity: BigInt(promised) * MICRO })
  }
  return facts
}

const demand = (place: number, units: number): PlannedDemand => ({
  ...ITEM,
  rootId: BigInt(place),
  sourceId: BigInt(place),
  locationId: 1n,
  bound: false,
  notAt: [],
  node: '',
  quantity: BigInt(units) * MICRO,
  promisedOn: null,
  askedAt: new Date('2026-03-01'),
  reachable: true,
  more: false,
})

function release(
  stock: StockFacts,
  wants: readonly { units: number; inParts: boolean }[],
): { of: number; at: number; units: number; split: boolean }[] {
  const waiting = wants.map(({ units }, index) => demand(index + 1, units))
  const given = releaseWaiting(stock, new WriteSet(), ITEM, waiting, {
    today: TODAY,
    keptFrom: () => undefined,
    bringing: () => undefined,
    smallest: ({ sourceId }) => (wants[Number(sourceId) - 1]!.inParts ? MICRO : null),
    least: () => undefined,
    split: ({ sourceId }) => sourceId + 1000n,
  })
  return given.map((one) => ({
    of: Number(one.demand.sourceId),
    at: Number(one.locationId),
    units: Number(one.quantity / MICRO),
    split: one.sourceId !== one.demand.sourceId,
  }))
}

test('B6-2 ten for six and six: the first has six, the other four or none, as it takes parts', () => {
  const six = (inParts: boolean) => [
    { units: 6, inParts },
    { units: 6, inParts },
  ]
  assert.deepEqual(release(stockOf([10], 0, []), six(true)), [
    { of: 1, at: 1, units: 6, split: false },
    { of: 2, at: 1, units: 4, split: true },
  ])
  assert.deepEqual(release(stockOf([10], 0, []), six(false)), [{ of: 1, at: 1, units: 6, split: false }])
  // What is promised on a day has what it counts on, and a safety stock stays.
  assert.deepEqual(release(stockOf([10], 1, [5]), six(true)), [{ of: 1, at: 1, units: 4, split: true }])
})

test('B6-2 whatever waits, each has what those in front of it leave: whole from the first place that has it, else the most that one place has', () => {
  const want = fc.record({ units: fc.integer({ min: 1, max: 12 }), inParts: fc.boolean() })
  const place = fc.record({ free: fc.integer({ min: 0, max: 20 }), dated: fc.integer({ min: 0, max: 25 }) })
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 1, maxLength: 4 }),
      fc.array(want, { maxLength: 8 }),
      fc.integer({ min: 0, max: 3 }),
      (places, wants, safety) => {
        const stock = stockOf(
          places.map(({ free }) => free),
          safety,
          places.map(({ dated }) => dated),
        )
        // A promise that its place cannot keep any more keeps nothing from anybody.
        const left = places.map(({ free, dated }) => free - safety - (dated <= free ? dated : 0))
        const expected = wants.flatMap(({ units, inParts }, index) => {
          const whole = left.findIndex((one) => one >= units)
          const at = whole >= 0 || !inParts ? whole : left.indexOf(Math.max(...left))
          const has = at < 0 ? 0 : Math.min(units, left[at]!)
          if (has <= 0) return []
          left[at]! -= has
          return [{ of: index + 1, at: at + 1, units: has, split: has < units }]
        })
        assert.deepEqual(release(stock, wants), expected)
      },
    ),
  )
})
