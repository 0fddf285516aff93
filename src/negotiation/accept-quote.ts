import { hash } from 'node:crypto'
import { readItems } from '../catalog/index.ts'
import {
  concludeCapture,
  decideCapture,
  lockCapture,
  readCapture,
  type CaptureFacts,
} from '../orchestration/index.ts'
import { codeOf, orderNumber, type Agreed, type Order, type SubmitRequest } from '../orders/index.ts'
import { businessDate, readCompanies, type Company } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { checkIfMatch, refuseMalformed, type Malformed } from '../platform/http/index.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../platform/keyed.ts'
import { currencyDigits, formatMicro, microToMinor, parseMicro, type Minor } from '../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { encodeId, quoteNumber } from '../platform/public-id.ts'
import { hiddenQuote } from './move-quote.ts'
import { insertQuoteRelease } from './negotiation.sql.ts'
import {
  contentOf,
  decideVersion,
  orderInput,
  prepareVersion,
  type PreparedVersion,
} from './propose-version.ts'
import {
  leftOf,
  outOfTime,
  releasedOf,
  shareOf,
  TRANSITIONS,
  type Alternative,
  type Quote,
  type QuoteLine,
  type Taken,
} from './quote.ts'
import { quoteKey, readWholeQuotes } from './read-quotes.ts'
import { renderSoldLeft } from './render.ts'
import { takeVersion } from './save-quote.ts'
import { statedQuantity, takenOf, type AskedLine, type ItemOf } from './taken.ts'
import { answerOf, concludeQuotes, lockQuoteRows, tagOf, touch, type QuotePicture } from './write-quote.ts'

export interface AcceptRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  quoteId: bigint
  /** Lines of its quote: what it reads, and at most what is ordered. */
  quoteLines: number
  ifMatch?: string | undefined
  /** What the customer saw; null: `ifMatch` says it. */
  seenVersion: number | null
  /** Accounts whose quotes the caller sees; null: all. */
  accounts: readonly bigint[] | null
  /** Code of the alternative; null: the only one, or the one of which orders were made. */
  alternative: string | null
  /** null: all that is left. */
  lines: readonly AskedLine[] | null
  customerReference: string | null
  /** The key under which a cart holds its goods. */
  reservationKey: string | null
  /** Of a quote that has expired a new version is made at today's prices, valid for so many days. */
  repriceDays: number | null
  malformed?: Malformed
}

/** What an acceptance is prepared as: the lines that it takes, as they stood when it was read. */
interface Prepared {
  alternative: Alternative
  taken: Map<number, Taken>
  /** Absent while something is wrong with the request. */
  order: SubmitRequest | undefined
  version: PreparedVersion | undefined
}

interface Facts extends QuotePicture {
  companies: Map<bigint, Company>
  /** Absent when no request of the batch could be ordered or priced. */
  capture: CaptureFacts | undefined
  prepared: Map<AcceptRequest, Prepared | Refusal>
  /** Items of lines that are quoted in other units than they are stocked in. */
  itemsOf(companyId: bigint): ItemOf
}

/**
 * Makes an order of an alternative of a quote, whole or in part, at the prices that were quoted (A1-15, B2-5): the order goes the way
 * of every order, with promise, credit and plan. What is left can be ordered until the last day of the quote. Two acceptances
 * meet at the row of the quote, and take no more than there is.
 *
 * Refusals, in this order: `not_found`, `rows_limited`, `precondition_failed`, `quote_changed` (another version stands), `invalid_body`, `quote_state`, `quote_expired`, `quote_not_yet`,
 * `acceptance_refused` (every problem at once), `all_ordered`, `coverage_left`, `quote_changed`, `not_as_agreed`.
 */
export const acceptQuote = keyed<AcceptRequest, Facts>({
  name: 'negotiation.accept_quote',
  weigh: ({ quoteLines }) => 10 + quoteLines,
  companyOf: ({ companyId }) => companyId,
  read,
  lock(facts, locks) {
    lockQuoteRows(facts, locks)
    if (facts.capture) lockCapture(facts.capture, locks)
  },
  hidden: (request, { quotes }) => hiddenQuote(request, quotes.get(quoteKey(request))),
  decide,
  conclude(facts, context) {
    concludeQuotes(facts, context)
    if (facts.capture) concludeCapture(facts.capture, context)
  },
} satisfies KeyedAct<AcceptRequest, Facts>)

async function read(db: Reader, requests: readonly AcceptRequest[]): Promise<Facts> {
  const [companies, quotes] = await Promise.all([
    readCompanies(db, new Set(requests.map(({ companyId }) => companyId))),
    readWholeQuotes(db, requests),
  ])
  const itemsOf = await readUnits(db, companies, [...quotes.values()])
  const counts = new Map<string, number>()
  const prepared: Facts['prepared'] = new Map()
  for (const request of requests) {
    const key = quoteKey(request)
    const quote = quotes.get(key)
    if (!quote) continue
    const count = counts.get(key) ?? 0
    counts.set(key, count + 1)
    prepared.set(request, prepare(request, quote, count, itemsOf(quote.companyId)))
  }
  const orders = [...prepared.values()].flatMap((one) =>
    'ok' in one ? [] : [...(one.order ? [one.order] : []), ...(one.version?.orders ?? [])],
  )
  const capture = orders.length === 0 ? undefined : await readCapture(db, orders)
  return { companies, quotes, moved: new Map(), capture, prepared, itemsOf }
}

async function readUnits(
  db: Reader,
  companies: Facts['companies'],
  quotes: readonly Quote[],
): Promise<Facts['itemsOf']> {
  const wanted = quotes.flatMap(({ companyId, shown }) =>
    shown.alternatives.flatMap(({ lines }) =>
      lines.flatMap(({ sku, sold }) => (sold ? [{ company: companies.get(companyId)!, sku }] : [])),
    ),
  )
  const items = await readItems(db, wanted)
  return (companyId) => (sku) => items(companyId, sku)
}

/** @param count acceptances of this quote before it in the batch: each order has an id of its own */
function prepare(request: AcceptRequest, quote: Quote, count: number, itemOf: ItemOf): Prepared | Refusal {
  const { companyId, actor, repriceDays } = request
  const chosen = chooseAlternative(request, quote)
  if ('ok' in chosen) return chosen
  const taken = takenOf(request.lines, quote, chosen, itemOf)
  if ('ok' in taken) return taken
  const content = contentOf(quote.shown)
  const version = repriceDays === null ? undefined : prepareVersion(companyId, actor, content)
  if (taken.size === 0) return { alternative: chosen, taken, order: undefined, version }
  const lines = chosen.lines.flatMap((line) => {
    const part = taken.get(line.lineNo)
    return line.stated && part
      ? [{ ...line.stated, quantity: formatMicro(statedQuantity(line, part, itemOf)) }]
      : []
  })
  const externalId = `${quoteNumber(quote.id)}-${quote.version}${chosen.code}-${quote.revision + BigInt(count)}`
  const { coupons: _spent, ...terms } = content.terms
  const customerReference = request.customerReference ?? content.customerReference
  const stated = { ...content, terms, customerReference }
  const order: SubmitRequest = {
    companyId,
    actor,
    input: {
      ...orderInput(stated, { discounts: [], lines: lines.map(withoutDiscounts) }, externalId),
      ...(request.reservationKey === null ? {} : { reservationKey: request.reservationKey }),
    },
    bodyHash: hash('sha256', externalId, 'buffer'),
    intakeId: null,
  }
  return { alternative: chosen, taken, order, version }
}

/** They are in the price that was agreed. */
function withoutDiscounts({ discounts: _taken, ...line }: NonNullable<QuoteLine['stated']>) {
  return line
}

function chooseAlternative({ alternative: code }: AcceptRequest, quote: Quote): Alternative | Refusal {
  const { alternatives } = quote.shown
  const path = '/alternative'
  if (quote.alternative !== null && code !== null && code !== quote.alternative) {
    const message = `alternative ${quote.alternative} was accepted`
    return refuse('acceptance_refused', [{ path, code: 'other_accepted', message }])
  }
  const wanted = code ?? quote.alternative
  const found =
    wanted === null && alternatives.length === 1
      ? alternatives[0]
      : alternatives.find((one) => one.code === wanted)
  if (found) return found
  const codes = alternatives.map((one) => one.code).join(', ')
  return refuse('acceptance_refused', [
    wanted === null
      ? { path, code: 'required', message: `say which of ${codes}` }
      : { path, code: 'unknown_alternative', message: `there is no alternative ${wanted}: ${codes}` },
  ])
}

function decide(request: AcceptRequest, facts: Facts, context: Context): Answered | Refusal {
  const { malformed } = request
  const quote = facts.quotes.get(quoteKey(request))!
  // What is offered is the company's.
  if (request.accounts !== null && request.repriceDays !== null) {
    const message = 'your credential may not have a quote made anew'
    return refuse('rows_limited', [{ path: '/repriceDays', code: 'rows_limited', message }])
  }
  if (checkIfMatch(request.ifMatch, tagOf(quote), false))
    return refuse('precondition_failed', `the quote is at revision ${quote.revision}`)
  const { seenVersion } = request
  if (seenVersion !== null && seenVersion !== quote.version) {
    const message = `version ${quote.version} stands, not ${seenVersion}`
    return refuse('quote_changed', message, '/version')
  }
  if (request.accounts !== null && request.reservationKey !== null) {
    const message = 'your credential may not take goods that are held'
    return refuse('rows_limited', [{ path: '/reservationKey', code: 'rows_limited', message }])
  }
  const prepared = facts.prepared.get(request)!
  if (malformed) return refuseMalformed(malformed, 'ok' in prepared ? prepared.problems : [])
  const late = outOfTime(quote, businessDate(facts.companies.get(quote.companyId)!, context.now))
  const expired = late?.code === 'quote_expired' && (quote.state === 'sent' || quote.state === 'expired')
  if (expired && request.repriceDays !== null) return reprice(request, quote, prepared, facts, context)
  if (expired) return refuse(late.code, late.message)
  const state = TRANSITIONS[quote.state].accept
  if (state === null) return refuse('quote_state', `the quote is ${quote.state}`)
  if (late) return refuse(late.code, late.message)
  if ('ok' in prepared) return prepared
  // An acceptance before it in the batch took of it: what is left now is another quantity.
  if (facts.moved.has(quote)) {
    const again = chooseAlternative(request, quote)
    if ('ok' in again) return again
    const taken = takenOf(request.lines, quote, again, facts.itemsOf(quote.companyId))
    if ('ok' in taken) return taken
    if (taken.size === 0) return nothingToOrder(quote, again)
    if (!same(taken, prepared.taken)) return refuse('quote_changed', 'another acceptance took of it just now')
  }
  const { alternative, taken, order: asked } = prepared
  if (!asked) return nothingToOrder(quote, alternative)
  asked.agreed = agreedOf(quote, alternative, taken)
  const outcome = decideCapture(asked, facts.capture!, context)
  if (!outcome.ok) {
    const told = toldAtLines(outcome.problems, request, alternative, taken)
    return { ...outcome, problems: request.accounts === null ? told : withoutOurs(told) }
  }
  if (outcome.change === 'duplicate') {
    // Keys are read after quotes: another process made the order in between, so the quote is of before. Its revision is verified, which
    // fails, and all is decided again under its lock.
    if (!facts.moved.has(quote)) facts.moved.set(quote, quote.revision)
    return refuse('quote_changed', 'another acceptance took of it just now')
  }
  const { order } = outcome
  release(quote, alternative, taken, order, context)
  quote.state = state
  quote.alternative = alternative.code
  quote.expiresOn = null
  touch(facts, quote, { act: 'accept', actor: request.actor, reason: order.externalId }, context)
  return {
    ok: true,
    answer: { ...answerOf(quote), order: orderAnswer(order), left: renderLeft(quote, alternative) },
  }
}

/** Nothing is left, or only what covers lines of which nothing is. */
function nothingToOrder(quote: Quote, alternative: Alternative): Refusal {
  const left = [...leftOf(quote, alternative)].filter(([, { quantity }]) => quantity > 0n)
  if (left.length === 0) return refuse('all_ordered', 'all of it was ordered')
  const lines = left.map(([lineNo, { quantity }]) => `${formatMicro(quantity)} of line ${lineNo}`)
  return refuse('coverage_left', `what they cover was ordered without them: ${lines.join(', ')}`)
}

/** Problems of a line of the order are told at the line of the acceptance, or of the quote when it named none. */
function toldAtLines(
  problems: readonly Problem[],
  { lines }: AcceptRequest,
  alternative: Alternative,
  taken: ReadonlyMap<number, Taken>,
): Problem[] {
  const ordered = alternative.lines.filter(({ lineNo, stated }) => stated && taken.has(lineNo))
  return problems.map((problem) => {
    const [, place, rest = ''] = /^\/lines\/(\d+)(\/.*)?$/.exec(problem.path) ?? []
    const line = place === undefined ? undefined : ordered[Number(place)]
    if (!line) return problem
    if (!lines) return { ...problem, path: '', message: `line ${line.lineNo}: ${problem.message}` }
    return { ...problem, path: `/lines/${lines.findIndex(({ lineNo }) => lineNo === line.lineNo)}${rest}` }
  })
}

/** What keeps an order from being agreed that a customer is not to know: what we want to earn, and who has to agree. */
const OURS: ReadonlySet<string> = new Set(['margin_below_floor', 'approval_required', 'cost_not_found'])

/** What is ours is told as one thing that says nothing of it. */
function withoutOurs(problems: readonly Problem[]): Problem[] {
  const told = problems.filter(({ code }) => !OURS.has(code))
  if (told.length === problems.length) return told
  const message = 'an order at these prices cannot be agreed today: ask for a new quote'
  return [...told, { path: '', code: 'not_as_agreed', message }]
}

function same(one: ReadonlyMap<number, Taken>, other: ReadonlyMap<number, Taken>): boolean {
  const isSame = ([key, { quantity, units }]: [number, Taken]) =>
    other.get(key)?.quantity === quantity && other.get(key)?.units === units
  return one.size === other.size && [...one].every(isSame)
}

/** The prices of what is taken: its share of each line, cumulatively, so that partial orders add up to the quote. */
function agreedOf(quote: Quote, alternative: Alternative, taken: ReadonlyMap<number, Taken>): Agreed {
  const released = releasedOf(quote, alternative)
  const digits = currencyDigits(quote.shown.currency)
  let freight = 0n
  const lines = alternative.lines.flatMap((line) => {
    const { lineNo, perParent } = line.parent ?? { lineNo: line.lineNo, perParent: 1 }
    const part = taken.get(lineNo)
    if (!part) return []
    const before = (released.get(lineNo) ?? 0n) * BigInt(perParent)
    const now = part.quantity * BigInt(perParent)
    freight += shareOf(line.freightAmount, line.quantity, before, now)
    const extended = shareOf(line.amount, line.quantity, before, now)
    const budgets = promotionsOf(line, digits, (off) => shareOf(off, line.quantity, before, now))
    const { sku, uom, unitPrice, sold, agreement } = line
    return [{ sku, quantity: now, uom, unitPrice, sold, extended, budgets, agreement }]
  })
  const number = quoteNumber(quote.id)
  const { version, freightTaxed, approval } = quote.shown
  const approved = approval?.state === 'approved' ? approval.rules.map(codeOf) : []
  const name = {
    id: encodeId('quo', quote.id),
    number,
    version,
    alternative: alternative.code,
    ...(approved.length === 0 ? {} : { approved }),
  }
  const { discountPercent } = alternative
  return { name, number, freight, freightTaxed, discountPercent, approved: new Set(approved), lines }
}

/** What promotions took off a line when it was quoted, by their ids, in minor units: the share of it that is taken. */
function promotionsOf(
  { waterfall }: QuoteLine,
  digits: number,
  share: (off: Minor) => Minor,
): Map<bigint, Minor> {
  const taken = new Map<bigint, Minor>()
  for (const [kind, rule, , , , , effect] of waterfall as unknown[][]) {
    if (kind !== 'promotion' || typeof rule !== 'string') continue
    const id = BigInt(rule.split('@')[0]!)
    const off = -microToMinor(parseMicro(String(effect)) ?? 0n, digits)
    taken.set(id, (taken.get(id) ?? 0n) + off)
  }
  return new Map([...taken].map(([id, off]) => [id, share(off)]))
}

function release(
  quote: Quote,
  { place }: Alternative,
  taken: ReadonlyMap<number, Taken>,
  { id: orderId }: Order,
  { writes, batch }: Context,
): void {
  const { companyId, id: quoteId, version } = quote
  for (const [lineNo, { quantity, units }] of taken) {
    const line = { orderId, lineNo, version, place, quantity }
    quote.releases.push({ ...line, units })
    writes.add(insertQuoteRelease, { companyId, quoteId, ...line, batch, soldQuantity: units })
  }
}

function orderAnswer({ id, externalId, state, openHolds }: Order) {
  return { id: encodeId('ord', id), number: orderNumber(id), externalId, state, openHolds }
}

/** What of each stated line no order has yet. */
function renderLeft(quote: Quote, alternative: Alternative) {
  const lines = new Map(alternative.lines.map((line) => [line.lineNo, line]))
  return Array.from(leftOf(quote, alternative), ([lineNo, left]) => ({
    lineNo,
    quantity: formatMicro(left.quantity),
    sold: renderSoldLeft(lines.get(lineNo)!, left),
  }))
}

/** The offer of before at today's prices: a draft, for somebody to look at and to send. */
function reprice(
  { actor, repriceDays }: AcceptRequest,
  quote: Quote,
  prepared: Prepared | Refusal,
  facts: Facts,
  context: Context,
): Answered | Refusal {
  if ('ok' in prepared) return prepared
  const decided = decideVersion(
    quote.companyId,
    prepared.version!,
    { days: repriceDays! },
    quote.version + 1,
    facts.capture!,
    context.now,
  )
  if (!decided.ok) return refuse('invalid_quote', decided.problems)
  takeVersion(quote, decided, facts, { act: 'reprice', actor, reason: 'quote_expired' }, context)
  return { ok: true, answer: { ...answerOf(quote), order: null, left: [] } }
}
