import type { Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import { availability, availableOn, type DatedQuantity } from './atp.ts'
import type { AtpTerms } from './atp-rule.ts'
import { termsAt } from './atp-setup.ts'
import { forgetDated } from './give-up.ts'
import type { KeptFrom } from './kept-from-waiting.ts'
import { gateMove } from './gates.ts'
import { leavesMore } from './latest-supply.ts'
import { knownStock, type GateAt, type StockFacts } from './stock-facts.ts'
import { MATERIAL } from './needs.ts'
import { leadsThere, locationOf, type Way } from './places.ts'
import { reserve } from './reservation.ts'
import { shareOfWaiting, type OwnShare } from './shares.ts'
import { giveBackUse, takeUse } from './take-shares.ts'
import type { Share } from './sourced.ts'
import { deletePlannedDemand } from './stock.sql.ts'
import { countServed, keptAt, type ItemKey, type PlannedDemand } from './waiting.ts'

/** Demand that waited and has its goods now, from this location: there, or to be brought from there to its own. */
export interface Served {
  demand: PlannedDemand
  locationId: bigint
  brought: boolean
}

/** How what is collected at its place is brought there, and what a rule keeps of that; undefined: nothing is brought to it. */
export type Bringing = (
  demand: PlannedDemand,
) => { to: bigint; way: Way; keptFrom: KeptFrom | undefined } | undefined

/** A place that may send to where demand is collected. */
export interface Sender {
  place: Place
  /** What has to stay there beside it. */
  kept: Micro
  from: KeptFrom | undefined
}

/**
 * Gives stock on hand to the demand that waits for an item, in the order in which it was asked for. Who cannot be covered
 * whole from one location is passed over: the goods go to the next that fits. What an earlier dated promise still counts
 * on is left to it. When the last of a queue that was read is served, whoever was not read may be next: nobody behind it is
 * served before them.
 *
 * @param waiting demand for the item, oldest first; what is served leaves it, and what stands behind those who were not read
 * @param by.keptFrom what the rule of its order keeps from demand that goods can get to
 * @param by.bringing what its own place has not got is brought to it from the first that has all of it
 */
export function allocateWaiting(
  facts: StockFacts,
  context: Context,
  item: ItemKey,
  waiting: PlannedDemand[],
  by: {
    today: string
    keptFrom: (demand: PlannedDemand) => KeptFrom | undefined
    bringing: Bringing
  },
): Served[] {
  const { today, keptFrom, bringing } = by
  const places = servingPlaces(facts, item, today)
  const served: Served[] = []
  const passed: PlannedDemand[] = []
  for (const demand of waiting) {
    const from = demand.reachable ? keptFrom(demand) : undefined
    const waits = waitsForSupply(facts, demand, today)
    const own = shareOfWaiting(facts, item, demand.node, today)
    const place = waits
      ? undefined
      : places.find((one) => {
          const kept = keptAt(demand, one.id, from)
          return kept !== null && one.covers(demand, kept, today, own?.at(one.id))
        })
    const sender = place
      ? undefined
      : sendersOf(facts, places, demand, bringing).find((one) =>
          one.place.covers(demand, one.kept, today, own?.at(one.place.id)),
        )
    const source = place ? { place, kept: keptAt(demand, place.id, from)!, from } : sender
    if (source) {
      const { place: at, kept } = source
      if (own) takeOwn(facts, demand, at, own, today)
      at.take(demand.quantity)
      const { companyId, rootId, sourceId, quantity } = demand
      context.writes.add(deletePlannedDemand, { companyId, rootId, sourceId, quantity })
      takeStock(facts, demand, at.id, kept)
      countServed(demand, at.id, source.from)
      forgetDated(facts, demand, demand.quantity)
      served.push({ demand, locationId: at.id, brought: sender !== undefined })
      if (demand.more) break
      continue
    }
    passed.push(demand)
    if (demand.promisedOn !== null)
      places.find(({ id }) => id === demand.locationId)?.keep(demand.promisedOn, demand.quantity)
  }
  waiting.splice(0, waiting.length, ...passed)
  return served
}

/** The places that may send to where demand without a day is collected, in order of rank. */
export function sendersOf(
  facts: StockFacts,
  places: readonly Place[],
  demand: PlannedDemand,
  bringing: Bringing,
): Sender[] {
  const brings = demand.reachable && demand.promisedOn === null ? bringing(demand) : undefined
  if (!brings) return []
  const { to, way, keptFrom: from } = brings
  const anywhere = { ...demand, bound: false }
  return leadingTo(facts, places, demand.companyId, to, way).flatMap((place): Sender[] => {
    const kept = keptAt(anywhere, place.id, from)
    return kept === null ? [] : [{ place, kept, from }]
  })
}

/** By the place to which they send: of thousands who wait at a store none looks through the lanes of all others. */
const leading = new WeakMap<readonly Place[], Map<bigint, Place[]>>()

function leadingTo(
  facts: StockFacts,
  places: readonly Place[],
  companyId: bigint,
  to: bigint,
  way: Way,
): readonly Place[] {
  let known = leading.get(places)
  if (!known) leading.set(places, (known = new Map()))
  let own = known.get(to)
  if (!own) {
    own = places.filter(({ id }) => id !== to && leadsThere(locationOf(facts, companyId, id)!, way))
    known.set(to, own)
  }
  return own
}

/** Where an item is, each place with the supply that its rule counts. */
export function servingPlaces(facts: StockFacts, { companyId, itemId }: ItemKey, today: string): Place[] {
  return (facts.locations.get(companyId) ?? []).flatMap(({ id }) => {
    const stock = knownStock(facts, companyId, itemId, id)
    const terms = termsAt(facts, companyId, itemId, id, today)
    return stock ? [new Place(id, stock, terms ?? undefined)] : []
  })
}

/** Who was promised a later day leaves what is there to others as long as its own place has it come before (decision 0068). */
function waitsForSupply(facts: StockFacts, demand: PlannedDemand, today: string): boolean {
  const { companyId, itemId, locationId, promisedOn: on, quantity } = demand
  if (on === null || on <= today) return false
  const terms = termsAt(facts, companyId, itemId, locationId, today)
  const stock = terms?.latestSupplyFirst ? knownStock(facts, companyId, itemId, locationId) : undefined
  if (!terms || !stock) return false
  const { onHand, reserved, safety = 0n, supplies, demands } = stock
  const of = { today, free: onHand - reserved - safety, supplies, demands }
  return leavesMore(terms, of, { on, quantity, counted: true })
}

/** Who has no promise yet takes of a share; who has one took of it then, and takes it elsewhere when it is served there. */
export function takeOwn(
  facts: StockFacts,
  demand: PlannedDemand,
  { id: locationId, stock }: Place,
  own: OwnShare,
  today: string,
): void {
  const { promisedOn, quantity: whole } = demand
  if (promisedOn !== null && demand.locationId === locationId) return
  if (promisedOn !== null) giveBackUse(facts.allocation, demand, whole)
  const share = own.at(locationId)
  if (!share) return
  const at = { ...demand, locationId }
  takeUse(facts.allocation, at, share, { stock, quantity: whole, day: today })
  const { freeRead = 0n } = stock
  gateMove(facts, demand.companyId, demand.itemId, locationId).freeAtLeast = freeRead
}

/** An item at a location, as the demand that waits sees it. */
export class Place {
  readonly id: bigint
  readonly stock: GateAt
  /** What comes, as far as a rule counts it: nothing else keeps a promise. */
  readonly #supplies: readonly DatedQuantity[]
  readonly #supplied: Micro
  /** Dated promises that were passed over and can still be kept, by day. */
  readonly #kept = new Map<string, Micro>()
  #keptSum = 0n
  /** What can be taken today; undefined: something moved since. */
  #available: Micro | undefined

  constructor(id: bigint, stock: GateAt, terms: AtpTerms | undefined) {
    this.id = id
    this.stock = stock
    this.#supplies = terms ? stock.supplies.filter(({ kind }) => terms.counts(kind)) : stock.supplies
    this.#supplied = this.#supplies.reduce((sum, { quantity }) => sum + quantity, 0n)
    // What is to be made of it was promised: it is nobody's who waits.
    for (const { kind, on, quantity } of stock.demands) if (kind === MATERIAL) this.keep(on, quantity)
  }

  get #free(): Micro {
    return this.stock.onHand - this.stock.reserved
  }

  /** A safety stock is kept from who has no promise yet, what is others' share from who has none of it here; who was promised goods has them. */
  covers(
    { quantity, promisedOn, locationId }: PlannedDemand,
    kept: Micro,
    today: string,
    share: Share | undefined,
  ): boolean {
    const needed = quantity + kept + (promisedOn === null ? (this.stock.safety ?? 0n) : 0n)
    if (this.#free < needed) return false
    const has = promisedOn !== null && locationId === this.id
    if (share && !has && share.most(this.stock, today) < quantity) return false
    if (this.#keptSum === 0n) return true
    this.#available ??= this.#availableOn(today)
    return this.#available >= needed
  }

  /** The most that who has no promise yet may take. */
  most(kept: Micro, today: string, share: Share | undefined): Micro {
    let most = this.#free
    if (this.#keptSum !== 0n) {
      this.#available ??= this.#availableOn(today)
      if (this.#available < most) most = this.#available
    }
    most -= kept + (this.stock.safety ?? 0n)
    const own = share?.most(this.stock, today)
    return own !== undefined && own < most ? own : most
  }

  /** What who has no promise yet may take some day, of what comes, too. */
  ever(kept: Micro): Micro {
    const ever = this.#free + this.#supplied - this.#keptSum - kept - (this.stock.safety ?? 0n)
    return ever > 0n ? ever : 0n
  }

  take(quantity: Micro): void {
    this.stock.reserved += quantity
    this.#available = undefined
  }

  keep(on: string, quantity: Micro): void {
    // What all supply together does not cover is a promise that is broken already: it keeps nothing from anybody.
    if (this.#free + this.#supplied - this.#keptSum < quantity) return
    this.#kept.set(on, (this.#kept.get(on) ?? 0n) + quantity)
    this.#keptSum += quantity
    this.#available = undefined
  }

  /** Supply that is late is still to come: it counts as due today. */
  #availableOn(today: string): Micro {
    const demands = Array.from(this.#kept, ([on, quantity]) => ({ on, quantity }))
    const of = { today, free: this.#free, supplies: this.#supplies, demands, supplyFence: '' }
    return availableOn(availability(of), today)
  }
}

/** Goods of a gate are held for a source. */
export function takeStock(
  facts: StockFacts,
  { companyId, rootId, sourceId, itemId, quantity, promisedOn }: PlannedDemand,
  locationId: bigint,
  kept: Micro,
): void {
  const stock = knownStock(facts, companyId, itemId, locationId)!
  const gate = gateMove(facts, companyId, itemId, locationId)
  gate.reserved += quantity
  gate.promised = (gate.promised ?? 0n) + quantity
  const fits = gate.promised + kept
  if (kept > 0n && fits > (gate.fits ?? 0n)) gate.fits = fits
  if (promisedOn !== null) gate.pastSafety = true
  gate.horizonStep = 1
  gate.horizonVersion = stock.horizonVersion
  reserve(facts.reservations, { companyId, rootId, sourceId, itemId, locationId, quantity })
}
