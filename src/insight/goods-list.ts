import type { Static } from 'typebox'
import type { Reader } from '../platform/database/index.ts'
import { checkFilters } from '../platform/http/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { quantity, unitPrice } from '../platform/wire.ts'
import {
  findGoodsFilters,
  listReturns as listReturnRows,
  listShipments as listShipmentRows,
  listStrays as listStrayRows,
  listSupplyOrders as listSupplyRows,
} from './goods-list.sql.ts'
import type { ReturnRow, ShipmentRow, SupplyOrderRow } from './goods-shapes.ts'
import { orderIdOf } from './order.ts'
import { SCAN_BUDGET } from './order-list.ts'
import { renderStray, type StrayRow } from './stray.ts'

/** What lists of goods that leave, come back and come in may be asked for. Each list takes what it has. */
export interface GoodsFilter {
  companyId: bigint
  /** Accounts whose rows are seen; all when absent or null. Lists that know of none do not take them. */
  accountIds?: readonly bigint[] | null
  state?: string | undefined
  /** Not received in full yet. */
  open?: boolean | undefined
  /** Code of a location, SKU, number of an account. */
  location?: string | undefined
  sku?: string | undefined
  account?: string | undefined
  /** Id or number of an order. */
  order?: string | undefined
  /** Expected back until this day or before. */
  until?: string | undefined
  /** Business dates, both inclusive. */
  from?: string | undefined
  to?: string | undefined
  after: bigint | null
  limit: number
}

/** Open shipments that are looked at for one page. */
export const OPEN_BUDGET = 10_000n

/** A page, newest first; it can be short and still lead on. */
export interface GoodsPage<R> {
  rows: R[]
  next: bigint | null
}

/** Shipments, as warehouses were asked for them. */
export async function listShipments(
  db: Reader,
  filter: GoodsFilter,
): Promise<GoodsPage<Static<typeof ShipmentRow>>> {
  const asked = await askedFor(db, filter)
  const open = filter.state === 'open'
  const found = await db.read(listShipmentRows, {
    ...asked,
    state: open ? null : (filter.state ?? null),
    open,
    // Each is looked up by its key, which costs more than a row along an index.
    ...(open ? { budget: OPEN_BUDGET } : {}),
  })
  return pageOf(found, filter.limit, (row) => ({
    id: encodeId('shp', row.id),
    state: row.state,
    location: row.location_code,
    releasedOn: row.released_on,
    carrier: row.carrier,
    trackingNumber: row.tracking_number,
    orderId: encodeId('ord', row.cause_id),
    orderNumber: orderNumber(row.cause_id),
  }))
}

/** Goods that left without a sale. */
export async function listStrays(
  db: Reader,
  filter: GoodsFilter,
): Promise<GoodsPage<Static<typeof StrayRow>>> {
  const asked = await askedFor(db, filter)
  const found = await db.read(listStrayRows, {
    ...asked,
    state: filter.state ?? null,
    untilOn: filter.until ?? null,
  })
  return pageOf(found, filter.limit, renderStray)
}

/** Returns, with an order or without one. */
export async function listReturns(
  db: Reader,
  filter: GoodsFilter,
): Promise<GoodsPage<Static<typeof ReturnRow>>> {
  const found = await db.read(listReturnRows, await askedFor(db, filter))
  return pageOf(found, filter.limit, (row) => ({
    id: encodeId('ret', row.id),
    orderId: row.order_id === null ? null : encodeId('ord', row.order_id),
    orderNumber: row.order_id === null ? null : orderNumber(row.order_id),
    account: row.account_number,
    returnedOn: row.returned_on,
    reason: row.reason,
  }))
}

/** Supply orders. `currency` is the company's functional currency. */
export async function listSupplyOrders(
  db: Reader,
  filter: GoodsFilter,
  currency: string,
): Promise<GoodsPage<Static<typeof SupplyOrderRow>>> {
  const asked = await askedFor(db, filter)
  const found = await db.read(listSupplyRows, { ...asked, open: filter.open ?? null })
  return pageOf(found, filter.limit, (row) => ({
    id: encodeId('sup', row.id),
    number: row.number,
    sku: row.sku,
    location: row.location_code,
    dueOn: row.due_on,
    quantity: quantity(row.quantity),
    received: quantity(row.received),
    over: quantity(row.received > row.quantity ? row.received - row.quantity : 0n),
    unitCost: unitPrice(row.unit_cost, currency),
  }))
}

/** @throws HttpProblem `invalid_parameters` for what is named and not there */
async function askedFor(db: Reader, filter: GoodsFilter) {
  const { companyId, accountIds, location, sku, account, order } = filter
  const scoped = { scoped: accountIds != null, accountIds: accountIds ?? [] }
  const named = [location, sku, account, order].some((one) => one !== undefined)
  const [known] = named
    ? await db.read(findGoodsFilters, {
        companyId,
        location: location ?? null,
        sku: sku ?? null,
        account: account ?? null,
        ...scoped,
        orderId: (order === undefined ? undefined : orderIdOf(order)) ?? null,
      })
    : []
  const { location_id = null, item_id = null, account_id = null, order_id = null } = known ?? {}
  checkFilters(
    { name: 'location', value: location, known: location_id !== null },
    { name: 'sku', value: sku, known: item_id !== null },
    { name: 'account', value: account, known: account_id !== null },
    { name: 'order', value: order, known: order_id !== null },
  )
  return {
    companyId,
    ...scoped,
    locationId: location_id,
    itemId: item_id,
    accountId: account_id,
    orderId: order_id,
    fromOn: filter.from ?? null,
    toOn: filter.to ?? null,
    afterId: filter.after,
    budget: SCAN_BUDGET,
    fetch: BigInt(filter.limit + 1),
  }
}

function pageOf<D extends { id: bigint; matches: boolean; ends: boolean }, R>(
  found: readonly D[],
  limit: number,
  render: (row: D) => R,
): GoodsPage<R> {
  const matching = found.filter((row) => row.matches)
  const shown = matching.slice(0, limit)
  const last = matching.length > limit ? shown.at(-1) : found.find((row) => row.ends)
  return { rows: shown.map(render), next: last?.id ?? null }
}
