/** Two whole numbers. */
export interface Ratio {
  numerator: bigint
  denominator: bigint
}

/** A unit by its ratio to another unit of its item; '': to the one that the item is stocked in. */
type SaidUnit = Ratio & { of: string }

/**
 * What one of a unit is of the unit that its item is stocked in, through those of which it is said, in lowest terms; undefined: it is said of
 * itself in the end, or of nothing that is known.
 */
export function ratioOf(units: ReadonlyMap<string, SaidUnit>, uom: string): Ratio | undefined {
  let [numerator, denominator] = [1n, 1n]
  const seen = new Set<string>()
  for (let at = uom; at !== '';) {
    const unit = units.get(at)
    if (!unit || seen.has(at)) return undefined
    seen.add(at)
    numerator *= unit.numerator
    denominator *= unit.denominator
    at = unit.of
  }
  return lowest({ numerator, denominator })
}

/** A ratio in lowest terms. */
export function lowest({ numerator, denominator }: Ratio): Ratio {
  let [a, b] = [numerator, denominator]
  while (b > 0n) [a, b] = [b, a % b]
  return { numerator: numerator / a, denominator: denominator / a }
}
