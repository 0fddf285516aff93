import type { ConditionContext, Standing } from './condition.ts'
import { countPaymentsWaiting } from './payments.sql.ts'

/** A shop asks again, or a job ends the doubt, within a minute: after five of them it does not end by itself. */
const LONG_MS = 5 * 60_000

const SAYS: { readonly [what: string]: (count: string, gateway: string) => string } = {
  doubt: (count, gateway) => `Nobody knows whether ${gateway} gave ${count}`,
  back: (count, gateway) => `${gateway} does not answer about ${count} to give back`,
  order: (count, gateway) => `${gateway} gives ${count} back within a day, for no order came`,
}

/** One alert a gateway, currency and matter: money that is held or owed, and nobody knows of it (C-31, C4-2, N-8). */
export async function paymentsWaiting({ db, now }: ConditionContext): Promise<Standing[]> {
  const before = new Date(now.getTime() - LONG_MS)
  const rows = await db.read(countPaymentsWaiting, { now, before })
  return rows.map((row): Standing => {
    const count = row.payments === 1n ? 'a payment' : `${row.payments} payments`
    return {
      companyId: row.company_id,
      subject: `${row.gateway} ${row.what} ${row.currency}`,
      severity: row.what === 'order' ? 'warning' : 'critical',
      says: `${SAYS[row.what]!(count, row.gateway)}, first of order ${row.first_order} since ${row.since.toISOString()}.`,
      facts: {
        gateway: row.gateway,
        payments: Number(row.payments),
        oldestSeconds: Math.floor((now.getTime() - row.since.getTime()) / 1000),
        since: row.since.toISOString(),
        firstOrder: row.first_order,
        problem: row.problem,
      },
      atRisk: { amount: row.amount, currency: row.currency },
    }
  })
}
