import { moveCredit, type AccountPicture } from '../customers/index.ts'
import type { Books } from '../ledger/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Minor } from '../platform/money.ts'
import { applyCredit, byDue, writeDocument, type Bill } from './bill.ts'
import type { BillingFacts } from './facts.ts'

/** What is to be credited: as a bill, with positive amounts. */
export interface Credit extends Bill {
  /** Does it take back what was invoiced (D9 row 23), or is it granted for nothing (row 24)? */
  referenced: boolean
}

export interface Credited {
  creditMemoId: bigint
  issuedOn: string
  total: Minor
  /** What it settled at once. */
  applications: { invoiceId: bigint; causeId: bigint | null; amount: Minor; settled: boolean }[]
  /** What stays on account, positive. */
  left: Minor
}

/**
 * Issues a credit memo: document, number, negative open item, entry by line (D9 row 23, unreferenced row 24) and exposure;
 * then it settles what is open of its order's invoices, the earliest due first. The rest stays on account.
 *
 * @throws Fault `posting_rule_missing`, `currency_differs`, `invoice_negative`
 */
export function issueCreditMemo(
  facts: BillingFacts,
  books: Books,
  accounts: AccountPicture,
  context: Context,
  credit: Credit,
): Credited {
  const { item: memo, issuedOn } = writeDocument(facts, books, context, credit, {
    kind: 'credit_memo',
    event: credit.referenced ? 'credit_memo.issued' : 'credit.granted',
    sign: -1n,
  })
  const { companyId, causeId, account } = credit
  const open = byDue(causeId === null ? [] : (facts.itemsByCause.get(`${companyId}/${causeId}`) ?? []), memo)
  const applications: Credited['applications'] = []
  for (const item of open) {
    if (memo.open === 0n) break
    const amount = -memo.open < item.open ? -memo.open : item.open
    applyCredit(facts, books, context, { memo, item, amount, on: issuedOn, rule: 'same_order' })
    applications.push({ invoiceId: item.invoiceId, causeId: item.causeId, amount, settled: item.open === 0n })
  }
  moveCredit(accounts, account, { openOrders: -credit.releasedExposure, openReceivables: memo.original })
  return { creditMemoId: memo.invoiceId, issuedOn, total: -memo.original, applications, left: -memo.open }
}
