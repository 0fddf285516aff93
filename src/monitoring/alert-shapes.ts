import { Type } from 'typebox'
import { IdShape, InstantShape, MoneyShape, orNull } from '../platform/wire.ts'

/** Answers about alerts, their messages, and orders that are stuck. */

const alert = {
  id: Type.String(),
  company: orNull(Type.String({ description: 'Code; null: the whole installation' })),
  condition: Type.String(),
  subject: Type.String(),
  severity: Type.Union([Type.Literal('warning'), Type.Literal('critical')]),
  says: Type.String(),
  facts: Type.Unknown(),
  atRisk: orNull(MoneyShape),
  state: Type.Union([Type.Literal('open'), Type.Literal('acknowledged'), Type.Literal('resolved')]),
  standing: Type.Boolean({ description: 'It is so now' }),
  raised: Type.Integer({ description: 'How often it was raised' }),
  seen: Type.Integer({ description: 'How often it was seen since it was raised last' }),
  raisedAt: InstantShape,
  lastSeenAt: InstantShape,
  resolvedAt: orNull(InstantShape),
  page: Type.String({ description: 'What to do: a page in docs/operating' }),
}

export const AlertShape = Type.Object(alert, { title: 'Alert' })

export const MessageShape = Type.Object(
  {
    id: Type.String(),
    alertId: orNull(Type.String({ description: 'null: a test' })),
    event: Type.String(),
    target: Type.String(),
    state: Type.String(),
    attempts: Type.Integer(),
    madeAt: InstantShape,
    sentAt: orNull(InstantShape),
    problem: orNull(Type.String()),
  },
  { title: 'AlertMessage' },
)

export const AlertDetailShape = Type.Object(
  {
    ...alert,
    changes: Type.Array(
      Type.Object({
        at: InstantShape,
        state: Type.String(),
        by: Type.String(),
        note: orNull(Type.String()),
      }),
    ),
    messages: Type.Array(MessageShape),
  },
  { title: 'AlertDetail' },
)

export const StuckOrderShape = Type.Object(
  {
    orderId: IdShape,
    orderNumber: Type.String(),
    status: Type.String(),
    since: InstantShape,
    waitsFor: Type.String({
      description:
        'a person, a worker, the warehouse, nothing: it is stuck. a hold, its time, goods, payment: it has a reason',
    }),
    stuck: Type.Boolean(),
    problem: orNull(Type.String()),
    total: MoneyShape,
  },
  { title: 'StuckOrder' },
)
