import { readCapture, type CaptureFacts } from '../orchestration/index.ts'
import { businessTime } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { checkIfMatch, refuseMalformed, type Malformed } from '../platform/http/index.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../platform/keyed.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'
import {
  contentOf,
  decideVersion,
  prepareVersion,
  type PreparedVersion,
  type QuoteContent,
  type Validity,
} from './propose-version.ts'
import { TRANSITIONS, type Quote } from './quote.ts'
import { quoteKey, readWholeQuotes } from './read-quotes.ts'
import {
  answerOf,
  concludeQuotes,
  lockQuoteRows,
  tagOf,
  touch,
  writeNewQuote,
  writeVersion,
  type QuotePicture,
} from './write-quote.ts'

export interface SaveQuoteRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** null: a new quote. */
  quoteId: bigint | null
  ifMatch: string | undefined
  /** null: what stands, priced and dated anew. */
  content: QuoteContent | null
  /** Lines of the quote as it stands: what is priced anew. */
  quoteLines: number
  validity: Validity
  malformed?: Malformed
}

export interface SaveQuoteFacts extends QuotePicture {
  capture: CaptureFacts
  prepared: Map<SaveQuoteRequest, PreparedVersion>
}

/**
 * Makes a quote, or a new version of one: priced and dated as an order of now would be, and nothing of stock or demand is touched
 * (B2-5, C1-6). What was sent stays as it was sent, and the new version is a draft.
 *
 * Refusals, in this order: `unknown_company`, `not_found`, `precondition_failed`, `invalid_body`, `quote_state`, `invalid_quote` (every
 * problem at once).
 */
export const saveQuote = keyed<SaveQuoteRequest, SaveQuoteFacts>({
  name: 'negotiation.save_quote',
  weigh: ({ content, quoteLines }) =>
    10 + quoteLines + (content?.alternatives.reduce((sum, { lines }) => sum + lines.length, 0) ?? 0),
  companyOf: ({ companyId }) => companyId,
  read,
  lock: (facts, locks) => lockQuoteRows(facts, locks),
  decide,
  conclude: concludeQuotes,
} satisfies KeyedAct<SaveQuoteRequest, SaveQuoteFacts>)

async function read(db: Reader, requests: readonly SaveQuoteRequest[]): Promise<SaveQuoteFacts> {
  const standing = requests.flatMap(({ companyId, quoteId }) =>
    quoteId === null ? [] : [{ companyId, quoteId }],
  )
  const quotes = await readWholeQuotes(db, standing)
  const prepared = new Map<SaveQuoteRequest, PreparedVersion>()
  for (const request of requests) {
    const { companyId, actor, quoteId } = request
    const quote = quoteId === null ? undefined : quotes.get(quoteKey({ companyId, quoteId }))
    const content = request.content ?? (quote && contentOf(quote.shown))
    if (content) prepared.set(request, prepareVersion(companyId, actor, content))
  }
  const capture = await readCapture(
    db,
    [...prepared.values()].flatMap(({ orders }) => orders),
  )
  return { quotes, moved: new Map(), capture, prepared }
}

function decide(request: SaveQuoteRequest, facts: SaveQuoteFacts, context: Context): Answered | Refusal {
  const { companyId, actor, quoteId, malformed } = request
  const quote = quoteId === null ? undefined : facts.quotes.get(quoteKey({ companyId, quoteId }))
  if (quoteId !== null && !quote) return refuse('not_found', 'there is no such quote')
  const company = facts.capture.companies.get(companyId)
  if (!company) return refuse('unknown_company', 'there is no such company')
  if (quote && checkIfMatch(request.ifMatch, tagOf(quote), false))
    return refuse('precondition_failed', `the quote is at revision ${quote.revision}`)
  const state = quote ? TRANSITIONS[quote.state].revise : 'draft'
  const version = quote ? quote.version + 1 : 1
  const { validity } = request
  const prepared = facts.prepared.get(request)!
  const decided = decideVersion(companyId, prepared, validity, version, facts.capture, context.now)
  if (malformed) return refuseMalformed(malformed, decided.ok ? [] : decided.problems)
  if (state === null) return refuse('quote_state', `the quote is ${quote!.state}`)
  if (!decided.ok) return refuse('invalid_quote', decided.problems)
  if (quote) {
    takeVersion(quote, decided, facts, { act: 'revise', actor, reason: null }, context)
    return { ok: true, answer: answerOf(quote) }
  }
  const made: Quote = {
    companyId,
    id: context.ids.next(),
    revision: 1n,
    version,
    state,
    sentVersion: null,
    accountId: decided.accountId,
    madeAt: businessTime(company, context.now),
    expiresOn: null,
    alternative: null,
    shown: decided.version,
    releases: [],
  }
  writeNewQuote(made, actor, context)
  return { ok: true, answer: answerOf(made) }
}

/** A version takes the place of the one before, which stays readable; it is a draft until it is sent. */
export function takeVersion(
  quote: Quote,
  { version, accountId }: { version: Quote['shown']; accountId: bigint },
  facts: QuotePicture,
  by: { act: string; actor: string; reason: string | null },
  context: Context,
): void {
  Object.assign(quote, {
    version: version.version,
    state: 'draft',
    accountId,
    expiresOn: null,
    shown: version,
  })
  writeVersion(quote, context)
  touch(facts, quote, by, context)
}
