import { setTimeout as sleep } from 'node:timers/promises'
import { isConnectionError, type Connection, type Database } from '../database/index.ts'
import { NoIdsLeft, type IdLender } from '../ids.ts'
import { readClock } from '../platform.sql.ts'
import { DecideAgain, Fault, type Act } from './act.ts'
import { BEGIN, commitWrites, CommitUnknown, KeyHeld, READ_WITHIN } from './commit.ts'
import { WriteSet } from './write-set.ts'

const MAX_RETRIES = 6
/**
 * Decisions under locks. One is enough as a rule: what was decided on is locked. But the second decision may reach for a
 * row that the first one did not name (a gate, another draft), and what stands at the head (a date of a series, a closed
 * period) is only locked there. Each one locks what the one before saw, so after three it is a defect of the act.
 */
const MAX_LOCKED = 3
const IDS_PER_UNIT = 12
/** A task of a huge order weighs like any: its batch is decided again with this many times the ids, at most four times. */
const MORE_IDS = 8
const MOST_IDS = 8 ** 4

/** More than one decision of a batch threw: each half is decided on its own. */
class SeveralFaults extends Error {}

export interface BatchReport {
  readMs: number
  decideMs: number
  commitMs: number
  rows: number
  attempts: number
}

export interface Environment {
  db: Database
  ids: IdLender
  /** Time of operations; unless said, the database's, read once a batch. Given by the simulation alone. */
  now?(): Date
  /** Called at named points; the simulation crashes there. */
  at?(point: string, connection: Connection): void | Promise<void>
}

/**
 * Runs one batch of an act: read, decide, write; retries what can be retried, isolates what cannot
 * (docs/decisions/0003 says which SQLSTATE means what).
 *
 * @returns one outcome a request, in order; a request at fault has its Fault there and hurts no neighbor
 */
export async function runBatch<Q, F, R>(
  environment: Environment,
  act: Act<Q, F, R>,
  requests: readonly Q[],
): Promise<{ outcomes: (R | Fault)[]; report: BatchReport }> {
  const report: BatchReport = { readMs: 0, decideMs: 0, commitMs: 0, rows: 0, attempts: 0 }
  const batch = (await environment.ids.lease(1)).next()
  const outcomes = await attempt(environment, act, requests, batch, report)
  return { outcomes, report }
}

async function attempt<Q, F, R>(
  environment: Environment,
  act: Act<Q, F, R>,
  requests: readonly Q[],
  batch: bigint,
  report: BatchReport,
): Promise<(R | Fault)[]> {
  let stale: F | undefined
  let unknown: (R | Fault)[] | undefined
  let lockedStale = 0
  /** Requests that the batch goes on without, by their index. */
  const aside = new Map<number, Fault>()
  for (let retry = 0; ; retry++) {
    report.attempts++
    const locked = stale !== undefined
    let facts: F | undefined
    let decided: (R | Fault)[] | undefined
    try {
      return await environment.db.use(async (connection) => {
        let open = locked
        try {
          const prepared = await decideAll(
            environment,
            act,
            requests,
            aside,
            batch,
            connection,
            stale,
            report,
          )
          decided = prepared.outcomes
          facts = prepared.facts
          if (prepared.writes.empty) return decided
          await environment.at?.(`${act.name}:before-commit`, connection)
          const started = performance.now()
          report.rows = prepared.writes.rowCount
          const meta = { batch, now: prepared.now }
          open = false
          await commitWrites(connection, prepared.writes, meta, { begun: locked })
          report.commitMs += performance.now() - started
          await environment.at?.(`${act.name}:after-commit`, connection)
          return decided
        } finally {
          // A second decision that did not come to its commit leaves its transaction, and its locks, behind.
          if (open) await connection.client.query('rollback')
        }
      })
    } catch (error) {
      if (error instanceof KeyHeld && (await setAside(environment.db, act, requests, aside))) continue
      const kind = classify(error, retry)
      if (kind === 'committed' && unknown) return unknown
      if (error instanceof CommitUnknown) unknown = decided
      if (kind === 'stale') {
        if (locked) lockedStale++
        if (lockedStale >= MAX_LOCKED || retry > MAX_RETRIES) {
          const fault = new Fault(`${act.name}: what it decides on changes again and again`, 'stale', error)
          // Under locks it is the doing of one request, which must not take its neighbors with it. Without any, others
          // are in the way, and halves would be as well.
          if (requests.length > 1 && locked) return bisect(environment, act, requests, report)
          return requests.map(() => fault)
        }
        if (act.lock) stale = facts
      } else if (kind === 'transient' || kind === 'committed') {
        if (retry >= MAX_RETRIES) throw error
        await sleep(Math.min(1000, 10 * 2 ** retry) * (0.5 + Math.random() / 2))
      } else if (kind === 'defect' || requests.length === 1) {
        const fault = new Fault((error as Error).message, (error as { code?: string }).code ?? 'fault', error)
        if (requests.length === 1) return [fault]
        return requests.map(() => fault)
      } else {
        return bisect(environment, act, requests, report)
      }
    }
  }
}

/**
 * Finds whose keys other nodes hold; they would keep everybody else waiting.
 *
 * @returns true when there is one more
 */
async function setAside<Q, F, R>(
  db: Database,
  act: Act<Q, F, R>,
  requests: readonly Q[],
  aside: Map<number, Fault>,
): Promise<boolean> {
  const before = aside.size
  for (const index of (await act.inFlight?.(db, requests)) ?? [])
    aside.set(index, new Fault('another node works on a request with this key', 'key_in_flight'))
  return aside.size > before
}

/** A data error of unknown origin: each half runs as a batch of its own until the one at fault is alone. */
async function bisect<Q, F, R>(
  environment: Environment,
  act: Act<Q, F, R>,
  requests: readonly Q[],
  report: BatchReport,
): Promise<(R | Fault)[]> {
  const middle = requests.length >> 1
  const halves: (R | Fault)[][] = []
  for (const half of [requests.slice(0, middle), requests.slice(middle)]) {
    const batch = (await environment.ids.lease(1)).next()
    halves.push(await attempt(environment, act, half, batch, report))
  }
  return halves.flat()
}

async function decideAll<Q, F, R>(
  environment: Environment,
  act: Act<Q, F, R>,
  requests: readonly Q[],
  aside: ReadonlyMap<number, Fault>,
  batch: bigint,
  connection: Connection,
  stale: F | undefined,
  report: BatchReport,
): Promise<{ outcomes: (R | Fault)[]; facts: F; writes: WriteSet; now: Date }> {
  const faults = new Map(aside)
  const learned = new Map<string, unknown>()
  let idsFactor = 1
  if (stale !== undefined) await lockFirst(act, stale, connection)
  for (;;) {
    const sound = faults.size === 0 ? requests : requests.filter((_request, index) => !faults.has(index))
    const started = performance.now()
    const weight = sound.reduce((sum, request) => sum + act.weigh(request), 0)
    const [now, ids, facts] = await Promise.all([
      environment.now?.() ?? databaseTime(connection),
      environment.ids.lease((weight * IDS_PER_UNIT + sound.length * IDS_PER_UNIT + 100) * idsFactor),
      act.read(connection, sound, stale !== undefined),
    ])
    const read = performance.now()
    report.readMs += read - started
    const writes = new WriteSet()
    const context = { batch, now, ids, writes, learned }
    const outcomes: (R | Fault)[] = []
    let clean = true
    for (let index = 0; index < requests.length; index++) {
      const known = faults.get(index)
      if (known) {
        outcomes.push(known)
        continue
      }
      try {
        outcomes.push(act.decide(requests[index]!, facts, context) as R)
      } catch (error) {
        if (error instanceof NoIdsLeft && idsFactor < MOST_IDS) {
          idsFactor *= MORE_IDS
          clean = false
          break
        }
        // Each request learns a thing once; what was learned of a picture that a fault had changed is not true of a fresh one.
        if (error instanceof DecideAgain && !learned.has(error.key)) {
          if (clean) learned.set(error.key, error.known)
          clean = false
          break
        }
        // The throw is this request's own; what it left in the picture is discarded with the picture. A second one
        // may be a consequence of the first, so the batch is cut in two rather than blamed.
        if (!clean) throw new SeveralFaults('several decisions failed', { cause: error })
        faults.set(
          index,
          error instanceof Fault ? error : new Fault((error as Error).message, 'decision_failed', error),
        )
        clean = false
      }
    }
    report.decideMs += performance.now() - read
    if (!clean) continue
    act.conclude?.(facts, context)
    environment.ids.giveBack(ids)
    return { outcomes, facts, writes, now }
  }
}

async function databaseTime(connection: Connection): Promise<Date> {
  const [row] = await connection.read(readClock, {})
  return row!.now
}

async function lockFirst<Q, F, R>(act: Act<Q, F, R>, stale: F, connection: Connection): Promise<void> {
  const locks = new WriteSet()
  act.lock?.(stale, locks)
  await connection.client.query(BEGIN)
  for (const { statement, values } of locks.encode())
    await connection.run(statement.name, statement.text, values)
  await connection.client.query(READ_WITHIN)
}

type Kind = 'stale' | 'committed' | 'transient' | 'defect' | 'data'

/** What an error of the database means for the batch. */
function classify(error: unknown, retry: number): Kind {
  if (error instanceof SeveralFaults) return 'data'
  if (error instanceof KeyHeld || error instanceof CommitUnknown || isConnectionError(error))
    return 'transient'
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code === undefined) return 'defect'
  if (code === 'DK001') return 'stale'
  if (code === '23505') {
    if (constraint === 'company_log_batch') return 'committed'
    // A key that another batch wrote meanwhile: reading again finds it. One that never cures is bisected.
    return retry < 2 || constraint === 'request_key_pkey' || constraint === 'source_key_pkey'
      ? 'transient'
      : 'data'
  }
  if (code === '57014') return 'data'
  const family = code.slice(0, 2)
  if (['08', '25', '26', '40', '53', '55', '57', '58', 'XX'].includes(family)) return 'transient'
  if (family === '42' || family === '0A') return 'defect'
  return 'data'
}
