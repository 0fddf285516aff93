import { Worker } from 'node:worker_threads'
import type { Memory } from '../../platform/database/index.ts'
import type { Problem } from '../../platform/outcome.ts'
import { TooComplex } from './clauses.ts'
import type { Model } from './model.ts'
import type { ModelAnswer, ModelQuestion } from './question.ts'

/** What a thread is asked. A model is sent along once the thread says that it does not know it. */
export type Job =
  | { kind: 'answer'; key: string; day: string; model?: Model; question: ModelQuestion }
  | { kind: 'judge'; model: Model; from: string; to: string | undefined }

/** `cpuMs`: of the processor since the thread began, in all. */
export type Message = Reply & { cpuMs: number }

export type Reply =
  | { kind: 'ready' | 'unknown' }
  | { kind: 'answered'; answer: ModelAnswer }
  | { kind: 'judged'; problems: Problem[] }
  | { kind: 'too_complex' | 'failed'; message: string }

/** Milliseconds of the processor in which an answer is found, unless a setting says otherwise. */
const DEADLINE_MS = 2000
/** On a busy machine it has so many times as long by the clock, and no longer: somebody waits. */
const MOST_BUSY = 5
/** Milliseconds by which a thread is looked at again at the earliest. */
const LEAST_LOOK_MS = 20
const MOST_THREADS = 2
const MOST_WAITING = 1000
/** An answer waits for its turn as long as so many others may take. */
const MOST_TURNS = 10
/** Questions that ran out of time and are remembered: each is told at once when it comes again. */
const MOST_HOPELESS = 1000
/** Answers that took long and are kept: a batch that decides once more, under its locks, asks for them again. */
const MOST_SLOW = 50
/** Characters of a question that is remembered. */
const LONGEST_NAME = 10_000
const HEAP_MB = 512

/** There was no turn for a question: it may be asked again. */
export class NoTurn extends TooComplex {}

/**
 * Milliseconds for questions of one caller together. What takes a quarter of the time for one costs nothing, and is always
 * given: a hopeless question takes from others like it, not from those that are quickly answered.
 */
export class Allowance {
  readonly #each: number
  #left: number

  constructor(each: number, all = each) {
    this.#each = each
    this.#left = all
  }

  get ms(): number {
    return Math.min(this.#each, Math.max(this.#left, this.#each / 4))
  }

  spend(ms: number): void {
    this.#left -= Math.max(0, ms - this.#each / 4)
  }
}

interface Waiting {
  job: Job
  allowance: Allowance
  since: number
  resolve(reply: Reply): void
  reject(error: Error): void
}

interface Thread {
  worker: Worker
  /** What it works on; null: it starts. */
  busy: Waiting | undefined | null
  timer?: NodeJS.Timeout
  /** Of the model that it was asked about last. */
  key?: string
  /** What of the processor it had taken with its last reply, in milliseconds. */
  cpuMs: number
}

/**
 * Threads in which answers are found that may take long, so that everything else goes on meanwhile (decision 0042). Each has a
 * deadline, by what it takes of the processor: so whether a model can be answered, or published, does not hang on what else the machine
 * does. A thread that misses it is ended, since nothing interrupts the solver, and another takes its place.
 */
export class Answerers {
  readonly deadlineMs: number
  readonly #threads = new Set<Thread>()
  readonly #waiting: Waiting[] = []
  readonly #hopeless = new Set<string>()
  readonly #slow = new Map<string, ModelAnswer>()
  #closed = false

  constructor({ deadlineMs = DEADLINE_MS }: { deadlineMs?: number } = {}) {
    this.deadlineMs = deadlineMs
  }

  /** For questions that share their time; each has all of it at most. */
  allowance(times = 1): Allowance {
    return new Allowance(this.deadlineMs, this.deadlineMs * times)
  }

  /** @throws TooComplex: it takes longer than is allowed, or the solver had not enough memory; NoTurn: too many ask */
  async answer(
    asked: { key: string; day: string; model: Model; question: ModelQuestion },
    allowance: Allowance,
  ): Promise<ModelAnswer> {
    const { model, ...job } = asked
    const name = JSON.stringify(job)
    if (this.#hopeless.has(name)) throw this.#tooLong()
    const kept = this.#slow.get(name)
    if (kept) return kept
    const began = performance.now()
    let reply: Reply
    try {
      reply = await this.#ask({ kind: 'answer', ...job }, allowance)
      if (reply.kind === 'unknown') reply = await this.#ask({ kind: 'answer', ...job, model }, allowance)
    } catch (error) {
      // Of what is told by its own size no more than a little is remembered.
      if (error instanceof OutOfTime && name.length < LONGEST_NAME && error.whole) this.#remember(name)
      throw error
    }
    if (reply.kind !== 'answered') throw failed(reply)
    if (performance.now() - began > this.deadlineMs / 4 && name.length < LONGEST_NAME) {
      this.#slow.set(name, reply.answer)
      if (this.#slow.size > MOST_SLOW) this.#slow.delete(this.#slow.keys().next().value!)
    }
    return reply.answer
  }

  /** @throws TooComplex, NoTurn */
  async judge(model: Model, from: string, to: string | undefined, allowance: Allowance): Promise<Problem[]> {
    const reply = await this.#ask({ kind: 'judge', model, from, to }, allowance)
    if (reply.kind !== 'judged') throw failed(reply)
    return reply.problems
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const one of this.#waiting.splice(0)) one.reject(new NoTurn('the server stops'))
    await Promise.all([...this.#threads].map((thread) => this.#end(thread, new NoTurn('the server stops'))))
  }

  #remember(name: string): void {
    this.#hopeless.add(name)
    if (this.#hopeless.size > MOST_HOPELESS) this.#hopeless.delete(this.#hopeless.keys().next().value!)
  }

  #tooLong(ms = this.deadlineMs): OutOfTime {
    return new OutOfTime(`it takes longer than ${Math.round(ms)} ms to answer`, ms >= this.deadlineMs)
  }

  #ask(job: Job, allowance: Allowance): Promise<Reply> {
    if (this.#closed || this.#waiting.length >= MOST_WAITING)
      return Promise.reject(new NoTurn('too many configurations are being answered: ask again'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, allowance, since: performance.now(), resolve, reject })
      this.#next()
    })
  }

  /** Gives whoever waits to threads that are free. */
  #next(): void {
    for (;;) {
      const [first] = this.#waiting
      if (!first) return
      if (performance.now() - first.since > MOST_TURNS * this.deadlineMs) {
        this.#waiting.shift()
        first.reject(new NoTurn('too many configurations are being answered: ask again'))
        continue
      }
      const free = [...this.#threads].filter((thread) => thread.busy === undefined)
      const key = first.job.kind === 'answer' ? first.job.key : undefined
      const thread = free.find((one) => one.key === key) ?? free[0]
      if (!thread) {
        const starting = [...this.#threads].some((one) => one.busy === null)
        if (!starting && this.#threads.size < MOST_THREADS && !this.#closed) this.#start()
        return
      }
      this.#waiting.shift()
      this.#give(thread, first, key)
    }
  }

  #give(thread: Thread, waiting: Waiting, key: string | undefined): void {
    const { job, allowance } = waiting
    const ms = allowance.ms
    const began = performance.now()
    const before = thread.cpuMs
    const busy = {
      ...waiting,
      resolve: (reply: Reply) => {
        allowance.spend(thread.cpuMs - before)
        waiting.resolve(reply)
      },
    }
    thread.busy = busy
    if (key !== undefined) thread.key = key
    thread.worker.ref()
    const look = async () => {
      const taken = (await cpuMsOf(thread.worker)) - before
      // It has replied, or ended, meanwhile.
      if (thread.busy !== busy || !this.#threads.has(thread)) return
      const left = Math.min(ms - taken, MOST_BUSY * ms - (performance.now() - began))
      if (left > 0) return void lookIn(Math.max(left, LEAST_LOOK_MS))
      allowance.spend(taken)
      void this.#end(thread, this.#tooLong(ms))
    }
    const lookIn = (after: number) => (thread.timer = setTimeout(() => void look(), after))
    lookIn(ms)
    thread.worker.postMessage(job) // eslint-disable-line unicorn/require-post-message-target-origin -- a thread has no origin
  }

  #start(): void {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      name: 'docket-configuration',
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    })
    const thread: Thread = { worker, busy: null, cpuMs: 0 }
    this.#threads.add(thread)
    worker.on('message', ({ cpuMs, ...reply }: Message) => {
      const { busy } = thread
      thread.cpuMs = cpuMs
      clearTimeout(thread.timer)
      thread.busy = undefined
      worker.unref()
      busy?.resolve(reply)
      this.#next()
    })
    worker.on('error', (error) => {
      const memory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
      const starts = thread.busy === null
      void this.#end(thread, memory ? new TooComplex('it takes more memory to answer than there is') : error)
      // A thread that cannot start helps nobody who waits.
      if (starts) for (const one of this.#waiting.splice(0)) one.reject(error as Error)
    })
  }

  async #end(thread: Thread, error: unknown): Promise<void> {
    if (!this.#threads.delete(thread)) return
    clearTimeout(thread.timer)
    const ended = thread.worker.terminate()
    thread.busy?.reject(error as Error)
    if (this.#waiting.length > 0) this.#next()
    await ended
  }
}

/** What a thread has taken of the processor, also while it works; of one that has ended it is all that anybody may take. */
async function cpuMsOf(worker: Worker): Promise<number> {
  try {
    const { user, system } = await worker.cpuUsage()
    return (user + system) / 1000
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_NOT_RUNNING') throw error
    return Infinity
  }
}

class OutOfTime extends TooComplex {
  /** It had all the time that one question may have. */
  readonly whole: boolean

  constructor(message: string, whole: boolean) {
    super(message)
    this.whole = whole
  }
}

function failed(reply: Reply): Error {
  if (reply.kind === 'too_complex') return new TooComplex(reply.message)
  return new Error('message' in reply ? reply.message : `A thread replied ${reply.kind}`)
}

const NAME = 'catalog.answerers'

/** Those of a database; of a server all databases have the same, which it makes and closes. */
export function answerersOf(memory: Memory): Answerers {
  return memory.get(NAME, () => new Answerers())
}

export function keepAnswerers(answerers: Answerers, memories: readonly Memory[]): void {
  for (const memory of memories) memory.get(NAME, () => answerers)
}
