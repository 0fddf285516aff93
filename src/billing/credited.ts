import type { Reader } from '../platform/database/index.ts'
import type { Micro, Minor } from '../platform/money.ts'
import { creditedOfCauses, creditTotals, linesOfMemos } from './credited.sql.ts'

/** A line of a credit memo that gave back what was billed of a source (a fulfillment line, opaque). Positive amounts. */
export interface CreditedLine {
  quantity: Micro
  unitPrice: Micro
  net: Minor
  tax: Minor
  freight: Minor
}

/** Reads what was credited of orders, by company/source. */
export async function readCredited(
  db: Reader,
  causes: readonly { companyId: bigint; causeId: bigint }[],
): Promise<Map<string, CreditedLine[]>> {
  if (causes.length === 0) return new Map()
  const rows = await db.read(creditedOfCauses, {
    companyIds: causes.map((one) => one.companyId),
    causeIds: causes.map((one) => one.causeId),
  })
  const bySource = Map.groupBy(rows, (row) => `${row.company_id}/${row.source_id}`)
  return new Map(
    [...bySource].map(([key, lines]) => [
      key,
      lines.map(({ quantity, unit_price: unitPrice, net, tax, freight }) => ({
        quantity,
        unitPrice,
        net,
        tax,
        freight,
      })),
    ]),
  )
}

/** Credit memos of causes and what they came to, by company/cause/batch; of several of one batch nobody knows which is whose. */
export async function readCreditTotals(
  db: Reader,
  causes: readonly { companyId: bigint; causeId: bigint }[],
): Promise<Map<string, { creditMemoId: bigint; total: Minor }>> {
  if (causes.length === 0) return new Map()
  const rows = await db.read(creditTotals, {
    companyIds: causes.map((one) => one.companyId),
    causeIds: causes.map((one) => one.causeId),
  })
  const byBatch = Map.groupBy(rows, (row) => `${row.company_id}/${row.cause_id}/${row.batch}`)
  return new Map(
    [...byBatch].flatMap(([key, [one, ...more]]) =>
      one && more.length === 0 ? [[key, { creditMemoId: one.id, total: one.total }] as const] : [],
    ),
  )
}

/** A line of a credit memo; positive amounts, but of what was kept. `sourceId` null: it is beside the goods. */
export interface MemoLine {
  sourceId: bigint | null
  net: Minor
  tax: Minor
  freight: Minor
}

/** Reads what credit memos of a company say line by line. */
export async function readMemoLines(
  db: Reader,
  companyId: bigint,
  memoIds: readonly bigint[],
): Promise<Map<bigint, MemoLine[]>> {
  if (memoIds.length === 0) return new Map()
  const rows = await db.read(linesOfMemos, {
    companyIds: memoIds.map(() => companyId),
    invoiceIds: memoIds,
  })
  return new Map(
    [...Map.groupBy(rows, (row) => row.invoice_id)].map(([id, lines]) => [
      id,
      lines.map(({ source_id: sourceId, net, tax, freight }) => ({ sourceId, net, tax, freight })),
    ]),
  )
}
