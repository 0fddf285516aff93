import { Type, type Static } from 'typebox'
import type { Micro } from '../platform/money.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { DateShape, IdShape, orNull, quantity, QuantityShape } from '../platform/wire.ts'

export const STRAY_STATES = ['open', 'expected', 'settled'] as const

export const StrayRow = Type.Object(
  {
    id: IdShape,
    state: Type.String({ description: `${STRAY_STATES.join(', ')}; \`open\`: it waits for a decision` }),
    says: Type.String({ description: '"left although cancelled", or "left beyond what was ordered"' }),
    why: Type.String({ description: 'cancelled, more_than_ordered' }),
    orderId: IdShape,
    orderNumber: Type.String(),
    shipmentId: IdShape,
    fulfillmentLineId: IdShape,
    sku: orNull(Type.String()),
    location: orNull(Type.String({ description: 'Code of the location that it left' })),
    leftOn: DateShape,
    expectedUntil: orNull({ ...DateShape, description: 'Of what is expected back: the last day' }),
    quantity: QuantityShape,
    billed: QuantityShape,
    returned: QuantityShape,
    writtenOff: QuantityShape,
    left: QuantityShape,
    invoiceId: orNull(IdShape),
  },
  { title: 'StrayRow' },
)
/** Goods that left without a sale, in a sentence and with what was decided of them. */
export function renderStray(row: {
  id: bigint
  state: string
  why: string
  cause_id: bigint
  shipment_id: bigint
  source_id: bigint
  sku: string | null
  location_code: string | null
  left_on: string
  expected_until: string | null
  quantity: Micro
  billed: Micro
  returned: Micro
  written_off: Micro
  invoice_id: bigint | null
}): Static<typeof StrayRow> {
  return {
    id: encodeId('str', row.id),
    state: row.state,
    says: row.why === 'cancelled' ? 'left although cancelled' : 'left beyond what was ordered',
    why: row.why,
    orderId: encodeId('ord', row.cause_id),
    orderNumber: orderNumber(row.cause_id),
    shipmentId: encodeId('shp', row.shipment_id),
    fulfillmentLineId: encodeId('ful', row.source_id),
    sku: row.sku,
    location: row.location_code,
    leftOn: row.left_on,
    expectedUntil: row.state === 'expected' ? row.expected_until : null,
    quantity: quantity(row.quantity),
    billed: quantity(row.billed),
    returned: quantity(row.returned),
    writtenOff: quantity(row.written_off),
    left: quantity(row.quantity - row.billed - row.returned - row.written_off),
    invoiceId: row.invoice_id === null ? null : encodeId('inv', row.invoice_id),
  }
}
