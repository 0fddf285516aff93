import { Type } from 'typebox'
import type { Database } from '../platform/database/index.ts'
import { ok, pageParameters, pageRequest, route, type Route } from '../platform/http/index.ts'
import { scopeOf } from '../platform/row-scope.ts'
import { listReply } from '../platform/list-reply.ts'
import { listReturns, listShipments, listStrays, listSupplyOrders } from './goods-list.ts'
import { ReturnList, SHIPMENT_FILTERS, ShipmentList, StrayList, SupplyOrderList } from './goods-shapes.ts'
import { listPickUps, PickUpList, PickUpPlaces, readPickUpPlaces } from './pick-up.ts'
import { sightOf } from './sight.ts'
import { STRAY_STATES } from './stray.ts'
import { listTransfers, TransferList } from './transfer.ts'

const Text = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }))
const Day = (description: string) => Type.Optional(Type.String({ format: 'date', description }))
const Order = Text('`ord_…` or the number of an order')
const leadsOn = 'A page can be short and still lead on: follow `next` until it is null.'

type Reading = Parameters<typeof pageRequest>[0]

/** Behind which row, and how many. */
function pageOf(asked: Reading): { after: bigint | null; limit: number } {
  const { after, limit } = pageRequest(asked, 'b')
  return { after: (after?.[0] as bigint | undefined) ?? null, limit }
}

/** Routes that list goods which leave, come back and come in; what came in and what went astray for credentials that see all rows. */
export function goodsRoutes({
  db,
  company,
}: {
  db: Database
  company(companyId: bigint): Promise<{ currency: string }>
}): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/shipments',
      operationId: 'listShipments',
      summary: 'Shipments, newest first',
      description: leadsOn,
      tags: ['Shipments'],
      scope: 'shipments:read',
      rows: 'scoped',
      query: Type.Object({
        ...pageParameters,
        state: Type.Optional(
          Type.Union(
            SHIPMENT_FILTERS.map((state) => Type.Literal(state)),
            { description: '`open`: what is requested, or shipped in part' },
          ),
        ),
        location: Text('Code of the location that it leaves'),
        order: Order,
        releasedFrom: Day('Released to the warehouse on this day or later'),
        releasedTo: Day('On this day or before'),
      }),
      responses: { 200: { description: 'A page of shipments', schema: ShipmentList } },
      async handle(asked) {
        const { state, location, order, releasedFrom: from, releasedTo: to } = asked.query
        const accountIds = scopeOf(asked.principal.rowScope)
        const filter = { companyId: asked.companyId, accountIds, state, location, order, from, to }
        const page = await listShipments(db, { ...filter, ...pageOf(asked) })
        return listReply(asked, page.rows, page.next === null ? null : [page.next])
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/pick-ups',
      operationId: 'listPickUps',
      summary: 'What waits at a store to be picked up, longest there first',
      description: `Handed over it is confirmed (\`confirmShipment\`); \`keepPickUp\` keeps it longer. ${leadsOn}`,
      tags: ['Shipments'],
      scope: 'shipments:read',
      rows: 'scoped',
      query: Type.Object({
        ...pageParameters,
        location: Type.String({ minLength: 1, maxLength: 200, description: 'Code of the store' }),
        text: Text(
          'Number of the order here or in its channel, the buyer’s own number, a name or a part of it, an e-mail, the last digits of a phone',
        ),
      }),
      responses: { 200: { description: 'A page of them', schema: PickUpList } },
      async handle(asked) {
        const { location, text } = asked.query
        const accountIds = scopeOf(asked.principal.rowScope)
        const { addresses } = sightOf(asked.principal)
        const filter = { companyId: asked.companyId, accountIds, location, text, addresses }
        const page = await listPickUps(db, { ...filter, ...pageOf(asked) })
        return listReply(asked, page.rows, page.next === null ? null : [page.next])
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/pick-up-places',
      operationId: 'listPickUpPlaces',
      summary: 'Where something can be picked up',
      description: 'The locations that say themselves what left (`autoConfirm: false`).',
      tags: ['Shipments'],
      scope: 'shipments:write',
      responses: { 200: { description: 'They', schema: PickUpPlaces } },
      handle: async ({ companyId }) => ok(await readPickUpPlaces(db, companyId)),
    }),
    route({
      method: 'GET',
      url: '/api/v1/transfers',
      operationId: 'listTransfers',
      summary: 'What one place brings to another for who collects it there, oldest first',
      description: `Of a place that has to send it (\`from\`), on its way to one (\`to\`), or all of an order; without any of these all that is to be sent or on its way. \`sendTransfer\`, \`rejectTransfer\` and \`receiveTransfer\` say what became of it. ${leadsOn}`,
      tags: ['Shipments'],
      scope: 'shipments:read',
      rows: 'scoped',
      query: Type.Object({
        ...pageParameters,
        from: Text('Code of the place that has to send it still'),
        to: Text('Code of the place to which it is on its way'),
        order: Order,
      }),
      responses: { 200: { description: 'A page of them', schema: TransferList } },
      async handle(asked) {
        const { from, to, order } = asked.query
        const accountIds = scopeOf(asked.principal.rowScope)
        const filter = { companyId: asked.companyId, accountIds, from, to, order }
        const page = await listTransfers(db, { ...filter, ...pageOf(asked) })
        return listReply(asked, page.rows, page.next === null ? null : [page.next])
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/strays',
      operationId: 'listStrays',
      summary: 'Goods that left without a sale, newest first',
      description: `They were cancelled before, or are more than was ordered. ${leadsOn}`,
      tags: ['Shipments'],
      scope: 'shipments:read',
      query: Type.Object({
        ...pageParameters,
        state: Type.Optional(Type.Union(STRAY_STATES.map((state) => Type.Literal(state)))),
        sku: Text('Item'),
        location: Text('Code of the location that they left'),
        order: Order,
        leftFrom: Day('Left on this day or later'),
        leftTo: Day('On this day or before'),
        expectedTo: Day('Expected back, and by this day or before'),
      }),
      responses: { 200: { description: 'A page of them', schema: StrayList } },
      async handle(asked) {
        const { state, sku, location, order, leftFrom: from, leftTo: to, expectedTo: until } = asked.query
        const filter = { companyId: asked.companyId, state, sku, location, order, from, to, until }
        const page = await listStrays(db, { ...filter, ...pageOf(asked) })
        return listReply(asked, page.rows, page.next === null ? null : [page.next])
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/returns',
      operationId: 'listReturns',
      summary: 'Returns, newest first',
      description: leadsOn,
      tags: ['Orders'],
      scope: 'orders:read',
      rows: 'scoped',
      query: Type.Object({
        ...pageParameters,
        order: Order,
        account: Text('Number of the account that it was credited to'),
        returnedFrom: Day('Came back on this day or later'),
        returnedTo: Day('On this day or before'),
      }),
      responses: { 200: { description: 'A page of returns', schema: ReturnList } },
      async handle(asked) {
        const { account, order, returnedFrom: from, returnedTo: to } = asked.query
        const accountIds = scopeOf(asked.principal.rowScope)
        const filter = { companyId: asked.companyId, accountIds, account, order, from, to }
        const page = await listReturns(db, { ...filter, ...pageOf(asked) })
        return listReply(asked, page.rows, page.next === null ? null : [page.next])
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/supply-orders',
      operationId: 'listSupplyOrders',
      summary: 'Goods that are on their way or came, newest first',
      description: leadsOn,
      tags: ['Stock'],
      scope: 'inventory:read',
      query: Type.Object({
        ...pageParameters,
        open: Type.Optional(Type.Boolean({ description: 'true: something of it is still to come' })),
        sku: Text('Item'),
        location: Text('Code of the location that it comes to'),
        dueFrom: Day('Due on this day or later'),
        dueTo: Day('On this day or before'),
      }),
      responses: { 200: { description: 'A page of supply orders', schema: SupplyOrderList } },
      async handle(asked) {
        const { open, sku, location, dueFrom: from, dueTo: to } = asked.query
        const { currency } = await company(asked.companyId)
        const filter = { companyId: asked.companyId, open, sku, location, from, to }
        const page = await listSupplyOrders(db, { ...filter, ...pageOf(asked) }, currency)
        return listReply(asked, page.rows, page.next === null ? null : [page.next])
      },
    }),
  ]
}
