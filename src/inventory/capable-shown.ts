import type { Json, JsonObject } from '../platform/json.ts'
import { formatMicro } from '../platform/money.ts'
import type { Come, Hours, Supplied } from './capable.ts'
import { locationOf } from './places.ts'
import type { SourcedPart } from './sourced.ts'
import { knownStock, type StockFacts } from './stock-facts.ts'

/** Why a part has its day: what of it is there, and how the rest comes, as it was found (N-14's shape). */
export function capableShown(
  facts: StockFacts,
  companyId: bigint,
  { location, capable }: SourcedPart & { capable: NonNullable<SourcedPart['capable']> },
): JsonObject {
  const codeOf = (id: bigint) => locationOf(facts, companyId, id)?.code ?? ''
  const skuOf = (id: bigint) => facts.atp.supply.get(companyId)?.items.get(id)?.sku
  /** Numbers of what is announced for the day from which on it is there. */
  const numbersOf = ({ itemId, place, since }: Supplied): string[] => {
    const supplies = knownStock(facts, companyId, itemId, place)?.supplies ?? []
    return supplies.flatMap(({ on, number }) => (on === since && number !== undefined ? [number] : []))
  }
  const supplied = (one: Supplied): JsonObject => {
    const sku = skuOf(one.itemId)
    const numbers = numbersOf(one)
    return {
      ...(sku === undefined ? {} : { sku }),
      quantity: formatMicro(one.quantity),
      on: one.on,
      fromStock: formatMicro(one.fromStock),
      ...(numbers.length > 0 ? { supplies: numbers } : {}),
      ...(one.origins.length > 0 ? { origins: one.origins.map((come) => told(come, one.place)) } : {}),
    }
  }
  const told = (come: Come, place: bigint): JsonObject => {
    const { origin, quantity, on, startsOn, of, hours } = come
    return {
      by: origin.by,
      location: codeOf(place),
      quantity: formatMicro(quantity),
      on,
      ...(startsOn === undefined ? {} : { startsOn }),
      ...(origin.by === 'buy' && origin.supplier !== '' ? { supplier: origin.supplier } : {}),
      ...(origin.by === 'transfer' ? { from: codeOf(origin.location) } : {}),
      ...(of.length > 0 ? { of: of.map(supplied) } : {}),
      ...(hours.length > 0 ? { hours: folded(hours) } : {}),
    }
  }
  return {
    fromStock: formatMicro(capable.fromStock),
    origins: capable.origins.map((come) => told(come, location)),
  }
}

/** Of each resource from when until when, and how many hours. */
function folded(hours: readonly Hours[]): Json {
  return Array.from(
    Map.groupBy(hours, ({ resource }) => resource),
    ([resource, own]) => ({
      resource,
      from: own[0]!.on,
      to: own.at(-1)!.on,
      hours: formatMicro(own.reduce((sum, one) => sum + one.hours, 0n)),
    }),
  )
}
