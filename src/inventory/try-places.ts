import type { Buyer } from './allocation.ts'
import { daysBetween } from '../platform/clock.ts'
import { mulPriceQuantity, type Micro, type Minor } from '../platform/money.ts'
import type { Looks } from './capable.ts'
import { wayCost, type Location } from './places.ts'
import { promiseLine, unpromiseLine, type LinePlan, type PromisedPart, type Want } from './promise.ts'
import { costAt, type StockFacts } from './stock-facts.ts'
import type { SourcingRule } from './sourcing-rule.ts'
import type { Given } from './given-by-rule.ts'

/** What an order would be promised at one place. */
export interface Trial {
  /** Of the last of it; 0: in time. */
  daysLate: number
  shipments: number
}

export function asksTrials({ criteria }: SourcingRule): boolean {
  return criteria.some(({ by }) => by === 'margin' || by === 'shipments')
}

/**
 * Promises the order whole at each place that may serve it, and puts it back: what comes, or can be made, in time serves as well as what is
 * there (A10-10). A place that has all of it on some day fills it; of others nothing is known.
 */
export function trialsOf(
  facts: StockFacts,
  wants: readonly Want[],
  given: Given,
  { rule, today, buyer, looks }: { rule: SourcingRule; today: string; buyer: Buyer; looks: readonly Looks[] },
): Map<bigint, Trial> {
  const trials = new Map<bigint, Trial>()
  const places = facts.locations.get(wants[0]!.companyId) ?? []
  for (const [index, { id }] of places.entries()) {
    const free = given.free[index]!
    if (wants.some(({ itemId }) => !free.has(itemId))) continue
    const taken: [Want, PromisedPart[]][] = []
    for (const [line, want] of wants.entries()) {
      const at: LinePlan = {
        looks: looks[line]!,
        asked: [id],
        barred: new Map(),
        kept: given.kept(want.itemId),
        split: rule.splitLines && rule.splitOrders,
        minFillPercent: 0,
        maxPlaces: 1,
      }
      taken.push([want, promiseLine(facts, { ...want, boundTo: id }, today, at, buyer)])
    }
    const parts = taken.flatMap(([want, own]) => own.map((part) => ({ want, part })))
    const whole = taken.every(
      ([, own]) => own.length > 0 && own.every(({ promisedOn }) => promisedOn !== undefined),
    )
    if (whole)
      trials.set(id, {
        daysLate: Math.max(...parts.map(({ want, part }) => daysLate(want, part, today))),
        shipments: new Set(parts.map(({ part }) => part.promisedOn)).size,
      })
    for (const [want, own] of taken.toReversed()) unpromiseLine(facts, want, own)
    if (!whole) continue
    const sums = new Map<bigint, Micro>()
    for (const { itemId, quantity } of wants) sums.set(itemId, (sums.get(itemId) ?? 0n) + quantity)
    for (const [itemId, quantity] of sums) if (free.get(itemId)! < quantity) free.set(itemId, quantity)
  }
  return trials
}

function daysLate(want: Want, { promisedOn, arrivesOn }: PromisedPart, today: string): number {
  const { requestedOn, arriveOn } = want
  const there = arriveOn === null ? promisedOn! : (arrivesOn ?? promisedOn!)
  const wanted = arriveOn ?? (requestedOn < today ? today : requestedOn)
  return there > wanted ? daysBetween(wanted, there) : 0
}

/**
 * What is spent on an order from a place, in minor units of the books' currency: its goods, its shipments, and what it costs that it is late.
 * Its net price is the same from everywhere, so the least of this leaves the most (A10-10, D3). null: of some of it nobody said.
 */
export function spentAt(
  facts: StockFacts,
  place: Location,
  wants: readonly Want[],
  { daysLate: late, shipments }: Trial,
  penalty: Minor,
): number | null {
  const { companyId, way } = wants[0]!
  const freight = way && wayCost(place, way)
  if (freight === null) return null
  const { digits } = facts.sourcing.setups.get(companyId)!
  let spent = (freight + (place.laborCost ?? 0n)) * BigInt(shipments) + penalty * BigInt(late)
  for (const { itemId, quantity } of wants) {
    const cost = costAt(facts, companyId, place.costOrganization, itemId)
    if (cost === null) return null
    spent += mulPriceQuantity(cost, quantity, digits)
  }
  return Number(spent)
}
