import { businessTime, readCompanies, type Company } from '../../organization/index.ts'
import { Fault, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Job, JobCounts, JobLog } from '../../platform/jobs.ts'
import type { JsonObject } from '../../platform/json.ts'
import { readClock } from '../../platform/platform.sql.ts'
import {
  companiesWatching,
  forgetWatched,
  keepWatchedNow,
  listDueWatched,
  movePlace,
} from './jeopardy.sql.ts'
import { followOrders, type Place } from './follow.ts'
import { looked, readLooks, tellJeopardy, type Standing } from './look.ts'
import { readPolicies } from './policy.ts'

/** Limits of a look; see docs/reference/settings.md. */
export const WATCH_LIMITS = {
  everyMs: 10_000,
  /** Orders that are looked at together. */
  orders: 500,
  /** Rows that are forgotten together. */
  forgotten: 5000,
  rounds: 2000,
} as const

interface Watched extends Place {
  policyVersion: number
}

interface Watching {
  db: Database
  door: Door
  log: JobLog
}

/**
 * Watches open orders of companies that say how bad it is to be late (P-42): those that something happened to, along the log, and those
 * that time alone can have made later, along their due time; never all of them, but when a policy is new.
 */
export function jeopardyJob(watching: Watching): Job {
  const { db } = watching
  return {
    name: 'jeopardy',
    title: 'Tells of orders that will miss what was promised',
    everyMs: WATCH_LIMITS.everyMs,
    alone: true,
    async run(signal) {
      const counts = { evaluated: 0, processed: 0 }
      const rows = await db.read(companiesWatching, {})
      const companies = await readCompanies(
        db,
        rows.map(({ company_id }) => company_id),
      )
      const policies = await readPolicies(db, companies.values())
      for (const row of rows) {
        const company = companies.get(row.company_id)!
        const { version, active } = policies.get(company.id)!
        const head = row.head ?? 0n
        if (!active) {
          await forget(db, company.id, signal)
          // What is set up again is taken up from the beginning.
          const place = { companyId: company.id, policyVersion: 0, takenUp: 0n, pos: head, head }
          if (row.begun && row.policy_version !== 0) await move(db, place)
          continue
        }
        const anew = row.policy_version !== version
        const place: Watched = {
          companyId: company.id,
          policyVersion: version,
          takenUp: anew ? 0n : row.taken_up,
          // What happens while they are taken up is heard then.
          pos: row.begun && row.policy_version !== 0 ? row.pos! : head,
          head,
        }
        await watchCompany(watching, company, place, counts, signal)
      }
      return counts
    },
  }
}

async function watchCompany(
  watching: Watching,
  company: Company,
  { policyVersion, ...place }: Watched,
  counts: JobCounts,
  signal: AbortSignal,
): Promise<void> {
  const { db } = watching
  const { companyId } = place
  await followOrders(db, place, signal, {
    look: (orderIds) => look(watching, companyId, orderIds, counts),
    move: () => move(db, { ...place, policyVersion }),
  })
  for (let round = 0; round < WATCH_LIMITS.rounds && !signal.aborted; round += 1) {
    const [clock] = await db.read(readClock, {})
    const now = businessTime(company, clock!.now)
    const due = await db.read(listDueWatched, { companyId, now, count: WATCH_LIMITS.orders })
    await look(
      watching,
      companyId,
      due.map(({ order_id }) => order_id),
      counts,
    )
    if (due.length < WATCH_LIMITS.orders) break
  }
}

/** Looks at orders in batches: most stand as they did, or better, which is kept at once; what is told goes through the door. */
async function look(
  { db, door, log }: Watching,
  companyId: bigint,
  orderIds: readonly bigint[],
  counts: JobCounts,
): Promise<void> {
  for (let from = 0; from < orderIds.length; from += WATCH_LIMITS.orders) {
    const keys = orderIds.slice(from, from + WATCH_LIMITS.orders).map((orderId) => ({ companyId, orderId }))
    const { schedules, watched } = await readLooks(db, keys)
    const [clock] = await db.read(readClock, {})
    const kept: Standing[] = []
    const told = keys.filter((key) => {
      const name = `${companyId}/${key.orderId}`
      const before = watched.get(name)
      const { standing, change } = looked(schedules.get(name), before, clock!.now)
      if (change !== null || (standing === null && before)) return true
      if (standing) kept.push(standing)
      return false
    })
    if (kept.length > 0) await db.read(keepWatchedNow, { rows: kept.map(rowOf) })
    const outcomes = await door.requestAll(tellJeopardy, told, { lane: 'bulk', internal: true })
    const faults = outcomes.filter((outcome) => outcome instanceof Fault)
    if (faults.length > 0) log.error({ error: faults[0] }, 'orders in jeopardy could not be told')
    counts.evaluated += keys.length
    counts.processed += outcomes.filter((outcome) => outcome === 'raised' || outcome === 'over').length
  }
}

/** One row each, as JSON: arrays of a statement hold no nulls. */
function rowOf(standing: Standing): JsonObject {
  const instant = (at: Date | null) => at?.toISOString() ?? null
  return {
    company_id: String(standing.companyId),
    order_id: String(standing.orderId),
    due_at: instant(standing.dueAt),
    priority: standing.priority,
    score: standing.score,
    reason: standing.reason,
    task_id: standing.taskId === null ? null : String(standing.taskId),
    required_by: instant(standing.requiredBy),
    expected_at: instant(standing.expectedAt),
    since: instant(standing.since),
  }
}

async function forget(db: Database, companyId: bigint, signal: AbortSignal): Promise<void> {
  const count = WATCH_LIMITS.forgotten
  while (!signal.aborted) {
    const [gone] = await db.read(forgetWatched, { companyId, count })
    if (Number(gone!.gone) < count) return
  }
}

async function move(db: Database, { companyId, policyVersion, takenUp, pos }: Watched): Promise<void> {
  await db.read(movePlace, { companyId, policyVersion, takenUp, pos })
}
