import type { RuleSchema } from '../platform/rules.ts'

const named = {
  event: 'string',
  kind: 'string',
  company: 'string',
  orderType: 'string',
  itemClass: 'string',
  currency: 'string',
} satisfies RuleSchema

/** With `amount`: minor units of `currency`, below zero where the sides are swapped. */
const withAmount = { ...named, amount: 'int' } satisfies RuleSchema

/**
 * Events whose amounts are computed under locks, after the accounts were chosen: accounts are determined without an amount for
 * these alone (`Books.determine`), so none can be missing here.
 */
const COMPUTED_EVENTS = [
  'shipment.confirmed',
  'return.received',
  'stock.received',
  'stock.opened',
  'stock.adjusted',
  'transfer.shipped',
  'transfer.received',
  'stock.reconciled',
  'stray.left',
  'stray.returned',
  'cost.adjusted',
] as const
export type ComputedEvent = (typeof COMPUTED_EVENTS)[number]

const computedLater: ReadonlySet<string> = new Set(COMPUTED_EVENTS)

/** The variables of a condition: what is known when the accounts of an amount are chosen. */
export function conditionFacts(event: string, kind: string): RuleSchema {
  // A difference of exchange has no amount in the currency of its document.
  return computedLater.has(event) || kind === 'exchange' ? named : withAmount
}
