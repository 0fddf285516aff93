import type { Money } from './parts/money.tsx'

/** What the API answers of runs over the backlog, as far as it is read here. */

export interface BacklogRun {
  id: string
  madeOn: string
  madeAt: string
  madeBy: string
  state: 'simulated' | 'released'
  releasedBy: string | null
  /** It plans supply that comes otherwise than it is known to. */
  hypothetical: boolean
  rules: { supply?: SupposedSupply[] }
  lines: number
  /** That of the books: all values of the run are in it. */
  currency: string
  /** Null: the cheapest places were not asked for. */
  shipping: { before: string; after: string; atLeast: string } | null
  counts: Record<'gains' | 'moves' | 'same', { lines: number; value: string }> & {
    slips: BacklogSlips
  }
}

export interface BacklogSlips {
  lines: number
  value: string
  mostDays?: number
  withoutDay?: number
}

/** Supply as a run thinks that it comes. */
export interface SupposedSupply {
  number: string
  dueOn?: string
  laterDays?: number
  quantity?: string
  lost?: boolean
}

/** What a run does to one customer account, or to one item. */
export interface BacklogSummary {
  code: string
  gains: { lines: number; value: string }
  slips: BacklogSlips
}

export interface BacklogLine {
  priority: number
  orderId: string
  number: string
  line: string
  sku: string
  account: string | null
  quantity: string
  value: Money
  locationBefore: string
  promisedBefore: string | null
  location: string
  promisedOn: string | null
  slipDays: number | null
  change: 'gains' | 'slips' | 'moves' | 'same'
  reason: string
}
