import { createSecretKey, type KeyObject } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { Ids, type IdLender } from '../../platform/ids.ts'
import type { JobLog } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import type { EventSource, Payload, PlacedEvent } from './event-source.ts'
import { Poster, type Answer, type Target } from './post.ts'
import { aheadOf, backOff, isBehind, type Ahead, type Cursor, type WebhookLimits } from './queue.ts'
import { claimQueues, readFailedAhead } from './queue.sql.ts'
import { Settler } from './settler.ts'
import { signedHeaders } from './sign.ts'

/** Limits that are no settings; see docs/reference/settings.md. */
export const SENDER_LIMITS = {
  /** Longest sleep: a wake-up may be lost, or the event be written by another process. */
  pollMs: 500,
  /** Shortest time from one look for work to the next, */
  pauseMs: 50,
  /** and after one that found none: while orders come in and nobody subscribes, looking costs next to nothing. */
  idlePauseMs: 200,
  /** How long a claimed queue is worked on; the lease covers two calls more, one of which may be a second try. */
  workMs: 8000,
  /** What is left of a lease then: for the last settlement. */
  spareMs: 2000,
  /** Facts that are read ahead for a queue. */
  ahead: 100,
  /** Places that one reading serves: queues of a company that stand about as far share it. */
  near: 50n,
  /** Bytes of an answer that are kept. */
  answerBytes: 2000,
} as const

export interface SenderOptions {
  db: Database
  door: Door
  events: EventSource
  log: JobLog
  limits: WebhookLimits
  /** True: addresses of private networks may be called. */
  allowPrivate: boolean
}

type Queue = CamelRow<typeof claimQueues>

/** A queue with what it has to send. */
interface Work {
  queue: Queue
  ahead: readonly Ahead[]
  /** Where it stands behind all of that. */
  end: Cursor
  /** A replay: this is all that there is. */
  last: boolean
}

/** The time of the database, by what has gone by since it was asked. */
type Now = () => Date

/**
 * Sends events to endpoints, in any number of processes (decision 0014). A process claims queues, sends what each has
 * waiting one event after the other, all queues at once, and settles what came of it. No transaction is open while an
 * endpoint is called.
 */
export class Sender {
  readonly #options: SenderOptions
  readonly #ids: IdLender
  readonly #settler: Settler
  readonly #poster: Poster
  readonly #ended: Promise<void>
  /** Under way: queues of endpoints that are well, and of those that failed of late. */
  readonly #running = { well: 0, troubled: 0 }
  readonly #works = new Set<Promise<void>>()
  #stopped = false
  #woken = true
  #sleeper: (() => void) | undefined

  constructor(options: SenderOptions) {
    const { db, log, limits, allowPrivate } = options
    this.#options = options
    this.#ids = new Ids(db)
    this.#settler = new Settler(db, (error) => log.error({ err: error }, 'deliveries could not be settled'))
    const { answerBytes } = SENDER_LIMITS
    this.#poster = new Poster({ timeoutMs: limits.timeoutMs, answerBytes }, allowPrivate)
    options.door.listen(() => this.wake())
    this.#ended = this.#loop()
  }

  /** Looks for work soon. */
  wake(): void {
    this.#woken = true
    this.#sleeper?.()
  }

  /** Ends after the calls that are under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.wake()
    await this.#ended
    await Promise.all(this.#works)
    await this.#settler.idle()
    this.#poster.close()
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      if (!this.#woken) await this.#sleep()
      this.#woken = false
      let pauseMs: number = SENDER_LIMITS.pauseMs
      try {
        if (!(await this.#round())) pauseMs = SENDER_LIMITS.idlePauseMs
      } catch (error) {
        this.#options.log.error({ err: error }, 'webhooks cannot be looked for')
        await pause(SENDER_LIMITS.pollMs)
      }
      if (!this.#stopped) await pause(pauseMs)
    }
  }

  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SENDER_LIMITS.pollMs)
      this.#sleeper = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#sleeper = undefined
  }

  /** @returns false: there was nothing to do */
  async #round(): Promise<boolean> {
    const { db, limits } = this.#options
    // Endpoints that hang until the time is out must not take the slots of those that answer.
    const forTroubled = Math.floor(limits.atOnce / 4)
    const count = limits.atOnce - forTroubled - this.#running.well
    const troubled = forTroubled - this.#running.troubled
    if (count + troubled <= 0) return true
    const began = performance.now()
    const [clock] = await db.read(readClock, {})
    const now: Now = () => new Date(clock!.now.getTime() + performance.now() - began)
    const { workMs, spareMs } = SENDER_LIMITS
    const ids = await this.#ids.lease(1)
    const leaseUntil = new Date(clock!.now.getTime() + workMs + spareMs + 2 * limits.timeoutMs)
    const lease = ids.next()
    const claimed = await db.read(claimQueues, { now: clock!.now, count, troubled, lease, leaseUntil })
    if (claimed.length === 0) return false
    for (const work of await this.#read(camelRows(claimQueues, claimed)))
      this.#start(work, { lease, now, endMs: began + workMs })
    return true
  }

  /** What claimed queues have to send: a statement or two for all of them. */
  async #read(queues: readonly Queue[]): Promise<Work[]> {
    const ofFeed = queues.filter((queue) => !queue.onlyFailed)
    const ofFailed = queues.filter((queue) => queue.onlyFailed)
    const works = await Promise.all([this.#readFeed(ofFeed), this.#readFailed(ofFailed)])
    return works.flat()
  }

  async #readFeed(queues: readonly Queue[]): Promise<Work[]> {
    const { db, events } = this.#options
    const works: Work[] = []
    let left = queues.toSorted(
      (a, b) =>
        Number(a.companyId - b.companyId) ||
        Number((a.channelId ?? 0n) - (b.channelId ?? 0n)) ||
        Number(a.pos - b.pos),
    )
    while (left.length > 0) {
      const groups = near(left)
      const stretches = await events.behind(
        db,
        groups.map(([first, ...others]) => {
          const same = others.filter((queue) => queue.pos === first.pos)
          const done = Math.max(first.done, ...same.map((queue) => queue.done))
          const { companyId, channelId, pos: after } = first
          return { companyId, channelId, after, facts: SENDER_LIMITS.ahead + done }
        }),
      )
      // A queue whose place lies behind the end of the stretch is read again, on its own if need be.
      left = groups.flatMap((group, index) =>
        group.filter((queue) => {
          const stretch = stretches[index]!
          const found = aheadOf(queue, stretch)
          // A stretch may end before all that there is.
          const last = !stretch.cut && queue.untilPos !== null && stretch.head >= queue.untilPos
          if (found) works.push({ queue, ...found, last })
          return found === undefined
        }),
      )
    }
    return works
  }

  async #readFailed(queues: readonly Queue[]): Promise<Work[]> {
    if (queues.length === 0) return []
    const { db, events } = this.#options
    const most = SENDER_LIMITS.ahead
    const rows = await db.read(readFailedAhead, {
      companyIds: queues.map((queue) => queue.companyId),
      endpointIds: queues.map((queue) => queue.endpointId),
      ids: queues.map((queue) => queue.id),
      poss: queues.map((queue) => queue.pos),
      dones: queues.map((queue) => queue.done),
      untilPoss: queues.map((queue) => queue.untilPos!),
      untilNs: queues.map((queue) => queue.untilN!),
      most,
    })
    const channelOf = new Map(queues.map((queue) => [queue.endpointId, queue.channelId]))
    const found = await events.at(
      db,
      rows.map(({ company_id: companyId, endpoint_id: endpointId, pos, n }) => ({
        companyId,
        channelId: channelOf.get(endpointId) ?? null,
        pos,
        n,
      })),
    )
    const known = new Map(rows.map((row, index) => [row, found[index]] as const))
    const byQueue = Map.groupBy(rows, (row) => `${row.endpoint_id}/${row.id}`)
    return queues.map((queue) => {
      const of = byQueue.get(`${queue.endpointId}/${queue.id}`) ?? []
      const ahead = of.map((row): Ahead => {
        const event = known.get(row)
        if (!event) throw new Error(`There is no event ${row.pos}:${row.n} of company ${row.company_id}`)
        return { event, after: { pos: row.pos - 1n, done: row.n + 1 } }
      })
      const stands = { pos: queue.pos, done: queue.done }
      return { queue, ahead, end: ahead.at(-1)?.after ?? stands, last: of.length < most }
    })
  }

  #start(work: Work, claim: { lease: bigint; now: Now; endMs: number }): void {
    const lane = work.queue.failures > 0 ? 'troubled' : 'well'
    this.#running[lane] += 1
    const done = this.#send(work, claim)
      .catch((error: unknown) => {
        // A defect: the lease runs out, and the queue is tried again.
        this.#options.log.error({ err: error, endpoint: work.queue.code }, 'a webhook queue failed')
      })
      .finally(() => {
        this.#running[lane] -= 1
        this.#works.delete(done)
        this.wake()
      })
    this.#works.add(done)
  }

  async #send(
    { queue, ahead, end, last }: Work,
    { lease, now, endMs }: { lease: bigint; now: Now; endMs: number },
  ): Promise<void> {
    const { companyId, endpointId, id } = queue
    const key = { companyId, endpointId, id, lease }
    const until = queue.untilPos === null ? null : { pos: queue.untilPos, n: queue.untilN! }
    const wants = new Set(queue.eventTypes)
    const endpoint = this.#endpointOf(queue)
    let at: Cursor = { pos: queue.pos, done: queue.done }
    let attempt = queue.attempt
    let inTrouble = queue.failures > 0
    for (const { event, after } of ahead) {
      if (isBehind(event, until)) return this.#settler.settle({ end: key })
      if (wants.size > 0 && !wants.has(event.envelope.type)) {
        at = after
        continue
      }
      if (this.#stopped || performance.now() > endMs) {
        return this.#settler.settle({ move: { ...key, ...at, attempt, dueAt: now(), released: true } })
      }
      const calledAt = now()
      const payload = await payloadOf(event, queue)
      const answer = payload.ok
        ? await this.#call(endpoint, event, payload, calledAt)
        : unmade(payload.problem)
      const call = { queue, event, answer, calledAt, attempt: attempt + 1, unmade: !payload.ok }
      if (answer.problem !== null) return this.#settleFailure(call, { key, at, after, now: now() })
      at = after
      attempt = 0
      const { pos, n } = event
      this.#settler.settle({
        attempt: await this.#attemptRow(call, 'delivered'),
        move: { ...key, ...at, attempt, dueAt: now(), released: false },
        ...(id === 0n ? {} : { heal: { companyId, endpointId, pos, n } }),
        ...(inTrouble ? { success: { companyId, endpointId } } : {}),
      })
      inTrouble = false
    }
    if (last) this.#settler.settle({ end: key })
    else this.#settler.settle({ move: { ...key, ...end, attempt, dueAt: now(), released: true } })
  }

  #endpointOf({ url, secret, previousSecret, previousUntil }: Queue): Endpoint {
    return {
      target: this.#poster.target(url),
      secrets: [
        { key: createSecretKey(secret), until: null },
        ...(previousSecret === null || previousUntil === null
          ? []
          : [{ key: createSecretKey(previousSecret), until: previousUntil }]),
      ],
    }
  }

  #call(
    { target, secrets }: Endpoint,
    event: PlacedEvent,
    { contentType, body }: Payload & { ok: true },
    at: Date,
  ): Promise<Answer> {
    const valid = secrets.filter(({ until }) => until === null || until > at).map(({ key }) => key)
    const signed = signedHeaders(event.envelope.id, at, body, valid)
    return this.#poster.post(target, ['content-type', contentType, ...Object.entries(signed).flat()], body)
  }

  async #settleFailure(
    call: Call,
    state: { key: QueueKey; at: Cursor; after: Cursor; now: Date },
  ): Promise<void> {
    const { limits, log } = this.#options
    const { queue, event, answer, attempt } = call
    const { companyId, endpointId, failures, code } = queue
    const { key, at, after, now } = state
    // What cannot be made is no fault of the endpoint, and no call would help.
    const givenUp = call.unmade || attempt >= limits.attempts
    const waitMs = backOff(attempt, answer.retryAfterMs, Math.random(), limits)
    const problem = answer.problem!
    const later = (ms: number) => new Date(now.getTime() + ms)
    if (!call.unmade && failures + 1 === limits.setAsideAfter)
      log.error({ endpoint: code, problem }, 'a webhook endpoint is set aside')
    const { pos, n, orderId, envelope } = event
    this.#settler.settle({
      attempt: await this.#attemptRow(call, givenUp ? 'given_up' : 'retrying'),
      // The next event is not to blame: it is due at once.
      move: givenUp
        ? { ...key, ...after, attempt: 0, dueAt: now, released: true }
        : { ...key, ...at, attempt, dueAt: later(waitMs), released: true },
      ...(call.unmade
        ? {}
        : {
            failure: {
              companyId,
              endpointId,
              at: now,
              most: limits.setAsideAfter,
              probeAt: later(limits.probeMs),
              problem,
            },
          }),
      ...(givenUp
        ? {
            park: {
              companyId,
              endpointId,
              pos,
              n,
              eventId: envelope.id,
              type: envelope.type,
              orderId,
              failedAt: now,
              attempts: attempt,
              status: answer.status,
              problem,
            },
          }
        : {}),
    })
  }

  async #attemptRow({ queue, event, answer, calledAt, attempt }: Call, outcome: string) {
    const ids = await this.#ids.lease(1)
    const { pos, n, orderId, envelope } = event
    return {
      companyId: queue.companyId,
      endpointId: queue.endpointId,
      id: ids.next(),
      at: calledAt,
      pos,
      n,
      eventId: envelope.id,
      type: envelope.type,
      orderId,
      queueId: queue.id,
      attempt,
      outcome,
      durationMs: answer.durationMs,
      status: answer.status,
      answer: answer.text,
      problem: answer.problem,
    }
  }
}

/** One call with what came of it. */
interface Call {
  queue: Queue
  event: PlacedEvent
  answer: Answer
  calledAt: Date
  attempt: number
  /** There was nothing to call with. */
  unmade: boolean
}

/** What is the same in all calls of a claim. */
interface Endpoint {
  target: Target
  /** `until` null: it is the one in use. */
  secrets: readonly { key: KeyObject; until: Date | null }[]
}

interface QueueKey {
  companyId: bigint
  endpointId: bigint
  id: bigint
  lease: bigint
}

/** Queues of one feed that stand about as far, the first of each group in front. */
function near(sorted: readonly Queue[]): [Queue, ...Queue[]][] {
  const groups: [Queue, ...Queue[]][] = []
  for (const queue of sorted) {
    const group = groups.at(-1)
    const first = group?.[0]
    const same = first?.companyId === queue.companyId && first.channelId === queue.channelId
    if (same && queue.pos <= first.pos + SENDER_LIMITS.near) group!.push(queue)
    else groups.push([queue])
  }
  return groups
}

const bodies = new WeakMap<PlacedEvent, Buffer>()

/** What is sent of an event: its envelope, made once for all endpoints that get it, or what an endpoint wants instead. */
async function payloadOf(event: PlacedEvent, { forward }: Queue): Promise<Payload> {
  if (event.payload) return event.payload(forward!)
  let body = bodies.get(event)
  if (!body) bodies.set(event, (body = Buffer.from(JSON.stringify(event.envelope))))
  return { ok: true, contentType: 'application/cloudevents+json; charset=utf-8', body }
}

const unmade = (problem: string): Answer => ({
  status: null,
  text: null,
  problem,
  durationMs: 0,
  retryAfterMs: 0,
})
