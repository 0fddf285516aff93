import { Type } from 'typebox'
import { TRANSFER_STATES } from '../../fulfillment/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import { defineProblems, ok, route, type Route } from '../../platform/http/index.ts'
import { scopeOf } from '../../platform/row-scope.ts'
import { DateShape, IdShape, orNull, QuantityShape } from '../../platform/wire.ts'
import {
  answered,
  ask,
  askedBy,
  DateIn,
  Decimal,
  IdIn,
  idIn,
  Input,
  judged,
  strict,
} from '../wire/http-input.ts'
import { receiveTransfer } from './receive-transfer.ts'
import { rejectTransfer } from './reject-transfer.ts'
import { sendTransfer } from './send-transfer.ts'

defineProblems({
  transfer_refused: [
    422,
    'This does not fit the transfer.',
    'Compare it with what was asked for and what is on its way; nothing was changed.',
  ],
})

const Shown = {
  id: IdShape,
  orderId: IdShape,
  from: Type.String(),
  to: Type.String(),
  state: Type.String({ description: TRANSFER_STATES.join(', ') }),
  requested: QuantityShape,
  shipped: QuantityShape,
  received: QuantityShape,
  lost: QuantityShape,
  onTheWay: QuantityShape,
}
const ServedBy = Type.Array(
  Type.Object({
    fulfillmentLineId: IdShape,
    location: Type.String(),
    broughtFrom: orNull(Type.String()),
    quantity: QuantityShape,
    supply: Type.String(),
    promisedOn: orNull(DateShape),
  }),
)
const ofAll = (what: string) => Type.Optional({ ...Decimal, description: what })

/** Routes by which places say what became of goods that one brings to another for an order. */
export function transferRoutes(door: Door): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/transfers/:id/send',
      operationId: 'sendTransfer',
      summary: 'Say that goods left for the place where they are collected',
      description:
        'Whole or in parts; without `quantity` all that was not sent. They leave the stock of the place and are on their way in the books until they are received.',
      tags: ['Shipments'],
      scope: 'shipments:write',
      rows: 'scoped',
      idempotencyKey: 'required',
      params: Type.Object({ id: IdIn }),
      input: 'raw',
      body: strict(
        { quantity: ofAll('Without it all that was not sent'), shippedOn: Type.Optional(DateIn) },
        'TransferSending',
      ),
      responses: {
        200: { description: 'On their way.', schema: Type.Object(Shown, { $id: 'TransferSent' }) },
      },
      problems: ['transfer_refused', 'posting_rule_missing', 'idempotency_key_reused'],
      async handle(request) {
        const transferId = idIn('trf', request.params.id)
        const input = new Input()
        const { quantity, shippedOn } = input.body(request.parse())
        const asked = {
          ...askedBy(request, `sendTransfer ${transferId}`),
          accounts: scopeOf(request.principal.rowScope),
          transferId,
          quantity: input.microOrNull('/quantity', quantity),
          shippedOn: input.stated('/shippedOn', shippedOn) ?? null,
        }
        return answered(await ask(door, sendTransfer, judged(input, asked)), ok)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/transfers/:id/receive',
      operationId: 'receiveTransfer',
      summary: 'Say that goods arrived where they are collected',
      description:
        'Whole or in parts; without `quantity` all that is on its way and not `lost`. They are held for their order, which goes on; what it does not want any more is free there. What is lost is a loss in the books, and is promised anew.',
      tags: ['Shipments'],
      scope: 'shipments:write',
      rows: 'scoped',
      idempotencyKey: 'required',
      params: Type.Object({ id: IdIn }),
      input: 'raw',
      body: strict(
        {
          quantity: ofAll('Without it all that is on its way and not lost; 0: nothing arrived'),
          lost: ofAll('What will not arrive any more; none when absent'),
          receivedOn: Type.Optional(DateIn),
        },
        'TransferReceipt',
      ),
      responses: {
        200: {
          description: 'Taken in.',
          schema: Type.Object(
            {
              ...Shown,
              free: {
                ...QuantityShape,
                description:
                  'What arrived and its order does not want, but for what makes up for a count below zero',
              },
              servedBy: { ...ServedBy, description: 'What has its goods now, and what is promised anew' },
            },
            { $id: 'TransferReceived' },
          ),
        },
      },
      problems: ['transfer_refused', 'posting_rule_missing', 'idempotency_key_reused'],
      async handle(request) {
        const transferId = idIn('trf', request.params.id)
        const input = new Input()
        const { quantity, lost, receivedOn } = input.body(request.parse())
        const asked = {
          ...askedBy(request, `receiveTransfer ${transferId}`),
          accounts: scopeOf(request.principal.rowScope),
          transferId,
          quantity: input.microOrNull('/quantity', quantity),
          lost: input.microOrNull('/lost', lost) ?? 0n,
          receivedOn: input.stated('/receivedOn', receivedOn) ?? null,
        }
        return answered(await ask(door, receiveTransfer, judged(input, asked)), ok)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/transfers/:id/reject',
      operationId: 'rejectTransfer',
      summary: 'Refuse what a place was asked to bring to another',
      description:
        'Whole or in parts, as long as it was not sent. It is brought from another place that refused nothing of the line, or comes from what the place of the customer has by now; else it waits there and `order.unfulfillable` tells it, or is cancelled where customer, item and location do not all let it wait.',
      tags: ['Shipments'],
      scope: 'shipments:write',
      rows: 'scoped',
      idempotencyKey: 'required',
      params: Type.Object({ id: IdIn }),
      input: 'raw',
      body: strict(
        {
          reason: Type.String({ minLength: 1, maxLength: 500 }),
          quantity: ofAll('Without it all that was not sent'),
        },
        'TransferRejection',
      ),
      responses: {
        200: {
          description: 'Served as it says now.',
          schema: Type.Object(
            { ...Shown, unfulfillable: Type.Boolean(), servedBy: ServedBy },
            { $id: 'TransferRejected' },
          ),
        },
      },
      problems: ['transfer_refused', 'posting_rule_missing', 'idempotency_key_reused'],
      async handle(request) {
        const transferId = idIn('trf', request.params.id)
        const input = new Input()
        const { quantity, reason } = input.body(request.parse())
        const asked = {
          ...askedBy(request, `rejectTransfer ${transferId}`),
          accounts: scopeOf(request.principal.rowScope),
          transferId,
          reason,
          quantity: input.microOrNull('/quantity', quantity),
        }
        return answered(await ask(door, rejectTransfer, judged(input, asked)), ok)
      },
    }),
  ]
}
