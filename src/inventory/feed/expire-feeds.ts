import type { Database } from '../../platform/database/index.ts'
import type { Job } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { expireFeedEvents, expireFeedSnapshots } from './feed.sql.ts'

/** Limits of a run; see docs/reference/settings.md. Of each feed so many events in one transaction; a snapshot may have ten thousand differences. */
const LIMITS = { everyMs: 3_600_000, events: 1000, snapshots: 10 }
const DAY_MS = 86_400_000

/**
 * Deletes what feeds said `days` ago: events, and snapshots that are over. The moves that came of it stay, and the newest snapshot of each
 * feed. What is as old is refused when it comes again, for it is of more than seven days ago.
 */
export function expireFeeds(db: Database, days: number): Job {
  return {
    name: 'feed-cleanup',
    title: 'Deletes what feeds said of stock and supply long ago',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      const [clock] = await db.read(readClock, {})
      const before = new Date(clock!.now.getTime() - days * DAY_MS)
      let processed = 0
      // Snapshots first: one of which pages never came keeps events.
      for (const [statement, most] of [
        [expireFeedSnapshots, LIMITS.snapshots],
        [expireFeedEvents, LIMITS.events],
      ] as const)
        for (let deleted = 1; deleted > 0 && !signal.aborted;) {
          const [gone] = await db.read(statement, { before, most })
          deleted = Number(gone!.count)
          processed += deleted
        }
      return { evaluated: processed, processed }
    },
  }
}
