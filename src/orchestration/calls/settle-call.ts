import type { Act } from '../../platform/batch/index.ts'
import { concludeProgress, lockProgress } from '../plan/progress.ts'
import type { CallName } from './call.ts'
import { keepReplies, restCalls } from './calls.sql.ts'
import { awaitMore, goesOn, openOf, readSettle, settle, tryAgain, type SettleFacts } from './settle.ts'
import type { Means } from '../model/system.ts'
import type { Verdict } from './verdict.ts'

/** What a step of a call came to, told by the process that made it. */
export interface SettleRequest extends CallName {
  system: string
  key: string
  /** The lease of the step: what another one has begun since settles it. */
  outUntil: Date
  attempt: number
  verdict: Verdict
}

/** `stale`: something else has settled it. */
export interface SettleOutcome {
  ok: true
  done: 'settled' | 'kept' | 'later' | 'stale'
}

/**
 * Settles steps of calls, hundreds at once. What moves no plan is one write: it is tried again, or waited for. An answer that comes while its
 * order stands still is kept, and applied when that goes on (O-75); one that nobody waits for any more is parked.
 */
export const settleCall: Act<SettleRequest, SettleFacts, SettleOutcome> = {
  name: 'orchestration.settle_call',
  weigh: () => 3,
  companyOf: (request) => request.companyId,
  read: (db, requests) =>
    readSettle(
      db,
      requests.filter(({ verdict }) => mayMove(verdict)),
    ),
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context) {
    const { verdict, system, key, outUntil, attempt, ...rest } = request
    const { companyId, orderId, taskId, generation, mode } = rest
    const name: CallName = { companyId, orderId, taskId, generation, mode }
    if (!mayMove(verdict)) {
      if (verdict.what === 'going_on') awaitMore(name, { ...verdict, outUntil }, context)
      else if (verdict.what !== 'done' && verdict.what !== 'failed')
        tryAgain(name, { outUntil, verdict }, context)
      return { ok: true, done: 'later' }
    }
    const open = openOf(facts, name)
    const means = meansOf(verdict)
    const keep = (state: 'kept' | 'parked', reason: string | null) => {
      const { status, body } = verdict as Extract<Verdict, { what: 'done' | 'failed' }>
      context.writes.add(restCalls, name)
      context.writes.add(keepReplies, {
        companyId,
        system,
        id: `answer/${key}/${attempt}`,
        key,
        orderId,
        taskId,
        means: means!,
        status: status ?? means!,
        problem: verdict.what === 'failed' ? verdict.problem : null,
        body,
        receivedAt: context.now,
        state,
        reason,
      })
    }
    if (typeof open === 'string') {
      // Nobody waits for it any more, but somebody should see what was done.
      if (open === 'not_open' && means !== undefined) keep('parked', open)
      return { ok: true, done: 'stale' }
    }
    if (!goesOn(open.order) && means !== undefined) {
      keep('kept', null)
      return { ok: true, done: 'kept' }
    }
    settle(facts, open, verdict, { actor: `system:${system}`, outUntil }, context)
    return { ok: true, done: 'settled' }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}

/** Whether a verdict may move the plan of its order. */
function mayMove(verdict: Verdict): boolean {
  return (
    verdict.what === 'done' ||
    verdict.what === 'failed' ||
    (verdict.what === 'going_on' && verdict.body !== null)
  )
}

/** What is kept of a verdict while its order stands still; undefined: a doubt is for a person at once. */
function meansOf(verdict: Verdict): Means | undefined {
  if (verdict.what === 'done') return 'done'
  if (verdict.what !== 'failed' || verdict.class === 'unknown') return undefined
  return verdict.class
}
