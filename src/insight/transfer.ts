import { Type, type Static } from 'typebox'
import { onWay, toSend, transferState, TRANSFER_STATES } from '../fulfillment/index.ts'
import type { Database } from '../platform/database/index.ts'
import { checkFilters } from '../platform/http/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { DateShape, IdShape, listOf, orNull, quantity, QuantityShape } from '../platform/wire.ts'
import { OPEN_BUDGET, type GoodsPage } from './goods-list.ts'
import { findGoodsFilters } from './goods-list.sql.ts'
import { orderIdOf } from './order.ts'
import { listTransfers as listRows } from './transfer.sql.ts'

const Text = orNull(Type.String())
const TransferRow = Type.Object(
  {
    id: IdShape,
    orderId: IdShape,
    orderNumber: Type.String(),
    fulfillmentLineId: IdShape,
    from: Type.String(),
    to: Type.String(),
    state: Type.String({ description: TRANSFER_STATES.join(', ') }),
    sku: Text,
    name: Text,
    uom: Text,
    requested: QuantityShape,
    shipped: QuantityShape,
    received: QuantityShape,
    lost: QuantityShape,
    toSend: QuantityShape,
    onTheWay: QuantityShape,
    askedOn: DateShape,
    dueOn: orNull({ ...DateShape, description: 'The day on which it can be collected' }),
    shippedOn: orNull(DateShape),
  },
  { title: 'TransferRow' },
)
export const TransferList = listOf(TransferRow, 'TransferList')

export interface TransferFilter {
  companyId: bigint
  /** Accounts whose rows are seen; null: all. */
  accountIds: readonly bigint[] | null
  /** Code of the place that has to send, or to which it is on its way; id or number of an order. One of them, or none: what is open of all. */
  from: string | undefined
  to: string | undefined
  order: string | undefined
  after: bigint | null
  limit: number
}

/** What a place has to send to others, what is on its way to one, all that was asked for of an order, or what is open of all; oldest first. */
export async function listTransfers(
  db: Database,
  { companyId, accountIds, from, to, order, after, limit }: TransferFilter,
): Promise<GoodsPage<Static<typeof TransferRow>>> {
  const scoped = { scoped: accountIds !== null, accountIds: accountIds ?? [] }
  const placeOf = async (name: 'from' | 'to', location: string | undefined) => {
    if (location === undefined) return null
    const nothing = { sku: null, account: null, orderId: null }
    const [known] = await db.read(findGoodsFilters, { companyId, location, ...nothing, ...scoped })
    const id = known?.location_id ?? null
    checkFilters({ name, value: location, known: id !== null })
    return id
  }
  const orderId = order === undefined ? null : (orderIdOf(order) ?? 0n)
  const found = await db.read(listRows, {
    companyId,
    ...scoped,
    fromId: await placeOf('from', from),
    toId: await placeOf('to', to),
    orderId,
    afterId: after,
    budget: OPEN_BUDGET,
    fetch: BigInt(limit + 1),
  })
  const shown = found.slice(0, limit)
  const rows = shown.map((row) => ({
    id: encodeId('trf', row.id),
    orderId: encodeId('ord', row.cause_id),
    orderNumber: orderNumber(row.cause_id),
    fulfillmentLineId: encodeId('ful', row.source_id),
    from: row.from_code,
    to: row.to_code,
    state: transferState(row),
    sku: row.sku,
    name: row.name,
    uom: row.uom,
    requested: quantity(row.requested),
    shipped: quantity(row.shipped),
    received: quantity(row.received),
    lost: quantity(row.lost),
    toSend: quantity(toSend(row)),
    onTheWay: quantity(onWay(row)),
    askedOn: row.asked_on,
    dueOn: row.due_on,
    shippedOn: row.shipped_on,
  }))
  return { rows, next: found.length > limit ? shown.at(-1)!.id : null }
}
