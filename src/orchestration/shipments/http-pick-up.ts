import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import { defineProblems, ok, refused, route, type Route } from '../../platform/http/index.ts'
import { scopeOf } from '../../platform/row-scope.ts'
import { DateShape, IdShape } from '../../platform/wire.ts'
import { ask, askedBy, DateIn, IdIn, idIn, strict } from '../wire/http-input.ts'
import { keepPickUp } from './keep-pick-up.ts'

defineProblems({
  not_to_pick_up: [
    409,
    'The shipment does not wait to be picked up.',
    'It was fetched or cancelled, or it is sent: read it.',
  ],
  keep_refused: [422, 'It cannot be kept until that day.', 'Correct what `errors` names.'],
})

/** The route that keeps what is to be picked up until another day. */
export function pickUpRoute(door: Door): Route {
  return route({
    method: 'POST',
    url: '/api/v1/shipments/:id/keep',
    operationId: 'keepPickUp',
    summary: 'Keep what is to be picked up until another day',
    description:
      'Later or sooner than the days of its location. When that day is over and nobody fetched it, what is left is cancelled for the reason `not_fetched`.',
    tags: ['Shipments'],
    scope: 'shipments:write',
    rows: 'scoped',
    idempotencyKey: 'optional',
    params: Type.Object({ id: IdIn }),
    body: strict(
      { until: DateIn, reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) },
      'PickUpKeeping',
    ),
    responses: {
      200: {
        description: 'It is kept until then.',
        schema: Type.Object({ id: IdShape, orderId: IdShape, keepUntil: DateShape }, { $id: 'PickUpKept' }),
      },
    },
    problems: ['keep_refused', 'not_to_pick_up', 'idempotency_key_reused'],
    async handle(request) {
      const shipmentId = idIn('shp', request.params.id)
      const { until, reason = null } = request.body
      const outcome = await ask(door, keepPickUp, {
        ...askedBy(request, `keepPickUp ${shipmentId}`),
        accounts: scopeOf(request.principal.rowScope),
        shipmentId,
        until,
        reason,
      })
      return outcome.ok ? ok(outcome.answer as Record<string, unknown>) : refused(outcome)
    },
  })
}
