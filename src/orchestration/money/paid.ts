import { itemById, type Applied } from '../../billing/index.ts'
import type { Account } from '../../customers/index.ts'
import type { Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import { formatAmount, type Minor } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { orderOf, touch, type Progress } from '../plan/progress.ts'
import { invoiceSettled, prepaymentComplete, prepaymentCovers, type Acting } from '../plan/settlement.ts'

/** What the acts that pay invoices share: receiving money, and applying later what was left of it. */

/** What is wrong with invoices that were named: money is never refused for one that is paid already. */
export function wrongInvoices(
  progress: Progress,
  account: Account,
  invoiceIds: readonly bigint[],
): Problem[] {
  return invoiceIds.flatMap((id, index): Problem[] => {
    const path = `/invoiceIds/${index}`
    const item = itemById(progress.billing, account.companyId, id)
    if (!item) return [{ path, code: 'unknown_invoice', message: 'there is no such invoice' }]
    if (item.accountId !== account.id)
      return [{ path, code: 'other_account', message: `it is not of account ${account.number}` }]
    if (item.original < 0n) return [{ path, code: 'not_an_invoice', message: 'it is a credit memo' }]
    return []
  })
}

/** Tells the orders whose invoices were paid: one that is settled is one thing less to wait for. */
export function invoicesPaid(
  progress: Progress,
  companyId: bigint,
  paid: readonly Applied[],
  acting: Acting,
  context: Context,
  event: 'receipt.applied' | 'credit_memo.applied',
): void {
  for (const { causeId, invoiceId, amount, settled } of paid) {
    const order = causeId === null ? undefined : orderOf(progress, { companyId, orderId: causeId })
    if (!order) continue
    const change: Json = ['paid', invoiceId.toString(), null, amount.toString()]
    touch(progress, order, acting, {
      changes: [change],
      events: settled ? [event, 'invoice.settled'] : [event],
    })
    if (settled) invoiceSettled(progress, order, acting, context)
  }
}

/**
 * What an order was paid beyond its invoices waits as its deposit. It is a change of the order: an invoice that is issued
 * at this moment must see it, or be decided again.
 */
export function depositReceived(progress: Progress, order: Order, amount: Minor, acting: Acting): void {
  touch(progress, order, acting, {
    changes: [['deposit', null, null, amount.toString()]],
    events: ['deposit.received'],
  })
  if (order.prepaid && prepaymentCovers(progress, order)) prepaymentComplete(progress, order, acting)
}

/** The answer's part about what was paid, and what was named and got nothing. */
export function whatWasPaid(
  done: { applications: readonly Applied[]; rules: string[]; passedOver: readonly bigint[]; goesOn: boolean },
  currency: string,
): { applications: Json; rules: Json; passedOver: Json; goesOn: boolean } {
  return {
    applications: done.applications.map((applied) => ({
      invoiceId: encodeId('inv', applied.invoiceId),
      orderId: applied.causeId === null ? null : encodeId('ord', applied.causeId),
      amount: { amount: formatAmount(applied.amount, currency), currency },
      settled: applied.settled,
    })),
    rules: done.rules,
    passedOver: done.passedOver.map((id) => encodeId('inv', id)),
    goesOn: done.goesOn,
  }
}
