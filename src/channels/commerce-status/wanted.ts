import type { Json } from '../../platform/json.ts'
import type { Micro } from '../../platform/money.ts'

/** The present facts of an order, as they are read for a shop. The words of its state are the shop's. */
export interface OrderFacts {
  orderId: bigint
  source: string
  externalId: string
  commerceState: string
  held: boolean
  paid: boolean
  lines: readonly LineFacts[]
}

export interface LineFacts {
  lineNo: number
  externalLineId: string | null
  custom: Json
  quantity: Micro
  shipped: Micro
  cancelled: Micro
  backordered: boolean
  /** A warehouse was asked for units that have not left. */
  requested: boolean
  trackingNumbers: readonly string[]
}

/** What a shop is to know of an order. Kept as JSON before it is first said, and never made anew. */
export interface Wanted {
  externalId: string
  /** null: its state is not ours to say. */
  state: string | null
  held: boolean
  paid: boolean
  /** Something of it has left, be it a part. */
  left: boolean
  lines: WantedLine[]
}

export interface WantedLine {
  lineNo: number
  item: string | null
  /** null: wherever the item is. */
  group: string | null
  /** null: nothing is to be said of it yet. */
  state: string | null
  requested: boolean
  tracking: string[]
}

/** States of an order that an order system says; all others are the shop's own. */
const OURS: ReadonlySet<string> = new Set([
  'PROCESSING',
  'NO_PENDING_ACTION',
  'PENDING_CUSTOMER_ACTION',
  'PENDING_MERCHANT_ACTION',
  'PENDING_REMOVE',
  'REMOVED',
  'FAILED',
])

type Rule<F> = readonly [state: string, fits: (facts: F) => boolean]

interface LineCase {
  line: LineFacts
  order: OrderFacts
}

/** The state of an item in a shipping group (C-19, C-20): the first that fits. */
const LINE_STATES: readonly Rule<LineCase>[] = [
  ['DELIVERED', ({ line }) => line.shipped > 0n && line.shipped >= line.quantity - line.cancelled],
  ['REMOVED', ({ line }) => line.quantity > 0n && line.cancelled >= line.quantity],
  ['REMOVED', ({ order }) => order.commerceState === 'REMOVED'],
  ['PENDING_REMOVE', ({ order }) => order.commerceState === 'PENDING_REMOVE'],
  ['BACK_ORDERED', ({ line }) => line.backordered],
  ['PENDING_DELIVERY', ({ line }) => line.quantity > 0n],
]

export function firstThatFits<F>(rules: readonly Rule<F>[], facts: F): string | null {
  return rules.find(([, fits]) => fits(facts))?.[0] ?? null
}

/** What the shop is to know, by what is so now. Pure; the same facts give the same bytes. */
export function wantedOf(order: OrderFacts): Wanted {
  return {
    externalId: order.externalId,
    state: OURS.has(order.commerceState) ? order.commerceState : null,
    held: order.held,
    paid: order.paid,
    left: order.lines.some((line) => line.shipped > 0n),
    lines: order.lines.map((line) => ({
      lineNo: line.lineNo,
      ...linkOf(line),
      state: firstThatFits(LINE_STATES, { line, order }),
      requested: line.requested,
      tracking: [...new Set(line.trackingNumbers)],
    })),
  }
}

/**
 * Which item of the shop a line is, and in which group (decision 0016): custom `commerceItemId` and `shippingGroupId`, else
 * the line's id at its source, `<item>` or `<item>/<group>`.
 */
export function linkOf({
  externalLineId,
  custom,
}: Pick<LineFacts, 'externalLineId' | 'custom'>): Pick<WantedLine, 'item' | 'group'> {
  const { commerceItemId, shippingGroupId } = (custom ?? {}) as Record<string, unknown>
  const [item = null, group = null] = externalLineId?.split('/', 2) ?? []
  return {
    item: typeof commerceItemId === 'string' ? commerceItemId : item,
    group: typeof shippingGroupId === 'string' ? shippingGroupId : group,
  }
}

export type { Rule }
