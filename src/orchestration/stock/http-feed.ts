import { Type } from 'typebox'
import { readFeeds } from '../../inventory/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { defineProblems, problem, route, type Route } from '../../platform/http/index.ts'
import { actorOf } from '../../platform/auth/index.ts'
import { Code, Decimal, Input, strict } from '../wire/http-input.ts'
import { MOST_ROWS, outcomesOf, takeRows } from '../wire/http-rows.ts'
import { receiveStock, type StockRequest } from './receive-stock.ts'

defineProblems({
  unknown_feed: [422, 'There is no such active feed of stock.', 'Describe it by `PUT /api/v1/feeds`.'],
})

const StockEvent = strict({
  id: Type.String({ minLength: 1, maxLength: 200, description: 'The id that the system gave it' }),
  sku: Code,
  quantity: Type.Union([Type.String({ maxLength: 32 }), Type.Number()], {
    description: 'Above 0 more is there by it, below 0 less',
  }),
  asOf: Type.String({ format: 'date-time', description: 'When it happened' }),
  unitCost: Type.Optional(Decimal),
  supplyNumber: Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: 'It came in against this supply order' }),
  ),
})
const StockEvents = strict(
  {
    feed: Type.String({ minLength: 1, maxLength: 100 }),
    events: Type.Array(StockEvent, { minItems: 1, maxItems: MOST_ROWS }),
  },
  'StockEvents',
)

/** The route by which an outside system says what it did to its stock, event by event. */
export function feedEventRoute({ db, door }: { db: Database; door: Door }): Route {
  return route({
    method: 'PUT',
    url: '/api/v1/stock-events',
    operationId: 'saveStockEvents',
    summary: 'Hand over what an outside system did to its stock',
    description:
      'Each event by the id that the system gave it: sent again it changes nothing. In any order: an event of before the newest snapshot that was taken is in that already (`covered`). What is shipped for orders is no event: it comes by the confirmation of its shipment.',
    tags: ['Stock'],
    scope: 'inventory:write',
    input: 'raw',
    body: StockEvents,
    problems: ['stock_refused', 'unknown_feed'],
    responses: {
      200: { description: 'An outcome for each event, in order.', schema: outcomesOf('StockEventOutcomes') },
    },
    async handle(request) {
      const { companyId, principal } = request
      const actor = actorOf(principal)
      const input = new Input()
      const body = input.body(request.parse())
      const feed = (await readFeeds(db, [companyId])).get(`${companyId} ${body.feed}`)
      if (!feed?.active || feed.gives !== 'stock') return problem('unknown_feed')
      const requests = body.events.map((event, index): StockRequest => {
        const path = `/events/${index}`
        const quantity = input.micro(`${path}/quantity`, event.quantity)
        const unitCost = input.microOrNull(`${path}/unitCost`, event.unitCost)
        input.product(`${path}/quantity`, quantity, unitCost)
        return {
          companyId,
          actor,
          kind: event.supplyNumber === undefined ? 'adjustment' : 'receipt',
          sku: event.sku,
          location: feed.location!,
          quantity,
          unitCost,
          supplyNumber: event.supplyNumber ?? null,
          on: null,
          standardCost: null,
          feed: { feedId: feed.id, externalId: event.id, asOf: new Date(event.asOf) },
        }
      })
      return takeRows(
        (asked, options) => door.requestAll(receiveStock, asked, options),
        requests,
        input,
        '/events',
      )
    },
  })
}
