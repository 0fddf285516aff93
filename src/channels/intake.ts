import { randomBytes } from 'node:crypto'
import {
  accountById,
  actsFor,
  findAccount,
  holdCustomer,
  mayMake,
  nameMaker,
  readActing,
  type Account,
  type Acting,
  type ActingPicture,
} from '../customers/index.ts'
import {
  concludeCapture,
  decideCapture,
  lockCapture,
  readCapture,
  type CaptureFacts,
} from '../orchestration/index.ts'
import {
  deleteGoneLines,
  lockOrderRows,
  problemsInEdit,
  readDrafts,
  restate,
  sourceKeysInFlight,
  statedPrices,
  TRANSITIONS,
  type Draft,
  type DraftEdit,
  type Order,
  type Restated,
  type SubmitRequest,
} from '../orders/index.ts'
import { MOST_PARTNER_ACCOUNTS } from '../platform/auth/index.ts'
import type { Act, Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { seal, SEAL_BYTES } from '../platform/blob.ts'
import { checkIfMatch, etag, MAX_PROBLEMS, refuseMalformed } from '../platform/http/index.ts'
import type { Json } from '../platform/json.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import {
  findRequestKey,
  readRequestKeys,
  requestKeysInFlight,
  useRequestKey,
  type RequestKey,
  type UsedKeys,
} from '../platform/request-key.ts'
import { inScope } from '../platform/row-scope.ts'
import { insertIntake, recognizeBodies, settleBody } from './intake.sql.ts'
import { checkOrder, type Content, type Received } from './received.ts'

/** One order handed over by a channel, or a draft that is edited or submitted. */
export interface CaptureRequest extends Omit<Received, 'content'> {
  companyId: bigint
  /** Absent for a draft that is edited or submitted: that is made of what stands. */
  content?: Received['content']
  /** `key:dk_…` or `user:7`: who, for history and keys. */
  actor: string
  /** Accounts that the caller may order for; null: all. */
  accounts: readonly bigint[] | null
  /** The firm whose caller it is: a customer that its order makes is its own. */
  partnerId?: bigint | null
  /** It has no leave to state an exchange rate; absent: it has, or is a channel that is trusted with it. */
  statesNoRates?: true
  key: RequestKey | null
  draft?: DraftRequest
  /** Lines that an order may have; as many as the schema allows when absent. */
  mostLines?: number
  /** Its bytes were kept before it was understood, as this intake, which is settled now. */
  kept?: bigint
  /** What its channel could not say in our words: with any of it the order is a draft. */
  found?: readonly Problem[]
  /** An order of the past, taken over from another system. */
  historic?: { series: string }
}

export interface DraftRequest {
  orderId: bigint
  /** What is changed; null: submit it as it stands, or as the content of the request states it anew. */
  edit: DraftEdit | null
  /** Header If-Match: the revision that the caller saw. */
  ifMatch: string | undefined
  /** Lines that it has or will have: its weight in a batch. */
  lines: number
}

export type FirstChange = 'new' | 'edited' | 'duplicate'

export type Captured =
  | { ok: true; change: 'new' | 'edited'; order: Order }
  /** It came before: the first outcome stands. `first`: under the same `Idempotency-Key`, what it led to then. */
  | { ok: true; change: 'duplicate'; orderId: bigint; first?: FirstChange }
  | (Refusal & { intakeId?: bigint })

interface CaptureRead {
  used: UsedKeys
  acting: ActingPicture
  /** Absent when nothing of the batch can be understood. */
  capture: CaptureFacts | undefined
  /** What is to be decided of each request, or why it cannot be. */
  prepared: Map<CaptureRequest, SubmitRequest | Refusal>
  drafts: Map<string, Draft>
  /** SEAL_BYTES of chance a request. */
  chance: Buffer
  sealed: number
}

/**
 * Captures orders (A1, O-03 … O-07): answers what came before from its first outcome, decides the rest, and keeps what
 * was received, byte for byte, with its outcome; all in the transaction of the order (decision 0005).
 *
 * Refusals, in this order: `idempotency_key_reused`; of a draft `not_found`, `precondition_failed`, `not_a_draft`,
 * `unknown_line`; `malformed_json`, `invalid_body`; `account_forbidden`, `prices_forbidden`, `rates_forbidden`; those of `decideSubmit`.
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
  return {
    used,
    acting,
    capture,
    prepared,
    drafts,
    chance: randomBytes(SEAL_BYTES * requests.length),
    sealed: 0,
  }
}

/** The firm that orders for an account, if one does. */
function actingOf({ companyId, partnerId }: CaptureRequest, { input }: SubmitRequest): Acting | undefined {
  return partnerId == null ? undefined : { companyId, partnerId, account: input.customer.account }
}

/** What is to be decided; a draft is stated anew on what stands of it now. */
function prepare(request: CaptureRequest, drafts: Map<string, Draft>): SubmitRequest | Refusal {
  const { companyId, actor, content, bodyHash, draft, partnerId = null } = request
  const found = request.found && { found: request.found }
  const ownIds = request.accounts !== null
  if (!draft) {
    if (!content) throw new Error('A request has an order or a draft')
    const stated = statedIn(content)
    if ('ok' in stated) return stated
    const long = tooLong(request, stated.input.lines.length)
    if (long) return long
    const historic = request.historic && { historic: request.historic }
    return {
      companyId,
      actor,
      ...withoutCart(request, stated),
      bodyHash,
      intakeId: null,
      ownIds,
      partnerId,
      ...historic,
      ...found,
    }
  }
  const { orderId } = draft
  const standing = drafts.get(`${companyId}/${orderId}`)
  if (!standing || !inScope(request.accounts, standing.order.accountId)) {
    return refuse('not_found', 'there is no such order')
  }
  const { order } = standing
  if (checkIfMatch(draft.ifMatch, etag(order.revision), false)) {
    return refuse('precondition_failed', `the order is at revision ${order.revision}`)
  }
  const { version, revision } = order
  const known = { orderId, version, revision, before: order }
  const common = { companyId, actor, bodyHash, intakeId: order.intakeId, partnerId, ...found }
  if (content) {
    const stated = restateWhole(standing, content)
    if ('ok' in stated) return stated
    const long = tooLong(request, stated.input.lines.length)
    return long ?? { ...common, ...withoutCart(request, stated), draft: { ...known, asItStands: false } }
  }
  const restated = restate(standing, draft.edit)
  if (!restated.ok) return restated
  const stated = statedAnew(request, restated)
  if ('ok' in stated) return stated
  const { lineNos, sentAt } = restated
  const own = withoutCart(request, stated)
  return { ...common, ...own, draft: { ...known, asItStands: draft.edit === null, lineNos, sentAt } }
}

type Stated = Pick<SubmitRequest, 'input' | 'malformed'>

/** Who sees some accounts only takes no goods that a cart holds: its key is not kept, so that nobody else submits or approves it either. */
function withoutCart({ accounts }: CaptureRequest, stated: Stated): Stated {
  if (accounts === null || stated.input.reservationKey === undefined) return stated
  const { reservationKey: _key, ...input } = stated.input
  return { ...stated, input }
}

/** What an order says; one that the schema refused is judged as far as it can be, so that nobody has to send it twice. */
function statedIn(content: Content): Stated | Refusal {
  if (content.ok) return { input: content.input }
  const { code, problems } = content
  const rest = content.rest()
  return rest
    ? { input: rest.body, malformed: { problems, places: rest.places } }
    : { ok: false, code, problems }
}

/** What a draft says now; an edit that names lines wrongly hears what else is wrong with it, too. */
function statedAnew(request: CaptureRequest, restated: Restated): Stated | Refusal {
  const { input, misnamed } = restated
  const content = statedIn(checkOrder(input))
  const stated =
    'ok' in content ? content : (tooLong(request, input.lines.length - (misnamed?.standIns ?? 0)) ?? content)
  if ('ok' in stated) {
    const problems = [...(misnamed?.problems ?? []), ...stated.problems]
    return refuse(misnamed?.code ?? stated.code, problemsInEdit(problems.slice(0, MAX_PROBLEMS), restated))
  }
  if (!misnamed) return stated
  const { problems = [], places = [] } = stated.malformed ?? {}
  const { code } = misnamed
  return {
    input: stated.input,
    malformed: {
      code,
      problems: [...misnamed.problems, ...problems],
      places: [...misnamed.places, ...places],
    },
  }
}

/** The same message understood better than before: nothing of what stood is kept, as long as nobody acted on it. */
function restateWhole({ order }: Draft, content: Content): Stated | Refusal {
  if (TRANSITIONS[order.state].edit !== null) return statedIn(content)
  return refuse('not_a_draft', `the order is ${order.state}`)
}

function tooLong(request: CaptureRequest, lines: number): Refusal | undefined {
  const most = request.mostLines ?? lines
  if (lines <= most) return undefined
  const message = `an order has at most ${most} lines here, this one has ${lines}`
  return refuse('invalid_body', [{ path: '/lines', code: 'too_many', message }])
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
  const outcome = decidePrepared(request, prepared, facts, context, intakeId)
  const { lineNos, sentAt } = prepared.draft ?? {}
  if (outcome.ok || !lineNos || !sentAt) return outcome
  return { ...outcome, problems: problemsInEdit(outcome.problems, { lineNos, sentAt }) }
}

/** A rate that stands in a draft was stated by somebody who may. */
function statesRate({ draft }: CaptureRequest, { input }: SubmitRequest): boolean {
  const said = draft?.edit ?? (draft ? undefined : input)
  return said?.conversion !== undefined
}

function decidePrepared(
  request: CaptureRequest,
  prepared: SubmitRequest,
  facts: CaptureRead,
  context: Context,
  intakeId: bigint,
): Captured {
  const { accounts, companyId } = request
  const picture = facts.capture!
  const account = findAccount(picture.accounts, companyId, prepared.input.customer.account)
  if (accounts !== null) {
    const forbidden = forbids(request, prepared, account, facts)
    if (forbidden) {
      // Of its form alone: nothing of ours is told along another's account.
      return prepared.malformed ? refuseMalformed(prepared.malformed, []) : forbidden
    }
    // What stands may be submitted: who stated its prices was allowed to.
    if (!prepared.malformed && request.draft?.edit !== null) {
      const source = picture.receptions.get(companyId)!.sources.get(prepared.input.source)
      const stated = statedPrices(prepared.input, source)
      if (stated.length > 0) return refuse('prices_forbidden', stated.slice(0, MAX_PROBLEMS))
    }
  }
  if (request.statesNoRates && !prepared.malformed && statesRate(request, prepared)) {
    const message = 'stating a rate needs the scope rates:state'
    return refuse('rates_forbidden', message, '/conversion')
  }
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

/** Who orders for some accounts orders for those, and a partner for those of customers that its order may make. */
function forbids(
  request: CaptureRequest,
  prepared: SubmitRequest,
  account: Account | undefined,
  { acting, capture }: CaptureRead,
): Refusal | undefined {
  const { companyId, accounts, partnerId } = request
  const own = actingOf(request, prepared)
  if (account && accounts!.includes(account.id)) return undefined
  if (account && partnerId != null && actsFor(acting, account, partnerId)) return undefined
  const source = capture!.receptions.get(companyId)?.sources.get(prepared.input.source)
  const makes = !account && own && prepared.input.customer.create && source?.createCustomers === true
  const may = makes ? mayMake(acting, own) : false
  if (may === true) return undefined
  const path = '/customer/account'
  if (may === 'limit')
    return refuse('partner_accounts_limit', `a partner acts for ${acting.most} accounts at most`, path)
  const message =
    own && prepared.input.customer.create
      ? 'you may order for your own accounts only; that of a new customer begins with your number and a colon'
      : 'you may order for your own accounts only'
  return refuse('account_forbidden', message, path)
}

/** Whom an order that was refused, or came before, speaks of: the customer that it names, unless that is another's. */
function namedBy(
  { companyId, content }: CaptureRequest,
  outcome: Captured,
  facts: CaptureRead,
): bigint | undefined {
  const forbidden = !outcome.ok && outcome.code === 'account_forbidden'
  if (!content?.ok || !facts.capture || forbidden) return undefined
  return findAccount(facts.capture.accounts, companyId, content.input.customer.account)?.customerId
}

/** A draft that has a customer only now: what it was first handed over as speaks of that one. */
function recognizePerson(before: Order, after: Order, facts: CaptureRead, { writes }: Context): void {
  const { companyId, intakeId: id } = after
  const customerId = before.accountId === null ? customerOf(after, facts) : undefined
  if (customerId === undefined || id === null) return
  holdCustomer(facts.capture!.places, { companyId, customerId }, writes)
  writes.add(recognizeBodies, { companyId, id, customerId, batch: null })
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

const OUTCOMES: Readonly<Record<string, string>> = { draft: 'draft', failed: 'failed' }

/** Says of bytes that were kept before what became of them, and whom they speak of. */
function settleKept(
  request: CaptureRequest,
  outcome: Captured,
  facts: CaptureRead,
  { writes }: Context,
): void {
  const { companyId } = request
  const order = outcome.ok && outcome.change !== 'duplicate' ? outcome.order : undefined
  const customerId = personOf(request, outcome, facts, writes)
  const duplicate = outcome.ok && outcome.change === 'duplicate' ? outcome.orderId : null
  writes.add(settleBody, {
    companyId,
    id: request.kept!,
    customerId,
    outcome: order ? (OUTCOMES[order.state] ?? 'accepted') : outcome.ok ? 'duplicate' : 'refused',
    problems: (order?.problems ?? (outcome.ok ? [] : outcome.problems)) as unknown as Json,
    orderId: order?.id ?? duplicate,
  })
}

/** Keeps the bytes with what became of them (O-07). */
function keep(
  request: CaptureRequest,
  intakeId: bigint,
  outcome: Captured,
  facts: CaptureRead,
  { writes, now }: Context,
): void {
  const { companyId, bytes, contentType, bodyHash, actor, content } = request
  const order = outcome.ok && outcome.change !== 'duplicate' ? outcome.order : undefined
  const draft = request.draft && facts.drafts.get(`${companyId}/${request.draft.orderId}`)?.order
  const told = order ?? draft ?? (content?.ok ? content.input : content)
  const at = SEAL_BYTES * facts.sealed++
  const { key, body } = seal(bytes, facts.chance.subarray(at, at + SEAL_BYTES))
  const customerId = personOf(request, outcome, facts, writes)
  writes.add(insertIntake, {
    companyId,
    id: intakeId,
    source: told?.source ?? null,
    externalId: told?.externalId ?? null,
    receivedAt: now,
    principal: actor,
    contentType,
    body,
    bodyHash,
    key,
    customerId,
    outcome: order ? (OUTCOMES[order.state] ?? 'accepted') : 'refused',
    problems: (order ? order.problems : (outcome as Refusal).problems) as unknown as Json,
    orderId: (order ?? draft)?.id ?? null,
  })
}

/** Whom a body speaks of while no customer is recognized; it expires. */
export const NOBODY = 0n

/** Whom bytes speak of, who is held: the erasure that comes after them finds them, and what a draft was stated as. */
function personOf(request: CaptureRequest, outcome: Captured, facts: CaptureRead, writes: WriteSet): bigint {
  const { companyId } = request
  const order = outcome.ok && outcome.change !== 'duplicate' ? outcome.order : undefined
  const customerId = (order && customerOf(order, facts)) ?? namedBy(request, outcome, facts)
  if (customerId === undefined) return NOBODY
  holdCustomer(facts.capture!.places, { companyId, customerId }, writes)
  return customerId
}

function customerOf({ companyId, accountId }: Order, facts: CaptureRead): bigint | undefined {
  return accountId === null
    ? undefined
    : accountById(facts.capture!.accounts, companyId, accountId)?.customerId
}
