import { setTimeout as pause } from 'node:timers/promises'
import { WriteSet, writeAside } from '../../platform/batch/index.ts'
import type { Database, WriteStatement } from '../../platform/database/index.ts'
import {
  addAttempts,
  endReplays,
  healEvents,
  lockStates,
  moveQueues,
  noteFailures,
  noteSuccesses,
  parkEvents,
} from './queue.sql.ts'

type RowOf<S> = S extends WriteStatement<infer P, unknown> ? P : never

/** What came of a delivery, or of looking at a queue: rows of the statements that write it. */
export interface Settlement {
  attempt?: RowOf<typeof addAttempts>
  move?: RowOf<typeof moveQueues>
  end?: RowOf<typeof endReplays>
  park?: RowOf<typeof parkEvents>
  heal?: RowOf<typeof healEvents>
  failure?: RowOf<typeof noteFailures>
  success?: RowOf<typeof noteSuccesses>
}

/** Tries of one transaction. What cannot be written is sent again by whoever gets the queue when its lease has run out. */
const TRIES = 5
const PAUSE_MS = 50

/**
 * Shortest time from the beginning of one transaction to that of the next. A transaction costs what dozens of its rows do; what
 * is not settled yet when a process dies is sent again, so the time is short beside that of a call.
 */
const APART_MS = 10

/**
 * Writes what came of deliveries. The first after a quiet time is settled at once; the next transaction gathers what came in
 * meanwhile: with many endpoints it settles hundreds.
 */
export class Settler {
  readonly #db: Database
  readonly #failed: (error: unknown) => void
  #waiting: Settlement[] = []
  #running: Promise<void> | undefined

  constructor(db: Database, failed: (error: unknown) => void) {
    this.#db = db
    this.#failed = failed
  }

  settle(settlement: Settlement): void {
    this.#waiting.push(settlement)
    this.#running ??= this.#run()
  }

  /** Everything that was handed over is written, or was given up. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #run(): Promise<void> {
    // What comes in the same turn goes along.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const began = performance.now()
      await this.#write(gather(this.#waiting.splice(0)))
      const left = APART_MS - (performance.now() - began)
      // Nobody waits for a queue that was settled: what it holds is sent without.
      if (left > 0) await pause(left)
    }
    this.#running = undefined
  }

  async #write(writes: WriteSet): Promise<void> {
    for (let tried = 1; ; tried++) {
      try {
        return await writeAside(this.#db, writes)
      } catch (error) {
        if (tried === TRIES) return this.#failed(error)
        await pause(PAUSE_MS * 2 ** tried)
      }
    }
  }
}

/** One row a queue, an endpoint and an event: of several the last one says how it stands. */
function gather(settlements: readonly Settlement[]): WriteSet {
  const writes = new WriteSet()
  const queues = new Map<string, Settlement>()
  const endpoints = new Map<string, Settlement>()
  const events = new Map<string, Settlement>()
  for (const one of settlements) {
    const { attempt, move, end, park, heal, failure, success } = one
    if (attempt) writes.add(addAttempts, attempt)
    const queue = move ?? end
    if (queue) queues.set(`${queue.companyId}/${queue.endpointId}/${queue.id}`, one)
    const endpoint = failure ?? success
    if (endpoint) endpoints.set(`${endpoint.companyId}/${endpoint.endpointId}`, one)
    const event = park ?? heal
    if (event) events.set(`${event.companyId}/${event.endpointId}/${event.pos}/${event.n}`, one)
  }
  for (const { move, end } of queues.values()) {
    if (end) writes.add(endReplays, end)
    else if (move) writes.add(moveQueues, move)
  }
  for (const { failure, success } of endpoints.values()) {
    const { companyId, endpointId } = (failure ?? success)!
    writes.add(lockStates, { companyId, endpointId })
    if (failure) writes.add(noteFailures, failure)
    else if (success) writes.add(noteSuccesses, success)
  }
  for (const { park, heal } of events.values()) {
    if (park) writes.add(parkEvents, park)
    else if (heal) writes.add(healEvents, heal)
  }
  return writes
}
