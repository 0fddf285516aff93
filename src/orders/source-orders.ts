import type { Reader } from '../platform/database/index.ts'
import type { Minor } from '../platform/money.ts'
import type { OrderState } from './order.ts'
import { findSourceKeysInFlight, readSourceKeys } from './orders.sql.ts'
import { countSourceOrders, listSourceOrders } from './source-orders.sql.ts'
import { keyedId, type SubmitRequest } from './submit-request.ts'

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

/** The same of many sources, by company/source/number. */
export async function findOrdersOfSources(
  db: Reader,
  orders: readonly { companyId: bigint; source: string; externalId: string }[],
): Promise<Map<string, bigint>> {
  if (orders.length === 0) return new Map()
  const rows = await db.read(readSourceKeys, {
    companyIds: orders.map((one) => one.companyId),
    sources: orders.map((one) => one.source),
    externalIds: orders.map((one) => one.externalId),
  })
  return new Map(rows.map((row) => [`${row.company_id}/${row.source}/${row.external_id}`, row.order_id]))
}

/** Which of these new orders, by their index, another transaction is taking in just now. */
export async function sourceKeysInFlight(
  db: Reader,
  orders: readonly (Pick<SubmitRequest, 'companyId' | 'input' | 'ownIds'> | undefined)[],
): Promise<Set<number>> {
  const given = [...orders.entries()].flatMap(([index, order]) => (order ? [{ index, order }] : []))
  if (given.length === 0) return new Set()
  const candidates = given.map(({ order }) => ({
    company_id: String(order.companyId),
    source: order.input.source,
    external_id: keyedId(order),
    version: order.input.version ?? 1,
    order_id: 0,
    body_hash: '',
  }))
  const held = await db.read(findSourceKeysInFlight, { candidates })
  return new Set(held.map(({ place }) => given[place - 1]!.index))
}
