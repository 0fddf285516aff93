import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from './clock.ts'
import type { Database } from './database/index.ts'
import type { JobCounts, JobLog, JobPost } from './jobs.ts'
import {
  askJob,
  beat,
  endDrain,
  forgetJobs,
  holdJob,
  leave,
  orderJob,
  readJobStates,
  writeDepths,
  writeRun,
} from './jobs.sql.ts'
import { readClock } from './platform.sql.ts'

/** What all processes do about a job; draining: what was due when it was asked, and then no more. */
export type JobState = 'running' | 'draining' | 'stopped'

/** Limits of the control of jobs; see docs/reference/settings.md. */
export const JOB_LIMITS = {
  /** How often a process asks what it may do. */
  lookMs: 500,
  /** How often it says that it is there. */
  beatMs: 2000,
  /** Without a beat for so long it is not. */
  aliveMs: 10_000,
  /** The turn of a process at a job where one works at a time, beyond its interval. */
  holdMs: 15_000,
  /** Minutes, runs and silent processes are kept so long. */
  minutesKeptMs: 86_400_000,
  runsKeptMs: 30 * 86_400_000,
  silentKeptMs: 3_600_000,
  /** A run of a job that comes more often is kept only when it found something to do, or failed. */
  rareMs: 60_000,
} as const

/** What a process knows of its machine. */
export interface MachineState {
  diskFree: bigint | null
  diskSize: bigint | null
}

export interface JobControlOptions {
  db: Database
  clock: Clock
  log: JobLog
  process: { id: string; roles: readonly string[]; version: string; machine?: () => Promise<MachineState> }
}

const NEVER = new Date(0)

class Post implements JobPost {
  readonly name: string
  readonly #control: JobControl
  #stop = new AbortController()
  #ask = new AbortController()
  #askedAt = NEVER
  #kept = 0
  asks = 0
  workingSince = NEVER
  done = 0n
  failed = 0n
  failing = false
  error = ''
  errorAt = NEVER

  constructor(name: string, control: JobControl) {
    this.name = name
    this.#control = control
  }

  get stopped(): AbortSignal {
    return this.#stop.signal
  }

  get asked(): AbortSignal {
    return this.#ask.signal
  }

  permit(): 'all' | Date | undefined {
    return this.#control.permit(this.name)
  }

  /** Told at each look. */
  hear(): void {
    const stopped = this.permit() === undefined
    if (stopped && !this.#stop.signal.aborted) this.#stop.abort()
    else if (!stopped && this.#stop.signal.aborted) this.#stop = new AbortController()
    const askedAt = this.#control.askedAt(this.name)
    if (askedAt <= this.#askedAt) return
    this.#askedAt = askedAt
    this.asks += 1
    this.#ask.abort()
    this.#ask = new AbortController()
  }

  drained(): Promise<void> {
    return this.#control.drained(this.name)
  }

  hold(everyMs: number): Promise<boolean> {
    return this.#control.hold(this.name, everyMs)
  }

  begin(): Date {
    this.workingSince = this.#control.about()
    return this.workingSince
  }

  working(): void {
    if (this.workingSince === NEVER) this.workingSince = this.#control.seen
  }

  rest(): void {
    this.workingSince = NEVER
  }

  count(done: number, failed: number, problem?: string): void {
    this.done += BigInt(done)
    this.failed += BigInt(failed)
    if (problem === undefined) return
    this.error = problem.slice(0, 500)
    this.errorAt = this.#control.seen
  }

  async ran(began: Date, counts: JobCounts | undefined, error: unknown, everyMs: number): Promise<void> {
    const problem = error === undefined ? undefined : messageOf(error)
    this.failing = problem !== undefined
    this.count(counts?.processed ?? 0, problem === undefined ? 0 : 1, problem)
    const rare = everyMs >= JOB_LIMITS.rareMs || this.#kept !== this.asks
    if (!rare && problem === undefined && (counts?.processed ?? 0) === 0) return
    this.#kept = this.asks
    await this.#control.writeRun(this.name, began, counts, problem)
  }
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500)
}

/**
 * The jobs of this process: what each may do, which all processes share, and that it does it. A process that has not heard
 * yet does nothing; one that cannot ask goes on as it last heard.
 */
export class JobControl {
  readonly #options: JobControlOptions
  readonly #posts = new Map<string, Post>()
  readonly #ending = new AbortController()
  #states: Map<string, { state: JobState; since: Date; askedAt: Date | null }> | undefined
  #startedAt: Date | undefined
  #beaten = Number.NEGATIVE_INFINITY
  #loop: Promise<void> | undefined
  /** The time of the database at the last look. */
  seen = new Date(0)
  #seenAt = 0

  constructor(options: JobControlOptions) {
    this.#options = options
  }

  /** Begins to look and to beat; resolves when it has heard what it may do. */
  async start(): Promise<void> {
    await this.#look()
    this.#loop = this.#run()
  }

  /** After the jobs ended: a process that ends in order is not missed. */
  async stop(): Promise<void> {
    this.#ending.abort()
    await this.#loop
    await this.#beat().catch(() => undefined)
    await this.#options.db.read(leave, { process: this.#options.process.id }).catch(() => undefined)
  }

  /** This process runs the job from now on. */
  join(name: string): JobPost {
    const post = new Post(name, this)
    this.#posts.set(name, post)
    post.hear()
    return post
  }

  permit(name: string): 'all' | Date | undefined {
    if (this.#states === undefined) return undefined
    const known = this.#states.get(name)
    if (known === undefined || known.state === 'running') return 'all'
    return known.state === 'draining' ? known.since : undefined
  }

  /** When somebody last asked for a run at once. */
  askedAt(name: string): Date {
    return this.#states?.get(name)?.askedAt ?? NEVER
  }

  /** The time of the database by what has gone by since the last look; never later than it is. A run of a job costs no question. */
  about(): Date {
    return new Date(this.seen.getTime() + Math.floor(performance.now() - this.#seenAt))
  }

  async now(): Promise<Date> {
    const [row] = await this.#options.db.read(readClock, {})
    return row!.now
  }

  async drained(name: string): Promise<void> {
    const since = this.permit(name)
    if (!(since instanceof Date)) return
    const at = await this.now()
    const aliveFrom = new Date(at.getTime() - JOB_LIMITS.aliveMs)
    await this.#options.db.read(endDrain, { name, since, at, process: this.#options.process.id, aliveFrom })
  }

  async hold(name: string, everyMs: number): Promise<boolean> {
    const now = await this.now()
    const until = new Date(now.getTime() + everyMs + JOB_LIMITS.holdMs)
    const { id } = this.#options.process
    return (await this.#options.db.read(holdJob, { name, now, process: id, until })).length > 0
  }

  async writeRun(
    job: string,
    startedAt: Date,
    counts: JobCounts | undefined,
    error: string | undefined,
  ): Promise<void> {
    await this.#options.db.read(writeRun, {
      job,
      process: this.#options.process.id,
      startedAt,
      endedAt: await this.now(),
      evaluated: BigInt(counts?.evaluated ?? 0),
      processed: BigInt(counts?.processed ?? 0),
      error: error ?? null,
    })
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending
    while (!signal.aborted) {
      try {
        await this.#look()
        if (performance.now() - this.#beaten >= JOB_LIMITS.beatMs) await this.#beat()
      } catch (error) {
        if (!signal.aborted) this.#options.log.error({ err: error }, 'the state of jobs cannot be read')
      }
      await pause(JOB_LIMITS.lookMs, undefined, { signal }).catch(() => undefined)
    }
  }

  async #look(): Promise<void> {
    const { db } = this.#options
    const rows = await db.read(readJobStates, {})
    // Asked for behind the states: a run that somebody asked for does not begin before that.
    const now = await this.now()
    this.seen = now
    this.#seenAt = performance.now()
    this.#startedAt ??= now
    this.#states = new Map(
      rows.map((row) => [
        row.name,
        { state: row.state as JobState, since: row.changed_at, askedAt: row.asked_at },
      ]),
    )
    for (const post of this.#posts.values()) post.hear()
  }

  async #beat(): Promise<void> {
    const { db, clock, process } = this.#options
    const asked = clock.now()
    const now = await this.now()
    const answered = clock.now()
    // The database's time was taken somewhere between: half the way is the best guess.
    const clockOffMs = Math.round((asked.getTime() + answered.getTime()) / 2 - now.getTime())
    const machine = (await process.machine?.()) ?? { diskFree: null, diskSize: null }
    const posts = [...this.#posts.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const told = posts.map((post) => ({ done: post.done, failed: post.failed }))
    await db.read(beat, {
      process: process.id,
      roles: [...process.roles],
      version: process.version,
      startedAt: this.#startedAt ?? now,
      now,
      clockOffMs: Math.max(-2_000_000_000, Math.min(2_000_000_000, clockOffMs)),
      ...machine,
      jobs: posts.map((post) => post.name),
      workingSince: posts.map((post) => post.workingSince),
      done: told.map((one) => one.done),
      failed: told.map((one) => one.failed),
      failing: posts.map((post) => post.failing),
      errors: posts.map((post) => post.error),
      errorAt: posts.map((post) => post.errorAt),
    })
    // What was counted meanwhile stays for the next beat; a beat that failed is told again.
    posts.forEach((post, index) => {
      post.done -= told[index]!.done
      post.failed -= told[index]!.failed
    })
    this.#beaten = performance.now()
  }
}

/**
 * Starts, drains or stops a job for all processes; they hear of it within a second.
 *
 * @returns false: it was in that state already
 */
export async function setJobState(
  db: Database,
  order: { name: string; state: JobState; actor: string; reason: string },
): Promise<boolean> {
  const [clock] = await db.read(readClock, {})
  return (await db.read(orderJob, { ...order, at: clock!.now })).length > 0
}

/**
 * Asks a job to come now; its processes hear of it within a second.
 *
 * @returns false: it is stopped
 */
export async function askForJob(
  db: Database,
  ask: { name: string; actor: string; reason: string },
): Promise<boolean> {
  const [clock] = await db.read(readClock, {})
  return (await db.read(askJob, { ...ask, at: clock!.now })).length > 0
}

/** Keeps what waits now, for the rate at which it comes in. */
export async function keepDepths(
  db: Database,
  now: Date,
  depths: ReadonlyMap<string, number>,
): Promise<void> {
  const jobs = [...depths.keys()].toSorted()
  await db.read(writeDepths, { now, jobs, depths: jobs.map((job) => BigInt(depths.get(job)!)) })
}

/** Deletes what is kept of jobs beyond its time. @returns how many rows */
export async function forgetOldJobs(db: Database, now: Date): Promise<number> {
  const before = (keptMs: number) => new Date(now.getTime() - keptMs)
  const [row] = await db.read(forgetJobs, {
    minutesBefore: before(JOB_LIMITS.minutesKeptMs),
    runsBefore: before(JOB_LIMITS.runsKeptMs),
    silentBefore: before(JOB_LIMITS.silentKeptMs),
  })
  return Number(row!.count)
}
