import {
  earmarkedFor,
  freeOf,
  itemById,
  keepEarmark,
  payOpen,
  readBilling,
  type Item,
} from '../../billing/index.ts'
import { isOver, type Order } from '../../orders/index.ts'
import { businessDate } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatAmount, type Minor } from '../../platform/money.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId, orderNumber } from '../../platform/public-id.ts'
import { invoicesPaid } from './paid.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type Progress,
} from '../plan/progress.ts'
import { prepaymentComplete, prepaymentCovers, stillToPay } from '../plan/settlement.ts'

/** The credit memo of goods that are exchanged, and the order that replaces them. */
export interface EarmarkRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  creditMemoId: bigint
  /** The order that replaces what came back. */
  orderId: bigint
}

/**
 * What a credit memo has open pays the order that replaces what came back (A12-7): its open invoices at once, the earliest due first,
 * and those that are issued later as they are issued. So the difference alone is asked for, or stays as a credit, once. What the order
 * still needs is set aside, for nobody else to use. A prepaid order whose money is complete with it goes on.
 *
 * Refused as `exchange_refused`: `not_a_credit`, `other_account`, `mixed_currency`, `not_agreed`.
 */
export const earmarkCredit = keyed<EarmarkRequest, Progress>({
  name: 'orchestration.earmark_credit',
  weigh: () => 4,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const invoices = requests.map(({ companyId, creditMemoId: invoiceId }) => ({ companyId, invoiceId }))
    const memos = await readBilling(db, { causes: [], accounts: [], invoices })
    // The order that was returned comes too: what its account owes and is owed is one picture.
    const keys = [
      ...requests.map(({ companyId, orderId }) => ({ companyId, orderId })),
      ...[...memos.items.values()].flatMap(({ companyId, causeId }) =>
        causeId === null ? [] : [{ companyId, orderId: causeId }],
      ),
    ]
    const companyIds = requests.map((request) => request.companyId)
    return readProgress(db, keys, { billing: [], parts: 'sum', invoices, companyIds })
  },
  lock: lockProgress,
  decide(request, progress, context): Answered | Refusal {
    const { companyId, creditMemoId, orderId, actor } = request
    const company = progress.companies.get(companyId)
    if (!company) return refuse('unknown_company', 'there is no such company')
    const { billing, books } = progress
    const order = orderOf(progress, { companyId, orderId })
    const memo = itemById(billing, companyId, creditMemoId)
    if (!order || !memo) return refuse('not_found', 'there is no such order or credit memo')
    const wrong = (code: string, message: string) =>
      refuse('exchange_refused', [{ path: '/return/replacementOrder', code, message }])
    if (memo.original > 0n) return wrong('not_a_credit', 'an invoice pays nothing')
    const agreed = order.state !== 'draft' && order.state !== 'failed'
    // Of one that waits as a draft the invoices will ask; but nobody would look again whether its money is complete.
    if (!agreed && order.prepaid)
      return wrong('not_agreed', `order ${orderNumber(order.id)} is not agreed yet: nothing of it is due`)
    if (agreed && order.accountId !== memo.accountId)
      return wrong(
        'other_account',
        `order ${orderNumber(order.id)} is of another account than the goods that came back`,
      )
    if (agreed && order.currency !== memo.currency)
      return wrong('mixed_currency', `what came back is credited in ${memo.currency}`)

    const acting = { act: 'exchange', actor }
    const paid = payOpen(billing, books, context, memo, order.id, businessDate(company, context.now))
    const waits = memo.open < 0n && !isOver(order.state)
    const known = earmarkedFor(billing, companyId, order.id).some((one) => one.memo === memo)
    if (waits && !known) keepEarmark(billing, memo, order.id, setAside(progress, order, memo), context)
    // Moves the revision: an invoice that is issued at this moment sees the credit, or is decided again.
    touch(progress, order, acting, {
      changes: [['exchange', creditMemoId.toString(), null, (-memo.original).toString()]],
    })
    invoicesPaid(progress, companyId, paid, acting, context, 'credit_memo.applied')
    if (waits && order.prepaid && prepaymentCovers(progress, order))
      prepaymentComplete(progress, order, acting)
    const money = (minor: bigint) => ({ amount: formatAmount(minor, memo.currency), currency: memo.currency })
    return {
      ok: true,
      answer: {
        creditMemoId: encodeId('inv', creditMemoId),
        orderId: encodeId('ord', order.id),
        applied: money(paid.reduce((sum, { amount }) => sum + amount, 0n)),
        left: money(-memo.open),
      },
    }
  },
  conclude: concludeProgress,
} satisfies Act<EarmarkRequest, Progress, Answered | Refusal>)

/** What of a credit memo is set aside for an order: what the order still needs, of what is set aside for no other. */
function setAside(progress: Progress, order: Order, memo: Item): Minor {
  const free = -freeOf(memo)
  const needed = stillToPay(progress, order)
  return needed < free ? needed : free
}
