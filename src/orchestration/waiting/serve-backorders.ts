import { readLocationsOf, readServable, sendingsOf } from '../../inventory/index.ts'
import { allCompanies, businessDate, readCompanies, type Company } from '../../organization/index.ts'
import { Fault, type Act, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { concludeProgress, lockProgress } from '../plan/progress.ts'
import { readServing, serveWaiting, type ItemKey, type Serving } from './serve-waiting.ts'

/** Parts that have their goods, or a day, now; the item may have more that wait. */
export interface Served {
  ok: true
  served: number
}

/** Gives what is free of an item, or comes, to the orders that wait for it (P-27, C14-1), as whatever frees goods does. */
export const serveBackorders: Act<ItemKey, Serving, Served> = {
  name: 'orchestration.serve_backorders',
  // Each in a batch of its own: the lines that a batch reads are there for every item.
  weigh: () => 1000,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const items = requests.map((item) => ({ ...item, locationId: null, incoming: 0n }))
    return await readServing(db, [], items, {})
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context) {
    const company = facts.progress.companies.get(request.companyId)
    const served = company ? serveWaiting(facts, context, company, request, 'system') : 0
    return { ok: true, served }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 5000, items: 100, rounds: 1000 }

/**
 * Looks again and again for goods that are free, or come, while somebody waits for them. A batch that frees or announces goods
 * serves the oldest demands itself, so there is work here only when it could serve more than it reads, or when such a batch is
 * missing.
 */
export function evaluateBackorders({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  let after: ItemKey = { companyId: 0n, itemId: 0n }
  return {
    name: 'backorders',
    title: 'Gives free goods, and days of those that come, to the orders that wait for them',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      const { companies, days } = await readDays(db)
      const locations = await readLocationsOf(db, companies)
      const sendings = companies.flatMap(({ id: companyId }) =>
        sendingsOf({ locations }, companyId).map((sending) => ({ companyId, ...sending })),
      )
      // The latest day of any company: who waits for supply is looked at too early rather than too late.
      const latest = [...days.values()].reduce((last, day) => (day > last ? day : last), '')
      const items = latest === '' ? [] : await readServable(db, after, LIMITS.items, latest, sendings)
      // Free goods may be kept for earlier promises, and such an item is found each time: the next look begins behind it.
      after = items.length < LIMITS.items ? { companyId: 0n, itemId: 0n } : items.at(-1)!
      let left: ItemKey[] = withoutLate(items, days)
      let processed = 0
      for (let round = 0; left.length > 0 && round < LIMITS.rounds && !signal.aborted; round++) {
        const outcomes = await door.requestAll(serveBackorders, left, { lane: 'bulk', internal: true })
        left = left.filter(({ companyId, itemId }, index) => {
          const outcome = outcomes[index]!
          if (outcome instanceof Fault) {
            const about = { error: outcome, company: companyId.toString(), item: itemId.toString() }
            log.error(about, 'free goods could not be given to those who wait')
            return false
          }
          processed += outcome.served
          return outcome.served > 0
        })
      }
      return { evaluated: items.length, processed }
    },
  }
}

/** The day that it is in each company. */
async function readDays(db: Database): Promise<{ companies: Company[]; days: Map<bigint, string> }> {
  const [all, [clock]] = await Promise.all([allCompanies(db), db.read(readClock, {})])
  const companies = await readCompanies(db, new Set(all.map(({ id }) => id)))
  const days = new Map(Array.from(companies, ([id, company]) => [id, businessDate(company, clock!.now)]))
  return { companies: [...companies.values()], days }
}

/** Without those of which too much is late: nobody is promised it. */
function withoutLate(
  items: Awaited<ReturnType<typeof readServable>>,
  days: ReadonlyMap<bigint, string>,
): ItemKey[] {
  return items
    .filter(({ companyId, comesBy }) => comesBy === null || comesBy >= (days.get(companyId) ?? ''))
    .map(({ companyId, itemId }) => ({ companyId, itemId }))
}
