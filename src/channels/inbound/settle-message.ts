import { holdCustomer } from '../../customers/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { recognizeBodies } from '../intake.sql.ts'
import { readMessages, replayMessage, settleMessage as settle, wakeCancellations } from './message.sql.ts'

/** What became of a message: done (`accepted`, `duplicate`), a draft, kept with a reason, failed, or still to be done. */
export const MESSAGE_OUTCOMES = ['waiting', 'accepted', 'draft', 'duplicate', 'kept', 'failed'] as const
export type MessageOutcome = (typeof MESSAGE_OUTCOMES)[number]

export interface SettleRequest {
  companyId: bigint
  id: bigint
  /** Of the claim: who claimed it later settles it. */
  attempts: number
  outcome: MessageOutcome
  problems: Problem[]
  orderId: bigint | null
  /** It is tried again after this; null: nothing is left to do. */
  pauseMs: number | null
  /** Whom its body speaks of, when that was found. */
  customerId: bigint | null
  /** Of the order that this brought, cancellations came before it: now they can be carried out. */
  wakes: { channelId: bigint; key: string } | null
}

/** Writes what became of messages that were worked off. */
export const settleMessage: Act<SettleRequest, { held: Set<string> }, { ok: true }> = {
  name: 'channels.settle_message',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  read: () => Promise.resolve({ held: new Set() }),
  decide({ customerId, problems, pauseMs, wakes, ...request }, facts, { writes, now }) {
    const dueAt = pauseMs === null ? null : new Date(now.getTime() + pauseMs)
    writes.add(settle, { ...request, dueAt, problems: problems as unknown as Json })
    if (wakes) writes.add(wakeCancellations, { companyId: request.companyId, ...wakes, dueAt: now })
    if (customerId !== null) {
      const { companyId, id } = request
      holdCustomer(facts, { companyId, customerId }, writes)
      writes.add(recognizeBodies, { companyId, id, customerId, batch: null })
    }
    return { ok: true }
  },
}

export interface ReplayRequest {
  companyId: bigint
  channelId: bigint
  id: bigint
}

/** Has a message worked off anew, from its bytes, by the set-up as it stands: after a mapping was mended. */
export const replay: Act<ReplayRequest, Map<string, MessageOutcome>, { ok: true } | Refusal> = {
  name: 'channels.replay_message',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const rows = await db.read(readMessages, {
      companyIds: requests.map((request) => request.companyId),
      ids: requests.map((request) => request.id),
    })
    return new Map(
      rows.map((row) => [`${row.company_id}/${row.channel_id}/${row.id}`, row.outcome as MessageOutcome]),
    )
  },
  decide({ companyId, channelId, id }, facts, { writes, now }) {
    const outcome = facts.get(`${companyId}/${channelId}/${id}`)
    if (outcome === undefined) return refuse('not_found', 'the channel has no such message')
    if (outcome === 'accepted' || outcome === 'duplicate')
      return refuse('nothing_to_replay', 'what it says was done: it is not done twice')
    if (outcome !== 'waiting') writes.add(replayMessage, { companyId, id, dueAt: now })
    return { ok: true }
  },
}
