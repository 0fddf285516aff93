import type { Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import type { Reader } from '../platform/database/index.ts'
import { insertReturn, insertReturnLine, insertReturnRequest, returnsOfCauses } from './shipment.sql.ts'

export interface NewReturn {
  companyId: bigint
  /** What it belongs to, opaque: the order, or the return itself when it refers to none. */
  causeId: bigint | null
  orderId: bigint | null
  accountId: bigint
  on: string
  reason: string
  /** Of the set-up; null: none was named. */
  reasonCode: string | null
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
    reasonCode: made.reasonCode,
    recordedAt: context.now,
  })
  made.lines.forEach((line, ordinal) =>
    context.writes.add(insertReturnLine, { companyId, causeId, returnId: id, ordinal, ...line }),
  )
  return id
}

/** A return as it is asked for elsewhere: by whom, and its name there. */
export interface ReturnAsked {
  source: string
  name: string
}

/** A return that was taken in. */
export interface TakenReturn {
  id: bigint
  batch: bigint
  /** null: before this was recorded. */
  recordedAt: Date | null
  /** What it answers; null: it was taken in by itself. */
  asked: ReturnAsked | null
  lines: { sourceId: bigint | null; quantity: Micro }[]
}

/** Records that a return answers a request of a sender: once for each of both. */
export function answerRequest(
  of: { companyId: bigint; causeId: bigint; returnId: bigint; asked: ReturnAsked },
  { writes, batch }: Context,
): void {
  const { asked, ...key } = of
  writes.add(insertReturnRequest, { ...key, ...asked, batch })
}

/** Reads what came back of causes, by company/cause, the oldest first. */
export async function readTakenReturns(
  db: Reader,
  causes: readonly { companyId: bigint; causeId: bigint }[],
): Promise<Map<string, TakenReturn[]>> {
  const found = new Map<string, TakenReturn[]>()
  if (causes.length === 0) return found
  const rows = await db.read(returnsOfCauses, {
    companyIds: causes.map((one) => one.companyId),
    causeIds: causes.map((one) => one.causeId),
  })
  for (const row of rows) {
    const { id, batch, recorded_at: recordedAt, source, name } = row
    const key = `${row.company_id}/${row.cause_id}`
    const list = found.get(key) ?? []
    if (list.length === 0) found.set(key, list)
    let last = list.at(-1)
    if (last?.id !== id) {
      const asked = source === null || name === null ? null : { source, name }
      list.push((last = { id, batch, recordedAt, asked, lines: [] }))
    }
    last!.lines.push({ sourceId: row.source_id, quantity: row.quantity })
  }
  return found
}
