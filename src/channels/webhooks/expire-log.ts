import type { Database } from '../../platform/database/index.ts'
import type { Job } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { expireAttempts, expireFailed, forgetEndpoints, readLogs } from './queue.sql.ts'

/** Attempts of an endpoint that one transaction deletes: some milliseconds. */
const CHUNK = 1000
const DAY_MS = 86_400_000

/** Deletes what of the log is older than `days`, and all of endpoints that are no more. */
export function expireWebhookLog(db: Database, days: number): Job {
  return {
    name: 'webhook-log-cleanup',
    title: 'Deletes what of the log of webhooks is too old',
    everyMs: 3_600_000,
    async run(signal) {
      const [clock] = await db.read(readClock, {})
      const { now } = clock!
      const logs = await db.read(readLogs, {})
      if (logs.length === 0) return { evaluated: 0, processed: 0 }
      let processed = 0
      const old = {
        companyIds: logs.map((log) => log.company_id),
        endpointIds: logs.map((log) => log.id),
        befores: logs.map((log) => new Date(now.getTime() - (log.deleted ? -DAY_MS : days * DAY_MS))),
      }
      for (let deleted = 1; deleted > 0 && !signal.aborted;) {
        const [gone] = await db.read(expireAttempts, { ...old, most: CHUNK })
        deleted = Number(gone!.count)
        processed += deleted
      }
      await db.read(expireFailed, {})
      await db.read(forgetEndpoints, {})
      return { evaluated: logs.length, processed }
    },
  }
}
