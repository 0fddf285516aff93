import type { Money } from './parts/money.tsx'
import type { Exchange } from './exchange.ts'

/**
 * What the API answers, as far as the console reads it. Money and quantities are decimal strings, ids are opaque, dates
 * are 'YYYY-MM-DD' of the company, instants RFC 3339.
 */

/** One page of a list. */
export interface List<T> {
  rows: T[]
  next: string | null
}

export interface Session {
  kind: string
  id: string
  name: string
  /** The one company of the credential; null when it has several. */
  company: string | null
  companies: string[]
  scopes: string[]
  rows: string
}

export interface LocationRef {
  code: string
  name: string
}

/** Where an order goes, or who pays. */
export interface Place {
  site: string | null
  address: unknown
  addressState: 'none' | 'shown' | 'hidden' | 'erased'
}

export interface AccountRef {
  id: string
  number: string
}

export interface Statuses {
  state: string
  status: string
  statusName: string
  fulfillmentStatus: string
  billingStatus: string
  paymentStatus: string
  /** A task of it failed for good: it needs a person. */
  fallout: boolean
}

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
  net: Money
  tax: Money
  freight: Money
  taxPercent: string
  unitCost: Money | null
  costFrom: { system: string; asOf: string } | null
  waterfall: WaterfallStep[]
  custom: unknown
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
  lineNo: number | null
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

export interface Component {
  id: string
  kind: string
  key: string
  pattern: string
  modelVersion: number
  location: LocationRef | null
  lineNos: number[]
}

export interface Task {
  id: string
  componentId: string
  kind: string
  mode: string
  generation: number
  state: string
  waits: number
  startAt: string | null
  dueAt: string | null
  attempt: number | null
  input: unknown
  output: unknown
  problem: string | null
}

/** A task as a list has it: of a large component the first lines are named. */
export interface TaskRow extends Task {
  component: Omit<Component, 'lineNos'>
  lines: number
  lineNos: number[]
}

/** What tasks of one kind do, and how many are in which state. */
export interface PlanStep {
  component: string
  kind: string
  states: Record<string, number>
}

export interface PlanSummary {
  tasks: number
  steps: PlanStep[]
  dependencies: { from: Omit<PlanStep, 'states'>; to: Omit<PlanStep, 'states'> }[]
}

export interface Plan {
  components: Component[]
  tasks: Task[]
  dependencies: { from: string; to: string; met: boolean }[]
}

/** One version of the recipe by which plans are drawn. */
export interface Pattern {
  code: string
  version: number
  active: boolean
  components: { kind: string; when?: string; key: string; tasks: { kind: string; when?: string }[] }[]
}

export interface Shipment {
  id: string
  state: string
  location: LocationRef | null
  releasedOn: string
  carrier: string | null
  trackingNumber: string | null
  lines: {
    fulfillmentLineId: string
    lineNo: number | null
    itemId: string
    sku: string | null
    requested: string
    shipped: string
  }[]
  confirmations: { id: string; shippedOn: string; messageKey: string }[]
}

/** Goods that left without a sale, and what was decided of them. */
export interface Stray {
  id: string
  /** open, expected, settled */
  state: string
  says: string
  fulfillmentLineId: string
  sku: string | null
  leftOn: string
  /** Of what is expected back: the last day. */
  expectedUntil: string | null
  quantity: string
  billed: string
  returned: string
  writtenOff: string
  left: string
}

/** The same in the list over all orders. */
export interface StrayRow extends Stray {
  orderId: string
  orderNumber: string
  location: string | null
}

/** What waits at a store to be picked up. */
export interface PickUpRow {
  id: string
  state: string
  orderId: string
  orderNumber: string
  externalId: string
  customerReference: string | null
  account: string | null
  customer: { name: string | null; email: string | null; phone: string | null }
  readySince: string
  keepUntil: string | null
  payment: { prepaid: boolean; status: string; inStore: boolean; methods: string[]; total: Money; due: Money }
  lines: {
    fulfillmentLineId: string
    sku: string | null
    name: string | null
    uom: string | null
    requested: string
    shipped: string
  }[]
}

export interface PickUpPlaces {
  places: { code: string; name: string; pickUpDays: number; open: number }[]
}

export interface CustomerReturn {
  id: string
  returnedOn: string
  reason: string
  lines: {
    fulfillmentLineId: string | null
    lineNo: number | null
    itemId: string
    sku: string | null
    location: LocationRef | null
    quantity: string
  }[]
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

export interface StockRow {
  itemId: string
  sku: string
  name: string
  location: string
  locationName: string
  onHand: string
  reserved: string
  available: string
  costPool: { quantity: string; value: Money; average: Money; method: string } | null
}

export interface Availability {
  itemId: string
  sku: string
  today: string
  on: string
  availableOn: string
  locations: {
    location: string
    onHand: string
    reserved: string
    availableOn: string
    steps: { from: string; available: string }[]
    supplies: { number: string; dueOn: string; quantity: string; pastDue: boolean }[]
    demand: string
    backordered: string
  }[]
}

export interface StockMove {
  id: string
  kind: string
  location: string
  quantity: string
  value: Money
  movedOn: string
  orderId: string | null
  orderNumber: string | null
}

export interface Customer {
  id: string
  number: string
  kind: string
  name: string | null
  email: string | null
}

export interface SearchHit {
  kind: 'order' | 'shipment' | 'customer' | 'invoice' | 'credit_memo' | 'receipt' | 'item'
  id: string
  label: string
  subLabel: string
  where: string
  exact: boolean
  orderNumber: string | null
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
