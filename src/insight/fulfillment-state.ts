import { Type, type Static } from 'typebox'
import { readStates } from '../orchestration/index.ts'
import type { Database } from '../platform/database/index.ts'
import { ok, problem, route, type Route } from '../platform/http/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { IdShape, orNull } from '../platform/wire.ts'
import { orderIdOf } from './order.ts'
import { readJeopardyOfOrder } from './schedule.sql.ts'
import { sees } from './sight.ts'

const FulfillmentState = Type.Object(
  {
    orderId: IdShape,
    orderNumber: Type.String(),
    state: orNull(Type.String({ description: 'As it is now; null: it has no plan' })),
    name: orNull(Type.String({ description: 'As people read it' })),
    sequence: orNull(Type.Integer({ description: 'Of what was told last; null: nothing is told' })),
    itemsInAll: Type.Integer(),
    items: Type.Array(Type.Object({ lineNo: Type.Integer(), state: Type.String(), name: Type.String() }), {
      description: 'Lines of which something is done by itself, the first of them',
    }),
  },
  { title: 'FulfillmentState' },
)

/** The route that shows what the customer is told of an order. */
export function fulfillmentStateRoute({ db }: { db: Database }): Route {
  return route({
    method: 'GET',
    url: '/api/v1/orders/:id/fulfillment-state',
    operationId: 'readFulfillmentState',
    summary: 'What the customer is told of an order and its lines, composed of what their components say',
    tags: ['orders'],
    scope: 'orders:read',
    rows: 'scoped',
    params: Type.Object({ id: Type.String({ maxLength: 40, description: '`ord_…` or its number' }) }),
    query: Type.Object({
      limit: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 10_000, description: 'Lines at most; 200 when absent' }),
      ),
    }),
    responses: { 200: { description: 'Its states', schema: FulfillmentState } },
    problems: ['not_found'],
    async handle({ params, query, companyId, principal }) {
      const orderId = orderIdOf(params.id)
      if (orderId === undefined) return problem('not_found')
      const key = { companyId, orderId }
      const [states, [row]] = await Promise.all([readStates(db, [key]), db.read(readJeopardyOfOrder, key)])
      const found = states.get(`${companyId}/${orderId}`)
      if (!found || !row || !sees(principal, row.account_id)) return problem('not_found')
      const { model, composed, told } = found
      const nameOf = (state: string) => model.names.get(state) ?? state
      const items = composed?.items ?? []
      const view: Static<typeof FulfillmentState> = {
        orderId: encodeId('ord', orderId),
        orderNumber: orderNumber(orderId),
        state: composed?.state ?? null,
        name: composed ? nameOf(composed.state) : null,
        sequence: told?.sequence ?? null,
        itemsInAll: items.length,
        items: items
          .slice(0, query.limit ?? 200)
          .map(([lineNo, state]) => ({ lineNo, state, name: nameOf(state) })),
      }
      return ok(view)
    },
  })
}
