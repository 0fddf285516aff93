import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Minor } from '../platform/money.ts'
import {
  changeEarmarks,
  changeOpenItems,
  changeUnapplied,
  insertApplication,
  insertOpenItem,
  insertUnapplied,
  lockOpenItems,
  lockUnapplied,
} from './billing.sql.ts'
import type { BillingFacts } from './facts.ts'

/** An amount of a receipt or credit memo that settles an amount of an invoice. */
export interface AppliedRow {
  companyId: bigint
  accountId: bigint
  id: bigint
  fromType: 'receipt' | 'credit_memo'
  fromId: bigint
  invoiceId: bigint
  appliedOn: string
  amount: Minor
  rule: string
}

export function writeApplication({ writes, batch }: Context, row: AppliedRow): void {
  writes.add(insertApplication, { ...row, batch })
}

/** Adds what the batch left of items and receipts to the write set: a row each, locked in order, once a batch. */
export function writeBilling(facts: BillingFacts, writes: WriteSet): void {
  for (const item of facts.changedItems) {
    const { companyId, accountId, invoiceId, open, openRead, functionalOpen, earmarked, earmarkedRead } = item
    if (openRead === undefined) {
      const { causeId, dueOn, currency, original, functionalOriginal } = item
      const fixed = {
        companyId,
        accountId,
        invoiceId,
        causeId,
        dueOn,
        currency,
        original,
        functionalOriginal,
      }
      writes.add(insertOpenItem, { ...fixed, open, functionalOpen })
    } else if (openRead !== open || earmarkedRead !== earmarked) {
      writes.add(lockOpenItems, { companyId, accountId, invoiceId })
      writes.add(changeOpenItems, {
        companyId,
        accountId,
        invoiceId,
        expected: openRead,
        expectedEarmarked: earmarkedRead,
        open,
        earmarked,
        functionalOpen,
      })
    }
  }
  for (const { memo, causeId, amount, amountRead: expected } of [...facts.earmarked.values()].flat())
    if (expected !== undefined && expected !== amount)
      writes.add(changeEarmarks, {
        companyId: memo.companyId,
        causeId,
        invoiceId: memo.invoiceId,
        expected,
        amount,
      })
  for (const cash of facts.changedCash) {
    const { companyId, accountId, receiptId, left, leftRead, functionalLeft: functionalAmount } = cash
    const key = { companyId, accountId, receiptId }
    const { causeId, kind, currency } = cash
    if (leftRead !== undefined) {
      writes.add(lockUnapplied, key)
      writes.add(changeUnapplied, { ...key, kind, expected: leftRead, amount: left, functionalAmount })
    } else if (left > 0n || kind === 'deposit') {
      writes.add(insertUnapplied, { ...key, causeId, kind, currency, amount: left, functionalAmount })
    }
  }
}

/** Locks what was read open before a second decision. */
export function lockBilling(facts: BillingFacts, locks: WriteSet): void {
  for (const { companyId, accountId, invoiceId, openRead } of facts.items.values())
    if (openRead !== undefined && openRead !== 0n)
      locks.add(lockOpenItems, { companyId, accountId, invoiceId })
  for (const { companyId, accountId, receiptId, leftRead } of facts.cash.values())
    if (leftRead !== undefined) locks.add(lockUnapplied, { companyId, accountId, receiptId })
}
