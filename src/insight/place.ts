import { addressFromRow, type PlaceView } from '../customers/index.ts'
import type { Reader, RowOf } from '../platform/database/index.ts'
import type { Principal } from '../platform/http/index.ts'
import { readAccountHolder, readOrderPlaces } from './place.sql.ts'
import { sightOf } from './sight.ts'

/** The line of each fulfillment line. */
export type LineOf = ReadonlyMap<bigint, number>

/** A location as it stands on what happened there. */
export function placeOf(row: { location_code: string | null; location_name: string | null }) {
  return row.location_code === null
    ? null
    : { code: row.location_code, name: row.location_name ?? row.location_code }
}

type PlaceRow = RowOf<typeof readOrderPlaces>

/** Renders a place of an order out of the rows of both. @param seen as the rows were read */
export function renderPlace(what: 'shipTo' | 'billTo', rows: readonly PlaceRow[], seen: boolean): PlaceView {
  const row = rows.find((one) => one.what === what)
  const site = row?.site ?? null
  if (row === undefined || row.address_id === null) return { site, address: null, addressState: 'none' }
  if (!seen) return { site, address: null, addressState: 'hidden' }
  if (row.kept_id === null) return { site, address: null, addressState: 'erased' }
  return { site, address: addressFromRow({ ...row, address: row.address ?? {} }), addressState: 'shown' }
}

/** Who pays for an order, as the credential may see it; what was erased is gone here, too. */
export async function readBillTo(
  db: Reader,
  order: { companyId: bigint; orderId: bigint },
  principal: Principal,
): Promise<PlaceView> {
  const { addresses: seen } = sightOf(principal)
  return renderPlace('billTo', await db.read(readOrderPlaces, { ...order, seen }), seen)
}

/** What the customer of an account is called, for documents; null when it has no name, or none any more. */
export async function accountHolder(
  db: Reader,
  account: { companyId: bigint; accountId: bigint },
): Promise<string | null> {
  return (await db.read(readAccountHolder, account))[0]?.name ?? null
}
