import type { Reader } from '../../platform/database/index.ts'
import { readRejections } from '../plan/plan.sql.ts'
import type { OrderKey } from '../plan/progress.ts'

/** What places refused of orders, by company/order: these lines are not served from there again (C13-8). */
export type Rejections = Map<string, { lineNo: number; locationId: bigint; batch: bigint }[]>

export async function rejectionsOf(db: Reader, keys: readonly OrderKey[]): Promise<Rejections> {
  const rejections: Rejections = new Map()
  if (keys.length === 0) return rejections
  const rows = await db.read(readRejections, {
    companyIds: keys.map((key) => key.companyId),
    orderIds: keys.map((key) => key.orderId),
  })
  for (const row of rows) {
    const { company_id: companyId, order_id: orderId, line_no: lineNo, location_id: locationId, batch } = row
    const own = rejections.get(`${companyId}/${orderId}`) ?? []
    own.push({ lineNo, locationId, batch })
    rejections.set(`${companyId}/${orderId}`, own)
  }
  return rejections
}
