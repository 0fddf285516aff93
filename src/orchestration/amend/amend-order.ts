import { writeAmendment, writeShares } from '../../orders/index.ts'
import { WriteSet, type Act, type Context } from '../../platform/batch/index.ts'
import { keyed, type Answered, type KeyedAct } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { concludeProgress, hiddenOrder, lockProgress, orderOf } from '../plan/progress.ts'
import { readAmend, type AmendFacts, type AmendRequest } from './amend-facts.ts'
import { decideAmendment } from './decide-amendment.ts'
import { decideRevision } from './decide-revision.ts'
import { readPreviewToken, tokenFor } from './preview-token.ts'

/** Refusals of what a preview told of: something happened since. */
const STALE = new Set(['amendment_refused', 'not_amendable', 'stale_base'])

/** What is decided aside goes alone: its batch is let go with it. */
const ALONE = 501

const weigh = ({ amendment: { lines } }: AmendRequest) => 20 + lines.length

/** Amends running orders (A5, O-54 to O-63, P-32, P-35); see `decideAmendment`. With the token of a preview: just so, or `stale_preview`. */
export const amendOrder = keyed<AmendRequest, AmendFacts>({
  name: 'orchestration.amend_order',
  weigh: (request) => (request.token === undefined ? weigh(request) : Math.max(ALONE, weigh(request))),
  companyOf: (request) => request.companyId,
  read: readAmend,
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  hidden: (request, { progress }) => hiddenOrder(request.accounts, orderOf(progress, request)),
  decide(request, facts, context): Answered | Refusal {
    if (request.token === undefined) return amend(request, facts, context)
    const token = readPreviewToken(request.token)
    const aside: Context = { ...context, writes: new WriteSet() }
    const outcome = token && token.orderId === request.orderId ? amend(request, facts, aside) : undefined
    if (outcome?.ok && token!.digest === tokenFor(request.orderId, outcome.answer).digest) {
      context.writes.absorb(aside.writes)
      return outcome
    }
    facts.letGo = true
    // What is wrong with the body alone, or is hidden, is no matter of the preview.
    if (outcome && !outcome.ok && !STALE.has(outcome.code)) return outcome
    const message = outcome
      ? 'what it does is not what the preview told any more'
      : 'it is no token of a preview of this order'
    const stale = { path: '/token', code: 'stale_preview', message }
    return refuse('stale_preview', [stale, ...(outcome && !outcome.ok ? outcome.problems : [])])
  },
  conclude,
} satisfies KeyedAct<AmendRequest, AmendFacts>)

/** Tells what an amendment would do, by the same decision, and writes nothing (N-2, P-33, P-34). */
export const previewAmendment: Act<AmendRequest, AmendFacts, Answered | Refusal> = {
  name: 'orchestration.preview_amendment',
  weigh: (request) => Math.max(ALONE, weigh(request)),
  companyOf: (request) => request.companyId,
  read: readAmend,
  decide(request, facts, context) {
    const hidden = hiddenOrder(request.accounts, orderOf(facts.progress, request))
    if (hidden) return hidden
    const outcome = decideAmendment(request, facts, { ...context, writes: new WriteSet() })
    if (!outcome.ok) return outcome
    const { token } = tokenFor(request.orderId, outcome.told)
    return { ok: true, answer: { ...outcome.told, token } }
  },
}

function amend(request: AmendRequest, facts: AmendFacts, context: Context): Answered | Refusal {
  if (request.revision) return decideRevision(request, request.revision, facts, context)
  const outcome = decideAmendment(request, facts, context)
  if (!outcome.ok) return outcome
  const { order, told, unchanged } = outcome
  if (!unchanged)
    writeAmendment(
      order,
      { outcome: 'applied', baseVersion: Number(told.baseVersion), sourceVersion: null, told },
      { actor: request.actor, reason: request.reason },
      context,
    )
  return { ok: true, answer: told }
}

function conclude({ progress, reshared, letGo }: AmendFacts, context: Context): void {
  if (letGo) return
  for (const [order, parts] of reshared) writeShares(order, parts, context)
  concludeProgress(progress, context)
}
