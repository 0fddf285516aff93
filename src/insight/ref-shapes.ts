import { Type } from 'typebox'
import { IdShape, orNull } from '../platform/wire.ts'

/** What answers of several views have in common. */

export const CustomerRef = Type.Object(
  { number: Type.String(), name: orNull(Type.String()) },
  { title: 'CustomerRef' },
)
export const AccountRef = Type.Object({ id: IdShape, number: Type.String() }, { title: 'AccountRef' })
export const LocationRef = Type.Object({ code: Type.String(), name: Type.String() }, { title: 'LocationRef' })
export const Actor = Type.String({
  description:
    'user:…, key:… or system; null for a credential that sees part of the rows, unless it is its own',
})
export const Free = Type.Unknown({ description: 'As the deciding act wrote it' })
