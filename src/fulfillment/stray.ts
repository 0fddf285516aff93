import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import type { Shipment, ShipmentLine } from './shipment.ts'
import { strayShipmentLine } from './shipment.sql.ts'
import {
  findBilledStray,
  findStrays as findStrayRows,
  insertStray,
  moveStray,
  readStrays as readStrayRows,
  readStraysOfSources as readSourceRows,
} from './stray.sql.ts'

/**
 * Goods that left although nobody wanted them any more, or beyond what was ordered. That they left is a fact; what becomes of
 * them a person decides. Quantities are cumulative, `causeId` and `sourceId` the owner's, opaque.
 */
export interface Stray {
  companyId: bigint
  causeId: bigint
  id: bigint
  shipmentId: bigint
  sourceId: bigint
  itemId: bigint
  locationId: bigint
  why: 'cancelled' | 'more_than_ordered'
  leftOn: string
  quantity: Micro
  /** `open`: nobody decided yet; `expected`: it is to come back; `settled`: nothing is left to decide. */
  state: 'open' | 'expected' | 'settled'
  /** 'YYYY-MM-DD', the last day on which it is expected back; null: it never was. */
  expectedUntil: string | null
  billed: Micro
  returned: Micro
  writtenOff: Micro
  /** The document that billed it. */
  invoiceId: bigint | null
}

/** What of stray goods was neither billed, nor came back, nor was given up. */
export function unsettled({ quantity, billed, returned, writtenOff }: Stray): Micro {
  return quantity - billed - returned - writtenOff
}

/** Records that goods of a line left without a sale; their line expects no more of them. @returns what waits for a decision */
export function recordStray(
  shipment: Shipment,
  line: ShipmentLine,
  left: { locationId: bigint; why: Stray['why']; on: string; quantity: Micro },
  { ids, writes, batch }: Context,
): Stray {
  const { companyId, causeId, id: shipmentId } = shipment
  const { sourceId, itemId } = line
  const { locationId, why, on: leftOn, quantity } = left
  const id = ids.next()
  line.recalled -= quantity < line.recalled ? quantity : line.recalled
  writes.add(strayShipmentLine, { companyId, causeId, shipmentId, sourceId, quantity })
  const of = { companyId, causeId, id, shipmentId, sourceId, itemId, locationId }
  const stray = { ...of, why, leftOn, quantity, state: 'open' } as const
  writes.add(insertStray, { ...stray, batch })
  return { ...stray, expectedUntil: null, billed: 0n, returned: 0n, writtenOff: 0n, invoiceId: null }
}

/** Writes what a batch decided of stray goods, or that they came back: once each. */
export function writeStrays(strays: Iterable<Stray>, { writes }: Pick<Context, 'writes'>): void {
  for (const {
    companyId,
    causeId,
    id,
    state,
    expectedUntil,
    billed,
    returned,
    writtenOff,
    invoiceId,
  } of strays)
    writes.add(moveStray, {
      companyId,
      causeId,
      id,
      state,
      expectedUntil,
      billed,
      returned,
      writtenOff,
      invoiceId,
    })
}

/** What stray goods belong to, as it stood when they were looked for. */
export type FoundStray = Pick<Stray, 'companyId' | 'id' | 'causeId' | 'sourceId' | 'itemId'> & {
  unsettled: Micro
}

/** Finds what stray goods belong to, by company/id; unknown ones are absent. */
export async function findStrays(
  db: Reader,
  wanted: readonly { companyId: bigint; strayId: bigint }[],
): Promise<Map<string, FoundStray>> {
  if (wanted.length === 0) return new Map()
  const rows = await db.read(findStrayRows, {
    companyIds: wanted.map((one) => one.companyId),
    ids: wanted.map((one) => one.strayId),
  })
  return new Map(
    rows.map((row) => [
      `${row.company_id}/${row.id}`,
      {
        companyId: row.company_id,
        id: row.id,
        causeId: row.cause_id,
        sourceId: row.source_id,
        itemId: row.item_id,
        unsettled: row.unsettled,
      },
    ]),
  )
}

/** The stray goods that a document billed. */
export async function strayOfInvoice(
  db: Reader,
  key: { companyId: bigint; invoiceId: bigint },
): Promise<{ strayId: bigint; causeId: bigint } | undefined> {
  const [row] = await db.read(findBilledStray, key)
  return row && { strayId: row.id, causeId: row.cause_id }
}

/** Reads the stray goods of causes, by company/id. */
export async function readStrays(
  db: Reader,
  causes: readonly { companyId: bigint; causeId: bigint }[],
): Promise<Map<string, Stray>> {
  if (causes.length === 0) return new Map()
  const rows = await db.read(readStrayRows, {
    companyIds: causes.map((one) => one.companyId),
    causeIds: causes.map((one) => one.causeId),
  })
  return byId(rows)
}

/** Reads what strayed of sources of causes, by company/id. */
export async function readStraysOfSources(
  db: Reader,
  sources: readonly { companyId: bigint; causeId: bigint; sourceId: bigint }[],
): Promise<Map<string, Stray>> {
  if (sources.length === 0) return new Map()
  const rows = await db.read(readSourceRows, {
    companyIds: sources.map((one) => one.companyId),
    causeIds: sources.map((one) => one.causeId),
    sourceIds: sources.map((one) => one.sourceId),
  })
  return byId(rows)
}

type Row = NonNullable<(typeof readStrayRows)['_types']>['row']

function byId(rows: readonly Row[]): Map<string, Stray> {
  return new Map(
    rows.map((row) => [
      `${row.company_id}/${row.id}`,
      {
        companyId: row.company_id,
        causeId: row.cause_id,
        id: row.id,
        shipmentId: row.shipment_id,
        sourceId: row.source_id,
        itemId: row.item_id,
        locationId: row.location_id,
        why: row.why as Stray['why'],
        leftOn: row.left_on,
        quantity: row.quantity,
        state: row.state as Stray['state'],
        expectedUntil: row.expected_until,
        billed: row.billed,
        returned: row.returned,
        writtenOff: row.written_off,
        invoiceId: row.invoice_id,
      },
    ]),
  )
}
