import type { Reader } from '../platform/database/index.ts'
import { cumulativeShare, type Micro, type Minor } from '../platform/money.ts'
import {
  readIssued as readIssuedRows,
  readStrayed as readStrayedRows,
  readTransferred as readTransferredRows,
} from './issued.sql.ts'

/** What left stock for a source (a fulfillment line, opaque) and came back. Values are minor units of the books' currency. */
export interface Issued {
  issued: Micro
  issuedValue: Minor
  returned: Micro
  returnedValue: Minor
  /** At standard cost a return is recorded at the standard of its day, whatever it was given as. */
  standard: boolean
}

/** Reads what was issued for causes (orders), by company/source. */
export async function readIssued(
  db: Reader,
  roots: readonly { companyId: bigint; rootId: bigint }[],
): Promise<Map<string, Issued>> {
  if (roots.length === 0) return new Map()
  const rows = await db.read(readIssuedRows, {
    companyIds: roots.map((one) => one.companyId),
    rootIds: roots.map((one) => one.rootId),
  })
  return new Map(
    rows.map((row) => [
      `${row.company_id}/${row.source_id}`,
      {
        issued: row.issued,
        issuedValue: row.issued_value,
        returned: row.returned,
        returnedValue: row.returned_value,
        standard: row.standard,
      },
    ]),
  )
}

/**
 * What goods that come back are worth: the share of what their issue took from stock, by the cumulative method, so that
 * all of them together bring back exactly that (D9 rows 25 and 26, D10).
 */
export function returnValue(of: Issued, quantity: Micro): Minor {
  const { issued, issuedValue, returned } = of
  const already = of.standard ? cumulativeShare(issuedValue, returned, issued, 0n) : of.returnedValue
  const value = cumulativeShare(issuedValue, returned + quantity, issued, already)
  return value > 0n ? value : 0n
}

/** What a source took out of stock without a sale. The value is minor units of the books' currency. */
export interface Strayed {
  quantity: Micro
  value: Minor
}

/** Reads what sources of causes (orders) took out of stock without a sale, by company/source. */
export async function readStrayed(
  db: Reader,
  sources: readonly { companyId: bigint; rootId: bigint; sourceId: bigint }[],
): Promise<Map<string, Strayed>> {
  if (sources.length === 0) return new Map()
  const roots = [...new Map(sources.map((one) => [`${one.companyId}/${one.rootId}`, one])).values()]
  const rows = await db.read(readStrayedRows, {
    companyIds: roots.map((one) => one.companyId),
    rootIds: roots.map((one) => one.rootId),
    sourceIds: sources.map((one) => one.sourceId),
  })
  return new Map(
    rows.map((row) => [`${row.company_id}/${row.source_id}`, { quantity: row.quantity, value: row.value }]),
  )
}

/** The cost of a part of what strayed, by the cumulative method: all parts together are what their issue took from stock. */
export function strayedValue({ quantity: whole, value }: Strayed, before: Micro, quantity: Micro): Minor {
  return cumulativeShare(value, before + quantity, whole, cumulativeShare(value, before, whole, 0n))
}

/** Reads what transfers (opaque sources of causes) took out of stock where they left, by company/source. */
export async function readTransferred(
  db: Reader,
  sources: readonly { companyId: bigint; rootId: bigint; sourceId: bigint }[],
): Promise<Map<string, Strayed>> {
  if (sources.length === 0) return new Map()
  const roots = [...new Map(sources.map((one) => [`${one.companyId}/${one.rootId}`, one])).values()]
  const rows = await db.read(readTransferredRows, {
    companyIds: roots.map((one) => one.companyId),
    rootIds: roots.map((one) => one.rootId),
    sourceIds: sources.map((one) => one.sourceId),
  })
  return new Map(
    rows.map((row) => [`${row.company_id}/${row.source_id}`, { quantity: row.quantity, value: row.value }]),
  )
}
