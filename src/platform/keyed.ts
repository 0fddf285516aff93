import type { Act } from './batch/index.ts'
import type { Json } from './json.ts'
import { refuse, type Refusal } from './outcome.ts'
import {
  findRequestKey,
  readRequestKeys,
  requestKeysInFlight,
  useRequestKey,
  type RequestKey,
  type UsedKeys,
} from './request-key.ts'

/** A request that may carry an idempotency key. */
export interface MayBeKeyed {
  key?: RequestKey
  /** Of the call that brought it beside others, each with a key of its own: they stand or fall with its body. */
  callKey?: RequestKey
}

/** An outcome that can be given again: its answer is plain JSON. */
export interface Answered {
  ok: true
  answer: Json
}

/** An act whose outcomes are kept under the key of their request. */
export interface KeyedAct<Q, F> extends Act<Q, F, Answered | Refusal> {
  /** What the caller does not see, or no longer: refused before its key is looked at, so that nothing of it is told again. */
  hidden?(request: Q, facts: F): Refusal | undefined
}

/**
 * Codes of what the body alone makes wrong: it is refused whatever stands, so the key stays free for the corrected body.
 * In a company that does not exist nothing can be kept. Every other refusal uses the key up (decision 0005).
 */
const MALFORMED = new Set([
  'required',
  'wrong_form',
  'too_short',
  'bad_amount',
  'bad_quantity',
  'bad_price',
  'unknown_company',
])

/**
 * Makes an act answer a key that was used before from its first outcome, be it a refusal (decision 0005): the key, the
 * change and its history are one transaction. The same key with another body is refused.
 */
export function keyed<Q extends MayBeKeyed, F>(
  act: KeyedAct<Q, F>,
): Act<Q, { inner: F; used: UsedKeys }, Answered | Refusal> {
  return {
    name: act.name,
    weigh: act.weigh,
    companyOf: act.companyOf,
    async read(db, requests, locked) {
      const keys = requests.flatMap(({ key, callKey }) => [key, callKey].filter((one) => one !== undefined))
      const inner = await act.read(db, requests, locked)
      // After the facts: what another node commits in between is then known by its key, or not at all, and the key that
      // we write meets its own. Keys that are older than the facts would refuse a repetition by what it did itself.
      return { inner, used: await readRequestKeys(db, keys) }
    },
    decide(request, facts, context) {
      const unseen = act.hidden?.(request, facts.inner)
      if (unseen) return unseen
      const { key, callKey } = request
      if (!key) return act.decide(request, facts.inner, context)
      const call = callKey && findRequestKey(facts.used, callKey)
      const known = findRequestKey(facts.used, key)
      if (
        (call && !call.bodyHash.equals(callKey.bodyHash)) ||
        (known && !known.bodyHash.equals(key.bodyHash))
      )
        return refuse('idempotency_key_reused', 'this Idempotency-Key was used with another body')
      if (known) return outcomeOf(known.outcome)
      const outcome = act.decide(request, facts.inner, context)
      if (outcome.ok || (!key.ours && !outcome.problems.some(({ code }) => MALFORMED.has(code)))) {
        useRequestKey(facts.used, key, outcome.ok ? outcome.answer : keptRefusal(outcome), context)
        if (callKey && !call) useRequestKey(facts.used, callKey, {}, context)
      }
      return outcome
    },
    inFlight: (db, requests) =>
      requestKeysInFlight(
        db,
        requests.map(({ key }) => key),
      ),
    conclude: act.conclude && ((facts, context) => act.conclude!(facts.inner, context)),
    lock: act.lock && ((facts, locks) => act.lock!(facts.inner, locks)),
  }
}

function keptRefusal({ code, problems }: Refusal): Json {
  return { refused: { code, problems: problems.map((one) => ({ ...one })) } }
}

/** What a key keeps: an answer, or a refusal under a name that no answer has. */
function outcomeOf(kept: Json): Answered | Refusal {
  const { refused } = kept as { refused?: Omit<Refusal, 'ok'> }
  return refused ? { ok: false, ...refused } : { ok: true, answer: kept }
}
