import { randomInt } from 'node:crypto'
import { Fault, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { checkBody } from '../../platform/http/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import type { Problem } from '../../platform/outcome.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { isRefusal } from '../../platform/setup.ts'
import { moveSystem, type MoveRequest, type RowName } from './move-system.ts'
import { SystemFailure, type InventorySystem, type SnapshotPage } from './port.ts'
import { claimSystems, readClaim, releaseSystem } from './system.sql.ts'
import { judged, SnapshotRow, takeSnapshot, type SnapshotRequest } from './take-snapshot.ts'

/** Limits of asking; see docs/reference/settings.md. */
export const REFRESH_LIMITS = {
  /** How often it is looked which systems are due. */
  everyMs: 1000,
  /** Systems that are asked at once over one connection, by one process. */
  atOnce: 4,
  /** Systems of one run. */
  due: 100,
  /** A system with more pages than this takes steps behind the others of its connection. */
  turnMs: 10_000,
  /** A system whose asker died is asked again after this; more than a page may take. */
  leaseMs: 60_000,
  /** The first pause after a failure; it doubles, */
  backOffMs: 5000,
  /** up to this. */
  mostBackOffMs: 900_000,
} as const

export interface RefreshOptions {
  db: Database
  door: Door
  log: JobLog
  /** The name of a connection that this process has, and who asks over it. */
  connection: string
  system: Pick<InventorySystem, 'page'>
  /** Companies that the connection was given to; asked anew each run. */
  companies(): Promise<readonly bigint[]>
}

/** Name of the job that asks over a connection. */
export const askJob = (connection: string): string => `ask-${connection.replaceAll('_', '-')}`

type Due = NonNullable<Awaited<ReturnType<typeof claim>>>

type Place = Pick<MoveRequest, 'companyId' | 'systemId' | 'step' | 'cursor' | 'roundRows'>

/**
 * Asks the inventory systems of a connection in the background, in any number of processes: who asks one has claimed it. A job
 * for each connection, so that a slow one holds up no other. Should two ask the same all the same, since a lease ran out, it
 * comes in once: rows are known by their as-of time and the place of a system moves on once.
 */
export function refreshSnapshots(options: RefreshOptions): Job {
  return {
    name: askJob(options.connection),
    title: `Asks ${options.connection} for cost and price`,
    everyMs: REFRESH_LIMITS.everyMs,
    async run(signal) {
      let asked = 0
      const companyIds = await options.companies()
      const next = async (): Promise<void> => {
        while (!signal.aborted && asked < REFRESH_LIMITS.due) {
          const due = await claim(options, companyIds)
          if (!due) return
          asked += 1
          await ask(due, options, signal)
        }
      }
      await Promise.all(Array.from({ length: REFRESH_LIMITS.atOnce }, next))
      return { evaluated: asked, processed: asked }
    },
  }
}

/**
 * Only what this process can ask, for companies that may have it asked: a failure of its own would put off the process that has the
 * connection.
 */
async function claim({ db, connection }: RefreshOptions, companyIds: readonly bigint[]) {
  const now = await clockOf(db)
  const until = new Date(now.getTime() + leaseMs())
  const [due] = await db.read(claimSystems, { connection, companyIds, now, until, most: 1 })
  return due && { ...due, until }
}

/** The end of a lease is also the mark of its owner: two that begin in one millisecond must not end in one. */
const leaseMs = () => REFRESH_LIMITS.leaseMs + randomInt(10_000)

async function clockOf(db: Database): Promise<Date> {
  const [clock] = await db.read(readClock, {})
  return clock!.now
}

async function ask(due: Due, options: RefreshOptions, signal: AbortSignal): Promise<void> {
  const { company_id: companyId, id: systemId, step, cursor, round_rows: roundRows } = due
  const place: Place = { companyId, systemId, step, cursor, roundRows }
  const began = performance.now()
  const claimed = () => ({ companyId, systemId, until: due.until })
  try {
    for (;;) {
      const page = await pageOf(options.system, place.cursor, signal)
      const goesOn = page.more && !signal.aborted && performance.now() - began < REFRESH_LIMITS.turnMs
      const pauseMs = goesOn ? leaseMs() : page.more ? 0 : due.refresh_seconds * 1000
      await take(due, place, page, pauseMs, options)
      if (!goesOn || (await options.db.read(readClaim, claimed())).length === 0) return
    }
  } catch (error) {
    if (signal.aborted) {
      await options.db.read(releaseSystem, { ...claimed(), now: await clockOf(options.db) })
      return
    }
    if (!(error instanceof SystemFailure || error instanceof Fault)) throw error
    await fail(due, place, error, options)
  }
}

async function pageOf(
  system: Pick<InventorySystem, 'page'>,
  cursor: string | null,
  signal: AbortSignal,
): Promise<SnapshotPage> {
  const page = await system.page(cursor, signal)
  if (page.more && (page.cursor === null || page.cursor === cursor))
    throw new SystemFailure('it says that there is more, and not where to go on')
  return page
}

const check = checkBody(SnapshotRow)

/** Takes a page in, and moves the place on behind it. */
async function take(
  due: Due,
  place: Place,
  page: SnapshotPage,
  pauseMs: number,
  { db, door }: RefreshOptions,
): Promise<void> {
  const names: RowName[] = []
  const requests: SnapshotRequest[] = []
  const refused: (RowName & { problems: readonly Problem[] })[] = []
  page.rows.forEach((row, index) => {
    const checked = check(row)
    if (!checked.ok) {
      refused.push({ ...nameOf(row, place.roundRows + index), problems: checked.problems })
      return
    }
    const { sku, location, unitCost, unitPrice, uom, asOf } = checked.value as SnapshotRow
    const input = {
      system: due.code,
      sku,
      asOf: asOf ?? page.asOf.toISOString(),
      ...(location === undefined ? {} : { location }),
      ...(unitCost === undefined ? {} : { unitCost }),
      ...(unitPrice === undefined ? {} : { unitPrice }),
      ...(uom === undefined ? {} : { uom }),
    }
    names.push({ sku, place: location ?? '' })
    requests.push({ companyId: due.company_id, input, fetched: true })
  })
  const outcomes = await door.requestAll(takeSnapshot, requests, { lane: 'bulk', internal: true })
  const taken: RowName[] = []
  outcomes.map(judged).forEach((outcome, index) => {
    if (isRefusal(outcome)) refused.push({ ...names[index]!, problems: outcome.problems })
    else taken.push(names[index]!)
  })
  const now = await clockOf(db)
  const dueAt = new Date(now.getTime() + pauseMs)
  const asOf = page.more ? null : page.asOf
  const { cursor } = page
  const begins = place.roundRows === 0
  const roundRows = page.more ? place.roundRows + page.rows.length : 0
  await door.request(
    moveSystem,
    { ...place, cursor, roundRows, begins, dueAt, asOf, failures: 0, problem: null, refused, taken },
    { internal: true },
  )
  place.step += 1n
  place.cursor = cursor
  place.roundRows = roundRows
  due.failures = 0
  due.until = dueAt
}

/** A row that is not even a row is named by its place in the round. */
function nameOf(row: unknown, index: number): RowName {
  const { sku, location } = (typeof row === 'object' && row !== null ? row : {}) as Record<string, unknown>
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 200) : '')
  return text(sku) === '' ? { sku: '', place: `row ${index + 1}` } : { sku: text(sku), place: text(location) }
}

/** The place stays; the next try comes later each time. */
async function fail(
  due: Due,
  place: Place,
  error: SystemFailure | Fault,
  { db, door, log }: RefreshOptions,
): Promise<void> {
  const failures = due.failures + 1
  const backOffMs = Math.min(
    REFRESH_LIMITS.mostBackOffMs,
    REFRESH_LIMITS.backOffMs * 2 ** Math.min(failures - 1, 20),
  )
  const wantedMs = error instanceof SystemFailure ? error.retryAfterMs : 0
  const pauseMs = Math.max(backOffMs, Math.min(wantedMs, REFRESH_LIMITS.mostBackOffMs))
  const problem = error.message.slice(0, 500)
  log.error({ system: due.code, failures, problem }, 'an outside inventory system cannot be read')
  const dueAt = new Date((await clockOf(db)).getTime() + pauseMs)
  const state = { begins: false, dueAt, asOf: null, failures, problem, refused: [], taken: [] }
  await door.request(moveSystem, { ...place, ...state }, { internal: true })
}
