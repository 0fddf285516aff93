import type { Micro, Minor } from '../../src/platform/money.ts'
import type { Slice } from './auditor-stock.ts'

/** An order as it was sent. */
export interface SentOrder {
  source: string
  externalId: string
  account: string
  currency: 'GBP' | 'EUR'
  prepaid: boolean
  lines: readonly {
    sku: string
    quantity: string
    requestedOn?: string
    allowSplit?: boolean
    unitPrice?: string
    taxAmount?: Minor
  }[]
}

export interface Part extends Slice {
  line: number
  /** The part that was promised with the order, whose amounts it has a piece of: itself, unless it was split off. */
  root: Part | null
  /** What the root was promised, and where in that this one begins. */
  whole: Micro
  from: Micro
  shipped: Micro
  invoiced: Micro
  returned: Micro
  /** Of the whole line. */
  billed: Amounts
  credited: Amounts
  /** What its issues took from stock, and what came back, in the books. */
  issued: Minor
  returnedValue: Minor
  /** A warehouse said so much more left than anybody wanted, and it was not seen to leave yet. */
  surplus: Micro
}

/** Goods that left without a sale. */
export interface Astray {
  order: string
  part: Part
  quantity: Micro
  /** Billed, back in stock, or given up. */
  settled: Micro
  /** What its leaving took from stock, in the books. */
  issued: Minor
}

export interface Amounts {
  net: Minor
  tax: Minor
  freight: Minor
}

export interface AuditedOrder {
  sent: SentOrder
  state: 'in_progress' | 'draft' | 'cancelled'
  held: boolean
  /** Business time before which nothing of it leaves. */
  notBefore: Date | null
  orderedOn: string
  rateE10: bigint
  lines: (Amounts & { sku: string; quantity: Micro })[]
  total: Minor
  /** What of the total went with what was cancelled. */
  cancelled: Minor
  parts: Part[]
}

export interface SentStock {
  kind: 'opening' | 'receipt' | 'adjustment' | 'announcement'
  sku: string
  place: string
  quantity: Micro
  unitCost: Micro | null
  supply: string | null
  on: string | null
}

export interface SentPayment {
  account: string
  order: string | null
  currency: string
  amount: Minor
}

export interface SentCancellation {
  order: string
  /** null: all that has not left. */
  line: number | null
  /** null: all of the line. */
  quantity: Micro | null
  onlyIfNothingShipped: boolean
}

export interface SentDecision {
  stray: bigint
  act: 'bill' | 'expect' | 'receive' | 'write_off'
  quantity: Micro | null
}

export interface SentReturn {
  order: string
  line: number
  quantity: Micro
}
