/** An order as the shop keeps it, and what may be said of it. The words are the shop's. */
import { Refused } from './refused.ts'

export type Props = Record<string, unknown>

/** Known members; everything else an order carries (custom properties at every level) is kept as it came. */
export interface ShopOrder extends Props {
  id: string
  state: string
  profileId: string
  /** Epoch milliseconds. */
  creationTime: number
  lastModifiedTime: number
  commerceItems: Member[]
  shippingGroups: Member[]
  paymentGroups: Member[]
}

export interface Member extends Props {
  id: string
}

const ITEM_STATES = [
  'INITIAL',
  'PENDING_DELIVERY',
  'DELIVERED',
  'BACK_ORDERED',
  'PRE_ORDERED',
  'OUT_OF_STOCK',
  'DISCONTINUED',
  'ITEM_NOT_FOUND',
  'PENDING_SUBITEM_DELIVERY',
  'PENDING_REMOVE',
  'REMOVED',
  'FAILED',
  'PENDING_RETURN',
  'RETURNED',
] as const

/** States by what they are states of. */
export const STATES = {
  order: [
    'AGENT_REJECTED',
    'APPROVED',
    'APPROVED_TEMPLATE',
    'BEING_AMENDED',
    'CANCELLED',
    'FAILED',
    'FAILED_APPROVAL',
    'FAILED_APPROVAL_TEMPLATE',
    'INCOMPLETE',
    'NO_PENDING_ACTION',
    'PENDING_AGENT_APPROVAL',
    'PENDING_APPROVAL',
    'PENDING_CUSTOMER_ACTION',
    'PENDING_CUSTOMER_RETURN',
    'PENDING_MERCHANT_ACTION',
    'PENDING_PAYMENT',
    'PENDING_REMOVE',
    'PROCESSING',
    'QUEUED',
    'REMOVED',
    'SUBMITTED',
  ],
  shippingGroups: [
    'INITIAL',
    'PROCESSING',
    'PENDING_REMOVE',
    'REMOVED',
    'FAILED',
    'PENDING_SHIPMENT',
    'NO_PENDING_ACTION',
    'PENDING_MERCHANT_ACTION',
  ],
  commerceItemRelationships: ITEM_STATES,
  paymentGroups: [
    'INITIAL',
    'AUTHORIZED',
    'AUTHORIZE_FAILED',
    'SETTLED',
    'SETTLE_FAILED',
    'CREDIT_FAILED',
    'REMOVED',
  ],
} as const

/** @throws Refused when the order, or a member of it, is in a state that there is not. */
export function checkStates(order: ShopOrder): void {
  const check = (of: keyof typeof STATES, { state }: Props) => {
    if (state !== undefined && !(STATES[of] as readonly unknown[]).includes(state))
      throw new Refused(400, '28102', `There is no state ${JSON.stringify(state)} of ${of}.`)
  }
  check('order', order)
  for (const group of order.shippingGroups) {
    check('shippingGroups', group)
    for (const one of relationshipsOf(group)) check('commerceItemRelationships', one)
  }
  for (const group of order.paymentGroups) check('paymentGroups', group)
}

export function relationshipsOf(group: Props): Member[] {
  return (group['commerceItemRelationships'] as Member[] | undefined) ?? []
}

/** A commerce item is as far as its least advanced relationship: nobody writes its state. */
const LEAST_ADVANCED: readonly string[] = [
  'FAILED',
  'PENDING_REMOVE',
  'OUT_OF_STOCK',
  'DISCONTINUED',
  'ITEM_NOT_FOUND',
  'BACK_ORDERED',
  'PRE_ORDERED',
  'INITIAL',
  'PENDING_SUBITEM_DELIVERY',
  'PENDING_DELIVERY',
  'PENDING_RETURN',
  'DELIVERED',
  'RETURNED',
  'REMOVED',
]

/** The order with the states of its items as their relationships have them. */
export function withItemStates(order: ShopOrder): ShopOrder {
  const found = new Map<unknown, string>()
  for (const { commerceItemId, state } of order.shippingGroups.flatMap(relationshipsOf)) {
    const rank = (one: unknown) => LEAST_ADVANCED.indexOf(String(one))
    const before = found.get(commerceItemId)
    if (before === undefined || rank(state) < rank(before)) found.set(commerceItemId, String(state))
  }
  const commerceItems = order.commerceItems.map((item) => ({
    ...item,
    state: found.get(item.id) ?? 'INITIAL',
  }))
  return { ...order, commerceItems }
}
