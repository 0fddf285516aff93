import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import { defineProblems, ok, route, type Route } from '../../platform/http/index.ts'
import { IdShape, MoneyShape } from '../../platform/wire.ts'
import { POLICY_PROBLEMS } from '../policy/judge-policy.ts'
import { answered, ask, askedBy, IdIn, idIn, strict } from '../wire/http-input.ts'
import { abortOrder } from './abort-order.ts'

defineProblems({
  not_abortable: [
    409,
    'The order cannot be aborted as it stands.',
    'What was never agreed is cancelled; what is over is over.',
  ],
  left_unbilled: [
    409,
    'Something of the order has left and is not billed yet.',
    'Wait until it is billed, or mend why it is not: its task `invoice` says so.',
  ],
})

/** The route that ends an order for good, as it stands. */
export function abortRoute(door: Door): Route {
  return route({
    method: 'POST',
    url: '/api/v1/orders/:id/abort',
    operationId: 'abortOrder',
    summary: 'End an order for good, as it stands',
    description:
      'It is closed at once, and nothing more is done for it. What has not left is given up: its goods are free for others, and nobody owes anything for it; what a warehouse was asked for is taken back. What was done stays done, and what was billed is owed. It cannot be opened again. Aborted again, it stays as it is.',
    tags: ['Orders'],
    scope: 'orders:abort',
    idempotencyKey: 'required',
    params: Type.Object({ id: IdIn }),
    body: strict(
      { reason: Type.String({ minLength: 1, maxLength: 500, pattern: String.raw`\S`, form: 'words' }) },
      'AbortInput',
    ),
    responses: {
      200: {
        description: 'It is over.',
        schema: Type.Object(
          {
            orderId: IdShape,
            state: Type.String(),
            givenUp: MoneyShape,
            owed: Type.Object(MoneyShape.properties, { description: 'What was billed and is not paid' }),
          },
          { $id: 'Aborted' },
        ),
      },
    },
    problems: [
      'not_abortable',
      'left_unbilled',
      ...POLICY_PROBLEMS,
      'posting_rule_missing',
      'idempotency_key_reused',
    ],
    async handle(request) {
      const orderId = idIn('ord', request.params.id)
      const asked = { ...askedBy(request, `abortOrder ${orderId}`), orderId, reason: request.body.reason }
      return answered(await ask(door, abortOrder, asked), ok)
    },
  })
}
