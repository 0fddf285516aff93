import type { Reader } from '../database/index.ts'
import type { Refusal } from '../outcome.ts'
import type { IdSource } from '../ids.ts'
import type { WriteSet } from './write-set.ts'

/** What a decision may know besides its facts. */
export interface Context {
  /** Identity of the batch; kept by a retry, so that a commit believed lost cannot happen twice. */
  readonly batch: bigint
  /** Time of operations: the database's clock, read once for the batch. */
  readonly now: Date
  readonly ids: IdSource
  readonly writes: WriteSet
  /** What earlier decisions of the batch came to know and could not act on, by their key (`DecideAgain`). */
  readonly learned?: ReadonlyMap<string, unknown>
}

/**
 * An act: takes an array of requests and returns an array of outcomes.
 *
 * `read` collects every fact with a few statements for the whole batch and takes no lock; a second decision (`locked`) may look
 * closer at what may have made the first one stale. `decide` is pure: it sees
 * its request, the facts (a working picture which earlier requests of the batch have already changed) and the
 * context, adds rows to `context.writes` and returns the outcome. `lock` names the rows that a second decision
 * locks before it reads again, from the facts of the first one (docs/decisions/0003).
 */
export interface Act<Request, Facts, Result> {
  readonly name: string
  /** True for an act that takes in what callers send in numbers: it gives way to operators and to work after capture. */
  readonly intake?: true
  /** Lines or other units that bound a batch. */
  weigh(request: Request): number
  companyOf(request: Request): bigint
  read(db: Reader, requests: readonly Request[], locked: boolean): Promise<Facts>
  decide(request: Request, facts: Facts, context: Context): Result | Refusal
  /**
   * Which requests, by their index, bear a key that another transaction holds just now. Asked when the batch waited for a
   * key in vain: it goes on without them.
   */
  inFlight?(db: Reader, requests: readonly Request[]): Promise<ReadonlySet<number>>
  /** After the last decision of the batch: writes that fold over all of them (balance deltas, status rows). */
  conclude?(facts: Facts, context: Context): void
  lock?(facts: Facts, locks: WriteSet): void
}

/** The unexpected "no" of one request: a defect or a fault of the database that the retries did not cure. */
export class Fault extends Error {
  readonly code: string
  constructor(message: string, code: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/**
 * Thrown by a decision that has changed its picture and only then came to know what it should have begun with: the batch is decided anew
 * on a fresh picture, and finds that in `learned`. It is no fault of anybody.
 */
export class DecideAgain extends Error {
  readonly key: string
  readonly known: unknown
  constructor(key: string, known: unknown) {
    super(`to be decided again: ${key}`)
    this.key = key
    this.known = known
  }
}

/** Refused before any work: the queue is longer than can be served in two seconds. */
export class Overloaded extends Error {
  readonly retryAfterSeconds = 1
  constructor(message: string) {
    // Thrown by the thousand exactly when there is no time: where it came from is known, the stack costs 20 µs.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = stackTraceLimit
  }
}
