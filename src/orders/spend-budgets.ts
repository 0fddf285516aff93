import type { Context } from '../platform/batch/index.ts'
import type { Minor } from '../platform/money.ts'
import { giveBack, giveBackRelease, release, spendBudget, type Offer } from '../pricing/index.ts'
import type { Order } from './order.ts'
import type { OrderAmounts } from './order-amounts.ts'

/** Spends what an order that was promised just now has of promotions with a budget, and keeps with it which they are. */
export function spendBudgets(order: Order, { lines }: OrderAmounts, offer: Offer, context: Context): void {
  if (offer.budgets.size === 0) return
  const taken = new Map<bigint, { lineNos: number[]; amounts: Minor[] }>()
  lines.forEach(({ budgets }, index) => {
    for (const [id, amount] of budgets ?? []) {
      let own = taken.get(id)
      if (!own) taken.set(id, (own = { lineNos: [], amounts: [] }))
      own.lineNos.push(order.lines[index]!.lineNo)
      own.amounts.push(amount)
    }
  })
  if (taken.size === 0) return
  for (const [id, own] of taken) {
    const budget = offer.budgets.get(id)!
    const use = { causeId: order.id, ...own }
    spendBudget(budget, use, context)
    if (isShort(order)) giveBack({ ...budget, ...use, given: { amount: 0n, uses: 0n } }, order.parts, context)
  }
  order.decisions.promotionBudgets = [...taken.keys()].map((id) => offer.names.get(String(id)) ?? String(id))
}

/** Releases what an order that is agreed takes of agreements with its customer, and keeps with it which they are. */
export function releaseAgreements(order: Order, { lines }: OrderAmounts, context: Context): void {
  const codes = new Set<string>()
  const { companyId, id: causeId } = order
  lines.forEach(({ agreement, net: amount }, index) => {
    if (!agreement) return
    const { lineNo: orderLine, quantity } = order.lines[index]!
    release({ index, of: agreement, quantity, amount }, { causeId, orderLine }, context)
    if (isShort(order)) {
      const { agreementId, lineNo } = agreement
      const released = { companyId, causeId, orderLine, agreementId, lineNo, quantity, amount }
      giveBackRelease({ ...released, given: { quantity: 0n, amount: 0n } }, order.parts, context)
    }
    codes.add(agreement.code)
  })
  if (codes.size > 0) order.decisions.agreements = [...codes]
}

/** Something of it was cancelled as it was promised: it has no promotion and releases nothing. */
function isShort({ parts }: Order): boolean {
  return parts.some(({ cancelled }) => cancelled > 0n)
}
