import { addOpenDays, openDay, type WorkingDays } from '../organization/index.ts'
import { addDays } from '../platform/clock.ts'
import type { Micro } from '../platform/money.ts'

/**
 * Capable to promise (A10-8, A10-9, D3): where what is there and comes is too little for a day, what can be made, bought or moved in time,
 * through all levels of bills of materials. Pure: a network that knows stock, ways and days comes in, a day and what it counts on goes out.
 */

/** A way in which goods come to a place where they are short. */
export type Origin = {
  /** Lowest first. */
  rank: number
  /** What it weighs among origins of its rank. */
  percent: number
  /** From and until when it is asked; null: without an end. */
  validFrom: string | null
  validTo: string | null
} & (
  | { by: 'make' }
  | {
      by: 'buy'
      supplier: string
      /** Days of the supplier, by its calendar. */
      leadDays: number
      calendar: WorkingDays | undefined
      /** Working days of the place from the order to the shelf, at least. */
      processingDays: number
    }
  | { by: 'transfer'; location: bigint; transit: Transit }
)

/** How long goods are on their way to a place. */
export interface Transit {
  /** The last day on which they may leave to be there by a day. */
  shipBy(arriveOn: string): string
  arriveOn(shipOn: string): string
}

/** What an item is made of at a place. */
export interface Bill {
  /** Working days of the place. */
  leadDays: number
  materials: readonly Material[]
  resources: readonly { resource: string; hoursPerUnit: Micro }[]
}

export interface Material {
  itemId: bigint
  /** For one unit. */
  quantity: Micro
  /** So much of it is good, the rest is lost: 1 to 100. */
  yieldPercent: number
  /** Working days from the first day of making to the one on which it is needed. */
  offsetDays: number
  validFrom: string | null
  validTo: string | null
}

/** What of an item at a place can be promised, as it stands. */
export interface NetworkStock {
  /** What can be promised for a day. */
  availableOn(day: string): Micro
  /** The first day, not before this one, on which so much can be promised; undefined: never. */
  earliest(quantity: Micro, from: string): string | undefined
  /** Takes it for a day. @returns puts it back */
  take(on: string, quantity: Micro): () => void
}

/** What makes things at a place, so many hours a day. */
export interface NetworkResource {
  hoursPerDay: Micro
  calendar: WorkingDays | undefined
  /** What is promised of a day. */
  used(day: string): Micro
  take(day: string, hours: Micro): () => void
}

export interface Network {
  today: string
  /** Ways of an item to a place that are in effect, by rank. */
  origins(itemId: bigint, place: bigint): readonly Origin[]
  bill(itemId: bigint, place: bigint): Bill | undefined
  /** Undefined: nothing of it may be promised there. */
  stock(itemId: bigint, place: bigint): NetworkStock | undefined
  resource(code: string, place: bigint): NetworkResource | undefined
  /** Of a place; undefined: every day. */
  calendar(place: bigint): WorkingDays | undefined
  /** The smallest quantity of an item. */
  grain(itemId: bigint): Micro
}

/** So much of an item has to be at a place on a day. */
export interface Need {
  itemId: bigint
  place: bigint
  on: string
  quantity: Micro
}

export interface Hours {
  resource: string
  place: bigint
  on: string
  hours: Micro
}

/** How a quantity comes to a place, for who asks why. */
export interface Supplied extends Need {
  /** Of what is there and comes. */
  fromStock: Micro
  /** The day from which on that is there; undefined: nothing is. */
  since?: string
  origins: readonly Come[]
}

/** What one origin gives. */
export interface Come {
  origin: Origin
  quantity: Micro
  /** The day on which it is there. */
  on: string
  /** Of what is made: the day on which it begins. */
  startsOn?: string
  /** What it is made of, or where it comes from. */
  of: readonly Supplied[]
  hours: readonly Hours[]
}

/** What was found for a quantity: a day, and what it counts on. */
export interface Capable {
  on: string
  /** Of what is short, whence it comes. */
  origins: readonly Come[]
  needs: readonly Need[]
  hours: readonly Hours[]
}

/** Levels of a bill of materials, places on a way, looks for one part at all its places, and days in which a resource has hours. */
export const MOST = { levels: 10, looks: 5000, days: 730 }

/** How many ways may still be looked at for a part, at whatever place. */
export interface Looks {
  left: number
}

/**
 * How a quantity that is short comes to a place: by the lowest rank that has it there by a day, else by the one that has it first. The
 * network is as it was afterwards.
 */
export function lookThrough(
  network: Network,
  { itemId, place, on: by, quantity }: Need,
  looks: Looks,
): Capable | undefined {
  const look = new Look(network, looks)
  const found = look.byRank(itemId, place, quantity, by < network.today ? network.today : by, [])
  const taken = look.backTo(0)
  return (
    found && {
      ...found,
      needs: taken.flatMap((one) => one.need ?? []),
      hours: taken.flatMap((one) => one.hours ?? []),
    }
  )
}

/** What was taken out of the network, and how it is taken and put back. */
interface Taken {
  need?: Need
  hours?: Hours
  again: () => () => void
  undo: () => void
}

interface Way {
  on: string
  quantity: Micro
  origins: readonly Come[]
}

/** One question: what it took so far can be put back to any point, and taken again. */
class Look {
  readonly #network: Network
  readonly #taken: Taken[] = []
  readonly #looks: Looks
  /** The most of an origin is looked for: below it nobody gives what another lacks, or each level would look at as many ways again. */
  #weighs = false

  constructor(network: Network, looks: Looks) {
    this.#network = network
    this.#looks = looks
  }

  /** Puts back all that was taken since. @returns it */
  backTo(point: number): Taken[] {
    const since = this.#taken.splice(point)
    for (const { undo } of since.toReversed()) undo()
    return since
  }

  /** What is short of an item at a place: the lowest rank in time, else the first day; what none has all of, one rank after the other. */
  byRank(
    itemId: bigint,
    place: bigint,
    quantity: Micro,
    by: string,
    path: readonly string[],
  ): Way | undefined {
    const here = `${itemId} ${place}`
    if (path.includes(here) || path.length >= MOST.levels || (this.#looks.left -= 1) < 0) return undefined
    const below = [...path, here]
    const ranks = [...Map.groupBy(this.#network.origins(itemId, place), ({ rank }) => rank).values()]
    const need = { itemId, place, quantity, on: by }
    const point = this.#taken.length
    let best: { way: Way; took: readonly Taken[] } | undefined
    for (const origins of ranks) {
      const way = this.#share(origins, need, below, 'all')
      if (way && way.on <= by) return way
      const took = this.backTo(point)
      if (way && (best === undefined || way.on < best.way.on)) best = { way, took }
    }
    if (!best)
      return this.#weighs || ranks.length < 2 ? undefined : this.#oneAfterTheOther(ranks, need, below)
    for (const one of best.took) this.#taken.push({ ...one, undo: one.again() })
    return best.way
  }

  /** No rank has all of it: each gives what it can of what those before it left. */
  #oneAfterTheOther(
    ranks: readonly (readonly Origin[])[],
    need: Need,
    path: readonly string[],
  ): Way | undefined {
    const point = this.#taken.length
    const all: Way = { on: need.on, quantity: 0n, origins: [] }
    for (const origins of ranks) {
      const left = need.quantity - all.quantity
      const way = left > 0n ? this.#share(origins, { ...need, quantity: left }, path, 'some') : undefined
      if (!way) continue
      all.quantity += way.quantity
      all.origins = [...all.origins, ...way.origins]
      if (way.on > all.on) all.on = way.on
    }
    if (all.quantity === need.quantity) return all
    this.backTo(point)
    return undefined
  }

  /**
   * Origins of one rank share a quantity, and it is there when the last of them is. What one of them can never give of its share is shared
   * by the others.
   *
   * @param least `some`: what all of them together can give will do
   */
  #share(
    origins: readonly Origin[],
    need: Need,
    path: readonly string[],
    least: 'all' | 'some',
  ): Way | undefined {
    const point = this.#taken.length
    /** Origins that give no more than so much. */
    const most = new Map<Origin, Micro>()
    for (;;) {
      const free = origins.filter((origin) => !most.has(origin))
      const rest = [...most.values()].reduce((left, quantity) => left - quantity, need.quantity)
      if (least === 'all' && rest > 0n && free.length === 0) return undefined
      const shares = new Map([...most, ...sharesOf(free, rest)])
      const { way, short } = this.#comeTogether(origins, shares, need, path)
      if (!short) return way.quantity === 0n ? undefined : way
      // What one alone lacks nobody else of the rank gives.
      const alone = least === 'all' && free.every((origin) => origin === short)
      const asked = { ...need, quantity: shares.get(short)! }
      if (!alone && !this.#weighs) most.set(short, this.#mostOf(short, asked, path))
      this.backTo(point)
      if (alone || this.#weighs) return undefined
    }
  }

  /** Each origin gives its share. @returns the first that cannot, beside what those before it give */
  #comeTogether(
    origins: readonly Origin[],
    shares: ReadonlyMap<Origin, Micro>,
    need: Need,
    path: readonly string[],
  ): { way: Way; short?: Origin } {
    const comes: Come[] = []
    const way: Way = { on: need.on, quantity: 0n, origins: comes }
    for (const origin of origins) {
      const quantity = shares.get(origin) ?? 0n
      if (quantity === 0n) continue
      const point = this.#taken.length
      const come = this.#come(origin, { ...need, quantity }, path)
      if (!come) {
        this.backTo(point)
        return { way, short: origin }
      }
      comes.push(come)
      way.quantity += quantity
      if (come.on > way.on) way.on = come.on
    }
    return { way }
  }

  /** The most that an origin, which cannot give a quantity, ever gives of it, in parts as whole as it is. Nothing is taken. */
  #mostOf(origin: Origin, need: Need, path: readonly string[]): Micro {
    const grain = grainOf(need.quantity)
    this.#weighs = true
    const steps = greatest(need.quantity / grain - 1n, (count) => {
      if ((this.#looks.left -= 1) < 0) return false
      const point = this.#taken.length
      const come = this.#come(origin, { ...need, quantity: count * grain }, path)
      this.backTo(point)
      return come !== undefined
    })
    this.#weighs = false
    return steps * grain
  }

  #come(origin: Origin, need: Need, path: readonly string[]): Come | undefined {
    switch (origin.by) {
      case 'make':
        return this.#make(origin, need, path)
      case 'buy':
        return this.#buy(origin, need)
      case 'transfer':
        return this.#transfer(origin, need, path)
    }
  }

  #make(origin: Origin, { itemId, place, quantity, on }: Need, path: readonly string[]): Come | undefined {
    const network = this.#network
    const bill = network.bill(itemId, place)
    if (!bill) return undefined
    const calendar = network.calendar(place)
    const back = addOpenDays(calendar, openDay(calendar, on, -1), -bill.leadDays)
    const begins = openDay(calendar, back < network.today ? network.today : back, 1)
    let startsOn = begins
    const of: Supplied[] = []
    for (const material of bill.materials) {
      if (!inEffect(material, begins)) continue
      const grain = network.grain(material.itemId)
      const supplied = this.#supply(
        {
          itemId: material.itemId,
          place,
          quantity: usedOf(material, quantity, grain),
          on: addOpenDays(calendar, begins, material.offsetDays),
        },
        path,
      )
      if (!supplied) return undefined
      of.push(supplied)
      while (addOpenDays(calendar, startsOn, material.offsetDays) < supplied.on)
        startsOn = openDay(calendar, addDays(startsOn, 1), 1)
    }
    let endsOn = addOpenDays(calendar, startsOn, bill.leadDays)
    const hours: Hours[] = []
    for (const { resource, hoursPerUnit } of bill.resources) {
      const worked = this.#work(resource, place, ceilOf(quantity * hoursPerUnit, 1_000_000n), startsOn)
      if (!worked) return undefined
      hours.push(...worked)
      const last = worked.at(-1)?.on ?? startsOn
      if (last > endsOn) endsOn = last
    }
    return { origin, quantity, on: endsOn, startsOn, of, hours }
  }

  /** Takes the hours of a resource from a day on, of each day what it has left. */
  #work(resource: string, place: bigint, hours: Micro, from: string): Hours[] | undefined {
    const found = this.#network.resource(resource, place)
    if (!found || (hours > 0n && found.hoursPerDay === 0n)) return undefined
    const worked: Hours[] = []
    let left = hours
    let day = from
    for (let looked = 0; left > 0n && looked < MOST.days; looked += 1) {
      if (openDay(found.calendar, day, 1) === day) {
        const free = found.hoursPerDay - found.used(day)
        const here = free < left ? free : left
        if (here > 0n) {
          const work = { resource, place, on: day, hours: here }
          const on = day
          this.#take({ hours: work, again: () => found.take(on, here) })
          worked.push(work)
          left -= here
        }
      }
      day = addDays(day, 1)
    }
    return left > 0n ? undefined : worked
  }

  #buy(origin: Origin & { by: 'buy' }, { place, quantity }: Need): Come {
    const { today } = this.#network
    const { calendar, leadDays, processingDays } = origin
    const sentOn = addOpenDays(calendar, openDay(calendar, today, 1), leadDays)
    const processedOn = addOpenDays(this.#network.calendar(place), today, processingDays)
    return { origin, quantity, on: sentOn > processedOn ? sentOn : processedOn, of: [], hours: [] }
  }

  #transfer(
    origin: Origin & { by: 'transfer' },
    { itemId, quantity, on }: Need,
    path: readonly string[],
  ): Come | undefined {
    const { location, transit } = origin
    const shipBy = transit.shipBy(on)
    const { today } = this.#network
    const need = { itemId, place: location, quantity, on: shipBy < today ? today : shipBy }
    const supplied = this.#supply(need, path)
    return supplied && { origin, quantity, on: transit.arriveOn(supplied.on), of: [supplied], hours: [] }
  }

  /** What one level needs: of stock, else of stock and what is short by the way that has it first, or of what comes later. */
  #supply(need: Need, path: readonly string[]): Supplied | undefined {
    const { itemId, place, quantity, on } = need
    const stock = this.#network.stock(itemId, place)
    if (!stock) return undefined
    if (quantity === 0n) return { ...need, fromStock: 0n, origins: [] }
    const there = stock.availableOn(on)
    if (there >= quantity) return this.#takeStock(stock, { ...need, fromStock: quantity, origins: [] })
    const later = stock.earliest(quantity, on)
    const point = this.#taken.length
    const way = this.byRank(itemId, place, quantity - there, on, path)
    if (!way || (later !== undefined && later <= way.on)) {
      this.backTo(point)
      if (later === undefined) return undefined
      return this.#takeStock(stock, { ...need, on: later, fromStock: quantity, origins: [] })
    }
    const { on: wayOn, origins } = way
    return this.#takeStock(stock, { ...need, on: wayOn, fromStock: there, origins })
  }

  /** All of it counts against the stock of its place, also what is still to be made: it is nobody else's. */
  #takeStock(stock: NetworkStock, supplied: Supplied): Supplied {
    const { itemId, place, on, quantity, fromStock } = supplied
    const since = fromStock > 0n ? stock.earliest(fromStock, this.#network.today) : undefined
    this.#take({ need: { itemId, place, on, quantity }, again: () => stock.take(on, quantity) })
    return since === undefined ? supplied : { ...supplied, since }
  }

  #take(one: Omit<Taken, 'undo'>): void {
    this.#taken.push({ ...one, undo: one.again() })
  }
}

export function inEffect(
  { validFrom, validTo }: Pick<Origin, 'validFrom' | 'validTo'>,
  day: string,
): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || validTo >= day)
}

/** What making a quantity takes of a material, up to whole grains: quantity × usage ÷ yield. */
function usedOf({ quantity: usage, yieldPercent }: Material, quantity: Micro, grain: Micro): Micro {
  return ceilOf(quantity * usage * 100n, 1_000_000n * BigInt(yieldPercent) * grain) * grain
}

function ceilOf(of: bigint, by: bigint): bigint {
  return (of + by - 1n) / by
}

/** A quantity by percentages, in parts as whole as it is itself; what is left over is the first's. */
export function sharesOf(origins: readonly Origin[], quantity: Micro): Map<Origin, Micro> {
  const all = BigInt(origins.reduce((sum, { percent }) => sum + percent, 0))
  const parts = new Map<Origin, Micro>()
  if (all === 0n) return parts
  const grain = grainOf(quantity)
  let left = quantity
  for (const origin of origins) {
    const part = (((quantity / grain) * BigInt(origin.percent)) / all) * grain
    parts.set(origin, part)
    left -= part
  }
  parts.set(origins[0]!, parts.get(origins[0]!)! + left)
  return parts
}

/** The greatest of 0 to `most` for which something holds, by halving: it holds for 0, and not above what it does not hold for. */
export function greatest(most: bigint, holds: (count: bigint) => boolean): bigint {
  let low = 0n
  let high = most
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    if (holds(middle)) low = middle
    else high = middle - 1n
  }
  return low
}

/** What is counted whole. */
export const COARSEST = 1_000_000n

/** The last decimal of a quantity. */
export function grainOf(quantity: Micro): Micro {
  let grain = COARSEST
  while (quantity % grain !== 0n) grain /= 10n
  return grain
}
