import type { LocationRef } from './api.ts'
import type { Money } from './parts/money.tsx'

/** What the API answers of goods: in stock, waiting, leaving and coming back, as far as it is read here. */

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
    toAccept: string
    toPick: string
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

/** By which rule an item is available at a place, and by what it is for it. */
export interface AnsweringRule {
  code: string | null
  name: string | null
  version: number | null
  mode: string | null
  because: string
}

/** A rule of what is available, as it was described. */
export interface AtpRule {
  code: string
  name: string
  active: boolean
  mode: string
  version: number
  assignments: { sku?: string; itemClass?: string; location?: string }[]
  [said: string]: unknown
}

/** A way in which goods come to a place, as it was described. */
export interface Origin {
  by: 'make' | 'buy' | 'transfer'
  rank?: number
  percent?: number
  validFrom?: string
  validTo?: string
  supplier?: string
  leadDays?: number
  processingDays?: number
  location?: string
  shipMethod?: string
  transitDays?: number
}

export interface SupplyRule {
  code: string
  name: string
  active: boolean
  version: number
  assignments: AtpRule['assignments']
  origins: Origin[]
}

export interface BillOfMaterials {
  sku: string
  /** '': wherever it has no other. */
  location: string
  active: boolean
  version: number
  leadDays: number
  materials: { sku: string; quantity: string; yieldPercent?: number }[]
  resources: { resource: string; hoursPerUnit: string }[]
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
    /** From this day on anything is; null: never. */
    unlimitedFrom: string | null
    rule: AnsweringRule
    steps: { from: string; available: string }[]
    supplies: {
      number: string
      kind: string
      counts: boolean
      dueOn: string
      quantity: string
      pastDue: boolean
    }[]
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

/** What one place was asked to bring to another, where it is collected. */
export interface TransferRow {
  id: string
  orderId: string
  orderNumber: string
  from: string
  to: string
  state: string
  sku: string | null
  name: string | null
  uom: string | null
  toSend: string
  onTheWay: string
  dueOn: string | null
  shippedOn: string | null
}

/** What an outside system handed over of its stock or supply at once. */
export interface FeedSnapshotRow {
  id: string
  feed: string
  snapshot: string
  asOf: string
  state: string
  compared: number
  differing: number
  refused: number
  inFlight: number
  valueDiffering: Money
  why: string[]
  decidedBy: string | null
}

export interface FeedDifference {
  sku: string
  number: string | null
  said: string
  held: string
  inFlight: string
  quantity: string
  value: Money
  state: string
}
