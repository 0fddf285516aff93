import type { Json } from '../platform/json.ts'

/** Ids that stand in decisions, as text, and what the world calls them. */
export type Names = ReadonlyMap<string, string>

export function namesOf(rows: readonly { id: bigint | null; code: string | null }[]): Names {
  return new Map(rows.map(({ id, code }) => [String(id), code ?? '']))
}

/**
 * A stored promise decision, `losers: ['17 short']`, with the codes of its locations: `[{ location, why }]`. Who sees some accounts only is
 * told neither those that lost, nor what is shared out to whom, nor how goods are made.
 */
export function nameLocations(decision: Json, locations: Names, withOthers: boolean): Json {
  if (decision === null || typeof decision !== 'object' || Array.isArray(decision)) return decision
  const { losers, allocation, made, ...own } = decision
  const others = {
    ...(allocation === undefined ? {} : { allocation }),
    ...(made === undefined ? {} : { made }),
  }
  const known = withOthers ? { ...own, ...others } : own
  if (!Array.isArray(losers)) return known
  if (!withOthers) return { ...known, losers: [] }
  const named = losers.map((loser) => {
    const [id = '', why = ''] = String(loser).split(' ')
    return { location: locations.get(id) ?? null, why }
  })
  return { ...known, losers: named }
}
