import { Type } from 'typebox'
import type { Database } from '../platform/database/index.ts'
import {
  checkFilters,
  ok,
  page,
  pageParameters,
  pageRequest,
  problem,
  route,
  type Route,
} from '../platform/http/index.ts'
import { listReply } from '../platform/list-reply.ts'
import { decodeId, parseOrderNumber } from '../platform/public-id.ts'
import { publicKeys, readSignedHeads } from '../platform/signed-head.ts'
import { listJournals, listPostings, readTrialBalance, type BookKeeping } from './read.ts'
import { AccountPostings, JournalList, SignedHeads, TrialBalance } from './shapes.ts'

const DateText = Type.Optional(Type.String({ format: 'date' }))

/** What the routes of the books read with; `books` tells what a company keeps them in. */
export interface LedgerReading {
  db: Database
  books(companyId: bigint): Promise<BookKeeping>
}

const MOST = 2n ** 63n - 1n

/** Routes that read the books. */
export function ledgerReadRoutes({ db, books }: LedgerReading): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/ledger/trial-balance',
      operationId: 'readTrialBalance',
      summary: 'Balances of all accounts, as of any moment',
      description:
        'The place that was used is in the answer: the same place gives the same figures for ever.',
      tags: ['ledger'],
      scope: 'ledger:read',
      query: Type.Object({
        asOf: Type.Optional(
          Type.Union(
            [
              Type.String({ pattern: '^[0-9]{1,18}$', form: 'a whole number of at most 18 digits' }),
              Type.String({ format: 'date' }),
            ],
            {
              description: 'A place in the order of facts, or a date: its end; now when absent',
            },
          ),
        ),
        period: Type.Optional(
          Type.String({
            pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
            form: 'a month, such as 2026-03',
            description: 'Movement of this month only',
          }),
        ),
      }),
      responses: { 200: { description: 'The trial balance', schema: TrialBalance } },
      async handle({ query, companyId }) {
        const { asOf } = query
        const view = await readTrialBalance(
          db,
          {
            companyId,
            asOf: asOf === undefined ? null : /^[0-9]+$/.test(asOf) ? BigInt(asOf) : asOf,
            period: query.period ?? null,
          },
          await books(companyId),
        )
        return ok(view)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/ledger/heads',
      operationId: 'listSignedHeads',
      summary: 'Signed heads of the order of facts, newest first, with the public keys that prove them',
      description:
        'One a day in which something happened, also told as the event `ledger.head_signed`. Keep them elsewhere: `docket verify-head` holds one against the database.',
      tags: ['ledger'],
      scope: 'ledger:read',
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'A page of statements', schema: SignedHeads } },
      async handle(request) {
        const { companyId, principal } = request
        const at = pageRequest(request, 'b')
        const before = (at.after?.[0] as bigint | undefined) ?? MOST
        const { code } = principal.companies.find(({ id }) => id === companyId)!
        const [rows, keys] = await Promise.all([
          readSignedHeads(db, { id: companyId, code }, { before, limit: at.fetch }),
          publicKeys(db),
        ])
        const shown = page(request, at, rows, (row) => [BigInt(row.pos)])
        return ok({ rows: shown.rows, next: shown.next, keys: Object.fromEntries(keys) }, shown.headers)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/ledger/journals',
      operationId: 'listJournals',
      summary: 'Entries with their postings, newest first',
      description: 'A page can be short and still lead on: follow `next` until it is null.',
      tags: ['ledger'],
      scope: 'ledger:read',
      query: Type.Object({
        ...pageParameters,
        account: Type.Optional(Type.String({ maxLength: 40, description: 'Code of a ledger account' })),
        event: Type.Optional(Type.String({ maxLength: 100, description: 'E.g. invoice.issued' })),
        order: Type.Optional(
          Type.String({ maxLength: 40, description: '`ord_…` or the number of an order' }),
        ),
        postedFrom: DateText,
        postedTo: DateText,
      }),
      responses: { 200: { description: 'A page of entries', schema: JournalList } },
      async handle(asked) {
        const { query, companyId } = asked
        const request = pageRequest(asked, 'b')
        let orderId: bigint | undefined
        if (query.order !== undefined) {
          orderId = decodeId('ord', query.order) ?? parseOrderNumber(query.order)
          checkFilters({ name: 'order', value: query.order, known: orderId !== undefined })
        }
        const found = await listJournals(
          db,
          {
            companyId,
            account: query.account,
            event: query.event,
            orderId,
            postedFrom: query.postedFrom,
            postedTo: query.postedTo,
            after: (request.after?.[0] as bigint | undefined) ?? null,
            limit: request.limit,
          },
          await books(companyId),
        )
        return listReply(asked, found.rows, found.next === null ? null : [found.next])
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/ledger/accounts/:code/postings',
      operationId: 'listAccountPostings',
      summary: 'What moved an account: down to the order line, the rule and the event',
      tags: ['ledger'],
      scope: 'ledger:read',
      params: Type.Object({ code: Type.String({ maxLength: 40 }) }),
      query: Type.Object(pageParameters),
      responses: { 200: { description: 'A page of postings', schema: AccountPostings } },
      async handle(asked) {
        const { params, companyId } = asked
        const request = pageRequest(asked, 'bn')
        const found = await listPostings(
          db,
          {
            companyId,
            code: params.code,
            after: request.after as readonly [bigint, number] | null,
            limit: request.limit,
          },
          await books(companyId),
        )
        if (found === undefined) return problem('not_found')
        return listReply(asked, found.rows, found.next, { account: found.account })
      },
    }),
  ]
}
