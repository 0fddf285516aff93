import type { Books } from '../ledger/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Minor } from '../platform/money.ts'
import { applyCash, applyCredit, type Applied } from './bill.ts'
import { applyReceipt, defaultCashRules } from './cash.ts'
import { freeOf, itemById, type BillingFacts, type Cash, type Item } from './facts.ts'
import { PAID_AT_ONCE } from './read-billing.ts'

/** Money that looks for what it may pay. Minor units of its currency. */
export interface Money {
  companyId: bigint
  accountId: bigint
  /** The order that it pays, opaque; null: whatever the account has open. */
  causeId: bigint | null
  currency: string
  amount: Minor
  on: string
  /** Invoices that are paid first, in this order. */
  invoiceIds: readonly bigint[] | undefined
}

/** The same, by a credit memo. */
export type Credited = Applied & { creditMemoId: bigint }

export interface Part {
  item: Item
  /** Negative for a credit that is used up. */
  amount: Minor
  rule: string
}

export interface Chosen {
  parts: Part[]
  /** Why: the rules that applied, in order. */
  rules: string[]
  /** What of invoices is paid, and what credits pay of it; positive. */
  applied: Minor
  credits: Minor
  /** Invoices that were named and get nothing: they are paid already, or no money is left for them. */
  passedOver: bigint[]
  /** There is money left, and more that it pays than is settled at once. */
  more: boolean
}

/**
 * What money pays: what was named, then what the rules find (D11). Nothing is changed.
 *
 * @param options.credits do other credits of the account count, where a rule looks at them?
 * @param options.goesOn the money was there before and goes on: what is left of it is no amount that somebody paid, so it is matched
 *   with no invoice
 */
export function choose(
  facts: BillingFacts,
  money: Money,
  options: { credits: boolean; goesOn: boolean },
): Chosen {
  const { companyId, accountId, causeId, currency, on, invoiceIds } = money
  const own = (item: Item | undefined): item is Item =>
    item !== undefined && freeOf(item) !== 0n && item.accountId === accountId && item.currency === currency
  const parts: Part[] = []
  const passedOver: bigint[] = []
  let left = money.amount
  for (const id of new Set(invoiceIds)) {
    const item = itemById(facts, companyId, id)
    if (!own(item) || item.open < 0n || left === 0n) {
      passedOver.push(id)
      continue
    }
    const amount = item.open < left ? item.open : left
    parts.push({ item, amount, rule: 'named' })
    left -= amount
  }
  const rules = parts.length > 0 ? ['named'] : []
  const named = new Set(parts.map((part) => part.item))
  const scope = (
    (causeId === null
      ? facts.itemsByAccount.get(`${companyId}/${accountId}`)
      : facts.itemsByCause.get(`${companyId}/${causeId}`)) ?? []
  ).filter((item) => own(item) && !named.has(item) && (options.credits || item.open > 0n))
  const beyond = causeId === null ? facts.beyond.get(`${companyId}/${accountId}`) : undefined
  if (left > 0n && scope.length > 0) {
    const { rules: all } = defaultCashRules
    const result = applyReceipt(
      left,
      on,
      scope.map((item) => ({ id: item.invoiceId, open: freeOf(item), dueOn: item.dueOn })),
      {
        ...defaultCashRules,
        rules: options.goesOn ? all.filter((rule) => rule !== 'match_invoice') : all,
        // The invoices of one order are few.
        ...(causeId === null && { most: Math.max(0, PAID_AT_ONCE - parts.length) }),
        beyond: (beyond?.invoices ?? 0n) + (options.credits ? (beyond?.credits ?? 0n) : 0n),
      },
    )
    for (const { item, amount } of result.applications)
      parts.push({ item: itemById(facts, companyId, item)!, amount, rule: result.rule! })
    if (result.rule) rules.push(result.rule)
  }
  let applied = 0n
  let credits = 0n
  for (const { item, amount } of parts)
    if (item.open > 0n) applied += amount
    else credits -= amount
  const paid = new Map(parts.map(({ item, amount }) => [item, amount]))
  const unpaid =
    (beyond !== undefined && beyond.count > 0n) ||
    scope.some((item) => item.open > (paid.get(item) ?? 0n) && item.open > 0n)
  const more = causeId === null && money.amount + credits > applied && unpaid
  return { parts, rules, applied, credits, passedOver, more }
}

/** Settles what was chosen: credits first, each on the invoices in turn, the receipt the rest. */
export function settle(
  facts: BillingFacts,
  books: Books,
  context: Context,
  cash: Cash,
  on: string,
  parts: readonly Part[],
): { applications: Applied[]; credited: Credited[] } {
  const applications: Applied[] = []
  const credited: Credited[] = []
  const credits = parts
    .filter((part) => part.amount < 0n)
    .map((part) => ({ memo: part.item, left: -part.amount }))
  for (const { item, amount, rule } of parts) {
    if (amount < 0n) continue
    let due = amount
    for (const credit of credits) {
      if (due === 0n) break
      if (credit.left === 0n) continue
      const share = credit.left < due ? credit.left : due
      credit.left -= share
      due -= share
      applyCredit(facts, books, context, { memo: credit.memo, item, amount: share, on, rule })
      credited.push({ ...appliedTo(item, share), creditMemoId: credit.memo.invoiceId })
    }
    if (due === 0n) continue
    applyCash(facts, books, context, { cash, item, amount: due, on, rule })
    applications.push(appliedTo(item, due))
  }
  return { applications, credited }
}

export function appliedTo(item: Item, amount: Minor): Applied {
  return { invoiceId: item.invoiceId, causeId: item.causeId, amount, settled: item.open === 0n }
}
