import { addSourcing, type Holding, type StockFacts } from '../../inventory/index.ts'
import { readOrders, ServedOrder, type FulfillmentLine, type Order } from '../../orders/index.ts'
import { businessDate, type Company } from '../../organization/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Micro } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import { readRejections } from '../plan/plan.sql.ts'
import { orderOf, type OrderKey, type Progress } from '../plan/progress.ts'
import { askedFor } from '../resourcing/repromise.ts'
import { segmentOf } from '../plan/segment.ts'
import { readWaitFlags, smallestPiece, type WaitFlags } from '../waiting/wait-flags.ts'

/** A part of a running order that may be served in another way. */
export interface PartKey extends OrderKey {
  partId: bigint
}

/** A part with all that other ways to serve it are judged by. */
export interface Movable {
  order: Order
  part: FulfillmentLine
  holding: Holding
  company: Company
  stock: StockFacts
  now: Date
  today: string
  /** Places that refused something of its line. */
  refused: ReadonlySet<bigint>
  /** Its order as it is served. */
  served: ServedOrder
  /** Of the account of its order; '': none. */
  segment: string
  flags: WaitFlags
  /** Its customer, its order and what it is let it be served in parts. */
  inParts: boolean
}

/** What the ways to serve parts are judged by beside the progress of their orders. */
export interface MovableFacts {
  progress: Progress
  /** Places that refused something of a line, by company/order/line. */
  refused: Map<string, Set<bigint>>
  /** Of the orders; their segments are of its accounts. */
  flags: WaitFlags
  /** Kept while a batch is decided. */
  parts: Map<Order, Map<bigint, FulfillmentLine>>
  served: Map<Order, ServedOrder>
}

/** What an order has to be read with. */
export const MOVABLE_NEEDS = { shipments: true, lines: true } as const

/** The items of the parts that are asked about, and where their goods stand; orders and parts that are not there have none. */
export async function readItemsOfParts(
  db: Reader,
  requests: readonly PartKey[],
): Promise<{ companyId: bigint; partId: bigint; itemId: bigint; locationId: bigint; quantity: Micro }[]> {
  const orders = await readOrders(db, requests, { lines: false, holds: false, parts: 'each' })
  const wanted = new Set(requests.map(({ partId }) => partId))
  return [...orders.values()].flatMap(({ companyId, parts }) =>
    parts.flatMap(({ id, itemId, fromId, locationId: at, quantity, cancelled, shipped, supply }) => {
      const locationId = fromId ?? at
      return wanted.has(id) && locationId !== null && supply !== 'none'
        ? [{ companyId, partId: id, itemId, locationId, quantity: quantity - cancelled - shipped }]
        : []
    }),
  )
}

/** Adds to the progress of orders, read with `MOVABLE_NEEDS` and the stock of their items, what else is asked. */
export async function readMovable(
  db: Reader,
  progress: Progress,
  orders: readonly OrderKey[],
  items: readonly { companyId: bigint; itemId: bigint }[],
): Promise<MovableFacts> {
  const [rows, flags] = await Promise.all([
    db.read(readRejections, {
      companyIds: orders.map((one) => one.companyId),
      orderIds: orders.map((one) => one.orderId),
    }),
    readWaitFlags(db, progress),
    addSourcing(db, progress.stock, [...progress.companies.values()], items),
  ])
  const refused = new Map<string, Set<bigint>>()
  for (const row of rows) {
    const key = `${row.company_id}/${row.order_id}/${row.line_no}`
    refused.set(key, (refused.get(key) ?? new Set()).add(row.location_id))
  }
  return { progress, refused, flags, parts: new Map(), served: new Map() }
}

/** The part that is asked about, or everything that keeps it from being served in another way. */
export function movableOf(
  facts: MovableFacts,
  { companyId, orderId, partId }: PartKey,
  now: Date,
): Movable | Problem[] {
  const { progress } = facts
  const company = progress.companies.get(companyId)
  const order = orderOf(progress, { companyId, orderId })
  const is = (path: string, code: string, message: string): Problem[] => [{ path, code, message }]
  if (!company || !order) return is('/orderId', 'not_found', 'there is no such order')
  if (order.state !== 'in_progress') return is('/orderId', 'not_in_progress', `the order is ${order.state}`)
  let parts = facts.parts.get(order)
  // Parts that were split off in this batch have no names yet.
  if (!parts) facts.parts.set(order, (parts = new Map(order.parts.map((part) => [part.id, part]))))
  const part = parts.get(partId)
  if (!part) return is('/line', 'unknown_line', 'the order has no such fulfillment line')
  const { id: sourceId, itemId, locationId, supply, promisedOn } = part
  if (supply === 'none' || locationId === null)
    return is('/line', 'no_goods', 'nothing of it comes from a place')
  if (supply === 'transfer')
    return is(
      '/line',
      'is_brought',
      'it is brought to where it is collected: its place rejects it, or you cancel it',
    )
  const left = part.quantity - part.cancelled - part.shipped
  if (left <= 0n) return is('/line', 'nothing_left', 'all of it has left, or was cancelled')
  if (askedFor(progress.shipments.get(`${companyId}/${orderId}`) ?? []).has(partId) || part.shipped > 0n)
    return is(
      '/line',
      'with_warehouse',
      'a warehouse was asked to ship it: only what it rejects goes elsewhere',
    )
  const { stock } = progress
  let served = facts.served.get(order)
  if (!served) facts.served.set(order, (served = new ServedOrder(order, company, stock)))
  const refused = facts.refused.get(`${companyId}/${orderId}/${part.lineNo}`) ?? new Set()
  const today = businessDate(company, now)
  const at = { companyId, rootId: orderId, sourceId, itemId, locationId }
  const holding: Holding = { ...at, supply, promisedOn, quantity: left }
  const { flags } = facts
  const segment = segmentOf(flags.accounts, order)
  const inParts = smallestPiece(flags, company, order, part) !== null
  return { order, part, holding, company, stock, now, today, refused, served, segment, flags, inParts }
}
