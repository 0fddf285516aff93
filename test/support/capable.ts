/**
 * Capable to promise (A10-8, A10-9) told a second time, slowly: days are numbers, each way is tried on a copy of all there is, and what is
 * available is counted day by day.
 */

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

/** Whole quantities; item and place are numbers, a pair is keyed `item place`. */
export interface SlowNetwork {
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

const LAST = 400

/** The day on which a quantity that is short can be there, or undefined. */
export function slowDay(
  network: SlowNetwork,
  of: { item: number; place: number; quantity: number; by: number },
): number | undefined {
  const state: State = { demands: {}, hours: {} }
  for (const [key, { demands }] of Object.entries(network.stock)) state.demands[key] = [...demands]
  return come(network, state, of, [])?.on
}

interface Outcome {
  on: number
  state: State
}

function come(
  network: SlowNetwork,
  state: State,
  of: { item: number; place: number; quantity: number; by: number },
  path: string[],
): Outcome | undefined {
  const key = `${of.item} ${of.place}`
  if (path.includes(key)) return undefined
  const origins = network.origins[key] ?? []
  const ranks = [...new Set(origins.map(({ rank }) => rank))].sort((a, b) => a - b)
  const outcomes = ranks.flatMap((rank) => {
    const own = origins.filter((one) => one.rank === rank)
    const outcome = together(network, structuredClone(state), own, of, [...path, key])
    return outcome ? [{ rank, ...outcome }] : []
  })
  const inTime = outcomes.find(({ on }) => on <= of.by)
  return inTime ?? outcomes.toSorted((a, b) => a.on - b.on || a.rank - b.rank)[0]
}

function together(
  network: SlowNetwork,
  state: State,
  origins: SlowOrigin[],
  of: { item: number; place: number; quantity: number; by: number },
  path: string[],
): Outcome | undefined {
  const all = origins.reduce((sum, { percent }) => sum + percent, 0)
  const parts = origins.map(({ percent }) => Math.floor((of.quantity * percent) / all))
  parts[0]! += of.quantity - parts.reduce((sum, part) => sum + part, 0)
  let on = of.by
  for (const [index, origin] of origins.entries()) {
    const quantity = parts[index]!
    if (quantity === 0) continue
    const outcome = one(network, state, origin, { ...of, quantity }, path)
    if (!outcome) return undefined
    state = outcome.state
    on = Math.max(on, outcome.on)
  }
  return { on, state }
}

function one(
  network: SlowNetwork,
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
    const need = {
      item: material.item,
      place,
      quantity: Math.ceil((quantity * material.quantity * 100) / material.yieldPercent),
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
  let left = bill.hoursPerUnit * quantity
  for (let day = begins; left > 0; day += 1) {
    if (day > begins + 700) return undefined
    if (!network.works(place, day)) continue
    const key = `${place} ${day}`
    const here = Math.min(left, (network.hoursPerDay[place] ?? 0) - (state.hours[key] ?? 0))
    if (here <= 0) continue
    state.hours[key] = (state.hours[key] ?? 0) + here
    left -= here
    on = Math.max(on, day)
  }
  return { on, state }
}

/** A need of one level: of stock in time, else the first day of what comes and of what can be had. */
function supply(
  network: SlowNetwork,
  state: State,
  need: { item: number; place: number; quantity: number; by: number },
  path: string[],
): Outcome | undefined {
  const { item, place, quantity, by } = need
  const key = `${item} ${place}`
  const taken = (of: State, on: number): Outcome => {
    const after = structuredClone(of)
    after.demands[key] = [...(after.demands[key] ?? []), [on, quantity]]
    return { on, state: after }
  }
  const there = availableAt(network, state, key, by)
  if (there >= quantity) return taken(state, by)
  const ways: Outcome[] = []
  for (let day = by; day <= LAST; day += 1)
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
