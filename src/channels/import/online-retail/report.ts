import { readTrialBalance } from '../../../ledger/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { formatAmount, type Minor } from '../../../platform/money.ts'
import { billedInSeries } from '../../imported.sql.ts'
import type { FeedResult } from './feed.ts'
import type { Mapping } from './mapping.ts'
import type { ImportPlan, RefusedRow } from './plan.ts'

/** What an import came to: told from the rows and from the books, the same however often it was interrupted. */
export interface ImportReport {
  company: string
  currency: string
  rows: { read: number; accepted: number; refused: number; refusedByReason: Record<string, number> }
  orders: Tied
  returns: Tied
  trialBalance: {
    rows: { code: string; name: string; debit: string; credit: string; balance: string }[]
    debit: string
    credit: string
    difference: string
  }
  laws: { checked: number; broken: string[] }
  /** Documents that the books did not take. */
  failed: FeedResult['failed']
  refusedRows: RefusedRow[]
  /** Does every figure agree with every other? */
  ties: boolean
}

/** Documents: what their accepted rows come to, and what stands in the books for them. */
export interface Tied {
  documents: number
  rows: number
  /** Σ quantity × price, major units. */
  amount: string
  /** Σ invoiced or credited. */
  booked: string
  /** Invoices or credit memos. */
  bookedDocuments: number
}

/** Reads the books and holds them against the plan. */
export async function reportOf(
  db: Database,
  asked: {
    companyId: bigint
    mapping: Mapping
    plan: ImportPlan
    failed: FeedResult['failed']
    laws: { checked: number; broken: string[] }
  },
): Promise<ImportReport> {
  const { companyId, mapping, plan, failed, laws } = asked
  const { currency, timeZone } = mapping.company
  const series = Object.values(mapping.series)
  const booked = new Map((await db.read(billedInSeries, { companyId, series })).map((row) => [row.kind, row]))
  const sideOf = (kind: 'order' | 'return', document: 'invoice' | 'credit_memo') => {
    const planned = plan.documents.filter((one) => one.kind === kind)
    const amount = planned.reduce((sum, one) => one.rows.reduce((total, row) => total + row.amount, sum), 0n)
    const rows = planned.reduce((sum, one) => sum + one.rows.length, 0)
    const found = booked.get(document)
    const total: Minor = found?.total ?? 0n
    const documents = Number(found?.documents ?? 0n)
    const tied: Tied = {
      documents: planned.length,
      rows,
      amount: formatAmount(amount, currency),
      booked: formatAmount(total, currency),
      bookedDocuments: documents,
    }
    return { tied, ties: amount === total }
  }
  const orders = sideOf('order', 'invoice')
  const returns = sideOf('return', 'credit_memo')
  const accepted = orders.tied.rows + returns.tied.rows
  const refusedByReason: Record<string, number> = {}
  for (const reason of plan.refused.map((row) => row.reason).toSorted())
    refusedByReason[reason] = (refusedByReason[reason] ?? 0) + 1
  const balance = await readTrialBalance(db, { companyId, asOf: null, period: null }, { currency, timeZone })
  const { debit, credit, balanced } = balance.totals
  return {
    company: mapping.company.code,
    currency,
    rows: { read: plan.rows, accepted, refused: plan.refused.length, refusedByReason },
    orders: orders.tied,
    returns: returns.tied,
    trialBalance: {
      rows: balance.rows.map((row) => ({
        code: row.code,
        name: row.name,
        debit: row.debit.amount,
        credit: row.credit.amount,
        balance: row.balance.amount,
      })),
      debit: debit.amount,
      credit: credit.amount,
      difference: balanced ? formatAmount(0n, currency) : 'not zero',
    },
    laws,
    failed,
    refusedRows: plan.refused,
    ties:
      plan.rows === accepted + plan.refused.length &&
      orders.ties &&
      returns.ties &&
      balanced &&
      laws.broken.length === 0 &&
      failed.length === 0,
  }
}

/** The report as people read it; rows that were refused are told before it. */
export function renderReport(report: ImportReport): string {
  const { rows, orders, returns, trialBalance, laws, currency } = report
  const count = (label: string, value: number, indent = 0) =>
    `${' '.repeat(indent)}${label.padEnd(38 - indent)}${String(value).padStart(14)}`
  const money = (label: string, value: string) => `${label.padEnd(38)}${value.padStart(14)} ${currency}`
  const equal = (a: unknown, b: unknown) => (a === b ? '  equal' : '  DIFFERENT')
  const lines = [
    `Company ${report.company}`,
    '',
    count('rows read', rows.read),
    count('accepted', rows.accepted, 2),
    count('refused', rows.refused, 2),
    ...Object.entries(rows.refusedByReason).map(([reason, value]) => count(reason, value, 4)),
    `${'accepted + refused'.padEnd(38)}${String(rows.accepted + rows.refused).padStart(14)}${equal(rows.read, rows.accepted + rows.refused)}`,
    '',
    count('orders', orders.documents),
    count('rows of orders', orders.rows, 2),
    money('  sum of quantity x price', orders.amount),
    money('  sum invoiced', orders.booked) + equal(orders.amount, orders.booked),
    count('returns', returns.documents),
    count('rows of returns', returns.rows, 2),
    money('  sum of quantity x price', returns.amount),
    money('  sum credited', returns.booked) + equal(returns.amount, returns.booked),
    '',
    `${'Trial balance'.padEnd(38)}${'debit'.padStart(14)} ${'credit'.padStart(14)} ${'balance'.padStart(14)}`,
    ...trialBalance.rows
      .filter((row) => row.debit !== row.credit || Number(row.debit) !== 0)
      .map(
        (row) =>
          `  ${row.code.padEnd(6)}${row.name.padEnd(30)}${row.debit.padStart(14)} ${row.credit.padStart(14)} ${row.balance.padStart(14)}`,
      ),
    `${'  sum'.padEnd(38)}${trialBalance.debit.padStart(14)} ${trialBalance.credit.padStart(14)} ${trialBalance.difference.padStart(14)}`,
    '',
    ...laws.broken.map((law) => `BROKEN law: ${law}`),
    laws.broken.length === 0 ? `All ${laws.checked} laws hold.` : `${laws.broken.length} laws are broken.`,
    ...report.failed.map(({ document, message }) => `NOT TAKEN ${document}: ${message}`),
    report.ties ? 'Everything ties to the penny.' : 'It does NOT tie.',
  ]
  return lines.join('\n')
}
