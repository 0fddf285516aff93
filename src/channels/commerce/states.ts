import type { Said } from './said.ts'
import type { CommerceSettings } from './settings.ts'

/** The name of the state of an order, in capitals; a number by the table of the channel, else its digits; '' for none. */
export function orderStateOf(order: Said, { orderStates }: CommerceSettings): string {
  const state = order.text('state')
  if (state === undefined) return ''
  return (/^\d+$/.test(state) ? (orderStates?.[state] ?? state) : state).toUpperCase()
}

/** What a state of an order in the shop means to who would write what became of it (decision 0037). */
export type ShopState =
  /** It was handed over: an order system says its state. */
  | { kind: 'handed_over' }
  /** Not now: the shop has it in hand. */
  | { kind: 'in_hand'; why: string }
  /** An agent changes it: not now, and what it is by then may never have been told. */
  | { kind: 'amended'; why: string }
  /** The shopper or the shop took it back: where nothing here says so, a message was lost. */
  | { kind: 'taken_back' }
  /** It ended in the shop, and no message of the shop says that: a person decides. */
  | { kind: 'ended' }

const HANDED_OVER: ShopState = { kind: 'handed_over' }
const TAKEN_BACK: ShopState = { kind: 'taken_back' }
const ENDED: ShopState = { kind: 'ended' }
const inHand = (why: string): ShopState => ({ kind: 'in_hand', why })

const SHOP_STATES: Readonly<Record<string, ShopState>> = {
  SUBMITTED: HANDED_OVER,
  APPROVED: HANDED_OVER,
  PROCESSING: HANDED_OVER,
  NO_PENDING_ACTION: HANDED_OVER,
  PENDING_CUSTOMER_ACTION: HANDED_OVER,
  PENDING_CUSTOMER_RETURN: HANDED_OVER,
  PENDING_MERCHANT_ACTION: HANDED_OVER,
  INCOMPLETE: inHand('the shop has not handed it over'),
  QUEUED: inHand('the shop has not handed it over'),
  PENDING_APPROVAL: inHand('the shop waits for an approval'),
  PENDING_AGENT_APPROVAL: inHand('the shop waits for an approval'),
  PENDING_PAYMENT: inHand('the shop waits for the payment'),
  BEING_AMENDED: { kind: 'amended', why: 'an agent of the shop amends it' },
  CANCELLED: TAKEN_BACK,
  REMOVED: TAKEN_BACK,
  PENDING_REMOVE: TAKEN_BACK,
  FAILED: ENDED,
  FAILED_APPROVAL: ENDED,
  AGENT_REJECTED: ENDED,
}

/**
 * What the shop means by a state. A word that is not known here is one of the shop's own making: what it stands for is for a person
 * to say, so nothing is written over it. An order without a state, or with a number for one, is one that was handed over.
 */
export function shopStateOf(state: string): ShopState {
  if (state === '' || /^\d+$/.test(state)) return HANDED_OVER
  return Object.hasOwn(SHOP_STATES, state) ? SHOP_STATES[state]! : ENDED
}

/** States of the shop for an order that is to end. */
export const isTakenBack = (state: string): boolean => shopStateOf(state).kind === 'taken_back'
