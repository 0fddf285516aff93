import type { Sold, WaterfallStep } from './api-orders.ts'
import type { Money } from './parts/money.tsx'

/** What the API answers of quotes, as far as it is read here. */

export interface QuoteRow {
  id: string
  number: string
  /** draft, sent, accepted, refused, expired, withdrawn */
  state: string
  version: number
  account: string
  customerReference: string | null
  currency: string
  validFrom: string
  validUntil: string
  madeAt: string
}

export interface QuoteLine {
  lineNo: number
  /** By which others say that they cover it. */
  lineId: string | null
  parentLineNo: number | null
  option: string | null
  sku: string
  itemName: string
  uom: string
  quantity: string
  quantityOrdered: string
  quantityLeft: string
  /** The same in the unit that it is quoted in. */
  soldLeft: { uom: string; quantity: string } | null
  unitPrice: Money
  sold: Sold | null
  net: Money
  covers: { lineId: string } | null
  promises: { location: string | null; quantity: string; supply: string; promisedOn: string | null }[]
  waterfall: WaterfallStep[]
}

export interface QuoteAlternative {
  code: string
  title: string | null
  net: Money
  freight: Money
  tax: Money
  total: Money
  lines: QuoteLine[]
}

export interface QuoteApproval {
  state: 'wanted' | 'pending' | 'approved' | 'rejected' | 'withdrawn'
  rules: string[]
  level: number
  levels: string[]
  agreed: string[]
  requestedBy: string | null
}

export interface QuoteView extends QuoteRow {
  revision: string
  shownVersion: number
  sentVersion: number | null
  source: string
  pricedOn: string
  /** The alternative of which orders were made. */
  accepted: string | null
  /** Who has to agree before it is sent; null: nobody. */
  approval: QuoteApproval | null
  alternatives: QuoteAlternative[]
  orders: { id: string; number: string; version: number; lines: { lineNo: number; quantity: string }[] }[]
  history: {
    at: string
    act: string
    actor: string | null
    reason: string | null
    version: number
    state: string
  }[]
}
