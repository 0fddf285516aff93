import { formatMicro } from '../platform/money.ts'
import { orderNumber } from '../platform/public-id.ts'
import type { ConditionContext, Standing } from './condition.ts'
import {
  countShortages,
  countStrays,
  countStraysNotBack,
  countUnfulfillable,
  readOverReceipts,
} from './goods.sql.ts'

/** Goods left and nobody has decided what becomes of them. */
export async function goodsAstray({ db }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(countStrays, {})
  return rows.map((row) => {
    const what = row.why === 'cancelled' ? 'left although cancelled' : 'left beyond what was ordered'
    return {
      companyId: row.company_id,
      subject: row.why,
      severity: 'critical',
      says: `Goods of ${row.orders} orders ${what}, first of ${orderNumber(row.first_order)}; nobody has decided what becomes of them.`,
      facts: {
        strays: Number(row.strays),
        orders: Number(row.orders),
        firstOrder: orderNumber(row.first_order),
        firstOn: row.first_on,
      },
      atRisk: { amount: row.at_risk, currency: row.currency },
    }
  })
}

/** Goods were to come back by a day that is over. */
export async function goodsNotBack({ db, now }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(countStraysNotBack, { now })
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: 'expected',
    severity: 'warning',
    says: `Goods of ${row.orders} orders were to come back and did not, first of ${orderNumber(row.first_order)} by ${row.first_until}.`,
    facts: {
      strays: Number(row.strays),
      orders: Number(row.orders),
      firstOrder: orderNumber(row.first_order),
      firstUntil: row.first_until,
    },
  }))
}

/** It is decided in seconds whose goods are that a count took away; what a warehouse was asked to ship is left to its word for a day. */
const SHORT_MS = { ours: 5 * 60_000, theirs: 24 * 3_600_000 }

/** More is reserved than is there, and nobody decides whose it is: nothing of it is shipped. */
export async function goodsShort({ db, now }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(countShortages, {
    oursBefore: new Date(now.getTime() - SHORT_MS.ours),
    theirsBefore: new Date(now.getTime() - SHORT_MS.theirs),
  })
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: row.auto_confirm ? 'ours' : 'warehouse',
    severity: row.auto_confirm ? 'critical' : 'warning',
    says: `More is reserved than is there at ${row.places} places, first of ${row.first_sku} at ${row.first_location}; ${row.auto_confirm ? 'nothing of it is shipped' : 'a warehouse was asked to ship it and has not answered'}.`,
    facts: {
      places: Number(row.places),
      firstSku: row.first_sku,
      firstLocation: row.first_location,
      since: row.since.toISOString(),
    },
  }))
}

/** Places refused it, or shipped it short, and nobody has it: a person decides. */
export async function ordersUnfulfillable({ db }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(countUnfulfillable, {})
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: 'refused',
    severity: 'warning',
    says: `Places refused ${row.lines} lines of ${row.orders} orders, first of ${orderNumber(row.first_order)}, and nobody has them; nobody has decided what becomes of them.`,
    facts: {
      lines: Number(row.lines),
      orders: Number(row.orders),
      firstOrder: orderNumber(row.first_order),
      since: row.since.toISOString(),
    },
    atRisk: { amount: row.at_risk, currency: row.currency },
  }))
}

/** More of a supply order came than a tolerance allows; it is in stock, and whoever pays the supplier should know. */
export async function receivedTooMuch({ db, thresholds }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(readOverReceipts, { percent: thresholds.overReceiptPercent })
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: row.number,
    severity: 'warning',
    says: `${formatMicro(row.received)} of ${row.sku} came for supply order ${row.number}, which ordered ${formatMicro(row.quantity)}.`,
    facts: {
      sku: row.sku,
      location: row.location_code,
      ordered: formatMicro(row.quantity),
      received: formatMicro(row.received),
      over: formatMicro(row.received - row.quantity),
    },
    atRisk: { amount: row.at_risk, currency: row.currency },
  }))
}
