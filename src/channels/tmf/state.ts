import type { OrderState } from '../../orders/index.ts'

/** States of a product order as TMF622 v4 writes them. */
export const PRODUCT_ORDER_STATES = [
  'acknowledged',
  'rejected',
  'pending',
  'held',
  'inProgress',
  'assessingCancellation',
  'pendingCancellation',
  'cancelled',
  'completed',
  'failed',
  'partial',
] as const
export type ProductOrderState = (typeof PRODUCT_ORDER_STATES)[number]

/** An item has no `partial` in v4. */
export type ItemState = Exclude<ProductOrderState, 'partial'>

/** States that nothing leaves any more. */
export const FINAL: ReadonlySet<ProductOrderState> = new Set([
  'rejected',
  'cancelled',
  'completed',
  'failed',
  'partial',
])

/** What of an order its state as a product order depends on. */
export interface StateFacts {
  state: OrderState
  /** What keeps a draft from being agreed. */
  problems: boolean
  /** A hold of the whole order. */
  held: boolean
  /** A task of it failed for good that belongs to no line. */
  fallout: boolean
  /** It may still be taken back, and waits for that. */
  remorse: boolean
  /** Nothing goes on before the customer has paid. */
  awaitsMoney: boolean
  /** Somebody asked for its cancellation, and it is not decided. */
  assessed: boolean
}

/** What of a line the state of its item depends on. Quantities are of its parts; 0 before it is agreed. */
export interface LineFacts {
  quantity: bigint
  shipped: bigint
  cancelled: bigint
  /** A hold of this line alone. */
  held: boolean
  /** A task for it failed for good. */
  fallout: boolean
}

/**
 * The state of an item. What has left, or was cancelled, stays that, whatever becomes of the order; what stops the rest comes before
 * what it waits for.
 */
export function itemState(order: StateFacts, line: LineFacts): ItemState {
  const before = BEFORE[order.state]
  if (before !== undefined) return beforeAgreed(order, before)
  const wanted = line.quantity - line.cancelled
  if (wanted <= 0n) return 'cancelled'
  if (line.shipped >= wanted) return 'completed'
  const rest = OVER[order.state]
  if (rest !== undefined) return rest
  if (order.state === 'cancelling') return 'pendingCancellation'
  if (order.assessed) return 'assessingCancellation'
  if (order.state === 'suspended' || order.held || line.held || order.fallout || line.fallout) return 'held'
  if (order.state === 'waiting_for_revision' || order.awaitsMoney) return 'pending'
  return order.state === 'not_started' || order.remorse ? 'acknowledged' : 'inProgress'
}

/** Nothing was agreed in these: a draft with problems waits for who sent it. */
const BEFORE: Partial<Record<OrderState, ItemState>> = {
  draft: 'acknowledged',
  pending_approval: 'acknowledged',
  failed: 'rejected',
  rejected: 'rejected',
}

/** True once the order was agreed. */
export function isAgreed(state: OrderState): boolean {
  return BEFORE[state] === undefined
}

/** What of an order did not leave, once the order is over. */
const OVER: Partial<Record<OrderState, ItemState>> = {
  cancelled: 'cancelled',
  completed: 'completed',
  aborted: 'failed',
}

function beforeAgreed(order: StateFacts, state: ItemState): ItemState {
  if (state === 'rejected') return state
  if (order.assessed) return 'assessingCancellation'
  return order.state === 'draft' && order.problems ? 'pending' : state
}

/**
 * The state of an order by those of its items: all alike, that; all final, `partial`; else what asks most for attention. One of
 * which a part is done, and the rest has not begun, is under way.
 */
export function rollUp(items: readonly ItemState[]): ProductOrderState {
  const states = new Set<ProductOrderState>(items)
  if (states.size === 1) return items[0]!
  const open = [...states].filter((state) => !FINAL.has(state))
  if (open.length === 0) return 'partial'
  return URGENCY.find((state) => states.has(state)) ?? 'inProgress'
}

const URGENCY: readonly ProductOrderState[] = [
  'pendingCancellation',
  'assessingCancellation',
  'held',
  'pending',
]

/** The state of an order that has no lines to roll up: of a draft, or of one that was withdrawn before it was agreed. */
export function orderState(order: StateFacts, lines: readonly LineFacts[]): ProductOrderState {
  // Nothing of it is wanted any more, but what was done for it is not undone yet.
  if (order.state === 'cancelling') return 'pendingCancellation'
  // Withdrawn before it was agreed: its lines never had a part.
  if (order.state === 'cancelled' || lines.length === 0) return itemState(order, NOTHING)
  return rollUp(lines.map((line) => itemState(order, line)))
}

const NOTHING: LineFacts = { quantity: 0n, shipped: 0n, cancelled: 0n, held: false, fallout: false }
