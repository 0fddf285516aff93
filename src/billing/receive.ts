import { moveCredit, type Account, type AccountPicture } from '../customers/index.ts'
import type { Books, EntryHeader } from '../ledger/index.ts'
import { toFunctional } from '../organization/index.ts'
import { Fault, type Context } from '../platform/batch/index.ts'
import { cumulativeShare, type Minor } from '../platform/money.ts'
import { goOn } from './applying.ts'
import type { Applied } from './bill.ts'
import { insertReceipt } from './billing.sql.ts'
import { keepCash, type BillingFacts, type Cash } from './facts.ts'
import { PAID_AT_ONCE } from './read-billing.ts'
import { choose, settle, type Credited } from './settle.ts'

/** Money that came in. Minor units of its currency, which is the account's. */
export interface Receipt {
  companyId: bigint
  account: Account
  /** The order that it pays, opaque; null: whatever the account has open. */
  causeId: bigint | null
  /** Does that order still wait for invoices? What is left is its deposit then. */
  causeOpen: boolean
  /** Is that order prepaid, and so no credit? Then its deposit lessens the exposure of nothing else (D6). */
  causePrepaid: boolean
  currency: string
  digits: number
  /** Functional units per unit, times 10^10. */
  rateE10: bigint
  functionalDigits: number
  amount: Minor
  method: string
  reference: string | null
  receivedOn: string
  /** Invoices that the payer named: they are paid first, in this order. */
  invoiceIds?: readonly bigint[]
}

export interface Received {
  receiptId: bigint
  /** What the receipt paid. amount = Σ applications + unapplied. */
  applications: Applied[]
  /** What credit memos of the account settled beside it (a receipt that clears the account). */
  credited: Credited[]
  /** What is left, on account or as the order's deposit. */
  unapplied: Minor
  /** Why: the rules that applied, in order. */
  rules: string[]
  /** Invoices that were named and got nothing: they are paid already, or no money was left for them. */
  passedOver: bigint[]
  /** What is left pays more of the account, and goes on doing so by itself. */
  goesOn: boolean
}

/** Units of work of a receipt: the invoices that it may settle at once. */
export function weighReceipt({
  causeId,
  invoiceIds = [],
}: {
  causeId: bigint | null
  invoiceIds?: readonly bigint[]
}): number {
  return causeId === null ? Math.max(PAID_AT_ONCE, invoiceIds.length) : 2 + invoiceIds.length
}

/**
 * Takes in a receipt (D9 row 14) and applies it (row 15): to the invoices that the payer named, then by the rules of D11.
 * One that names an order pays that order alone; what is left is the order's deposit (row 10) while it is open. Otherwise
 * it stays unapplied. Money is a fact: a named invoice that is not open is passed over, not refused.
 *
 * @throws Fault `posting_rule_missing`, `currency_differs`
 */
export function receive(
  facts: BillingFacts,
  books: Books,
  accounts: AccountPicture,
  context: Context,
  receipt: Receipt,
): Received {
  const { account, amount, currency } = receipt
  if (currency !== account.currency)
    throw new Fault(
      `account ${account.number} is in ${account.currency}, not ${currency}`,
      'currency_differs',
    )
  const cash = openCash(receipt, context.ids.next())
  const { companyId, causeId, receivedOn: on, invoiceIds } = receipt
  const accountId = account.id
  const money = { companyId, accountId, causeId, currency, amount, on, invoiceIds }
  const chosen = choose(facts, money, { credits: true, goesOn: false })
  const { applied, credits } = chosen
  const rest = amount - applied + credits
  const deposit = receipt.causeOpen ? rest : 0n
  writeReceipt(books, context, receipt, cash, deposit)

  const settled = settle(facts, books, context, cash, on, chosen.parts)
  if (deposit > 0n) cash.kind = 'deposit'
  keepCash(facts, cash)
  const unapplied = deposit > 0n && receipt.causePrepaid ? 0n : rest
  moveCredit(accounts, account, { openReceivables: credits - applied, unapplied })
  const { rules, passedOver, more: goesOn } = chosen
  const { receiptId } = cash
  if (goesOn) goOn(context, companyId, { kind: 'receipt', id: receiptId }, chosen, { claimed: false })
  return { receiptId, ...settled, unapplied: rest, rules, passedOver, goesOn }
}

function openCash(receipt: Receipt, receiptId: bigint): Cash {
  const { companyId, account, causeId, currency, rateE10, receivedOn, amount } = receipt
  const functional = toFunctional(amount, rateE10, receipt.digits, receipt.functionalDigits)
  return {
    companyId,
    accountId: account.id,
    receiptId,
    causeId,
    kind: 'unapplied',
    currency,
    rateE10,
    receivedOn,
    received: amount,
    left: amount,
    functionalReceived: functional,
    functionalLeft: functional,
    leftRead: undefined,
  }
}

/** The receipt and what it did before it was applied: D9 row 14, and row 10 for what is a deposit. */
function writeReceipt(books: Books, context: Context, receipt: Receipt, cash: Cash, deposit: Minor): void {
  const { companyId, receiptId, accountId, causeId, receivedOn, currency, rateE10 } = cash
  const { amount, method, reference } = receipt
  const { batch } = context
  const row = {
    companyId,
    id: receiptId,
    batch,
    accountId,
    causeId,
    receivedOn,
    currency,
    rateE10,
    amount,
    method,
  }
  context.writes.add(insertReceipt, { ...row, functionalAmount: cash.functionalReceived, reference })
  const used = amount - deposit
  // What the applications will take together, so that the account of unapplied receipts is emptied to the unit (D1-6).
  const functionalUsed = cumulativeShare(cash.functionalReceived, used, amount, 0n)
  const question = { orderType: '', itemClass: '' }
  const post = (event: string, kind: string, transaction: Minor, functional: Minor) => {
    if (transaction === 0n) return
    const header: EntryHeader = {
      companyId,
      event,
      postedOn: receivedOn,
      sourceType: 'receipt',
      sourceId: receiptId,
      causeId,
      currency,
      rateE10,
    }
    books.add(books.open(context, header), event, kind, question, { transaction, functional })
  }
  post('receipt.received', 'receipt', used, functionalUsed)
  post('deposit.received', 'deposit', deposit, cash.functionalReceived - functionalUsed)
}
