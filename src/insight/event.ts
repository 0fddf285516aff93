import { shownActor } from '../platform/auth/index.ts'
import type { Database } from '../platform/database/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import { instant } from '../platform/wire.ts'
import { readFeed as readFeedRows, readFeedAt, readFeedHead } from './event.sql.ts'
import { renderChanges } from './changes.ts'
import type { Envelope } from './shapes.ts'

export interface Feed {
  events: Envelope[]
  /** Everything up to this place was given. */
  next: bigint
  head: bigint
}

/**
 * The events of a company behind a place, in its order of facts (P-39: an event is a row of the transaction that made
 * it, so none is lost and none is early). A place is given whole or not at all; `limit` counts facts of orders, and one
 * batch that holds more of them is given whole. Reading again from the same place gives the same events with the same
 * ids.
 */
export async function readFeed(
  db: Database,
  asked: { companyId: bigint; after: bigint; limit: number },
): Promise<Feed> {
  const { companyId, after, limit } = asked
  const found = await readTogether(db, (reader) => ({
    rows: reader.read(readFeedRows, { companyId, after, fetch: BigInt(limit + 1) }),
    head: reader.read(readFeedHead, { companyId }),
  }))
  const head = found.head[0]
  if (head === undefined) return { events: [], next: after, head: 0n }
  let { rows } = found
  let next = head.pos > after ? head.pos : after
  if (rows.length > limit) {
    const cut = rows.at(-1)!.pos
    if (rows[0]!.pos === cut) {
      rows = await db.read(readFeedAt, { companyId, pos: cut })
      next = cut
    } else {
      rows = rows.filter((row) => row.pos !== cut)
      next = rows.at(-1)!.pos
    }
  }
  return {
    events: envelopesOf(rows, { companyId, code: head.code, epoch: head.epoch }),
    next,
    head: head.pos,
  }
}

type FactRow = NonNullable<(typeof readFeedRows)['_types']>['row']

/** CloudEvents of facts in order; the id counts the events inside their place. */
export function envelopesOf(
  rows: readonly FactRow[],
  from: { companyId: bigint; code: string; epoch: string },
): Envelope[] {
  const envelopes: Envelope[] = []
  let pos = -1n
  let n = 0
  for (const row of rows) {
    if (row.pos !== pos) {
      pos = row.pos
      n = 0
    }
    const orderId = encodeId('ord', row.order_id)
    for (const type of row.events) {
      envelopes.push({
        specversion: '1.0',
        id: `${from.epoch}:${from.companyId}:${pos}:${n}`,
        source: `/companies/${from.code}`,
        type,
        subject: orderId,
        time: instant(row.at),
        datacontenttype: 'application/json',
        data: {
          pos: String(pos),
          orderId,
          orderNumber: orderNumber(row.order_id),
          act: row.act,
          actor: shownActor(row.actor),
          reason: row.reason,
          changes: renderChanges(row.changes, row.currency),
        },
      })
      n += 1
    }
  }
  return envelopes
}
