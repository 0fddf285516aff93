import { encodeId, orderNumber } from '../platform/public-id.ts'
import { camelRows } from '../platform/setup.ts'
import { money } from '../platform/wire.ts'
import type { ConditionContext, Standing } from './condition.ts'
import { readContradictedOrders, readUntoldShops } from './conditions.sql.ts'

/** Times in a row that a shop did not answer, after which it is more than a hiccup: about half a minute. */
const SHOP_FAILURES = 5
/** Times that an order was looked at in vain: about a quarter of an hour. */
const ORDER_WAITS = 10

/** Shops that cannot be told, or do not take, what became of orders. */
export async function shopsNotTold({ db }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(readUntoldShops, { failures: SHOP_FAILURES, waits: ORDER_WAITS })
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: row.source,
    severity: 'warning',
    says:
      row.failures >= SHOP_FAILURES
        ? `The shop ${row.source} cannot be told what became of its orders.`
        : `The shop ${row.source} could not be told what became of ${row.orders} of its orders and ${row.returns} of its returns.`,
    facts: {
      failures: row.failures,
      problem: row.problem,
      orders: Number(row.orders),
      returns: Number(row.returns),
    },
    atRisk: { amount: row.at_risk, currency: row.currency },
  }))
}

/** Times that an order was looked at and contradicted: its message was lost, or what was done about it did not help. */
const CONTRADICTED_LOOKS = 3

/**
 * Orders that go on here and that their shop has as taken back or failed (decision 0037). One alert an order: each wants a decision of
 * its own, for somebody may be refunded for goods that are on their way.
 */
export async function shopsContradicting({ db }: ConditionContext): Promise<Standing[]> {
  const rows = camelRows(
    readContradictedOrders,
    await db.read(readContradictedOrders, { looks: CONTRADICTED_LOOKS }),
  )
  return rows.map(({ messageId, ...row }) => {
    const { amount } = money(row.total, row.currency)
    return {
      companyId: row.companyId,
      subject: `${row.source} ${row.externalId}`,
      severity: 'critical',
      says: `The shop ${row.source} has its order ${row.externalId} (${orderNumber(row.orderId)}, ${amount} ${row.currency}) as ${row.shopState}, and here it is ${row.status}.`,
      facts: {
        source: row.source,
        externalId: row.externalId,
        order: orderNumber(row.orderId),
        orderId: encodeId('ord', row.orderId),
        shopState: row.shopState,
        since: row.shopSince.toISOString(),
        status: row.status,
        problem: row.problem,
        total: { amount, currency: row.currency },
        message: messageId === null ? null : encodeId('itk', messageId),
        outcome: row.outcome,
      },
      atRisk: { amount: row.worth, currency: row.home },
    }
  })
}
