import { readAccountsOf } from '../../customers/index.ts'
import { receivePayment } from '../../orchestration/index.ts'
import type { Order } from '../../orders/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Minor } from '../../platform/money.ts'
import type { MappedPayment } from './port.ts'
import { keepReplacingPayments, readReplacingPayments } from './replacing.sql.ts'
import { actorOf } from './take-message.ts'
import {
  BACKGROUND,
  failed,
  keyOf,
  outcomeOf,
  type Verdicts,
  type Work,
  type WorkOffOptions,
} from './work.ts'

/** A payment that took the place of one in the store, as it was when it was taken in, or as the last version had it. */
export interface ReplacingPayment {
  part: string
  amount: Minor
  /** It is a receipt. */
  taken: boolean
}

/** An order whose placeholder for what is paid in the store gave way to payments (C-30), in this version or before it. */
export interface PaidOrder {
  work: Work
  order: Order
  payments: readonly MappedPayment[]
  before: readonly ReplacingPayment[]
}

const isPlaceholder = ({ placeholder }: MappedPayment) => placeholder

/** Was all of an order to be paid in the store, and is none of it now? */
export function wasReplaced(
  before: readonly MappedPayment[] = [],
  after: readonly MappedPayment[] = [],
): boolean {
  return before.length > 0 && before.every(isPlaceholder) && paysElsewhere(after)
}

/** Is none of it to be paid in the store? */
export function paysElsewhere(payments: readonly MappedPayment[] = []): boolean {
  return payments.length > 0 && !payments.some(isPlaceholder)
}

/** What was taken in is no more as it was: money that is in the books cannot be unsaid by a version. */
export function untaken(
  before: readonly ReplacingPayment[],
  after: readonly MappedPayment[] = [],
): ReplacingPayment | undefined {
  return before.find(
    ({ part, amount, taken }) =>
      taken && !after.some((one) => one.id === part && one.amount === amount && one.settled),
  )
}

/** Payments that took the place of one in the store, by company and order. */
export async function readReplacing(
  db: Reader,
  orders: readonly Pick<Order, 'companyId' | 'id'>[],
): Promise<Map<string, ReplacingPayment[]>> {
  const rows = await db.read(readReplacingPayments, {
    companyIds: orders.map(({ companyId }) => companyId),
    orderIds: orders.map(({ id }) => id),
  })
  return Map.groupBy(rows, (row) => `${row.company_id}/${row.order_id}`)
}

/**
 * Takes in what the shop has settled of orders, each payment once however often it is told of: at the same time by a key, and for ever
 * by what is kept of it.
 */
export async function receivePayments(
  paid: readonly PaidOrder[],
  { db, door }: WorkOffOptions,
  verdicts: Verdicts,
): Promise<void> {
  if (paid.length === 0) return
  const accounts = await readAccountsOf(
    db,
    paid.flatMap(({ order: { companyId, accountId } }) =>
      accountId === null ? [] : [{ companyId, id: accountId }],
    ),
  )
  const settled = paid.flatMap(({ work, order, payments, before }) =>
    payments
      .filter(
        ({ id, settled: isSettled, amount }) =>
          isSettled && amount > 0n && !before.some(({ part, taken }) => taken && part === id),
      )
      .map((payment) => ({ work, order, payment })),
  )
  const requests = settled.map(({ work, order, payment }) => ({
    companyId: work.companyId,
    actor: actorOf(work.channel.code),
    account: accounts.byId.get(`${order.companyId}/${order.accountId}`)?.number ?? '',
    orderId: order.id,
    invoiceIds: [],
    currency: order.currency,
    amount: payment.amount,
    method: payment.method,
    reference: payment.id,
    receivedOn: null,
    key: keyOf(work, `receivePayment ${order.id}`, payment.id),
  }))
  const outcomes = await door.requestAll(receivePayment, requests, BACKGROUND)
  for (const { work, order } of paid)
    verdicts.set(work.id, { outcome: 'accepted', problems: [], orderId: order.id })
  const taken = new Set<MappedPayment>()
  for (const [index, { work, order, payment }] of settled.entries()) {
    const verdict = outcomeOf(outcomes[index]!, () => ({ outcome: 'accepted' as const, problems: [] }))
    if (verdict.outcome === 'accepted') taken.add(payment)
    const first = verdicts.get(work.id) ?? failed('fault', 'it was not worked off')
    if (verdict.outcome !== 'accepted' && first.outcome === 'accepted')
      verdicts.set(work.id, {
        ...verdict,
        outcome: verdict.outcome === 'failed' ? 'kept' : verdict.outcome,
        orderId: order.id,
      })
  }
  const kept = paid.flatMap(({ order, payments }) => payments.map((payment) => ({ order, payment })))
  await db.read(keepReplacingPayments, {
    companyIds: kept.map(({ order }) => order.companyId),
    orderIds: kept.map(({ order }) => order.id),
    parts: kept.map(({ payment }) => payment.id),
    amounts: kept.map(({ payment }) => payment.amount),
    takens: kept.map(({ payment }) => taken.has(payment)),
  })
}
