import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  giversOf,
  mostFor,
  nodeFor,
  NOBODYS,
  shareOut,
  sharesOf,
  takeFrom,
  weekOf,
  type AllocationNode,
  type AllocationPlan,
} from './allocation.ts'

const unit = 1_000_000n
const monday = '2026-03-02'
const next = '2026-03-09'
const node = (code: string, more: Partial<AllocationNode> = {}): AllocationNode => ({
  code,
  parent: null,
  orderTypes: [],
  sources: [],
  segments: [],
  percent: 0,
  rank: 1,
  takes: false,
  protectedPercent: 100,
  ...more,
})
const percents: AllocationPlan = {
  code: 'P',
  by: 'percent',
  nodes: [
    node('ALL', { percent: 15 }),
    node('WEB', { parent: 'ALL', sources: ['web'], percent: 5 }),
    node('GOLD', { parent: 'WEB', segments: ['gold'], percent: 20 }),
    node('SHOPS', { sources: ['till'], percent: 60 }),
  ],
}
const gold = { orderType: '', source: 'web', segment: 'gold' }
const now = (units: bigint) => [{ week: monday, balance: units * unit }]
const brief = (taken: readonly { node: string; quantity: bigint }[]) =>
  taken.map((one) => [one.node, one.quantity / unit])

test('D4 A10-17 200 supply, 220 wanted: 40 of its own share, 10 of its parent, 30 of its grandparent, 140 left for sourcing', () => {
  const own = nodeFor(percents, gold)!
  assert.equal(own.code, 'GOLD')
  const shares = sharesOf(percents, now(200n), new Map(), unit)
  const taken = takeFrom(shares, giversOf(percents, own), monday, 220n * unit)
  assert.deepEqual(brief(taken), [
    ['GOLD', 40n],
    ['WEB', 10n],
    ['ALL', 30n],
  ])
  const got = taken.reduce((sum, one) => sum + one.quantity, 0n)
  assert.equal((220n * unit - got) / unit, 140n)
})

test('A10-17 an order belongs to the lowest node that is for it, with all parents; who is in none takes of what is nobody’s', () => {
  const of = (source: string, segment: string) =>
    nodeFor(percents, { orderType: '', source, segment })?.code ?? null
  assert.equal(of('web', 'gold'), 'GOLD')
  assert.equal(of('web', 'silver'), 'WEB')
  // Gold, but not of the web: its parent is not for it.
  assert.equal(of('phone', 'gold'), 'ALL')
  // Of one level the one that says more of it.
  assert.equal(of('till', 'gold'), 'SHOPS')
  const ranked = { nodes: [node('A', { rank: 2 }), node('C'), node('B')] }
  assert.equal(nodeFor(ranked, gold)!.code, 'B')
  const only = { nodes: [node('A', { sources: ['till'] })] }
  assert.equal(nodeFor(only, gold), undefined)
  assert.deepEqual(
    giversOf(only, undefined).map((giver) => giver.node),
    [NOBODYS],
  )
})

test('A10-18 quantities that were stated are halved when half of the supply is there; what is beyond them is nobody’s', () => {
  const plan: AllocationPlan = { code: 'Q', by: 'quantity', nodes: [node('A'), node('B'), node('C')] }
  const stated = new Map([
    ['A', 600n * unit],
    ['B', 300n * unit],
    ['C', 100n * unit],
  ])
  const brief = (supply: bigint) =>
    [...shareOut(plan, supply * unit, unit, stated)].map(([code, quantity]) => [code, quantity / unit])
  assert.deepEqual(brief(500n), [
    ['A', 300n],
    ['B', 150n],
    ['C', 50n],
    [NOBODYS, 0n],
  ])
  assert.deepEqual(brief(1200n), [
    ['A', 600n],
    ['B', 300n],
    ['C', 100n],
    [NOBODYS, 200n],
  ])
  assert.deepEqual(brief(-5n), [
    ['A', 0n],
    ['B', 0n],
    ['C', 0n],
    [NOBODYS, 0n],
  ])
})

test('A10-17 the last unit is somebody’s: shares are whole units, by largest remainder', () => {
  const plan: AllocationPlan = {
    code: 'P',
    by: 'percent',
    nodes: [node('A', { percent: 70 }), node('B', { percent: 30 })],
  }
  const of = (supply: bigint, grain = unit) =>
    [...shareOut(plan, supply, grain).values()].map((one) => Number(one) / 1e6)
  assert.deepEqual(of(unit), [1, 0, 0])
  assert.deepEqual(of(11n * unit), [8, 3, 0])
  assert.deepEqual(of(11n * unit, 1n), [7.7, 3.3, 0])
  // What is finer than a unit is nobody's.
  assert.deepEqual(of(11n * unit + unit / 2n), [8, 3, 0.5])
})

test('A10-17 weeks begin on Monday; a later week has what the weeks before left, and keeps what was promised of it', () => {
  assert.deepEqual(['2026-03-01', '2026-03-02', '2026-03-08', '2026-03-09', '1969-12-31'].map(weekOf), [
    '2026-02-23',
    monday,
    monday,
    next,
    '1969-12-29',
  ])
  const plan: AllocationPlan = {
    code: 'P',
    by: 'percent',
    nodes: [node('A', { percent: 50 }), node('B', { percent: 50 })],
  }
  const givers = giversOf(plan, plan.nodes[0])
  const supply = [
    { week: monday, balance: 10n * unit },
    { week: next, balance: 30n * unit },
  ]
  const fresh = sharesOf(plan, supply, new Map(), unit)
  assert.equal(mostFor(fresh, givers, monday), 5n * unit)
  assert.equal(mostFor(fresh, givers, next), 15n * unit)
  assert.equal(mostFor(fresh, givers, '2026-04-06'), 15n * unit)
  // 13 were promised for the next week: of these three are of this week's share, and stay.
  const promised = sharesOf(
    plan,
    [supply[0]!, { week: next, balance: 17n * unit }],
    new Map([[next, new Map([['A', 13n * unit]])]]),
    unit,
  )
  assert.equal(mostFor(promised, givers, next), 2n * unit)
  assert.equal(mostFor(promised, givers, monday), 2n * unit)
  // What was taken in a week that is over counts no more.
  const over = sharesOf(plan, supply, new Map([['2026-02-23', new Map([['A', 5n * unit]])]]), unit)
  assert.equal(mostFor(over, givers, monday), 5n * unit)
})

test('A10-17 who may take from less important nodes takes of the least important first, and leaves what is protected', () => {
  const plan: AllocationPlan = {
    code: 'P',
    by: 'percent',
    nodes: [
      node('KEY', { rank: 1, percent: 10, takes: true }),
      node('WEB', { rank: 2, percent: 50, protectedPercent: 60 }),
      node('OUT', { rank: 3, percent: 40, protectedPercent: 25 }),
    ],
  }
  const shares = sharesOf(plan, now(100n), new Map(), unit)
  const [key, web] = plan.nodes
  assert.deepEqual(brief(takeFrom(shares, giversOf(plan, key), monday, 100n * unit)), [
    ['KEY', 10n],
    ['OUT', 30n],
    ['WEB', 20n],
  ])
  // The other way nobody takes.
  assert.deepEqual(brief(takeFrom(shares, giversOf(plan, web), monday, 100n * unit)), [['WEB', 50n]])
})

const anyPlan = fc
  .record({
    cuts: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 3 }),
    protect: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 4, maxLength: 4 }),
    by: fc.constantFrom('percent' as const, 'quantity' as const),
    takes: fc.boolean(),
  })
  .map(({ cuts, protect, by, takes }): AllocationPlan => {
    const bounds = [0, ...cuts.toSorted((a, b) => a - b), 100]
    return {
      code: 'P',
      by,
      nodes: ['A', 'B', 'C', 'D'].map((code, index) =>
        node(code, {
          parent: index === 1 ? 'A' : null,
          percent: bounds[index + 1]! - bounds[index]!,
          rank: index,
          takes,
          protectedPercent: protect[index]!,
        }),
      ),
    }
  })

test('A10-17 whoever asks in whatever order: no more is promised than there is, and what is protected stays', () => {
  fc.assert(
    fc.property(
      anyPlan,
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 60 }),
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 8, maxLength: 8 }),
      fc.array(fc.record({ who: fc.nat(3), units: fc.integer({ min: 1, max: 30 }), later: fc.boolean() }), {
        maxLength: 12,
      }),
      (plan, first, more, stated, asks) => {
        const weeks = [monday, next].map((week, at) => ({
          week,
          balance: BigInt(at === 0 ? first : first + more) * unit,
          stated: new Map(
            plan.nodes.map(({ code }, index) => [code, BigInt(stated[at * 4 + index]!) * unit]),
          ),
        }))
        const taken = new Map<string, Map<string, bigint>>()
        const begun = sharesOf(plan, weeks, taken, unit)
        for (const shares of begun.share.values()) assert.ok(shares.every((one) => one >= 0n))
        for (const [at, { balance }] of weeks.entries()) {
          const all = [...begun.share.values()].reduce((sum, shares) => sum + shares[at]!, 0n)
          assert.equal(all, balance)
        }
        for (const { who, units, later } of asks) {
          const asking = plan.nodes[who]!
          const week = later ? next : monday
          const shares = sharesOf(plan, weeks, taken, unit)
          const givers = giversOf(plan, asking)
          const got = takeFrom(shares, givers, week, BigInt(units) * unit)
          const sum = got.reduce((total, one) => total + one.quantity, 0n)
          const most = mostFor(shares, givers, week)
          assert.equal(sum, most < BigInt(units) * unit ? most : BigInt(units) * unit)
          for (const one of got) {
            const byNode = taken.get(week) ?? new Map<string, bigint>()
            taken.set(week, byNode.set(one.node, (byNode.get(one.node) ?? 0n) + one.quantity))
            for (const each of weeks) if (each.week >= week) each.balance -= one.quantity
          }
          const after = sharesOf(plan, weeks, taken, unit)
          // Shares stand whatever is taken, and nobody has less than nothing.
          assert.deepEqual(after.share, begun.share)
          for (const [code, left] of after.left) {
            assert.ok(left.every((one) => one >= 0n))
            const stealers =
              got.some((one) => one.node === code) &&
              !givers.slice(0, 4).some((g) => g.node === code && g.protectedPercent === 0)
            if (!stealers) continue
            const kept = BigInt(plan.nodes.find((one) => one.code === code)!.protectedPercent)
            left.forEach((one, at) => {
              if (after.weeks[at]! < week) return
              assert.ok(one * 100n >= after.share.get(code)![at]! * kept)
            })
          }
          assert.ok(weeks.every(({ balance }) => balance >= 0n))
        }
      },
    ),
  )
})
