import { open } from '../../platform/blob.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { readProductOrderBodies } from './bodies.sql.ts'
import type { TmfOrder } from './shapes.ts'

/** Bodies of product orders are told from others by it. */
export const CONTENT_TYPE = 'application/vnd.tmf622+json'

/** Changes of one draft that are put together; who sends more has the last ones left out of what is told, never of the order. */
const MOST_BODIES = 200

/**
 * What was sent of orders: the first body, and over it each that changed it (RFC 7396). An order that came by another way has none, nor
 * has one whose person was erased.
 */
export async function readDocuments(
  db: Reader,
  companyId: bigint,
  orderIds: readonly bigint[],
): Promise<Map<bigint, TmfOrder>> {
  if (orderIds.length === 0) return new Map()
  const rows = await db.read(readProductOrderBodies, { companyId, orderIds, most: MOST_BODIES })
  const documents = new Map<bigint, TmfOrder>()
  for (const [orderId, bodies] of Map.groupBy(rows, (row) => row.order_id)) {
    if (bodies.some(({ key }) => key === null)) continue
    const sent = bodies.map(({ body, key }) => JSON.parse(open(body, key!).toString()) as JsonObject)
    documents.set(orderId, ownNotes(sent.reduce(merged) as unknown as TmfOrder))
  }
  return documents
}

/** One document changed by another (RFC 7396): null takes a member out, a list is replaced whole. */
export function merged(before: JsonObject, change: JsonObject): JsonObject {
  const after = { ...before }
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete after[name]
    else after[name] = isObject(value) ? merged(isObject(after[name]) ? after[name] : {}, value) : value
  }
  return after
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Marks notes that we wrote: sent back, they are not kept. */
export const OUR_NOTES = 'docket-'

/** A document without the notes that were told with it. */
export function ownNotes<T extends { note?: TmfOrder['note'] }>(order: T): T {
  if (!order.note) return order
  return { ...order, note: order.note.filter(({ id }) => !id?.startsWith(OUR_NOTES)) }
}
