import { setTimeout as pause } from 'node:timers/promises'
import type { Reader } from './database/index.ts'

/** Something that is due again and again, whoever does it; two processes that do it at once do no harm. */
export interface Job {
  /** Its name for all processes and in addresses: kebab-case. */
  name: string
  /** What it does, in a few words. */
  title: string
  everyMs: number
  /** One process at a time, by a lease; the others wait for their turn. */
  alone?: true
  /** Ends early, and without harm, when the signal says so. */
  run(signal: AbortSignal): Promise<JobCounts | void>
}

/** What a run looked at, and what of it had something to do. */
export interface JobCounts {
  evaluated: number
  processed: number
}

/** What waits for a job that works off a queue. */
export interface QueueDepth {
  waiting: number
  /** Of these, what should have been taken by now. */
  due: number
  /** Since when the oldest of these is due. */
  oldestDueAt: Date | null
}

/** A record that waits for a job, or that failed there. */
export interface JobRecord {
  orderId: bigint | null
  recordId: bigint
  status: 'waiting' | 'working' | 'failed'
  dueAt: Date | null
  attempts: number
  problem: string | null
}

/** Reads the queues of some jobs, whatever they consist of. */
export interface JobQueues {
  jobs: readonly { name: string; title: string }[]
  /** Of all companies together. */
  depths(db: Reader, now: Date): Promise<ReadonlyMap<string, QueueDepth>>
  /** Of one company, by key, behind `after`. Absent: they are listed where they are kept. */
  records?(
    db: Reader,
    ask: {
      job: string
      companyId: bigint
      failed: boolean
      now: Date
      after: { orderId: bigint; recordId: bigint } | null
      limit: number
    },
  ): Promise<JobRecord[]>
}

/** What a job of this process asks and tells. */
export interface JobPost {
  /** `all`: take what is due. A date: only what was due by then. Undefined: nothing. */
  permit(): 'all' | Date | undefined
  /** Aborted while the job is stopped. */
  readonly stopped: AbortSignal
  /** How often somebody asked for a run at once. */
  readonly asks: number
  /** Aborted when somebody asks for the next one. */
  readonly asked: AbortSignal
  /** Says that nothing is left that a draining job should take. */
  drained(): Promise<void>
  /** True when it is this process's turn. */
  hold(everyMs: number): Promise<boolean>
  /** Work is taken up. @returns about the time of the database, never later than it is */
  begin(): Date
  working(): void
  /** Work is put down. */
  rest(): void
  /** What went through. */
  count(done: number, failed: number, problem?: string): void
  /** A periodic run ended. */
  ran(began: Date, counts: JobCounts | undefined, error: unknown, everyMs: number): Promise<void>
}

/** Where a failed run is told; the next one comes at its time. */
export interface JobLog {
  error(detail: object, message: string): void
}

/**
 * Runs each job now and then at its interval, one run at a time.
 *
 * @param post where this process says that it runs a job, and hears whether it may; absent: it always may
 * @returns what ends them, after the run at hand
 */
export function startJobs(
  jobs: readonly Job[],
  log: JobLog,
  post?: (name: string) => JobPost,
): { stop(): Promise<void> } {
  const controller = new AbortController()
  const { signal } = controller
  const loops = jobs.map(async (job) => {
    const at = post?.(job.name)
    while (!signal.aborted) {
      const asks = at?.asks
      await runOnce(job, at, signal, log)
      // Asked for while it ran: what it was asked for may have come behind it.
      if (at !== undefined && at.asks !== asks) continue
      // A job that was stopped is looked at again soon, whatever its interval.
      const waitMs = at !== undefined && at.permit() === undefined ? Math.min(job.everyMs, 500) : job.everyMs
      const woken = at === undefined ? signal : AbortSignal.any([signal, at.asked])
      await pause(waitMs, undefined, { signal: woken }).catch(() => undefined)
    }
  })
  return {
    async stop() {
      controller.abort()
      await Promise.all(loops)
    },
  }
}

async function runOnce(job: Job, post: JobPost | undefined, ending: AbortSignal, log: JobLog): Promise<void> {
  let signal = ending
  let began: Date | undefined
  try {
    if (post !== undefined) {
      const permit = post.permit()
      if (permit !== undefined && permit !== 'all') await post.drained()
      if (permit !== 'all' || (job.alone && !(await post.hold(job.everyMs)))) return
      signal = AbortSignal.any([ending, post.stopped])
      began = post.begin()
    }
    const counts = await job.run(signal)
    if (began) await post!.ran(began, counts ?? undefined, undefined, job.everyMs)
  } catch (error) {
    if (signal.aborted) return
    log.error({ err: error, job: job.name }, `${job.name} failed`)
    if (began) await post!.ran(began, undefined, error, job.everyMs).catch(() => undefined)
  } finally {
    post?.rest()
  }
}
