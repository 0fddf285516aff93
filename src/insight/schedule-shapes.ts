import { Type } from 'typebox'
import { DateShape, IdShape, InstantShape, listOf, orNull } from '../platform/wire.ts'
import { Actor } from './ref-shapes.ts'

/** When an order goes, in answers. */

const Span = (description: string) =>
  Type.Object({ start: orNull(InstantShape), end: orNull(InstantShape) }, { description })

const Dates = {
  planned: Span('As it was to go when the order was agreed'),
  projected: Span('As it goes by what is known now, and went; null: nobody knows when'),
  actual: Type.Object(
    { start: orNull(InstantShape), end: orNull(InstantShape) },
    { description: 'As it went; null: it has not, or nobody kept when' },
  ),
  requiredBy: orNull({
    ...InstantShape,
    description: 'So that what was promised is kept; null: nobody asks',
  }),
  lateSeconds: orNull(
    Type.Integer({
      description: 'So late it is or will be; negative: so much time is left. Null: nobody knows, or asks',
    }),
  ),
}
const Jeopardy = Type.Object(
  {
    priority: Type.String({ description: 'low, medium or high' }),
    score: Type.Integer(),
    reason: Type.String(),
    taskId: IdShape,
    requiredBy: InstantShape,
    expectedAt: orNull(InstantShape),
    since: InstantShape,
    acknowledgedBy: orNull(Actor),
  },
  { title: 'Jeopardy' },
)
export const OrderSchedule = Type.Object(
  {
    orderId: IdShape,
    orderNumber: Type.String(),
    now: { ...InstantShape, description: 'Time of business of the company: all instants here are of it' },
    jeopardy: orNull(Jeopardy),
    ...Dates,
    linesInAll: Type.Integer(),
    lines: Type.Array(
      Type.Object({
        lineNo: Type.Integer(),
        requestedOn: orNull(DateShape),
        firstPromisedOn: orNull(DateShape),
        promisedOn: orNull(DateShape),
        projectedEnd: orNull(InstantShape),
        lateSeconds: Dates.lateSeconds,
      }),
      { description: 'Of which something is wanted; of more than `limit` those that are latest' },
    ),
    componentsInAll: Type.Integer(),
    components: Type.Array(
      Type.Object({
        id: IdShape,
        kind: Type.String(),
        key: Type.String(),
        pattern: Type.String(),
        lineNos: Type.Array(Type.Integer()),
        state: Type.String({ description: 'waiting, ready, running, failed, completed or skipped' }),
        ...Dates,
        tasks: Type.Array(
          Type.Object({
            id: IdShape,
            kind: Type.String(),
            name: orNull(Type.String()),
            state: Type.String(),
            ...Dates,
          }),
        ),
      }),
      { description: 'As they begin; of more than `limit` those that are latest' },
    ),
  },
  { title: 'OrderSchedule' },
)
export const JeopardyList = listOf(
  Type.Object(
    {
      orderId: IdShape,
      orderNumber: Type.String(),
      account: orNull(Type.String({ description: 'Number of the account' })),
      ...Jeopardy.properties,
    },
    { title: 'JeopardyRow' },
  ),
  'JeopardyList',
)
