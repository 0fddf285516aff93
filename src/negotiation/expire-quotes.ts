import { allCompanies, businessDate, readCompanies } from '../organization/index.ts'
import { Fault, type Door } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Job, JobLog } from '../platform/jobs.ts'
import { readClock } from '../platform/platform.sql.ts'
import { moveQuote } from './move-quote.ts'
import { findExpiredQuotes } from './negotiation.sql.ts'

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 60_000, quotes: 200, rounds: 1000 }

/** Ends by the clock of each company what was with a customer until its last day (B2-5). An acceptance asks the day itself. */
export function quoteExpiry({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    name: 'quote-expiry',
    title: 'Ends quotes that were valid until yesterday',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      const ids = (await allCompanies(db)).map(({ id }) => id)
      const [companies, [clock]] = await Promise.all([readCompanies(db, ids), db.read(readClock, {})])
      let left = [...companies.values()].map((company) => ({
        companyId: company.id,
        today: businessDate(company, clock!.now),
        after: { day: '0001-01-01', id: 0n },
      }))
      const counts = { evaluated: 0, processed: 0 }
      for (let round = 0; left.length > 0 && round < LIMITS.rounds && !signal.aborted; round++) {
        const found = await db.read(findExpiredQuotes, {
          companyIds: left.map(({ companyId }) => companyId),
          todays: left.map(({ today }) => today),
          afterDays: left.map(({ after }) => after.day),
          afterIds: left.map(({ after }) => after.id),
          most: LIMITS.quotes,
        })
        if (found.length === 0) break
        counts.evaluated += found.length
        const requests = found.map(({ company_id: companyId, id: quoteId }) => ({
          companyId,
          quoteId,
          act: 'expire' as const,
          actor: 'system',
          reason: null,
          accounts: null,
        }))
        const outcomes = await door.requestAll(moveQuote, requests, { lane: 'bulk', internal: true })
        for (const [index, outcome] of outcomes.entries()) {
          if (!(outcome instanceof Fault)) counts.processed += outcome.ok ? 1 : 0
          else {
            const { companyId, quoteId } = requests[index]!
            const about = { error: outcome, company: companyId.toString(), quote: quoteId.toString() }
            log.error(about, 'a quote could not be ended')
          }
        }
        // What failed is found again in the next run, and keeps nobody behind it waiting in this one.
        const byCompany = Map.groupBy(found, (one) => one.company_id)
        left = left.flatMap((one) => {
          const own = byCompany.get(one.companyId) ?? []
          const last = own.at(-1)
          return last === undefined || own.length < LIMITS.quotes
            ? []
            : [{ ...one, after: { day: last.expires_on, id: last.id } }]
        })
      }
      return counts
    },
  }
}
