import { Type } from 'typebox'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import { ok, pageParameters, pageRequest, problem, route, type Route } from '../platform/http/index.ts'
import { listReply } from '../platform/list-reply.ts'
import { orderIdOf } from './order.ts'
import { listJeopardy, readSchedule } from './schedule.ts'
import { JeopardyList, OrderSchedule } from './schedule-shapes.ts'
import { sees, sightOf } from './sight.ts'

/** Routes by which it is seen when orders go, and which of them will be late. */
export function scheduleRoutes({ db, clock }: { db: Database; clock: Clock }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/schedule',
      operationId: 'readSchedule',
      summary: 'When an order goes: as planned, as projected and as it went, beside what was promised',
      description:
        'Projected anew each time it is asked for, by what has ended, what is late, and how long tasks are expected to take.',
      tags: ['orders'],
      scope: 'orders:read',
      rows: 'scoped',
      params: Type.Object({ id: Type.String({ maxLength: 40, description: '`ord_…` or its number' }) }),
      query: Type.Object({
        limit: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 1000,
            description: 'Lines, and components, at most; 200 when absent',
          }),
        ),
      }),
      responses: { 200: { description: 'Its days', schema: OrderSchedule } },
      problems: ['not_found'],
      async handle({ params, query, companyId, principal }) {
        const orderId = orderIdOf(params.id)
        const asked = { now: clock.now(), most: query.limit ?? 200 }
        const found =
          orderId === undefined
            ? undefined
            : await readSchedule(db, { companyId, orderId }, sightOf(principal), asked)
        return found === undefined || !sees(principal, found.accountId)
          ? problem('not_found')
          : ok(found.view)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/jeopardy',
      operationId: 'listJeopardy',
      summary: 'Orders that will miss what was promised, or have, of one priority',
      description: 'A page can be short and still lead on: follow `next` until it is null.',
      tags: ['Work'],
      scope: 'operations:read',
      query: Type.Object({
        ...pageParameters,
        priority: Type.Optional(
          Type.Union([Type.Literal('low'), Type.Literal('medium'), Type.Literal('high')], {
            description: 'high when absent',
          }),
        ),
        acknowledged: Type.Optional(
          Type.Boolean({ description: 'false: what nobody has acknowledged; true: what somebody has' }),
        ),
      }),
      responses: { 200: { description: 'A page of orders', schema: JeopardyList } },
      async handle(asked) {
        const { priority = 'high', acknowledged } = asked.query
        const { after, limit } = pageRequest(asked, 'b')
        const behind = (after?.[0] as bigint | undefined) ?? 0n
        const of = { companyId: asked.companyId, priority, acknowledged, after: behind, limit }
        const page = await listJeopardy(db, of)
        return listReply(asked, page.rows, page.next)
      },
    }),
  ]
}
