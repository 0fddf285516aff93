import type { MadeOf } from './parts/made.tsx'
import type { Charge, WaterfallStep } from './api-orders.ts'
import type { FieldProblem } from './http.ts'
import type { Money } from './parts/money.tsx'

/** What the API answers to a cart that is being typed, as far as it is read here. */

export interface PricedLine {
  lineNo: number
  sku: string
  /** The line that brought it: it is a part of what was configured. */
  parentLineNo: number | null
  option: string | null
  quantity: string
  unitPrice: Money
  net: Money
  tax: Money
  /** Null for who may not see costs. */
  margin: { margin: Money | null; percent: string | null } | null
  /** The least net unit price that leaves the margin that was asked for; null: nobody asked, or none does. */
  priceForMargin: Money | null
  charges: Charge[]
  waterfall: WaterfallStep[]
}

export interface PricedCart {
  pricedOn: string
  net: Money | null
  freight: Money | null
  tax: Money | null
  total: Money | null
  lines: PricedLine[]
  problems: FieldProblem[]
}

export interface PromisedLine {
  sku: string
  /** The day on which the last part leaves; null: of some nobody knows. */
  completeOn: string | null
  promises: {
    location: string | null
    quantity: string
    supply: string
    promisedOn: string | null
    arrivesOn: string | null
    /** How what is short of it comes. */
    made?: MadeOf
  }[]
  /** Empty for who sees part of the rows. */
  notChosen: { location: string; why: string; note?: string; available: string }[]
}

/** One question of many that are asked at once. */
export type PromiseOutcome =
  | { ok: true; answer: { lines: PromisedLine[] } }
  | { ok: false; code: string; problems?: FieldProblem[] }

/** An item, as far as a line that names it is offered something. */
export interface OfferedItem {
  uom: string
  /** How what covers another line is priced. */
  coverage?: { period: string }
}

/** A unit that an item is sold in: `quantity` of `of`, or of what the item is stocked in, are `per` of it. */
export interface OfferedUnit {
  uom: string
  quantity: string
  per: string
  of?: string
  active: boolean
}
