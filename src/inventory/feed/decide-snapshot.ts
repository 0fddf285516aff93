import type { Act } from '../../platform/batch/index.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { decideFeedSnapshots, dropFeedPages, readFeedSnapshots } from './feed-snapshot.sql.ts'
import { lockFeeds } from './feed.sql.ts'

/** A person says of a snapshot that is held what becomes of it. */
export interface DecideSnapshotRequest {
  companyId: bigint
  id: bigint
  /** take: it counts, whatever it changes; leave: it does not. */
  decision: 'take' | 'leave'
  actor: string
  reason: string
}

type Row = CamelRow<typeof readFeedSnapshots>
export interface SnapshotDecided {
  ok: true
  state: string
}

/**
 * What is held is taken or left. Taken, it is compared anew: what moved since is known by then, and it counts whatever it changes.
 *
 * Refusals: `not_found`, `not_held`.
 */
export const decideSnapshot: Act<DecideSnapshotRequest, Map<string, Row>, SnapshotDecided | Refusal> = {
  name: 'inventory.decide_snapshot',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const rows = await db.read(readFeedSnapshots, {
      companyIds: requests.map((one) => one.companyId),
      ids: requests.map((one) => one.id),
    })
    return new Map(camelRows(readFeedSnapshots, rows).map((row) => [`${row.companyId}/${row.id}`, row]))
  },
  lock(facts, locks) {
    for (const { companyId, feedId } of facts.values()) locks.add(lockFeeds, { companyId, feedId })
  },
  decide({ companyId, id, decision, actor, reason }, facts, { writes, now }) {
    const snapshot = facts.get(`${companyId}/${id}`)
    if (!snapshot) return refuse('not_found', 'there is no such snapshot', '/id')
    if (snapshot.state !== 'held')
      return refuse('not_held', `it is ${snapshot.state}: there is nothing to decide`, '/id')
    snapshot.state = decision === 'take' ? 'complete' : 'left'
    writes.add(lockFeeds, { companyId, feedId: snapshot.feedId })
    writes.add(decideFeedSnapshots, {
      companyId,
      id,
      state: snapshot.state,
      decidedBy: actor,
      decidedAt: now,
      reason,
    })
    if (decision === 'leave')
      writes.add(dropFeedPages, { companyId, id, feedId: snapshot.feedId, asOf: snapshot.asOf })
    return { ok: true, state: snapshot.state }
  },
}
