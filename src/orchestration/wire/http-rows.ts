import { Type } from 'typebox'
import { Fault, type RequestOptions } from '../../platform/batch/index.ts'
import { ok, refused, refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Answered, MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { troubled, unposted, type askedBy, type Input } from './http-input.ts'

/** Calls of rows: each is an act of its own, and a wrong one does not disturb the others. */

/** Rows of one call at most. */
export const MOST_ROWS = 1000

/** What becomes of each row. */
export const outcomesOf = ($id: string) =>
  Type.Object(
    {
      outcomes: Type.Array(
        Type.Object({
          index: Type.Integer(),
          ok: Type.Boolean(),
          answer: Type.Optional(Type.Unknown()),
          code: Type.Optional(Type.String()),
          problems: Type.Optional(Type.Array(Type.Unknown())),
        }),
      ),
    },
    { $id },
  )

/** The keys of a row: a call that is sent again finds the outcome of each; one with another body finds none of them free. */
export function keysOf({ key }: ReturnType<typeof askedBy>, index: number): MayBeKeyed {
  if (!key) return {}
  return {
    key: { ...key, key: `${key.key} ${index}` },
    callKey: { ...key, route: `${key.route} call` },
  }
}

const NOTHING: Malformed = { problems: [], places: [] }

/**
 * Hands the rows of a call over, and answers what became of each.
 *
 * @param under where in the body the rows stand; '': they are the body
 * @throws HttpProblem `too_many_requests`, `unavailable`
 */
export async function takeRows<Q extends MayBeKeyed & { malformed?: Malformed }>(
  take: (asked: readonly Q[], options: RequestOptions) => Promise<(Answered | Refusal | Fault)[]>,
  requests: readonly Q[],
  { malformed }: Input,
  under = '',
) {
  const lane = requests.length > 10 ? 'bulk' : 'interactive'
  // Each row is told its own problems; those of the form are told once, of the whole call.
  const asked = malformed
    ? requests.map(
        ({ key: _free, callKey: _too, ...one }) => ({ ...one, malformed: NOTHING }) as unknown as Q,
      )
    : requests
  const taken = await take(asked, { lane }).catch((error: unknown) => {
    throw troubled(error)
  })
  const outcomes = taken.map((outcome) => {
    const detail = unposted(outcome)
    return detail === undefined ? outcome : refuse('posting_rule_missing', detail)
  })
  // Which rows would be right is not known when the form of one is wrong: all are told at once, and none is taken in.
  if (malformed) {
    const others = outcomes.flatMap((outcome, index) => {
      if (outcome instanceof Fault) throw outcome
      if (outcome.ok) return []
      return outcome.problems.map((one) => ({ ...one, path: `${under}/${index}${one.path}` }))
    })
    return refused(refuseMalformed(malformed, others))
  }
  const reused = outcomes.find(
    (one): one is Refusal => !(one instanceof Fault) && !one.ok && one.code === 'idempotency_key_reused',
  )
  if (reused) return refused(reused)
  return ok({
    outcomes: outcomes.map((outcome, index): Json => {
      // Our failure is no answer to a row. Sent again with its key, what was taken in stays and the rest is tried.
      if (outcome instanceof Fault) throw outcome
      if (outcome.ok) return { index, ok: true, answer: outcome.answer }
      return { index, ok: false, code: outcome.code, problems: outcome.problems.map((one) => ({ ...one })) }
    }),
  })
}
