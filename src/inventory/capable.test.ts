import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { WorkingDays } from '../organization/index.ts'
import { addDays } from '../platform/clock.ts'
import { slowDay, type SlowBill, type SlowNetwork, type SlowOrigin } from '../../test/support/capable.ts'
import { availability, availableOn, earliestFor, type DatedQuantity } from './atp.ts'
import {
  lookThrough as lookWith,
  MOST,
  sharesOf,
  type Come,
  type Found,
  type Need,
  type Network,
  type Origin,
} from './capable.ts'
import { makerOf } from './supply-facts.ts'

// Monday.
const TODAY = '2030-03-04'
const day = (number: number) => addDays(TODAY, number)
const dayOf = (on: string) => (Date.parse(on) - Date.parse(TODAY)) / 86_400_000
const whole = (quantity: number) => BigInt(quantity) * 1_000_000n
const weekdays: WorkingDays = { workingDays: new Set([1, 2, 3, 4, 5]), holidays: new Set() }

/** The same network for what is tested. */
function networkOf(slow: SlowNetwork, calendars: Record<number, WorkingDays | undefined>): Network {
  const taken = new Map<string, DatedQuantity[]>()
  const used = new Map<string, bigint>()
  return {
    today: TODAY,
    calendar: (place) => calendars[Number(place)],
    grain: () => 1_000_000n,
    origins: (item, place) =>
      (slow.origins[`${item} ${place}`] ?? [])
        .map((origin): Origin => originOf(origin))
        .sort((a, b) => a.rank - b.rank),
    bill(item, place) {
      const bill = slow.bills[`${item} ${place}`]
      return (
        bill && {
          leadDays: bill.leadDays,
          materials: bill.materials.map((material) => ({
            itemId: BigInt(material.item),
            quantity: whole(material.quantity),
            yieldPercent: material.yieldPercent,
            offsetDays: material.offsetDays,
            validFrom: null,
            validTo: null,
          })),
          resources: bill.hoursPerUnit > 0 ? [{ resource: 'R', hoursPerUnit: whole(bill.hoursPerUnit) }] : [],
        }
      )
    },
    stock(item, place) {
      const key = `${item} ${place}`
      const own = slow.stock[key] ?? { onHand: 0, supplies: [], demands: [] }
      if (!taken.has(key))
        taken.set(
          key,
          own.demands.map(([on, quantity]) => ({ on: day(on), quantity: whole(quantity) })),
        )
      const over = () =>
        availability({
          today: TODAY,
          free: whole(own.onHand),
          supplies: own.supplies.map(([on, quantity]) => ({ on: day(on), quantity: whole(quantity) })),
          demands: taken.get(key)!,
        })
      return {
        availableOn: (on) => availableOn(over(), on),
        earliest: (quantity, from) => earliestFor(over(), quantity, from),
        take(on, quantity) {
          const before = taken.get(key)!
          taken.set(key, [...before, { on, quantity }])
          return () => taken.set(key, before)
        },
      }
    },
    resource(_code, place) {
      const hoursPerDay = slow.hoursPerDay[Number(place)]
      if (hoursPerDay === undefined) return undefined
      return {
        hoursPerDay: whole(hoursPerDay),
        calendar: calendars[Number(place)],
        used: (on) => used.get(`${place} ${on}`) ?? 0n,
        take(on, hours) {
          const key = `${place} ${on}`
          used.set(key, (used.get(key) ?? 0n) + hours)
          return () => used.set(key, used.get(key)! - hours)
        },
      }
    },
  }
}

function originOf({ rank, percent, ...origin }: SlowOrigin): Origin {
  const base = { rank, percent, validFrom: null, validTo: null }
  if (origin.by === 'make') return { ...base, by: 'make' }
  if (origin.by === 'buy') return { ...base, ...origin, supplier: 'S', calendar: undefined }
  const { from, transitDays } = origin
  const transit = {
    shipBy: (on: string) => addDays(on, -transitDays),
    arriveOn: (on: string) => addDays(on, transitDays),
  }
  return { ...base, by: 'transfer', location: BigInt(from), transit }
}

const EVERY_DAY = { works: () => true }
const BUILT: SlowOrigin = { by: 'make', rank: 1, percent: 100 }
const wheel = (item: number, quantity: number) => ({ item, quantity, yieldPercent: 100, offsetDays: 0 })
const bill = (materials: SlowBill['materials'], leadDays = 3, hoursPerUnit = 0): SlowBill => ({
  leadDays,
  materials,
  hoursPerUnit,
})

const CART: SlowNetwork = {
  stock: { '2 1': { onHand: 1, supplies: [[5, 7]], demands: [] } },
  origins: { '1 1': [BUILT] },
  bills: { '1 1': bill([wheel(2, 4)]) },
  hoursPerDay: { 1: 4 },
  ...EVERY_DAY,
}

const lookThrough = (network: Network, need: Need): Found | undefined =>
  lookWith(network, need, { left: MOST.looks })

const asked = (quantity: number, by: number, item = 1) => ({
  itemId: BigInt(item),
  place: 1n,
  quantity: whole(quantity),
  on: day(by),
})

function told(come: Come): string {
  const of = come.of.map(
    ({ itemId, quantity, on, origins }) =>
      `${quantity / 1_000_000n} of ${itemId} on ${dayOf(on)}${origins.length > 0 ? ` by ${origins.map(told).join(' and ')}` : ''}`,
  )
  return `${come.origin.by} ${come.quantity / 1_000_000n} on ${dayOf(come.on)}${of.length > 0 ? ` (${of.join(', ')})` : ''}`
}

test('A10-9 D3 a material that comes on day 5 and three days of building are day 8', () => {
  const found = lookThrough(networkOf(CART, {}), asked(2, 2))!
  assert.equal(dayOf(found.on), 8)
  assert.deepEqual(found.needs, [{ itemId: 2n, place: 1n, on: day(5), quantity: whole(8) }])
  assert.equal(found.origins.map(told).join(), 'make 2 on 8 (8 of 2 on 5)')
  // Nine wheels there are none of.
  assert.equal(lookThrough(networkOf(CART, {}), asked(3, 2)), undefined)
})

test('A10-9 a yield takes more, and lead days are working days of the place', () => {
  const network: SlowNetwork = {
    ...CART,
    stock: { '2 1': { onHand: 6, supplies: [], demands: [] } },
    bills: { '1 1': bill([{ item: 2, quantity: 2, yieldPercent: 70, offsetDays: 0 }]) },
  }
  // 2 × 2 ÷ 0.7 = 5.7 are six. Three working days from a Monday are a Thursday, from Wednesday on the Monday behind.
  const found = lookThrough(networkOf(network, { 1: weekdays }), asked(2, 0))!
  assert.deepEqual([dayOf(found.on), found.needs[0]!.quantity], [3, whole(6)])
  const late = lookThrough(
    networkOf(
      { ...network, stock: { '2 1': { onHand: 0, supplies: [[2, 9]], demands: [] } } },
      { 1: weekdays },
    ),
    asked(2, 0),
  )!
  assert.equal(dayOf(late.on), 7)
})

test('A10-9 a part looks at so many ways, at all its places together', () => {
  const there = { onHand: 9, supplies: [], demands: [] }
  const network = networkOf(
    {
      ...CART,
      stock: { '2 1': there, '2 2': there },
      origins: { '1 1': [BUILT], '1 2': [BUILT] },
      bills: { '1 1': bill([wheel(2, 4)]), '1 2': bill([wheel(2, 4)]) },
    },
    {},
  )
  const foundWith = (left: number) => {
    const looks = { left }
    return [1n, 2n].map((place) => makerOf(network, { itemId: 1n, place }, looks)(whole(2), TODAY)?.on)
  }
  assert.deepEqual(foundWith(2), [day(3), day(3)])
  assert.deepEqual(foundWith(1), [day(3), undefined])
})

test('A10-9 hours are taken of each day what it has left', () => {
  const network: SlowNetwork = {
    ...CART,
    stock: { '2 1': { onHand: 99, supplies: [], demands: [] } },
    bills: { '1 1': bill([wheel(2, 4)], 0, 3) },
  }
  const found = lookThrough(networkOf(network, {}), asked(3, 0))!
  assert.deepEqual(
    found.hours.map(({ on, hours }) => `${dayOf(on)} ${hours / 1_000_000n}`),
    ['0 4', '1 4', '2 1'],
  )
  assert.equal(dayOf(found.on), 2)
})

test('A10-8 the lowest rank in time goes first, else the one that has it soonest', () => {
  const buy = (rank: number, leadDays: number): SlowOrigin => ({
    by: 'buy',
    rank,
    percent: 100,
    leadDays,
    processingDays: 1,
  })
  const by = (origins: SlowOrigin[], on: number) => {
    const found = lookThrough(networkOf({ ...CART, origins: { '1 1': origins } }, {}), asked(2, on))
    return found && `${found.origins[0]!.origin.rank} on ${dayOf(found.on)}`
  }
  assert.equal(by([BUILT, buy(2, 3)], 10), '1 on 10')
  assert.equal(by([BUILT, buy(2, 3)], 4), '2 on 4')
  assert.equal(by([BUILT, buy(2, 3)], 1), '2 on 3')
  assert.equal(by([buy(1, 9), buy(2, 0)], 0), '2 on 1')
  assert.equal(by([buy(1, 4), buy(2, 4)], 0), '1 on 4')
})

test('A10-8 sources of one rank share a quantity by their percentages, and none is lost', () => {
  const part = (percent: number): Origin => originOf({ by: 'make', rank: 1, percent })
  const shares = (quantity: bigint, ...percents: number[]) =>
    sharesOf(percents.map(part), quantity).map((one) => one.quantity)
  assert.deepEqual(shares(whole(10), 70, 30), [whole(7), whole(3)])
  assert.deepEqual(shares(whole(10), 33, 33, 33), [whole(4), whole(3), whole(3)])
  assert.deepEqual(shares(whole(1), 50, 50), [whole(1)])
  fc.assert(
    fc.property(
      fc.bigInt(1n, 10_000_000_000n),
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }),
      (quantity, percents) => shares(quantity, ...percents).reduce((sum, one) => sum + one, 0n) === quantity,
    ),
  )
})

const quantity = fc.integer({ min: 0, max: 12 })
const dated = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 8 })), {
  maxLength: 3,
})
const ITEMS = [1, 2, 3, 4, 5]
const PLACES = [1, 2]
const pairs = ITEMS.flatMap((item) => PLACES.map((place) => ({ item, place })))
const origin = (place: number): fc.Arbitrary<SlowOrigin> => {
  const base = { rank: fc.integer({ min: 1, max: 3 }), percent: fc.integer({ min: 1, max: 100 }) }
  const lead = fc.integer({ min: 0, max: 12 })
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ ...base, by: fc.constant('make' as const) }) },
    fc.record({ ...base, by: fc.constant('buy' as const), leadDays: lead, processingDays: lead }),
    fc.record({
      ...base,
      by: fc.constant('transfer' as const),
      from: fc.constant(3 - place),
      transitDays: fc.integer({ min: 0, max: 4 }),
    }),
  )
}
const network = fc
  .record({
    stock: fc.tuple(...pairs.map(() => fc.record({ onHand: quantity, supplies: dated, demands: dated }))),
    origins: fc.tuple(...pairs.map(({ place }) => fc.array(origin(place), { maxLength: 3 }))),
    // Each item is made of those behind it.
    bills: fc.tuple(
      ...pairs.map(({ item }) =>
        fc.record({
          leadDays: fc.integer({ min: 0, max: 4 }),
          hoursPerUnit: fc.integer({ min: 0, max: 2 }),
          materials: fc.uniqueArray(
            fc.record({
              item: fc.integer({ min: item + 1, max: 6 }),
              quantity: fc.integer({ min: 1, max: 3 }),
              yieldPercent: fc.constantFrom(100, 90, 50),
              offsetDays: fc.integer({ min: 0, max: 3 }),
            }),
            { maxLength: 2, selector: (one) => one.item },
          ),
        }),
      ),
    ),
    hours: fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 8 })),
    week: fc.tuple(fc.boolean(), fc.boolean()),
  })
  .map(({ stock, origins, bills, hours, week }) => {
    const keyed = <T>(all: readonly T[]) =>
      Object.fromEntries(pairs.map(({ item, place }, index) => [`${item} ${place}`, all[index]!]))
    const slow: SlowNetwork = {
      stock: keyed(stock),
      origins: keyed(origins),
      bills: keyed(bills),
      hoursPerDay: { 1: hours[0], 2: hours[1] },
      works: (place, on) => !week[place - 1] || ((on % 7) + 7) % 7 < 5,
    }
    const calendar = (place: number) => (week[place - 1] ? weekdays : undefined)
    return { slow, calendars: { 1: calendar(1), 2: calendar(2) } }
  })

test('A10-9 of 10,000 small networks each gives the day of a second, slow reckoning, and is as it was afterwards', () => {
  const seen = { never: 0, late: 0, inTime: 0 }
  fc.assert(
    fc.property(
      network,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 15 }),
      ({ slow, calendars }, wanted, by) => {
        const fast = networkOf(slow, calendars)
        const found = lookThrough(fast, asked(wanted, by))
        const on = slowDay(slow, { item: 1, place: 1, quantity: wanted, by })
        assert.equal(found && dayOf(found.on), on)
        const again = lookThrough(fast, asked(wanted, by))
        assert.deepEqual([again?.needs, again?.hours], [found?.needs, found?.hours])
        seen[on === undefined ? 'never' : on > by ? 'late' : 'inTime'] += 1
      },
    ),
    { numRuns: 10_000, seed: 7 },
  )
  assert.ok(
    Object.values(seen).every((count) => count > 500),
    JSON.stringify(seen),
  )
})
