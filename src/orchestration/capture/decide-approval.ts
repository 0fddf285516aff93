import {
  approvalsOf,
  delegationsTo,
  deleteGoneLines,
  judgeDecision,
  lockOrderRows,
  mayAct,
  moveOrderRow,
  readDrafts,
  standingFor,
  withDelegations,
  writeDecision,
  writeHistory,
  type Approval,
  type ApprovalDecision,
  type Delegation,
  type Draft,
  type SubmitRequest,
} from '../../orders/index.ts'
import { businessDate, businessTime, readCompanies, type Company } from '../../organization/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import type { Malformed } from '../../platform/http/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId, orderNumber } from '../../platform/public-id.ts'
import { refuseMalformed } from '../../platform/http/index.ts'
import { forbidden, readOrderPolicies, type OrderPolicies } from '../policy/judge-policy.ts'
import { concludeCapture, decideCapture, lockCapture, readCapture, type CaptureFacts } from './capture.ts'

export interface ApprovalRequest extends MayBeKeyed, ApprovalDecision {
  companyId: bigint
  orderId: bigint
  /** Lines of its order: what the last approval agrees. */
  orderLines: number
  /** It is refused for this. */
  malformed?: Malformed
}

interface Facts {
  drafts: Map<string, Draft>
  approvals: Map<string, Approval>
  /** What would be agreed if its request is the last that is needed. */
  submits: Map<ApprovalRequest, SubmitRequest>
  capture: CaptureFacts | undefined
  /** Who has named those who decide, by company/actor. */
  delegations: Map<string, Delegation[]>
  companies: Map<bigint, Company>
  policies: OrderPolicies
  /** Orders that this batch has decided on. */
  decided: Set<string>
}

const NOTHING = Buffer.alloc(0)
/** Nobody owes or has paid for what was never agreed. */
const NO_MONEY = { billed: 0n, open: 0n, creditUsed: 0n, deposits: 0n }

const keyOf = ({ companyId, orderId }: { companyId: bigint; orderId: bigint }) => `${companyId}/${orderId}`

/**
 * Decides on orders that wait for approval (A4-2, A4-4, A4-6), a batch at a time: the last approval agrees the order as it is captured,
 * in the same transaction; a rejection makes it a draft again; a question keeps it waiting. Each is bound to the version that was looked
 * at.
 *
 * Refusals, in this order: `not_found`, `nothing_to_approve`, `approval_moved` (somebody decided on it in the same batch), those of `forbidden`, of
 * `judgeDecision`, `erased`, `draft_incomplete` (something keeps it from being agreed: reject it).
 */
export const decideApproval = keyed<ApprovalRequest, Facts>({
  name: 'orchestration.decide_approval',
  weigh: ({ outcome, orderLines }) => 10 + (outcome === 'approve' ? orderLines : 0),
  companyOf: ({ companyId }) => companyId,
  async read(db, requests) {
    const [drafts, approvals, companies, delegations] = await Promise.all([
      readDrafts(db, requests),
      approvalsOf(db, requests),
      readCompanies(db, new Set(requests.map(({ companyId }) => companyId))),
      delegationsTo(db, requests),
    ])
    const submits = new Map<ApprovalRequest, SubmitRequest>()
    for (const request of requests) {
      const standing = delegations.get(`${request.companyId}/${request.actor}`) ?? []
      const names = [...request.names, ...standing.flatMap((one) => one.names)]
      const submit = submitOf(
        { ...request, names },
        drafts.get(keyOf(request)),
        approvals.get(keyOf(request)),
      )
      if (submit) submits.set(request, submit)
    }
    const capture = submits.size === 0 ? undefined : await readCapture(db, [...submits.values()])
    const orders = [...drafts.values()].map(({ order }) => order)
    const policies = await readOrderPolicies(db, companies, orders, ['approve', 'reject'])
    return { drafts, approvals, submits, capture, delegations, companies, policies, decided: new Set() }
  },
  lock({ drafts, capture }, locks) {
    lockOrderRows(
      [...drafts.values()].map(({ order }) => order),
      locks,
    )
    if (capture) lockCapture(capture, locks)
  },
  decide(request, facts, context): Answered | Refusal {
    if (request.malformed) return refuseMalformed(request.malformed, [])
    const key = keyOf(request)
    const draft = facts.drafts.get(key)
    if (!draft) return refuse('not_found', 'there is no such order', '/orderId')
    const { order } = draft
    const approval = facts.approvals.get(key)
    if (!approval || !mayAct(order.state, 'approve'))
      return refuse('nothing_to_approve', `the order is ${order.state}`, '/orderId')
    if (facts.decided.has(key))
      return refuse('approval_moved', 'somebody decided on it just now: look at it again', '/orderId')
    const now = businessTime(facts.companies.get(request.companyId)!, context.now)
    const today = businessDate(facts.companies.get(request.companyId)!, context.now)
    const own = facts.delegations.get(`${request.companyId}/${request.actor}`) ?? []
    const standing = standingFor(own, today, [approval.requestedBy])
    const { outcome, actor, comment: reason } = request
    const by = [...request.names, ...standing.flatMap(({ names }) => names)]
    const kept =
      outcome === 'ask' ? undefined : forbidden(facts.policies, order, outcome, { actor, by, reason })
    if (kept) return kept
    const { judged, onBehalf } = withDelegations(request.names, standing, (names) =>
      judgeDecision(approval, { ...request, names }),
    )
    if (!judged.ok) return judged
    if (request.outcome === 'approve' && judged.level === approval.levels.length) {
      if (!facts.submits.has(request)) return refuse('erased', 'what the order was stated as was erased')
      const agreed = agree(request, facts, draft, context)
      if (!agreed.ok) return agreed
    } else {
      move(request, draft, context)
    }
    facts.decided.add(key)
    writeDecision(order, approval, request, judged, onBehalf, now, context)
    const { id, state, version } = facts.drafts.get(key)!.order
    const answer = { orderId: encodeId('ord', id), number: orderNumber(id), version, state }
    return { ok: true, answer }
  },
  conclude({ capture }, context) {
    if (capture) concludeCapture(capture, context)
  },
} satisfies Act<ApprovalRequest, Facts, Answered | Refusal>)

/** The submission that the last approval is. */
function submitOf(
  request: ApprovalRequest,
  draft: Draft | undefined,
  approval: Approval | undefined,
): SubmitRequest | undefined {
  if (!draft?.input || !approval || request.outcome !== 'approve' || request.malformed) return undefined
  const judged = judgeDecision(approval, request)
  if (!judged.ok || judged.level < approval.levels.length) return undefined
  const { order, input } = draft
  return {
    companyId: request.companyId,
    actor: request.actor,
    input: { ...input, submit: true },
    bodyHash: NOTHING,
    intakeId: order.intakeId,
    approved: { total: approval.total, comment: request.comment, requestedBy: approval.requestedBy },
    draft: {
      orderId: order.id,
      version: order.version,
      revision: order.revision,
      before: order,
      asItStands: true,
      lineNos: order.lines.slice(0, input.lines.length).map((line) => line.lineNo),
    },
  }
}

function agree(request: ApprovalRequest, facts: Facts, draft: Draft, context: Context): Answered | Refusal {
  const outcome = decideCapture(facts.submits.get(request)!, facts.capture!, context)
  if (!outcome.ok) return outcome
  if (outcome.change === 'duplicate') return refuse('nothing_to_approve', 'it was agreed already', '/orderId')
  deleteGoneLines(draft.order, outcome.order, context)
  draft.order = outcome.order
  return { ok: true, answer: null }
}

/** A rejection, a question, and a level that others follow: the order changes its state alone, or nothing but its revision. */
function move({ outcome, actor, comment }: ApprovalRequest, { order }: Draft, context: Context): void {
  const before = { revision: order.revision }
  order.revision += 1n
  const rejected = outcome === 'reject'
  if (rejected) order.state = 'draft'
  moveOrderRow(order, before, context, NO_MONEY)
  const act = { approve: 'approve', reject: 'reject', ask: 'ask_for_information' }[outcome]
  const event = { approve: 'order.approval_moved', reject: 'order.rejected', ask: 'order.information_asked' }[
    outcome
  ]
  writeHistory(order, context, {
    act,
    actor,
    ...(comment === null ? {} : { reason: comment }),
    changes: rejected ? [['state', null, 'pending_approval', 'draft']] : [],
    events: [event],
  })
}
