import { claimApplying } from '../billing/index.ts'
import { Fault, type Door } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Job, JobLog } from '../platform/jobs.ts'
import { readClock } from '../platform/platform.sql.ts'
import { applyMoney, type ApplyRequest } from './apply-money.ts'

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 500, sources: 5, rounds: 1000 }

/**
 * Goes on with money that pays more than one batch settles, a batch of some at a time, so that others come in between. Whoever
 * took it in has put it into the queue, so whatever dies, it is found.
 */
export function goOnApplying({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    name: 'applying',
    title: 'Goes on with money that pays more invoices than are settled at once',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      let evaluated = 0
      let processed = 0
      for (let round = 0; round < LIMITS.rounds && !signal.aborted; round++) {
        const [clock] = await db.read(readClock, {})
        const claimed = await claimApplying(db, clock!.now, LIMITS.sources)
        if (claimed.length === 0) break
        evaluated += claimed.length
        const requests = claimed.map((one): ApplyRequest => ({
          ...one,
          actor: 'system',
          invoiceIds: [],
          goesOn: true,
        }))
        const outcomes = await door.requestAll(applyMoney, requests, { lane: 'bulk', internal: true })
        // What could not be gone on with is due again when the lease ends.
        for (const [index, outcome] of outcomes.entries()) {
          if (!(outcome instanceof Fault) && outcome.ok) processed += 1
          else {
            const { companyId, from } = claimed[index]!
            const about = { error: outcome, company: companyId.toString(), [from.kind]: from.id.toString() }
            log.error(about, 'money could not be applied further')
          }
        }
      }
      return { evaluated, processed }
    },
  }
}
