import { isConnectionError, isOutOfTime, type Database } from '../platform/database/index.ts'
import type { Job, JobCounts } from '../platform/jobs.ts'
import { readClock } from '../platform/platform.sql.ts'
import {
  alongBatchesBalance,
  alongBoundPlaces,
  alongIssued,
  alongNoOversell,
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
  /** Companies of one round; */
  companies: 50,
  /** places of each, a batch each; and the newest orders looked at of them. */
  places: 50n,
  orders: 500,
  /** Rounds of a company in one run. */
  rounds: 20,
  /** What one statement tells of what is broken. */
  found: 100,
  /** Statements of a round that may run out of time, one for each smaller step down to a single order and some at that. */
  timeouts: 8,
  /** Who is further behind goes on here before the head: `docket invariants` sees the rest. */
  behind: 5000n,
} as const

/** Stands for an order that could not be checked within the limit of a statement; it is asked again until it can. */
const UNCHECKED = 'checked_in_time'

/** A company, from the place up to which it is checked to its head. */
interface Behind {
  companyId: bigint
  from: bigint
  head: bigint
  /** That this run may still give it. */
  rounds: number
}

/**
 * Checks in production, cheaply, what the last facts of each company touched: that batches balance, that what left stock is
 * what counts as shipped, that what names its place stands there, that what is open is what was billed less what was applied, that tasks
 * wait for what is not there yet, that nothing is promised twice. What breaks a law stands until it does not. A round checks many companies by the same statements. Neither a broken
 * place nor one that cannot be checked stops the checking of later ones, nor a company that of others.
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
      const all = (await db.read(readLawPositions, {})).map(({ checked, ...row }) => {
        const least = row.pos - ALONG_LIMITS.behind
        const from = checked !== null && checked > least ? checked : least > 0n ? least : 0n
        return {
          companyId: row.company_id,
          from,
          head: row.pos,
          rounds: ALONG_LIMITS.rounds,
          broken: row.broken,
        }
      })
      // Where something is broken more may be, and what runs out of time: these keep no other from being checked.
      const waiting: Behind[][] = all.filter(({ broken }) => broken).map((one) => [one])
      waiting.push(all.filter(({ broken }) => !broken))
      for (let group = waiting.pop(); group !== undefined && !signal.aborted; group = waiting.pop()) {
        const round = group.slice(0, ALONG_LIMITS.companies)
        const rest = group.slice(round.length)
        try {
          if (round.length > 0) await checkAlong(db, round, counts)
          rest.push(...round.map(next).filter(({ from, head, rounds }) => from < head && rounds > 0))
        } catch (error) {
          if (!(error instanceof Error) || isConnectionError(error)) throw error
          const [{ companyId, from }, ...others] = round as [Behind, ...Behind[]]
          const half = Math.ceil(round.length / 2)
          if (others.length > 0) waiting.push(round.slice(half), round.slice(0, half))
          else failures.push(new Error(`company ${companyId} behind place ${from}: ${error.message}`))
        }
        if (rest.length > 0) waiting.unshift(rest)
      }
      if (failures.length > 0)
        throw new AggregateError(failures, failures.map((one) => one.message).join('; '))
      return counts
    },
  }
}

/** Up to where a company is checked in this round. */
function endOf({ from, head }: Behind): bigint {
  return from + ALONG_LIMITS.places < head ? from + ALONG_LIMITS.places : head
}

const next = (one: Behind): Behind => ({ ...one, from: endOf(one), rounds: one.rounds - 1 })

/** An order or a batch. */
interface Asked {
  companyId: bigint
  id: bigint
}

interface Found {
  companyId: bigint
  law: string
  subject: bigint
  what: string
  expected: string
  actual: string
}

/** @throws when companies that are checked together run out of time, or have more that is broken than is told at once */
async function checkAlong(db: Database, round: readonly Behind[], counts: JobCounts): Promise<void> {
  const companyIds = round.map(({ companyId }) => companyId)
  const ranges = { companyIds, froms: round.map(({ from }) => from), tos: round.map(endOf) }
  const [clock, batchRows, orderRows] = await Promise.all([
    db.read(readClock, {}),
    db.read(readTouchedBatches, ranges),
    db.read(readTouchedOrders, { ...ranges, most: BigInt(ALONG_LIMITS.orders) }),
  ])
  const batches = batchRows.map((row): Asked => ({ companyId: row.company_id, id: row.batch }))
  const orders = orderRows.map((row): Asked => ({ companyId: row.company_id, id: row.order_id }))
  const balance = await db.read(alongBatchesBalance, {
    companyIds: batches.map(({ companyId }) => companyId),
    batches: batches.map(({ id }) => id),
    most: BigInt(ALONG_LIMITS.found),
  })
  const alone = round.length === 1
  const found = [...named('batches_balance', balance, alone), ...(await checkOrders(db, orders, alone))]
  const left = new Set(found.filter((row) => row.law === UNCHECKED).map((row) => row.subject))
  // What is known of an order that could not be asked goes on standing.
  const asked = [...batches, ...orders.filter(({ id }) => !left.has(id))]
  await db.read(settleBreaches, {
    companyIds,
    places: ranges.tos,
    now: clock[0]!.now,
    askedCompanies: asked.map(({ companyId }) => companyId),
    asked: asked.map(({ id }) => id),
    foundCompanies: found.map((row) => row.companyId),
    laws: found.map((row) => row.law),
    subjects: found.map((row) => row.subject),
    whats: found.map((row) => row.what),
    expecteds: found.map((row) => row.expected),
    actuals: found.map((row) => row.actual),
  })
  counts.evaluated += batches.length + orders.length
  counts.processed += found.length
}

/** Many orders at once; what runs out of time comes back in smaller steps, so that one huge order stands alone. */
async function checkOrders(db: Database, orders: readonly Asked[], alone: boolean): Promise<Found[]> {
  const found: Found[] = []
  const steps = cut(orders, ALONG_LIMITS.orders)
  for (let timeouts = 0, step = steps.pop(); step !== undefined; step = steps.pop()) {
    try {
      if (timeouts < ALONG_LIMITS.timeouts) found.push(...(await checkStep(db, step, alone)))
      else found.push(...step.map(unchecked))
    } catch (error) {
      if (!alone || !isOutOfTime(error)) throw error
      timeouts += 1
      if (step.length === 1) found.push(unchecked(step[0]!))
      else steps.push(...cut(step, Math.ceil(step.length / 4)))
    }
  }
  return found
}

function cut<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_one, at) =>
    all.slice(at * size, (at + 1) * size),
  )
}

async function checkStep(db: Database, orders: readonly Asked[], alone: boolean): Promise<Found[]> {
  const of = {
    companyIds: orders.map(({ companyId }) => companyId),
    orders: orders.map(({ id }) => id),
    most: BigInt(ALONG_LIMITS.found),
  }
  const [issued, bound, open, waits, oversold] = await Promise.all([
    db.read(alongIssued, of),
    db.read(alongBoundPlaces, of),
    db.read(alongOpenItems, of),
    db.read(alongTaskWaits, of),
    db.read(alongNoOversell, of),
  ])
  return [
    ...named('issued', issued, alone),
    ...named('bound_places', bound, alone),
    ...named('open_items', open, alone),
    ...named('task_waits', waits, alone),
    ...named('no_oversell', oversold, alone),
  ]
}

type FoundRow = Omit<Found, 'law' | 'companyId'> & { company_id: bigint }

function named(law: string, rows: readonly FoundRow[], alone: boolean): Found[] {
  if (rows.length === ALONG_LIMITS.found && !alone)
    throw new Error(`${law}: too much is broken to tell it at once`)
  return rows.map(({ company_id: companyId, ...row }) => ({ ...row, companyId, law }))
}

function unchecked({ companyId, id }: Asked): Found {
  return {
    companyId,
    law: UNCHECKED,
    subject: id,
    what: `order ${id}`,
    expected: 'checked',
    actual: 'out of time',
  }
}
