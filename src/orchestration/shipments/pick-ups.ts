import { findDuePickUps, type DuePickUp } from '../../fulfillment/index.ts'
import { allCompanies, businessDate, readCompanies } from '../../organization/index.ts'
import { Fault, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Job, JobCounts, JobLog } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { endPickUp } from './end-pick-up.ts'
import { remindPickUp } from './remind-pick-up.ts'

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 60_000, shipments: 200, rounds: 1000 }

/** Looks by the clock of each company for what nobody fetched until its last day, and for who is to be reminded of it. */
export function pickUpJob({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    name: 'pick-ups',
    title: 'Frees goods that nobody picked up in time, and reminds before',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      const ids = (await allCompanies(db)).map(({ id }) => id)
      const [companies, [clock]] = await Promise.all([readCompanies(db, ids), db.read(readClock, {})])
      const todays = [...companies.values()].map((company) => ({
        companyId: company.id,
        today: businessDate(company, clock!.now),
      }))
      const ended = await workOff('over', todays, signal)
      const reminded = await workOff('remind', todays, signal)
      return {
        evaluated: ended.evaluated + reminded.evaluated,
        processed: ended.processed + reminded.processed,
      }
    },
  }

  async function workOff(
    which: 'over' | 'remind',
    todays: readonly { companyId: bigint; today: string }[],
    signal: AbortSignal,
  ): Promise<JobCounts> {
    let left = todays.map((one) => ({ ...one, after: undefined as DuePickUp | undefined }))
    const counts = { evaluated: 0, processed: 0 }
    for (let round = 0; left.length > 0 && round < LIMITS.rounds && !signal.aborted; round++) {
      const found = await findDuePickUps(db, which, left, LIMITS.shipments)
      if (found.length === 0) break
      counts.evaluated += found.length
      const options = { lane: 'bulk', internal: true } as const
      const outcomes =
        which === 'over'
          ? await door.requestAll(endPickUp, found, options)
          : await door.requestAll(remindPickUp, found, options)
      for (const [index, outcome] of outcomes.entries()) {
        if (!(outcome instanceof Fault)) counts.processed += outcome.done ? 1 : 0
        else {
          const { companyId, shipmentId } = found[index]!
          const about = { error: outcome, company: companyId.toString(), shipment: shipmentId.toString() }
          log.error(about, 'what waits to be picked up could not be looked after')
        }
      }
      // What failed is found again in the next run, and keeps nobody behind it waiting in this one.
      const byCompany = Map.groupBy(found, (one) => one.companyId)
      left = left.flatMap((one) => {
        const own = byCompany.get(one.companyId) ?? []
        return own.length < LIMITS.shipments ? [] : [{ ...one, after: own.at(-1) }]
      })
    }
    return counts
  }
}
