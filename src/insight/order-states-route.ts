import { Type } from 'typebox'
import type { Database } from '../platform/database/index.ts'
import { ok, problem, route, type Route } from '../platform/http/index.ts'
import { encodeId } from '../platform/public-id.ts'
import { orderIdOf, readOrder } from './order.ts'
import { OrderStates, stateAt, statesOf } from './order-states.ts'
import { sees, sightOf } from './sight.ts'

/** The states that an order was in, told from its history. */
export function orderStatesRoute(db: Database): Route {
  return route({
    method: 'GET',
    url: '/api/v1/orders/:id/states',
    operationId: 'listOrderStates',
    summary: 'The states that an order was in: since when, until when, by what act, of whom, and why',
    description: 'With `at`, the one in which it was then; none, when it was no order yet.',
    tags: ['orders'],
    scope: 'orders:read',
    rows: 'scoped',
    params: Type.Object({ id: Type.String({ maxLength: 40, description: '`ord_…` or its number' }) }),
    query: Type.Object({ at: Type.Optional(Type.String({ format: 'date-time' })) }),
    responses: { 200: { description: 'Its states', schema: OrderStates } },
    problems: ['not_found'],
    async handle({ params, query, companyId, principal }) {
      const orderId = orderIdOf(params.id)
      const found =
        orderId === undefined
          ? undefined
          : await readOrder(db, { companyId, orderId }, new Set(['timeline'] as const), sightOf(principal))
      if (found === undefined || !sees(principal, found.accountId)) return problem('not_found')
      const spans = statesOf(found.view.timeline!)
      const then = query.at === undefined ? undefined : stateAt(spans, new Date(query.at))
      const states = query.at === undefined ? spans : then ? [then] : []
      return ok({ orderId: encodeId('ord', orderId!), states })
    },
  })
}
