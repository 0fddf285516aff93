export { issueInvoice, payOpen, type Applied, type Bill, type BillLine, type Issued } from './bill.ts'
export { issueCreditMemo, type Credit, type Credited } from './credit.ts'
export { applyMemo, applyRest, freeDeposits, type LaterApplied } from './apply.ts'
export { APPLYING, applyingQueues, claimApplying, putOff, stopApplying, type Applying } from './applying.ts'
export {
  billedOf,
  cashById,
  earmarkedFor,
  freeEarmarks,
  freeOf,
  issueDate,
  itemById,
  keepEarmark,
  leaveOutOthers,
  type BillingFacts,
  type Cash,
  type Item,
} from './facts.ts'
export { readBilling } from './read-billing.ts'
export { lockBilling, writeBilling } from './write-billing.ts'
export { receive, weighReceipt, type Receipt, type Received } from './receive.ts'
export { handOver, type HandedOver } from './recurring.ts'
export { billingReadRoutes } from './http-read.ts'
export {
  readBeside,
  readCredited,
  creditTotalAfter,
  readCreditTotals,
  readMemoLines,
  sumKept,
  type Kept,
  type CreditedLine,
  type CreditTotal,
  type MemoLine,
} from './credited.ts'
