import type { Micro } from '../platform/money.ts'
import { sendersOf, servingPlaces, type Bringing } from './allocate-waiting.ts'
import { shareOfWaiting } from './shares.ts'
import type { StockFacts } from './stock-facts.ts'
import type { ItemKey, PlannedDemand } from './waiting.ts'

/**
 * Demand that waits where it is collected and could be brought there from what lies elsewhere, one after the other, beside what is promised.
 * Nothing is taken.
 *
 * @param by.promised what keeps what it counts on
 * @returns the sources of the demand
 */
export function bringable(
  facts: StockFacts,
  item: ItemKey,
  waiting: readonly PlannedDemand[],
  by: {
    today: string
    bringing: Bringing
    promised: readonly { locationId: bigint; on: string; quantity: Micro }[]
  },
): Set<bigint> {
  const { today, bringing, promised } = by
  const places = servingPlaces(facts, item, today)
  for (const place of places) {
    const own = promised.filter(({ locationId }) => locationId === place.id)
    for (const { on, quantity } of own.toSorted((a, b) => (a.on < b.on ? -1 : 1))) place.keep(on, quantity)
  }
  const taken: (() => void)[] = []
  const found = waiting.filter((demand) => {
    const share = shareOfWaiting(facts, item, demand.node, today)
    const sender = sendersOf(facts, places, demand, bringing).find(({ place, kept }) =>
      place.covers(demand, kept, today, share?.at(place.id)),
    )
    if (!sender) return false
    const { place } = sender
    place.take(demand.quantity)
    taken.push(() => place.take(-demand.quantity))
    return true
  })
  for (const putBack of taken) putBack()
  return new Set(found.map(({ sourceId }) => sourceId))
}
