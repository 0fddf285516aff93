import { Type } from 'typebox'
import { actorOf } from '../platform/auth/index.ts'
import type { Database } from '../platform/database/index.ts'
import { pageParameters, pageRequest, route, type Route } from '../platform/http/index.ts'
import { listReply } from '../platform/list-reply.ts'
import { listWork, Worklist } from './worklist.ts'

const Text = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }))

/** The route by which people find what plans ask of them; for credentials that see all rows. */
export function worklistRoute(db: Database): Route {
  return route({
    method: 'GET',
    url: '/api/v1/worklist',
    operationId: 'listWork',
    summary: 'Work that people can do for orders, longest due first',
    description:
      'It is taken on by `takeWork` and ended by `completeWork`. A page can be short and still lead on: follow `next` until it is null.',
    tags: ['Work'],
    scope: 'operations:read',
    query: Type.Object({
      ...pageParameters,
      role: Text('Who does it, as patterns say'),
      assignee: Text('Who is to do it, as `assignWork` said'),
      mine: Type.Optional(Type.Boolean({ description: 'true: what the caller has taken on' })),
      taken: Type.Optional(
        Type.Boolean({ description: 'false: what nobody has taken on; true: what somebody has' }),
      ),
      order: Text('`ord_…` or the number of an order'),
    }),
    responses: { 200: { description: 'A page of work', schema: Worklist } },
    async handle(asked) {
      const { role, assignee, mine, taken, order } = asked.query
      const { after, limit } = pageRequest(asked, 'bb')
      const page = await listWork(db, {
        companyId: asked.companyId,
        role,
        assignee,
        owner: mine ? actorOf(asked.principal) : undefined,
        taken,
        order,
        after: after as [bigint, bigint] | null,
        limit,
      })
      return listReply(asked, page.rows, page.next)
    },
  })
}
