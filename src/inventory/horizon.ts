import type { Micro } from '../platform/money.ts'
import { availability, availabilityBy, type Availability } from './atp.ts'
import type { AtpTerms } from './atp-rule.ts'
import type { SourcingRules, StockAt } from './sourced.ts'

/** What of an item at a place can be promised over time, as it stands in the picture. */

/** On hand less what is reserved and kept back, but for what the order held. */
export function freeOf({ onHand, reserved, safety = 0n, own = 0n }: StockAt, kept: Micro): Micro {
  const there = onHand - reserved
  const free = there - safety - kept
  if (own <= 0n) return free
  const held = own < there ? own : there
  return held > free ? held : free
}

/** Nothing was ever there. */
export function neverThere(): StockAt {
  return { onHand: 0n, reserved: 0n, supplies: [], demands: [], neverThere: true }
}

/** A line is weighed at fifty places and taken at one: what did not change is not computed again. */
export function horizonOf(
  stock: StockAt,
  rules: Pick<SourcingRules, 'today' | 'supplyFence'>,
  kept: Micro,
  terms: AtpTerms | undefined,
): Availability {
  const free = freeOf(stock, kept)
  const { supplies, demands, horizon } = stock
  const { today, supplyFence } = rules
  const size = supplies.length + demands.length
  if (
    horizon?.free === free &&
    horizon.size === size &&
    horizon.supplies === supplies &&
    horizon.demands === demands &&
    horizon.today === today &&
    horizon.supplyFence === supplyFence &&
    horizon.terms === terms
  )
    return horizon.availability
  const over = terms
    ? availabilityBy(terms, { today, free, supplies, demands })
    : availability({ today, free, supplies, demands, supplyFence })
  stock.horizon = { free, size, supplies, demands, today, supplyFence, terms, availability: over }
  return over
}
