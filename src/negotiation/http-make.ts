import { Type } from 'typebox'
import { ask, askedBy, IdIn, Input, judged, strict } from '../orchestration/index.ts'
import type { Door } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import { created, ok, refused, route, type Route } from '../platform/http/index.ts'
import { scopeOf } from '../platform/row-scope.ts'
import { moveQuote } from './move-quote.ts'
import { contentIn, QuoteInput, QuoteRevision, validityIn } from './quote-input.ts'
import { quoteIn } from './quote-key.ts'
import { quoteKey, readQuoteSizes } from './read-quotes.ts'
import { QuoteActed } from './render.ts'
import { saveQuote } from './save-quote.ts'

const Reason = strict({ reason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })) }, 'QuoteReason')

/** Making a quote, giving it a new version, and moving it: sent, refused, withdrawn. A quote has at most `orderLines` lines. */
export function makingRoutes({
  door,
  db,
  orderLines,
}: {
  door: Door
  db: Database
  orderLines: number
}): Route[] {
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
