import type { Act } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import {
  dropFeedPages,
  endDifferences as endRows,
  endFeedSnapshots,
  lockFeedSnapshots,
  readFeedSnapshots,
} from './feed-snapshot.sql.ts'

/** What became of differences of a snapshot that no move ended. */
export interface EndDifferencesRequest {
  companyId: bigint
  snapshotId: bigint
  /** `problems`: it was refused; null: it was done. */
  ended: readonly { place: number; problems: readonly Problem[] | null }[]
}

/** Ends differences, and with the last of them the snapshot: it was taken. Who comes second changes nothing. */
export const endDifferences: Act<
  EndDifferencesRequest,
  Map<string, CamelRow<typeof readFeedSnapshots>>,
  { ok: true } | Refusal
> = {
  name: 'inventory.end_differences',
  weigh: ({ ended }) => ended.length + 1,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const rows = await db.read(readFeedSnapshots, {
      companyIds: requests.map((one) => one.companyId),
      ids: requests.map((one) => one.snapshotId),
    })
    return new Map(camelRows(readFeedSnapshots, rows).map((row) => [`${row.companyId}/${row.id}`, row]))
  },
  decide({ companyId, snapshotId, ended }, facts, { writes }) {
    const snapshot = facts.get(`${companyId}/${snapshotId}`)
    if (!snapshot) return refuse('not_found', 'there is no such snapshot')
    const { feedId, asOf } = snapshot
    writes.add(lockFeedSnapshots, { companyId, id: snapshotId })
    for (const { place, problems } of ended)
      writes.add(endRows, {
        companyId,
        snapshotId,
        place,
        state: problems === null ? 'posted' : 'refused',
        problems: problems as unknown as Json,
      })
    writes.add(endFeedSnapshots, { companyId, id: snapshotId })
    writes.add(dropFeedPages, { companyId, id: snapshotId, feedId, asOf })
    return { ok: true }
  },
}
