import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { availability, availableOn, type DatedQuantity } from './atp.ts'
import type { AtpTerms } from './atp-rule.ts'
import { termsAt } from './atp-setup.ts'
import { forgetDated } from './give-up.ts'
import type { KeptFrom } from './promise-order.ts'
import { gateMove } from './gates.ts'
import { leavesMore } from './latest-supply.ts'
import { knownStock, type GateAt, type StockFacts } from './stock-facts.ts'
import { MATERIAL } from './needs.ts'
import { leadsThere, locationOf, type Way } from './places.ts'
import { reserve } from './reservation.ts'
import { sendingsOf, type Sending } from './senders.ts'
import { giveBackUse, shareOfWaiting, takeUse, type OwnShare } from './shares.ts'
import type { Share, StockAt } from './sourcing.ts'
import { deletePlannedDemand, readPlannedDemand, readServableItems } from './stock.sql.ts'

/** Demand that holds no stock yet, oldest first. */
export interface PlannedDemand {
  companyId: bigint
  rootId: bigint
  sourceId: bigint
  itemId: bigint
  locationId: bigint
  /** Nothing comes to it from another place than its own. */
  bound: boolean
  /** Places that do not serve it: they refused it, or the rule that it was searched by forbids them. */
  notAt: readonly bigint[]
  /** Whose share it takes of where supply is shared out; '': nobody's. */
  node: string
  quantity: Micro
  /** null: a backorder, which has no day. */
  promisedOn: string | null
  /** When it was asked for: its turn. */
  askedAt: Date
  /** Goods or a day can get to it now; else it is known for what may be kept for it. */
  reachable: boolean
  /** Others that may be served where it may stand behind it, and nobody read them. */
  more: boolean
}

/** Where demand may be served, and whom it stands in line with: a place, or null for anywhere. */
export function queueOf({ bound, locationId }: Pick<PlannedDemand, 'bound' | 'locationId'>): bigint | null {
  return bound ? locationId : null
}

/**
 * What of an item has to stay at a place beside what demand takes there, but for a safety stock; null: it is not served there. What was
 * promised goods of its place has them, whatever its rule says since.
 *
 * @param keptFrom what its rule keeps from it
 */
export function keptAt(
  demand: Pick<PlannedDemand, 'rootId' | 'bound' | 'locationId' | 'notAt' | 'promisedOn'>,
  place: bigint,
  keptFrom: KeptFrom | undefined,
): Micro | null {
  if ((queueOf(demand) ?? place) !== place || demand.notAt.includes(place)) return null
  if (!keptFrom || (demand.promisedOn !== null && demand.locationId === place)) return 0n
  return keptFrom.isFull(place, demand.rootId) ? null : keptFrom.at(place)
}

/** What was promised nothing there counts as an order of this day of the place that serves it. */
export function countServed(
  { rootId, promisedOn, locationId }: PlannedDemand,
  place: bigint,
  from: KeptFrom | undefined,
): void {
  if (promisedOn === null || locationId !== place) from?.count(place, rootId)
}

export interface ItemKey {
  companyId: bigint
  itemId: bigint
}

/** What a batch brings of an item at most: goods, and supply that is announced. */
export interface Incoming extends ItemKey {
  /** Where to; null: it is not known yet, to any place. */
  locationId: bigint | null
  incoming: Micro
  announced?: Micro
  /** Somebody who is not read asks before them: whose goods were taken away. */
  losing?: boolean
}

/** Demand that is looked at of each queue of an item, and of all of a batch: what came in is counted, however many wait. */
const MOST_WAITING = { queue: 2000, batch: 20_000 }

/**
 * Reads the demand that waits for items and that goods can get to, or a day if it has none, in the order in which it was asked
 * for, with every dated promise before it that goods may be kept for. What is bound to a place stands in a queue of its own: it
 * keeps nobody else from being read, nor they it. Of a queue the oldest that a place could cover; the others are served when
 * readServable finds their item.
 *
 * @param stock as it was read
 * @param items one may come several times: what it brings adds up
 */
export async function readWaiting(
  db: Reader,
  stock: StockFacts,
  items: readonly Incoming[],
): Promise<PlannedDemand[]> {
  const able = [...Map.groupBy(items, ({ companyId, itemId }) => `${companyId}/${itemId}`).values()]
    .map((brought) => {
      const { companyId, itemId } = brought[0]!
      const item = { companyId, itemId, brought }
      const losing = brought.some((one) => one.losing)
      return {
        ...item,
        losing,
        now: freeNow(stock, item),
        sendings: sendingsOf(stock, companyId),
        later: freeLater(stock, item),
        all: everFree(stock, item),
      }
    })
    .filter(({ now, later }) => now.most > 0n || later.most > 0n)
  if (able.length === 0) return []
  const queues = able.flatMap(({ companyId, itemId, now, sendings, later, all, losing }) => {
    const behind = now.most > 0n || losing ? all : later
    const brought = broughtOf(now, sendings)
    const places = (stock.locations.get(companyId) ?? [])
      .map(({ id: place }) => ({
        companyId,
        itemId,
        place,
        free: now.at(place),
        brought: brought.get(place)?.most ?? 0n,
        later: behind.at(place),
      }))
      .filter((one) => one.free > 0n || one.brought > 0n || one.later > 0n)
    const anywhere = { place: ANYWHERE, free: now.most, brought: 0n, later: behind.most }
    return [{ companyId, itemId, ...anywhere }, ...places]
  })
  const ways = [...new Set(able.map(({ companyId }) => companyId))].flatMap((companyId) =>
    sendingsOf(stock, companyId).map((sending) => ({ companyId, ...sending })),
  )
  const rows = await db.read(readPlannedDemand, {
    companyIds: queues.map((queue) => queue.companyId),
    itemIds: queues.map((queue) => queue.itemId),
    places: queues.map((queue) => queue.place),
    free: queues.map((queue) => queue.free),
    brought: queues.map((queue) => queue.brought),
    later: queues.map((queue) => queue.later),
    most: MOST_WAITING.queue,
    mostOfAll: MOST_WAITING.batch,
    wayCompanies: ways.map(({ companyId }) => companyId),
    wayPlaces: ways.map(({ to }) => to),
    waySenders: ways.map(({ from }) => from ?? ANYWHERE),
  })
  const byItem = Map.groupBy(rows, (row) => `${row.company_id}/${row.item_id}`)
  return able.flatMap(({ companyId, itemId, now, sendings, later, all, losing }) => {
    const goodsReach = reachOf(now)
    const brought = broughtOf(now, sendings)
    const broughtReach = reachOf({ ...now, at: (place) => now.at(place) + (brought.get(place)?.sum ?? 0n) })
    const rows = byItem.get(`${companyId}/${itemId}`) ?? []
    // Who takes goods that a later promise counts on breaks it: what it was promised may be had by others, too.
    const dayReaches = reachOf(losing || isOvertaken(rows) ? all : later)
    return rows
      .map((row): PlannedDemand => {
        const at = { bound: row.bound, locationId: row.location_id }
        // What waits for supply leaves what is there to others; when that fails it is served before them.
        const served = row.held_back
          ? row.quantity <= (row.bound ? now.at(row.location_id) : now.sum)
          : goodsReach(row.quantity, queueOf(at), row.node)
        const comes =
          row.promised_on === null &&
          row.bound &&
          brought.has(row.location_id) &&
          broughtReach(row.quantity, row.location_id, row.node)
        const dated = row.promised_on === null && dayReaches(row.quantity, queueOf(at), row.node)
        return {
          ...at,
          companyId,
          rootId: row.root_id,
          sourceId: row.source_id,
          itemId,
          quantity: row.quantity,
          promisedOn: row.promised_on,
          askedAt: row.asked_at,
          reachable: served || comes || dated,
          notAt: row.not_at,
          node: row.node,
          more: row.more,
        }
      })
      .filter(({ reachable, promisedOn }) => reachable || promisedOn !== null)
  })
}

/** The queue of what may be served anywhere; no location has this id. */
const ANYWHERE = 0n

/** What a batch brings of one item. */
interface Brought extends ItemKey {
  brought: readonly Incoming[]
}

/** What one place may give of an item, and all places together. */
interface Within {
  most: Micro
  sum: Micro
  at: (place: bigint) => Micro
}

/** Does somebody without a day wait before one who has a promise? */
function isOvertaken(rows: readonly { promised_on: string | null }[]): boolean {
  const first = rows.findIndex((row) => row.promised_on === null)
  return first >= 0 && rows.slice(first).some((row) => row.promised_on !== null)
}

/** All that is free and comes, whoever was promised it. */
function everFree(stock: StockFacts, item: Brought): Within {
  const all = within(stock, item, bothOf, (at) => {
    let left = at.onHand - at.reserved
    for (const { quantity } of at.supplies) left += quantity
    return left
  })
  return { ...all, most: all.sum }
}

/** What is free, with what comes in. */
function freeNow(stock: StockFacts, item: Brought): Within {
  return within(
    stock,
    item,
    ({ incoming }) => incoming,
    (at) => at.onHand - at.reserved,
  )
}

/**
 * What nobody was promised in the end, of all that is there and comes: what is late, too, though nobody is promised it. Of what
 * has no supply a day is not asked: what is free is given. One place may come to have all of it: what is free elsewhere may serve
 * whom it has promised goods.
 */
function freeLater(stock: StockFacts, item: Brought): Within {
  const { companyId, itemId, brought } = item
  const supplied =
    brought.some(({ announced = 0n }) => announced > 0n) ||
    (stock.locations.get(companyId) ?? []).some(
      ({ id }) => knownStock(stock, companyId, itemId, id)?.supplies.length,
    )
  if (!supplied) return { most: 0n, sum: 0n, at: () => 0n }
  const all = within(stock, item, bothOf, (at) => {
    let left = at.onHand - at.reserved
    for (const { quantity } of at.supplies) left += quantity
    for (const { quantity } of at.demands) left -= quantity
    return left
  })
  return { ...all, most: all.sum }
}

/** What of an item can be brought to places at most: from one place, and from all together. */
function broughtOf(now: Within, sendings: readonly Sending[]): Map<bigint, { most: Micro; sum: Micro }> {
  const brought = new Map<bigint, { most: Micro; sum: Micro }>()
  if (now.most === 0n) return brought
  for (const { to, from } of sendings) {
    const { most, sum } = brought.get(to) ?? { most: 0n, sum: 0n }
    if (from === null) {
      brought.set(to, { most: now.most, sum: now.sum })
      continue
    }
    const here = now.at(from)
    if (here > 0n) brought.set(to, { most: here > most ? here : most, sum: sum + here })
  }
  return brought
}

function bothOf({ incoming, announced = 0n }: Incoming): Micro {
  return incoming + announced
}

function within(
  stock: StockFacts,
  { companyId, itemId, brought }: Brought,
  more: (one: Incoming) => Micro,
  of: (at: StockAt) => Micro,
): Within {
  const coming = new Map<bigint | null, Micro>()
  for (const one of brought) coming.set(one.locationId, (coming.get(one.locationId) ?? 0n) + more(one))
  const anywhere = coming.get(null) ?? 0n
  let most = 0n
  let sum = 0n
  const places = new Map<bigint, Micro>()
  for (const { id } of stock.locations.get(companyId) ?? []) {
    const at = knownStock(stock, companyId, itemId, id)
    const left = at ? of(at) : 0n
    const here = (left > 0n ? left : 0n) + (coming.get(id) ?? 0n)
    if (here === 0n) continue
    sum += here
    places.set(id, here)
    if (here > most) most = here
  }
  return {
    most: most + anywhere,
    sum: sum + anywhere,
    at: (place) => (places.get(place) ?? 0n) + anywhere,
  }
}

/**
 * As reach, of each queue by itself: of what is bound to a place out of what is there. One may take what was counted for the
 * other; who is reached in vain is read and passed over. Whose share is used up keeps nobody of another node from being read.
 */
function reachOf({ sum, at }: Within): (quantity: Micro, place: bigint | null, node: string) => boolean {
  const reaches = new Map<string, (quantity: Micro) => boolean>()
  return (quantity, place, node) => {
    const key = `${place} ${node}`
    if (!reaches.has(key)) reaches.set(key, reach(place === null ? sum : at(place)))
    return reaches.get(key)!(quantity)
  }
}

/**
 * Tells of one demand after the other, oldest first, whether it can be served out of a quantity or any part of it. A place
 * that covers it covered everything before it that is not larger, so these have their goods first: of demands for one unit
 * ten units reach ten.
 */
function reach(free: Micro): (quantity: Micro) => boolean {
  const before = new Map<Micro, Micro>()
  return (quantity) => {
    let needed = quantity
    for (const [size, sum] of before) if (size <= quantity) needed += sum
    // What is not reached keeps everything behind it that is as large from being reached, too: it need not be counted.
    if (needed > free) return false
    before.set(quantity, (before.get(quantity) ?? 0n) + quantity)
    return true
  }
}

/**
 * Items with demand that waits and a place that has enough for some of it, in the order of their keys behind `after`.
 *
 * @param today what waits for supply that was to come before is looked at, too
 * @param sendings from where goods are brought to whom
 * @returns `comesBy` null: the goods are there; else the last day such that enough comes from then on, which nobody was promised
 */
export async function readServable(
  db: Reader,
  after: ItemKey,
  most: number,
  today: string,
  sendings: readonly (Sending & { companyId: bigint })[],
): Promise<(ItemKey & { comesBy: string | null })[]> {
  const rows = await db.read(readServableItems, {
    companyId: after.companyId,
    itemId: after.itemId,
    most,
    today,
    wayCompanies: sendings.map(({ companyId }) => companyId),
    wayPlaces: sendings.map(({ to }) => to),
    waySenders: sendings.map(({ from }) => from ?? ANYWHERE),
  })
  return rows.map((row) => ({
    companyId: row.company_id,
    itemId: row.item_id,
    comesBy: row.comes_by,
  }))
}

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
      const { companyId, rootId, sourceId } = demand
      context.writes.add(deletePlannedDemand, { companyId, rootId, sourceId })
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
  return places.flatMap((place): Sender[] => {
    if (place.id === to || !leadsThere(locationOf(facts, demand.companyId, place.id)!, way)) return []
    const kept = keptAt({ ...demand, bound: false }, place.id, from)
    return kept === null ? [] : [{ place, kept, from }]
  })
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
