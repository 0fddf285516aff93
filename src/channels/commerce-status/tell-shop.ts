import { createHash } from 'node:crypto'
import type { ShopConnection } from '../../platform/connections.ts'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { merge, stateOf, unlinked, type ShopObject } from './merge.ts'
import { ShopClient, ShopFailure } from './shop-client.ts'
import {
  claimOrders,
  hearOrders,
  hurryChannel,
  keepBodies,
  pauseChannel,
  readBodies,
  readChannels,
  settleOrders,
} from './status.sql.ts'
import { RETURN_LIMITS, tellReturns } from './tell-returns.ts'
import { wantedOf, type OrderFacts, type Wanted } from './wanted.ts'

/** Limits of telling; see docs/reference/settings.md. */
export const TELL_LIMITS = {
  everyMs: 500,
  /** Facts of one page of the feed, and pages of one run. */
  facts: 500,
  pages: 20,
  /** Orders of a claim, those told at once, and claims of one run. */
  claim: 32,
  atOnce: 8,
  claims: 50,
  /** A claim that is not settled by then is due again. */
  leaseMs: 20_000,
  /** Telling ends so long after the claim: well within the lease, so that no call outlives it. */
  tellMs: 12_000,
  /** So long the message of the shop may be on its way, before what the shop has is taken in its place. */
  lostAfterMs: 1000,
  /** How often an order is read and merged anew because somebody wrote it meanwhile, before it waits. */
  merges: 4,
  /** The first pause after a failure; it doubles, */
  backOffMs: 1000,
  /** up to this. */
  mostBackOffMs: 900_000,
} as const

/** A shop that is told what became of its orders: the source system of a company that they come from. */
export interface ShopChannel {
  companyId: bigint
  source: string
  connection: ShopConnection
}

/** A page of the events of a company. */
export interface Heard {
  /** Orders of the channel that something happened to, each with its last place. */
  orders: readonly { orderId: bigint; pos: bigint }[]
  next: bigint
}

export interface TellOptions {
  db: Database
  door: Door
  log: JobLog
  /** Of the shop, for people. */
  name: string
  /** What is connected now; asked anew each run, so that set-up takes effect. */
  channels(): Promise<readonly ShopChannel[]>
  hear(channel: ShopChannel, after: bigint, limit: number): Promise<Heard>
  facts(companyId: bigint, orderIds: readonly bigint[]): Promise<readonly OrderFacts[]>
  /**
   * Takes orders as their shop has them for the messages of them that did not come.
   *
   * @returns the message of each, null where no channel could have sent it
   */
  takeLost(
    of: { companyId: bigint; source: string },
    orders: readonly ShopObject[],
  ): Promise<readonly (bigint | null)[]>
}

interface Claim {
  orderId: bigint
  pos: bigint
  attempt: number
  failures: number
  toldHash: Buffer | null
  /** A state of the shop that contradicted when it was looked at last, since when, and as which message the order was taken. */
  shopState: string | null
  shopSince: Date | null
  shopMessageId: bigint | null
  /** A state of the shop that a person had written over. */
  overState: string | null
  body: Buffer
}

interface Settled {
  outcome: 'told' | 'unchanged' | 'refused' | 'waiting' | 'later' | 'released'
  problem: string
  /** Milliseconds until it is due again, if it is. */
  pauseMs: number
  /** The whole shop did not answer. */
  away?: ShopFailure
  /** The state of the shop that what is so here contradicts. */
  shopState?: string
  /** What the shop has says what a message of it should have said. */
  lost?: ShopObject
  /** It was written over a state of the shop, as a person had wanted. */
  over?: boolean
  /** Versions of the shop's order, before and after what was written. */
  wrote?: { from: bigint; to: bigint } | undefined
}

/**
 * Tells a shop what became of its orders (C-20): hears the feed of each company, queues the orders that something happened
 * to, and writes what their present facts are, so that whoever comes late converges. Any number of processes may: an order
 * is one row of the queue, told by one at a time (decision 0016).
 */
export function tellShop(options: TellOptions): Job {
  const clients = new Map<string, { client: ShopClient; key: string }>()
  const clientOf = async (channel: ShopChannel): Promise<ShopClient> => {
    const { baseUrl, applicationKey } = channel.connection
    const place = `${channel.companyId} ${channel.source}`
    const key = `${baseUrl} ${applicationKey}`
    let found = clients.get(place)
    if (found?.key === key) return found.client
    // Another address or key is another shop: no token of the old one goes there, and its pause is not this one's.
    clients.set(place, (found = { client: new ShopClient(channel.connection), key }))
    await hurryShop(options.db, channel)
    return found.client
  }
  return {
    name: tellJob(options.name),
    title: `Tells ${options.name} what became of its orders`,
    everyMs: TELL_LIMITS.everyMs,
    async run(signal) {
      const channels = await options.channels()
      const results = await Promise.allSettled(
        channels.map(async (channel) => new Teller(channel, await clientOf(channel), options).run(signal)),
      )
      const failed = results.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
    },
  }
}

/** Name of the job that tells a shop, by the name of its connection. */
export const tellJob = (name: string): string => `tell-${name.replaceAll('_', '-')}`

/** What waits because a shop did not answer is told at once: it was started anew, or a login worked (decision 0016). */
export async function hurryShop(
  db: Database,
  { companyId, source }: Pick<ShopChannel, 'companyId' | 'source'>,
): Promise<void> {
  const [clock] = await db.read(readClock, {})
  const { now } = clock!
  const leaseUntil = new Date(now.getTime() + TELL_LIMITS.leaseMs)
  await db.read(hurryChannel, { companyId, source, now, leaseUntil })
}

class Teller {
  readonly #channel: ShopChannel
  readonly #of: { companyId: bigint; source: string }
  readonly #client: ShopClient
  readonly #options: TellOptions

  constructor(channel: ShopChannel, client: ShopClient, options: TellOptions) {
    const { companyId, source } = channel
    this.#channel = channel
    this.#of = { companyId, source }
    this.#client = client
    this.#options = options
  }

  async run(signal: AbortSignal): Promise<void> {
    const { companyId, source } = this.#of
    const { db, door, log } = this.#options
    const [standing] = await db.read(readChannels, { companyIds: [companyId], sources: [source] })
    await this.#hear(standing?.heard_pos ?? 0n, signal)
    const failures = standing?.failures ?? 0
    if (standing?.due_at && standing.due_at > (await this.#now())) return
    // A return that fails waits by itself: it holds up no order.
    const count = failures > 0 ? 1 : RETURN_LIMITS.claim
    const [orders, returns] = await Promise.allSettled([
      this.#tellOrders(failures, signal),
      tellReturns({ db, door, log, ...this.#of, client: this.#client }, count, signal),
    ])
    if (orders.status === 'rejected') throw orders.reason
    if (returns.status === 'rejected') throw returns.reason
    if (failures > 0 && !orders.value && returns.value.answered) await this.#answers()
  }

  /** @returns whether any was asked for */
  async #tellOrders(before: number, signal: AbortSignal): Promise<boolean> {
    let failures = before
    let asked = false
    for (let claims = 0; claims < TELL_LIMITS.claims && !signal.aborted; claims += 1) {
      // While the shop does not answer, one order asks for all.
      const count = failures > 0 ? 1 : TELL_LIMITS.claim
      const told = await this.#tell(count, signal)
      asked ||= told.claimed > 0
      if (told.away) {
        await this.#pause(failures + 1, told.away)
        return asked
      }
      if (failures > 0 && told.claimed > 0) {
        failures = 0
        await this.#answers()
      } else if (told.claimed < count) return asked
    }
    return asked
  }

  /** The shop answers again. */
  async #answers(): Promise<void> {
    await this.#options.db.read(pauseChannel, { ...this.#of, dueAt: null, failures: 0, problem: null })
  }

  /** Goes on in the feed to its end. */
  async #hear(from: bigint, signal: AbortSignal): Promise<void> {
    const { db, hear } = this.#options
    let after = from
    for (let pages = 0; pages < TELL_LIMITS.pages && !signal.aborted; pages += 1) {
      const { orders, next } = await hear(this.#channel, after, TELL_LIMITS.facts)
      if (next === after) return
      const [heard] = await db.read(hearOrders, {
        ...this.#of,
        after,
        next,
        now: await this.#now(),
        orderIds: orders.map((one) => one.orderId),
        positions: orders.map((one) => one.pos),
      })
      // Another process has heard it.
      if (heard!.moved === 0) return
      after = next
    }
  }

  async #tell(
    count: number,
    signal: AbortSignal,
  ): Promise<{ claimed: number; away: ShopFailure | undefined }> {
    const { db } = this.#options
    const now = await this.#now()
    const leaseUntil = new Date(now.getTime() + TELL_LIMITS.leaseMs)
    const rows = await db.read(claimOrders, { ...this.#of, now, count, leaseUntil })
    if (rows.length === 0) return { claimed: 0, away: undefined }
    const time = AbortSignal.timeout(TELL_LIMITS.tellMs)
    const ends = AbortSignal.any([signal, time])
    const claims = await this.#bodies(rows, now)
    const outcomes: Settled[] = []
    let away: ShopFailure | undefined
    let next = 0
    const tellNext = async (): Promise<void> => {
      for (let index = next++; index < claims.length; index = next++) {
        const settled =
          away || ends.aborted
            ? { outcome: 'released' as const, problem: '', pauseMs: 0 }
            : await this.#tellOne(claims[index]!, ends)
        away ??= settled.away
        outcomes[index] = settled
      }
    }
    await Promise.all(Array.from({ length: Math.min(TELL_LIMITS.atOnce, claims.length) }, tellNext))
    const messageIds = await this.#takeLost(claims, outcomes)
    const settledAt = await this.#now()
    await db.read(settleOrders, {
      ...this.#of,
      now: settledAt,
      orderIds: claims.map((one) => one.orderId),
      attempts: claims.map((one) => one.attempt),
      positions: claims.map((one) => one.pos),
      outcomes: outcomes.map((one) => one.outcome),
      dueAts: outcomes.map((one) => new Date(settledAt.getTime() + one.pauseMs)),
      hashes: claims.map((one) => hashOf(one.body)),
      problems: outcomes.map((one) => one.problem.slice(0, 500)),
      shopStates: outcomes.map((one) => one.shopState ?? ''),
      messageIds,
      overs: outcomes.map((one) => one.over === true),
      froms: outcomes.map((one) => one.wrote?.from ?? 0n),
      versions: outcomes.map((one) => one.wrote?.to ?? 0n),
    })
    return { claimed: claims.length, away }
  }

  /** @returns of each claim the message as which the shop's order was taken in place of the one that is lost; 0: none */
  async #takeLost(claims: readonly Claim[], outcomes: readonly Settled[]): Promise<bigint[]> {
    const now = await this.#now()
    const due = claims.flatMap(({ shopState, shopSince, shopMessageId }, index) => {
      const { lost, outcome } = outcomes[index]!
      // The next look takes it when its message is still not here; of what contradicts no more there is no next look.
      const isDue =
        shopState !== null &&
        shopMessageId === null &&
        (outcome === 'told' || now.getTime() - shopSince!.getTime() >= TELL_LIMITS.lostAfterMs)
      return lost && isDue ? [{ index, lost }] : []
    })
    if (due.length === 0) return claims.map(() => 0n)
    const taken = await this.#options.takeLost(
      this.#of,
      due.map(({ lost }) => lost),
    )
    const byIndex = new Map(due.map(({ index }, place) => [index, taken[place]]))
    return claims.map((_one, index) => byIndex.get(index) ?? 0n)
  }

  /** What each order's message says: as it was begun, else by what is so now, kept before it is said. */
  async #bodies(
    rows: readonly {
      order_id: bigint
      sending_pos: bigint
      attempt: number
      failures: number
      told_hash: Buffer | null
      shop_state: string | null
      shop_since: Date | null
      shop_message_id: bigint | null
      over_state: string | null
    }[],
    now: Date,
  ): Promise<Claim[]> {
    const { db, facts } = this.#options
    const places = {
      ...this.#of,
      orderIds: rows.map((row) => row.order_id),
      positions: rows.map((row) => row.sending_pos),
    }
    const bodies = new Map((await db.read(readBodies, places)).map((row) => [row.order_id, row.body]))
    const fresh = rows.filter((row) => !bodies.has(row.order_id))
    if (fresh.length > 0) {
      const found = await facts(
        this.#of.companyId,
        fresh.map((row) => row.order_id),
      )
      const wanted = new Map(found.map((one) => [one.orderId, Buffer.from(JSON.stringify(wantedOf(one)))]))
      for (const row of fresh) bodies.set(row.order_id, wanted.get(row.order_id)!)
      // What would only be said again is not kept.
      const said = fresh.filter((row) => !row.told_hash?.equals(hashOf(bodies.get(row.order_id)!)))
      await db.read(keepBodies, {
        ...this.#of,
        now,
        orderIds: said.map((row) => row.order_id),
        positions: said.map((row) => row.sending_pos),
        bodies: said.map((row) => bodies.get(row.order_id)!),
      })
    }
    return rows.map((row) => ({
      orderId: row.order_id,
      pos: row.sending_pos,
      attempt: row.attempt,
      failures: row.failures,
      toldHash: row.told_hash,
      shopState: row.shop_state,
      shopSince: row.shop_since,
      shopMessageId: row.shop_message_id,
      overState: row.over_state,
      body: bodies.get(row.order_id)!,
    }))
  }

  /** Reads, merges, writes. Who does not know whether a write was done reads first, and finds it done. */
  async #tellOne(claim: Claim, signal: AbortSignal): Promise<Settled> {
    const { body, failures, toldHash, shopState, overState } = claim
    // What contradicted is looked at again, whatever was told before.
    if (shopState === null && toldHash?.equals(hashOf(body)))
      return { outcome: 'unchanged', problem: '', pauseMs: 0 }
    const wanted = JSON.parse(body.toString('utf8')) as Wanted
    const pauseMs = backOffMs(failures)
    try {
      for (let merges = 0; merges < TELL_LIMITS.merges; merges += 1) {
        const seen = await this.#client.read(wanted.externalId, signal)
        const merged = merge(seen.order, wanted, overState)
        if (merged.kind === 'wait') {
          // What an agent amended is with the shop yet: that it was amended is not forgotten.
          const amended = shopState === AMENDED ? { shopState } : {}
          return { outcome: 'waiting', problem: merged.problem, pauseMs, ...amended }
        }
        if (merged.kind === 'contradicts') {
          const { problem, state, lost } = merged
          const settled = { outcome: 'waiting' as const, problem, pauseMs, shopState: state }
          return lost ? { ...settled, lost: seen.order } : settled
        }
        const written =
          merged.kind === 'write' ? await this.#written(wanted, merged.body, seen, signal) : undefined
        if (written === 'changed') continue
        const strangers = unlinked(seen.order, wanted).map((line) => line.lineNo)
        const problem = strangers.length === 0 ? '' : `lines ${strangers.join(', ')} name no item of the shop`
        const over = overState !== null && stateOf(seen.order) === overState
        // An agent of the shop has amended it, or has let it be: what the shop has says which.
        const lost = shopState === AMENDED ? { lost: seen.order } : {}
        return { outcome: 'told', problem, pauseMs: 0, over, wrote: written, ...lost }
      }
      return { outcome: 'waiting', problem: 'others keep writing the order', pauseMs }
    } catch (error) {
      if (!(error instanceof ShopFailure)) throw error
      const { message: problem } = error
      if (error.kind === 'refused') return { outcome: 'refused', problem, pauseMs: 0 }
      // The process ends, or its time is over: nobody failed.
      if (signal.aborted) return { outcome: 'later', problem: 'the time was over', pauseMs: 0 }
      return { outcome: 'later', problem, pauseMs, away: error }
    }
  }

  /** @returns the versions before and after; 'changed' when the order was another one by then */
  async #written(
    wanted: Wanted,
    body: Parameters<ShopClient['write']>[1],
    seen: Parameters<ShopClient['write']>[2],
    signal: AbortSignal,
  ): Promise<Awaited<ReturnType<ShopClient['write']>> | 'changed'> {
    try {
      return await this.#client.write(wanted.externalId, body, seen, signal)
    } catch (error) {
      if (error instanceof ShopFailure && error.kind === 'changed') return 'changed'
      throw error
    }
  }

  async #pause(failures: number, away: ShopFailure): Promise<void> {
    const { db, log } = this.#options
    const { message: problem } = away
    const pauseMs = Math.min(TELL_LIMITS.mostBackOffMs, Math.max(backOffMs(failures - 1), away.retryAfterMs))
    log.error(
      { source: this.#of.source, failures, problem },
      'a shop cannot be told what became of its orders',
    )
    const dueAt = new Date((await this.#now()).getTime() + pauseMs)
    await db.read(pauseChannel, { ...this.#of, dueAt, failures, problem })
  }

  async #now(): Promise<Date> {
    const [clock] = await this.#options.db.read(readClock, {})
    return clock!.now
  }
}

const AMENDED = 'BEING_AMENDED'

function backOffMs(failures: number): number {
  return Math.min(TELL_LIMITS.mostBackOffMs, TELL_LIMITS.backOffMs * 2 ** Math.min(failures, 20))
}

function hashOf(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest()
}
