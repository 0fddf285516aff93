import type { Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import { insertReturn, insertReturnLine } from './shipment.sql.ts'

export interface NewReturn {
  companyId: bigint
  /** What it belongs to, opaque: the order, or the return itself when it refers to none. */
  causeId: bigint | null
  orderId: bigint | null
  accountId: bigint
  on: string
  reason: string
  lines: readonly { sourceId: bigint | null; itemId: bigint; locationId: bigint | null; quantity: Micro }[]
}

/** Records goods that came back (or a credit without goods: no location). @returns the id of the return */
export function recordReturn(made: NewReturn, context: Context): bigint {
  const { companyId, orderId, accountId } = made
  const id = context.ids.next()
  const causeId = made.causeId ?? id
  context.writes.add(insertReturn, {
    companyId,
    causeId,
    id,
    batch: context.batch,
    orderId,
    accountId,
    returnedOn: made.on,
    reason: made.reason,
  })
  made.lines.forEach((line, ordinal) =>
    context.writes.add(insertReturnLine, { companyId, causeId, returnId: id, ordinal, ...line }),
  )
  return id
}
