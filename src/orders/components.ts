import type { Reader } from '../platform/database/index.ts'
import { readComponents as readComponentRows } from './orders.sql.ts'

/** A line that a configured line brought: so many of it go with one of its parent. */
export interface ComponentLine {
  lineNo: number
  parentNo: number
  perParent: bigint
}

/** Components of orders, by `company/order`; an order without a configured line is absent. */
export async function readComponents(
  db: Reader,
  wanted: readonly { companyId: bigint; orderId: bigint }[],
): Promise<Map<string, ComponentLine[]>> {
  const found = new Map<string, ComponentLine[]>()
  if (wanted.length === 0) return found
  const unique = [...new Map(wanted.map((one) => [`${one.companyId}/${one.orderId}`, one])).values()]
  const rows = await db.read(readComponentRows, {
    companyIds: unique.map((one) => one.companyId),
    orderIds: unique.map((one) => one.orderId),
  })
  for (const row of rows) {
    const key = `${row.company_id}/${row.order_id}`
    const line = { lineNo: row.line_no, parentNo: row.parent_no, perParent: BigInt(row.per_parent) }
    found.set(key, [...(found.get(key) ?? []), line])
  }
  return found
}
