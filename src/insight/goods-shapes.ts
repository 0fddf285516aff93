import { Type } from 'typebox'
import { DateShape, IdShape, listOf, orNull, QuantityShape, UnitPriceShape } from '../platform/wire.ts'
import { StrayRow } from './stray.ts'

export const SHIPMENT_STATES = ['requested', 'partially_shipped', 'shipped', 'cancelled'] as const
/** `open`: requested, or shipped in part. */
export const SHIPMENT_FILTERS = [...SHIPMENT_STATES, 'open'] as const

/** Rows of the lists of goods that leave, come back and come in. */

export const ShipmentRow = Type.Object(
  {
    id: IdShape,
    state: Type.String({ description: SHIPMENT_STATES.join(', ') }),
    location: orNull(Type.String({ description: 'Code of the location that it leaves' })),
    releasedOn: DateShape,
    carrier: orNull(Type.String()),
    trackingNumber: orNull(Type.String()),
    orderId: IdShape,
    orderNumber: Type.String(),
  },
  { title: 'ShipmentRow' },
)
export const ShipmentList = listOf(ShipmentRow, 'ShipmentList')

export const StrayList = listOf(StrayRow, 'StrayList')

export const ReturnRow = Type.Object(
  {
    id: IdShape,
    orderId: orNull(IdShape),
    orderNumber: orNull(Type.String()),
    account: orNull(Type.String({ description: 'Number of the account that it was credited to' })),
    returnedOn: DateShape,
    reason: Type.String(),
  },
  { title: 'ReturnRow' },
)
export const ReturnList = listOf(ReturnRow, 'ReturnList')

export const SupplyOrderRow = Type.Object(
  {
    id: IdShape,
    number: Type.String(),
    sku: orNull(Type.String()),
    location: orNull(Type.String()),
    dueOn: DateShape,
    quantity: QuantityShape,
    received: QuantityShape,
    over: { ...QuantityShape, description: 'Received beyond what was ordered' },
    unitCost: UnitPriceShape,
  },
  { title: 'SupplyOrderRow' },
)
export const SupplyOrderList = listOf(SupplyOrderRow, 'SupplyOrderList')
