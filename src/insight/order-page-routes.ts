import { type TSchema, Type } from 'typebox'
import type { Database } from '../platform/database/index.ts'
import {
  allows,
  pageParameters,
  pageRequest,
  problem,
  route,
  type Reply,
  type Route,
} from '../platform/http/index.ts'
import { listReply } from '../platform/list-reply.ts'
import { decodeId } from '../platform/public-id.ts'
import { lineAt, listFacts, listLines, listPostings, listTasks, type OrderPart } from './order-page.ts'
import { OrderLineList, OrderPostingList, OrderTaskList, TimelineList } from './order-page-shapes.ts'
import { orderIdOf } from './order.ts'
import { sees, sightOf } from './sight.ts'

const params = Type.Object({ id: Type.String({ maxLength: 40, description: '`ord_…` or its number' }) })
const responsesOf = (schema: TSchema) => ({ 200: { description: 'A page', schema } })

/** Routes that read what an order has many of by page; `include` gives the same whole. */
export function orderPageRoutes({ db }: { db: Database }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/lines',
      operationId: 'listOrderLines',
      summary:
        'Lines of an order, each with its parts and what was cancelled, shipped, billed and returned of it',
      tags: ['orders'],
      scope: 'orders:read',
      rows: 'scoped',
      params,
      query: Type.Object({
        ...pageParameters,
        at: Type.Optional(
          Type.String({
            maxLength: 40,
            description:
              'A line number or `ful_…`: begins with the page of `limit` line numbers that holds it',
          }),
        ),
      }),
      responses: responsesOf(OrderLineList),
      async handle(asked) {
        const { after, limit } = pageRequest(asked, 'n')
        const sight = sightOf(asked.principal)
        return pageOf(asked, async (key) => {
          const line = after === null ? await lineAt(db, key, asked.query.at) : 0
          const behind = (after?.[0] as number | undefined) ?? line - (line % limit)
          return listLines(db, { ...key, after: behind, limit }, sight)
        })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/timeline',
      operationId: 'listOrderFacts',
      summary: 'What happened to an order, oldest first',
      tags: ['orders'],
      scope: 'orders:read',
      rows: 'scoped',
      params,
      query: Type.Object(pageParameters),
      responses: responsesOf(TimelineList),
      async handle(asked) {
        const { after, limit } = pageRequest(asked, 'b')
        const behind = (after?.[0] as bigint | undefined) ?? 0n
        const sight = sightOf(asked.principal)
        return pageOf(asked, (key) => listFacts(db, { ...key, after: behind, limit }, sight))
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/tasks',
      operationId: 'listOrderTasks',
      summary: 'Tasks of the plan of an order, each with its component',
      tags: ['orders'],
      scope: 'orders:read',
      rows: 'scoped',
      params,
      query: Type.Object({
        ...pageParameters,
        task: Type.Optional(Type.String({ maxLength: 40, description: 'The first page begins with it' })),
      }),
      responses: responsesOf(OrderTaskList),
      async handle(asked) {
        const { after, limit } = pageRequest(asked, 'b')
        const first = decodeId('tsk', asked.query.task ?? '') ?? 1n
        const behind = (after?.[0] as bigint | undefined) ?? first - 1n
        const sight = sightOf(asked.principal)
        return pageOf(asked, (key) => listTasks(db, { ...key, after: behind, limit }, sight))
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/postings',
      operationId: 'listOrderPostings',
      summary: 'Postings that an order caused, by entry',
      description: 'Needs the scope `orders:read`, too, and a credential that sees all rows.',
      tags: ['orders'],
      scope: 'ledger:read',
      params,
      query: Type.Object({
        ...pageParameters,
        entry: Type.Optional(
          Type.String({ maxLength: 40, description: 'The first page begins in this entry' }),
        ),
        ordinal: Type.Optional(Type.Integer({ minimum: 1, description: 'and with this posting of it' })),
      }),
      responses: responsesOf(OrderPostingList),
      async handle(asked) {
        if (!allows(asked.principal, 'orders:read')) {
          return problem('scope_missing', { detail: 'An order needs the scope orders:read.' })
        }
        const { after, limit } = pageRequest(asked, 'bn')
        const entry = decodeId('ent', asked.query.entry ?? '')
        const first = [entry ?? 0n, entry === undefined ? 0 : (asked.query.ordinal ?? 1) - 1] as const
        const behind = (after as [bigint, number] | null) ?? first
        return pageOf(asked, (key) => listPostings(db, { ...key, after: behind, limit }))
      },
    }),
  ]
}

type Asked = Parameters<typeof listReply>[0] & {
  params: { id: string }
  companyId: bigint
  principal: Parameters<typeof sightOf>[0]
}

/** A page of the order in the address, or not_found when there is none that the credential sees. */
async function pageOf(
  asked: Asked,
  list: (key: { companyId: bigint; orderId: bigint }) => Promise<OrderPart<unknown, PageKey> | undefined>,
): Promise<Reply> {
  const orderId = orderIdOf(asked.params.id)
  const found = orderId === undefined ? undefined : await list({ companyId: asked.companyId, orderId })
  if (found === undefined || !sees(asked.principal, found.accountId)) return problem('not_found')
  const { next } = found
  return listReply(asked, found.rows, next === null ? null : typeof next === 'object' ? next : [next])
}

type PageKey = bigint | number | readonly [bigint, number]
