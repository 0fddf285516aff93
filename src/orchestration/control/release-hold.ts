import type { Incoming } from '../../inventory/index.ts'
import { endHold, type Hold, type Order } from '../../orders/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Scope } from '../../platform/http/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { unstopOrder } from '../plan/events.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import { readServing, serveWaiting, type Waiting } from '../waiting/serve-waiting.ts'
import { readHoldCodes, type HoldCode } from './hold-code.ts'

export interface ReleaseRequest extends MayBeKeyed, OrderKey {
  actor: string
  holdId: bigint
  reason: string
  /** Of those that release holds, the ones of who asks. */
  scopes: readonly Scope[]
  /** The business date on which it was found to have ended by itself (A3-12); absent: a person releases it. */
  expiredOn?: string
}

interface ReleaseFacts {
  progress: Progress
  waiting: Waiting
  codes: Map<bigint, Map<string, HoldCode>>
}

/**
 * Takes a hold off an order (A3-6, A3-8): what waited for nothing but this hold goes on, and what waits for goods asks for
 * them again. A hold that was released before stays as it was. Each
 * kind of hold has its scopes (scopesToRelease).
 */
export const releaseHold = keyed<ReleaseRequest, ReleaseFacts>({
  name: 'orchestration.release_hold',
  weigh: () => 10,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const [progress, codes] = await Promise.all([
      readProgress(db, requests, { holds: true }),
      readHoldCodes(
        db,
        requests.map(({ companyId }) => companyId),
      ),
    ])
    const items = [...progress.orders.values()].flatMap(waitsFor)
    if (items.length === 0) return { progress, waiting: new Map(), codes }
    return { ...(await readServing(db, requests, items, { holds: true })), codes }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context): Answered | Refusal {
    const { progress } = facts
    const { actor, reason } = request
    const order = orderOf(progress, request)
    const hold = order?.holds.find((one) => one.id === request.holdId)
    if (!order || !hold) return refuse('not_found', 'there is no such hold')
    if (hold.released) return { ok: true, answer: holdAnswer(order, hold) }
    const code = facts.codes.get(order.companyId)?.get(hold.code)
    const missing =
      request.expiredOn === undefined &&
      scopesToRelease(hold, code).find((scope) => !request.scopes.includes(scope))
    if (missing) {
      const refusal = hold.kind === 'system' ? 'hold_of_check' : 'scope_missing'
      return refuse(refusal, `Releasing the hold "${hold.code}" needs the scope ${missing}.`)
    }
    // It was given another day since it was found, or somebody's clock is ahead.
    if (request.expiredOn !== undefined && (hold.expiresOn === null || hold.expiresOn > request.expiredOn))
      return refuse('not_expired', `it ends on ${hold.expiresOn}`)
    if (reason.trim() === '')
      return refuse('hold_refused', [
        { path: '/reason', code: 'too_short', message: 'a release has a reason' },
      ])
    endHold(order, hold, { actor, reason }, context)
    unstopOrder(progress, order, hold)
    touch(
      progress,
      order,
      { act: 'release_hold', actor, reason },
      { changes: [['hold', hold.id.toString(), hold.code, null]], events: ['order.hold_released'] },
    )
    const company = progress.companies.get(order.companyId)!
    for (const item of waitsFor(order)) serveWaiting(facts, context, company, item, actor)
    return { ok: true, answer: holdAnswer(order, hold) }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<ReleaseRequest, ReleaseFacts, Answered | Refusal>)

/**
 * Whoever hands orders over does not free what Docket's own checks hold, and whoever wants an order out does not lift its
 * credit hold or its margin hold: the risk is judged by those who bear it. Of other holds their code says it.
 */
function scopesToRelease({ kind, code }: Hold, of: HoldCode | undefined): readonly Scope[] {
  if (kind !== 'system') return [of?.releasedWith ?? 'orders:write']
  return code === 'credit' || code === 'margin' ? ['credit:write'] : ['orders:write', 'operations:write']
}

/** Items of an order that have no stock yet: what is free by now is asked for. */
function waitsFor({ companyId, parts }: Order): Incoming[] {
  const waiting = parts.filter((part) => part.supply === 'backorder' || part.supply === 'dated')
  return waiting.map(({ itemId }) => ({ companyId, itemId, locationId: null, incoming: 0n }))
}

/** A hold as an act on it answers. */
export function holdAnswer(order: Order, hold: Hold): Json {
  return {
    id: encodeId('hld', hold.id),
    orderId: encodeId('ord', order.id),
    kind: hold.kind,
    lines: hold.lineNos && [...hold.lineNos],
    task: hold.taskKind,
    expiresOn: hold.expiresOn,
    code: hold.code,
    reason: hold.reason,
    released: hold.released,
    openHolds: order.openHolds,
  }
}
