import type { Database, Reader } from '../platform/database/index.ts'
import { JOB_LIMITS, keepDepths, type JobState } from '../platform/job-control.ts'
import type { Job, JobQueues, QueueDepth } from '../platform/jobs.ts'
import { readClock } from '../platform/platform.sql.ts'
import { readJobProcesses, readJobs } from './jobs.sql.ts'

/** A job as every process knows it, whether it runs it or not. */
export interface KnownJob {
  name: string
  title: string
  /** Null: it works a queue off as fast as it can. */
  everyMs: number | null
}

/** What all jobs are and what they have to do. */
export interface Jobs {
  known: readonly KnownJob[]
  queues: readonly JobQueues[]
}

/** Minutes over which rates are told. */
const RATE_MINUTES = 5
const MINUTE_MS = 60_000

export interface JobStanding extends KnownJob {
  state: JobState
  changedAt: Date | null
  changedBy: string | null
  reason: string | null
  /** Null: it has no queue. Of one that is stopped, without a queue: the run that is due, once its interval is over. */
  queue: QueueDepth | null
  /** What waits for it can be listed, record by record. */
  hasRecords: boolean
  /** Records a minute, of the last minutes; null: not known yet. */
  inPerMinute: number | null
  outPerMinute: number
  failedPerMinute: number
  processes: JobProcess[]
}

export interface JobProcess {
  process: string
  since: Date
  beatAt: Date
  alive: boolean
  workingSince: Date | null
  done: number
  failed: number
  /** Its last periodic run failed. */
  failing: boolean
  lastError: string | null
  lastErrorAt: Date | null
}

/** How each job stands, for all processes. */
export async function readStandings(db: Reader, jobs: Jobs, now: Date): Promise<JobStanding[]> {
  const names = jobs.known.map((job) => job.name)
  const since = new Date(now.getTime() - RATE_MINUTES * MINUTE_MS)
  const [rows, processes, ...depths] = await Promise.all([
    db.read(readJobs, { names, since }),
    db.read(readJobProcesses, { names }),
    ...jobs.queues.map((queues) => queues.depths(db, now)),
  ])
  const rowOf = new Map(rows.map((row) => [row.name, row]))
  return jobs.known.map((job) => {
    const row = rowOf.get(job.name)!
    const minutes =
      row.first_minute && row.last_minute
        ? (row.last_minute.getTime() - row.first_minute.getTime()) / MINUTE_MS
        : 0
    const grown = Number(row.last_depth ?? 0n) - Number(row.first_depth ?? 0n)
    return {
      ...job,
      state: (row.state ?? 'running') as JobState,
      // A row without a reason was made by a process that took its turn.
      changedAt: row.reason === null ? null : row.changed_at,
      changedBy: row.reason === null ? null : row.changed_by,
      reason: row.reason,
      queue: queueOf(job.name, jobs, depths) ?? missedRun(job, row, now),
      hasRecords: jobs.queues.some(
        ({ records, jobs: of }) => records && of.some(({ name }) => name === job.name),
      ),
      inPerMinute: minutes > 0 ? Math.max(0, (grown + Number(row.done_between ?? 0n)) / minutes) : null,
      outPerMinute: Number(row.done ?? 0n) / RATE_MINUTES,
      failedPerMinute: Number(row.failed ?? 0n) / RATE_MINUTES,
      processes: processes
        .filter((one) => one.job === job.name)
        .map((one) => ({
          process: one.process,
          since: one.since,
          beatAt: one.beat_at,
          alive: now.getTime() - one.beat_at.getTime() < JOB_LIMITS.aliveMs,
          workingSince: one.working_since,
          done: Number(one.done),
          failed: Number(one.failed),
          failing: one.failing,
          lastError: one.last_error,
          lastErrorAt: one.last_error_at,
        })),
    }
  })
}

function queueOf(
  name: string,
  jobs: Jobs,
  depths: readonly ReadonlyMap<string, QueueDepth>[],
): QueueDepth | null {
  const at = jobs.queues.findIndex((queues) => queues.jobs.some((job) => job.name === name))
  if (at < 0) return null
  return depths[at]!.get(name) ?? { waiting: 0, due: 0, oldestDueAt: null }
}

/** A job without records that is stopped has work all the same: nobody deletes, signs or compares meanwhile. */
function missedRun(
  { everyMs }: KnownJob,
  { state, changed_at: changedAt }: { state: string | null; changed_at: Date | null },
  now: Date,
): QueueDepth | null {
  if (everyMs === null || changedAt === null || (state ?? 'running') === 'running') return null
  const oldestDueAt = new Date(changedAt.getTime() + everyMs)
  return oldestDueAt > now ? null : { waiting: 1, due: 1, oldestDueAt }
}

/** Counts what waits, by the minute: what came in is what went out and what the queue grew by. */
export function depthJob({ db, queues }: { db: Database; queues: () => readonly JobQueues[] }): Job {
  return {
    name: 'queue-depths',
    title: 'Counts what waits for each job',
    everyMs: 15_000,
    alone: true,
    async run() {
      const [clock] = await db.read(readClock, {})
      const now = clock!.now
      const all = queues()
      const found = await Promise.all(all.map((one) => one.depths(db, now)))
      const depths = new Map<string, number>()
      all.forEach((one, at) => {
        for (const { name } of one.jobs) depths.set(name, found[at]!.get(name)?.waiting ?? 0)
      })
      await keepDepths(db, now, depths)
    },
  }
}
