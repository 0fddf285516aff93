import { Type, type Static } from 'typebox'
import { orNull } from '../platform/wire.ts'
import { AddressShape } from './address.ts'

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
