import type { Database, Reader } from '../../platform/database/index.ts'
import { decodeId } from '../../platform/public-id.ts'
import { camelRows } from '../../platform/setup.ts'
import { readChannels } from './channel.sql.ts'
import { inboundKinds } from './kinds.ts'
import type { InboundKind } from './port.ts'
import { secretsOf, type ChannelRow, type Secrets } from './save-channel.ts'

/** A channel as messages meet it. */
export interface Channel extends Omit<ChannelRow, 'secrets' | 'secretsKey' | 'kind'> {
  kind: InboundKind
  secrets: Secrets
}

/** A channel that was read is believed so long: a changed secret holds everywhere after it. */
const BELIEVED_MS = 1000
/** Addresses that are remembered, those of no channel among them. */
const MOST = 1000

/** Finds channels by the id in their address, one read a second and channel whatever comes in. */
export class Directory {
  readonly #db: Database
  readonly #known = new Map<bigint, { channel: Promise<Channel | undefined>; readMs: number }>()

  constructor(db: Database) {
    this.#db = db
  }

  find(publicId: string): Promise<Channel | undefined> {
    const id = decodeId('chn', publicId)
    if (id === undefined) return Promise.resolve(undefined)
    const known = this.#known.get(id)
    if (known && performance.now() - known.readMs < BELIEVED_MS) return known.channel
    if (this.#known.size >= MOST) this.#known.clear()
    const channel = readChannelsOf(this.#db, [id]).then((found) => found.get(id))
    this.#known.set(id, { channel, readMs: performance.now() })
    channel.catch(() => this.#known.delete(id))
    return channel
  }

  /** Forgets a channel that was changed here. */
  forget(id: bigint): void {
    this.#known.delete(id)
  }
}

/** Channels by id; one of a kind that this version does not know is left out. */
export async function readChannelsOf(db: Reader, ids: readonly bigint[]): Promise<Map<bigint, Channel>> {
  const rows = camelRows(readChannels, await db.read(readChannels, { ids }))
  return new Map(
    rows.flatMap(({ secrets, secretsKey, kind: name, ...row }): [bigint, Channel][] => {
      const kind = inboundKinds.get(name)
      return kind ? [[row.id, { ...row, kind, secrets: secretsOf({ secrets, secretsKey }) }]] : []
    }),
  )
}
