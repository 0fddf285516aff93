import type { Micro, Minor } from '../platform/money.ts'
import { daysAt, wayCost, type Location } from './places.ts'
import type { Want } from './promise.ts'
import type { StockFacts } from './stock-facts.ts'
import { isOfRule, preferred, type Criterion, type SourcingRule } from './sourcing-rule.ts'
import { lastGiven, ordersOn, type Point } from './sourcing-setup.ts'
import { NOT_CHOSEN } from './sourced.ts'
import { spentAt, type Trial } from './try-places.ts'

/** Why a place serves an order on no day. */
export const FORBIDDEN: ReadonlySet<string> = new Set(['rejected', 'not_in_rule', 'too_far'])

/** No place refused it. */
export const NOWHERE: ReadonlyMap<bigint, string> = new Map()

/** Why a place may not serve an order by the rule; undefined: it may. */
export function barredFrom(
  facts: StockFacts,
  place: Location,
  {
    rule,
    not,
    companyId,
    km,
    to,
    today,
  }: {
    rule: SourcingRule
    not: ReadonlyMap<bigint, string>
    companyId: bigint
    km: number | null
    to: Point | undefined
    today: string
  },
): string | undefined {
  const refused = not.get(place.id)
  // That another one was chosen is told of what might have served.
  if (refused !== undefined && refused !== NOT_CHOSEN) return refused
  if (!isOfRule(rule, place)) return 'not_in_rule'
  const radius = preferred(rule, place, 'radiusKm')
  // Where it goes is not known: a radius says nothing.
  if (radius !== null && to && (km === null || km > radius)) return 'too_far'
  const most = preferred(rule, place, 'dailyOrders')
  if (most !== null && ordersOn(facts.sourcing, companyId, place.id, today) >= most) return 'load_limit'
  return refused
}

export function valueOf(
  criterion: Criterion,
  facts: StockFacts,
  place: Location,
  of: {
    wants: readonly Want[]
    today: string
    km: number | null
    free: ReadonlyMap<bigint, Micro>
    turns: ReadonlyMap<bigint, number>
    trial?: Trial | undefined
    penalty?: Minor
  },
): number | null {
  const { companyId } = of.wants[0]!
  switch (criterion) {
    case 'proximity':
      return of.km
    case 'on_hand':
      return Number([...of.free.values()].reduce((sum, quantity) => sum + quantity, 0n)) / 1e6
    case 'priority':
      return place.rank
    case 'last_assigned':
      return of.turns.get(place.id)!
    case 'velocity': {
      if (facts.sourcing.sellThrough.size === 0) return 0
      const sold = [...of.free.keys()].map(
        (itemId) => facts.sourcing.sellThrough.get(`${companyId}/${itemId}/${place.id}`) ?? 0n,
      )
      return Number(sold.reduce((sum, quantity) => sum + quantity, 0n)) / 1e6
    }
    case 'labor':
      return place.laborCost === null ? null : Number(place.laborCost)
    case 'cost': {
      const { way } = of.wants[0]!
      const freight = way && wayCost(place, way)
      return freight === null ? null : Number(freight + (place.laborCost ?? 0n))
    }
    case 'on_time':
      return of.wants.every((want) => inTime(place, want, of.today)) ? 1 : 0
    case 'shipments':
      return of.trial?.shipments ?? null
    case 'margin':
      return of.trial === undefined ? null : spentAt(facts, place, of.wants, of.trial, of.penalty ?? 0n)
  }
}

/** What is there leaves, or arrives, by the day that is asked for. */
function inTime(place: Location, want: Want, today: string): boolean {
  const days = daysAt(place, want, today)
  return !days || days.lateOn(days.shipOn(today)) === null
}

/** Who was given an order longest ago is first. */
export function turnsOf(
  facts: StockFacts,
  companyId: bigint,
  places: readonly Location[],
): Map<bigint, number> {
  const last = new Map(places.map(({ id }) => [id, lastGiven(facts.sourcing, companyId, id)]))
  const order = [...new Set(last.values())].sort((a, b) => (a < b ? -1 : 1))
  const turn = new Map(order.map((id, index) => [id, index]))
  return new Map(Array.from(last, ([id, given]) => [id, turn.get(given)!]))
}
