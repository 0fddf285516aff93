import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { giveUpReserved } from './give-up.ts'
import { gateMove, watchGates } from './gates.ts'
import { knownStock, type StockFacts } from './stock-facts.ts'
import { buyerOf } from './take-shares.ts'
import { insertPlannedDemand } from './shrink.sql.ts'
import {
  lockStockGates,
  noteShortages,
  readClaims as readClaimRows,
  readNotedShortages,
  readShortages as readShortageRows,
  readShortGates,
  settleShortages,
} from './stock.sql.ts'
import type { ItemKey, PlannedDemand } from './waiting.ts'

/** Where goods that are reserved were taken away, by a count or because they left without a sale. */
export interface Shortage extends ItemKey {
  locationId: bigint
  /** More is reserved than is there by so much; 0: it has come right since. */
  lacking: Micro
}

/** Shortages that are due, of this many items at most; those of an item come together. */
export async function readShortages(db: Reader, now: Date, items: number): Promise<Shortage[]> {
  const rows = await db.read(readShortageRows, { now, most: items })
  return rows.map((row) => ({
    companyId: row.company_id,
    itemId: row.item_id,
    locationId: row.location_id,
    lacking: row.lacking,
  }))
}

/** Reservations that one statement looks at. */
const CLAIMS_LOOKED_AT = 5000
const BEFORE_ALL = 2n ** 63n - 1n

/**
 * Who holds goods of an item at a location, the newest cause first, of the next reservations in front of `before`.
 *
 * @returns `before` null: there are no more
 */
export async function readClaims(
  db: Reader,
  { companyId, itemId, locationId }: Shortage,
  before: bigint = BEFORE_ALL,
): Promise<{ claims: { rootId: bigint; sourceId: bigint; quantity: Micro }[]; before: bigint | null }> {
  const place = { companyId, itemId, locationId }
  const rows = await db.read(readClaimRows, { ...place, before, budget: CLAIMS_LOOKED_AT })
  const claims = rows.flatMap(({ root_id: rootId, source_id: sourceId, quantity }) =>
    sourceId === null || quantity === null ? [] : [{ rootId, sourceId, quantity }],
  )
  return { claims, before: rows.find((row) => row.source_id === null)?.root_id ?? null }
}

/** Gates at which more is reserved than is there, as `company/item/location`, and whether they stand in the queue. */
export type Short = Map<string, boolean>

/** Shortages that a batch knows of before it decides. */
const MOST_NOTED = 1000

/** What of the queue of these companies is short still. */
export async function readNoted(db: Reader, companyIds: readonly bigint[]): Promise<Short> {
  const rows = await db.read(readNotedShortages, { companyIds: [...new Set(companyIds)], most: MOST_NOTED })
  return new Map(rows.map((row) => [`${row.company_id}/${row.item_id}/${row.location_id}`, true]))
}

/** Of items the gates at which more is reserved than is there. */
export async function readShort(db: Reader, items: readonly ItemKey[]): Promise<Short> {
  if (items.length === 0) return new Map()
  const rows = await db.read(readShortGates, {
    companyIds: items.map((item) => item.companyId),
    itemIds: items.map((item) => item.itemId),
  })
  return new Map(rows.map((row) => [`${row.company_id}/${row.item_id}/${row.location_id}`, row.noted]))
}

/** Puts a gate that was found short, and stands in no queue, there. Nothing that took from it is known: the law names it. */
export function noteShortage(
  short: Short,
  { writes, now, batch }: Context,
  { companyId, itemId, locationId }: Omit<Shortage, 'lacking'>,
): void {
  const key = `${companyId}/${itemId}/${locationId}`
  if (short.get(key) !== false) return
  short.set(key, true)
  writes.add(lockStockGates, { companyId, itemId, locationId })
  writes.add(noteShortages, {
    companyId,
    itemId,
    locationId,
    takenAt: now,
    batch,
    taken: 0n,
    onHand: 0n,
    reserved: 0n,
  })
}

/** What of an item is reserved at a location beyond what is there, in the picture. */
export function lackingAt(facts: StockFacts, { companyId, itemId }: ItemKey, locationId: bigint): Micro {
  const at = knownStock(facts, companyId, itemId, locationId)
  if (!at || at.reserved <= 0n) return 0n
  return at.reserved - (at.onHand > 0n ? at.onHand : 0n)
}

/** A reservation whose goods are gone: when its cause asked first, whether it gets nothing from another place, and from which it does not. */
export type Lost = Pick<PlannedDemand, 'rootId' | 'sourceId' | 'quantity' | 'askedAt' | 'bound' | 'notAt'> & {
  /** Whose reservation it is: the source itself, or what it was split off. */
  from: bigint
}

/**
 * Reservations at a gate whose goods are gone wait again, without a day, in the turn that they had; the caller serves those who wait.
 */
export function loseReserved(
  facts: StockFacts,
  { writes }: Context,
  { companyId, itemId, locationId }: Omit<Shortage, 'lacking'>,
  lost: readonly Lost[],
): PlannedDemand[] {
  if (lost.length > 0) watchGates(facts, companyId, itemId, locationId)
  return lost.map(({ from, ...one }) => {
    const node = buyerOf(facts.allocation, { companyId, sourceId: from })
    const demand = { ...one, companyId, itemId, locationId, promisedOn: null, node }
    giveUpReserved(facts, { ...demand, sourceId: from }, one.quantity)
    writes.add(insertPlannedDemand, { ...demand, servedFrom: null, waitsForRelease: false, made: 0n })
    return { ...demand, reachable: true, more: false }
  })
}

/**
 * A gate was looked at because of a shortage: the locked one leaves the queue if it lacks nothing any more, and what was decided
 * on stands. `vain`: nobody could be promised anew, so it is looked at less often.
 */
export function settleShortage(
  facts: StockFacts,
  { writes, now }: Context,
  { companyId, itemId, locationId }: Omit<Shortage, 'lacking'>,
  vain: boolean,
): void {
  const at = { companyId, itemId, locationId }
  const horizonVersion = knownStock(facts, companyId, itemId, locationId)?.horizonVersion
  if (horizonVersion !== undefined)
    gateMove(facts, companyId, itemId, locationId).horizonVersion = horizonVersion
  writes.add(lockStockGates, at)
  writes.add(settleShortages, { ...at, triedAt: now, vain })
}
