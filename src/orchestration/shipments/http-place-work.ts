import { Type } from 'typebox'
import { PLACE_STATUSES } from '../../fulfillment/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import { defineProblems, ok, route, type Route } from '../../platform/http/index.ts'
import { scopeOf } from '../../platform/row-scope.ts'
import { IdShape, orNull, QuantityShape } from '../../platform/wire.ts'
import {
  answered,
  ask,
  askedBy,
  Code,
  Decimal,
  IdIn,
  idIn,
  Input,
  judged,
  strict,
} from '../wire/http-input.ts'
import { pollShipments } from './poll-shipments.ts'
import { workShipment } from './work-shipment.ts'

defineProblems({
  work_refused: [
    422,
    'This does not fit what the location was asked for.',
    'Compare it with what is offered and accepted; nothing was changed.',
  ],
  poll_refused: [422, 'The location cannot be asked for.', 'Correct what `errors` names.'],
})

const Work = strict(
  {
    lines: Type.Optional(
      Type.Array(strict({ fulfillmentLineId: IdIn, quantity: Type.Optional(Decimal) }), {
        minItems: 1,
        maxItems: 20_000,
        description: 'Without it all that can be; without `quantity` all of the line that can be',
      }),
    ),
  },
  'PlaceWork',
)

const Shown = {
  id: IdShape,
  orderId: IdShape,
  location: Type.String(),
  state: Type.String(),
  polls: Type.Integer({ description: 'So often its location was told of it' }),
  lines: Type.Array(
    Type.Object({
      fulfillmentLineId: IdShape,
      sku: orNull(Type.String()),
      requested: QuantityShape,
      toAccept: QuantityShape,
      toPick: QuantityShape,
      toConfirm: QuantityShape,
      statuses: Type.Array(
        Type.Object({
          status: Type.String({ description: PLACE_STATUSES.join(', ') }),
          quantity: QuantityShape,
        }),
        { description: 'Of all that was asked for, each part in its status' },
      ),
    }),
  ),
}

/** Routes by which a place says how far it is with what it was asked for, and asks what it has to do. */
export function placeWorkRoutes(door: Door): Route[] {
  const work = (act: 'accept' | 'pick', says: { summary: string; description: string }) => {
    const operationId = act === 'accept' ? 'acceptShipment' : 'pickShipment'
    return route({
      method: 'POST',
      url: `/api/v1/shipments/:id/${act}`,
      operationId,
      ...says,
      tags: ['Shipments'],
      scope: 'shipments:write',
      rows: 'scoped',
      idempotencyKey: 'required',
      params: Type.Object({ id: IdIn }),
      input: 'raw',
      body: Work,
      responses: {
        200: {
          description: 'Taken in.',
          schema: Type.Object(Shown, { $id: act === 'accept' ? 'ShipmentAccepted' : 'ShipmentPicked' }),
        },
      },
      problems: ['work_refused', 'idempotency_key_reused'],
      async handle(request) {
        const shipmentId = idIn('shp', request.params.id)
        const input = new Input()
        const { lines } = input.body(request.parse())
        const asked = {
          ...askedBy(request, `${operationId} ${shipmentId}`),
          accounts: scopeOf(request.principal.rowScope),
          shipmentId,
          act,
          lines:
            lines?.map(({ fulfillmentLineId, quantity }, index) => ({
              fulfillmentLineId: input.id(`/lines/${index}/fulfillmentLineId`, 'ful', fulfillmentLineId),
              quantity: input.microOrNull(`/lines/${index}/quantity`, quantity),
            })) ?? null,
        }
        return answered(await ask(door, workShipment, judged(input, asked)), ok)
      },
    })
  }
  return [
    work('accept', {
      summary: 'Say that a location takes what it was asked for',
      description:
        'Whole or in parts; what it does not take it rejects (`rejectShipment`). What is accepted is not offered again. A location that only confirms what left needs none of this.',
    }),
    work('pick', {
      summary: 'Say what of a shipment is picked',
      description:
        'Of what was accepted, whole or in parts. Picked it waits to leave, or to be handed over: of a line of 7 that is picked 3 may be confirmed, and 4 stay picked.',
    }),
    route({
      method: 'POST',
      url: '/api/v1/shipments/poll',
      operationId: 'pollShipments',
      summary: 'Ask what a location has to do',
      description:
        'What it was asked for and has not accepted, longest waiting first. What it is told of is not offered again for ten minutes: ask with the same key for an answer that was lost. After `mostPolls` of the location a shipment is not offered any more, and `shipment.under_review` tells it. `shipment.requested` in the feed, or a webhook, tells the same without being asked.',
      tags: ['Shipments'],
      scope: 'shipments:write',
      idempotencyKey: 'required',
      body: strict(
        {
          location: Code,
          limit: Type.Optional(
            Type.Integer({ minimum: 1, maximum: 100, description: 'Most shipments; 20 when absent' }),
          ),
        },
        'ShipmentPoll',
      ),
      responses: {
        200: {
          description: 'They; none, and no more: nothing is to be done.',
          schema: Type.Object(
            {
              location: Type.String(),
              shipments: Type.Array(Type.Object(Shown)),
              more: Type.Boolean({ description: 'There may be more: ask once more, with another key' }),
            },
            { $id: 'ShipmentsPolled' },
          ),
        },
      },
      problems: ['poll_refused', 'idempotency_key_reused'],
      async handle(request) {
        const { location, limit = 20 } = request.body
        const asked = { ...askedBy(request, 'pollShipments'), location, limit }
        return answered(await ask(door, pollShipments, asked), ok)
      },
    }),
  ]
}
