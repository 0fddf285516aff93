import type { RowOf } from '../platform/database/index.ts'
import { renderHead } from '../platform/signed-head.ts'
import { instant } from '../platform/wire.ts'
import type { readHeadEvents } from './event.sql.ts'
import type { Envelope } from './event-shapes.ts'

export type HeadRow = Omit<RowOf<typeof readHeadEvents>, 'ordinal'>

/** The event by which a signed head is published: alone at its place, since it is signed in a batch of its own. */
export function renderHeadEvent(
  row: HeadRow,
  from: { companyId: bigint; code: string; epoch: string },
): Envelope {
  const head = renderHead(from.code, { ...row, pos: row.head_pos, at: row.head_at, epoch: row.head_epoch })
  return {
    specversion: '1.0',
    id: `${from.epoch}:${from.companyId}:${row.pos}:0`,
    source: `/companies/${from.code}`,
    type: 'ledger.head_signed',
    subject: `head_${head.pos}`,
    time: instant(row.at),
    datacontenttype: 'application/json',
    data: { pos: String(row.pos), head },
  }
}
