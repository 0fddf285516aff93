import { isConnectionError, isOutOfTime, type Database } from '../platform/database/index.ts'
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
  orders: 500,
  /** Rounds of a company in one run. */
  rounds: 20,
  /** Statements of a round that may run out of time, one for each smaller step down to a single order and some at that. */
  timeouts: 8,
  /** Who is further behind goes on here before the head: `docket invariants` sees the rest. */
  behind: 5000n,
} as const

/** Stands for an order that could not be checked within the limit of a statement; it is asked again until it can. */
const UNCHECKED = 'checked_in_time'

/**
 * Checks in production, cheaply, what the last facts of each company touched: that batches balance, that what left stock is
 * what counts as shipped, that what is open is what was billed less what was applied, that tasks wait for what is not there
 * yet. What breaks a law stands until it does not. Neither a broken place nor one that cannot be checked stops the checking of
 * later ones, nor a company that of others.
 *
 * @throws AggregateError when all companies were looked at and some could not be checked
 */
export function lawJob(db: Database): Job {
  return {
    name: 'laws',
    title: 'Checks laws along the order of facts',
    everyMs: ALONG_LIMITS.everyMs,
    alone: true,
    async run(signal) {
      const counts = { evaluated: 0, processed: 0 }
      const failures: Error[] = []
      for (const { company_id: companyId, pos, checked } of await db.read(readLawPositions, {})) {
        let from = checked ?? 0n
        if (pos - from > ALONG_LIMITS.behind) from = pos - ALONG_LIMITS.behind
        try {
          for (let round = 0; round < ALONG_LIMITS.rounds && !signal.aborted; round += 1) {
            const to = from + ALONG_LIMITS.places < pos ? from + ALONG_LIMITS.places : pos
            await checkAlong(db, companyId, from, to, counts)
            from = to
            if (to === pos) break
          }
        } catch (error) {
          if (!(error instanceof Error) || isConnectionError(error)) throw error
          failures.push(new Error(`company ${companyId} behind place ${from}: ${error.message}`))
        }
      }
      if (failures.length > 0)
        throw new AggregateError(failures, failures.map((one) => one.message).join('; '))
      return counts
    },
  }
}

interface Found {
  law: string
  subject: bigint
  what: string
  expected: string
  actual: string
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
    db.read(readTouchedOrders, { ...range, most: BigInt(ALONG_LIMITS.orders) }),
  ])
  const batchIds = batches.map((row) => row.batch)
  const orderIds = orders.map((row) => row.order_id)
  const balance = await db.read(alongBatchesBalance, { companyId, batches: batchIds })
  const found = [...named('batches_balance', balance), ...(await checkOrders(db, companyId, orderIds))]
  const left = new Set(found.filter((row) => row.law === UNCHECKED).map((row) => row.subject))
  await db.read(settleBreaches, {
    companyId,
    pos: to,
    now: clock[0]!.now,
    // What is known of an order that could not be asked goes on standing.
    asked: [...batchIds, ...orderIds.filter((id) => !left.has(id))],
    laws: found.map((row) => row.law),
    subjects: found.map((row) => row.subject),
    whats: found.map((row) => row.what),
    expecteds: found.map((row) => row.expected),
    actuals: found.map((row) => row.actual),
  })
  counts.evaluated += batchIds.length + orderIds.length
  counts.processed += found.length
}

/** All orders at once; what runs out of time comes back in smaller steps, so that one huge order stands alone. */
async function checkOrders(db: Database, companyId: bigint, orders: readonly bigint[]): Promise<Found[]> {
  const found: Found[] = []
  const steps = [orders]
  for (let timeouts = 0, step = steps.pop(); step !== undefined; step = steps.pop()) {
    try {
      if (timeouts < ALONG_LIMITS.timeouts) found.push(...(await checkStep(db, companyId, step)))
      else found.push(...step.map(unchecked))
    } catch (error) {
      if (!isOutOfTime(error)) throw error
      timeouts += 1
      const size = Math.ceil(step.length / 4)
      if (step.length === 1) found.push(unchecked(step[0]!))
      else for (let at = 0; at < step.length; at += size) steps.push(step.slice(at, at + size))
    }
  }
  return found
}

async function checkStep(db: Database, companyId: bigint, orders: readonly bigint[]): Promise<Found[]> {
  const of = { companyId, orders }
  const [issued, open, waits] = await Promise.all([
    db.read(alongIssued, of),
    db.read(alongOpenItems, of),
    db.read(alongTaskWaits, of),
  ])
  return [...named('issued', issued), ...named('open_items', open), ...named('task_waits', waits)]
}

function named(law: string, rows: readonly Omit<Found, 'law'>[]): Found[] {
  return rows.map((row) => ({ ...row, law }))
}

function unchecked(order: bigint): Found {
  return {
    law: UNCHECKED,
    subject: order,
    what: `order ${order}`,
    expected: 'checked',
    actual: 'out of time',
  }
}
