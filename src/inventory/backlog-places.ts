import type { Minor } from '../platform/money.ts'
import { optimize } from './assignment/optimize.ts'
import { costOf, type AssignmentProblem, type Choice, type Option } from './assignment/problem.ts'
import {
  coversFor,
  PlannedHorizon,
  planHorizons,
  type BacklogDemand,
  type BacklogPlace,
  type ChosenPlace,
  type Planned,
  type ShipsFrom,
} from './backlog.ts'
import { locationOf, wayCost, type PlacesOf, type Way } from './places.ts'

export interface PlaceCosts<D> {
  /** What is shipped from one place on one day for the same is one shipment. */
  shipmentOf(demand: D): bigint
  /** What such a shipment costs, in minor units; null: nobody said. */
  costAt(demand: D, locationId: bigint): Minor | null
}

/** Which places serve the lines of a plan on their days, and what that costs: an assignment whose start is the plan. */
export interface PlaceProblem {
  problem: AssignmentProblem
  start: Choice
  chosen(choice: Choice): Map<bigint, ChosenPlace>
}

/**
 * The places that could serve each line of a plan on the day that it has (A10-10): no line is served later, or arrives later, than the
 * plan says. What is locked, has no day, is available by a rule, or waits at a place whose shipments nobody told the cost of, stays.
 *
 * @param demands all of the plan, with those that it is not about
 */
export function problemOfPlaces<D extends BacklogDemand>(
  demands: readonly D[],
  planned: readonly Planned<D>[],
  placesOf: (itemId: bigint) => readonly BacklogPlace[],
  today: string,
  shipsFrom: ShipsFrom<D>,
  { shipmentOf, costAt }: PlaceCosts<D>,
): PlaceProblem {
  // What is available by a rule is no plain sum.
  const isSum = ({ itemId }: D, locationId: bigint) =>
    placesOf(itemId).some((place) => place.locationId === locationId && place.terms === undefined)
  const moves = (one: Planned<D>): one is Planned<D> & { promisedOn: string } =>
    one.promisedOn !== null &&
    one.demand.control === undefined &&
    isSum(one.demand, one.locationId) &&
    costAt(one.demand, one.locationId) !== null
  // What does not move has its own before the others are asked where they are served.
  const stays = planned
    .filter((one) => !moves(one))
    .map(({ demand, locationId, promisedOn }) => ({
      ...demand,
      locationId,
      promisedOn,
      control: 'locked' as const,
    }))
  const horizonsOf = planHorizons(
    [...demands.filter(({ control }) => control === 'outside'), ...stays],
    placesOf,
    today,
  )
  const openings = new Numbers()
  const costs: number[] = []
  const supplies: Supplies = new Map()
  const lines = new Map<bigint, { task: number; places: bigint[] }>()
  const wanted = planned.filter(moves).map(({ demand, locationId, promisedOn, arrivesOn }, task) => {
    const places = [...horizonsOf(demand.itemId)].flatMap(([at, horizon]) => {
      const cost = costAt(demand, at)
      if (!(horizon instanceof PlannedHorizon) || cost === null || (demand.bound && at !== demand.locationId))
        return []
      if (at !== locationId) {
        const days = shipsFrom(demand, at, promisedOn)
        const later = arrivesOn !== null && (days.arrivesOn === null || days.arrivesOn > arrivesOn)
        if (days.promisedOn !== promisedOn || later || !coversFor(demand, at, horizon, promisedOn)) return []
      }
      const opens = openings.of(`${shipmentOf(demand)} ${at} ${promisedOn}`)
      costs[opens] = Number(cost)
      const key = `${demand.itemId} ${at}`
      const step = horizon.stepOf(promisedOn)
      const steps = supplies.get(key) ?? new Map<number, number>()
      steps.set(step, Number(horizon.leftAt(step)))
      supplies.set(key, steps)
      return [{ at, opens, key, step }]
    })
    lines.set(demand.id, { task, places: places.map(({ at }) => at) })
    return { amount: Number(demand.quantity), start: places.findIndex(({ at }) => at === locationId), places }
  })
  const rows = new Numbers()
  const left: number[] = []
  for (const [key, steps] of supplies)
    for (const [step, quantity] of steps) left[rows.of(`${key} ${step}`)] = Math.max(0, quantity)
  const tasks = wanted.map(({ amount, places }) => ({
    options: places.map(({ opens, key, step }): Option => {
      // What leaves on a day is missing on every later one.
      const later = [...supplies.get(key)!.keys()].filter((other) => other >= step)
      return { cost: 0, opens, takes: later.map((other) => ({ supply: rows.of(`${key} ${other}`), amount })) }
    }),
  }))
  return {
    problem: { tasks, openings: costs, supplies: left },
    start: wanted.map(({ start }) => start),
    chosen: (choice) =>
      new Map(
        planned.flatMap(({ demand, promisedOn, locationId, reason }) => {
          if (promisedOn === null || demand.control !== undefined) return []
          const line = lines.get(demand.id)
          return [
            [
              demand.id,
              { locationId: line ? line.places[choice[line.task]!]! : locationId, promisedOn, reason },
            ],
          ]
        }),
      ),
  }
}

/** What is left of an item at a place, by step of its horizon. */
type Supplies = Map<string, Map<number, number>>

/** Numbers from 0 on, for names. */
class Numbers {
  readonly #known = new Map<string, number>()

  of(name: string): number {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    this.#known.set(name, this.#known.size)
    return this.#known.size - 1
  }
}

/** What a shipment from a place costs by its way and in hands, in minor units of the books' currency; null: nobody said what the way costs. */
export function shipmentCost(facts: PlacesOf, companyId: bigint, locationId: bigint, way: Way): Minor | null {
  const location = locationOf(facts, companyId, locationId)
  const cost = location ? wayCost(location, way) : null
  return cost === null ? null : cost + (location!.laborCost ?? 0n)
}

/** In minor units of the books' currency. */
export interface ShippingCost {
  before: Minor
  after: Minor
  /** Whatever is chosen, it costs no less. */
  atLeast: Minor
}

/**
 * Chooses the places that cost least to ship from, for the lines that have a place and a day by a plan.
 *
 * @param seconds that it may take
 */
export async function cheapestPlaces(
  { problem, start, chosen }: PlaceProblem,
  seconds: number,
): Promise<{ chosen: Map<bigint, ChosenPlace>; cost: ShippingCost }> {
  const { choice, cost, bound } = await optimize(problem, start, seconds)
  const before = costOf(problem, start)!
  return {
    chosen: chosen(choice),
    cost: {
      before: BigInt(before),
      after: BigInt(cost),
      atLeast: BigInt(Math.max(0, Math.ceil(bound - 0.01))),
    },
  }
}
