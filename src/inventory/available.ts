import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import type { Versioned } from '../platform/picture.ts'
import type { Buyer } from './allocation.ts'
import { availability, availabilityBy, availableOn } from './atp.ts'
import { termsAt } from './atp-setup.ts'
import { locationOf } from './places.ts'
import { readStock } from './read-stock.ts'
import { addAllocation } from './read-shares.ts'
import { shareOfBuyer } from './shares.ts'

/** What can be promised of an item, over all locations. */
export interface Available {
  /** On the first day, by code of location; locations that have none of it are left out. */
  places: { location: string; quantity: Micro }[]
  today: Micro
  /** The first day. */
  day: string
  /** The day from which more can be promised, and how much in all by then; null: nothing more is known to come. */
  more: { on: string; quantity: Micro } | null
  /** The day from which anything is available by a rule; null: never. */
  unlimitedFrom: string | null
}

/**
 * What can be promised of items of a company from today on (D3), by item; for showing, as it may be gone when it is asked for. Of what is
 * shared out, what such a buyer may have (A10-17).
 */
export async function readAvailable(
  db: Reader,
  company: Versioned,
  itemIds: readonly bigint[],
  today: string,
  buyer: Buyer,
): Promise<Map<bigint, Available>> {
  const items = itemIds.map((itemId) => ({ companyId: company.id, itemId }))
  const facts = await readStock(db, [company], items)
  await addAllocation(db, facts, [company], items)
  const stock = facts.stock.get(company.id)
  return new Map(
    itemIds.map((itemId) => {
      const own = shareOfBuyer(facts, { companyId: company.id, itemId }, buyer, today)
      const fences = facts.locations
        .get(company.id)!
        .flatMap(({ id }) => termsAt(facts, company.id, itemId, id, today)?.fence ?? [])
      const places = [...(stock?.get(itemId) ?? [])].flatMap(([location, at]) => {
        const terms = termsAt(facts, company.id, itemId, location, today)
        if (terms === null || terms?.unsearched) return []
        const free = at.onHand - at.reserved - (at.safety ?? 0n)
        const { supplies, demands } = at
        const input = { today, free, supplies, demands }
        const over = terms ? availabilityBy(terms, input) : availability(input)
        return {
          location: locationOf(facts, company.id, location)?.code ?? '',
          over: own?.at(location)?.cap(at, over, undefined) ?? over,
        }
      })
      const on = (day: string) => places.reduce((sum, { over }) => sum + availableOn(over, day), 0n)
      const now = on(today)
      const days = [...new Set(places.flatMap(({ over }) => over.days))].sort()
      const later = days.find((day) => day > today && on(day) > now)
      return [
        itemId,
        {
          places: places.flatMap(({ location, over }) => {
            const quantity = availableOn(over, today)
            return quantity > 0n ? [{ location, quantity }] : []
          }),
          today: now,
          day: today,
          more: later === undefined ? null : { on: later, quantity: on(later) },
          unlimitedFrom: fences.sort()[0] ?? null,
        },
      ]
    }),
  )
}
