import { orderNumber } from '../platform/public-id.ts'
import type { ConditionContext, Standing } from './condition.ts'
import { countJeopardy } from './jeopardy.sql.ts'

/** Orders that will miss what was promised, and that nobody has said to see to; one alert a company and priority, whatever their number. */
export async function ordersInJeopardy({ db }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(countJeopardy, {})
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: row.priority,
    severity: row.priority === 'high' ? 'critical' : 'warning',
    says: `${row.orders} ${row.orders === 1n ? 'order is' : 'orders are'} in ${row.priority} jeopardy of what was promised, first ${orderNumber(row.first_order)}: ${row.reason}.`,
    facts: {
      orders: Number(row.orders),
      firstOrder: orderNumber(row.first_order),
      since: row.since.toISOString(),
    },
    atRisk: { amount: row.at_risk, currency: row.currency },
  }))
}
