import type { RankBy } from '../organization/index.ts'
import type { Micro, Minor } from '../platform/money.ts'
import { availabilityBy, beforeFence, earliestFor, type Availability, type DatedQuantity } from './atp.ts'
import type { AtpTerms } from './atp-rule.ts'
import { MATERIAL } from './needs.ts'
import type { StockAt } from './sourced.ts'

/**
 * The plan of a backlog (D5, A10-21): who waits is ranked anew and promised what comes, as if all of it were asked for today in that
 * order. Pure: it changes no promise and takes nothing out of the picture.
 */

/** What waits for goods: it holds none, and may have a day. */
export interface BacklogDemand {
  /** The caller's own, unique. */
  id: bigint
  itemId: bigint
  locationId: bigint
  /** Nothing comes to it from another place than its own. */
  bound: boolean
  /** Whose share it takes of where supply is shared out; '': nobody's. */
  node: string
  quantity: Micro
  requestedOn: string
  /** null: it waits without a day. */
  promisedOn: string | null
  askedAt: Date
  /** Of its order. */
  priority: number
  /** Of its customer. */
  deliveryPriority: number
  /** The day of its order. */
  orderedOn: string
  /** What it brings, in minor units of the books' currency. */
  value: Minor
  /** What the planner says of it (A10-24); `outside`: the run is about others, its promise stands (A10-23). */
  control?: 'locked' | 'decommitted' | 'outside'
  /** The priority that the planner gives it, in place of that of the rule. */
  override?: number
  /**
   * What has to stay at a place beside what it takes there; null: it is not served there. Undefined: no rule keeps anything from it, and no
   * place refused it.
   */
  keptAt?: (locationId: bigint) => Micro | null
  /** So much of it is made for it: it has its day by that; none unless said. */
  made?: Micro
  /** It may have an earlier day though nobody else may. */
  mayGain?: boolean
  /** It has a day before whoever ranks before it has one, and none that is earlier than its own: it may not be left without (B6-1). */
  keepsADay?: boolean
}

export interface BacklogRules {
  today: string
  rank: readonly RankBy[]
  /** Nobody has an earlier day than before. */
  preventImprovement: boolean
  /** Where demand is served that somebody chose a place for, and on which day; it counts where the goods are there by then. */
  chosen?: ReadonlyMap<bigint, ChosenPlace>
}

/** By id of the demand. */
export interface ChosenPlace {
  locationId: bigint
  promisedOn: string
  reason: Planned<unknown>['reason']
}

/** A place with its stock, in order of rank. */
export interface BacklogPlace {
  locationId: bigint
  stock: StockAt
  /** What counts as available there by a rule; without one all does, but for late supply. */
  terms?: AtpTerms
}

/** When goods that are at a place on a day leave it, and arrive. */
export type ShipsFrom<D> = (
  demand: D,
  locationId: bigint,
  goodsOn: string,
) => { promisedOn: string; arrivesOn: string | null }

/** What of shares the plan takes, where supply is shared out. */
export interface BacklogShares {
  /**
   * The first day from which on its node may take so much at a place; undefined: it never may.
   *
   * @param leavesOn when goods that are there on a day leave: of the share of that day it is taken
   */
  earliest(
    demand: BacklogDemand,
    locationId: bigint,
    from: string,
    leavesOn: (goodsOn: string) => string,
  ): string | undefined
  take(demand: BacklogDemand, locationId: bigint, on: string): void
}

export interface Planned<D> {
  demand: D
  /** 10 is the first, 20 the next. */
  priority: number
  locationId: bigint
  promisedOn: string | null
  arrivesOn: string | null
  reason:
    | 'on_time'
    | 'late'
    | 'no_supply'
    | 'can_be_brought'
    | 'may_be_made'
    | 'may_not_wait'
    | 'locked'
    | 'decommitted'
    | 'not_improved'
}

/** Priorities lie so far apart, so that another one fits between two (A10-22). */
const PRIORITY_STEP = 10

/**
 * Ranks demand by the attributes of a rule, then by when it was asked for, then by id. A priority that a planner gave stands in place of
 * the one that the rule gives, and before it where both are the same.
 */
export function rankBacklog<D extends BacklogDemand>(
  demands: readonly D[],
  rank: readonly RankBy[],
): { demand: D; priority: number }[] {
  const byRule = demands.toSorted((a, b) => compareBy(a, b, rank))
  const ranked = byRule.map((demand, place) => ({
    demand,
    priority: demand.override ?? (place + 1) * PRIORITY_STEP,
  }))
  if (demands.every(({ override }) => override === undefined)) return ranked
  const given = ({ demand }: { demand: D }) => (demand.override === undefined ? 1 : 0)
  return ranked.sort((a, b) => a.priority - b.priority || given(a) - given(b))
}

function compareBy(a: BacklogDemand, b: BacklogDemand, rank: readonly RankBy[]): number {
  for (const { by, direction } of rank) {
    const order = compareValues(valueOf(a, by), valueOf(b, by))
    if (order !== 0) return direction === 'ascending' ? order : -order
  }
  return a.askedAt.getTime() - b.askedAt.getTime() || compareValues(a.id, b.id)
}

type Comparable = number | bigint | string

/** What has no day comes behind every day. */
function valueOf(demand: BacklogDemand, by: RankBy['by']): Comparable {
  if (by === 'askedAt') return demand.askedAt.getTime()
  if (by === 'promisedOn') return demand.promisedOn ?? '~'
  return demand[by]
}

function compareValues(a: Comparable, b: Comparable): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Promises the whole backlog anew (D5): what is locked, and what the run is not about, first, on its own day; then one demand after the
 * other by priority, whole, from the place that serves it soonest, at its own place where that is as soon. What is reserved on hand,
 * and safety stock, is nobody's here.
 *
 * @param placesOf where an item lies or comes to, in order of rank
 * @param shares undefined: nothing is shared out
 * @returns of all but what is outside, in order of priority; what no supply covers has no day
 */
export function planBacklog<D extends BacklogDemand>(
  demands: readonly D[],
  placesOf: (itemId: bigint) => readonly BacklogPlace[],
  { today, rank, preventImprovement, chosen }: BacklogRules,
  shipsFrom: ShipsFrom<D>,
  shares?: BacklogShares,
): Planned<D>[] {
  const horizonsOf = planHorizons(demands, placesOf, today)
  const inside = demands.filter(({ control }) => control !== 'outside')
  const ranked = rankBacklog(inside, rank)
  // What was chosen was chosen for all of them together.
  const served = new Map<D, ChosenPlace>()
  for (const { demand } of chosen ? ranked : []) {
    const choice = chosen!.get(demand.id)
    const horizon = choice && horizonsOf(demand.itemId).get(choice.locationId)
    if (!choice || !horizon || !coversFor(demand, choice.locationId, horizon, choice.promisedOn)) continue
    const { locationId: at, promisedOn } = choice
    if (shares && (shares.earliest(demand, at, promisedOn, (day) => day) ?? '~') > promisedOn) continue
    horizon.take(promisedOn, demand.quantity)
    shares?.take(demand, at, promisedOn)
    served.set(demand, choice)
  }
  const inTurn = [
    ...ranked.filter(({ demand }) => demand.keepsADay),
    ...ranked.filter(({ demand }) => !demand.keepsADay),
  ]
  const planned = inTurn.map(({ demand, priority }): Planned<D> => {
    const place = served.get(demand)
    if (place) {
      const { arrivesOn } = shipsFrom(demand, place.locationId, place.promisedOn)
      return { demand, priority, ...place, arrivesOn }
    }
    const { itemId, locationId, quantity, requestedOn, promisedOn: before, bound, control } = demand
    const stays = { demand, priority, locationId, promisedOn: before, arrivesOn: null }
    if (control === 'locked') return { ...stays, reason: 'locked' }
    if (control === 'decommitted') return { ...stays, promisedOn: null, reason: 'decommitted' }
    const held = demand.keepsADay === true || (preventImprovement && demand.mayGain !== true)
    if (held && before === null) return { ...stays, reason: 'not_improved' }
    const wanted = requestedOn < today ? today : requestedOn
    const soonest = (at: bigint, horizon: Promisable, day: string) => {
      const kept = keptFor(demand, at)
      if (kept === null) return undefined
      // From its first day on a share covers it; what is there by a rule may be less on a later day again.
      const leavesOn = (goodsOn: string) => shipsFrom(demand, at, goodsOn).promisedOn
      const mayOn = shares ? shares.earliest(demand, at, day, leavesOn) : day
      return mayOn === undefined ? undefined : horizon.earliest(quantity + kept, mayOn)
    }
    const from = held && before !== null && before > wanted ? before : wanted
    let best: { at: bigint; horizon: Promisable; promisedOn: string; arrivesOn: string | null } | undefined
    for (const [at, horizon] of horizonsOf(itemId)) {
      if (bound && at !== locationId) continue
      const goodsOn = soonest(at, horizon, from)
      if (goodsOn === undefined) continue
      const days = shipsFrom(demand, at, goodsOn)
      const sooner = !best || days.promisedOn < best.promisedOn
      if (sooner || (days.promisedOn === best!.promisedOn && at === locationId))
        best = { at, horizon, ...days }
    }
    if (!best) return { ...stays, promisedOn: null, reason: 'no_supply' }
    const { at, horizon, promisedOn, arrivesOn } = best
    const stayed = promisedOn === from && from > wanted && soonest(at, horizon, wanted)! < from
    horizon.take(promisedOn, quantity)
    shares?.take(demand, at, promisedOn)
    const reason = stayed ? 'not_improved' : promisedOn <= requestedOn ? 'on_time' : 'late'
    return { demand, priority, locationId: at, promisedOn, arrivesOn, reason }
  })
  const rankOf = new Map(ranked.map(({ demand }, place) => [demand, place]))
  return planned.sort((a, b) => rankOf.get(a.demand)! - rankOf.get(b.demand)!)
}

function keptFor({ keptAt }: BacklogDemand, locationId: bigint): Micro | null {
  return keptAt ? keptAt(locationId) : 0n
}

/** Whether a place has on a day what a demand wants, and what has to stay there beside it. */
export function coversFor(
  demand: BacklogDemand,
  locationId: bigint,
  horizon: Promisable,
  on: string,
): boolean {
  const kept = keptFor(demand, locationId)
  return kept !== null && horizon.covers(on, demand.quantity + kept)
}

/** What can be promised of an item at a place. */
interface Promisable {
  earliest(quantity: Micro, from: string): string | undefined
  covers(on: string, quantity: Micro): boolean
  take(on: string, quantity: Micro): void
}

/** The same by a rule: computed again when something was taken. */
class RuledHorizon implements Promisable {
  readonly #stock: StockAt
  readonly #today: string
  readonly #terms: AtpTerms
  readonly #taken = new Map<string, Micro>()
  #available: Availability | undefined

  constructor(stock: StockAt, today: string, terms: AtpTerms) {
    this.#stock = stock
    this.#today = today
    this.#terms = terms
    for (const { on, quantity } of materialsOf(stock)) this.take(on < today ? today : on, quantity)
  }

  earliest(quantity: Micro, from: string): string | undefined {
    const { unsearched, fence } = this.#terms
    if (unsearched) return fence! > from ? fence : from
    const { onHand, reserved, safety = 0n, supplies } = this.#stock
    this.#available ??= availabilityBy(this.#terms, {
      today: this.#today,
      free: onHand - reserved - safety,
      supplies,
      demands: Array.from(this.#taken, ([on, taken]) => ({ on, quantity: taken })),
    })
    return beforeFence(earliestFor(this.#available, quantity, from), fence, from)
  }

  covers(on: string, quantity: Micro): boolean {
    return (this.earliest(quantity, on) ?? '~') <= on
  }

  take(on: string, quantity: Micro): void {
    this.#taken.set(on, (this.#taken.get(on) ?? 0n) + quantity)
    this.#available = undefined
  }
}

/** What others are to be made of: it is promised, and no line of a run. */
export function materialsOf({ demands }: StockAt): readonly DatedQuantity[] {
  return demands.filter(({ kind }) => kind === MATERIAL)
}

/** What there is of each item at each place once what is locked, and what the run is not about, has its own. */
export function planHorizons(
  demands: readonly BacklogDemand[],
  placesOf: (itemId: bigint) => readonly BacklogPlace[],
  today: string,
): (itemId: bigint) => ReadonlyMap<bigint, Promisable> {
  const horizons = new Map<bigint, Map<bigint, Promisable>>()
  const horizonsOf = (itemId: bigint) => {
    let known = horizons.get(itemId)
    if (!known) {
      known = new Map(
        placesOf(itemId).map(({ locationId, stock, terms }) => [
          locationId,
          terms ? new RuledHorizon(stock, today, terms) : new PlannedHorizon(stock, today),
        ]),
      )
      horizons.set(itemId, known)
    }
    return known
  }
  for (const { control, itemId, locationId, promisedOn, quantity } of demands) {
    if (promisedOn === null || (control !== 'locked' && control !== 'outside')) continue
    // Also what is to be made for it: once that is announced, it is among what comes.
    horizonsOf(itemId).get(locationId)?.take(promisedOn, quantity)
  }
  return horizonsOf
}

/**
 * What can be promised of an item at a place, by day on which something comes: what is taken between two of them is missing at the later
 * one and at all before it alike, so no other day is needed. `available` may be below zero where a promise that stands is broken.
 */
export class PlannedHorizon implements Promisable {
  readonly #days: string[]
  /** The least that is left from each day on: it never falls with time. */
  readonly #available: Micro[]

  constructor(stock: StockAt, today: string) {
    const { onHand, reserved, safety = 0n, supplies } = stock
    const net = new Map([[today, onHand - reserved - safety]])
    // What is late is promised to nobody.
    for (const { on, quantity } of supplies) if (on >= today) net.set(on, (net.get(on) ?? 0n) + quantity)
    this.#days = [...net.keys()].sort()
    let balance = 0n
    this.#available = this.#days.map((day) => (balance += net.get(day)!))
    for (const { on, quantity } of materialsOf(stock)) this.take(on < today ? today : on, quantity)
  }

  earliest(quantity: Micro, from: string): string | undefined {
    const available = this.#available
    let low = 0
    let high = available.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (available[middle]! >= quantity) high = middle
      else low = middle + 1
    }
    const day = this.#days[low]
    return day === undefined || day >= from ? day : from
  }

  /** The last day on which something comes until then, counted from 0. */
  stepOf(on: string): number {
    let step = 0
    while (step + 1 < this.#days.length && this.#days[step + 1]! <= on) step += 1
    return step
  }

  leftAt(step: number): Micro {
    return this.#available[step]!
  }

  covers(on: string, quantity: Micro): boolean {
    return this.leftAt(this.stepOf(on)) >= quantity
  }

  take(on: string, quantity: Micro): void {
    const available = this.#available
    const place = this.stepOf(on)
    for (let later = place; later < available.length; later += 1) available[later]! -= quantity
    const most = available[place]!
    for (let earlier = place - 1; earlier >= 0 && available[earlier]! > most; earlier -= 1)
      available[earlier] = most
  }
}

export const CHANGES = ['gains', 'slips', 'moves', 'same'] as const
/** What a run does to a demand: an earlier day or one at all, a later one or none, another place on the same day, nothing. */
export type BacklogChange = (typeof CHANGES)[number]

export function changeOf({ demand, promisedOn, locationId }: Planned<BacklogDemand>): BacklogChange {
  const before = demand.promisedOn ?? '~'
  const after = promisedOn ?? '~'
  if (after < before) return 'gains'
  if (after > before) return 'slips'
  return promisedOn !== null && locationId !== demand.locationId ? 'moves' : 'same'
}

/**
 * The turns in which planned demand is served once a plan is released: those that the demands of an item had, given to the soonest day
 * first, then to the first by priority. Who was promised goods of a day is then not overtaken by who asked earlier for a later one.
 *
 * @returns by id of the demand
 */
export function turnsOf(planned: readonly Planned<BacklogDemand>[]): Map<bigint, Date> {
  const turns = new Map<bigint, Date>()
  for (const own of Map.groupBy(planned, ({ demand }) => demand.itemId).values()) {
    const times = own.map(({ demand }) => demand.askedAt).sort((a, b) => a.getTime() - b.getTime())
    const inTurn = own.toSorted(
      (a, b) =>
        compareValues(a.promisedOn ?? '~', b.promisedOn ?? '~') ||
        a.priority - b.priority ||
        compareValues(a.demand.id, b.demand.id),
    )
    for (const [place, { demand }] of inTurn.entries()) turns.set(demand.id, times[place]!)
  }
  return turns
}
