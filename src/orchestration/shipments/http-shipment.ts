import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import { defineProblems, ok, route, type Route } from '../../platform/http/index.ts'
import { scopeOf } from '../../platform/row-scope.ts'
import { DateShape, IdShape, orNull, QuantityShape } from '../../platform/wire.ts'
import { confirmShipment } from './confirm-shipment.ts'
import { rejectShipment } from './reject-shipment.ts'
import {
  answered,
  ask,
  askedBy,
  Code,
  DateIn,
  Decimal,
  IdIn,
  idIn,
  Input,
  judged,
  strict,
} from '../wire/http-input.ts'

defineProblems({
  rejection_refused: [
    422,
    'The rejection does not fit the shipment.',
    'Compare it with what was requested; nothing was changed.',
  ],
  confirmation_refused: [
    422,
    'The confirmation does not fit the shipment.',
    'Compare it with what was requested; nothing was changed.',
  ],
})

const Confirmation = strict(
  {
    lines: Type.Optional(
      Type.Array(strict({ fulfillmentLineId: IdIn, quantity: Decimal }), { minItems: 1, maxItems: 20_000 }),
    ),
    carrier: Type.Optional(Code),
    trackingNumber: Type.Optional(Code),
    shippedOn: Type.Optional(DateIn),
    fetchedBy: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Who picked it up; a note of the customer, whose text goes when the person is erased',
      }),
    ),
    final: Type.Optional(
      Type.Boolean({
        description:
          'true: nothing more of the shipment comes, so what `lines` do not name is short. false: more may come. As the location has it set up when absent',
      }),
    ),
    leftAlready: Type.Optional(
      Type.Boolean({
        description:
          'Of what is to be picked up: what is more than waits is gone all the same. Without it that is refused, as a slip at the counter',
      }),
    ),
  },
  'ShipmentConfirmation',
)
/** What a place does not ship of its lines, and what serves it now. */
const RefusedShape = Type.Array(
  Type.Object({
    fulfillmentLineId: IdShape,
    unfulfillable: Type.Boolean({ description: 'Nobody else has all of it: a person decides on what waits' }),
    servedBy: Type.Array(
      Type.Object({
        fulfillmentLineId: IdShape,
        location: Type.String(),
        quantity: QuantityShape,
        supply: Type.String(),
        promisedOn: orNull(DateShape),
      }),
    ),
  }),
)
const ShipmentConfirmed = Type.Object(
  {
    id: IdShape,
    orderId: IdShape,
    state: Type.String(),
    lines: Type.Array(
      Type.Object({
        fulfillmentLineId: IdShape,
        requested: QuantityShape,
        shipped: QuantityShape,
        confirmed: QuantityShape,
      }),
    ),
    strays: Type.Array(
      Type.Object({ id: IdShape, fulfillmentLineId: IdShape, quantity: QuantityShape, why: Type.String() }),
      {
        description:
          'What left though it was `cancelled`, or is `more_than_ordered`; it waits for a decision',
      },
    ),
    short: RefusedShape,
  },
  { $id: 'ShipmentConfirmed' },
)
const Rejection = strict(
  {
    reason: Type.String({ minLength: 1, maxLength: 500 }),
    lines: Type.Optional(
      Type.Array(strict({ fulfillmentLineId: IdIn, quantity: Type.Optional(Decimal) }), {
        minItems: 1,
        maxItems: 20_000,
        description: 'Without it all that has not left; without `quantity` all of the line that has not',
      }),
    ),
  },
  'ShipmentRejection',
)
const ShipmentRejected = Type.Object(
  {
    id: IdShape,
    orderId: IdShape,
    state: Type.String(),
    rejected: RefusedShape,
  },
  { $id: 'ShipmentRejected' },
)

/** The route by which a location refuses what it was asked to ship. */
export function rejectionRoute(door: Door): Route {
  return route({
    method: 'POST',
    url: '/api/v1/shipments/:id/reject',
    operationId: 'rejectShipment',
    summary: 'Refuse what of a requested shipment cannot be shipped from here',
    description:
      'Whole or in parts; the rest stands. What is refused is served from other locations at once, in parts if need be, never from one that refused something of the line. What nobody has of it, or all of it after as many searches as the sourcing rule allows, waits at the default location of the rule, or as a backorder, and `order.unfulfillable` tells it; where customer, item and location do not all let it wait, it is cancelled.',
    tags: ['Shipments'],
    scope: 'shipments:write',
    rows: 'scoped',
    idempotencyKey: 'required',
    params: Type.Object({ id: IdIn }),
    input: 'raw',
    body: Rejection,
    responses: { 200: { description: 'Served from where it says now.', schema: ShipmentRejected } },
    problems: ['rejection_refused', 'idempotency_key_reused'],
    async handle(request) {
      const shipmentId = idIn('shp', request.params.id)
      const input = new Input()
      const { reason, lines } = input.body(request.parse())
      const asked = {
        ...askedBy(request, `rejectShipment ${shipmentId}`),
        accounts: scopeOf(request.principal.rowScope),
        shipmentId,
        reason,
        lines:
          lines?.map(({ fulfillmentLineId, quantity }, index) => ({
            fulfillmentLineId: input.id(`/lines/${index}/fulfillmentLineId`, 'ful', fulfillmentLineId),
            quantity: input.microOrNull(`/lines/${index}/quantity`, quantity),
          })) ?? null,
      }
      return answered(await ask(door, rejectShipment, judged(input, asked)), ok)
    },
  })
}

/** The route by which a warehouse says what has left. */
export function shipmentRoute(door: Door): Route {
  return route({
    method: 'POST',
    url: '/api/v1/shipments/:id/confirm',
    operationId: 'confirmShipment',
    summary: 'Say what of a requested shipment was shipped',
    description:
      'In parts or whole; without `lines` it is all that is left, or all that it was when it was taken back whole and nothing of it left yet. What was cancelled, or is more than was asked for, is taken in all the same: it leaves stock without a sale, and `strays` says so; of what is picked up at a counter only with `leftAlready`, else `more_than_waits` refuses it at its line. With `final` what it does not name is short: as lines of their own it is served from other locations, waits as a backorder, or is cancelled where customer, item and location do not all let it wait. The key of the message counts for good: it never ships twice.',
    tags: ['Shipments'],
    scope: 'shipments:write',
    rows: 'scoped',
    idempotencyKey: 'required',
    params: Type.Object({ id: IdIn }),
    input: 'raw',
    body: Confirmation,
    responses: { 200: { description: 'Taken in.', schema: ShipmentConfirmed } },
    problems: ['confirmation_refused', 'posting_rule_missing', 'idempotency_key_reused'],
    async handle(request) {
      const shipmentId = idIn('shp', request.params.id)
      const input = new Input()
      const body = input.body(request.parse())
      const lines = body.lines?.map((line, index) => ({
        fulfillmentLineId: input.id(`/lines/${index}/fulfillmentLineId`, 'ful', line.fulfillmentLineId),
        quantity: input.micro(`/lines/${index}/quantity`, line.quantity),
      }))
      const asked = {
        ...askedBy(request, `confirmShipment ${shipmentId}`),
        accounts: scopeOf(request.principal.rowScope),
        shipmentId,
        messageKey: request.idempotencyKey!,
        lines: lines ?? null,
        carrier: body.carrier ?? null,
        trackingNumber: body.trackingNumber ?? null,
        fetchedBy: body.fetchedBy ?? null,
        leftAlready: body.leftAlready ?? false,
        final: body.final ?? null,
        shippedOn: input.stated('/shippedOn', body.shippedOn) ?? null,
      }
      return answered(await ask(door, confirmShipment, judged(input, asked)), ok)
    },
  })
}
