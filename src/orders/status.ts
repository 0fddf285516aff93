import type { Micro, Minor } from '../platform/money.ts'
import { ORDER_STATES, type OrderState } from './order.ts'

/** Statuses that people see. They are derived from quantities and amounts, never set by hand (decision 0006). */
export interface ShownStatus {
  status: string
  fulfillmentStatus: string
  billingStatus: string
  paymentStatus: string
}

/** Every status that an order can show: the stored states that show themselves, then what is derived. */
export const SHOWN_STATUSES: readonly string[] = [
  ...ORDER_STATES.filter((state) => !['in_progress', 'not_started', 'completed'].includes(state)),
  'closed',
  'on_hold',
  'backordered',
  'awaiting_shipping',
  'partially_shipped',
  'shipped',
  'partially_billed',
  'billed',
  'partially_paid',
  'paid',
]

export interface StatusFacts {
  state: OrderState
  openHolds: number
  parts: readonly {
    quantity: Micro
    cancelled: Micro
    shipped: Micro
    invoiced: Micro
    returned: Micro
    supply: string
  }[]
  /** Is the money awaited before anything ships? */
  prepaid: boolean
  /**
   * Minor units: what was agreed, what of it was cancelled (asked for where money is awaited first), Σ invoices, what of them is
   * still open, what of credit memos of its own was used, and what came in for invoices to come.
   */
  total: Minor
  cancelledTotal: Minor
  billed: Minor
  open: Minor
  creditUsed: Minor
  deposits: Minor
}

/** Of an order that nobody billed or paid yet. */
export const NO_MONEY = { billed: 0n, open: 0n, creditUsed: 0n, deposits: 0n } as const

/**
 * The status of an order: that of its least advanced line, with "partially …" where lines differ. (A2-3's rule of the
 * furthest line hides laggards and is not followed: decision 0006.)
 */
export function deriveStatus(facts: StatusFacts): ShownStatus {
  let wanted = 0n
  let shipped = 0n
  let invoiced = 0n
  let returned = 0n
  let backordered = false
  for (const part of facts.parts) {
    wanted += part.quantity - part.cancelled
    shipped += part.shipped
    invoiced += part.invoiced
    returned += part.returned
    if (part.supply === 'backorder' && part.cancelled < part.quantity) backordered = true
  }
  const fulfillmentStatus = NOT_AGREED.has(facts.state)
    ? 'none'
    : fulfillment(wanted, shipped, returned, backordered)
  const billingStatus = invoiced === 0n ? 'not_billed' : invoiced < wanted ? 'partially_billed' : 'billed'
  const paymentStatus = payment(facts, billingStatus)
  return {
    status: overall(facts, fulfillmentStatus, billingStatus, paymentStatus),
    fulfillmentStatus,
    billingStatus,
    paymentStatus,
  }
}

/** Nothing was promised in these states, so nothing is waited for. */
const NOT_AGREED: ReadonlySet<OrderState> = new Set(['draft', 'pending_approval', 'rejected', 'failed'])

function fulfillment(wanted: Micro, shipped: Micro, returned: Micro, backordered: boolean): string {
  if (returned > 0n) return returned < shipped ? 'partially_returned' : 'returned'
  if (wanted === 0n) return 'cancelled'
  if (shipped === 0n) return backordered ? 'backordered' : 'awaiting_shipping'
  return shipped < wanted ? 'partially_shipped' : 'shipped'
}

/** No money is awaited beforehand in these: nothing was agreed, or nothing is left to do. */
const AWAITS_NOTHING: ReadonlySet<OrderState> = new Set([...NOT_AGREED, 'cancelled', 'completed', 'aborted'])

function payment(facts: StatusFacts, billingStatus: string): string {
  const { state, prepaid, total, cancelledTotal, billed, open, creditUsed, deposits } = facts
  // What the order gave back is no money that came in for it.
  const came = billed - open - creditUsed
  if (billingStatus !== 'billed' && prepaid && !AWAITS_NOTHING.has(state)) {
    const paid = deposits + came
    if (paid >= total - cancelledTotal - creditUsed) return 'paid'
    return paid <= 0n ? 'due' : 'partially_paid'
  }
  if (billingStatus === 'not_billed') return 'not_due'
  if (open > 0n) return came > 0n ? 'partially_paid' : 'unpaid'
  return billingStatus === 'billed' ? 'paid' : 'partially_paid'
}

function overall(
  facts: StatusFacts,
  fulfillmentStatus: string,
  billingStatus: string,
  paymentStatus: string,
): string {
  switch (facts.state) {
    case 'in_progress':
    case 'not_started':
      break
    case 'completed':
      return 'closed'
    default:
      return facts.state
  }
  if (fulfillmentStatus === 'backordered' || fulfillmentStatus === 'awaiting_shipping') {
    return facts.openHolds > 0 ? 'on_hold' : fulfillmentStatus
  }
  if (fulfillmentStatus === 'partially_shipped') return 'partially_shipped'
  if (billingStatus === 'not_billed') return 'shipped'
  if (billingStatus === 'partially_billed') return 'partially_billed'
  return paymentStatus === 'unpaid' ? 'billed' : paymentStatus
}
