import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro, Minor } from '../platform/money.ts'
import {
  findTransfers as findRows,
  insertTransfer,
  moveTransfer,
  readTransfers as readRows,
} from './transfer.sql.ts'

/**
 * Goods that one place brings to another for a source of a cause (a part of an order; both opaque), where they are collected. Quantities are
 * cumulative; what was rejected or taken back is no more requested.
 */
export interface Transfer {
  companyId: bigint
  causeId: bigint
  id: bigint
  sourceId: bigint
  itemId: bigint
  fromId: bigint
  toId: bigint
  requested: Micro
  shipped: Micro
  received: Micro
  lost: Micro
  /** What of the value that left is no more on its way, in minor units of the books' currency. */
  settled: Minor
  askedOn: string
  /** The day on which it can be collected; null: nobody knows. */
  dueOn: string | null
  /** The day on which something of it left last; null: nothing has. */
  shippedOn: string | null
}

/** How far a transfer is, derived from its quantities. */
export const TRANSFER_STATES = [
  'requested',
  'partially_shipped',
  'in_transit',
  'received',
  'lost',
  'cancelled',
] as const
export type TransferState = (typeof TRANSFER_STATES)[number]

/** Of what is still to be sent, or on its way, that; of what is over, how it ended. */
export function transferState(
  of: Pick<Transfer, 'requested' | 'shipped' | 'received' | 'lost'>,
): TransferState {
  if (of.requested > of.shipped) return of.shipped === 0n ? 'requested' : 'partially_shipped'
  if (onWay(of) > 0n) return 'in_transit'
  if (of.received > 0n) return 'received'
  return of.lost > 0n ? 'lost' : 'cancelled'
}

/** What its place has still to send. */
export function toSend({ requested, shipped }: Pick<Transfer, 'requested' | 'shipped'>): Micro {
  return requested - shipped
}

/** What left and has not arrived. */
export function onWay({ shipped, received, lost }: Pick<Transfer, 'shipped' | 'received' | 'lost'>): Micro {
  return shipped - received - lost
}

/** Asks a place to bring goods to another one. */
export function requestTransfer(
  asked: Pick<
    Transfer,
    'companyId' | 'causeId' | 'sourceId' | 'itemId' | 'fromId' | 'toId' | 'requested' | 'askedOn' | 'dueOn'
  >,
  { writes, ids }: Context,
): Transfer {
  const id = ids.next()
  writes.add(insertTransfer, { ...asked, id })
  return { ...asked, id, shipped: 0n, received: 0n, lost: 0n, settled: 0n, shippedOn: null }
}

/** Writes how far a transfer is; the caller changed it and has locked its cause. */
export function writeTransfer(transfer: Transfer, { writes, ids }: Context): void {
  const { companyId, causeId, id, requested, shipped, received, lost, settled, shippedOn } = transfer
  const step = ids.next()
  writes.add(moveTransfer, {
    companyId,
    causeId,
    id,
    step,
    requested,
    shipped,
    received,
    lost,
    settled,
    shippedOn,
  })
}

/** What a transfer belongs to, as it stood when it was looked for. */
export type FoundTransfer = Pick<
  Transfer,
  'companyId' | 'id' | 'causeId' | 'sourceId' | 'itemId' | 'fromId' | 'toId'
> & { toSend: Micro; onWay: Micro }

/** Finds what transfers belong to, by company/id; unknown ones are absent. */
export async function findTransfers(
  db: Reader,
  wanted: readonly { companyId: bigint; transferId: bigint }[],
): Promise<Map<string, FoundTransfer>> {
  if (wanted.length === 0) return new Map()
  const rows = await db.read(findRows, {
    companyIds: wanted.map((one) => one.companyId),
    ids: wanted.map((one) => one.transferId),
  })
  return new Map(
    rows.map((row) => [
      `${row.company_id}/${row.id}`,
      {
        companyId: row.company_id,
        id: row.id,
        causeId: row.cause_id,
        sourceId: row.source_id,
        itemId: row.item_id,
        fromId: row.from_location_id,
        toId: row.to_location_id,
        toSend: toSend(row),
        onWay: onWay(row),
      },
    ]),
  )
}

/** Reads the transfers of causes, in the order in which they were asked for. */
export async function readTransfers(
  db: Reader,
  causes: readonly { companyId: bigint; causeId: bigint }[],
): Promise<Map<string, Transfer[]>> {
  if (causes.length === 0) return new Map()
  const rows = await db.read(readRows, {
    companyIds: causes.map((one) => one.companyId),
    causeIds: causes.map((one) => one.causeId),
  })
  const transfers = rows.map((row): Transfer => ({
    companyId: row.company_id,
    causeId: row.cause_id,
    id: row.id,
    sourceId: row.source_id,
    itemId: row.item_id,
    fromId: row.from_location_id,
    toId: row.to_location_id,
    requested: row.requested,
    shipped: row.shipped,
    received: row.received,
    lost: row.lost,
    settled: row.settled,
    askedOn: row.asked_on,
    dueOn: row.due_on,
    shippedOn: row.shipped_on,
  }))
  return Map.groupBy(transfers, ({ companyId, causeId }) => `${companyId}/${causeId}`)
}

/**
 * What of a source stands at the place from which it is brought, and what of it is on its way and wanted: less may be wanted than is.
 *
 * @param open what of the source is neither cancelled nor gone
 * @param arriving some of it arrives just now, so its place was asked; else of a source of which nothing is to be sent or on its way nobody
 * was asked yet: it may have been brought before, and rejected, and is brought once more
 */
export function whereabouts(
  transfers: readonly Transfer[],
  sourceId: bigint,
  open: Micro,
  arriving: boolean,
): { own: Transfer[]; held: Micro; wantedOnWay: Micro; onWay: Micro } {
  const own = transfers.filter((one) => one.sourceId === sourceId)
  const asked = own.reduce((sum, one) => sum + toSend(one), 0n)
  const moving = own.reduce((sum, one) => sum + onWay(one), 0n)
  // Nobody was asked yet: all of it is held where it is taken from.
  const held = !arriving && asked + moving === 0n ? open : asked
  const wanted = open > held ? open - held : 0n
  return { own, held, wantedOnWay: wanted < moving ? wanted : moving, onWay: moving }
}
