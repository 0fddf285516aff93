import { Type } from 'typebox'
import type { Database } from '../platform/database/index.ts'
import { ok, pageParameters, pageRequest, problem, route, type Route } from '../platform/http/index.ts'
import { listReply } from '../platform/list-reply.ts'
import type { Versioned } from '../platform/picture.ts'
import { listMoves, listStock, readAvailability } from './read.ts'
import { AvailabilityView, StockList, StockMoveList } from './shapes.ts'

const Sku = Type.String({ minLength: 1, maxLength: 200 })

/** What the routes about stock read with. */
export interface InventoryReading {
  db: Database
  /** Functional currency and business date of a company. */
  company(companyId: bigint): Promise<Versioned & { currency: string; today: string }>
}

/** Routes that read stock and what can be promised of it. */
export function inventoryReadRoutes({ db, company }: InventoryReading): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/stock',
      operationId: 'listStock',
      summary: 'Stock by item and location, in order of sku',
      tags: ['inventory'],
      scope: 'inventory:read',
      query: Type.Object({
        ...pageParameters,
        sku: Type.Optional(Sku),
        q: Type.Optional(
          Type.String({ minLength: 1, maxLength: 200, description: 'The beginning of a sku' }),
        ),
        location: Type.Optional(Type.String({ maxLength: 100, description: 'Location code' })),
      }),
      responses: { 200: { description: 'A page of stock', schema: StockList } },
      async handle(asked) {
        const { query, companyId } = asked
        const request = pageRequest(asked, 'sb')
        const { currency } = await company(companyId)
        const found = await listStock(
          db,
          {
            companyId,
            sku: query.sku,
            text: query.q,
            location: query.location,
            after: request.after as readonly [string, bigint] | null,
            limit: request.limit,
          },
          currency,
        )
        return listReply(asked, found.rows, found.next)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/availability',
      operationId: 'readAvailability',
      summary: 'What can be promised of an item, over time and by location',
      tags: ['inventory'],
      scope: 'inventory:read',
      query: Type.Object({
        sku: Sku,
        on: Type.Optional(Type.String({ format: 'date', description: 'Today when absent' })),
        source: Type.Optional(
          Type.String({
            maxLength: 100,
            description:
              'With `segment` and `orderType`: what such an order may have where goods are shared out; without any, what there is for all together',
          }),
        ),
        segment: Type.Optional(Type.String({ maxLength: 100, description: 'Of an account' })),
        orderType: Type.Optional(Type.String({ maxLength: 100 })),
      }),
      responses: { 200: { description: 'The availability', schema: AvailabilityView } },
      async handle({ query, companyId }) {
        const standing = await company(companyId)
        const { sku, source, segment, orderType, on = standing.today } = query
        const asked = source ?? segment ?? orderType
        const buyer =
          asked === undefined
            ? undefined
            : { source: source ?? '', segment: segment ?? '', orderType: orderType ?? '' }
        const view = await readAvailability(db, standing, { sku, on, buyer })
        return view === undefined ? problem('not_found', { detail: 'There is no such item.' }) : ok(view)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/stock/moves',
      operationId: 'listStockMoves',
      summary: 'What moved the stock of an item, newest cause first',
      description: 'A page can be short and still lead on: follow `next` until it is null.',
      tags: ['inventory'],
      scope: 'inventory:read',
      query: Type.Object({ ...pageParameters, sku: Sku }),
      responses: { 200: { description: 'A page of moves', schema: StockMoveList } },
      async handle(asked) {
        const { query, companyId } = asked
        const request = pageRequest(asked, 'bb')
        const { currency } = await company(companyId)
        const after = request.after as readonly [bigint, bigint] | null
        const found = await listMoves(
          db,
          { companyId, sku: query.sku, after, limit: request.limit },
          currency,
        )
        if (found === undefined) return problem('not_found', { detail: 'There is no such item.' })
        return listReply(asked, found.rows, found.next)
      },
    }),
  ]
}
