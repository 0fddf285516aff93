import type { Micro } from '../platform/money.ts'
import { termsAt } from './atp-setup.ts'
import type { Want } from './promise.ts'
import type { StockFacts } from './stock-facts.ts'
import { keptBack, type SourcingRule } from './sourcing-rule.ts'
import type { OwnShare } from './shares.ts'
import { freeAt } from './source-now.ts'

/** What places may give of the items of an order by a rule. */
export interface Given {
  /** Of each place, as they stand, of the items that it may give what it can now. */
  free: Map<bigint, Micro>[]
  /** Places that are not used for an item; of most there are none. */
  excluded: Map<bigint, Set<bigint>>
  /** What of an item is kept back, at the places where anything is. */
  kept(itemId: bigint): ReadonlyMap<bigint, Micro>
}

/**
 * Looks at each item at each place: of a large order that is half a million times, so what does not depend on both is asked once, and
 * no key is made of two.
 */
export function givenBy(
  facts: StockFacts,
  wants: readonly Want[],
  rule: SourcingRule,
  today: string,
  shares: ReadonlyMap<bigint, OwnShare>,
): Given {
  const { companyId } = wants[0]!
  const places = facts.locations.get(companyId) ?? []
  const picture = facts.stock.get(companyId)
  const { sellThrough } = facts.sourcing
  const free = places.map(() => new Map<bigint, Micro>())
  const excluded: Given['excluded'] = new Map()
  const nothing = { onHand: 0n, sellThrough: 0n }
  // Without used quantities the same is kept of every item.
  const always =
    rule.used.length > 0 ? undefined : places.map((place) => keptBack(rule, place, nothing) ?? 0n)
  const asMap = (backs: readonly Micro[]) =>
    new Map(
      places.flatMap(({ id }, index): [bigint, Micro][] => (backs[index]! > 0n ? [[id, backs[index]!]] : [])),
    )
  const same = always && asMap(always)
  const ofItems = new Map<bigint, ReadonlyMap<bigint, Micro>>()
  const wanted = new Map<bigint, Micro>()
  for (const { itemId, quantity } of wants) wanted.set(itemId, (wanted.get(itemId) ?? 0n) + quantity)
  for (const [itemId, asked] of wanted) {
    const stocks = picture?.get(itemId)
    const backs: Micro[] = []
    for (const [index, place] of places.entries()) {
      const stock = stocks?.get(place.id)
      let back = always?.[index] ?? null
      if (!always) {
        const sold = sellThrough.size === 0 ? 0n : sellThrough.get(`${companyId}/${itemId}/${place.id}`)
        back = keptBack(rule, place, { onHand: stock?.onHand ?? 0n, sellThrough: sold ?? 0n })
      }
      backs.push(back ?? 0n)
      if (back !== null) {
        const terms = termsAt(facts, companyId, itemId, place.id, today)
        const here =
          stock && terms !== null ? freeAt(stock, today, back, terms, shares.get(itemId)?.at(place.id)) : 0n
        // What is not searched for is there.
        free[index]!.set(itemId, terms?.unsearched && here < asked ? asked : here)
      } else excluded.set(itemId, (excluded.get(itemId) ?? new Set()).add(place.id))
    }
    if (!same) ofItems.set(itemId, asMap(backs))
  }
  return { free, excluded, kept: (itemId) => same ?? ofItems.get(itemId)! }
}
