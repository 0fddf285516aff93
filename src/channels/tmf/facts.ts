import type { OrderState } from '../../orders/index.ts'
import type { Micro, Minor } from '../../platform/money.ts'
import type { Problem } from '../../platform/outcome.ts'
import type { LineFacts } from './state.ts'

/** An order as a product order is told of it; insight reads it. */
export interface ProductOrderFacts {
  id: bigint
  version: number
  revision: bigint
  state: OrderState
  priority: number
  placedAt: Date
  promisedOn: string | null
  source: string
  externalId: string
  accountId: bigint | null
  currency: string
  /** It is paid beforehand, and not paid yet. */
  awaitsMoney: boolean
  total: Minor
  tax: Minor
  problems: Problem[]
  remorseUntil: Date | null
  account: { number: string; name: string | null; kind: string } | null
  held: boolean
  fallout: boolean
  /** When something of it last left, or it ended. */
  endedAt: Date | null
  cancelledAt: Date | null
  cancelReason: string | null
  assessed: boolean
  lines: ProductOrderLineFacts[]
}

export interface ProductOrderLineFacts extends LineFacts {
  lineNo: number
  externalLineId: string | null
  sku: string
  name: string | null
  /** In the unit that it was sold in. */
  ordered: Micro
  unitPrice: Micro
  net: Minor
  tax: Minor
  taxPercent: Micro
  charges: readonly {
    name: string
    kind: string
    period: string | null
    unitPrice: Micro
    net: Minor
    tax: Minor
  }[]
  /** The line that brought it; null: it was ordered. */
  parentNo: number | null
}

/** What product orders are looked for by; null: by anything. */
export interface ProductOrderSearch {
  companyId: bigint
  orderId: bigint | null
  externalId: string | null
  placedAt: Date | null
  placedFrom: Date | null
  placedTo: Date | null
  /** Stored states; none: all. */
  states: readonly OrderState[]
  /** The number of an account. */
  account: string | null
  /** Accounts whose orders the caller sees; null: all. */
  accounts: readonly bigint[] | null
}

/** How orders are read for product orders. */
export interface ProductOrderReads {
  find(
    search: ProductOrderSearch,
    page: { offset: number; limit: number },
  ): Promise<{ orderIds: bigint[]; total: number }>
  facts(of: { companyId: bigint; orderIds: readonly bigint[]; now: Date }): Promise<ProductOrderFacts[]>
}
