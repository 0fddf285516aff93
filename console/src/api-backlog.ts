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
  lines: number
  counts: Record<'gains' | 'moves' | 'same', { lines: number; value: string }> & {
    slips: { lines: number; value: string; mostDays?: number; withoutDay?: number }
  }
}

export interface BacklogLine {
  priority: number
  orderId: string
  number: string
  line: string
  sku: string
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
