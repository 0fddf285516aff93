import { findSourceOrders, readOrders } from '../../orders/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Job, JobCounts, JobLog } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { moveLook, readSaid, readTold, startLook, wakeOrders } from './look-over.sql.ts'
import { lookAt, type ChangedOrder, type KnownOrder } from './look.ts'
import type { ShopObject } from './merge.ts'
import { ShopClient, ShopFailure } from './shop-client.ts'
import { channelOf, takeLost } from './take-lost.ts'
import type { ShopChannel } from './tell-shop.ts'

/** Limits of looking over; see docs/reference/settings.md. */
export const LOOK_LIMITS = {
  /** Orders of a page, and pages of one run. */
  page: 250,
  pages: 40,
  /** What changed so long before the place is listed again: a shop may show a change later than another that came after it. */
  overlapMs: 300_000,
  /** Whole orders that are asked for at once. */
  atOnce: 8,
} as const

export interface LookOptions {
  db: Database
  door: Door
  log: JobLog
  /** Of the shop, for people. */
  name: string
  everyMs: number
  /** So long a message of the shop may be on its way, before what the shop has is taken in its place. */
  graceMs: number
  /** What is connected now; asked anew each run, so that set-up takes effect. */
  channels(): Promise<readonly ShopChannel[]>
}

/**
 * Looks over what changed in a shop, so that any message of it that is lost is noticed (N-8, decision 0037): an order that never came,
 * a cancellation, an amendment. Each is taken as the message that was lost, by the same intake, so whatever comes yet makes nothing twice.
 * Any number of processes may; the place moves behind what was settled.
 */
export function lookOver(options: LookOptions): Job {
  return {
    name: `look-over-${options.name.replaceAll('_', '-')}`,
    title: `Looks over what changed in ${options.name}`,
    everyMs: options.everyMs,
    alone: true,
    async run(signal) {
      const channels = await options.channels()
      const results = await Promise.allSettled(
        channels.map((channel) => new Looker(channel, options, signal).run()),
      )
      const failed = results.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
      const counts = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      return {
        evaluated: counts.reduce((sum, one) => sum + one.evaluated, 0),
        processed: counts.reduce((sum, one) => sum + one.processed, 0),
      }
    },
  }
}

class Looker {
  readonly #of: { companyId: bigint; source: string }
  readonly #client: ShopClient
  readonly #options: LookOptions
  readonly #signal: AbortSignal

  constructor({ companyId, source, connection }: ShopChannel, options: LookOptions, signal: AbortSignal) {
    this.#of = { companyId, source }
    this.#client = new ShopClient(connection)
    this.#options = options
    this.#signal = signal
  }

  /** @throws ShopFailure: what was settled stays, and the next run goes on there */
  async run(): Promise<JobCounts> {
    const { db, graceMs } = this.#options
    const [clock] = await db.read(readClock, {})
    const { now } = clock!
    const [place] = await db.read(startLook, { ...this.#of, now })
    const ripeTo = BigInt(now.getTime() - graceMs)
    const counts = { evaluated: 0, processed: 0 }
    let from = BigInt(place!.settled_to.getTime() - LOOK_LIMITS.overlapMs)
    let offset = 0
    for (let pages = 0; pages < LOOK_LIMITS.pages && !this.#signal.aborted; pages += 1) {
      const listed = await this.#client.listChanged({ from, offset, limit: LOOK_LIMITS.page }, this.#signal)
      const ripe = listed.filter((one) => one.version <= ripeTo)
      const last = ripe.at(-1)
      if (!last) break
      counts.evaluated += ripe.length
      counts.processed += await this.#settle(ripe, place!.since)
      await db.read(moveLook, { ...this.#of, settledTo: new Date(Number(last.version)) })
      if (ripe.length < LOOK_LIMITS.page) break
      // By time and not by offset: an order that changes meanwhile goes to the end, and those behind it would be passed over.
      offset = last.version > from ? 0 : offset + ripe.length
      from = last.version
    }
    return counts
  }

  /** @returns how many there was something to do about */
  async #settle(changed: readonly ChangedOrder[], since: Date): Promise<number> {
    const { db, door, log } = this.#options
    const channel = await channelOf(this.#of, db)
    const known = await this.#known(changed, channel === undefined ? [] : [channel.id])
    const looks = (orders: readonly ChangedOrder[]) =>
      orders.map((order) => ({ order, ...lookAt(order, known.get(order.id)!, since.getTime()) }))
    const first = looks(changed)
    const wanted = channel === undefined ? [] : first.filter((one) => one.take).map((one) => one.order.id)
    // What the shop has by now is what is taken: it may have gone on since it was listed.
    const wholes = await this.#wholes([...new Set(wanted)])
    const taking = looks([...wholes.keys()])
      .filter((one) => one.take)
      .map((one) => wholes.get(one.order)!)
    const taken = await takeLost(this.#of, taking, { db, door })
    for (const [index, id] of taken.entries())
      if (id === null)
        log.error(
          { source: this.#of.source, order: taking[index]!['id'] },
          'an order of a shop never came, and what the shop has of it must not be kept',
        )
    const waking = first.filter((one) => one.wake).map((one) => known.get(one.order.id)!.orderId!)
    if (waking.length > 0) {
      const [clock] = await db.read(readClock, {})
      await db.read(wakeOrders, { ...this.#of, orderIds: waking, now: clock!.now })
    }
    return new Set([
      ...taking.map((one) => String(one['id'])),
      ...first.filter((one) => one.wake).map((one) => one.order.id),
    ]).size
  }

  /** What is known here of each of these, in a few statements. */
  async #known(
    changed: readonly ChangedOrder[],
    channelIds: readonly bigint[],
  ): Promise<Map<string, KnownOrder & { orderId: bigint | undefined }>> {
    const { db } = this.#options
    const { companyId, source } = this.#of
    const keys = [...new Set(changed.map((one) => one.id))]
    const [ids, said] = await Promise.all([
      findSourceOrders(db, companyId, source, keys),
      db.read(readSaid, { companyId, channelIds, keys }),
    ])
    const orderIds = [...ids.values()]
    const [orders, told] = await Promise.all([
      readOrders(
        db,
        orderIds.map((orderId) => ({ companyId, orderId })),
        { lines: false, holds: false, parts: 'sum' },
      ),
      db.read(readTold, { companyId, source, orderIds }),
    ])
    const saidOf = new Map(said.map((row) => [row.key, row]))
    const toldOf = new Map(told.map((row) => [row.order_id, { from: row.told_from, to: row.told_version }]))
    return new Map(
      keys.map((key) => {
        const orderId = ids.get(key)
        const { version = null, submitted = false, cancelled = false } = saidOf.get(key) ?? {}
        const known = {
          orderId,
          state: orders.get(`${companyId}/${orderId}`)?.state,
          submitted,
          version,
          cancelled,
          told: orderId === undefined ? undefined : toldOf.get(orderId),
        }
        return [key, known]
      }),
    )
  }

  /** The whole of these orders. One that the shop does not show any more is nobody's. @throws ShopFailure */
  async #wholes(ids: readonly string[]): Promise<Map<ChangedOrder, ShopObject>> {
    const found = new Map<ChangedOrder, ShopObject>()
    let next = 0
    const readNext = async (): Promise<void> => {
      for (let index = next++; index < ids.length; index = next++) {
        try {
          const { order } = await this.#client.read(ids[index]!, this.#signal)
          found.set({ ...this.#client.changedOrder(order), id: ids[index]! }, order)
        } catch (error) {
          if (!(error instanceof ShopFailure) || error.kind !== 'refused') throw error
        }
      }
    }
    await Promise.all(Array.from({ length: Math.min(LOOK_LIMITS.atOnce, ids.length) }, readNext))
    return found
  }
}
