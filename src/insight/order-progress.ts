import type { Database } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'
import type { Micro } from '../platform/money.ts'
import { readTogether } from '../platform/snapshot.ts'
import { readLineProgress, readOfSource, readParcelProgress, readProgress } from './order-progress.sql.ts'
import { STATES } from './status-names.ts'

/** How far an order is, as whoever tells a commerce front end needs it. */
export interface OrderProgress {
  orderId: bigint
  source: string
  /** The id of the order at its source. */
  externalId: string
  /** Its state in the words of a commerce front end. */
  commerceState: string
  held: boolean
  paid: boolean
  lines: LineProgress[]
}

export interface LineProgress {
  lineNo: number
  externalLineId: string | null
  custom: Json
  /** Of its fulfillment lines; 0 before the order is agreed. */
  quantity: Micro
  shipped: Micro
  cancelled: Micro
  backordered: boolean
  /** A warehouse was asked for units that have not left. */
  requested: boolean
  /** Of the shipments that have left with units of it, in their order. */
  trackingNumbers: string[]
}

/** Those of the orders that came from a source. */
export async function ordersOfSource(
  db: Database,
  of: { companyId: bigint; source: string; orderIds: readonly bigint[] },
): Promise<bigint[]> {
  return (await db.read(readOfSource, of)).map((row) => row.order_id)
}

/** The present facts of orders of a company, all of one moment, in one round trip. Who is not there is left out. */
export async function readOrderProgress(
  db: Database,
  companyId: bigint,
  orderIds: readonly bigint[],
): Promise<OrderProgress[]> {
  const of = { companyId, orderIds }
  const found = await readTogether(db, (reader) => ({
    heads: reader.read(readProgress, of),
    lines: reader.read(readLineProgress, of),
    parcels: reader.read(readParcelProgress, of),
  }))
  const orders = new Map<bigint, OrderProgress>()
  const lines = new Map<string, LineProgress>()
  for (const head of found.heads)
    orders.set(head.order_id, {
      orderId: head.order_id,
      source: head.source,
      externalId: head.external_id,
      commerceState: STATES[head.state]!.commerce,
      held: head.open_holds > 0,
      paid: head.payment_status === 'paid',
      lines: [],
    })
  for (const row of found.lines) {
    const line = {
      lineNo: row.line_no,
      externalLineId: row.external_line_id,
      custom: row.custom,
      quantity: row.quantity,
      shipped: row.shipped,
      cancelled: row.cancelled,
      backordered: row.backordered,
      requested: false,
      trackingNumbers: [],
    }
    orders.get(row.order_id)!.lines.push(line)
    lines.set(`${row.order_id} ${row.line_no}`, line)
  }
  for (const parcel of found.parcels) {
    const line = lines.get(`${parcel.order_id} ${parcel.line_no}`)
    if (!line || parcel.state === 'cancelled') continue
    if (parcel.shipped < parcel.requested && parcel.state !== 'shipped') line.requested = true
    if (parcel.shipped > 0n && parcel.tracking_number !== null)
      line.trackingNumbers.push(parcel.tracking_number)
  }
  return [...orders.values()]
}
