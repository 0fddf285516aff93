import { dateIn } from '../../platform/clock.ts'
import type { JsonObject } from '../../platform/json.ts'
import type { Minor } from '../../platform/money.ts'
import type { MappedFor } from '../inbound/port.ts'
import { addressIn } from './map-address.ts'
import type { Said } from './said.ts'
import type { CommerceSettings } from './settings.ts'

/** A shipping group: where a part of the order goes and how. */
export interface Group {
  said: Said
  id: string
  freight: Minor
  address: ReturnType<typeof addressIn>
  shipOn: string | undefined
  /** Code of the store where it is picked up, as a shop that knows it says. */
  location: string | undefined
  /** Somewhere to be picked up, known or not. */
  place: string | undefined
  custom: JsonObject
}

const KNOWN_OF_GROUP = new Set(
  `id description state stateAsString stateDetail locationId shippingMethod trackingNumber actualShipDate shipOnDate
  submittedDate specialInstructions handlingInstructions shippingAddress priceInfo commerceItemRelationships type
  shippingGroupClassType`.split(/\s+/),
)

export function groupOf(
  said: Said,
  currency: string,
  { settings, timeZone }: MappedFor<CommerceSettings>,
): Group {
  const method = said.text('shippingMethod')
  const ours = method === undefined ? undefined : settings.shippingMethods?.[method]
  if (method !== undefined && ours === undefined)
    said.note('shippingMethod', 'unmapped', `shipping method "${method}" is none of ours: say which it is`)
  const place = said.text('locationId')
  const location = place === undefined ? undefined : settings.locations?.[place]
  if (place !== undefined && location === undefined)
    said.note('locationId', 'unmapped', `place "${place}" is no location of ours: say which it is`)
  const address = addressIn(said.part('shippingAddress'))
  if (address && address.country === undefined)
    said.note('shippingAddress', 'required', 'an address has a country of two letters')
  const shipOn = said.instant('shipOnDate')
  const { handlingInstructions, specialInstructions } = said.value
  return {
    said,
    id: said.required('id'),
    freight: said.part('priceInfo').price('amount', currency) ?? 0n,
    // Without a country it is no place that tax or sourcing could ask for; the problem above names it.
    address: address?.country === undefined ? undefined : address,
    shipOn: shipOn && dateIn(timeZone, shipOn),
    location,
    place,
    custom: {
      ...said.others(KNOWN_OF_GROUP),
      id: said.text('id') ?? null,
      ...(method === undefined ? {} : { shippingMethod: ours ?? null }),
      ...(place === undefined ? {} : { location: location ?? null }),
      ...(filled(specialInstructions) ? { specialInstructions } : {}),
      ...(filled(handlingInstructions) ? { handlingInstructions } : {}),
    } as JsonObject,
  }
}

function filled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}
