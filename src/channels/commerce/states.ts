import type { Said } from './said.ts'
import type { CommerceSettings } from './settings.ts'

/** The name of the state of an order, in capitals; a number by the table of the channel, else its digits; '' for none. */
export function orderStateOf(order: Said, { orderStates }: CommerceSettings): string {
  const state = order.text('state')
  if (state === undefined) return ''
  return (/^\d+$/.test(state) ? (orderStates?.[state] ?? state) : state).toUpperCase()
}
