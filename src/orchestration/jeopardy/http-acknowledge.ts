import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import { defineProblems, ok, route, type Route } from '../../platform/http/index.ts'
import { IdShape } from '../../platform/wire.ts'
import { answered, ask, askedBy, IdIn, idIn, strict } from '../wire/http-input.ts'
import { acknowledge } from './acknowledge.ts'

defineProblems({
  not_in_jeopardy: [409, 'The order is in no jeopardy.', 'It is over, or was never late: read its schedule.'],
})

const Acknowledged = Type.Object(
  { orderId: IdShape, priority: Type.String(), reason: Type.String() },
  { $id: 'JeopardyAcknowledged' },
)

/** The route by which somebody says that an order in jeopardy is seen to. */
export function acknowledgeRoute(door: Door): Route {
  return route({
    method: 'POST',
    url: '/api/v1/orders/:id/jeopardy/acknowledge',
    operationId: 'acknowledgeJeopardy',
    summary: 'Say that an order in jeopardy is seen to',
    description: 'Nobody is alerted of it any more, until it is worse. Said again, it stays as it is.',
    tags: ['Orders'],
    scope: 'operations:write',
    idempotencyKey: 'optional',
    params: Type.Object({ id: IdIn }),
    body: strict(
      { note: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) },
      'AcknowledgeJeopardy',
    ),
    responses: { 200: { description: 'Acknowledged.', schema: Acknowledged } },
    problems: ['not_found', 'not_in_jeopardy'],
    async handle(request) {
      const { body, params } = request
      const orderId = idIn('ord', params.id)
      const asked = {
        ...askedBy(request, `acknowledgeJeopardy ${orderId}`),
        orderId,
        note: body.note ?? null,
      }
      return answered(await ask(door, acknowledge, asked), ok)
    },
  })
}
