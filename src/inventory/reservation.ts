import type { WriteSet } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import { insertReservation, consumeReservation } from './stock.sql.ts'

/**
 * What a batch reserves, and what it uses up of what is reserved. A cause holds one row, however many lines it has: they
 * are promised together, and mostly leave together.
 */
export interface Reservations {
  /** By company/root. */
  made: Map<string, Made>
  used: Map<string, Used>
}

interface Used {
  companyId: bigint
  rootId: bigint
  sourceIds: bigint[]
  locationIds: bigint[]
  quantities: Micro[]
}

interface Made extends Used {
  itemIds: bigint[]
}

export function noReservations(): Reservations {
  return { made: new Map(), used: new Map() }
}

/** Reserves a part of a cause. */
export function reserve(
  { made }: Reservations,
  part: {
    companyId: bigint
    rootId: bigint
    sourceId: bigint
    itemId: bigint
    locationId: bigint
    quantity: Micro
  },
): void {
  const { companyId, rootId } = part
  const key = `${companyId}/${rootId}`
  let row = made.get(key)
  if (!row) {
    row = { companyId, rootId, sourceIds: [], itemIds: [], locationIds: [], quantities: [] }
    made.set(key, row)
  }
  row.sourceIds.push(part.sourceId)
  row.itemIds.push(part.itemId)
  row.locationIds.push(part.locationId)
  row.quantities.push(part.quantity)
}

/** What has left is no longer reserved. */
export function useReserved(
  { used }: Reservations,
  {
    companyId,
    rootId,
    sourceId,
    locationId,
    quantity,
  }: { companyId: bigint; rootId: bigint; sourceId: bigint; locationId: bigint; quantity: Micro },
): void {
  const key = `${companyId}/${rootId}`
  let row = used.get(key)
  if (!row) used.set(key, (row = { companyId, rootId, sourceIds: [], locationIds: [], quantities: [] }))
  row.sourceIds.push(sourceId)
  row.locationIds.push(locationId)
  row.quantities.push(quantity)
}

export function writeReservations({ made, used }: Reservations, writes: WriteSet): void {
  for (const row of made.values()) writes.add(insertReservation, row)
  for (const row of used.values()) writes.add(consumeReservation, row)
}
