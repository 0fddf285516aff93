import {
  delegationsTo,
  judgeDecision,
  standingFor,
  withDelegations,
  type ApprovalDecision,
  type Delegation,
} from '../orders/index.ts'
import { businessDate, readCompanies, type Company } from '../organization/index.ts'
import { shownActor } from '../platform/auth/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { refuseMalformed, type Malformed } from '../platform/http/index.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../platform/keyed.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'
import { outOfTime, TRANSITIONS, type Quote } from './quote.ts'
import { quoteKey, readQuoteHeads } from './read-quotes.ts'
import {
  answerOf,
  concludeQuotes,
  lockQuoteRows,
  touch,
  writeApprovals,
  type QuotePicture,
} from './write-quote.ts'

export interface DecideQuoteRequest extends MayBeKeyed, ApprovalDecision {
  companyId: bigint
  quoteId: bigint
  malformed?: Malformed
}

interface Facts extends QuotePicture {
  companies: Map<bigint, Company>
  /** Who has named those who decide, by company/actor. */
  delegations: Map<string, Delegation[]>
}

/**
 * Decides on quotes that wait for approval (A4-2, A4-4 … A4-6): the last approval sends the version that was looked at, a rejection makes
 * it a draft again, a question keeps it waiting. Neither who made the version nor who sent it decides on it.
 *
 * Refusals, in this order: `invalid_body`, `not_found`, `nothing_to_approve`, those of `judgeDecision`, `quote_expired`.
 */
export const decideQuote = keyed<DecideQuoteRequest, Facts>({
  name: 'negotiation.decide_quote',
  weigh: () => 3,
  companyOf: ({ companyId }) => companyId,
  async read(db, requests) {
    const [companies, quotes, delegations] = await Promise.all([
      readCompanies(db, new Set(requests.map(({ companyId }) => companyId))),
      // As they stand, whatever version was looked at.
      readQuoteHeads(
        db,
        requests.map(({ companyId, quoteId }) => ({ companyId, quoteId })),
      ),
      delegationsTo(db, requests),
    ])
    return { companies, quotes, delegations, moved: new Map() }
  },
  lock: (facts, locks) => lockQuoteRows(facts, locks),
  decide,
  conclude(facts, context) {
    concludeQuotes(facts, context)
    writeApprovals(facts.moved.keys(), context)
  },
} satisfies KeyedAct<DecideQuoteRequest, Facts>)

const ACTS = { approve: 'approve', reject: 'reject', ask: 'ask_for_information' } as const

function decide(request: DecideQuoteRequest, facts: Facts, context: Context): Answered | Refusal {
  const { actor, outcome, comment: reason, malformed } = request
  if (malformed) return refuseMalformed(malformed, [])
  const quote = facts.quotes.get(quoteKey(request))
  if (!quote) return refuse('not_found', 'there is no such quote', '/quote')
  const { approval } = quote.shown
  const act = outcome === 'ask' ? 'approve' : outcome
  if (TRANSITIONS[quote.state][act] === null || !approval)
    return refuse('nothing_to_approve', `the quote is ${quote.state}`, '/quote')
  if (actor === approval.madeBy)
    return refuse('self_approval', 'who makes a quote does not decide on it: another one does')
  const { levels } = approval
  const requestedBy = approval.requestedBy!
  const { version } = quote
  const asked = { ...approval, version, requestedBy, total: 0n, escalateHours: null, escalateAt: null }
  const today = businessDate(facts.companies.get(quote.companyId)!, context.now)
  const own = facts.delegations.get(`${quote.companyId}/${actor}`) ?? []
  const standing = standingFor(own, today, [requestedBy, approval.madeBy])
  const { judged, onBehalf } = withDelegations(request.names, standing, (names) =>
    judgeDecision(asked, { ...request, names }),
  )
  if (!judged.ok) return judged
  const last = outcome === 'approve' && judged.level === levels.length
  const late = last ? outOfTime(quote, today) : undefined
  if (late?.code === 'quote_expired') return refuse(late.code, late.message)
  approval.level = last ? levels.length - 1 : judged.level
  approval.agreed = judged.agreed
  if (last) approval.state = 'approved'
  if (outcome === 'reject') {
    approval.state = 'rejected'
    quote.state = 'draft'
  }
  const away = onBehalf.length === 0 ? '' : `for ${onBehalf.map(shownActor).join(', ')}`
  const said = [away, reason ?? ''].filter((text) => text !== '').join(': ')
  touch(facts, quote, { act: ACTS[outcome], actor, reason: said === '' ? null : said }, context)
  if (last) send(quote, facts, approval.requestedBy!, context)
  return { ok: true, answer: answerOf(quote) }
}

/** It goes to the customer for whoever sent it. */
function send(quote: Quote, facts: Facts, actor: string, context: Context): void {
  quote.state = 'sent'
  quote.expiresOn = quote.shown.validUntil
  quote.sentVersion = quote.version
  touch(facts, quote, { act: 'send', actor, reason: null }, context)
}
