import { divRound, MICRO, type Micro } from '../platform/money.ts'

/**
 * Quantity tiers of a list price (A9-4, D2). A tier holds for quantities over its bound, so "over 10" begins at 10.000001
 * and 10 still belongs to the tier before.
 */
export interface Tiers {
  /** highest: all units at the tier reached. all: each unit at the price of its own tier (graduated). */
  mode: 'highest' | 'all'
  /** Ascending by `over`; below the first bound the rule's own unit price holds. */
  steps: readonly { over: Micro; unitPrice: Micro }[]
}

/** A price for a quantity: the unit price, and the exact amount (Micro of currency) where units differ in price. */
export interface TieredPrice {
  unitPrice: Micro
  /** Set for graduated tiers only: the amount of the whole quantity; `unitPrice` is then its rounded average. */
  amount?: Micro
  /** Index of the tier reached; -1 is the base price. */
  tier: number
}

/** The price of a quantity under tiers (D2 table: 1–10 at 10, over 10 at 9, over 20 at 8; 11 cost 99 or 109). */
export function tieredPrice(base: Micro, tiers: Tiers, quantity: Micro): TieredPrice {
  let tier = -1
  while (tier + 1 < tiers.steps.length && quantity > tiers.steps[tier + 1]!.over) tier += 1
  if (tiers.mode === 'highest' || tier < 0) {
    return { unitPrice: tier < 0 ? base : tiers.steps[tier]!.unitPrice, tier }
  }
  let amount = 0n
  let from = 0n
  let price = base
  for (let step = 0; step <= tier; step += 1) {
    const { over, unitPrice } = tiers.steps[step]!
    amount += (over - from) * price
    from = over
    price = unitPrice
  }
  amount += (quantity - from) * price
  return { unitPrice: divRound(amount, quantity), amount: divRound(amount, MICRO), tier }
}
