import type { Reader } from '../platform/database/index.ts'
import type { OrderState } from './order.ts'
import { listOpenOrders, listTouchedOrders, readPromisedOrders, readPromisedParts } from './promised.sql.ts'

/** An order, and what was promised of it. */
export interface PromisedOrder {
  companyId: bigint
  orderId: bigint
  state: OrderState
  placedAt: Date
  orderType: string
  source: string
  prepaid: boolean
  country: string
  parts: PromisedPart[]
}

export interface PromisedPart {
  id: bigint
  lineNo: number
  /** Not all of it is cancelled. */
  wanted: boolean
  supply: string
  requestedOn: string | null
  promisedOn: string | null
  firstPromisedOn: string | null
}

/** Reads what was promised of orders, by company/order; two statements, however many. */
export async function readPromised(
  db: Reader,
  keys: readonly { companyId: bigint; orderId: bigint }[],
): Promise<Map<string, PromisedOrder>> {
  const found = new Map<string, PromisedOrder>()
  if (keys.length === 0) return found
  const asked = {
    companyIds: keys.map(({ companyId }) => companyId),
    orderIds: keys.map(({ orderId }) => orderId),
  }
  const [orders, parts] = await Promise.all([
    db.read(readPromisedOrders, asked),
    db.read(readPromisedParts, asked),
  ])
  for (const row of orders)
    found.set(`${row.company_id}/${row.order_id}`, {
      companyId: row.company_id,
      orderId: row.order_id,
      state: row.state as OrderState,
      placedAt: row.placed_at,
      orderType: row.order_type,
      source: row.source,
      prepaid: row.prepaid,
      country: row.ship_to_country,
      parts: [],
    })
  for (const row of parts)
    found.get(`${row.company_id}/${row.order_id}`)?.parts.push({
      id: row.id,
      lineNo: row.line_no,
      wanted: row.wanted,
      supply: row.supply,
      requestedOn: row.requested_on,
      promisedOn: row.promised_on,
      firstPromisedOn: row.first_promised_on,
    })
  return found
}

/** States in which an order goes on, or will again. */
const GOING_ON: readonly OrderState[] = ['not_started', 'in_progress', 'suspended', 'amending', 'cancelling']

export function goesOn(state: OrderState): boolean {
  return GOING_ON.includes(state)
}

/** Open orders of a company behind one, of so many that are looked at; `next` null: there are no more. */
export async function openOrders(
  db: Reader,
  asked: { companyId: bigint; after: bigint; budget: number },
): Promise<{ orderIds: bigint[]; next: bigint | null }> {
  const { companyId, after, budget } = asked
  const rows = await db.read(listOpenOrders, { companyId, after, budget: BigInt(budget), states: GOING_ON })
  const next = rows.length === budget ? rows.at(-1)!.order_id : null
  return { orderIds: rows.flatMap(({ order_id, open }) => (open ? [order_id] : [])), next }
}

/** Orders of a company that something happened to, in places of its log. */
export async function touchedOrders(
  db: Reader,
  asked: { companyId: bigint; after: bigint; until: bigint },
): Promise<bigint[]> {
  return (await db.read(listTouchedOrders, asked)).map(({ order_id }) => order_id)
}
