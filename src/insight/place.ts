import { Type, type Static } from 'typebox'
import { addressFromRow, AddressShape } from '../customers/index.ts'
import { orNull } from '../platform/wire.ts'
import type { readOrderPlaces } from './place.sql.ts'

/** Where an order goes, or who pays. */
export const PlaceView = Type.Object(
  {
    site: Type.Union([Type.String(), Type.Null()], { description: 'Code of a site of the customer' }),
    address: orNull(AddressShape),
    addressState: Type.Union(
      [Type.Literal('none'), Type.Literal('shown'), Type.Literal('hidden'), Type.Literal('erased')],
      { description: 'Why there is an address or none; `hidden` from a credential that has no need of it' },
    ),
  },
  { title: 'Place' },
)
export type PlaceView = Static<typeof PlaceView>

type PlaceRow = NonNullable<(typeof readOrderPlaces)['_types']>['row']

/** Renders a place of an order out of the rows of both. @param seen as the rows were read */
export function renderPlace(what: 'shipTo' | 'billTo', rows: readonly PlaceRow[], seen: boolean): PlaceView {
  const row = rows.find((one) => one.what === what)
  const site = row?.site ?? null
  if (row === undefined || row.address_id === null) return { site, address: null, addressState: 'none' }
  if (!seen) return { site, address: null, addressState: 'hidden' }
  if (row.kept_id === null) return { site, address: null, addressState: 'erased' }
  return { site, address: addressFromRow({ ...row, address: row.address ?? {} }), addressState: 'shown' }
}
