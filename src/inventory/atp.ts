import type { Micro } from '../platform/money.ts'

/**
 * Available to promise over time (D3). Pure: what is on hand, supply and demand come in, dates and quantities go out.
 * ATP on a day is what can be taken then without breaking any later promise: max(0, min over u ≥ t of the projected
 * balance). It never falls with time, so every question is a binary search.
 */

/** A supply or a demand of one item at one location on a day 'YYYY-MM-DD'. */
export interface DatedQuantity {
  on: string
  quantity: Micro
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

/** Availability by day: from days[i] until the next of them, available[i] can be promised. Ascending in both. */
export interface Availability {
  days: readonly string[]
  available: readonly Micro[]
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
  const { days, available } = availability
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (available[middle]! >= quantity) high = middle
    else low = middle + 1
  }
  const day = days[low]
  if (day === undefined) return undefined
  return day < from ? from : day
}

/** How one promise may be made. */
export interface PromiseRules {
  /** May the quantity be promised in two parts? */
  allowSplit?: boolean
  /** The smallest first part of a split; it binds the first part only. */
  minSplit?: Micro
  /** From this day on everything is available (infinite-availability fence); no fence unless said. */
  fence?: string
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
    const least = rules.minSplit === undefined || rules.minSplit <= 0n ? 1n : rules.minSplit
    const startOn =
      onTime >= least ? wanted : rules.minSplit ? earliestFor(availability, least, wanted) : undefined
    if (startOn !== undefined && startOn < completeOn) {
      const taken = availableOn(availability, startOn)
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
