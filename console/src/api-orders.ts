import type { CustomerReturn, Shipment, Stray } from './api-goods.ts'
import type { Plan, PlanSummary } from './api-plan.ts'
import type { AccountRef, LocationRef, Place, Statuses } from './api.ts'
import type { Exchange } from './exchange.ts'
import type { Money } from './parts/money.tsx'

/** What the API answers of orders, as far as it is read here. */

export interface OrderSummary extends Statuses {
  id: string
  number: string
  source: string
  externalId: string
  customer: { number: string; name: string | null } | null
  account: AccountRef | null
  placedAt: string
  total: Money
  lines: number
  promisedOn: string | null
}

/** The unit that a line is sold in, where that is not the one that its item is stocked in. */
export interface Sold {
  uom: string
  quantity: string
  unitPrice: Money
}

export interface OrderLine {
  lineNo: number
  externalLineId: string | null
  version: number
  action: string
  itemId: string | null
  sku: string
  name: string | null
  itemClass: string
  kind: string
  uom: string
  quantity: string
  unitPrice: Money
  sold: Sold | null
  net: Money
  tax: Money
  freight: Money
  taxPercent: string
  unitCost: Money | null
  margin: { cost: Money | null; margin: Money | null; percent: string | null } | null
  costFrom: { system: string; asOf: string } | null
  charges: Charge[]
  waterfall: WaterfallStep[]
  custom: unknown
}

/** What a line is charged beside its price; of what recurs the amounts are those of each period. */
export interface Charge {
  charge: string
  name: string
  kind: 'one_time' | 'recurring' | 'usage'
  period: string | null
  usageUnit: string | null
  unitPrice: Money
  net: Money | null
  tax: Money | null
  taxPercent: string
}

/** A line with what became of it. */
export interface OrderLineRow extends OrderLine {
  cancelled: string
  shipped: string
  invoiced: string
  returned: string
  netCancelled: Money
  netBilled: Money
  netCredited: Money
  parts: FulfillmentLine[]
}

export interface RuleRef {
  code: string | null
  version: number
}

/** One step from the list price to the net amount. */
export interface WaterfallStep {
  step: string
  per: 'unit' | 'line'
  rule: RuleRef | null
  code: string | null
  reason: string | null
  asOf: string | null
  percent: string | null
  base: Money
  amount: Money
  result: Money
  effect: Money
  losers: { rule: RuleRef; why: string }[]
}

export interface FulfillmentLine {
  id: string
  lineNo: number
  location: LocationRef | null
  quantity: string
  supply: string
  requestedOn: string | null
  promisedOn: string | null
  firstPromisedOn: string | null
  decision: unknown
  reserved: string
  shipped: string
  invoiced: string
  returned: string
  cancelled: string
  status: string
}

export interface Hold {
  id: string
  /** What it stops; null: all of the order. */
  lines: number[] | null
  taskKind: string | null
  kind: string
  code: string
  reason: string
  placedBy: string | null
  placedAt: string | null
  expiresOn: string | null
  released: boolean
  releasedBy: string | null
  releasedAt: string | null
  releaseReason: string | null
}

export interface Application {
  id: string
  fromType: string
  fromId: string
  appliedOn: string
  amount: Money
  rule: string
}

export interface OrderDocument {
  id: string
  kind: string
  strayId: string | null
  number: string | null
  issuedOn: string
  dueOn: string
  net: Money
  tax: Money
  freight: Money
  total: Money
  open: Money | null
  applications: Application[]
}

export interface Deposit {
  receiptId: string
  kind: string
  receivedOn: string
  amount: Money
  unapplied: Money
  method: string
  reference: string | null
}

export interface TimelineRow {
  pos: string
  at: string
  act: string
  actor: string | null
  reason: string | null
  changes: { what: string; key: string | null; lineNo: number | null; from: unknown; to: unknown }[]
  /** How many changes there are; `changes` are the first of them. */
  changed: number
  events: string[]
}

/** A posting with the entry that it is of. */
export interface OrderPosting {
  id: string
  pos: string | null
  event: string
  postedOn: string
  sourceType: string
  sourceId: string | null
  strayId: string | null
  currency: string
  posting: {
    ordinal: number
    debit: string
    credit: string
    amount: Money
    functionalAmount: Money
    kind: string
    lineNo: number | null
  }
}

export interface Intake {
  id: string
  receivedAt: string
  principal: string
  contentType: string
  outcome: string
  bodyHash: string
  problems: unknown
}

export interface OrderView extends Statuses {
  id: string
  number: string
  revision: number
  version: number
  orderType: string
  source: string
  externalId: string
  customerReference: string | null
  customer: { number: string; name: string | null } | null
  account: AccountRef | null
  /** What its state allows people to do now. */
  acts: string[]
  openHolds: number
  lineCount: number
  priority: number
  placedAt: string
  orderedOn: string
  requestedOn: string | null
  promisedOn: string | null
  /** Until then the shop may still change it; null when there is no such time. */
  remorseUntil: string | null
  shipToCountry: string
  shipToRegion: string
  shipTo: Place
  billTo: Place
  currency: string
  prePriced: boolean
  taxInclusive: boolean
  prepaid: boolean
  termsDays: number
  net: Money
  tax: Money
  freight: Money
  freightTax: Money
  total: Money
  /** What of the total was cancelled and is not billed. */
  cancelledTotal: Money
  problems: unknown
  decisions: unknown
  custom: unknown
  holds?: Hold[]
  plan?: Plan
  planSummary?: PlanSummary
  shipments?: Shipment[]
  strays?: Stray[]
  returns?: CustomerReturn[]
  exchanges?: Exchange[]
  invoices?: OrderDocument[]
  deposits?: Deposit[]
  intake?: Intake | null
}
