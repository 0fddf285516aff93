import type { Money } from './parts/money.tsx'

/** What the API answers of amendments, states and moments of an order, as far as it is read here. */

export interface AmendedLine {
  lineNo: number
  lineId: string | null
  sku: string
  change: 'same' | 'noted' | 'changed' | 'added' | 'removed'
  quantity: { from: string; to: string }
  repriced: boolean
  requestedOn: string | null
}

type Amounts = Record<'net' | 'tax' | 'freight' | 'total', Money>

export interface Goods {
  sku: string
  location: string | null
  supply: string
  quantity: string
}

/** What an amendment does, or would do. */
export interface AmendmentTold {
  baseVersion: number
  version: number
  shipTo: 'elsewhere' | 'readdressed' | null
  lines: AmendedLine[]
  money: Record<'before' | 'after' | 'change', Amounts>
  stock: { taken: Goods[]; freed: Goods[] }
  promise: { from: string | null; to: string | null }
  tasks: { what: 'keep' | 'drop' | 'do'; kind: string; tasks: number; lineNos: number[] }[]
  /** What outside systems are asked for, in order; of amendments from before it was told: absent. */
  calls?: {
    what: 'keep' | 'undo' | 'redo' | 'do'
    system: string
    name: string
    lineNos: number[]
    note: string | null
  }[]
  held: boolean
}

export interface AmendmentPreview extends AmendmentTold {
  token: string
}

export interface AmendmentRow {
  id: string
  outcome: 'applied' | 'skipped' | 'refused'
  baseVersion: number
  version: number
  sourceVersion: number | null
  at: string
  actor: string | null
  reason: string | null
  /** Of one that was applied. */
  told: AmendmentTold | Record<string, never> | null
}

/** A state that an order was in. */
export interface StateSpan {
  state: string
  from: string
  until: string | null
  act: string
  actor: string | null
  reason: string | null
  pos: string
}

/** An order as it was known at a moment. */
export interface OrderThen {
  number: string
  asOf: { pos: string; at: string | null }
  version: number
  state: string
  status: string
  fulfillmentStatus: string
  billingStatus: string
  paymentStatus: string
  priority: number
  requestedOn: string | null
  total: Money
  lines: { lineNo: number; sku: string; quantity: string; uom: string; unitPrice: Money; net: Money }[]
  fulfillmentLines: {
    id: string
    lineNo: number
    quantity: string
    supply: string
    location: string | null
    promisedOn: string | null
    shipped: string
    invoiced: string
    cancelled: string
  }[]
  tasks: { id: string; component: string; kind: string; name: string | null; state: string }[]
  holds: { id: string; lineNo: number | null; code: string; reason: string }[]
  last: { at: string; act: string; actor: string | null; reason: string | null }
}

/** A place of an order that differs between two moments: a JSON Pointer. */
export interface Difference {
  path: string
  from?: unknown
  to?: unknown
}
