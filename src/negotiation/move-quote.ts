import { businessDate, readCompanies, type Company } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { checkIfMatch, refuseMalformed, type Malformed } from '../platform/http/index.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../platform/keyed.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'
import { withoutRequester } from '../orders/index.ts'
import { inScope } from '../platform/row-scope.ts'
import { outOfTime, TRANSITIONS, type Quote } from './quote.ts'
import { quoteKey, readQuoteHeads } from './read-quotes.ts'
import {
  answerOf,
  concludeQuotes,
  lockQuoteRows,
  tagOf,
  touch,
  writeApprovals,
  type QuotePicture,
} from './write-quote.ts'

export interface MoveQuoteRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  quoteId: bigint
  act: 'send' | 'refuse' | 'withdraw' | 'expire'
  reason: string | null
  ifMatch?: string | undefined
  /** Accounts whose quotes the caller sees; null: all. */
  accounts: readonly bigint[] | null
  malformed?: Malformed
}

interface Facts extends QuotePicture {
  companies: Map<bigint, Company>
  /** Quotes that wait for approval since this batch. */
  asked: Set<Quote>
}

/**
 * Sends a quote, or ends it: refused by the customer, withdrawn by us, or expired (B2-5). A quote is sent while it is valid, and
 * what was sent is frozen. What an approval rule would stop as an order waits for approval when it is sent (A4-1, A4-5).
 *
 * Refusals, in this order: `not_found`, `precondition_failed`, `invalid_body`, `quote_state`, `quote_expired`.
 */
export const moveQuote = keyed<MoveQuoteRequest, Facts>({
  name: 'negotiation.move_quote',
  weigh: () => 2,
  companyOf: ({ companyId }) => companyId,
  async read(db, requests) {
    const [companies, quotes] = await Promise.all([
      readCompanies(db, new Set(requests.map(({ companyId }) => companyId))),
      readQuoteHeads(db, requests),
    ])
    return { companies, quotes, moved: new Map(), asked: new Set() }
  },
  lock: (facts, locks) => lockQuoteRows(facts, locks),
  hidden: (request, { quotes }) => hiddenQuote(request, quotes.get(quoteKey(request))),
  decide,
  conclude(facts, context) {
    concludeQuotes(facts, context)
    writeApprovals(facts.asked, context)
  },
} satisfies KeyedAct<MoveQuoteRequest, Facts>)

/** A customer sees its own quotes, as they were sent: what is not sent yet is the company's. */
export function seesQuote(accounts: readonly bigint[] | null, quote: Quote): boolean {
  if (!inScope(accounts, quote.accountId)) return false
  return accounts === null || quote.sentVersion === quote.shown.version
}

/** Refused before its key is looked at, so that nothing of it is told again. */
export function hiddenQuote(
  { accounts, malformed }: Pick<MoveQuoteRequest, 'accounts' | 'malformed'>,
  quote: Quote | undefined,
): Refusal | undefined {
  if (quote && seesQuote(accounts, quote)) return undefined
  return malformed ? refuseMalformed(malformed, []) : refuse('not_found', 'there is no such quote')
}

function decide(request: MoveQuoteRequest, facts: Facts, context: Context): Answered | Refusal {
  const { act, actor, reason, malformed } = request
  const quote = facts.quotes.get(quoteKey(request))!
  if (checkIfMatch(request.ifMatch, tagOf(quote), false))
    return refuse('precondition_failed', `the quote is at revision ${quote.revision}`)
  if (malformed) return refuseMalformed(malformed, [])
  const state = TRANSITIONS[quote.state][act]
  if (state === null) return refuse('quote_state', `the quote is ${quote.state}`)
  const today = businessDate(facts.companies.get(quote.companyId)!, context.now)
  const late = act === 'send' ? outOfTime(quote, today) : undefined
  if (late?.code === 'quote_expired') return refuse(late.code, late.message)
  // Its last day was moved, or the clock of the company set back, since the job looked.
  if (act === 'expire' && quote.shown.validUntil >= today)
    return refuse('quote_state', `the quote is valid until ${quote.shown.validUntil}`)
  const { approval } = quote.shown
  if (act === 'send' && approval && approval.state !== 'approved') {
    const levels = [approval.madeBy, actor].reduce<string[]>(withoutRequester, approval.levels)
    Object.assign(approval, { levels, level: 0, agreed: [], state: 'wanted', requestedBy: actor })
    quote.state = 'pending_approval'
    facts.asked.add(quote)
    touch(facts, quote, { act: 'ask_for_approval', actor, reason }, context)
    return { ok: true, answer: answerOf(quote) }
  }
  quote.state = state
  quote.expiresOn = state === 'sent' ? quote.shown.validUntil : null
  if (state === 'sent') quote.sentVersion = quote.version
  touch(facts, quote, { act, actor, reason }, context)
  return { ok: true, answer: answerOf(quote) }
}
