import { Type, type Static } from 'typebox'
import { SignedHead } from '../platform/signed-head.ts'
import { IdShape, InstantShape, orNull } from '../platform/wire.ts'
import { Free } from './ref-shapes.ts'

/** Answers of the feed of events. */

/** A CloudEvents 1.0 envelope. */
const fact = {
  pos: Type.String(),
  act: Type.String(),
  actor: Type.String(),
  reason: orNull(Type.String()),
}
export const EventEnvelope = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    id: Type.String({ description: 'epoch:company:pos:n; the same event always has the same id' }),
    source: Type.String({ examples: ['/companies/demo'] }),
    type: Type.String({ examples: ['order.submitted'] }),
    subject: Type.String({
      description: 'Id of the order, of the quote or of a signed head, or number of the customer',
    }),
    time: InstantShape,
    datacontenttype: Type.Literal('application/json'),
    data: Type.Union([
      Type.Object({
        ...fact,
        orderId: IdShape,
        orderNumber: Type.String(),
        changes: Type.Array(
          Type.Object({ what: Type.String(), key: orNull(Type.String()), from: Free, to: Free }),
        ),
      }),
      Type.Object({ pos: Type.String(), head: SignedHead }),
      Type.Object({
        ...fact,
        customer: Type.String({ description: 'Number of the record' }),
        into: orNull(Type.String({ description: 'Under which record it stands; null: under none' })),
        head: Type.String({ description: 'Number of the record that leads its customer now' }),
        rule: orNull(Type.String({ description: 'Null: a person decided' })),
      }),
      Type.Object({
        ...fact,
        quoteId: IdShape,
        quoteNumber: Type.String(),
        version: Type.Integer(),
        state: Type.String({ description: 'Of the quote, after it' }),
      }),
    ]),
  },
  { title: 'EventEnvelope' },
)
export const EventFeed = Type.Object(
  {
    events: Type.Array(EventEnvelope),
    next: Type.String({ description: 'Pass it as `after`: everything up to here was given, in order' }),
    head: Type.String({ description: "The cursor of the newest place in the company's order of facts" }),
  },
  { title: 'EventFeed' },
)

export type Envelope = Static<typeof EventEnvelope>
