import type { OrderSummary } from './api-orders.ts'
import type { Money } from './parts/money.tsx'

/** What the API answers of customers, and of records that may be one of them, as far as it is read here. */

export interface MatchQuestionCount {
  /** At most 1000. */
  waiting: number
  oldestAt: string | null
}

export interface MatchRecord {
  number: string
  kind: string
  name: string | null
  email: string | null
  phone: string | null
  address: unknown
  alternateNumbers: { system: string; number: string }[]
  erased: boolean
  head: string
  records: number
  orders: number
  sources: string[]
  newestOrder: { id: string; number: string; placedAt: string } | null
  money: { ordered: Money; open: Money; unapplied: Money }[]
  whole: boolean
}

export interface MatchQuestion {
  customer: string
  other: string
  rule: string
  keys: string[]
  agrees: string[]
  differs: string[]
  askedAt: string | null
  later: { until: string; actor: string; reason: string } | null
  records: [MatchRecord, MatchRecord]
}

export interface Customer {
  id: string
  number: string
  kind: string
  name: string | null
  email: string | null
}

export interface MatchList {
  matches: {
    customer: string
    name: string | null
    email: string | null
    record: string
    with: string
    rule: string
    outcome: string
    keys: string[]
    decidedApart: boolean
  }[]
  complete: boolean
}

export interface CustomerView extends Customer {
  phone: string | null
  address: unknown
  custom: unknown
  askedNumber: string
  records: {
    id: string
    number: string
    name: string | null
    email: string | null
    phone: string | null
    head: boolean
    into: string | null
    legalHold: { until: string; reason: string } | null
    erased: boolean
  }[]
  merges: {
    at: string
    actor: string
    customer: string
    into: string | null
    reason: string
    rule: string | null
  }[]
  alternateNumbers: { system: string; number: string; customer: string }[]
  notes: { id: string; customer: string; at: string; actor: string; text: string | null }[]
  sites: {
    customer: string
    code: string
    purposes: string[]
    country: string
    region: string
    active: boolean
    address: unknown
  }[]
  legalHold: { until: string; reason: string } | null
  erasures: { customer: string; at: string; actor: string; reason: string; forced: boolean }[]
  accounts: {
    id: string
    number: string
    currency: string
    termsDays: number
    segment: string
    partner: string | null
    actsFor: number
    shipToCountry: string
    shipToRegion: string
    taxExempt: boolean
    creditLimit: Money | null
    exposure: { openOrders: Money; openReceivables: Money; unapplied: Money; total: Money }
    available: Money | null
  }[]
  lifetime: {
    whole: boolean
    orders: number
    cancelled: number
    invoices: number
    creditMemos: number
    returns: number
    sales: { ordered: Money; billed: Money; credited: Money }[]
  }
  holds: { orderNumber: string; id: string; kind: string; code: string; reason: string }[]
  returns: {
    id: string
    orderNumber: string | null
    accountNumber: string
    returnedOn: string
    reason: string
  }[]
  receipts: {
    receiptId: string
    accountNumber: string
    receivedOn: string
    amount: Money
    unapplied: Money
    method: string
    reference: string | null
  }[]
  quotes: {
    id: string
    number: string
    accountNumber: string
    state: string
    version: number
    validUntil: string
    customerReference: string | null
    madeAt: string
  }[]
  orders: OrderSummary[]
  openItems: {
    accountNumber: string
    invoiceId: string
    number: string | null
    orderNumber: string | null
    dueOn: string
    original: Money
    open: Money
  }[]
  unapplied: {
    accountNumber: string
    receiptId: string
    kind: string
    receivedOn: string
    amount: Money
  }[]
}
