import { Type } from 'typebox'
import {
  ask,
  askedBy,
  IdIn,
  Input,
  judged,
  keysOf,
  lineQuantity,
  MOST_ROWS,
  outcomesOf,
  strict,
  takeRows,
  type LineQuantity,
} from '../orchestration/index.ts'
import type { Door } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import { ok, refused, route, type Route } from '../platform/http/index.ts'
import { scopeOf } from '../platform/row-scope.ts'
import { acceptQuote, type AcceptRequest } from './accept-quote.ts'
import { MOST_DAYS } from './propose-version.ts'
import { quoteIn } from './quote-key.ts'
import { quoteKey, readQuoteSizes } from './read-quotes.ts'
import { QuoteAccepted } from './render.ts'

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
    Type.Array(lineQuantity('quoted'), {
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

/** Making orders of quotes: of one, and of many at once. */
export function acceptanceRoutes(door: Door, db: Database): Route[] {
  const tags = ['Quotes']
  return [
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
        'coverage_left',
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
  ]
}

type AcceptanceIn = {
  version?: number
  alternative?: string
  lines?: LineQuantity[]
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
    lines: input.lineQuantities(lines),
    customerReference: customerReference ?? null,
    reservationKey: reservationKey ?? null,
    repriceDays: repriceDays ?? null,
  }
}
