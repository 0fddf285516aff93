import type { Act } from './batch/index.ts'
import type { Json } from './json.ts'
import { refuse, type Refusal } from './outcome.ts'
import {
  findRequestKey,
  readRequestKeys,
  useRequestKey,
  type RequestKey,
  type UsedKeys,
} from './request-key.ts'

/** A request that may carry an idempotency key. */
export interface MayBeKeyed {
  key?: RequestKey
}

/** An outcome that can be given again: its answer is plain JSON. */
export interface Answered {
  ok: true
  answer: Json
}

/**
 * Makes an act answer a key that was used before from its first outcome (decision 0005): the key, the change and its
 * history are one transaction. The same key with another body is refused; a refusal does not use the key up.
 */
export function keyed<Q extends MayBeKeyed, F>(
  act: Act<Q, F, Answered | Refusal>,
): Act<Q, { inner: F; used: UsedKeys }, Answered | Refusal> {
  return {
    name: act.name,
    weigh: act.weigh,
    companyOf: act.companyOf,
    async read(db, requests) {
      const keys = requests.flatMap((request) => (request.key ? [request.key] : []))
      const [inner, used] = await Promise.all([act.read(db, requests), readRequestKeys(db, keys)])
      return { inner, used }
    },
    decide(request, facts, context) {
      const { key } = request
      if (!key) return act.decide(request, facts.inner, context)
      const known = findRequestKey(facts.used, key)
      if (known) {
        if (known.bodyHash.equals(key.bodyHash)) return { ok: true, answer: known.outcome }
        return refuse('idempotency_key_reused', 'this Idempotency-Key was used with another body')
      }
      const outcome = act.decide(request, facts.inner, context)
      if (outcome.ok) useRequestKey(facts.used, key, outcome.answer, context)
      return outcome
    },
    conclude: act.conclude && ((facts, context) => act.conclude!(facts.inner, context)),
    lock: act.lock && ((facts, locks) => act.lock!(facts.inner, locks)),
  }
}
