import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Need } from './capable.ts'
import { writeReservations } from './reservation.ts'
import { writeShares } from './take-shares.ts'
import { lockGiven, writeLoads } from './sourcing-setup.ts'
import type { SourcedPart } from './sourced.ts'
import { type GateMove, type StockFacts, knownStock, stockAt, gateKey } from './stock-facts.ts'
import { lockHours, writeHours } from './supply-facts.ts'
import { insertGates, lockItemGates, lockStockGates, moveGates, noteShortages } from './stock.sql.ts'

/** What a part that was taken out of the picture asks of its gate, whoever holds it: goods on hand, and the horizon they were weighed by. */
export function claimStock(
  facts: StockFacts,
  companyId: bigint,
  itemId: bigint,
  part: Pick<
    SourcedPart,
    'location' | 'quantity' | 'supply' | 'checksHorizon' | 'kept' | 'own' | 'share' | 'capable'
  >,
): GateMove {
  // Names the gate in the picture: one that nothing has passed yet is made by this batch.
  const { horizonVersion, freeRead } = stockAt(facts, companyId, itemId, part.location)
  const move = gateMove(facts, companyId, itemId, part.location)
  if (part.supply === 'on_hand') {
    move.reserved += part.quantity
    move.promised = (move.promised ?? 0n) + part.quantity
    if (part.own) move.pastSafety = true
    const fits = move.promised + (part.kept ?? 0n)
    if (part.kept !== undefined && fits > (move.fits ?? 0n)) move.fits = fits
  }
  if (part.checksHorizon || part.share) {
    move.horizonStep = 1
    move.horizonVersion = horizonVersion
  }
  // What others took of shares since has stepped the gate; a count that took goods away has not, nor a sale from the shelf.
  if (part.share || part.capable) move.freeAtLeast = freeRead ?? 0n
  // Where goods may be promised to be made into others, who sells from the shelf asks whether they were meanwhile.
  if (facts.atp.supply.has(companyId)) move.horizonVersion = horizonVersion
  return move
}

/** What is to be made counts on materials as a dated promise does: who weighed their gates, or sold of them, decides again. */
export function claimNeeds(facts: StockFacts, companyId: bigint, needs: readonly Need[]): void {
  for (const { itemId, place } of needs) {
    const { horizonVersion, freeRead } = stockAt(facts, companyId, itemId, place)
    const move = gateMove(facts, companyId, itemId, place)
    move.horizonStep = 1
    move.horizonVersion = horizonVersion
    move.freeAtLeast = freeRead ?? 0n
  }
}

/**
 * A backorder and goods that come meanwhile, or are announced, must not miss each other: the backorder is decided again if a
 * gate of the item has more than it had, or if more comes than did, and it steps every gate, so that a receipt or an
 * announcement which did not see it is decided again.
 */
export function watchGates(facts: StockFacts, companyId: bigint, itemId: bigint, own: bigint): void {
  let coming = 0n
  for (const { id } of facts.locations.get(companyId) ?? []) {
    const at = knownStock(facts, companyId, itemId, id)
    for (const { quantity } of at?.supplies ?? []) coming += quantity
    if (at?.freeRead === undefined && id !== own) continue
    const move = gateMove(facts, companyId, itemId, id)
    move.freeAtMost = at?.freeRead ?? 0n
    move.horizonStep = 1
  }
  gateMove(facts, companyId, itemId, own).supplyAtMost = coming
}

/** Demand for an item that was written since its gates were read is not missed: the batch is decided again. */
export function watchDemand(facts: StockFacts, companyId: bigint, itemId: bigint): void {
  for (const { id } of facts.locations.get(companyId) ?? []) {
    const at = knownStock(facts, companyId, itemId, id)
    if (at?.freeRead === undefined) continue
    gateMove(facts, companyId, itemId, id).horizonVersion = at.horizonVersion
  }
}

/** The row in which a batch gathers what it does to a gate. */
export function gateMove(
  facts: Pick<StockFacts, 'moves'>,
  companyId: bigint,
  itemId: bigint,
  locationId: bigint,
): GateMove {
  const key = gateKey(companyId, itemId, locationId)
  let move = facts.moves.get(key)
  if (!move) {
    move = {
      companyId,
      itemId,
      locationId,
      onHand: 0n,
      reserved: 0n,
      promised: null,
      fits: null,
      givenUp: 0n,
      freeAtMost: null,
      freeAtLeast: null,
      supplyAtMost: null,
      horizonVersion: null,
      horizonStep: 0,
      opened: false,
      covered: false,
      pastSafety: false,
      taken: 0n,
    }
    facts.moves.set(key, move)
  }
  return move
}

/** The stock to begin with was entered at a gate: once, as the locked row says (D9 row 42). */
export function openGate(facts: StockFacts, companyId: bigint, itemId: bigint, locationId: bigint): void {
  stockAt(facts, companyId, itemId, locationId).opened = true
  gateMove(facts, companyId, itemId, locationId).opened = true
}

/** Goods leave by our own word: decided again if more is reserved at their gate than is there. */
export function leavesCovered(
  facts: Pick<StockFacts, 'moves'>,
  companyId: bigint,
  itemId: bigint,
  locationId: bigint,
): void {
  gateMove(facts, companyId, itemId, locationId).covered = true
}

/** Adds the gathered reservations and gate moves to the write set: one row a cause and a gate, locked in order. */
export function writeGates(
  facts: Pick<StockFacts, 'moves' | 'newGates' | 'reservations' | 'sourcing' | 'allocation' | 'capable'>,
  { writes, batch, now }: Pick<Context, 'writes' | 'batch' | 'now'>,
): void {
  writeReservations(facts.reservations, writes)
  writeLoads(facts.sourcing, { writes })
  writeHours(facts.capable, { writes })
  for (const [key, move] of facts.moves) {
    const at = { companyId: move.companyId, itemId: move.itemId, locationId: move.locationId }
    if (facts.newGates.has(key)) writes.add(insertGates, at)
    writes.add(lockStockGates, at)
    const { givenUp, fits, taken, ...moved } = move
    const promised = moved.promised !== null && fits !== null && fits > moved.promised ? fits : moved.promised
    // What a cancellation set free may be promised in the same batch: the locked row does not have it yet.
    writes.add(moveGates, { ...moved, promised: promised === null ? null : promised - givenUp })
    if (taken === 0n) continue
    const { onHand, reserved } = move
    writes.add(noteShortages, { ...at, takenAt: now, batch, taken, onHand, reserved })
  }
  writeShares(facts.allocation, { writes })
}

/** Second decision: every candidate gate of the items of the batch. */
export function lockStock(facts: StockFacts, locks: WriteSet): void {
  lockGiven(facts.sourcing, locks)
  lockHours(facts.capable, locks)
  for (const [companyId, items] of facts.stock) {
    for (const itemId of items.keys()) locks.add(lockItemGates, { companyId, itemId })
  }
}

/** Second decision: the gates that the first one moved. */
export function lockMoved({ moves }: Pick<StockFacts, 'moves'>, locks: WriteSet): void {
  for (const { companyId, itemId, locationId } of moves.values())
    locks.add(lockStockGates, { companyId, itemId, locationId })
}
