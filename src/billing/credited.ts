import type { Reader } from '../platform/database/index.ts'
import type { Micro, Minor } from '../platform/money.ts'
import { besideOfCauses, creditedOfCauses, creditTotals, linesOfMemos } from './credited.sql.ts'

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
      withCharges(lines).map(({ quantity, unit_price: unitPrice, net, tax, freight }) => ({
        quantity,
        unitPrice,
        net,
        tax,
        freight,
      })),
    ]),
  )
}

/** Lines of goods with what was credited of their charges, which stand behind them. */
function withCharges<Row extends { charge: string | null; net: Minor; tax: Minor }>(
  lines: readonly Row[],
): Row[] {
  const goods: Row[] = []
  for (const line of lines) {
    const of = goods.at(-1)
    if (line.charge === null || !of) goods.push({ ...line })
    else {
      of.net += line.net
      of.tax += line.tax
    }
  }
  return goods
}

/** A credit memo of a cause and what it came to. */
export interface CreditTotal {
  creditMemoId: bigint
  batch: bigint
  total: Minor
}

/** Reads what credit memos of orders gave beside the goods, less what they kept of them, by company/cause. */
export async function readBeside(
  db: Reader,
  causes: readonly { companyId: bigint; causeId: bigint }[],
): Promise<Map<string, Minor>> {
  if (causes.length === 0) return new Map()
  const rows = await db.read(besideOfCauses, {
    companyIds: causes.map((one) => one.companyId),
    causeIds: causes.map((one) => one.causeId),
  })
  return new Map(rows.map((row) => [`${row.company_id}/${row.cause_id}`, row.net]))
}

/** Reads the credit memos of causes, by company/cause, the first of each batch first. */
export async function readCreditTotals(
  db: Reader,
  causes: readonly { companyId: bigint; causeId: bigint }[],
): Promise<Map<string, CreditTotal[]>> {
  if (causes.length === 0) return new Map()
  const rows = await db.read(creditTotals, {
    companyIds: causes.map((one) => one.companyId),
    causeIds: causes.map((one) => one.causeId),
  })
  return new Map(
    [...Map.groupBy(rows, (row) => `${row.company_id}/${row.cause_id}`)].map(([key, own]) => [
      key,
      own.map(({ id, batch, total }) => ({ creditMemoId: id, batch, total })),
    ]),
  )
}

/**
 * The credit memo that was issued right after something was written down: ids rise inside a batch. So each of several returns of one
 * batch has its own.
 *
 * @param totals of the cause, by their ids
 */
export function creditTotalAfter(
  totals: readonly CreditTotal[] | undefined,
  { id, batch }: { id: bigint; batch: bigint },
): CreditTotal | undefined {
  return totals?.find((one) => one.batch === batch && one.creditMemoId > id)
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
      withCharges(lines).map(({ source_id: sourceId, net, tax, freight }) => ({
        sourceId,
        net,
        tax,
        freight,
      })),
    ]),
  )
}
