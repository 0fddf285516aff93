import { accountById, moveCredit, type Account, type AccountPicture } from '../customers/index.ts'
import type { Books } from '../ledger/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Minor } from '../platform/money.ts'
import { goOn } from './applying.ts'
import { applyCredit, type Applied } from './bill.ts'
import { depositsOf, freeOf, type BillingFacts, type Cash, type Item } from './facts.ts'
import { appliedTo, choose, settle, type Credited } from './settle.ts'

/** What money that was left paid later. */
export interface LaterApplied {
  applications: Applied[]
  /** What credit memos of the account settled beside it (money that clears the account). */
  credited: Credited[]
  /** What is still left, positive. */
  left: Minor
  rules: string[]
  /** Invoices that were named and got nothing: they are paid already, or no money was left for them. */
  passedOver: bigint[]
  /** What is left pays more of the account, and goes on doing so by itself. */
  goesOn: boolean
}

/**
 * What is left of an order's deposits when nothing more of it can be invoiced: the account's own, unapplied, to be applied
 * or given back. Answers how much that is. From now on it lessens the exposure, also what was deposited for a prepaid order.
 *
 * @param on the business date; a deposit that came in later is freed on its own
 */
export function freeDeposits(
  facts: BillingFacts,
  books: Books,
  accounts: AccountPicture,
  context: Context,
  order: { companyId: bigint; causeId: bigint; prepaid: boolean; on: string },
): Minor {
  const { companyId, causeId, prepaid, on } = order
  const event = 'deposit.freed'
  let freed = 0n
  for (const cash of depositsOf(facts, companyId, causeId)) {
    const entry = books.open(context, {
      companyId,
      event,
      postedOn: cash.receivedOn > on ? cash.receivedOn : on,
      sourceType: 'receipt',
      sourceId: cash.receiptId,
      causeId,
      currency: cash.currency,
      rateE10: cash.rateE10,
    })
    const amounts = { transaction: cash.left, functional: cash.functionalLeft }
    books.add(entry, event, 'deposit', { orderType: '', itemClass: '' }, amounts)
    cash.kind = 'unapplied'
    facts.changedCash.add(cash)
    if (prepaid)
      moveCredit(accounts, accountById(accounts, companyId, cash.accountId)!, { unapplied: cash.left })
    freed += cash.left
  }
  return freed
}

/** How what was left is used: on which day, and which invoices come first. */
export interface Use {
  account: Account
  on: string
  invoiceIds: readonly bigint[]
  /** It goes on by itself, with the rules that need no exact amount. */
  goesOn: boolean
}

/** Applies what is left of a receipt to what its account owes (D9 row 15; D11). */
export function applyRest(
  facts: BillingFacts,
  books: Books,
  accounts: AccountPicture,
  context: Context,
  cash: Cash,
  { account, on, invoiceIds, goesOn }: Use,
): LaterApplied {
  const { companyId, accountId, currency, left: amount } = cash
  const money = { companyId, accountId, causeId: null, currency, amount, on, invoiceIds }
  const chosen = choose(facts, money, { credits: true, goesOn })
  const { applied, credits, rules, passedOver } = chosen
  const settled = settle(facts, books, context, cash, on, chosen.parts)
  moveCredit(accounts, account, { openReceivables: credits - applied, unapplied: credits - applied })
  goOn(context, companyId, { kind: 'receipt', id: cash.receiptId }, chosen, { claimed: goesOn })
  return { ...settled, left: cash.left, rules, passedOver, goesOn: chosen.more }
}

/** Applies what is open of a credit memo to what its account owes: nothing is posted but a difference of rates (row 17). */
export function applyMemo(
  facts: BillingFacts,
  books: Books,
  context: Context,
  memo: Item,
  { on, invoiceIds, goesOn }: Use,
): LaterApplied {
  const { companyId, accountId, currency } = memo
  const money = { companyId, accountId, causeId: null, currency, amount: -freeOf(memo), on, invoiceIds }
  const chosen = choose(facts, money, { credits: false, goesOn })
  const { parts, rules, passedOver, more } = chosen
  const applications = parts.map(({ item, amount, rule }) => {
    applyCredit(facts, books, context, { memo, item, amount, on, rule })
    return appliedTo(item, amount)
  })
  goOn(context, companyId, { kind: 'credit_memo', id: memo.invoiceId }, chosen, { claimed: goesOn })
  return { applications, credited: [], left: -freeOf(memo), rules, passedOver, goesOn: more }
}
