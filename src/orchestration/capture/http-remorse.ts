import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import { ok, refused, route, type Route } from '../../platform/http/index.ts'
import { IdShape, InstantShape, orNull } from '../../platform/wire.ts'
import { POLICY_PROBLEMS } from '../policy/judge-policy.ts'
import { endRemorse } from './end-remorse.ts'
import { ask, askedBy, IdIn, idIn, strict } from '../wire/http-input.ts'

/** The route that ends the time in which an order may be taken back. */
export function remorseRoute(door: Door): Route {
  return route({
    method: 'POST',
    url: '/api/v1/orders/:id/end-remorse',
    operationId: 'endRemorse',
    summary: 'End the time in which an order may be taken back',
    description:
      'Before it is over: what waited for nothing else starts now. When there is none, or it is over, the order stays as it is.',
    tags: ['Orders'],
    scope: 'orders:write',
    idempotencyKey: 'optional',
    params: Type.Object({ id: IdIn }),
    body: strict({ reason: Type.String({ minLength: 1, maxLength: 500 }) }, 'RemorseEnd'),
    responses: {
      200: {
        description: 'It is over.',
        schema: Type.Object(
          { orderId: IdShape, remorseUntil: orNull(InstantShape) },
          { $id: 'RemorseState' },
        ),
      },
    },
    problems: ['not_in_progress', ...POLICY_PROBLEMS, 'idempotency_key_reused'],
    async handle(request) {
      const orderId = idIn('ord', request.params.id)
      const asked = { ...askedBy(request, `endRemorse ${orderId}`), orderId, reason: request.body.reason }
      const outcome = await ask(door, endRemorse, asked)
      return outcome.ok ? ok(outcome.answer as Record<string, unknown>) : refused(outcome)
    },
  })
}
