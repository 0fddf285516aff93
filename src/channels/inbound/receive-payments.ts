import { readAccountsOf } from '../../customers/index.ts'
import { receivePayment } from '../../orchestration/index.ts'
import type { Order } from '../../orders/index.ts'
import type { MappedPayment } from './port.ts'
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

/** An order whose placeholder for what is paid in the store gave way to payments (C-30). */
export interface PaidOrder {
  work: Work
  order: Order
  payments: readonly MappedPayment[]
}

/** Was all of an order to be paid in the store, and is none of it now? */
export function wasReplaced(
  before: readonly MappedPayment[] = [],
  after: readonly MappedPayment[] = [],
): boolean {
  const isPlaceholder = ({ placeholder }: MappedPayment) => placeholder
  return before.length > 0 && after.length > 0 && before.every(isPlaceholder) && !after.some(isPlaceholder)
}

/** Takes in what the shop has settled of orders, each payment once however often it is told of. */
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
  const settled = paid.flatMap(({ work, order, payments }) =>
    payments
      .filter((payment) => payment.settled && payment.amount > 0n)
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
  for (const [index, { work, order }] of settled.entries()) {
    const verdict = outcomeOf(outcomes[index]!, () => ({ outcome: 'accepted' as const, problems: [] }))
    const first = verdicts.get(work.id) ?? failed('fault', 'it was not worked off')
    if (verdict.outcome !== 'accepted' && first.outcome === 'accepted')
      verdicts.set(work.id, {
        ...verdict,
        outcome: verdict.outcome === 'failed' ? 'kept' : verdict.outcome,
        orderId: order.id,
      })
  }
}
