/**
 * From which price lists an order is priced, and of which day (A9-1, A9-21): the first strategy by rank that is for it. Without one,
 * all lists of its currency: those of its segment before the general ones, each by rank.
 */
export interface Strategy {
  code: string
  version: number
  rank: number
  segments: readonly string[]
  sources: readonly string[]
  orderTypes: readonly string[]
  countries: readonly string[]
  lists: readonly bigint[]
  /** decided: on which it is agreed; ordered: on which it was placed; requested: for which it is wanted, never one that is past. */
  priceDay: 'decided' | 'ordered' | 'requested'
  validFrom: string
  validTo: string | null
}

interface PriceList {
  id: bigint
  currency: string
  segment: string | null
  rank: number
  validFrom: string
  validTo: string | null
}

/** What a strategy is chosen by. */
export interface StrategyQuestion {
  currency: string
  segment: string
  source: string
  type: string
  country: string
  /** The day on which it is decided. */
  on: string
  orderedOn: string
  requestedOn: string | undefined
}

/** Lists in their order, the day whose prices hold, and the strategy, `code@version`; null where none is for it. */
export interface Chosen {
  lists: bigint[]
  on: string
  strategy: string | null
}

export function chooseStrategy(
  offer: {
    lists: readonly PriceList[]
    strategies: readonly Strategy[]
    /** Outside of the lists: ranked among the general ones; of one rank the list comes first. Behind those of a strategy. */
    sources?: readonly { id: bigint; rank: number }[]
  },
  asked: StrategyQuestion,
): Chosen {
  const holds = (one: { validFrom: string; validTo: string | null }, day: string) =>
    one.validFrom <= day && (one.validTo === null || day <= one.validTo)
  const among = (texts: readonly string[], text: string) => texts.length === 0 || texts.includes(text)
  const found = offer.strategies.find(
    (one) =>
      holds(one, asked.on) &&
      among(one.segments, asked.segment) &&
      among(one.sources, asked.source) &&
      among(one.orderTypes, asked.type) &&
      among(one.countries, asked.country),
  )
  const on = found ? dayOf(found.priceDay, asked) : asked.on
  const valid = offer.lists.filter((list) => list.currency === asked.currency && holds(list, on))
  const outside = (offer.sources ?? []).toSorted((a, b) => a.rank - b.rank)
  if (found) {
    const places = new Map(found.lists.map((id, place) => [id, place]))
    const lists = valid
      .filter(({ id }) => places.has(id))
      .sort((a, b) => places.get(a.id)! - places.get(b.id)!)
    return {
      lists: [...lists, ...outside].map(({ id }) => id),
      on,
      strategy: `${found.code}@${found.version}`,
    }
  }
  const own = valid.filter(({ segment }) => segment !== null && segment === asked.segment)
  const general = [...valid.filter(({ segment }) => segment === null), ...outside].sort(
    (a, b) => a.rank - b.rank,
  )
  return { lists: [...own, ...general].map(({ id }) => id), on, strategy: null }
}

function dayOf(
  priceDay: Strategy['priceDay'],
  { on, orderedOn, requestedOn = on }: StrategyQuestion,
): string {
  if (priceDay === 'ordered') return orderedOn
  // Who asks for yesterday does not get yesterday's price.
  return priceDay === 'requested' && requestedOn > on ? requestedOn : on
}
