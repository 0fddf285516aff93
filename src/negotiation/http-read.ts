import { Type } from 'typebox'
import { IdIn } from '../orchestration/index.ts'
import { readAccounts, findAccount } from '../customers/index.ts'
import type { Database, Reader } from '../platform/database/index.ts'
import {
  checkFilters,
  document,
  HttpProblem,
  notModified,
  ok,
  page,
  pageParameters,
  pageRequest,
  problem,
  route,
  type Reply,
  type Route,
} from '../platform/http/index.ts'
import { quoteNumber } from '../platform/public-id.ts'
import { scopeOf } from '../platform/row-scope.ts'
import { seesQuote } from './move-quote.ts'
import { listQuotes, listQuotesInState, listQuotesOfAccounts, readQuoteHistory } from './negotiation.sql.ts'
import { quotePdf } from './pdf.ts'
import { LAST_QUOTE, quoteIn } from './quote-key.ts'
import { QUOTE_STATES, type Quote } from './quote.ts'
import { quoteKey, readWholeQuotes } from './read-quotes.ts'
import { QuoteList, QuoteView, renderQuote, renderRow } from './render.ts'
import { tagOf } from './write-quote.ts'

/** Lines of a document: some thirty a page, and 1.2 ms each. */
const MOST_PRINTED = 2000

export interface Printing {
  books(companyId: bigint): Promise<{ name: string }>
  /** What the customer of an account is called. */
  accountHolder(db: Reader, account: { companyId: bigint; accountId: bigint }): Promise<string | null>
}

/** Quotes as lists, one by one, and printed. */
export function readingRoutes(db: Database, { books, accountHolder }: Printing): Route[] {
  const tags = ['Quotes']
  return [
    route({
      method: 'GET',
      url: '/api/v1/quotes',
      operationId: 'listQuotes',
      summary: 'Quotes, newest first',
      tags,
      scope: 'orders:read',
      rows: 'scoped',
      query: Type.Object({
        ...pageParameters,
        state: Type.Optional(Type.Union(QUOTE_STATES.map((state) => Type.Literal(state)))),
        account: Type.Optional(Type.String({ maxLength: 100, description: 'Number of a customer account' })),
      }),
      responses: { 200: { description: 'A page of quotes', schema: QuoteList } },
      async handle(list): Promise<Reply> {
        const { query, companyId, principal } = list
        const request = pageRequest(list, 'b')
        const scope = scopeOf(principal.rowScope)
        const accounts =
          query.account === undefined ? scope : await accountsNamed(db, companyId, query.account, scope)
        const after = (request.after?.[0] ?? LAST_QUOTE) as bigint
        const state = query.state ?? null
        const asked = { companyId, after, most: request.fetch }
        const rows =
          accounts === null
            ? state === null
              ? await db.read(listQuotes, asked)
              : await db.read(listQuotesInState, { ...asked, state })
            : await db.read(listQuotesOfAccounts, { ...asked, accounts, state, shown: scope !== null })
        const shown = page(list, request, rows, (row) => [row.id])
        return ok({ rows: shown.rows.map(renderRow), next: shown.next }, shown.headers)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/quotes/:id',
      operationId: 'readQuote',
      summary: 'One quote, as it stands or stood',
      description:
        'With everything that its prices came from. A credential that sees some accounts reads what was sent to these, and is not told which rules lost or who of the company did what.',
      tags,
      scope: 'orders:read',
      rows: 'scoped',
      params: Type.Object({ id: IdIn }),
      query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })) }),
      responses: {
        200: { description: 'The quote; its ETag is the revision', schema: QuoteView },
        304: { description: 'Not changed' },
      },
      problems: ['not_found'],
      async handle(request) {
        const { params, query, companyId, principal } = request
        const scope = scopeOf(principal.rowScope)
        const quote = await findQuote(db, { companyId, id: params.id, version: query.version }, scope)
        const tag = tagOf(quote)
        if (notModified(request.header('if-none-match'), tag)) return { status: 304, headers: { etag: tag } }
        const history = await db.read(readQuoteHistory, { companyId, quoteId: quote.id })
        return ok(renderQuote(quote, history, scope !== null), { etag: tag })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/quotes/:id/document',
      operationId: 'readQuoteDocument',
      summary: 'A version of a quote as PDF',
      description: `Made of what is kept when it is asked for; a quote of more than ${MOST_PRINTED} lines is read, not printed.`,
      tags,
      scope: 'orders:read',
      rows: 'scoped',
      params: Type.Object({ id: IdIn }),
      query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })) }),
      responses: { 200: { description: 'The document', type: 'application/pdf' } },
      problems: ['not_found', 'too_long_to_print'],
      async handle({ params, query, companyId, principal }) {
        const quote = await findQuote(
          db,
          { companyId, id: params.id, version: query.version },
          scopeOf(principal.rowScope),
        )
        const count = quote.shown.alternatives.reduce((sum, { lines }) => sum + lines.length, 0)
        if (count > MOST_PRINTED) return problem('too_long_to_print')
        const [{ name: company }, customer] = await Promise.all([
          books(companyId),
          accountHolder(db, { companyId, accountId: quote.accountId }),
        ])
        const name = `${quoteNumber(quote.id)}-${quote.shown.version}.pdf`
        return document('application/pdf', await quotePdf(quote, { company, customer }), {
          'content-disposition': `inline; filename="${name}"`,
        })
      },
    }),
  ]
}

/** @throws HttpProblem `not_found` for what is not there, or not shown to the caller */
async function findQuote(
  db: Database,
  { companyId, id, version }: { companyId: bigint; id: string; version: number | undefined },
  scope: readonly bigint[] | null,
): Promise<Quote> {
  const key = { companyId, quoteId: quoteIn(id), ...(version === undefined ? {} : { version }) }
  const quote = (await readWholeQuotes(db, [key])).get(quoteKey(key))
  if (!quote || !seesQuote(scope, quote)) throw new HttpProblem('not_found')
  return quote
}

/** @throws HttpProblem `invalid_parameters` for an account that is not there, or not the caller's */
async function accountsNamed(
  db: Database,
  companyId: bigint,
  number: string,
  scope: readonly bigint[] | null,
): Promise<bigint[]> {
  const account = findAccount(await readAccounts(db, [{ companyId, number }]), companyId, number)
  const known = account !== undefined && (scope === null || scope.includes(account.id))
  checkFilters({ name: 'account', value: number, known })
  return [account!.id]
}
