import type { Reader } from '../platform/database/index.ts'
import { cumulativeShare, type Micro, type Minor } from '../platform/money.ts'
import { readIssued as readIssuedRows } from './issued.sql.ts'

/** What left stock for a source (a fulfillment line, opaque) and came back. Values are minor units of the books' currency. */
export interface Issued {
  issued: Micro
  issuedValue: Minor
  returned: Micro
  returnedValue: Minor
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
      },
    ]),
  )
}

/**
 * What goods that come back are worth: the share of what their issue took from stock, by the cumulative method, so that
 * all of them together bring back exactly that (D9 row 25, D10).
 */
export function returnValue(of: Issued, quantity: Micro): Minor {
  const value = cumulativeShare(of.issuedValue, of.returned + quantity, of.issued, of.returnedValue)
  return value > 0n ? value : 0n
}
