import { moveCredit, type Account, type AccountPicture } from '../customers/index.ts'
import type { Books } from '../ledger/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Minor } from '../platform/money.ts'
import { applyCredit } from './bill.ts'
import type { BillingFacts, Cash, Item } from './facts.ts'
import { appliedTo, choose, settle, type Applied, type Credited } from './settle.ts'

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
}

/** How what was left is used: on which day, and which invoices come first. */
export interface Use {
  account: Account
  on: string
  invoiceIds: readonly bigint[]
}

/** Applies what is left of a receipt to what its account owes (D9 row 15, of a deposit row 11; D11). */
export function applyRest(
  facts: BillingFacts,
  books: Books,
  accounts: AccountPicture,
  context: Context,
  cash: Cash,
  { account, on, invoiceIds }: Use,
): LaterApplied {
  const { companyId, accountId, currency, left: amount } = cash
  const money = { companyId, accountId, causeId: null, currency, amount, on, invoiceIds }
  const chosen = choose(facts, money, { credits: true })
  const { applied, credits, rules, passedOver } = chosen
  const settled = settle(facts, books, context, cash, on, chosen.parts)
  moveCredit(accounts, account, { openReceivables: credits - applied, unapplied: credits - applied })
  return { ...settled, left: cash.left, rules, passedOver }
}

/** Applies what is open of a credit memo to what its account owes: nothing is posted but a difference of rates (row 17). */
export function applyMemo(
  facts: BillingFacts,
  books: Books,
  context: Context,
  memo: Item,
  { on, invoiceIds }: Use,
): LaterApplied {
  const { companyId, accountId, currency } = memo
  const money = { companyId, accountId, causeId: null, currency, amount: -memo.open, on, invoiceIds }
  const { parts, rules, passedOver } = choose(facts, money, { credits: false })
  const applications = parts.map(({ item, amount, rule }) => {
    applyCredit(facts, books, context, { memo, item, amount, on, rule })
    return appliedTo(item, amount)
  })
  return { applications, credited: [], left: -memo.open, rules, passedOver }
}
