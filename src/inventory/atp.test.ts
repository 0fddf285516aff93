import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Micro } from '../platform/money.ts'
import { availability, availableOn, availableToPromise, earliestFor, promise } from './atp.ts'

const supply = [6n, 4n, 2n, 4n, 8n, 4n, 4n, 4n]
const demand = [6n, 2n, 3n, 6n, 6n, 1n, 2n, 2n]
const day = (number: number) => `2026-03-${String(number).padStart(2, '0')}`
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n)

// The classical computation in four steps, kept here as the other opinion on the same numbers.
function classical(
  supplies: readonly bigint[],
  demands: readonly bigint[],
  steps: { backward?: boolean; forward?: boolean; accumulate?: boolean },
): bigint[] {
  const net = supplies.map((quantity, period) => quantity - demands[period]!)
  const cover = (short: number, from: number) => {
    const taken = net[from]! < -net[short]! ? net[from]! : -net[short]!
    if (taken <= 0n) return
    net[from]! -= taken
    net[short]! += taken
  }
  for (let short = 0; steps.backward && short < net.length; short += 1)
    for (let from = short - 1; from >= 0; from -= 1) cover(short, from)
  for (let short = 0; steps.forward && short < net.length; short += 1)
    for (let from = short + 1; from < net.length; from += 1) cover(short, from)
  if (!steps.accumulate) return net
  let carried = 0n
  return net.map((quantity) => {
    if (quantity > 0n) carried += quantity
    return quantity < 0n ? quantity : carried
  })
}

/** Projected balance per period: opening plus cumulative supply less demand. */
function projectBalance(opening: Micro, supply: readonly Micro[], demand: readonly Micro[]): Micro[] {
  let balance = opening
  return supply.map((quantity, period) => (balance += quantity - (demand[period] ?? 0n)))
}

test('D3 P-20 the reference table: projected on-hand and the four classical variants', () => {
  assert.deepEqual(projectBalance(0n, supply, demand), [0n, 2n, 1n, -1n, 1n, 4n, 6n, 8n])
  assert.deepEqual(classical(supply, demand, {}), [0n, 2n, -1n, -2n, 2n, 3n, 2n, 2n])
  assert.deepEqual(classical(supply, demand, { backward: true }), [0n, 0n, 0n, -1n, 2n, 3n, 2n, 2n])
  assert.deepEqual(classical(supply, demand, { forward: true }), [0n, 2n, 0n, 0n, 0n, 2n, 2n, 2n])
  const both = { backward: true, accumulate: true }
  assert.deepEqual(classical(supply, demand, both), [0n, 0n, 0n, -1n, 2n, 5n, 7n, 9n])
  const more = demand.map((quantity, period) => (period === 6 ? quantity + 3n : quantity))
  assert.deepEqual(classical(supply, more, both), [0n, 0n, 0n, -1n, 2n, 4n, 4n, 6n])
})

test('D3 P-20 ATP is the smallest balance from here on: backward, forward and accumulated', () => {
  const expected = [0n, 0n, 0n, 0n, 1n, 4n, 6n, 8n]
  assert.deepEqual(availableToPromise(projectBalance(0n, supply, demand)), expected)
  assert.deepEqual(classical(supply, demand, { backward: true, forward: true, accumulate: true }), expected)
})

const quantities = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 20n }), fc.bigInt({ min: 0n, max: 20n })), {
  minLength: 1,
  maxLength: 20,
})

test('D3 the one-pass formula equals the classical steps wherever demand can be covered at all', () => {
  fc.assert(
    fc.property(quantities, (periods) => {
      const supplies = periods.map(([quantity]) => quantity)
      const demands = periods.map(([, quantity]) => quantity)
      fc.pre(sum(supplies) >= sum(demands))
      const steps = { backward: true, forward: true, accumulate: true }
      assert.deepEqual(
        availableToPromise(projectBalance(0n, supplies, demands)),
        classical(supplies, demands, steps),
      )
    }),
  )
})

const dated = fc.array(
  fc.record({ on: fc.integer({ min: 1, max: 28 }).map(day), quantity: fc.bigInt({ min: 1n, max: 30n }) }),
  { maxLength: 12 },
)
const pictures = fc.record({
  today: fc.constant(day(8)),
  free: fc.bigInt({ min: -5n, max: 30n }),
  supplies: dated,
  demands: dated,
})

test('D3 F-6 a promise never takes what an earlier promise needs', () => {
  const wishes = fc.array(
    fc.record({
      quantity: fc.bigInt({ min: 1n, max: 25n }),
      on: fc.integer({ min: 1, max: 28 }).map(day),
      allowSplit: fc.boolean(),
      minSplit: fc.option(fc.bigInt({ min: 1n, max: 10n }), { nil: undefined }),
    }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(pictures, wishes, (picture, requests) => {
      const demands = [...picture.demands]
      for (const { quantity, on, allowSplit, minSplit } of requests) {
        const before = availability({ ...picture, demands })
        const result = promise(before, quantity, on, { allowSplit, minSplit })
        assert.equal(sum(result.parts.map((part) => part.quantity)) + result.unpromised, quantity)
        assert.ok(result.unpromised === 0n || result.parts.length === 0)
        for (const part of result.parts)
          assert.ok(part.quantity > 0n && part.on >= on && part.on >= picture.today)
        // Each part stands when it is taken by itself, in order of time.
        for (const part of result.parts) {
          assert.ok(availableOn(availability({ ...picture, demands }), part.on) >= part.quantity)
          demands.push(part)
        }
      }
    }),
  )
})

test('D3 P-20 availability is what trying one quantity after the other finds, in ten thousand random tables', () => {
  fc.assert(
    fc.property(pictures, fc.integer({ min: 8, max: 28 }), (picture, asked) => {
      // The balance of each day, counted one by one: late supply does not come, late demand is due today.
      const balances = Array.from({ length: 28 - 8 + 1 }, (_, index) => {
        const on = day(8 + index)
        const come = picture.supplies.filter((one) => one.on >= picture.today && one.on <= on)
        const due = picture.demands.filter((one) => one.on <= on)
        return Number(
          picture.free + sum(come.map((one) => one.quantity)) - sum(due.map((one) => one.quantity)),
        )
      })
      const behind = balances.slice(asked - 8)
      let most = 0
      while (behind.every((balance) => balance - (most + 1) >= 0)) most += 1
      assert.equal(availableOn(availability(picture), day(asked)), BigInt(most))
    }),
    { numRuns: 10_000 },
  )
})

test('D3 availability never falls with time, and a new supply never lowers it', () => {
  fc.assert(
    fc.property(pictures, fc.integer({ min: 1, max: 28 }).map(day), (picture, on) => {
      const before = availability(picture)
      before.available.forEach((quantity, index) =>
        assert.ok(quantity >= (before.available[index - 1] ?? 0n)),
      )
      const after = availability({ ...picture, supplies: [...picture.supplies, { on, quantity: 3n }] })
      for (const at of [picture.today, on, day(28)])
        assert.ok(availableOn(after, at) >= availableOn(before, at))
    }),
  )
})

test('D3 F-6 past-due supply is no stock unless its fence says so; past-due demand counts today', () => {
  const input = {
    today: day(8),
    free: 5n,
    supplies: [
      { on: day(5), quantity: 4n },
      { on: day(7), quantity: 3n },
    ],
    demands: [{ on: day(2), quantity: 2n }],
  }
  assert.equal(availableOn(availability(input), day(8)), 3n)
  assert.equal(availableOn(availability({ ...input, supplyFence: day(6) }), day(8)), 6n)
  assert.equal(availableOn(availability({ ...input, demandFence: day(3) }), day(8)), 5n)
  assert.equal(availableOn(availability(input), day(7)), 0n)
})

const stock = availability({
  today: day(1),
  free: 4n,
  supplies: [
    { on: day(10), quantity: 3n },
    { on: day(20), quantity: 5n },
  ],
  demands: [],
})

test('D3 a promise is on the requested day, else on the earliest day that covers it', () => {
  assert.deepEqual(promise(stock, 4n, day(3)).parts, [{ on: day(3), quantity: 4n, reason: 'on_time' }])
  assert.deepEqual(promise(stock, 6n, day(3)).parts, [{ on: day(10), quantity: 6n, reason: 'late' }])
  assert.deepEqual(promise(stock, 6n, day(12)).parts, [{ on: day(12), quantity: 6n, reason: 'on_time' }])
  assert.deepEqual(promise(stock, 2n, '2025-12-01').parts, [{ on: day(1), quantity: 2n, reason: 'on_time' }])
  assert.equal(earliestFor(stock, 12n, day(1)), day(20))
  assert.equal(earliestFor(stock, 13n, day(1)), undefined)
})

test('D3 the split table: minimum by the day, minimum later, no minimum, rest never available', () => {
  const split = { allowSplit: true }
  assert.deepEqual(promise(stock, 9n, day(3), { ...split, minSplit: 3n }).parts, [
    { on: day(3), quantity: 4n, reason: 'first_part' },
    { on: day(20), quantity: 5n, reason: 'rest' },
  ])
  assert.deepEqual(promise(stock, 9n, day(3), { ...split, minSplit: 5n }).parts, [
    { on: day(10), quantity: 7n, reason: 'first_part' },
    { on: day(20), quantity: 2n, reason: 'rest' },
  ])
  assert.deepEqual(promise(stock, 9n, day(3), split).parts, [
    { on: day(3), quantity: 4n, reason: 'first_part' },
    { on: day(20), quantity: 5n, reason: 'rest' },
  ])
  assert.deepEqual(promise(stock, 9n, day(3), { ...split, minSplit: 8n }).parts, [
    { on: day(20), quantity: 9n, reason: 'late' },
  ])
  assert.deepEqual(promise(stock, 13n, day(3), split), { parts: [], unpromised: 13n })
})

test('D3 at the fence everything is available', () => {
  const fence = day(15)
  assert.deepEqual(promise(stock, 100n, day(16), { fence }).parts, [
    { on: day(16), quantity: 100n, reason: 'at_fence' },
  ])
  assert.deepEqual(promise(stock, 9n, day(3), { fence }).parts, [
    { on: fence, quantity: 9n, reason: 'at_fence' },
  ])
  assert.deepEqual(promise(stock, 9n, day(3), { fence, allowSplit: true }).parts, [
    { on: day(3), quantity: 4n, reason: 'first_part' },
    { on: fence, quantity: 5n, reason: 'at_fence' },
  ])
})
