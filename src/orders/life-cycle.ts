import { TRANSITIONS, type Order, type OrderState } from './order.ts'

/** What people do to an order as a whole, by the names under which policies and bulk jobs speak of it. */
export const LIFE_ACTS = [
  'edit',
  'submit',
  'approve',
  'reject',
  'cancel',
  'abort',
  'suspend',
  'resume',
  'amend',
  'hold',
  'prioritize',
  'retry',
  'end_remorse',
] as const
export type LifeAct = (typeof LIFE_ACTS)[number]

/**
 * The total table of what a state allows (A2-5, O-15): every act of people asks here, and nowhere else. Which state an act leads to, where it
 * leads to one, says TRANSITIONS; an act that changes data alone leaves it. Who may, and under what conditions, say scopes and policies.
 */
export function mayAct(state: OrderState, act: LifeAct): boolean {
  switch (act) {
    case 'hold':
    case 'prioritize':
    case 'end_remorse':
      return TRANSITIONS[state].progress !== null
    case 'retry':
      // Also of what undoes an order that is being cancelled.
      return TRANSITIONS[state].progress !== null || state === 'cancelling'
    case 'amend':
      // What has begun and is not over (O-58).
      return state === 'in_progress' || state === 'suspended'
    case 'abort':
      return ABORTABLE.has(state)
    default:
      return TRANSITIONS[state][act] !== null
  }
}

/** What was agreed and is not over; what was not is cancelled. */
const ABORTABLE: ReadonlySet<OrderState> = new Set([
  'not_started',
  'in_progress',
  'suspended',
  'amending',
  'cancelling',
  'waiting_for_revision',
])

/** Acts that the state of an order allows, in their order. */
export function actsIn(state: Order['state']): LifeAct[] {
  return LIFE_ACTS.filter((act) => mayAct(state, act))
}
