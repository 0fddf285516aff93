import type { PostingRule } from './posting-rules.ts'

/** What an account is; decides its normal side and its place in the statements. */
export type AccountType = 'asset' | 'liability' | 'equity' | 'revenue' | 'expense'

/** The sub-ledger that an account must equal at all times (D9 invariants). */
export type AccountControl =
  | 'receivable'
  | 'inventory'
  | 'cash'
  | 'deposits'
  | 'unapplied'
  | 'tax'
  | 'receipts_accrual'

/** A ledger account. */
export interface AccountDefinition {
  code: string
  name: string
  type: AccountType
  control?: AccountControl
}

/** The chart of accounts of a new company. */
export const defaultAccounts: readonly AccountDefinition[] = [
  { code: '1000', name: 'Cash', type: 'asset', control: 'cash' },
  { code: '1200', name: 'Accounts receivable', type: 'asset', control: 'receivable' },
  { code: '1300', name: 'Inventory', type: 'asset', control: 'inventory' },
  { code: '1350', name: 'Inventory in transit', type: 'asset' },
  { code: '2000', name: 'Receipts accrual', type: 'liability', control: 'receipts_accrual' },
  { code: '2100', name: 'Customer deposits', type: 'liability', control: 'deposits' },
  { code: '2150', name: 'Unapplied receipts', type: 'liability', control: 'unapplied' },
  { code: '2200', name: 'Tax payable', type: 'liability', control: 'tax' },
  { code: '2300', name: 'Gift cards', type: 'liability' },
  { code: '3000', name: 'Opening equity', type: 'equity' },
  { code: '4000', name: 'Revenue', type: 'revenue' },
  { code: '4100', name: 'Freight revenue', type: 'revenue' },
  { code: '4200', name: 'Restocking revenue', type: 'revenue' },
  { code: '4900', name: 'Stock gain', type: 'revenue' },
  { code: '5000', name: 'Cost of goods sold', type: 'expense' },
  { code: '5100', name: 'Purchase price variance', type: 'expense' },
  { code: '5150', name: 'Inventory cost variance', type: 'expense' },
  { code: '5200', name: 'Stock loss', type: 'expense' },
  { code: '5250', name: 'Goods gone without a sale', type: 'expense' },
  { code: '5300', name: 'Exchange differences', type: 'expense' },
]

// Row of D9, event, kind, debit, credit.
const rows: readonly [row: string, event: string, kind: string, debit: string, credit: string][] = [
  ['2', 'shipment.confirmed', 'cost', '5000', '1300'],
  ['5', 'invoice.issued', 'revenue', '1200', '4000'],
  ['5', 'invoice.issued', 'tax', '1200', '2200'],
  ['5', 'invoice.issued', 'freight', '1200', '4100'],
  ['10', 'deposit.received', 'deposit', '1000', '2100'],
  ['11', 'deposit.applied', 'deposit', '2100', '1200'],
  // What no invoice of its order took is the account's own.
  ['freed', 'deposit.freed', 'deposit', '2100', '2150'],
  ['14', 'receipt.received', 'receipt', '1000', '2150'],
  ['15', 'receipt.applied', 'application', '2150', '1200'],
  // A gift card is money that is owed until it is used: nothing is earned yet.
  ['31', 'invoice.issued', 'gift_card', '1200', '2300'],
  ['31', 'credit_memo.issued', 'gift_card', '2300', '1200'],
  ['31', 'credit.granted', 'gift_card', '2300', '1200'],
  // What a foreign amount was worth when it was owed and is worth when it is paid; positive is a loss.
  ['17', 'receipt.applied', 'exchange', '5300', '1200'],
  ['17', 'deposit.applied', 'exchange', '5300', '1200'],
  ['17', 'credit_memo.applied', 'exchange', '5300', '1200'],
  ['23', 'credit_memo.issued', 'revenue', '4000', '1200'],
  ['23', 'credit_memo.issued', 'tax', '2200', '1200'],
  ['23', 'credit_memo.issued', 'freight', '4100', '1200'],
  // What is kept of it: positive would be given.
  ['39', 'credit_memo.issued', 'restocking', '4200', '1200'],
  ['24', 'credit.granted', 'revenue', '4000', '1200'],
  ['24', 'credit.granted', 'tax', '2200', '1200'],
  ['25', 'return.received', 'cost', '1300', '5000'],
  ['41', 'stock.received', 'cost', '1300', '2000'],
  ['41', 'stock.received', 'price_variance', '5100', '2000'],
  ['42', 'stock.opened', 'cost', '1300', '3000'],
  ['43', 'stock.adjusted', 'gain', '1300', '4900'],
  ['43', 'stock.adjusted', 'loss', '5200', '1300'],
  // Goods on their way from one place of ours to another: in the books at what they were worth where they left.
  ['29', 'transfer.shipped', 'cost', '1350', '1300'],
  ['29', 'transfer.received', 'cost', '1300', '1350'],
  ['29', 'transfer.lost', 'cost', '5200', '1350'],
  // What an outside system has more or less of than we held.
  ['43', 'stock.reconciled', 'gain', '1300', '4900'],
  ['43', 'stock.reconciled', 'loss', '5200', '1300'],
  // Goods that left although nobody wanted them any more, or beyond what was ordered: nothing is sold until a person says so.
  ['stray', 'stray.left', 'cost', '5250', '1300'],
  ['stray', 'stray.returned', 'cost', '1300', '5250'],
  ['stray', 'stray.billed', 'cost', '5000', '5250'],
  // Costing (D10): what goods that came late cost otherwise than was issued. Positive takes from inventory.
  ['cost', 'cost.adjusted', 'true_up', '5150', '1300'],
  // What goods that had left cost otherwise, because a receipt of a day before was entered after them.
  ['cost', 'cost.adjusted', 'back_dated', '5150', '1300'],
  // A new standard cost: what is on hand is worth less, or more.
  ['38', 'cost.adjusted', 'revaluation', '5150', '1300'],
]

/** The posting rules of a new company (D9 rows 2, 5, 10, 11, 14, 15, 17, 23, 24, 25, 29, 31, 38, 39, 41, 42, 43, stray goods and costing). */
export const defaultPostingRules: readonly PostingRule[] = rows.map(([row, event, kind, debit, credit]) => ({
  id: ['17', '29', '31', 'stray'].includes(row) ? `d9-${row}-${event}` : `d9-${row}-${kind}`,
  version: 1,
  event,
  kind,
  debit,
  credit,
}))
