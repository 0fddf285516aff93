import type { Act } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { concludeProgress, lockProgress } from '../plan/progress.ts'
import type { CallMode, CallName } from './call.ts'
import { endReplies, findCalls, keepReplies, readReplies, restCalls } from './calls.sql.ts'
import { goesOn, openOf, readSettle, settle, type ParkedFor, type SettleFacts } from './settle.ts'
import type { Means, SystemBody } from '../model/system.ts'
import { verdictOfReply } from './verdict.ts'

/** Something that a system says by itself, or that was kept while an order stood still. */
export interface ReplyRequest {
  companyId: bigint
  system: string
  body: SystemBody
  /** The sender's own id of it: twice is once. */
  id: string
  key: string | null
  means: Means
  status: string
  problem: string | null
  content: Json
  /** It was kept before, and its order goes on. */
  kept: boolean
  /** Chance, from 0 to 1. */
  jitter: number
  actor: string
}

/** What became of it: it moved the plan, waits for its order, or moves nothing. */
export interface ReplyOutcome {
  ok: true
  state: 'applied' | 'kept' | 'parked'
  reason: string | null
  /** It had come before. */
  again: boolean
}

interface ReplyFacts extends SettleFacts {
  names: Map<string, CallName & { system: string }>
  replies: Map<string, { state: ReplyOutcome['state']; reason: string | null }>
}

/**
 * Takes in what systems say of calls, in any order and as often as they like (trap 6): it is kept by its own id; what settles an open call moves
 * the plan, be its request just on its way; what comes while the order stands still is applied when that goes on; and what is of no call, of an
 * earlier one of its task, of one that was answered, or whose task nobody waits for any more is parked: somebody sees it, and it moves nothing.
 */
export const takeReply: Act<ReplyRequest, ReplyFacts, ReplyOutcome> = {
  name: 'orchestration.take_reply',
  weigh: () => 4,
  companyOf: (request) => request.companyId,
  read: readAll,
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context) {
    const { companyId, system, id, key, kept } = request
    const place = `${companyId}/${system}/${id}`
    const before = facts.replies.get(place)
    if (before && !(kept && before.state === 'kept')) return { ok: true, ...before, again: true }
    const found = key === null ? undefined : facts.names.get(`${companyId}/${key}`)
    const open = found?.system === system ? openOf(facts, found) : 'unknown_key'
    const settled = typeof open === 'string' ? undefined : open
    const state = settled ? (goesOn(settled.order) ? 'applied' : 'kept') : 'parked'
    const reason = settled ? null : (open as ParkedFor)
    const { means, status, problem, content, actor, jitter } = request
    if (before) {
      if (state === 'kept') return { ok: true, ...before, again: true }
      context.writes.add(endReplies, { companyId, system, id, state, reason })
    } else
      context.writes.add(keepReplies, {
        companyId,
        system,
        id,
        key,
        orderId: found?.orderId ?? null,
        taskId: found?.taskId ?? null,
        means,
        status,
        problem,
        body: content,
        receivedAt: context.now,
        state,
        reason,
      })
    // Nobody has to ask for what was said.
    if (state === 'kept') context.writes.add(restCalls, nameOf(found!))
    facts.replies.set(place, { state, reason })
    if (settled && state === 'applied') {
      const said = { means, status, body: content, problem }
      const verdict = verdictOfReply(request.body, said, { attempt: settled.call.attempt, jitter })
      settle(facts, settled, verdict, { actor, outUntil: null }, context)
    }
    return { ok: true, state, reason, again: false }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}

function nameOf({ companyId, orderId, taskId, generation, mode }: CallName): CallName {
  return { companyId, orderId, taskId, generation, mode }
}

async function readAll(db: Reader, requests: readonly ReplyRequest[]): Promise<ReplyFacts> {
  const keyed = requests.filter(({ key }) => key !== null)
  const [calls, replies] = await Promise.all([
    db.read(findCalls, {
      companyIds: keyed.map(({ companyId }) => companyId),
      keys: keyed.map(({ key }) => key!),
    }),
    db.read(readReplies, {
      companyIds: requests.map(({ companyId }) => companyId),
      systems: requests.map(({ system }) => system),
      ids: requests.map(({ id }) => id),
    }),
  ])
  const names = new Map(
    calls.map((row) => [
      `${row.company_id}/${row.key}`,
      {
        companyId: row.company_id,
        orderId: row.order_id,
        taskId: row.task_id,
        generation: row.generation,
        mode: row.mode as CallMode,
        system: row.system,
      },
    ]),
  )
  return {
    ...(await readSettle(db, [...names.values()])),
    names,
    replies: new Map(
      replies.map((row) => [
        `${row.company_id}/${row.system}/${row.id}`,
        { state: row.state as ReplyOutcome['state'], reason: row.reason },
      ]),
    ),
  }
}
