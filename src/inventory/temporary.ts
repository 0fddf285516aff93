import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { freeStock } from './give-up.ts'
import { claimStock } from './gates.ts'
import { stockAt, type StockFacts } from './stock-facts.ts'
import type { HeldShare } from './share-facts.ts'
import { giveBack, keepHeld } from './take-shares.ts'
import type { SourcedPart } from './sourced.ts'
import {
  endTemporary,
  findDueTemporary,
  findShortTemporary,
  lockTemporary,
  readTemporary,
  saveTemporary,
} from './temporary.sql.ts'

/**
 * Goods that a cart or a quote holds until a time (A10-20): at the gates they count as reserved, like those of an order. An order that
 * names the key gets them, once.
 */
export interface TemporaryReservation {
  companyId: bigint
  /** The caller's own. */
  key: string
  madeBy: string
  /** Business time; of one that was used: so long it is remembered. */
  until: Date
  /** Who has used it; null: it holds goods. */
  orderId: bigint | null
  held: Held[]
  /** What it took of shares of what is shared out. */
  shares: HeldShare[]
  /** What it held for the order that this batch promises. */
  ordered?: Held[]
  /** The batch that wrote it as it was read; null: it was not there. */
  seen: bigint | null
  /** What the batch does to it. */
  change: 'none' | 'saved' | 'ended'
}

interface Held {
  itemId: bigint
  locationId: bigint
  quantity: Micro
}

/** As it stands in the row: ids and millionths as text. */
type KeptShare = Record<'itemId' | 'locationId' | 'quantity' | 'week' | 'node', string>

/** By company/key. */
export type TemporaryReservations = Map<string, TemporaryReservation>

export interface TemporaryKey {
  companyId: bigint
  key: string
}

/** One that an order has used is remembered for so long: the same key holds nothing again. */
const REMEMBERED_DAYS = 30

export async function readTemporaryReservations(
  db: Reader,
  wanted: readonly TemporaryKey[],
): Promise<TemporaryReservations> {
  if (wanted.length === 0) return new Map()
  const unique = [...new Map(wanted.map((one) => [nameOf(one), one])).values()]
  const rows = await db.read(readTemporary, {
    companyIds: unique.map(({ companyId }) => companyId),
    keys: unique.map(({ key }) => key),
  })
  return new Map(
    rows.map((row) => [
      nameOf({ companyId: row.company_id, key: row.key }),
      {
        companyId: row.company_id,
        key: row.key,
        madeBy: row.made_by,
        until: row.until_at,
        orderId: row.order_id,
        held: row.item_ids.map((itemId, index) => ({
          itemId,
          locationId: row.location_ids[index]!,
          quantity: row.quantities[index]!,
        })),
        shares: (row.shares as unknown as KeptShare[]).map(({ itemId, locationId, quantity, ...share }) => ({
          ...share,
          itemId: BigInt(itemId),
          locationId: BigInt(locationId),
          quantity: BigInt(quantity),
        })),
        seen: row.batch,
        change: 'none' as const,
      },
    ]),
  )
}

/** Items whose stock a batch has to know to free what is held. */
export function itemsHeld(reservations: TemporaryReservations): { companyId: bigint; itemId: bigint }[] {
  return [...reservations.values()].flatMap(({ companyId, held }) =>
    held.map(({ itemId }) => ({ companyId, itemId })),
  )
}

/** The one of a key, unless it is not there or its goods were given up. */
export function temporaryOf(
  reservations: TemporaryReservations,
  of: TemporaryKey,
): TemporaryReservation | undefined {
  const known = reservations.get(nameOf(of))
  return known?.change === 'ended' ? undefined : known
}

/** One that holds nothing yet, or what was held under the key, all of it free to be held anew. */
export function holdAnew(
  facts: StockFacts,
  reservations: TemporaryReservations,
  of: TemporaryKey & { madeBy: string; until: Date },
): TemporaryReservation {
  let one = reservations.get(nameOf(of))
  if (!one) {
    one = { ...of, orderId: null, held: [], shares: [], seen: null, change: 'saved' }
    reservations.set(nameOf(of), one)
  }
  freeAll(facts, one)
  return Object.assign(one, { madeBy: of.madeBy, until: of.until, change: 'saved' })
}

/** Holds a part that is on hand and was taken out of the picture. */
export function holdPart(
  facts: StockFacts,
  one: TemporaryReservation,
  itemId: bigint,
  part: SourcedPart,
): void {
  const { location: locationId, quantity } = part
  claimStock(facts, one.companyId, itemId, part)
  const gate = { companyId: one.companyId, itemId, locationId }
  if (part.share) one.shares.push(...keepHeld(facts.allocation, gate, part.share))
  const same = one.held.find((held) => held.itemId === itemId && held.locationId === locationId)
  if (same) same.quantity += quantity
  else one.held.push({ itemId, locationId, quantity })
}

/**
 * An order has come: what its cart held is free for it, past what is kept back since, and nobody else is asked before. Once it is promised
 * the rest is free for all.
 *
 * @returns whether it held anything
 */
export function useTemporary(
  facts: StockFacts,
  reservations: TemporaryReservations,
  of: TemporaryKey & { orderId: bigint; now: Date },
): boolean {
  const one = temporaryOf(reservations, of)
  if (!one || one.orderId !== null) return false
  for (const at of ownOf(facts, one)) at.stock.own = (at.stock.own ?? 0n) + at.quantity
  one.ordered = one.held
  freeAll(facts, one)
  one.orderId = of.orderId
  one.until = new Date(of.now.getTime() + REMEMBERED_DAYS * 86_400_000)
  one.change = 'saved'
  return true
}

/** The order of a cart is promised: what it left is kept back as any other. */
export function endUse(facts: StockFacts, reservations: TemporaryReservations, of: TemporaryKey): void {
  const one = temporaryOf(reservations, of)
  if (!one) return
  for (const { stock } of ownOf(facts, { companyId: one.companyId, held: one.ordered ?? [] }))
    delete stock.own
}

function ownOf(facts: StockFacts, { companyId, held }: Pick<TemporaryReservation, 'companyId' | 'held'>) {
  return held.map(({ itemId, locationId, quantity }) => ({
    stock: stockAt(facts, companyId, itemId, locationId),
    quantity,
  }))
}

/** Nobody ordered it: what it holds is free. */
export function endReservation(facts: StockFacts, one: TemporaryReservation): void {
  freeAll(facts, one)
  one.change = 'ended'
}

/** What it holds where goods are lacking is given up; the rest stays. @returns whether it held anything there */
export function giveUpShort(facts: StockFacts, one: TemporaryReservation): boolean {
  const { companyId } = one
  const stays = one.held.filter(({ itemId, locationId }) => {
    const at = facts.stock.get(companyId)?.get(itemId)?.get(locationId)
    return !at || at.reserved <= at.onHand
  })
  if (stays.length === one.held.length) return false
  for (const held of one.held) if (!stays.includes(held)) freeStock(facts, { companyId, ...held })
  one.held = stays
  one.shares = one.shares.filter((share) => {
    const kept = stays.some((held) => held.itemId === share.itemId && held.locationId === share.locationId)
    if (!kept) giveBack(facts.allocation, companyId, share)
    return kept
  })
  one.change = 'saved'
  return true
}

function freeAll(facts: StockFacts, one: TemporaryReservation): void {
  for (const held of one.held) freeStock(facts, { companyId: one.companyId, ...held })
  for (const share of one.shares) giveBack(facts.allocation, one.companyId, share)
  one.held = []
  one.shares = []
}

/** Adds what the batch did to its write set, a row a key. The gates are written by `writeGates`. */
export function writeTemporaryReservations(
  reservations: TemporaryReservations,
  { writes, batch }: Pick<Context, 'writes' | 'batch'>,
): void {
  for (const { companyId, key, seen, change, ...one } of reservations.values()) {
    if (change === 'none') continue
    if (change === 'ended') {
      if (seen !== null) writes.add(endTemporary, { companyId, key, seen })
      continue
    }
    writes.add(saveTemporary, {
      companyId,
      key,
      seen,
      batch,
      madeBy: one.madeBy,
      untilAt: one.until,
      orderId: one.orderId,
      itemIds: one.held.map(({ itemId }) => itemId),
      locationIds: one.held.map(({ locationId }) => locationId),
      quantities: one.held.map(({ quantity }) => quantity),
      shares: one.shares.map(({ itemId, locationId, quantity, ...share }): KeptShare => ({
        ...share,
        itemId: itemId.toString(),
        locationId: locationId.toString(),
        quantity: quantity.toString(),
      })),
    })
  }
}

/** Second decision: those that the first one knew. */
export function lockTemporaryReservations(reservations: TemporaryReservations, locks: WriteSet): void {
  for (const { companyId, key } of reservations.values()) locks.add(lockTemporary, { companyId, key })
}

/** Whose time is over, as the clock of each company says. */
export async function findOverdue(
  db: Reader,
  clocks: readonly { companyId: bigint; now: Date }[],
  most: number,
): Promise<TemporaryKey[]> {
  const rows = await db.read(findDueTemporary, {
    companyIds: clocks.map(({ companyId }) => companyId),
    nows: clocks.map(({ now }) => now),
    most,
  })
  return rows.map((row) => ({ companyId: row.company_id, key: row.key }))
}

/** Who holds goods where a count took some away, newest first. */
export async function findShort(
  db: Reader,
  now: Date,
  places: number,
  most: number,
): Promise<TemporaryKey[]> {
  const rows = await db.read(findShortTemporary, { now, places, most })
  return rows.map((row) => ({ companyId: row.company_id, key: row.key }))
}

function nameOf({ companyId, key }: TemporaryKey): string {
  return `${companyId}/${key}`
}
