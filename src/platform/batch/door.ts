import { activeSpan, startBatchSpan } from '../telemetry.ts'
import { Fault, Overloaded, type Act } from './act.ts'
import { runBatch, type BatchReport, type Environment } from './run-batch.ts'

export type Lane = 'interactive' | 'bulk'

/** Limits of the door; see docs/reference/settings.md. */
export interface DoorLimits {
  /** Batches in flight at once, over all acts. */
  slots: number
  /** Slots that intake may not use: they are for work after capture (tasks) and for operators; one is for tasks alone. */
  reservedSlots: number
  /** Heaviest batch, in units of `weigh` (lines). */
  maxWeight: number
  /**
   * The controller goes no lower: a batch costs some forty statements whatever its size, so a small one takes longer a
   * line (1,400 µs at 50 lines, a third of it at 500) and would make a slow machine slower.
   */
  minWeight: number
  /** A request heavier than this runs alone. */
  aloneWeight: number
  /** The controller shrinks batches that take longer than this from first lock to commit. */
  targetCommitMs: number
  /** A request that would wait longer is refused. */
  maxWaitMs: number
  /** Requests that wait, over all acts; more are refused. Bounds the memory, whatever the estimate of the wait says. */
  maxWaiting: number
  /** `drain` waits no longer: work after capture may go on making more of itself. */
  drainMs: number
}

export const defaultDoorLimits: DoorLimits = {
  slots: 4,
  reservedSlots: 2,
  maxWeight: 2500,
  minWeight: 500,
  aloneWeight: 500,
  targetCommitMs: 40,
  maxWaitMs: 2000,
  maxWaiting: 10_000,
  drainMs: 20_000,
}

export interface RequestOptions {
  lane?: Lane
  /** True for work after capture: may use the reserved slots, is not refused. */
  internal?: boolean
}

export type BatchListener = (act: string, size: number, report: BatchReport) => void

/** `intake` takes in what callers send, `task` is work after it, `operator` is everything else that is asked from outside. */
type Class = 'intake' | 'operator' | 'task'

interface Waiting {
  request: unknown
  weight: number
  span: ReturnType<typeof activeSpan>
  resolve(outcome: unknown): void
  reject(error: unknown): void
}

/** What waits for one act in one lane, one list a company, served in turn. */
class Queue {
  readonly key: string
  readonly act: Act<unknown, unknown, unknown>
  readonly lane: Lane
  readonly class: Class
  readonly companies = new Map<bigint, Waiting[]>()
  weight = 0
  inFlight = 0
  /** Weight of the next batch, moved by the controller. */
  limit: number
  /** Units per millisecond, smoothed; the estimate behind the refusal at the door. */
  rate = 1

  constructor(
    key: string,
    act: Act<unknown, unknown, unknown>,
    lane: Lane,
    internal: boolean,
    limit: number,
  ) {
    this.key = key
    this.act = act
    this.lane = lane
    this.class = internal ? 'task' : act.intake ? 'intake' : 'operator'
    this.limit = limit
  }

  push(company: bigint, waiting: Waiting): void {
    const list = this.companies.get(company)
    if (list) list.push(waiting)
    else this.companies.set(company, [waiting])
    this.weight += waiting.weight
  }

  /** The next batch: companies in turn, in arrival order inside each, up to the limit; a heavy request alone. */
  take(limit: number, aloneWeight: number): Waiting[] {
    const batch: Waiting[] = []
    let weight = 0
    const share = Math.max(1, Math.floor(limit / this.companies.size))
    for (const [company, list] of Array.from(this.companies)) {
      let own = 0
      let taken = 0
      while (taken < list.length && own < share) {
        const next = list[taken]!
        if (batch.length > 0 && (weight + next.weight > limit || next.weight > aloneWeight)) break
        batch.push(next)
        weight += next.weight
        own += next.weight
        taken++
        if (next.weight > aloneWeight) break
      }
      this.companies.delete(company)
      // What is left goes behind the other companies.
      if (taken < list.length) this.companies.set(company, list.slice(taken))
      if (weight >= limit || (batch.length === 1 && weight > aloneWeight)) break
    }
    this.weight -= weight
    return batch
  }
}

/**
 * The gathering door. Callers come one by one; the next batch is what arrived while the last one ran, with no timer.
 * So a lone request does not wait, and the cost of a request falls as the load rises.
 */
export class Door {
  readonly environment: Environment
  readonly limits: DoorLimits
  readonly #queues = new Map<string, Queue>()
  #waiting = 0
  #inFlight = 0
  #bulkInFlight = 0
  readonly #inFlightOf: Record<Class, number> = { intake: 0, operator: 0, task: 0 }
  #draining = false
  #scheduled = false
  #drained: (() => void)[] = []
  readonly #listeners: BatchListener[] = []
  /** 1 = full speed of intake; the workers lower it when work after capture falls behind. */
  captureShare = 1

  constructor(environment: Environment, limits: DoorLimits = defaultDoorLimits) {
    this.environment = environment
    this.limits = limits
  }

  /**
   * Hands a request over and waits for its outcome, after the commit of its batch.
   *
   * @throws Fault when this request cannot be decided or written; Overloaded when it would wait too long
   */
  request<Q, F, R>(act: Act<Q, F, R>, request: Q, options: RequestOptions = {}): Promise<R> {
    const queue = this.#queueOf(act, options)
    const overloaded = this.#overloaded(queue, act.name, options)
    return overloaded ? Promise.reject(overloaded) : this.#wait(queue, act, request)
  }

  /**
   * Asks before costly preparation whether what it is for would be let in now.
   *
   * @throws Overloaded
   */
  admit<Q, F, R>(act: Act<Q, F, R>, options: RequestOptions = {}): void {
    const overloaded = this.#overloaded(this.#queueOf(act, options), act.name, options)
    if (overloaded) throw overloaded
  }

  #queueOf<Q, F, R>(act: Act<Q, F, R>, { lane = 'interactive', internal = false }: RequestOptions): Queue {
    return this.#queue(act as Act<unknown, unknown, unknown>, lane, internal)
  }

  #overloaded(queue: Queue, act: string, { internal = false }: RequestOptions): Overloaded | undefined {
    if (internal) return undefined
    if (this.#draining) return new Overloaded('shutting down')
    if (queue.weight > 0 && queue.weight / queue.rate > this.limits.maxWaitMs)
      return new Overloaded(`${act}: the queue is longer than ${this.limits.maxWaitMs} ms`)
    if (this.#waiting >= this.limits.maxWaiting)
      return new Overloaded(`${this.#waiting} requests wait already`)
    return undefined
  }

  #wait<Q, F, R>(queue: Queue, act: Act<Q, F, R>, request: Q): Promise<R> {
    const weight = Math.max(1, act.weigh(request))
    this.#waiting += 1
    return new Promise<R>((resolve, reject) => {
      queue.push(act.companyOf(request), {
        request,
        weight,
        span: activeSpan(),
        resolve: resolve as (outcome: unknown) => void,
        reject,
      })
      this.#schedule()
    })
  }

  /**
   * Hands many requests over; a request at fault comes back as its Fault. They are let in or refused together, by what waited
   * before them: their own number refuses none of them.
   *
   * @throws Overloaded
   */
  requestAll<Q, F, R>(
    act: Act<Q, F, R>,
    requests: readonly Q[],
    options: RequestOptions = {},
  ): Promise<(R | Fault)[]> {
    const queue = this.#queueOf(act, options)
    const overloaded = this.#overloaded(queue, act.name, options)
    if (overloaded) return Promise.reject(overloaded)
    return Promise.all(
      requests.map((request) =>
        this.#wait(queue, act, request).catch((error: unknown) => {
          if (error instanceof Fault) return error
          throw error
        }),
      ),
    )
  }

  /** Tells of every batch that ended: for metrics, and to wake the work that it made ready. */
  listen(listener: BatchListener): void {
    this.#listeners.push(listener)
  }

  /** Refuses what is new, waits until nothing waits and nothing is in flight; at most `drainMs`. */
  async drain(): Promise<void> {
    this.#draining = true
    if (this.#idle) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#drained.push(resolve)
    const timer = setTimeout(resolve, this.limits.drainMs)
    await promise
    clearTimeout(timer)
  }

  get #idle(): boolean {
    return this.#inFlight === 0 && this.#waiting === 0
  }

  /** Is a batch from outside in flight? */
  get busy(): boolean {
    return this.#inFlightOf.intake + this.#inFlightOf.operator > 0
  }

  /** Weight that waits, by act: the depth of the queues. */
  depths(): { act: string; lane: Lane; weight: number; inFlight: number }[] {
    return [...this.#queues.values()].map(({ act, lane, weight, inFlight }) => ({
      act: act.name,
      lane,
      weight,
      inFlight,
    }))
  }

  #queue(act: Act<unknown, unknown, unknown>, lane: Lane, internal: boolean): Queue {
    const key = `${act.name}/${lane}/${internal}`
    let queue = this.#queues.get(key)
    if (!queue) this.#queues.set(key, (queue = new Queue(key, act, lane, internal, this.limits.maxWeight)))
    return queue
  }

  /** Starts batches at the end of this turn of the event loop, so that what arrives together goes together. */
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#start()
    })
  }

  #start(): void {
    // Operators first: people wait there, and what they ask is light. Within a class, and between tasks and what comes from
    // outside, who ran goes behind all others: however busy some are, each has its turn.
    for (const operators of [true, false]) {
      for (const queue of this.#queues.values()) {
        if (queue.companies.size === 0 || (queue.class === 'operator') !== operators) continue
        if (this.#mayStart(queue)) void this.#run(queue)
      }
    }
  }

  /** One batch of an act at a time: the next one gathers meanwhile, and two would only wait for each other's locks. */
  #mayStart(queue: Queue): boolean {
    if (queue.inFlight > 0 || this.#inFlight >= this.limits.slots) return false
    if (queue.lane === 'bulk' && this.#bulkInFlight >= Math.max(1, this.limits.slots >> 1)) return false
    if (queue.class === 'task') return true
    // Neither intake nor operators take all that is open to what comes from outside, and both leave one slot to tasks.
    const { intake, operator } = this.#inFlightOf
    const own = this.limits.slots - this.limits.reservedSlots
    return this.#inFlightOf[queue.class] < own && intake + operator < Math.max(own, this.limits.slots - 1)
  }

  async #run(queue: Queue): Promise<void> {
    const share = queue.class === 'intake' ? this.captureShare : 1
    const batch = queue.take(Math.max(this.#least(), queue.limit * share), this.limits.aloneWeight)
    const weight = batch.reduce((sum, waiting) => sum + waiting.weight, 0)
    this.#waiting -= batch.length
    this.#queues.delete(queue.key)
    this.#queues.set(queue.key, queue)
    this.#count(queue, 1)
    const started = performance.now()
    const endSpan = startBatchSpan(
      queue.act.name,
      batch.map((waiting) => waiting.span),
    )
    try {
      const { outcomes, report } = await runBatch(
        this.environment,
        queue.act,
        batch.map((waiting) => waiting.request),
      )
      this.#control(queue, weight, report, performance.now() - started)
      endSpan?.({
        'docket.requests': batch.length,
        'docket.lines': weight,
        'docket.commit_ms': report.commitMs,
        'docket.attempts': report.attempts,
      })
      for (const listener of this.#listeners) listener(queue.act.name, batch.length, report)
      batch.forEach((waiting, index) => {
        const outcome = outcomes[index]
        if (outcome instanceof Fault) waiting.reject(outcome)
        else waiting.resolve(outcome)
      })
    } catch (error) {
      endSpan?.({ 'docket.requests': batch.length }, error)
      for (const waiting of batch) waiting.reject(error)
    } finally {
      this.#count(queue, -1)
      this.#start()
      if (this.#idle) for (const resolve of this.#drained.splice(0)) resolve()
    }
  }

  #count(queue: Queue, step: 1 | -1): void {
    queue.inFlight += step
    this.#inFlight += step
    if (queue.lane === 'bulk') this.#bulkInFlight += step
    this.#inFlightOf[queue.class] += step
  }

  #least(): number {
    return Math.min(this.limits.minWeight, this.limits.maxWeight)
  }

  #control(queue: Queue, weight: number, report: BatchReport, elapsedMs: number): void {
    queue.rate = 0.8 * queue.rate + 0.2 * (weight / Math.max(1, elapsedMs))
    const least = this.#least()
    if (report.commitMs > this.limits.targetCommitMs && weight > least)
      queue.limit = Math.max(least, weight * 0.9)
    else if (weight >= queue.limit * 0.9) queue.limit = Math.min(this.limits.maxWeight, queue.limit * 1.2)
  }
}
