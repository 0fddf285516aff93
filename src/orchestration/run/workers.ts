import { setTimeout as pause } from 'node:timers/promises'
import { Fault, type Act, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { JobPost } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { orderNumber } from '../../platform/public-id.ts'
import type { CounterMetric, GaugeMetric, Telemetry } from '../../platform/telemetry.ts'
import { claimTasks, readNextDue } from '../plan/plan.sql.ts'
import type { Progress, TaskOutcome, TaskRequest } from '../plan/progress.ts'
import { keepCall } from '../calls/keep-call.ts'
import { bring } from './bring.ts'
import { invoice } from './invoice.ts'
import { release } from './release.ts'
import { reserve } from './reserve.ts'
import { setBack } from './set-back.ts'
import { close, collect } from './settle.ts'
import { ship } from './ship.ts'
import { wait } from './wait.ts'

/** Inside tasks and the acts that run them; hundreds at once, by the same acts for every caller. */
const actOf: Readonly<Record<string, Act<TaskRequest, Progress, TaskOutcome>>> = {
  transfer: bring,
  reserve,
  release,
  ship,
  invoice,
  wait,
  call: keepCall,
  collect,
  close,
}
/** Kinds of inside tasks that workers run. */
export const taskKinds: readonly string[] = Object.keys(actOf)

/** Which kinds of task a finished act may have made ready; the poll finds what is not listed. */
const wakes: Readonly<Record<string, readonly string[]>> = {
  'channels.capture': ['transfer', 'release', 'ship', 'wait', 'call'],
  'orchestration.receive_transfer': ['release', 'ship'],
  'orchestration.reject_transfer': ['release', 'ship'],
  'orchestration.release': ['ship'],
  'orchestration.ship': ['invoice', 'wait', 'call'],
  'orchestration.confirm': ['invoice', 'wait', 'call'],
  'orchestration.invoice': ['collect', 'close'],
  'orchestration.reserve': ['release', 'ship'],
  'orchestration.receive_payment': ['transfer', 'reserve', 'release', 'ship', 'collect', 'close'],
  'orchestration.return_goods': ['release', 'ship', 'collect', 'close'],
  'orchestration.collect': ['transfer', 'release', 'ship', 'close', 'call'],
  'orchestration.receive_stock': ['release', 'ship'],
  'orchestration.release_hold': ['transfer', 'reserve', 'release', 'ship', 'invoice', 'wait', 'call'],
  'orchestration.resume_order': ['transfer', 'reserve', 'release', 'ship', 'invoice', 'wait', 'call'],
  'orchestration.serve_backorders': ['release', 'ship'],
  'orchestration.repromise': ['release', 'ship'],
  'orchestration.cancel_order': ['release', 'ship', 'invoice', 'collect', 'close', 'call'],
  'orchestration.apply_money': ['collect', 'close'],
  'orchestration.wait': ['release', 'ship', 'invoice', 'wait', 'close', 'call'],
  'orchestration.complete_work': ['release', 'ship', 'invoice', 'wait', 'close', 'call'],
  'orchestration.settle_call': ['release', 'ship', 'invoice', 'wait', 'close', 'call'],
  'orchestration.take_reply': ['release', 'ship', 'invoice', 'wait', 'close', 'call'],
  'orchestration.undo_calls': ['call'],
  'orchestration.tell_facts': ['release', 'ship', 'invoice', 'wait', 'close', 'call'],
  'orchestration.end_remorse': ['transfer', 'reserve', 'release', 'ship', 'invoice', 'wait', 'call'],
  'orchestration.retry_task': Object.keys(actOf),
  'orchestration.complete_by_hand': ['release', 'ship', 'invoice', 'wait', 'close'],
  'orchestration.fail_lines': ['release', 'ship', 'invoice', 'collect', 'close', 'call'],
  'orchestration.abort_order': ['release', 'ship'],
  'orchestration.amend_order': ['transfer', 'reserve', 'release', 'ship', 'invoice', 'wait', 'call'],
  'orchestration.call': ['call', 'close'],
}

/** Limits of the workers; see docs/reference/settings.md. */
export interface WorkerLimits {
  /** Most tasks of a claim. */
  claim: number
  /** A claim that is not settled by then is due again. */
  leaseMs: number
  /** How often it is looked for what is due, of all kinds at once: a wake-up may be lost, or belong to another process. */
  pollMs: number
  /** A look that has no answer by then has failed: more than the database gives a statement. */
  lookMs: number
  /** While orders come in, a worker lets tasks gather this long: a batch costs some forty statements whatever its size. */
  gatherMs: number
  /** Capture slows down when the oldest task that is due waits longer past its turn. */
  lagMs: number
}

export const defaultWorkerLimits: WorkerLimits = {
  claim: 400,
  leaseMs: 30_000,
  pollMs: 500,
  lookMs: 6000,
  gatherMs: 25,
  lagMs: 5000,
}

export interface WorkerOptions {
  db: Database
  door: Door
  log: { error(detail: object, message: string): void }
  limits?: WorkerLimits
  telemetry?: Telemetry
  /** Where this process says that it runs a kind of task, and hears whether it may; absent: it always may. */
  post?: (job: string) => JobPost
}

/** The job that runs a kind of task, as operators name it. */
export function jobOfKind(kind: string): string {
  return `tasks-${kind}`
}

/** What the workers tell of themselves. */
interface Figures {
  tasks: CounterMetric
  lag: GaugeMetric
}

function figuresOf(telemetry: Telemetry | undefined): Figures | undefined {
  return (
    telemetry && {
      tasks: telemetry.counter('docket_worker_tasks_total', 'Tasks that were run.', ['kind', 'outcome']),
      lag: telemetry.gauge(
        'docket_worker_lag_seconds',
        'How long the oldest task that is due waits past its turn.',
      ),
    }
  )
}

export interface Workers {
  /** Ends after what was claimed is settled. */
  stop(): Promise<void>
  /** Looks for work at once. */
  wake(): void
}

/** Starts one worker a kind of inside task. Any number of processes may: a claim passes what another one is taking. */
export function startWorkers(options: WorkerOptions): Workers {
  const limits = options.limits ?? defaultWorkerLimits
  const figures = figuresOf(options.telemetry)
  const workers = new Map(taskKinds.map((kind) => [kind, new Worker(kind, options, limits, figures)]))
  options.door.listen((act) => {
    for (const kind of wakes[act] ?? []) workers.get(kind)?.wake()
  })
  const wakeAll = () => {
    for (const worker of workers.values()) worker.wake()
  }
  let looking: Promise<void> | undefined
  let began = 0
  let failing = false
  // Nothing else wakes an idle worker: where it cannot be told what is due, each looks for itself.
  const failed = (error: unknown) => {
    if (!failing)
      options.log.error({ err: error }, 'looking for due tasks failed; each worker looks for itself')
    failing = true
    wakeAll()
  }
  const look = setInterval(() => {
    if (looking === undefined) {
      began = performance.now()
      looking = lookOut(options, limits, figures, workers)
        .then(() => void (failing = false), failed)
        .finally(() => (looking = undefined))
    } else if (performance.now() - began > limits.lookMs) {
      failed(new Error(`no answer within ${limits.lookMs} ms`))
    }
  }, limits.pollMs)
  look.unref()
  return {
    async stop() {
      clearInterval(look)
      await looking
      await Promise.all([...workers.values()].map((worker) => worker.stop()))
    },
    wake: wakeAll,
  }
}

/**
 * Wakes the workers of whose kind something is due: one statement for all of them, and none a worker, is what an idle
 * process costs. Later stages get their share first: when they fall behind, the door takes smaller batches of new orders.
 */
async function lookOut(
  { db, door }: WorkerOptions,
  limits: WorkerLimits,
  figures: Figures | undefined,
  workers: ReadonlyMap<string, Worker>,
): Promise<void> {
  const [clock] = await db.read(readClock, {})
  const { kinds, lagMs } = await readDue(db, clock!.now)
  for (const kind of kinds) workers.get(kind)!.wake()
  figures?.lag.set(lagMs / 1000)
  door.captureShare = lagMs <= limits.lagMs ? 1 : Math.max(0.1, limits.lagMs / lagMs)
}

/** Which kinds of inside task have one that is due, and how long (ms) the oldest of all waits past its turn; 0: none does. */
export async function readDue(db: Database, now: Date): Promise<{ kinds: string[]; lagMs: number }> {
  const rows = await db.read(readNextDue, { kinds: taskKinds, now })
  const lagMs = Math.max(0, ...rows.map((row) => now.getTime() - row.late_from.getTime()))
  return { kinds: rows.map((row) => row.kind), lagMs }
}

/** Takes tasks of a kind that are due by `now`, or by an earlier `dueBy`; nobody else gets them before the lease ends. */
export async function claimDue(
  db: Database,
  kind: string,
  now: Date,
  limits: WorkerLimits,
  dueBy = now,
): Promise<TaskRequest[]> {
  const leaseUntil = new Date(now.getTime() + limits.leaseMs)
  const rows = await db.read(claimTasks, { kind, now: dueBy, count: limits.claim, leaseUntil })
  return rows.map((row) => ({
    companyId: row.company_id,
    orderId: row.order_id,
    taskId: row.task_id,
    attempt: row.attempt,
  }))
}

/** Orders that a line of the log names. */
const LOGGED = 20

/** Hands requests of one act over; those at fault come back as their Fault. */
export type RequestAll = <Q, F, R>(act: Act<Q, F, R>, requests: readonly Q[]) => Promise<(R | Fault)[]>

/** Runs claimed tasks of a kind; one that failed is set back, to be tried again later. */
export async function runClaimed(
  kind: string,
  requests: readonly TaskRequest[],
  requestAll: RequestAll,
  log: WorkerOptions['log'],
): Promise<(TaskOutcome | Fault)[]> {
  const outcomes = await requestAll(actOf[kind]!, requests)
  const failed = outcomes.flatMap((outcome, index) =>
    outcome instanceof Fault ? [{ ...requests[index]!, problem: `${outcome.code}: ${outcome.message}` }] : [],
  )
  if (failed.length > 0) {
    const orders = [...new Set(failed.slice(0, LOGGED).map((one) => orderNumber(one.orderId)))]
    log.error({ kind, tasks: failed.length, orders, problem: failed[0]!.problem }, 'tasks failed')
    await requestAll(setBack, failed)
  }
  return outcomes
}

class Worker {
  readonly #kind: string
  readonly #options: WorkerOptions
  readonly #limits: WorkerLimits
  readonly #figures: Figures | undefined
  readonly #post: JobPost | undefined
  readonly #ended: Promise<void>
  #stopped = false
  #woken = true
  #sleeper: (() => void) | undefined

  constructor(kind: string, options: WorkerOptions, limits: WorkerLimits, figures: Figures | undefined) {
    this.#kind = kind
    this.#options = options
    this.#limits = limits
    this.#figures = figures
    this.#post = options.post?.(jobOfKind(kind))
    this.#ended = this.#loop()
  }

  wake(): void {
    this.#woken = true
    this.#sleeper?.()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#sleeper?.()
    await this.#ended
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      const woken = this.#woken
      this.#woken = false
      let worked = 0
      try {
        worked = await this.#once(woken)
        // There may be more than a claim takes.
        if (worked > 0) this.#woken = true
      } catch (error) {
        this.#options.log.error({ kind: this.#kind, err: error }, 'worker failed; trying again')
        this.#post?.count(0, 0, error instanceof Error ? error.message : String(error))
        await this.#sleep(this.#limits.pollMs)
        this.#woken = true
      }
      if (worked === 0 && !this.#woken) await this.#sleep(this.#limits.pollMs)
      else if (worked < this.#limits.claim && this.#options.door.busy) await pause(this.#limits.gatherMs)
    }
  }

  /**
   * Takes what is due if somebody said that there is something. A job that was stopped takes nothing; one that is drained,
   * what was due by then, and stops when that is gone.
   */
  async #once(woken: boolean): Promise<number> {
    const permit = this.#post === undefined ? 'all' : this.#post.permit()
    if (permit === undefined || (permit === 'all' && !woken)) return 0
    this.#post?.working()
    try {
      const taken = await this.#take(permit === 'all' ? undefined : permit)
      if (taken > 0 || permit === 'all') return taken
    } finally {
      this.#post?.rest()
    }
    await this.#post!.drained()
    return 0
  }

  async #take(dueBy: Date | undefined): Promise<number> {
    const { db, door, log } = this.#options
    const [clock] = await db.read(readClock, {})
    const requests = await claimDue(db, this.#kind, clock!.now, this.#limits, dueBy)
    if (requests.length > 0) {
      const outcomes = await runClaimed(
        this.#kind,
        requests,
        (act, batch) => door.requestAll(act, batch, { internal: true }),
        log,
      )
      this.#tell(outcomes)
    }
    return requests.length
  }

  #tell(outcomes: readonly (TaskOutcome | Fault)[]): void {
    const faults = outcomes.filter((outcome) => outcome instanceof Fault)
    const failed = faults.length
    const kind = this.#kind
    this.#post?.count(
      outcomes.length - failed,
      failed,
      faults[0] && `${faults[0].code}: ${faults[0].message}`,
    )
    this.#figures?.tasks.add(outcomes.length - failed, { kind, outcome: 'done' })
    if (failed > 0) this.#figures?.tasks.add(failed, { kind, outcome: 'failed' })
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#stopped) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#sleeper = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#sleeper = undefined
  }
}
