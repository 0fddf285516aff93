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

/** Freight with its tax that credit memos of an order kept, at a rate. */
export interface Kept {
  taxRateId: bigint | null
  taxPercent: Micro
  freight: Minor
  tax: Minor
}

/** Beside goods, by company/cause: what was given less what was kept, and the freight that is kept. */
export interface Beside {
  net: Map<string, Minor>
  keptFreight: Map<string, Kept[]>
}

/** Reads what credit memos of orders gave beside the goods, less what they kept of them. */
export async function readBeside(
  db: Reader,
  causes: readonly { companyId: bigint; causeId: bigint }[],
): Promise<Beside> {
  const beside: Beside = { net: new Map(), keptFreight: new Map() }
  if (causes.length === 0) return beside
  const rows = await db.read(besideOfCauses, {
    companyIds: causes.map((one) => one.companyId),
    causeIds: causes.map((one) => one.causeId),
  })
  for (const { tax_rate_id: taxRateId, tax_percent: taxPercent, ...row } of rows) {
    const key = `${row.company_id}/${row.cause_id}`
    beside.net.set(key, (beside.net.get(key) ?? 0n) + row.net)
    const kept = sumKept(beside.keptFreight.get(key) ?? [], [{ ...row, taxRateId, taxPercent }])
    beside.keptFreight.set(key, kept)
  }
  return beside
}

/** What is kept with lines of a credit memo more; of a rate of which all was given back nothing is. */
export function sumKept(kept: readonly Kept[], lines: readonly Kept[]): Kept[] {
  const sums = kept.map((one) => ({ ...one }))
  for (const { taxRateId, taxPercent, freight, tax } of lines) {
    if (freight === 0n) continue
    const same = sums.find((one) => one.taxRateId === taxRateId && one.taxPercent === taxPercent)
    if (!same) sums.push({ taxRateId, taxPercent, freight: -freight, tax: -tax })
    else {
      same.freight -= freight
      same.tax -= tax
    }
  }
  return sums.filter(({ freight }) => freight !== 0n)
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
