import assert from 'node:assert/strict'
import { test } from 'node:test'
import { search } from './assignment/search.ts'
import { costOf } from './assignment/problem.ts'
import { availability, earliestFor, type DatedQuantity } from './atp.ts'
import { termsOf } from './atp-rule.ts'
import {
  changeOf,
  planBacklog,
  rankBacklog,
  turnsOf,
  type BacklogDemand,
  type BacklogPlace,
  type BacklogRules,
  type Planned,
} from './backlog.ts'
import { problemOfPlaces } from './backlog-places.ts'

const TODAY = '2026-03-01'
const day = (offset: number) => `2026-03-${String(1 + offset).padStart(2, '0')}`

function demand(id: number, quantity: number, more: Partial<BacklogDemand> = {}): BacklogDemand {
  return {
    id: BigInt(id),
    itemId: 1n,
    locationId: 1n,
    bound: false,
    node: '',
    quantity: BigInt(quantity),
    requestedOn: TODAY,
    promisedOn: null,
    askedAt: new Date(id * 1000),
    priority: 4,
    deliveryPriority: 4,
    orderedOn: '2026-01-01',
    value: BigInt(quantity * 100),
    ...more,
  }
}

/** One place with what comes to it, by days from today. */
function place(locationId: bigint, free: number, comes: readonly [number, number][] = []): BacklogPlace {
  const supplies = comes.map(([on, quantity]) => ({ on: day(on), quantity: BigInt(quantity) }))
  return { locationId, stock: { onHand: BigInt(free), reserved: 0n, supplies, demands: [] } }
}

function plan(
  demands: readonly BacklogDemand[],
  places: readonly BacklogPlace[],
  rules: Partial<BacklogRules> = {},
): Planned<BacklogDemand>[] {
  const all = { today: TODAY, preventImprovement: false, rank: [], ...rules }
  return planBacklog(
    demands,
    () => places,
    all,
    (_, __, promisedOn) => ({ promisedOn, arrivesOn: null }),
  )
}

const told = (planned: readonly Planned<BacklogDemand>[]) =>
  planned.map(({ demand: { id }, priority, promisedOn, reason }) => [
    Number(id),
    priority,
    promisedOn === null ? null : Number(promisedOn.slice(8)) - 1,
    reason,
  ])

test('A10-22 two of one value: the earlier day has the smaller number, priorities lie ten apart', () => {
  const rank = [
    { by: 'value', direction: 'descending' },
    { by: 'requestedOn', direction: 'ascending' },
  ] as const
  const demands = [
    demand(1, 5, { value: 900n, requestedOn: day(9) }),
    demand(2, 5, { value: 900n, requestedOn: day(3) }),
    demand(3, 5, { value: 5000n, requestedOn: day(20) }),
    demand(4, 5, { value: 1n, override: 20 }),
  ]
  const ranked = rankBacklog(demands, rank).map((one) => [Number(one.demand.id), one.priority])
  assert.deepEqual(ranked, [
    [3, 10],
    [4, 20],
    [2, 20],
    [1, 30],
  ])
})

test('D5 A10-21 the golden table: ten units of three days, five that wait, by priority', () => {
  const priority = [{ by: 'priority', direction: 'descending' }] as const
  const places = [place(1n, 0, [[5, 10], [12, 6], [20, 4]])] // prettier-ignore
  const demands = [
    demand(1, 6, { priority: 4, promisedOn: day(5) }),
    demand(2, 4, { priority: 4, promisedOn: day(5) }),
    demand(3, 6, { priority: 9, promisedOn: day(12) }),
    demand(4, 5, { priority: 0, promisedOn: null }),
    demand(5, 4, { priority: 6, promisedOn: day(20), requestedOn: day(15) }),
  ]
  assert.deepEqual(told(plan(demands, places, { rank: priority })), [
    [3, 10, 5, 'late'],
    [5, 20, 15, 'on_time'],
    [1, 30, 12, 'late'],
    [2, 40, 20, 'late'],
    [4, 50, null, 'no_supply'],
  ])
  const changes = plan(demands, places, { rank: priority }).map((one) => changeOf(one))
  assert.deepEqual(changes, ['gains', 'gains', 'slips', 'slips', 'same'])
})

test('A10-23 a run of some never worsens the others', () => {
  const places = [place(1n, 0, [[5, 10], [12, 10]])] // prettier-ignore
  const demands = [
    demand(1, 10, { promisedOn: day(5), control: 'outside' }),
    demand(2, 10, { promisedOn: null, priority: 9 }),
  ]
  assert.deepEqual(told(plan(demands, places)), [[2, 10, 12, 'late']])
})

test('A10-24 what is locked keeps its day, what is decommitted takes nothing, nobody improves where that is said', () => {
  const places = [place(1n, 0, [[5, 10], [12, 10]])] // prettier-ignore
  const rank = [{ by: 'priority', direction: 'descending' }] as const
  const first = demand(1, 10, { promisedOn: day(5), priority: 1 })
  const urgent = demand(2, 10, { promisedOn: day(12), priority: 9 })
  assert.deepEqual(told(plan([{ ...first, control: 'locked' }, urgent], places, { rank })), [
    [2, 10, 12, 'late'],
    [1, 20, 5, 'locked'],
  ])
  assert.deepEqual(told(plan([{ ...first, control: 'decommitted' }, urgent], places, { rank })), [
    [2, 10, 5, 'late'],
    [1, 20, null, 'decommitted'],
  ])
  const kept = { rank, preventImprovement: true }
  assert.deepEqual(told(plan([first, urgent, demand(3, 1)], places, kept)), [
    [2, 10, 12, 'not_improved'],
    [3, 20, null, 'not_improved'],
    [1, 30, 5, 'late'],
  ])
  assert.deepEqual(told(plan([urgent], places, kept)), [[2, 10, 12, 'not_improved']])
})

test('A10-9 A10-21 what is made for a demand is its own once it is announced, and the horizon lacks it until then', () => {
  const made = demand(1, 10, { promisedOn: day(5), made: 10n })
  const waits = demand(2, 10)
  for (const control of ['locked', 'outside'] as const) {
    const daysOf = (comes: readonly [number, number][], onHand = 0) =>
      plan([{ ...made, control }, waits], [place(1n, onHand, comes)]).map(
        (one) => `${one.demand.id} ${one.promisedOn} ${one.reason}`,
      )
    const own = control === 'locked' ? [`1 ${day(5)} locked`] : []
    assert.deepEqual(daysOf([[5, 10]]), [...own, '2 null no_supply'], control)
    assert.deepEqual(daysOf([[5, 10], [7, 10]]), [...own, `2 ${day(7)} late`], control) // prettier-ignore
    assert.deepEqual(daysOf([], 10), [...own, '2 null no_supply'], control)
  }
})

test('C5-3 of two on one supply the one of priority 9 is before the one of 0 that asked earlier, and has its turn', () => {
  const rank = [
    { by: 'priority', direction: 'descending' },
    { by: 'askedAt', direction: 'ascending' },
  ] as const
  const demands = [demand(1, 6, { priority: 0 }), demand(2, 6, { priority: 9 })]
  const planned = plan(demands, [place(1n, 0, [[2, 6], [4, 6]])], { rank }) // prettier-ignore
  assert.deepEqual(told(planned), [
    [2, 10, 2, 'late'],
    [1, 20, 4, 'late'],
  ])
  const turns = turnsOf(planned)
  assert.deepEqual([turns.get(2n), turns.get(1n)], [new Date(1000), new Date(2000)])
})

test('A10-21 the place that serves soonest, the own one where it is as soon, and no other for what is bound', () => {
  const places = [place(1n, 0, [[5, 4]]), place(2n, 0, [[5, 4]]), place(3n, 4)]
  const at = (more: Partial<BacklogDemand>) => plan([demand(1, 4, more)], places)[0]!
  assert.equal(at({}).locationId, 3n)
  assert.equal(at({ requestedOn: day(6), locationId: 2n }).locationId, 2n)
  assert.equal(at({ bound: true }).promisedOn, day(5))
  assert.equal(at({ bound: true, locationId: 9n }).reason, 'no_supply')
})

test('D5 A10-21 the plan is that of brute force, promises no more than comes, and a lower priority takes from no higher one', () => {
  let seed = 7
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
  for (let round = 0; round < 400; round += 1) {
    const places = [1n, 2n].map((id) =>
      place(
        id,
        random(6),
        Array.from({ length: random(4) }, () => [random(25), 1 + random(8)]),
      ),
    )
    const demands = Array.from({ length: 1 + random(9) }, (_, index) =>
      demand(index + 1, 1 + random(6), {
        requestedOn: day(random(25)),
        priority: random(10),
        locationId: BigInt(1 + random(2)),
        bound: random(4) === 0,
      }),
    )
    const rank = [{ by: 'priority', direction: 'descending' }] as const
    const planned = plan(demands, places, { rank })
    const taken = new Map<bigint, DatedQuantity[]>(places.map(({ locationId }) => [locationId, []]))
    const availableAt = ({ locationId, stock }: BacklogPlace) =>
      availability({
        today: TODAY,
        free: stock.onHand,
        supplies: stock.supplies,
        demands: taken.get(locationId)!,
      })
    for (const { demand: one, promisedOn, locationId } of planned) {
      const days = places
        .filter((at) => !one.bound || at.locationId === one.locationId)
        .map((at) => earliestFor(availableAt(at), one.quantity, one.requestedOn))
        .filter((on) => on !== undefined)
      assert.equal(promisedOn, days.sort()[0] ?? null)
      if (promisedOn !== null) taken.get(locationId)!.push({ on: promisedOn, quantity: one.quantity })
    }
  }
})

test('A10-10 the cheapest places keep every day of the plan and take no more than comes', () => {
  let cheaper = 0
  for (let seed = 1; seed <= 200; seed += 1) {
    let state = seed
    const next = (count: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0
      return (state >>> 8) % count
    }
    const places = [1n, 2n, 3n].map((id) => place(id, next(12), [[1 + next(5), next(12)]]))
    const demands = Array.from({ length: 6 }, (_, index) =>
      demand(index + 1, 1 + next(4), { requestedOn: day(next(6)), locationId: BigInt(1 + next(3)) }),
    )
    const before = plan(demands, places)
    const costs = [0, 1 + next(9), 1 + next(9), 1 + next(9)]
    const shipmentOf = ({ id }: BacklogDemand) => id / 3n
    const asked = problemOfPlaces(
      demands,
      before,
      () => places,
      TODAY,
      (_, __, promisedOn) => ({ promisedOn, arrivesOn: null }),
      { shipmentOf, costAt: (_, at) => BigInt(costs[Number(at)]!) },
    )
    const costOfPlan = (planned: readonly Planned<BacklogDemand>[]) => {
      const shipments = new Set(
        planned.flatMap(({ demand: one, locationId, promisedOn }) =>
          promisedOn === null ? [] : [`${shipmentOf(one)} ${promisedOn} ${locationId}`],
        ),
      )
      return [...shipments].reduce((sum, key) => sum + costs[Number(key.split(' ')[2])]!, 0)
    }
    assert.equal(costOf(asked.problem, asked.start), costOfPlan(before), `seed ${seed}: the plan holds`)
    const choice = search(asked.problem, { steps: 300, late: () => false, seed: 1 }, asked.start)!
    const after = plan(demands, places, { chosen: asked.chosen(choice) })
    const dated = before.flatMap(({ promisedOn }, at) => (promisedOn === null ? [] : [at]))
    const of = (planned: Planned<BacklogDemand>[]) => dated.map((at) => planned[at]!)
    assert.deepEqual(told(of(after)), told(of(before)), `seed ${seed}`)
    assert.equal(costOfPlan(of(after)), costOf(asked.problem, choice), `seed ${seed}`)
    for (const { locationId, stock } of places)
      for (let upTo = 0; upTo < 10; upTo += 1) {
        const there =
          stock.onHand +
          stock.supplies.reduce((sum, one) => sum + (one.on <= day(upTo) ? one.quantity : 0n), 0n)
        const taken = after.reduce(
          (sum, one) =>
            one.locationId === locationId && one.promisedOn !== null && one.promisedOn <= day(upTo)
              ? sum + one.demand.quantity
              : sum,
          0n,
        )
        assert.ok(taken <= there, `seed ${seed}: ${taken} of ${there} at ${locationId} by ${day(upTo)}`)
      }
    if (costOfPlan(of(after)) < costOfPlan(before)) cheaper += 1
  }
  assert.ok(cheaper > 30, `${cheaper} of 200 plans became cheaper`)
})

test('A10-6 A10-17 behind its share demand has a day on which goods are there, where a rule adds up none', () => {
  const rule = {
    code: 'R',
    name: 'Rule',
    version: 1,
    mode: 'stock',
    onHand: true,
    supplies: new Set(['purchase_order']),
    datedDemand: true,
    backward: false,
    forward: false,
    accumulate: false,
    latestSupplyFirst: false,
    pastDueSupplyDays: 0,
    pastDueDemandDays: null,
    windowDays: null,
    fenceDays: null,
    leadDays: 0,
    capable: false,
    calendar: undefined,
  } as const
  const here = place(1n, 0, [
    [2, 5],
    [9, 5],
  ])
  const [planned] = planBacklog(
    [demand(1, 5)],
    () => [{ ...here, terms: termsOf(rule, undefined, TODAY) }],
    { today: TODAY, preventImprovement: false, rank: [] },
    (_, __, promisedOn) => ({ promisedOn, arrivesOn: null }),
    { earliest: (_, __, from) => (from > day(5) ? from : day(5)), take: () => undefined },
  )
  // What comes on the second day serves that day alone.
  assert.equal(planned!.promisedOn, day(9))
})
