import { Type } from 'typebox'
import type { PlaceView } from '../customers/index.ts'
import { placeAt } from '../ledger/index.ts'
import type { Database, Reader } from '../platform/database/index.ts'
import {
  checkFilters,
  ok,
  pageParameters,
  pageRequest,
  problem,
  route,
  seesCustomer,
  type Principal,
  type Route,
} from '../platform/http/index.ts'
import { listReply } from '../platform/list-reply.ts'
import { decodeId, encodeId, orderNumber } from '../platform/public-id.ts'
import { scopeOf } from '../platform/row-scope.ts'
import { listRecurring, RecurringChargeList } from './recurring.ts'
import {
  accountsOf,
  findInvoice,
  listInvoices,
  listReceipts,
  listReceivables,
  readInvoice,
  readReceipt,
} from './read.ts'
import { InvoiceList, InvoiceView, ReceiptDetail, ReceiptList, ReceivableList } from './shapes.ts'

const DateText = Type.Optional(Type.String({ format: 'date' }))
const owner = {
  account: Type.Optional(
    Type.String({ maxLength: 200, description: '`acc_…` or the number of a customer account' }),
  ),
  customer: Type.Optional(Type.String({ maxLength: 200, description: 'Number of a customer' })),
}

/** What the routes about what is owed and paid read with. */
export interface BillingReading {
  db: Database
  /** Business date of a company, and where its days end. */
  company(companyId: bigint): Promise<{ today: string; timeZone: string }>
  /** Who pays for an order, as the credential may see it. */
  readBillTo(
    db: Reader,
    order: { companyId: bigint; orderId: bigint },
    principal: Principal,
  ): Promise<PlaceView>
  /** The goods that left without a sale until a document billed them, and the order that they left for. */
  strayOfInvoice(
    db: Reader,
    key: { companyId: bigint; invoiceId: bigint },
  ): Promise<{ strayId: bigint; causeId: bigint } | undefined>
}

function renderStray({ strayId, causeId }: { strayId: bigint; causeId: bigint }) {
  return {
    id: encodeId('str', strayId),
    orderId: encodeId('ord', causeId),
    orderNumber: orderNumber(causeId),
  }
}

/** Routes that read receivables, documents and receipts. */
export function billingReadRoutes({ db, company, readBillTo, strayOfInvoice }: BillingReading): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/receivables',
      operationId: 'listReceivables',
      summary: 'What is still owed, by due date, with aging',
      tags: ['billing'],
      scope: 'billing:read',
      rows: 'scoped',
      query: Type.Object({
        ...pageParameters,
        ...owner,
        overdue: Type.Optional(Type.Boolean({ description: 'Only what is past due' })),
        asOf: Type.Optional(
          Type.String({
            format: 'date',
            description:
              'A date: what was open at its end, as the trial balance of that date has it, by when it was recorded. ' +
              'Today or later, or absent: what is open now. Refused (`too_far`) where more than 100,000 settlements or places of the log came since.',
          }),
        ),
      }),
      responses: { 200: { description: 'A page of open items', schema: ReceivableList } },
      async handle(asked) {
        const { query, companyId, principal } = asked
        const request = pageRequest(asked, 'sb')
        const { today, timeZone } = await company(companyId)
        const asOf = query.asOf ?? today
        const found = await listReceivables(db, {
          companyId,
          scope: scopeOf(principal.rowScope),
          account: query.account,
          customer: query.customer,
          asOf,
          pos: asOf < today ? await placeAt(db, { companyId, asOf, timeZone }) : null,
          overdue: query.overdue ?? false,
          after: request.after as readonly [string, bigint] | null,
          limit: request.limit,
        })
        return listReply(asked, found.rows, found.next, {
          asOf: found.asOf,
          aging: found.aging,
          agingComplete: found.agingComplete,
        })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/invoices',
      operationId: 'listInvoices',
      summary: 'Invoices and credit memos, newest first',
      tags: ['billing'],
      scope: 'billing:read',
      rows: 'scoped',
      query: Type.Object({
        ...pageParameters,
        ...owner,
        kind: Type.Optional(Type.Union([Type.Literal('invoice'), Type.Literal('credit_memo')])),
        issuedFrom: DateText,
        issuedTo: DateText,
      }),
      responses: { 200: { description: 'A page of documents', schema: InvoiceList } },
      async handle(asked) {
        const { query, companyId, principal } = asked
        const request = pageRequest(asked, 'b')
        const found = await listInvoices(db, {
          companyId,
          scope: scopeOf(principal.rowScope),
          account: query.account,
          customer: query.customer,
          kind: query.kind,
          issuedFrom: query.issuedFrom,
          issuedTo: query.issuedTo,
          after: (request.after?.[0] as bigint | undefined) ?? null,
          limit: request.limit,
        })
        return listReply(asked, found.rows, found.next === null ? null : [found.next])
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/invoices/:id',
      operationId: 'readInvoice',
      summary: 'One document, by its id or its printed number',
      tags: ['billing'],
      scope: 'billing:read',
      rows: 'scoped',
      params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
      responses: { 200: { description: 'The document', schema: InvoiceView } },
      async handle({ params, companyId, principal }) {
        const id = await findInvoice(db, companyId, params.id)
        const found = id === undefined ? undefined : await readInvoice(db, { companyId, id })
        if (found === undefined || !seesCustomer(principal.rowScope, found.accountId))
          return problem('not_found')
        const key = { companyId, invoiceId: found.id }
        const stray = found.orderId === null ? await strayOfInvoice(db, key) : undefined
        const orderId = found.orderId ?? stray?.causeId ?? null
        const billTo = orderId === null ? null : await readBillTo(db, { companyId, orderId }, principal)
        return ok({ ...found.view, billTo, stray: stray === undefined ? null : renderStray(stray) })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/receipts',
      operationId: 'listReceipts',
      summary: 'Receipts, newest first, with what is not used of them',
      tags: ['billing'],
      scope: 'billing:read',
      rows: 'scoped',
      query: Type.Object({ ...pageParameters, ...owner }),
      responses: { 200: { description: 'A page of receipts', schema: ReceiptList } },
      async handle(asked) {
        const { query, companyId, principal } = asked
        const request = pageRequest(asked, 'b')
        const found = await listReceipts(db, {
          companyId,
          scope: scopeOf(principal.rowScope),
          account: query.account,
          customer: query.customer,
          after: (request.after?.[0] as bigint | undefined) ?? null,
          limit: request.limit,
        })
        return listReply(asked, found.rows, found.next === null ? null : [found.next])
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/recurring-charges',
      operationId: 'listRecurringCharges',
      summary: 'What recurs or is due by use, as it began and ended, newest first',
      description:
        'Docket invoices what is agreed once; what recurs or is due by use is handed over to whoever bills it. The event `charges.handed_over` of an order says that it has new ones.',
      tags: ['billing'],
      scope: 'billing:read',
      rows: 'scoped',
      query: Type.Object({
        ...pageParameters,
        ...owner,
        order: Type.Optional(Type.String({ maxLength: 60, description: '`ord_…`' })),
      }),
      responses: { 200: { description: 'A page of charges', schema: RecurringChargeList } },
      async handle(asked) {
        const { query, companyId, principal } = asked
        const request = pageRequest(asked, 'b')
        const { account, customer } = query
        const filter = {
          companyId,
          scope: scopeOf(principal.rowScope),
          account,
          customer,
          limit: request.limit,
        }
        const orderId = query.order === undefined ? null : decodeId('ord', query.order)
        checkFilters({ name: 'order', value: query.order, known: orderId !== undefined })
        const found = await listRecurring(db, {
          companyId,
          orderId: orderId ?? null,
          accounts: await accountsOf(db, filter),
          after: (request.after?.[0] as bigint | undefined) ?? null,
          limit: request.limit,
        })
        return listReply(asked, found.rows, found.next === null ? null : [found.next])
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/receipts/:id',
      operationId: 'readReceipt',
      summary: 'One receipt, with what it paid',
      tags: ['billing'],
      scope: 'billing:read',
      rows: 'scoped',
      params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
      responses: { 200: { description: 'The receipt', schema: ReceiptDetail } },
      async handle({ params, companyId, principal }) {
        const id = decodeId('rct', params.id)
        const found = id === undefined ? undefined : await readReceipt(db, { companyId, id })
        return found === undefined || !seesCustomer(principal.rowScope, found.accountId)
          ? problem('not_found')
          : ok(found.view)
      },
    }),
  ]
}
