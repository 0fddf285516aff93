import type { Database } from '../../platform/database/index.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { countRefused } from './channel.sql.ts'
import type { Channel } from './directory.ts'

/** Counts are written down so long after the first of them. */
const EVERY_MS = 1000

/**
 * How many messages came to each channel that no secret of it signed. Anybody can send such: nothing of them is kept, and
 * however many come, they are one statement a second.
 */
export class Refusals {
  readonly #db: Database
  #counts = new Map<bigint, { companyId: bigint; messages: bigint }>()
  #timer: NodeJS.Timeout | undefined

  constructor(db: Database) {
    this.#db = db
  }

  add({ id, companyId }: Pick<Channel, 'id' | 'companyId'>): void {
    this.#counts.set(id, { companyId, messages: (this.#counts.get(id)?.messages ?? 0n) + 1n })
    // A database that is away has alarms of its own: these counts are for people, and may be lost.
    if (this.#timer === undefined)
      this.#timer = setTimeout(() => void this.#write().catch(() => undefined), EVERY_MS).unref()
  }

  async #write(): Promise<void> {
    const counts = [...this.#counts]
    this.#counts = new Map()
    this.#timer = undefined
    const [clock] = await this.#db.read(readClock, {})
    await this.#db.read(countRefused, {
      companyIds: counts.map(([, { companyId }]) => companyId),
      channelIds: counts.map(([id]) => id),
      counts: counts.map(([, { messages }]) => messages),
      now: clock!.now,
    })
  }
}
