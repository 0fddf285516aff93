import { Fault, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { checkBody } from '../../platform/http/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import type { Problem } from '../../platform/outcome.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { isRefusal } from '../../platform/setup.ts'
import { moveSystem, type MoveRequest, type RowName } from './move-system.ts'
import { SystemFailure, type InventorySystem, type InventorySystems, type SnapshotPage } from './port.ts'
import { readDueSystems } from './system.sql.ts'
import { judged, SnapshotRow, takeSnapshot, type SnapshotRequest } from './take-snapshot.ts'

/** Limits of asking; see docs/reference/settings.md. */
export const REFRESH_LIMITS = {
  /** How often it is looked which systems are due. */
  everyMs: 1000,
  /** Systems that are asked at once, by one process. */
  atOnce: 4,
  /** Systems of one run. */
  due: 100n,
  /** Pages of one run of a system; the next run goes on behind them. */
  pages: 1000,
  /** A round whose asker died is gone on with after this. */
  resumeMs: 60_000,
  /** The first pause after a failure; it doubles, */
  backOffMs: 5000,
  /** up to this. */
  mostBackOffMs: 900_000,
} as const

export interface RefreshOptions {
  db: Database
  door: Door
  systems: InventorySystems
  log: JobLog
}

type Due = Awaited<ReturnType<typeof readDue>>[number]
type Place = Pick<MoveRequest, 'companyId' | 'systemId' | 'step' | 'cursor' | 'roundRows'>

/**
 * Asks outside inventory systems in the background. Nobody claims a system: what several processes ask at once comes in
 * once, since rows are known by their as-of time and the place of a system moves on once.
 */
export function refreshSnapshots(options: RefreshOptions): Job {
  return {
    name: 'outside-inventory',
    title: 'Asks outside inventory systems for cost and price',
    everyMs: REFRESH_LIMITS.everyMs,
    async run(signal) {
      if (options.systems.size === 0) return
      const due = await readDue(options)
      const evaluated = due.length
      const next = async (): Promise<void> => {
        for (let one = due.shift(); one && !signal.aborted; one = due.shift()) await ask(one, options, signal)
      }
      await Promise.all(Array.from({ length: REFRESH_LIMITS.atOnce }, next))
      return { evaluated, processed: evaluated - due.length }
    },
  }
}

/** Only what this process can ask: a failure of its own would put off the process that has the connection. */
async function readDue({ db, systems }: RefreshOptions) {
  const asked = { now: await clockOf(db), connections: [...systems.keys()], most: REFRESH_LIMITS.due }
  return [...(await db.read(readDueSystems, asked))]
}

async function clockOf(db: Database): Promise<Date> {
  const [clock] = await db.read(readClock, {})
  return clock!.now
}

async function ask(due: Due, options: RefreshOptions, signal: AbortSignal): Promise<void> {
  const { company_id: companyId, id: systemId, step, cursor, round_rows: roundRows } = due
  const place: Place = { companyId, systemId, step, cursor, roundRows }
  try {
    const system = options.systems.get(due.connection!)!
    for (let pages = 0; pages < REFRESH_LIMITS.pages && !signal.aborted; pages++) {
      const page = await pageOf(system, place.cursor, signal)
      await take(due, place, page, options)
      if (!page.more) return
    }
  } catch (error) {
    if (signal.aborted) return
    if (!(error instanceof SystemFailure || error instanceof Fault)) throw error
    await fail(due, place, error, options)
  }
}

async function pageOf(
  system: InventorySystem,
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
async function take(due: Due, place: Place, page: SnapshotPage, { db, door }: RefreshOptions): Promise<void> {
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
  const pauseMs = page.more ? REFRESH_LIMITS.resumeMs : due.refresh_seconds * 1000
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
