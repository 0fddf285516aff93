import type { Database } from '../platform/database/index.ts'
import type { Job, JobCounts } from '../platform/jobs.ts'
import { readClock } from '../platform/platform.sql.ts'
import {
  alongBatchesBalance,
  alongIssued,
  alongOpenItems,
  alongTaskWaits,
  readLawPositions,
  readTouchedBatches,
  readTouchedOrders,
  settleBreaches,
} from './laws-along.sql.ts'

/** Limits of checking along the log; see docs/reference/settings.md. */
export const ALONG_LIMITS = {
  everyMs: 30_000,
  /** Places of one round, a batch each; and the newest orders looked at of them. */
  places: 50n,
  orders: 500n,
  /** Rounds of a company in one run. */
  rounds: 20,
  /** Who is further behind goes on here before the head: `docket invariants` sees the rest. */
  behind: 5000n,
} as const

/**
 * Checks in production, cheaply, what the last facts of each company touched: that batches balance, that what left stock is
 * what counts as shipped, that what is open is what was billed less what was applied, that tasks wait for what is not there
 * yet. What breaks a law stands until it does not. A broken place does not stop the checking of later ones.
 */
export function lawJob(db: Database): Job {
  return {
    name: 'laws',
    title: 'Checks laws along the order of facts',
    everyMs: ALONG_LIMITS.everyMs,
    alone: true,
    async run(signal) {
      const counts = { evaluated: 0, processed: 0 }
      for (const { company_id: companyId, pos, checked } of await db.read(readLawPositions, {})) {
        let from = checked ?? 0n
        if (pos - from > ALONG_LIMITS.behind) from = pos - ALONG_LIMITS.behind
        for (let round = 0; round < ALONG_LIMITS.rounds && !signal.aborted; round += 1) {
          const to = from + ALONG_LIMITS.places < pos ? from + ALONG_LIMITS.places : pos
          await checkAlong(db, companyId, from, to, counts)
          from = to
          if (to === pos) break
        }
      }
      return counts
    },
  }
}

async function checkAlong(
  db: Database,
  companyId: bigint,
  from: bigint,
  to: bigint,
  counts: JobCounts,
): Promise<void> {
  const range = { companyId, from, to }
  const [clock, batches, orders] = await Promise.all([
    db.read(readClock, {}),
    db.read(readTouchedBatches, range),
    db.read(readTouchedOrders, { ...range, most: ALONG_LIMITS.orders }),
  ])
  const batchIds = batches.map((row) => row.batch)
  const orderIds = orders.map((row) => row.order_id)
  const of = { companyId, orders: orderIds }
  const [balance, issued, open, waits] = await Promise.all([
    db.read(alongBatchesBalance, { companyId, batches: batchIds }),
    db.read(alongIssued, of),
    db.read(alongOpenItems, of),
    db.read(alongTaskWaits, of),
  ])
  const found = [
    ...balance.map((row) => ({ ...row, law: 'batches_balance' })),
    ...issued.map((row) => ({ ...row, law: 'issued' })),
    ...open.map((row) => ({ ...row, law: 'open_items' })),
    ...waits.map((row) => ({ ...row, law: 'task_waits' })),
  ]
  await db.read(settleBreaches, {
    companyId,
    pos: to,
    now: clock[0]!.now,
    asked: [...batchIds, ...orderIds],
    laws: found.map((row) => row.law),
    subjects: found.map((row) => row.subject),
    whats: found.map((row) => row.what),
    expecteds: found.map((row) => row.expected),
    actuals: found.map((row) => row.actual),
  })
  counts.evaluated += batchIds.length + orderIds.length
  counts.processed += found.length
}
