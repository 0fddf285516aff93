import { APPLYING, claimApplying, putOff } from '../../billing/index.ts'
import { Fault, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import type { Refusal } from '../../platform/outcome.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { applyMoney, type ApplyRequest } from './apply-money.ts'

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 500, sources: 5, rounds: 1000 }

/** Why money could not be gone on with, in words. */
function problemOf(outcome: Fault | Refusal): string {
  if (outcome instanceof Fault) return `${outcome.code}: ${outcome.message}`
  return outcome.problems.map(({ code, message }) => `${code}: ${message}`).join('; ') || outcome.code
}

/**
 * Goes on with money that pays more than one batch settles, a batch of some at a time, so that others come in between. Whoever
 * took it in has put it into the queue, so whatever dies, it is found.
 */
export function goOnApplying({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    ...APPLYING,
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
        const failed = outcomes.flatMap((outcome, index) => {
          if (!(outcome instanceof Fault) && outcome.ok) return []
          const { companyId, from } = claimed[index]!
          const about = { error: outcome, company: companyId.toString(), [from.kind]: from.id.toString() }
          log.error(about, 'money could not be applied further')
          return [{ companyId, from, problem: problemOf(outcome) }]
        })
        processed += claimed.length - failed.length
        await putOff(db, clock!.now, failed)
      }
      return { evaluated, processed }
    },
  }
}
