import type { Minor } from '../../platform/money.ts'

/** What the other side states of a day, and what is here: the differences. Pure. */

export interface StatedOrder {
  name: string
  currency: string
  total: Minor
}

export interface OrderHere extends StatedOrder {
  orderId: bigint
  /** Of the order: a draft, or one that failed, is here and counts for nothing yet. */
  state: string
}

export const DIFFERENCES = [
  'missing_here',
  'missing_there',
  'other_amount',
  'not_submitted',
  'duplicate',
  'count',
  'total',
] as const

export interface Difference {
  what: (typeof DIFFERENCES)[number]
  /** Of the order; empty: of the whole day. */
  name: string
  currency: string
  there: bigint | null
  here: bigint | null
  orderId: bigint | null
}

export type Totals = ReadonlyMap<string, Minor>

export function totalsOf(orders: readonly StatedOrder[]): Map<string, Minor> {
  const totals = new Map<string, Minor>()
  for (const { currency, total } of orders) totals.set(currency, (totals.get(currency) ?? 0n) + total)
  return totals
}

/**
 * Order by order. `ofDay`: what was placed here on the day; `named`: what is here under the stated ids, whenever it was placed.
 */
export function compareOrders(
  there: readonly StatedOrder[],
  ofDay: readonly OrderHere[],
  named: readonly OrderHere[],
): Difference[] {
  const here = new Map(named.map((one) => [one.name, one]))
  const stated = Map.groupBy(there, (one) => one.name)
  const found: Difference[] = []
  for (const [name, [one, ...again]] of stated as Map<string, [StatedOrder, ...StatedOrder[]]>) {
    const ours = here.get(name)
    const of = { name, currency: one.currency, there: one.total }
    if (again.length > 0)
      found.push({ ...of, what: 'duplicate', here: ours?.total ?? null, orderId: ours?.orderId ?? null })
    if (ours === undefined) found.push({ ...of, what: 'missing_here', here: null, orderId: null })
    else if (ours.state === 'draft' || ours.state === 'failed')
      found.push({ ...of, what: 'not_submitted', here: ours.total, orderId: ours.orderId })
    else if (ours.total !== one.total || ours.currency !== one.currency)
      found.push({ ...of, what: 'other_amount', here: ours.total, orderId: ours.orderId })
  }
  for (const { name, currency, total, orderId } of ofDay) {
    if (!stated.has(name))
      found.push({ what: 'missing_there', name, currency, there: null, here: total, orderId })
  }
  return found
}

/** By counts and totals alone. */
export function compareTotals(
  there: { count: number; totals: Totals | undefined },
  ofDay: readonly OrderHere[],
): Difference[] {
  const whole = { name: '', orderId: null }
  const found: Difference[] = []
  if (there.count !== ofDay.length)
    found.push({
      ...whole,
      what: 'count',
      currency: '',
      there: BigInt(there.count),
      here: BigInt(ofDay.length),
    })
  if (there.totals === undefined) return found
  const ours = totalsOf(ofDay)
  for (const currency of new Set([...there.totals.keys(), ...ours.keys()])) {
    const [said, has] = [there.totals.get(currency) ?? 0n, ours.get(currency) ?? 0n]
    if (said !== has) found.push({ ...whole, what: 'total', currency, there: said, here: has })
  }
  return found
}
