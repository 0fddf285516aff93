import { formatAmount, parseAmount, type Minor } from '../platform/money.ts'
import { reason, type Found, type Seen } from './why-shapes.ts'

/** Its money comes before everything else, and has not come. */
export function awaitsMoney({ prepaid, plan }: Seen): boolean {
  return (
    prepaid &&
    plan.tasks.some(({ kind, state }) => kind === 'collect' && state !== 'completed' && state !== 'skipped')
  )
}

export function prepaymentReasons(order: Seen): Found[] {
  if (!awaitsMoney(order)) return []
  const { total, cancelledTotal, deposits, placedAt } = order
  const due = minorOf(total) - minorOf(cancelledTotal)
  if (due <= 0n) return []
  const came = deposits.reduce((sum, { unapplied }) => sum + minorOf(unapplied), 0n)
  const so = came > 0n ? `, of which ${formatAmount(came, total.currency)} came` : ''
  return [
    reason(
      'prepayment',
      `its money comes first: ${formatAmount(due, total.currency)} ${total.currency}${so}`,
      {
        since: placedAt,
        release: 'its money comes',
        calls: ['POST /receipts'],
      },
    ),
  ]
}

/** Everything was done but for its money. */
export function paymentReasons({ invoices }: Seen): Found[] {
  return invoices.flatMap(({ kind, number, id, open, dueOn, issuedOn }) => {
    if (kind !== 'invoice' || open === null || minorOf(open) <= 0n) return []
    const text = `${open.amount} ${open.currency} of invoice ${number ?? id} of ${issuedOn} are due on ${dueOn}`
    const calls = ['POST /receipts', `POST /invoices/${id}/apply`]
    return [
      reason('payment', text, { since: issuedOn, release: 'a receipt, or a credit memo, pays it', calls }),
    ]
  })
}

function minorOf({ amount, currency }: { amount: string; currency: string }): Minor {
  return parseAmount(amount, currency)!
}
