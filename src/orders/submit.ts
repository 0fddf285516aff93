import type { Item } from '../catalog/index.ts'
import { createCustomer, lockAccounts, writeExposure } from '../customers/index.ts'
import {
  lockStock,
  lockTemporaryReservations,
  endUse,
  useTemporary,
  writeGates,
  writeTemporaryReservations,
} from '../inventory/index.ts'
import { businessTime } from '../organization/index.ts'
import type { Context, WriteSet } from '../platform/batch/index.ts'
import { SEAL_BYTES } from '../platform/blob.ts'
import { refuseMalformed } from '../platform/http/index.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { encodeId } from '../platform/public-id.ts'
import { lockBudgets, lockReleases, writeBudgets, writeReleases } from '../pricing/index.ts'
import { agree } from './agree.ts'
import { judgeFacts } from './judge-facts.ts'
import { judgeOrder } from './judge.ts'
import type { Order, OrderState } from './order.ts'
import { withdraw, writeApproval } from './approval.ts'
import { holdForMargin, judgeLines, judgementsDecided } from './guardrail.ts'
import { marginsDecided, weighOrder } from './margin.ts'
import { withoutSiteCountry } from './place.ts'
import type { OrderAmounts } from './order-amounts.ts'
import { releaseAgreements, spendBudgets } from './spend-budgets.ts'
import { remorseEnd } from './remorse.ts'
import { reservationNamed, type KnownVersion, type SubmitFacts } from './submit-facts.ts'
import { keyedId, type SubmitRequest } from './submit-request.ts'
import { backordersOf } from './want.ts'
import { writeConfigurations, writeDraft, writeNewOrder, writeRevisedDraft } from './write-order.ts'
import { type Content, type JudgedContent, judgeContent } from './judge-content.ts'
import { stateOf } from './submitted-state.ts'
import { orderOf } from './new-order.ts'
import type { SourceSystem } from './recognize.ts'

export type Submitted =
  | { ok: true; change: 'new' | 'edited'; order: Order; revised: boolean }
  /** The same order came again: answer from what stands. */
  | { ok: true; change: 'duplicate'; orderId: bigint }

/** A newer or older version of an order that runs, of a source whose orders are amended so. */
export type Revises = Refusal & { revises: bigint }

/**
 * Decides one order (A1, A2, O-03 … O-07, D1 … D3, D6).
 *
 * Refusals, in this order: `unknown_company`, `unregistered_source`, `invalid_order` (every problem at once),
 * `key_reused`, `revises` (it is for whoever amends running orders), `older_version`, `known_as_draft`, `revision_not_available`, `duplicate_reference`; of a draft that is submitted as it
 * stands `draft_incomplete`. What is well-formed but incomplete becomes a draft with its problems, what no rule recognizes a failed
 * order: nothing that was understood is lost (decision 0005).
 *
 * @param unplannable why no plan can be drawn of it once it is agreed
 */
export function decideSubmit(
  request: SubmitRequest,
  facts: SubmitFacts,
  context: Context,
  hasPattern: (item: Item) => boolean = () => true,
  unplannable?: Problem,
): Submitted | Refusal | Revises {
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
  const known = request.draft ? undefined : answerKnown(request, facts, source)
  if (known) return known
  return decideContent(request, facts, context, {
    ...understood,
    company,
    reception,
    source,
    parsed,
    hasPattern,
    unplannable,
  })
}

/** A key that was seen: the same bytes are a replay, others are refused, and so is another version. */
function answerKnown(
  request: SubmitRequest,
  facts: SubmitFacts,
  { amendable }: SourceSystem,
): Submitted | Refusal | Revises | undefined {
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
  const { isDraft, orderId } = versions.get(newest)!
  if (amendable && !isDraft)
    return {
      ...refuse('revises', `version ${newest} of ${name} runs: this one amends it`, '/version'),
      revises: orderId,
    }
  if (version < newest)
    return refuse('older_version', `version ${newest} of ${name} is here: ${version} is older`, '/version')
  if (isDraft) {
    const id = encodeId('ord', orderId)
    const message = `${name} is here as a draft: change it with PATCH /api/v1/orders/${id}`
    return refuse('known_as_draft', message, '/version')
  }
  const message = `${name} is known in version ${newest}, and orders of ${input.source} are not amended by being sent again`
  return refuse('revision_not_available', message, '/version')
}

function decideContent(
  request: SubmitRequest,
  facts: SubmitFacts,
  context: Context,
  content: Content,
): Submitted | Refusal {
  const judged = judgeContent(request, facts, context, content)
  if ('ok' in judged) return judged
  const { made, account, brought, items, tell } = judged
  const by = request.approved?.requestedBy ?? request.actor
  const { state, problems, wanted } = stateOf(request, content, judged, by)
  // Who submits a draft is told what keeps it from being agreed; it stays as it is.
  if (request.draft?.asItStands && state !== 'in_progress' && !wanted)
    return refuse('draft_incomplete', tell(problems))
  // It would be asked anew what it comes to when it is approved: what was agreed is agreed now, or not.
  if (request.agreed && state !== 'in_progress')
    return refuse('not_as_agreed', tell(wanted ? [...problems, APPROVAL_REQUIRED] : problems))

  if (made) createCustomer(facts.accounts, account!, made, context)
  const { parsed: stated } = content
  const complete = state === 'in_progress' || brought.components.length === 0
  const { lines, amounts } = complete
    ? { lines: judged.parsed, amounts: judged.amounts }
    : { lines: stated, amounts: judged.priceOf(stated, items.slice(0, stated.lines.length)) }
  const order = orderOf(request, content, judged, { lines, amounts, state, problems }, facts, context)
  if (state === 'in_progress') agreeContent(request, content, judged, order, facts, context)
  if (amounts && !request.historic) weigh(request, content, judged, order, amounts, facts, context)
  write(request, order, facts, context)
  if (request.draft && !request.approved) withdraw(request.draft.before, context)
  if (wanted) {
    const asked = judged.amounts?.total ?? 0n
    writeApproval(order, wanted, asked, by, businessTime(content.company, context.now), context)
  }
  if (state === 'in_progress') writeConfigurations(order, brought, stated.lines.length, context)
  return { ok: true, change: request.draft ? 'edited' : 'new', order, revised: request.draft !== undefined }
}

const APPROVAL_REQUIRED: Problem = {
  path: '',
  code: 'approval_required',
  message: 'an order at these prices has to be approved first',
}

/** From here on the order binds: it gets what its cart holds, a place and a day for each line, and uses up budgets and agreements. */
function agreeContent(
  request: SubmitRequest,
  { company, source }: Content,
  { account, items, brought, parsed, amounts, terms }: JudgedContent,
  order: Order,
  facts: SubmitFacts,
  context: Context,
): void {
  const now = businessTime(company, context.now)
  if (!request.historic) {
    const until = remorseEnd(source.remorseMinutes, terms.placedAt, now)
    if (until) order.decisions.remorseUntil = until.toISOString()
  }
  const { stock, reservations } = facts
  const cart = reservationNamed(request)
  if (cart) {
    const found = useTemporary(stock, reservations, { ...cart, orderId: order.id, now })
    order.decisions.reservation = { key: cart.key, found }
  }
  // The past was served.
  const waits = request.historic ? [] : backordersOf(account, items, brought.components)
  agree(order, parsed, account!, facts, context, terms.today, company, waits)
  spendBudgets(order, amounts!, facts.offers.get(request.companyId)!, context)
  releaseAgreements(order, amounts!, context)
  if (cart) endUse(stock, reservations, cart)
}

/** Keeps what an order leaves, as it is promised once it is; one that leaves too little is held. */
function weigh(
  request: SubmitRequest,
  { company }: Content,
  { items, margined }: JudgedContent,
  order: Order,
  amounts: OrderAmounts,
  facts: SubmitFacts,
  context: Context,
): void {
  const { marginRules } = facts.offers.get(request.companyId)!
  const always = marginRules.length > 0
  const left = weighOrder({ ...margined, order, company, items, stock: facts.stock, always })
  if (!left) return
  Object.assign(order.decisions, marginsDecided(order, left))
  if (!always) return
  const judged = judgeLines(marginRules, margined, items, amounts.lines, left)
  Object.assign(order.decisions, judgementsDecided(order, judged, left))
  // Again as it is promised: its goods may come from a dearer place, and in several ways.
  const agreedTo = (rule: string) =>
    request.approved !== undefined || (request.agreed?.approved.has(rule) ?? false)
  if (order.state === 'in_progress') holdForMargin(order, judged, agreedTo, context)
}

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

/** What is to be edited, or submitted once more, keeps what it was stated as. */
const KEEPS_INPUT: ReadonlySet<OrderState> = new Set(['draft', 'failed', 'pending_approval'])

/** After the last order of the batch: gates and exposure, one row each. */
export function concludeSubmit(facts: SubmitFacts, context: Context): void {
  writeTemporaryReservations(facts.reservations, context)
  writeGates(facts.stock, context)
  writeExposure(facts.accounts, context.writes)
  writeBudgets(budgetsOf(facts), context.writes)
  writeReleases(agreementsOf(facts), context.writes)
}

/** Rows that a second decision locks first: what carts hold, credit gates of the accounts, budgets of promotions, lines of agreements, every gate of the items. */
export function lockSubmit(facts: SubmitFacts, locks: WriteSet): void {
  lockTemporaryReservations(facts.reservations, locks)
  lockAccounts(facts.accounts, locks)
  lockBudgets(budgetsOf(facts), locks)
  lockReleases(agreementsOf(facts), locks)
  lockStock(facts.stock, locks)
}

function budgetsOf({ offers }: SubmitFacts) {
  return [...offers.values()].flatMap(({ budgets }) => [...budgets.values()])
}

function agreementsOf({ offers }: SubmitFacts) {
  return [...offers.values()].flatMap(({ agreements }) => [...agreements.values()].flat())
}
