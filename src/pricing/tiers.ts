import { divRound, MICRO, type Micro } from '../platform/money.ts'

/**
 * Tiers of a list price (A9-4, A9-5, D2). A tier holds for what is over its bound, so "over 10" begins at 10.000001 and 10
 * still belongs to the tier before.
 */
export interface Tiers {
  /** highest: all units at the tier reached. all: each unit at the price of its own tier (graduated). block: whole blocks. */
  mode: 'highest' | 'all' | 'block'
  /** What a bound is of: the quantity (default), or the amount at the rule's own price. */
  on?: 'quantity' | 'amount'
  /** What is measured: a line (default), or all lines of the order that ask for the same, before any split of them. */
  over?: 'line' | 'order'
  /** What a block that is not full costs: as much as a full one (default), or nothing. */
  partialBlocks?: 'charge' | 'free'
  /** Ascending by `over`; below the first bound the rule's own unit price holds. */
  steps: readonly TierStep[]
}

export interface TierStep {
  over: Micro
  /** Of a unit; of a block where `size` says how many units that is. */
  unitPrice: Micro
  size?: Micro
}

/** A price for a quantity: the unit price, and the exact amount (Micro of currency) where units differ in price. */
export interface TieredPrice {
  unitPrice: Micro
  /** Set where units have no common price: the amount of the whole quantity; `unitPrice` is then its rounded average. */
  amount?: Micro
  /** Index of the tier reached; -1 is the base price. */
  tier: number
}

/** The price of a quantity under tiers (D2 table: 1–10 at 10, over 10 at 9, over 20 at 8; 11 cost 99 or 109). */
export function tieredPrice(base: Micro, tiers: Tiers, quantity: Micro): TieredPrice {
  const { mode, steps } = tiers
  // A bound of an amount is the quantity that comes to it: floor, as more than it is asked. At no price nothing comes to anything.
  const bound = (step: TierStep) =>
    tiers.on !== 'amount' ? step.over : base > 0n ? (step.over * MICRO) / base : quantity
  let tier = -1
  while (tier + 1 < steps.length && quantity > bound(steps[tier + 1]!)) tier += 1
  if (tier < 0) return { unitPrice: base, tier }
  const reached = steps[tier]!
  if (mode === 'highest') return { unitPrice: reached.unitPrice, tier }
  if (mode === 'block') {
    const size = reached.size ?? MICRO
    const full = quantity / size
    const blocks = tiers.partialBlocks === 'free' || full * size === quantity ? full : full + 1n
    const amount = blocks * reached.unitPrice
    return { unitPrice: divRound(amount * MICRO, quantity), amount, tier }
  }
  let amount = 0n
  let from = 0n
  let price = base
  for (let step = 0; step <= tier; step += 1) {
    const over = bound(steps[step]!)
    amount += (over - from) * price
    from = over
    price = steps[step]!.unitPrice
  }
  amount += (quantity - from) * price
  return { unitPrice: divRound(amount, quantity), amount: divRound(amount, MICRO), tier }
}
