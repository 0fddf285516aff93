import type { Reader } from '../platform/database/index.ts'
import { readTurns as readTurnRows } from './turns.sql.ts'

/** What says whose turn it is among orders, by company/order. */
export interface Turn {
  priority: number
  lines: number
  /** Time of operations. */
  agreedAt: Date
}

/** Reads how urgent orders are, how large, and since when they are agreed. */
export async function readTurns(
  db: Reader,
  orders: readonly { companyId: bigint; orderId: bigint }[],
): Promise<Map<string, Turn>> {
  if (orders.length === 0) return new Map()
  const rows = await db.read(readTurnRows, {
    companyIds: orders.map((one) => one.companyId),
    orderIds: orders.map((one) => one.orderId),
  })
  return new Map(
    rows.map((row) => [
      `${row.company_id}/${row.order_id}`,
      { priority: row.priority, lines: row.lines, agreedAt: row.agreed_at },
    ]),
  )
}
