import { findExpiredHolds } from '../../orders/index.ts'
import { allCompanies, businessDate, readCompanies } from '../../organization/index.ts'
import { Fault, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { releaseHold } from './release-hold.ts'

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 60_000, holds: 500, rounds: 1000 }

/** Releases holds on the day on which they end by themselves (A3-12), a batch at a time. */
export function holdExpiry({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    name: 'hold-expiry',
    title: 'Releases holds whose day has come',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      const ids = (await allCompanies(db)).map(({ id }) => id)
      const counts = { evaluated: 0, processed: 0 }
      for (let round = 0; round < LIMITS.rounds && !signal.aborted; round += 1) {
        const [companies, [clock]] = await Promise.all([readCompanies(db, ids), db.read(readClock, {})])
        const todays = new Map([...companies].map(([id, company]) => [id, businessDate(company, clock!.now)]))
        const found = await db.read(findExpiredHolds, {
          companyIds: [...todays.keys()],
          todays: [...todays.values()],
          most: BigInt(LIMITS.holds),
        })
        if (found.length === 0) break
        const asked = found.map((row) => ({
          companyId: row.company_id,
          orderId: row.order_id,
          holdId: row.id,
          actor: 'system',
          reason: `it was to end on ${row.expires_on}`,
          scopes: [],
          expiredOn: todays.get(row.company_id)!,
        }))
        const outcomes = await door.requestAll(releaseHold, asked, { lane: 'bulk', internal: true })
        const faults = outcomes.filter((outcome) => outcome instanceof Fault)
        const released = outcomes.filter((outcome) => !(outcome instanceof Fault) && outcome.ok).length
        counts.evaluated += found.length
        counts.processed += released
        if (faults.length > 0) log.error({ error: faults[0] }, 'holds that ended could not be released')
        // What stays is found again: in the next run, lest this one goes in circles.
        if (released === 0) break
      }
      return counts
    },
  }
}
