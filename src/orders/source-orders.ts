import type { Reader } from '../platform/database/index.ts'
import type { Minor } from '../platform/money.ts'
import type { OrderState } from './order.ts'
import { readSourceKeys } from './orders.sql.ts'
import { countSourceOrders, listSourceOrders } from './source-orders.sql.ts'

/** An order as its source knows it. */
export interface SourceOrder {
  orderId: bigint
  state: OrderState
  /** Minor units of its currency. */
  total: Minor
}

const PAGE = 5000

/** Every order of a source, by the source's own number, read in pages. */
export async function readSourceOrders(
  db: Reader,
  companyId: bigint,
  source: string,
): Promise<Map<string, SourceOrder>> {
  const orders = new Map<string, SourceOrder>()
  for (let after = 0n; ;) {
    const rows = await db.read(listSourceOrders, { companyId, source, after, fetch: PAGE })
    for (const { external_id: externalId, order_id: orderId, state, total } of rows) {
      orders.set(externalId, { orderId, state: state as OrderState, total })
      after = orderId
    }
    if (rows.length < PAGE) return orders
  }
}

/** How many orders of a source stand in each state. */
export async function countStatesOfSource(
  db: Reader,
  companyId: bigint,
  source: string,
): Promise<Map<OrderState, number>> {
  const rows = await db.read(countSourceOrders, { companyId, source })
  return new Map(rows.map((row) => [row.state as OrderState, Number(row.orders)]))
}

/** Orders by the numbers that their source has for them; those that are not here are absent. */
export async function findSourceOrders(
  db: Reader,
  companyId: bigint,
  source: string,
  externalIds: readonly string[],
): Promise<Map<string, bigint>> {
  const rows = await db.read(readSourceKeys, {
    companyIds: externalIds.map(() => companyId),
    sources: externalIds.map(() => source),
    externalIds,
  })
  return new Map(rows.map((row) => [row.external_id, row.order_id]))
}
