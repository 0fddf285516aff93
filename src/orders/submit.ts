import type { Item } from '../catalog/index.ts'
import {
  createCustomer,
  findAccount,
  lockAccounts,
  newAccount,
  writeExposure,
  type Account,
  type NewCustomer,
} from '../customers/index.ts'
import {
  lockStock,
  lockTemporaryReservations,
  endUse,
  useTemporary,
  writeGates,
  writeTemporaryReservations,
} from '../inventory/index.ts'
import { businessTime, RATE_ONE, type Company } from '../organization/index.ts'
import type { Context, WriteSet } from '../platform/batch/index.ts'
import { SEAL_BYTES } from '../platform/blob.ts'
import { refuseMalformed } from '../platform/http/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { encodeId } from '../platform/public-id.ts'
import { lockBudgets, lockReleases, writeBudgets, writeReleases } from '../pricing/index.ts'
import { agree } from './agree.ts'
import { asAgreed } from './agreed.ts'
import { itemsOf, judgeFacts, otherCurrency, tooFineOf, unknownCustomer } from './judge-facts.ts'
import { judgeOrder } from './judge.ts'
import type { Order, OrderLine, OrderState } from './order.ts'
import { explode, includedParts, toldAtParents, withComponents } from './explode.ts'
import { coversDecided } from './coverage.ts'
import { gathersDecided } from './followers.ts'
import { costsDecided, costsMissing, costsShown, type ShownCost } from './outside.ts'
import type { ParsedLine, ParsedOrder } from './parse.ts'
import { askedForDiscounts, wantApproval, withdraw, writeApproval, type Wanted } from './approval.ts'
import { askedBy, blockedBy, holdForMargin, judgeLines, judgementsDecided } from './guardrail.ts'
import { marginsAtEntry, marginsDecided, weighOrder, type LineMargin } from './margin.ts'
import { judgeSites, referTo, withoutSiteCountry } from './place.ts'
import { tooGreat, type LineAmounts, type OrderAmounts } from './order-amounts.ts'
import { priceWhatCanBe } from './price-order.ts'
import { questionOf, termsOf } from './price-question.ts'
import { releaseAgreements, spendBudgets } from './spend-budgets.ts'
import { MOST_LINES, type OrderInput } from './order-input.ts'
import type { Judged } from '../pricing/index.ts'
import { remorseEnd } from './remorse.ts'
import { soldAs, stockPrice } from './sold.ts'
import { validate, type Reception, type SourceSystem } from './recognize.ts'
import { approvalFactsOf, validationFactsOf } from './rule-facts.ts'
import { reservationNamed, type KnownVersion, type SubmitFacts } from './submit-facts.ts'
import { keyedId, lineNumbers, type SubmitRequest } from './submit-request.ts'
import type { Understood } from './transform.ts'
import { backordersOf, placesMissing, rulesMissing, wayOf, waysMissing } from './want.ts'
import { writeConfigurations, writeDraft, writeNewOrder, writeRevisedDraft } from './write-order.ts'

export type Submitted =
  | { ok: true; change: 'new' | 'edited'; order: Order; revised: boolean }
  /** The same order came again: answer from what stands. */
  | { ok: true; change: 'duplicate'; orderId: bigint }

/**
 * Decides one order (A1, A2, O-03 … O-07, D1 … D3, D6).
 *
 * Refusals, in this order: `unknown_company`, `unregistered_source`, `invalid_order` (every problem at once),
 * `key_reused`, `older_version`, `known_as_draft`, `revision_not_available`, `duplicate_reference`; of a draft that is submitted as it
 * stands `draft_incomplete`. What is well-formed but incomplete becomes a draft with its problems, what no rule recognizes a failed
 * order: nothing that was understood is lost (decision 0005).
 */
export function decideSubmit(
  request: SubmitRequest,
  facts: SubmitFacts,
  context: Context,
  hasPattern: (item: Item) => boolean = () => true,
): Submitted | Refusal {
  const { companyId } = request
  const company = facts.companies.get(companyId)
  if (!company) return refuse('unknown_company', 'there is no such company')
  const reception = facts.receptions.get(companyId)!
  const understood = facts.understood.get(request)
  const { malformed } = request
  if (!understood) {
    if (malformed) return refuseMalformed(malformed, [])
    throw facts.faults.get(request)!
  }
  const { input } = understood
  const source = reception.sources.get(input.source)
  const judged = withoutSiteCountry(request.input, input)
  const { order: parsed, problems } = judgeOrder(judged, source, businessTime(company, context.now), (sku) =>
    facts.items(companyId, sku),
  )
  if (problems.length > 0 || !source || malformed) {
    const all = [...problems, ...judgeFacts(companyId, input, parsed, source, facts)]
    if (malformed) return refuseMalformed(malformed, all)
    return refuse(source?.active ? 'invalid_order' : 'unregistered_source', all)
  }
  const known = request.draft ? undefined : answerKnown(request, facts)
  if (known) return known
  return decideContent(request, facts, context, {
    ...understood,
    company,
    reception,
    source,
    parsed,
    hasPattern,
  })
}

/** A key that was seen: the same bytes are a replay, others are refused, and so is another version. */
function answerKnown(request: SubmitRequest, facts: SubmitFacts): Submitted | Refusal | undefined {
  const { companyId, input, bodyHash } = request
  const versions = facts.keys.get(`${companyId}/${input.source}/${keyedId(request)}`)
  if (!versions) return undefined
  const name = `${input.source}/${input.externalId}`
  const version = input.version ?? 1
  const same = versions.get(version)
  if (same) {
    if (same.bodyHash.equals(bodyHash)) return { ok: true, change: 'duplicate', orderId: same.orderId }
    const message = `version ${version} of ${name} was received before with another content`
    return refuse('key_reused', message, '/externalId')
  }
  const newest = Math.max(...versions.keys())
  if (version < newest)
    return refuse('older_version', `version ${newest} of ${name} is here: ${version} is older`, '/version')
  const { isDraft, orderId } = versions.get(newest)!
  if (isDraft) {
    const id = encodeId('ord', orderId)
    const message = `${name} is here as a draft: change it with PATCH /api/v1/orders/${id}`
    return refuse('known_as_draft', message, '/version')
  }
  const message = `${name} is known in version ${newest}; revising a submitted order is not available yet`
  return refuse('revision_not_available', message, '/version')
}

interface Known extends Understood {
  company: Company
  reception: Reception
  source: SourceSystem
  parsed: ParsedOrder
  hasPattern(item: Item): boolean
}

function decideContent(
  request: SubmitRequest,
  facts: SubmitFacts,
  context: Context,
  known: Known,
): Submitted | Refusal {
  const { company, reception, source, input, parsed: stated, recognition, hasPattern } = known
  const { companyId } = request
  const problems: Problem[] = [...(request.found ?? [])]
  const standing = findAccount(facts.accounts, companyId, input.customer.account)
  // Made below, once nothing refuses its order any more.
  const made = standing ? undefined : customerOf(input, source, company)
  if (!standing && !made) {
    const { account: number, create } = input.customer
    problems.push(unknownCustomer(number, source, create !== undefined))
  }
  const account = standing ?? (made && newAccount(facts.accounts, companyId, made, context))
  problems.push(...otherCurrency(account, input.currency), ...judgeSites(input, account, facts.places))
  const terms = termsOf(company, input, stated, account, context.now)
  const { placedAt, orderedOn, today, country, region } = terms
  const brought = explode(stated, facts.configured.get(request) ?? [], today, MOST_LINES)
  // Lines of components stand behind those that were stated; a draft has none of them.
  const whole = withComponents(stated, brought)
  const { items, problems: unknown } = itemsOf(whole.input, facts, companyId)
  const { parsed, problems: otherwise } = request.agreed
    ? asAgreed(whole, request.agreed, items)
    : { parsed: whole, problems: [] }
  problems.push(...otherwise, ...unknown, ...brought.problems)
  const tell = (found: Problem[]) => toldAtParents(found, input.lines.length, brought)
  // The past was sold as it was.
  const fine = request.historic ? [] : tooFineOf(items, parsed)
  if (fine.length > 0) return refuse('invalid_order', tell([...fine, ...problems]))
  const decisions: JsonObject = {}
  const by = request.approved?.requestedBy ?? request.actor
  if (request.agreed) decisions.quote = request.agreed.name
  if (request.historic) decisions.historic = { series: request.historic.series }
  if (recognition.rule) decisions.recognition = recognition.rule
  if (input.shipMethod !== undefined) decisions.shipMethod = input.shipMethod
  if (input.paymentMethod !== undefined) decisions.paymentMethod = input.paymentMethod
  if (known.rules.length > 0) decisions.transformations = known.rules
  const duplicate = duplicateReference(request, input, facts, source, account)
  if (duplicate && source.duplicateReference === 'refuse') return refuse('duplicate_reference', [duplicate])
  if (duplicate) decisions.duplicateReference = duplicate.message

  const priceOf = (lines: ParsedOrder, of: readonly (Item | undefined)[]) => {
    if (!account) return { amounts: undefined, problems: [] }
    const { orderType } = recognition
    const asked = { company, account, source, parsed: lines, items: of, orderType }
    const question = questionOf(terms, asked, facts.stock, facts.exchange)
    return priceWhatCanBe(question, facts.offers.get(companyId)!, facts.rates)
  }
  const priced = priceOf(parsed, items)
  problems.push(...priced.problems)
  let { amounts } = priced
  const costs = costsShown(facts, companyId, items)
  // The past was sold at the cost that it has in the books.
  if (!request.historic) problems.push(...costsMissing(costs, items))
  const rate = facts.exchange(company, input.currency, orderedOn)
  if (rate === undefined) {
    const message = `no exchange rate from ${input.currency} to ${company.currency} is set up`
    problems.push({ path: '/currency', code: 'rate_not_found', message })
  }
  problems.push(...placesMissing(input.lines, facts.stock, companyId))
  // The past left as it did.
  if (!request.historic)
    problems.push(
      ...waysMissing(input.lines, { ...input, country, region }, facts.stock, companyId),
      ...rulesMissing(parsed.input.lines, items, facts.stock, companyId),
    )
  const great = amounts ? tooGreat(amounts, (amounts.total * (rate ?? RATE_ONE)) / RATE_ONE) : []
  if (great.length > 0) return refuse('invalid_order', tell([...great, ...problems]))

  const { fees, marginRules } = facts.offers.get(companyId)!
  const margined = {
    segment: account?.segment ?? '',
    source: source.code,
    within: includedParts(brought, stated.lines.length),
    fee: fees.get(input.paymentMethod ?? ''),
    way: wayOf({ shipMethod: input.shipMethod, country, region }),
  }
  let margins: LineMargin[] = []
  let atEntry: Judged[] = []
  const weighed = marginRules.length > 0 || reception.approvals.length > 0
  // The past was sold for what it was.
  if (weighed && amounts && rate !== undefined && !request.historic) {
    const of = parsed.lines.map(({ quantity, input: { location } }) => ({
      quantity,
      collected: location !== undefined,
    }))
    const asked = { company, currency: input.currency, rateE10: rate, lines: of, items, costs, amounts }
    margins = marginsAtEntry(asked, margined, facts.stock)
    atEntry = judgeLines(marginRules, margined, items, amounts.lines, margins)
    problems.push(...blockedBy(atEntry))
  }

  // What came while the company is set up is kept, and promises nothing (decision 0019); its past may be taken in.
  if (!company.live && !request.historic) {
    const message = 'the company is not live yet: submit this draft again when it is'
    problems.push({ path: '', code: 'company_not_live', message })
  }

  const planless = items.flatMap((item, index) => (item && !hasPattern(item) ? [noPattern(item, index)] : []))
  let wanted: Wanted | undefined
  let state: OrderState = problems.length > 0 || input.submit === false ? 'draft' : 'in_progress'
  if (recognition.failed) {
    state = 'failed'
    problems.unshift(recognition.failed)
  } else if (known.problems.length > 0) {
    // It stands as it was stated, in the channel's words: what else is wrong with those is no news.
    state = 'failed'
    problems.splice(0, problems.length, ...known.problems)
  } else if (planless.length > 0) {
    // No pattern, no plan: the order fails visibly, no item is skipped (step 4 of plan generation).
    state = 'failed'
    problems.push(...planless)
  } else if (amounts && state === 'in_progress') {
    const found = validationFactsOf(input, {
      country,
      region,
      orderedOn,
      prePriced: source.prePriced,
      account: account!,
      orderType: recognition.orderType,
      items: items as Item[],
      amounts,
    })
    const invalid = validate(reception, recognition.orderType, () => found)
    if (invalid.length > 0) {
      state = 'failed'
      problems.push(...invalid)
    } else if (
      (weighed || amounts.overLimit) &&
      !request.historic &&
      request.approved?.total !== amounts.total
    ) {
      const priced = amounts
      wanted = wantApproval(
        reception.approvals,
        source.code,
        () => {
          const { byHand: stated = 0n } = priced
          const before = request.agreed?.discountPercent ?? 0n
          const discountPercent = stated > before ? stated : before
          return approvalFactsOf(
            found,
            { discountPercent, overLimit: priced.overLimit !== undefined },
            margins,
          )
        },
        [...askedBy(atEntry), ...askedForDiscounts(amounts)],
        by,
        request.agreed?.approved ?? NOTHING,
      )
      if (wanted) state = 'pending_approval'
    }
  }

  // Who submits a draft is told what keeps it from being agreed; it stays as it is.
  const asked = amounts?.total ?? 0n
  if (request.draft?.asItStands && state !== 'in_progress' && !wanted)
    return refuse('draft_incomplete', tell(problems))
  // It would be asked anew what it comes to when it is approved: what was agreed is agreed now, or not.
  if (request.agreed && state !== 'in_progress')
    return refuse('not_as_agreed', tell(wanted ? [...problems, APPROVAL_REQUIRED] : problems))

  if (made) createCustomer(facts.accounts, account!, made, context)
  const complete = state === 'in_progress' || brought.components.length === 0
  if (!complete) amounts = priceOf(stated, items.slice(0, stated.lines.length)).amounts
  const lines = complete ? parsed : stated
  const lineNos = numbersOf(request, lines.lines.length)
  const id = request.draft?.orderId ?? context.ids.next()
  const order: Order = {
    companyId,
    id,
    version: request.draft ? request.draft.version + 1 : (input.version ?? 1),
    revision: request.draft ? request.draft.revision + 1n : 1n,
    state,
    openHolds: 0,
    priority: known.priority,
    orderType: recognition.orderType,
    source: input.source,
    externalId: input.externalId,
    customerReference: input.customerReference ?? null,
    accountId: account?.id ?? null,
    currency: input.currency,
    rateE10: rate ?? RATE_ONE,
    prePriced: source.prePriced,
    taxInclusive: input.taxInclusive ?? false,
    prepaid: input.prepaid ?? false,
    termsDays: account?.termsDays ?? 0,
    placedAt,
    orderedOn,
    requestedOn: input.requestedOn ?? null,
    shipToCountry: country,
    shipToRegion: region,
    ...referTo(input, account, facts.places, context, standing === undefined),
    total: amounts?.total ?? 0n,
    taxTotal: amounts?.tax ?? 0n,
    freight: amounts?.freight ?? 0n,
    freightTax: amounts?.freightTax ?? 0n,
    cancelledTotal: 0n,
    problems: tell(problems),
    decisions: {
      ...decisions,
      ...costsDecided(costs.slice(0, lineNos.length), lineNos),
      ...coversDecided(lines.lines, lineNos, items),
      ...gathersDecided(brought.components, stated.lines.length, lineNos, items),
      ...amounts?.decisions,
    },
    intakeId: request.intakeId,
    custom: (input.custom ?? {}) as JsonObject,
    lines: linesOf(lines, lineNos, items, amounts, costs),
    parts: [],
    holds: [],
  }
  if (state === 'in_progress' && !request.historic) {
    const until = remorseEnd(source.remorseMinutes, placedAt, businessTime(company, context.now))
    if (until) order.decisions.remorseUntil = until.toISOString()
  }
  const cart = state === 'in_progress' && reservationNamed(request)
  if (cart) {
    const { stock, reservations } = facts
    const found = useTemporary(stock, reservations, {
      ...cart,
      orderId: id,
      now: businessTime(company, context.now),
    })
    order.decisions.reservation = { key: cart.key, found }
  }
  if (state === 'in_progress') {
    // The past was served.
    const waits = request.historic ? [] : backordersOf(account, items, brought.components)
    agree(order, parsed, account!, facts, context, today, company, waits)
    spendBudgets(order, amounts!, facts.offers.get(companyId)!, context)
    releaseAgreements(order, amounts!, context)
    if (cart) endUse(facts.stock, facts.reservations, cart)
  }
  if (amounts && !request.historic) {
    const within = whole ? margined.within : new Map<number, number>()
    const always = marginRules.length > 0
    const left = weighOrder({ ...margined, order, company, items, within, stock: facts.stock, always })
    if (left) Object.assign(order.decisions, marginsDecided(order, left))
    if (left && always) {
      const judged = judgeLines(marginRules, { ...margined, within }, items, amounts.lines, left)
      Object.assign(order.decisions, judgementsDecided(order, judged, left))
      // Again as it is promised: its goods may come from a dearer place, and in several ways.
      const agreedTo = (rule: string) =>
        request.approved !== undefined || (request.agreed?.approved.has(rule) ?? false)
      if (order.state === 'in_progress') holdForMargin(order, judged, agreedTo, context)
    }
  }
  write(request, order, facts, context)
  if (request.draft && !request.approved) withdraw(request.draft.before, context)
  if (wanted) writeApproval(order, wanted, asked, by, businessTime(company, context.now), context)
  if (state === 'in_progress') writeConfigurations(order, brought, stated.lines.length, context)
  return { ok: true, change: request.draft ? 'edited' : 'new', order, revised: request.draft !== undefined }
}

/** Numbers of the stated lines, then of those that they bring: behind every number that the order has or had. */
function numbersOf(request: SubmitRequest, count: number): readonly number[] {
  const stated = lineNumbers(request)
  if (count === stated.length) return stated
  const had = request.draft?.before.lines.map((line) => line.lineNo) ?? []
  const last = [...stated, ...had].reduce((most, number) => Math.max(most, number), 0)
  return [...stated, ...Array.from({ length: count - stated.length }, (_, index) => last + 1 + index)]
}

/** The customer of an order that no account has yet, where the source may make one. */
function customerOf(input: OrderInput, source: SourceSystem, company: Company): NewCustomer | undefined {
  const { account, create } = input.customer
  if (!create || !source.createCustomers) return undefined
  return {
    number: account,
    kind: create.kind ?? 'person',
    name: create.name ?? null,
    email: create.email ?? null,
    currency: input.currency,
    country: input.shipTo?.country ?? company.country,
    region: input.shipTo?.region ?? '',
  }
}

function noPattern(item: Item, index: number): Problem {
  const message = `item ${item.sku} asks for fulfillment pattern ${item.pattern}, which does not exist or is not for ${item.kind}`
  return { path: `/lines/${index}/sku`, code: 'pattern_not_found', message }
}

function duplicateReference(
  { companyId, draft }: SubmitRequest,
  input: OrderInput,
  facts: SubmitFacts,
  source: SourceSystem,
  account: Account | undefined,
): Problem | undefined {
  if (source.duplicateReference === 'ignore' || !account || !input.customerReference) return undefined
  const key = `${companyId}/${account.id}/${input.customerReference}`
  const other = facts.references.get(key)
  if (other === undefined) facts.references.set(key, draft?.orderId ?? 0n)
  if (other === undefined || other === draft?.orderId) return undefined
  const message = `account ${account.number} has an order with reference ${input.customerReference} already`
  return { path: '/customerReference', code: 'duplicate_reference', message }
}

/** The unit that a line is sold in, where that is not the one that its item is stocked in. */
function soldLine(line: ParsedLine, amount: LineAmounts | undefined): Pick<OrderLine, 'sold'> {
  const sold = amount?.sold ?? soldAs(line, line.unitPrice ?? 0n)
  return sold ? { sold } : {}
}

function linesOf(
  parsed: ParsedOrder,
  lineNos: readonly number[],
  items: readonly (Item | undefined)[],
  amounts: OrderAmounts | undefined,
  costs: readonly ShownCost[],
): OrderLine[] {
  return parsed.lines.map((line, index): OrderLine => {
    const item = items[index]
    const amount = amounts?.lines[index]
    return {
      lineNo: lineNos[index]!,
      externalLineId: line.input.lineId ?? null,
      itemId: item?.id ?? null,
      sku: line.input.sku,
      itemClass: item?.itemClass ?? '',
      kind: item?.kind ?? '',
      uom: item?.uom ?? line.input.uom ?? '',
      quantity: line.quantity,
      unitPrice: amount?.unitPrice ?? stockPrice(line, line.unitPrice ?? 0n),
      ...soldLine(line, amount),
      net: amount?.net ?? 0n,
      tax: amount?.tax ?? 0n,
      freight: amount?.freight ?? 0n,
      taxRateId: amount?.taxRate?.id ?? null,
      taxPercent: amount?.taxRate?.percent ?? 0n,
      unitCost: costs[index]!.unitCost,
      waterfall: (amount?.waterfall ?? []) as OrderLine['waterfall'],
      charges: amount?.charges ?? [],
      custom: (line.input.custom ?? {}) as JsonObject,
    }
  })
}

const APPROVAL_REQUIRED: Problem = {
  path: '',
  code: 'approval_required',
  message: 'an order at these prices has to be approved first',
}

const NOTHING: ReadonlySet<string> = new Set()

/** What is to be edited, or submitted once more, keeps what it was stated as. */
const KEEPS_INPUT: ReadonlySet<OrderState> = new Set(['draft', 'failed', 'pending_approval'])

function write(request: SubmitRequest, order: Order, facts: SubmitFacts, context: Context): void {
  if (request.draft) writeRevisedDraft(request, order, context)
  else {
    writeNewOrder(request, order, context)
    // Seen by the next request of this batch: the same order twice in one batch is one order.
    const name = `${order.companyId}/${order.source}/${keyedId(request)}`
    const versions = facts.keys.get(name) ?? new Map<number, KnownVersion>()
    const known = { orderId: order.id, bodyHash: request.bodyHash, isDraft: order.state === 'draft' }
    facts.keys.set(name, versions.set(order.version, known))
  }
  if (!KEEPS_INPUT.has(order.state)) return
  const at = SEAL_BYTES * facts.sealed++
  writeDraft(request, order, facts.chance.subarray(at, at + SEAL_BYTES), context)
}

/** After the last order of the batch: gates and exposure, one row each. */
export function concludeSubmit(facts: SubmitFacts, context: Context): void {
  writeTemporaryReservations(facts.reservations, context)
  writeGates(facts.stock, context)
  writeExposure(facts.accounts, context.writes)
  writeBudgets(budgetsOf(facts), context.writes)
  writeReleases(agreementsOf(facts), context.writes)
}

function budgetsOf({ offers }: SubmitFacts) {
  return [...offers.values()].flatMap(({ budgets }) => [...budgets.values()])
}

function agreementsOf({ offers }: SubmitFacts) {
  return [...offers.values()].flatMap(({ agreements }) => [...agreements.values()].flat())
}

/** Rows that a second decision locks first: what carts hold, credit gates of the accounts, budgets of promotions, lines of agreements, every gate of the items. */
export function lockSubmit(facts: SubmitFacts, locks: WriteSet): void {
  lockTemporaryReservations(facts.reservations, locks)
  lockAccounts(facts.accounts, locks)
  lockBudgets(budgetsOf(facts), locks)
  lockReleases(agreementsOf(facts), locks)
  lockStock(facts.stock, locks)
}
