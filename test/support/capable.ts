/**
 * Capable to promise (A10-8, A10-9) told a second time, slowly: days are numbers, each way is tried on a copy of all there is, what is
 * available is counted day by day, and the most that can be had is the first of all quantities, from the greatest down, that can be.
 */

/** Quantities and hours are whole tenths. */
export const ONE = 10

export interface SlowItem {
  onHand: number
  supplies: [day: number, quantity: number][]
  demands: [day: number, quantity: number][]
}

export type SlowOrigin = { rank: number; percent: number } & (
  | { by: 'make' }
  | { by: 'buy'; leadDays: number; processingDays: number }
  | { by: 'transfer'; from: number; transitDays: number }
)

export interface SlowBill {
  leadDays: number
  materials: { item: number; quantity: number; yieldPercent: number; offsetDays: number }[]
  /** Of the one resource of a place. */
  hoursPerUnit: number
}

/** Item and place are numbers, a pair is keyed `item place`. */
export interface SlowNetwork {
  /** The smallest quantity of an item: whole ones where it is not said. */
  grains: Record<number, number>
  stock: Record<string, SlowItem>
  origins: Record<string, SlowOrigin[]>
  bills: Record<string, SlowBill>
  hoursPerDay: Record<number, number>
  /** By place: is a day worked? Day 0 is today. */
  works: (place: number, day: number) => boolean
}

interface State {
  demands: Record<string, [day: number, quantity: number][]>
  hours: Record<string, number>
}

/** The bounds within which is looked; what is counted is counted here too. */
export interface SlowLimits {
  levels: number
  days: number
  /** The most of an origin is looked for: below it origins fail together. */
  weighs?: boolean
}

/** The day on which a quantity that is short can be there, or undefined. */
export function slowDay(
  network: SlowNetwork,
  of: { item: number; place: number; quantity: number; by: number },
  limits: SlowLimits,
): number | undefined {
  const state: State = { demands: {}, hours: {} }
  for (const [key, { demands }] of Object.entries(network.stock)) state.demands[key] = [...demands]
  return come({ ...network, ...limits }, state, of, [])?.on
}

/** Lists of demands are never changed. */
const copyOf = ({ demands, hours }: State): State => ({ demands: { ...demands }, hours: { ...hours } })

type Bounded = SlowNetwork & SlowLimits
type Wanted = { item: number; place: number; quantity: number; by: number }

interface Outcome {
  on: number
  state: State
}

function come(network: Bounded, state: State, of: Wanted, path: string[]): Outcome | undefined {
  const key = `${of.item} ${of.place}`
  if (path.includes(key) || path.length >= network.levels) return undefined
  const origins = network.origins[key] ?? []
  const numbers = [...new Set(origins.map(({ rank }) => rank))].sort((a, b) => a - b)
  const ranks = numbers.map((rank) => origins.filter((one) => one.rank === rank))
  const below = [...path, key]
  const whole = ranks.flatMap((own) => {
    const outcome = together(network, copyOf(state), own, of, below, true)
    return outcome?.quantity === of.quantity ? [outcome] : []
  })
  const inTime = whole.find(({ on }) => on <= of.by)
  if (inTime) return inTime
  if (whole.length > 0) return whole.reduce((first, one) => (one.on < first.on ? one : first))
  if (network.weighs || ranks.length < 2) return undefined
  let left = of.quantity
  let on = of.by
  for (const own of ranks) {
    if (left === 0) break
    const outcome = together(network, copyOf(state), own, { ...of, quantity: left }, below, false)
    if (!outcome) continue
    left -= outcome.quantity
    on = Math.max(on, outcome.on)
    state = outcome.state
  }
  return left === 0 ? { on, state } : undefined
}

/** What origins of one rank have together, if it is not all of it. */
function together(
  network: Bounded,
  state: State,
  origins: SlowOrigin[],
  of: Wanted,
  path: string[],
  all: boolean,
): (Outcome & { quantity: number }) | undefined {
  const limits = new Map<SlowOrigin, number>()
  for (;;) {
    const free = origins.filter((origin) => !limits.has(origin))
    const rest = of.quantity - [...limits.values()].reduce((sum, limit) => sum + limit, 0)
    const percents = free.reduce((sum, { percent }) => sum + percent, 0)
    const grain = grainOf(rest)
    const parts = new Map(limits)
    for (const origin of free)
      parts.set(origin, Math.floor(((rest / grain) * origin.percent) / percents) * grain)
    const given = [...parts.values()].reduce((sum, part) => sum + part, 0)
    if (free.length > 0) parts.set(free[0]!, parts.get(free[0]!)! + of.quantity - given)
    let now = copyOf(state)
    let on = of.by
    let quantity = 0
    let short: SlowOrigin | undefined
    for (const origin of origins) {
      const part = parts.get(origin)!
      if (part === 0) continue
      const outcome = one(network, copyOf(now), origin, { ...of, quantity: part }, path)
      if (!outcome) {
        // What one alone lacks nobody else gives.
        if (network.weighs || (all && free.every((other) => other === origin))) return undefined
        let most = part
        const step = grainOf(part)
        const weighs = { ...network, weighs: true }
        while (
          most > 0 &&
          (most === part || !one(weighs, copyOf(now), origin, { ...of, quantity: most }, path))
        )
          most -= step
        limits.set(origin, most)
        short = origin
        break
      }
      now = outcome.state
      on = Math.max(on, outcome.on)
      quantity += part
    }
    if (!short) return quantity === 0 ? undefined : { on, state: now, quantity }
  }
}

function grainOf(quantity: number): number {
  return quantity % ONE === 0 ? ONE : 1
}

function one(
  network: Bounded,
  state: State,
  origin: SlowOrigin,
  { item, place, quantity, by }: { item: number; place: number; quantity: number; by: number },
  path: string[],
): Outcome | undefined {
  if (origin.by === 'buy') {
    const on = Math.max(origin.leadDays, worked(network, place, 0, origin.processingDays))
    return { on, state }
  }
  if (origin.by === 'transfer') {
    const need = { item, place: origin.from, quantity, by: Math.max(0, by - origin.transitDays) }
    const outcome = supply(network, state, need, path)
    return outcome && { on: outcome.on + origin.transitDays, state: outcome.state }
  }
  const bill = network.bills[`${item} ${place}`]
  if (!bill) return undefined
  const last = open(network, place, by, -1)
  const first = open(network, place, Math.max(0, worked(network, place, last, -bill.leadDays)), 1)
  let begins = first
  for (const material of bill.materials) {
    const grain = network.grains[material.item] ?? ONE
    const need = {
      item: material.item,
      place,
      // Up to whole grains.
      quantity:
        Math.ceil((quantity * material.quantity * 100) / (ONE * material.yieldPercent * grain)) * grain,
      by: worked(network, place, first, material.offsetDays),
    }
    const outcome = supply(network, state, need, path)
    if (!outcome) return undefined
    state = outcome.state
    // The first day, on or after the one before, from which the material comes in time.
    while (worked(network, place, begins, material.offsetDays) < outcome.on || !network.works(place, begins))
      begins += 1
  }
  let on = worked(network, place, begins, bill.leadDays)
  // Exactly: in hundredths.
  let left = bill.hoursPerUnit * quantity
  for (let day = begins; left > 0; day += 1) {
    if (day >= begins + network.days) return undefined
    if (!network.works(place, day)) continue
    const key = `${place} ${day}`
    const here = Math.min(left, (network.hoursPerDay[place] ?? 0) * ONE - (state.hours[key] ?? 0))
    if (here <= 0) continue
    state.hours[key] = (state.hours[key] ?? 0) + here
    left -= here
    on = Math.max(on, day)
  }
  return { on, state }
}

/** A need of one level: of stock in time, else the first day of what comes and of what can be had. */
function supply(
  network: Bounded,
  state: State,
  need: { item: number; place: number; quantity: number; by: number },
  path: string[],
): Outcome | undefined {
  const { item, place, quantity, by } = need
  const key = `${item} ${place}`
  const taken = (of: State, on: number): Outcome => {
    const after = copyOf(of)
    after.demands[key] = [...(after.demands[key] ?? []), [on, quantity]]
    return { on, state: after }
  }
  const there = availableAt(network, state, key, by)
  if (there >= quantity) return taken(state, by)
  const ways: Outcome[] = []
  // Only then is more there than on the day before.
  const events = [...(network.stock[key]?.supplies ?? []), ...(state.demands[key] ?? [])].map(([on]) => on)
  for (const day of [by, ...events.filter((on) => on > by).sort((a, b) => a - b)])
    if (availableAt(network, state, key, day) >= quantity) {
      ways.push(taken(state, day))
      break
    }
  const had = come(network, state, { ...need, quantity: quantity - there }, path)
  if (had) ways.push(taken(had.state, had.on))
  return ways.toSorted((a, b) => a.on - b.on)[0]
}

/** The most that can be taken on a day so that no later day lacks. */
function availableAt(network: SlowNetwork, state: State, key: string, day: number): number {
  const { onHand = 0, supplies = [] } = network.stock[key] ?? {}
  const demands = state.demands[key] ?? []
  let least = Infinity
  const days = [day, ...supplies.map(([on]) => on), ...demands.map(([on]) => on)].filter((on) => on >= day)
  for (const until of days) {
    let balance = onHand
    for (const [on, quantity] of supplies) if (on <= until) balance += quantity
    for (const [on, quantity] of demands) if (on <= until) balance -= quantity
    least = Math.min(least, balance)
  }
  return Math.max(0, least)
}

function open(network: SlowNetwork, place: number, day: number, way: 1 | -1): number {
  while (!network.works(place, day)) day += way
  return day
}

/** So many worked days later or earlier. */
function worked(network: SlowNetwork, place: number, day: number, days: number): number {
  const way = days < 0 ? -1 : 1
  for (let left = Math.abs(days); left > 0; left -= 1) day = open(network, place, day + way, way)
  return day
}
