import { Type } from 'typebox'
import type { Database } from '../platform/database/index.ts'
import { HttpProblem, ok, route, type Principal, type Route } from '../platform/http/index.ts'
import { orderIdOf } from './order.ts'
import { sees, sightOf } from './sight.ts'
import { Difference, differencesOf, firstPlaceOf, OrderThen, placeOf, readThen } from './then.ts'

const Moment = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'An instant, or a place in the order of facts (`pos` of an event)',
})
const Params = Type.Object({ id: Type.String({ maxLength: 40, description: '`ord_…` or its number' }) })

/** Routes that tell an order as it was known at some moment. */
export function thenRoutes({ db }: { db: Database }): Route[] {
  /** @throws HttpProblem `invalid_parameters`, `not_found` */
  async function thenOf(
    { companyId, principal }: { companyId: bigint; principal: Principal },
    id: string,
    moments: Readonly<Record<string, string | undefined>>,
  ): Promise<OrderThen[]> {
    const orderId = orderIdOf(id)
    const places = await Promise.all(
      Object.entries(moments).map(async ([name, text]) => ({
        name,
        pos: await placeOf(db, companyId, text),
      })),
    )
    const errors = places
      .filter(({ pos }) => pos === undefined)
      .map(({ name }) => ({
        path: `/query/${name}`,
        code: 'wrong_form',
        message: 'It must be an instant such as 2026-03-01T12:00:00Z, or a place.',
      }))
    if (errors.length > 0) throw new HttpProblem('invalid_parameters', { errors })
    const found = await Promise.all(
      places.map(({ pos }) =>
        orderId === undefined ? undefined : readThen(db, { companyId, orderId }, pos!, sightOf(principal)),
      ),
    )
    return found.map((one) => {
      if (!one || !sees(principal, one.accountId)) throw new HttpProblem('not_found')
      return one.view
    })
  }

  return [
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/then',
      operationId: 'readOrderThen',
      summary: 'An order as it was known at a moment',
      description:
        'Its version, lines, parts, plan, holds and statuses, from what was written down then: asked for the same place, the answer is the same whenever it is asked. 404 before the order came.',
      tags: ['orders'],
      scope: 'orders:read',
      rows: 'scoped',
      params: Params,
      query: Type.Object({ asOf: Type.Optional(Moment) }),
      responses: { 200: { description: 'As it was known then', schema: OrderThen } },
      problems: ['not_found'],
      async handle(request) {
        const [then] = await thenOf(request, request.params.id, { asOf: request.query.asOf })
        return ok(then)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/differences',
      operationId: 'compareOrderThen',
      summary: 'What of an order differs between two moments',
      description: 'Without `from` since it came, without `to` up to now.',
      tags: ['orders'],
      scope: 'orders:read',
      rows: 'scoped',
      params: Params,
      query: Type.Object({ from: Type.Optional(Moment), to: Type.Optional(Moment) }),
      responses: {
        200: {
          description: 'Each place that differs',
          schema: Type.Object({
            from: OrderThen.properties.asOf,
            to: OrderThen.properties.asOf,
            differences: Type.Array(Difference),
          }),
        },
      },
      problems: ['not_found'],
      async handle(request) {
        const { params, query, companyId } = request
        const orderId = orderIdOf(params.id)
        const came = orderId === undefined ? undefined : await firstPlaceOf(db, { companyId, orderId })
        const [from, to] = await thenOf(request, params.id, {
          from: query.from ?? (came ?? 0n).toString(),
          to: query.to,
        })
        return ok({ from: from!.asOf, to: to!.asOf, differences: differencesOf(from!, to!) })
      },
    }),
  ]
}
