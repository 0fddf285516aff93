import type { Micro } from '../platform/money.ts'
import { knownStock, type StockFacts } from './stock-facts.ts'
import { keptBack, kilometersBetween, preferred, ruleFor, type SourcingQuestion } from './sourcing-rule.ts'
import { countGiven, isGiven, ordersOn, pointOf } from './sourcing-setup.ts'
import { FORBIDDEN, NOWHERE, barredFrom } from './weigh-place.ts'

/** What the rule of orders that wait keeps from them. */
export interface KeptFrom {
  /** What of an item at a place they may not have; null: nothing comes to them from there. */
  at(place: bigint): Micro | null
  /** A place is given as many orders of this day as it takes, and this is none of them. */
  isFull(place: bigint, rootId: bigint): boolean
  /** It is an order of this day of the place. */
  count(place: bigint, rootId: bigint): void
}

/**
 * What the rule of an order that waits keeps from it, as the rule and the places are now (C13-4, C13-6, C13-13): what a search would keep
 * back, and everything at places that serve it on no day, or no more orders of this one. Undefined: no rule is for it.
 */
export function keptFromWaiting(
  facts: StockFacts,
  { companyId, itemId }: { companyId: bigint; itemId: bigint },
  question: SourcingQuestion,
  today: string,
): KeptFrom | undefined {
  const setup = facts.sourcing.setups.get(companyId)
  const rule = setup && ruleFor(setup.rules, question)
  if (!rule) return undefined
  const to = pointOf(setup, question.country, question.postcode)?.point
  const places = new Map(facts.locations.get(companyId)?.map((place) => [place.id, place]))
  const kept = new Map<bigint, Micro | null>()
  const mostOf = (id: bigint) => preferred(rule, places.get(id)!, 'dailyOrders')
  const at = (id: bigint) => {
    const known = kept.get(id)
    if (known !== undefined) return known
    const place = places.get(id)!
    const km = to && place.point ? kilometersBetween(to, place.point) : null
    const why = barredFrom(facts, place, { rule, not: NOWHERE, companyId, km, to, today })
    const onHand = knownStock(facts, companyId, itemId, id)?.onHand ?? 0n
    const sellThrough = facts.sourcing.sellThrough.get(`${companyId}/${itemId}/${id}`) ?? 0n
    const back =
      why !== undefined && FORBIDDEN.has(why) ? null : keptBack(rule, place, { onHand, sellThrough })
    kept.set(id, back)
    return back
  }
  return {
    at,
    isFull(locationId, rootId) {
      const most = mostOf(locationId)
      if (most === null || isGiven(facts.sourcing, { companyId, locationId, rootId, day: today }))
        return false
      return ordersOn(facts.sourcing, companyId, locationId, today) >= most
    },
    count(locationId, rootId) {
      countGiven(facts.sourcing, { companyId, locationId, rootId, day: today }, mostOf(locationId))
    },
  }
}
