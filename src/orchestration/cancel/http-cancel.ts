import { Type } from 'typebox'
import type { Door } from '../../platform/batch/index.ts'
import { defineProblems, ok, refused, route, type Route } from '../../platform/http/index.ts'
import { scopeOf } from '../../platform/row-scope.ts'
import { IdShape, MoneyShape, QuantityShape } from '../../platform/wire.ts'
import { POLICY_PROBLEMS } from '../policy/judge-policy.ts'
import { cancelOrder } from './cancel-order.ts'
import { ask, askedBy, IdIn, idIn, Input, judged, lineQuantity, strict } from '../wire/http-input.ts'

defineProblems({
  cancellation_refused: [
    422,
    'The order cannot be cancelled like this.',
    'Correct everything that `errors` names.',
  ],
  nothing_to_cancel: [409, 'Nothing is left to cancel.', 'Take a return for what was shipped.'],
  already_shipped: [
    409,
    'A part of the order has left.',
    'Cancel the rest without `onlyIfNothingShipped`, and take a return for what was shipped.',
  ],
})

const Cancellation = strict(
  {
    reason: Type.String({ minLength: 1, maxLength: 500 }),
    lines: Type.Optional(
      Type.Array(lineQuantity('sold'), {
        minItems: 1,
        maxItems: 20_000,
        description: 'Without it everything that has not left',
      }),
    ),
    acceptPenalty: Type.Optional(
      Type.Boolean({ description: 'true: also lines that are past a soft point of no return' }),
    ),
    onlyIfNothingShipped: Type.Optional(
      Type.Boolean({ description: 'true: refused (`already_shipped`) when anything of the order has left' }),
    ),
  },
  'Cancellation',
)
const Cancelled = Type.Object(
  {
    orderId: IdShape,
    state: Type.String(),
    cancelled: Type.Array(
      Type.Object({ lineNo: Type.Integer(), fulfillmentLineId: IdShape, quantity: QuantityShape }),
    ),
    amount: MoneyShape,
  },
  { $id: 'Cancelled' },
)

/** The route that cancels an order, or lines of it. */
export function cancelRoute(door: Door): Route {
  return route({
    method: 'POST',
    url: '/api/v1/orders/:id/cancel',
    operationId: 'cancelOrder',
    summary: 'Cancel what of an order has not left',
    description:
      'Whole, or the lines and quantities that it names. Goods are free for others, a shipment that was requested is taken back, and what is cancelled is not billed. Cancelled again, an order stays as it is.',
    tags: ['Orders'],
    scope: 'orders:write',
    rows: 'scoped',
    idempotencyKey: 'required',
    params: Type.Object({ id: IdIn }),
    input: 'raw',
    body: Cancellation,
    responses: {
      200: { description: 'Cancelled: what, and the money that goes with it.', schema: Cancelled },
    },
    problems: [
      'cancellation_refused',
      'nothing_to_cancel',
      'already_shipped',
      ...POLICY_PROBLEMS,
      'posting_rule_missing',
      'idempotency_key_reused',
    ],
    async handle(request) {
      const orderId = idIn('ord', request.params.id)
      const input = new Input()
      const {
        reason,
        lines,
        onlyIfNothingShipped = false,
        acceptPenalty = false,
      } = input.body(request.parse())
      const asked = {
        ...askedBy(request, `cancelOrder ${orderId}`),
        accounts: scopeOf(request.principal.rowScope),
        orderId,
        reason,
        onlyIfNothingShipped,
        acceptPenalty,
        lines: input.lineQuantities(lines),
      }
      const outcome = await ask(door, cancelOrder, judged(input, asked))
      return outcome.ok ? ok(outcome.answer as Record<string, unknown>) : refused(outcome)
    },
  })
}
