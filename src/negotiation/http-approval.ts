import { Type } from 'typebox'
import {
  askedBy,
  IdIn,
  Input,
  judged,
  keysOf,
  MOST_ROWS,
  namesOf,
  namesOfDay,
  outcomesOf,
  strict,
  takeRows,
} from '../orchestration/index.ts'
import { shownLevel } from '../orders/index.ts'
import { actorOf, shownActor } from '../platform/auth/index.ts'
import type { Door } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import { pageParameters, pageRequest, route, type Route } from '../platform/http/index.ts'
import { listReply } from '../platform/list-reply.ts'
import { encodeId, quoteNumber } from '../platform/public-id.ts'
import { IdShape, listOf, money, MoneyShape, orNull } from '../platform/wire.ts'
import { decideQuote, type DecideQuoteRequest } from './decide-quote.ts'
import { listQuoteApprovals } from './negotiation.sql.ts'

const QuoteApprovalRow = Type.Object(
  {
    quoteId: IdShape,
    number: Type.String(),
    version: Type.Integer(),
    source: Type.String(),
    account: Type.String(),
    total: MoneyShape,
    rules: Type.Array(Type.String(), { description: 'Why it waits: code@version' }),
    level: Type.Integer({ description: 'Which of the levels is asked, from 1 on' }),
    levels: Type.Array(Type.String(), { description: 'Who is asked, in this order' }),
    agreed: Type.Array(Type.String(), { description: 'Who of a level of several has agreed' }),
    requestedBy: Type.String(),
    asked: orNull(Type.String({ description: 'What was asked last' })),
  },
  { title: 'QuoteApprovalRow' },
)

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

/** Quotes that wait for somebody to agree before their customer sees them, and what is decided of them. */
export function approvalRoutes(door: Door, db: Database): Route[] {
  const tags = ['Quotes']
  return [
    listRoute(db),
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
  ]
}

function listRoute(db: Database): Route {
  return route({
    method: 'GET',
    url: '/api/v1/quote-approvals',
    operationId: 'listQuoteApprovals',
    summary: 'Quotes that wait for approval, oldest first',
    description:
      '`mine=true`: those on which the caller could decide, by its scopes, its roles or its name. `total` is that of the alternative that comes to most. They are decided on by `POST /api/v1/quote-decisions`.',
    tags: ['Quotes'],
    scope: 'orders:read',
    query: Type.Object({ ...pageParameters, mine: Type.Optional(Type.Boolean()) }),
    responses: { 200: { description: 'A page', schema: listOf(QuoteApprovalRow, 'QuoteApprovalList') } },
    async handle(asked) {
      const { companyId, principal, query } = asked
      const { limit, after, fetch } = pageRequest(asked, 'b')
      const mine = query.mine === true
      const names = mine ? await namesOfDay(db, companyId, principal) : []
      const found = await db.read(listQuoteApprovals, {
        companyId,
        after: (after?.[0] as bigint | undefined) ?? 0n,
        mine,
        actor: actorOf(principal),
        names,
        anybody: names.includes('admin'),
        fetch: BigInt(fetch),
      })
      const rows = found.slice(0, limit)
      const shown = rows.map((row) => ({
        quoteId: encodeId('quo', row.id),
        number: quoteNumber(row.id),
        version: row.version,
        source: row.source,
        account: row.account_number,
        total: money(row.total, row.currency),
        rules: row.rules,
        level: row.level + 1,
        levels: row.levels.map(shownLevel),
        agreed: row.agreed.map(shownLevel),
        requestedBy: shownActor(row.requested_by),
        asked: row.act === 'ask_for_information' ? row.reason : null,
      }))
      return listReply(asked, shown, found.length > limit ? [rows.at(-1)!.id] : null)
    },
  })
}
