import { Type } from 'typebox'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/index.ts'
import {
  allows,
  etag,
  notModified,
  ok,
  pageParameters,
  pageRequest,
  problem,
  route,
  type Reply,
  type Route,
} from '../platform/http/index.ts'
import { listReply, nextLink } from '../platform/list-reply.ts'
import { decodeId } from '../platform/public-id.ts'
import { scopeOf } from '../platform/row-scope.ts'
import { listCustomers, listNotes, MOST_ORDERS, readCustomer, SOME_ORDERS } from './customer.ts'
import { CustomerList, CustomerView, NoteList } from './customer-shapes.ts'
import { namesOf } from '../orchestration/index.ts'
import { actorOf } from '../platform/auth/index.ts'
import { fulfillmentStateRoute } from './fulfillment-state.ts'
import { readFeed } from './event.ts'
import { SHOWN_STATUSES } from '../orders/index.ts'
import { listOrders } from './order-list.ts'
import { findOrdersOfSource, orderIdOf, readOrder } from './order.ts'
import { EventFeed } from './event-shapes.ts'
import { ORDER_SECTIONS, OrderList, OrderView, type OrderSection } from './order-shapes.ts'
import { orderPageRoutes } from './order-page-routes.ts'
import { scheduleRoutes } from './schedule-routes.ts'
import { readShipment, ShipmentView } from './shipment.ts'
import { sees, sightOf, type Sight } from './sight.ts'
import { search, SearchAnswer } from './search.ts'
import { STATE_CODES } from './status-names.ts'
import { falloutRoutes } from './fallout-routes.ts'
import { orderStatesRoute } from './order-states-route.ts'
import { readWhy } from './read-why.ts'
import { OrderWhy } from './why-shapes.ts'
import { thenRoutes } from './then-routes.ts'
import { worklistRoute } from './worklist-route.ts'

const DateText = Type.String({ format: 'date' })
const Words = (description: string) =>
  Type.Optional(
    Type.String({
      maxLength: 500,
      pattern: '^[a-z_]+(,[a-z_]+)*$',
      form: 'words of small letters and _, parted by commas without blanks',
      description,
    }),
  )
const Text = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }))

/** Routes of the views over orders, customers and events. */
export function insightRoutes({ db, clock }: { db: Database; clock: Clock }): Route[] {
  return [
    worklistRoute(db),
    route({
      method: 'GET',
      url: '/api/v1/orders',
      operationId: 'listOrders',
      summary: 'Orders, newest first, or the one that a source knows by its id',
      description:
        'With `source` and `externalId` the answer is a list of that one order, and of those that customers gave the same id. A page can be short and still lead on: follow `next` until it is null.',
      tags: ['orders'],
      scope: 'orders:read',
      rows: 'scoped',
      query: Type.Object({
        ...pageParameters,
        status: Words('Shown statuses, separated by commas'),
        state: Words('Stored states, separated by commas'),
        fallout: Type.Optional(
          Type.Boolean({ description: 'true: those alone of which a task failed for good' }),
        ),
        source: Text('Code of the source'),
        externalId: Text('With `source`: exactly this order'),
        account: Text('`acc_…` or the number of a customer account'),
        customer: Text('Number of a customer'),
        placedFrom: Type.Optional(DateText),
        placedTo: Type.Optional(DateText),
        q: Text("Order number, or the beginning of an external id or of a customer's name"),
      }),
      responses: { 200: { description: 'A page of orders', schema: OrderList } },
      async handle(asked) {
        const { query, companyId, principal } = asked
        const states = wordsOf(query.state)
        const unknown = states.find((state) => !STATE_CODES.includes(state))
        if (unknown !== undefined) return unknownWord('state', unknown, STATE_CODES)
        const statuses = wordsOf(query.status)
        const unshown = statuses.find((status) => !SHOWN_STATUSES.includes(status))
        if (unshown !== undefined) return unknownWord('status', unshown, SHOWN_STATUSES)
        if (query.externalId !== undefined && query.source === undefined) return sourceMissing()
        const request = pageRequest(asked, query.fallout === true ? 'sbb' : 'sb')
        if (request.after !== null && Number.isNaN(Date.parse(String(request.after[0])))) {
          return problem('invalid_cursor')
        }
        const exact =
          query.source !== undefined && query.externalId !== undefined
            ? await findOrdersOfSource(db, { companyId, source: query.source, externalId: query.externalId })
            : undefined
        if (exact?.length === 0) return ok({ rows: [], next: null })
        const page = await listOrders(db, {
          companyId,
          scope: scopeOf(principal.rowScope),
          states,
          statuses,
          source: query.source,
          account: query.account,
          customer: query.customer,
          placedFrom: query.placedFrom,
          placedTo: query.placedTo,
          text: query.q,
          fallout: query.fallout,
          orderIds: exact,
          after: request.after,
          limit: request.limit,
        })
        return listReply(asked, page.rows, page.next)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/orders/:id',
      operationId: 'readOrder',
      summary: 'One order with everything behind it',
      description:
        'The id is `ord_…` or the number of the order. `include` chooses sections; without it all are given that the credential may see. Everything is of one moment. `orders:read` includes what became of the order: its shipments, returns and strays, its invoices and credit memos, and the money for them; `shipments:read` and `billing:read` open lists of these over all orders. `books` alone needs the scope `ledger:read`, too, and a credential that sees all rows. One that sees part of them is told neither what goods cost, nor what lost a decision, nor who of the company did what.',
      tags: ['orders'],
      scope: 'orders:read',
      rows: 'scoped',
      params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
      query: Type.Object({
        include: Type.Optional(
          Type.String({
            maxLength: 300,
            description: `Of ${ORDER_SECTIONS.join(', ')}, separated by commas`,
          }),
        ),
        asOf: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 40,
            description:
              'An instant, or a place in the order of facts: leads to the order as it was known then',
          }),
        ),
      }),
      responses: {
        200: { description: 'The order; its ETag is the revision', schema: OrderView },
        304: { description: 'Not changed' },
        307: { description: 'With `asOf`: to the order as it was known then' },
      },
      async handle(request) {
        const { params, query, companyId, principal } = request
        if (query.asOf !== undefined) {
          const location = `/api/v1/orders/${encodeURIComponent(params.id)}/then?asOf=${encodeURIComponent(query.asOf)}`
          return { status: 307, headers: { location } }
        }
        const sight = sightOf(principal)
        const sections = sectionsOf(query.include, sight)
        if (typeof sections === 'string') return unknownWord('include', sections, ORDER_SECTIONS)
        if (sections.has('books') && !sight.books) {
          return allows(principal, 'ledger:read')
            ? problem('rows_limited', {
                detail: 'The section `books` needs a credential that sees all rows.',
              })
            : problem('scope_missing', { detail: 'The section `books` needs the scope ledger:read.' })
        }
        const orderId = orderIdOf(params.id)
        const found =
          orderId === undefined
            ? undefined
            : await readOrder(db, { companyId, orderId }, sections, sight, {
                actor: actorOf(principal),
                by: namesOf(principal),
              })
        if (found === undefined || !sees(principal, found.accountId)) return problem('not_found')
        const tag = etag(found.view.revision)
        // What a policy lets be done changes without the order.
        const isSame = notModified(request.header('if-none-match'), tag) && !found.judged
        return isSame && query.include === undefined
          ? { status: 304, headers: { etag: tag } }
          : ok(found.view, { etag: tag })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/orders/:id/why',
      operationId: 'explainOrder',
      summary: 'Why an order is where it is: what it waits for, since when, and what would let it go on',
      tags: ['orders'],
      scope: 'orders:read',
      rows: 'scoped',
      params: Type.Object({ id: Type.String({ maxLength: 40, description: '`ord_…` or its number' }) }),
      responses: { 200: { description: 'Why', schema: OrderWhy } },
      problems: ['not_found'],
      async handle({ params, companyId, principal }) {
        const orderId = orderIdOf(params.id)
        const found =
          orderId === undefined
            ? undefined
            : await readWhy(db, { companyId, orderId }, sightOf(principal), clock.now())
        return found === undefined || !sees(principal, found.accountId) ? problem('not_found') : ok(found.why)
      },
    }),
    orderStatesRoute(db),
    ...falloutRoutes(db),
    ...orderPageRoutes({ db }),
    ...thenRoutes({ db }),
    ...scheduleRoutes({ db, clock }),
    fulfillmentStateRoute({ db }),
    route({
      method: 'GET',
      url: '/api/v1/shipments/:id',
      operationId: 'readShipment',
      summary: 'What a warehouse needs of a shipment: what to pick and where to send it',
      tags: ['Shipments'],
      scope: 'shipments:read',
      rows: 'scoped',
      params: Type.Object({ id: Type.String({ maxLength: 40, description: 'shp_…' }) }),
      responses: { 200: { description: 'The shipment', schema: ShipmentView } },
      problems: ['not_found'],
      async handle({ params, companyId, principal }) {
        const shipmentId = decodeId('shp', params.id)
        const found =
          shipmentId === undefined
            ? undefined
            : await readShipment(db, { companyId, shipmentId }, sightOf(principal))
        return found === undefined || !sees(principal, found.accountId)
          ? problem('not_found')
          : ok(found.view)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/customers',
      operationId: 'listCustomers',
      summary: 'Customers by number',
      tags: ['customers'],
      scope: 'customers:read',
      rows: 'scoped',
      query: Type.Object({
        ...pageParameters,
        q: Text('The beginning of a number, here or in another system, or of a name'),
        system: Text('With `alternateNumber`: exactly whom this system knows by it'),
        alternateNumber: Text('A number in `system`'),
      }),
      responses: { 200: { description: 'A page of customers', schema: CustomerList } },
      async handle(asked) {
        const { query, companyId, principal } = asked
        const { system, alternateNumber } = query
        if ((system === undefined) !== (alternateNumber === undefined)) return systemMissing()
        const request = pageRequest(asked, 's')
        const { rows, complete } = await listCustomers(db, {
          companyId,
          scope: scopeOf(principal.rowScope),
          text: query.q,
          knownAs:
            system === undefined || alternateNumber === undefined
              ? undefined
              : { system, number: alternateNumber },
          after: (request.after?.[0] as string | undefined) ?? null,
          limit: request.limit,
        })
        const shown = rows.slice(0, request.limit)
        const next = rows.length > shown.length ? [shown.at(-1)!.number] : null
        return listReply(asked, shown, next, { complete })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/customers/:number',
      operationId: 'readCustomer',
      summary: 'One view of a customer, over all channels',
      description:
        'Everything is of one moment. `orders` says how many are shown, newest first; all of them are pages of `GET /api/v1/orders?customer=`. `order` shows that one alone, and none when it is of somebody else.',
      tags: ['customers'],
      scope: 'customers:read',
      rows: 'scoped',
      params: Type.Object({ number: Type.String({ maxLength: 200 }) }),
      query: Type.Object({
        orders: Type.Optional(
          Type.Union([Type.Literal('all'), Type.Literal('limited'), Type.Literal('none')], {
            description: `all: the newest ${MOST_ORDERS}; limited, the default: the newest ${SOME_ORDERS}; none: a summary`,
          }),
        ),
        order: Text('Number or id of one order'),
      }),
      responses: { 200: { description: 'The customer', schema: CustomerView } },
      async handle({ params, query, companyId, principal }) {
        const scope = scopeOf(principal.rowScope)
        const orders = { all: MOST_ORDERS, limited: SOME_ORDERS, none: 0 }[query.orders ?? 'limited']
        // Id 0 is nobody's: what is no number of an order finds none.
        const orderId = query.order === undefined ? undefined : (orderIdOf(query.order) ?? 0n)
        const view = await readCustomer(db, { companyId, number: params.number, scope, orders, orderId })
        return view === undefined ? problem('not_found') : ok(view)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/customers/:number/notes',
      operationId: 'listNotes',
      summary: 'Notes of a customer, of all of its records, newest first',
      tags: ['customers'],
      scope: 'customers:read',
      params: Type.Object({ number: Type.String({ maxLength: 200 }) }),
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'A page of notes', schema: NoteList } },
      async handle(asked) {
        const { companyId, params } = asked
        const { after, limit } = pageRequest(asked, 'bb')
        const page = await listNotes(db, {
          companyId,
          number: params.number,
          after: after as [bigint, bigint] | null,
          limit,
        })
        return listReply(asked, page.rows, page.next)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/search',
      operationId: 'search',
      summary: 'Whatever a caller may say',
      description:
        'Numbers of orders, invoices, receipts and shipments, what any channel or customer calls an order, a tracking number, and of a customer number, its number in any system, e-mail, phone in any form, name and postcode; items by SKU and name. The beginning is enough, of a phone the end. Each kind is searched for a credential that may read it: `orders:read`, `shipments:read`, `customers:read`, `billing:read`, `catalog:read`.',
      tags: ['search'],
      scope: 'signed-in',
      rows: 'scoped',
      query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }) }),
      responses: { 200: { description: 'What it may be', schema: SearchAnswer } },
      async handle({ query, companyId, principal }) {
        return ok(await search(db, { companyId, principal, text: query.q }))
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/events',
      operationId: 'readEvents',
      summary: 'The feed of events, in the order in which they became facts',
      description:
        'Start without `after` or with 0, then pass `next`; it equals `head` when everything was given. Nothing is left out and nothing comes twice; a page may hold more than `limit` when one batch does.',
      tags: ['events'],
      scope: 'operations:read',
      query: Type.Object({
        after: Type.Optional(
          Type.String({ minLength: 1, maxLength: 1000, description: 'The `next` of a page; 0 when absent' }),
        ),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: '100 when absent' })),
      }),
      responses: { 200: { description: 'Events as CloudEvents', schema: EventFeed } },
      problems: ['invalid_cursor', 'cursor_outlived'],
      async handle({ query, companyId, url, cursors }) {
        const asked = query.after ?? '0'
        const [company, after] = (asked === '0' ? [companyId, 0n] : cursors.decode(url, asked, 'bb')) as [
          bigint,
          bigint,
        ]
        const feed = await readFeed(db, { companyId, after, limit: query.limit ?? 100 })
        // The places of another company, or places that are not yet: an empty page would look like the end for ever.
        if (company !== companyId || after > feed.head) return problem('invalid_cursor')
        const place = (pos: bigint) => cursors.encode(url, [companyId, pos])
        const body = { events: feed.events, next: place(feed.next), head: place(feed.head) }
        return feed.next < feed.head ? ok(body, { link: nextLink(url, body.next) }) : ok(body)
      },
    }),
  ]
}

function wordsOf(text: string | undefined): string[] {
  return text === undefined ? [] : [...new Set(text.split(','))]
}

/** The sections named, all that may be seen without names, or the name that is none. */
function sectionsOf(text: string | undefined, { books }: Sight): ReadonlySet<OrderSection> | string {
  if (text === undefined) return new Set(ORDER_SECTIONS.filter((name) => name !== 'books' || books))
  const names = text.split(',').filter((name) => name !== '')
  return (
    names.find((name) => !(ORDER_SECTIONS as readonly string[]).includes(name)) ??
    new Set(names as OrderSection[])
  )
}

function unknownWord(parameter: string, word: string, known: readonly string[]): Reply {
  const message = `"${word}" is none of ${known.join(', ')}.`
  return problem('invalid_parameters', {
    errors: [{ path: `/query/${parameter}`, code: 'not_allowed', message }],
  })
}

function systemMissing(): Reply {
  const message = 'A number in another system is known with its system only: send both.'
  return problem('invalid_parameters', {
    errors: [{ path: '/query/alternateNumber', code: 'system_required', message }],
  })
}

function sourceMissing(): Reply {
  const message = 'An external id is known with its source only: send `source`, too.'
  return problem('invalid_parameters', {
    errors: [{ path: '/query/externalId', code: 'source_required', message }],
  })
}
