import { moveCredit, type Account, type AccountPicture } from '../customers/index.ts'
import type { Books, EntryHeader } from '../ledger/index.ts'
import { toFunctional } from '../organization/index.ts'
import { Fault, type Context } from '../platform/batch/index.ts'
import { cumulativeShare, type Minor } from '../platform/money.ts'
import { applyCash, applyCredit } from './bill.ts'
import { insertReceipt } from './billing.sql.ts'
import { applyReceipt, type CashResult } from './cash.ts'
import { itemById, keepCash, OPEN_PER_ACCOUNT, type BillingFacts, type Cash, type Item } from './facts.ts'

/** Money that came in. Minor units of its currency, which is the account's. */
export interface Receipt {
  companyId: bigint
  account: Account
  /** The order that it pays, opaque; null: whatever the account has open. */
  causeId: bigint | null
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

/** An amount that settled something of an invoice. */
export interface Applied {
  invoiceId: bigint
  causeId: bigint | null
  amount: Minor
  settled: boolean
}

export interface Received {
  receiptId: bigint
  /** What the receipt paid. amount = Σ applications + unapplied. */
  applications: Applied[]
  /** What credit memos of the account settled beside it (a receipt that clears the account). */
  credited: (Applied & { creditMemoId: bigint })[]
  /** What is left, on account or as the order's deposit. */
  unapplied: Minor
  /** Why: the rules that applied, in order. */
  rules: string[]
}

/** Units of work of a receipt: one that names no order may pay everything that its account has open. */
export function weighReceipt(receipt: { causeId: bigint | null; invoiceIds?: readonly bigint[] }): number {
  return receipt.causeId === null ? Math.ceil(OPEN_PER_ACCOUNT / 10) : 2 + (receipt.invoiceIds?.length ?? 0)
}

/**
 * Takes in a receipt (D9 row 14) and applies it (row 15): to the invoices that the payer named, then by the rules of D11.
 * One that names an order pays that order alone; what is left is the order's deposit (row 10). Otherwise it stays
 * unapplied. Money is a fact: a named invoice that is not open is passed over, not refused.
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
  const chosen = choose(facts, receipt)
  const applied = chosen.parts.reduce((sum, part) => sum + (part.item.open > 0n ? part.amount : 0n), 0n)
  const credits = chosen.parts.reduce((sum, part) => sum - (part.item.open < 0n ? part.amount : 0n), 0n)
  const rest = amount - applied + credits
  const deposit = receipt.causeId === null ? 0n : rest
  writeReceipt(books, context, receipt, cash, deposit)

  const received: Received = {
    receiptId: cash.receiptId,
    applications: [],
    credited: [],
    unapplied: rest,
    rules: chosen.rules,
  }
  settle(facts, books, context, receipt, cash, chosen.parts, received)
  if (deposit > 0n) cash.kind = 'deposit'
  keepCash(facts, cash)
  moveCredit(accounts, account, { openReceivables: credits - applied, unapplied: rest })
  return received
}

interface Part {
  item: Item
  /** Negative for a credit that is used up. */
  amount: Minor
  rule: string
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

/** What the receipt pays: what its payer named, then what the rules find. Nothing is changed. */
function choose(facts: BillingFacts, receipt: Receipt): { parts: Part[]; rules: string[] } {
  const { companyId, account, causeId, currency } = receipt
  const own = (item: Item | undefined): item is Item =>
    item !== undefined && item.open !== 0n && item.accountId === account.id && item.currency === currency
  const parts: Part[] = []
  let left = receipt.amount
  for (const id of new Set(receipt.invoiceIds)) {
    const item = itemById(facts, companyId, id)
    if (!own(item) || item.open < 0n || left === 0n) continue
    const amount = item.open < left ? item.open : left
    parts.push({ item, amount, rule: 'named' })
    left -= amount
  }
  const named = new Set(parts.map((part) => part.item))
  const scope = (
    causeId === null
      ? facts.itemsByAccount.get(`${companyId}/${account.id}`)
      : facts.itemsByCause.get(`${companyId}/${causeId}`)
  )?.filter((item) => own(item) && !named.has(item))
  const rules = parts.length > 0 ? ['named'] : []
  if (left === 0n || scope === undefined || scope.length === 0) return { parts, rules }
  const result: CashResult = applyReceipt(
    left,
    receipt.receivedOn,
    scope.map((item) => ({ id: item.invoiceId, open: item.open, dueOn: item.dueOn })),
  )
  for (const { item, amount } of result.applications)
    parts.push({ item: itemById(facts, companyId, item)!, amount, rule: result.rule! })
  if (result.rule) rules.push(result.rule)
  return { parts, rules }
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
    books.add(context, books.open(context, header), event, kind, question, { transaction, functional })
  }
  post('receipt.received', 'receipt', used, functionalUsed)
  post('deposit.received', 'deposit', deposit, cash.functionalReceived - functionalUsed)
}

/** Settles what was chosen: credits first, each on the invoices in turn, the receipt the rest. */
function settle(
  facts: BillingFacts,
  books: Books,
  context: Context,
  receipt: Receipt,
  cash: Cash,
  parts: readonly Part[],
  received: Received,
): void {
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
      applyCredit(facts, books, context, {
        memo: credit.memo,
        item,
        amount: share,
        on: receipt.receivedOn,
        rule,
      })
      received.credited.push({ ...appliedTo(item, share), creditMemoId: credit.memo.invoiceId })
    }
    if (due === 0n) continue
    applyCash(facts, books, context, { cash, item, amount: due, on: receipt.receivedOn, rule })
    received.applications.push(appliedTo(item, due))
  }
}

function appliedTo(item: Item, amount: Minor): Applied {
  return { invoiceId: item.invoiceId, causeId: item.causeId, amount, settled: item.open === 0n }
}
