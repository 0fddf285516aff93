import { randomBytes } from 'node:crypto'
import { findAccount, nameMaker, readActing } from '../customers/index.ts'
import {
  concludeCapture,
  decideCapture,
  forbidden,
  lockCapture,
  NO_POLICIES,
  readCapture,
  readOrderPolicies,
} from '../orchestration/index.ts'
import {
  deleteGoneLines,
  lockOrderRows,
  problemsInEdit,
  readDrafts,
  sourceKeysInFlight,
  type Draft,
  type SubmitRequest,
} from '../orders/index.ts'
import { MOST_PARTNER_ACCOUNTS } from '../platform/auth/index.ts'
import type { Act, Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { SEAL_BYTES } from '../platform/blob.ts'
import type { Json } from '../platform/json.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import {
  findRequestKey,
  readRequestKeys,
  requestKeysInFlight,
  useRequestKey,
  type RequestKey,
} from '../platform/request-key.ts'
import type { CaptureRequest, FirstChange, Captured, CaptureRead } from './capture-request.ts'
import { prepare } from './stated-order.ts'
import { notAllowed, actingOf } from './may-order.ts'
import { keep, settleKept, recognizePerson } from './intake.ts'

/**
 * Captures orders (A1, O-03 … O-07): answers what came before from its first outcome, decides the rest, and keeps what
 * was received, byte for byte, with its outcome; all in the transaction of the order (decision 0005).
 *
 * Refusals, in this order: `idempotency_key_reused`; of a draft `not_found`, `precondition_failed`, `not_a_draft`,
 * `unknown_line`; `malformed_json`, `invalid_body`; those of `forbidden`; `account_forbidden`, `prices_forbidden`, `rates_forbidden`; those of `decideSubmit`.
 */
export const capture: Act<CaptureRequest, CaptureRead, Captured> = {
  name: 'channels.capture',
  intake: true,
  // Bytes weigh too: a long body with few lines costs as much as its encryption and its row.
  weigh: ({ content, bytes, draft }) =>
    (bytes.length >> 12) +
    (draft?.lines ?? (content?.ok ? content.input.lines.length : (content?.lines ?? 1))),
  companyOf: (request) => request.companyId,
  read,
  decide,
  async inFlight(db, requests) {
    const orders = requests.map(({ companyId, content, draft, accounts }) =>
      content?.ok && !draft ? { companyId, input: content.input, ownIds: accounts !== null } : undefined,
    )
    const [byKey, bySource] = await Promise.all([
      requestKeysInFlight(
        db,
        requests.map(({ key }) => key),
      ),
      sourceKeysInFlight(db, orders),
    ])
    return new Set([...byKey, ...bySource])
  },
  conclude(facts, context) {
    if (facts.capture) concludeCapture(facts.capture, context)
  },
  lock(facts, locks) {
    lockOrderRows(
      [...facts.drafts.values()].map((draft) => draft.order),
      locks,
    )
    if (facts.capture) lockCapture(facts.capture, locks)
  },
}

async function read(db: Reader, requests: readonly CaptureRequest[]): Promise<CaptureRead> {
  const drafted = requests.flatMap(({ companyId, draft }) =>
    draft ? [{ companyId, orderId: draft.orderId }] : [],
  )
  const keys = requests.flatMap(({ key }) => (key ? [key] : []))
  // What is stated anew must be read before it is known what to read for it; without a draft nothing waits.
  const drafts = drafted.length === 0 ? new Map<string, Draft>() : await readDrafts(db, drafted)
  const prepared = new Map(requests.map((request) => [request, prepare(request, drafts)]))
  const sound = [...prepared.values()].filter((one): one is SubmitRequest => !('ok' in one))
  const [used, capture, acting] = await Promise.all([
    readRequestKeys(db, keys),
    sound.length === 0 ? undefined : readCapture(db, sound),
    readActing(
      db,
      [...prepared].flatMap(([request, one]) => ('ok' in one ? [] : (actingOf(request, one) ?? []))),
      MOST_PARTNER_ACCOUNTS,
    ),
  ])
  const orders = Array.from(drafts.values(), ({ order }) => order)
  return {
    used,
    acting,
    capture,
    prepared,
    drafts,
    policies:
      capture && orders.length > 0
        ? await readOrderPolicies(db, capture.companies, orders, ['edit', 'submit'])
        : NO_POLICIES,
    chance: randomBytes(SEAL_BYTES * requests.length),
    sealed: 0,
  }
}

function decide(request: CaptureRequest, facts: CaptureRead, context: Context): Captured {
  const before = request.key && findRequestKey(facts.used, request.key)
  if (before) return answerUsedKey(request.key!, before)
  const intakeId = request.kept ?? context.ids.next()
  const outcome = decideOne(request, facts, context, intakeId)
  if (request.key && consumesKey(outcome))
    useRequestKey(facts.used, request.key, referenceTo(outcome), context)
  if (request.kept !== undefined) {
    settleKept(request, outcome, facts, context)
    return outcome
  }
  // A replay wrote nothing, and its bytes are kept already; a submission has none of its own.
  if ((outcome.ok && outcome.change === 'duplicate') || request.bytes.length === 0) return outcome
  keep(request, intakeId, outcome, facts, context)
  return outcome.ok ? outcome : { ...outcome, intakeId }
}

function decideOne(
  request: CaptureRequest,
  facts: CaptureRead,
  context: Context,
  intakeId: bigint,
): Captured {
  const prepared = facts.prepared.get(request)!
  if ('ok' in prepared) return prepared
  const outcome =
    keptByPolicy(request, prepared, facts) ?? decidePrepared(request, prepared, facts, context, intakeId)
  const { lineNos, sentAt } = prepared.draft ?? {}
  if (outcome.ok || !lineNos || !sentAt) return outcome
  return { ...outcome, problems: problemsInEdit(outcome.problems, { lineNos, sentAt }) }
}

/** A draft is edited, submitted, or both by one request: each has to be let. */
function keptByPolicy(
  request: CaptureRequest,
  { companyId, input, draft }: SubmitRequest,
  { drafts, policies }: CaptureRead,
): Refusal | undefined {
  const standing = draft && drafts.get(`${companyId}/${draft.orderId}`)
  if (!standing) return undefined
  const edited = draft.asItStands ? undefined : forbidden(policies, standing.order, 'edit', request)
  return (
    edited ?? (input.submit === false ? undefined : forbidden(policies, standing.order, 'submit', request))
  )
}

function decidePrepared(
  request: CaptureRequest,
  prepared: SubmitRequest,
  facts: CaptureRead,
  context: Context,
  intakeId: bigint,
): Captured {
  const { companyId } = request
  const picture = facts.capture!
  const account = findAccount(picture.accounts, companyId, prepared.input.customer.account)
  const refused = notAllowed(request, prepared, account, facts)
  if (refused) return refused
  // A draft keeps what it was first handed over as; an edit's bytes point to the order.
  if (!prepared.draft) prepared.intakeId = intakeId
  // Two edits of one draft in a batch: the second one was made on what the first one changed.
  const draft = prepared.draft && facts.drafts.get(`${companyId}/${prepared.draft.orderId}`)
  if (draft && draft.order.revision !== prepared.draft!.revision) {
    return refuse('precondition_failed', `the order is at revision ${draft.order.revision}`)
  }
  const outcome = decideCapture(prepared, picture, context)
  if (!outcome.ok || outcome.change === 'duplicate') return outcome
  const made = account ? undefined : findAccount(picture.accounts, companyId, prepared.input.customer.account)
  if (made && request.partnerId != null) nameMaker(facts.acting, made, request.partnerId, context)
  if (draft) {
    recognizePerson(draft.order, outcome.order, facts, context)
    deleteGoneLines(draft.order, outcome.order, context)
    draft.order = outcome.order
  }
  return { ok: true, change: outcome.change, order: outcome.order }
}

/** The same key: the first outcome; with another body it is a mistake of the caller (decision 0005). */
function answerUsedKey(key: RequestKey, before: { bodyHash: Buffer; outcome: Json }): Captured {
  if (!before.bodyHash.equals(key.bodyHash)) {
    return refuse('idempotency_key_reused', 'this key came with another body before')
  }
  const outcome = before.outcome as {
    orderId?: string
    change?: FirstChange
    code?: string
    problems?: Problem[]
  }
  if (outcome.orderId !== undefined) {
    // Keys that were used in an older version do not say what they led to.
    const first = outcome.change ?? 'duplicate'
    return { ok: true, change: 'duplicate', first, orderId: BigInt(outcome.orderId) }
  }
  return refuse(outcome.code!, outcome.problems!)
}

/** Refusals of the business use a key up; what was malformed may be sent again under it, corrected. */
const BUSINESS_REFUSALS = new Set(['key_reused', 'duplicate_reference'])

function consumesKey(outcome: Captured): boolean {
  return outcome.ok || BUSINESS_REFUSALS.has(outcome.code)
}

function referenceTo(outcome: Captured): Json {
  if (!outcome.ok) return { code: outcome.code, problems: outcome.problems as unknown as Json }
  const orderId = outcome.change === 'duplicate' ? outcome.orderId : outcome.order.id
  return { orderId: orderId.toString(), change: outcome.change }
}
