import { keepVersion, keyedId, writeAmendment, type Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import type { Answered } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { orderOf, touch } from '../plan/progress.ts'
import type { AmendFacts, AmendRequest, Revision } from './amend-facts.ts'
import { decideAmendment } from './decide-amendment.ts'

/**
 * An order that came again from its source in another version (O-54 to O-59, A5-10), under the lock of the one that runs: the newest version
 * stands, an older one is skipped and leaves an event, the same one is known. One that may not amend it leaves it as it is, with the reasons in
 * its history; sent again as it may be, it is taken.
 */
export function decideRevision(
  request: AmendRequest,
  revision: Revision,
  facts: AmendFacts,
  context: Context,
): Answered | Refusal {
  const { progress, submit } = facts
  const order = orderOf(progress, request)
  const asked = facts.asked.get(request)
  if (!order || !asked) return refuse('not_found', 'there is no such order')
  const { version, bodyHash } = revision
  const { actor, reason } = request
  const by = { actor, reason }
  const name = `${order.companyId}/${order.source}/${keyedId(asked)}`
  const versions = submit.keys.get(name) ?? new Map()
  submit.keys.set(name, versions)
  const same = versions.get(version)
  if (same?.bodyHash.equals(bodyHash)) return answered(order, 'duplicate')
  if (same) {
    const message = `version ${version} of ${order.source}/${order.externalId} was received before with another content`
    return refuse('key_reused', message, '/externalId')
  }
  const keep = () => {
    keepVersion(order, keyedId(asked), { version, bodyHash }, context)
    versions.set(version, { orderId: order.id, bodyHash, isDraft: false })
  }
  const sourceVersion = version
  const baseVersion = order.version
  const newest = Math.max(...versions.keys())
  if (version < newest) {
    keep()
    tell(`version ${newest} is here`, 'order.amendment_skipped')
    writeAmendment(order, { outcome: 'skipped', baseVersion, sourceVersion, told: { newest } }, by, context)
    return answered(order, 'skipped')
  }
  const outcome = decideAmendment(request, facts, context, { source: version })
  if (!outcome.ok) {
    tell('it may not amend the order', 'order.amendment_refused')
    const { code, problems } = outcome
    const told: JsonObject = { code, problems: problems.map((one): Json => ({ ...one })) }
    writeAmendment(order, { outcome: 'refused', baseVersion, sourceVersion, told }, by, context)
    return outcome
  }
  keep()
  writeAmendment(order, { outcome: 'applied', baseVersion, sourceVersion, told: outcome.told }, by, context)
  return answered(order, outcome.unchanged ? 'duplicate' : 'amended')

  function tell(why: string, event: string): void {
    touch(
      progress,
      order!,
      { act: 'amend', actor, reason: why },
      {
        changes: [['sourceVersion', null, null, version]],
        events: [event],
      },
    )
  }
}

function answered(order: Order, change: 'amended' | 'skipped' | 'duplicate'): Answered {
  return { ok: true, answer: { orderId: encodeId('ord', order.id), change } }
}
