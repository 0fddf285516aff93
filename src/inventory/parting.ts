import type { Micro } from '../platform/money.ts'
import { COARSEST, grainOf } from './capable.ts'
import { MATERIAL } from './needs.ts'
import type { Candidate, SourcedPart, SourcingLine, StockAt } from './sourced.ts'

/** How a line may be parted: over how many places, from which quantity on, in units of what. */

/** Whether a place may give some of a line beside those that give of its order. */
export function mayJoin(
  { maxPlaces, joined = NOBODY }: SourcingLine,
  parts: readonly SourcedPart[],
  { location }: Candidate,
): boolean {
  if (maxPlaces === undefined || joined.has(location)) return true
  const places = new Set(joined)
  for (const part of parts) places.add(part.location)
  return places.has(location) || places.size < maxPlaces
}

const NOBODY: ReadonlySet<bigint> = new Set()

/** What of a quantity leaves no unit opened. */
export function unopened({ unit = 1n }: SourcingLine, quantity: Micro): Micro {
  return quantity - (quantity % unit)
}

export function minimum(line: SourcingLine): Micro {
  const least = line.minSplit ?? 1n
  return least < line.quantity ? least : line.quantity
}

/** A line with what its parts are a multiple of: what is sold whole is parted into whole ones, whatever is free. */
export function inUnits(
  stocks: ReadonlyMap<bigint, StockAt>,
  line: SourcingLine,
  candidates: readonly Candidate[],
): SourcingLine & { unit: Micro } {
  const { quantity, allowSplit } = line
  return { ...line, unit: line.unit ?? (allowSplit ? finestOf(stocks, quantity, candidates) : 1n) }
}

/** The finest that a quantity of an item is counted in: as it is asked for, or lies at the places. */
function finestOf(
  stocks: ReadonlyMap<bigint, StockAt>,
  quantity: Micro,
  candidates: readonly Candidate[],
): Micro {
  let finest = grainOf(quantity)
  for (const { location } of candidates) {
    const stock = stocks.get(location)
    if (!stock) continue
    for (const grain of [grainOf(stock.onHand), grainOf(stock.reserved), datedGrain(stock)])
      if (grain < finest) finest = grain
  }
  return finest
}

/** Of what comes to a place and is promised of it: where thousands wait it is not looked for again for each line that nothing is left for. */
function datedGrain(stock: StockAt): Micro {
  const { supplies, demands, dated } = stock
  const size = supplies.length + demands.length
  if (dated?.supplies === supplies && dated.demands === demands && dated.size === size) return dated.grain
  // Not what materials need: of an item that was counted more finely that may be a fraction.
  const promised = demands.filter(({ kind }) => kind !== MATERIAL)
  const grain = [...supplies, ...promised].reduce((finest, { quantity }) => {
    const own = grainOf(quantity)
    return own < finest ? own : finest
  }, COARSEST)
  stock.dated = { supplies, demands, size, grain }
  return grain
}
