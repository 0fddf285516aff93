import { accountById, findAccount, holdCustomer } from '../customers/index.ts'
import type { Order } from '../orders/index.ts'
import type { Context, WriteSet } from '../platform/batch/index.ts'
import { seal, SEAL_BYTES } from '../platform/blob.ts'
import type { Json } from '../platform/json.ts'
import type { Refusal } from '../platform/outcome.ts'
import { insertIntake, recognizeBodies, settleBody } from './intake.sql.ts'
import type { CaptureRequest, Captured, CaptureRead } from './capture-request.ts'

/** Keeps the bytes with what became of them (O-07). */
export function keep(
  request: CaptureRequest,
  intakeId: bigint,
  outcome: Captured,
  facts: CaptureRead,
  { writes, now }: Context,
): void {
  const { companyId, bytes, contentType, bodyHash, actor, content } = request
  const order = outcome.ok && outcome.change !== 'duplicate' ? outcome.order : undefined
  const draft = request.draft && facts.drafts.get(`${companyId}/${request.draft.orderId}`)?.order
  // What becomes of a version of an order that runs stands with that.
  const revised = outcome.ok ? undefined : outcome.revises
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
    outcome: order ? (OUTCOMES[order.state] ?? 'accepted') : revised === undefined ? 'refused' : 'accepted',
    problems: (order?.problems ??
      (revised === undefined ? (outcome as Refusal).problems : [])) as unknown as Json,
    orderId: (order ?? draft)?.id ?? revised ?? null,
  })
}

/** Says of bytes that were kept before what became of them, and whom they speak of. */
export function settleKept(
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

const OUTCOMES: Readonly<Record<string, string>> = { draft: 'draft', failed: 'failed' }

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

function customerOf({ companyId, accountId }: Order, facts: CaptureRead): bigint | undefined {
  return accountId === null
    ? undefined
    : accountById(facts.capture!.accounts, companyId, accountId)?.customerId
}

/** A draft that has a customer only now: what it was first handed over as speaks of that one. */
export function recognizePerson(before: Order, after: Order, facts: CaptureRead, { writes }: Context): void {
  const { companyId, intakeId: id } = after
  const customerId = before.accountId === null ? customerOf(after, facts) : undefined
  if (customerId === undefined || id === null) return
  holdCustomer(facts.capture!.places, { companyId, customerId }, writes)
  writes.add(recognizeBodies, { companyId, id, customerId, batch: null })
}
