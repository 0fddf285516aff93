import { Type, type Static } from 'typebox'
import { PlaceView } from '../customers/index.ts'
import { placeStatusOf, PLACE_STATUSES } from '../fulfillment/index.ts'
import type { Database } from '../platform/database/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import { DateShape, IdShape, orNull, quantity, QuantityShape } from '../platform/wire.ts'
import { findShipment, readOrderPlaces, readPickList, readShipment as readShipmentRow } from './place.sql.ts'
import { workOf } from './pick-up.ts'
import { renderPlace } from './place.ts'
import type { Sight } from './sight.ts'

export const ShipmentView = Type.Object(
  {
    id: IdShape,
    state: Type.String(),
    location: orNull(Type.Object({ code: Type.String(), name: Type.String() })),
    releasedOn: DateShape,
    carrier: orNull(Type.String()),
    trackingNumber: orNull(Type.String()),
    polls: orNull(
      Type.Integer({ description: 'So often its location was told of it; null: it is not open' }),
    ),
    orderId: IdShape,
    orderNumber: Type.String(),
    customerReference: orNull(Type.String()),
    shipToCountry: Type.String(),
    shipToRegion: Type.String(),
    shipTo: PlaceView,
    lines: Type.Array(
      Type.Object({
        fulfillmentLineId: IdShape,
        itemId: IdShape,
        sku: orNull(Type.String()),
        name: orNull(Type.String()),
        uom: orNull(Type.String()),
        requested: QuantityShape,
        shipped: QuantityShape,
        toAccept: QuantityShape,
        toPick: QuantityShape,
        statuses: Type.Array(
          Type.Object({
            status: Type.String({ description: PLACE_STATUSES.join(', ') }),
            quantity: QuantityShape,
          }),
          { description: 'How far its location is: of all that was asked for, each part in its status' },
        ),
      }),
      { description: 'What to pick, by SKU' },
    ),
  },
  { title: 'ShipmentView' },
)

/**
 * What a warehouse needs of a shipment: what to pick and where to send it.
 *
 * @returns the view and the account of its order (for the row scope), or undefined when there is no such shipment
 */
export async function readShipment(
  db: Database,
  { companyId, shipmentId }: { companyId: bigint; shipmentId: bigint },
  { addresses: seen }: Sight,
): Promise<{ view: Static<typeof ShipmentView>; accountId: bigint | null } | undefined> {
  const [cause] = await db.read(findShipment, { companyId, shipmentId })
  if (!cause) return undefined
  const { order_id: orderId } = cause
  const found = await readTogether(db, (reader) => ({
    head: reader.read(readShipmentRow, { companyId, orderId, shipmentId }),
    places: reader.read(readOrderPlaces, { companyId, orderId, seen }),
    lines: reader.read(readPickList, { companyId, orderId, shipmentId }),
  }))
  const head = found.head[0]!
  const { location_code: code } = head
  const view = {
    id: encodeId('shp', head.id),
    state: head.state,
    location: code === null ? null : { code, name: head.location_name ?? code },
    releasedOn: head.released_on,
    carrier: head.carrier,
    trackingNumber: head.tracking_number,
    polls: head.polls,
    orderId: encodeId('ord', orderId),
    orderNumber: orderNumber(orderId),
    customerReference: head.customer_reference,
    shipToCountry: head.ship_to_country,
    shipToRegion: head.ship_to_region,
    shipTo: renderPlace('shipTo', found.places, seen),
    lines: found.lines.map((line) => ({
      fulfillmentLineId: encodeId('ful', line.source_id),
      itemId: encodeId('itm', line.item_id),
      sku: line.sku,
      name: line.name,
      uom: line.uom,
      requested: quantity(line.requested),
      shipped: quantity(line.shipped),
      ...workOf(line),
      statuses: placeStatusOf(line, { polls: head.polls, offerAt: head.offer_at }, line).map((one) => ({
        status: one.status,
        quantity: quantity(one.quantity),
      })),
    })),
  }
  return { view, accountId: head.account_id }
}
