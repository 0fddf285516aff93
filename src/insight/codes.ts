import type { Json } from '../platform/json.ts'

/** Ids that stand in decisions, as text, and what the world calls them. */
export type Names = ReadonlyMap<string, string>

export function namesOf(rows: readonly { id: bigint | null; code: string | null }[]): Names {
  return new Map(rows.map(({ id, code }) => [String(id), code ?? '']))
}

/** A stored promise decision, `losers: ['17 short']`, with the codes of its locations: `[{ location, why }]`; or without those that lost. */
export function nameLocations(decision: Json, locations: Names, withLosers: boolean): Json {
  if (decision === null || typeof decision !== 'object' || Array.isArray(decision)) return decision
  const { losers } = decision
  if (!Array.isArray(losers)) return decision
  if (!withLosers) return { ...decision, losers: [] }
  const named = losers.map((loser) => {
    const [id = '', why = ''] = String(loser).split(' ')
    return { location: locations.get(id) ?? null, why }
  })
  return { ...decision, losers: named }
}
