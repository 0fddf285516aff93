import fc from 'fast-check'
import type { WorkingDays } from '../../src/organization/index.ts'
import { ONE, type SlowBill, type SlowNetwork, type SlowOrigin } from './capable.ts'

/** Small networks for capable to promise: such as are told by hand, and such as are drawn by chance. */

export const weekdays: WorkingDays = { workingDays: new Set([1, 2, 3, 4, 5]), holidays: new Set() }

export type Calendars = Record<number, WorkingDays | undefined>

const EVERY_DAY = { works: () => true, grains: {} }
export const BUILT: SlowOrigin = { by: 'make', rank: 1, percent: 100 }
export const wheel = (item: number, quantity: number) => ({
  item,
  quantity: quantity * ONE,
  yieldPercent: 100,
  offsetDays: 0,
})
export const bill = (materials: SlowBill['materials'], leadDays = 3, hoursPerUnit = 0): SlowBill => ({
  leadDays,
  materials,
  hoursPerUnit: hoursPerUnit * ONE,
})
export const there = (onHand: number, ...supplies: [day: number, quantity: number][]) => ({
  onHand: onHand * ONE,
  supplies: supplies.map(([on, quantity]): [number, number] => [on, quantity * ONE]),
  demands: [],
})

export const CART: SlowNetwork = {
  stock: { '2 1': there(1, [5, 7]) },
  origins: { '1 1': [BUILT] },
  bills: { '1 1': bill([wheel(2, 4)]) },
  hoursPerDay: { 1: 4 * ONE },
  ...EVERY_DAY,
}

const quantity = fc.integer({ min: 0, max: 8 * ONE })

const dated = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: ONE, max: 6 * ONE })), {
  maxLength: 2,
})

/** Whole ones, and others. */
const upTo = (most: number, least = 1) =>
  fc.oneof(
    fc.integer({ min: Math.ceil(least / ONE), max: most }).map((count) => count * ONE),
    fc.integer({ min: least, max: most * ONE }),
  )

const PLACES = [1, 2]

const origin = (place: number, buys: boolean): fc.Arbitrary<SlowOrigin> => {
  const base = { rank: fc.integer({ min: 1, max: 3 }), percent: fc.integer({ min: 1, max: 100 }) }
  const lead = fc.integer({ min: 0, max: 12 })
  const bought = fc.record({ ...base, by: fc.constant('buy' as const), leadDays: lead, processingDays: lead })
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ ...base, by: fc.constant('make' as const) }) },
    { weight: buys ? 1 : 0, arbitrary: bought },
    fc.record({
      ...base,
      by: fc.constant('transfer' as const),
      from: fc.constant(3 - place),
      transitDays: fc.integer({ min: 0, max: 4 }),
    }),
  )
}

export interface Drawn {
  slow: SlowNetwork
  calendars: Calendars
}

/** Networks of some levels. The first item is sold whole; some of those that it is made of are counted in tenths. */
export const networks = (items: readonly number[], buys: boolean): fc.Arbitrary<Drawn> => {
  const pairs = items.flatMap((item) => PLACES.map((place) => ({ item, place })))
  return fc
    .record({
      grains: fc.tuple(fc.constant(ONE), ...items.map(() => fc.constantFrom(ONE, ONE, ONE, 1))),
      stock: fc.tuple(...pairs.map(() => fc.record({ onHand: quantity, supplies: dated, demands: dated }))),
      origins: fc.tuple(...pairs.map(({ place }) => fc.array(origin(place, buys), { maxLength: 3 }))),
      // Each item is made of those behind it.
      bills: fc.tuple(
        ...pairs.map(({ item }) =>
          fc.record({
            leadDays: fc.integer({ min: 0, max: 4 }),
            hoursPerUnit: fc.oneof(fc.constant(0), upTo(2)),
            materials: fc.uniqueArray(
              fc.record({
                item: fc.integer({ min: item + 1, max: items.length + 1 }),
                quantity: upTo(2),
                yieldPercent: fc.constantFrom(100, 90, 50),
                offsetDays: fc.integer({ min: 0, max: 3 }),
              }),
              { maxLength: 2, selector: (one) => one.item },
            ),
          }),
        ),
      ),
      hours: fc.tuple(upTo(8, 0), upTo(8)),
      week: fc.tuple(fc.boolean(), fc.boolean()),
    })
    .map(({ grains, stock, origins, bills, hours, week }) => {
      const keyed = <T>(all: readonly T[]) =>
        Object.fromEntries(pairs.map(({ item, place }, index) => [`${item} ${place}`, all[index]!]))
      const inGrains = (count: number, item: number) => count - (count % grains[item - 1]!)
      const slow: SlowNetwork = {
        grains: Object.fromEntries(grains.map((grain, index) => [index + 1, grain])),
        stock: keyed(
          stock.map(({ onHand, supplies, demands }, index) => {
            const { item } = pairs[index]!
            const of = (list: [number, number][]) =>
              list.map(([on, count]): [number, number] => [on, inGrains(count, item)])
            return { onHand: inGrains(onHand, item), supplies: of(supplies), demands: of(demands) }
          }),
        ),
        origins: keyed(origins),
        bills: keyed(bills),
        hoursPerDay: { 1: hours[0], 2: hours[1] },
        works: (place, on) => !week[place - 1] || ((on % 7) + 7) % 7 < 5,
      }
      const calendar = (place: number) => (week[place - 1] ? weekdays : undefined)
      return { slow, calendars: { 1: calendar(1), 2: calendar(2) } }
    })
}
