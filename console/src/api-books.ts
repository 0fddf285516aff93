import type { Sold } from './api-orders.ts'
import type { AccountRef, List } from './api.ts'
import type { Application } from './api-orders.ts'
import type { Money } from './parts/money.tsx'

/** What the API answers about the books, what is owed, and the health of the house. */

export interface LedgerAccount {
  code: string
  name: string
  type: string
  control: string | null
}

export interface TrialBalance {
  pos: string
  at: string | null
  period: string | null
  currency: string
  rows: (LedgerAccount & { opening: Money; debit: Money; credit: Money; balance: Money })[]
  totals: { debit: Money; credit: Money; balanced: boolean }
}

export interface AccountPosting {
  entryId: string
  ordinal: number
  event: string
  postedOn: string
  side: string
  amount: Money
  functionalAmount: Money
  against: { code: string; name: string }
  kind: string
  orderId: string | null
  orderNumber: string | null
  fulfillmentLineId: string | null
  ruleId: string | null
  sourceType: string
  sourceId: string | null
}

export interface AccountPostings extends List<AccountPosting> {
  account: LedgerAccount
}

export interface JournalEntry {
  id: string
  pos: string | null
  at: string | null
  event: string
  postedOn: string
  sourceType: string
  sourceId: string | null
  orderId: string | null
  orderNumber: string | null
  currency: string
  total: Money
  postings: {
    ordinal: number
    debit: { code: string; name: string }
    credit: { code: string; name: string }
    amount: Money
    functionalAmount: Money
    kind: string
    fulfillmentLineId: string | null
    ruleId: string | null
  }[]
}

export interface Receivable {
  account: AccountRef
  invoiceId: string
  kind: string
  number: string | null
  orderId: string | null
  orderNumber: string | null
  issuedOn: string
  dueOn: string
  daysPastDue: number
  bucket: string
  original: Money
  open: Money
}

/** The buckets of the aging, in order, and their names. */
export const BUCKETS = [
  ['current', 'Not due'],
  ['days1to30', '1–30 days'],
  ['days31to60', '31–60 days'],
  ['days61to90', '61–90 days'],
  ['over90', 'Over 90 days'],
] as const

export interface ReceivableList extends List<Receivable> {
  asOf: string
  /** False: the sums are of the documents that are due first alone. */
  agingComplete: boolean
  aging: ({ currency: string; total: Money } & Record<(typeof BUCKETS)[number][0], Money>)[]
}

export interface InvoiceSummary {
  id: string
  kind: string
  number: string | null
  account: AccountRef
  orderId: string | null
  orderNumber: string | null
  issuedOn: string
  dueOn: string
  total: Money
  open: Money | null
}

export interface InvoiceView extends InvoiceSummary {
  stray: { id: string; orderId: string; orderNumber: string } | null
  currency: string
  net: Money
  tax: Money
  freight: Money
  lines: {
    ordinal: number
    fulfillmentLineId: string | null
    itemId: string | null
    sku: string
    charge: string | null
    quantity: string
    unitPrice: Money
    sold: Sold | null
    net: Money
    tax: Money
    freight: Money
    taxPercent: string
  }[]
  taxes: { percent: string; base: Money; tax: Money }[]
  applications: Application[]
}

export interface Receipt {
  id: string
  account: AccountRef
  orderId: string | null
  orderNumber: string | null
  receivedOn: string
  amount: Money
  applied: Money
  unapplied: Money
  goesOn: boolean
  kind: string | null
  method: string
  reference: string | null
}

export interface ReceiptView extends Receipt {
  applications: {
    id: string
    invoiceId: string
    invoiceNumber: string | null
    orderId: string | null
    orderNumber: string | null
    appliedOn: string
    amount: Money
    rule: string
  }[]
}

/** What waits, how long already, and what failed. */
export interface Queues {
  at: string
  tasks: { kind: string; depth: number; due: number; attempted: number; oldestDueSeconds: number | null }[]
  failed: { orderId: string; orderNumber: string; taskId: string; kind: string; problem: string }[]
  doors: { act: string; lane: string; depth: number }[]
}

/** How old what outside inventory systems said is. */
export interface Snapshots {
  systems: {
    system: string
    name: string
    active: boolean
    asOf: string | null
    ageSeconds: number | null
    stale: boolean
    failures: number
    problem: string | null
    rowsRefused: number
  }[]
}

/** The laws of the house; `rows` are the first that break one. */
export interface Invariants {
  holds: boolean
  laws: {
    law: string
    sentence: string
    holds: boolean
    checked: boolean
    rows: { what: string | null; expected: string; actual: string }[]
  }[]
}
