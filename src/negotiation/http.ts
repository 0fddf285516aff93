import { Type } from 'typebox'
import {
  ask,
  askedBy,
  Decimal,
  IdIn,
  Input,
  judged,
  keysOf,
  MOST_ROWS,
  namesOf,
  outcomesOf,
  strict,
  takeRows,
} from '../orchestration/index.ts'
import { readAccounts, findAccount } from '../customers/index.ts'
import type { Door } from '../platform/batch/index.ts'
import type { Database, Reader } from '../platform/database/index.ts'
import {
  checkFilters,
  created,
  defineProblems,
  document,
  HttpProblem,
  notModified,
  ok,
  page,
  pageParameters,
  pageRequest,
  problem,
  refused,
  route,
  type Reply,
  type Route,
} from '../platform/http/index.ts'
import { decodeId, quoteNumber } from '../platform/public-id.ts'
import { scopeOf } from '../platform/row-scope.ts'
import { acceptQuote, type AcceptRequest } from './accept-quote.ts'
import { decideQuote, type DecideQuoteRequest } from './decide-quote.ts'
import { quoteApprovalRoute } from './http-approval.ts'
import { moveQuote, seesQuote } from './move-quote.ts'
import { listQuotes, listQuotesInState, listQuotesOfAccounts, readQuoteHistory } from './negotiation.sql.ts'
import { MOST_DAYS } from './propose-version.ts'
import { contentIn, QuoteInput, QuoteRevision, validityIn } from './quote-input.ts'
import { quotePdf } from './pdf.ts'
import { QUOTE_STATES, type Quote } from './quote.ts'
import { quoteKey, readQuoteSizes, readWholeQuotes } from './read-quotes.ts'
import { QuoteAccepted, QuoteActed, QuoteList, QuoteView, renderQuote, renderRow } from './render.ts'
import { saveQuote } from './save-quote.ts'
import { tagOf } from './write-quote.ts'

defineProblems({
  invalid_quote: [422, 'Nothing can be quoted like this.', 'Correct everything that `errors` names.'],
  quote_state: [
    409,
    'The state of the quote does not allow this.',
    'Read the quote, and see what can be done.',
  ],
  quote_expired: [
    409,
    'The quote is not valid any more.',
    'Accept it with `repriceDays`, or make a new version, and send that.',
  ],
  quote_not_yet: [409, 'The quote is not valid yet.', 'Accept it from its first day on.'],
  acceptance_refused: [
    422,
    'The quote cannot be accepted like this.',
    'Correct everything that `errors` names.',
  ],
  all_ordered: [409, 'All of the quote was ordered.', 'Ask for a new quote.'],
  quote_changed: [
    409,
    'The quote is not as it was seen: another version stands, or something else took of it just now.',
    'Read the quote, and accept what stands.',
  ],
  too_long_to_print: [
    409,
    'The quote has more lines than are printed.',
    'Read it by `GET /api/v1/quotes/{id}`.',
  ],
  not_as_agreed: [
    409,
    'An order at the quoted prices cannot be agreed today.',
    'Put right what `errors` names, or make a new version of the quote.',
  ],
})

const Acceptance = {
  version: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'The version that is accepted; needed unless `If-Match` says what was seen',
    }),
  ),
  alternative: Type.Optional(
    Type.String({ minLength: 1, maxLength: 20, description: 'Needed while there are several' }),
  ),
  lines: Type.Optional(
    Type.Array(strict({ lineNo: Type.Integer({ minimum: 1 }), quantity: Type.Optional(Decimal) }), {
      minItems: 1,
      maxItems: 20_000,
      description: 'Without it all that is left',
    }),
  ),
  customerReference: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  reservationKey: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'The key under which a cart holds goods: the order gets them. Of who sees every account',
    }),
  ),
  repriceDays: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: MOST_DAYS,
      description: 'When it has expired: make a new version at the prices of today, valid for so many days',
    }),
  ),
}
const AcceptBody = strict(Acceptance, 'QuoteAcceptance')
const AcceptRows = Type.Array(strict({ quote: IdIn, ...Acceptance }, 'QuoteAcceptanceRow'), {
  minItems: 1,
  maxItems: MOST_ROWS,
})
const DecisionRows = Type.Array(
  strict(
    {
      quote: IdIn,
      version: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'That was looked at' }),
      outcome: Type.Union([Type.Literal('approve'), Type.Literal('reject'), Type.Literal('ask')], {
        description: 'ask: more is to be known, it goes on waiting',
      }),
      comment: Type.Optional(Type.String({ maxLength: 500, description: 'Needed unless it is approved' })),
    },
    'QuoteDecisionRow',
  ),
  { minItems: 1, maxItems: MOST_ROWS },
)
const Reason = strict({ reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) }, 'QuoteReason')

interface Routing {
  door: Door
  db: Database
  /** Lines that a quote may have, all alternatives together. */
  orderLines: number
  books(companyId: bigint): Promise<{ name: string }>
  /** What the customer of an account is called. */
  accountHolder(db: Reader, account: { companyId: bigint; accountId: bigint }): Promise<string | null>
}

/** Lines of a document: some thirty a page, and 1.2 ms each. */
const MOST_PRINTED = 2000

/** The routes of quotes. */
export function negotiationRoutes({ door, db, orderLines, books, accountHolder }: Routing): Route[] {
  const tags = ['Quotes']
  const boundLines = (input: Input, at: string, alternatives: readonly { lines: readonly unknown[] }[]) => {
    const count = alternatives.reduce((sum, { lines }) => sum + lines.length, 0)
    if (count > orderLines)
      input.note(
        `${at}/alternatives`,
        'too_many',
        `a quote has at most ${orderLines} lines here, this one has ${count}`,
      )
  }
  return [
    route({
      method: 'POST',
      url: '/api/v1/quotes',
      operationId: 'makeQuote',
      summary: 'Make a quote',
      description:
        'Priced and dated as an order of now would be; nothing of stock or demand is touched. It is a draft until it is sent. Several alternatives can be offered, of which one is accepted.',
      tags,
      scope: 'orders:write',
      rows: 'all',
      idempotencyKey: 'required',
      input: 'raw',
      body: QuoteInput,
      responses: { 201: { description: 'Made; the ETag is its revision.', schema: QuoteActed } },
      problems: ['invalid_quote', 'idempotency_key_reused'],
      async handle(request) {
        const input = new Input()
        const body = input.body(request.parse())
        boundLines(input, '', body.alternatives)
        const asked = {
          ...askedBy(request, 'makeQuote'),
          quoteId: null,
          ifMatch: undefined,
          content: contentIn(body),
          quoteLines: 0,
          validity: validityIn(body),
        }
        const outcome = await ask(door, saveQuote, judged(input, asked))
        if (!outcome.ok) return refused(outcome)
        const { id, revision } = outcome.answer as { id: string; revision: string }
        return created(outcome.answer, `/api/v1/quotes/${id}`, { etag: `"${revision}"` })
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/quotes/:id/versions',
      operationId: 'reviseQuote',
      summary: 'Make a new version of a quote',
      description:
        'With `content` what is offered from now on; without it what stands, priced and dated anew. Older versions stay readable, and the new one is a draft until it is sent.',
      tags,
      scope: 'orders:write',
      rows: 'all',
      idempotencyKey: 'required',
      params: Type.Object({ id: IdIn }),
      input: 'raw',
      body: QuoteRevision,
      responses: { 201: { description: 'The new version stands.', schema: QuoteActed } },
      problems: [
        'not_found',
        'precondition_failed',
        'invalid_quote',
        'quote_state',
        'idempotency_key_reused',
      ],
      async handle(request) {
        const quoteId = quoteIn(request.params.id)
        const input = new Input()
        const body = input.body(request.parse())
        if (body.content) boundLines(input, '/content', body.content.alternatives)
        const by = askedBy(request, `reviseQuote ${quoteId}`)
        const key = { companyId: by.companyId, quoteId }
        const asked = {
          ...by,
          quoteId,
          quoteLines: (await readQuoteSizes(db, [key])).get(quoteKey(key)) ?? 0,
          ifMatch: request.header('if-match'),
          content: body.content ? contentIn(body.content) : null,
          validity: validityIn(body),
        }
        const outcome = await ask(door, saveQuote, judged(input, asked))
        if (!outcome.ok) return refused(outcome)
        const { revision } = outcome.answer as { revision: string }
        return created(outcome.answer, `/api/v1/quotes/${request.params.id}`, { etag: `"${revision}"` })
      },
    }),
    ...(['send', 'refuse', 'withdraw'] as const).map((act) => moveRoute(door, act)),
    route({
      method: 'POST',
      url: '/api/v1/quotes/:id/accept',
      operationId: 'acceptQuote',
      summary: 'Make an order of a quote, whole or in part',
      description:
        'At the prices that were quoted, while it is valid. The order goes the way of every order; the quote says what is left, which can be accepted later.',
      tags,
      scope: 'orders:write',
      rows: 'scoped',
      idempotencyKey: 'required',
      params: Type.Object({ id: IdIn }),
      input: 'raw',
      body: AcceptBody,
      responses: { 200: { description: 'The order, or the new version.', schema: QuoteAccepted } },
      problems: [
        'not_found',
        'precondition_failed',
        'quote_state',
        'quote_expired',
        'quote_not_yet',
        'acceptance_refused',
        'all_ordered',
        'quote_changed',
        'not_as_agreed',
        'invalid_quote',
        'idempotency_key_reused',
      ],
      async handle(request) {
        const quoteId = quoteIn(request.params.id)
        const input = new Input()
        const body = input.body(request.parse())
        const by = askedBy(request, `acceptQuote ${quoteId}`)
        const key = { companyId: by.companyId, quoteId }
        const asked: AcceptRequest = {
          ...by,
          quoteId,
          quoteLines: (await readQuoteSizes(db, [key])).get(quoteKey(key)) ?? 0,
          ifMatch: request.header('if-match'),
          accounts: scopeOf(request.principal.rowScope),
          ...acceptanceIn(input, body, request.header('if-match') !== undefined),
        }
        const outcome = await ask(door, acceptQuote, judged(input, asked))
        if (!outcome.ok) return refused(outcome)
        const { revision } = outcome.answer as { revision: string }
        return ok(outcome.answer, { etag: `"${revision}"` })
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/quote-acceptances',
      operationId: 'acceptQuotes',
      summary: 'Make orders of many quotes',
      description: 'Each row is an acceptance of its own: a wrong one does not disturb the others.',
      tags,
      scope: 'orders:write',
      rows: 'scoped',
      idempotencyKey: 'required',
      input: 'raw',
      body: AcceptRows,
      responses: {
        200: { description: 'What became of each, in their order.', schema: outcomesOf('QuotesAccepted') },
      },
      problems: ['idempotency_key_reused'],
      async handle(request) {
        const input = new Input()
        const body = input.body(request.parse())
        const by = askedBy(request, 'acceptQuotes')
        const { companyId, actor } = by
        const accounts = scopeOf(request.principal.rowScope)
        const read = body.map((row) => {
          const own = new Input()
          return { own, row, key: { companyId, quoteId: own.id('/quote', 'quo', row.quote) } }
        })
        const sizes = await readQuoteSizes(
          db,
          read.map(({ key }) => key),
        )
        const asked = read.map(({ own, row, key }, index): AcceptRequest => {
          const quoteLines = sizes.get(quoteKey(key)) ?? 0
          const rest = acceptanceIn(own, row, false)
          return judged(own, { ...key, actor, ...keysOf(by, index), quoteLines, accounts, ...rest })
        })
        return takeRows((rows, options) => door.requestAll(acceptQuote, rows, options), asked, input)
      },
    }),
    quoteApprovalRoute(db),
    route({
      method: 'POST',
      url: '/api/v1/quote-decisions',
      operationId: 'decideQuotes',
      summary: 'Approve, reject or ask about quotes that wait',
      description:
        'Each row is decided on its own. The last approval sends the quote; a rejection makes it a draft again. Neither who made the version nor who sent it decides on it.',
      tags,
      scope: 'orders:read',
      idempotencyKey: 'required',
      input: 'raw',
      body: DecisionRows,
      responses: {
        200: { description: 'What became of each, in their order.', schema: outcomesOf('QuotesDecided') },
      },
      problems: ['approval_refused', 'idempotency_key_reused'],
      handle(request) {
        const input = new Input()
        const by = askedBy(request, 'decideQuotes')
        const names = namesOf(request.principal)
        const { companyId, actor } = by
        const asked = input.body(request.parse()).map((row, index): DecideQuoteRequest => {
          const own = new Input()
          const quoteId = own.id('/quote', 'quo', row.quote)
          const { version, outcome, comment = null } = row
          const decision = { actor, names, version, outcome, comment }
          return judged(own, { companyId, ...keysOf(by, index), quoteId, ...decision })
        })
        return takeRows((rows, options) => door.requestAll(decideQuote, rows, options), asked, input)
      },
    }),
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
        const after = (request.after?.[0] ?? LAST) as bigint
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

function moveRoute(door: Door, act: 'send' | 'refuse' | 'withdraw'): Route {
  const WORDS = {
    send: [
      'sendQuote',
      'Send a quote: it is frozen, and can be accepted while it is valid. One that an approval rule stops waits for approval first',
    ],
    refuse: ['refuseQuote', 'Say that the customer does not want a quote'],
    withdraw: ['withdrawQuote', 'Take a quote back'],
  } as const
  const [operationId, summary] = WORDS[act]
  return route({
    method: 'POST',
    url: `/api/v1/quotes/:id/${act}`,
    operationId,
    summary,
    tags: ['Quotes'],
    scope: 'orders:write',
    rows: act === 'refuse' ? 'scoped' : 'all',
    idempotencyKey: 'required',
    params: Type.Object({ id: IdIn }),
    input: 'raw',
    body: Reason,
    responses: { 200: { description: 'Done; the ETag is its revision.', schema: QuoteActed } },
    problems: ['not_found', 'precondition_failed', 'quote_state', 'quote_expired', 'idempotency_key_reused'],
    async handle(request) {
      const quoteId = quoteIn(request.params.id)
      const input = new Input()
      const { reason = null } = input.body(request.parse())
      const asked = {
        ...askedBy(request, `${operationId} ${quoteId}`),
        quoteId,
        act,
        reason,
        ifMatch: request.header('if-match'),
        accounts: scopeOf(request.principal.rowScope),
      }
      const outcome = await ask(door, moveQuote, judged(input, asked))
      if (!outcome.ok) return refused(outcome)
      const { revision } = outcome.answer as { revision: string }
      return ok(outcome.answer, { etag: `"${revision}"` })
    },
  })
}

type AcceptanceIn = {
  version?: number
  alternative?: string
  lines?: { lineNo: number; quantity?: string | number }[]
  customerReference?: string
  reservationKey?: string
  repriceDays?: number
}

function acceptanceIn(
  input: Input,
  { version, alternative, lines, customerReference, reservationKey, repriceDays }: AcceptanceIn,
  tagged: boolean,
): Pick<
  AcceptRequest,
  'seenVersion' | 'alternative' | 'lines' | 'customerReference' | 'reservationKey' | 'repriceDays'
> {
  if (version === undefined && !tagged)
    input.note('/version', 'required', 'say which version is accepted: another may stand meanwhile')
  return {
    seenVersion: version ?? null,
    alternative: alternative ?? null,
    lines:
      lines?.map(({ lineNo, quantity }, index) => ({
        lineNo,
        quantity: input.microOrNull(`/lines/${index}/quantity`, quantity),
      })) ?? null,
    customerReference: customerReference ?? null,
    reservationKey: reservationKey ?? null,
    repriceDays: repriceDays ?? null,
  }
}

/** Behind every quote. */
const LAST = 2n ** 63n - 1n

/** `quo_…`, or the number of a quote. @throws HttpProblem `not_found` */
function quoteIn(text: string): bigint {
  const [, digits] = /^QU([1-9][0-9]{0,18})$/i.exec(text) ?? []
  const id = digits === undefined ? decodeId('quo', text) : BigInt(digits)
  if (id === undefined || id > LAST) throw new HttpProblem('not_found')
  return id
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
