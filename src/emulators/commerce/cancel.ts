import { relationshipsOf, type ShopOrder } from './order.ts'

/** The time in which a shopper may take an order back. */
export interface Remorse {
  enabled: boolean
  over: boolean
}

/** What no shopper takes back. QUEUED stands here too: only the time of remorse itself allows it. */
const TOO_LATE = new Set([
  'CANCELLED',
  'NO_PENDING_ACTION',
  'PENDING_APPROVAL',
  'PENDING_REMOVE',
  'QUEUED',
  'REMOVED',
])

/** C-24: may the shopper cancel? Never after the time of remorse, and never what is paid or has left. */
export function mayCancel(order: ShopOrder, remorse: Remorse): boolean {
  if (!remorse.enabled || remorse.over) return false
  if (order.state === 'QUEUED') return true
  return (
    !TOO_LATE.has(order.state) &&
    order.paymentGroups.every((group) => group['state'] !== 'SETTLED') &&
    order.shippingGroups.every(
      (group) =>
        group['state'] !== 'NO_PENDING_ACTION' &&
        relationshipsOf(group).every((one) => one['state'] !== 'DELIVERED'),
    )
  )
}
