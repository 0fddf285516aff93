import { Type, type Static } from 'typebox'
import { workLeft, type PlaceWork } from '../fulfillment/index.ts'
import type { Database } from '../platform/database/index.ts'
import { checkFilters } from '../platform/http/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import {
  DateShape,
  IdShape,
  listOf,
  money,
  MoneyShape,
  orNull,
  quantity,
  QuantityShape,
} from '../platform/wire.ts'
import { OPEN_BUDGET, type GoodsPage } from './goods-list.ts'
import { findGoodsFilters } from './goods-list.sql.ts'
import { listPickUpPlaces, listPickUps as listPickUpRows, readPickUpLines } from './pick-up.sql.ts'

const Text = orNull(Type.String())
export const PickUpRow = Type.Object(
  {
    id: { ...IdShape, description: 'Of the shipment, which is confirmed when it is handed over' },
    state: Type.String({ description: 'requested, partially_shipped' }),
    orderId: IdShape,
    orderNumber: Type.String(),
    externalId: Type.String(),
    customerReference: Text,
    account: Text,
    customer: Type.Object(
      { name: Text, email: Text, phone: Text },
      { description: 'Null where it is unknown, erased or not shown to the caller' },
    ),
    readySince: DateShape,
    keepUntil: orNull({ ...DateShape, description: 'The last day; null: without an end' }),
    payment: Type.Object(
      {
        prepaid: Type.Boolean(),
        status: Type.String({ description: 'As the order shows it' }),
        inStore: Type.Boolean({ description: 'It is paid where it is picked up' }),
        methods: Type.Array(Type.String()),
        total: MoneyShape,
        due: MoneyShape,
      },
      { description: 'Of the order; `total` is less what was cancelled, `due` what of it is not paid yet' },
    ),
    lines: Type.Array(
      Type.Object({
        fulfillmentLineId: IdShape,
        sku: Text,
        name: Text,
        uom: Text,
        requested: QuantityShape,
        shipped: QuantityShape,
        toAccept: QuantityShape,
        toPick: QuantityShape,
      }),
    ),
  },
  { title: 'PickUpRow' },
)
export const PickUpList = listOf(PickUpRow, 'PickUpList')

export const PickUpPlaces = Type.Object(
  {
    places: Type.Array(
      Type.Object({
        code: Type.String(),
        name: Type.String(),
        pickUpDays: Type.Integer(),
        open: Type.Integer({ description: 'Shipments that are open there, at most 1000 are counted' }),
      }),
    ),
  },
  { $id: 'PickUpPlaces' },
)

export interface PickUpFilter {
  companyId: bigint
  /** Accounts whose rows are seen; null: all. */
  accountIds: readonly bigint[] | null
  /** Code of the store. */
  location: string
  /** Number of an order, name, phone or e-mail. */
  text: string | undefined
  /** Are persons shown, and looked for? */
  addresses: boolean
  after: bigint | null
  limit: number
}

/** What waits at a store to be picked up, longest there first; a page can be short and still lead on. */
export async function listPickUps(
  db: Database,
  { companyId, accountIds, location, text, addresses, after, limit }: PickUpFilter,
): Promise<GoodsPage<Static<typeof PickUpRow>>> {
  const scoped = { scoped: accountIds !== null, accountIds: accountIds ?? [] }
  const nothing = { sku: null, account: null, orderId: null }
  const [known] = await db.read(findGoodsFilters, { companyId, location, ...nothing, ...scoped })
  const locationId = known?.location_id ?? null
  checkFilters({ name: 'location', value: location, known: locationId !== null })
  const wanted = text?.trim().toLowerCase() || null
  const found = await db.read(listPickUpRows, {
    companyId,
    ...scoped,
    locationId,
    afterId: after,
    text: wanted === null ? null : text!.trim(),
    words: wanted,
    digits: wanted?.replaceAll(/[^0-9]/g, '').replace(/^0+/, '') ?? null,
    seen: addresses,
    budget: OPEN_BUDGET,
    fetch: BigInt(limit + 1),
  })
  const matching = found.filter((row) => row.matches)
  const shown = matching.slice(0, limit)
  const last = matching.length > limit ? shown.at(-1) : found.find((row) => row.ends)
  const lines =
    shown.length === 0
      ? []
      : await db.read(readPickUpLines, {
          companyId,
          causeIds: shown.map((row) => row.cause_id),
          ids: shown.map((row) => row.id),
        })
  const byShipment = Map.groupBy(lines, (line) => line.shipment_id)
  const rows = shown.map((row) => ({
    id: encodeId('shp', row.id),
    state: row.state,
    orderId: encodeId('ord', row.cause_id),
    orderNumber: orderNumber(row.cause_id),
    externalId: row.external_id,
    customerReference: row.customer_reference,
    account: row.account_number,
    customer: {
      name: row.name ?? row.customer_name,
      email: row.email ?? row.customer_email,
      phone: row.phone ?? row.customer_phone,
    },
    readySince: row.released_on,
    keepUntil: row.keep_until,
    payment: {
      prepaid: row.prepaid,
      status: row.payment_status,
      inStore: row.in_store,
      methods: Array.isArray(row.methods) ? row.methods.filter((one) => typeof one === 'string') : [],
      total: money(row.wanted, row.currency),
      due: money(row.wanted > row.paid ? row.wanted - row.paid : 0n, row.currency),
    },
    lines: (byShipment.get(row.id) ?? []).map((line) => ({
      fulfillmentLineId: encodeId('ful', line.source_id),
      sku: line.sku,
      name: line.name,
      uom: line.uom,
      requested: quantity(line.requested),
      shipped: quantity(line.shipped),
      ...workOf(line),
    })),
  }))
  return { rows, next: last?.id ?? null }
}

/** What its place has still to accept and to pick. */
export function workOf(line: PlaceWork): { toAccept: string; toPick: string } {
  const { toAccept, toPick } = workLeft(line)
  return { toAccept: quantity(toAccept), toPick: quantity(toPick) }
}

/** Where something can be picked up: the places that say themselves what left. */
export async function readPickUpPlaces(
  db: Database,
  companyId: bigint,
): Promise<Static<typeof PickUpPlaces>> {
  const rows = await db.read(listPickUpPlaces, { companyId })
  return {
    places: rows.map(({ code, name, pick_up_days: pickUpDays, open }) => ({
      code,
      name,
      pickUpDays,
      open: Number(open),
    })),
  }
}
