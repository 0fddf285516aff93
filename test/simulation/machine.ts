import { isConnectionError, Database, type Connection } from '../../src/platform/database/index.ts'
import {
  CommitUnknown,
  Door,
  Fault,
  defaultDoorLimits,
  runBatch,
  type Act,
  type Environment,
} from '../../src/platform/batch/index.ts'
import { IdLease, type IdLender } from '../../src/platform/ids.ts'

/** The process died: whoever asked hears nothing. What was committed stays. */
export class Crash extends Error {}

/**
 * How a batch is disturbed. `die_…`: the process ends before or after the commit. `drop_before`: the connection is lost
 * and the door tries again. `lose_answer`: the commit happened, its answer was lost, and the door finds that out.
 */
export type Disturbance = 'die_before' | 'die_after' | 'drop_before' | 'lose_answer'

/** One process of Docket on one connection, of which the simulation owns time, ids and death. */
export class Machine {
  readonly #url: string
  readonly #ids = new CountedIds()
  #db: Database
  #armed: Disturbance | undefined
  /** Time of operations. */
  now: Date
  /** How often it died. */
  deaths = 0
  disturbed = 0

  constructor(url: string, now: Date) {
    this.#url = url
    this.now = now
    this.#db = open(url)
  }

  get db(): Database {
    return this.#db
  }

  environment(): Environment {
    return {
      db: this.#db,
      ids: this.#ids,
      now: () => this.now,
      at: (point, connection) => this.#at(point, connection),
    }
  }

  /** A door for set-up; nothing is disturbed there. */
  door(): Door {
    return new Door(this.environment(), { ...defaultDoorLimits, targetCommitMs: Number.MAX_SAFE_INTEGER })
  }

  /** Runs one batch; throws Crash when the process died in it. Time passes by a millisecond. */
  async run<Q, F, R>(
    act: Act<Q, F, R>,
    requests: readonly Q[],
    disturbance?: Disturbance,
  ): Promise<(R | Fault)[]> {
    this.now = new Date(this.now.getTime() + 1)
    this.#armed = disturbance
    try {
      const { outcomes } = await runBatch(this.environment(), act, requests)
      const crash = outcomes.find((outcome) => outcome instanceof Fault && outcome.cause instanceof Crash)
      if (!crash) return outcomes
      await this.#restart()
      throw new Crash(`died in ${act.name}`)
    } finally {
      this.#armed = undefined
    }
  }

  #at(point: string, connection: Connection): void {
    const before = point.endsWith(':before-commit')
    const kind = this.#armed
    if (kind === undefined || before !== (kind === 'die_before' || kind === 'drop_before')) return
    this.#armed = undefined
    this.disturbed++
    if (kind !== 'lose_answer') cut(connection)
    if (kind === 'lose_answer') throw new CommitUnknown('the answer to the commit was lost')
    if (kind !== 'drop_before') throw new Crash('the process died')
  }

  /** A new process knows nothing of the old one. */
  async #restart(): Promise<void> {
    this.deaths++
    const old = this.#db
    this.#db = open(this.#url)
    await old.close().catch((error: unknown) => {
      if (!isConnectionError(error)) throw error
    })
  }

  async close(): Promise<void> {
    await this.#db.close()
  }
}

function open(url: string): Database {
  // PostgreSQL itself does not die here, so nothing waits for the disk.
  const unhurried = new URL(url)
  unhurried.searchParams.set('options', '-c synchronous_commit=off')
  return new Database({ url: unhurried.href, name: 'docket-simulation', max: 1 })
}

function cut(connection: Connection): void {
  const { client } = connection as unknown as { client: { connection: { stream: { destroy(): void } } } }
  client.connection.stream.destroy()
}

/** Ids by counting: the same in every run. */
class CountedIds implements IdLender {
  #next = 1000n

  lease(count: number): Promise<IdLease> {
    const first = this.#next
    this.#next += BigInt(count)
    return Promise.resolve(new IdLease([{ next: first, end: this.#next, bornMs: 0 }]))
  }

  giveBack(): void {}
}
