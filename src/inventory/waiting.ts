import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import type { KeptFrom } from './kept-from-waiting.ts'
import { knownStock, type StockFacts } from './stock-facts.ts'
import { sendingsOf, type Sending } from './senders.ts'
import type { StockAt } from './sourced.ts'
import { readPlannedDemand, readServableItems } from './stock.sql.ts'

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
