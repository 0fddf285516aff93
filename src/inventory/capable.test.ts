import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../platform/clock.ts'
import { ONE, slowDay, type SlowNetwork, type SlowOrigin } from '../../test/support/capable.ts'
import {
  bill,
  BUILT,
  CART,
  networks,
  there,
  weekdays,
  wheel,
  type Calendars,
  type Drawn,
} from '../../test/support/capable-networks.ts'
import { availability, availableOn, earliestFor, type DatedQuantity } from './atp.ts'
import {
  lookThrough as lookWith,
  MOST,
  sharesOf,
  type Come,
  type Capable,
  type Need,
  type Network,
  type Origin,
} from './capable.ts'
import { sourceLines } from './sourcing.ts'
import { makerOf } from './supply-facts.ts'

// Monday.
const TODAY = '2030-03-04'
const day = (number: number) => addDays(TODAY, number)
const dayOf = (on: string) => (Date.parse(on) - Date.parse(TODAY)) / 86_400_000
const whole = (quantity: number) => BigInt(quantity) * 1_000_000n
const micro = (tenths: number) => BigInt(tenths) * 100_000n

/** The same network for what is tested. */
function networkOf(slow: SlowNetwork, calendars: Calendars): Network {
  const taken = new Map<string, DatedQuantity[]>()
  const used = new Map<string, bigint>()
  return {
    today: TODAY,
    calendar: (place) => calendars[Number(place)],
    grain: (item) => micro(slow.grains[Number(item)] ?? ONE),
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
            quantity: micro(material.quantity),
            yieldPercent: material.yieldPercent,
            offsetDays: material.offsetDays,
            validFrom: null,
            validTo: null,
          })),
          resources: bill.hoursPerUnit > 0 ? [{ resource: 'R', hoursPerUnit: micro(bill.hoursPerUnit) }] : [],
        }
      )
    },
    stock(item, place) {
      const key = `${item} ${place}`
      const own = slow.stock[key] ?? { onHand: 0, supplies: [], demands: [] }
      if (!taken.has(key))
        taken.set(
          key,
          own.demands.map(([on, quantity]) => ({ on: day(on), quantity: micro(quantity) })),
        )
      const over = () =>
        availability({
          today: TODAY,
          free: micro(own.onHand),
          supplies: own.supplies.map(([on, quantity]) => ({ on: day(on), quantity: micro(quantity) })),
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
        hoursPerDay: micro(hoursPerDay),
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

const lookThrough = (network: Network, need: Need): Capable | undefined =>
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
    stock: { '2 1': there(6) },
    bills: { '1 1': bill([{ ...wheel(2, 2), yieldPercent: 70 }]) },
  }
  // 2 × 2 ÷ 0.7 = 5.7 are six. Three working days from a Monday are a Thursday, from Wednesday on the Monday behind.
  const found = lookThrough(networkOf(network, { 1: weekdays }), asked(2, 0))!
  assert.deepEqual([dayOf(found.on), found.needs[0]!.quantity], [3, whole(6)])
  const late = lookThrough(
    networkOf({ ...network, stock: { '2 1': there(0, [2, 9]) } }, { 1: weekdays }),
    asked(2, 0),
  )!
  assert.equal(dayOf(late.on), 7)
})

test('A10-9 a part looks at so many ways, at all its places together', () => {
  const network = networkOf(
    {
      ...CART,
      stock: { '2 1': there(9), '2 2': there(9) },
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
    stock: { '2 1': there(99) },
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

test('A10-8 what one source of a rank lacks the others of it give, then those of the next', () => {
  const buy = (rank: number, leadDays: number, percent = 50): SlowOrigin => ({
    by: 'buy',
    rank,
    percent,
    leadDays,
    processingDays: 0,
  })
  const make: SlowOrigin = { by: 'make', rank: 1, percent: 50 }
  const by = (origins: SlowOrigin[], quantity: number) => {
    const network = { ...CART, stock: { '2 1': there(16) }, origins: { '1 1': origins } }
    const found = lookThrough(networkOf(network, {}), asked(quantity, 1))
    return found && `${found.origins.map(told).join(', ')}: ${dayOf(found.on)}`
  }
  // Sixteen wheels are four carts: four of the six, and two more, are bought.
  assert.equal(by([make, buy(1, 4)], 6), 'make 3 on 3 (12 of 2 on 0), buy 3 on 4: 4')
  assert.equal(by([make, buy(1, 4)], 12), 'make 4 on 3 (16 of 2 on 0), buy 8 on 4: 4')
  assert.equal(
    by([buy(1, 4, 20), make, buy(1, 6, 30)], 20),
    'buy 7 on 4, make 4 on 3 (16 of 2 on 0), buy 9 on 6: 6',
  )
  // A rank that has all of it goes before one that has some.
  assert.equal(by([make, buy(2, 4)], 6), 'buy 6 on 4: 4')
  const limited: SlowNetwork = {
    ...CART,
    stock: { '2 1': there(16), '1 2': there(3) },
    origins: { '1 1': [make, { by: 'transfer', rank: 2, percent: 100, from: 2, transitDays: 1 }] },
  }
  const first = lookThrough(networkOf(limited, {}), asked(7, 1))!
  assert.equal(
    first.origins.map(told).join(', '),
    'make 4 on 3 (16 of 2 on 0), transfer 3 on 1 (3 of 1 on 0)',
  )
  assert.equal(lookThrough(networkOf(limited, {}), asked(8, 1)), undefined)
})

test('A10-8 sources of one rank share a quantity by their percentages, and none is lost', () => {
  const part = (percent: number): Origin => originOf({ by: 'make', rank: 1, percent })
  const shares = (quantity: bigint, ...percents: number[]) => [
    ...sharesOf(percents.map(part), quantity).values(),
  ]
  assert.deepEqual(shares(whole(10), 70, 30), [whole(7), whole(3)])
  assert.deepEqual(shares(whole(10), 33, 33, 33), [whole(4), whole(3), whole(3)])
  assert.deepEqual(shares(whole(1), 50, 50), [whole(1), 0n])
  fc.assert(
    fc.property(
      fc.bigInt(1n, 10_000_000_000n),
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }),
      (quantity, percents) => shares(quantity, ...percents).reduce((sum, one) => sum + one, 0n) === quantity,
    ),
  )
})

const number = (most: number, least = 1) => fc.integer({ min: least, max: most })

test('A10-9 of 10,000 small networks each gives the day of a second, slow reckoning, and is as it was afterwards', () => {
  const seen = { never: 0, late: 0, inTime: 0, together: 0 }
  const compared = ({ slow, calendars }: Drawn, wanted: number, by: number) => {
    const fast = networkOf(slow, calendars)
    const found = lookThrough(fast, asked(wanted, by))
    const on = slowDay(slow, { item: 1, place: 1, quantity: wanted * ONE, by }, MOST)
    assert.equal(found && dayOf(found.on), on)
    const again = lookThrough(fast, asked(wanted, by))
    assert.deepEqual([again?.needs, again?.hours], [found?.needs, found?.hours])
    seen[on === undefined ? 'never' : on > by ? 'late' : 'inTime'] += 1
    if ((found?.origins.length ?? 0) > 1) seen.together += 1
  }
  const by = number(15, 0)
  fc.assert(fc.property(networks([1, 2, 3, 4], true), number(3), by, compared), { numRuns: 2500, seed: 7 })
  // Of fewer levels and without end more origins give less than their share.
  fc.assert(fc.property(networks([1, 2], false), number(6), by, compared), { numRuns: 7500, seed: 7 })
  assert.ok(
    Object.values(seen).every((count) => count > 400),
    JSON.stringify(seen),
  )
})

test('A10-9 D3 a line that may be split is promised the most that can be had in time, or at all, in whole units, as trying each quantity tells', () => {
  const seen = { whole: 0, inTime: 0, ever: 0, nothing: 0, cases: 0, uneven: 0 }
  fc.assert(
    fc.property(
      networks([1, 2], true),
      number(7),
      number(15, 0),
      fc.constantFrom(1, 1, 3),
      number(4, 0),
      ({ slow, calendars }, count, by, unit, onHand) => {
        const network = networkOf(slow, calendars)
        const wanted = count * unit
        const looks = { left: MOST.looks }
        const maker = makerOf(network, { itemId: 1n, place: 1n }, looks)
        const stock = { onHand: whole(onHand), reserved: 0n, supplies: [], demands: [] }
        const line = { item: 1n, quantity: whole(wanted), requestedOn: day(by), allowSplit: true }
        const [parts] = sourceLines(
          new Map([[1n, new Map([[1n, stock]])]]),
          [{ ...line, ...(unit === 1 ? {} : { unit: whole(unit) }) }],
          { today: TODAY, candidates: [{ location: 1n, maker }] },
        )
        assert.ok(looks.left > 0)
        const held = Math.min(wanted, onHand - (onHand % unit))
        const [now, ...later] = held === 0 ? [undefined, ...parts!] : parts!
        assert.deepEqual(now && [now.supply, now.quantity], now && ['on_hand', whole(held)])
        assert.equal(
          parts!.reduce((sum, part) => sum + part.quantity, 0n),
          whole(wanted),
        )
        for (const part of parts!) assert.equal(part.quantity % whole(unit), 0n)
        const left = wanted - held
        if (left === 0) return
        const opened = onHand - held
        const dayFor = (units: number) =>
          slowDay(slow, { item: 1, place: 1, quantity: (units - opened) * ONE, by }, MOST)
        const all = dayFor(left)
        const fewer = Array.from({ length: left / unit - 1 }, (_, index) => left - (index + 1) * unit)
        const days = fewer.map((units) => dayFor(units) ?? Infinity)
        // Now and then more can be had though less cannot, by another way: what is found is what halving leads to, never more.
        const isUneven = [by, 9999].some((until) =>
          days.some((one, at) => one > until && days[at - 1]! <= until),
        )
        if (isUneven) {
          const [most] = later
          const units = Number(most!.quantity / 1_000_000n)
          assert.ok(most!.supply === 'backorder' || units === left || dayFor(units) !== undefined)
          seen.uneven += 1
          return
        }
        const inTime = fewer.find((_, at) => days[at]! <= by)
        const first = later[0]!
        const made = Number(first.quantity / 1_000_000n)
        const last = later.at(-1)!
        if (unit > 1) seen.cases += 1
        if (all !== undefined) {
          // All of it has a day, and it is no later for what of it is there before.
          assert.ok(last.promisedOn !== undefined && dayOf(last.promisedOn) <= all)
          if (all <= by || inTime === undefined) assert.deepEqual([made, later.length], [left, 1])
          else if (later.length > 1) assert.deepEqual([made, dayOf(first.promisedOn!)], [inTime, by])
          seen[later.length > 1 ? 'inTime' : 'whole'] += 1
          return
        }
        assert.equal(last.supply, 'backorder')
        const most = inTime ?? fewer.find((_, at) => days[at]! < Infinity)
        assert.equal(later.length > 1 ? made : undefined, most)
        if (most !== undefined && inTime !== undefined) assert.equal(dayOf(first.promisedOn!), by)
        // Of what waits not one more could be had.
        const more = { item: 1n, place: 1n, quantity: whole(unit - (later.length > 1 ? 0 : opened)) }
        const again = lookThrough(network, {
          itemId: more.item,
          place: more.place,
          quantity: more.quantity,
          on: day(by),
        })
        assert.equal(again, undefined)
        seen[most === undefined ? 'nothing' : 'ever'] += 1
      },
    ),
    { numRuns: 3000, seed: 7 },
  )
  const { uneven, ...others } = seen
  assert.ok(uneven < 60 && Object.values(others).every((count) => count > 40), JSON.stringify(seen))
})

test('A10-9 beyond so many levels, and so many days of a resource, nothing is found', () => {
  const seen = { found: 0, tooDeep: 0, tooLong: 0 }
  const chain = fc.record({
    levels: number(14),
    /** Which of them come from the other place. */
    moved: fc.array(
      number(20).map((one) => one === 1),
      { minLength: 14, maxLength: 14 },
    ),
    hoursPerDay: number(5),
    hoursPerUnit: number(200, 0),
    wanted: number(9),
  })
  fc.assert(
    fc.property(chain, ({ levels, moved, hoursPerDay, hoursPerUnit, wanted }) => {
      const slow: SlowNetwork = {
        ...CART,
        stock: {},
        origins: {},
        bills: {},
        hoursPerDay: { 1: hoursPerDay },
      }
      for (let item = 1; item <= levels; item += 1) {
        slow.stock[`${item} 1`] = there(0)
        slow.origins[`${item} 1`] = [
          moved[item - 1] ? { by: 'transfer', rank: 1, percent: 100, from: 2, transitDays: 1 } : BUILT,
        ]
        slow.origins[`${item} 2`] = [{ by: 'transfer', rank: 1, percent: 100, from: 3, transitDays: 1 }]
        slow.bills[`${item} 1`] = bill([wheel(item + 1, 1)], 1)
        slow.stock[`${item} 3`] = there(99)
      }
      slow.stock[`${levels + 1} 1`] = there(99)
      slow.bills['1 1'] = { ...slow.bills['1 1']!, hoursPerUnit }
      const found = lookThrough(networkOf(slow, {}), asked(wanted, 0))
      const of = { item: 1, place: 1, quantity: wanted * ONE, by: 0 }
      const on = slowDay(slow, of, MOST)
      assert.equal(found && dayOf(found.on), on)
      if (on !== undefined) seen.found += 1
      else if (slowDay(slow, of, { ...MOST, days: 1_000_000 }) === undefined) seen.tooDeep += 1
      else seen.tooLong += 1
    }),
    { numRuns: 2000, seed: 7 },
  )
  assert.ok(
    Object.values(seen).every((count) => count > 50),
    JSON.stringify(seen),
  )
})

test('A10-9 who may look at fewer ways finds less, and nothing that is not there', () => {
  const seen = { less: 0, same: 0 }
  fc.assert(
    fc.property(
      networks([1, 2, 3], true),
      number(6),
      number(15, 0),
      number(30, 0),
      (drawn, wanted, by, left) => {
        const { slow, calendars } = drawn
        const looks = { left }
        const few = lookWith(networkOf(slow, calendars), asked(wanted, by), looks)
        const all = lookThrough(networkOf(slow, calendars), asked(wanted, by))
        const given = few?.origins.reduce((sum, come) => sum + come.quantity, 0n)
        if (few) assert.deepEqual([given, all !== undefined], [whole(wanted), true])
        seen[few?.on === all?.on ? 'same' : 'less'] += 1
      },
    ),
    { numRuns: 2000, seed: 7 },
  )
  assert.ok(
    Object.values(seen).every((count) => count > 50),
    JSON.stringify(seen),
  )
})
