import { addDays } from '../platform/clock.ts'
import type { Micro } from '../platform/money.ts'
import type { AtpTerms } from './atp-rule.ts'
import { atpTable } from './atp-table.ts'

/**
 * Available to promise over time (D3). Pure: what is on hand, supply and demand come in, dates and quantities go out.
 * ATP on a day is what can be taken then without breaking any later promise: max(0, min over u ≥ t of the projected
 * balance). It never falls with time, so every question is a binary search.
 */

/** A supply or a demand of one item at one location on a day 'YYYY-MM-DD'. */
export interface DatedQuantity {
  on: string
  quantity: Micro
  /** Of a supply: how it comes; a purchase order unless said. Of a demand: `material`, to make something else. */
  kind?: string
  /** Of a supply: its number. */
  number?: string
}

/** What the availability of one item at one location is computed from. */
export interface AvailabilityInput {
  /** The first day; what lies before it is past due. */
  today: string
  /** On hand less reserved (and less safety stock). Reserved demand must not be among the demands again (F-6). */
  free: Micro
  supplies: readonly DatedQuantity[]
  demands: readonly DatedQuantity[]
  /** Past-due supply from this day on counts as of today; earlier is ignored. Unless said, none counts. */
  supplyFence?: string
  /** Past-due demand from this day on counts as of today; earlier is ignored. Unless said, all counts. */
  demandFence?: string
}

/** Availability by day: from days[i] until the next of them, available[i] can be promised. Ascending in both, unless it falls. */
export interface Availability {
  days: readonly string[]
  available: readonly Micro[]
  /** By the options of a rule less may be available on a later day. */
  falls?: boolean
}

/** ATP per period from projected balances (D3): max(0, the smallest balance from here on), one pass from the right. */
export function availableToPromise(balances: readonly Micro[]): Micro[] {
  const available = new Array<Micro>(balances.length)
  let smallest: Micro | undefined
  for (let period = balances.length - 1; period >= 0; period -= 1) {
    const balance = balances[period]!
    if (smallest === undefined || balance < smallest) smallest = balance
    available[period] = smallest > 0n ? smallest : 0n
  }
  return available
}

/** The availability of one item at one location, past-due supply and demand handled by their fences (D3, F-6). */
export function availability(input: AvailabilityInput): Availability {
  const { today, supplyFence = today, demandFence = '' } = input
  const net = new Map<string, Micro>([[today, input.free]])
  const add = (on: string, quantity: Micro, fence: string) => {
    if (on < today && on < fence) return
    const day = on < today ? today : on
    net.set(day, (net.get(day) ?? 0n) + quantity)
  }
  for (const supply of input.supplies) add(supply.on, supply.quantity, supplyFence)
  for (const demand of input.demands) add(demand.on, -demand.quantity, demandFence)
  const days = [...net.keys()].sort()
  let balance = 0n
  return { days, available: availableToPromise(days.map((day) => (balance += net.get(day)!))) }
}

/**
 * The availability of one item at one location by a rule (A10-4, A10-5, A10-6): what it counts, by the periods of its options. A period is a day
 * on which something comes or is wanted, or from which on goods serve no longer; a rule with all options and no window gives what
 * `availability` gives.
 */
export function availabilityBy(
  terms: AtpTerms,
  { today, free, supplies, demands }: Omit<AvailabilityInput, 'supplyFence' | 'demandFence'>,
): Availability {
  const { backward, forward, accumulate, lastsUntil, supplyFence, demandFence } = terms
  const counted = {
    today,
    free: terms.onHand ? free : 0n,
    supplies: supplies.filter(({ kind }) => terms.counts(kind)),
    demands: terms.datedDemand ? demands : [],
    supplyFence,
    demandFence,
  }
  if (backward && forward && accumulate && !lastsUntil) return availability(counted)
  const comes = new Map<string, Micro>([[today, counted.free]])
  const goes = new Map<string, Micro>([[today, 0n]])
  const add = (to: Map<string, Micro>, { on, quantity }: DatedQuantity, fence: string) => {
    if (on < today && on < fence) return
    const day = on < today ? today : on
    to.set(day, (to.get(day) ?? 0n) + quantity)
  }
  for (const supply of counted.supplies) add(comes, supply, supplyFence)
  for (const demand of counted.demands) add(goes, demand, demandFence)
  const events = new Set([...comes.keys(), ...goes.keys()])
  const ends = Array.from(events, (day) => addDays(accumulate ? (lastsUntil?.(day) ?? day) : day, 1))
  const days = [...new Set([...events, ...(accumulate && !lastsUntil ? [] : ends)])].sort()
  const table = atpTable(
    days.map((day) => comes.get(day) ?? 0n),
    days.map((day) => goes.get(day) ?? 0n),
    { backward, forward, accumulate },
    lastsUntil && firstServing(days, lastsUntil),
  )
  return { days, available: table.map((quantity) => (quantity > 0n ? quantity : 0n)), falls: true }
}

/** Of each day the first one whose goods serve it still. */
function firstServing(days: readonly string[], lastsUntil: (day: string) => string): number[] {
  let first = 0
  return days.map((day) => {
    while (lastsUntil(days[first]!) < day) first += 1
    return first
  })
}

/** What can be promised for a day; before the first day nothing can. */
export function availableOn(availability: Availability, day: string): Micro {
  const { days, available } = availability
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle]! <= day) low = middle + 1
    else high = middle
  }
  return low === 0 ? 0n : available[low - 1]!
}

/** The earliest day, not before `from`, on which a quantity can be promised; undefined if never. */
export function earliestFor(availability: Availability, quantity: Micro, from: string): string | undefined {
  const { days, available, falls } = availability
  const place = falls
    ? days.findIndex((_, at) => available[at]! >= quantity && reaches(days, at, from))
    : firstWith(available, quantity)
  const day = days[place]
  if (day === undefined) return undefined
  return day < from ? from : day
}

/** The place of the first of ascending quantities that covers one. */
function firstWith(available: readonly Micro[], quantity: Micro): number {
  let low = 0
  let high = available.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (available[middle]! >= quantity) high = middle
    else low = middle + 1
  }
  return low
}

/** The day on which something is available, where from a fence on anything is. */
export function beforeFence(
  day: string | undefined,
  fence: string | undefined,
  from: string,
): string | undefined {
  if (fence === undefined || (day !== undefined && day < fence)) return day
  return fence > from ? fence : from
}

/** The most that can be promised at all, on no day before `from`. */
export function mostFrom({ days, available, falls }: Availability, from: string): Micro {
  if (!falls) return available.at(-1) ?? 0n
  return available.reduce((most, here, at) => (here > most && reaches(days, at, from) ? here : most), 0n)
}

/** Does what holds from days[at] on hold on a day that is not before `from`? */
function reaches(days: readonly string[], at: number, from: string): boolean {
  const next = days[at + 1]
  return next === undefined || next > from
}

/** How one promise may be made. */
export interface PromiseRules {
  /** May the quantity be promised in two parts? */
  allowSplit?: boolean
  /** The smallest first part of a split; it binds the first part only. */
  minSplit?: Micro | undefined
  /** Both parts are multiples of it. */
  unit?: Micro | undefined
  /** From this day on everything is available (infinite-availability fence); no fence unless said. */
  fence?: string | undefined
}

/** One promised part. */
export interface PromisedPart {
  on: string
  quantity: Micro
  reason: 'on_time' | 'late' | 'first_part' | 'rest' | 'at_fence'
}

/** The parts of a promise in order of time, and what nothing promises (the whole quantity, or nothing). */
export interface PromiseResult {
  parts: PromisedPart[]
  unpromised: Micro
}

/**
 * Promises a quantity for a requested day (D3): on the day if ATP covers it, else split by what can be on time and the
 * rest when the cumulative ATP covers the whole, else whole on the earliest such day. A first part that must reach a
 * minimum waits for it and takes all there is on that day. If the rest is never available there is no split and no
 * promise.
 */
export function promise(
  availability: Availability,
  quantity: Micro,
  requestedOn: string,
  rules: PromiseRules = {},
): PromiseResult {
  const first = availability.days[0] ?? requestedOn
  const wanted = requestedOn < first ? first : requestedOn
  const { fence } = rules
  if (quantity <= 0n) return { parts: [], unpromised: 0n }
  if (fence !== undefined && wanted >= fence) {
    return { parts: [{ on: wanted, quantity, reason: 'at_fence' }], unpromised: 0n }
  }
  const onTime = availableOn(availability, wanted)
  if (onTime >= quantity) return { parts: [{ on: wanted, quantity, reason: 'on_time' }], unpromised: 0n }

  const whole = earliestFor(availability, quantity, wanted)
  const atFence = fence !== undefined && (whole === undefined || whole >= fence)
  const completeOn = atFence ? fence : whole
  if (completeOn === undefined) return { parts: [], unpromised: quantity }
  const rest = atFence ? 'at_fence' : 'rest'

  if (rules.allowSplit) {
    const { unit = 1n } = rules
    const unopened = (free: Micro) => free - (free % unit)
    const wished = rules.minSplit === undefined || rules.minSplit <= 0n ? 1n : rules.minSplit
    const least = wished > unit ? wished : unit
    const startOn =
      onTime >= least ? wanted : rules.minSplit ? earliestFor(availability, least, wanted) : undefined
    if (startOn !== undefined && startOn < completeOn) {
      const taken = unopened(availableOn(availability, startOn))
      return {
        parts: [
          { on: startOn, quantity: taken, reason: 'first_part' },
          { on: completeOn, quantity: quantity - taken, reason: rest },
        ],
        unpromised: 0n,
      }
    }
  }
  return { parts: [{ on: completeOn, quantity, reason: atFence ? 'at_fence' : 'late' }], unpromised: 0n }
}
