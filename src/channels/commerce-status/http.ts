import { Type, type Static } from 'typebox'
import { actorOf } from '../../platform/auth/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { ok, pageParameters, pageRequest, problem, route, type Route } from '../../platform/http/index.ts'
import { listReply } from '../../platform/list-reply.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { decodeId, encodeId, orderNumber } from '../../platform/public-id.ts'
import { IdShape, instant, InstantShape, orNull } from '../../platform/wire.ts'
import { troubledReturns } from './return.sql.ts'
import { listOrders, readChannels, readMessages, retryOrders } from './status.sql.ts'

const Channel = Type.String({ minLength: 1, maxLength: 100, description: 'Code of the source system' })
const OfOrder = Type.Object({ channel: Channel, id: Type.String({ maxLength: 40 }) })
const Place = Type.String({ description: 'Place in the order of facts' })

const RetryInput = Type.Object(
  {
    over: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'The `shopState` of the order: it is written over, once',
      }),
    ),
  },
  { additionalProperties: false },
)

const StatusList = Type.Object(
  {
    heardTo: orNull(Place),
    problem: orNull(Type.String({ description: 'Why the shop cannot be told anything' })),
    dueAt: orNull(InstantShape),
    rows: Type.Array(
      Type.Object({
        orderId: IdShape,
        orderNumber: Type.String(),
        heardTo: Place,
        toldTo: Place,
        telling: orNull(Place),
        attempts: Type.Integer(),
        failures: Type.Integer({ description: 'In a row' }),
        problem: orNull(Type.String()),
        dueAt: orNull(InstantShape),
        shopState: orNull(
          Type.String({
            description:
              'State of the order in the shop that what is so here contradicts; it is not written over',
          }),
        ),
        shopSince: orNull(InstantShape),
        message: orNull(
          Type.String({
            description: 'itk_…: as which message the order of the shop was taken, for its own did not come',
          }),
        ),
      }),
    ),
    returns: Type.Array(
      Type.Object({
        name: Type.String({ description: 'The return, as the shop names it' }),
        orderId: IdShape,
        failures: Type.Integer({ description: 'In a row' }),
        problem: Type.String(),
        dueAt: orNull(InstantShape),
      }),
      { description: 'Returns with a problem that came back here: the first 100' },
    ),
    next: orNull(Type.String()),
  },
  { title: 'OrderStatusList' },
)

const MessageList = Type.Object(
  {
    rows: Type.Array(
      Type.Object({
        pos: Place,
        state: Type.String({ description: 'sending, later, waiting, told or refused' }),
        wanted: Type.Unknown({ description: 'What the shop was to know' }),
        firstAt: InstantShape,
        attempts: Type.Integer(),
        answeredAt: orNull(InstantShape),
        problem: orNull(Type.String()),
        overBy: orNull(
          Type.String({ description: 'Who had the state of the shop written over by it; null: nobody' }),
        ),
      }),
    ),
  },
  { title: 'OrderStatusMessages' },
)

/** Routes that show what shops were told of their orders, and tell it again. */
export function statusRoutes({ db }: { db: Database }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/channels/:channel/order-status',
      operationId: 'listOrderStatus',
      summary: 'What a shop knows of its orders, and what it could not be told',
      tags: ['channels'],
      scope: 'operations:read',
      params: Type.Object({ channel: Channel }),
      query: Type.Object({
        ...pageParameters,
        only: Type.Optional(
          Type.Union([Type.Literal('troubled'), Type.Literal('waiting')], {
            description: 'troubled: with a problem; waiting: not told all of',
          }),
        ),
      }),
      responses: { 200: { description: 'A page of orders', schema: StatusList } },
      async handle(asked) {
        const { companyId, params, query } = asked
        const of = { companyId, source: params.channel }
        const request = pageRequest(asked, 'b')
        const [[channel], returns] = await Promise.all([
          db.read(readChannels, { companyIds: [companyId], sources: [of.source] }),
          db.read(troubledReturns, of),
        ])
        const rows = await db.read(listOrders, {
          ...of,
          after: (request.after?.[0] as bigint | undefined) ?? 0n,
          troubled: query.only === 'troubled',
          waiting: query.only === 'waiting',
          fetch: BigInt(request.fetch),
        })
        const shown = rows.slice(0, request.limit).map((row) => ({
          orderId: encodeId('ord', row.order_id),
          orderNumber: orderNumber(row.order_id),
          heardTo: String(row.heard_pos),
          toldTo: String(row.told_pos),
          telling: row.sending_pos === null ? null : String(row.sending_pos),
          attempts: row.attempt,
          failures: row.failures,
          problem: row.problem,
          dueAt: row.due_at && instant(row.due_at),
          shopState: row.shop_state,
          shopSince: row.shop_since && instant(row.shop_since),
          message: row.shop_message_id === null ? null : encodeId('itk', row.shop_message_id),
        }))
        const last = rows.length > request.limit ? rows[request.limit - 1]!.order_id : null
        return listReply(asked, shown, last === null ? null : [last], {
          heardTo: channel ? String(channel.heard_pos) : null,
          problem: channel?.problem ?? null,
          dueAt: channel?.due_at ? instant(channel.due_at) : null,
          returns: returns.map((row) => ({
            name: row.name,
            orderId: encodeId('ord', row.order_id),
            failures: row.failures,
            problem: row.problem,
            dueAt: row.due_at && instant(row.due_at),
          })),
        })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/channels/:channel/order-status/:id',
      operationId: 'listOrderStatusMessages',
      summary: 'What a shop was told of an order, the last first',
      tags: ['channels'],
      scope: 'operations:read',
      params: OfOrder,
      responses: { 200: { description: 'At most 200 messages', schema: MessageList } },
      async handle({ companyId, params }) {
        const orderId = decodeId('ord', params.id)
        if (orderId === undefined) return ok({ rows: [] })
        const rows = await db.read(readMessages, { companyId, source: params.channel, orderId })
        return ok({
          rows: rows.map((row) => ({
            pos: String(row.pos),
            state: row.state,
            wanted: JSON.parse(row.body.toString('utf8')),
            firstAt: instant(row.first_at),
            attempts: row.attempts,
            answeredAt: row.answered_at && instant(row.answered_at),
            problem: row.problem,
            overBy: row.over_by,
          })),
        })
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/channels/:channel/order-status/:id/retry',
      operationId: 'retryOrderStatus',
      summary: 'Tell a shop once more what became of an order',
      description:
        'The order is read and compared as always, so what the shop knows is not written again. `over` decides that what is so here holds, though the shop has it in that state. 404 when the shop was never to know of it, is being told at this moment, or has it in another state than `over` by now.',
      tags: ['channels'],
      scope: 'operations:write',
      params: OfOrder,
      body: RetryInput,
      bodyOptional: true,
      responses: {
        200: { description: 'It is told next.', schema: Type.Object({ orderId: IdShape }) },
      },
      problems: ['not_found'],
      async handle({ companyId, params, body, principal }) {
        const orderId = decodeId('ord', params.id)
        if (orderId === undefined) return problem('not_found')
        const { over } = (body ?? {}) as Static<typeof RetryInput>
        const [clock] = await db.read(readClock, {})
        const found = await db.read(retryOrders, {
          companyId,
          source: params.channel,
          orderId,
          now: clock!.now,
          overState: over ?? '',
          actor: actorOf(principal),
        })
        return found.length === 0 ? problem('not_found') : ok({ orderId: params.id })
      },
    }),
  ]
}
